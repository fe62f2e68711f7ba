"""word-vectors: a toy table of dense vectors beside one-hot ones."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.topics.words import toy_table
from sandbox.topics.words.expression import parse
from sandbox.view import READABLE, Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab


#: A cell of text in a table: a word, or the name of a dimension.
Cell = Annotated[str, Field(max_length=40), READABLE]
#: The table of the lecture: the first dimension reads as gender, the second and third as "performer".
LECTURE_ROWS = (
    "俳優 0.9 0.8 0.8 0.0",
    "女優 0.1 0.8 0.8 0.0",
    "子役 0.9 0.1 0.0 0.0",
    "男性 1.0 0.1 0.0 0.0",
    "女性 0.2 0.1 0.0 0.0",
)
#: A dense space of this many dimensions, with two values in each, is counted beside the table's own.
MANY_DIMENSIONS = 1000


class ToyTableParams(Params):
    """A small table of words, one row of numbers each, and a sum over its rows; beside it, the same words one-hot."""

    rows: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=200), READABLE], ...],
        Field(min_length=1, max_length=toy_table.MOST_ROWS),
    ] = LECTURE_ROWS
    #: What each dimension is called, in order; those that are left out have no name.
    dimensions: Annotated[tuple[Cell, ...], Field(max_length=toy_table.MOST_DIMENSIONS)] = ()
    #: Over the words of the table; without one there is only the table.
    expression: Annotated[str, Field(max_length=200), READABLE] = ""
    #: How many words the one-hot vectors have places for.
    one_hot_size: Annotated[int, Field(ge=2, le=1_000_000)] = 10_000


class Dimension(BaseModel):
    """A column of the table; the name may be empty."""

    name: str


class ToyRow(BaseModel):
    """A row of the table; `input`: the expression names it."""

    word: str
    vector: list[float]
    input: bool


class ToyTerm(BaseModel):
    """A word of the expression, and how many times it is added."""

    word: str
    weight: float


class ToyNear(BaseModel):
    """A row seen from the sum; cosine is null where one of the two has no length."""

    word: str
    cosine: float | None
    distance: float
    input: bool


class OneHot(BaseModel):
    """A word's one-hot vector: 1 at `index`, counted from 0, and 0 everywhere else."""

    word: str
    index: int


class Room(BaseModel):
    """How many places a space of this many dimensions has, where each number is −1 or 1."""

    dimensions: int
    places: float


class ToyTable(Result):
    """The answer of the view word-vectors."""

    dimensions: list[Dimension]
    rows: list[ToyRow]
    terms: list[ToyTerm]
    target: list[float] | None  # the sum; null without an expression
    nearest: list[ToyNear]  # all rows, best first: largest cosine, then shortest distance
    cosines: list[list[float | None]]  # of every row with every row
    one_hot: list[OneHot]
    one_hot_size: int
    room: list[Room]


async def word_vectors(params: ToyTableParams, _lab: Lab) -> ToyTable:
    """Read the table, compare its rows, and work out the expression on its numbers as they stand.

    Raises:
        BadInput: a row or the expression that cannot be read, a word that is not in the table, or fewer one-hot places
            than words.
    """
    return await asyncio.to_thread(_toy_table, params)


def _toy_table(params: ToyTableParams) -> ToyTable:
    rows = toy_table.read_rows(params.rows)
    words = [row.word for row in rows]
    if params.one_hot_size < len(rows):
        raise BadInput("one_hot_small", "one_hot_size", size=params.one_hot_size, words=len(rows))
    terms = parse(params.expression, words.__contains__) if params.expression.strip() else ()
    found = toy_table.resolve(terms, rows)
    inputs = {row.word for row in found}
    target = toy_table.total(terms, found) if terms else None
    count = len(rows[0].vector)
    names = [*params.dimensions[:count], *[""] * (count - len(params.dimensions))]
    return ToyTable(
        dimensions=[Dimension(name=name.strip()) for name in names],
        rows=[ToyRow(word=row.word, vector=_floats(row.vector), input=row.word in inputs) for row in rows],
        terms=[ToyTerm(word=row.word, weight=term.weight) for row, term in zip(found, terms, strict=True)],
        target=_floats(target) if target else None,
        nearest=[
            ToyNear(word=near.word, cosine=near.cosine, distance=near.distance, input=near.word in inputs)
            for near in (toy_table.nearest(target, rows) if target else ())
        ],
        cosines=[[toy_table.cosine(row.vector, other.vector) for other in rows] for row in rows],
        one_hot=[
            OneHot(word=word, index=index)
            for word, index in zip(words, toy_table.one_hot_places(words, params.one_hot_size), strict=True)
        ],
        one_hot_size=params.one_hot_size,
        room=[Room(dimensions=many, places=2.0**many) for many in (count, MANY_DIMENSIONS)],
    )


def _floats(vector: toy_table.Vector) -> list[float]:
    return [float(value) for value in vector]


TOY_TABLE = View(
    name="word-vectors",
    params=ToyTableParams,
    compute=word_vectors,
    widget="word-vectors",
    example={
        "ja": ToyTableParams(dimensions=("性別", "演技 1", "演技 2"), expression="女優 − 女性 + 男性"),
        "en": ToyTableParams(
            rows=(
                "actor 0.9 0.8 0.8 0.0",
                "actress 0.1 0.8 0.8 0.0",
                "child-actor 0.9 0.1 0.0 0.0",
                "man 1.0 0.1 0.0 0.0",
                "woman 0.2 0.1 0.0 0.0",
            ),
            dimensions=("gender", "acting 1", "acting 2"),
            expression="actress − woman + man",
        ),
    },
)
