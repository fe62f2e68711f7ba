"""Real models for what is put together of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray

from sandbox.lab import Lab
from tests.conftest import CATALOG, SETTINGS

T = TypeVar("T")


class Running:
    """A Lab, and the one event loop that its models live in."""

    def __init__(self) -> None:
        self.lab, self._runner = Lab(SETTINGS, CATALOG), asyncio.Runner()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine to its end."""
        return self._runner.run(work)

    def weights(self, model: str, ids: Sequence[int]) -> NDArray[np.float32]:
        """What a model's engine gives: [layers, heads, query, key]."""

        async def explore() -> NDArray[np.float32]:
            found = (await (await self.lab.any_model(model)).explore(ids, attention=True)).attentions
            assert found is not None
            return found

        return self.run(explore())

    def close(self) -> None:
        """End the models' threads and the loop."""
        self.lab.close()
        self._runner.close()


@pytest.fixture(scope="module")
def running_lab(ready: Callable[[str], Path]) -> Iterator[Running]:
    """A Lab with an encoder and a decoder, MiniLM and SmolLM2, loaded once for the tests of a file."""
    for model in ("minilm-l6", "smollm2-135m"):
        ready(model)
    running = Running()
    yield running
    running.close()
