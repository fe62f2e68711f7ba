"""Problems whose answer is known: the lecture's, and every text that one of the generator's sentences could have made.

The second kind is read backwards: a pattern such as "There are {a} {boxes} in the storeroom, with {b} {thing} in each."
becomes a regular expression whose groups are its gaps. So whoever changes a number or a name in a problem still has it
marked. The numbers may be larger than the generator's.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any, Literal

from sandbox.topics.prompting.answer_rule import HALF_WIDTH, is_right
from sandbox.topics.prompting.word_problems import Operation, calculated, calculations, taken_apart, word_problems

#: A gap for a name or a thing: a few words, without a digit or the end of a sentence.
WORDS = r"[^\W\d][^\d。、,?？!！\n]{0,29}?"
#: A number as it is read backwards.
NUMBER = r"\d{1,9}"
#: Other ways to write a sign.
SIGNS = str.maketrans("*·✕⋅", "××××")
SUM = re.compile(rf"{NUMBER}(?: ?[-+×] ?{NUMBER})+")


@dataclass(frozen=True)
class Known:
    """A problem with its solution.

    Attributes:
        answer: alternatives are separated by "|".
        operations: one for each step, in order; none where the solution takes more than +, − and ×.
        source: whose problem it is.
        pattern: the lecture's name for it, or the generator's.
    """

    text: str
    answer: str
    operations: tuple[Operation, ...]
    source: Literal["lecture", "generated"]
    pattern: str

    @property
    def lines(self) -> tuple[Operation, ...]:
        """What is written down: the operations, with long products taken apart."""
        return tuple(line for operation in self.operations for line in taken_apart(operation))


def find_known(assets: Path, language: str, text: str, answer: str = "") -> Known | None:
    """Return a problem with its solution: one of the lecture's, or one that the generator could have made.

    Whoever gives another `answer` means another solution: then none is known.
    """
    plain = _plain(text)
    own = next((one for one in lecture_problems(assets, language) if _plain(one.text) == plain), None)
    found = own or _read_backwards(assets, language, plain)
    return None if found and answer and not is_right(answer.split("|")[0], found.answer) else found


@lru_cache(maxsize=4)
def lecture_problems(assets: Path, language: str) -> tuple[Known, ...]:
    """Return the lecture's problems (assets/problems/lecture.toml)."""
    return tuple(_entry(one, language) for one in _lecture(assets)["problems"])


@lru_cache(maxsize=4)
def examples(assets: Path, language: str) -> tuple[Known, ...]:
    """Return what stands before the question in few-shot prompts: the lecture's tennis balls, and one more."""
    return (lecture_problems(assets, language)[0], *(_entry(one, language) for one in _lecture(assets)["examples"]))


def same_text(left: str, right: str) -> bool:
    """Whether two texts ask the same: full-width digits and spaces make no difference."""
    return _plain(left) == _plain(right)


def _plain(text: str) -> str:
    return " ".join(text.translate(HALF_WIDTH).translate(SIGNS).split())


@lru_cache(maxsize=1)
def _lecture(assets: Path) -> dict[str, Any]:
    return tomllib.loads((assets / "problems" / "lecture.toml").read_text("utf-8"))


def _entry(entry: dict[str, Any], language: str) -> Known:
    operations = tuple(Operation(*one) for one in entry["operations"])
    return Known(entry["text"][language], entry["answer"], operations, "lecture", entry["id"])


def _read_backwards(assets: Path, language: str, text: str) -> Known | None:
    """Find the pattern that gives this text, and do its steps with the numbers that stand in the gaps."""
    generator = word_problems(assets, language)
    for pattern in generator.patterns:
        if found := _backwards(pattern.text).fullmatch(text):
            numbers = {name: int(value) for name, value in found.groupdict().items() if len(name) == 1}
            return _solved(text, pattern.id, tuple(calculations(pattern.steps, numbers)))
    for template in generator.sums:
        before, after = template.split("{sum}")
        whole = SUM.fullmatch(text.removeprefix(before).removesuffix(_plain(after)).strip())
        if whole and text.startswith(before):
            values = [int(value) for value in re.findall(NUMBER, whole[0])]
            signs = re.findall(r"[-+×]", whole[0])
            return _solved(text, "sum", calculated(values, signs))
    return None


def _solved(text: str, pattern: str, operations: tuple[Operation, ...]) -> Known | None:
    """Return the problem, unless something is taken away that is not there."""
    if any(one.result < 0 for one in operations):
        return None
    return Known(text, str(operations[-1].result), operations, "generated", pattern)


@lru_cache(maxsize=500)
def _backwards(template: str) -> re.Pattern[str]:
    """Make a regular expression of a pattern's text; a gap that comes twice must hold the same twice."""
    parts: list[str] = []
    seen: set[str] = set()
    for text, gap, _, _ in Formatter().parse(template):
        parts.append(re.escape(_plain_part(text)))
        if gap is not None:
            holds = NUMBER if len(gap) == 1 else WORDS
            parts.append(f"(?P={gap})" if gap in seen else f"(?P<{gap}>{holds})")
            seen.add(gap)
    return re.compile("".join(parts))


def _plain_part(text: str) -> str:
    """Write a part of a pattern as `_plain` writes a whole text; spaces at its ends stay."""
    return re.sub(r"\s+", " ", text.translate(HALF_WIDTH).translate(SIGNS))
