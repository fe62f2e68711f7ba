"""word2vec with real gensim: it learns, repeats itself, stops at once, and lets nobody wait unfairly."""

from __future__ import annotations

import asyncio
import importlib.machinery
import math
import sys
import time
import tomllib
import types
from contextlib import aclosing
from itertools import pairwise
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sandbox.errors import BadInput, NotReady
from sandbox.models.segmenter import sentences_of
from sandbox.models.turns import Turns
from sandbox.settings import Settings
from sandbox.topics.words import training
from sandbox.topics.words.views.word2vec import (
    ON_MAP,
    TRAININGS,
    Word2Vec,
    Word2VecParams,
    word2vec,
    word2vec_snapshots,
)

LAB: Any = SimpleNamespace(settings=Settings())
KINDS = {
    lang: {name: {word.lower() for word in words} for name, words in source["kinds"].items()}
    for lang, source in tomllib.loads(Path("scripts/corpora.toml").read_text("utf-8")).items()
}
HOW = training.Training("skip-gram", 20, 2, 5, 3, None, 1, 7)
TEXT = "犬が走る。猫が眠る。犬と猫が遊ぶ。鳥が飛ぶ。" * 5


def answer(**params: Any) -> Word2Vec:
    return asyncio.run(word2vec(Word2VecParams(**params), LAB))


@pytest.fixture(scope="module")
def learnt() -> dict[str, Word2Vec]:
    return {"ja": answer(), "en": answer(corpus="en")}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_neighbours_are_chance_at_first_and_of_one_kind_at_the_end(learnt: dict[str, Word2Vec], lang: str) -> None:
    result = learnt[lang]
    kinds = ["fruit", "animal", "vehicle", "job", "weather"]

    def of_one_kind(snapshot: training.Snapshot) -> list[int]:
        return [
            sum(near.word in KINDS[lang][kind] for near in found)
            for kind, found in zip(kinds, snapshot.neighbors, strict=True)
        ]

    assert [snapshot.epoch for snapshot in result.snapshots] == list(range(31))
    assert sum(of_one_kind(result.snapshots[0])) <= 3  # of 25
    assert sum(of_one_kind(result.snapshots[1])) < sum(of_one_kind(result.snapshots[5]))
    assert min(of_one_kind(result.snapshots[-1])) >= 4


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_loss_falls_from_guessing(learnt: dict[str, Word2Vec], lang: str) -> None:
    losses = [snapshot.loss for snapshot in learnt[lang].snapshots]
    assert losses[0] is None
    falling = [loss for loss in losses if loss is not None]
    assert learnt[lang].facts.guessing > falling[0] > falling[5] > falling[-1] > 0
    rates = [snapshot.learning_rate for snapshot in learnt[lang].snapshots[1:]]
    assert rates == sorted(rates, reverse=True)  # type: ignore[type-var]
    assert rates[-1] == 0


def test_the_first_loss_of_a_model_that_knows_nothing() -> None:
    """With a learning rate near nothing, every prediction costs ln 2, as loss_of_guessing says."""
    corpus = training.corpus_of(sentences_of(TEXT), 1)
    for method in ("skip-gram", "cbow"):
        how = training.Training(method, 20, 3, 5, 1, 1e-9, 1, 0)  # type: ignore[arg-type]
        last = list(training.train(corpus, how, [], list(corpus.counts), Event()))[-1]
        # gensim leaves a drawn word out that is the right one by chance, so it is a little less.
        assert last.loss == pytest.approx(training.loss_of_guessing(corpus, how), rel=0.25)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_word_of_a_kind_is_one_word_of_the_corpus(lang: str) -> None:
    corpus = training.corpus_of(training.sentences_in(LAB.settings.assets / f"corpora/{lang}.txt"), 2)
    assert 2_500 <= len(corpus.sentences) <= 4_000
    for kind in ("animal", "fruit", "vehicle", "family", "job", "weather", "colour", "country"):
        for word in KINDS[lang][kind]:
            assert corpus.counts.get(word, 0) >= 12, word
    assert set(ON_MAP[lang]) <= corpus.counts.keys()


def test_the_corpora_are_what_the_script_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader = importlib.machinery.SourceFileLoader("make_corpora", "scripts/make-corpora")
    script = types.ModuleType(loader.name)
    script.__file__ = loader.path
    loader.exec_module(script)
    monkeypatch.setattr(script, "TARGET", tmp_path)
    script.main()
    for lang in ("ja", "en"):
        assert (tmp_path / f"{lang}.txt").read_bytes() == (LAB.settings.assets / f"corpora/{lang}.txt").read_bytes()


def test_the_same_again_to_the_last_bit(learnt: dict[str, Word2Vec]) -> None:
    assert answer() == learnt["ja"]
    assert answer(seed=2).snapshots != learnt["ja"].snapshots


def test_maps_do_not_flip(learnt: dict[str, Word2Vec]) -> None:
    maps = [np.array(snapshot.positions) for snapshot in learnt["en"].snapshots]
    for before, after in pairwise(maps):
        moved = np.linalg.norm(after - before)
        for mirror in ([1, -1], [-1, 1], [-1, -1]):
            assert moved < np.linalg.norm(after * mirror - before)


def test_own_text() -> None:
    result = answer(text=TEXT, min_count=1, epochs=100, watch=("ネコ", "犬", "象", "犬と猫"))
    assert result.facts.own
    assert result.facts.words == 70
    assert [(one.typed, one.word, one.count) for one in result.watched] == [
        ("ネコ", "猫", 10),
        ("犬", "犬", 10),
        ("象", None, 0),
        ("犬と猫", None, 0),
    ]
    assert [len(found) for found in result.snapshots[-1].neighbors] == [5, 5, 0, 0]
    assert len(result.snapshots) == training.MOST_SNAPSHOTS
    assert result.snapshots[-1].epoch == result.epoch == 100
    assert [one.word for one in result.map][:2] == ["猫", "犬"]
    assert {one.word for one in answer(text="The cat and the dog see a bird. " * 9).watched} <= {"cat", "dog", "bird"}


@pytest.mark.parametrize("epochs", [1, 2, 19, 20, 59, 60, 61, 199, 200])
def test_kept_epochs(epochs: int) -> None:
    kept = sorted(training.kept_epochs(epochs))
    assert (kept[0], kept[-1]) == (0, epochs)
    assert len(kept) == min(epochs + 1, training.MOST_SNAPSHOTS)


def test_too_few_words_and_too_much_work_are_told_before() -> None:
    with pytest.raises(BadInput) as told:
        answer(text="犬と猫。")
    assert (told.value.code, told.value.field) == ("vocabulary_too_small", "text")
    with pytest.raises(BadInput) as told:
        answer(window=10, epochs=200, negative=20)
    assert (told.value.code, told.value.field) == ("too_much_training", "epochs")
    most: Any = told.value.values["most"]
    begun = asyncio.run(first(Word2VecParams(window=10, epochs=most, negative=20)))
    assert begun.status == "training"
    with pytest.raises(BadInput):
        Word2VecParams.checked(text="あ" * 20_001)


async def first(params: Word2VecParams) -> Word2Vec:
    async with aclosing(word2vec_snapshots(params, LAB)) as snapshots:
        async for snapshot in snapshots:
            return snapshot
    raise AssertionError


def test_texts_of_one_sort_of_word_a_sentence_are_survived() -> None:
    assert answer(text="a1\nb1\nc1\nd1\ne1\n" * 3, epochs=2).snapshots[-1].loss == 0
    assert math.isfinite(answer(text="う" * 19_000 + "。犬が猫と鳥を見た。" * 2, epochs=1).snapshots[-1].loss or 0)


def test_a_machine_that_is_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "MOST_SECONDS", -1)
    with pytest.raises(NotReady) as told:
        answer(text=TEXT)
    assert told.value.code == "training_too_slow"


def test_stops_between_epochs() -> None:
    corpus, stop = training.corpus_of(sentences_of(TEXT), 1), Event()
    seen = training.train(corpus, HOW, [], list(corpus.counts), stop)
    assert next(seen).epoch == 0
    stop.set()
    assert list(seen) == []


def test_closing_ends_the_training_and_frees_the_place() -> None:
    async def close_early() -> float:
        assert (await first(Word2VecParams(window=10, epochs=45))).status == "training"
        begun = time.monotonic()
        beside, behind = TRAININGS.join(), TRAININGS.join()
        await behind.moved.wait()
        assert behind.ahead == 0
        beside.leave()
        behind.leave()
        return time.monotonic() - begun

    assert asyncio.run(close_early()) < 2  # an epoch, not the 44 that are left


def test_two_at_once_the_others_wait_in_order() -> None:
    async def crowd() -> list[list[tuple[str, int]]]:
        finished: list[int] = []

        async def one(number: int) -> list[tuple[str, int]]:
            seen = []
            async for snapshot in word2vec_snapshots(Word2VecParams(text=TEXT, epochs=200, seed=number), LAB):
                if not seen or seen[-1] != (snapshot.status, snapshot.ahead):
                    seen.append((snapshot.status, snapshot.ahead))
            finished.append(number)
            return seen

        jobs = []
        for number in range(5):
            jobs.append(asyncio.create_task(one(number)))
            await asyncio.sleep(0.02)
        return await asyncio.gather(*jobs)

    seen = asyncio.run(crowd())
    assert all(states[-1] == ("done", 0) for states in seen)
    assert seen[4][0][0] == "waiting"
    waited = [ahead for status, ahead in seen[4] if status == "waiting"]
    assert waited == sorted(waited, reverse=True)


def test_turns() -> None:
    async def stand() -> None:
        turns = Turns(places=2, waiting=2)
        a, b, c, d = (turns.join() for _ in range(4))
        assert [turn.ahead for turn in (a, b, c, d)] == [0, 0, 1, 2]
        with pytest.raises(NotReady) as told:
            turns.join()
        assert told.value.code == "busy"
        c.leave()  # gives up waiting
        assert d.moved.is_set() and d.ahead == 1
        a.leave()
        a.leave()
        assert d.ahead == 0
        assert turns.join().ahead == 1

    asyncio.run(stand())
