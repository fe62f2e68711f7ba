"""The calculators calculate twice: in Python for the API, in the widget while a slider moves. Both say the same.

Each widget's calculation.js is run by Node on random parameters. What it gets beside them is the answer to *other*
parameters (the example), from which it may take tables that never change, so a figure that was merely copied is found.
"""

from __future__ import annotations

import asyncio
import json
import math
import random
import subprocess
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from annotated_types import Ge, Le

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.topics import VIEWS
from sandbox.topics.scale.gpus import gpus
from sandbox.topics.scale.shape import known_shapes
from sandbox.view import View
from tests.conftest import CATALOG, SETTINGS

WIDGETS = Path(__file__).parents[2] / "widgets"
CASES = 200

GPUS = [gpu.id for gpu in gpus(SETTINGS.assets)]
SHAPES = [*known_shapes(SETTINGS.assets), "own", "own"]
#: What the parameters that are texts or lists may be; the others say themselves what they may be.
CHOICES: dict[str, dict[str, list[Any]]] = {
    "scaling-law": {"models": [["all"], ["none"], ["gpt3", "chinchilla"]]},
    "training-cost": {"gpu": GPUS},
    "memory": {
        "shape": SHAPES,
        "gpu": GPUS,
        "targets": [["q", "v"], ["q", "k", "v", "o", "up", "down", "gate"], ["gate"]],
    },
    "parameter-count": {"shape": SHAPES, "model": ["", "minilm-l6", "soroban-1m"]},
}

#: Parts of an answer that only the server can give; the widget asks for them anew.
FROM_THE_SERVER: dict[str, set[str]] = {"parameter-count": {"file"}}

CALCULATORS = [
    "scaling-law",
    "compute-optimal",
    "training-cost",
    "memory",
    "parameter-count",
    "corpus-size",
    "emergence",
    "scaling-fit",
]

RUN = """
const {{ calculate }} = await import({module});
const cases = JSON.parse(await new Response(process.stdin).text());
console.log(JSON.stringify(cases.params.map((params) => calculate(params, cases.result))));
"""


def some_params(view: View[Any], random: random.Random) -> dict[str, Any]:
    """Draw parameters within their limits, all over the orders of magnitude that they span."""
    drawn = {}
    for name, field in view.params.model_fields.items():
        known = CHOICES.get(view.name, {}).get(name)
        if known is not None:
            drawn[name] = random.choice(known)
        elif random.random() < 0.3 and not field.is_required():
            drawn[name] = field.default  # some of the defaults are values of their own, such as 0 for "the optimum"
        elif get_origin(field.annotation) is Literal:
            drawn[name] = random.choice(get_args(field.annotation))
        elif field.annotation is bool:
            drawn[name] = random.random() < 0.5
        elif field.annotation in (int, float):
            low = next(limit.ge for limit in field.metadata if isinstance(limit, Ge))
            high = next(limit.le for limit in field.metadata if isinstance(limit, Le))
            if high > 1000 * max(low, 1e-3):
                value = math.exp(random.uniform(math.log(max(low, 1e-3)), math.log(high)))
            else:
                value = random.uniform(low, high)
            drawn[name] = min(max(field.annotation(round(value) if field.annotation is int else value), low), high)
    return drawn


def differences(ours: Any, theirs: Any, path: str = "") -> list[str]:
    """Return where two answers are not the same; numbers may differ by rounding."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if ours.keys() != theirs.keys():
            return [f"{path}: keys {sorted(ours.keys() ^ theirs.keys())}"]
        return [line for key in ours for line in differences(ours[key], theirs[key], f"{path}.{key}")]
    if isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            return [f"{path}: {len(ours)} and {len(theirs)} entries"]
        return [
            line
            for place, (one, other) in enumerate(zip(ours, theirs, strict=True))
            for line in differences(one, other, f"{path}[{place}]")
        ]
    numbers = isinstance(ours, int | float) and isinstance(theirs, int | float) and not isinstance(ours, bool)
    same = math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12) if numbers else ours == theirs
    return [] if same else [f"{path}: Python {ours!r}, widget {theirs!r}"]


@pytest.mark.parametrize("name", CALCULATORS)
def test_page_and_api_calculate_the_same(name: str) -> None:
    view, draw, lab = VIEWS[name], random.Random(7), Lab(SETTINGS, CATALOG)

    async def answers() -> tuple[dict[str, Any], list[tuple[dict[str, Any], dict[str, Any]]]]:
        example = await view.compute(view.example["en"], lab)
        found: list[tuple[dict[str, Any], dict[str, Any]]] = []
        for _ in range(3 * CASES):
            try:
                params = view.params.checked(**some_params(view, draw))
                result = await view.compute(params, lab)
            except BadInput:  # some combinations are refused: heads that do not divide the width
                continue
            found.append((params.model_dump(mode="json"), result.model_dump(mode="json")))
            if len(found) == CASES:
                break
        return example.model_dump(mode="json"), found

    example, found = asyncio.run(answers())
    assert len(found) > CASES / 4, "nearly everything that was drawn was refused"
    module = json.dumps((WIDGETS / view.widget / "calculation.js").as_uri())
    written = subprocess.run(
        ["node", "--input-type=module", "-e", RUN.format(module=module)],
        input=json.dumps({"params": [params for params, _ in found], "result": example}),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    skipped = FROM_THE_SERVER.get(name, set())
    for (params, ours), theirs in zip(found, json.loads(written.stdout), strict=True):
        assert ours.keys() == theirs.keys(), params
        for key in ours.keys() - skipped:
            assert not (wrong := differences(ours[key], theirs[key], key)), (params, wrong[:5])
