"""skip-gram: the pairs of words that a sliding window gives."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.models.segmenter import sentences_of
from sandbox.topics.words.skip_gram import Method, Pairs, chances, examples, pairs
from sandbox.view import READABLE, Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab


class SkipGramParams(Params):
    """Which pairs does a window make that slides over `text`?"""

    text: Annotated[str, Field(min_length=1, max_length=400), READABLE]
    window: Annotated[int, Field(ge=1, le=10)] = 2
    method: Method = "skip-gram"
    #: The word in the middle of the window; one beyond the last word means the last.
    position: Annotated[int, Field(ge=0, le=400)] = 0


class TextWord(BaseModel):
    """A word of the text, where it stands in it (in characters), and the number of its sentence."""

    text: str
    start: int
    end: int
    sentence: int


class SkipGram(Result):
    """The answer of the view skip-gram."""

    words: list[TextWord]
    position: int
    pairs: list[Pairs]  # one entry a word
    count: int  # training examples in all
    chances: list[float]  # how often a training uses a word at distance 1, 2, …


async def skip_gram(params: SkipGramParams, lab: Lab) -> SkipGram:
    """Cut a text into words and slide the window over it. Raises BadInput where there is no word."""
    sentences = await asyncio.to_thread(sentences_of, params.text)
    if not sentences:
        raise BadInput("no_words", "text")
    words = [
        TextWord(text=word.surface, start=word.start, end=word.end, sentence=number)
        for number, sentence in enumerate(sentences)
        for word in sentence
    ]
    found = pairs([word.sentence for word in words], params.window)
    return SkipGram(
        words=words,
        position=min(params.position, len(words) - 1),
        pairs=found,
        count=examples(found, params.method),
        chances=chances(params.window),
    )


SKIP_GRAM = View(
    name="skip-gram",
    params=SkipGramParams,
    compute=skip_gram,
    widget="skip-gram",
    example={
        "ja": SkipGramParams(text="私は毎朝りんごを食べてから学校へ行きます。"),
        "en": SkipGramParams(text="I am writing to confirm our meeting on September 8th.", window=4),
    },
)
