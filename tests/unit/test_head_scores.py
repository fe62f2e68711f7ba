"""What heads do, measured on matrices one can check by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from sandbox.models.tokenizer import Token
from sandbox.topics.attention.head_scores import HABITS, entropy_bits, main_habit, measure, targets
from sandbox.topics.attention.reading import Reading, is_punctuation


def reading(words: str, *, causal: bool) -> Reading:
    """A reading of words between spaces; <bos>, [CLS] and [SEP] are special. Equal words have equal ids."""
    texts = words.split()
    ids = {text: id for id, text in enumerate(dict.fromkeys(texts))}
    return Reading(
        tuple(Token(ids[text], text, b"", text in ("<bos>", "[CLS]", "[SEP]"), False, 0, 0) for text in texts), causal
    )


def looking(where: list[int]) -> NDArray[np.float32]:
    """Attentions of one head in one layer: query i gives everything to key where[i]."""
    return np.eye(len(where), dtype=np.float32)[where][None, None]


def scores(attentions: NDArray[np.float32], text: Reading) -> dict[str, float | None]:
    found = {habit: measure(attentions, text).score(habit) for habit in HABITS}
    return {habit: None if score is None else round(float(score[0, 0]), 6) for habit, score in found.items()}


ENCODED = reading("[CLS] a b , a c [SEP]", causal=False)
DECODED = reading("<bos> a b , a c", causal=True)


def test_the_tokens_of_a_text() -> None:
    assert np.flatnonzero(ENCODED.special).tolist() == [0, 6]
    assert np.flatnonzero(ENCODED.punctuation).tolist() == [3]
    assert ENCODED.visible.all() and DECODED.visible.tolist() == np.tri(6, dtype=bool).tolist()


@pytest.mark.parametrize(
    ("text", "punctuation"),
    [
        (",", True),
        (" ...", True),
        ("。", True),
        ("##'", True),
        ("$", True),
        ("'t", False),
        (" ", False),
        ("<0xE3>", False),
    ],
)
def test_punctuation(text: str, punctuation: bool) -> None:
    assert is_punctuation(text) is punctuation


def test_where_a_query_would_look() -> None:
    where = {habit: [np.flatnonzero(row).tolist() for row in mask] for habit, mask in targets(DECODED).items()}
    assert where == {
        "previous": [[], [0], [1], [2], [3], [4]],
        "first": [[], [0], [0], [0], [0], [0]],
        "same": [[], [], [], [], [1], []],
        "induction": [[], [], [], [], [2], []],  # after the earlier "a" came "b"
        "diagonal": [[], [1], [2], [3], [4], [5]],  # <bos> has no choice
        "separator": [[], [], [], [], [], []],
        "punctuation": [[], [], [], [], [3], [3]],  # the comma itself has no other one
    }
    where = {habit: [np.flatnonzero(row).tolist() for row in mask] for habit, mask in targets(ENCODED).items()}
    assert where["same"] == [[], [4], [], [], [1], [], []]  # an encoder sees the later one, too
    assert where["induction"] == [[], [], [], [], [2], [], []]
    assert where["separator"] == [[6], [6], [6], [6], [6], [6], []]
    assert where["diagonal"][0] == [0]


def test_a_head_that_looks_at_the_token_before() -> None:
    assert scores(looking([0, 0, 1, 2, 3, 4]), DECODED) == {
        "previous": 1,
        "first": 0.2,  # the second token's neighbour is the first token
        "same": 0,
        "induction": 0,
        "diagonal": 0,
        "separator": None,
        "punctuation": 0.5,
        "broad": 0,
    }


def test_a_sink_and_a_diagonal() -> None:
    sink = scores(looking([0] * 6), DECODED)
    assert (sink["first"], sink["diagonal"], sink["broad"]) == (1, 0, 0)
    diagonal = scores(looking([0, 1, 2, 3, 4, 5]), DECODED)
    assert (diagonal["diagonal"], diagonal["first"], diagonal["same"]) == (1, 0, 0)


def test_a_repeated_list_shows_induction_and_same() -> None:
    text = reading("<bos> a b c d a b c d", causal=True)
    induction = scores(looking([0, 0, 0, 0, 0, 2, 3, 4, 5]), text)
    assert (induction["induction"], induction["same"], induction["first"]) == (1, 0, 0.5)
    same = scores(looking([0, 0, 0, 0, 0, 1, 2, 3, 4]), text)
    assert (same["same"], same["induction"]) == (1, 0)


def test_spread_evenly_is_as_broad_as_can_be() -> None:
    even = np.full((1, 1, 8, 8), 1 / 8, np.float32)
    text = reading("[CLS] a b c d e f [SEP]", causal=False)
    assert scores(even, text)["broad"] == 1
    assert measure(even, text).entropy_bits.item() == 3
    causal = (np.tri(8) / np.arange(1, 9)[:, None]).astype(np.float32)[None, None]
    text = reading("<bos> a b c d e f g", causal=True)
    assert scores(causal, text)["broad"] == pytest.approx(1)
    assert measure(causal, text).entropy_bits.item() == pytest.approx(np.log2(np.arange(2, 9)).mean())


def test_entropy_of_a_weight_of_zero_is_nothing() -> None:
    assert entropy_bits(np.array([[1, 0, 0, 0], [0.5, 0.5, 0, 0]], np.float32)).tolist() == [0, 1]


def test_texts_are_joined_query_by_query() -> None:
    """3 queries at 0 and 1 query at 1 make a quarter."""
    short, long = reading("<bos> a", causal=True), reading("<bos> a b c", causal=True)
    joined = measure(looking([0, 0, 0, 0]), long) + measure(looking([0, 1]), short)
    diagonal = joined.score("diagonal")
    assert diagonal is not None and diagonal.item() == 0.25
    assert joined.score("same") is None
    repeated = measure(looking([0, 0, 1]), reading("<bos> a a", causal=True))
    same = joined.replaced(("same", "induction"), repeated).score("same")
    assert same is not None and same.item() == 1


def test_one_token_has_no_choice() -> None:
    alone = measure(np.ones((2, 3, 1, 1), np.float32), reading("a", causal=True))
    assert all(alone.score(habit) is None for habit in HABITS)
    assert alone.entropy_bits.tolist() == [[0] * 3] * 2
    assert alone.labels() == [["mixed"] * 3] * 2


def test_names() -> None:
    assert main_habit({"first": 0.6, "previous": 0.3, "broad": 0.9}) == "first"
    assert main_habit({"first": 0.49, "previous": 0.3, "broad": 0.75}) == "broad"
    assert main_habit({"first": 0.49, "previous": 0.3, "broad": 0.74}) == "mixed"
    # Whoever rests on the first token until something is repeated is there for the repetition.
    assert main_habit({"first": 0.98, "induction": 0.7, "broad": 0.1}) == "induction"
    assert main_habit({"same": 0.6, "induction": 0.7}) == "induction"
    assert main_habit({}) == "mixed"


@given(arrays(np.float32, (2, 2, 6, 6), elements=st.floats(2**-10, 1, width=32)), st.booleans())
def test_scores_are_shares(raw: NDArray[np.float32], causal: bool) -> None:
    text = DECODED if causal else reading("[CLS] a b , a [SEP]", causal=False)
    weights = raw * text.visible
    weights /= weights.sum(-1, keepdims=True)
    found = measure(weights, text)
    for habit in HABITS:
        score = found.score(habit)
        assert score is None or (score.min() >= 0 and score.max() <= 1 + 1e-5)
    assert {len(row) for row in found.labels()} == {2}
