"""word-arithmetic: an expression of words, what lies in the direction of its sum, and its plane."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import BaseModel, Field

from sandbox.models.word_vectors import How, WordVectors
from sandbox.topics.words.arithmetic import Plane, add_up, plane
from sandbox.topics.words.expression import read
from sandbox.topics.words.views.common import VectorsFacts, facts
from sandbox.view import READABLE, Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab


class WordArithmeticParams(Params):
    """What can be asked. With `exclude_inputs` the words of the expression themselves are no answers."""

    expression: Annotated[str, Field(min_length=1, max_length=200), READABLE]
    vectors: Annotated[str, Field(max_length=60)] = "ja"
    top_n: Annotated[int, Field(ge=1, le=50)] = 10
    exclude_inputs: bool = True


class ShownTerm(BaseModel):
    """A word of the expression, the word whose vector was taken for it, and its rank among all words' cosines."""

    typed: str
    word: str
    how: How
    weight: float
    rank: int
    cosine: float


class Answered(BaseModel):
    """A word and its cosine with the sum; `input`: it is one of the expression's own."""

    word: str
    cosine: float
    input: bool


class Target(BaseModel):
    """The sum; its numbers are shown where they are few."""

    length: float
    vector: list[float] | None


class Summand(BaseModel):
    """The numbers of one term, before its weight."""

    word: str
    weight: float
    vector: list[float]


class WordArithmetic(Result):
    """The answer. `summands` are given where the vectors have few enough numbers to be read."""

    terms: list[ShownTerm]
    results: list[Answered]
    first_with_inputs: Answered | None
    target: Target
    summands: list[Summand] | None
    plane: Plane
    vectors: VectorsFacts


#: Vectors with more numbers than this are no longer read one by one.
READABLE_DIMENSIONS = 16


async def word_arithmetic(params: WordArithmeticParams, lab: Lab) -> WordArithmetic:
    """Add up an expression and find the words that lie in the direction of the sum.

    Raises:
        BadInput: unknown vectors, an expression that cannot be read, a word that is not there, or a sum of nothing.
        NotReady: the vectors' files are damaged.
    """
    return await asyncio.to_thread(answer, params, await lab.vectors(params.vectors))


def answer(params: WordArithmeticParams, vectors: WordVectors) -> WordArithmetic:
    """Answer from vectors that are at hand. Raises BadInput as `word_arithmetic`."""
    terms, found = read(params.expression, vectors)
    sum = add_up(terms, found, vectors)
    inputs = set(sum.rows)
    cosines = vectors.cosines(sum.target)
    best = vectors.best(cosines, params.top_n, without=inputs if params.exclude_inputs else ())
    first = vectors.best(cosines, 1)

    def answered(row: int, cosine: float) -> Answered:
        return Answered(word=vectors.words[row], cosine=round(cosine, 6), input=row in inputs)

    few = vectors.dimensions <= READABLE_DIMENSIONS
    return WordArithmetic(
        terms=[
            ShownTerm(
                typed=one.typed,
                word=one.word,
                how=one.how,
                weight=term.weight,
                rank=int((cosines > cosines[one.row]).sum()) + 1,
                cosine=round(float(cosines[one.row]), 6),
            )
            for term, one in zip(terms, found, strict=True)
        ],
        results=[answered(*one) for one in best],
        first_with_inputs=answered(*first[0]) if first else None,
        target=Target(
            length=round(float(np.linalg.norm(sum.target)), 6),
            vector=[_tidy(number) for number in sum.target] if few else None,
        ),
        summands=[
            Summand(word=one.word, weight=term.weight, vector=[_tidy(number) for number in vector])
            for term, one, vector in zip(terms, found, sum.vectors, strict=True)
        ]
        if few
        else None,
        plane=plane(sum, [row for row, _ in best], vectors),
        vectors=facts(vectors),
    )


def _tidy(number: float) -> float:
    """Round away what binary and 32-bit fractions add to decimal ones: 0.8000000119 is 0.8, and −0 is 0."""
    return round(float(number), 6) + 0.0


WORD_ARITHMETIC = View(
    name="word-arithmetic",
    params=WordArithmeticParams,
    compute=word_arithmetic,
    widget="word-plane",
    example={
        "ja": WordArithmeticParams(expression="女優 - 女性 + 男性"),
        "en": WordArithmeticParams(expression="king - man + woman", vectors="en"),
    },
)
