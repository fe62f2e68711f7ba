"""What must be said about a model beside its numbers, wherever they are shown: its card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

if TYPE_CHECKING:
    from sandbox.models.language_model import LanguageModel


class MeasuredLoss(BaseModel):
    """What rounding its weights cost a model, as in sandbox/models/catalog.py."""

    kl: float
    top_1: float
    tokens: int
    texts: str


class ModelFacts(BaseModel):
    """A model that has answered.

    Attributes:
        kind: a decoder's token sees what stands before it; an encoder's sees the whole text.
        languages: that it has learnt, "ja" or "en"; none where nobody knows.
        parameters: how many.
        precision: of the weights it runs on; source_precision: of the file they came in.
        quantized: either of them is of fewer than 16 bits.
        license: its name; notice: what the licence wants to be said, in its words.
        origin: where it comes from, an address or the name of a folder; revision: the commit there, "" if unknown.
        added: somebody added it on this machine.
        loss: measured where the weights were rounded.
    """

    id: str
    name: str
    kind: Literal["decoder", "encoder"]
    languages: tuple[str, ...]
    parameters: int
    precision: str
    source_precision: str
    quantized: bool
    license: str
    notice: str
    origin: str
    revision: str
    added: bool
    loss: MeasuredLoss | None


def facts(model: LanguageModel) -> ModelFacts:
    """Say what is known of a model."""
    entry = model.entry
    loss = entry.loss if model.precision == entry.precision else None
    return ModelFacts(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        languages=entry.languages,
        parameters=entry.parameters,
        precision=model.precision,
        source_precision=entry.source_precision,
        quantized=entry.quantized,
        license=entry.license,
        notice=entry.notice,
        origin=entry.origin or (entry.added.source if entry.added else ""),
        revision=entry.added.revision if entry.added else "",
        added=entry.added is not None,
        loss=MeasuredLoss(kl=loss.kl, top_1=loss.top_1, tokens=loss.tokens, texts=loss.texts) if loss else None,
    )
