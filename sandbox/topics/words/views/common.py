"""What several views of word vectors say alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, Field

from sandbox.models.word_vectors import WordVectors
from sandbox.view import READABLE

if TYPE_CHECKING:
    pass


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
