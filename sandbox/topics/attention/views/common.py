"""What several views of attention ask and answer alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.models.tokenizer import Token

if TYPE_CHECKING:
    from sandbox.lab import Lab
    from sandbox.models.catalog import Model
    from sandbox.models.language_model import LanguageModel
    from sandbox.topics.attention.reading import Reading

#: The sentence that the lecture follows: what does "it" look at?
LECTURE = "The animal didn't cross the street because it was too tired."

#: The id of a model of the catalogue.
ModelId = Annotated[str, Field(max_length=60)]
#: A layer, a head or the place of a token, counted from 0; None leaves the choice to the view.
Index = Annotated[int, Field(ge=0, le=100_000)] | None


class ModelFacts(BaseModel):
    """What must be said about a model beside its numbers.

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


class KnownModel(BaseModel):
    """A model that can be chosen; the fields are as in ModelFacts."""

    id: str
    name: str
    kind: Literal["decoder", "encoder"]
    languages: tuple[str, ...]
    layers: int


class ReadToken(BaseModel):
    """A token that a model read: `text` is readable always, `bytes` (hexadecimal) is exact always.

    Attributes:
        special: stands for no text: <bos>, [CLS], [SEP].
        partial: a part of a character: text names its bytes, <0xE3><0x81>.
        start, end: the characters of the text that it stands for.
    """

    id: int
    text: str
    bytes: str
    special: bool
    partial: bool
    start: int
    end: int


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


def known_models(lab: Lab) -> list[KnownModel]:
    """Name the models that can be chosen, in the order of the catalogue."""
    return [
        KnownModel(id=one.id, name=one.name, kind=one.kind, languages=one.languages, layers=one.layers)
        for one in lab.catalog
    ]


def read_token(token: Token) -> ReadToken:
    """Say of a token what a picture needs."""
    return ReadToken(
        id=token.id,
        text=token.text,
        bytes=token.bytes.hex(),
        special=token.special,
        partial=token.partial,
        start=token.start,
        end=token.end,
    )


def check_head(entry: Model, layer: int | None, head: int | None, suffix: str = "") -> None:
    """Refuse layers and heads that a model does not have; `suffix` is that of the parameters' names.

    Raises:
        BadInput: "no_such_layer" or "no_such_head", with the last one there is.
    """
    if layer is not None and layer >= entry.layers:
        raise BadInput("no_such_layer", f"layer{suffix}", model=entry.name, layer=layer, last=entry.layers - 1)
    if head is not None and head >= entry.heads:
        raise BadInput("no_such_head", f"head{suffix}", model=entry.name, head=head, last=entry.heads - 1)


def check_length(reading: Reading, limit: int, field: str = "text") -> None:
    """Refuse a text of more tokens than `limit`; `field` is its parameter.

    Raises:
        BadInput: "too_many_tokens", with how many there are.
    """
    if len(reading.tokens) > limit:
        raise BadInput("too_many_tokens", field, limit=limit, count=len(reading.tokens))


def within(place: int | None, reading: Reading) -> int | None:
    """Return the place of a token, or None where the text has no such token."""
    return place if place is not None and place < len(reading.tokens) else None
