"""How the final answer is found in what a model wrote: a regular expression that anybody can read and change.

A model writes text, not a number. Whoever marks answers by machine needs a rule that says which part of the text is the
answer, and the accuracy that comes out depends on that rule: with another one, the same answers get other marks. So the
rule is shown and can be edited.

Kojima et al. 2022 (arXiv 2205.11916, section 3.1) let the model itself extract the answer with a second prompt; a rule
needs no second run.
"""

from __future__ import annotations

import math
import re
import time
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import regex

from sandbox.errors import BadInput

#: The number after "answer is" or 答えは; where neither is written, the last number.
DEFAULT_RULE = r"(?:答えは|answer is)\D{0,12}?(-?\d[\d,]*(?:\.\d+)?)|((?<!\d)-?\d[\d,]*(?:\.\d+)?)(?=\D*$)"

#: Seconds that the search of one text may take, and all searches of one rule together.
SECONDS = 0.1
ALL_SECONDS = 2.0
#: Repeats such as a{1000} are written out when the rule is compiled, and nested ones multiply. So the product of all
#: repeats of a rule may be this much; those that stand side by side are counted as if they were nested.
MOST_REPEATS = 2_000

#: Every character becomes one character, so that places in the text stay where they are.
HALF_WIDTH = str.maketrans("０１２３４５６７８９＋－−‐–＝．，％", "0123456789+----=.,%")
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
#: An answer as people give it: a number, perhaps with a sign before it ("$9") and a unit after it ("9 apples").
ANSWER = re.compile(rf"[^\w\s]? ?{NUMBER.pattern}\D*")
#: The least number of times of a counted repeat: 3 in {3}, {3,} and {3,5}.
REPEAT = re.compile(r"\{(\d+)[,}]")
#: The flag that allows spaces and remarks anywhere, in the midst of a repeat, too: (?x), (?ix:
VERBOSE = re.compile(r"\(\?[\w-]*x")


@dataclass(frozen=True)
class Found:
    """An answer: what was found, and from which character to before which it stands in the text."""

    text: str
    start: int
    end: int


class AnswerRule:
    """A rule that is ready to be used. Its searches share a purse of seconds, so use one for one set of answers.

    Args:
        pattern: a regular expression of the package `regex`.

    Raises:
        BadInput: "bad_rule", no regular expression, with why and where; "large_rule", its repeats multiply to too much.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        _check_repeats(pattern)
        try:
            self._compiled: Any = regex.compile(pattern)
        except (regex.error, OverflowError, RecursionError, ValueError) as error:
            position = getattr(error, "pos", None) or 0
            raise BadInput("bad_rule", "rule", why=getattr(error, "msg", str(error)), position=position + 1) from None
        self._seconds = ALL_SECONDS

    def find(self, text: str) -> Found | None:
        """Return the first group that matched, or the whole match where the rule has no group; None if nothing did.

        Digits and signs are made half-width first. Spaces, commas and full stops at the end are no part of the answer.

        Raises:
            BadInput: "slow_rule", the search takes too long: a rule such as (a+)+$ tries every way of cutting a text.
        """
        begun = time.thread_time()  # seconds of this thread's own work: a busy machine makes no rule slow
        try:
            match = self._compiled.search(
                text.translate(HALF_WIDTH), timeout=max(min(SECONDS, self._seconds), 1e-3), concurrent=True
            )
        except TimeoutError:
            raise BadInput("slow_rule", "rule", seconds=SECONDS) from None
        finally:
            self._seconds -= time.thread_time() - begun
        if match is None:
            return None
        group = next((number for number in range(1, len(match.regs)) if match.start(number) >= 0), 0)
        start, end = match.span(group)
        while end > start and text[end - 1] in " \t\n,.，．":
            end -= 1
        while start < end and text[start] in " \t\n":
            start += 1
        return Found(text[start:end].translate(HALF_WIDTH), start, end) if start < end else None


def _check_repeats(pattern: str) -> None:
    """Refuse repeats that would fill the memory before any text is searched, ((a{1000}){1000}){1000}.

    Raises:
        BadInput: "large_rule"; or "bad_rule", where remarks could hide the repeats.
    """
    if verbose := VERBOSE.search(pattern):
        raise BadInput("bad_rule", "rule", why=verbose[0], position=verbose.start() + 1)
    if math.prod(max(1, int(times)) for times in REPEAT.findall(pattern)) > MOST_REPEATS:
        raise BadInput("large_rule", "rule", limit=MOST_REPEATS)


def numbers_in(text: str) -> list[Decimal]:
    """Return the numbers of a text; commas between digits are dropped, units and percent signs are no part of them."""
    return [Decimal(found.replace(",", "")) for found in NUMBER.findall(text.translate(HALF_WIDTH))]


def is_right(found: str | None, answer: str) -> bool:
    """Whether what was found is the answer or one of the alternatives in it: "29|0.29" takes 29, 29 %, 0.290.

    Compared as decimal numbers: the first one in what was found with the first one of each alternative.
    """
    value = numbers_in(found or "")[:1]
    return bool(value) and any(numbers_in(one)[:1] == value for one in answer.split("|"))


def check_answer(answer: str, field: str) -> None:
    """Refuse an answer that nothing could be compared with.

    Raises:
        BadInput: "answer_number", an alternative is not one number, with a unit or without.
    """
    if not all(ANSWER.fullmatch(one.strip().translate(HALF_WIDTH)) for one in answer.split("|")):
        raise BadInput("answer_number", field)
