"""Word problems and sums made by a generator, with every step of their solution.

The sentences and the words in them are data (assets/problems/{ja,en}.toml); this file fills them. Our own small model
is trained on what comes out of here (scripts/train-word-problems), and the page makes its problems with the same code,
so the split that keeps something unseen is written down once, here:

* `Split.TRAINED`: no operation of `held_out`, no word and no pattern that is kept back;
* `Split.NUMBERS`: patterns the model was trained on, but the names and things, and all operations that could be kept
  back (`could_be_held_out`), at least one of them, are ones it never saw;
* `Split.PATTERNS`: the patterns are unseen, too.

What a pupil knows by heart is never held back: an operation on two numbers below 10.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

Sign = Literal["+", "-", "×"]
Thrown = TypeVar("Thrown")

#: No number of a problem or of its solution is larger.
LARGEST = 999
#: The lecture's own operations are held back too, so that the model never saw what the hall will ask it.
LECTURE = {(23, "-", 20), (8, "×", 24), (32, "+", 160)}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


class Split(Enum):
    """Which numbers, words and patterns a problem is made of."""

    TRAINED = "trained"
    NUMBERS = "numbers"
    PATTERNS = "patterns"


@dataclass(frozen=True)
class Operation:
    """One line of a calculation: left sign right = result."""

    left: int
    sign: Sign
    right: int

    @property
    def result(self) -> int:
        """What comes out."""
        match self.sign:
            case "+":
                return self.left + self.right
            case "-":
                return self.left - self.right
        return self.left * self.right

    def __str__(self) -> str:
        return f"{self.left}{self.sign}{self.right}={self.result}"


@dataclass(frozen=True)
class Pattern:
    """A sentence with gaps, and the steps of its solution: each "p op q" of a, b, c, d, x (first result) and y."""

    id: str
    text: str
    steps: tuple[str, ...]
    held_out: bool = False


@dataclass(frozen=True)
class Problem:
    """A problem and its solution.

    Attributes:
        text: what is asked.
        operations: one for each step of the pattern, in order; the last one's result is the answer.
        pattern: the id of its pattern; "sum" for a bare calculation.
    """

    language: str
    text: str
    operations: tuple[Operation, ...]
    pattern: str

    @property
    def answer(self) -> int:
        """The result of the last operation."""
        return self.operations[-1].result

    @property
    def lines(self) -> tuple[Operation, ...]:
        """What is written down: the operations, with long products taken apart."""
        return tuple(line for operation in self.operations for line in taken_apart(operation))


def taken_apart(operation: Operation) -> tuple[Operation, ...]:
    """Return 8×24 as it is done by hand, 8×20, 8×4 and the sum of both; anything else as it is."""
    left, right = operation.left, operation.right
    if operation.sign != "×" or max(left, right) < 10 or left % 10 == 0 or right % 10 == 0:
        return (operation,)
    if right >= 10:
        tens, ones = Operation(left, "×", right - right % 10), Operation(left, "×", right % 10)
    else:
        tens, ones = Operation(left - left % 10, "×", right), Operation(left % 10, "×", right)
    return tens, ones, Operation(tens.result, "+", ones.result)


def known_by_heart(operation: Operation) -> bool:
    """Whether both numbers are below 10: the addition and multiplication tables."""
    return max(operation.left, operation.right) < 10


def held_out(operation: Operation) -> bool:
    """Whether the model never sees this operation in training: the lecture's own, and one in eight of all others.

    Which ones follows from the numbers alone (Knuth's multiplicative hash, The Art of Computer Programming 3, 6.4), so
    that no list has to be kept. Round products (8×20) are the tables with a zero, and never held back.
    """
    if known_by_heart(operation):
        return False
    left, sign, right = operation.left, operation.sign, operation.right
    if sign != "-":  # 24×8 gives 8×24 away
        left, right = sorted((left, right))
    if (left, sign, right) in LECTURE:
        return True
    if sign == "×" and len(taken_apart(operation)) == 1:
        return False
    number = ("+-×".index(sign) * 1000 + left) * 1000 + right
    return (number * 2654435761 % 2**32) >> 29 == 5


@dataclass(frozen=True)
class Words:
    """What fills the gaps of a language's patterns: each list as (seen in training, held back)."""

    people: tuple[tuple[str, ...], tuple[str, ...]]
    things: tuple[tuple[Any, ...], tuple[Any, ...]]
    places: tuple[tuple[str, ...], tuple[str, ...]]
    boxes: tuple[Any, ...]


class WordProblems:
    """The generator of one language.

    Args:
        language: "ja" or "en".
        table: the content of assets/problems/<language>.toml.
    """

    def __init__(self, language: str, table: Mapping[str, Any]) -> None:
        self.language = language
        kept = {key: (tuple(table[key]), tuple(table[f"held_out_{key}"])) for key in ("people", "things", "places")}
        self.words = Words(**kept, boxes=tuple(table["boxes"]))
        self.sums = tuple(table["sums"])
        self.patterns = tuple(
            Pattern(entry["id"], entry["text"], tuple(entry["steps"]), entry.get("held_out", False))
            for entry in table["patterns"]
        )

    def choose(self, dice: random.Random, split: Split, steps: int | None = None) -> Pattern:
        """Return one of the patterns of a split, by `steps` where that is given: 1, 2 or 3."""
        wanted = split is Split.PATTERNS
        return dice.choice(
            [one for one in self.patterns if one.held_out == wanted and (not steps or len(one.steps) == steps)]
        )

    def make(self, dice: random.Random, split: Split, pattern: Pattern) -> Problem:
        """Fill a pattern with words and numbers of a split."""
        numbers, operations = _numbers(dice, pattern.steps, split)
        text = pattern.text.format_map({**numbers, **self._fill(dice, split)})
        if dice.random() < (0.2 if self.language == "ja" else 0.02):
            text = text.translate(FULL_WIDTH)
        return Problem(self.language, text, operations, pattern.id)

    def sum(self, dice: random.Random, split: Split, steps: int) -> Problem:
        """Return a bare calculation of that many operations, such as 23-20+6."""

        def throw() -> tuple[tuple[list[int], list[str]], tuple[Operation, ...]]:
            values, signs = [_number(dice)], [dice.choice("+-×") for _ in range(steps)]
            for sign in signs:
                values.append(dice.randint(2, 9) if sign == "×" else _number(dice))
            if signs[0] == "×" and dice.random() < 0.5:
                values[:2] = values[1::-1]
            return (values, signs), calculated(values, signs)

        (values, signs), operations = _of_split(throw, split)
        written = "".join(f"{sign}{value}" for sign, value in zip(["", *signs], values, strict=True))
        return Problem(self.language, dice.choice(self.sums).format(sum=written), operations, "sum")

    def _fill(self, dice: random.Random, split: Split) -> dict[str, str]:
        unseen = split is not Split.TRAINED
        people = dice.sample(self.words.people[unseen], 2)
        things = dice.sample(self.words.things[unseen], 2)
        box = dice.choice(self.words.boxes)
        filled = {"name": people[0], "name2": people[1], "place": dice.choice(self.words.places[unseen])}
        if self.language == "ja":
            (thing, counter), (thing2, counter2) = things
            return filled | {
                "thing": thing, "counter": counter, "thing2": thing2, "counter2": counter2, "box": box
            }  # fmt: skip
        return filled | {"thing": things[0], "thing2": things[1], "box": box[0], "boxes": box[1]}


def possible(operation: Operation) -> bool:
    """Whether the numbers are of the size the problems have; one factor of a product is below 10."""
    if not 1 <= operation.result <= LARGEST or max(operation.left, operation.right) > LARGEST:
        return False
    small, large = sorted((operation.left, operation.right))
    return operation.sign != "×" or (2 <= small <= 9 and large <= 99)


def trained_on(operation: Operation) -> bool:
    """Whether an operation, with all that it is taken apart to, may occur in training."""
    return not any(held_out(one) for one in (operation, *taken_apart(operation)))


def could_be_held_out(operation: Operation) -> bool:
    """Whether an operation is one of those of which some are held back: neither a table nor a round product."""
    return not known_by_heart(operation) and not (operation.sign == "×" and len(taken_apart(operation)) == 1)


def calculated(values: list[int], signs: list[str]) -> tuple[Operation, ...]:
    """Return the operations of a sum in the order in which they are done: products first, else from left to right."""
    values, signs, done = list(values), list(signs), []
    while signs:
        place = signs.index("×") if "×" in signs else 0
        sign: Any = signs.pop(place)
        done.append(Operation(values[place], sign, values.pop(place + 1)))
        values[place] = done[-1].result
    return tuple(done)


def calculations(steps: tuple[str, ...], numbers: Mapping[str, int]) -> Iterator[Operation]:
    """Do the steps of a pattern one by one: "a - b", "x + c", where x is the first result and y the second."""
    values = dict(numbers)
    for (left, sign, right), result in zip(_parsed(steps)[0], "xyz", strict=False):
        operation = Operation(values[left], sign, values[right])
        values[result] = operation.result
        yield operation


def _number(dice: random.Random) -> int:
    """Small numbers are more frequent than large ones, as in books."""
    return dice.randint(2, dice.choice((20, 50, 99, 99, 200)))


def _of_split(
    throw: Callable[[], tuple[Thrown, tuple[Operation, ...]]], split: Split
) -> tuple[Thrown, tuple[Operation, ...]]:
    """Throw until every operation is one of the split.

    A test problem has the same mixture of easy and hard operations as those of training: one is thrown without regard
    to what is held back, and then thrown again until all in it that could be held back is.
    """

    def thrown() -> tuple[Thrown, tuple[Operation, ...]]:
        while True:
            numbers, operations = throw()
            if operations and all(map(possible, operations)):
                return numbers, operations

    def of_shape(operation: Operation, hard: bool) -> bool:
        return held_out(operation) if hard else not could_be_held_out(operation)

    if split is Split.TRAINED:
        while True:
            numbers, operations = thrown()
            if all(map(trained_on, operations)):
                return numbers, operations
    shape: list[bool] = []
    while not any(shape):
        shape = [could_be_held_out(one) for one in thrown()[1]]
    while True:
        numbers, operations = thrown()
        if all(map(of_shape, operations, shape)):  # stops at the first that is not: most throws end here
            return numbers, operations


@lru_cache(maxsize=1000)
def _parsed(steps: tuple[str, ...]) -> tuple[tuple[tuple[str, Sign, str], ...], tuple[str, ...], frozenset[str]]:
    """Return the steps as (left, sign, right), the names of the numbers in them, and those that are factors."""
    parsed: Any = tuple((left, sign.replace("*", "×"), right) for left, sign, right in (one.split() for one in steps))
    names = tuple(sorted({name for left, _, right in parsed for name in (left, right) if name in "abcd"}))
    factors = frozenset(name for left, sign, right in parsed if sign == "×" for name in (left, right))
    return parsed, names, factors


def _numbers(dice: random.Random, steps: tuple[str, ...], split: Split) -> tuple[dict[str, int], tuple[Operation, ...]]:
    """Throw numbers until every operation is one of the split."""
    _, names, factors = _parsed(steps)

    def throw() -> tuple[dict[str, int], tuple[Operation, ...]]:
        numbers = {
            name: dice.randint(2, dice.choice((9, 9, 40, 99))) if name in factors else _number(dice) for name in names
        }
        operations = []
        for operation in calculations(steps, numbers):
            if not possible(operation):
                return numbers, ()
            operations.append(operation)
        return numbers, tuple(operations)

    return _of_split(throw, split)


@lru_cache(maxsize=4)
def word_problems(assets: Path, language: str) -> WordProblems:
    """Return the generator of a language, read from `assets`/problems."""
    return WordProblems(language, tomllib.loads((assets / "problems" / f"{language}.toml").read_text("utf-8")))


def problem_set(generator: WordProblems, split: Split, count: int, seed: int, steps: int = 0) -> Iterator[Problem]:
    """Yield `count` problems, no text twice; the same ones for the same seed. With `steps` 0, 1, 2 and 3 take turns."""
    dice = random.Random(f"{generator.language} {split.value} {seed}")
    seen: set[str] = set()
    while len(seen) < count:
        problem = generator.make(dice, split, generator.choose(dice, split, steps or len(seen) % 3 + 1))
        if problem.text not in seen:
            seen.add(problem.text)
            yield problem
