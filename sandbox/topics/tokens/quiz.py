"""The questions of the token quiz: texts to guess about, each with something to learn from the answer.

They stand with the other texts, in assets/text/<language>/token-quiz.toml. Figures are not written there but filled in
from the tokenizers themselves, so that a remark cannot say a wrong one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, TypeAdapter

from sandbox.language import Lang, fill, words

#: The tokenizers whose counts a remark may name, as {gpt2}: OpenAI's of 2019, 2022 and 2024, all shipped.
NAMED = ("gpt2", "cl100k", "o200k")


class Question(BaseModel):
    """One question.

    Attributes:
        text: how many tokens is this?
        remark: what the answer teaches; {gpt2}, {cl100k} and {o200k} stand for its counts.
        beside: texts to compare it with.
    """

    text: str
    remark: str
    beside: tuple[str, ...] = ()

    def remarked(self, counts: Mapping[str, int]) -> str:
        """Return the remark with the counts of the tokenizers in it."""
        return fill(self.remark, counts)


@cache
def questions(lang: Lang) -> tuple[Question, ...]:
    """Return the questions of a language in their order."""
    return TypeAdapter(tuple[Question, ...]).validate_python(words(lang).find("token-quiz.questions"))
