"""Every model of the catalogue, asked by every view that takes one: an answer, or a sentence, and never a fault."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sandbox.errors import SandboxError
from sandbox.lab import Lab
from sandbox.topics import VIEWS
from sandbox.view import View
from tests.conftest import CATALOG, SETTINGS

#: Each view that takes a model, with the name of that parameter. What unfolds in time is asked in its own tests.
ASKED = [
    (view, field)
    for view in VIEWS.values()
    if view.stream is None
    for field in ("model", "model_b")
    if field in view.params.model_fields
]


@pytest.mark.parametrize(("view", "field"), ASKED, ids=[f"{view.name}-{field}" for view, field in ASKED])
def test_every_model_is_answered_or_refused_in_a_sentence(
    view: View[Any], field: str, ready: Callable[..., Path]
) -> None:
    for entry in CATALOG:
        ready(entry.id)
    answered, refused = set(), set()

    async def ask_all() -> None:
        lab = Lab(SETTINGS, CATALOG)
        for entry in CATALOG:
            for example in view.example.values():
                given = view.params.model_validate({**example.model_dump(), field: entry.id})
                try:
                    await view.compute(given, lab)
                    answered.add(entry.id)
                except SandboxError as error:
                    assert error.code in ("unknown_model", "no_shape", "no_such_layer", "too_many_tokens"), error.code
                    refused.add(entry.id)
        lab.close()

    asyncio.run(ask_all())
    assert answered and answered | refused == set(CATALOG.models)
