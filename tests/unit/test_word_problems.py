"""The generator: what it makes is right, and what is kept out of training stays out."""

from __future__ import annotations

import random
import re
from itertools import islice

import pytest

from sandbox.settings import Settings
from sandbox.topics.prompting.word_problems import (
    LARGEST,
    Operation,
    Split,
    calculated,
    could_be_held_out,
    held_out,
    known_by_heart,
    problem_set,
    taken_apart,
    trained_on,
    word_problems,
)

ASSETS = Settings().assets
LANGUAGES = ("ja", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_patterns_and_words(language: str) -> None:
    generator = word_problems(ASSETS, language)
    kept_back = [pattern for pattern in generator.patterns if pattern.held_out]
    trained = [pattern for pattern in generator.patterns if not pattern.held_out]
    assert len(trained) >= 40 and len(kept_back) >= 10
    assert {"apples", "tennis-balls", "bottles"} <= {pattern.id for pattern in trained}
    assert len({pattern.id for pattern in generator.patterns}) == len(generator.patterns)
    for steps in (1, 2, 3):
        assert sum(len(pattern.steps) == steps for pattern in trained) >= 10
        assert sum(len(pattern.steps) == steps for pattern in kept_back) >= 3
    words = generator.words
    for seen, unseen in (words.people, words.things, words.places):
        assert len(seen) >= 40 and len(unseen) >= 10 and not {*map(str, seen)} & {*map(str, unseen)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_asks_for_all_its_numbers_and_uses_them(language: str) -> None:
    for pattern in word_problems(ASSETS, language).patterns:
        gaps = {*re.findall(r"\{([abcd])\}", pattern.text)}
        used = {name for step in pattern.steps for name in step.split() if name in "abcd"}
        assert gaps == used, pattern.id
        for result, later in zip("xy", range(1, len(pattern.steps)), strict=False):
            assert any(result in step.split() for step in pattern.steps[later:]), pattern.id
        assert not re.search(r"\d", re.sub(r"\{\w+\}", "", pattern.text)), pattern.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("split", list(Split))
def test_a_problem_is_of_its_split(language: str, split: Split) -> None:
    generator = word_problems(ASSETS, language)
    unseen_words = [
        word if isinstance(word, str) else word[0]
        for _, unseen in (generator.words.people, generator.words.things, generator.words.places)
        for word in unseen
    ]
    patterns = {pattern.id: pattern for pattern in generator.patterns}
    problems = list(problem_set(generator, split, 90, seed=5))
    assert len({problem.text for problem in problems}) == 90
    assert [len(problem.operations) for problem in problems[:6]] == [1, 2, 3, 1, 2, 3]
    for problem in problems:
        assert patterns[problem.pattern].held_out == (split is Split.PATTERNS)
        for one in (*problem.operations, *problem.lines):
            assert 1 <= one.result <= LARGEST
        assert problem.lines[-1].result == problem.answer
        if split is Split.TRAINED:
            assert all(map(trained_on, problem.operations))
            assert not any(re.search(rf"\b{word}\b", problem.text) for word in unseen_words if language == "en")
        else:
            hard = [one for one in problem.operations if could_be_held_out(one)]
            assert hard and all(map(held_out, hard))


def test_the_same_seed_gives_the_same_problems() -> None:
    generator = word_problems(ASSETS, "en")
    first, again = (list(problem_set(generator, Split.NUMBERS, 12, seed=4)) for _ in range(2))
    assert first == again != list(problem_set(generator, Split.NUMBERS, 12, seed=5))


def test_the_lecture_s_operations_were_never_seen() -> None:
    for one in (Operation(23, "-", 20), Operation(8, "×", 24), Operation(24, "×", 8), Operation(160, "+", 32)):
        assert held_out(one) and not trained_on(one)
    for one in (Operation(3, "+", 6), Operation(2, "×", 3), Operation(5, "+", 6)):
        assert known_by_heart(one) and not held_out(one)


def test_about_one_operation_in_eight_is_held_out_and_the_order_of_a_sum_does_not_matter() -> None:
    for sign in "+-×":
        small, large = (range(2, 10), range(11, 100)) if sign == "×" else (range(10, 200), range(10, 200))
        pairs = [(left, right) for left in small for right in large if right % 10]
        some = [Operation(left, sign, right) for left, right in pairs]  # type: ignore[arg-type]
        share = sum(map(held_out, some)) / len(some)
        assert 0.10 < share < 0.14, sign
    for left, right in ((left, right) for left in range(2, 10) for right in range(10, 100)):
        assert held_out(Operation(left, "+", right)) == held_out(Operation(right, "+", left))
        assert held_out(Operation(left, "×", right)) == held_out(Operation(right, "×", left))


def test_taken_apart() -> None:
    assert [str(one) for one in taken_apart(Operation(8, "×", 24))] == ["8×20=160", "8×4=32", "160+32=192"]
    assert [str(one) for one in taken_apart(Operation(24, "×", 8))] == ["20×8=160", "4×8=32", "160+32=192"]
    for plain in (Operation(8, "×", 20), Operation(3, "×", 4), Operation(23, "-", 20), Operation(90, "×", 9)):
        assert taken_apart(plain) == (plain,)


def test_sums_are_calculated_as_they_are_read() -> None:
    values, signs = [23, 20, 6], ["-", "+"]
    assert [str(one) for one in calculated(values, signs)] == ["23-20=3", "3+6=9"]
    assert (values, signs) == ([23, 20, 6], ["-", "+"])
    assert [str(one) for one in calculated([5, 2, 3], ["+", "×"])] == ["2×3=6", "5+6=11"]
    generator, dice = word_problems(ASSETS, "ja"), random.Random(1)
    for problem in islice((generator.sum(dice, Split.NUMBERS, 1 + n % 3) for n in range(60)), 60):
        written = re.search(r"[\d+×-]+", problem.text)
        assert written and eval(written[0].replace("×", "*")) == problem.answer


def test_a_third_of_japanese_problems_have_full_width_digits_at_most() -> None:
    problems = list(problem_set(word_problems(ASSETS, "ja"), Split.NUMBERS, 120, seed=1))
    full = sum(bool(re.search("[０-９]", problem.text)) for problem in problems)
    assert 10 < full < 45
