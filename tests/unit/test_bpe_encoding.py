"""Merging in the order of ranks, and the trace that the page shows of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import pairwise

import pytest
import tokenizers
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import AddedToken, models, normalizers, pre_tokenizers

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.models.catalog import Catalog
from sandbox.models.tokenizer import Tokenizer, TokenizerInfo
from sandbox.models.tokenizers_catalog import tokenizer_entries
from sandbox.models.vocabulary import merges
from sandbox.settings import Settings
from sandbox.topics.tokens.bpe_encoding import Step, merge, spans
from sandbox.topics.tokens.views.bpe_encoding import BpeEncoding, BpeEncodingParams, Chunk, bpe_encoding, trace

ASSETS = Settings().assets
ENGLISH = (
    "Major social networking sites and other platform providers have grown without ever assuming responsibility for "
    "the content of their users' posts."
)
JAPANESE = "大手SNSなどのプラットフォームはこれまで、利用者の投稿の内容への責任を負うことなく、成長してきた。"
#: The lecture's vocabulary after three merges.
HUG = ["b", "g", "h", "n", "p", "s", "u", "ug", "un", "hug"]


def steps_of(word: str, vocabulary: list[str]) -> list[Step]:
    return merge([vocabulary.index(letter) for letter in word], join(vocabulary))


def join(vocabulary: list[str]) -> Callable[[int, int], int | None]:
    ids = {piece: id for id, piece in enumerate(vocabulary)}
    return lambda left, right: ids.get(vocabulary[left] + vocabulary[right])


def cut(text: str, tokenizer: Tokenizer) -> BpeEncoding:
    found = trace(text, tokenizer)
    assert found.ids == tokenizer.encode(text)
    return found


@pytest.fixture(scope="module")
def shipped() -> dict[str, Tokenizer]:
    return {id: entry.load(ASSETS) for id, entry in tokenizer_entries(ASSETS).items() if entry.file}


@pytest.fixture(scope="module")
def gemma_like() -> Tokenizer:
    """Spaces as ▁, a token for every byte, merges by the order of the vocabulary, line ends and a tag put in whole."""
    pieces = [f"<0x{byte:02X}>" for byte in range(256)]
    pieces += ["\n", "\n\n", "<b>", "▁a", "he", "今日", "▁▁", "lo", "hello", "▁hello", *"▁abehlo。猫今日<>"]
    vocabulary = {piece: id for id, piece in enumerate(pieces)}
    raw = tokenizers.Tokenizer(models.BPE(vocabulary, list(merges(pieces)), byte_fallback=True))
    raw.normalizer = normalizers.Replace(" ", "▁")
    raw.add_tokens([AddedToken(name, normalized=False) for name in ("\n", "\n\n", "<b>")])
    return Tokenizer(raw, info=TokenizerInfo("gemma", "Gemma", "sentencepiece", len(pieces)))


@pytest.fixture(scope="module")
def lacking() -> Tokenizer:
    """Byte-level, without the byte 0xF1, as SmolLM2's."""
    pieces = [letter for letter in sorted(pre_tokenizers.ByteLevel.alphabet()) if letter != "ñ"]
    raw = tokenizers.Tokenizer(models.BPE({piece: id for id, piece in enumerate([*pieces, "ab"])}, [("a", "b")]))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    return Tokenizer(raw, info=TokenizerInfo("smollm2", "SmolLM2", "byte-bpe", 256))


@pytest.mark.parametrize(
    ("word", "pieces"),
    [("hugs", ["hug", "s"]), ("pug", ["p", "ug"]), ("bun", ["b", "un"]), ("hug", ["hug"]), ("s", []), ("sp", [])],
)
def test_the_words_of_the_lecture(word: str, pieces: list[str]) -> None:
    steps = steps_of(word, HUG)
    assert [HUG[id] for step in steps[-1:] for id in step.pieces] == pieces
    assert [HUG[step.id] for step in steps_of("hugs", HUG)] == ["ug", "hug"]


def test_of_equal_pairs_the_left_one_is_first() -> None:
    assert [step.at for step in steps_of("aaaa", ["a", "aa"])] == [0, 1]
    assert [step.pieces for step in steps_of("aaa", ["a", "aa"])] == [(1, 0)]
    assert [step.pieces for step in steps_of("aaa", ["a", "aa", "aaa"])] == [(1, 0), (2,)]


@settings(max_examples=200, deadline=None)
@given(word=st.text("ab", min_size=1, max_size=30), tokens=st.lists(st.text("ab", min_size=2, max_size=6), unique=True))
def test_steps_lead_from_the_leaves_to_pieces_that_nothing_can_join(word: str, tokens: list[str]) -> None:
    vocabulary = ["a", "b", *tokens]
    steps = steps_of(word, vocabulary)
    pieces = [vocabulary.index(letter) for letter in word]
    for step in steps:
        possible = [join(vocabulary)(*pair) for pair in pairwise(pieces)]
        assert step.id == min(id for id in possible if id is not None)
        assert step.at == possible.index(step.id)
        assert pieces[step.at : step.at + 2] == [step.left, step.right]
        pieces[step.at : step.at + 2] = [step.id]
        assert pieces == list(step.pieces)
    assert not any(join(vocabulary)(*pair) for pair in pairwise(pieces))
    assert [word[first : last + 1] for first, last in spans(len(word), steps)] == [vocabulary[id] for id in pieces]


def test_figures_of_the_lecture(shipped: dict[str, Tokenizer]) -> None:
    assert len(cut(ENGLISH, shipped["gpt2"]).ids) == 23
    assert {id: len(cut(JAPANESE, one).ids) for id, one in shipped.items()} == {"gpt2": 65, "cl100k": 49, "o200k": 34}
    ids = [15339, 4513, 12340, 30, 320, 31495, 230, 75265, 243, 92245, 16715, 57037]
    assert cut("hello123!!!? (안녕하세요!) 😉", shipped["cl100k"]).ids == ids


def test_a_tree_grows_from_bytes_to_tokens(shipped: dict[str, Tokenizer]) -> None:
    found = cut("I see 猫", shipped["cl100k"])
    assert [chunk.text for chunk in found.chunks] == ["I", " see", " 猫"]
    see = found.chunks[1]
    assert [step.pieces for step in see.steps] == [[" s", "e", "e"], [" se", "e"], [" see"]]
    assert [step.pair for step in see.steps] == [(" ", "s"), (" s", "e"), (" se", "e")]
    assert [step.rank for step in see.steps] == [274, 513, 1518]
    cat = found.chunks[2]
    assert [(leaf.text, leaf.bytes, leaf.character) for leaf in cat.leaves] == [
        (" ", "20", 5),
        ("<0xE7>", "e7", 6),
        ("<0x8C>", "8c", 6),
        ("<0xAB>", "ab", 6),
    ]
    assert cat.tokens[-1].last_leaf == 3
    assert (
        b"".join(bytes.fromhex(token.bytes) for chunk in found.chunks for token in chunk.tokens).decode() == "I see 猫"
    )


@pytest.mark.parametrize(("id", "means"), [("gpt2", "merge-line"), ("cl100k", "token-id"), ("o200k", "token-id")])
def test_what_the_rank_is(shipped: dict[str, Tokenizer], id: str, means: str) -> None:
    found = cut(" the", shipped[id])
    first = found.chunks[0].steps[0]
    assert found.rank_means == means
    assert first.rank == (first.id - 256 if means == "merge-line" else first.id)
    if id == "gpt2":
        assert (first.pair, first.rank) == ((" ", "t"), 0)  # the first line of vocab.bpe


def test_a_byte_that_the_vocabulary_lacks_is_dropped_and_its_neighbours_meet(lacking: Tokenizer) -> None:
    (chunk,) = cut("a\U00040000b", lacking).chunks
    assert [leaf.text for leaf in chunk.leaves if leaf.dropped] == ["<0xF1>"]
    assert [token.text for token in chunk.tokens] == ["a", "<0x80>", "<0x80>", "<0x80>", "b"]
    assert [token.first_leaf for token in chunk.tokens] == [0, 2, 3, 4, 5]


def test_sentencepiece_cuts_the_whole_text_as_one(gemma_like: Tokenizer) -> None:
    found = cut("hello a 今日", gemma_like)
    assert found.normalized == "hello▁a▁今日"
    (chunk,) = found.chunks
    assert [leaf.text for leaf in chunk.leaves] == list(found.normalized)
    assert [step.token for step in chunk.steps] == ["▁a", "he", "今日", "lo"]
    assert [step.rank for step in chunk.steps] == sorted(step.id for step in chunk.steps)
    assert [token.text for token in chunk.tokens] == ["he", "l", "lo", "▁a", "▁", "今日"]
    assert chunk.tokens[3].bytes == b" a".hex()
    assert found.rank_means == "vocabulary-place"


def test_sentencepiece_spells_an_unknown_character_in_bytes(gemma_like: Tokenizer) -> None:
    (chunk,) = cut("a😀", gemma_like).chunks
    assert [(leaf.text, leaf.character) for leaf in chunk.leaves[1:]] == [
        (name, 1) for name in ("<0xF0>", "<0x9F>", "<0x98>", "<0x80>")
    ]
    assert [token.fallback for token in chunk.tokens] == [False, True, True, True, True]


def test_fixed_tokens_are_taken_first(gemma_like: Tokenizer) -> None:
    found = cut("he\n\n\n<b>a", gemma_like)
    assert [(chunk.text, chunk.fixed) for chunk in found.chunks] == [
        *(("he", False), ("\n\n", True), ("\n", True), ("<b>", True), ("a", False))
    ]
    fixed = found.chunks[1]
    assert (len(fixed.leaves), fixed.steps, fixed.tokens[0].text) == (1, [], "\n\n")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@settings(max_examples=100, deadline=None)
@given(text=TEXT)
def test_leaves_and_tokens_tile_the_text(text: str, shipped: dict[str, Tokenizer], gemma_like: Tokenizer) -> None:
    for tokenizer in (shipped["gpt2"], shipped["o200k"], gemma_like):
        found = cut(text, tokenizer)
        spelt = text.replace("▁", " ") if tokenizer is gemma_like else text
        assert "".join(chunk.text for chunk in found.chunks) == text
        leaves = b"".join(bytes.fromhex(leaf.bytes) for chunk in found.chunks for leaf in chunk.leaves)
        tokens = b"".join(bytes.fromhex(token.bytes) for chunk in found.chunks for token in chunk.tokens)
        assert leaves.decode() == tokens.decode() == spelt
        for chunk in found.chunks:
            assert_whole(chunk, text)


def assert_whole(chunk: Chunk, text: str) -> None:
    assert text[chunk.start : chunk.end] == chunk.text
    ends = [(token.first_leaf, token.last_leaf + 1) for token in chunk.tokens]
    assert ends[0][0] == 0 and ends[-1][1] == len(chunk.leaves)
    assert all(before[1] == after[0] for before, after in pairwise(ends))
    characters = [leaf.character for leaf in chunk.leaves]
    assert characters == sorted(characters) and characters[0] == chunk.start
    if chunk.steps:
        assert [token.text for token in chunk.tokens] == chunk.steps[-1].pieces


def test_the_view(shipped: dict[str, Tokenizer]) -> None:
    lab = Lab(Settings(), Catalog.load(ASSETS))
    answer = asyncio.run(bpe_encoding(BpeEncodingParams(text="  "), lab))
    assert answer.tokenizer.id == "cl100k" and answer.ids == shipped["cl100k"].encode("  ")
    with pytest.raises(BadInput) as unknown:
        asyncio.run(bpe_encoding(BpeEncodingParams(text="a", tokenizer="klingon"), lab))
    assert (unknown.value.code, unknown.value.field) == ("unknown_tokenizer", "tokenizer")


@pytest.mark.parametrize(
    ("text", "code"), [("", "string_too_short"), ("a" * 201, "string_too_long"), ("\ud83d", "string_unicode")]
)
def test_what_is_no_text_is_told(text: str, code: str) -> None:
    with pytest.raises(BadInput) as told:
        BpeEncodingParams.checked(text=text)
    assert (told.value.code, told.value.field) == (code, "text")
