"""A training of the small model on the village, cut into slices, so that many people's trainings take turns.

Every step reads two rows of new text: nothing is read twice, so each loss on the way is one on text not seen before.
At some moments the model writes about people of the village, and what it says can be checked, sentence by sentence.
At the end its loss is measured on the held-out text: the same text, model and rules as in scripts/train-scaling-law.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from sandbox.topics.scale import small_model
from sandbox.topics.scale.small_model import Shape
from sandbox.topics.scale.village import CONTEXT, LANGUAGES, Village, village

#: Rows of a step, and the characters that it learns from. Where nothing is learnt, more rows at once are faster.
BATCH = 2
CHARACTERS_A_STEP = BATCH * CONTEXT
MEASURED_AT_ONCE = 8
#: Points of the curve: their distances grow by the same factor, as they are drawn on a logarithmic axis.
CURVE_POINTS = 40
#: The model writes at these shares of its training.
MOMENTS = (0.0, 0.03, 0.1, 0.3, 1.0)
#: The people it writes about: how many others are spoken of more often. And the most characters it adds.
PEOPLE = (0, 9, 99)
WRITTEN = 100
#: What ends a document, and stands before the first.
NEWLINE = 0

Verdict = Literal["true", "false", "broken"]


def heads(width: int) -> int:
    """Return the number of attention heads: 8, or fewer where a head would have fewer than 4 numbers."""
    return next(number for number in range(min(8, width // 4), 0, -1) if width % number == 0)


def peak_rate(width: int) -> float:
    """Return the highest learning rate of a training: the rule of scripts/train-scaling-law, found by a sweep there."""
    return 0.32 / width


@dataclass(frozen=True)
class Plan:
    """What is trained. The characters are whole steps; the seed is the one of weights, text and writing."""

    width: int
    layers: int
    characters: int
    seed: int

    @property
    def steps(self) -> int:
        """How many steps read the text once."""
        return self.characters // CHARACTERS_A_STEP


@dataclass(frozen=True)
class Sentence:
    """A sentence that the model wrote: is it true of the person, false, or none that the village knows?"""

    text: str
    verdict: Verdict


@dataclass(frozen=True)
class Sample:
    """What the model wrote about a person: `start` was given to it; `rank` others are spoken of more often."""

    language: str
    rank: int
    start: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Moment:
    """What the model wrote after `characters` of its training."""

    characters: int
    samples: tuple[Sample, ...]


class Training:
    """A training under way. One thread at a time may work on it.

    Attributes:
        step: steps that are done.
        curve: points (characters read, mean loss since the point before), nats a character.
        moments: what it wrote so far.
        loss: on the held-out text, nats a character; None until the training is done.
    """

    def __init__(self, assets: Path, plan: Plan) -> None:
        self.plan = plan
        self.village = village(assets)
        self.shape = Shape(len(self.village.alphabet), plan.width, plan.layers, heads(plan.width))
        self.step = 0
        self.curve: list[tuple[int, float]] = []
        self.moments: list[Moment] = []
        self.loss: float | None = None
        self._work = self._pieces(assets)

    @property
    def seen(self) -> int:
        """How many characters were read so far."""
        return self.step * CHARACTERS_A_STEP

    @property
    def done(self) -> bool:
        """Whether there is nothing left to do."""
        return self.loss is not None

    def work(self, seconds: float) -> None:
        """Go on for about so long."""
        until = time.monotonic() + seconds
        with ONE_THREAD:
            for _ in self._work:
                if time.monotonic() >= until:
                    break

    def _pieces(self, assets: Path) -> Iterator[None]:
        """Do all of it, pausing after every step, and after every text, which takes up to a tenth of a second."""
        plan, shape = self.plan, self.shape
        row, weights = small_model.in_one_row(small_model.initial_weights(shape, plan.seed))
        optimizer = small_model.AdamW(row)
        schedule = small_model.Schedule(peak_rate(plan.width), plan.steps)
        text = self.village.endless_rows(plan.seed)
        points = {round(place) for place in np.geomspace(1, plan.steps, CURVE_POINTS)}
        moments = {round(share * plan.steps) for share in MOMENTS}
        losses: list[float] = []

        yield from self._write(weights)
        for step in range(plan.steps):
            rows = np.stack([next(text) for _ in range(BATCH)])
            loss, gradients = small_model.loss_and_gradients(weights, shape, rows)
            gradient, _ = small_model.in_one_row(gradients)
            optimizer.step(small_model.clipped(gradient), schedule.rate(step))
            losses.append(loss)
            self.step = step + 1
            if self.step in points:
                self.curve.append((self.seen, float(np.mean(losses))))
                losses = []
            yield
            if self.step in moments:
                yield from self._write(weights)
        yield from self._measure(weights, assets)

    def _write(self, weights: small_model.Weights) -> Iterator[None]:
        """Let the model write about some people, in both languages; with the same dice at every moment."""
        text, samples = self.village, []
        for rank in PEOPLE:
            for language, name in zip(LANGUAGES, text.names[rank], strict=True):
                start = name + ("は " if language == "ja" else " ")
                ids = [NEWLINE, *text.encode(start).tolist()]
                dice = np.random.default_rng((self.plan.seed, rank))
                added = small_model.write(weights, self.shape, ids, WRITTEN, NEWLINE, dice)
                sentences = checked(text, rank, language, text.decode(added))
                samples.append(Sample(language, rank, start, sentences))
                yield
        self.moments.append(Moment(self.seen, tuple(samples)))

    def _measure(self, weights: small_model.Weights, assets: Path) -> Iterator[None]:
        """Measure the loss on the held-out text, without learning from it."""
        rows, counts = held_out(assets)
        total = 0.0
        for place in range(0, len(rows), MEASURED_AT_ONCE):
            part = slice(place, place + MEASURED_AT_ONCE)
            logits, _ = small_model.forward(weights, self.shape, rows[part, :-1])
            losses, _ = small_model.losses(logits, rows[part, 1:])
            total += float(losses[counts[part]].sum(dtype=np.float64))
            yield
        self.loss = total / int(counts.sum())


@lru_cache(maxsize=1)
def held_out(assets: Path) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the held-out text of the village: ids (rows, CONTEXT + 1), and what counts (rows, CONTEXT)."""
    return village(assets).held_out()


@lru_cache(maxsize=1)
def entropy(assets: Path) -> float:
    """Return the least loss that any model can have on the held-out text, nats a character."""
    return village(assets).held_out_entropy()


# --- checking what was written --------------------------------------------------------------------------------------


def checked(text: Village, rank: int, language: str, written: str) -> tuple[Sentence, ...]:
    """Take apart what was written about a person, and check every sentence; together they are the text again."""
    known = _meanings(text)[language]
    sentences = []
    # Each sentence with what ends it: 。 in Japanese; a comma, "and" or a full stop in English.
    for piece in re.findall(r".+?(?:。|, | and |\.|$)", written.removesuffix("\n")):
        meaning = known.get(re.sub(r"(。|, | and |\.)$", "", piece))
        if meaning is None:
            verdict: Verdict = "broken"
        else:
            attribute, value = meaning
            verdict = "true" if text.facts[rank, attribute] == value else "false"
        sentences.append(Sentence(piece, verdict))
    return tuple(sentences)


@lru_cache(maxsize=1)
def _meanings(text: Village) -> dict[str, dict[str, tuple[int, int]]]:
    """Return which attribute has which value, for every sentence, by language."""
    return {
        language: {
            pattern.replace("{}", words[place]): (number, value)
            for number, attribute in enumerate(text.tables.attributes)
            for value, words in enumerate(attribute.values)
            for pattern in attribute.patterns[place]
        }
        for place, language in enumerate(LANGUAGES)
    }


# --- one thread a training ------------------------------------------------------------------------------------------


class _OneThread:
    """While anybody is within, the matrix library works in one thread for each who calls it.

    It is a setting of the whole process: the first one who comes in sets it, the last one who leaves takes it back.
    Products of this size gain nothing from a second thread, and the second core has another training to do. Nor would
    the same sums come out to the last bit if they were divided differently.

    From version 3.8 on, threadpoolctl lets only one living thread change the setting, until it gives that up, and does
    nothing for the others. So a thread of its own does both.
    """

    def __init__(self) -> None:
        self._door = threading.Lock()
        self._inside = 0
        self._keeper = ThreadPoolExecutor(1, "one-thread")

    def __enter__(self) -> None:
        with self._door:
            self._inside += 1
            if self._inside == 1:
                self._keeper.submit(self._set).result()

    def __exit__(self, *_: object) -> None:
        with self._door:
            self._inside -= 1
            if self._inside == 0:
                self._keeper.submit(self._limit.__exit__, None, None, None).result()

    def _set(self) -> None:
        self._limit = _matrix_library().limit(limits=1)
        self._limit.__enter__()


@lru_cache(maxsize=1)
def _matrix_library() -> ThreadpoolController:
    """Find the library that NumPy multiplies matrices with."""
    return ThreadpoolController().select(user_api="blas")


#: One for the whole process.
ONE_THREAD = _OneThread()
