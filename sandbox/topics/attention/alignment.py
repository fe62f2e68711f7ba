"""Which tokens of two texts belong together: the same ones in the same order, and what was put in another's place."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise


def align(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pair the tokens of two texts.

    Equal ones are paired along a longest common subsequence. Where between two such pairs (or before the first, after
    the last) both texts have equally many others, those are paired in their order: "tired" with "wide".

    Returns:
        (place in the first, place in the second), both rising.
    """
    equal = common_subsequence(first, second)
    pairs = []
    for (left, right), (next_left, next_right) in pairwise([(-1, -1), *equal, (len(first), len(second))]):
        between = range(left + 1, next_left), range(right + 1, next_right)
        if len(between[0]) == len(between[1]):
            pairs += list(zip(*between, strict=True))
        pairs.append((next_left, next_right))
    return pairs[:-1]


def common_subsequence(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the places of a longest common subsequence; of several, the one that begins to agree earliest.

    By dynamic programming: longest[i][j] is its length for first[i:] and second[j:].
    """
    longest = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i in reversed(range(len(first))):
        for j in reversed(range(len(second))):
            if first[i] == second[j]:
                longest[i][j] = longest[i + 1][j + 1] + 1
            else:
                longest[i][j] = max(longest[i + 1][j], longest[i][j + 1])
    places, i, j = [], 0, 0
    while i < len(first) and j < len(second):
        if first[i] == second[j]:
            places.append((i, j))
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return places
