"""What a tokenizer.json does not say of the tokenizer of an added model, beside it as cutting.json."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from sandbox.models.tokenizer import Family


@dataclass(frozen=True)
class Morphemes:
    """How a text is cut into words before these are cut into pieces.

    Attributes:
        dictionary: the Python package of MeCab's dictionary; another one would find other words.
        pieces: what a word is cut into: the longest pieces of a vocabulary, or its characters.
        lower_case: capital letters are made small.
        normalize: the text is brought into Unicode's form NFKC first.
    """

    dictionary: Literal["ipadic", "unidic_lite"]
    pieces: Literal["wordpiece", "character"]
    lower_case: bool = False
    normalize: bool = True


@dataclass(frozen=True)
class Cutting:
    """How a tokenizer cuts.

    Attributes:
        vocabulary: its ids, special ones included.
        stepwise: the rule by which the page shows merges and look-ups is this tokenizer's, step for step.
        morphemes: None where the text is not cut into words by a dictionary.
    """

    family: Family
    vocabulary: int
    stepwise: bool
    morphemes: Morphemes | None = None

    @classmethod
    def load(cls, folder: Path) -> Cutting:
        """Read cutting.json in a ready model's folder.

        Raises:
            OSError: it is not there.
            ValueError: it is damaged.
        """
        return TypeAdapter(cls).validate_json((folder / "cutting.json").read_bytes())

    def save(self, folder: Path) -> None:
        """Write it there."""
        (folder / "cutting.json").write_text(json.dumps(asdict(self)), "utf-8")
