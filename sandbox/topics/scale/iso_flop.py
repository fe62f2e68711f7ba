"""Iso-FLOP valleys: the loss of all the models that one and the same compute could train.

C floating-point operations train N parameters on D = C/6N tokens. A larger model sees less text, a smaller one more, so

    L(N) = L(N, C/6N)

is a valley: too small a model on the left, too little text on the right, the best use of C at the bottom. Hoffmann et
al. 2022 (arXiv 2203.15556, section 3.2) found the best sizes by training along nine such valleys.
"""

from __future__ import annotations

from sandbox.topics.scale.laws import (
    KAPLAN_ALPHA_D,
    KAPLAN_ALPHA_N,
    KAPLAN_DC,
    KAPLAN_NC,
    LAWS,
    LawId,
    Optimum,
    loss,
    parametric_optimum,
)

#: The exponent a of the first term in Kaplan's joint law.
_A = KAPLAN_ALPHA_N / KAPLAN_ALPHA_D


def valley_loss(law: LawId, flop: float, parameters: float) -> float:
    """Return the loss in nats a token of a model of this size that uses up `flop`."""
    return loss(law, parameters, flop / 6 / parameters)


def bottom(law: LawId, flop: float) -> Optimum:
    """Return the lowest point of the valley.

    For the laws L = E + A/N^α + B/D^β it is their advice, `laws.optimum`. For Kaplan et al. it is not: their advice
    rests on another of their laws, of loss against steps of training. In their joint law, the sum
    (Nc/N)^a + 6·Dc·N/C has the slope 0 where N^(1+a) = a·Nc^a·C/(6·Dc).
    """
    constants = LAWS[law].constants
    if constants is not None:
        return parametric_optimum(constants, flop)
    parameters = float((_A * KAPLAN_NC**_A * flop / (6 * KAPLAN_DC)) ** (1 / (1 + _A)))
    return Optimum(parameters, flop / 6 / parameters, valley_loss(law, flop, parameters))


def enough(law: LawId, flop: float, reached: float) -> float:
    """Return the compute in FLOP that reaches a loss at the bottom of its own valley, if `flop` reaches it anywhere.

    Bottoms fall as a power of compute: L − E ∝ C^(−αβ/(α+β)); in Kaplan's joint law L ∝ C^(−0.103·a/(1+a)). So what
    stands at some place in the valley of `flop` could have been had for less, and both losses say for how much less.
    """
    constants, lowest = LAWS[law].constants, bottom(law, flop).loss
    if constants is None:
        return float(flop * (lowest / reached) ** ((1 + _A) / (KAPLAN_ALPHA_D * _A)))
    E, _, _, alpha, beta = constants
    return float(flop * ((lowest - E) / (reached - E)) ** ((alpha + beta) / (alpha * beta)))
