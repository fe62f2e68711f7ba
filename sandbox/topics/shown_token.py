"""A token as it can be shown."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from sandbox.models.tokenizer import Token


class ShownToken(BaseModel):
    """A token: `text` is readable always, `bytes` (hexadecimal) is exact always.

    Attributes:
        special: stands for no text: <bos>, [CLS], [SEP].
        partial: a part of a character: text names its bytes, <0xE3><0x81>.
    """

    id: int
    text: str
    bytes: str
    special: bool
    partial: bool


class ReadToken(ShownToken):
    """A token that a model read; those that share a character have the same start and end.

    Attributes:
        start, end: the characters of the text that it stands for.
    """

    start: int
    end: int


def shown(token: Token) -> dict[str, Any]:
    """Return the fields of ShownToken."""
    return {
        "id": token.id,
        "text": token.text,
        "bytes": token.bytes.hex(),
        "special": token.special,
        "partial": token.partial,
    }


def read_token(token: Token) -> ReadToken:
    """Say of a token of a text what a picture needs."""
    return ReadToken(**shown(token), start=token.start, end=token.end)
