"""Lang exercises: prompts that differ in one thing, and continuations that are more or less probable after them.

The texts are data: assets/exercises.toml, written for this sandbox around the lecture's examples.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sandbox.language import Lang, written_in

ExerciseId = Literal["unagi", "tldr", "translation", "free"]
#: A text in the languages of the pages.
Named = dict[Lang, str]


class Context(BaseModel):
    """A prompt of an exercise, and what it is called."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: Named
    prompt: str


class Reading(BaseModel):
    """A continuation, exactly as it stands after the prompt (with the space before it), and what it is called."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    name: Named


class Exercise(BaseModel):
    """An exercise in one language.

    Attributes:
        language: of its prompts.
        model: the one it is offered with; new_tokens: how many it writes at most.
        until: texts that end what the model writes.
        aim: what a person would answer.
        contexts: the first is what the others are compared with.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: ExerciseId
    language: Lang
    model: str
    new_tokens: int
    until: tuple[str, ...]
    aim: Named
    source: Named
    contexts: tuple[Context, ...]
    readings: tuple[Reading, ...]


def spaced(continuation: str, prompt: str) -> str:
    """Return a continuation as it goes on from a prompt: words of English have a space between them."""
    touching = prompt[-1:].isspace() or continuation[:1].isspace() or not continuation[:1].isalnum()
    return continuation if touching or written_in(prompt[-1:] + continuation) == "ja" else f" {continuation}"


@lru_cache(maxsize=4)
def exercises(assets: Path) -> tuple[Exercise, ...]:
    """Return all exercises, read from `assets`/exercises.toml."""
    table = tomllib.loads((assets / "exercises.toml").read_text("utf-8"))
    return tuple(Exercise.model_validate(entry) for entry in table["exercises"])
