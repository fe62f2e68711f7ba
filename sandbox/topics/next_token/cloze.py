"""Made-up sentences for filling blanks (a cloze test: Taylor 1953, Journalism Quarterly 30), in Japanese and English.

The sentences and the words in them are data (assets/cloze/{ja,en}.toml); this file fills them. Our own small masked
model is trained on what comes out of here (scripts/train-masked-model). One sentence in eight is held back, so that
what the model makes of sentences it never saw can be measured; every word of them occurs in other sentences.
"""

from __future__ import annotations

import random
import re
import tomllib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

LANGUAGES = ("ja", "en")
_SPACE_BEFORE_SIGN = re.compile(r" (?=[.,])")
_TABLE = re.compile(r"([a-z]+)(\d?)")


@dataclass(frozen=True)
class Sentence:
    """A sentence as it is written, and the words (with punctuation marks) it is made of."""

    text: str
    words: tuple[str, ...]


class Cloze:
    """The generator of one language.

    Args:
        language: "ja" or "en".
        table: the content of assets/cloze/<language>.toml.
    """

    def __init__(self, language: str, table: Mapping[str, Any]) -> None:
        self.language = language
        self._openings: list[str] = table["openings"]
        self._tables: dict[str, list[Any]] = table["tables"]
        #: Each pattern, and how many rows of which tables it takes.
        self._patterns = [(pattern, _rows_of(pattern)) for pattern in table["patterns"]]

    @property
    def vocabulary(self) -> list[str]:
        """Every word that can occur, sorted."""
        cells = (
            cell
            for rows in self._tables.values()
            for row in rows
            for cell in (row.values() if isinstance(row, dict) else (row,))
        )
        literals = (literal for pattern, _ in self._patterns for literal, *_ in Formatter().parse(pattern))
        return sorted({word for text in (*self._openings, *cells, *literals) for word in text.split()})

    def draw(self, dice: random.Random, kept_back: bool) -> Sentence:
        """Return a sentence of those that are held back, or of those that the model is trained on."""
        while True:
            pattern, wanted = dice.choice(self._patterns)
            rows: dict[str, Any] = {}
            for name, count in wanted:
                for number, row in enumerate(dice.sample(self._tables[name], count), 1):
                    rows[name if number == 1 else f"{name}{number}"] = row
            words = pattern.format_map(rows).split()
            if held_out(self.joined(words).text) == kept_back:
                return self.joined([*dice.choice(self._openings).split(), *words])

    def joined(self, words: list[str]) -> Sentence:
        """Write words as a sentence: Japanese without spaces, English without those before a sign."""
        text = "".join(words) if self.language == "ja" else _SPACE_BEFORE_SIGN.sub("", " ".join(words))
        return Sentence(text, tuple(words))


def held_out(text: str) -> bool:
    """Whether the model never sees this sentence, after whatever opening: one in eight, chosen by a checksum."""
    return zlib.crc32(text.encode()) % 8 == 5


def _rows_of(pattern: str) -> list[tuple[str, int]]:
    """Return the tables a pattern draws from, and how many different rows of each: person and person2 are two."""
    counts: dict[str, int] = {}
    for _, field, *_ in Formatter().parse(pattern):
        if field:
            name, number = _TABLE.match(field).groups()  # type: ignore[union-attr]
            counts[name] = max(counts.get(name, 0), int(number or 1))
    return list(counts.items())


@lru_cache(maxsize=4)
def cloze(assets: Path, language: str) -> Cloze:
    """Return the generator of a language, read from `assets`/cloze."""
    return Cloze(language, tomllib.loads((assets / "cloze" / f"{language}.toml").read_text("utf-8")))


def sentence_set(generator: Cloze, count: int, seed: int) -> Iterator[Sentence]:
    """Yield `count` sentences that are held back, none twice; the same ones for the same seed."""
    dice = random.Random(f"{generator.language} {seed}")
    seen: set[str] = set()
    while len(seen) < count:
        sentence = generator.draw(dice, kept_back=True)
        if sentence.text not in seen:
            seen.add(sentence.text)
            yield sentence
