"""The spectrum stands for the whole vocabulary."""

import numpy as np
import pytest

from sandbox.models.sampling import Sampling, reshape
from sandbox.topics.next_token.distribution import EXACT_RANKS, spectrum


@pytest.mark.parametrize("size", [1, 5, EXACT_RANKS, EXACT_RANKS + 1, 49_152, 262_144])
@pytest.mark.parametrize("temperature", [0.05, 0.2, 1.0, 2.0])
def test_partition_function_from_the_spectrum(size: int, temperature: float) -> None:
    falling = np.sort(np.random.default_rng(size).normal(0, 4, size))[::-1].astype(np.float32)
    summary = spectrum(falling)
    assert sum(summary.counts) == size
    assert summary.logits == sorted(summary.logits, reverse=True)
    exact = np.exp((falling.astype(float) - falling[0]) / temperature).sum()
    short = (np.exp((np.array(summary.logits) - summary.logits[0]) / temperature) * summary.counts).sum()
    assert short == pytest.approx(exact, rel=1e-3)


def test_first_ranks_are_exact_and_the_rest_is_short() -> None:
    falling = np.sort(np.random.default_rng(0).normal(0, 4, 262_144))[::-1]
    summary = spectrum(falling)
    assert summary.counts[:EXACT_RANKS] == [1] * EXACT_RANKS
    assert summary.logits[:EXACT_RANKS] == pytest.approx(falling[:EXACT_RANKS], abs=1e-4)
    assert len(summary.counts) < EXACT_RANKS + 800


def test_adjusted_probabilities_from_the_spectrum_agree() -> None:
    logits = np.random.default_rng(1).normal(0, 3, 50_000)
    for temperature in (0.05, 0.3, 0.7, 1.0, 1.7, 2.0):
        shaped = reshape(logits, Sampling(temperature=temperature))
        summary = spectrum(logits[shaped.order])
        weights = np.exp((np.array(summary.logits) - summary.logits[0]) / temperature) * summary.counts
        assert (weights / weights.sum())[:50] == pytest.approx(shaped.adjusted[:50], rel=1e-3)
