"""The KV cache: keys and values of texts under way, in buffers that never move, and of texts that were read before.

A graph of a decoder reads and writes the buffers where they are: [slots, kv_heads, columns, d_head] for the keys and as
much for the values of each layer. A text has a slot, and token i of it the column i. So a step copies nothing but the
new token's keys and values, and texts of different length can step together, as rows of one batch.

When a text has been read, its keys and values are kept aside. Those of a token depend on the tokens before it only:
whoever goes on from the same beginning, or changes only the end, starts where the texts part.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: Bytes that the buffers may take; of what is never used, the system gives no memory. And texts in them at most.
BYTES, SLOTS = 256 * 2**20, 32
#: Texts in them at least, however large the model is.
LEAST_SLOTS = 4
#: Texts that are kept aside at most: each new one is compared with all of them, and a small model's would be thousands.
KEPT = 256


class Slots:
    """The buffers, and which of their rows are taken. Those that are taken are always the first ones.

    Args:
        parts: keys and values of all layers, so many arrays.
        shape: (kv_heads, columns, d_head) of a text in one of them.
    """

    def __init__(self, parts: int, shape: tuple[int, int, int]) -> None:
        self._parts, self._shape = parts, shape
        self.count = max(LEAST_SLOTS, min(SLOTS, BYTES // (parts * int(np.prod(shape)) * 4)))
        self.taken = 0

    @cached_property
    def buffers(self) -> list[Floats]:
        """The buffers, made at their first use: where memory lacks, that is what fails, not the choice of a batch."""
        return [np.zeros((self.count, *self._shape), np.float32) for _ in range(self._parts)]

    @property
    def free(self) -> int:
        """Number of texts that still find a place."""
        return self.count - self.taken

    def take(self) -> int:
        """Return a free slot, the first one."""
        self.taken += 1
        return self.taken - 1

    def give_back(self, slot: int, tokens: int) -> None:
        """Free a slot. The text in the last one that is taken moves there.

        Args:
            slot: the one that gets free.
            tokens: how long the text in the last one is.
        """
        self.taken -= 1
        if slot != self.taken:
            for buffer in self.buffers:
                buffer[slot, :, :tokens] = buffer[self.taken, :, :tokens]

    def write(self, slot: int, kept: Sequence[Floats], tokens: int) -> None:
        """Put the first `tokens` tokens of a text into a slot."""
        for buffer, part in zip(self.buffers, kept, strict=True):
            buffer[slot, :, :tokens] = part[:, :tokens]

    def read(self, slot: int, tokens: int) -> list[Floats]:
        """Return a copy of the first `tokens` tokens of a slot: [kv_heads, tokens, d_head] each."""
        return [buffer[slot, :, :tokens].copy() for buffer in self.buffers]


class Prefixes:
    """Keys and values of texts that were read, the ones used last first to stay.

    Args:
        size: how many bytes are kept.
    """

    def __init__(self, size: int) -> None:
        self.size, self.bytes = size, 0
        self._kept: OrderedDict[tuple[int, ...], list[Floats]] = OrderedDict()

    def find(self, ids: Sequence[int]) -> tuple[int, list[Floats]]:
        """Return how many tokens at the beginning of `ids` are known, and keys and values that begin with them."""
        best = 0
        found: tuple[int, ...] = ()
        for known in self._kept:
            shared = _shared(known, ids)
            if shared > best:
                best, found = shared, known
        if not best:
            return 0, []
        self._kept.move_to_end(found)
        return best, self._kept[found]

    def keep(self, ids: tuple[int, ...], parts: list[Floats]) -> None:
        """Keep keys and values of a text; shorter ones that it begins with are in it."""
        size = sum(part.nbytes for part in parts)
        if size > self.size:
            return
        for known in [known for known in self._kept if known == ids[: len(known)]]:
            self._drop(known)
        self._kept[ids] = parts
        self.bytes += size
        while self.bytes > self.size or len(self._kept) > KEPT:
            self._drop(next(iter(self._kept)))

    def _drop(self, ids: tuple[int, ...]) -> None:
        self.bytes -= sum(part.nbytes for part in self._kept.pop(ids))


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many tokens two texts have in common at the beginning."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))
