"""The one thread that runs UMAP.

Its loops cannot run twice at once, so layouts queue here. Whoever waits (half a minute, where they have to be compiled
first) holds up nothing else, and gives up the place in the queue by leaving.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from sandbox.models.batching import Batcher, Job

R = TypeVar("R")


class _Work(Job[Any]):
    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self.work = work


class _OneByOne:
    def choose(self, waiting: Sequence[_Work]) -> list[_Work]:
        return [waiting[0]]

    def run(self, batch: Sequence[_Work]) -> None:
        for job in batch:
            job.succeed(job.work())

    def stop(self) -> None:
        """A layout takes less than a second: it is finished even if nobody waits any more."""


@cache
def _thread() -> Batcher[_Work]:
    return Batcher("umap", _OneByOne())


async def in_umap_thread(work: Callable[[], R]) -> R:
    """Run something in the thread of UMAP.

    Raises:
        NotReady: "busy", too many wait already; and whatever the work raises.
    """
    job = _Work(work)
    _thread().add(job)
    result: R = await asyncio.wrap_future(job.future)
    return result
