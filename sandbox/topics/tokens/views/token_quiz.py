"""token-quiz: guess the number of tokens first, then see."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.language import Lang
from sandbox.models.tokenizer import TokenizerInfo
from sandbox.topics.tokens.comparison import Cut, cut
from sandbox.topics.tokens.quiz import NAMED, Question, questions
from sandbox.view import READABLE, Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab


class TokenQuizParams(Params):
    """Which text is to be guessed about: `text`, or question number `question` of a language where there is no text."""

    text: Annotated[str, Field(max_length=200), READABLE] = ""
    set: Lang = "ja"
    question: Annotated[int, Field(ge=0, le=99)] = 0
    tokenizer: Annotated[str, Field(max_length=60)] = "o200k"


class Counted(BaseModel):
    """How many tokens another tokenizer needs; `kept`: it lost nothing of the text."""

    tokenizer: str
    name: str
    count: int
    kept: bool


class Beside(BaseModel):
    """How many tokens another text is for the same tokenizer."""

    text: str
    count: int


class TokenQuiz(Cut, Result):
    """The answer: the text as the chosen tokenizer cuts it, and what there is to say of it.

    Attributes:
        question: number of the question, from 0; with a text of one's own the one to go back to.
        questions: how many there are.
        own: the text is no question of ours.
        text: what is cut.
        remark: what the answer teaches; None for a text of one's own.
        others: the same text in three generations of tokenizers and the chosen one.
        beside: other texts to compare it with.
        known: the tokenizers one can choose.
    """

    question: int
    questions: int
    own: bool
    text: str
    remark: str | None
    others: list[Counted]
    beside: list[Beside]
    known: list[TokenizerInfo]


async def token_quiz(params: TokenQuizParams, lab: Lab) -> TokenQuiz:
    """Cut the text of a question, or one's own.

    Raises:
        BadInput: there is no such question, or no such tokenizer.
        NotReady: the tokenizer belongs to a model that is not set up.
    """
    asked = questions(params.set)
    if params.question >= len(asked):
        raise BadInput("unknown_question", "question", count=len(asked))
    question = Question(text=params.text, remark="") if params.text else asked[params.question]
    ids = dict.fromkeys((*NAMED, params.tokenizer))
    tokenizers = {id: await lab.tokenizer(id) for id in ids}
    cuts = await asyncio.to_thread(lambda: {id: cut(question.text, one) for id, one in tokenizers.items()})
    remark = question.remarked({id: cuts[id].count for id in NAMED})
    return TokenQuiz(
        **dict(cuts[params.tokenizer]),
        question=params.question,
        questions=len(asked),
        own=bool(params.text),
        text=question.text,
        remark=remark or None,
        others=[Counted(tokenizer=id, name=one.name, count=one.count, kept=not one.lost) for id, one in cuts.items()],
        beside=[Beside(text=text, count=len(tokenizers[params.tokenizer].encode(text))) for text in question.beside],
        known=lab.tokenizers(),
    )


TOKEN_QUIZ = View(
    name="token-quiz",
    params=TokenQuizParams,
    compute=token_quiz,
    widget="token-quiz",
    example={"ja": TokenQuizParams(), "en": TokenQuizParams(set="en")},
)
