"""One query's way through a head, on numbers one can check by hand, and what the view makes of it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.topics.attention.steps import attend
from sandbox.topics.attention.views.attention_steps import AttentionSteps, AttentionStepsParams, attention_steps
from tests.unit.conftest import Running


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


# The view, on the real MiniLM (an encoder) and SmolLM2 (a decoder)


@pytest.fixture
def lab(running_lab: Running) -> Running:
    return running_lab


def ask(lab: Running, **asked: object) -> AttentionSteps:
    params = AttentionStepsParams.checked(**{"text": "The it was.", **asked})
    return lab.run(attention_steps(params, lab.lab))


@pytest.mark.parametrize(("model", "n", "d"), [("minilm-l6", 6, 32), ("smollm2-135m", 4, 64)])
def test_every_number_can_be_checked_from_the_ones_before_it(lab: Running, model: str, n: int, d: int) -> None:
    answer = ask(lab, model=model, layer=1, head=3, query=2)
    assert (len(answer.tokens), answer.d_head) == (n, d) and answer.scale == pytest.approx(d**-0.5, rel=1e-5)
    assert answer.scores == pytest.approx(np.array(answer.k) @ answer.q, rel=1e-4, abs=1e-3)
    assert answer.scaled == pytest.approx(np.array(answer.scores) * answer.scale, rel=1e-4)
    hidden = [value is None for value in answer.masked]
    assert hidden == [model == "smollm2-135m" and place > 2 for place in range(n)]
    seen = [value for value in answer.masked if value is not None]
    assert answer.largest == max(seen) and answer.total == pytest.approx(sum(answer.exponentials), rel=1e-4)
    powers = [0 if value is None else math.exp(value - answer.largest) for value in answer.masked]
    assert answer.exponentials == pytest.approx(powers, rel=1e-4)
    assert answer.weights == pytest.approx(np.array(powers) / sum(powers), rel=1e-4)
    assert answer.output == pytest.approx(np.array(answer.weights) @ np.array(answer.v), rel=1e-3, abs=1e-4)
    ids = [token.id for token in answer.tokens]
    assert answer.heatmap_row == pytest.approx(lab.weights(model, ids)[1, 3, 2], abs=1e-6)
    assert answer.weights == pytest.approx(answer.heatmap_row, abs=1e-5)
    assert answer.largest_difference < 1e-5
    assert answer.key == int(np.argmax(answer.weights)), "the strongest, where none is given"


def test_what_a_rule_has_chosen_can_be_asked_for(lab: Running) -> None:
    answer = ask(lab)
    assert answer.chosen_by == "content"
    again = ask(lab, layer=answer.layer, head=answer.head)
    assert (again.q, again.chosen_by) == (answer.q, "asked")


def test_a_layer_that_is_known_takes_one_run_of_the_model(lab: Running) -> None:
    model = lab.run(lab.lab.any_model("minilm-l6"))
    before = model.counters()["computed"]
    ask(lab, text="One run.", layer=2, head=5)
    assert model.counters()["computed"] == before + 1


def test_a_head_that_was_not_chosen_is_the_one_with_the_strongest_link(lab: Running) -> None:
    answer = ask(lab, query=2, key=1)
    assert answer.chosen_by == "link"
    weights = lab.weights("minilm-l6", [token.id for token in answer.tokens])
    assert answer.weights[1] == pytest.approx(weights[:, :, 2, 1].max(), abs=1e-5)


@pytest.mark.parametrize(("text", "query"), [("The it was.", 2), (" it was it..", 3), ("The was.", 2), ("..", 3)])
def test_whose_look_is_shown_first(lab: Running, text: str, query: int) -> None:
    """`it`, the word that the lecture follows; else the last word; else the last token. [CLS] is at place 0."""
    assert ask(lab, text=text).query == query


def test_what_lies_beyond_the_tokens_counts_as_not_given(lab: Running) -> None:
    answer = ask(lab, query=6, key=99)
    assert (answer.query, answer.key) == (2, int(np.argmax(answer.weights)))


def test_what_cannot_be_asked(lab: Running) -> None:
    for asked, code, field in (
        ({"text": "the " * 63}, "too_many_tokens", "text"),
        ({"text": ""}, "string_too_short", "text"),
        ({"layer": 6}, "no_such_layer", "layer"),
        ({"head": 12}, "no_such_head", "head"),
        ({"query": -1}, "greater_than_equal", "query"),
        ({"step": 8}, "less_than_equal", "step"),
    ):
        with pytest.raises(BadInput) as told:
            ask(lab, **asked)
        assert (told.value.code, told.value.field) == (code, field)
    assert len(ask(lab, text="the " * 62).tokens) == 64
