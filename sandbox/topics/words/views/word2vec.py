"""word2vec: a training that is watched epoch by epoch."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.models.segmenter import sentences_of
from sandbox.models.turns import Turns
from sandbox.topics.words import training
from sandbox.topics.words.skip_gram import Method, expected_examples
from sandbox.view import READABLE, Params, Result, View, last_of

if TYPE_CHECKING:
    from sandbox.lab import Lab


#: Trainings at once, and how many may wait for them: each keeps a core busy for seconds.
TRAININGS = Turns(places=2, waiting=20)
#: Seconds between two snapshots that are sent on the way.
PAUSE = 0.125
#: What is shown of our own corpora: words whose neighbours are followed where nobody chose any, and words on the map.
FOLLOWED = {"ja": ("りんご", "犬", "電車", "医者", "雨"), "en": ("apple", "dog", "train", "doctor", "rain")}
ON_MAP = {
    "ja": (
        *("りんご", "みかん", "ぶどう", "いちご", "桃", "バナナ", "犬", "猫", "馬", "牛", "象", "ライオン"),
        *("車", "電車", "バス", "船", "飛行機", "自転車", "父", "母", "兄", "姉", "祖父", "祖母"),
        *("医者", "看護師", "教師", "警察官", "画家", "大工", "雨", "雪", "風", "雷", "霧", "嵐"),
        *("日本", "フランス", "ドイツ", "中国", "エジプト", "カナダ"),
    ),
    "en": (
        *("apple", "orange", "peach", "banana", "lemon", "cherry", "dog", "cat", "horse", "cow", "elephant", "lion"),
        *("car", "train", "bus", "boat", "plane", "bicycle", "father", "mother", "brother", "sister", "uncle", "aunt"),
        *("doctor", "nurse", "teacher", "detective", "painter", "carpenter", "rain", "snow", "wind", "thunder", "fog"),
        *("hail", "japan", "france", "germany", "china", "egypt", "canada"),
    ),
}


class Word2VecParams(Params):
    """What does word2vec learn from a text?"""

    #: Empty means the corpus of ours.
    text: Annotated[str, Field(max_length=20_000), READABLE] = ""
    corpus: Literal["ja", "en"] = "ja"
    method: Method = "skip-gram"
    dimensions: Annotated[int, Field(ge=2, le=100)] = 50
    window: Annotated[int, Field(ge=1, le=10)] = 2
    #: Wrong words drawn for each right one.
    negative: Annotated[int, Field(ge=1, le=20)] = 5
    epochs: Annotated[int, Field(ge=1, le=200)] = 30
    #: At the beginning; it falls to 0. None: chosen by the size of the text.
    learning_rate: Annotated[float, Field(ge=0.001, le=0.25)] | None = None
    #: Words that occur less often are left out.
    min_count: Annotated[int, Field(ge=1, le=100)] = 2
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1
    #: Words whose neighbours are shown; empty means some that fit.
    watch: Annotated[tuple[Annotated[str, Field(min_length=1, max_length=40), READABLE], ...], Field(max_length=6)] = ()


class TextFacts(BaseModel):
    """What was trained on, and how.

    `rare` different words were left out; `examples` an epoch uses on average; `guessing` is the loss of one who knows
    nothing; `learning_rate` the one at the beginning.
    """

    own: bool
    sentences: int
    words: int
    vocabulary: int
    rare: int
    examples: int
    guessing: float
    learning_rate: float


class MapWord(BaseModel):
    """A word on the map."""

    word: str
    count: int


class Word2Vec(Result):
    """The answer of the view word2vec, or as much of it as there is: `ahead` have to finish before it begins."""

    status: Literal["waiting", "training", "done"]
    ahead: int
    epoch: int  # the last one done
    facts: TextFacts
    watched: list[training.Watched]
    map: list[MapWord]
    snapshots: list[training.Snapshot]


async def word2vec_snapshots(params: Word2VecParams, lab: Lab) -> AsyncGenerator[Word2Vec, None]:
    """Train and yield what has been learnt so far; closing this ends the training after its current epoch.

    Raises:
        BadInput: too few words, or too much work.
        NotReady: too many wait already, or this machine is far too slow.
    """
    prepared = await asyncio.to_thread(_Prepared.of, params, lab.settings.assets / "corpora")
    turn = TRAININGS.join()
    at_work = False
    stop = threading.Event()
    try:
        while turn.ahead:
            turn.moved.clear()
            yield prepared.shown("waiting", turn.ahead, [])
            await turn.moved.wait()
        loop = asyncio.get_running_loop()
        news: asyncio.Queue[list[training.Snapshot]] = asyncio.Queue()
        work = loop.run_in_executor(
            None, prepared.train, stop, lambda snapshots: loop.call_soon_threadsafe(news.put_nowait, snapshots)
        )
        at_work = True
        work.add_done_callback(lambda _: turn.leave())
        hearing = asyncio.ensure_future(news.get())
        try:
            while not work.done():
                await asyncio.wait({work, hearing}, return_when=asyncio.FIRST_COMPLETED)
                if hearing.done():
                    yield prepared.shown("training", 0, hearing.result())
                    hearing = asyncio.ensure_future(news.get())
            yield prepared.shown("done", 0, await work)
        finally:
            hearing.cancel()
    finally:
        stop.set()
        if not at_work:  # a thread at work leaves when it has stopped
            turn.leave()


async def word2vec(params: Word2VecParams, lab: Lab) -> Word2Vec:
    """Train and answer with all that was seen on the way. Raises what `word2vec_snapshots` raises."""
    return await last_of(word2vec_snapshots(params, lab))


@dataclass(frozen=True)
class _Prepared:
    """A training that could begin."""

    corpus: training.Corpus
    how: training.Training
    watched: list[training.Watched]
    on_map: list[str]
    own: bool

    @classmethod
    def of(cls, params: Word2VecParams, corpora: Path) -> _Prepared:
        """Cut the text into words, count them, and see whether this can be trained. Raises BadInput."""
        own = params.text.strip() != ""
        sentences = sentences_of(params.text) if own else training.sentences_in(corpora / f"{params.corpus}.txt")
        how = training.Training(
            method=params.method,
            dimensions=params.dimensions,
            window=params.window,
            negative=params.negative,
            epochs=params.epochs,
            learning_rate=params.learning_rate,
            min_count=params.min_count,
            seed=params.seed,
        )
        corpus = training.corpus_of(sentences, how.min_count)
        training.check_work(corpus, how)
        followed, on_map = (corpus.content[:5], ()) if own else (FOLLOWED[params.corpus], ON_MAP[params.corpus])
        watched = training.watched_words(params.watch or followed, corpus)
        prepared = cls(corpus, how, watched, training.words_on_map(watched, on_map, corpus), own)
        _ = prepared.facts  # now, in this thread: counting takes a while
        return prepared

    @cached_property
    def facts(self) -> TextFacts:
        """What is known of the text, and what a training on it will do."""
        lengths = [len(sentence) for sentence in self.corpus.sentences]
        return TextFacts(
            own=self.own,
            sentences=len(lengths),
            words=self.corpus.words,
            vocabulary=len(self.corpus.counts),
            rare=self.corpus.rare,
            examples=round(expected_examples(lengths, self.how.window, self.how.method)),
            guessing=round(training.loss_of_guessing(self.corpus, self.how), 4),
            learning_rate=self.how.learning_rate or training.learning_rate_for(self.corpus.words),
        )

    def train(
        self, stop: threading.Event, tell: Callable[[list[training.Snapshot]], object]
    ) -> list[training.Snapshot]:
        """Train in this thread and return all snapshots; `tell` those there are so far, not too often."""
        snapshots: list[training.Snapshot] = []
        told = 0.0
        for snapshot in training.train(self.corpus, self.how, [one.word for one in self.watched], self.on_map, stop):
            snapshots.append(snapshot)
            if time.monotonic() - told >= PAUSE:
                told = time.monotonic()
                tell(list(snapshots))
        return snapshots

    def shown(
        self, status: Literal["waiting", "training", "done"], ahead: int, snapshots: list[training.Snapshot]
    ) -> Word2Vec:
        """Return the answer as far as it goes."""
        return Word2Vec(
            status=status,
            ahead=ahead,
            epoch=snapshots[-1].epoch if snapshots else 0,
            facts=self.facts,
            watched=self.watched,
            map=[MapWord(word=word, count=self.corpus.counts[word]) for word in self.on_map],
            snapshots=snapshots,
        )


WORD2VEC = View(
    name="word2vec",
    params=Word2VecParams,
    compute=word2vec,
    stream=word2vec_snapshots,
    widget="word2vec-training",
    example={"ja": Word2VecParams(), "en": Word2VecParams(corpus="en")},
)
