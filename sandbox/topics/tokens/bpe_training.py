"""How byte-pair encoding learns its merges, step by step.

    h u g × 10   p u g × 5   …    (u, g) occurs most often, 20 times
    h ug  × 10   p ug  × 5   …    → ug; now (u, n), 16 times

Each different character, or each of the 256 bytes, is a token. Again and again the pair of neighbours that occurs most
often in the corpus becomes a new token, wherever it stands, until there are enough tokens or no neighbours are left.
(Gage 1994; for words Sennrich et al. 2016, arXiv 1508.07909; on bytes Radford et al. 2019, GPT-2.)

symbols.py does the merging; here it is watched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Literal

from pydantic import BaseModel

from sandbox.models.tokenizer import show
from sandbox.topics.tokens.bpe_encoding import merge
from sandbox.topics.tokens.corpus import Corpus
from sandbox.topics.tokens.symbols import Pair, Symbols, Ties

Level = Literal["character", "byte"]

#: What is shown, so that 10,000 merges are a few megabytes: pairs of a step; words; symbols of one word, and of all
#: together; bytes of a token; ids at the end.
PAIRS, WORDS, WORD_SYMBOLS, ALL_SYMBOLS, TOKEN_BYTES, FINAL_IDS = 10, 24, 60, 480, 60, 500

#: In place of an id: a character that did not occur in training; the end of a chunk of the new word.
UNKNOWN, BREAK = -1, -2
UNK = "<unk>"


class Token(BaseModel):
    """A token: bytes that are no whole character are named, "<0xE3>"; of a very long one only the beginning."""

    id: int
    text: str
    bytes: str  # hex


class Word(BaseModel):
    """A word of a list, or a chunk of a text.

    Attributes:
        pieces, ids: the symbols that begin in what is shown of it, as it is cut now.
        count: how often it occurs.
        cut: there is more of it.
    """

    pieces: list[str]
    ids: list[int]
    count: int
    cut: bool


class Step(BaseModel):
    """One merge.

    Attributes:
        pair, ids: the two neighbours.
        count: how often they stood side by side, overlaps counted: (a, a) is twice in "aaa".
        tied: how many pairs had this count, this one included.
        token, id, bytes: what they have become.
        words: all shown words as they are cut now; empty where this merge changed none of them.
        pairs: [left id, right id, count] of the best pairs after it.
        total: symbols left in the corpus.
    """

    pair: tuple[str, str]
    ids: Pair
    count: int
    tied: int
    token: str
    id: int
    bytes: str
    words: list[Word]
    pairs: list[tuple[int, int, int]]
    total: int
    vocabulary_size: int


class Piece(BaseModel):
    """A piece of the new word; `id` is None and `text` is "<unk>" for a `character` that is not in the vocabulary."""

    text: str
    id: int | None
    character: str | None = None


class Join(BaseModel):
    """A merge of the new word: which step of the training, and the place of the left piece at that moment."""

    step: int
    at: int


class Cut(BaseModel):
    """How a new word is cut: its smallest pieces, the merges in their order, which is that of the steps, the tokens."""

    start: list[Piece]
    joins: list[Join]
    pieces: list[Piece]


@dataclass(frozen=True)
class Trace:
    """A training, watched.

    Attributes:
        alphabet: at character level, the id of each character that occurs.
        tokens: the vocabulary after the last merge, by id.
        base: the ids from before the first merge that occur in the corpus.
        base_size: how many tokens there are before the first merge.
        words, pairs, total: as in a step, before the first merge.
        more_words: words or chunks that are not shown.
        finished: nothing is left to merge.
        final_ids: the beginning of the corpus after the last merge; of a list every word once.
    """

    level: Level
    alphabet: dict[str, int]
    tokens: list[Token]
    base: list[int]
    base_size: int
    words: list[Word]
    more_words: int
    pairs: list[tuple[int, int, int]]
    total: int
    steps: list[Step]
    finished: bool
    final_ids: list[int]

    def cut(self, chunks: Sequence[str]) -> Cut:
        """Cut a new word, given as the chunks that no merge may leave, by what was learned."""
        leaves = [id for chunk in chunks for id in [*_ids(chunk, self.level, self.alphabet), BREAK]]
        learned = {step.ids: step.id for step in self.steps}
        merges = merge(leaves, lambda left, right: learned.get((left, right)))
        text = "".join(chunks)
        return Cut(
            start=self._pieces(leaves, text),
            joins=[Join(step=one.id - self.base_size, at=one.at - one.pieces[: one.at].count(BREAK)) for one in merges],
            pieces=self._pieces(merges[-1].pieces if merges else leaves, text),
        )

    def _pieces(self, ids: Sequence[int], text: str) -> list[Piece]:
        unknown = (character for character in text if character not in self.alphabet)
        return [
            Piece(text=UNK, id=None, character=next(unknown))
            if id == UNKNOWN
            else Piece(text=self.tokens[id].text, id=id)
            for id in ids
            if id != BREAK
        ]


def train(corpus: Corpus, level: Level, merges: int, ties: Ties, stop: Event) -> Trace:
    """Learn merges and write down each step.

    Args:
        corpus: the words or chunks with their counts.
        level: what the tokens at the beginning are: the characters that occur, in the order of their code points, or
            all 256 bytes.
        merges: how many to learn; fewer if nothing is left to merge.
        ties: which pair wins among those with the same count.
        stop: when it is set, nobody needs the rest.
    """
    characters = sorted(set().union(*corpus.chunks)) if level == "character" else []
    alphabet = {character: id for id, character in enumerate(characters)}
    contents = [character.encode() for character in characters] or [bytes([byte]) for byte in range(256)]
    tokens = [_token(id, content) for id, content in enumerate(contents)]
    base_size = len(tokens)

    chunks = [_ids(chunk, level, alphabet) for chunk in corpus.chunks]
    counts = list(corpus.chunks.values())
    symbols = Symbols(chunks, counts, ties)
    rooms = _rooms(chunks, counts)
    watched = {symbols.starts[number] + place for number, room in rooms.items() for place in range(room)}
    words = _words(symbols, rooms, counts, tokens)
    best = symbols.best(PAIRS)
    pairs, total = _flat(best), symbols.total

    steps: list[Step] = []
    while best and len(steps) < merges and not stop.is_set():
        pair, count = best[0]
        tied = symbols.tied(count)
        left, right = (tokens[id] for id in pair)
        # One byte more than is shown tells that there is more.
        contents.append((contents[left.id] + contents[right.id])[: TOKEN_BYTES + 1])
        token = _token(len(tokens), contents[-1])
        tokens.append(token)
        places = symbols.merge(pair, token.id)
        best = symbols.best(PAIRS)
        steps.append(
            Step(
                pair=(left.text, right.text),
                ids=pair,
                count=count,
                tied=tied,
                token=token.text,
                id=token.id,
                bytes=token.bytes,
                words=[] if watched.isdisjoint(places) else _words(symbols, rooms, counts, tokens),
                pairs=_flat(best),
                total=symbols.total,
                vocabulary_size=len(tokens),
            )
        )
    return Trace(
        level=level,
        alphabet=alphabet,
        tokens=tokens,
        base=sorted({id for chunk in chunks for id in chunk}),
        base_size=base_size,
        words=words,
        more_words=len(chunks) - len(words),
        pairs=pairs,
        total=total,
        steps=steps,
        finished=not best,
        final_ids=_beginning(symbols, corpus),
    )


def _ids(text: str, level: Level, alphabet: Mapping[str, int]) -> list[int]:
    """Return the smallest symbols of a text."""
    return list(text.encode()) if level == "byte" else [alphabet.get(character, UNKNOWN) for character in text]


def _token(id: int, content: bytes) -> Token:
    """Return a token as it is shown; a long one is cut, if possible not inside a character."""
    end = min(len(content), TOKEN_BYTES)
    if len(content) > end:
        while end > TOKEN_BYTES - 3 and content[end] & 0b1100_0000 == 0b1000_0000:
            end -= 1
    text = show(content[:end])
    return Token(id=id, text=text if end == len(content) else f"{text}…", bytes=content[:end].hex())


def _rooms(chunks: Sequence[Sequence[int]], counts: Sequence[int]) -> dict[int, int]:
    """Choose the most frequent chunks, in the order of the corpus, and how many symbols to show of each."""
    rooms: dict[int, int] = {}
    left = ALL_SYMBOLS
    for number in sorted(range(len(chunks)), key=lambda number: -counts[number])[:WORDS]:
        room = min(len(chunks[number]), WORD_SYMBOLS)
        if room > left:
            break
        left -= room
        rooms[number] = room
    return dict(sorted(rooms.items()))


def _words(symbols: Symbols, rooms: Mapping[int, int], counts: Sequence[int], tokens: Sequence[Token]) -> list[Word]:
    """Return the chunks that are shown, as they are cut now."""
    words = []
    for number, room in rooms.items():
        ids, more = symbols.chunk(number, room=room)
        words.append(Word(pieces=[tokens[id].text for id in ids], ids=ids, count=counts[number], cut=more))
    return words


def _flat(pairs: Sequence[tuple[Pair, int]]) -> list[tuple[int, int, int]]:
    return [(left, right, count) for (left, right), count in pairs]


def _beginning(symbols: Symbols, corpus: Corpus) -> list[int]:
    """Return the first ids of the corpus as it is cut now."""
    numbers = {chunk: number for number, chunk in enumerate(corpus.chunks)}
    ids: list[int] = []
    for chunk in corpus.order:
        if len(ids) == FINAL_IDS:
            break
        ids += symbols.chunk(numbers[chunk], limit=FINAL_IDS - len(ids))[0]
    return ids
