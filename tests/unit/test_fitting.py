"""The fit finds the constants that made some losses, says how certain it is, and gives what was written down again."""

import math
import random

import numpy as np
import pytest

from sandbox.topics.scale.fitting import (
    LEAST,
    SAMPLES,
    Fit,
    Measured,
    Run,
    bootstrap,
    fit,
    fits,
    fitted_to,
    largest,
    law,
    measured,
    objective,
    predict,
    read_runs,
)
from sandbox.topics.scale.laws import Constants
from tests.conftest import SETTINGS

TRUE = Constants(E=0.26, A=25, B=300, alpha=0.55, beta=0.6)
SIZES = (11_000, 27_000, 60_000, 150_000, 340_000, 800_000, 1_800_000, 3_200_000)


def made(scatter: float, seed: int = 0) -> Measured:
    """Losses of a known law, with scatter."""
    grid = np.array([(N, D) for N in SIZES for D in (2**19, 2**20, 2**21, 2**22)], float)
    without = Measured(grid[:, 0], grid[:, 1], np.ones(len(grid)))
    noise = np.random.default_rng(seed).normal(0, scatter, len(grid))
    return without._replace(losses=law(TRUE, without) * np.exp(noise))


def test_the_constants_of_a_known_law_are_found() -> None:
    found = fit(made(0))
    np.testing.assert_allclose(found, TRUE, rtol=1e-5)


def test_one_odd_run_does_not_bend_the_law() -> None:
    runs = made(0)
    runs.losses[5] *= 1.5
    np.testing.assert_allclose(fit(runs), TRUE, rtol=0.02)


def test_with_scatter_the_law_still_foretells() -> None:
    found = fit(made(0.004))
    assert abs(found.E - TRUE.E) < 0.02
    far = Measured(np.array([1e7]), np.array([2.0**23]), np.ones(1))
    assert math.isclose(law(found, far)[0], law(TRUE, far)[0], rel_tol=0.02)


def test_the_gradient_is_that_of_the_objective() -> None:
    runs = made(0.01)
    logs = [np.log(column) for column in runs]
    theta = np.array([3.0, 5.5, -1.3, 0.5, 0.6])
    _, gradient = objective(theta, *logs)
    for place in range(5):
        step = np.zeros(5)
        step[place] = 1e-7
        slope = (objective(theta + step, *logs)[0] - objective(theta - step, *logs)[0]) / 2e-7
        assert math.isclose(slope, gradient[place], rel_tol=1e-3, abs_tol=1e-6)


def test_the_bootstrap_spreads_as_fits_to_new_runs_do() -> None:
    runs = made(0.004)
    drawn = np.std([one.E for one in bootstrap(runs, samples=60)])
    anew = np.std([fit(made(0.004, seed)).E for seed in range(1, 31)])
    assert anew / 2.5 < drawn < anew * 2.5
    assert bootstrap(runs, samples=2) == bootstrap(runs, samples=2)
    assert SAMPLES >= 200


def one_run(parameters: int, characters: int) -> Run:
    return Run(
        width=1,
        layers=1,
        heads=1,
        parameters=parameters,
        characters=characters,
        seed=1,
        learning_rate=0.01,
        steps=1,
        seconds=1,
        loss=1,
        loss_ja=1,
        loss_en=1,
        entropy=0.3,
        flops=6 * parameters * characters,
        curve=(),
    )


def test_what_is_kept_out() -> None:
    short, small, long, large, top = (
        one_run(N, D * LEAST) if D else one_run(N, LEAST - 1)
        for N, D in ((10, 0), (10, 1), (10, 1000), (100, 1), (100, 4))
    )
    runs = [short, small, long, large, top]
    assert largest(random.Random(1).sample(runs, 5)) == top
    assert fitted_to(runs, "none") == (small, long, large, top)
    assert fitted_to(runs, "largest-run") == (small, long, large)
    assert fitted_to(runs, "largest-model") == (small,)  # `long` took more compute than the largest run


def test_a_prediction_lies_in_its_interval_and_is_less_certain_far_away() -> None:
    dice = np.random.default_rng(1)
    samples = [TRUE._replace(alpha=TRUE.alpha + one, beta=TRUE.beta - one) for one in dice.normal(0, 0.01, 99)]
    found = Fit(runs=9, constants=TRUE, samples=tuple(samples), standard_errors=TRUE, scatter=0.005)
    near, far = predict(found, 1e6, 1e6), predict(found, 1e3, 1e4)
    assert near.low < near.loss < near.high
    assert math.log(far.high / far.low) > math.log(near.high / near.low) >= 2 * 1.96 * 0.005
    certain = found.model_copy(update={"samples": (TRUE,) * 9})
    assert math.isclose(predict(certain, 1e6, 1e6).high / near.loss, math.exp(1.96 * 0.005))
    assert math.isclose(predict(certain, 1e6, 1e6).low / near.loss, math.exp(-1.96 * 0.005))


def test_a_fit_without_a_floor_does_not_make_a_prediction_worthless() -> None:
    """Some fits to runs drawn anew come down to E = 0, with a smaller β: where runs are they say the same."""
    N, D = 1e5, 1e6
    low = TRUE._replace(E=1e-12, B=TRUE.B * (1 + TRUE.E * D**TRUE.beta / TRUE.B))
    found = Fit(runs=9, constants=TRUE, samples=(TRUE, low) * 50, standard_errors=TRUE, scatter=0.005)
    here = predict(found, N, D)
    assert math.isclose(here.high / here.loss, math.exp(1.96 * 0.005), rel_tol=1e-6)


# --- the runs and the fit that are kept ------------------------------------------------------------------------------


def test_the_runs_are_complete() -> None:
    runs = read_runs(SETTINGS.assets)
    assert len({run.parameters for run in runs}) >= 8
    assert min(run.parameters for run in runs) < 12_000 and max(run.parameters for run in runs) > 3_000_000
    assert len({run.characters for run in runs}) >= 3
    assert len({(run.width, run.layers, run.heads, run.characters, run.seed) for run in runs}) == len(runs)
    for run in runs:
        assert run.parameters == 86 * run.width + 12 * run.layers * run.width**2
        assert run.flops == 6 * run.parameters * run.characters
        assert run.loss > run.entropy
        assert 20 <= len(run.curve) <= 40 and run.curve[-1][0] == run.characters


@pytest.mark.parametrize("without", ["none", "largest-run", "largest-model"])
def test_the_fit_that_is_kept_is_that_of_the_runs(without) -> None:  # type: ignore[no-untyped-def]
    kept = fits(SETTINGS.assets)[without]
    runs = measured(fitted_to(read_runs(SETTINGS.assets), without))
    assert kept.runs == len(runs.losses)
    np.testing.assert_allclose(law(fit(runs), runs), law(kept.constants, runs), rtol=1e-3)


def test_the_law_foretells_the_largest_model() -> None:
    top = largest(read_runs(SETTINGS.assets))
    said = predict(fits(SETTINGS.assets)["largest-model"], top.parameters, top.characters)
    assert abs(said.loss / top.loss - 1) < 0.05
