"""A tokenizer.json (Hugging Face tokenizers) from a SentencePiece model: spiece.model, tokenizer.model.

SentencePiece (Kudo and Richardson 2018, arXiv 1808.06226) first normalizes a text (NFKC where the model was trained
so), puts a space in front and writes spaces as "▁". Then one of two models cuts all of it at once:

* unigram (Kudo 2018, arXiv 1804.10959): of all ways to spell the text with pieces the one whose scores add up to most;
* BPE: the two neighbours whose joined piece has the best score are merged, as long as there are any.

What no piece spells becomes bytes ("<0xE3>") where the model has them, else <unk>. transformers 5 reads such files of
T5Tokenizer with T5's own numbers (<unk> is 2, no bytes), which are wrong for rinna's models; this is how SentencePiece
itself cuts (tests/parity/test_added_tokenizers.py), but for a mark that follows a compatibility character (①́), which
the tokenizers library drops.
"""

from __future__ import annotations

import base64
from importlib import import_module
from pathlib import Path
from typing import Any

from sandbox.models.vocabulary import added_token, bpe, tokenizer_file

#: Kinds of pieces in the file (sentencepiece_model.proto).
_NORMAL, _CONTROL, _USER_DEFINED = 1, 3, 4
#: What SentencePiece's rules "nmt_…" leave out.
_CONTROL_CHARACTERS = "[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
#: Kinds of models.
_UNIGRAM, _BPE = 1, 2


def tokenizer_from_sentencepiece(path: Path, *, lower_case: bool = False) -> str:
    """Return the text of a tokenizer.json.

    Args:
        path: the model.
        lower_case: capital letters are made small first, which the model itself does not say.

    Raises:
        ValueError: it is no SentencePiece model, or one of whole words or single characters.
    """
    proto = import_module("sentencepiece.sentencepiece_model_pb2").ModelProto()
    try:
        proto.ParseFromString(path.read_bytes())
    except Exception as error:  # protobuf's DecodeError
        raise ValueError(f"{path.name} is no SentencePiece model") from error
    if proto.trainer_spec.model_type not in (_UNIGRAM, _BPE) or proto.trainer_spec.treat_whitespace_as_suffix:
        raise ValueError(f"{path.name} is a SentencePiece model of a kind that is not known here")
    unigram = proto.trainer_spec.model_type == _UNIGRAM
    kinds = [_CONTROL] if unigram else [_CONTROL, _USER_DEFINED]
    return tokenizer_file(
        added=[
            added_token(id, piece.piece, special=piece.type == _CONTROL or id == proto.trainer_spec.unk_id)
            for id, piece in enumerate(proto.pieces)
            if piece.type in kinds or id == proto.trainer_spec.unk_id
        ],
        normalizer=_normalizer(proto.normalizer_spec, lower_case),
        pre_tokenizer=None,
        decoder=_decoder(proto.normalizer_spec.add_dummy_prefix),
        model=_unigram(proto) if unigram else _merging(proto),
    )


def _normalizer(spec: Any, lower_case: bool) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [{"type": "Lowercase"}] if lower_case else []
    if spec.precompiled_charsmap:
        charsmap = base64.b64encode(spec.precompiled_charsmap).decode()
        if spec.name.startswith("nmt"):
            # These are left out by the table, too, but then the library loses count of the characters.
            steps.append({"type": "Replace", "pattern": {"Regex": _CONTROL_CHARACTERS}, "content": ""})
        # The library does not compose か with a mark, nor ｶ with ﾞ; SentencePiece does.
        composed = [{"type": "NFC"}] if "nfkc" in spec.name else []
        steps += [*composed, {"type": "Precompiled", "precompiled_charsmap": charsmap}, *composed]
    if spec.remove_extra_whitespaces:
        steps.append({"type": "Replace", "pattern": {"Regex": "^ +| +$|(?<= ) +"}, "content": ""})
    steps.append({"type": "Replace", "pattern": {"String": " "}, "content": "▁"})
    if spec.add_dummy_prefix:
        steps.append({"type": "Prepend", "prepend": "▁"})
    return {"type": "Sequence", "normalizers": steps}


def _decoder(prefix: bool) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [
        {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
        {"type": "ByteFallback"},
        {"type": "Fuse"},
    ]
    if prefix:
        steps.append({"type": "Strip", "content": " ", "start": 1, "stop": 0})
    return {"type": "Sequence", "decoders": steps}


def _unigram(proto: Any) -> dict[str, Any]:
    """Return the scores. A symbol that the trainer was told to keep whole wins over all else that spells it."""
    normal = [piece.score for piece in proto.pieces if piece.type == _NORMAL]
    scores = [
        # As SentencePiece's unigram_model.cc has it: the length counts in bytes.
        len(piece.piece.encode()) * max(normal) - 0.1 if piece.type == _USER_DEFINED else piece.score
        for piece in proto.pieces
    ]
    return {
        "type": "Unigram",
        "unk_id": proto.trainer_spec.unk_id,
        "vocab": [[piece.piece, score] for piece, score in zip(proto.pieces, scores, strict=True)],
        "byte_fallback": proto.trainer_spec.byte_fallback,
    }


def _merging(proto: Any) -> dict[str, Any]:
    """Return the merges that the scores imply, best first: any two pieces that together spell a third may merge."""
    scores = {piece.piece: piece.score for piece in proto.pieces if piece.type == _NORMAL}
    merges = [
        (piece[:cut], piece[cut:])
        for piece in sorted(scores, key=scores.__getitem__, reverse=True)
        for cut in range(1, len(piece))
        if piece[:cut] in scores and piece[cut:] in scores
    ]
    spec = proto.trainer_spec
    settings = {"unk_token": proto.pieces[spec.unk_id].piece, "fuse_unk": True, "byte_fallback": spec.byte_fallback}
    return bpe([piece.piece for piece in proto.pieces], merges, **settings)
