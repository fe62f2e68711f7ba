"""attention: how much every token of a text looks at every other, in each head of a model; a second look beside it."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field

from sandbox.models.room import Room
from sandbox.topics.attention.alignment import align
from sandbox.topics.attention.choice import Choice, ChosenBy, choose_head
from sandbox.topics.attention.difference import Difference, difference
from sandbox.topics.attention.gaze import Link, TokenGaze, link, rounded, token_gaze
from sandbox.topics.attention.head_scores import HABITS, Habit, HeadScores, measure
from sandbox.topics.attention.overview import thumbnails
from sandbox.topics.attention.probe import probe, probe_texts
from sandbox.topics.attention.reading import Reading
from sandbox.topics.attention.rollout import rollout
from sandbox.topics.attention.views.common import (
    LECTURE,
    Index,
    KnownModel,
    ModelId,
    check_head,
    check_length,
    known_models,
    within,
)
from sandbox.topics.model_facts import ModelFacts, facts
from sandbox.topics.shown_token import ReadToken, read_token
from sandbox.view import READABLE, Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab
    from sandbox.models.language_model import LanguageModel

Floats = NDArray[np.float32]
Matrix = Literal["head", "average", "rollout"]
Source = Literal["text", "probe"]


class AttentionParams(Params):
    """How much does each token of `text` look at each other one? Layers, heads and tokens are counted from 0.

    A second look stands beside the first where `text_b` or another `model_b` is given. `picture`, `sort`, `least`
    and `beside` concern the picture only.
    """

    text: Annotated[str, Field(min_length=1, max_length=800), READABLE]
    text_b: Annotated[str, Field(max_length=800), READABLE] = ""
    model: ModelId = "minilm-l6"
    #: "" is `model`.
    model_b: ModelId = ""
    #: One head; the average over the heads of `layer`, or of all layers; or rollout through `layer`, or through all.
    matrix: Matrix = "head"
    #: None leaves the choice to choice.py.
    layer: Index = None
    head: Index = None
    #: Used only where the second look has another model; else it takes those of the first.
    layer_b: Index = None
    head_b: Index = None
    #: Tokens that are asked about. Places beyond the text count as None, so that typing on loses nothing.
    query: Index = None
    key: Index = None
    #: What the heads' labels are measured on: fixed texts, or this one.
    measured: Source = "probe"
    #: Whether the thumbnails and labels of all heads are wanted, too.
    overview: bool = True
    picture: Literal["heatmap", "lines", "token"] = "heatmap"
    sort: Literal["place", "entropy"] | Habit = "place"
    #: The overview dims heads whose score of `sort` is below this.
    least: Annotated[float, Field(ge=0, le=1)] = 0
    #: What stands at the right where there is room for one of them only: B, or B − A.
    beside: Literal["b", "difference"] = "b"


class Shown(BaseModel):
    """Which matrix `weights` is; layer and head are None where it is over all of them.

    Attributes:
        chosen_by: how the head was chosen (choice.py); None where no single head is shown.
    """

    matrix: Matrix
    layer: int | None
    head: int | None
    chosen_by: ChosenBy | None


class Overview(BaseModel):
    """All heads at once: base64 of bytes [layers, heads, side, side], see overview.py."""

    side: int
    thumbnails: str


class Labels(BaseModel):
    """What the heads do, as measured (head_scores.py).

    Attributes:
        texts: how many texts it was measured on.
        names: of all habits.
        label: [layers][heads], a habit's name or "mixed".
        scores: by habit, [layers][heads], 0 … 1; None where it cannot be measured on these texts.
        entropy_bits: [layers][heads], mean over queries.
        counts: how many heads have each label.
    """

    measured: Source
    texts: int
    names: tuple[Habit, ...]
    label: list[list[Habit | Literal["mixed"]]]
    scores: dict[Habit, list[list[float]] | None]
    entropy_bits: list[list[float]]
    counts: dict[Habit | Literal["mixed"], int]


class Look(BaseModel):
    """One text in one model.

    Attributes:
        unknown: how many tokens are [UNK]: words that the model cannot read.
        layers, heads: how many the model has.
        token_limit: of a text, in this sandbox.
        query, key: places of the tokens that were asked about; None if none was, or if it is not there.
        weights: [tokens][tokens], query × key: the matrix that is `shown`; each row sums to 1.
        link: how much `query` gives to `key`, in all heads; token: what `query` looks at.
    """

    text: str
    model: ModelFacts
    tokens: list[ReadToken]
    unknown: int
    layers: int
    heads: int
    token_limit: int
    query: int | None
    key: int | None
    shown: Shown
    weights: list[list[float]]
    overview: Overview | None
    labels: Labels | None
    link: Link | None
    token: TokenGaze | None


class Attention(Look, Result):
    """The answer: the first look, and the second with the difference where they were asked for.

    Attributes:
        difference_why: "models" where two looks have no difference: two models' heads have nothing in common.
        models: those that can be chosen.
    """

    b: Look | None
    difference: Difference | None
    difference_why: Literal["models"] | None
    models: list[KnownModel]


#: All weights of a long text in a deep model are 70 MB, and they come faster than answers are made of them: without a
#: bound forty pupils took 6 GB.
WEIGHTS = Room(256 * 2**20, waiting=500)


@dataclass(frozen=True)
class _Asked:
    """What a look is asked of: a text, and a model that reads it."""

    text: str
    model: LanguageModel
    reading: Reading

    @property
    def weights_size(self) -> int:
        """Size of all weights in bytes."""
        return 4 * self.model.entry.layers * self.model.entry.heads * len(self.reading.tokens) ** 2


@dataclass(frozen=True)
class _Seen(_Asked):
    """What a look is made of: all weights [layers, heads, query, key], and what the probe measured, if it was asked."""

    attentions: Floats
    probed: HeadScores | None


async def attention(params: AttentionParams, lab: Lab) -> Attention:
    """Run the model over the text, or both models over both texts, and pick out what is to be seen.

    Raises:
        BadInput: an unknown model, a layer or head that it does not have, or more tokens than it reads here.
        NotReady: a model is not set up, or too many requests wait for it.
    """
    first = await lab.any_model(params.model)
    check_head(first.entry, params.layer, params.head)
    asked = [_ask(params.text, first, "text")]
    if params.model_b not in ("", params.model):
        second = await lab.any_model(params.model_b, "model_b")
        check_head(second.entry, params.layer_b, params.head_b, "_b")
        asked.append(_ask(params.text_b, second, "text_b") if params.text_b else _ask(params.text, second, "text"))
    elif params.text_b:
        asked.append(_ask(params.text_b, first, "text_b"))
    probed = params.overview and params.measured == "probe"
    async with WEIGHTS.held(sum(one.weights_size for one in asked)):
        seen = await asyncio.gather(*(_see(one, probed) for one in asked))
        # Scores, sorting and rounding of up to 18 million weights: in a thread, so that nobody else waits for it.
        return await asyncio.to_thread(_answer, params, seen, known_models(lab))


def _ask(text: str, model: LanguageModel, field: str) -> _Asked:
    """Read a text, which is that of the parameter `field`. Raises BadInput if it is too long."""
    reading = Reading.of(text, model)
    check_length(reading, model.entry.context, field)
    return _Asked(text, model, reading)


async def _see(asked: _Asked, probed: bool) -> _Seen:
    """Run a model over a text; and over the probe, if it is wanted."""
    model, reading = asked.model, asked.reading
    explored = await model.explore(reading.ids, attention=True)
    assert explored.attentions is not None  # asked for
    return _Seen(asked.text, model, reading, explored.attentions, await probe(model) if probed else None)


def _answer(params: AttentionParams, seen: list[_Seen], models: list[KnownModel]) -> Attention:
    """Put the answer together from one look or two."""
    first = seen[0]
    query, key = within(params.query, first.reading), within(params.key, first.reading)
    choice = _choice(first, params.layer, params.head, query, key) if params.matrix == "head" else None
    matrix = _matrix(first, params.matrix, params.layer, choice)
    look = _look(first, params, params.layer, choice, matrix, query, key)
    if len(seen) == 1:
        return Attention(**dict(look), b=None, difference=None, difference_why=None, models=models)

    second, same_model = seen[1], seen[1].model is first.model
    pairs = align(_names(first, same_model), _names(second, same_model))
    partner = dict(pairs)
    query_b = partner.get(query) if query is not None else None
    key_b = partner.get(key) if key is not None else None
    layer_b = params.layer if same_model else params.layer_b
    if choice is None:
        choice_b = None
    elif same_model:
        choice_b = Choice(choice.layer, choice.head, "first look")
    else:
        choice_b = _choice(second, params.layer_b, params.head_b, query_b, key_b)
    matrix_b = _matrix(second, params.matrix, layer_b, choice_b)
    return Attention(
        **dict(look),
        b=_look(second, params, layer_b, choice_b, matrix_b, query_b, key_b),
        difference=difference(matrix, matrix_b, pairs) if same_model else None,
        difference_why=None if same_model else "models",
        models=models,
    )


def _names(seen: _Seen, same_model: bool) -> list[int] | list[str]:
    """Return what tells tokens of two looks apart: their ids; with two models, their letters, large or small."""
    if same_model:
        return seen.reading.ids
    return [token.text.strip().removeprefix("##").lower() for token in seen.reading.tokens]


def _choice(seen: _Seen, layer: int | None, head: int | None, query: int | None, key: int | None) -> Choice:
    return choose_head(seen.attentions, seen.reading, layer=layer, head=head, query=query, key=key)


def _matrix(seen: _Seen, matrix: Matrix, layer: int | None, choice: Choice | None) -> Floats:
    """Return the matrix [query, key] that is shown: that of `choice`, else the average or the rollout."""
    if choice is not None:
        return np.asarray(seen.attentions[choice.layer, choice.head])
    if matrix == "rollout":
        return rollout(seen.attentions, layer)
    averaged = seen.attentions if layer is None else seen.attentions[layer : layer + 1]
    return np.asarray(averaged.mean(axis=(0, 1)))


def _look(
    seen: _Seen,
    params: AttentionParams,
    layer: int | None,
    choice: Choice | None,
    matrix: Floats,
    query: int | None,
    key: int | None,
) -> Look:
    """Put a look together; `layer` is the one asked for, `choice` the head if a single one is shown."""
    layer = choice.layer if choice else layer
    asked = None
    if query is not None and key is not None:
        head = (choice.layer, choice.head) if choice else None
        asked = link(seen.attentions, matrix, query, key, head, masked=not seen.reading.visible[query, key])
    return Look(
        text=seen.text,
        model=facts(seen.model),
        tokens=[read_token(token) for token in seen.reading.tokens],
        unknown=sum(id == seen.model.tokenizer.unknown for id in seen.reading.ids),
        layers=seen.model.entry.layers,
        heads=seen.model.entry.heads,
        token_limit=seen.model.entry.context,
        query=query,
        key=key,
        shown=Shown(
            matrix=params.matrix,
            layer=layer,
            head=choice.head if choice else None,
            chosen_by=choice.chosen_by if choice else None,
        ),
        weights=rounded(matrix),
        overview=_overview(seen.attentions) if params.overview else None,
        labels=_labels(seen, params.measured) if params.overview else None,
        link=asked,
        token=None if query is None else token_gaze(seen.attentions, query, layer),
    )


def _overview(attentions: Floats) -> Overview:
    small = thumbnails(attentions)
    return Overview(side=small.shape[-1], thumbnails=b64encode(small.tobytes()).decode())


def _labels(seen: _Seen, measured: Source) -> Labels:
    """Tell what the heads do: on the probe if it was asked, else on the text of the look."""
    scores = seen.probed or measure(seen.attentions, seen.reading)
    label = scores.labels()
    found = {habit: scores.score(habit) for habit in HABITS}
    return Labels(
        measured=measured,
        texts=1 + len(probe_texts(seen.model)) if seen.probed else 1,
        names=HABITS,
        label=label,
        scores={habit: None if score is None else rounded(score, 3) for habit, score in found.items()},
        entropy_bits=rounded(scores.entropy_bits, 3),
        counts=Counter(name for row in label for name in row),
    )


_EXAMPLE = AttentionParams(text=LECTURE, text_b=LECTURE.replace("tired", "wide"), query=10, key=2)

ATTENTION = View(
    name="attention",
    params=AttentionParams,
    compute=attention,
    widget="attention-map",
    example={"ja": _EXAMPLE, "en": _EXAMPLE},
)
