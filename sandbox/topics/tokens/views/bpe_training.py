"""bpe-training: how byte-pair encoding learns its merges from words or a text, and how they cut a new word."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.models.single_flight import SingleFlight
from sandbox.models.tokenizers_catalog import tokenizer_entries
from sandbox.models.turns import Turns
from sandbox.topics.tokens.bpe_training import Cut, Level, Step, Token, Trace, Word, train
from sandbox.topics.tokens.corpus import Form, read, split
from sandbox.topics.tokens.symbols import Ties
from sandbox.view import READABLE, Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab

Splitting = Literal["none", "gpt2", "gpt4"]

#: A longer corpus, in characters, keeps a core busy for a second or more. Large and small ones stand in two lines, each
#: one at a time, so that a class leaves threads and a core to all others, and a small one waits for small ones only.
LARGE = 20_000
LARGE_TRAININGS = Turns(places=1, waiting=20)
SMALL_TRAININGS = Turns(places=1, waiting=100)


class BpeTrainingParams(Params):
    """Which merges does BPE learn from `corpus`?"""

    #: Words with their counts, or any text.
    corpus: Annotated[str, Field(min_length=1, max_length=400_000), READABLE] = "hug 10, pug 5, pun 12, bun 4, hugs 5"
    merges: Annotated[int, Field(ge=1, le=10_000)] = 30
    level: Level = "character"
    #: Whose pattern cuts a text before merges are learned; words are cut already.
    splitting: Splitting = "gpt4"
    #: Which pair wins among those with the same count.
    ties: Ties = "first-seen"
    #: How to read the corpus; auto: as words where every line or part between commas reads "word count".
    form: Literal["auto", "words", "text"] = "auto"
    #: A word to cut by the merges, at both levels.
    new_word: Annotated[str, Field(max_length=100), READABLE] = ""


class Chunks(BaseModel):
    """How many words or chunks of text there are: different ones, and all."""

    different: int
    all: int


class Trial(BaseModel):
    """How a new word is cut by what was learned from characters, and from bytes."""

    text: str
    character: Cut
    byte: Cut


class BpeTraining(Result):
    """The answer of the view bpe-training."""

    form: Form
    level: Level
    chunks: Chunks
    characters: int  # of the corpus, a word counted as often as it occurs
    bytes: int  # in UTF-8
    base: list[Token]  # of the tokens at the beginning those that occur
    base_size: int
    words: list[Word]  # the most frequent ones before the first merge, in the order of the corpus
    more_words: int
    pairs: list[tuple[int, int, int]]  # [left id, right id, count] before the first merge, the best first
    total: int  # symbols in the corpus before the first merge
    steps: list[Step]
    finished: bool  # nothing is left to merge
    final_ids: list[int]  # the beginning of the corpus after the last merge; of a list every word once
    trial: Trial | None


@dataclass(frozen=True)
class _Learned:
    """A training, and the answer where no new word was asked."""

    trace: Trace
    answer: BpeTraining


#: The last trainings, so that another new word is cut at once; sizes are rough.
LEARNED: SingleFlight[BpeTrainingParams, _Learned] = SingleFlight(64 * 2**20, lambda learned: _size(learned.answer))


async def bpe_training(params: BpeTrainingParams, lab: Lab) -> BpeTraining:
    """Learn merges, and cut the new word by them.

    Raises:
        BadInput: the corpus is empty, or no list of words although `form` says so.
        NotReady: too many are waiting.
    """
    pattern = (await asyncio.to_thread(patterns, lab.settings.assets))[params.splitting]
    wanted: tuple[Level, ...] = ("character", "byte") if params.new_word else (params.level,)
    learned = {level: await _learned(params, level, pattern) for level in wanted}
    answer = learned[params.level].answer
    if not params.new_word:
        return answer

    def try_it() -> Trial:
        chunks = split(params.new_word, pattern if answer.form == "text" else None)
        character, byte = (learned[level].trace.cut(chunks) for level in wanted)
        return Trial(text=params.new_word, character=character, byte=byte)

    trial = await asyncio.to_thread(try_it)
    return answer.model_copy(update={"trial": trial})


async def _learned(params: BpeTrainingParams, level: Level, pattern: str | None) -> _Learned:
    """Return a training: from before, under way for somebody else, or now."""
    asked = params.model_copy(update={"level": level, "new_word": ""})

    async def compute() -> _Learned:
        stop = Event()
        line = LARGE_TRAININGS if len(asked.corpus) > LARGE else SMALL_TRAININGS
        return await line.work(lambda: _learn(asked, pattern, stop), stop)

    return await LEARNED.get(asked, compute)


def _learn(params: BpeTrainingParams, pattern: str | None, stop: Event) -> _Learned:
    """Read the corpus and learn."""
    corpus = read(params.corpus, None if params.form == "auto" else params.form, pattern)
    trace = train(corpus, params.level, params.merges, params.ties, stop)
    answer = BpeTraining(
        form=corpus.form,
        level=trace.level,
        chunks=Chunks(different=len(corpus.chunks), all=sum(corpus.chunks.values())),
        characters=sum(len(chunk) * times for chunk, times in corpus.chunks.items()),
        bytes=sum(len(chunk.encode()) * times for chunk, times in corpus.chunks.items()),
        base=[trace.tokens[id] for id in trace.base],
        base_size=trace.base_size,
        words=trace.words,
        more_words=trace.more_words,
        pairs=trace.pairs,
        total=trace.total,
        steps=trace.steps,
        finished=trace.finished,
        final_ids=trace.final_ids,
        trial=None,
    )
    return _Learned(trace, answer)


def _size(answer: BpeTraining) -> int:
    """Estimate the bytes of a training: mostly the pairs and words of its steps."""
    words = sum(len(word.ids) for step in answer.steps for word in step.words)
    return 3_200 * len(answer.steps) + 20 * words + 500 * answer.base_size


@cache
def patterns(assets: Path) -> dict[Splitting, str | None]:
    """Return the published regular expressions that cut a text, from the catalogue of tokenizers."""
    entries = tokenizer_entries(assets)
    return {"none": None, "gpt2": entries["gpt2"].pattern, "gpt4": entries["cl100k"].pattern}


BPE_TRAINING = View(
    name="bpe-training",
    params=BpeTrainingParams,
    compute=bpe_training,
    widget="bpe-stepper",
    example={"ja": BpeTrainingParams(new_word="mugs"), "en": BpeTrainingParams(new_word="mugs")},
)
