"""The view next-token: what may come after a text, and how likely."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from sandbox.errors import BadInput
from sandbox.models.sampling import Cut, Sampling, dice, entropy_bits, land, reshape
from sandbox.topics.model_facts import ModelFacts, facts
from sandbox.topics.next_token.distribution import Spectrum, spectrum
from sandbox.topics.shown_token import ReadToken, ShownToken, read_token, shown
from sandbox.view import READABLE, Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab
    from sandbox.models.language_model import LanguageModel


class NextTokenParams(Params):
    """What comes next after `text`, and after the tokens `then` that were chosen to follow it?"""

    text: Annotated[str, Field(min_length=1, max_length=800), READABLE]
    #: Ids, not text: a token may be a part of a character, and text typed again may be cut differently.
    then: Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(max_length=256)] = ()
    model: str = "gemma-3-270m"
    top_n: Annotated[int, Field(ge=1, le=50)] = 12
    temperature: Annotated[float, Field(ge=0, le=2)] = 1.0
    top_k: Annotated[int, Field(ge=0, le=1000)] = 0
    top_p: Annotated[float, Field(ge=0.01, le=1)] = 1.0
    min_p: Annotated[float, Field(ge=0, le=1)] = 0.0
    #: With a seed the dice is thrown once; without, nothing is chosen.
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class ContextToken(ReadToken):
    """A token of the context."""

    chosen: bool  # came from `then`


class Candidate(ShownToken):
    """A token that may come next. `probability` is the model's own, `adjusted` what the settings made of it."""

    rank: int  # 1 is the most probable
    logit: float
    probability: float
    adjusted: float
    cut_by: Cut | None


class Thrown(ShownToken):
    """The throw: the dice showed `u`, which lies between `start` and `end`, the stretch of this token on the ruler."""

    seed: int
    position: int
    u: float
    rank: int
    probability: float
    start: float
    end: float


class NextToken(Result):
    """The answer of the view next-token."""

    tokens: list[ContextToken]
    candidates: list[Candidate]
    spectrum: Spectrum
    entropy_bits: float  # of the model's own distribution
    kept: int  # tokens that can still be chosen after the settings
    vocabulary_size: int
    throw: Thrown | None
    as_text: str | None  # text that gives exactly these tokens when typed, if there is one
    token_limit: int
    model: ModelFacts


async def next_token(params: NextTokenParams, lab: Lab) -> NextToken:
    """Ask the model once and show its answer before and after temperature, top-k, top-p and min-p.

    Raises:
        BadInput: an unknown model, a chosen token outside its vocabulary, or more tokens than it reads here.
        NotReady: the model is not set up, or too many requests wait for it.
    """
    model = await lab.model(params.model)
    beyond = [id for id in params.then if id >= model.entry.vocabulary]
    if beyond:
        raise BadInput("unknown_token", "then", id=beyond[0], size=model.entry.vocabulary)
    typed = model.context(params.text)
    ids = [*typed, *params.then]
    explored = await model.explore(ids, logits_at=(len(ids) - 1,))
    # Sorting a quarter of a million logits takes a while: in a thread, so that nobody else waits for it.
    return await asyncio.to_thread(_answer, params, model, ids, len(typed), explored.logits[0])


def _answer(
    params: NextTokenParams, model: LanguageModel, ids: list[int], typed: int, logits: NDArray[np.float32]
) -> NextToken:
    """Put the answer together from the logits [vocabulary] after `ids`, whose first `typed` came from the text."""
    shaped = reshape(logits, Sampling(params.temperature, params.top_k, params.top_p, params.min_p))

    candidates = [
        Candidate(
            **shown(model.tokenizer.token(int(shaped.order[rank]))),
            rank=rank + 1,
            logit=float(logits[shaped.order[rank]]),
            probability=float(shaped.probabilities[rank]),
            adjusted=float(shaped.adjusted[rank]),
            cut_by=shaped.cut_by(rank),
        )
        for rank in range(min(params.top_n, len(logits)))
    ]
    thrown = None
    if params.seed is not None:
        hit = land(shaped, dice(params.seed, len(ids)))
        thrown = Thrown(
            **shown(model.tokenizer.token(hit.id)),
            seed=params.seed,
            position=len(ids),
            u=hit.u,
            rank=hit.rank + 1,
            probability=hit.probability,
            start=hit.start,
            end=hit.end,
        )
    text = model.tokenizer.decode([id for id in ids if id != model.entry.start])
    return NextToken(
        tokens=[
            ContextToken(**dict(read_token(token)), chosen=index >= typed)
            for index, token in enumerate(model.tokenizer.tokens(ids))
        ],
        candidates=candidates,
        spectrum=spectrum(logits[shaped.order]),
        entropy_bits=entropy_bits(np.asarray(shaped.probabilities)),
        kept=shaped.kept,
        vocabulary_size=len(logits),
        throw=thrown,
        as_text=text if model.context(text) == ids else None,
        token_limit=model.entry.context,
        model=facts(model),
    )


NEXT_TOKEN = View(
    name="next-token",
    params=NextTokenParams,
    compute=next_token,
    widget="next-token-bars",
    example={
        "ja": NextTokenParams(text="今日は良い"),
        "en": NextTokenParams(text="The capital of Japan is", model="smollm2-135m"),
    },
)
