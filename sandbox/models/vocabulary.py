"""A tokenizer.json (Hugging Face tokenizers) from the vocabulary inside a GGUF file.

A GGUF file names the kind of its tokenizer but does not describe how text is cut before the merges; that part is known
for each kind and written here:

* "gpt2" with pre-tokenizer "smollm": byte-level BPE; every digit stands alone, then GPT-2's pattern. (So do the model's
  own tokenizer.json and llama.cpp. transformers 5 reads such a file without the rule for digits.)
* "llama" with architecture gemma…: SentencePiece's BPE with byte fallback, spaces written as "▁", no space in front.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

#: Token types of a GGUF file.
_CONTROL, _USER_DEFINED = 3, 4


def tokenizer_from_gguf(metadata: dict[str, Any]) -> str:
    """Return the text of a tokenizer.json.

    Args:
        metadata: of a GGUF file, as `GGUFFile.metadata` has it.

    Raises:
        ValueError: a kind of tokenizer that is not known here.
    """
    kind = metadata["tokenizer.ggml.model"]
    before = metadata.get("tokenizer.ggml.pre", "default")
    architecture = metadata["general.architecture"]
    if kind == "gpt2" and before == "smollm":
        return _byte_level(metadata)
    if kind == "llama" and architecture.startswith("gemma"):
        return _gemma(metadata)
    raise ValueError(f"no rule for the tokenizer {kind!r}, {before!r} of a {architecture!r} model")


def _byte_level(metadata: dict[str, Any]) -> str:
    tokens: list[str] = metadata["tokenizer.ggml.tokens"]
    level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    cut = {"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": True}, level]}
    return tokenizer_file(
        added=_added(tokens, metadata["tokenizer.ggml.token_type"]),
        normalizer=None,
        pre_tokenizer=cut,
        decoder=level,
        model=bpe(tokens, [merge.split(" ") for merge in metadata["tokenizer.ggml.merges"]]),
    )


def _gemma(metadata: dict[str, Any]) -> str:
    types: list[int] = metadata["tokenizer.ggml.token_type"]
    # Runs of spaces are written as spaces in the file, but a text reaches the vocabulary with "▁" in their place.
    tokens = ["▁" * len(token) if not token.strip(" ") else token for token in metadata["tokenizer.ggml.tokens"]]
    added = [token for token in _added(tokens, types) if not token["content"].startswith("▁▁")]
    return tokenizer_file(
        added=added,
        normalizer={"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
        pre_tokenizer=None,
        decoder={
            "type": "Sequence",
            "decoders": [
                {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                {"type": "ByteFallback"},
                {"type": "Fuse"},
            ],
        },
        model=bpe(tokens, list(merges(tokens)), unk_token="<unk>", fuse_unk=True, byte_fallback=True),
    )


def merges(tokens: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the merges that a vocabulary implies, first those that make the tokens with the smallest ids.

    A SentencePiece vocabulary has no list of merges: any two tokens that together spell a third may merge, and the
    earlier that stands in the vocabulary the sooner. Where a token can be made in several ways, the longest left part
    comes first.
    """
    known = set(tokens)
    for token in tokens:
        for cut in range(len(token) - 1, 0, -1):
            if token[:cut] in known and token[cut:] in known:
                yield token[:cut], token[cut:]


def _added(tokens: list[str], types: list[int]) -> list[dict[str, Any]]:
    """Return the tokens that are found in a text as a whole, before anything else: control tokens and fixed words."""
    return [
        added_token(id, token, special=kind == _CONTROL)
        for id, (token, kind) in enumerate(zip(tokens, types, strict=True))
        if kind in (_CONTROL, _USER_DEFINED)
    ]


def added_token(id: int, content: str, *, special: bool) -> dict[str, Any]:
    """Return a token that is found in a text as a whole, as a tokenizer.json lists it."""
    plain = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    return {"id": id, "content": content, **plain, "special": special}


def bpe(tokens: list[str], merges: Sequence[Sequence[str]], **settings: Any) -> dict[str, Any]:
    """Return the model of a tokenizer.json that merges; the ids are the places of the tokens."""
    defaults = {"dropout": None, "unk_token": None, "fuse_unk": False, "byte_fallback": False, "ignore_merges": False}
    names = {"continuing_subword_prefix": None, "end_of_word_suffix": None}
    vocabulary = {token: id for id, token in enumerate(tokens)}
    return {"type": "BPE", **defaults, **names, **settings, "vocab": vocabulary, "merges": merges}


def tokenizer_file(*, added: list[dict[str, Any]], **parts: Any) -> str:
    """Return the text of a tokenizer.json of these parts that neither cuts nor pads."""
    table = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "post_processor": None,
        **parts,
    }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))
