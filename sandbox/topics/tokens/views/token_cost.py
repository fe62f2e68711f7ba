"""token-cost: the same text in twelve languages, how many tokens each takes, and what that costs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Literal
from weakref import WeakKeyDictionary

from pydantic import BaseModel, Field

from sandbox.models.tokenizer import Family, Tokenizer, TokenizerInfo
from sandbox.topics.tokens.comparison import cut
from sandbox.topics.tokens.parallel_text import Version, passage
from sandbox.topics.tokens.views.common import ALL, Tokenizers
from sandbox.topics.tokens.vocabulary_scripts import WRITTEN_WITH, Script, count_scripts
from sandbox.view import Params, Result, View, last_of

if TYPE_CHECKING:
    from sandbox.lab import Lab

Language = Literal["ja", "en", "zh", "ko", "de", "fr", "es", "ar", "hi", "th", "vi", "ru"]


class TokenCostParams(Params):
    """How many tokens does the same text take in each language, compared with `baseline`, and at what cost?

    The cost is `price` for a million tokens, with the text being sent `times` times; the currency is a label. Which
    tokenizer and language one looks at, and the order of the rows, concern the picture only.
    """

    tokenizers: Tokenizers = ALL
    #: One that is not among `tokenizers` means the first of them.
    tokenizer: Annotated[str, Field(max_length=60)] = "cl100k"
    baseline: Language = "en"
    language: Language = "ja"
    price: Annotated[float, Field(ge=0, le=1_000_000)] = 300
    currency: Literal["JPY", "USD", "EUR"] = "JPY"
    times: Annotated[int, Field(ge=1, le=1_000_000_000)] = 10_000
    sort: Literal["tokens", "characters", "bytes", "listed"] = "tokens"
    descending: bool = False


class LanguageCost(BaseModel):
    """The text in one language. What is counted by a tokenizer stands under its id.

    Attributes:
        language: BCP 47.
        name: of the language in itself; `names` in the languages of the pages.
        script: ISO 15924; `scripts`: the kinds of tokens in `Vocabulary` that it is written with.
        characters: Unicode code points.
        bytes: in UTF-8.
        counts: tokens.
        lost: characters that the tokenizer did not keep as they are: those of words that became [UNK], those left out,
            and those that lost their marks (é, が).
        ratio: tokens compared with the baseline; None where characters were lost here or there.
        cost: of sending the text as often as asked; None where characters were lost.
    """

    language: Language
    name: str
    names: dict[Literal["ja", "en"], str]
    script: str
    scripts: tuple[Script, ...]
    direction: Literal["ltr", "rtl"]
    text: str
    characters: int
    bytes: int
    counts: dict[str, int]
    lost: dict[str, int]
    tokens_per_character: dict[str, float]
    ratio: dict[str, float | None]
    cost: dict[str, float | None]


class Vocabulary(BaseModel):
    """A tokenizer, and how many of its tokens are written in which script; together they are `size`."""

    tokenizer: str
    name: str
    family: Family
    size: int
    scripts: dict[Script, int]


class TokenCost(Result):
    """The answer: `passage` is the title of the text in the pages' languages, `known` all tokenizers there are."""

    passage: dict[Literal["ja", "en"], str]
    languages: list[LanguageCost]
    vocabularies: list[Vocabulary]
    known: list[TokenizerInfo]


async def token_cost_snapshots(params: TokenCostParams, lab: Lab) -> AsyncGenerator[TokenCost, None]:
    """Count the tokens of the passage with one tokenizer after the other; the one that is looked at comes first.

    Raises:
        BadInput: an unknown tokenizer.
        NotReady: a tokenizer belongs to a model that is not set up.
    """
    counted: dict[str, _Counted] = {}
    for id in sorted(params.tokenizers, key=lambda id: id != params.tokenizer):
        tokenizer = await lab.tokenizer(id, "tokenizers")
        counted[id] = await asyncio.to_thread(_Counted.by, tokenizer)
        yield _token_cost(params, [counted[id] for id in params.tokenizers if id in counted], lab.tokenizers())


async def token_cost(params: TokenCostParams, lab: Lab) -> TokenCost:
    """Count the tokens of the passage with all tokenizers. Raises what `token_cost_snapshots` raises."""
    return await last_of(token_cost_snapshots(params, lab))


@dataclass(frozen=True)
class _Counted:
    """What is counted with one tokenizer: its vocabulary; and by language the tokens and the lost characters."""

    vocabulary: Vocabulary
    tokens: dict[str, int]
    lost: dict[str, int]

    @classmethod
    def by(cls, tokenizer: Tokenizer) -> _Counted:
        """Count, or return what was counted before: no price changes it."""
        with _COUNTING:
            if tokenizer not in _COUNTED:
                cuts = {version.language: cut(version.text, tokenizer) for version in passage().languages}
                _COUNTED[tokenizer] = cls(
                    vocabulary=_vocabulary(tokenizer),
                    tokens={language: one.count for language, one in cuts.items()},
                    lost={language: one.lost for language, one in cuts.items()},
                )
            return _COUNTED[tokenizer]


#: What was counted, for as long as the tokenizer lives; one of them counts at a time.
_COUNTED: WeakKeyDictionary[Tokenizer, _Counted] = WeakKeyDictionary()
_COUNTING = Lock()


def _token_cost(params: TokenCostParams, counted: Sequence[_Counted], known: list[TokenizerInfo]) -> TokenCost:
    text = passage()
    return TokenCost(
        passage=text.title,
        languages=[_language(version, params, counted) for version in text.languages],
        vocabularies=[one.vocabulary for one in counted],
        known=known,
    )


def _language(version: Version, params: TokenCostParams, counted: Sequence[_Counted]) -> LanguageCost:
    language, base, characters = version.language, params.baseline, len(version.text)
    by = {one.vocabulary.tokenizer: one for one in counted}
    return LanguageCost(
        language=language,  # type: ignore[arg-type]  # checked by pydantic
        name=version.names["own"],
        names={"ja": version.names["ja"], "en": version.names["en"]},
        script=version.script,
        scripts=WRITTEN_WITH[version.script],
        direction=version.direction,
        text=version.text,
        characters=characters,
        bytes=len(version.text.encode()),
        counts={id: one.tokens[language] for id, one in by.items()},
        lost={id: one.lost[language] for id, one in by.items()},
        tokens_per_character={id: round(one.tokens[language] / characters, 4) for id, one in by.items()},
        ratio={
            id: None if one.lost[language] or one.lost[base] else ratio(one.tokens[language], one.tokens[base])
            for id, one in by.items()
        },
        cost={
            id: None if one.lost[language] else cost(one.tokens[language], params.times, params.price)
            for id, one in by.items()
        },
    )


def ratio(tokens: int, baseline: int) -> float:
    """Return how many times the tokens of the baseline these are."""
    return round(tokens / baseline, 4)


def cost(tokens: int, times: int, price: float) -> float:
    """Return what it costs to send so many tokens so often, at a price for a million tokens."""
    return round(tokens * times * price / 1_000_000, 6)


def _vocabulary(tokenizer: Tokenizer) -> Vocabulary:
    info = tokenizer.info
    assert info is not None  # every tokenizer of the lab has one
    scripts = count_scripts(tokenizer)
    scripts["special"] += info.vocabulary - tokenizer.size  # some published files leave them out
    return Vocabulary(tokenizer=info.id, name=info.name, family=info.family, size=info.vocabulary, scripts=scripts)


TOKEN_COST = View(
    name="token-cost",
    params=TokenCostParams,
    compute=token_cost,
    widget="token-cost",
    stream=token_cost_snapshots,
    example={"ja": TokenCostParams(), "en": TokenCostParams(currency="USD", price=2)},
)
