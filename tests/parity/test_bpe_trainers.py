"""Learned merges against those of others: counting everything anew (minbpe's way), and Hugging Face's BpeTrainer."""

from __future__ import annotations

import json
from collections import Counter
from threading import Event
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, trainers

from sandbox.topics.tokens.bpe_training import PAIRS, Level, Trace, train
from sandbox.topics.tokens.corpus import Corpus
from sandbox.topics.tokens.symbols import Ties
from tests.bench.recounting import counted, learn, merged

#: From two letters, which overlap and tie all the time, to many scripts, combining signs and emoji.
ALPHABETS = [
    "ab",
    "abc",
    "abcdefgh",
    "かきくけこ、。",
    "aé한국어日本語にほんгде",
    "👩‍👩‍👧🏽🙂❤️e\u0301",
    "\U0001f600\U0001f601\n\t ",
]
WORDS = st.sampled_from(ALPHABETS).flatmap(lambda letters: st.text(st.sampled_from(letters), min_size=1, max_size=24))
LISTS = st.dictionaries(WORDS, st.integers(1, 12), min_size=1, max_size=30).map(
    lambda counts: Corpus("words", counts, list(counts))
)
#: Chunks that come again, as in a text: few different ones in any order.
TEXTS = st.lists(WORDS, min_size=1, max_size=6).flatmap(
    lambda words: st.lists(st.sampled_from(words), min_size=1, max_size=40).map(
        lambda chunks: Corpus("text", dict(Counter(chunks)), chunks)
    )
)
#: Runs of one letter between others: pairs that overlap themselves.
RUNS = st.lists(st.integers(1, 40).map(lambda length: "a" * length), min_size=1, max_size=8).map(
    lambda runs: Corpus("text", {"b".join(runs): 1}, ["b".join(runs)])
)
CORPORA = st.one_of(LISTS, TEXTS, RUNS)
LEVELS = st.sampled_from(["character", "byte"])
TIES = st.sampled_from(["first-seen", "smallest-ids"])


def symbols_of(text: str, level: Level, trace: Trace) -> list[int]:
    return list(text.encode()) if level == "byte" else [trace.alphabet[character] for character in text]


@given(CORPORA, LEVELS, TIES, st.integers(1, 300))
@settings(max_examples=150, deadline=None)
def test_the_merges_of_recounting(corpus: Corpus, level: Level, ties: Ties, merges: int) -> None:
    trace = train(corpus, level, merges, ties, Event())
    chunks = [symbols_of(chunk, level, trace) for chunk in corpus.order]
    times = [corpus.chunks[chunk] if corpus.form == "words" else 1 for chunk in corpus.order]
    expected, cut = learn(chunks, times, merges, trace.base_size, ties)

    assert [(step.ids, step.count) for step in trace.steps] == expected
    assert trace.finished == (not counted(cut, times))
    assert trace.final_ids == [id for chunk in cut for id in chunk][:500]


@given(CORPORA, LEVELS, TIES)
@settings(max_examples=50, deadline=None)
def test_all_that_is_shown_of_a_step(corpus: Corpus, level: Level, ties: Ties) -> None:
    trace = train(corpus, level, 60, ties, Event())
    cut = [symbols_of(chunk, level, trace) for chunk in corpus.chunks]
    times = list(corpus.chunks.values())
    names = [token.text for token in trace.tokens]
    pairs, total, shown = trace.pairs, trace.total, trace.words
    for step in trace.steps:
        counts = counted(cut, times)
        order = list(counts)
        rank = order.index if ties == "first-seen" else lambda pair: pair
        best = sorted(counts, key=lambda pair: (-counts[pair], rank(pair)))
        assert pairs == [(*pair, counts[pair]) for pair in best[:PAIRS]]
        assert total == sum(len(chunk) * often for chunk, often in zip(cut, times, strict=True))
        assert step.tied == sum(count == step.count for count in counts.values())
        cut = [merged(chunk, step.ids, step.id) for chunk in cut]
        pairs, total = step.pairs, step.total
        before, shown = shown, step.words or shown
        assert not step.words or step.words != before
        whole = [word for word in shown if not word.cut]
        assert all(word.ids in cut and word.pieces == [names[id] for id in word.ids] for word in whole)


@given(CORPORA, st.integers(1, 60), st.integers(61, 400))
@settings(max_examples=40, deadline=None)
def test_no_text_is_learned_twice(corpus: Corpus, few: int, many: int) -> None:
    """So Hugging Face's rule for a text that is there already is never needed; and more merges only add to fewer."""
    for ties in ("first-seen", "smallest-ids"):
        trace = train(corpus, "byte", many, ties, Event())
        whole = [bytes([byte]) for byte in range(256)]
        for step in trace.steps:
            whole.append(whole[step.ids[0]] + whole[step.ids[1]])
        assert len(set(whole)) == len(whole)
        assert train(corpus, "byte", few, ties, Event()).steps == trace.steps[:few]


def hugging_face(corpus: Corpus, level: Level, merges: int) -> tuple[Tokenizer, dict[str, Any]]:
    """Let BpeTrainer learn from the same chunks; bytes are written as the 256 characters of Latin-1."""
    spelt = {chunk: written(chunk, level) for chunk in corpus.chunks}
    letters = [chr(byte) for byte in range(256)] if level == "byte" else sorted(set("".join(corpus.chunks)))
    tokenizer = Tokenizer(models.BPE())  # nothing splits, so that every line is a word
    trainer = trainers.BpeTrainer(
        vocab_size=len(letters) + merges, initial_alphabet=letters, special_tokens=[], show_progress=False
    )
    tokenizer.train_from_iterator(
        (spelt[chunk] for chunk, often in corpus.chunks.items() for _ in range(often)), trainer
    )
    return tokenizer, json.loads(tokenizer.to_str())["model"]


def written(text: str, level: Level) -> str:
    return text.encode().decode("latin-1") if level == "byte" else text


@given(CORPORA, LEVELS, st.integers(1, 300), st.data())
@settings(max_examples=120, deadline=None)
def test_the_merges_of_bpe_trainer(corpus: Corpus, level: Level, merges: int, data: st.DataObject) -> None:
    trace = train(corpus, level, merges, "smallest-ids", Event())
    tokenizer, model = hugging_face(corpus, level, merges)
    ids = model["vocab"]
    assert [(ids[left], ids[right]) for left, right in model["merges"]] == [step.ids for step in trace.steps]
    assert [ids[left + right] for left, right in model["merges"]] == [step.id for step in trace.steps]
    assert len(ids) == len(trace.tokens)

    # And a new word is cut as it cuts it.
    word = data.draw(st.text(st.sampled_from("".join(corpus.chunks)), min_size=1, max_size=40))
    cut = trace.cut([word])
    assert [piece.id for piece in cut.pieces] == tokenizer.encode(written(word, level)).ids


@given(CORPORA, LEVELS, TIES, st.data())
@settings(max_examples=40, deadline=None)
def test_a_new_word_at_every_step(corpus: Corpus, level: Level, ties: Ties, data: st.DataObject) -> None:
    """The joins of earlier steps are what an earlier vocabulary would have done."""
    letters = st.sampled_from([*"".join(corpus.chunks), "?", "猫"])
    chunks = data.draw(st.lists(st.text(letters, min_size=1, max_size=12), min_size=1, max_size=3))
    trace = train(corpus, level, 40, ties, Event())
    cut = trace.cut(chunks)
    assert [join.step for join in cut.joins] == sorted(join.step for join in cut.joins)
    for merges in range(1, len(trace.steps) + 1, 3):
        pieces = [piece.id for piece in cut.start]
        for join in cut.joins:
            if join.step < merges:
                assert tuple(pieces[join.at : join.at + 2]) == trace.steps[join.step].ids
                pieces[join.at : join.at + 2] = [trace.steps[join.step].id]
        assert pieces == [piece.id for piece in train(corpus, level, merges, ties, Event()).cut(chunks).pieces]
