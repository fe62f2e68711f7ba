"""Texts of so many tokens, each a new one, so that nothing comes from a cache."""

from __future__ import annotations

import random

from sandbox.models.catalog import Model

_RANDOM = random.Random(8)


def random_text(entry: Model, tokens: int) -> list[int]:
    """Return ids drawn among the ordinary ones, between the model's start and end tokens where it has them."""
    start = [] if entry.start is None else [entry.start]
    end = [] if entry.end is None else [entry.end]
    middle = _RANDOM.choices(range(2_000, min(entry.vocabulary, 30_000)), k=tokens - len(start) - len(end))
    return [*start, *middle, *end]
