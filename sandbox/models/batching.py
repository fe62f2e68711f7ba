"""The queue in front of a model: one thread runs it, and what waits while it runs is answered together.

There is no timer. An idle model starts at once with whatever has come; while it runs, jobs pile up, and the next turn
takes as many of them as fit together: the busier the model, the larger its batches.

A job may take one turn (look at a text) or many (generate a token a turn). One that is not finished after its turn goes
back to the end of the queue.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import Any, Generic, Protocol, TypeVar

from sandbox.errors import NotReady

R = TypeVar("R")


class Job(Generic[R]):
    """Something a person waits for.

    Attributes:
        future: its result. Cancelling it abandons the job: it leaves the queue, or its answer goes nowhere.
    """

    def __init__(self) -> None:
        self.future: Future[R] = Future()

    def succeed(self, result: R) -> None:
        """Finish with this result, unless the job was abandoned meanwhile."""
        with suppress(InvalidStateError):
            self.future.set_result(result)

    def fail(self, error: BaseException) -> None:
        """Finish with this error, unless the job was abandoned meanwhile."""
        with suppress(InvalidStateError):
            self.future.set_exception(error)


J = TypeVar("J", bound=Job[Any])


class Runner(Protocol[J]):
    """What runs the batches."""

    def choose(self, waiting: Sequence[J]) -> list[J]:
        """Return the jobs that run together now, at least one of those that wait (in the order in which they came)."""
        ...

    def run(self, batch: Sequence[J]) -> None:
        """Run one turn of every job, in the worker thread. A job that is then not done gets another turn later.

        An exception becomes the exception of every job of the batch.
        """
        ...

    def stop(self) -> None:
        """Give up the running batch if that can be done: nobody waits for it any more. Called from any thread."""
        ...


class Batcher(Generic[J]):
    """A bounded queue and the one thread that works on it.

    Args:
        name: name of the thread.
        runner: what runs the batches.
        limit: jobs in the queue beyond which new ones are refused.

    Attributes:
        runs: turns begun, batches of any size.
    """

    def __init__(self, name: str, runner: Runner[J], limit: int = 512) -> None:
        self._runner, self._limit = runner, limit
        self._queue: deque[J] = deque()
        self._running: list[J] = []
        self._closed = False
        self._changed = threading.Condition(threading.RLock())
        self.runs = 0
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """Number of jobs in the queue."""
        return len(self._queue)

    def add(self, job: J) -> None:
        """Put a job at the end of the queue.

        Raises:
            NotReady: "busy", too many wait already; or the batcher is closed.
        """
        with self._changed:
            if self._closed or len(self._queue) >= self._limit:
                raise NotReady("busy")
            self._queue.append(job)
            self._changed.notify()
        # It knows the future, not the job: job and future would hold each other, and a result of 70 MB would stay until
        # Python happens to look for such circles.
        job.future.add_done_callback(self._abandon)

    def close(self) -> None:
        """Finish the running batch, refuse what waits, end the thread."""
        with self._changed:
            self._closed = True
            refused = list(self._queue)
            self._queue.clear()
            self._changed.notify()
        for job in refused:
            job.fail(NotReady("busy"))
        self._thread.join()

    def _abandon(self, future: Future[Any]) -> None:
        if not future.cancelled():
            return
        with self._changed:
            job = next((job for job in self._queue if job.future is future), None)
            if job is not None:
                self._queue.remove(job)
            elif self._running and all(other.future.cancelled() for other in self._running):
                self._runner.stop()

    def _work(self) -> None:
        while batch := self._next():
            try:
                self._runner.run(batch)
            except Exception as error:  # told to those who wait; the thread must live on
                for job in batch:
                    job.fail(error)

    def _next(self) -> list[J]:
        """End the last turn, then wait for jobs and take those that run together; none means: closed."""
        with self._changed:
            unfinished = [job for job in self._running if not job.future.done()]
            self._running = []
            if self._closed:
                for job in unfinished:
                    job.fail(NotReady("busy"))
            else:
                self._queue.extend(unfinished)
            self._changed.wait_for(lambda: self._queue or self._closed)
            if self._queue:
                self._running = self._runner.choose(tuple(self._queue))
                for job in self._running:
                    self._queue.remove(job)
                self.runs += 1
            return self._running
