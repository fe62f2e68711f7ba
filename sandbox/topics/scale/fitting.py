"""A law of our own: L(N, D) = E + A/N^α + B/D^β, fitted to the small models that were trained on the village.

As Hoffmann et al. 2022 (arXiv 2203.15556, section 3.3, approach 3): the constants that make

    Σ over the runs of Huber_δ( ln L(N, D) − ln loss ),   δ = 0.001

least, found by L-BFGS from a grid of starts. The Huber loss is the square for small differences and grows only in
proportion for large ones, so that no single odd run bends the law. With a = ln A, b = ln B, e = ln E the logarithm of
the law is a logsumexp: ln L = ln( exp(a − α ln N) + exp(b − β ln D) + exp(e) ).
Besiroglu et al. 2024 (arXiv 2404.10102) found that the published fit had stopped too early, because the terms had been
averaged and the steps of the search looked too small; so here they are summed, and the search goes on to the end.

How certain the constants are is found by drawing as many runs again, with repetition, and fitting anew (bootstrap,
Efron 1979). A prediction is as uncertain as the constants make it, with the scatter of single runs on top.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from scipy.optimize import minimize

from sandbox.topics.scale.laws import Constants, parametric_terms

Array: TypeAlias = NDArray[np.float64]
#: What is kept out of a fit: nothing, the run that took the most compute, or every run of the largest model.
Without = Literal["none", "largest-run", "largest-model"]

#: Runs on fewer characters are shown but not fitted to. There a small model is still learning to spell, and how fast it
#: learns depends on its size: no sum of a term of N and a term of D.
LEAST = 2**19
#: Where the Huber loss turns from a square into a straight line.
DELTA = 1e-3
#: The search ends at DELTA, but begins with rounder valleys: at the sharp bends of a small δ it would stop too early.
DELTAS = (0.1, 0.01, DELTA)
#: Fits to runs drawn anew, and the quantiles between which 95 % of them lie.
SAMPLES = 200
TAILS = (0.025, 0.975)
SEED = 1
#: Starts of the search: the shares of the three terms at a middling run, in nats, and the two exponents.
STARTS = ((0.05, 0.2), (0.05, 0.2), (0.1, 0.3), (0.3, 0.6, 1.0), (0.3, 0.6, 1.0))
SEARCH = {"maxiter": 1000, "maxfun": 2000, "ftol": 1e-14, "gtol": 1e-10, "maxcor": 20}
#: From so many of them, the lowest ones, the search is made.
BEST_STARTS = 4


class Run(BaseModel):
    """One model that was trained: a line of assets/scaling/runs.jsonl.

    Attributes:
        parameters: N, with the embedding.
        characters: D, each read once and each predicted.
        loss: cross-entropy on the held-out text, nats a character; `loss_ja` and `loss_en` of its two halves.
        entropy: the least that any model can reach on that text, nats a character.
        flops: 6·N·D.
        seconds: of the training, on one core of a machine that did other work, too.
        curve: while it trained: [characters read, loss on the text just read].
    """

    model_config = ConfigDict(frozen=True)

    width: int
    layers: int
    heads: int
    parameters: int
    characters: int
    seed: int
    learning_rate: float
    steps: int
    seconds: float
    loss: float
    loss_ja: float
    loss_en: float
    entropy: float
    flops: int
    curve: tuple[tuple[int, float], ...]


def read_runs(assets: Path) -> tuple[Run, ...]:
    """Return all runs, from little compute to much."""
    lines = (assets / "scaling" / "runs.jsonl").read_text("utf-8").splitlines()
    return tuple(sorted((Run.model_validate_json(line) for line in lines), key=lambda run: (run.flops, run.seed)))


def largest(runs: Iterable[Run]) -> Run:
    """Return the run of the largest model on the most text."""
    return max(runs, key=lambda run: (run.parameters, run.characters))


def fitted_to(runs: Sequence[Run], without: Without) -> tuple[Run, ...]:
    """Return the runs that a law is fitted to."""
    runs = [run for run in runs if run.characters >= LEAST]
    if without == "none":
        return tuple(runs)
    top = largest(runs)
    if without == "largest-run":
        return tuple(run for run in runs if (run.parameters, run.characters) != (top.parameters, top.characters))
    return tuple(run for run in runs if run.parameters < top.parameters and run.flops < top.flops)


# --- the fit ---------------------------------------------------------------------------------------------------------


class Measured(NamedTuple):
    """What a law is fitted to: three arrays of the same length."""

    parameters: Array
    characters: Array
    losses: Array


def measured(runs: Iterable[Run]) -> Measured:
    """Return the runs as arrays."""
    numbers = np.array([(run.parameters, run.characters, run.loss) for run in runs], np.float64)
    return Measured(numbers[:, 0], numbers[:, 1], numbers[:, 2])


def objective(theta: Array, log_n: Array, log_d: Array, log_loss: Array, delta: float = DELTA) -> tuple[float, Array]:
    """Return the sum of the Huber losses and its gradient with respect to theta = (a, b, e, α, β).

    log_n and log_d may be counted from any origin: that changes what a and b stand for.
    """
    a, b, e, alpha, beta = theta
    terms = np.stack([a - alpha * log_n, b - beta * log_d, np.full_like(log_n, e)])
    highest = terms.max(axis=0)  # taken out, so that no power of e is too large to be written
    powers = np.exp(terms - highest)
    total = powers.sum(axis=0)
    shares = powers / total  # how ln L moves with each of the three: the softmax
    difference = highest + np.log(total) - log_loss
    size = np.abs(difference)
    huber = np.where(size <= delta, difference**2 / 2, delta * (size - delta / 2))
    slope = np.clip(difference, -delta, delta)
    parts = shares * slope
    gradient = np.array(
        [parts[0].sum(), parts[1].sum(), parts[2].sum(), -(parts[0] * log_n).sum(), -(parts[1] * log_d).sum()]
    )
    return float(huber.sum()), gradient


def search(runs: Measured, starts: Iterable[Sequence[float]]) -> Constants:
    """Return the best constants that L-BFGS finds from starts (A/N^α, B/D^β and E at a middling run; α, β)."""
    log_n, log_d, log_loss = np.log(runs.parameters), np.log(runs.characters), np.log(runs.losses)
    middle_n, middle_d = log_n.mean(), log_d.mean()  # counted from here, a and α hardly depend on each other

    def end(start: Sequence[float]) -> Any:
        theta = np.array([*np.log(start[:3]), *start[3:]])
        for delta in DELTAS:

            def scaled(at: Array, delta: float = delta) -> tuple[float, Array]:
                # In units of δ: the differences are small numbers, and the search would take small steps for its end.
                value, gradient = objective(at, log_n - middle_n, log_d - middle_d, log_loss, delta)
                return value / delta, gradient / delta

            found = minimize(scaled, theta, jac=True, method="L-BFGS-B", options=SEARCH)
            theta = found.x
        return found

    a, b, e, alpha, beta = min((end(start) for start in starts), key=lambda found: float(found.fun)).x
    return Constants(
        E=float(np.exp(e)),
        A=float(np.exp(a + alpha * middle_n)),
        B=float(np.exp(b + beta * middle_d)),
        alpha=float(alpha),
        beta=float(beta),
    )


def fit(runs: Measured) -> Constants:
    """Return the constants of the law that fits these runs best."""
    log_n, log_d, log_loss = np.log(runs.parameters), np.log(runs.characters), np.log(runs.losses)

    def height(start: Sequence[float]) -> float:
        theta = np.array([*np.log(start[:3]), *start[3:]])
        return objective(theta, log_n - log_n.mean(), log_d - log_d.mean(), log_loss)[0]

    return search(runs, sorted(product(*STARTS), key=height)[:BEST_STARTS])


def law(constants: Constants, runs: Measured) -> Array:
    """Return the law's loss for every run, in nats a character."""
    E, A, B, alpha, beta = constants
    return E + A / runs.parameters**alpha + B / runs.characters**beta


def bootstrap(runs: Measured, samples: int = SAMPLES, seed: int = SEED) -> list[Constants]:
    """Return the constants fitted to runs drawn anew; each search goes the whole way, as the first one did."""
    dice = np.random.default_rng(seed)
    count = len(runs.losses)
    draws = (dice.integers(count, size=count) for _ in range(samples))
    return [fit(Measured(*(column[drawn] for column in runs))) for drawn in draws]


# --- what is kept -----------------------------------------------------------------------------------------------------


class Fit(BaseModel):
    """A fitted law.

    Attributes:
        runs: how many it was fitted to.
        samples: the constants of fits to runs drawn anew.
        standard_errors: their spread: of E, ln A, ln B, α and β. A and B themselves spread over powers of ten.
        scatter: standard deviation of ln loss − ln L over the runs.
    """

    model_config = ConfigDict(frozen=True)

    runs: int
    constants: Constants
    samples: tuple[Constants, ...]
    standard_errors: Constants
    scatter: float


def fit_all(runs: Sequence[Run], without: Without) -> Fit:
    """Fit the law and find how certain it is: some seconds."""
    numbers = measured(fitted_to(runs, without))
    best = fit(numbers)
    samples = bootstrap(numbers)
    drawn = np.array([(one.E, np.log(one.A), np.log(one.B), one.alpha, one.beta) for one in samples])
    return Fit(
        runs=len(numbers.losses),
        constants=best,
        samples=tuple(Constants(*(float(f"{value:.7g}") for value in sample)) for sample in samples),
        standard_errors=Constants(*drawn.std(axis=0, ddof=1).tolist()),
        scatter=float(np.std(np.log(numbers.losses / law(best, numbers)), ddof=len(best))),
    )


@lru_cache(maxsize=1)
def fits(assets: Path) -> dict[Without, Fit]:
    """Return the fits as `scripts/train-scaling-law --fit` wrote them down."""
    kept = json.loads((assets / "scaling" / "fit.json").read_text("utf-8"))
    return {without: Fit.model_validate(entry) for without, entry in kept.items()}


class Prediction(NamedTuple):
    """What a law says of a run: the loss in nats a character, and where it lies with 95 % confidence."""

    loss: float
    low: float
    high: float


def predict(found: Fit, parameters: float, characters: float) -> Prediction:
    """Return the loss to be expected.

    Two things make it uncertain. The constants: 95 % of the fits to runs drawn anew lie between two quantiles of what
    they say here. (They do so together: a fit with a smaller E has a smaller β, and says nearly the same where runs
    are. So the spread of each constant alone would overstate it.) And the scatter of single runs around the law, 1.96
    standard deviations of ln loss. To each side the two are added as squares.
    """
    loss = sum(parametric_terms(found.constants, parameters, characters))
    said = [sum(parametric_terms(sample, parameters, characters)) for sample in found.samples]
    low, high = np.log(np.quantile(said, TAILS) / loss)
    scatter = 1.96 * found.scatter
    below, above = math.hypot(min(low, 0), scatter), math.hypot(max(high, 0), scatter)
    return Prediction(loss, loss * math.exp(-below), loss * math.exp(above))
