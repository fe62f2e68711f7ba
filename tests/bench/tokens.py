"""Learning BPE: the sandbox's training against recounting (minbpe's way) and Hugging Face's trainer, side by side.

1,000 merges on 1 MB of Japanese text that is made here: sentences of our corpus between words of the shipped
vocabulary, the n-th most frequent one drawn in proportion to 1 / n. GPT-4's pattern cuts it first, for all of them.
Ours also writes down what is shown of every step.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable
from itertools import accumulate
from threading import Event

import tokenizers
from tokenizers import models, trainers

from sandbox.app import spare_collector
from sandbox.models.vectors_catalog import shipped
from sandbox.topics.tokens.bpe_training import Level, Trace, train
from sandbox.topics.tokens.corpus import Corpus, read
from sandbox.topics.tokens.symbols import Symbols
from sandbox.topics.tokens.views.bpe_training import patterns
from tests.bench.recounting import learn
from tests.conftest import SETTINGS

BYTES, MERGES, ROUNDS = 1_000_000, 1000, 3
#: Merges that recounting is timed for, once at the beginning and once where ours has ended. All would take minutes; a
#: merge takes as long as the corpus is, and how long it is at every merge is known.
SAMPLE = 3


def japanese_text() -> str:
    """Return 1 MB of Japanese text, always the same."""
    lines = (SETTINGS.assets / "corpora" / "ja.txt").read_text("utf-8").splitlines()
    words = shipped(SETTINGS.assets)["ja"].load().words
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    random_ = random.Random(0)
    parts, size = [], 0
    while size < BYTES:
        some = random_.choices(words, cum_weights=weights, k=random_.randint(4, 20))
        parts.append(random_.choice([random_.choice(lines), "".join(some) + "。"]) + random_.choice(["", "\n"]))
        size += len(parts[-1].encode())
    return "".join(parts)


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def hugging_face(corpus: Corpus, level: Level) -> list[list[str]]:
    """Let BpeTrainer learn the same merges from the same chunks; a byte is written as a character of Latin-1."""
    chunks = [chunk.encode().decode("latin-1") if level == "byte" else chunk for chunk in corpus.order]
    letters = [chr(byte) for byte in range(256)] if level == "byte" else sorted(set().union(*corpus.chunks))
    tokenizer = tokenizers.Tokenizer(models.BPE())
    trainer = trainers.BpeTrainer(
        vocab_size=len(letters) + MERGES, initial_alphabet=letters, special_tokens=[], show_progress=False
    )
    tokenizer.train_from_iterator(chunks, trainer)
    merges: list[list[str]] = json.loads(tokenizer.to_str())["model"]["merges"]
    return merges


def recounting(trace: Trace, corpus: Corpus) -> float:
    """Seconds that all merges would take, with the chunks in their order as minbpe keeps them."""
    ids = {chunk: smallest(chunk, trace) for chunk in corpus.chunks}
    symbols = Symbols(list(ids.values()), list(corpus.chunks.values()), "smallest-ids")
    for step in trace.steps:
        symbols.merge(step.ids, step.id)
    ends = {chunk: symbols.chunk(number)[0] for number, chunk in enumerate(ids)}

    def each_symbol(cut: dict[str, list[int]]) -> float:
        chunks, times = [cut[chunk] for chunk in corpus.order], [1] * len(corpus.order)
        return seconds(lambda: learn(chunks, times, SAMPLE, trace.base_size)) / SAMPLE / sum(map(len, chunks))

    lengths = [trace.total, *(step.total for step in trace.steps[:-1])]
    return statistics.mean([each_symbol(ids), each_symbol(ends)]) * sum(lengths)


def smallest(chunk: str, trace: Trace) -> list[int]:
    """Return the ids a chunk begins with."""
    return list(chunk.encode()) if trace.level == "byte" else [trace.alphabet[character] for character in chunk]


def trainings(level: Level) -> list[tuple[str, str]]:
    """Time all of them at one level."""
    corpus = read(japanese_text(), "text", patterns(SETTINGS.assets)["gpt4"])
    trace = train(corpus, level, MERGES, "smallest-ids", Event())
    if len(trace.steps) != MERGES or len(hugging_face(corpus, level)) != MERGES:
        raise RuntimeError("the text is too small")

    whole, theirs = [], []
    for _ in range(ROUNDS):
        whole.append(seconds(lambda: train(corpus, level, MERGES, "smallest-ids", Event())))
        theirs.append(seconds(lambda: hugging_face(corpus, level)))
    ours, other = statistics.median(whole), statistics.median(theirs)
    ratio = statistics.median(b / a for a, b in zip(whole, theirs, strict=True))

    plain = recounting(trace, corpus)
    what = f"{MERGES:,} merges on 1 MB of Japanese, {level}s"
    return [
        (f"{what}: recounting / ours", f"{plain / ours:.0f} ({plain:.0f} s, extrapolated / {ours:.2f} s)"),
        (f"{what}: Hugging Face's BpeTrainer / ours", f"{ratio:.1f} ({other:.2f} s / {ours:.2f} s)"),
    ]


def rows() -> list[tuple[str, str]]:
    """Measure, as the server works."""
    spare_collector()
    return [*trainings("character"), *trainings("byte")]
