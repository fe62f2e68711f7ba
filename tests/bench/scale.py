"""Scale: what an answer of each calculator costs, and what forty people wait for who train at the same moment.

Calculators: the same question, in turns, as a call in Python, over HTTP from our server, and over HTTP from plain
FastAPI endpoints that do the same (plain.py); each time with another number in it, so that nothing is kept from before.
The same arithmetic in the browser's language, while a slider moves: `calculate` of each widget in Node.

Training: a step of the small model in NumPy beside the same step in PyTorch, one thread each, in turns. Then, over
HTTP, forty different trainings at once, and forty equal ones: when all have seen something, and when they are done.
"""

from __future__ import annotations

import asyncio
import importlib.machinery
import importlib.util
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from sandbox.lab import Lab
from sandbox.topics import VIEWS
from sandbox.topics.scale import small_model
from sandbox.topics.scale.training_run import BATCH, heads, peak_rate
from sandbox.topics.scale.village import village
from sandbox.view import Params, Result
from tests.bench.peer_server import peer_server
from tests.conftest import CATALOG, SETTINGS, running

ROOT = Path(__file__).parents[2]
#: A number of each calculator's question that changes from one time to the next.
CHANGED: dict[str, Callable[[int], dict[str, float]]] = {
    "scaling-law": lambda n: {"parameters": 1e9 + 1e6 * n},
    "compute-optimal": lambda n: {"compute": 1e23 + 1e20 * n},
    "training-cost": lambda n: {"tokens": 1e11 + 1e8 * n},
    "parameter-count": lambda n: {"vocabulary": 50_000 + n},
    "memory": lambda n: {"context": 1000 + n},
    "corpus-size": lambda n: {"tokens": 1e11 + 1e8 * n},
    "emergence": lambda n: {"parameters": 1e9 + 1e6 * n},
    "scaling-fit": lambda n: {"parameters": 1e7 + 1e4 * n},
}
ASKED = 60
#: Rounds of the two steps, and steps in one; the model of the live view's example.
STEP_ROUNDS, STEPS = 7, 60
WIDTH, LAYERS = 32, 2
#: What each of the forty trains: 5 · 10¹⁰ operations, about 2 seconds of a core.
PEOPLE = 40
TRAINED = {"width": 32, "layers": 2, "characters": 2**18}
LINES = {"Accept": "application/x-ndjson"}


# The calculators


async def answer(name: str, params: Params, lab: Lab) -> Result:
    """The computation of a view, without a server."""
    return await VIEWS[name].compute(params, lab)


def calculators(server: str, asked: int = ASKED) -> list[tuple[str, str]]:
    """Milliseconds of an answer: as a call, from plain endpoints, from our server; medians of pairs in turns."""
    rows = []
    lab = Lab(SETTINGS, CATALOG)
    with peer_server("plain", "/docs") as other, httpx.Client(timeout=120) as client, asyncio.Runner() as runner:
        for name, changed in CHANGED.items():
            view = VIEWS[name]
            client.get(f"{other}/{name}").raise_for_status()  # both have read their tables
            client.get(f"{server}/api/{name}").raise_for_status()
            times: dict[str, list[float]] = {"call": [], "plain": [], "ours": []}
            for number in range(asked):
                params = view.params.checked(**changed(number))
                query = urlencode(changed(number))
                begun = time.perf_counter()
                runner.run(answer(name, params, lab))
                times["call"].append(time.perf_counter() - begun)
                for which, address in (("plain", f"{other}/{name}?{query}"), ("ours", f"{server}/api/{name}?{query}")):
                    begun = time.perf_counter()
                    client.get(address).raise_for_status()
                    times[which].append(time.perf_counter() - begun)
            call, theirs, ours = (statistics.median(one) * 1000 for one in times.values())
            ratio = statistics.median(a / b for a, b in zip(times["ours"], times["plain"], strict=True))
            figures = f"{call:.2f} ms as a call, {theirs:.1f} ms plain FastAPI, {ours:.1f} ms ours ({ratio:.2f})"
            rows.append((f"{name}: an answer", figures))
    return rows


SLIDER = """
const {{ calculate }} = await import({module});
const {{ params, result }} = JSON.parse(await new Response(process.stdin).text());
const times = params.map((one) => {{
  const begun = performance.now();
  calculate(one, result);
  return performance.now() - begun;
}}).slice(params.length / 2).sort((a, b) => a - b);
console.log(JSON.stringify([times[Math.floor(times.length / 2)], times[Math.floor(times.length * 0.95)]]));
"""


def sliders() -> list[tuple[str, str]]:
    """Milliseconds of `calculate` in Node, from the 101st call on: what a slider's frame spends on figures."""
    rows = []
    lab = Lab(SETTINGS, CATALOG)
    for name, changed in CHANGED.items():
        view = VIEWS[name]
        result = asyncio.run(answer(name, view.params(), lab)).model_dump(mode="json")
        params = [view.params.checked(**changed(number)).model_dump(mode="json") for number in range(200)]
        module = json.dumps((ROOT / "widgets" / view.widget / "calculation.js").as_uri())
        command = ["node", "--input-type=module", "-e", SLIDER.format(module=module)]
        asked = json.dumps({"params": params, "result": result})
        found = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=300, check=True)
        half, most = json.loads(found.stdout)
        rows.append((f"{name}: calculate in the widget", f"{half:.3f} ms, 95 % below {most:.3f} ms"))
    return rows


# A step of training


def steps() -> list[tuple[str, str]]:
    """A step of the small model: forward, backward and the optimizer's, on the same rows."""
    import torch

    torch.set_num_threads(1)
    script = _script()
    text = village(SETTINGS.assets)
    rows = text.rows(1, BATCH)
    shape = small_model.Shape(len(text.alphabet), WIDTH, LAYERS, heads(WIDTH))
    row, weights = small_model.in_one_row(small_model.initial_weights(shape, 1))
    ours = small_model.AdamW(row)
    model = script.Model(len(text.alphabet), script.Run(WIDTH, LAYERS, heads(WIDTH), 2**18))
    matrices = list(model.weights.values())
    theirs = torch.optim.AdamW(matrices, lr=peak_rate(WIDTH), betas=(0.9, 0.95), weight_decay=0, fused=True)
    batch = torch.from_numpy(rows)

    def in_numpy() -> None:
        _, gradients = small_model.loss_and_gradients(weights, shape, rows)
        gradient, _ = small_model.in_one_row(gradients)
        ours.step(small_model.clipped(gradient), peak_rate(WIDTH))

    def in_torch() -> None:
        logits = model(batch[:, :-1]).flatten(0, 1)
        loss = torch.nn.functional.cross_entropy(logits, batch[:, 1:].flatten())
        theirs.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(matrices, 1.0)
        theirs.step()

    times: dict[Callable[[], None], list[float]] = {in_numpy: [], in_torch: []}
    with _one_thread():
        for _ in range(STEP_ROUNDS + 1):
            for step, taken in times.items():
                begun = time.perf_counter()
                for _ in range(STEPS):
                    step()
                taken.append((time.perf_counter() - begun) / STEPS)
    numpy, torch_ = (taken[1:] for taken in times.values())  # the first round is for nothing
    ratio = statistics.median(a / b for a, b in zip(numpy, torch_, strict=True))
    figures = f"{statistics.median(numpy) * 1000:.1f} ms NumPy, {statistics.median(torch_) * 1000:.1f} ms PyTorch"
    return [(f"a step, width {WIDTH}, {LAYERS} layers, {BATCH} rows, one thread", f"{figures}: {ratio:.2f}")]


def _one_thread() -> Any:
    """One thread for NumPy's products, too."""
    from sandbox.topics.scale.training_run import ONE_THREAD

    return ONE_THREAD


def _script() -> Any:
    """The script that trained the models of our own law: its model is the same, in PyTorch."""
    loader = importlib.machinery.SourceFileLoader("train_scaling_law", str(ROOT / "scripts" / "train-scaling-law"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module  # where its dataclasses look for themselves
    loader.exec_module(module)
    return module


# Forty at once


@dataclass(frozen=True)
class Waited:
    """What one person waited for.

    Attributes:
        first, progress, last: seconds until the first snapshot, until one in which a step was done, until the end.
        lines: snapshots that came.
        refused: what was said instead, "" for a good answer.
    """

    first: float = 0
    progress: float = 0
    last: float = 0
    lines: int = 0
    refused: str = ""


async def person(client: httpx.AsyncClient, address: str, start: asyncio.Event) -> Waited:
    """Look on at a training as the page does. Little is read of a line, so that the asking costs little."""
    await start.wait()
    begun = time.perf_counter()
    times, moved, line = [], None, ""
    async with client.stream("GET", address, headers=LINES) as answer:
        async for line in answer.aiter_lines():
            times.append(time.perf_counter() - begun)
            if moved is None and '"step":0,' not in line:
                moved = times[-1]
    if answer.status_code != 200 or "result" not in json.loads(line):
        return Waited(refused=line[:200])
    return Waited(times[0], moved or times[-1], times[-1], len(times))


async def crowd(server: str, seeds: list[int]) -> list[Waited]:
    """Somebody for each seed, all at the same moment."""
    async with httpx.AsyncClient(timeout=None, limits=httpx.Limits(max_connections=None)) as client:
        start = asyncio.Event()
        addresses = [f"{server}/api/training-run?{urlencode(TRAINED | {'seed': seed})}" for seed in seeds]
        people = [asyncio.create_task(person(client, address, start)) for address in addresses]
        start.set()
        return await asyncio.gather(*people)


def crowds(server: str, people: int = PEOPLE) -> list[tuple[str, str]]:
    """One training, as many different ones, as many equal ones."""
    alone = asyncio.run(crowd(server, [1_001]))
    different = asyncio.run(crowd(server, list(range(2_001, 2_001 + people))))
    equal = asyncio.run(crowd(server, [3_001] * people))
    share = different[0].last and statistics.median(one.last for one in different) / (people * alone[0].last)
    return [
        ("one training", figure(alone)),
        (f"{people} different trainings at once", figure(different)),
        (f"{people} different at once / one after the other", f"{share:.2f}"),
        (f"{people} equal trainings at once", figure(equal)),
    ]


def figure(waited: list[Waited]) -> str:
    """What the half of them, 95 % of them, and the last of them waited for."""
    refused = [one.refused for one in waited if one.refused]
    good = [one for one in waited if not one.refused]
    if not good:
        return f"all refused: {refused[0]}"

    def at(share: float, of: str) -> float:
        """The wait that so many did not exceed."""
        ordered = sorted(getattr(one, of) for one in good)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]

    return (
        f"first snapshot p50 {at(0.5, 'first'):.2f} s, p95 {at(0.95, 'first'):.2f} s; "
        f"first steps p50 {at(0.5, 'progress'):.1f} s, p95 {at(0.95, 'progress'):.1f} s; "
        f"done p50 {at(0.5, 'last'):.1f} s, p95 {at(0.95, 'last'):.1f} s, all {at(1, 'last'):.1f} s; "
        f"{at(0.5, 'lines')} snapshots each; {len(refused)} refused {refused[0] if refused else ''}"
    ).strip()


def rows() -> list[tuple[str, str]]:
    """Measure."""
    found = sliders() + (steps() if find_spec("torch") else [])
    with running(SETTINGS) as server:
        # A server answers its examples when it starts; the training is the last of them to end.
        httpx.get(f"{server}/api/training-run", timeout=300).raise_for_status()
        return found + calculators(server) + crowds(server)
