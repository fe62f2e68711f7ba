"""What several views of word vectors say alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from sandbox.models.word_vectors import WordVectors
from sandbox.view import READABLE

#: How many of the words that are not there get suggestions: looking for them takes a while.
MOST_SUGGESTED = 10

#: A word as people type it into a list.
TypedWord = Annotated[str, Field(min_length=1, max_length=60), READABLE]


class VectorsFacts(BaseModel):
    """Which vectors answered; `normalize`: the arithmetic was done on vectors of length 1."""

    id: str
    name: str
    language: str
    words: int
    dimensions: int
    normalize: bool


def facts(vectors: WordVectors) -> VectorsFacts:
    """Say which vectors answered."""
    info = vectors.info
    return VectorsFacts(
        id=info.id,
        name=info.name,
        language=info.language,
        words=len(vectors.words),
        dimensions=vectors.dimensions,
        normalize=info.normalize,
    )


class MissingWord(BaseModel):
    """A word that is not in the vocabulary, and words that look like it."""

    typed: str
    suggestions: list[str]


def missing_words(typed: Sequence[str], vectors: WordVectors) -> list[MissingWord]:
    """Name words that are not there; the first ten with words that look like them."""
    return [
        MissingWord(typed=word, suggestions=vectors.suggest(word) if place < MOST_SUGGESTED else [])
        for place, word in enumerate(typed)
    ]
