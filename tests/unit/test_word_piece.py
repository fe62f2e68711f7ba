"""Longest match first, and what BERT does to a text before."""

from __future__ import annotations

import pytest
import tokenizers
from tokenizers import models, normalizers, pre_tokenizers

from sandbox.models.tokenizer import Tokenizer, TokenizerInfo
from sandbox.topics.tokens.views.bpe_encoding import BpeEncoding, trace
from sandbox.topics.tokens.word_piece import LONGEST_WORD, is_cut, longest_first

PIECES = ["[UNK]", "em", "##bed", "##ding", "##s", "un", "##aff", "##able", "##a", "cafe", "東", "京", "!", "x", "##x"]
IDS = {piece: id for id, piece in enumerate(PIECES)}


@pytest.fixture(scope="module")
def bert() -> Tokenizer:
    raw = tokenizers.Tokenizer(models.WordPiece(IDS, unk_token="[UNK]"))
    raw.normalizer = normalizers.BertNormalizer()
    raw.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    raw.add_special_tokens(["[UNK]"])
    return Tokenizer(raw, info=TokenizerInfo("minilm", "MiniLM", "wordpiece", len(IDS)))


def cut(text: str, tokenizer: Tokenizer) -> BpeEncoding:
    found = trace(text, tokenizer)
    assert found.ids == tokenizer.encode(text)
    return found


def test_the_longest_piece_is_looked_up_first() -> None:
    attempts = longest_first("unaffable", IDS.get)
    assert [one.piece for one in attempts] == [
        *("unaffable", "unaffabl", "unaffab", "unaffa", "unaff", "unaf", "una", "un"),
        *("##affable", "##affabl", "##affab", "##affa", "##aff"),
        "##able",
    ]
    assert [(one.start, one.end) for one in attempts if one.id is not None] == [(0, 2), (2, 5), (5, 9)]
    assert is_cut("unaffable", attempts)


def test_the_longest_piece_is_taken_even_where_it_leads_nowhere() -> None:
    """A search would find "un ##a ##ffable". WordPiece takes "un ##aff ##a", is stuck at "##ble", and gives up."""
    ids = {"un": 0, "##aff": 1, "##a": 2, "##ffable": 3}
    attempts = longest_first("unaffable", ids.get)
    assert not is_cut("unaffable", attempts)
    assert [one.piece for one in attempts if one.id is not None] == ["un", "##aff", "##a"]
    assert [one.piece for one in attempts[-3:]] == ["##ble", "##bl", "##b"]


def test_a_word_that_cannot_be_cut_is_unknown_as_a_whole(bert: Tokenizer) -> None:
    (chunk,) = cut("embedq", bert).chunks
    assert [one.piece for one in chunk.attempts if one.found] == ["em", "##bed"]
    (token,) = chunk.tokens
    assert (token.text, token.unknown, token.first_leaf, token.last_leaf) == ("[UNK]", True, 0, 5)
    assert bytes.fromhex(token.bytes) == b"embedq"
    assert not chunk.too_long


def test_a_word_of_more_than_a_hundred_characters_is_not_tried(bert: Tokenizer) -> None:
    (whole,) = cut("x" * LONGEST_WORD, bert).chunks
    assert [token.text for token in whole.tokens] == ["x", *["##x"] * 99]
    (long,) = cut("x" * (LONGEST_WORD + 1), bert).chunks
    assert long.too_long and not long.attempts
    assert [token.text for token in long.tokens] == ["[UNK]"]


def test_normalisation_says_where_each_character_comes_from(bert: Tokenizer) -> None:
    found = cut("  Café 東京!", bert)
    assert found.normalized == "  cafe  東  京 !"
    assert [chunk.text for chunk in found.chunks] == ["Café", "東", "京", "!"]
    cafe = found.chunks[0]
    assert [(leaf.text, leaf.character) for leaf in cafe.leaves] == [("c", 2), ("a", 3), ("f", 4), ("e", 5)]
    assert bytes.fromhex(cafe.tokens[0].bytes).decode() == "Café"
    assert (found.kind, found.rank_means) == ("wordpiece", None)


def test_a_stripped_accent_belongs_to_no_leaf(bert: Tokenizer) -> None:
    (chunk,) = cut("cafe\u0301s", bert).chunks
    assert [leaf.character for leaf in chunk.leaves] == [0, 1, 2, 3, 5]
    assert [token.text for token in chunk.tokens] == ["cafe", "##s"]


def test_of_spaces_nothing_is_left(bert: Tokenizer) -> None:
    found = cut(" \n\t ", bert)
    assert (found.chunks, found.ids) == ([], [])
