"""The rule that finds the answer: what it finds, what is right, and that no rule can hold the server up."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.topics.prompting.answer_rule import DEFAULT_RULE, AnswerRule, Found, check_answer, is_right, numbers_in


def found(text: str, rule: str = DEFAULT_RULE) -> str | None:
    at = AnswerRule(rule).find(text)
    return at and at.text


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (" The answer is 9.\n", "9"),
        (" Let's think. 23-20=3. 3+6=9. The answer is 9.", "9"),
        ("The answer is: **1,234.5** apples, of 20", "1,234.5"),
        ("答えは 9。20個使いました。", "9"),
        ("答えは、りんご９個です。", "9"),
        ("答えは－３。", "-3"),
        ("23-20=3, and 3+6=9, so 9 apples are left.", "9"),
        ("23-20", "20"),  # the sign between two numbers is not that of the second
        ("The answer is a number. It is 3 or 4.", "4"),
        ("I do not know.", None),
        ("", None),
        ("The answer is 9, 10 or 11", "9"),
    ],
)
def test_what_the_usual_rule_finds(text: str, answer: str | None) -> None:
    assert found(text) == answer


def test_places_are_those_of_the_text_as_it_was_written() -> None:
    text = "一歩ずつ。２３－２０＝３。答えは １２３。"
    at = AnswerRule(DEFAULT_RULE).find(text)
    assert at is not None and (text[at.start : at.end], at.text) == ("１２３", "123")
    assert AnswerRule(r"is (.*)").find("It is  9 apples. ") == Found("9 apples", 7, 15)


def test_the_first_group_that_matched_or_else_all() -> None:
    assert found("x=5, y=7", r"z=(\d)|y=(\d)") == "7"
    assert found("x=5, y=7", r"y=\d") == "y=7"
    assert found("x=5", r"(?:x)()") is None
    assert found("abc", r"x*") is None
    assert found("abc", r"(x)|b") == "b"


@pytest.mark.parametrize("rule", ["(", "[", "*", "a{2,1}", "(?P<x", r"\L<x>", "(?<=a", "\\"])
def test_what_is_no_rule(rule: str) -> None:
    with pytest.raises(BadInput) as told:
        AnswerRule(rule)
    assert (told.value.code, told.value.field) == ("bad_rule", "rule")
    assert told.value.values["why"] and 1 <= int(str(told.value.values["position"])) <= len(rule) + 1


@pytest.mark.parametrize(
    "rule", ["(a+)+$", "(a|aa)+$", "(?:a|a)*b", "(.*)*x", "(?R)", "(a|(?R))*", r"(\w+\s?)*:", "(?:a{40}b{40}){e<=30}"]
)
def test_a_slow_rule_is_stopped_in_time(rule: str) -> None:
    made, text = AnswerRule(rule), "a" * 1000 + "!"
    begun = time.monotonic()
    try:
        for _ in range(50):
            made.find(text)
    except BadInput as told:
        assert (told.code, told.field) == ("slow_rule", "rule")
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "rule",
    [
        "(a{1000}){1000}", "((a{1000}){1000}){1000}", "(((a{99}){99}){99}){99}", "(?x)(a{1 000 }){ 1000}",
        "a{99999999}", "(?<=(a{1000}){1000})b", "(a{50}){50,}",
        "(?x)((a{1000#\n}){1000#\n}){1000#\n}b", "(?i-x:(a{10#9\n00}){1000#,\n}b)",
    ],
)  # fmt: skip
def test_repeats_that_would_fill_the_memory_are_not_even_compiled(rule: str) -> None:
    begun = time.monotonic()
    with pytest.raises(BadInput) as told:
        AnswerRule(rule)
    assert told.value.code in ("large_rule", "bad_rule") and time.monotonic() - begun < 0.5
    assert AnswerRule(r"\d{1,20}\D{0,500}x{3}").find("12 xxx") == Found("12 xxx", 0, 6)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab1 ()[]{}|*+?\\d.^$,-<=!:P", max_size=25), st.text(alphabet="ab1 -", max_size=60))
def test_any_rule_finds_something_in_the_text_or_is_refused(rule: str, text: str) -> None:
    try:
        at = AnswerRule(rule).find(text)
    except BadInput as told:
        assert told.code in ("bad_rule", "large_rule", "slow_rule")
    else:
        assert at is None or (0 <= at.start < at.end <= len(text) and at.text == text[at.start : at.end])


@pytest.mark.parametrize(
    ("answer", "right", "expected"),
    [
        ("9", "9", True),
        ("9.0", "9", True),
        ("1,000 apples", "1000", True),
        ("14457600", "14,457,600", True),
        ("29%", "29|0.29", True),
        ("0.290", "29|0.29", True),
        ("２９％", "29 %", True),
        ("-3", "3", False),
        ("27", "9", False),
        ("nine", "9", False),
        (None, "9", False),
        ("$9", "9 apples", True),
    ],
)
def test_what_is_right(answer: str | None, right: str, expected: bool) -> None:
    assert is_right(answer, right) is expected


def test_numbers_and_what_can_be_an_answer() -> None:
    assert [str(number) for number in numbers_in("２３－２０ apples, 1,234.50 and -7")] == [
        "23",
        "-20",
        "1234.50",
        "-7",
    ]
    for answer in ("9", " 9 個", "29|0.29", "-3", "$1,000", "29%", "−５"):
        check_answer(answer, "answer")
    for answer in ("nine", "", "9|", "9 or 10", "eats 2", "1 2"):
        with pytest.raises(BadInput) as told:
            check_answer(answer, "answer")
        assert (told.value.code, told.value.field) == ("answer_number", "answer")
