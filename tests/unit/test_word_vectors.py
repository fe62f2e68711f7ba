"""How a typed word finds its vector, in the vectors that are shipped."""

import asyncio
import dataclasses
from pathlib import Path

import numpy as np
import pytest

from sandbox.errors import BadInput, NotReady
from sandbox.lab import Lab
from sandbox.models.vectors_catalog import shipped, unshown_words
from sandbox.models.word_vectors import VectorsInfo, WordVectors
from tests.conftest import CATALOG, SETTINGS


@pytest.fixture(scope="module")
def vectors() -> dict[str, WordVectors]:
    return {id: entry.load() for id, entry in shipped(SETTINGS.assets).items()}


def test_what_is_shipped(vectors: dict[str, WordVectors]) -> None:
    assert {id: (len(one.words), one.dimensions) for id, one in vectors.items()} == {
        "ja": (20_000, 300),
        "en": (60_000, 50),
        "toy": (5, 4),
        "toy-en": (5, 4),
    }
    assert len(vectors["ja"].aliases) + 20_000 > 480_000
    for one in vectors.values():
        assert len(set(one.words)) == len(one.words)
        assert np.isfinite(one.vectors).all()
        if one.whole_map:
            assert len(one.whole_map["x"]) == len(one.whole_map["y"]) == len(one.words)


@pytest.mark.parametrize(
    ("typed", "word", "how"),
    [
        ("林檎", "林檎", "exact"),
        ("りんご", "林檎", "variant"),
        ("リンゴ", "林檎", "variant"),
        ("ﾘﾝｺﾞ", "林檎", "variant"),
        ("みかん", "蜜柑", "variant"),
        ("いぬ", "犬", "variant"),
        ("コンピュータ", "コンピューター", "variant"),
        ("東京都", "東京都", "exact"),
        ("陸上自衛隊", "自衛隊", "stand-in"),
        ("　猫 ", "猫", "variant"),
    ],
)
def test_spellings_and_stand_ins(vectors: dict[str, WordVectors], typed: str, word: str, how: str) -> None:
    found = vectors["ja"].find(typed)
    assert found is not None
    assert (found.typed, found.word, found.how) == (typed, word, how)
    assert vectors["ja"].words[found.row] == word


def test_english_spellings(vectors: dict[str, WordVectors]) -> None:
    for typed, how in (("king", "exact"), ("King", "variant"), ("ＫＩＮＧ", "variant")):
        found = vectors["en"].find(typed)
        assert found is not None
        assert (found.word, found.how) == ("king", how)


def test_every_alias_leads_to_a_row(vectors: dict[str, WordVectors]) -> None:
    ja = vectors["ja"]
    assert len(ja.aliases) == len(ja.alias_rows)
    assert list(ja.aliases) == sorted(ja.aliases)
    assert ja.alias_rows.max() < 20_000


def test_what_is_not_there_gets_suggestions(vectors: dict[str, WordVectors]) -> None:
    for set_, typed, hoped in (
        ("ja", "お寿司屋", "寿司"),
        ("ja", "ココンピューター", "コンピューター"),
        ("en", "qeen", "queen"),
    ):
        assert vectors[set_].find(typed) is None
        assert hoped in vectors[set_].suggest(typed)
    assert vectors["ja"].suggest("👾👾👾👾") == []


def test_unshown_words_are_found_but_never_named(vectors: dict[str, WordVectors]) -> None:
    unshown = unshown_words(SETTINGS.assets)
    for one in (vectors["ja"], vectors["en"]):
        assert len(one.unshown) > 20
        row = next(iter(one.unshown))
        assert one.find(one.words[row]) is not None
        near = one.nearest(one.vectors[row], 50)
        assert len(near) == 50
        assert not {one.words[row] for row, _ in near} & unshown
        assert one.whole_map is not None
        assert not {word for cluster in one.whole_map["clusters"] for word in cluster["words"]} & unshown


def test_no_unshown_word_stands_in_for_another(vectors: dict[str, WordVectors]) -> None:
    ja = vectors["ja"]
    hidden = [alias for alias, row in zip(ja.aliases, ja.alias_rows.tolist(), strict=True) if row in ja.unshown]
    assert len(hidden) > 1000
    for alias in hidden[::25]:
        found = ja.find(alias)
        assert found is None or found.how != "stand-in"


def test_huge_and_tiny_numbers_keep_their_direction() -> None:
    info = VectorsInfo("test", "Test", "", True, "", "", "")
    small = WordVectors(info, ["huge", "tiny", "plain"], np.array([[3e25, 4e25], [3e-25, 4e-25], [3.0, 4.0]]))
    assert np.allclose(small.unit, [[0.6, 0.8]] * 3)


def test_nearest_is_what_sorting_everything_gives() -> None:
    random = np.random.default_rng(0)
    numbers = random.normal(size=(300, 8)).round(1)
    numbers[5] = numbers[250]  # a tie: the more frequent word first
    info = VectorsInfo("test", "Test", "", True, "", "", "")
    small = WordVectors(info, [f"w{row}" for row in range(300)], numbers)
    for most in (1, 7, 299, 300, 1000):
        for without in ((), (5,), range(290)):
            cosines = small.cosines(numbers[250])
            order = [row for row in np.lexsort((np.arange(300), -cosines)) if row not in set(without)]
            assert [row for row, _ in small.nearest(numbers[250], most, without)] == order[:most]
    assert small.nearest(np.zeros(8), 3)[0][1] == 0


def test_a_zero_vector_has_no_direction() -> None:
    info = VectorsInfo("test", "Test", "", True, "", "", "")
    small = WordVectors(info, ["nothing", "something"], np.array([[0.0, 0.0], [1.0, 0.0]]))
    assert small.nearest(np.array([1.0, 0.0]), 2) == [(1, 1.0), (0, 0.0)]


def test_unknown_and_damaged_vectors_are_told(tmp_path: Path) -> None:
    home = dataclasses.replace(SETTINGS, home=tmp_path)
    folder = tmp_path / "vectors" / "broken"
    folder.mkdir(parents=True)
    keys = '"name": "B", "language": "", "normalize": true, "license": "", "notice": "", "origin": ""'
    (folder / "vectors.json").write_text("{" + keys + "}")
    (folder / "words.txt").write_text("a\n")
    (folder / "vectors.npy").write_bytes(b"not numbers")

    async def ask(id: str) -> WordVectors:
        return await Lab(home, CATALOG).vectors(id)

    for id, error in (("nonsense", BadInput), ("own-000000000000", BadInput), ("broken", NotReady)):
        with pytest.raises(error):
            asyncio.run(ask(id))
    assert len(asyncio.run(ask("toy")).words) == 5
