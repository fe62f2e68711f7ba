"""Looking through a text: ours against transformers, the same model from the same file, in turns.

Asked is what the attention view asks: the weights of all heads. Theirs is transformers (PyTorch, 32 bits,
`attn_implementation="eager"`, inference mode, without the head that makes logits); ours is `LanguageModel.explore` in
the precision that setup makes, and once more in 32 bits where that is there (the tests' home for parity holds it).
Threads are equal, and a text is never asked twice.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from sandbox.models.catalog import Model
from sandbox.models.export import load_model
from sandbox.models.language_model import LanguageModel
from sandbox.models.setup import folder_of, state
from tests.bench.in_turns import in_turns, ratio, seconds
from tests.bench.random_text import random_text
from tests.conftest import CATALOG, PARITY, SETTINGS

MODELS = ("smollm2-135m", "gemma-3-270m", "minilm-l6")
#: Tokens, and how often.
ROUNDS = {12: 15, 64: 11, 256: 7}


def theirs(entry: Model) -> Callable[[list[int]], float]:
    """Transformers, and the seconds it takes."""
    model: Any = load_model(entry.kind, entry.source_path(PARITY.home / "work" / entry.id / "source")).base_model
    wanted = {"use_cache": False} if entry.kind == "decoder" else {}

    def look(ids: list[int]) -> float:
        with torch.inference_mode():
            return seconds(lambda: model(torch.tensor([ids]), output_attentions=True, **wanted))

    return look


def ours(model: LanguageModel, runner: asyncio.Runner) -> Callable[[list[int]], float]:
    """What the server does for a text that nobody has asked about."""

    async def asked(ids: list[int]) -> float:
        begun = time.perf_counter()
        await model.explore(ids, attention=True)
        return time.perf_counter() - begun  # in the loop, as in the server: handing a result out of it takes as long

    return lambda ids: runner.run(asked(ids))


def compare(entry: Model, runner: asyncio.Runner) -> list[tuple[str, str]]:
    """Measure one model."""
    places = [settings for settings in (SETTINGS, PARITY) if state(entry, settings) == "ready"]
    models = [LanguageModel.load(folder_of(entry, settings), entry, settings) for settings in places]
    ways = {f"ours ({model.precision})": ours(model, runner) for model in models}
    ways["theirs"] = theirs(entry)
    found = []
    for tokens, rounds in ROUNDS.items():
        times = in_turns(ways, partial(random_text, entry, tokens), rounds)
        other = times.pop("theirs")
        for name, own in times.items():
            figures = f"{statistics.median(other) * 1000:.1f} ms / {statistics.median(own) * 1000:.1f} ms"
            what = f"explore, {entry.name}, {tokens} tokens: transformers / {name}"
            found.append((what, f"{ratio(other, own)}; {figures}"))
    for model in models:
        model.close()
    return found


def rows() -> list[tuple[str, str]]:
    """Measure all."""
    torch.set_num_threads(SETTINGS.threads)
    with asyncio.Runner() as runner:
        return [row for id in MODELS for row in compare(CATALOG[id], runner)]
