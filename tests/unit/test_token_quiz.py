"""The quiz: its questions in both languages, what their remarks say, and texts of one's own."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.language import LANGS, Lang
from sandbox.models.catalog import Catalog
from sandbox.settings import Settings
from sandbox.topics.tokens.quiz import NAMED, Question, questions
from sandbox.topics.tokens.views.token_quiz import TokenQuiz, TokenQuizParams, token_quiz

#: Kept for all tests: a tokenizer takes seconds to load.
LAB = Lab(Settings(), Catalog.load(Settings().assets))


def answers(*asked: dict[str, Any]) -> list[TokenQuiz]:
    async def all_of_them() -> list[TokenQuiz]:
        return [await token_quiz(TokenQuizParams.checked(**one), LAB) for one in asked]

    return asyncio.run(all_of_them())


@pytest.mark.parametrize("lang", LANGS)
def test_every_question_can_be_asked_and_says_something(lang: Lang) -> None:
    asked = questions(lang)
    assert len(asked) >= 10
    assert len({question.text for question in asked}) == len(asked)
    found = answers(*({"set": lang, "question": number} for number in range(len(asked))))
    for number, (question, answer) in enumerate(zip(asked, found, strict=True)):
        assert (answer.text, answer.question, answer.questions, answer.own) == (
            question.text,
            number,
            len(asked),
            False,
        )
        assert answer.remark and not re.search(r"\{\w+\}", answer.remark)
        assert [other.tokenizer for other in answer.others] == list(NAMED)
        assert answer.count == next(other.count for other in answer.others if other.tokenizer == "o200k")
        assert [beside.text for beside in answer.beside] == list(question.beside)
        assert not re.search(r"\{(?!gpt2\}|cl100k\}|o200k\})", question.remark)
    # Guessing the same number again and again must not pay.
    assert max(sum(1 for answer in found if answer.count == count) for count in range(20)) <= len(found) / 3


def test_what_remarks_say_beside_their_figures() -> None:
    """Claims of the remarks that are no filled-in figures."""
    texts = (
        "こんにちは",
        "学校",
        "吾輩",
        "髙",
        "🦆",
        "12345678",
        " strawberry",
        "thecatsatonthemat",
        "I'm, you're, they've",
        "John Smith",
        "        ",
    )
    found = dict(zip(texts, answers(*({"text": text} for text in texts)), strict=True))
    cuts = {text: [token.text for token in answer.tokens] for text, answer in found.items()}
    for text in ("こんにちは", "学校", " strawberry", "        "):
        assert len(cuts[text]) == 1, text
    assert found["吾輩"].tokens[-1].partial and len(cuts["髙"]) == 2 and len(cuts["🦆"]) == 3
    assert cuts["12345678"] == ["123", "456", "78"]
    assert {"cats", "ont"} <= set(cuts["thecatsatonthemat"])
    assert cuts["I'm, you're, they've"] == ["I'm", ",", " you're", ",", " they've"]
    assert len(cuts["John Smith"]) == 2
    family = answers({"question": [question.text for question in questions("ja")].index("👨‍👩‍👧")})[0]
    assert (family.characters, family.bytes) == (5, 18)


def test_a_text_of_ones_own() -> None:
    own, other = answers({"text": "私の文", "question": 3}, {"text": "私の文", "question": 3, "tokenizer": "gpt2"})
    assert (own.own, own.remark, own.beside, own.question) == (True, None, [], 3)
    assert (own.count, other.count) == tuple(
        next(row.count for row in own.others if row.tokenizer == id) for id in ("o200k", "gpt2")
    )
    assert [row.tokenizer for row in other.others] == list(NAMED)


def test_braces_of_a_remark_are_counts_only() -> None:
    assert Question(text="a", remark="{gpt2}, {x}").remarked({"gpt2": 3}) == "3, {x}"


def test_bad_questions_are_told() -> None:
    for wrong, code, field in (
        ({"question": len(questions("en")), "set": "en"}, "unknown_question", "question"),
        ({"question": -1}, "greater_than_equal", "question"),
        ({"set": "fr"}, "literal_error", "set"),
        ({"tokenizer": "gpt9"}, "unknown_tokenizer", "tokenizer"),
        ({"text": "a" * 201}, "string_too_long", "text"),
    ):
        with pytest.raises(BadInput) as told:
            answers(wrong)
        assert (told.value.code, told.value.field) == (code, field)
