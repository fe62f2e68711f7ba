"""bertviz: BertViz's own head view and model view, on the attention of our models."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from sandbox.errors import BadInput
from sandbox.models.tokenizer import Token
from sandbox.topics.attention.bertviz_data import (
    BYTES_A_WEIGHT,
    MOST_LINES,
    bertviz_data,
    layers_of_model_view,
    weights_sent,
)
from sandbox.topics.attention.bertviz_package import Kind, bertviz_package
from sandbox.topics.attention.views.common import (
    LECTURE,
    Index,
    KnownModel,
    ModelId,
    check_head,
    known_models,
)
from sandbox.topics.model_facts import ModelFacts, facts
from sandbox.topics.shown_token import ReadToken, read_token
from sandbox.view import READABLE, Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab
    from sandbox.models.language_model import LanguageModel

#: The longest text, in tokens. BertViz draws a line for every weight, and writes tokens one below the other.
MOST_TOKENS = 64


class BertvizParams(Params):
    """How does BertViz show the attention in `text`?

    A second sentence, `text_b`, can be given to encoders only, which were trained on pairs. `layer` is the one that the
    head view shows first (by default 0) and the model view begins with (by default it spreads over all layers).
    """

    text: Annotated[str, Field(min_length=1, max_length=400), READABLE]
    text_b: Annotated[str, Field(max_length=400), READABLE] = ""
    model: ModelId = "minilm-l6"
    kind: Kind = "head"
    layer: Index = None


class Bertviz(Result):
    """The answer: where BertViz's picture is, what is in it, and the same weights for a picture and a table of ours.

    Attributes:
        installed: whether this server has BertViz; `version` is its version.
        frame: address of BertViz's picture on this server, without the language of its labels; None where BertViz is
            not installed.
        model: which model; `models`: all that can be asked, in the order of the catalogue.
        tokens: with spans in the text that they decode to; `second`: the first token of the second sentence.
        layers, heads: how many the model has.
        token_limit, line_limit: what BertViz is spared: longer texts, and more lines in one picture.
        start: the layer that is shown first.
        shown: the layers in the picture at once: in the head view `start` alone, others can be chosen there.
        lines: how many lines BertViz draws at once.
        weights: base64 of uint8 [len(shown) · heads · tokens · tokens], rows are queries; a value is 255 · weight.
        megabytes: what the picture's data take at most before they are compressed.
    """

    installed: bool
    version: str | None
    frame: str | None
    model: ModelFacts
    models: list[KnownModel]
    tokens: list[ReadToken]
    second: int | None
    layers: int
    heads: int
    token_limit: int
    line_limit: int
    start: int
    shown: list[int]
    lines: int
    weights: str
    megabytes: float


@dataclass(frozen=True)
class Looked:
    """What a model did with a text: its tokens, where a second sentence begins, and all its attention weights."""

    model: LanguageModel
    tokens: list[Token]
    second: int | None
    attentions: NDArray[np.float32]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Layers, heads, tokens."""
        layers, heads, tokens, _ = self.attentions.shape
        return layers, heads, tokens


async def looked(params: BertvizParams, lab: Lab) -> Looked:
    """Ask the model.

    Raises:
        BadInput: an unknown model or layer, a pair of sentences for a decoder, or too many tokens.
        NotReady: the model is not set up, or too many requests wait.
    """
    model = await lab.any_model(params.model)
    check_head(model.entry, params.layer, None)
    if params.text_b and model.entry.kind != "encoder":
        raise BadInput("pairs_need_an_encoder", "text_b", model=model.entry.name)
    ids = model.context(params.text, params.text_b or None)
    if len(ids) > MOST_TOKENS:
        raise BadInput("too_many_tokens", "text", limit=MOST_TOKENS, count=len(ids))
    attentions = (await model.explore(ids, attention=True)).attentions
    assert attentions is not None  # it was asked for
    second = len(model.context(params.text)) if params.text_b else None
    return Looked(model, model.tokenizer.tokens(ids), second, attentions)


def shown_layers(params: BertvizParams, found: Looked) -> tuple[int, ...]:
    """Return the layers that are to be seen at once."""
    layers, heads, tokens = found.shape
    if params.kind == "head":
        return (params.layer or 0,)
    return layers_of_model_view(layers, heads, tokens, params.layer)


def frame_data(params: BertvizParams, found: Looked) -> dict[str, Any]:
    """Return what BertViz's script gets. The head view lets one choose among all layers."""
    shown = shown_layers(params, found)
    layers = range(found.shape[0]) if params.kind == "head" else shown
    texts = [token.text for token in found.tokens]
    return bertviz_data(found.attentions, texts, list(layers), shown[0], found.second)


async def bertviz(params: BertvizParams, lab: Lab) -> Bertviz:
    """Say where BertViz's picture of a text is, and what is in it. Raises what `looked` raises."""
    found = await looked(params, lab)
    return await asyncio.to_thread(_answer, params, found, lab)


def _answer(params: BertvizParams, found: Looked, lab: Lab) -> Bertviz:
    package = bertviz_package()
    shown = shown_layers(params, found)
    layers, heads, tokens = found.shape
    sent = weights_sent(layers if params.kind == "head" else len(shown), heads, tokens, found.second)
    weights = np.round(found.attentions[list(shown)] * 255).astype(np.uint8)
    return Bertviz(
        installed=package is not None,
        version=package.version if package else None,
        frame=f"/bertviz?{params.query_string()}" if package else None,
        model=facts(found.model),
        models=known_models(lab),
        tokens=[read_token(token) for token in found.tokens],
        second=found.second,
        layers=layers,
        heads=heads,
        token_limit=MOST_TOKENS,
        line_limit=MOST_LINES,
        start=shown[0],
        shown=list(shown),
        lines=len(shown) * heads * tokens**2,
        weights=base64.b64encode(weights.tobytes()).decode(),
        megabytes=round(sent * BYTES_A_WEIGHT / 1e6, 2),
    )


BERTVIZ = View(
    name="bertviz",
    params=BertvizParams,
    compute=bertviz,
    widget="bertviz-frame",
    example={"ja": BertvizParams(text=LECTURE, layer=3), "en": BertvizParams(text=LECTURE, layer=3)},
)
