"""A text with blanks, as a masked model reads it: [CLS] the cat [MASK] on the mat [SEP] (Devlin et al. 2018).

The blanks stand in the typed text in one of some spellings; between them the text is cut as ever, since no token of a
masked model reaches across a [MASK].
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sandbox.models.catalog import Model
from sandbox.models.tokenizer import Token, Tokenizer

#: How people write a blank: [MASK], __ and longer, ＿ and longer, （　） with nothing but spaces in it.
SPELLINGS = re.compile(r"\[MASK\]|_{2,}|＿+|[(（][ \u3000]+[)）]", re.IGNORECASE)

Side = Literal["both", "left", "right"]
SIDES: tuple[Side, ...] = ("both", "left", "right")


@dataclass(frozen=True)
class Reading:
    """What a masked model reads for a text.

    Attributes:
        ids: with [CLS], [SEP] and a [MASK] for every blank.
        tokens: one for each id, with spans in the typed text; that of a blank is the span of its spelling.
        blanks: the places of the blanks among them.
        first, last: the tokens of the text are those from `first` up to, but not including, `last`.
    """

    ids: tuple[int, ...]
    tokens: tuple[Token, ...]
    blanks: tuple[int, ...]
    first: int
    last: int


def read(text: str, tokenizer: Tokenizer, entry: Model) -> Reading:
    """Cut a text at its blanks, and what is between them into tokens.

    Raises:
        ValueError: the model has no [MASK].
    """
    if entry.mask is None:
        raise ValueError(f"{entry.id} fills no blanks")
    tokens: list[Token] = []
    blanks: list[int] = []
    place = 0

    def cut(start: int, end: int) -> None:
        tokens.extend(
            replace(token, start=token.start + start, end=token.end + start)
            for token in tokenizer.tokenize(text[start:end])
        )

    def special(id: int | None, start: int, end: int) -> None:
        if id is not None:
            tokens.append(replace(tokenizer.token(id), start=start, end=end))

    special(entry.start, 0, 0)
    first = len(tokens)
    for blank in SPELLINGS.finditer(text):
        cut(place, blank.start())
        blanks.append(len(tokens))
        special(entry.mask, *blank.span())
        place = blank.end()
    cut(place, len(text))
    last = len(tokens)
    special(entry.end, len(text), len(text))
    return Reading(tuple(token.id for token in tokens), tuple(tokens), tuple(blanks), first, last)


def filled(ids: Sequence[int], words: Mapping[int, int]) -> tuple[int, ...]:
    """Return ids with words (place: id) written into blanks."""
    return tuple(words.get(place, id) for place, id in enumerate(ids))


def covered(ids: Sequence[int], place: int, side: Side, reading: Reading, mask: int | None) -> tuple[int, ...]:
    """Return what the model is shown to fill the blank at `place` from one side or from both.

    The other side is covered token by token: each becomes `mask`, so that the model still knows how long the text is,
    but nothing of what it says there.
    """
    begin = reading.first if side == "right" else place
    end = reading.last if side == "left" else place + 1
    return tuple(mask if mask is not None and begin <= at < end else id for at, id in enumerate(ids))
