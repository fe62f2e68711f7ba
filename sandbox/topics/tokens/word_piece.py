"""How WordPiece cuts a word: the longest piece that the vocabulary has, again and again from the left.

    "embeddings"  →  em ##bed ##ding ##s

There are no merges. For each place the whole rest of the word is looked up, then one character less, and so on; "##"
marks a piece that does not begin the word. A word that cannot be cut to its end becomes one [UNK] as a whole, and so
does one of more than 100 characters. Before that, BERT cleans the text, puts spaces around every Chinese character,
takes accents away, writes in lower case, and cuts at spaces and punctuation marks. (Devlin et al. 2019, arXiv
1810.04805; the algorithm is `WordpieceTokenizer` in google-research/bert; the idea is Schuster and Nakajima's, 2012.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: A word of more characters is not even tried (`max_input_chars_per_word` of MiniLM's file; BERT's own code has 200).
LONGEST_WORD = 100


@dataclass(frozen=True)
class Attempt:
    """The vocabulary is asked for `piece`, the characters `start` to `end` of the word; its `id`, if it is there."""

    start: int
    end: int
    piece: str
    id: int | None


def longest_first(word: str, id_of: Callable[[str], int | None]) -> list[Attempt]:
    """Look a word's pieces up in the order in which WordPiece does.

    The word can be cut if the last attempt found a piece that reaches its end (`is_cut`).

    Args:
        word: a word as it is after normalisation.
        id_of: looks a piece up in the vocabulary.
    """
    attempts: list[Attempt] = []
    start = 0
    while start < len(word) <= LONGEST_WORD:
        for end in range(len(word), start, -1):
            piece = word[start:end] if start == 0 else f"##{word[start:end]}"
            attempts.append(Attempt(start, end, piece, id_of(piece)))
            if attempts[-1].id is not None:
                break
        else:
            return attempts  # not even the single character is there
        start = end
    return attempts


def is_cut(word: str, attempts: list[Attempt]) -> bool:
    """Say whether the attempts cut the word to its end; otherwise it is unknown as a whole."""
    return bool(attempts) and attempts[-1].id is not None and attempts[-1].end == len(word)
