"""How much text is that: tokens as bytes, characters, books, libraries, and years of reading.

A token is a number in a list; nobody can picture 300 billion of them. What a person can picture is reached by a chain
of divisions, each with one assumption that can be changed:

    bytes      = tokens × bytes a token             about 4, in English as in Japanese
    characters = bytes / bytes a character          UTF-8: 1 for English, 3 for Japanese
    books      = tokens / tokens a book             about 100,000
    libraries  = books / books in that library
    years      = characters (English: words) / a minute's reading / (60 × hours a day × 365.25)

So every figure is a rule of thumb: the first digit is meant, not the third.

The tables of assets/scaling/corpora.toml, each row with its source, are read here too.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sandbox.language import Lang

DAYS_A_YEAR = 365.25

#: What an amount can be given in.
Unit = Literal["tokens", "bytes", "books", "words"]


class Row(BaseModel):
    """A row of the tables; `source` says where its figure comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str


class Writing(Row):
    """How a language is written and read.

    Attributes:
        bytes_per_character: in UTF-8.
        characters_per_word: with the space; None where words do not stand apart.
        per_minute: what an adult reads silently: words, or characters where there are no words.
    """

    bytes_per_character: float
    characters_per_word: float | None = None
    per_minute: float


class Library(Row):
    """A library that holds so many books."""

    id: str
    books: float
    names: dict[Lang, str]
    date: str


class Landmark(Row):
    """An amount of text that people know of, in the unit of its source.

    Attributes:
        kind: "model": what a model was trained on; "person": what people read or hear.
        rumour: whether nobody who knows has published the figure.
    """

    id: str
    kind: Literal["person", "model"]
    unit: Unit
    amount: float
    names: dict[Lang, str]
    rumour: bool = False


class Part(BaseModel):
    """A part of a data mix.

    Attributes:
        size: what was collected, in the unit of the mix.
        weight: per cent of what the model read in training.
        epochs: how many times it read the part.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    size: float
    weight: float
    epochs: float
    about: dict[Lang, str]


class Mix(Row):
    """What a model was trained on; `read`: tokens that it read in training."""

    id: str
    name: str
    unit: Literal["tokens", "bytes"]
    read: float
    parts: tuple[Part, ...]


class JapaneseCorpus(Row):
    """A corpus of Japanese; `again`: its text is counted in the row before already."""

    name: str
    bytes: float
    characters: float | None = None
    again: bool
    date: str


class JapaneseShare(Row):
    """The Japanese in a model's data: shares of the words and of the characters, 0 … 1, and the characters' count."""

    words: float
    characters: float
    count: float


class Moment(Row):
    """Something that happened so many years ago."""

    id: str
    years: float
    names: dict[Lang, str]


class Tables(BaseModel):
    """Everything in assets/scaling/corpora.toml; libraries and moments from small to large."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    writings: dict[Lang, Writing]
    libraries: tuple[Library, ...]
    landmarks: tuple[Landmark, ...]
    mixes: tuple[Mix, ...]
    japanese: tuple[JapaneseCorpus, ...]
    japanese_in_gpt3: JapaneseShare
    moments: tuple[Moment, ...]


@cache
def tables(assets: Path) -> Tables:
    """Read the tables from `assets`."""
    return Tables.model_validate(tomllib.loads((assets / "scaling" / "corpora.toml").read_text("utf-8")))


@dataclass(frozen=True)
class Rates:
    """What a token is taken for.

    Attributes:
        english: how English is written: words are counted in English, whatever language the text is in.
    """

    bytes_per_token: float
    tokens_per_book: float
    english: Writing

    def tokens(self, amount: float, unit: Unit) -> float:
        """Return how many tokens an amount is."""
        if unit == "bytes":
            return amount / self.bytes_per_token
        if unit == "books":
            return amount * self.tokens_per_book
        if unit == "words":
            letters = amount * (self.english.characters_per_word or 1)
            return letters * self.english.bytes_per_character / self.bytes_per_token
        return amount


@dataclass(frozen=True)
class Amount:
    """The same amount of text in all its units; `words` is None where words do not stand apart."""

    tokens: float
    bytes: float
    characters: float
    words: float | None
    books: float


def amount(tokens: float, rates: Rates, writing: Writing) -> Amount:
    """Convert a number of tokens to everything else."""
    size = tokens * rates.bytes_per_token
    characters = size / writing.bytes_per_character
    return Amount(
        tokens=tokens,
        bytes=size,
        characters=characters,
        words=characters / writing.characters_per_word if writing.characters_per_word else None,
        books=tokens / rates.tokens_per_book,
    )


def reading_years(count: float, per_minute: float, hours: float) -> float:
    """Return the years of reading `count` words or characters, at so many a minute and so many hours every day."""
    return count / per_minute / (60 * hours * DAYS_A_YEAR)


def last_moment(moments: tuple[Moment, ...], years: float) -> Moment | None:
    """Return the longest ago of the moments within these years; None if all lie before them."""
    return next((moment for moment in reversed(moments) if moment.years <= years), None)
