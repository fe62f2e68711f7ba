"""One text as a tokenizer cuts it: the tokens with the characters they stand for, and what the tokenizer lost.

Counts of different tokenizers say something about each other only where both kept the text. Three things lose it:

* a word that WordPiece cannot build from its pieces becomes one token [UNK], however long it is;
* a byte or a character that the vocabulary lacks is left out without a word (SmolLM2, MiniLM);
* WordPiece as MiniLM has it strips marks before it cuts: é becomes e, が becomes か.

A space is no loss in WordPiece: that it lay between two words can be read from their pieces. Nor do we count capital
letters, although MiniLM makes them small, and full-width ones and ①, which NFKC writes as plain letters and digits.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from pydantic import BaseModel

from sandbox.models.tokenizer import Family, Token, Tokenizer


class CutToken(BaseModel):
    """A token of the text.

    Attributes:
        bytes: what it adds to the text, in UTF-8 as hex.
        partial: `bytes` are not whole characters.
        unknown: it stands for a word that the vocabulary cannot spell.
        start, end: the characters of the text (code points) that it stands for. Tokens that share a character have
            overlapping spans.
    """

    id: int
    text: str
    bytes: str
    partial: bool
    unknown: bool
    start: int
    end: int


class Cut(BaseModel):
    """A text as one tokenizer cuts it.

    Attributes:
        characters: of the text, as Unicode code points.
        bytes: of the text in UTF-8.
        tokens_per_character: count / characters.
        unknown: how many characters stand in unknown tokens.
        dropped: the characters [start, end) that no token stands for, or not with all their bytes.
        stripped: how many characters in known tokens lost their marks.
        lost: how many characters do not come through, for any of these reasons.
    """

    tokenizer: str
    name: str
    family: Family
    vocabulary: int
    count: int
    characters: int
    bytes: int
    tokens_per_character: float
    unknown: int
    dropped: list[tuple[int, int]]
    stripped: int
    lost: int
    tokens: list[CutToken]


def cut(text: str, tokenizer: Tokenizer) -> Cut:
    """Cut a text, which is not empty, with a tokenizer of the catalogue, and say what was lost.

    Raises:
        TypeError: the text holds half a surrogate pair.
    """
    info = tokenizer.info
    if info is None:
        raise ValueError("a tokenizer of the catalogue knows its family")
    tokens = tokenizer.tokenize(text)
    if info.family == "byte-bpe" and tokenizer.spells:
        tokens, dropped = by_bytes(text, tokens)
    else:
        dropped = uncovered(text, tokens)
    unknown = {id for id in {token.id for token in tokens} if tokenizer.token(id).special or id == tokenizer.unknown}
    unread = {at for token in tokens if token.id in unknown for at in _span(token)}
    marked = {at for at, character in enumerate(text) if _is_marked(character)} if tokenizer.strips_marks else set()
    return Cut(
        tokenizer=info.id,
        name=info.name,
        family=info.family,
        vocabulary=info.vocabulary,
        count=len(tokens),
        characters=len(text),
        bytes=len(text.encode()),
        tokens_per_character=round(len(tokens) / len(text), 4),
        unknown=len(unread),
        dropped=runs(dropped),
        stripped=len(marked - unread - set(dropped)),
        lost=len(marked | unread | set(dropped)),
        tokens=[
            CutToken(
                id=token.id,
                text=token.text,
                bytes=token.bytes.hex(),
                partial=token.partial,
                unknown=token.id in unknown,
                start=token.start,
                end=token.end,
            )
            for token in tokens
        ],
    )


def by_bytes(text: str, tokens: Sequence[Token]) -> tuple[list[Token], list[int]]:
    """Find the characters of byte-level tokens by walking along the bytes of the text.

    The tokens' bytes are those of the text in the same order, except for bytes that the vocabulary lacks. A byte value
    that is lacking never occurs in a token, so where text and token differ, the text's byte was dropped.

    Returns:
        the tokens, each with the span of the characters that its bytes lie in; and the characters with dropped bytes.
    """
    data = text.encode()
    ends = list(accumulate(len(character.encode()) for character in text))  # of each character, in bytes

    def character(byte: int) -> int:
        return bisect_right(ends, byte)

    placed, dropped, at = [], [], 0
    for token in tokens:
        first = None
        for byte in token.bytes:
            while data[at] != byte:
                dropped.append(character(at))
                at += 1
            first = at if first is None else first
            at += 1
        placed.append(replace(token, start=character(first or 0), end=character(at - 1) + 1))
    dropped += [character(byte) for byte in range(at, len(data))]
    return placed, dropped


def uncovered(text: str, tokens: Sequence[Token]) -> list[int]:
    """Return the characters of a text, spaces aside, that no token stands for."""
    covered = {at for token in tokens for at in _span(token)}
    return [at for at, character in enumerate(text) if at not in covered and not character.isspace()]


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Join places, in order, into runs [start, end). A place may come more than once."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and place <= found[-1][1]:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def _span(token: Token) -> range:
    return range(token.start, token.end)


def _is_marked(character: str) -> bool:
    return any(unicodedata.category(part) == "Mn" for part in unicodedata.normalize("NFD", character))
