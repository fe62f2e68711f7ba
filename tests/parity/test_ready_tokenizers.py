"""The tokenizers of the default models: every id can be shown, and tokens spell exactly the text they came from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.models.catalog import Catalog
from sandbox.models.tokenizer import Tokenizer
from sandbox.settings import Settings

CATALOG = Catalog.load(Settings().assets)
#: Without what the tokenizers are known to change (see sandbox/models/tokenizer.py): the low line that is Gemma's
#: space, unassigned characters and control characters, of which SmolLM2's vocabulary lacks some.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cn", "Co", "Cc"], exclude_characters="▁"))
TYPED = ["<bos>", "<eos>", "<start_of_turn>", "<unused7>", "<|im_start|>", "<|endoftext|>", "[MASK]", "<0x41>"]


@pytest.fixture(scope="module", params=[entry.id for entry in CATALOG])
def tokenizer(request: pytest.FixtureRequest, ready: Callable[..., Path]) -> Tokenizer:
    entry = CATALOG[request.param]
    return Tokenizer.load(ready(entry.id, entry.precision), entry)


@pytest.fixture(scope="module", params=[entry.id for entry in CATALOG if entry.kind == "decoder"])
def exact(request: pytest.FixtureRequest, ready: Callable[..., Path]) -> Tokenizer:
    entry = CATALOG[request.param]
    return Tokenizer.load(ready(entry.id, entry.precision), entry)


@pytest.fixture(scope="module")
def pieces(ready: Callable[..., Path]) -> Tokenizer:
    entry = CATALOG["minilm-l6"]
    return Tokenizer.load(ready(entry.id, entry.precision), entry)


def test_every_id_can_be_shown(tokenizer: Tokenizer) -> None:
    for id in range(tokenizer.size):
        token = tokenizer.token(id)
        assert token.text
        assert "\ufffd" not in token.text or "\ufffd".encode() in token.bytes  # it is a character, too
        assert token.special == (not token.bytes)
        assert (
            token.partial or token.special or token.text.removeprefix("##").encode() == token.bytes.removeprefix(b"##")
        )


@settings(max_examples=300, deadline=None)
@given(text=TEXT)
def test_tokens_spell_the_text(exact: Tokenizer, text: str) -> None:
    tokens = exact.tokenize(text)
    assert b"".join(token.bytes for token in tokens) == text.encode()
    assert exact.decode(exact.encode(text)) == text
    assert "".join(text[slice(*span)] for span in dict.fromkeys((one.start, one.end) for one in tokens)) == text


@settings(max_examples=300, deadline=None)
@given(text=TEXT)
def test_word_pieces_stand_for_their_part_of_the_text(pieces: Tokenizer, text: str) -> None:
    tokens = pieces.tokenize(text)
    assert [text[token.start : token.end].encode() for token in tokens] == [token.bytes for token in tokens]
    ends = [0, *(token.end for token in tokens)]
    assert ends == sorted(ends)


@pytest.mark.parametrize("typed", TYPED)
def test_a_special_token_s_name_typed_by_a_person_is_letters(tokenizer: Tokenizer, typed: str) -> None:
    tokens = tokenizer.tokenize(f"a {typed} b")
    assert not any(token.special for token in tokens)
    assert len(tokens) > 4
    assert "".join(token.bytes.decode() for token in tokens).replace(" ", "") == f"a{typed}b"


def test_a_family_emoji_and_kana_are_never_replaced(exact: Tokenizer) -> None:
    text = "👨‍👩‍👧 と吾輩は猫 ａ﷽"
    tokens = exact.tokenize(text)
    assert b"".join(token.bytes for token in tokens).decode() == text
    for token in tokens:
        assert "\ufffd" not in token.text
        if token.partial:
            assert "<0x" in token.text
