"""corpus-size: how much text so many tokens are, what models were trained on, and how much of it is Japanese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.language import Lang
from sandbox.topics.scale.corpus_size import (
    Amount,
    Moment,
    Part,
    Rates,
    Tables,
    Unit,
    Writing,
    amount,
    last_moment,
    reading_years,
    tables,
)
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab

#: Shown where nothing is asked: what GPT-3 read.
GPT_3 = 300e9
#: The least and the most that can be asked for, in tokens.
LEAST, MOST = 1.0, 1e17
#: Years of a life, to count years of reading in.
LIFETIME = 80


class CorpusSizeParams(Params):
    """How much text is that? Given in tokens, bytes or books: one of them; the others are 0. All 0: what GPT-3 read.

    Attributes:
        language: what the text is written in, and how fast it is read.
        characters_a_minute: reading Japanese; words_a_minute: reading English.
        hours: of reading, every day.
        picture: what is looked at.
    """

    tokens: Annotated[float, Field(ge=0, le=1e17)] = 0
    bytes: Annotated[float, Field(ge=0, le=1e18)] = 0
    books: Annotated[float, Field(ge=0, le=1e12)] = 0
    language: Lang = "ja"
    bytes_per_token: Annotated[float, Field(ge=0.5, le=20)] = 4
    tokens_per_book: Annotated[float, Field(ge=1_000, le=10_000_000)] = 100_000
    characters_a_minute: Annotated[float, Field(ge=10, le=100_000)] = 500
    words_a_minute: Annotated[float, Field(ge=10, le=20_000)] = 238
    hours: Annotated[float, Field(ge=0.1, le=24)] = 8
    picture: Literal["ladder", "mixes", "japanese"] = "ladder"


class LibraryCount(BaseModel):
    """A library of so many books, which are so many tokens, and how many such libraries the text would fill."""

    id: str
    names: dict[Lang, str]
    books: float
    tokens: float
    count: float
    source: str
    date: str


class LandmarkTokens(BaseModel):
    """A known amount of text, in tokens; `unit` and `amount` are those of the source."""

    id: str
    kind: Literal["person", "model"]
    unit: Unit
    amount: float
    tokens: float
    names: dict[Lang, str]
    rumour: bool
    source: str


class PartShare(Part):
    """A part of a mix.

    Attributes:
        share: of what was collected, 0 … 1.
        read: of what the model read, 0 … 1: the printed weights, which need not add up to 100 %, divided by their sum.
    """

    share: float
    read: float


class MixShares(BaseModel):
    """What a model was trained on; `total` in the unit of the mix."""

    id: str
    name: str
    unit: Literal["tokens", "bytes"]
    total: float
    tokens_read: float
    parts: list[PartShare]
    source: str


class JapaneseRow(BaseModel):
    """A corpus of Japanese; `again`: its text is counted in the row before already."""

    name: str
    bytes: float
    tokens: float
    characters: float | None
    again: bool
    source: str
    date: str


class Japanese(BaseModel):
    """Japanese text there was to train on at the end of 2023.

    Attributes:
        total_bytes, total_tokens: of all rows, as the lecture adds them up.
        once_bytes, once_tokens: with no text counted twice.
        share_words, share_characters: of GPT-3's data, 0 … 1.
        characters, books: of Japanese in GPT-3's data.
    """

    rows: list[JapaneseRow]
    total_bytes: float
    total_tokens: float
    once_bytes: float
    once_tokens: float
    share_words: float
    share_characters: float
    characters: float
    books: float
    source: str


class Reading(BaseModel):
    """How long a person would read.

    Attributes:
        unit: of `count` and `per_minute`.
        usual: what an adult reads in a minute.
        lives: the years in lives of LIFETIME years that do nothing else.
        moment: what had just happened when the reading would have had to begin, to be done today; None: nothing known.
        source: of `usual`.
    """

    unit: Literal["characters", "words"]
    count: float
    per_minute: float
    usual: float
    hours: float
    years: float
    lives: float
    moment: Moment | None
    source: str


class CorpusSize(Result):
    """The same amount in all units, and what it can be laid beside.

    Attributes:
        words: None where words do not stand apart.
        writings: what is taken for granted of each language; moments: those that `reading` chooses from.
    """

    tokens: float
    bytes: float
    characters: float
    words: float | None
    books: float
    libraries: list[LibraryCount]
    reading_years: float
    reading: Reading
    landmarks: list[LandmarkTokens]
    mixes: list[MixShares]
    japanese: Japanese
    moments: list[Moment]
    writings: dict[Lang, Writing]


async def corpus_size(params: CorpusSizeParams, lab: Lab) -> CorpusSize:
    """Convert, and lay beside it what is known."""
    return answer(params, tables(lab.settings.assets))


def answer(params: CorpusSizeParams, known: Tables) -> CorpusSize:
    """Answer from the tables.

    Raises:
        BadInput: more than one amount ("one_amount"), or less than LEAST or more than MOST ("corpus_amount").
    """
    rates = Rates(params.bytes_per_token, params.tokens_per_book, known.writings["en"])
    text = amount(_asked(params, rates), rates, known.writings[params.language])
    reading = _reading(text, params, known)
    return CorpusSize(
        tokens=text.tokens,
        bytes=text.bytes,
        characters=text.characters,
        words=text.words,
        books=text.books,
        libraries=[
            LibraryCount(
                **library.model_dump(),
                tokens=rates.tokens(library.books, "books"),
                count=text.books / library.books,
            )
            for library in known.libraries
        ],
        reading_years=reading.years,
        reading=reading,
        landmarks=[
            LandmarkTokens(**one.model_dump(), tokens=rates.tokens(one.amount, one.unit)) for one in known.landmarks
        ],
        mixes=_mixes(known),
        japanese=_japanese(rates, known),
        moments=list(known.moments),
        writings=known.writings,
    )


def _asked(params: CorpusSizeParams, rates: Rates) -> float:
    """Return the tokens that are asked about."""
    amounts: dict[Unit, float] = {"tokens": params.tokens, "bytes": params.bytes, "books": params.books}
    given = [(unit, value) for unit, value in amounts.items() if value]
    if len(given) > 1:
        raise BadInput("one_amount", given[1][0])
    if not given:
        return GPT_3
    [(unit, value)] = given
    tokens = rates.tokens(value, unit)
    if not LEAST <= tokens <= MOST:
        raise BadInput("corpus_amount", unit)
    return tokens


def _reading(text: Amount, params: CorpusSizeParams, known: Tables) -> Reading:
    writing = known.writings[params.language]
    count = text.characters if text.words is None else text.words
    per_minute = params.characters_a_minute if text.words is None else params.words_a_minute
    years = reading_years(count, per_minute, params.hours)
    return Reading(
        unit="characters" if text.words is None else "words",
        count=count,
        per_minute=per_minute,
        usual=writing.per_minute,
        hours=params.hours,
        years=years,
        lives=years / LIFETIME,
        moment=last_moment(known.moments, years),
        source=writing.source,
    )


def _mixes(known: Tables) -> list[MixShares]:
    mixes = []
    for mix in known.mixes:
        total, weights = sum(part.size for part in mix.parts), sum(part.weight for part in mix.parts)
        parts = [
            PartShare(**part.model_dump(), share=part.size / total, read=part.weight / weights) for part in mix.parts
        ]
        mixes.append(
            MixShares(
                id=mix.id,
                name=mix.name,
                unit=mix.unit,
                total=total,
                tokens_read=mix.read,
                parts=parts,
                source=mix.source,
            )
        )
    return mixes


def _japanese(rates: Rates, known: Tables) -> Japanese:
    rows = [JapaneseRow(**corpus.model_dump(), tokens=rates.tokens(corpus.bytes, "bytes")) for corpus in known.japanese]
    total, once = sum(row.bytes for row in rows), sum(row.bytes for row in rows if not row.again)
    share = known.japanese_in_gpt3
    tokens = share.count * known.writings["ja"].bytes_per_character / rates.bytes_per_token
    return Japanese(
        rows=rows,
        total_bytes=total,
        total_tokens=rates.tokens(total, "bytes"),
        once_bytes=once,
        once_tokens=rates.tokens(once, "bytes"),
        share_words=share.words,
        share_characters=share.characters,
        characters=share.count,
        books=tokens / rates.tokens_per_book,
        source=share.source,
    )


CORPUS_SIZE = View(
    name="corpus-size",
    params=CorpusSizeParams,
    compute=corpus_size,
    widget="corpus-size",
    example={"ja": CorpusSizeParams(tokens=GPT_3), "en": CorpusSizeParams(tokens=GPT_3, language="en")},
)
