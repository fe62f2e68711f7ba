"""Word vectors: a vocabulary, one vector a word, and the ways in which a word that is typed finds its row.

A folder of vectors holds

    vectors.npy   float16 [words, dimensions], most frequent word first
    words.txt     one word a line, in the same order
    aliases.xz    words without a vector of their own, sorted, one a line, and in
    aliases.npy   uint16 [aliases] the row of the word that stands in for each
    map.json      a map of the whole vocabulary (see topics/words/whole_map.py)

The last three are there for the sets that have them.
"""

from __future__ import annotations

import bisect
import json
import lzma
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from sandbox.models.segmenter import normal_form

#: How a typed word found its row: as it is; by another spelling; by a word that stands in, since its own was left out.
How = Literal["exact", "variant", "stand-in"]


#: A row and its cosine.
Near = tuple[int, float]


@dataclass(frozen=True)
class Found:
    """A typed word, the row it found, and the word that is written there."""

    typed: str
    row: int
    word: str
    how: How


@dataclass(frozen=True)
class VectorsInfo:
    """What is known of a set of vectors; `normalize`: whether arithmetic is done on vectors of length 1.

    `language` is ja, en or empty; `license`, `notice` and `origin` are empty where nobody said.
    """

    id: str
    name: str
    language: str
    normalize: bool
    license: str
    notice: str
    origin: str


class WordVectors:
    """A vocabulary and its vectors [words, dimensions], most frequent word first.

    Args:
        info: what the set is.
        words: the vocabulary, every word once.
        vectors: [words, dimensions], any float type.
        aliases: words without a vector of their own, sorted, with the rows of those that stand in.
        whole_map: the map of the whole vocabulary, as whole_map.py writes it.
        unshown: words that no list names by itself (assets/vectors/unshown.txt); kept as the set of their rows.
    """

    def __init__(
        self,
        info: VectorsInfo,
        words: Sequence[str],
        vectors: NDArray[np.floating],
        aliases: tuple[Sequence[str], NDArray[np.integer]] = ((), np.zeros(0, np.uint16)),
        whole_map: dict[str, Any] | None = None,
        unshown: Collection[str] = (),
    ) -> None:
        if len(words) != len(vectors):
            raise ValueError(f"{len(words)} words, but {len(vectors)} vectors")
        self.info = info
        self.words = list(words)
        self.vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        self.aliases, self.alias_rows = aliases
        self.whole_map = whole_map
        self._rows = {word: row for row, word in reversed(list(enumerate(self.words)))}
        self.unshown = {self._rows[word] for word in unshown if word in self._rows}

    @classmethod
    def load(cls, info: VectorsInfo, folder: Path, unshown: Collection[str] = ()) -> WordVectors:
        """Read a folder of vectors. Raises OSError, ValueError or EOFError where it is not one."""
        words = (folder / "words.txt").read_text("utf-8").rstrip("\n").split("\n")
        vectors = np.load(folder / "vectors.npy", allow_pickle=False)
        aliases: tuple[Sequence[str], NDArray[np.integer]] = ((), np.zeros(0, np.uint16))
        if (folder / "aliases.xz").exists():
            aliases = (
                lzma.decompress((folder / "aliases.xz").read_bytes()).decode("utf-8").split("\n"),
                np.load(folder / "aliases.npy", allow_pickle=False),
            )
        whole = folder / "map.json"
        return cls(info, words, vectors, aliases, json.loads(whole.read_bytes()) if whole.exists() else None, unshown)

    @property
    def dimensions(self) -> int:
        """Numbers a word."""
        return int(self.vectors.shape[1])

    @cached_property
    def unit(self) -> NDArray[np.float32]:
        """The vectors [words, dimensions] at length 1, so that a dot product is a cosine; a zero vector stays zero.

        They lie in memory dimension by dimension: all cosines with one direction then take half the time.
        """
        largest = np.abs(self.vectors).max(axis=1, keepdims=True)
        scaled = self.vectors / np.where(
            largest == 0, 1, largest
        )  # squares of huge or tiny numbers would leave float32
        lengths = np.linalg.norm(scaled, axis=1, keepdims=True)
        return np.asfortranarray(scaled / np.where(lengths == 0, 1, lengths))

    @property
    def summands(self) -> NDArray[np.float32]:
        """What arithmetic adds [words, dimensions]: vectors of length 1, or the numbers as they stand."""
        return self.unit if self.info.normalize else self.vectors

    def __contains__(self, word: str) -> bool:
        """Say whether a word stands in the vocabulary just so."""
        return word in self._rows

    def find(self, typed: str) -> Found | None:
        """Find the row of a typed word: as it is, by another spelling of it, or by the word that stands in for it.

        Spellings are full-width or half-width letters (Unicode NFKC), capital letters, and for Japanese the normal form
        that a morphological dictionary gives: りんご and リンゴ find 林檎. No unshown word stands in for another.
        """
        plain = unicodedata.normalize("NFKC", typed).strip()
        spellings = list(dict.fromkeys([typed, plain, plain.lower()]))
        for spelling in spellings:
            if spelling in self._rows:
                return self._found(typed, self._rows[spelling], "exact" if spelling == typed else "variant")
        if self.info.language == "ja":
            spellings.append(normal_form(plain))
            if spellings[-1] in self._rows:
                return self._found(typed, self._rows[spellings[-1]], "variant")
        for spelling in spellings:
            place = bisect.bisect_left(self.aliases, spelling)
            if place < len(self.aliases) and self.aliases[place] == spelling:
                row = int(self.alias_rows[place])
                return None if row in self.unshown else self._found(typed, row, "stand-in")
        return None

    def suggest(self, typed: str, most: int = 5) -> list[str]:
        """Name words of the vocabulary that look like one that is not there, the likeliest first."""
        wanted = unicodedata.normalize("NFKC", typed).lower()
        inside = [word for word in self.words if len(word) > 1 and word in wanted]
        inside.sort(key=len, reverse=True)
        near = [
            word for word, _, _ in process.extract(wanted, self.words, scorer=fuzz.ratio, limit=20, score_cutoff=50)
        ]
        return [word for word in dict.fromkeys([*inside[:2], *near]) if self._rows[word] not in self.unshown][:most]

    def cosines(self, direction: NDArray[np.floating]) -> NDArray[np.float32]:
        """Return the cosine of every word [words] with a direction [dimensions]; 0 for a direction of length 0."""
        length = np.float32(np.linalg.norm(direction))
        return self.unit @ (np.asarray(direction, dtype=np.float32) / (length or np.float32(1)))

    def nearest(self, direction: NDArray[np.floating], most: int, without: Collection[int] = ()) -> list[Near]:
        """Return the rows whose vectors point most nearly along `direction` [dimensions], with their cosines.

        A tie goes to the more frequent word. `without` and the unshown rows are passed over.
        """
        return self.best(self.cosines(direction), most, without)

    def best(self, cosines: NDArray[np.float32], most: int, without: Collection[int] = ()) -> list[Near]:
        """Return the rows of the largest cosines [words], as `nearest` does."""
        left_out = self.unshown | set(without)
        wanted = min(most + len(left_out), len(cosines))
        # As many of the first words reach `floor` as are wanted, so nothing below it can be among the best: only the
        # few above it need sorting.
        first = cosines[: max(wanted, 2_000)]
        floor = np.partition(first, len(first) - wanted)[len(first) - wanted]
        best = np.flatnonzero(cosines >= floor)
        best = best[np.lexsort((best, -cosines[best]))]
        shown = (row for row in best.tolist() if row not in left_out)
        return [(row, float(cosines[row])) for row in islice(shown, most)]

    def _found(self, typed: str, row: int, how: How) -> Found:
        return Found(typed, row, self.words[row], how)
