"""LanguageModel: ask a model about a text, or let it go on, without blocking the server."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import onnxruntime as ort

from sandbox.errors import BadInput
from sandbox.models.batching import Batcher
from sandbox.models.engine import Engine, Exploration, Generated, Look, Projections, Row
from sandbox.models.provider import CPU, choose_provider
from sandbox.models.sampling import Sampling
from sandbox.models.single_flight import SingleFlight
from sandbox.models.tokenizer import Tokenizer
from sandbox.settings import Settings

if TYPE_CHECKING:
    from sandbox.models.catalog import Model

__all__ = ["Exploration", "Generated", "LanguageModel", "Projections"]

log = logging.getLogger(__name__)

_Question = tuple[tuple[int, ...], tuple[int, ...], bool, int | None]


class LanguageModel:
    """One model, for everybody at once.

    Equal questions are computed once and kept (bounded in bytes); different ones are batched while the model is busy;
    a question whose caller has gone is dropped. Use an instance from one running event loop only.

    Attributes:
        entry: the model's entry in the catalogue.
        precision: of the weights that run, such as "fp32" or "4-bit".
        tokenizer: its tokenizer.
    """

    def __init__(self, folder: Path, entry: Model, settings: Settings, precision: str, provider: str) -> None:
        self.entry, self.precision = entry, precision
        self.tokenizer = Tokenizer.load(folder, entry)
        self._engine = Engine(
            folder,
            entry,
            settings.threads,
            list(dict.fromkeys([provider, CPU])),
            kept=settings.model_cache // 4,
            exact=precision in ("fp32", "fp16"),
        )
        self._batcher: Batcher[Look | Row] = Batcher(entry.id, self._engine)
        self._explored: SingleFlight[_Question, Exploration] = SingleFlight(
            settings.model_cache - settings.model_cache // 4, lambda exploration: exploration.nbytes
        )

    @classmethod
    def load(cls, folder: Path, entry: Model, settings: Settings) -> LanguageModel:
        """Read the tokenizer of a ready model folder and get ready to run; each graph is loaded at its first use.

        Takes up to some seconds: call it in a thread. Says in one line of the log what will run, and why.
        """
        about = folder / "model.json"
        precision = json.loads(about.read_text("utf-8"))["precision"] if about.exists() else entry.precision
        provider, reason = choose_provider(settings.provider, ort.get_available_providers())
        log.info("%s (%s) runs on %s, %d threads: %s", entry.id, precision, provider, settings.threads, reason)
        return cls(folder, entry, settings, precision, provider)

    @property
    def provider(self) -> str:
        """ONNX Runtime's name for what runs the model: "CPUExecutionProvider" or "CUDAExecutionProvider"."""
        return self._engine.provider

    def counters(self) -> dict[str, int]:
        """Return what was asked and done so far.

        runs: batches run; computed, joined, cached: questions that were computed, that joined an equal one under way,
        that were answered from the cache; waiting: jobs in the queue; bytes: size of the cache.
        """
        explored = self._explored
        return {
            "runs": self._batcher.runs,
            "computed": explored.computed,
            "joined": explored.joins,
            "cached": explored.hits,
            "waiting": self._batcher.waiting,
            "bytes": explored.bytes,
        }

    def context(self, text: str, text_b: str | None = None) -> list[int]:
        """Return the ids the model reads for a text: its start token, the text, its end token where it has them.

        A second text follows in the form an encoder was trained on: [CLS] text [SEP] text_b [SEP].
        """
        start = [] if self.entry.start is None else [self.entry.start]
        end = [] if self.entry.end is None else [self.entry.end]
        second = [] if text_b is None else [*self.tokenizer.encode(text_b), *end]
        return [*start, *self.tokenizer.encode(text), *end, *second]

    async def explore(
        self,
        ids: Sequence[int],
        *,
        logits_at: tuple[int, ...] = (),
        attention: bool = False,
        projections: int | None = None,
    ) -> Exploration:
        """Run the model over a text once; twice where logits and more are wanted, which different graphs give.

        Args:
            ids: the whole context, start token included.
            logits_at: positions (0 is the first token) whose logits are wanted; not of an encoder without a mask token.
            attention: whether all attention weights are wanted.
            projections: the layer whose queries, keys and values are wanted.

        Raises:
            BadInput: "too_many_tokens"; or "missing", no token at all.
            NotReady: "busy", too many requests wait.
            ValueError: nothing asked, a token, a position or a layer that does not exist, or logits of an encoder that
                fills no blanks.
        """
        self.check(ids)
        if not (logits_at or attention or projections is not None):
            raise ValueError("nothing is asked about the text")
        if projections is not None and not 0 <= projections < self.entry.layers:
            raise ValueError(f"no layer {projections} of {self.entry.layers}")
        if logits_at and not (self.has_logits and 0 <= min(logits_at) <= max(logits_at) < len(ids)):
            raise ValueError(f"no logits at {logits_at} of {len(ids)} tokens of this {self.entry.kind}")
        text = tuple(ids)
        questions: list[_Question] = [(text, logits_at, False, None)] if logits_at else []
        if attention or projections is not None:
            questions.append((text, (), attention, projections))
        found = await asyncio.gather(*(self._explored.get(one, partial(self._ask, one)) for one in questions))
        return found[0] if len(found) == 1 else replace(found[1], logits=found[0].logits)

    @property
    def has_logits(self) -> bool:
        """Whether the model says what a token may be: a decoder, or an encoder that fills blanks."""
        return self.entry.kind == "decoder" or self.entry.mask is not None

    async def generate(
        self, ids: Sequence[int], *, new_tokens: int, sampling: Sampling, stop: tuple[int, ...] | None = None
    ) -> AsyncGenerator[Generated, None]:
        """Go on from a context, token by token, as they come.

        Ends after `new_tokens` tokens, after a token of `stop` (which is the last one given) or when the context is
        full. Each token depends on the context, the sampling and its position only: not on what else runs, and not on
        whether it is generated or chosen step by step with `explore` and `throw`. Closing the iterator (aclose, or
        leaving `contextlib.aclosing`) frees its place in the batch.

        Args:
            ids: the whole context, start token included.
            new_tokens: how many tokens at most.
            sampling: how the next token is chosen.
            stop: tokens that end it; by default those of the catalogue.

        Raises:
            BadInput: "too_many_tokens"; or "missing", no token at all.
            NotReady: "busy", too many requests wait.
            ValueError: a token that does not exist.
        """
        self.check(ids)
        new_tokens = min(new_tokens, self.entry.context - len(ids))
        if new_tokens < 1:
            return
        loop = asyncio.get_running_loop()
        arrived: asyncio.Queue[Generated | None] = asyncio.Queue()

        def hand_over(token: Generated | None) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody listens any more
                loop.call_soon_threadsafe(arrived.put_nowait, token)

        row = Row(ids, new_tokens, sampling, self.entry.stop if stop is None else stop, hand_over)
        self._batcher.add(row)
        row.future.add_done_callback(lambda _: hand_over(None))
        try:
            while (token := await arrived.get()) is not None:
                yield token
            row.future.result()  # raises what ended it, if something went wrong
        finally:
            row.future.cancel()

    def close(self) -> None:
        """End the worker thread; the model answers no more."""
        self._batcher.close()

    async def _ask(self, question: _Question) -> Exploration:
        look = Look(*question)
        self._batcher.add(look)
        return await asyncio.wrap_future(look.future)

    def check(self, ids: Sequence[int]) -> None:
        """Raise what `explore` and `generate` raise of a context that the model does not take."""
        if not ids:
            raise BadInput("missing", "text")
        if len(ids) > self.entry.context:
            raise BadInput("too_many_tokens", "text", limit=self.entry.context, count=len(ids))
        if not 0 <= min(ids) <= max(ids) < self.entry.vocabulary:
            raise ValueError(f"ids from {min(ids)} to {max(ids)} in a vocabulary of {self.entry.vocabulary}")
