"""Word vectors that visitors bring: kept in memory, within a bound, until the server stops."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sandbox.models.word_vectors import VectorsInfo, WordVectors

#: What a word costs in memory beside its letters: two objects of Python and its places in a list and a dict, in bytes.
_WORD = 200
#: How many of the most frequent words tell the language.
_SAMPLE = 2000


class OwnVectors:
    """The sets of vectors that were brought, each under "own-" and 12 hexadecimal digits of its content.

    Equal content has the same id, so a link with that id shows the same picture to everybody while the server keeps
    the set. The one that nobody has looked at for longest goes first. May be used from several threads.

    Args:
        limit: the most bytes of vectors (float32) and words; the newest set is kept even where it alone is larger.
            Cosines take the vectors' bytes once more while a set is looked at.
    """

    def __init__(self, limit: int) -> None:
        self.limit, self.bytes = limit, 0
        self._kept: OrderedDict[str, WordVectors] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, name: str, words: Sequence[str], vectors: NDArray[np.float32]) -> VectorsInfo:
        """Keep a set, or find that it is kept already (under the name that it had then).

        Args:
            name: what it is called where it is shown; empty takes the id.
            words: every word once, most frequent first.
            vectors: [words, dimensions].
        """
        id = f"own-{_digest(words, vectors)[:12]}"
        known = self.get(id)
        if known is not None:
            return known.info
        info = VectorsInfo(
            id=id, name=name or id, language=language_of(words), normalize=True, license="", notice="", origin=""
        )
        made = WordVectors(info, words, vectors)
        with self._lock:
            before = self._kept.pop(id, None)
            self.bytes += _size(made) - (_size(before) if before else 0)
            self._kept[id] = made
            while self.bytes > self.limit and len(self._kept) > 1:
                self.bytes -= _size(self._kept.popitem(last=False)[1])
        return info

    def get(self, id: str) -> WordVectors | None:
        """Return a set that is kept, None where there is none of that id (any more)."""
        with self._lock:
            found = self._kept.get(id)
            if found is not None:
                self._kept.move_to_end(id)
            return found


def language_of(words: Sequence[str]) -> str:
    """Guess the language by the most frequent words: ja where kana are usual, en where "the" is, else "" for unknown.

    (Chinese has no kana; "the" is no frequent word of any other language.)
    """
    frequent = words[:_SAMPLE]
    if 10 * sum(bool(re.search("[ぁ-ゖァ-ヺ]", word)) for word in frequent) >= len(frequent):
        return "ja"
    return "en" if {"the", "The"} & set(words[:100]) else ""


def _digest(words: Sequence[str], vectors: NDArray[np.float32]) -> str:
    digest = hashlib.sha256(f"{len(words)} {vectors.shape[1]}\n".encode())
    digest.update("\n".join(words).encode())
    digest.update(np.ascontiguousarray(vectors, dtype="<f4").data)
    return digest.hexdigest()


def _size(vectors: WordVectors) -> int:
    return vectors.vectors.nbytes + sum(_WORD + len(word) for word in vectors.words)
