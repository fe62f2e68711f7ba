"""Shares of right answers with Wilson's interval, and the vote of several samples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.topics.prompting.accuracy import accuracy, wilson
from sandbox.topics.prompting.votes import Votes, count_votes, winner


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_against_published_numbers(right: int, total: int, low: float, high: float) -> None:
    assert wilson(right, total) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_mirrors(pair: tuple[int, int]) -> None:
    right, total = pair
    low, high = wilson(right, total)
    assert 0 <= low <= right / total <= high <= 1 and high > low
    assert wilson(total - right, total) == pytest.approx((1 - high, 1 - low))


def test_a_problem_counts_once_in_a_set_and_every_sample_alone() -> None:
    one = accuracy([[True] * 8 + [False] * 2])
    assert (one.right, one.total, one.share) == (8, 10, 0.8)
    assert (one.low, one.high) == wilson(8, 10)
    several = accuracy([[True] * 10, [True] * 6 + [False] * 4])
    assert (several.right, several.total, several.share) == (16, 20, 0.8)
    assert (several.low, several.high) == wilson(1.6, 2)


def test_what_is_not_known_is_not_counted() -> None:
    nothing = accuracy([[None, None], []])
    assert (nothing.right, nothing.total, nothing.unknown, nothing.share, nothing.low) == (0, 0, 2, None, None)
    some = accuracy([[None], [True], [False]])
    assert (some.right, some.total, some.unknown, some.share) == (1, 2, 1, 0.5)


def test_votes() -> None:
    counted = count_votes(["27", "9", None, "9.0", "1,000", "1000", "1000", None, None, None])
    assert counted == [Votes(None, 4), Votes("1,000", 3), Votes("9", 2), Votes("27", 1)]
    assert winner(counted) == "1,000"  # what gave no answer does not vote
    assert winner(count_votes([None, None])) is None and count_votes([]) == []
    assert [one.answer for one in count_votes(["2", "1", "3"])] == ["2", "1", "3"]  # ties: first seen, first
