"""The view masked-token: what a masked model writes into the blanks of a text, seeing both sides or one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.models.sampling import entropy_bits, softmax
from sandbox.topics.model_facts import ModelFacts, facts
from sandbox.topics.next_token.blanks import SIDES, Reading, Side, covered, filled, read
from sandbox.topics.next_token.cloze_accuracy import Tally, measured
from sandbox.topics.shown_token import ReadToken, ShownToken, read_token, shown
from sandbox.view import READABLE, Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab
    from sandbox.models.language_model import LanguageModel

#: Blanks of one text. Each is asked three times: of both sides, of the left one, of the right one.
MOST_BLANKS = 3
#: In `fill`: nothing is written into this blank.
OPEN = -1


class MaskedTokenParams(Params):
    """What belongs into the blanks of `text`, where `fill` was written into them already?"""

    text: Annotated[str, Field(min_length=1, max_length=400), READABLE]
    model: Annotated[str, Field(max_length=60)] = "mushikui-1m"
    #: Ids, one for each blank from the first on; -1 leaves one open.
    fill: Annotated[tuple[Annotated[int, Field(ge=OPEN)], ...], Field(max_length=MOST_BLANKS)] = ()
    #: The blank whose candidates are looked at, counted from 0.
    blank: Annotated[int, Field(ge=0, lt=MOST_BLANKS)] = 0
    top_n: Annotated[int, Field(ge=1, le=30)] = 8


class TextToken(ReadToken):
    """A token of the text.

    Attributes:
        blank: which blank it is, None for what was typed.
        unknown: the model's token for what it has no word for: it reads nothing of it.
    """

    blank: int | None
    unknown: bool


class Candidate(ShownToken):
    """A token that may stand in the blank."""

    rank: int  # 1 is the most probable
    logit: float
    probability: float


class Filling(Candidate):
    """A candidate as it is seen from both sides; `left` and `right`: its probability when only that side is seen."""

    left: float
    right: float


class Seen(BaseModel):
    """What the model says of a blank when it sees one side.

    Attributes:
        tokens: that it sees of the text, the other blanks not counted.
        candidates: the most probable first.
        entropy_bits: of all tokens of its vocabulary.
    """

    tokens: int
    candidates: list[Candidate]
    entropy_bits: float


class Blank(BaseModel):
    """A blank as it is seen from both sides.

    Attributes:
        token: its place among the tokens.
        tokens, candidates, entropy_bits: as in Seen.
        chosen: the token that was written into this blank.
        left, right: the same blank with everything on the other side covered.
    """

    token: int
    tokens: int
    candidates: list[Filling]
    entropy_bits: float
    chosen: Filling | None
    left: Seen
    right: Seen


class KnownModel(BaseModel):
    """A model that fills blanks."""

    id: str
    name: str


class MaskedToken(Result):
    """The answer of the view masked-token.

    Attributes:
        blanks: in the order of the text. None: the text has no blank, and waits for one.
        measured: by language and side, how often our own model is right in sentences that it never saw.
        own: whether the model was trained on our made-up sentences alone.
    """

    tokens: list[TextToken]
    blanks: list[Blank]
    vocabulary_size: int
    token_limit: int
    known: list[KnownModel]
    measured: dict[str, dict[str, Tally]]
    own: bool
    model: ModelFacts


async def masked_token(params: MaskedTokenParams, lab: Lab) -> MaskedToken:
    """Ask a masked model for every blank: seeing both sides, the left one, the right one.

    Every blank is asked by itself, with the others as they are: open, or with what `fill` says. The probabilities of
    two open blanks are therefore no joint ones.

    Raises:
        BadInput: a model that fills no blanks, a chosen token outside its vocabulary, too many blanks or tokens.
        NotReady: the model is not set up, or too many requests wait for it.
    """
    known = [entry for entry in lab.catalog if entry.mask is not None]
    if params.model not in [entry.id for entry in known]:
        raise BadInput("unknown_model", "model", known=", ".join(entry.id for entry in known))
    model = await lab.any_model(params.model, kinds=("encoder",))
    beyond = [id for id in params.fill if id >= model.entry.vocabulary]
    if beyond:
        raise BadInput("unknown_token", "fill", id=beyond[0], size=model.entry.vocabulary)
    reading = read(params.text, model.tokenizer, model.entry)
    if len(reading.blanks) > MOST_BLANKS:
        raise BadInput("too_many_blanks", "text", limit=MOST_BLANKS, count=len(reading.blanks))
    model.check(reading.ids)
    blanks = await asyncio.gather(*(_blank(params, model, reading, number) for number in range(len(reading.blanks))))
    unknown = model.tokenizer.unknown
    places = {place: number for number, place in enumerate(reading.blanks)}
    shipped = model.entry.shipped
    return MaskedToken(
        tokens=[
            TextToken(**dict(read_token(token)), blank=places.get(place), unknown=token.id == unknown)
            for place, token in enumerate(reading.tokens)
        ],
        blanks=list(blanks),
        vocabulary_size=model.entry.vocabulary,
        token_limit=model.entry.context,
        known=[KnownModel(id=entry.id, name=entry.name) for entry in known],
        measured=measured(shipped) if shipped else {},
        own=model.entry.trained_on == "made-up sentences",
        model=facts(model),
    )


async def _blank(params: MaskedTokenParams, model: LanguageModel, reading: Reading, number: int) -> Blank:
    """Ask for one blank from both sides, from the left and from the right. (What is the same is computed once.)"""
    place = reading.blanks[number]
    written = {
        blank: id for blank, id in zip(reading.blanks, params.fill, strict=False) if blank != place and id != OPEN
    }
    ids = filled(reading.ids, written)
    asked = {side: covered(ids, place, side, reading, model.entry.mask) for side in SIDES}
    explored = await asyncio.gather(*(model.explore(asked[side], logits_at=(place,)) for side in SIDES))
    logits = {side: one.logits[0] for side, one in zip(SIDES, explored, strict=True)}
    chosen = params.fill[number] if number < len(params.fill) and params.fill[number] != OPEN else None
    # Sorting a vocabulary takes a while: in a thread, so that nobody else waits for it.
    return await asyncio.to_thread(_answer, model, reading, place, asked, logits, params.top_n, chosen)


def _answer(
    model: LanguageModel,
    reading: Reading,
    place: int,
    asked: dict[Side, tuple[int, ...]],
    logits: dict[Side, NDArray[np.float32]],
    top_n: int,
    chosen: int | None,
) -> Blank:
    """Put together what the logits [vocabulary] of every side say of the blank at `place`."""
    probabilities = {side: softmax(logits[side].astype(np.float64)) for side in SIDES}
    orders = {side: np.argsort(-logits[side], kind="stable") for side in SIDES}
    tokens = {side: sum(id != model.entry.mask for id in asked[side][reading.first : reading.last]) for side in SIDES}

    def candidate(side: Side, id: int) -> dict[str, Any]:
        return {
            **shown(model.tokenizer.token(id)),
            "rank": 1 + int(np.flatnonzero(orders[side] == id)[0]),
            "logit": float(logits[side][id]),
            "probability": float(probabilities[side][id]),
        }

    def filling(id: int) -> Filling:
        left, right = (float(probabilities[side][id]) for side in ("left", "right"))
        return Filling(**candidate("both", id), left=left, right=right)

    def seen(side: Side) -> Seen:
        return Seen(
            tokens=tokens[side],
            candidates=[Candidate(**candidate(side, int(id))) for id in orders[side][:top_n]],
            entropy_bits=entropy_bits(probabilities[side]),
        )

    return Blank(
        token=place,
        tokens=tokens["both"],
        candidates=[filling(int(id)) for id in orders["both"][:top_n]],
        entropy_bits=entropy_bits(probabilities["both"]),
        chosen=None if chosen is None else filling(chosen),
        left=seen("left"),
        right=seen("right"),
    )


MASKED_TOKEN = View(
    name="masked-token",
    params=MaskedTokenParams,
    compute=masked_token,
    widget="masked-token",
    example={
        "ja": MaskedTokenParams(text="太郎は公園[MASK]遊びました。"),
        "en": MaskedTokenParams(text="The dogs [MASK] very hungry."),
    },
)
