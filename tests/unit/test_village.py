"""The made-up village: its texts, their exact probabilities, and what is held out."""

import itertools
import math
import time
from dataclasses import replace

import numpy as np
import pytest

from sandbox.topics.scale.village import CONTEXT, HELD_OUT_SEED, Attribute, Tables, Village, village
from tests.conftest import SETTINGS


@pytest.fixture(scope="module")
def large() -> Village:
    return village(SETTINGS.assets)


def small() -> Village:
    """A village so small that all its texts can be written down."""
    colours = (("あか", "red"), ("あお", "blue"))
    attributes = (
        Attribute("hat", colours, (("{}の ぼうしです", "{}です"), ("has a {} hat", "wears {}"))),
        Attribute("food", (("もち", "rice"),), (("{}が すきです",), ("likes {}",))),
    )
    syllables = (("み", "mi"), ("か", "ka"), ("と", "to"))
    return Village(Tables(3, 5, 2, 1.3, (1, 2), syllables, frozenset({"みみ"}), attributes))


def test_the_probabilities_of_all_texts_of_a_small_village_add_up_to_one() -> None:
    made = small()
    stream = made.documents(5)
    texts = {next(stream) for _ in range(20_000)}
    assert math.isclose(sum(math.exp(made.log_probability(text)) for text in texts), 1)
    # 5 inhabitants; 2 languages; one fact in 2 + 1 ways, or two in 2 orders of 2 · 1 ways
    assert len(texts) == 5 * 2 * (3 + 4)


def test_texts_come_as_often_as_their_probability_says() -> None:
    made = small()
    stream = made.documents(8)
    drawn = [next(stream) for _ in range(20_000)]
    for text in set(drawn):
        p = math.exp(made.log_probability(text))
        assert abs(drawn.count(text) - 20_000 * p) < 5 * math.sqrt(20_000 * p)


def test_the_entropy_that_is_measured_is_that_of_the_lots(large: Village) -> None:
    """Nats a document: language, inhabitant, how many facts, which in which order, and in which words."""
    who = -float(np.sum(large.probabilities * np.log(large.probabilities)))
    counts = large.tables.facts
    orders = np.mean([math.log(math.perm(len(large.tables.attributes), count)) for count in counts])
    words = np.mean(counts) * math.log(2)  # two patterns everywhere
    exact = math.log(2) + who + math.log(len(counts)) + orders + words
    drawn = [-large.log_probability(text) for text in itertools.islice(large.documents(9), 20_000)]
    assert abs(np.mean(drawn) - exact) < 5 * np.std(drawn) / math.sqrt(len(drawn))


def test_every_text_is_short_and_written_in_the_alphabet(large: Village) -> None:
    assert large.alphabet[0] == "\n" and len(set(large.alphabet)) == len(large.alphabet) == 86
    for text in itertools.islice(large.documents(2), 5000):
        assert len(text) <= 120 and text.endswith("\n")
        assert large.decode(large.encode(text)) == text
        assert math.isfinite(large.log_probability(text))


def test_names_are_unique_and_nobody_is_called_badly(large: Village) -> None:
    for language in range(2):
        assert len({name[language] for name in large.names}) == large.tables.inhabitants
    assert not large.tables.not_names & {name[0] for name in large.names}


def test_what_cannot_be_is_impossible(large: Village) -> None:
    text = next(large.documents(4))
    assert large.log_probability("") == 0
    for wrong in (text[:-1], text * 2 + "x\n", text[1:], "nobody lives in nowhere.\n", "\n"):
        assert large.log_probability(wrong) == -math.inf
    assert math.isclose(large.log_probability(text * 2), 2 * large.log_probability(text))
    with pytest.raises(ValueError, match="not written"):
        large.encode("漢字")


def test_a_fact_that_is_not_so_is_impossible() -> None:
    made = small()
    name = made.names[0][1]
    colours = [made.log_probability(f"{name} wears {colour}.\n") for colour in ("red", "blue")]
    assert sorted(map(math.isfinite, colours)) == [False, True]


def test_rows_are_whole_texts_and_the_last_is_cut_off(large: Village) -> None:
    rows = large.rows(1, 50)
    assert rows.shape == (50, CONTEXT + 1) and not rows[:, 0].any()
    assert rows.max() < len(large.alphabet)
    stream = large.documents(1)
    first = "\n" + next(stream)
    while len(first) <= CONTEXT:
        first += next(stream)
    assert large.decode(rows[0]) == first[: CONTEXT + 1]
    assert (large.rows(1, 50) == rows).all() and not (large.rows(2, 50) == rows).all()


def test_the_held_out_text_is_whole_and_its_entropy_exact(large: Village) -> None:
    ids, counts = large.held_out(20)
    texts = [large.decode(row[1:][kept]) for row, kept in zip(ids, counts, strict=True)]
    assert all(text.endswith("\n") and len(text) <= CONTEXT for text in texts)
    stream = large.documents(HELD_OUT_SEED)
    whole = "".join(texts)
    assert whole == "".join(itertools.islice(stream, whole.count("\n")))
    assert math.isclose(large.held_out_entropy(20), -large.log_probability(whole) / counts.sum())


def test_no_model_is_trained_on_the_held_out_text(large: Village) -> None:
    held_out = "".join(itertools.islice(large.documents(HELD_OUT_SEED), 30))
    for seed in (1, 2, 3):
        assert held_out not in "".join(itertools.islice(large.documents(seed), 30_000))


def test_japanese_texts_are_told_from_english_ones(large: Village) -> None:
    ids, counts = large.held_out(10)
    japanese = large.is_japanese(ids[:, 1:])
    for row, kept, found in zip(ids[:, 1:], counts, japanese, strict=True):
        expected = [not text.isascii() for text in large.decode(row[kept]).splitlines(keepends=True) for _ in text]
        assert found[kept].tolist() == expected


def test_the_seed_decides_who_lives_there() -> None:
    made = small()
    other = Village(replace(made.tables, seed=4))
    assert made.names != other.names or (made.facts != other.facts).any()


def test_text_is_made_faster_than_a_model_reads_it(large: Village) -> None:
    start = time.process_time()
    large.rows(3, 1000)
    assert 1000 * CONTEXT / (time.process_time() - start) > 300_000
