"""What several views of prompting ask and answer alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.models.sampling import Sampling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.lab import Lab
    from sandbox.models.language_model import LanguageModel
    from sandbox.topics.prompting.prompts import Prompt

#: The id of a model of the catalogue.
ModelId = Annotated[str, Field(max_length=60)]
#: Of a dice.
Seed = Annotated[int, Field(ge=0, le=2**31 - 1)]
#: A model that is not ours does not stop after its answer: it asks itself the next question.
NEXT_QUESTION = ("\nQ:", "\nQ：")


class KnownModel(BaseModel):
    """A model that can be chosen; `training`: what it has learnt."""

    id: str
    name: str
    training: Literal["language", "word-problems"]
    parameters: int
    languages: tuple[str, ...]


def known_models(lab: Lab) -> list[KnownModel]:
    """Name the models that can be chosen, those trained on word problems first, the largest of them in front."""
    decoders = [one for one in lab.catalog if one.kind == "decoder"]
    ours = sorted((one for one in decoders if one.trained_on == "word problems"), key=lambda one: -one.parameters)
    return [
        KnownModel(
            id=one.id,
            name=one.name,
            training="word-problems" if one.trained_on == "word problems" else "language",
            parameters=one.parameters,
            languages=one.languages,
        )
        for one in [*ours, *(one for one in decoders if one.trained_on == "language")]
    ]


def drawn(temperature: float, seed: int) -> Sampling:
    """Return how a completion is drawn. At temperature 0 nothing is: whatever the seed, it is the same question."""
    return Sampling(temperature=temperature, seed=seed if temperature else 0)


@dataclass(frozen=True)
class ReadPrompt:
    """A prompt as a model reads it.

    Attributes:
        ids: its tokens.
        text: the same for people; special tokens are named: <bos>, <|im_start|>.
    """

    ids: tuple[int, ...]
    text: str


def read_prompt(model: LanguageModel, prompt: Prompt) -> ReadPrompt:
    """Put a prompt in the form a model was trained on.

    A model with a chat form reads what is asked as the user's message, and finds its own message begun. Any other
    reads one text, and goes on where it ends.
    """
    encode, chat = model.tokenizer.encode, model.entry.chat
    if chat is None:
        whole = prompt.asked + prompt.begun
        ids = model.context(whole)
        return ReadPrompt(tuple(ids), _named(model, ids[: len(ids) - len(encode(whole))]) + whole)
    begun = prompt.begun.strip()
    start = [] if model.entry.start is None else [model.entry.start]
    before = [*start, *chat.before]
    ids = [*before, *encode(prompt.asked), *chat.after, *encode(begun, begins=False)]
    return ReadPrompt(tuple(ids), _named(model, before) + prompt.asked + _named(model, chat.after) + begun)


def _named(model: LanguageModel, ids: Sequence[int]) -> str:
    """Return the text of ids, special tokens by their names."""
    tokenizer = model.tokenizer
    runs = [(special, list(some)) for special, some in groupby(ids, lambda id: tokenizer.token(id).special)]
    return "".join(
        "".join(tokenizer.token(id).text for id in some) if special else tokenizer.decode(some)
        for special, some in runs
    )
