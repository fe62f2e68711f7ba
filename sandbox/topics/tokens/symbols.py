"""A corpus as a row of symbols, in which two neighbours can become one, and only what changes is counted again.

    place    0   1   2   3   4   5   6   7   8
    before   ·   h   u   g   ·   p   u   g   ·       · is the end of a chunk
    after    ·   h   ug  –   ·   p   ug  –   ·       – belongs to the symbol on its left

The plain way to learn BPE counts all pairs of neighbours after each merge anew: the length of the corpus times the
number of merges. But a merge changes counts only where it takes place: (u, g) becoming ug takes one from (h, u) and
(p, u), and gives one to (h, ug) and (p, ug). So three things are kept:

* a linked list: of each place the symbol that begins there, and the places of its neighbours;
* of each pair its count and the places where it was found. A place is not taken out when its pair has gone: symbols
  only grow, so a pair that has left a place never comes back to it, and one look shows whether it is still there;
* a heap of pairs, the best on top, in which an entry may be out of date: it is put right when it comes to the top.
  That is enough, since an entry can only have become worse: a pair gets all its places in the one merge that makes
  its younger symbol, and loses them one by one.

That no text is learned twice, from different halves, needs no care either: inside equal pieces of the corpus the same
merges are made at the same time. (Hugging Face's trainer has a rule for it; it never comes to bear.)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Any, Literal

Pair = tuple[int, int]
#: Which of the pairs with the highest count wins: the one whose first place is the earliest (minbpe: the first in
#: Python's order of a dict counted from left to right), or the one with the smaller ids (Hugging Face `tokenizers`).
Ties = Literal["first-seen", "smallest-ids"]

#: In place of a symbol: a chunk ends here; this place belongs to the symbol on its left.
END, TAKEN = -1, -2


class Symbols:
    """The row of all symbols.

    Args:
        chunks: the symbols of each different chunk.
        counts: how often each chunk occurs.
        ties: which pair wins among equals.

    Attributes:
        starts: the place where each chunk begins.
        total: symbols in the corpus, a chunk counted as often as it occurs.
    """

    def __init__(self, chunks: Sequence[Sequence[int]], counts: Sequence[int], ties: Ties) -> None:
        self._ties = ties
        self.starts: list[int] = []
        self._ids = [END]
        self._times = [0]  # of each place: how often its chunk occurs
        for symbols, times in zip(chunks, counts, strict=True):
            self.starts.append(len(self._ids))
            self._ids += [*symbols, END]
            self._times += [*[times] * len(symbols), 0]
        numbers = list(range(-1, len(self._ids) + 1))
        self._before, self._after = numbers[:-2], numbers[2:]
        self.total = sum(self._times)

        found: defaultdict[Pair, list[int]] = defaultdict(list)
        for place, pair in zip(numbers[1:], pairwise(self._ids), strict=False):
            found[pair].append(place)
        self._places = {pair: places for pair, places in found.items() if END not in pair}
        self._counts = {pair: self._sum(places) for pair, places in self._places.items()}
        self._pairs_with = Counter(self._counts.values())  # how many pairs have a count
        self._heap = [self._entry(pair) for pair in self._counts]
        heapify(self._heap)

    def best(self, most: int) -> list[tuple[Pair, int]]:
        """Return pairs of neighbours with their counts, the best first; overlaps count, (a, a) twice in "aaa"."""
        best: list[tuple[int, Any, Pair]] = []
        while self._heap and len(best) < most:
            entry = heappop(self._heap)
            if entry[-1] not in self._counts:
                continue
            now = self._entry(entry[-1])
            if now == entry:
                best.append(entry)
            else:
                heappush(self._heap, now)
        for entry in best:
            heappush(self._heap, entry)
        return [(pair, -count) for count, _, pair in best]

    def tied(self, count: int) -> int:
        """How many pairs have this count."""
        return self._pairs_with[count]

    def merge(self, pair: Pair, new: int) -> list[int]:
        """Make one symbol of a pair wherever it stands, from left to right, and return these places.

        Args:
            pair: two symbols that are neighbours somewhere.
            new: the id of what they become, not used before.
        """
        left, right = pair
        ids, before, after = self._ids, self._before, self._after
        merged: list[int] = []
        # The places of (x, new) by x, and of (new, y) by y.
        on_left: defaultdict[int, list[int]] = defaultdict(list)
        on_right: defaultdict[int, list[int]] = defaultdict(list)
        for place in self._places[pair]:
            second = after[place]
            if ids[place] != left or ids[second] != right:
                continue  # it was here once
            first, third = before[place], after[second]
            on_left[ids[first]].append(first)
            on_right[ids[third]].append(place)
            ids[place], ids[second] = new, TAKEN
            after[place], before[third] = third, place
            merged.append(place)

        self.total -= self._sum(merged)
        formed: dict[Pair, list[int]] = {}
        for other, places in on_right.items():
            if other != END:
                times = self._sum(places)
                self._change((right, other), -times)
                self._change((new, other), times)
                formed[new, other] = places
        for other, places in on_left.items():
            if other != END:
                times = self._sum(places)
                # In "abab" the second ab finds an ab on its left: (ab, a), just formed, is no more.
                self._change((other, left), -times)
                self._change((other, new), times)
                formed[other, new] = places
        self._change(pair, -self._counts.get(pair, 0))
        for one, places in formed.items():
            if one in self._counts:
                self._places[one] = places
                heappush(self._heap, self._entry(one))
        return merged

    def chunk(self, number: int, *, room: int | None = None, limit: int | None = None) -> tuple[list[int], bool]:
        """Return the ids of a chunk's first symbols, and whether more follow.

        Args:
            number: which chunk.
            room: those that begin in so many of its first places.
            limit: that many at most.
        """
        found: list[int] = []
        place = self.starts[number]
        end = len(self._ids) if room is None else place + room
        while place < end and len(found) != limit and self._ids[place] != END:
            found.append(self._ids[place])
            place = self._after[place]
        return found, self._ids[place] != END

    def _sum(self, places: Iterable[int]) -> int:
        """How often these places occur in the corpus."""
        return sum(map(self._times.__getitem__, places))

    def _change(self, pair: Pair, by: int) -> None:
        """Change a pair's count."""
        before = self._counts.get(pair, 0)
        count = before + by
        self._pairs_with[before] -= 1
        self._pairs_with[count] += 1
        if count:
            self._counts[pair] = count
        elif before:
            del self._counts[pair]
            self._places.pop(pair, None)

    def _entry(self, pair: Pair) -> tuple[int, Any, Pair]:
        """What the heap sorts by: the count, highest first, then the tie rule."""
        if self._ties == "smallest-ids":
            return -self._counts[pair], pair, pair
        places = self._places[pair]
        gone = 0
        while self._ids[places[gone]] != pair[0] or self._ids[self._after[places[gone]]] != pair[1]:
            gone += 1
        del places[:gone]
        return -self._counts[pair], places[0], pair
