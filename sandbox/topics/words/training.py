"""word2vec, trained while one watches: gensim's skip-gram or CBOW with negative sampling, a snapshot after each epoch.

Sources: Mikolov et al. 2013, arXiv 1301.3781 (skip-gram, CBOW) and 1310.4546 (negative sampling).

One worker and a seed make a training repeatable to the last bit on one machine. Frequent words are not thinned out
(gensim's `sample`), since the texts here are far too small for it.
"""

from __future__ import annotations

import logging
import math
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Event

import numpy as np
from gensim.models import Word2Vec
from gensim.parsing.preprocessing import STOPWORDS
from numpy.typing import NDArray
from pydantic import BaseModel

from sandbox.errors import BadInput, NotReady
from sandbox.models.segmenter import Word, sentences_of, words_of
from sandbox.topics.words.projection import pca_layout, turned_onto
from sandbox.topics.words.skip_gram import Method, expected_examples

#: Words without which there is nothing to compare.
FEWEST_WORDS = 5
#: Bound of the work: predictions, each of one word from one vector, right ones and sampled wrong ones. About 0.1 µs
#: each with up to 100 dimensions, so that a training takes some 8 s of one core at most.
MOST_PREDICTIONS = 80_000_000
#: Last resort on a machine that is far slower than that, in seconds.
MOST_SECONDS = 60
#: Snapshots kept of one training: all of the first epochs, where most happens, then at even distances.
MOST_SNAPSHOTS, EVERY_EPOCH_UNTIL = 60, 20
#: Words on the map, and neighbours listed of a word.
ON_MAP, NEIGHBORS = 42, 5

# Its warnings are about speed on many cores.
logging.getLogger("gensim.models.word2vec").setLevel(logging.ERROR)


@dataclass(frozen=True)
class Training:
    """How to train; the names are the usual ones. `negative`: wrong words drawn for each right one."""

    method: Method
    dimensions: int
    window: int
    negative: int
    epochs: int
    learning_rate: float | None  # None: by the size of the text
    min_count: int
    seed: int


@dataclass(frozen=True)
class Corpus:
    """A text ready for training.

    Attributes:
        sentences: its words in the spelling that is counted, sentence by sentence, rare words left out.
        counts: how often each word occurs, the most frequent first.
        rare: different words left out, since they occur too seldom.
        content: words that mean something by themselves, the most frequent first.
        normal: for the normal spelling of a dictionary, the word that occurs under it most often.
    """

    sentences: list[list[str]]
    counts: dict[str, int]
    rare: int
    content: list[str]
    normal: dict[str, str]

    @property
    def words(self) -> int:
        """Words in all sentences together."""
        return sum(self.counts.values())


class Watched(BaseModel):
    """A word that is watched: as it was typed, and as it stands in the vocabulary, if it does."""

    typed: str
    word: str | None
    count: int


class Neighbor(BaseModel):
    """A word near another one, and the cosine between their vectors."""

    word: str
    cosine: float


class Snapshot(BaseModel):
    """The state after an epoch; epoch 0 is the state before the first one: every vector random.

    Attributes:
        loss: sum over the sampled pairs of this epoch, right and wrong, for each word trained (nats); None at 0.
        learning_rate: at the end of this epoch; None at 0.
        neighbors: for each watched word its nearest ones; empty for a word that is not in the vocabulary.
        positions: [x, y] for each word of the map.
        explained: share of the spread of the map's words that its two axes show, 0 … 1.
    """

    epoch: int
    loss: float | None
    learning_rate: float | None
    neighbors: list[list[Neighbor]]
    positions: list[tuple[float, float]]
    explained: float


def spelling(word: Word) -> str:
    """Return the spelling under which a word is counted: The and the, ＡＢＣ and abc are one word."""
    return unicodedata.normalize("NFKC", word.surface).lower()


def corpus_of(sentences: Sequence[Sequence[Word]], min_count: int) -> Corpus:
    """Count the words of a text and leave out those that occur less than `min_count` times.

    Raises:
        BadInput: fewer than five different words are left.
    """
    spelled = [[spelling(word) for word in sentence] for sentence in sentences]
    every = Counter(word for sentence in spelled for word in sentence)
    # most_common keeps the order of first occurrence among equals.
    counts = {word: count for word, count in every.most_common() if count >= min_count}
    if len(counts) < FEWEST_WORDS:
        raise BadInput("vocabulary_too_small", "text", count=len(counts), least=FEWEST_WORDS, min_count=min_count)
    first = {spelling(word): word for sentence in sentences for word in sentence}
    return Corpus(
        sentences=[kept for sentence in spelled if (kept := [word for word in sentence if word in counts])],
        counts=counts,
        rare=len(every) - len(counts),
        content=[word for word in counts if first[word].content and word not in STOPWORDS],
        normal={first[word].normal: word for word in reversed(counts)},
    )


@cache
def sentences_in(path: Path) -> list[list[Word]]:
    """Read a corpus of ours and cut it into words, once."""
    return sentences_of(path.read_text("utf-8"))


def watched_words(wished: Sequence[str], corpus: Corpus) -> list[Watched]:
    """Find typed words in the vocabulary: as they are, or by the spelling a dictionary has (リンゴ finds りんご)."""
    found = []
    for typed in dict.fromkeys(wished):
        words = words_of(typed)
        spelled = spelling(words[0]) if len(words) == 1 else ""
        word = spelled if spelled in corpus.counts else corpus.normal.get(words[0].normal) if spelled else None
        found.append(Watched(typed=typed, word=word, count=corpus.counts[word] if word else 0))
    return found


def words_on_map(watched: Sequence[Watched], wished: Sequence[str], corpus: Corpus) -> list[str]:
    """Choose the words of the map: the watched ones, the wished ones, the most frequent ones that mean something."""
    first = [word for word in [*(one.word for one in watched), *wished] if word in corpus.counts]
    return list(dict.fromkeys([*first, *corpus.content, *corpus.counts]))[:ON_MAP]


def learning_rate_for(words: int) -> float:
    """Return a learning rate at which one can watch: the fewer words an epoch has, the larger its steps must be."""
    return round(min(max(300 / words, 0.005), 0.1), 4)


def predictions(corpus: Corpus, how: Training) -> float:
    """Return how many predictions one epoch takes: every example, and the wrong words drawn for it."""
    return expected_examples([len(one) for one in corpus.sentences], how.window, how.method) * (1 + how.negative)


def check_work(corpus: Corpus, how: Training) -> None:
    """Refuse a training that would take too long, and say how many epochs would do. Raises BadInput."""
    each = predictions(corpus, how)
    most = max(int(MOST_PREDICTIONS // max(each, 1)), 1)
    if how.epochs > most:
        raise BadInput("too_much_training", "epochs", epochs=how.epochs, most=most, words=corpus.words)


def loss_of_guessing(corpus: Corpus, how: Training) -> float:
    """Return about what the loss is where nothing is known: every prediction, right or wrong, costs ln 2."""
    return predictions(corpus, how) * math.log(2) / corpus.words


def train(
    corpus: Corpus, how: Training, watched: Sequence[str | None], on_map: Sequence[str], stop: Event
) -> Iterator[Snapshot]:
    """Train and yield snapshots: before the first epoch, and after as many as are kept.

    Args:
        corpus: the text.
        how: the settings.
        watched: words whose neighbours are listed; None for one that is not in the vocabulary.
        on_map: words that get a position, all of them in the vocabulary.
        stop: when it is set, nothing more comes after the epoch under way.

    Raises:
        NotReady: it takes far longer than it should.
    """
    model = Word2Vec(
        sg=how.method == "skip-gram",
        hs=0,
        negative=how.negative,
        vector_size=how.dimensions,
        window=how.window,
        min_count=1,  # rare words are left out already
        sample=0,
        sorted_vocab=0,  # they are sorted already, in one way on every machine
        batch_words=1000,  # so that the learning rate falls smoothly
        seed=how.seed,
        workers=1,
    )
    model.build_vocab_from_freq(corpus.counts, corpus_count=len(corpus.sentences))
    look = _Look(model, watched, on_map)
    start = how.learning_rate or learning_rate_for(corpus.words)
    kept = kept_epochs(how.epochs)
    begun = time.monotonic()
    yield look(0, None, None)
    for epoch in range(1, how.epochs + 1):
        end = start * (1 - epoch / how.epochs)
        trained, _ = model.train(
            corpus.sentences,
            total_examples=len(corpus.sentences),
            epochs=1,
            start_alpha=start * (1 - (epoch - 1) / how.epochs),
            end_alpha=end,
            compute_loss=True,  # gensim sums it up anew in every call
        )
        if stop.is_set():
            return
        if time.monotonic() - begun > MOST_SECONDS:
            raise NotReady("training_too_slow", seconds=MOST_SECONDS)
        if epoch in kept:
            yield look(epoch, model.get_latest_training_loss() / max(trained, 1), end)


def kept_epochs(epochs: int) -> set[int]:
    """Return the epochs after which a snapshot is kept, the last one always among them."""
    if epochs < MOST_SNAPSHOTS:
        return set(range(epochs + 1))
    later = np.linspace(EVERY_EPOCH_UNTIL, epochs, MOST_SNAPSHOTS - EVERY_EPOCH_UNTIL)
    return {*range(EVERY_EPOCH_UNTIL), *(round(epoch) for epoch in later)}


class _Look:
    """Looks at a model as it is now, and lays each map onto the one before it, so that it does not turn or flip."""

    def __init__(self, model: Word2Vec, watched: Sequence[str | None], on_map: Sequence[str]) -> None:
        self._vectors = model.wv
        self._watched = [None if word is None else model.wv.key_to_index[word] for word in watched]
        self._on_map = [model.wv.key_to_index[word] for word in on_map]
        self._before: NDArray[np.float64] | None = None

    def __call__(self, epoch: int, loss: float | None, learning_rate: float | None) -> Snapshot:
        raw = self._vectors.vectors
        unit = raw / np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-12)
        positions, shares = pca_layout(unit[self._on_map])
        if self._before is not None:
            positions = turned_onto(positions, self._before)
        self._before = positions
        return Snapshot(
            epoch=epoch,
            loss=None if loss is None else round(float(loss), 4),
            learning_rate=None if learning_rate is None else round(learning_rate, 6),
            neighbors=[[] if row is None else self._nearest(unit, row) for row in self._watched],
            positions=[(round(x, 3), round(y, 3)) for x, y in positions.tolist()],
            explained=round(sum(shares), 3),
        )

    def _nearest(self, unit: NDArray[np.float32], row: int) -> list[Neighbor]:
        cosines = unit @ unit[row]
        cosines[row] = -2  # a word is not its own neighbour
        best = np.argsort(-cosines, kind="stable")[: min(NEIGHBORS, len(cosines) - 1)]
        return [Neighbor(word=self._vectors.index_to_key[one], cosine=round(float(cosines[one]), 3)) for one in best]
