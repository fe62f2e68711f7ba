"""The tokenizers that come with the sandbox: whole, as published, and cutting as their makers' do."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
from pathlib import Path

import pytest

from sandbox.errors import BadInput, NotReady
from sandbox.lab import Lab
from sandbox.models.catalog import Catalog
from sandbox.models.tokenizer import Tokenizer
from sandbox.models.tokenizers_catalog import tokenizer_entries
from sandbox.settings import Settings

ASSETS = Settings().assets
ENTRIES = tokenizer_entries(ASSETS)
ENGLISH = (
    "Major social networking sites and other platform providers have grown without ever assuming responsibility for "
    "the content of their users' posts."
)
JAPANESE = "大手SNSなどのプラットフォームはこれまで、利用者の投稿の内容への責任を負うことなく、成長してきた。"


@pytest.fixture(scope="module")
def shipped() -> dict[str, Tokenizer]:
    return {id: entry.load(ASSETS) for id, entry in ENTRIES.items() if entry.file}


def test_files_are_those_of_the_catalogue() -> None:
    files = {entry.file: entry.sha256 for entry in ENTRIES.values() if entry.file}
    assert {path.name for path in (ASSETS / "tokenizers").iterdir()} == set(files)
    for name, sha256 in files.items():
        assert hashlib.sha256((ASSETS / "tokenizers" / name).read_bytes()).hexdigest() == sha256


def test_an_entry_has_a_file_or_a_model() -> None:
    assert list(ENTRIES) == ["gpt2", "cl100k", "o200k", "smollm2", "gemma", "minilm"]
    models = Catalog.load(ASSETS)
    for entry in ENTRIES.values():
        if entry.model:
            assert entry.vocabulary == models[entry.model].vocabulary and not entry.file
        else:
            assert entry.sha256 and entry.pattern and entry.notice and entry.package


def test_ids_fill_the_vocabulary_up_to_the_special_tokens(shipped: dict[str, Tokenizer]) -> None:
    special = {"gpt2": 1, "cl100k": 21, "o200k": 21}  # cl100k and o200k leave gaps between theirs
    for id, tokenizer in shipped.items():
        assert tokenizer.size + special[id] == ENTRIES[id].vocabulary
        single = [tokenizer.token(number).bytes for number in range(256)]
        assert sorted(single) == [bytes([byte]) for byte in range(256)]


def test_figures_of_the_lecture(shipped: dict[str, Tokenizer]) -> None:
    assert len(ENGLISH) == 145 and len(shipped["gpt2"].encode(ENGLISH)) == 23
    assert len(JAPANESE) == 50
    assert {id: len(one.encode(JAPANESE)) for id, one in shipped.items()} == {"gpt2": 65, "cl100k": 49, "o200k": 34}
    ids = [15339, 4513, 12340, 30, 320, 31495, 230, 75265, 243, 92245, 16715, 57037]
    assert shipped["cl100k"].encode("hello123!!!? (안녕하세요!) 😉") == ids


def test_what_is_cut_can_be_put_together_again(shipped: dict[str, Tokenizer]) -> None:
    text = " tabs\tand\n\nlines  \r\n 吾輩は猫である。👨‍👩‍👧 ſtraße K\u212a 12345"
    for tokenizer in shipped.values():
        assert tokenizer.decode(tokenizer.encode(text)) == text


def test_a_damaged_file_is_not_read(tmp_path: Path) -> None:
    entry = ENTRIES["gpt2"]
    (tmp_path / "tokenizers").mkdir()
    (tmp_path / "tokenizers" / entry.file).write_bytes(b"#version: 0.2\na b\n")
    with pytest.raises(ValueError, match=r"vocab\.bpe"):
        entry.load(tmp_path)
    whole = dataclasses.replace(entry, sha256=hashlib.sha256(b"#version: 0.2\na b\n").hexdigest())
    assert whole.load(tmp_path).encode("ab") == [256]


def test_the_lab_says_what_is_missing(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    lab = Lab(settings, Catalog.load(settings.assets))
    with pytest.raises(BadInput) as unknown:
        asyncio.run(lab.tokenizer("klingon"))
    assert unknown.value.code == "unknown_tokenizer" and unknown.value.field == "tokenizer"
    with pytest.raises(NotReady) as missing:
        asyncio.run(lab.tokenizer("gemma", "tokenizers"))
    assert missing.value.code == "model_not_ready" and missing.value.field == "tokenizers"
    assert [info.id for info in lab.tokenizers()] == list(ENTRIES)
