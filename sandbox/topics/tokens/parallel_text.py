"""One passage in twelve languages: assets/parallel.toml, written for this sandbox."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sandbox.settings import Settings


class Version(BaseModel):
    """The passage in one language.

    Attributes:
        language: BCP 47, such as "zh".
        script: ISO 15924, such as "Hans".
        direction: which way it is written.
        names: of the language, in itself ("own") and in the languages of the pages.
        sentences: as many as in every other language, in the same order.
        joined_by: what stands between two sentences.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str
    script: Literal["Jpan", "Latn", "Hans", "Kore", "Arab", "Deva", "Thai", "Cyrl"]
    direction: Literal["ltr", "rtl"]
    names: dict[Literal["own", "ja", "en"], str]
    sentences: tuple[str, ...]
    joined_by: str = " "

    @property
    def text(self) -> str:
        """The whole passage."""
        return self.joined_by.join(self.sentences)


class Passage(BaseModel):
    """A text in many languages, and its title in those of the pages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: dict[Literal["ja", "en"], str]
    languages: tuple[Version, ...]


@cache
def passage() -> Passage:
    """Return the passage, read once."""
    return Passage.model_validate(tomllib.loads((Settings().assets / "parallel.toml").read_text("utf-8")))
