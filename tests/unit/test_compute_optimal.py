"""The best use of some compute, and what anything else costs."""

from __future__ import annotations

import asyncio
import math
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.settings import Settings
from sandbox.topics.scale.iso_flop import bottom, enough, valley_loss
from sandbox.topics.scale.laws import LAWS, LawId
from sandbox.topics.scale.views.compute_optimal import ComputeOptimal, ComputeOptimalParams, compute_optimal

LAB: Any = SimpleNamespace(settings=SimpleNamespace(assets=Settings().assets))
LAW = st.sampled_from(list(LAWS))
BUDGET = st.floats(1e14, 1e30)


def answer(**params: Any) -> ComputeOptimal:
    return asyncio.run(compute_optimal(ComputeOptimalParams(**params), LAB))


@settings(deadline=None)
@given(LAW, BUDGET, st.floats(0.01, 100))
def test_nothing_in_the_valley_is_below_its_bottom(law: LawId, flop: float, factor: float) -> None:
    lowest = bottom(law, flop)
    assert 6 * lowest.parameters * lowest.tokens == pytest.approx(flop)
    assert lowest.loss == pytest.approx(valley_loss(law, flop, lowest.parameters))
    assert valley_loss(law, flop, lowest.parameters * factor) >= lowest.loss * (1 - 1e-12)


@settings(deadline=None)
@given(LAW, BUDGET, st.floats(0.02, 50))
def test_enough_compute_reaches_the_same_loss_at_its_bottom(law: LawId, flop: float, factor: float) -> None:
    reached = valley_loss(law, flop, bottom(law, flop).parameters * factor)
    needed = enough(law, flop, reached)
    assert needed <= flop * (1 + 1e-9)
    assert bottom(law, needed).loss == pytest.approx(reached, rel=1e-9)


def test_rounding_changes_the_advice() -> None:
    found = {one.law: one for one in answer(compute=5.76e23).advice}
    for law, parameters, tokens in (
        ("hoffmann", 32.2e9, 2.98e12),
        ("hoffmann-unrounded", 40.4e9, 2.38e12),
        ("besiroglu", 72.3e9, 1.33e12),
    ):
        assert found[law].parameters == pytest.approx(parameters, rel=2e-3)
        assert found[law].tokens == pytest.approx(tokens, rel=2e-3)
    assert found["besiroglu"].tokens_per_parameter == pytest.approx(18.4, abs=0.05)


def test_gpt_3_was_too_large() -> None:
    found = answer(compute=3.14e23, parameters=174.6e9)
    assert found.point.tokens == pytest.approx(300e9, rel=2e-3)
    assert found.point.parameters > 3 * found.parameters
    assert 0.5 < found.point.share < 0.7
    assert found.point.enough == pytest.approx(found.point.share * 3.14e23)


def test_the_advice_is_the_bottom_except_for_kaplan() -> None:
    for law in LAWS:
        found = answer(law=law)
        own = next(one for one in found.advice if one.law == law)
        assert found.point == own.judged and own.loss == found.loss
        assert (found.point.excess == 0) == (law != "kaplan")
        assert (found.intervals is not None) == (law == "besiroglu")
        middle = found.valleys[2]
        assert min(point.loss for point in middle.points) == pytest.approx(middle.bottom.loss)


def test_the_interval_holds_the_advice() -> None:
    found = answer()
    assert found.intervals
    low, high = found.intervals.parameters
    assert low < found.parameters < high and math.sqrt(low * high) == pytest.approx(found.parameters)
    assert found.intervals.tokens_per_parameter[0] < 18.4 < found.intervals.tokens_per_parameter[1]
    assert found.intervals.loss[0] < found.loss < found.intervals.loss[1]


@settings(deadline=None, max_examples=20)
@given(LAW, BUDGET)
def test_lines_go_through_the_advice(law: LawId, flop: float) -> None:
    found = answer(law=law, compute=flop)
    line = next(one for one in found.lines if one.law == law).points
    slope = math.log(line[-1].parameters / line[0].parameters) / math.log(line[-1].compute / line[0].compute)
    expected = line[0].parameters * (flop / line[0].compute) ** slope
    assert found.parameters == pytest.approx(expected, rel=1e-6)


def test_real_models() -> None:
    found = {model.id: model for model in answer().models}
    assert found["chinchilla"].compute == pytest.approx(6 * 70e9 * 1.4e12)
    assert found["chinchilla"].tokens_per_parameter == pytest.approx(20)
    assert 0.5 < found["chinchilla"].best / 70e9 < 2
    assert found["llama3-8b"].tokens_per_parameter > 1000


def test_what_cannot_be_used() -> None:
    for wrong in ({"compute": 1e11}, {"compute": 1e31}, {"law": "moore"}, {"parameters": -1}):
        with pytest.raises(BadInput) as told:
            ComputeOptimalParams.checked(**wrong)
        assert told.value.field == next(iter(wrong))
    for parameters in (0.5, 1e12):
        with pytest.raises(BadInput) as no_token:
            answer(compute=1e12, parameters=parameters)
        assert (no_token.value.code, no_token.value.field) == ("no_token_left", "parameters")
