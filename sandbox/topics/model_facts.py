"""What must be said about a model beside its numbers, wherever they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

if TYPE_CHECKING:
    from sandbox.models.language_model import LanguageModel


class ModelFacts(BaseModel):
    """A model that has answered.

    Attributes:
        kind: a decoder's token sees what stands before it; an encoder's sees the whole text.
        languages: that it has learnt, "ja" or "en".
        precision: of the weights it runs on; source_precision: of the file they came in.
        quantized: either of them is of fewer than 16 bits.
    """

    id: str
    name: str
    kind: Literal["decoder", "encoder"]
    languages: tuple[str, ...]
    precision: str
    source_precision: str
    quantized: bool


def facts(model: LanguageModel) -> ModelFacts:
    """Say what is known of a model."""
    entry = model.entry
    return ModelFacts(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        languages=entry.languages,
        precision=model.precision,
        source_precision=entry.source_precision,
        quantized=entry.quantized,
    )
