"""One text in several tokenizers: the lecture's counts, spans in the text, and what a tokenizer lost."""

from __future__ import annotations

import asyncio
import random
import re
from itertools import pairwise

import pytest
import tokenizers
from tokenizers import Regex, models, normalizers, pre_tokenizers

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.language import words
from sandbox.models.catalog import Catalog
from sandbox.models.tokenizer import BYTE_ALPHABET, Family, Tokenizer, TokenizerInfo
from sandbox.settings import Settings
from sandbox.topics.tokens.comparison import Cut, cut, runs
from sandbox.topics.tokens.views.tokenizer_comparison import (
    ALL,
    TOKENIZER_COMPARISON,
    TokenizerComparison,
    TokenizerComparisonParams,
    tokenizer_comparison,
)

SHIPPED = ("gpt2", "cl100k", "o200k")
#: Kept for all tests: a tokenizer takes seconds to load.
LAB = Lab(Settings(), Catalog.load(Settings().assets))
EXAMPLE = {lang: params.text for lang, params in TOKENIZER_COMPARISON.example.items()}


def answer(text: str, *ids: str) -> TokenizerComparison:
    return asyncio.run(
        tokenizer_comparison(TokenizerComparisonParams.checked(text=text, tokenizers=ids or SHIPPED), LAB)
    )


def info(family: Family) -> TokenizerInfo:
    return TokenizerInfo("own", "Own", family, 9)


def byte_level(without: bytes = b"") -> Tokenizer:
    """A byte-level tokenizer of single bytes, and of the two that begin "あ"; some bytes are lacking."""
    letters = {letter: byte for letter, byte in BYTE_ALPHABET.items() if byte not in without}
    spelt = {byte: letter for letter, byte in letters.items()}
    merge = (spelt[0xE3], spelt[0x81])
    model = models.BPE({**letters, "".join(merge): 256}, [merge])
    raw = tokenizers.Tokenizer(model)
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    return Tokenizer(raw, size=257, info=info("byte-bpe"))


def word_piece(normalizer: normalizers.Normalizer | None = None) -> Tokenizer:
    vocabulary = {"[UNK]": 0, "a": 1, "##b": 2, "c": 3}
    raw = tokenizers.Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    raw.normalizer = normalizer or normalizers.Replace(Regex("\u200b"), "")
    raw.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    raw.add_special_tokens(["[UNK]"])
    return Tokenizer(raw, info=info("wordpiece"))


def spans(found: Cut) -> list[tuple[int, int]]:
    return [(token.start, token.end) for token in found.tokens]


def test_figures_of_the_lecture() -> None:
    english, japanese = answer(EXAMPLE["en"]), answer(EXAMPLE["ja"])
    assert (english.characters, english.rows[0].count) == (145, 23)
    assert (japanese.characters, japanese.bytes) == (50, 144)
    assert [row.count for row in japanese.rows] == [65, 49, 34]
    assert [row.tokens_per_character for row in japanese.rows] == [1.3, 0.98, 0.68]
    assert [row.count for row in english.rows] == [23, 23, 23], "the page says that it is the same in all three"
    assert [known.id for known in japanese.known] == list(ALL)


def test_the_page_counts_the_tokens_of_a_script_rightly() -> None:
    """The page says: about 170, about 1,000 and more than 8,000 tokens have a kana or kanji in them."""

    async def count(id: str) -> int:
        tokenizer = await LAB.tokenizer(id)
        tokens = (tokenizer.token(number) for number in range(tokenizer.size))
        return sum(1 for token in tokens if not token.partial and re.search("[ぁ-ゖァ-ヺー一-鿿]", token.text))

    counts = {id: asyncio.run(count(id)) for id in SHIPPED}
    assert [round(counts["gpt2"], -1), round(counts["cl100k"], -2), round(counts["o200k"], -3)] == [170, 1000, 8000]
    assert counts["o200k"] > 8000
    for lang, written in (("ja", ("約 170 個", "約 1,000 個", "8,000 個あまり")), ("en", ("170", "1,000", "8,000"))):
        assert all(figure in words(lang)("tokenizer-comparison.how") for figure in written)


def test_tokens_stand_for_the_characters_they_spell() -> None:
    draw = random.Random(4)
    alphabet = "ab 1\nあ亜é😀👨‍👩‍👧\u0301\U0001f1ef한ﷺ"
    for _ in range(40):
        text = "".join(draw.choices(alphabet, k=draw.randint(1, 60)))
        for row in answer(text).rows:
            assert b"".join(bytes.fromhex(token.bytes) for token in row.tokens) == text.encode()
            assert (row.characters, row.bytes, row.count) == (len(text), len(text.encode()), len(row.tokens))
            assert not row.unknown and not row.dropped
            assert row.tokens[0].start == 0 and row.tokens[-1].end == len(text)
            for token in row.tokens:
                data = bytes.fromhex(token.bytes)
                span = text[token.start : token.end].encode()
                assert data in span and (token.partial or data == span)
            for before, after in pairwise(row.tokens):
                assert before.end - 1 <= after.start <= before.end, "neighbours touch, or share one character"


def test_tokens_share_a_character() -> None:
    found = cut("xあy", byte_level())
    assert spans(found) == [(0, 1), (1, 2), (1, 2), (2, 3)]
    assert [token.bytes for token in found.tokens] == ["78", "e381", "82", "79"]
    assert [token.partial for token in found.tokens] == [False, True, True, False]


def test_dropped_bytes_are_said() -> None:
    found = cut("éaé", byte_level(without=b"\xc3"))
    assert [token.bytes for token in found.tokens] == ["a9", "61", "a9"]
    assert spans(found) == [(0, 1), (1, 2), (2, 3)]
    assert found.dropped == [(0, 1), (2, 3)]
    found = cut("aé", byte_level(without=b"\xc3\xa9"))
    assert (found.count, found.dropped) == (1, [(1, 2)])
    found = cut("éé", byte_level(without=b"\xc3\xa9"))
    assert (found.count, found.dropped, found.tokens_per_character) == (0, [(0, 2)], 0)


def test_unknown_words_and_dropped_characters_of_word_pieces() -> None:
    found = cut("ab  dog c\u200b a", word_piece())
    assert [token.text for token in found.tokens] == ["a", "##b", "[UNK]", "c", "a"]
    assert [token.unknown for token in found.tokens] == [False, False, True, False, False]
    assert found.unknown == 3
    assert found.dropped == [(9, 10)], "a space is not lost, what stands between no words is"
    only_spaces = cut("   ", word_piece())
    assert (only_spaces.count, only_spaces.dropped, only_spaces.lost) == (0, [], 0)
    assert (found.stripped, found.lost) == (0, 4)
    marked = cut("\u00e4 c\u0301 d\u00f6g", word_piece(normalizers.BertNormalizer()))
    assert (marked.unknown, marked.stripped, marked.lost) == (3, 1, 5), "the ö is lost with its word, once"


def test_runs() -> None:
    assert runs([]) == []
    assert runs([1, 1, 2, 4, 5, 5, 9]) == [(1, 3), (4, 6), (9, 10)]


def test_parameters() -> None:
    assert TokenizerComparisonParams.checked(text="a", tokenizers=("gpt2", "o200k", "gpt2")).tokenizers == (
        "gpt2",
        "o200k",
    )
    assert TokenizerComparisonParams.checked(text="a").query_string() == "text=a"
    for wrong in (
        {"text": ""},
        {"text": "a" * 4001},
        {"text": "\ud800"},
        {"text": "\x00"},
        {"text": "a", "tokenizers": ()},
    ):
        with pytest.raises(BadInput):
            TokenizerComparisonParams.checked(**wrong)
    with pytest.raises(BadInput) as told:
        answer("a", "gpt2", "gpt9")
    assert (told.value.code, told.value.field) == ("unknown_tokenizer", "tokenizers")
