"""What several views of attention ask and answer alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.errors import BadInput

if TYPE_CHECKING:
    from sandbox.lab import Lab
    from sandbox.models.catalog import Model
    from sandbox.topics.attention.reading import Reading

#: The sentence that the lecture follows: what does "it" look at?
LECTURE = "The animal didn't cross the street because it was too tired."

#: The id of a model of the catalogue.
ModelId = Annotated[str, Field(max_length=60)]
#: A layer, a head or the place of a token, counted from 0; None leaves the choice to the view.
Index = Annotated[int, Field(ge=0, le=100_000)] | None


class KnownModel(BaseModel):
    """A model that can be chosen; the fields are as in ModelFacts."""

    id: str
    name: str
    kind: Literal["decoder", "encoder"]
    languages: tuple[str, ...]
    layers: int


def known_models(lab: Lab) -> list[KnownModel]:
    """Name the models that can be chosen, in the order of the catalogue."""
    return [
        KnownModel(id=one.id, name=one.name, kind=one.kind, languages=one.languages, layers=one.layers)
        for one in lab.catalog.of_language
    ]


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
