"""What papers and a lecture recorded, as exhibits (assets/exhibits.toml), and the real calculation beside it."""

from __future__ import annotations

import tomllib
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

ExhibitId = Literal["apples", "calculator", "percent"]
#: A text in the languages of the pages.
Named = dict[Literal["ja", "en"], str]

#: Decimals that a quotient is given with.
DECIMALS = 4


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Piece(_Part):
    """A piece of what stands in a prompt or an answer.

    `kind`: "steps", a calculation in words; "call", what is sent to a tool; "result", what it sends back; "answer",
    the number that counts; "text", all else.
    """

    kind: Literal["text", "steps", "call", "result", "answer"]
    text: Named


class Side(_Part):
    """One way of asking, and what was answered: `number`, which is right or wrong."""

    name: Named
    what: Named
    number: str
    correct: bool
    prompt: tuple[Piece, ...]
    reply: tuple[Piece, ...]


class Figure(_Part):
    """A percentage that a source gives."""

    name: Named
    percent: float
    kind: Literal["before", "after", "people"]
    source: Named


class Exhibit(_Part):
    """Something recorded.

    Attributes:
        problem: the same in words of ours, as it can be put to a model here.
        answers: what counts as right, with "|" between.
        calculation: "left sign right" a line.
        address: of the source; empty where it has none.
        model: what is known of the one that answered.
    """

    id: ExhibitId
    title: Named
    problem: Named
    answers: str
    calculation: tuple[str, ...]
    source: Named
    address: str
    model: Named
    sides: tuple[Side, ...]
    figures: tuple[Figure, ...] = ()


class Line(BaseModel):
    """One line of a calculation; `exact` is False where the result is rounded."""

    left: str
    sign: Literal["+", "−", "×", "÷"]
    right: str
    result: str
    exact: bool


@lru_cache(maxsize=4)
def exhibits(assets: Path) -> dict[ExhibitId, Exhibit]:
    """Return all exhibits by id, read from `assets`/exhibits.toml."""
    table = tomllib.loads((assets / "exhibits.toml").read_text("utf-8"))
    found = [Exhibit.model_validate(entry) for entry in table["exhibits"]]
    return {one.id: one for one in found}


def calculate(line: str) -> Line:
    """Do one line of a calculation, such as "23 − 20", in decimal arithmetic; only a quotient is ever rounded.

    Raises:
        ValueError: it is not a number, a sign and a number.
        decimal.DecimalException: a number cannot be read, or is divided by 0.
    """
    left, sign, right = line.split()
    a, b = Decimal(left), Decimal(right)
    with localcontext(prec=50):
        match sign:
            case "+":
                exact = a + b
            case "−":
                exact = a - b
            case "×":
                exact = a * b
            case "÷":
                exact = a / b
            case _:
                raise ValueError(f"no sign: {sign}")
        rounded = exact if exact == exact.to_integral() else exact.quantize(Decimal(10) ** -DECIMALS, ROUND_HALF_UP)
        rounded += 0  # there is one zero only: 0 × −1 is 0
    return Line(left=left, sign=sign, right=right, result=f"{rounded:f}", exact=rounded == exact)
