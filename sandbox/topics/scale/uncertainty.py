"""How sure the law of Besiroglu et al. 2024 (arXiv 2404.10102) is of its predictions.

The paper prints a standard error for each constant, but not how the errors hang together, and that matters: α and ln A,
and β and ln B, can hardly be told apart on the sizes that were trained (their correlation is above 0.99), so they err
together, and their errors cancel in the loss. Taking them as independent makes the error of GPT-3's loss seven times
too large. The points the law was fitted to have no licence, so they are not used here.

What is known is the design: Hoffmann et al. 2022 (arXiv 2203.15556, section 3.2) trained models of about 70 million to
16 billion parameters, several for each of nine budgets. For a fit of log L by least squares to such points the
covariance is

    V = k² (JᵀJ)⁻¹

where a row of J holds the slopes of log L in (ln E, ln A, ln B, α, β) at one point, and k is the scatter of the points.
Here k is chosen such that the five standard errors agree with the printed ones as well as they can: their geometric
mean does; α, β and E come within a quarter, A and B within a factor of 1.7. The error of anything that is computed from
the constants then follows from its slopes g as √(gᵀVg).

This is a reconstruction, not a result of the paper. It holds for the form of the law and for the text it was fitted to.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sandbox.topics.scale.laws import BESIROGLU, BESIROGLU_ERRORS, parametric_optimum, parametric_terms

#: The budgets in FLOP, and the sizes trained at each: so many between a fifth and five times the best one.
BUDGETS = (6e18, 1e19, 3e19, 6e19, 1e20, 3e20, 6e20, 1e21, 3e21)
SIZES = 11
SMALLEST, LARGEST = 5e7, 1.7e10

#: Standard deviations of a normal distribution that hold 95 % of it.
Z = 1.959964


def loss_slopes(parameters: float, tokens: float) -> NDArray[np.float64]:
    """Return the slopes of L in (ln E, ln A, ln B, α, β), shape (5,), nats a token."""
    E, of_parameters, of_tokens = parametric_terms(BESIROGLU, parameters, tokens)
    return np.array([E, of_parameters, of_tokens, -of_parameters * math.log(parameters), -of_tokens * math.log(tokens)])


def optimum_slopes(flop: float) -> NDArray[np.float64]:
    """Return the slopes of ln N of the best use of `flop` in (ln E, ln A, ln B, α, β), shape (5,).

    ln N = [ln(αA) − ln(βB) + β ln(C/6)] / (α+β), and ln D = ln(C/6) − ln N has the opposite slopes.
    """
    _, _, _, alpha, beta = BESIROGLU
    both = alpha + beta
    size = math.log(parametric_optimum(BESIROGLU, flop).parameters)
    budget = math.log(flop / 6)
    return np.array([0, 1, -1, 1 / alpha - size, -1 / beta + budget - size]) / both


def _covariance() -> NDArray[np.float64]:
    rows = []
    for flop in BUDGETS:
        for factor in np.geomspace(1 / 5, 5, SIZES):
            parameters = parametric_optimum(BESIROGLU, flop).parameters * factor
            if SMALLEST <= parameters <= LARGEST:
                tokens = flop / 6 / parameters
                rows.append(loss_slopes(parameters, tokens) / sum(parametric_terms(BESIROGLU, parameters, tokens)))
    J = np.array(rows)
    V = np.linalg.inv(J.T @ J)
    E, A, B, alpha, beta = BESIROGLU_ERRORS
    printed = np.array([E / BESIROGLU.E, A / BESIROGLU.A, B / BESIROGLU.B, alpha, beta])
    k = math.exp(np.mean(np.log(printed / np.sqrt(np.diag(V)))))
    return np.asarray(k**2 * V, dtype=np.float64)


#: Covariance of (ln E, ln A, ln B, α, β), shape (5, 5).
COVARIANCE = _covariance()


def loss_error(parameters: float, tokens: float) -> float:
    """Return the standard error of the predicted loss in nats a token."""
    return _error(loss_slopes(parameters, tokens))


def optimum_error(flop: float) -> float:
    """Return the standard error of ln N, and just as well of ln D, of the best use of `flop`.

    With 95 % confidence the best N lies within a factor of exp(1.96 × this).
    """
    return _error(optimum_slopes(flop))


def _error(slopes: NDArray[np.float64]) -> float:
    return math.sqrt(slopes @ COVARIANCE @ slopes)
