"""Which word vectors there are: those of assets/vectors.toml, and the folders that `lm-sandbox vectors add` made."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sandbox.models.word_vectors import VectorsInfo, WordVectors
from sandbox.settings import Settings

#: What an added set may be called.
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
#: What both kinds of record say of a set.
_SAID = ("name", "language", "normalize", "license", "notice", "origin")


@dataclass(frozen=True)
class Entry:
    """A set of vectors that can be loaded: from a folder, or from the few rows (word, number, …) written here."""

    info: VectorsInfo
    folder: Path
    rows: tuple[tuple[str | float, ...], ...] = ()
    unshown: frozenset[str] = frozenset()

    @property
    def has_map(self) -> bool:
        """Whether there is a map of the whole vocabulary."""
        return (self.folder / "map.json").exists()

    def load(self) -> WordVectors:
        """Read it. Raises OSError, ValueError or EOFError where its folder is not what it should be."""
        if not self.rows:
            return WordVectors.load(self.info, self.folder, self.unshown)
        return WordVectors(
            self.info, [str(row[0]) for row in self.rows], np.array([row[1:] for row in self.rows], float)
        )


def shipped(assets: Path) -> dict[str, Entry]:
    """Return the sets that come with the sandbox, by id, in the order of vectors.toml."""
    table = tomllib.loads((assets / "vectors.toml").read_text("utf-8"))
    unshown = unshown_words(assets)
    return {
        id: Entry(
            VectorsInfo(id=id, **{key: entry[key] for key in _SAID}),
            assets / "vectors" / id,
            tuple(map(tuple, entry.get("rows", ()))),
            unshown,
        )
        for id, entry in table.items()
    }


def unshown_words(assets: Path) -> frozenset[str]:
    """Return the words that no list of ours names by itself."""
    lines = (assets / "vectors" / "unshown.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def added(home: Path) -> Iterator[Entry]:
    """Give the sets that were added on this machine; a folder that is not one of ours is passed over."""
    for record in sorted((home / "vectors").glob("*/vectors.json")):
        try:
            known = json.loads(record.read_text("utf-8"))
            yield Entry(VectorsInfo(id=record.parent.name, **{key: known[key] for key in _SAID}), record.parent)
        except (OSError, ValueError, KeyError, TypeError):
            continue


def all_vectors(settings: Settings) -> dict[str, Entry]:
    """Return every set that can be loaded now, by id."""
    return shipped(settings.assets) | {entry.info.id: entry for entry in added(settings.home)}
