"""Smooth for each token, late for whole answers: the formula, and what was measured."""

from __future__ import annotations

import asyncio
import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.settings import Settings
from sandbox.topics.scale.emergence import (
    Law,
    exact,
    fitted,
    measurements,
    noticeable,
    per_token,
    size_for,
    steepness,
)
from sandbox.topics.scale.views.emergence import Emergence, EmergenceParams, emergence

ASSETS: Path = Settings().assets
LAB: Any = SimpleNamespace(settings=SimpleNamespace(assets=ASSETS))
LAWS = st.builds(Law, st.floats(1, 1e12), st.floats(0.1, 2))
LENGTH = st.integers(1, 100)


def answer(**params: Any) -> Emergence:
    return asyncio.run(emergence(EmergenceParams(**params), LAB))


@settings(deadline=None)
@given(LAWS, LENGTH, st.floats(1e3, 1e14))
def test_a_whole_answer_is_all_its_tokens(law: Law, length: int, size: float) -> None:
    assert exact(law, size, length) == pytest.approx(per_token(law, size) ** length, rel=1e-9, abs=1e-300)


@settings(deadline=None)
@given(LAWS, LENGTH, st.floats(0.01, 0.99))
def test_size_for_is_where_the_share_is_reached(law: Law, length: int, share: float) -> None:
    assert exact(law, size_for(law, length, share), length) == pytest.approx(share, rel=1e-9)


@settings(deadline=None)
@given(LAWS, LENGTH)
def test_length_moves_the_curve_and_leaves_its_shape(law: Law, length: int) -> None:
    factor = length ** (1 / law.exponent)
    assert exact(law, law.scale * factor, length) == pytest.approx(per_token(law, law.scale))
    half = size_for(law, length, 0.5)
    step = 1e-4
    slope = (exact(law, half * 10**step, length) - exact(law, half * 10**-step, length)) / (2 * step)
    assert slope == pytest.approx(steepness(law), rel=1e-5)


def test_ten_tokens_from_ten_to_ninety_per_cent() -> None:
    found = answer()
    assert found.threshold == pytest.approx(5e7 * (10 / math.log(2)) ** 2)
    assert (found.rise.token_low, found.rise.token_high) == (
        pytest.approx(0.7943, abs=1e-4),
        pytest.approx(0.9895, abs=1e-4),
    )
    assert found.rise.factor == pytest.approx((math.log(0.1) / math.log(0.9)) ** 2)
    assert found.point.exact == pytest.approx(found.point.per_token**10)
    rising = [point.exact for point in found.curve]
    assert rising == sorted(rising) and found.curve[0].parameters == 1e4 and found.curve[-1].parameters == 1e13


def test_from_this_share_on_a_test_more_likely_shows_a_right_answer_than_none() -> None:
    assert noticeable(1) == 0.5
    for problems in (10, 200, 1_000_000):
        assert (1 - noticeable(problems)) ** problems == pytest.approx(0.5)
    assert answer(problems=10).noticed > answer(problems=1000).noticed


@settings(deadline=None)
@given(LAWS)
def test_a_law_is_found_again(law: Law) -> None:
    total = 10**9
    sizes = [law.scale * factor for factor in (1.0, 3.0, 9.0)]
    points = [(round(size * 1e6), round(total * per_token(law, size)), total) for size in sizes]
    found = fitted(points)
    assert found is not None
    assert found.exponent == pytest.approx(law.exponent, rel=1e-4)
    assert found.scale / 1e6 == pytest.approx(law.scale, rel=1e-2)


def test_no_law_where_none_can_be_laid() -> None:
    assert fitted([]) is None
    assert fitted([(1000, 5, 10)]) is None
    assert fitted([(1000, 10, 10), (2000, 10, 10)]) is None
    assert fitted([(1000, 9, 10), (2000, 5, 10)]) is None


def test_what_was_measured_is_whole() -> None:
    found = measurements(ASSETS)
    assert {one.parameters for one in found.entries} == {51_872, 150_848, 1_117_568}
    assert len(found.entries) == 3 * 2 * 2
    for one in found.entries:
        counts = zip(one.problems, one.right, one.exact, one.nats, strict=True)
        for length, (problems, right, solved, nats) in enumerate(counts, 1):
            assert problems >= 200
            assert solved <= problems and right <= problems * length and nats > 0
            assert solved * length <= right  # the characters of an exact match are all right
        assert list(one.exact) == sorted(one.exact, reverse=True)
        assert one.exact[0] == one.right[0]


def test_the_largest_model_writes_what_the_smallest_does_not() -> None:
    small, _, large = answer(length=20).measured
    assert large.exact > 0.9 > 0.1 > small.exact
    assert small.per_token > 0.8
    assert large.low <= large.exact <= large.high
    assert small.predicted == pytest.approx(small.per_token**20)
    # Slips hardly depend on each other where only the numbers are new.
    assert small.low <= small.predicted <= small.high


def test_longer_than_measured() -> None:
    found = answer(length=100)
    assert found.measured == [] and found.fit is None and 30 < found.longest < 100


def test_what_can_be_asked() -> None:
    params = EmergenceParams(length=3, y="log", zoom=True, metric="token")
    assert EmergenceParams.from_query(tuple(pair.split("=")) for pair in params.query_string().split("&")) == params  # type: ignore[misc]
    for wrong in (
        {"length": 0},
        {"length": 101},
        {"scale": 0},
        {"exponent": 0},
        {"problems": 0},
        {"parameters": 1},
        {"metric": "bleu"},
    ):
        with pytest.raises(BadInput) as told:
            EmergenceParams.checked(**wrong)
        assert told.value.field == next(iter(wrong))
