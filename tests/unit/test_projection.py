"""Words laid out in a plane: what must hold for any vectors, and for those that are awkward."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.models.word_vectors import VectorsInfo, WordVectors
from sandbox.topics.words import projection
from sandbox.topics.words.projection import (
    checked_neighbors,
    nearest_first,
    pca_layout,
    trustworthiness,
    trustworthiness_by_chance,
    turned_onto,
    umap_layout,
    usable_neighbors,
    warm_up,
)
from sandbox.topics.words.views.word_map import WordMap, WordMapParams, word_map
from tests.conftest import CATALOG, SETTINGS

LAB = Lab(SETTINGS, CATALOG)


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    warm_up(SETTINGS.home)


def unit(words: int, dimensions: int = 30, seed: int = 0) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(words, dimensions)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def distances(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.linalg.norm(points[:, None] - points[None], axis=2)


def answer(lab: Lab = LAB, **params: object) -> WordMap:
    return asyncio.run(word_map(WordMapParams.checked(**params), lab))


# --- the computations ------------------------------------------------------------------------------------------------


def test_umap_is_loaded_when_it_is_needed_only() -> None:
    code = "import sys, sandbox.app, sandbox.topics.words.views; print({'umap', 'numba', 'sklearn'} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "set()"


def test_warming_up_again_costs_nothing_and_keeps_what_was_compiled(tmp_path: Path) -> None:
    warm_up(tmp_path)  # it is done already: nothing is written
    assert not list(tmp_path.iterdir())
    assert projection._writable(tmp_path / "new")
    assert not projection._writable(Path("/dev/null/folder"))


def test_pca_does_not_hang_on_the_order_or_sign_of_what_it_is_given() -> None:
    vectors = unit(40)
    points, shares = pca_layout(vectors)
    assert 0 < shares[1] <= shares[0] < 1
    assert points.mean(axis=0) == pytest.approx([0, 0], abs=1e-9)
    order = np.random.default_rng(1).permutation(40)
    again, same = pca_layout(vectors[order])
    assert again == pytest.approx(points[order], abs=1e-6)
    assert same == pytest.approx(shares)


def test_pca_of_next_to_nothing() -> None:
    points, shares = pca_layout(np.ones((4, 5), dtype=np.float32))
    assert points == pytest.approx(np.zeros((4, 2)))
    assert shares == (0.0, 0.0)
    points, shares = pca_layout(np.array([[1], [-1], [1]], dtype=np.float32))
    assert points.shape == (3, 2)
    assert shares == (1.0, 0.0)


@pytest.mark.parametrize("words", range(3, 11))
@pytest.mark.parametrize("kind", ["any", "twins", "all the same", "nothing", "at right angles"])
def test_a_handful_of_words_has_a_layout(words: int, kind: str) -> None:
    vectors = unit(words)
    if kind == "twins":
        vectors[: words // 2 + 1] = vectors[0]
    elif kind == "all the same":
        vectors[:] = vectors[0]
    elif kind == "nothing":
        vectors[:2] = 0
    elif kind == "at right angles":
        vectors = np.eye(words, 12, dtype=np.float32)
    for n_neighbors in {usable_neighbors(2, words), usable_neighbors(100, words)}:
        points = umap_layout(vectors, n_neighbors, 0.1, 0)
        assert points.shape == (words, 2)
        assert np.isfinite(points).all()
        assert np.array_equal(points, umap_layout(vectors, n_neighbors, 0.1, 0))
        other = umap_layout(vectors, n_neighbors, 0.1, 1)
        assert not np.allclose(distances(points), distances(other))
        order, _ = nearest_first(vectors)
        assert 0 <= trustworthiness(order, points, checked_neighbors(words)) <= 1


def test_neighbours_are_as_many_as_there_can_be() -> None:
    assert [usable_neighbors(15, words) for words in (3, 5, 15, 16, 300)] == [2, 4, 14, 15, 15]
    checked = [checked_neighbors(words) for words in (3, 4, 5, 10, 11, 300)]
    assert checked == [1, 1, 2, 4, 5, 5]
    assert all(k < words / 2 for k, words in zip(checked, (3, 4, 5, 10, 11, 300), strict=True))


def test_turning_changes_no_distance_and_finds_the_way_back() -> None:
    points = np.random.default_rng(0).normal(size=(20, 2)) + 5
    mirrored = (points @ np.array([[0.6, 0.8], [0.8, -0.6]])) - 3
    turned = turned_onto(mirrored, points)
    assert turned == pytest.approx(points - points.mean(axis=0), abs=1e-9)
    assert distances(turned_onto(points, np.zeros((20, 2)))) == pytest.approx(distances(points), abs=1e-9)


def test_nearest_first() -> None:
    vectors = np.array([[1, 0], [0.8, 0.6], [0, 1], [1, 0]], dtype=np.float32)
    order, cosines = nearest_first(vectors)
    assert order[0].tolist() == [3, 1, 2]
    assert cosines[0] == pytest.approx([1, 0.8, 0])
    assert order[2].tolist() == [1, 0, 3]  # of two that are equally near the first comes first


def test_trustworthiness_of_the_truth_and_of_chance() -> None:
    flat = unit(60, dimensions=2)
    order, _ = nearest_first(flat)
    assert trustworthiness(order, flat.astype(np.float64), 5) == 1
    rng = np.random.default_rng(0)
    for words in (12, 60):
        order, _ = nearest_first(unit(words))
        k = checked_neighbors(words)
        thrown = [trustworthiness(order, rng.normal(size=(words, 2)), k) for _ in range(300)]
        assert np.mean(thrown) == pytest.approx(trustworthiness_by_chance(words, k), abs=0.01)


# --- the view --------------------------------------------------------------------------------------------------------

MIXED = ("りんご", "みかん", "ぶどう", "バナナ", "車", "電車", "バス", "船", "犬", "猫", "馬", "牛")


def test_a_list_of_words() -> None:
    found = answer(words=MIXED)
    assert [point.typed for point in found.points] == list(MIXED)
    assert all(point.input for point in found.points)
    assert (found.points[0].word, found.points[0].how) == ("林檎", "variant")
    assert found.n_neighbors == 11  # 15 were asked for
    assert found.neighbors_checked == 5
    assert found.by_chance < 0.8 < found.trustworthiness
    assert found.second is None and found.explained is None and not found.missing
    # The nearest of an apple, in truth, is an orange; a car is not among them.
    assert found.points[found.neighbors[0][0]].typed == "みかん"
    assert found.cosines[0] == sorted(found.cosines[0], reverse=True)
    assert MIXED.index("車") not in found.neighbors[0]
    assert answer(words=MIXED) == found
    assert answer(words=MIXED, seed=1).points != found.points


def test_two_seeds_side_by_side() -> None:
    alone, pair = answer(words=MIXED, seed=3), answer(words=MIXED, seed=3, seed_b=4)
    assert pair.second is not None
    assert pair.points == alone.points
    assert len(pair.second.points) == len(MIXED)
    twins = answer(words=MIXED, seed=3, seed_b=3)
    assert twins.second is not None
    for one, other in zip(twins.points, twins.second.points, strict=True):
        assert (one.x, one.y) == pytest.approx((other.x, other.y), abs=1e-4)
    assert twins.second.trustworthiness == twins.trustworthiness


def test_pca_has_shares_and_no_seeds() -> None:
    found = answer(words=MIXED, method="pca", seed_b=1)
    assert found.explained is not None and 0 < found.explained[1] <= found.explained[0]
    assert found.n_neighbors is None and found.second is None
    assert found == answer(words=MIXED, method="pca", seed=9)


def test_words_that_are_missing_do_not_spoil_the_rest() -> None:
    found = answer(words=(*MIXED, "あるぱかどん", "appel"))
    assert len(found.points) == len(MIXED)
    assert [one.typed for one in found.missing] == ["あるぱかどん", "appel"]
    assert found.missing[1].suggestions
    many = answer(words=(*MIXED, *(f"qqq{place}" for place in range(60))))
    assert len(many.missing) == 60


def test_two_spellings_are_one_point() -> None:
    found = answer(words=("りんご", "リンゴ", "林檎", "みかん", "車", "りんご"))
    assert [(point.typed, point.also) for point in found.points] == [
        ("林檎", ["りんご", "リンゴ"]),
        ("みかん", []),
        ("車", []),
    ]


def test_neighbours_of_an_expression() -> None:
    found = answer(expression="海", count=20)
    assert (found.points[0].word, found.points[0].input) == ("海", True)
    assert len(found.points) == 21
    assert not any(point.input for point in found.points[1:])
    both = answer(words=("山", "川"), expression="海", count=20)
    assert [point.word for point in both.points if point.input] == ["山", "川", "海"]
    assert len({point.word for point in both.points}) == len(both.points) == 23
    assert len(answer(expression="海", count=300, method="pca").points) == 300


@pytest.mark.parametrize(
    ("params", "code", "field"),
    [
        ({}, "too_few_words", "words"),
        ({"words": ("海", "山")}, "too_few_words", "words"),
        ({"words": ("海", "海", "あるぱかどん", "appel")}, "too_few_words_found", "words"),
        ({"expression": "海 - あるぱかどん"}, "unknown_word", "expression"),
        ({"words": MIXED, "n_neighbors": 1}, "greater_than_equal", "n_neighbors"),
        ({"words": MIXED, "min_dist": 1.0}, "less_than_equal", "min_dist"),
        ({"words": MIXED, "method": "tsne"}, "literal_error", "method"),
        ({"words": tuple(str(place) for place in range(301))}, "too_long", "words"),
        ({"words": MIXED, "vectors": "nowhere"}, "unknown_vectors", "vectors"),
    ],
)
def test_what_is_refused(params: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        answer(**params)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_vectors_of_ones_own_with_a_zero_and_twins() -> None:
    rows = np.array([[0, 0, 0], [1, 0, 0], [1, 0, 0], [2, 0, 0], [0, 1, 1]], dtype=np.float32)
    vectors = WordVectors(VectorsInfo("own", "own", "", True, "", "", ""), list("abcde"), rows)

    class Own:
        settings = SETTINGS

        async def vectors(self, _: str) -> WordVectors:
            return vectors

    for method in ("umap", "pca"):
        found = answer(Own(), words=tuple("abcde"), method=method)  # type: ignore[arg-type]
        assert len(found.points) == 5
        assert found.cosines[0] == [0, 0]


def test_many_at_once_are_answered_one_after_the_other() -> None:
    async def class_of_twelve() -> list[WordMap]:
        asked = [WordMapParams(words=MIXED, seed=seed) for seed in range(12)]
        left = asyncio.create_task(word_map(asked[0], LAB))
        answers = asyncio.gather(*(word_map(one, LAB) for one in asked))
        left.cancel()  # who leaves stops nobody else
        return await answers

    found = asyncio.run(class_of_twelve())
    assert len({one.model_dump_json() for one in found}) == 12
    assert found[5] == answer(words=MIXED, seed=5)
