"""A made-up village, told in picture-book sentences whose true entropy is known.

Every document is about one inhabitant: in which language, about whom, how many facts, which and in which words is
drawn by lot, and everything else follows from the tables (assets/village/village.toml) and their seed. A document can
have come about in one way only, so its probability is known exactly, and with it the least loss that any model can
reach on it: the E of a scaling law can be laid beside the truth.

Inhabitants are spoken of by Zipf's law. A model has to meet somebody some times before it knows where they live, and
there is always somebody who is met more rarely: learning facts in the order of their frequency is one explanation of
why losses fall as power laws (Michaud et al. 2023, arXiv 2303.13506).
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LANGUAGES = ("ja", "en")
#: Characters that a row predicts; a row holds one more, the newline before its first document.
CONTEXT = 128
#: The seed of the text that no model is trained on, and its rows (about 200,000 characters). Training uses others.
HELD_OUT_SEED = 0
HELD_OUT_ROWS = 2048
#: Documents are made in blocks of so many: the draws of a block are one call of the random generator.
BLOCK = 1024


@dataclass(frozen=True)
class Attribute:
    """Something that is true of every inhabitant, and how it is said.

    Attributes:
        values: the words of every value: one for each of LANGUAGES.
        patterns: the ways to say it, by language; {} stands for the value.
    """

    key: str
    values: tuple[tuple[str, str], ...]
    patterns: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Tables:
    """What a village is made from: see assets/village/village.toml."""

    seed: int
    inhabitants: int
    short_names: int
    exponent: float
    facts: tuple[int, ...]
    syllables: tuple[tuple[str, str], ...]
    not_names: frozenset[str]
    attributes: tuple[Attribute, ...]


def read_tables(folder: Path) -> Tables:
    """Read village.toml of a folder (assets/village)."""
    with (folder / "village.toml").open("rb") as file:
        data = tomllib.load(file)
    attributes = tuple(
        Attribute(
            entry["key"],
            tuple(
                ("".join(word[0] for word in words), "".join(word[1] for word in words))
                for words in product(*(data[table] if table == "syllables" else table for table in entry["tables"]))
            ),
            (tuple(entry["ja"]), tuple(entry["en"])),
        )
        for entry in data["attributes"]
    )
    return Tables(
        data["seed"],
        data["inhabitants"],
        data["short_names"],
        data["exponent"],
        tuple(data["facts"]),
        tuple((kana, romaji) for kana, romaji in data["syllables"]),
        frozenset(data["not_names"]),
        attributes,
    )


class Village:
    """The inhabitants, what is true of them, and what is told about them.

    Attributes:
        names: of every inhabitant, the most frequent first: one for each of LANGUAGES.
        facts: the value of every attribute of every inhabitant, shape (inhabitants, attributes).
        probabilities: how likely a document is about each inhabitant, shape (inhabitants,).
        alphabet: the characters, the newline first; a character's id is its place.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        dice = np.random.default_rng(tables.seed)
        self.names = _names(tables, dice)
        self.facts = np.stack(
            [dice.integers(len(attribute.values), size=tables.inhabitants) for attribute in tables.attributes], axis=1
        )
        ranks = np.arange(1, tables.inhabitants + 1)
        self.probabilities = ranks**-tables.exponent / (ranks**-tables.exponent).sum()
        self._cumulative = np.cumsum(self.probabilities)
        self._cumulative[-1] = 1.0
        #: By language and attribute: what is said of value v in pattern p stands at v * patterns + p.
        self._said = [
            [
                [pattern.replace("{}", words[language]) for words in attribute.values for pattern in _patterns]
                for attribute in tables.attributes
                for _patterns in [attribute.patterns[language]]
            ]
            for language in range(len(LANGUAGES))
        ]
        #: By language: a sentence's attribute and value, to read documents back.
        self._meaning = [
            {
                sentence: (attribute, place // len(tables.attributes[attribute].patterns[language]))
                for attribute, sentences in enumerate(said)
                for place, sentence in enumerate(sentences)
            }
            for language, said in enumerate(self._said)
        ]
        self._rank = [{name[language]: rank for rank, name in enumerate(self.names)} for language in range(2)]
        used = {*"。は .,"} | {character for name in self.names for word in name for character in word}
        used |= {character for said in self._said for some in said for sentence in some for character in sentence}
        used |= {*"and"}
        self.alphabet = "\n" + "".join(sorted(used))
        self._ids = np.full(max(map(ord, self.alphabet)) + 1, -1, np.int16)
        self._ids[[ord(character) for character in self.alphabet]] = np.arange(len(self.alphabet))

    # --- text -------------------------------------------------------------------------------------------------------

    def documents(self, seed: int) -> Iterator[str]:
        """Yield documents for ever, each ending with a newline; the same seed gives the same ones."""
        dice = np.random.default_rng((self.tables.seed, seed))
        attributes = self.tables.attributes
        counts = [[len(attribute.patterns[language]) for attribute in attributes] for language in range(2)]
        values = self.facts.tolist()
        while True:
            languages = dice.integers(2, size=BLOCK).tolist()
            who = np.searchsorted(self._cumulative, dice.random(BLOCK), side="right").tolist()
            how_many = dice.choice(self.tables.facts, size=BLOCK).tolist()
            orders = dice.random((BLOCK, len(attributes))).argsort(axis=1).tolist()
            ways = dice.random((BLOCK, len(attributes))).tolist()
            for language, rank, many, order, way in zip(languages, who, how_many, orders, ways, strict=True):
                said, count, value = self._said[language], counts[language], values[rank]
                sentences = [
                    said[chosen][value[chosen] * count[chosen] + int(way[chosen] * count[chosen])]
                    for chosen in order[:many]
                ]
                yield _document(language, self.names[rank][language], sentences)

    def rows(self, seed: int, count: int) -> NDArray[np.int64]:
        """Return `count` rows of training text, shape (count, CONTEXT + 1): a newline, then whole documents.

        The last document of a row is cut off at the row's end; the next row begins with a new one.
        """
        rows = self.endless_rows(seed)
        return np.stack([next(rows) for _ in range(count)])

    def endless_rows(self, seed: int) -> Iterator[NDArray[np.int64]]:
        """Yield the rows of `rows` one after another, for ever."""
        documents = self.documents(seed)
        while True:
            text = "\n"
            while len(text) <= CONTEXT:
                text += next(documents)
            yield self.encode(text[: CONTEXT + 1])

    def held_out(self, rows: int = HELD_OUT_ROWS) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the text that no model is trained on, as ids (rows, CONTEXT + 1) and what counts (rows, CONTEXT).

        Only whole documents: a document that does not fit begins the next row, and the rest of the row does not count,
        so that the least possible loss of exactly these characters is known (`held_out_entropy`).
        """
        ids = np.zeros((rows, CONTEXT + 1), np.int64)
        counts = np.zeros((rows, CONTEXT), np.bool_)
        for row, text in enumerate(self._held_out_texts(rows)):
            ids[row, 1 : len(text) + 1] = self.encode(text)
            counts[row, : len(text)] = True
        return ids, counts

    def held_out_entropy(self, rows: int = HELD_OUT_ROWS) -> float:
        """Return the least possible loss on the held-out text, in nats a character."""
        texts = self._held_out_texts(rows)
        return -sum(map(self.log_probability, texts)) / sum(map(len, texts))

    def _held_out_texts(self, rows: int) -> list[str]:
        """Return the whole documents of each row."""
        texts, text = [], ""
        for document in self.documents(HELD_OUT_SEED):
            if len(text) + len(document) > CONTEXT:
                texts.append(text)
                text = ""
                if len(texts) == rows:
                    break
            text += document
        return texts

    # --- characters -------------------------------------------------------------------------------------------------

    def encode(self, text: str) -> NDArray[np.int64]:
        """Return one id a character. ValueError: a character that the village does not write."""
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        ids = self._ids[np.minimum(codes, len(self._ids) - 1)]
        if len(codes) and (codes.max() >= len(self._ids) or ids.min() < 0):
            raise ValueError(f"not written in the village: {text!r}")
        return ids.astype(np.int64)

    def decode(self, ids: Sequence[int] | NDArray[np.int64]) -> str:
        """Return the text of ids."""
        return "".join(self.alphabet[id] for id in ids)

    def is_japanese(self, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which characters, shape (rows, length), belong to Japanese documents: those that hold any kana."""
        kana = np.array([not character.isascii() for character in self.alphabet])[ids]
        document = np.cumsum(ids == 0, axis=1) - (ids == 0)  # the newline belongs to the document that it ends
        document += np.arange(len(ids))[:, None] * (ids.shape[1] + 1)
        found = np.zeros(len(ids) * (ids.shape[1] + 1), np.bool_)
        found[document[kana]] = True
        belongs: NDArray[np.bool_] = found[document]
        return belongs

    # --- the truth --------------------------------------------------------------------------------------------------

    def log_probability(self, text: str) -> float:
        """Return the exact log-probability of whole documents, in nats; -inf where one cannot occur."""
        if text and not text.endswith("\n"):
            return -math.inf
        return sum(map(self._document_log_probability, text.splitlines(keepends=True)))

    def _document_log_probability(self, document: str) -> float:
        """Read one document back and add up what was drawn: the language, who, how many, in which order, how."""
        for language in range(2):
            read = _read(language, document)
            if read is None:
                continue
            name, sentences = read
            rank = self._rank[language].get(name)
            meanings = [self._meaning[language].get(sentence) for sentence in sentences]
            if rank is None or len(sentences) not in self.tables.facts:
                continue
            seen: list[int] = []
            log_probability = math.log(0.5) + math.log(self.probabilities[rank]) - math.log(len(self.tables.facts))
            for meaning in meanings:
                if meaning is None or meaning[0] in seen or self.facts[rank, meaning[0]] != meaning[1]:
                    return -math.inf
                log_probability -= math.log(len(self.tables.attributes) - len(seen))
                log_probability -= math.log(len(self.tables.attributes[meaning[0]].patterns[language]))
                seen.append(meaning[0])
            return log_probability
        return -math.inf


def _document(language: int, name: str, sentences: list[str]) -> str:
    """Put a document together: みかは さのに すんでいます。だいくです。 / mika lives in sano and is a carpenter."""
    if language == 0:
        return name + "は " + "。".join(sentences) + "。\n"
    *before, last = sentences
    return name + " " + (", ".join(before) + " and " if before else "") + last + ".\n"


def _read(language: int, document: str) -> tuple[str, list[str]] | None:
    """Take a document apart: the name and the sentences; None if it is not in that language."""
    name, _, rest = document.partition(" ")
    if language == 0:
        if not name.endswith("は") or not rest.endswith("。\n"):
            return None
        return name[:-1], rest[:-2].split("。")
    if not rest.endswith(".\n"):
        return None
    before, _, last = rest[:-2].rpartition(" and ")
    sentences = [*(before.split(", ") if before else []), last]
    return name, sentences


def _names(tables: Tables, dice: np.random.Generator) -> list[tuple[str, str]]:
    """Draw different names: two syllables for the most frequent inhabitants, three for the others."""
    names: dict[str, str] = {}
    while len(names) < tables.inhabitants:
        length = 2 if len(names) < tables.short_names else 3
        parts = [tables.syllables[place] for place in dice.integers(len(tables.syllables), size=length)]
        kana = "".join(part[0] for part in parts)
        if kana not in tables.not_names and kana not in names:
            names[kana] = "".join(part[1] for part in parts)
    return list(names.items())


@lru_cache(maxsize=1)
def village(assets: Path) -> Village:
    """Return the village of the assets folder: the one on which the models were trained."""
    return Village(read_tables(assets / "village"))
