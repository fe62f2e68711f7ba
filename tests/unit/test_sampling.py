"""The four settings, in their order, and the dice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.models.sampling import Sampling, dice, entropy_bits, land, reshape, throw

LOGITS = np.log(np.array([0.1, 0.5, 0.25, 0.15]))

samplings = st.builds(
    Sampling,
    temperature=st.one_of(st.just(0.0), st.floats(0.05, 2)),
    top_k=st.integers(0, 60),
    top_p=st.floats(0.01, 1),
    min_p=st.floats(0, 1),
    seed=st.integers(0, 2**32 - 1),
)
logits = st.lists(st.floats(-30, 30, width=32), min_size=1, max_size=50).map(np.array)


def test_nothing_set_changes_nothing() -> None:
    shaped = reshape(LOGITS, Sampling())
    assert shaped.order.tolist() == [1, 2, 3, 0]
    assert shaped.adjusted == pytest.approx([0.5, 0.25, 0.15, 0.1])
    assert shaped.kept == 4


def test_temperature_one_half_squares_the_odds() -> None:
    adjusted = reshape(LOGITS, Sampling(temperature=0.5)).adjusted
    assert adjusted == pytest.approx(np.array([0.25, 0.0625, 0.0225, 0.01]) / 0.345)


def test_temperature_zero_is_greedy() -> None:
    shaped = reshape(LOGITS, Sampling(temperature=0))
    assert shaped.adjusted.tolist() == [1, 0, 0, 0]
    assert [shaped.cut_by(rank) for rank in range(4)] == [None, "temperature", "temperature", "temperature"]


@pytest.mark.parametrize("temperature", [5e-324, 1e-320, 1e-12])
def test_the_smallest_temperatures_are_nearly_greedy(temperature: float) -> None:
    shaped = reshape(LOGITS, Sampling(temperature=temperature))
    assert shaped.adjusted.tolist() == [1, 0, 0, 0]
    assert land(shaped, 0.999).id == 1


def test_each_setting_works_on_what_the_one_before_left() -> None:
    # top-k leaves 1/2, 1/4, 3/20, that is 5/9, 5/18, 1/6 of the whole. The first two make 0.83: top-p 0.8 needs both.
    shaped = reshape(LOGITS, Sampling(top_k=3, top_p=0.8, min_p=0.6))
    assert [shaped.cut_by(rank) for rank in range(4)] == [None, "min_p", "top_p", "top_k"]
    assert shaped.adjusted.tolist() == [1, 0, 0, 0]


def test_top_p_is_measured_after_top_k() -> None:
    # Of all, the best two make 0.75 < 0.8, and three are needed; after top-k 2 they make 1 and top-p cuts nothing.
    assert reshape(LOGITS, Sampling(top_p=0.8)).kept == 3
    assert reshape(LOGITS, Sampling(top_k=3, top_p=0.8)).kept == 2


@given(logits, samplings)
def test_what_is_kept_sums_to_one_and_stands_first(logits: np.ndarray, sampling: Sampling) -> None:
    shaped = reshape(logits, sampling)
    assert shaped.adjusted.sum() == pytest.approx(1)
    assert 1 <= shaped.kept <= len(logits)
    assert (shaped.adjusted[shaped.kept :] == 0).all()
    assert (np.diff(shaped.adjusted) <= 1e-12).all()
    kept = list(shaped.kept_after.values())
    assert kept == sorted(kept, reverse=True)


@given(logits, samplings, st.integers(0, 300))
def test_a_throw_hits_the_stretch_of_its_token(logits: np.ndarray, sampling: Sampling, position: int) -> None:
    hit = throw(logits, sampling, position)
    assert hit == throw(logits, sampling, position)
    assert 0 <= hit.u < 1
    assert hit.start - 1e-9 <= hit.u <= hit.end + 1e-9
    assert hit.rank < reshape(logits, sampling).kept


def test_throws_follow_the_probabilities() -> None:
    shaped = reshape(LOGITS, Sampling())
    hits = np.bincount([land(shaped, dice(1, position)).rank for position in range(20_000)], minlength=4)
    assert hits / 20_000 == pytest.approx([0.5, 0.25, 0.15, 0.1], abs=0.01)


def test_dice_differ_by_seed_and_position() -> None:
    throws = {dice(seed, position) for seed in range(30) for position in range(30)}
    assert len(throws) == 900


def test_entropy_of_a_fair_coin_is_one_bit() -> None:
    assert entropy_bits(np.array([0.5, 0.5])) == 1
    assert entropy_bits(np.array([1.0, 0.0])) == 0
