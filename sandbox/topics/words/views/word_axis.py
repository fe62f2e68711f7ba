"""word-axis: words between two poles."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.models.word_vectors import Found, How, WordVectors
from sandbox.topics.words import axis
from sandbox.topics.words.views.common import MissingWord, TypedWord, VectorsFacts, facts, missing_words
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab


#: The ends of the axis where none are named: words for men and for women.
MEN, WOMEN = ("男性", "男", "彼", "父", "息子", "少年"), ("女性", "女", "彼女", "母", "娘", "少女")


class WordAxisParams(Params):
    """Where do words lie between two groups of words?"""

    vectors: Annotated[str, Field(max_length=60)] = "ja"
    #: The words at the end where the axis starts, and those at the end to which it runs.
    from_words: Annotated[tuple[TypedWord, ...], Field(min_length=1, max_length=8)] = MEN
    to_words: Annotated[tuple[TypedWord, ...], Field(min_length=1, max_length=8)] = WOMEN
    words: Annotated[tuple[TypedWord, ...], Field(max_length=40)] = ()


class AxisWord(BaseModel):
    """A word on the axis, in numbers of axis.py; `z` counts the deviations of random words from their mean."""

    typed: str
    word: str
    how: How
    pole: bool  # it helps to make the axis, so it cannot be evidence of anything
    position: float
    z: float | None  # null where the vocabulary is too small for a crowd
    lowest: float | None
    highest: float | None
    to_start: float
    to_goal: float


class AxisMissing(MissingWord):
    """A word that is not in the vocabulary, and the parameter it came in."""

    field: str


class AxisSpread(BaseModel):
    """Where `sample` words drawn from the `among` most frequent ones lie; 95 % of them are between `low` and `high`."""

    sample: int
    among: int
    mean: float
    deviation: float
    low: float
    high: float


class WordAxis(Result):
    """The answer of the view word-axis."""

    from_words: list[AxisWord]
    to_words: list[AxisWord]
    words: list[AxisWord]  # in the order in which they were asked for
    missing: list[AxisMissing]
    random: AxisSpread | None
    vectors: VectorsFacts


async def word_axis(params: WordAxisParams, lab: Lab) -> WordAxis:
    """Place words on the axis between two groups; those that are not in the vocabulary are left out, and named.

    Raises:
        BadInput: unknown vectors, no word of a group in the vocabulary, or two groups that are one.
        NotReady: the vectors are not here.
    """
    vectors = await lab.vectors(params.vectors)
    return await asyncio.to_thread(_axis, params, vectors)


def _axis(params: WordAxisParams, vectors: WordVectors) -> WordAxis:
    missing: list[AxisMissing] = []

    def find(field: str) -> list[Found]:
        asked = list(dict.fromkeys(getattr(params, field)))
        found = [(typed, vectors.find(typed)) for typed in asked]
        unknown = missing_words([typed for typed, one in found if one is None], vectors)
        missing.extend(AxisMissing(**one.model_dump(), field=field) for one in unknown)
        return [one for _, one in found if one is not None]

    start, goal, words = (find(field) for field in ("from_words", "to_words", "words"))
    for field, found in (("from_words", start), ("to_words", goal)):
        if not found:
            first = next(one for one in missing if one.field == field)
            code = "unknown_word" if first.suggestions else "unknown_word_at_all"
            raise BadInput(code, field, word=first.typed, suggestions=", ".join(first.suggestions))
    start_rows, goal_rows = axis.distinct([one.row for one in start]), axis.distinct([one.row for one in goal])
    ends = vectors.unit[start_rows], vectors.unit[goal_rows]
    way = axis.direction(*ends)
    if way is None:
        raise BadInput("axis_same", "to_words")
    crowd = axis.spread(vectors.unit, way)
    poles = {*start_rows, *goal_rows}

    def placed(found: list[Found]) -> list[AxisWord]:
        rows = np.array([one.row for one in found], dtype=np.intp)
        places = axis.place(vectors.unit[rows], way, *ends)
        return [
            AxisWord(
                typed=one.typed,
                word=one.word,
                how=one.how,
                pole=one.row in poles,
                position=places.position[at],
                z=(places.position[at] - crowd.mean) / crowd.deviation if crowd else None,
                lowest=None if np.isnan(places.lowest[at]) else places.lowest[at],
                highest=None if np.isnan(places.highest[at]) else places.highest[at],
                to_start=places.to_start[at],
                to_goal=places.to_goal[at],
            )
            for at, one in enumerate(found)
        ]

    return WordAxis(
        from_words=placed(start),
        to_words=placed(goal),
        words=placed(words),
        missing=missing,
        random=AxisSpread(**vars(crowd)) if crowd else None,
        vectors=facts(vectors),
    )


WORD_AXIS = View(
    name="word-axis",
    params=WordAxisParams,
    compute=word_axis,
    widget="word-axis",
    example={
        "ja": WordAxisParams(
            words=(
                *("大工", "警察官", "エンジニア", "科学者", "政治家", "社長", "料理人", "弁護士"),
                *("医師", "パイロット", "画家", "美容師", "保育士", "教師", "看護師", "秘書"),
            ),
        ),
        "en": WordAxisParams(
            vectors="en",
            from_words=("he", "man", "boy", "father", "son", "him"),
            to_words=("she", "woman", "girl", "mother", "daughter", "her"),
            words=(
                *("coach", "engineer", "mathematician", "programmer", "lawyer", "carpenter", "doctor", "chef"),
                *("teacher", "pharmacist", "librarian", "dentist", "receptionist", "hairdresser", "nurse", "secretary"),
            ),
        ),
    },
)
