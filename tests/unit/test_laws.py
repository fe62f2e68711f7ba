"""The scaling laws give what their papers and the lecture say they give."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.topics.scale import uncertainty
from sandbox.topics.scale.laws import (
    BESIROGLU,
    HOFFMANN,
    HOFFMANN_UNROUNDED,
    LAWS,
    Constants,
    compute,
    kaplan_compute,
    kaplan_data,
    kaplan_joint,
    kaplan_optimum,
    kaplan_parameters,
    loss,
    optimum,
    parametric_optimum,
    parametric_terms,
)

BUDGET = st.floats(1e12, 1e30)
SIZE = st.floats(1e3, 1e15)
PARAMETRIC = [HOFFMANN, HOFFMANN_UNROUNDED, BESIROGLU]


def test_kaplan() -> None:
    assert kaplan_parameters(174.6e9) == pytest.approx(1.6047, abs=5e-5)
    assert kaplan_data(300e9) == pytest.approx(1.6378, abs=5e-5)
    assert kaplan_compute(3640) == pytest.approx(1.7641, abs=5e-5)
    assert kaplan_joint(174.6e9, 300e9) == pytest.approx(1.6611, abs=5e-5)
    # N is 10 times as large where C is 10^(1/0.73) times as large; a PF-day is worth 1.3 billion parameters.
    assert kaplan_optimum(8.64e19).parameters == pytest.approx(1.3e9)
    assert kaplan_optimum(8.64e19).tokens == pytest.approx(2e10)
    assert kaplan_optimum(8.64e20).parameters == pytest.approx(1.3e9 * 10**0.73)


def test_compute_of_gpt3() -> None:
    assert compute(174.6e9, 300e9) == pytest.approx(3.14e23, rel=1e-3)
    assert compute(175e9, 300e9) == pytest.approx(3.15e23)


@pytest.mark.parametrize(
    ("law", "parameters", "tokens"),
    [("hoffmann", 32.2e9, 2.98e12), ("hoffmann-unrounded", 40.4e9, 2.38e12), ("besiroglu", 72.3e9, 1.33e12)],
)
def test_best_use_of_chinchillas_compute(law: str, parameters: float, tokens: float) -> None:
    best = optimum(law, 5.76e23)  # type: ignore[arg-type]
    assert best.parameters == pytest.approx(parameters, rel=2e-3)
    assert best.tokens == pytest.approx(tokens, rel=2e-3)


def test_tokens_for_each_parameter() -> None:
    best = optimum("besiroglu", 5.76e23)
    assert best.tokens / best.parameters == pytest.approx(18.4, abs=0.05)


def test_unrounded_constants_round_to_the_printed_ones() -> None:
    assert pytest.approx(HOFFMANN.E, abs=0.005) == HOFFMANN_UNROUNDED.E
    assert pytest.approx(HOFFMANN.A, abs=0.05) == HOFFMANN_UNROUNDED.A
    assert pytest.approx(HOFFMANN.B, abs=0.05) == HOFFMANN_UNROUNDED.B
    # The exponents: 0.2849 was printed as 0.28, which is what changes the advice.
    assert round(HOFFMANN_UNROUNDED.alpha, 2) == HOFFMANN.alpha
    assert round(HOFFMANN_UNROUNDED.beta, 2) == HOFFMANN.beta


@given(st.sampled_from(PARAMETRIC), BUDGET, st.floats(0.01, 100))
def test_nothing_beats_the_best(constants: Constants, flop: float, factor: float) -> None:
    best = parametric_optimum(constants, flop)
    assert compute(best.parameters, best.tokens) == pytest.approx(flop, rel=1e-9)
    other = sum(parametric_terms(constants, best.parameters * factor, best.tokens / factor))
    assert best.loss <= other * (1 + 1e-12)


@given(st.sampled_from(sorted(LAWS)), SIZE, SIZE, st.floats(1.01, 1e3))
def test_more_never_hurts(law: str, parameters: float, tokens: float, factor: float) -> None:
    here = loss(law, parameters, tokens)  # type: ignore[arg-type]
    assert loss(law, parameters * factor, tokens) <= here  # type: ignore[arg-type]
    assert loss(law, parameters, tokens * factor) <= here  # type: ignore[arg-type]


@given(SIZE, SIZE)
def test_terms_add_up(parameters: float, tokens: float) -> None:
    terms = parametric_terms(BESIROGLU, parameters, tokens)
    assert sum(terms) == loss("besiroglu", parameters, tokens)
    assert terms[0] == BESIROGLU.E


def test_without_limit() -> None:
    assert loss("besiroglu", math.inf, math.inf) == BESIROGLU.E
    assert loss("kaplan", math.inf, math.inf) == 0
    assert loss("kaplan", 1e9, math.inf) == pytest.approx((6.4e13 / 1e9) ** 0.076)


# How sure the law is of itself


def numerical(function: object, step: float = 1e-6) -> np.ndarray:
    """Slopes in (ln E, ln A, ln B, α, β), by differences."""
    middle = np.array([*np.log(BESIROGLU[:3]), *BESIROGLU[3:]])
    slopes = []
    for place in range(5):
        low, high = middle.copy(), middle.copy()
        low[place] -= step
        high[place] += step
        one, other = (function(Constants(*np.exp(at[:3]), *at[3:])) for at in (high, low))  # type: ignore[operator]
        slopes.append((one - other) / (2 * step))
    return np.array(slopes)


@pytest.mark.parametrize(("parameters", "tokens"), [(1e8, 2e9), (174.6e9, 300e9), (1e12, 1e14)])
def test_slopes_of_the_loss(parameters: float, tokens: float) -> None:
    expected = numerical(lambda constants: sum(parametric_terms(constants, parameters, tokens)))
    assert uncertainty.loss_slopes(parameters, tokens) == pytest.approx(expected, rel=1e-5, abs=1e-8)


@pytest.mark.parametrize("flop", [1e18, 5.76e23, 1e28])
def test_slopes_of_the_optimum(flop: float) -> None:
    expected = numerical(lambda constants: math.log(parametric_optimum(constants, flop).parameters))
    assert uncertainty.optimum_slopes(flop) == pytest.approx(expected, rel=1e-5, abs=1e-6)


def test_covariance_fits_what_was_printed() -> None:
    V = uncertainty.COVARIANCE
    errors = np.sqrt(np.diag(V))
    assert np.allclose(V, V.T)
    assert (np.linalg.eigvalsh(V) > 0).all()
    printed = np.array([0.03 / 1.8172, 124.58 / 482.01, 1293.23 / 2085.43, 0.02, 0.02])
    assert np.exp(np.mean(np.log(errors / printed))) == pytest.approx(1)
    assert errors[[0, 3, 4]] == pytest.approx(printed[[0, 3, 4]], rel=0.25)
    assert errors[[1, 2]] == pytest.approx(printed[[1, 2]], rel=0.7)
    correlation = V / np.outer(errors, errors)
    assert correlation[1, 3] > 0.99 and correlation[2, 4] > 0.99


def test_independent_errors_would_be_far_too_large() -> None:
    slopes = uncertainty.loss_slopes(174.6e9, 300e9)
    printed = np.array([0.03 / 1.8172, 124.58 / 482.01, 1293.23 / 2085.43, 0.02, 0.02])
    independent = math.sqrt(np.sum((slopes * printed) ** 2))
    assert independent == pytest.approx(7 * uncertainty.loss_error(174.6e9, 300e9), rel=0.05)


def test_error_agrees_with_draws() -> None:
    rng = np.random.default_rng(0)
    middle = [*np.log(BESIROGLU[:3]), *BESIROGLU[3:]]
    drawn = rng.multivariate_normal(middle, uncertainty.COVARIANCE, size=20_000)
    constants = [Constants(*np.exp(one[:3]), *one[3:]) for one in drawn]
    losses = [sum(parametric_terms(one, 174.6e9, 300e9)) for one in constants]
    assert np.std(losses) == pytest.approx(uncertainty.loss_error(174.6e9, 300e9), rel=0.05)
    sizes = [math.log(parametric_optimum(one, 5.76e23).parameters) for one in constants]
    assert np.std(sizes) == pytest.approx(uncertainty.optimum_error(5.76e23), rel=0.05)
