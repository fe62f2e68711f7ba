"""How a problem is put: the six styles, their pieces, and examples that must not give the answer away."""

from __future__ import annotations

import random
from typing import get_args

import pytest

from sandbox.settings import Settings
from sandbox.topics.prompting.known_problems import examples, find_known, lecture_problems, same_text
from sandbox.topics.prompting.prompts import PIECE, STYLES, Piece, default_pieces, example_blocks, prompts, put
from sandbox.topics.prompting.word_problems import Split, calculated, word_problems

ASSETS = Settings().assets
LANGUAGES = ("ja", "en")


# The styles


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_style_has_its_piece_and_asks_the_same_question(language: str) -> None:
    words, pieces = prompts(ASSETS, language), default_pieces(ASSETS, language)
    assert set(PIECE) == set(STYLES) and set(PIECE.values()) == set(get_args(Piece)) == set(pieces)
    problem = lecture_problems(ASSETS, language)[1].text
    question = words.question.format(problem=problem)
    for style in STYLES:
        prompt = put(words, style, problem, pieces[PIECE[style]])
        assert prompt.asked.endswith(question) and prompt.dropped == 0
        assert pieces[PIECE[style]] in prompt.asked + prompt.begun
        assert (prompt.begun != "") == (style in ("direct", "step-by-step"))


def test_the_prompts_letter_for_letter() -> None:
    words, pieces = prompts(ASSETS, "en"), default_pieces(ASSETS, "en")
    whole = {style: put(words, style, "1+1?", pieces[PIECE[style]]) for style in STYLES}
    text = {style: prompt.asked + prompt.begun for style, prompt in whole.items()}
    assert text["direct"] == "Q: 1+1?\nA: The answer is"
    assert text["step-by-step"] == "Q: 1+1?\nA: Let's think step by step."
    assert text["zero-shot"] == "Answer the question.\n\nQ: 1+1?\nA:"
    first = f"Q: {lecture_problems(ASSETS, 'en')[0].text}"
    assert first.startswith("Q: Roger has 5 tennis balls and buys 2 cans with 3 tennis balls in each.")
    assert text["few-shot"].startswith(f"{first}\nA: The answer is 11.\n\nQ: Mei ")
    assert text["chain-of-thought"].startswith(f"{first}\nA: 2×3=6. 5+6=11. The answer is 11.\n\nQ: Mei ")
    assert text["few-shot"].endswith("\n\nQ: 1+1?\nA:")
    assert put(prompts(ASSETS, "ja"), "direct", "1+1は？", "答えは").begun == "答えは"


def test_our_own_model_was_trained_with_these_words() -> None:
    for language in LANGUAGES:
        words, pieces = prompts(ASSETS, language), default_pieces(ASSETS, language)
        assert pieces["task"] in words.instructions_at_once and pieces["instruction"] in words.instructions_steps
        assert (pieces["trigger"], pieces["at_once"]) == (words.step_by_step.strip(), words.at_once.strip())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_that_is_the_problem_is_left_out(language: str) -> None:
    words, pieces = prompts(ASSETS, language), default_pieces(ASSETS, language)
    for number, one in enumerate(examples(ASSETS, language)):
        wide = one.text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        for text in (one.text, f" {one.text}\n", wide):
            prompt = put(words, "chain-of-thought", text, pieces["worked"])
            assert prompt.dropped == 1 and len(example_blocks(prompt.asked)) == 2
            assert example_blocks(pieces["worked"])[1 - number] in prompt.asked


def test_examples_of_ones_own() -> None:
    words = prompts(ASSETS, "en")
    mine = "\n\nQ: 2+2?\nA: 4\n \nProblem: {x} 1+1?\nSolution: 2\n\n\n\n"
    prompt = put(words, "few-shot", "1+1?", mine)
    assert prompt.asked == "Q: 2+2?\nA: 4\n\nProblem: {x} 1+1?\nSolution: 2\n\nQ: 1+1?\nA:"
    assert put(words, "few-shot", "2+2?", mine).dropped == 1
    # A problem with line ends stays one block, and its braces stay braces.
    assert put(words, "direct", "a {b}\n\n c?", "So").asked == "Q: a {b} c?\nA:"


# What is known of a problem


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lectures_problems(language: str) -> None:
    known = {one.pattern: one for one in lecture_problems(ASSETS, language)}
    assert {name: one.answer for name, one in known.items()} == {
        "tennis-balls": "11",
        "apples": "9",
        "bottles": "192",
        "long-product": "14457600",
        "percent": "29|0.29|28.6|0.286",
        "sum": "9",
    }
    for one in (*known.values(), *examples(ASSETS, language)):
        assert find_known(ASSETS, language, f" {one.text}  ").answer == one.answer  # type: ignore[union-attr]
        if one.pattern != "percent":
            first = one.operations[0]
            assert str(one.operations[-1].result) == one.answer
            assert str(first.left) in one.text and str(first.right) in one.text
    assert [str(line) for line in known["bottles"].lines] == ["8×20=160", "8×4=32", "160+32=192"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_of_the_generator_is_read_backwards(language: str) -> None:
    generator, dice = word_problems(ASSETS, language), random.Random(7)
    made = [generator.make(dice, split, pattern) for split in Split for pattern in generator.patterns for _ in range(2)]
    made += [generator.sum(dice, split, steps) for split in Split for steps in (1, 2, 3) for _ in range(10)]
    for problem in made:
        known = find_known(ASSETS, language, problem.text)
        assert known is not None, problem.text
        assert (known.answer, known.lines, known.pattern) == (str(problem.answer), problem.lines, problem.pattern)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("8 * 24", "192"),
        ("8×24=", "192"),
        ("What is 2+3×4?", "14"),
        ("2 + 3 - 10", None),
        ("1/2", None),
        ("There are 8 crates in the storeroom, with 24 kiwis in each. How many kiwis are there altogether?", "192"),
        ("There are 8 crates in the storeroom, with 24 kiwis in each. How many pears are there altogether?", None),
        ("There are 8 crates in the storeroom, with 24 kiwis in each. How many kiwis?", None),
        ("It is 5 meters to the gate. Bo stops to rest after 9 meters. How many meters are still to go?", None),
        ("", None),
    ],
)
def test_what_somebody_changes_is_still_known(text: str, answer: str | None) -> None:
    known = find_known(ASSETS, "en", text)
    assert (known and known.answer) == answer


def test_same_text_and_sums() -> None:
    assert same_text("２３－２０ は？", "23-20  は？") and not same_text("23-20", "23+20")
    assert [str(one) for one in calculated([2, 3, 4], ["+", "×"])] == ["3×4=12", "2+12=14"]
