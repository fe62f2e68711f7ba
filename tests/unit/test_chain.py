"""Equations in a chain of thought, and which of them is the first wrong one."""

from __future__ import annotations

import random
import time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.topics.prompting.chain import calculate, check, equations, first_wrong, numbers_in, written
from sandbox.topics.prompting.prompts import prompts
from sandbox.topics.prompting.word_problems import Operation, Split, problem_set, word_problems

ASSETS = Path(__file__).resolve().parents[2] / "assets"
APPLES = "The cafeteria had 23 apples. They used 20 for lunch and bought 6 more. How many apples do they have?"
SOLUTION = (Operation(23, "-", 20), Operation(3, "+", 6))


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(f"{one.left} {one.sign} {one.right}", one.result, one.right_result) for one in equations(text)]


def whys(text: str, problem: str = APPLES, **more: object) -> list[str | None]:
    return [step.why for step in check(text, problem, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "calculation", "result", "right"),
    [
        ("23-20=3", "23 - 20", "3", True),
        ("23 − 20 = 4", "23 - 20", "4", False),
        ("８×２４＝１９２", "8 × 24", "１９２", True),
        ("8*24=182", "8 × 24", "182", False),
        ("so 8 x 24 = 192 bottles", "8 × 24", "192", True),
        ("23-20+6=9", "23-20 + 6", "9", True),
        ("2+3×4=20", "2 + 3×4", "20", False),
        ("24÷2×3=36", "24÷2 × 3", "36", True),
        ("23-20+6 = 3+6 = 9", "23-20 + 6", "9", True),
        ("20-5=15+3=18", "20 - 5", "18", False),
        ("1,400 - 400 = 1,000", "1400 - 400", "1,000", True),
        ("$5 + $6 = $11", "5 + 6", "$11", True),
        ("500円-120円=380円です", "500 - 120", "380", True),
        ("5 apples + 6 apples = 11 apples.", "5 + 6", "11", True),
        ("3-8=-5", "3 - 8", "-5", True),
        ("7/2=3.5", "7 ÷ 2", "3.5", True),
        ("10÷3=3.33", "10 ÷ 3", "3.33", True),
        ("20÷3=6.66", "20 ÷ 3", "6.66", True),
        ("20÷3=6.67", "20 ÷ 3", "6.67", True),
        ("10÷3=3.34", "10 ÷ 3", "3.34", False),
        ("10÷3=3", "10 ÷ 3", "3", False),
        ("x = 5 + 6 = 11", "5 + 6", "11", True),
        ("(5+6=11)", "5 + 6", "11", True),
        ("1. 5+6=11", "5 + 6", "11", True),
        ("- 5 + 6 = 11", "5 + 6", "11", True),
        ("* 5 + 6 = 11", "5 + 6", "11", True),
    ],
)
def test_ways_to_write_an_equation(text: str, calculation: str, result: str, right: bool) -> None:
    assert found(text) == [(calculation, result, right)]


@pytest.mark.parametrize(
    "text",
    [
        "three and six make nine", "The answer is 9.", "23-20=", "23-20=?", "6=9", "5÷0=0", "(3+4)×2+1=15",
        "14=2×(3+4)", "2×3=6×(1)", "2x+5+3=14", "400/1400=29%", "50×20%=10", "10÷3=3 あまり 1", "10 / 3 = 3 R 1",
        "99999999999999999+1=3",
    ],
)  # fmt: skip
def test_what_is_not_seen(text: str) -> None:
    assert found(text) == []


def test_places_are_those_of_the_text_as_it_is() -> None:
    text = "まず８ x ２４ ＝ １９２。つぎに 1,000*2=2,000。"
    assert [text[one.start : one.end] for one in equations(text)] == ["８ x ２４ ＝ １９２", "1,000*2=2,000"]


def test_a_right_chain() -> None:
    steps = check(" 23-20=3. 3+6=9. The answer is 9.", APPLES, SOLUTION, correct=True)
    assert [step.sources for step in steps] == [("problem", "problem"), (0, "problem")]
    assert first_wrong(steps) is None


def test_the_first_mistake_is_found_and_what_follows_from_it_is_right_in_itself() -> None:
    steps = check("53+12=75。75-5=70。答えは70。", "53個に12個もらい、5個あげました。", correct=False)
    assert [step.why for step in steps] == ["arithmetic", None]
    assert (first_wrong(steps), written(steps[0].equation.value), steps[1].sources) == (0, "65", (0, "problem"))


def test_a_number_from_nowhere() -> None:
    [wrong] = check("23-7=16", APPLES)
    assert (wrong.why, wrong.missing) == ("unknown_number", "7")
    assert whys("23-7=16", correct=True) == [None]  # it may know more than the problem says
    assert whys("3×7=21", "How many days are 3 weeks?") == [None]
    assert whys("24×2=48", "two boxes of 24") == [None]


def test_a_product_may_be_taken_apart_by_its_digits_and_nothing_else_may() -> None:
    assert whys("8×20=160 8×4=32 160+32=192", "8 cases of 24 bottles") == [None, None, None]
    assert whys("345×2=690 300×2=600 40×2=80 5×2=10", "345 × 2") == [None] * 4
    assert whys("20+8=28", "8 cases of 24 bottles") == ["unknown_number"]


def test_another_operation_than_the_solution_has() -> None:
    assert whys("23+20=43. 43+6=49.", solution=SOLUTION, correct=False) == ["other_operation", None]
    assert whys("23+6=29. 29-20=9.", solution=SOLUTION, correct=True) == [None, None]  # another way
    assert whys("23-20=4. 4+6=10.", solution=SOLUTION, correct=False) == ["arithmetic", None]  # goes on from a mistake
    assert whys("23-20+6=9. 9+6=15.", solution=SOLUTION, correct=False) == [None, "other_operation"]
    assert whys("23+20=43", correct=False) == [None]  # no solution is known


def test_while_it_is_written() -> None:
    problem = "8 cases of 24 bottles"
    assert whys("8×20=160 8×4=32 160+32=19", problem, finished=False) == [None, None]
    assert whys("8×20=160 8×4=34 160+3", problem, finished=False) == [None, "arithmetic"]
    assert whys("8×20=160 8×4=32 160+32=19", problem) == [None, None, "arithmetic"]
    assert whys("23+20=43. ", solution=SOLUTION, finished=False) == [None]  # it may still come right


def sources(text: str, problem: str) -> list[tuple[object, ...]]:
    return [step.sources for step in check(text, problem)]


def test_where_the_numbers_come_from() -> None:
    apart = "8×20=160 8×4=32 160+32=192"
    assert sources(apart, "8 cases of 24") == [("problem", "part"), ("problem", "part"), (0, 1)]
    assert sources("2+4=6. 3+3=6. 6+1=7.", "1 2 3 4")[2] == (1, "problem")
    assert sources("1+2=3. 3+3=6. 6+3=9.", "1 2 3") == [("problem", "problem"), (0, "problem"), (1, "problem")]
    assert sources("4-9=-5. -5+9=4. 5+9=14", "4 9") == [("problem", "problem"), (0, "problem"), (None, "problem")]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_generators_own_solutions_are_right(language: str) -> None:
    words = prompts(ASSETS, language)
    for split in Split:
        for problem in problem_set(word_problems(ASSETS, language), split, 9, seed=5):
            steps = check(words.solution(problem, steps=True), problem.text, problem.operations, correct=None)
            assert len(steps) == len(problem.lines)
            assert first_wrong(steps) is None, problem
            # One digit of one result is changed.
            place = random.Random(problem.text).randrange(len(steps))
            text = words.solution(problem, steps=True)
            end = steps[place].equation.end
            wrong = text[: end - 1] + str((int(text[end - 1]) + 1) % 10) + text[end:]
            assert first_wrong(check(wrong, problem.text, problem.operations, correct=False)) == place


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("+-×÷"), st.integers(1, 500)), min_size=1, max_size=9), st.integers(0, 500))
def test_calculated_as_python_does(rest: list[tuple[str, int]], first: int) -> None:
    written_down = str(first) + "".join(sign + str(number) for sign, number in rest)
    python = "".join(f" {'*' if c == '×' else '/' if c == '÷' else c} " if c in "+-×÷" else c for c in written_down)
    expected = eval(" ".join(f"Fraction({one})" if one.isdigit() else one for one in python.split()))
    assert calculate([Fraction(first), *(Fraction(n) for _, n in rest)], [sign for sign, _ in rest]) == expected
    if expected.denominator == 1 and abs(expected) < 10**12:
        [equation] = equations(f"{written_down}={expected}")
        assert equation.right_result and equation.value == expected


def test_numbers_of_a_problem() -> None:
    assert numbers_in("２３個と1,400円、3.5 m") == {23, 1400, Fraction(7, 2)}
    assert numbers_in("twice as many as a dozen") == {2, 12}


@settings(deadline=None)
@given(st.text("0123456789+-×÷=*/x.,() ab個円\n－＋", max_size=300))
def test_any_text_is_read(text: str) -> None:
    for step in check(text, text):
        assert 0 <= step.equation.start < step.equation.end <= len(text)
        assert len(step.sources) == len(step.equation.numbers) and written(step.equation.value)


@pytest.mark.parametrize(
    "part", ["1+", "1 + 1 = ", "1 aa ", "1-", "1,111", "9", "1ああああ+", "1+1=1 aa+", "(", "= 1 + "]
)
def test_no_text_takes_long(part: str) -> None:
    begun = time.thread_time()  # of this thread's own work: a busy machine makes no text slow
    check((part * 10_000)[:10_000], part * 50)
    assert time.thread_time() - begun < 1


def test_numbers_of_any_size_are_written_with_four_decimals_at_most() -> None:
    values = [Fraction(1, 10**6), Fraction(200001, 100000), Fraction(-1, 4), Fraction(-65), Fraction(2, 3)]
    assert [written(value) for value in values] == ["0", "2", "-0.25", "-65", "0.6667"]
    [step] = check("1+1=" + "×".join(["999999999999"] * 30) + "×0.3", "1 1")  # more than a float can hold
    assert step.why == "arithmetic" and len(written(step.equation.said)) > 350
