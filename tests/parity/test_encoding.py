"""The traces of bpe-encoding against the tokenizers themselves, on random texts in many scripts.

GPT-2, cl100k and o200k against tiktoken, which reads the same ranks and patterns; SmolLM2, Gemma and MiniLM against
Hugging Face tokenizers. Every disagreement of a single id counts.
"""

from __future__ import annotations

import base64
import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
import tiktoken

from sandbox.models.gguf_file import GGUFFile
from sandbox.models.setup import folder_of
from sandbox.models.tokenizer import BYTE_ALPHABET, Tokenizer
from sandbox.models.tokenizers_catalog import Entry, tokenizer_entries
from sandbox.topics.tokens.bpe_encoding import merge
from sandbox.topics.tokens.views.bpe_encoding import trace
from tests.conftest import CATALOG, SETTINGS

TEXTS = 3000
ENTRIES = tokenizer_entries(SETTINGS.assets)

SCRIPTS = {
    "latin": "\u0020-\u007e",
    "latin with marks": "\u00a1-\u024f",
    "combining marks": "\u0300-\u036f",
    "digits": "0-9",
    "digits of others": "\u0660-\u0669",
    "greek": "\u0370-\u03ff",
    "cyrillic": "\u0400-\u04ff",
    "hebrew": "\u0590-\u05ff",
    "arabic": "\u0600-\u06ff",
    "devanagari": "\u0900-\u097f",
    "thai": "\u0e00-\u0e7f",
    "jamo": "\u1100-\u11ff",
    "signs": "\u2000-\u2bff",
    "cjk signs, kana": "\u3000-\u30ff",
    "kanji": "\u4e00-\u9fff",
    "hangul": "\uac00-\ud7a3",
    "full and half width": "\uff00-\uffef",
    "ancient scripts": "\U00010000-\U00010fff",
    "emoji": "\U0001f300-\U0001faff",
    "rare kanji": "\U00020000-\U0002a6df",
    "hardly assigned": "\U00040000-\U0010ffff",
    "anything below the surrogates": "\u0080-\ud7ff",
}
#: What real texts hold, and what has rules of its own: contractions, line ends, runs, names of special tokens.
WORDS = [
    *("the", "of", "import", "self.", "don't", "I'LL", "WE'VE", "12345", "3.14", "https://x.y/z", "x==y", "====", "ß"),
    *("東京", "吾輩は猫である。", "プラットフォーム", "ｶﾞｯｺｳ", "ーーーー", "ああああ", "서울", "안녕하세요!", "Привет,"),
    *("नमस्ते", "สวัสดี", "مرحبا", "שלום", "👨\u200d👩\u200d👧", "👍🏽", "🇯🇵", "\u00e9", "e\u0301", "\u212b", "ﬁ"),
    *("<b>", "</b>", "<table>", "<bos>", "<0x41>", "[MASK]", "[UNK]", "<|endoftext|>", "<|im_start|>", "<unused7>"),
    *("▁", "▁▁", "\u200b", "\u3000", "\ufeff", "\ufffd", "ſ", "İ", "........"),
]
SPACES = ["", "", " ", "  ", " " * 9, "\n", "\n\n\n", "\r\n", "\t", "\t\t", " \n ", "\u00a0"]


def characters(draw: random.Random, script: str, count: int) -> str:
    first, last = map(ord, SCRIPTS[script].split("-"))
    return "".join(chr(draw.randint(first, last)) for _ in range(count))


def random_text(draw: random.Random) -> str:
    """Runs of one script after another, words with all sorts of spaces, or a few things again and again."""
    scripts = draw.choices(list(SCRIPTS), k=draw.randint(1, 5))
    kind = draw.randrange(3)
    if kind == 0:
        return "".join(characters(draw, script, draw.randint(1, 8)) for script in scripts)
    if kind == 1:
        return "".join(draw.choice(WORDS) + draw.choice(SPACES) for _ in range(draw.randint(1, 10)))
    few = [*(characters(draw, script, 1) for script in scripts[:2]), draw.choice(WORDS), draw.choice(SPACES)]
    return "".join(draw.choices(few, k=draw.randint(2, 16)))


def open_tiktoken(entry: Entry) -> tiktoken.Encoding:
    """Build tiktoken's own tokenizer from the published file, with nothing of ours in between."""
    data = (SETTINGS.assets / "tokenizers" / entry.file).read_bytes()
    if entry.file.endswith(".gz"):
        lines = (line.split() for line in gzip.decompress(data).splitlines() if line)
        ranks = {base64.b64decode(token): int(rank) for token, rank in lines}
    else:  # a merge list: the bytes in the order of their letters, then one token a line
        merged = (line.replace(" ", "") for line in data.decode().split("\n")[1:] if line)
        spelt = [*BYTE_ALPHABET, *merged]
        ranks = {bytes(BYTE_ALPHABET[letter] for letter in token): rank for rank, token in enumerate(spelt)}
    return tiktoken.Encoding(entry.id, pat_str=entry.pattern, mergeable_ranks=ranks, special_tokens={})


@pytest.fixture(scope="module")
def tokenizers(ready: Callable[..., Path]) -> dict[str, Tokenizer]:
    def load(entry: Entry) -> Tokenizer:
        if entry.file:
            return entry.load(SETTINGS.assets)
        return Tokenizer.load(ready(entry.model), CATALOG[entry.model], entry.info)

    return {id: load(entry) for id, entry in ENTRIES.items()}


@pytest.mark.parametrize("id", ENTRIES)
def test_the_trace_ends_in_the_ids_of_the_reference(id: str, tokenizers: dict[str, Tokenizer]) -> None:
    tokenizer = tokenizers[id]
    reference = open_tiktoken(ENTRIES[id]).encode_ordinary if ENTRIES[id].file else tokenizer.encode
    draw = random.Random(f"{id} 2026")
    for _ in range(TEXTS):
        text = random_text(draw)
        ids = trace(text, tokenizer).ids
        assert ids == reference(text), ascii(text)
        assert ids == tokenizer.encode(text), ascii(text)


@pytest.mark.parametrize("id", ["gpt2", "smollm2"])
def test_a_rank_is_a_line_of_the_published_list_of_merges(id: str, tokenizers: dict[str, Tokenizer]) -> None:
    tokenizer, entry = tokenizers[id], ENTRIES[id]
    if entry.file:
        lines = (SETTINGS.assets / "tokenizers" / entry.file).read_text("utf-8").split("\n")
        pairs = [line.split(" ") for line in lines[1:] if line]
    else:
        pairs = json.loads((folder_of(CATALOG[entry.model], SETTINGS) / "tokenizer.json").read_text())["model"][
            "merges"
        ]
    ids = [(tokenizer.id_of(left), tokenizer.id_of(right)) for left, right in pairs]
    joined = [tokenizer.joined(left, right) for left, right in ids if left is not None and right is not None]
    assert joined == [*range(tokenizer.first_merge, tokenizer.first_merge + len(pairs))]


def test_the_two_halves_of_a_token_meet_again(tokenizers: dict[str, Tokenizer]) -> None:
    """Every merged token of GPT-2, from its bytes, with the merge that it was learned by as the last one."""
    tokenizer = tokenizers["gpt2"]
    lines = (SETTINGS.assets / "tokenizers" / ENTRIES["gpt2"].file).read_text("utf-8").split("\n")[1:]
    for id, line in enumerate(filter(None, lines), tokenizer.first_merge):
        leaves = [tokenizer.id_of(letter) for letter in line.replace(" ", "")]
        last = merge([leaf for leaf in leaves if leaf is not None], tokenizer.joined)[-1]
        assert last.pieces == (id,)
        assert [last.left, last.right] == [tokenizer.id_of(half) for half in line.split(" ")]


def test_the_scores_of_gemma_go_down_with_the_place_in_the_vocabulary(sources: Callable[[str], Path]) -> None:
    """In the file that Gemma comes in; token type 1 are the pieces that were learned, which have scores."""
    metadata = GGUFFile(sources("gemma-3-270m")).metadata
    kinds, scores = metadata["tokenizer.ggml.token_type"], metadata["tokenizer.ggml.scores"]
    learned = [score for kind, score in zip(kinds, scores, strict=True) if kind == 1]
    assert len(learned) == 255_474
    assert learned == sorted(set(learned), reverse=True)
