"""The logs that scripts/train-word-problems wrote while our own model was trained, at each of its sizes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

Phase = Literal["small sums", "sums", "problems", "revision"]
#: In the order of the training.
PHASES: tuple[Phase, ...] = ("small sums", "sums", "problems", "revision")


class Check(BaseModel):
    """What share of 100 test problems was solved letter for letter, asked with steps and asked at once."""

    language: Literal["ja", "en"]
    split: Literal["numbers", "patterns"]
    with_steps: float
    at_once: float


class Point(BaseModel):
    """A hundred steps of training.

    Attributes:
        phase: what was learnt: sums of small numbers, all sums, whole problems, both mixed; `step` counts within it.
        seconds: since the beginning.
        tokens: characters read since the beginning.
        loss: mean cross-entropy of these hundred steps, in nats a character that was to be predicted.
        checks: empty where nothing was tested.
    """

    phase: Phase
    step: int
    seconds: int
    tokens: int
    loss: float
    checks: list[Check]


class TrainingLog(BaseModel):
    """How one size was trained: its shape, how many steps each phase has, and how that went."""

    model: str
    parameters: int
    vocabulary: int
    threads: int
    d_model: int
    layers: int
    heads: int
    phases: dict[Phase, int]
    points: list[Point]


def training_logs(assets: Path) -> list[TrainingLog]:
    """Read the logs of all sizes from `assets`/word-problems, the largest model first."""
    paths = (assets / "word-problems").glob("*/training.jsonl")
    return sorted(map(_read, paths), key=lambda log: -log.parameters)


def _read(path: Path) -> TrainingLog:
    head, *rows = map(json.loads, path.read_text("utf-8").splitlines())
    phases = {phase: head[phase.replace(" ", "_")] for phase in PHASES}
    return TrainingLog(**head, phases=phases, points=[Point(**row, checks=_checks(row)) for row in rows])


def _checks(row: dict[str, Any]) -> list[Check]:
    """Return what stands in a row under "ja numbers", "en patterns", …: [with steps, at once]."""
    found = [(*key.split(), shares) for key, shares in row.items() if " " in key]
    return [
        Check(language=language, split=split, with_steps=with_steps, at_once=at_once)
        for language, split, (with_steps, at_once) in found
    ]
