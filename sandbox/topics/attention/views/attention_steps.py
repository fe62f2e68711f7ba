"""attention-steps: the real numbers of one query in one head, from q, k and v to the weights and the output."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from sandbox.errors import BadInput
from sandbox.topics.attention.choice import Choice, ChosenBy, choose_head
from sandbox.topics.attention.reading import Reading
from sandbox.topics.attention.steps import attend
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
    from sandbox.models.engine import Projections
    from sandbox.models.language_model import LanguageModel

#: A row of the picture for every token: more than this nobody follows. The page on attention takes longer texts.
MOST_TOKENS = 64
#: How many steps the picture has after its start; see widgets/attention-steps.
LAST_STEP = 7
#: Of the numbers in the answer: more than a 32-bit float holds would be noise.
DIGITS = 6
#: How far our weights may be from the model's own. In a model that computes them in another way (Gemma 2 bends the
#: scores, some look at a window only, some have another divisor) the steps would not be its steps.
SAME = 1e-3

Floats = NDArray[np.float64]


class AttentionStepsParams(Params):
    """How does one head of a model come to its weights when the token at `query` looks at all others?

    A layer or head that is not given is chosen as on the page on attention. Without a query it is the last token that
    reads "it", the word that the lecture follows, or else the last one that is text and no punctuation. `key` is the
    token whose numbers are followed closely; without it, the one with the largest weight. A query or key beyond the
    tokens counts as not given, so that typing loses nothing. At which step the picture stands concerns it alone.
    """

    text: Annotated[str, Field(min_length=1, max_length=300), READABLE]
    model: ModelId = "minilm-l6"
    layer: Index = None
    head: Index = None
    query: Index = None
    key: Index = None
    step: Annotated[int, Field(ge=0, le=LAST_STEP)] = LAST_STEP


class AttentionSteps(Result):
    """The answer: n tokens, vectors of d_head numbers.

    Attributes:
        layers, heads: how many the model has.
        layer, head: those that are shown; chosen_by: how they were chosen.
        query, key: the places of the tokens that are looked from and at.
        scale: 1/√d_head.
        q: [d], with position and norm in it where the model has them; k, v: [n][d].
        scores: [n], q·k; scaled: times `scale`; masked: None where the query may not look, which stands for −∞.
        largest: of `masked`; exponentials: [n], e^(masked − largest), 0 where masked; total: their sum.
        weights: [n]; output: [d].
        heatmap_row: [n], the weights as the model itself computed them in its run.
        largest_difference: between the two.
        models: those that can be chosen.
    """

    tokens: list[ReadToken]
    model: ModelFacts
    layers: int
    heads: int
    layer: int
    head: int
    chosen_by: ChosenBy
    query: int
    key: int
    d_head: int
    scale: float
    q: list[float]
    k: list[list[float]]
    v: list[list[float]]
    scores: list[float]
    scaled: list[float]
    masked: list[float | None]
    largest: float
    exponentials: list[float]
    total: float
    weights: list[float]
    output: list[float]
    heatmap_row: list[float]
    largest_difference: float
    token_limit: int
    models: list[KnownModel]


async def attention_steps(params: AttentionStepsParams, lab: Lab) -> AttentionSteps:
    """Take q, k and v from the model and do the head's arithmetic again, in 64-bit floats.

    Raises:
        BadInput: an unknown model, a layer or head that it does not have, or more than MOST_TOKENS tokens;
            "other_arithmetic", the model does not compute its weights in these steps.
        NotReady: the model is not set up, or too many requests wait for it.
    """
    model = await lab.any_model(params.model)
    check_head(model.entry, params.layer, params.head)
    reading = Reading.of(params.text, model)
    check_length(reading, MOST_TOKENS)
    # Where the layer is known, one run of the model gives all; else its weights choose the layer first.
    run = await model.explore(reading.ids, attention=True, projections=params.layer)
    attentions = run.attentions
    assert attentions is not None  # asked for
    query = within(params.query, reading)
    query = default_query(reading) if query is None else query
    key = within(params.key, reading)
    chosen = choose_head(attentions, reading, layer=params.layer, head=params.head, query=query, key=key)
    row = attentions[chosen.layer, chosen.head, query].astype(np.float64)
    if params.layer is None:
        run = await model.explore(reading.ids, projections=chosen.layer)
    projections = run.projections
    assert projections is not None  # asked for
    key = int(row.argmax()) if key is None else key
    models = known_models(lab)
    return await asyncio.to_thread(_answer, model, reading, chosen, query, key, projections, row, models)


def default_query(reading: Reading) -> int:
    """Return the last token that reads "it"; or the last one that is text and no punctuation; or the last one."""
    places = range(len(reading.tokens))
    its = [place for place in places if reading.tokens[place].text.strip().lower() == "it"]
    ordinary = [place for place in places if not (reading.special[place] or reading.punctuation[place])]
    return (its or ordinary or places)[-1]


def _answer(
    model: LanguageModel,
    reading: Reading,
    chosen: Choice,
    query: int,
    key: int,
    projections: Projections,
    row: Floats,
    models: list[KnownModel],
) -> AttentionSteps:
    """Compute all steps for the query of the chosen head; `row` [n] is what the model's heatmap says."""
    q = projections.queries[chosen.head, query].astype(np.float64)
    k = projections.keys[chosen.head].astype(np.float64)
    v = projections.values[chosen.head].astype(np.float64)
    visible = reading.visible[query]
    steps = attend(q, k, v, visible)
    largest_difference = np.abs(steps.weights - row).max()
    if largest_difference > SAME:
        raise BadInput("other_arithmetic", "model", model=model.entry.name)
    return AttentionSteps(
        tokens=[read_token(token) for token in reading.tokens],
        model=facts(model),
        layers=model.entry.layers,
        heads=model.entry.heads,
        layer=chosen.layer,
        head=chosen.head,
        chosen_by=chosen.chosen_by,
        query=query,
        key=key,
        d_head=len(q),
        scale=_brief(1 / math.sqrt(len(q))),
        q=_numbers(q),
        k=[_numbers(one) for one in k],
        v=[_numbers(one) for one in v],
        scores=_numbers(steps.scores),
        scaled=_numbers(steps.scaled),
        masked=[_brief(value) if seen else None for value, seen in zip(steps.masked, visible, strict=True)],
        largest=_brief(steps.largest),
        exponentials=_numbers(steps.exponentials),
        total=_brief(steps.total),
        weights=_numbers(steps.weights),
        output=_numbers(steps.output),
        heatmap_row=_numbers(row),
        largest_difference=float(f"{largest_difference:.2g}"),
        token_limit=MOST_TOKENS,
        models=models,
    )


def _brief(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _numbers(values: Floats) -> list[float]:
    return [_brief(value) for value in values.tolist()]


ATTENTION_STEPS = View(
    name="attention-steps",
    params=AttentionStepsParams,
    compute=attention_steps,
    widget="attention-steps",
    example={lang: AttentionStepsParams(text=LECTURE, layer=3, head=1, query=10, key=2) for lang in ("ja", "en")},
)
