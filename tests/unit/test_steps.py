"""One query's way through a head, on numbers one can check by hand, and what the view makes of it."""

from __future__ import annotations

import asyncio
import dataclasses
import math
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import AsyncMock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.models.catalog import Catalog
from sandbox.models.engine import Exploration, Projections
from sandbox.models.tokenizer import Token
from sandbox.settings import Settings
from sandbox.topics.attention.steps import attend
from sandbox.topics.attention.views.attention_steps import AttentionSteps, AttentionStepsParams, attention_steps

CATALOG = Catalog.load(Settings().assets)


def test_by_hand() -> None:
    """d = 4, so scores are halved; scaled scores 0, ln 2 and (masked) 9 make the weights 1/3, 2/3 and 0."""
    query = np.array([2.0, 0, 0, 0])
    keys = np.array([[0.0, 5, 0, 0], [math.log(2), 0, 7, 0], [9.0, 0, 0, 1]])
    values = np.array([[3.0, 0, 0, 0], [0, 6.0, 0, 0], [0, 0, 100.0, 0]])
    steps = attend(query, keys, values, np.array([True, True, False]))
    assert steps.scores == pytest.approx([0, 2 * math.log(2), 18])
    assert steps.scaled == pytest.approx([0, math.log(2), 9])
    assert steps.masked[:2] == pytest.approx(steps.scaled[:2]) and steps.masked[2] == -np.inf
    assert steps.largest == pytest.approx(math.log(2))
    assert steps.exponentials == pytest.approx([0.5, 1, 0])
    assert steps.total == pytest.approx(1.5)
    assert steps.weights == pytest.approx([1 / 3, 2 / 3, 0])
    assert steps.output == pytest.approx([1, 4, 0, 0])


def test_who_sees_one_token_only_takes_its_value() -> None:
    """The first token of a decoder: whatever the score, the weight is 1."""
    values = np.array([[1.0, -2], [50, 60]])
    steps = attend(np.array([-3.0, 1]), np.array([[1.0, 1], [2, 2]]), values, np.array([True, False]))
    assert steps.weights.tolist() == [1, 0]
    assert steps.output.tolist() == [1, -2]


def test_large_scores_do_not_overflow() -> None:
    """e^5000 is no float; what counts is the difference."""
    steps = attend(np.array([100.0]), np.array([[50.0], [49.99]]), np.eye(2), np.array([True, True]))
    assert steps.weights == pytest.approx([1 / (1 + math.exp(-1)), 1 / (1 + math.exp(1))])


@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, 12))
def test_weights_are_shares_and_the_order_of_tokens_does_not_matter(seed: int, n: int, d: int) -> None:
    random = np.random.default_rng(seed)
    query, keys, values = random.normal(size=d) * 3, random.normal(size=(n, d)) * 3, random.normal(size=(n, d))
    visible = random.random(n) < 0.7
    visible[random.integers(n)] = True
    steps = attend(query, keys, values, visible)
    assert steps.weights.sum() == pytest.approx(1)
    assert (steps.weights[~visible] == 0).all() and (steps.weights >= 0).all()
    assert (steps.output >= values[visible].min(0) - 1e-9).all() and (
        steps.output <= values[visible].max(0) + 1e-9
    ).all()
    order = random.permutation(n)
    assert attend(query, keys[order], values[order], visible[order]).output == pytest.approx(steps.output)


def test_nothing_to_look_at() -> None:
    with pytest.raises(ValueError, match="something"):
        attend(np.ones(2), np.ones((3, 2)), np.ones((3, 2)), np.zeros(3, bool))


# The view, with a model made by hand


TOKENS = {"[CLS]": 0, "[SEP]": 1, "The": 2, " it": 3, " was": 4, ".": 5}


class Tokenizer:
    """Cuts at bars."""

    def tokenize(self, text: str) -> list[Token]:
        return [self.token(TOKENS[part]) for part in text.split("|") if part]

    def token(self, id: int) -> Token:
        text = next(text for text, known in TOKENS.items() if known == id)
        return Token(id, text, text.encode(), special=id < 2, partial=False, start=0, end=len(text))


class Model:
    """Two layers, two heads, d = 4; the weights are those of its queries and keys, so that steps must find them."""

    precision = "fp32"
    tokenizer = Tokenizer()

    def __init__(self, kind: str) -> None:
        special = {"start": 0, "end": 1} if kind == "encoder" else {"start": None, "end": None}
        self.entry = dataclasses.replace(CATALOG["minilm-l6"], id="tiny", kind=kind, layers=2, heads=2, **special)  # type: ignore[arg-type]
        self.asked: list[dict[str, Any]] = []

    async def explore(self, ids: list[int], **asked: Any) -> Exploration:
        self.asked.append(asked)
        n = len(ids)
        q, k, v = (np.random.default_rng(part).normal(size=(2, 2, n, 4)).astype(np.float32) for part in range(3))
        scores = q @ k.swapaxes(-1, -2) / 2
        if self.entry.kind == "decoder":
            scores[..., ~np.tril(np.ones((n, n), bool))] = -np.inf
        weights = np.exp(scores) / np.exp(scores).sum(-1, keepdims=True)
        layer = asked.get("projections")
        projections = None if layer is None else Projections(q[layer], k[layer], v[layer])
        none = np.empty((0, 1), np.float32)
        return Exploration(tuple(ids), none, weights if asked.get("attention") else None, None, projections)


def ask(kind: str = "encoder", **asked: Any) -> tuple[AttentionSteps, Model]:
    model = Model(kind)
    lab = SimpleNamespace(any_model=AsyncMock(return_value=model), catalog=Catalog.load(Settings().assets))
    params = AttentionStepsParams.checked(**{"text": "The| it| was|.", **asked})
    return asyncio.run(attention_steps(params, cast(Lab, lab))), model


@pytest.mark.parametrize("kind", ["encoder", "decoder"])
def test_every_number_can_be_checked_from_the_ones_before_it(kind: str) -> None:
    answer, _ = ask(kind, layer=1, head=0, query=2)
    n = len(answer.tokens)
    assert n == (6 if kind == "encoder" else 4) and answer.d_head == 4 and answer.scale == 0.5
    assert answer.scores == pytest.approx(np.array(answer.k) @ answer.q, rel=1e-4, abs=1e-4)
    assert answer.scaled == pytest.approx(np.array(answer.scores) / 2, rel=1e-4)
    hidden = [value is None for value in answer.masked]
    assert hidden == [kind == "decoder" and place > 2 for place in range(n)]
    seen = [value for value in answer.masked if value is not None]
    assert answer.largest == max(seen) and answer.total == pytest.approx(sum(answer.exponentials), rel=1e-4)
    powers = [0 if value is None else math.exp(value - answer.largest) for value in answer.masked]
    assert answer.exponentials == pytest.approx(powers, rel=1e-4)
    assert answer.weights == pytest.approx(np.array(powers) / sum(powers), rel=1e-4)
    assert answer.output == pytest.approx(np.array(answer.weights) @ np.array(answer.v), rel=1e-3, abs=1e-4)
    assert answer.heatmap_row == pytest.approx(answer.weights, abs=1e-5)
    assert answer.largest_difference < 1e-6
    assert answer.key == int(np.argmax(answer.weights)), "the strongest, where none is given"


def test_only_the_layer_that_is_shown_gives_its_vectors() -> None:
    answer, model = ask(layer=None, head=None)
    assert model.asked == [{"attention": True}, {"projections": answer.layer}]
    assert answer.chosen_by == "content"
    again, _ = ask(layer=answer.layer, head=answer.head)
    assert (again.q, again.chosen_by) == (answer.q, "asked")


def test_a_head_that_was_not_chosen_is_the_one_with_the_strongest_link() -> None:
    answer, _ = ask(query=2, key=1)
    assert answer.chosen_by == "link"
    others = [ask(query=2, key=1, layer=layer, head=head)[0].weights[1] for layer in (0, 1) for head in (0, 1)]
    assert answer.weights[1] == max(others)


@pytest.mark.parametrize(
    ("text", "query"), [("The| it| was|.", 2), (" it| was| it|.|.", 3), ("The| was|.", 2), (".|.", 3)]
)
def test_whose_look_is_shown_first(text: str, query: int) -> None:
    """`it`, the word that the lecture follows; else the last word; else the last token. [CLS] is at place 0."""
    assert ask(text=text)[0].query == query


def test_what_lies_beyond_the_tokens_counts_as_not_given() -> None:
    answer, _ = ask(query=6, key=99)
    assert (answer.query, answer.key) == (2, int(np.argmax(answer.weights)))


def test_what_cannot_be_asked() -> None:
    for asked, code, field in (
        ({"text": "|".join(["The"] * 63)}, "too_many_tokens", "text"),
        ({"text": ""}, "string_too_short", "text"),
        ({"layer": 2}, "no_such_layer", "layer"),
        ({"head": 2}, "no_such_head", "head"),
        ({"query": -1}, "greater_than_equal", "query"),
        ({"step": 8}, "less_than_equal", "step"),
    ):
        with pytest.raises(BadInput) as told:
            ask(**asked)
        assert (told.value.code, told.value.field) == (code, field)
    assert len(ask(text="|".join(["The"] * 62))[0].tokens) == 64
