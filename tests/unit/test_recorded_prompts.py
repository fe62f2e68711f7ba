"""The exhibits: the figures of the lecture and the papers, and the calculation beside them."""

from __future__ import annotations

import asyncio
import re
from decimal import Decimal, DecimalException
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.settings import Settings
from sandbox.topics.prompting.exhibits import Exhibit, ExhibitId, calculate, exhibits
from sandbox.topics.prompting.views.recorded_prompts import RecordedPrompts, RecordedPromptsParams, recorded_prompts
from tests.conftest import CATALOG

KNOWN = exhibits(Settings().assets)


def shown(example: str) -> RecordedPrompts:
    params = RecordedPromptsParams.checked(example=example)
    return asyncio.run(recorded_prompts(params, Lab(Settings(), CATALOG)))


def test_the_papers_figure() -> None:
    """Wei et al. 2022, Figure 1 and Figure 2."""
    found = shown("apples")
    assert found.recorded
    assert [(side.number, side.correct) for side in found.exhibit.sides] == [("27", False), ("9", True)]
    assert [f"{line.left}{line.sign}{line.right}={line.result}" for line in found.calculation] == ["23−20=3", "3+6=9"]
    assert [figure.percent for figure in found.exhibit.figures] == [18, 57, 60]
    assert "2201.11903" in found.exhibit.address


def test_the_large_product() -> None:
    found = shown("calculator")
    assert [(side.number, side.correct) for side in found.exhibit.sides] == [
        ("14,443,200", False),
        ("14,457,600", True),
    ]
    assert found.calculation[-1].result == "14457600" == str(6275 * 2304)
    assert sum(int(line.result) for line in found.calculation[:3]) == 6275 * 2304


def test_the_percentage() -> None:
    """Schick et al. 2023, Figure 1: the tool's reply is rounded to two decimals."""
    found = shown("percent")
    [line] = found.calculation
    assert (line.result, line.exact) == ("0.2857", False)
    assert f"{Decimal(line.result):.2f}" == "0.29"
    assert any("0.29" in piece.text["en"] for piece in found.exhibit.sides[0].reply)


@pytest.mark.parametrize("exhibit", KNOWN.values(), ids=lambda exhibit: exhibit.id)
def test_an_exhibit(exhibit: Exhibit) -> None:
    assert any(side.correct for side in exhibit.sides)
    for side in exhibit.sides:
        number = re.sub(r"[,% ]", "", side.number)
        assert side.correct == (number in exhibit.answers.split("|"))
        for lang in ("ja", "en"):
            reply = "".join(piece.text[lang] for piece in side.reply)
            assert side.number.split()[0] in reply, "what it says is the number that counts"
    # Each line goes on with the results of those before it.
    results = [calculate(line).result for line in exhibit.calculation]
    for place, line in enumerate(exhibit.calculation):
        for number in (line.split()[0], line.split()[2]):
            assert number in results[:place] or int(number) in known_numbers(exhibit)


def known_numbers(exhibit: Exhibit) -> set[int]:
    """The numbers of a problem, and what is left of them when their other digits are zeros."""
    given = [int(number) for number in re.findall(r"\d+", exhibit.problem["en"])]
    digits = {int(digit) * 10**place for number in given for place, digit in enumerate(reversed(str(number)))}
    return {*given, *digits}


def test_all_are_offered() -> None:
    assert tuple(shown("apples").examples) == get_args(ExhibitId)
    with pytest.raises(BadInput):
        RecordedPromptsParams.checked(example="oranges")


@given(st.integers(-(10**20), 10**20), st.integers(-(10**20), 10**20))
def test_calculations_are_exact(a: int, b: int) -> None:
    assert calculate(f"{a} + {b}").result == str(a + b)
    assert calculate(f"{a} − {b}").result == str(a - b)
    assert calculate(f"{a} × {b}").result == str(a * b)


def test_quotients_are_rounded_and_say_so() -> None:
    assert (calculate("1 ÷ 8").result, calculate("1 ÷ 8").exact) == ("0.1250", True)
    assert (calculate("2 ÷ 3").result, calculate("2 ÷ 3").exact) == ("0.6667", False)
    assert (calculate("6 ÷ 3").result, calculate("6 ÷ 3").exact) == ("2", True)
    for wrong in ("1 ÷ 0", "one + 2"):
        with pytest.raises(DecimalException):
            calculate(wrong)
    for wrong in ("1+2", "1 ^ 2", ""):
        with pytest.raises(ValueError):
            calculate(wrong)
