"""Learning merges: the lecture's case, minbpe's check, forms of a corpus, bad input, and bounds."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Regex, pre_tokenizers

from sandbox.errors import BadInput, NotReady
from sandbox.lab import Lab
from sandbox.models.turns import Turns
from sandbox.topics.tokens.bpe_training import ALL_SYMBOLS, WORD_SYMBOLS, WORDS, Piece
from sandbox.topics.tokens.corpus import read, split
from sandbox.topics.tokens.symbols import Symbols
from sandbox.topics.tokens.views import bpe_training as view
from sandbox.topics.tokens.views.bpe_training import BpeTraining, BpeTrainingParams, bpe_training
from tests.conftest import CATALOG, SETTINGS

LAB = Lab(SETTINGS, CATALOG)
#: "Yesterday my cat ate fish. …" with runs of kana and kanji, Latin letters, digits and an emoji.
TEXT = "昨日、うちの猫が魚を食べた。今日も猫は魚を食べたがる🙂。Cats don't eat 1234 fishes; the cat does!\n"


def ask(**params: Any) -> BpeTraining:
    return asyncio.run(bpe_training(BpeTrainingParams.checked(**params), LAB))


def refused(**params: Any) -> tuple[str, str | None]:
    with pytest.raises(BadInput) as told:
        ask(**params)
    return told.value.code, told.value.field


def cut(words: list[Any]) -> list[str]:
    return [f"{' '.join(word.pieces)} {word.count}" for word in words]


def test_the_lecture() -> None:
    result = ask()
    assert result.form == "words"
    assert [token.text for token in result.base] == list("bghnpsu")
    assert cut(result.words) == ["h u g 10", "p u g 5", "p u n 12", "b u n 4", "h u g s 5"]
    assert [(*step.pair, step.count) for step in result.steps[:3]] == [("u", "g", 20), ("u", "n", 16), ("h", "ug", 15)]
    assert cut(result.steps[2].words) == ["hug 10", "p ug 5", "p un 12", "b un 4", "hug s 5"]
    assert result.steps[2].vocabulary_size == 10
    names = {token.id: token.text for token in result.base}
    assert [(names[left], names[right], count) for left, right, count in result.pairs[:2]] == [
        ("u", "g", 20),
        ("p", "u", 17),
    ]
    assert result.steps[0].pairs[:2] == [(*result.steps[1].ids, 16), (*result.steps[2].ids, 15)]
    assert (result.total, result.steps[0].total) == (113, 93)
    # Seven merges make one token of every word; thirty were asked for.
    assert result.finished
    assert len(result.steps) == 7
    assert result.steps[-1].pairs == []
    assert result.steps[-1].total == result.chunks.all == 36


def test_minbpe_s_check() -> None:
    for ties in ("first-seen", "smallest-ids"):
        result = ask(corpus="aaabdaaabac", merges=3, level="byte", splitting="none", ties=ties)
        assert result.final_ids == [258, 100, 258, 97, 99]
        assert [step.count for step in result.steps] == [4, 2, 2]
        assert not result.finished


def test_the_tie_rule_chooses() -> None:
    first, smallest = (ask(corpus="zy 3\nab 3\nqq 1", ties=ties) for ties in ("first-seen", "smallest-ids"))
    assert [step.token for step in first.steps] == ["zy", "ab", "qq"]
    assert [step.token for step in smallest.steps] == ["ab", "zy", "qq"]
    assert [step.tied for step in first.steps] == [2, 1, 1]


def test_first_seen_means_the_corpus_as_it_stands() -> None:
    # (b, c) is seen before (x, y) at first; but once ab is one symbol, it stands in the last word only.
    result = ask(corpus="ab 3, abc 1, xy 2, bc 2", merges=3)
    assert [(step.token, step.count, step.tied) for step in result.steps] == [("ab", 4, 1), ("xy", 2, 2), ("bc", 2, 1)]


def test_a_pair_that_overlaps_itself() -> None:
    result = ask(corpus="aaaaa", splitting="none", merges=5)
    assert [(*step.pair, step.count) for step in result.steps] == [("a", "a", 4), ("aa", "aa", 1), ("aaaa", "a", 1)]
    assert cut(result.steps[0].words) == ["aa aa a 1"]
    assert result.finished


def test_bytes_under_characters() -> None:
    characters, by_bytes = (ask(corpus="猫猫猫", splitting="none", level=level) for level in ("character", "byte"))
    assert [(token.text, token.bytes) for token in characters.base] == [("猫", "e78cab")]
    assert characters.base_size == 1
    assert [(token.id, token.text) for token in by_bytes.base] == [(0x8C, "<0x8C>"), (0xAB, "<0xAB>"), (0xE7, "<0xE7>")]
    assert by_bytes.base_size == 256
    assert (by_bytes.characters, by_bytes.bytes, by_bytes.total) == (3, 9, 9)
    assert [(step.token, step.bytes) for step in by_bytes.steps[:2]] == [("<0xE7><0x8C>", "e78c"), ("猫", "e78cab")]


def test_a_new_word() -> None:
    trial = ask(new_word="mugs").trial
    assert trial is not None
    unknown = Piece(text="<unk>", id=None, character="m")
    assert trial.character.start[0] == trial.character.pieces[0] == unknown
    assert [piece.text for piece in trial.character.pieces] == ["<unk>", "ug", "s"]
    assert [(join.step, join.at) for join in trial.character.joins] == [(0, 1)]
    assert [piece.text for piece in trial.byte.pieces] == ["m", "ug", "s"]

    trial = ask(new_word="🙂hug👍", level="byte").trial
    assert trial is not None
    assert [piece.character for piece in trial.character.pieces] == ["🙂", None, "👍"]
    assert all(piece.id is not None for piece in trial.byte.pieces)
    assert [piece.text for piece in trial.byte.start[:4]] == ["<0xF0>", "<0x9F>", "<0x99>", "<0x82>"]
    assert len(trial.byte.pieces) == 9
    assert ask().trial is None


def test_a_new_word_is_cut_as_texts_are() -> None:
    """The pattern holds for it too: what was learned inside words does not join two of them."""
    for splitting, pieces in (("gpt4", ["e", " e"]), ("none", ["e ", "e"])):
        trial = ask(corpus="e e e e", new_word="e e", splitting=splitting, merges=1).trial
        assert trial is not None
        assert [piece.text for piece in trial.character.pieces] == pieces
        assert trial.character.joins[0].at == ["none", "gpt4"].index(splitting)


@pytest.mark.parametrize(
    ("corpus", "counts"),
    [
        ("hug 10, pug 5", {"hug": 10, "pug": 5}),
        ("猫 １０、犬　５", {"猫": 10, "犬": 5}),
        ("猫×3\n犬：4\n\n鳥 : 5\nfish\t6", {"猫": 3, "犬": 4, "鳥": 5, "fish": 6}),
        ("a:b:3\r\na:b 4", {"a:b": 7}),
        ("x 007", {"x": 7}),
    ],
)
def test_words_with_counts(corpus: str, counts: dict[str, int]) -> None:
    found = read(corpus, None, None)
    assert (found.form, found.chunks) == ("words", counts)


@pytest.mark.parametrize("corpus", ["I have 3", "hug10", "hug 10\npug", "hug -1", "hug 1.5", "、、", "12", "a" * 1000])
def test_everything_else_is_a_text(corpus: str) -> None:
    found = read(corpus, None, None)
    assert (found.form, found.chunks) == ("text", {corpus: 1})


def test_the_form_can_be_said() -> None:
    assert ask(corpus="Chapter 3").form == "words"
    result = ask(corpus="Chapter 3", form="text", splitting="gpt2")
    assert result.form == "text"
    assert cut(result.words) == ["C h a p t e r 1", "  3 1"]
    assert refused(corpus="no list", form="words") == ("corpus_part", "corpus")
    assert refused(corpus=" , ,", form="words") == ("string_too_short", "corpus")


def test_the_published_patterns() -> None:
    gpt2, gpt4 = (view.patterns(SETTINGS.assets)[name] for name in ("gpt2", "gpt4"))
    assert split("I DON'T pay 12345 円。", gpt2) == ["I", " DON", "'", "T", " pay", " 12345", " 円", "。"]
    assert split("I DON'T pay 12345 円。", gpt4) == ["I", " DON", "'T", " pay", " ", "123", "45", " 円", "。"]
    for pattern in (gpt2, gpt4):
        assert "".join(split(TEXT, pattern)) == TEXT
        assert "うちの猫が魚を食べた" in "|".join(split(TEXT, pattern))  # a whole run of kana and kanji stays one
    result = ask(corpus=TEXT * 3)
    assert result.chunks.all == 3 * len(split(TEXT, gpt4)) > result.chunks.different
    assert result.characters == 3 * len(TEXT)


@given(
    st.text(st.sampled_from("aB'’re1 2\t\n\r\u3000、あ漢é\u0301🙂👩\u200d"), max_size=60),
    st.sampled_from(["gpt2", "gpt4"]),
)
def test_a_text_is_split_as_the_library_splits_it(text: str, name: str) -> None:
    pattern = view.patterns(SETTINGS.assets)[name]
    splitter = pre_tokenizers.Split(Regex(pattern), "isolated")
    assert split(text, pattern) == [chunk for chunk, _ in splitter.pre_tokenize_str(text)]


def test_nothing_left_to_merge() -> None:
    result = ask(corpus="low 5, lower 2, lowest 3", merges=10_000)
    assert result.finished
    assert len(result.steps) < 10
    single = ask(corpus="a")
    assert (single.steps, single.finished, single.pairs) == ([], True, [])
    assert ask(corpus="ab", merges=1).finished


@pytest.mark.parametrize("corpus", ["", " ", "\n\t　 \n"])
def test_nothing_written(corpus: str) -> None:
    assert refused(corpus=corpus) == ("string_too_short", "corpus")


def test_bad_input_is_told() -> None:
    assert refused(corpus="half \ud83d") == ("string_unicode", "corpus")
    assert refused(new_word="\udc00") == ("string_unicode", "new_word")
    assert refused(corpus="a\0b") == ("control_character", "corpus")
    assert refused(corpus="a" * 1_000_000) == ("string_too_long", "corpus")
    assert refused(new_word="a" * 101) == ("string_too_long", "new_word")
    assert refused(merges=0) == ("greater_than_equal", "merges")
    assert refused(merges=10_001) == ("less_than_equal", "merges")
    assert refused(level="word") == ("literal_error", "level")
    for digits in ("0", "000", "1000000001", "9" * 10_000):
        assert refused(corpus=f"hug {digits}") == ("corpus_times", "corpus")
    assert refused(corpus="hug 600000000, hug 600000000") == ("corpus_times", "corpus")


def test_a_line_of_a_megabyte() -> None:
    """400,000 characters without a space: one chunk, and tokens that would be as long as the text."""
    for line in ("あ" * 400_000, "a b" + " " * 399_997, "ab" * 200_000):
        result = ask(corpus=line, level="byte", merges=100)
        assert result.finished
        assert len(result.model_dump_json()) < 200_000
        assert result.steps[-1].token.endswith("…")


def test_the_answer_stays_small() -> None:
    """A text that comes twice, cut by nothing: after the pairs, merges grow one token from the start of the text."""
    text = "".join(chr(0x4E00 + (number * number * 31) % 20_000) for number in range(6_000))
    result = ask(corpus=text * 2, splitting="none", merges=10_000)
    assert len(result.model_dump_json().encode()) < 8_000_000
    assert max(len(step.token) for step in result.steps) <= 61


def test_shown_words_are_bounded() -> None:
    many = ask(corpus="\n".join(f"word{number} {1 + number % 7}" for number in range(100)))
    assert len(many.words) == WORDS
    assert many.more_words == 100 - WORDS
    assert {word.count for word in many.words} == {7, 6}
    long = ask(corpus="a" * 1000 + "b" + "c" * 40, splitting="none", merges=1)
    assert [len(word.pieces) for word in long.words] == [WORD_SYMBOLS]
    assert long.words[0].cut
    several = ask(corpus="\n".join("x" * 50 + f"{number} 2" for number in range(20)))
    assert sum(len(word.pieces) for word in several.words) <= ALL_SYMBOLS
    # Once a token reaches to the end of the word, nothing is hidden any more.
    assert not ask(corpus="ab" * 64, splitting="none", merges=20).steps[-1].words[0].cut


def test_another_new_word_needs_no_training() -> None:
    ask(corpus=TEXT, new_word="猫")
    computed = view.LEARNED.computed
    assert ask(corpus=TEXT, new_word="魚", level="byte").trial
    assert view.LEARNED.computed == computed


@pytest.mark.parametrize(("times", "line"), [(300, view.LARGE_TRAININGS), (3, view.SMALL_TRAININGS)])
def test_trainings_come_one_at_a_time(monkeypatch: pytest.MonkeyPatch, times: int, line: Turns) -> None:
    at_work: list[int] = []
    most = 0
    learn = view._learn

    def watched(params: BpeTrainingParams, *rest: Any) -> Any:
        nonlocal most
        at_work.append(1)
        most = max(most, len(at_work))
        try:
            return learn(params, *rest)
        finally:
            at_work.pop()

    monkeypatch.setattr(view, "_learn", watched)

    async def crowd(size: int) -> list[object]:
        asked = [BpeTrainingParams(corpus=f"{number} " + TEXT * times, merges=1) for number in range(size)]
        return await asyncio.gather(*(bpe_training(one, LAB) for one in asked), return_exceptions=True)

    assert all(isinstance(answer, BpeTraining) for answer in asyncio.run(crowd(4)))
    assert most == 1
    busy = [answer for answer in asyncio.run(crowd(line.waiting + 10)) if isinstance(answer, NotReady)]
    assert {error.code for error in busy} == {"busy"}
    assert not line._line


def test_a_training_ends_when_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, stopped, end, ended = Event(), Event(), Event(), Event()

    def endless(params: BpeTrainingParams, pattern: str | None, stop: Event) -> None:
        begun.set()
        assert stop.wait(20)
        stopped.set()
        assert end.wait(20)
        ended.set()

    monkeypatch.setattr(view, "_learn", endless)

    async def leave() -> None:
        task = asyncio.create_task(bpe_training(BpeTrainingParams(corpus=TEXT * 301), LAB))
        await asyncio.to_thread(begun.wait, 20)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(stopped.wait, 20)
        assert view.LARGE_TRAININGS._line  # its thread is still at work: nobody else may begin
        end.set()
        assert await asyncio.to_thread(ended.wait, 20)

    asyncio.run(leave())
    assert not view.LARGE_TRAININGS._line


def test_best_says_nothing_twice() -> None:
    symbols = Symbols([[0, 1, 0, 1, 0, 1, 2]], [3], "first-seen")
    assert symbols.best(10) == [((0, 1), 9), ((1, 0), 6), ((1, 2), 3)] == symbols.best(10)
    assert symbols.merge((0, 1), 3) == [1, 3, 5]
    assert symbols.best(10) == [((3, 3), 6), ((3, 2), 3)]
    assert symbols.chunk(0, room=3) == ([3, 3], True)
    assert symbols.chunk(0, limit=1) == ([3], True)
    assert symbols.chunk(0, limit=9) == symbols.chunk(0) == ([3, 3, 3, 2], False)
    assert symbols.total == 12
