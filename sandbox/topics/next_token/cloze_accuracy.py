"""How well our own masked model fills blanks, measured when it was trained (scripts/train-masked-model)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sandbox.topics.prompting.accuracy import wilson


@dataclass(frozen=True)
class Tally:
    """Held-out sentences in which one word was asked.

    Attributes:
        right, total: answers that were the word itself, of all; share: right / total.
        low, high: where the share lies with 95 % confidence (Wilson 1927).
        bits: how much the word surprised the model on average, −log₂ p.
    """

    right: int
    total: int
    share: float
    low: float
    high: float
    bits: float


@lru_cache(maxsize=4)
def measured(folder: Path) -> dict[str, dict[str, Tally]]:
    """Return, by language and by side ("both", "left", "right"), what accuracy.json of a model's folder says.

    Empty where nothing was measured.
    """
    path = folder / "accuracy.json"
    if not path.exists():
        return {}
    found = json.loads(path.read_text("utf-8"))
    return {
        language: {side: _tally(figures["right"], figures["asked"], figures["bits"]) for side, figures in sides.items()}
        for language, sides in found.items()
    }


def _tally(right: int, total: int, bits: float) -> Tally:
    low, high = wilson(right, total)
    return Tally(right, total, right / total, low, high, bits)
