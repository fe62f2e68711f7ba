"""How byte-pair encoding cuts a text once its merges are learned.

    "hugs"  →  h u g s  →  h ug s  →  hug s

A text starts as its smallest pieces: bytes in byte-level BPE, characters in SentencePiece. As long as there are
neighbours that together are a token, one such pair is merged: the one whose token was learned first, and of equal ones
the one furthest to the left. What is left are the tokens. (Sennrich et al. 2016, arXiv 1508.07909; on bytes: Radford et
al. 2019, GPT-2.)

"Learned first" is read off the id, for tokens stand in a vocabulary in the order in which they were learned: the ids of
GPT-2 follow its list of merges, tiktoken's ranks are the ids, and SentencePiece scores a piece the lower the later it
was learned. Nor must anyone remember from which pair a token was learned: the merges inside it are done in the order of
training here too, so the same two halves meet. (tests/parity/test_encoding.py tries both.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Step:
    """One merge: the pieces at `at` and `at + 1` become the token `id`; `pieces` are the ids of all pieces after it."""

    at: int
    left: int
    right: int
    id: int
    pieces: tuple[int, ...]


def merge(leaves: Sequence[int], joined: Callable[[int, int], int | None]) -> list[Step]:
    """Merge a pre-token until no two neighbours are a token together.

    It takes time in the square of the length, as does writing down the pieces after every step.

    Args:
        leaves: the ids of the smallest pieces.
        joined: returns the id of the token that two neighbours make together, None where there is none.
    """
    pieces = list(leaves)
    tokens = [joined(left, right) for left, right in pairwise(pieces)]  # what each piece makes with the one after it
    steps: list[Step] = []
    while possible := [token for token in tokens if token is not None]:
        token = min(possible)
        at = tokens.index(token)
        left, right = pieces[at : at + 2]
        pieces[at : at + 2] = [token]
        steps.append(Step(at, left, right, token, tuple(pieces)))

        del tokens[at]
        for place in (at - 1, at):  # only the merged piece has new neighbours
            if 0 <= place < len(tokens):
                tokens[place] = joined(pieces[place], pieces[place + 1])
    return steps


def spans(leaves: int, steps: Sequence[Step]) -> list[tuple[int, int]]:
    """Return for each piece that is left after all steps its first and its last leaf, of that many."""
    found = [(leaf, leaf) for leaf in range(leaves)]
    for step in steps:
        (first, _), (_, last) = found[step.at : step.at + 2]
        found[step.at : step.at + 2] = [(first, last)]
    return found
