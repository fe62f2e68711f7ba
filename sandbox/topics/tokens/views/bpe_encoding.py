"""bpe-encoding: a tokenizer of the catalogue cuts a text, step by step."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.models.tokenizer import BYTE_ALPHABET, Family, PreToken, Tokenizer, TokenizerInfo
from sandbox.topics.tokens import word_piece
from sandbox.topics.tokens.bpe_encoding import merge, spans
from sandbox.view import READABLE, Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab


class BpeEncodingParams(Params):
    """How does `tokenizer` cut `text`?"""

    text: Annotated[str, Field(min_length=1, max_length=200), READABLE]
    tokenizer: Annotated[str, Field(max_length=60)] = "cl100k"


class Leaf(BaseModel):
    """The smallest piece that a tree begins with: a byte (byte-bpe), a character or a byte of one that the vocabulary
    does not have (sentencepiece), a character after normalisation (wordpiece), or a fixed token.

    Attributes:
        text: as it is shown: "<0xE3>" for a byte that is no whole character, "▁" for SentencePiece's space.
        bytes: of the leaf in UTF-8, in hexadecimal.
        character: the character of the text (code point) that it was made from; the first one of a fixed token.
        id: of the leaf alone; None where it is no token.
        dropped: the vocabulary lacks this byte, and the tokenizer leaves it out without a word (SmolLM2).
    """

    text: str
    bytes: str
    character: int
    id: int | None
    dropped: bool = False


class MergeStep(BaseModel):
    """Two neighbours become one token; `at` is the place of the left one before, `pieces` are all that are left after.

    `rank`: see `BpeEncoding.rank_means`.
    """

    pair: tuple[str, str]
    rank: int
    at: int
    token: str
    id: int
    pieces: list[str]


class LookUp(BaseModel):
    """WordPiece asks whether the characters `start` to `end` of the word (of its leaves) are a piece."""

    start: int
    end: int
    piece: str
    found: bool
    id: int | None


class CutToken(BaseModel):
    """A token of the result, made of the leaves `first_leaf` to `last_leaf`, both included.

    Attributes:
        bytes: the UTF-8 it stands for, in hexadecimal; for a piece of WordPiece those of the text as it was typed.
        fallback: a byte of a character that the vocabulary does not have (SentencePiece).
        unknown: [UNK], which stands for the whole word (WordPiece).
    """

    id: int
    text: str
    bytes: str
    first_leaf: int
    last_leaf: int
    fallback: bool = False
    unknown: bool = False


class Chunk(BaseModel):
    """A part of the text that is cut by itself (a pre-token): the characters `start` to `end` of the text.

    Attributes:
        fixed: a token that was put into the vocabulary as a whole and is looked for first; one leaf, no steps.
        steps: byte-bpe and sentencepiece: the merges, in their order.
        attempts: wordpiece: what was looked up, in its order.
        too_long: wordpiece: a word of more than 100 characters, unknown without being looked up.
    """

    text: str
    start: int
    end: int
    fixed: bool = False
    leaves: list[Leaf]
    steps: list[MergeStep] = []
    attempts: list[LookUp] = []
    tokens: list[CutToken]
    too_long: bool = False


#: Line of the published list of merges, from 0 · the id of the merged token, which is its published rank · the place of
#: the merged piece in the vocabulary, where pieces stand in the order of their scores, best first.
RankMeans = Literal["merge-line", "token-id", "vocabulary-place"]


class BpeEncoding(Result):
    """The answer: `normalized` is the text as it is cut, `ids` are the tokenizer's own, in the order of the chunks.

    `known`: the tokenizers that can be shown in this way.
    """

    tokenizer: TokenizerInfo
    kind: Family
    rank_means: RankMeans | None
    normalized: str
    chunks: list[Chunk]
    ids: list[int]
    known: list[TokenizerInfo]


#: Published as a table of ranks; the other byte-level vocabularies as a list of merges.
_RANKS = ("cl100k", "o200k")


async def bpe_encoding(params: BpeEncodingParams, lab: Lab) -> BpeEncoding:
    """Cut a text and keep every step.

    Raises:
        BadInput: there is no such tokenizer, or it cuts in a way that has no steps.
        NotReady: its files are not here.
    """
    known = [info for info in lab.tokenizers() if info.stepwise]
    tokenizer = await lab.tokenizer(params.tokenizer)
    if tokenizer.info is not None and not tokenizer.info.stepwise:
        others = ", ".join(info.id for info in known)
        raise BadInput("no_steps", "tokenizer", tokenizer=tokenizer.info.name, known=others)
    return await asyncio.to_thread(trace, params.text, tokenizer, known)


def trace(text: str, tokenizer: Tokenizer, known: Sequence[TokenizerInfo] = ()) -> BpeEncoding:
    """Cut a text with a tokenizer of the catalogue and keep every step; `known` is handed on."""
    info = tokenizer.info
    assert info is not None
    means = _rank_means(info)
    if info.family == "wordpiece":
        chunks = [_word(text, part, tokenizer) for part in tokenizer.pre_tokens(text)]
    else:
        merging = _Merging(tokenizer, info.family, tokenizer.first_merge if means == "merge-line" else 0)
        chunks = [merging.chunk(text, part) for part in tokenizer.pre_tokens(text)]
    return BpeEncoding(
        tokenizer=info,
        kind=info.family,
        rank_means=means,
        normalized=tokenizer.normalize(text),
        chunks=chunks,
        ids=[token.id for chunk in chunks for token in chunk.tokens],
        known=list(known),
    )


def _rank_means(info: TokenizerInfo) -> RankMeans | None:
    if info.family == "byte-bpe":
        return "token-id" if info.id in _RANKS else "merge-line"
    return "vocabulary-place" if info.family == "sentencepiece" else None


class _Merging:
    """Byte-level BPE and SentencePiece: they differ in their leaves alone. A token's rank is its id − `first_rank`."""

    def __init__(self, tokenizer: Tokenizer, family: Family, first_rank: int) -> None:
        self.tokenizer, self.first_rank = tokenizer, first_rank
        self.sentence_piece = family == "sentencepiece"
        self.token = cache(tokenizer.token)

    def chunk(self, text: str, part: PreToken) -> Chunk:
        leaves = self.leaves(part)
        kept = [place for place, leaf in enumerate(leaves) if not leaf.dropped]
        ids = [leaf.id for leaf in leaves if leaf.id is not None]
        steps = merge(ids, self.tokenizer.joined)
        pieces = steps[-1].pieces if steps else ids
        return Chunk(
            text=text[part.start : part.end],
            start=part.start,
            end=part.end,
            fixed=part.fixed,
            leaves=leaves,
            steps=[
                MergeStep(
                    pair=(self.shown(step.left), self.shown(step.right)),
                    rank=step.id - self.first_rank,
                    at=step.at,
                    token=self.shown(step.id),
                    id=step.id,
                    pieces=[self.shown(id) for id in step.pieces],
                )
                for step in steps
            ],
            tokens=[
                CutToken(
                    id=id,
                    text=self.shown(id),
                    bytes=self.token(id).bytes.hex(),
                    first_leaf=kept[first],
                    last_leaf=kept[last],
                    fallback=self.sentence_piece and self.token(id).partial,
                )
                for id, (first, last) in zip(pieces, spans(len(ids), steps), strict=True)
            ],
        )

    def leaves(self, part: PreToken) -> list[Leaf]:
        if part.fixed:
            return [self.leaf(self.tokenizer.id_of(part.text), part.text.encode(), part.start)]
        found: list[Leaf] = []
        for letter, character in zip(part.text, part.origins, strict=True):
            id = self.tokenizer.id_of(letter)
            if not self.sentence_piece:
                found.append(self.leaf(id, bytes([BYTE_ALPHABET[letter]]), character))
            elif id is not None:
                found.append(self.leaf(id, self.token(id).bytes, character))
            else:  # byte fallback: the vocabulary has no such character, but it has every byte
                for byte in letter.encode():
                    found.append(self.leaf(self.tokenizer.id_of(f"<0x{byte:02X}>"), bytes([byte]), character))
        return found

    def leaf(self, id: int | None, data: bytes, character: int) -> Leaf:
        text = f"<0x{data[0]:02X}>" if id is None else self.shown(id)
        return Leaf(text=text, bytes=data.hex(), character=character, id=id, dropped=id is None)

    def shown(self, id: int) -> str:
        """Return a token's text, in SentencePiece with the "▁" that its vocabulary is written with."""
        text = self.token(id).text
        return text.replace(" ", "▁") if self.sentence_piece else text


def _word(text: str, part: PreToken, tokenizer: Tokenizer) -> Chunk:
    attempts = word_piece.longest_first(part.text, tokenizer.id_of)
    cut = word_piece.is_cut(part.text, attempts)
    pieces = [(one.id, one.piece, one.start, one.end) for one in attempts if one.id is not None]
    if not cut:
        assert tokenizer.unknown is not None
        pieces = [(tokenizer.unknown, tokenizer.token(tokenizer.unknown).text, 0, len(part.text))]
    return Chunk(
        text=text[part.start : part.end],
        start=part.start,
        end=part.end,
        leaves=[
            Leaf(text=letter, bytes=letter.encode().hex(), character=character, id=None)
            for letter, character in zip(part.text, part.origins, strict=True)
        ],
        attempts=[
            LookUp(start=one.start, end=one.end, piece=one.piece, found=one.id is not None, id=one.id)
            for one in attempts
        ],
        tokens=[
            CutToken(
                id=id,
                text=piece,
                bytes=text[part.origins[start] : part.ends[end - 1]].encode().hex(),
                first_leaf=start,
                last_leaf=end - 1,
                unknown=not cut,
            )
            for id, piece, start, end in pieces
        ],
        too_long=len(part.text) > word_piece.LONGEST_WORD,
    )


BPE_ENCODING = View(
    name="bpe-encoding",
    params=BpeEncodingParams,
    compute=bpe_encoding,
    widget="merge-tree",
    example={
        "ja": BpeEncodingParams(text="吾輩は猫である。"),
        "en": BpeEncodingParams(text="hello123!!!? (안녕하세요!) 😉"),
    },
)
