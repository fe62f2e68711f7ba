"""Going on with a text: ours against llama.cpp, the same GGUF file, token by token, in turns.

Greedy, one text at a time, after twelve tokens of context. Ours is `LanguageModel.generate`, from the question in
Python to every token in Python. Theirs is the C interface of llama.cpp (llama-cpp-python), with its own greedy
sampler, logits of the last token only, with and without flash attention. Threads are equal.

Each token needs all weights of the products once, so memory bounds the speed: the share of its bandwidth that is
reached is bytes of weights · tokens/s ÷ bandwidth. Bandwidth is what a sum over an array far larger than any cache
reaches in the same run, the best of all rounds.
"""

from __future__ import annotations

import asyncio
import ctypes
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import llama_cpp
import onnx
import torch

from sandbox.models.catalog import Model
from sandbox.models.language_model import LanguageModel
from sandbox.models.sampling import Sampling
from sandbox.models.setup import folder_of
from tests.bench.in_turns import in_turns, ratio, seconds
from tests.bench.random_text import random_text
from tests.conftest import CATALOG, PARITY, SETTINGS

MODELS = ("smollm2-135m", "gemma-3-270m")
CONTEXT = 12
#: New tokens, and how often.
ROUNDS = {64: 9, 200: 5}
#: Bytes of the array that bandwidth is measured with.
LARGE = 2**29


@dataclass(frozen=True)
class Timed:
    """Seconds until the first token, which the whole context is read for, and tokens a second after it."""

    first: float
    speed: float

    @classmethod
    def of(cls, begun: float, times: list[float]) -> Timed:
        """From the moments at which the tokens came."""
        return cls(times[0] - begun, (len(times) - 1) / (times[-1] - times[0]))


class LlamaCpp:
    """A model in llama.cpp, and how it writes."""

    def __init__(self, path: Path, flash: bool) -> None:
        threads = SETTINGS.threads
        self._model = llama_cpp.Llama(
            str(path),
            n_ctx=256,
            n_threads=threads,
            n_threads_batch=threads,
            flash_attn=flash,
            logits_all=False,
            verbose=False,
        )
        self._sampler = llama_cpp.llama_sampler_init_greedy()
        #: Bytes of all tensors. Both models read the table of embeddings as their head, so a step reads all of them.
        self.bytes = llama_cpp.llama_model_size(self._model.model)

    def generate(self, new_tokens: int, ids: list[int]) -> Timed:
        """Go on."""
        context, times = self._model.ctx, []
        begun = time.perf_counter()
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(context), True)
        for _ in range(new_tokens):
            tokens = (ctypes.c_int32 * len(ids))(*ids)
            if llama_cpp.llama_decode(context, llama_cpp.llama_batch_get_one(tokens, len(ids))):
                raise RuntimeError("llama.cpp could not decode")
            ids = [llama_cpp.llama_sampler_sample(self._sampler, context, -1)]
            times.append(time.perf_counter())
        return Timed.of(begun, times)


def ours(model: LanguageModel, runner: asyncio.Runner) -> Callable[[int, list[int]], Timed]:
    """As the server does it."""

    async def write(new_tokens: int, ids: list[int]) -> Timed:
        begun, times = time.perf_counter(), []
        async for _ in model.generate(ids, new_tokens=new_tokens, sampling=Sampling(temperature=0), stop=()):
            times.append(time.perf_counter())
        return Timed.of(begun, times)

    return lambda new_tokens, ids: runner.run(write(new_tokens, ids))


def bytes_read(graph: Path) -> int:
    """Bytes of the weights that a step of a graph reads: all but tables of which it picks a row."""
    model = onnx.load(str(graph), load_external_data=False)
    places = {}
    for tensor in model.graph.initializer:
        if tensor.external_data:
            where = {entry.key: entry.value for entry in tensor.external_data}
            places[tensor.name] = (where.get("offset", "0"), int(where["length"]))
    nodes = (node for node in model.graph.node if not node.op_type.startswith("Gather"))
    used = {places[name] for node in nodes for name in node.input if name in places}
    return sum(length for _, length in used)


def bandwidth(times: int) -> float:
    """How fast this machine reads memory at best, in bytes a second."""
    large = torch.ones(LARGE // 4)
    return LARGE / min(seconds(large.sum) for _ in range(times))


def compare(entry: Model, runner: asyncio.Runner) -> list[tuple[str, str]]:
    """Measure one model."""
    folder, source = folder_of(entry, SETTINGS), PARITY.home / "work" / entry.id / "source"
    model = LanguageModel.load(folder, entry, SETTINGS)
    own = ours(model, runner)
    others = {name: LlamaCpp(entry.source_path(source), name == "flash") for name in ("plain", "flash")}
    sizes = {"ours": bytes_read(folder / "generate.onnx"), **{name: peer.bytes for name, peer in others.items()}}
    found = []
    for new_tokens, rounds in ROUNDS.items():
        ways = {"ours": partial(own, new_tokens)}
        ways |= {name: partial(peer.generate, new_tokens) for name, peer in others.items()}
        times = in_turns(ways, partial(random_text, entry, CONTEXT), rounds)
        fastest = bandwidth(2 * rounds)
        what = f"generation, {entry.name}, {new_tokens} new tokens"
        speeds = {name: [one.speed for one in measured] for name, measured in times.items()}
        middle = {name: statistics.median(values) for name, values in speeds.items()}
        for name in others:
            figures = f"{middle['ours']:.0f} / {middle[name]:.0f} tokens/s"
            figure = f"{ratio(speeds['ours'], speeds[name])}; {figures}"
            found.append((f"{what}: ours ({model.precision}) / llama.cpp ({name})", figure))
        reached = " / ".join(f"{sizes[name] * middle[name] / fastest:.0%}" for name in sizes)
        weights = " / ".join(f"{size / 1e6:.0f}" for size in sizes.values())
        figure = f"{reached} of {fastest / 1e9:.0f} GB/s ({weights} MB a token)"
        found.append((f"{what}: share of the bandwidth, ours / plain / flash", figure))
        first = [statistics.median(one.first for one in measured) * 1000 for measured in times.values()]
        figure = " / ".join(f"{time:.0f} ms" for time in first)
        found.append((f"{what}: first token, ours / plain / flash", figure))
    model.close()
    return found


def rows() -> list[tuple[str, str]]:
    """Measure all."""
    torch.set_num_threads(SETTINGS.threads)
    with asyncio.Runner() as runner:
        return [row for id in MODELS for row in compare(CATALOG[id], runner)]
