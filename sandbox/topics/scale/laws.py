"""Scaling laws: how the loss of a language model falls as its parameters N and its training tokens D grow.

The loss L is the cross-entropy on held-out text in nats a token. Four laws, all fitted to measured trainings:

    kaplan              Kaplan et al. 2020 (arXiv 2001.08361). N is counted without embeddings.
    hoffmann            Hoffmann et al. 2022 (arXiv 2203.15556), "Chinchilla", the constants as printed (eq. 10).
    hoffmann-unrounded  the same fit with more digits, as they stand in the source of the paper.
    besiroglu           Besiroglu et al. 2024 (arXiv 2404.10102): the same form fitted anew to the points of Hoffmann's
                        figure 4, with standard errors (table 1).

The last three have the form

    L(N, D) = E + A/N^α + B/D^β

what no model can get below, what is lost because the model is finite, and what is lost because the text is finite.
Kaplan et al. have no E; their law of both is (eq. 1.5)

    L(N, D) = [ (Nc/N)^(αN/αD) + Dc/D ]^αD

and beside it stand laws of one quantity where the others are no limit, with constants of their own (eqs. 1.1 to 1.3).
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

LawId = Literal["kaplan", "hoffmann", "hoffmann-unrounded", "besiroglu"]

#: FLOP of a petaflop/s-day, the unit of compute of Kaplan et al.: 10¹⁵ operations a second for a day.
PF_DAY = 8.64e19


#: Constants of Kaplan's law of both (eq. 1.5, table 2): Nc parameters, Dc tokens, and the exponents αN and αD.
KAPLAN_NC, KAPLAN_DC, KAPLAN_ALPHA_N, KAPLAN_ALPHA_D = 6.4e13, 1.8e13, 0.076, 0.103


class Constants(NamedTuple):
    """The constants of L = E + A/N^α + B/D^β; L and E in nats a token."""

    E: float
    A: float
    B: float
    alpha: float
    beta: float


class Law(BaseModel):
    """A law that was published.

    Attributes:
        source: authors and year; `arxiv` is the number of the paper, `where` the place in it.
        embeddings: whether N counts the embedding matrices.
        form: "sum": E + A/N^α + B/D^β with `constants`; "bracket": the law of Kaplan et al.
        standard_errors: of the constants, where the paper gives them.
    """

    model_config = ConfigDict(frozen=True)

    id: LawId
    source: str
    arxiv: str
    where: str
    embeddings: bool
    form: Literal["sum", "bracket"]
    constants: Constants | None = None
    standard_errors: Constants | None = None


HOFFMANN = Constants(E=1.69, A=406.4, B=410.7, alpha=0.34, beta=0.28)
HOFFMANN_UNROUNDED = Constants(
    E=math.exp(0.5267228), A=math.exp(6.0073404), B=math.exp(6.0179186), alpha=0.33917084, beta=0.2849083
)
BESIROGLU = Constants(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)
BESIROGLU_ERRORS = Constants(E=0.03, A=124.58, B=1293.23, alpha=0.02, beta=0.02)

#: The four laws, in the order in which they appeared.
LAWS: dict[LawId, Law] = {
    law.id: law
    for law in (
        Law(
            id="kaplan",
            source="Kaplan et al. 2020",
            arxiv="2001.08361",
            where="eq. 1.5, table 6",
            embeddings=False,
            form="bracket",
        ),
        Law(
            id="hoffmann",
            source="Hoffmann et al. 2022",
            arxiv="2203.15556",
            where="eq. 10",
            embeddings=True,
            form="sum",
            constants=HOFFMANN,
        ),
        Law(
            id="hoffmann-unrounded",
            source="Hoffmann et al. 2022",
            arxiv="2203.15556",
            where="LaTeX source",
            embeddings=True,
            form="sum",
            constants=HOFFMANN_UNROUNDED,
        ),
        Law(
            id="besiroglu",
            source="Besiroglu et al. 2024",
            arxiv="2404.10102",
            where="table 1",
            embeddings=True,
            form="sum",
            constants=BESIROGLU,
            standard_errors=BESIROGLU_ERRORS,
        ),
    )
}


def compute(parameters: float, tokens: float) -> float:
    """Return the FLOP of a training, C ≈ 6·N·D: 2 a parameter and token forward, 4 backward."""
    return 6 * parameters * tokens


def kaplan_parameters(parameters: float) -> float:
    """Return L(N) = (8.8e13/N)^0.076: trained to the end on text without limit (eq. 1.1)."""
    return float((8.8e13 / parameters) ** 0.076)


def kaplan_data(tokens: float) -> float:
    """Return L(D) = (5.4e13/D)^0.095: a large model, stopped before it learns its text by heart (eq. 1.2)."""
    return float((5.4e13 / tokens) ** 0.095)


def kaplan_compute(pf_days: float) -> float:
    """Return L(C_min) = (3.1e8/C_min)^0.050: compute in PF-days, spent in the best way (eq. 1.3)."""
    return float((3.1e8 / pf_days) ** 0.050)


def kaplan_joint(parameters: float, tokens: float) -> float:
    """Return L(N, D) = [(6.4e13/N)^(0.076/0.103) + 1.8e13/D]^0.103 (eq. 1.5, constants of table 2)."""
    return float(sum(kaplan_bracket(parameters, tokens)) ** KAPLAN_ALPHA_D)


def kaplan_bracket(parameters: float, tokens: float) -> tuple[float, float]:
    """Return the two terms in the bracket of the joint law: that of the parameters, that of the tokens."""
    return float((KAPLAN_NC / parameters) ** (KAPLAN_ALPHA_N / KAPLAN_ALPHA_D)), KAPLAN_DC / tokens


def parametric_terms(constants: Constants, parameters: float, tokens: float) -> tuple[float, float, float]:
    """Return the three terms of L(N, D) = E + A/N^α + B/D^β, in nats a token."""
    E, A, B, alpha, beta = constants
    return E, float(A / parameters**alpha), float(B / tokens**beta)


def loss(law: LawId, parameters: float, tokens: float) -> float:
    """Return the loss that a law predicts, in nats a token."""
    constants = LAWS[law].constants
    if constants is None:
        return kaplan_joint(parameters, tokens)
    return sum(parametric_terms(constants, parameters, tokens))


class Optimum(NamedTuple):
    """The best use of some compute: so many parameters, trained on so many tokens, reach this loss."""

    parameters: float
    tokens: float
    loss: float


def parametric_optimum(constants: Constants, flop: float) -> Optimum:
    """Return what minimises L = E + A/N^α + B/D^β where 6·N·D is given (arXiv 2203.15556, eq. 4).

    With D = C/6N the slope of L in N is zero at

        N = G·(C/6)^(β/(α+β)),   D = (C/6)^(α/(α+β))/G,   G = (αA/βB)^(1/(α+β))
    """
    _, A, B, alpha, beta = constants
    G = (alpha * A / (beta * B)) ** (1 / (alpha + beta))
    parameters = G * (flop / 6) ** (beta / (alpha + beta))
    tokens = (flop / 6) ** (alpha / (alpha + beta)) / G
    return Optimum(parameters, tokens, sum(parametric_terms(constants, parameters, tokens)))


def kaplan_optimum(flop: float) -> Optimum:
    """Return N = 1.3e9·C^0.73 and D = 2e10·C^0.27, C in PF-days (table 6), and the loss L(C_min).

    6·N·D is about 1.8 times C there: C_min is what a training in small batches takes, and D the tokens of one in
    batches of critical size, which takes twice as much and is sooner done (section 5).
    """
    pf_days = flop / PF_DAY
    return Optimum(1.3e9 * pf_days**0.73, 2e10 * pf_days**0.27, kaplan_compute(pf_days))


def optimum(law: LawId, flop: float) -> Optimum:
    """Return the best use of `flop` operations that a law advises."""
    constants = LAWS[law].constants
    return kaplan_optimum(flop) if constants is None else parametric_optimum(constants, flop)
