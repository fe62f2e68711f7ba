"""vocabulary-map: every word of a vocabulary at its place."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.models.word_vectors import How, WordVectors
from sandbox.topics.words.views.common import MissingWord, TypedWord, VectorsFacts, facts, missing_words
from sandbox.topics.words.whole_map import Cluster, MapFacts
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab


class VocabularyMapParams(Params):
    """What can be asked: a vocabulary, and words to be marked on its map."""

    vectors: Annotated[str, Field(max_length=60)] = "ja"
    words: Annotated[tuple[TypedWord, ...], Field(max_length=60)] = ()


class Mark(BaseModel):
    """A word to be marked: `index` is its place in the list of words."""

    typed: str
    word: str
    how: How
    index: int


class VocabularyMap(Result):
    """Every word at its place, most frequent first; x and y are whole numbers, 0 … 9,999, y upwards.

    A word that is not to be shown is an empty text: its point is there, its name is not.
    """

    words: list[str]
    x: list[int]
    y: list[int]
    clusters: list[Cluster]
    marks: list[Mark]
    missing: list[MissingWord]
    map: MapFacts
    vectors: VectorsFacts


async def vocabulary_map(params: VocabularyMapParams, lab: Lab) -> VocabularyMap:
    """Show the map of a whole vocabulary, which is computed beforehand.

    Raises:
        BadInput: unknown vectors, or vectors without a map.
        NotReady: the vectors' files are damaged.
    """
    return await asyncio.to_thread(_vocabulary_map, params, await lab.vectors(params.vectors))


def _vocabulary_map(params: VocabularyMapParams, vectors: WordVectors) -> VocabularyMap:
    if vectors.whole_map is None:
        raise BadInput("no_map", "vectors", vectors=vectors.info.name)
    found = [(typed, vectors.find(typed)) for typed in dict.fromkeys(params.words)]
    found = [(typed, one) for typed, one in found if not one or one.row not in vectors.unshown]
    return VocabularyMap(
        words=["" if row in vectors.unshown else word for row, word in enumerate(vectors.words)],
        marks=[Mark(typed=typed, word=one.word, how=one.how, index=one.row) for typed, one in found if one],
        missing=missing_words([typed for typed, one in found if not one], vectors),
        vectors=facts(vectors),
        **vectors.whole_map,
    )


VOCABULARY_MAP = View(
    name="vocabulary-map",
    params=VocabularyMapParams,
    compute=vocabulary_map,
    widget="vocabulary-map",
    example={
        "ja": VocabularyMapParams(words=("りんご", "みかん", "車")),
        "en": VocabularyMapParams(vectors="en", words=("coffee", "tea", "car", "orange")),
    },
)
