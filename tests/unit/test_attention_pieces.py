"""The pieces of the view attention, one by one: alignment, difference, choice, gaze, overview, rollout."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sandbox.models.tokenizer import Token
from sandbox.topics.attention.alignment import align, common_subsequence
from sandbox.topics.attention.choice import Choice, choose_head, content_interest, content_keys
from sandbox.topics.attention.difference import difference
from sandbox.topics.attention.gaze import link, token_gaze
from sandbox.topics.attention.overview import thumbnails
from sandbox.topics.attention.reading import Reading
from sandbox.topics.attention.rollout import rollout


def random_attentions(layers: int, heads: int, tokens: int, *, causal: bool, seed: int = 0) -> NDArray[np.float32]:
    raw = np.random.default_rng(seed).random((layers, heads, tokens, tokens))
    raw *= np.tri(tokens) if causal else 1
    return (raw / raw.sum(-1, keepdims=True)).astype(np.float32)


def reading(words: str, *, causal: bool) -> Reading:
    special = ("<bos>", "[CLS]", "[SEP]")
    return Reading(tuple(Token(0, text, b"", text in special, False, 0, 0) for text in words.split()), causal)


# Alignment and difference


@pytest.mark.parametrize(
    ("first", "second", "pairs"),
    [
        ("it was too tired .", "it was too wide .", [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]),
        ("the cat sat", "the very old cat sat", [(0, 0), (1, 3), (2, 4)]),
        ("a b c", "a x y c", [(0, 0), (2, 3)]),  # b stands for two: neither is its partner
        ("a b", "c a b", [(0, 1), (1, 2)]),
        ("", "a", []),
        ("a b", "c d", [(0, 0), (1, 1)]),
        ("a", "c d", []),
    ],
)
def test_alignment(first: str, second: str, pairs: list[tuple[int, int]]) -> None:
    assert align(first.split(), second.split()) == pairs


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_a_common_subsequence_is_one_and_none_is_longer(first: str, second: str) -> None:
    places = common_subsequence(first, second)
    assert all(first[i] == second[j] for i, j in places)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(places))
    found = {""}
    for letter in first:
        found |= {one + letter for one in found}

    def inside(one: str) -> bool:
        rest = iter(second)
        return all(letter in rest for letter in one)

    assert len(places) == max(len(one) for one in found if inside(one))
    pairs = align(first, second)
    assert set(places) <= set(pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))


def test_difference() -> None:
    first = np.array([[0.75, 0.25, 0], [0.5, 0.25, 0.25], [0, 0, 1]], np.float32)
    second = np.array([[0.5, 0.5], [0.125, 0.875]], np.float32)
    found = difference(first, second, [(0, 0), (2, 1)])
    assert found.weights == [[-0.25, 0.5], [0.125, -0.125]]
    assert found.largest is not None
    assert (found.largest.pair_query, found.largest.pair_key, found.largest.value) == (0, 1, 0.5)
    assert difference(first, second, []).largest is None


# Choice

TEXT = reading("[CLS] cat , saw a dog [SEP]", causal=False)


def test_content_is_far_and_no_sign() -> None:
    pairs = [(int(query), int(key)) for query, key in np.argwhere(content_keys(TEXT))]
    assert pairs == [(1, 3), (1, 4), (1, 5), (3, 1), (3, 5), (4, 1), (5, 1), (5, 3)]
    decoder = reading("The cat , saw a dog", causal=True)
    assert [tuple(pair) for pair in np.argwhere(content_keys(decoder))] == [(3, 1), (4, 1), (5, 1), (5, 3)]


def test_interest_is_the_mean_of_the_best_liked() -> None:
    """Four queries have such keys; "dog" gives the cat all, "cat" gives half to "dog" and a quarter to "saw"."""
    weights = np.zeros((1, 1, 7, 7), np.float32)
    weights[0, 0, 5, 1], weights[0, 0, 1, 5], weights[0, 0, 1, 3] = 1, 0.5, 0.25
    weights[0, 0, 3, 2] = 1  # the comma counts for nothing
    assert content_interest(weights, TEXT).item() == pytest.approx(1.5 / 4)


def test_the_head_with_the_strongest_link_or_content_or_as_asked() -> None:
    attentions = np.zeros((3, 2, 7, 7), np.float32)
    attentions[:, :, :, 0] = 1
    attentions[1, 1, 5, 1], attentions[2, 0, 5, 3], attentions[2, 1, 5, 1] = 0.4, 0.9, 0.3
    assert choose_head(attentions, TEXT) == Choice(2, 0, "content")
    assert choose_head(attentions, TEXT, query=5) == Choice(2, 0, "content")
    assert choose_head(attentions, TEXT, query=5, key=1) == Choice(1, 1, "link")
    assert choose_head(attentions, TEXT, layer=2, query=5, key=1) == Choice(2, 1, "link")
    assert choose_head(attentions, TEXT, head=0) == Choice(2, 0, "content")
    assert choose_head(attentions, TEXT, layer=0, head=1, query=5, key=1) == Choice(0, 1, "asked")


def test_a_link_that_is_masked_chooses_nothing() -> None:
    attentions = random_attentions(2, 2, 6, causal=True)
    text = reading("The cat , saw a dog", causal=True)
    assert choose_head(attentions, text, query=1, key=3) == choose_head(attentions, text)


@pytest.mark.parametrize("words", ["a", "[CLS] [SEP]", "a b"])
def test_a_text_without_content_has_a_first_head(words: str) -> None:
    text = reading(words, causal=True)
    assert choose_head(random_attentions(2, 2, len(text.tokens), causal=True), text) == Choice(0, 0, "content")


# Gaze


def test_one_token_over_all_heads() -> None:
    attentions = random_attentions(3, 2, 4, causal=False)
    gaze = token_gaze(attentions, 2, 1)
    assert gaze.mean == pytest.approx(attentions[:, :, 2].mean((0, 1)).tolist(), abs=1e-5)
    assert np.array(gaze.layers) == pytest.approx(attentions[:, :, 2].mean(1), abs=1e-5)
    assert gaze.heads is not None and np.array(gaze.heads) == pytest.approx(attentions[1, :, 2], abs=1e-5)
    for key, best in enumerate(gaze.strongest):
        assert best.weight == pytest.approx(attentions[best.layer, best.head, 2, key], abs=1e-5)
        assert best.weight == pytest.approx(attentions[:, :, 2, key].max(), abs=1e-5)
    assert token_gaze(attentions, 2, None).heads is None


def test_one_link_over_all_heads() -> None:
    attentions = np.zeros((2, 2, 3, 3), np.float32)
    attentions[:, :, 2, 0] = [[0.5, 0.02], [0.25, 0.05]]
    found = link(attentions, attentions[1, 0], 2, 0, (1, 0), masked=False)
    assert (found.weight, found.rank, found.heads_total, found.below) == (0.25, 2, 4, 1)
    assert found.mean == pytest.approx(0.205)
    assert [(one.layer, one.head) for one in found.top] == [(0, 0), (1, 0), (1, 1), (0, 1)]
    average = link(attentions, attentions.mean((0, 1)), 2, 0, None, masked=False)
    assert (average.weight, average.rank) == (pytest.approx(0.205), None)
    hidden = link(attentions, attentions[0, 0], 0, 2, (0, 0), masked=True)
    assert (hidden.rank, hidden.top, hidden.below) == (None, [], 4)


# Overview


def test_a_short_text_has_a_cell_for_each_weight() -> None:
    weights = np.array([[[[0, 1], [0.25, 0.0004]]]], np.float32)
    assert thumbnails(weights).tolist() == [[[[0, 255], [128, 5]]]]


@pytest.mark.parametrize("tokens", [32, 33, 45, 64, 256])
def test_a_long_text_keeps_its_brightest_points(tokens: int) -> None:
    weights = random_attentions(1, 2, tokens, causal=True)
    small = thumbnails(weights)
    assert small.shape == (1, 2, 32, 32)
    cells = [range(cell * tokens // 32, (cell + 1) * tokens // 32) for cell in range(32)]
    for query, key in ((0, 0), (31, 0), (20, 11), (5, 30)):
        largest = weights[0, 1][np.ix_(cells[query], cells[key])].max()
        assert small[0, 1, query, key] == round(255 * float(largest) ** 0.5)


# Rollout


def test_rollout_by_hand() -> None:
    """B is half the mean over the heads and half the identity; layers are multiplied, the last one on the left."""
    attentions = np.array(
        [[[[1, 0], [1, 0]], [[1, 0], [0, 1]]], [[[1, 0], [0.5, 0.5]], [[1, 0], [0.5, 0.5]]]], np.float32
    )
    first, second = np.array([[1, 0], [0.25, 0.75]]), np.array([[1, 0], [0.25, 0.75]])
    assert rollout(attentions, 0) == pytest.approx(first)
    assert rollout(attentions) == pytest.approx(second @ first)


def test_rollout_sums_to_one_and_never_looks_ahead() -> None:
    followed = rollout(random_attentions(6, 4, 9, causal=True))
    assert followed.sum(-1) == pytest.approx(np.ones(9))
    assert np.triu(followed, 1).max() == 0
