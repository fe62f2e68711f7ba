"""What BertViz's scripts are given: which layers, which parts of a pair, and how many weights."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sandbox.topics.attention.bertviz_data import (
    BYTES_A_WEIGHT,
    MOST_LINES,
    bertviz_data,
    blocks,
    layers_of_model_view,
    weights_sent,
)


def attentions(layers: int, heads: int, tokens: int) -> np.ndarray:
    raw = np.random.default_rng(0).random((layers, heads, tokens, tokens), np.float32)
    return raw / raw.sum(-1, keepdims=True)


@pytest.mark.parametrize(
    ("layers", "heads", "tokens", "first", "shown"),
    [
        (6, 12, 16, None, (0, 1, 2, 3, 4, 5)),  # all fit
        (30, 9, 30, None, (0, 5, 10, 14, 19, 24, 29)),  # seven have few enough lines: from the first to the last
        (18, 4, 20, None, (0, 4, 8, 13, 17)),  # five are not too high
        (30, 9, 60, None, (15,)),  # one: the middle
        (30, 9, 30, 4, (4, 5, 6, 7, 8, 9, 10)),
        (30, 9, 30, 28, (28, 29)),
        (6, 12, 64, 5, (5,)),
        (2, 12, 500, 1, (1,)),  # never none
    ],
)
def test_layers_of_a_model_view(
    layers: int, heads: int, tokens: int, first: int | None, shown: tuple[int, ...]
) -> None:
    found = layers_of_model_view(layers, heads, tokens, first)
    assert found == shown
    assert len(found) * heads * tokens**2 <= MOST_LINES or len(found) == 1


def test_parts_of_a_pair() -> None:
    given = bertviz_data(attentions(2, 3, 5), list("abcde"), [0, 1], 1, 2)
    sides = [(part["left_text"], part["right_text"]) for part in given["attention"]]
    a, b = list("ab"), list("cde")
    assert sides == [(a + b, a + b), (a, a), (b, b), (a, b), (b, a)]
    for part in given["attention"]:
        assert np.shape(part["attn"]) == (2, 3, len(part["left_text"]), len(part["right_text"]))
    assert given["attention"][3]["attn"][1][2][1][0] == given["attention"][0]["attn"][1][2][1][2]
    assert given["layer"] == 1 and given["include_layers"] == [0, 1] and given["include_heads"] == [0, 1, 2]
    assert blocks(5, None) == [(slice(0, 5), slice(0, 5))]


def test_weights_are_rounded_counted_and_never_longer_than_said() -> None:
    weights = attentions(4, 3, 7)
    given = bertviz_data(weights, ["x"] * 7, [1, 3], 1, None)
    [part] = given["attention"]
    assert np.abs(np.array(part["attn"]) - weights[[1, 3]]).max() <= 0.0005
    sent = weights_sent(2, 3, 7, None)
    assert sent == np.size(part["attn"]) == 2 * 3 * 49
    written = json.dumps(part["attn"], separators=(",", ":"))
    assert len(written.replace("[", "").replace("]", "")) <= sent * BYTES_A_WEIGHT
    assert weights_sent(2, 3, 7, 4) == 2 * 3 * (49 + 16 + 9 + 12 + 12)
