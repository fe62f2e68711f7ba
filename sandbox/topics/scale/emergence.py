"""Emergence by the metric: a smooth gain for each token is a late and sudden one for whole answers.

Suppose the loss for a token falls with the size of a model as a power law. The probability that one token is right is

    p(N) = exp(−(c/N)^α)

with two constants: at N = c parameters it is 1/e, and the larger α, the faster it rises. An answer of L tokens is
right, letter for letter, where all of them are. If one slip makes the next neither more nor less likely, that is

    exact(N) = p(N)^L = exp(−L·(c/N)^α)

Schaeffer et al. 2023 (arXiv 2304.15004), section 2. Three things follow from the formula.

* exact(N) = x at N = c·(L/(−ln x))^(1/α): L does not make the curve steeper over log N, it moves it to the right by the
  factor L^(1/α).
* While whole answers go from 10 % to 90 % right, single tokens go from 0.1^(1/L) to 0.9^(1/L): for L = 10 from 79 % to
  99 %. That is the smooth gain behind the jump.
* A test of n problems shows nothing of what is far below 1/n. With n independent problems one at least is solved with
  probability 1 − (1 − exact)^n, which is one half where exact = 1 − 2^(−1/n).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel

from sandbox.language import Lang


class Law(NamedTuple):
    """How surely a model writes one token right: `scale` c in parameters, `exponent` α."""

    scale: float
    exponent: float


def per_token(law: Law, parameters: float) -> float:
    """Return p(N), the probability that one token is right."""
    return math.exp(-_slips(law, parameters))


def exact(law: Law, parameters: float, length: int) -> float:
    """Return p(N)^L, the probability that all `length` tokens are right."""
    return math.exp(-length * _slips(law, parameters))


def _slips(law: Law, parameters: float) -> float:
    """Return (c/N)^α = −ln p, the loss for a token in nats."""
    return float((law.scale / parameters) ** law.exponent)


def size_for(law: Law, length: int, share: float) -> float:
    """Return the parameters at which this share (0 < share < 1) of answers is right: c·(L/(−ln share))^(1/α)."""
    return float(law.scale * (length / -math.log(share)) ** (1 / law.exponent))


def steepness(law: Law) -> float:
    """Return how fast exact match rises where it is one half: its slope over log₁₀ N, the same for all L.

    With u = L·(c/N)^α, d exp(−u)/d ln N = α·u·exp(−u), and u = ln 2 there.
    """
    return law.exponent * math.log(2) / 2 * math.log(10)


def noticeable(problems: int) -> float:
    """Return the share of right answers from which a test more likely shows one than none: 1 − 2^(−1/n)."""
    return -math.expm1(-math.log(2) / problems)


# --- what was measured ------------------------------------------------------------------------------------------------


class Counts(BaseModel):
    """What one of our models did with the solutions of held-out problems, for each length L = 1, 2, …

    Attributes:
        problems: solutions of at least L characters.
        right: how many of their first L characters, all together, the model found the most likely, given those before.
        exact: in how many of them it found all L so.
        nats: its loss for all these characters together.
    """

    model: str
    name: str
    parameters: int
    language: Lang
    split: Literal["numbers", "patterns"]
    problems: tuple[int, ...]
    right: tuple[int, ...]
    exact: tuple[int, ...]
    nats: tuple[float, ...]


class Measurements(BaseModel):
    """All that scripts/measure-emergence measured, and on which day; `steps`: operations in each problem."""

    made: str
    seed: int
    steps: int
    entries: tuple[Counts, ...]


@cache
def measurements(assets: Path) -> Measurements:
    """Read `assets`/scaling/emergence.json."""
    return Measurements.model_validate_json((assets / "scaling" / "emergence.json").read_bytes())


def fitted(points: Sequence[tuple[int, int, int]]) -> Law | None:
    """Lay the law through measured models, each given as (parameters, characters right, characters in all).

    ln(−ln p) = α·ln c − α·ln N is a straight line in ln N, found by least squares. Half a slip is added to each
    model's, so that one without any still has a logarithm. None with fewer than two sizes, or where p does not rise.
    """
    if len({parameters for parameters, _, _ in points}) < 2:
        return None
    x = [math.log(parameters) for parameters, _, _ in points]
    y = [math.log(-math.log((right + 0.5) / (total + 1))) for _, right, total in points]
    middle_x, middle_y = sum(x) / len(x), sum(y) / len(y)
    around = [(one - middle_x, other - middle_y) for one, other in zip(x, y, strict=True)]
    slope = sum(dx * dy for dx, dy in around) / sum(dx * dx for dx, _ in around)
    if slope >= 0:
        return None
    return Law(scale=math.exp(middle_x - middle_y / slope), exponent=-slope)
