"""Where a chain of thought goes wrong: the equations in it, and what is wrong with each.

A chain of thought (Wei et al. 2022, arXiv 2201.11903) is text. Its calculations are found in it as equations such as
23-20=3, 8 × 24 = 192, 23-20+6=9 or 500円-120円=380円, and each is checked by three questions, in this order:

1. Does it calculate right?
2. Does every number in it come from somewhere: from the problem, or from a result before?
3. Does it calculate something that the solution calculates too, where the solution is known? Of a step that goes on
   from a wrong one nobody can tell.

A chain that is known to end at the right answer is asked the first question only: there are many right ways, and
knowledge that no problem mentions, such as the legs of a cow.

Not seen: calculations in words ("three and six make nine"), with brackets, with percents or with remainders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from sandbox.topics.prompting.word_problems import Operation, taken_apart

Why = Literal["arithmetic", "unknown_number", "other_operation"]
Source = int | Literal["problem", "part"] | None

#: One way to write each character, so that places in the text stay the same.
PLAIN = str.maketrans("０１２３４５６７８９＋－−–＊*·✕⋅／/＝＄￥％，．　", "0123456789+---×××××÷÷=$¥%,. ")
#: An x between two numbers is a sign.
LETTER_X = re.compile(r"(?<=\d)( ?)[xX](?= ?\d)")

DIGITS = r"-?[$¥€£]?(?:\d{1,3}(?:,\d{3}){1,3}+|\d{1,12}+)(?:\.\d{1,12}+)?"
NUMBER = rf"{DIGITS}(?![\d%])"
#: What a number may be followed by: "apples", "個".
UNIT = r"(?: ?(?:[A-Za-z]{2,12}|[^\W\d_A-Za-z]{1,4}))?"
SIGN = r"[-+×÷]"
NEXT = rf"{UNIT} ?{SIGN} ?{NUMBER}"
#: A calculation, and one or more other ways to say how much it is: "23-20+6 = 9", "23-20+6 = 3+6 = 9". It begins at a
#: number that no sign stands before, but for the sign of a list at the beginning of a line.
EQUATION = re.compile(
    rf"(?:(?<=^[-×] )|(?<![-+×÷.\d])(?<![-+×÷] ))(?P<calculation>{NUMBER}(?:{NEXT}){{1,9}})"
    rf"(?P<results>(?:{UNIT} ?= ?{NUMBER}(?:{NEXT})*)+)"
    rf"(?! ?(?:%|[-+×÷=] ?\(|あまり|余り|r(?:emainder)? ?\d))",
    re.MULTILINE | re.IGNORECASE,
)

#: Numbers that a problem mentions without a digit.
WORDS = {
    1: "one|once|一|ひと", 2: "two|twice|double|half|halves|pair|couple|二|ふた|半分|倍",
    3: "three|third|triple|thrice|三", 4: "four|quarter|四", 5: "five|五", 6: "six|六", 7: "seven|week|七|週",
    8: "eight|八", 9: "nine|九", 10: "ten|十", 11: "eleven", 12: "twelve|dozen|year|ダース|年", 24: "day|日",
    60: "hour|minute|時間|分", 100: "percent|%|hundred|百", 1000: "thousand|kilo|km|kg|千|キロ",
}  # fmt: skip


@dataclass(frozen=True)
class Equation:
    """A calculation and what it is said to make.

    Attributes:
        start, end: its place in the text, in characters.
        left, sign, right: the calculation, taken apart where it is done last: 23-20+6 is 23-20, +, 6.
        numbers: all numbers of the calculation; signs: those between them.
        result: what the text says it makes, as it is written there; said: the same as a number.
        value: what it makes.
        right_result: whether all that the text says it makes is that; a quotient may be rounded.
    """

    start: int
    end: int
    left: str
    sign: str
    right: str
    numbers: tuple[Fraction, ...]
    signs: tuple[str, ...]
    result: str
    said: Fraction
    value: Fraction
    right_result: bool


@dataclass(frozen=True)
class Step:
    """An equation of a chain, checked.

    Attributes:
        sources: for each of its numbers where it comes from: the step (counted from 0) whose result it is, "problem",
            "part" (a number taken apart by its digits), or None where that is not known.
        why: what is wrong with it; None if nothing is.
    """

    equation: Equation
    sources: tuple[Source, ...]
    why: Why | None

    @property
    def missing(self) -> str | None:
        """The first of its numbers that comes from nowhere, whether that counts as wrong or not."""
        numbers = zip(self.equation.numbers, self.sources, strict=True)
        return next((written(number) for number, source in numbers if source is None), None)


def check(
    text: str,
    problem: str,
    solution: Sequence[Operation] = (),
    *,
    correct: bool | None = None,
    finished: bool = True,
) -> list[Step]:
    """Find the equations of a chain of thought and say what is wrong with each.

    Args:
        text: what stands after "A:".
        problem: the text of the problem, for its numbers.
        solution: the operations of a right way, where one is known; long products may be taken apart.
        correct: whether the chain ends at the right answer; None: not known.
        finished: False while it is still being written. Then a number at the very end may go on, so that its equation
            is left out, and only the arithmetic is checked.
    """
    lines = [line for operation in solution for line in (operation, *taken_apart(operation))]
    aims = {Fraction(line.result) for line in lines}
    given = numbers_in(problem) | ({Fraction(n) for line in lines for n in (line.left, line.right)} - aims)
    steps: list[Step] = []
    results: list[Fraction] = []
    used: set[int] = set()
    spoilt: set[int] = set()  # the steps that are wrong, and those that calculate with a result of such a step
    for equation in equations(text):
        if not finished and equation.end == len(text):
            break
        sources = _sources(equation, results, used, given)
        follows = not spoilt.isdisjoint(sources)
        why: Why | None = None
        if not equation.right_result:
            why = "arithmetic"
        elif correct or not finished:
            pass
        elif None in sources:
            why = "unknown_number"
        elif aims and equation.value not in aims and not follows:
            why = "other_operation"
        if why or follows:
            spoilt.add(len(steps))
        steps.append(Step(equation, sources, why))
        results.append(equation.said)
        used |= {source for source in sources if isinstance(source, int)}
    return steps


def first_wrong(steps: Sequence[Step]) -> int | None:
    """Return the place of the first step that something is wrong with."""
    return next((place for place, step in enumerate(steps) if step.why), None)


def equations(text: str) -> Iterator[Equation]:
    """Find every equation of a text, from its beginning on."""
    plain = LETTER_X.sub(r"\1×", text.translate(PLAIN))
    for found in EQUATION.finditer(plain):
        numbers, signs = _read(found["calculation"])
        try:
            value = calculate(numbers, signs)
            said = [calculate(*_read(side)) for side in found["results"].split("=")[1:]]
        except ZeroDivisionError:
            continue
        last = found["results"].rpartition("=")
        result = text[found.start("results") + len(last[0]) + 1 : found.end()].strip()
        decimals = _decimals(last[2]) if "÷" in signs else 0
        place = _done_last(signs)
        yield Equation(
            start=found.start(),
            end=found.end(),
            left=_joined(numbers[: place + 1], signs[:place]),
            sign=signs[place],
            right=_joined(numbers[place + 1 :], signs[place + 1 :]),
            numbers=tuple(numbers),
            signs=tuple(signs),
            result=result,
            said=said[-1],
            value=value,
            right_result=all(_agree(one, value, decimals) for one in said),
        )


def calculate(numbers: Sequence[Fraction], signs: Sequence[str]) -> Fraction:
    """Return what a calculation makes: multiplications and divisions first, all from left to right.

    Raises:
        ZeroDivisionError: a division by zero.
    """
    terms = [numbers[0]]
    for sign, number in zip(signs, numbers[1:], strict=True):
        if sign == "×":
            terms[-1] *= number
        elif sign == "÷":
            terms[-1] /= number
        else:
            terms.append(number if sign == "+" else -number)
    return sum(terms, Fraction(0))


def numbers_in(problem: str) -> set[Fraction]:
    """Return the numbers that a problem mentions, in digits or as one of `WORDS`."""
    plain = problem.translate(PLAIN)
    digits = {abs(_number(found)) for found in re.findall(DIGITS, plain)}
    return digits | {Fraction(n) for n, words in WORDS.items() if re.search(rf"(?i)(?<![a-z])(?:{words})", plain)}


def written(value: Fraction) -> str:
    """Write a number as people do: 65, 0.25, and not more than four decimals."""
    sign, (whole, decimals) = "-" if value < 0 else "", divmod(round(abs(value) * 10**4), 10**4)
    return f"{sign}{whole}.{decimals:04}".rstrip("0").rstrip(".")


def _sources(
    equation: Equation, results: Sequence[Fraction], used: AbstractSet[int], given: AbstractSet[Fraction]
) -> tuple[Source, ...]:
    """Say of each number of an equation where it comes from.

    A result that nothing has used yet comes first, then the problem: whoever calculates something goes on with it.
    Whoever calculates 8×24 as 8×20 and 8×4 takes 24 apart by its digits, which only a product allows.
    """
    parts = {part for one in given | set(results) for part in _parts(one)} if "×" in equation.signs else set()
    sources: list[Source] = []
    for number in equation.numbers:
        places = [place for place, result in enumerate(results) if result == number]
        fresh = [place for place in places if place not in used and place not in sources]
        if fresh:
            sources.append(fresh[-1])
        elif abs(number) in given:
            sources.append("problem")
        elif places:
            sources.append(places[-1])
        else:
            sources.append("part" if abs(number) in parts else None)
    return tuple(sources)


def _parts(number: Fraction) -> set[Fraction]:
    """Return 300, 40, 5, 340 and 45 for 345."""
    if number.denominator != 1:
        return set()
    whole, parts = abs(number.numerator), set()
    for place in range(len(str(whole))):
        below, digit = whole % 10**place, whole // 10**place % 10
        parts |= {Fraction(below), Fraction(whole - below), Fraction(digit * 10**place)}
    return parts


def _read(side: str) -> tuple[list[Fraction], list[str]]:
    """Return the numbers of a calculation and the signs between them."""
    first, rest = re.match(rf" ?({NUMBER})(.*)", side, re.DOTALL).groups()  # type: ignore[union-attr]
    pairs = re.findall(rf"{UNIT} ?({SIGN}) ?({NUMBER})", rest)
    return [_number(first), *(_number(number) for _, number in pairs)], [sign for sign, _ in pairs]


def _number(text: str) -> Fraction:
    return Fraction(re.sub(r"[$¥€£,]", "", text))


def _decimals(text: str) -> int:
    """Return how many decimals a number is written with."""
    return len(text.strip().partition(".")[2])


def _agree(said: Fraction, value: Fraction, decimals: int) -> bool:
    """Whether both are the same; with decimals, rounded or cut off after so many."""
    last = Fraction(1, 10**decimals)
    cut_off, rounded = 0 <= abs(value) - abs(said) < last, abs(said - value) <= last / 2
    return said == value or (decimals > 0 and (cut_off or rounded))


def _done_last(signs: Sequence[str]) -> int:
    """Return the place of the sign that is calculated last."""
    sums = [place for place, sign in enumerate(signs) if sign in "+-"]
    return sums[-1] if sums else len(signs) - 1


def _joined(numbers: Sequence[Fraction], signs: Sequence[str]) -> str:
    return written(numbers[0]) + "".join(
        sign + written(number) for sign, number in zip(signs, numbers[1:], strict=True)
    )
