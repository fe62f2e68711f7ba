"""Batches on ONNX Runtime: the graphs of one model, and the kinds of turns a batch can take.

    look     `explore` graph: attention, and what enters it, of whole texts
    read     `generate` graph: logits of whole texts; a generation begins so, too
             (`fill` graph of a masked model: logits that see both sides)
    step     `generate` graph: one more token for every generation under way

All of it runs in the worker thread of the model's Batcher.

What a text gives must not depend on who else asks at that moment, nor on whether it came at once or token by token. In
exact arithmetic that is so; in floats, another order of the sums can mean another last bit. Where activations are
rounded to 8 bits inside the model, that bit may become a whole rounding step, and some layers on a tenth of a nat. So
each text's sums are always taken in the same order:

* token i of a text stands in column i of the KV cache (kv_cache.py), and every token looks at all columns of it, with
  those behind it masked: sums over columns have one length, whatever has been read so far and whoever is beside;
* a product with a single row is computed in a way of its own, so every run has at least two: a step reads the token
  before the new one a second time, and a text of one token is followed by one that nobody sees;
* no more threads than attention heads: beyond that, one head's product is divided among threads.

In the explore graph, and an encoder's, tokens look at as many columns as the longest text of the batch has; there, ONNX
Runtime cuts products of fewer than 65 columns otherwise, so only texts on the same side of that run together.

Tested in tests/parity/test_language_model.py; equal to the last bit with ONNX Runtime 1.31 on x86-64 with AVX-512.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from sandbox.models.batching import Job
from sandbox.models.kv_cache import Prefixes, Slots
from sandbox.models.sampling import Sampling, throw

if TYPE_CHECKING:
    from sandbox.models.catalog import Model

log = logging.getLogger(__name__)

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Turn = Literal["look", "read", "step"]

#: Bounds of a batch. Beyond these sizes a larger batch is hardly faster (measured on two cores), only later and larger.
BATCH_TOKENS = 256
BATCH_BYTES = 64 * 2**20
#: Padding costs what tokens cost: a batch may have at most this many times the tokens of its texts.
PADDING = 1.25
#: Texts of up to so many tokens are not looked at together with longer ones.
SHORT = 64
#: Microseconds for which a thread of ONNX Runtime waits awake for the next operator.
SPIN = 20


@dataclass(frozen=True)
class Projections:
    """What enters the attention of one layer: softmax(queries · keysᵀ / √d_head + mask) are its weights.

    Position (rotary, where the model has it) and norms are in them already; where heads share keys and values, these
    are repeated for each.

    Attributes:
        queries, keys, values: [heads, tokens, d_head] each.
    """

    queries: Floats
    keys: Floats
    values: Floats

    @property
    def nbytes(self) -> int:
        """Size of the three arrays in bytes."""
        return self.queries.nbytes + self.keys.nbytes + self.values.nbytes


@dataclass(frozen=True)
class Exploration:
    """What a model computed for one text. The arrays are read-only: they are shared with everybody who asks the same.

    Attributes:
        ids: the tokens, as given.
        logits: [len(logits_at), vocabulary]: row i is about the token after position logits_at[i], or in a masked model
            about the token at that position.
        attentions: [layers, heads, tokens, tokens], query before key, each row summing to 1; None if not asked for.
        projections: those of the one layer that was asked for, if one was.
    """

    ids: tuple[int, ...]
    logits: Floats
    attentions: Floats | None = None
    projections: Projections | None = None

    @property
    def nbytes(self) -> int:
        """Size of all arrays in bytes."""
        found = (self.logits, self.attentions, self.projections)
        return sum(part.nbytes for part in found if part is not None)


@dataclass(frozen=True)
class Generated:
    """One generated token.

    Attributes:
        id: the token.
        position: its place in the context: the number of tokens before it.
        u: what the dice showed, 0 ≤ u < 1.
        probability: that of the token after temperature, top-k, top-p and min-p.
    """

    id: int
    position: int
    u: float
    probability: float


class Look(Job[Exploration]):
    """One turn: a text, and logits at some positions ("read"), or the attention or what enters it ("look")."""

    def __init__(
        self,
        ids: tuple[int, ...],
        logits_at: tuple[int, ...] = (),
        attention: bool = False,
        projections: int | None = None,
    ) -> None:
        super().__init__()
        self.ids, self.logits_at, self.attention, self.projections = ids, logits_at, attention, projections
        self.turn: Turn = "read" if logits_at else "look"


class Row(Job[None]):
    """A generation: reads its context in its first turn, then makes one token a turn.

    Args:
        ids: the context; every generated token is appended.
        new_tokens: how many to generate at most, at least 1.
        stop: tokens after which it ends.
        emit: is handed every token, in the worker thread.
    """

    def __init__(
        self,
        ids: Sequence[int],
        new_tokens: int,
        sampling: Sampling,
        stop: tuple[int, ...],
        emit: Callable[[Generated], None],
    ) -> None:
        super().__init__()
        self.ids = list(ids)
        self._end, self._sampling, self._stop, self._emit = len(ids) + new_tokens, sampling, stop, emit
        self.slot: int | None = None  # in the KV cache, once it has been read

    @property
    def turn(self) -> Turn:
        """Read first, then step."""
        return "read" if self.slot is None else "step"

    @property
    def logits_at(self) -> tuple[int, ...]:
        """The last token's logits tell the next one."""
        return (len(self.ids) - 1,)

    def advance(self, logits: Floats) -> None:
        """Throw the dice over the logits [vocabulary] after the last token, and append what it shows."""
        position = len(self.ids)
        thrown = throw(logits, self._sampling, position)
        self.ids.append(thrown.id)
        self._emit(Generated(thrown.id, position, thrown.u, thrown.probability))
        if thrown.id in self._stop or len(self.ids) == self._end:
            self.succeed(None)


class Engine:
    """The graphs of one model, each loaded at its first use.

    Args:
        folder: a ready model folder.
        entry: the model.
        threads: threads of one run.
        providers: ONNX Runtime's execution providers, the wanted one first.
        kept: bytes of keys and values of texts read before that are kept.
        exact: the weights are floats. Then the head's product, too, must not have a single row; in few bits it has two
            for each position (export/matrices.py).
    """

    def __init__(
        self,
        folder: Path,
        entry: Model,
        threads: int,
        providers: Sequence[str],
        *,
        kept: int = 0,
        exact: bool = True,
    ) -> None:
        self._least = 2 if exact else 1
        self._folder, self._entry, self._providers = folder, entry, list(providers)
        self._threads = min(threads, entry.heads)
        self._sessions: dict[str, ort.InferenceSession] = {}
        self._run_options = ort.RunOptions()
        self._last: Turn = "step"
        self._rows: list[Row] = []  # by slot
        self._prefixes = Prefixes(kept)
        #: What really runs, known once a graph is loaded.
        self.provider = self._providers[0]

    @cached_property
    def _slots(self) -> Slots:
        """The KV cache of what is under way; of decoders only."""
        return Slots(2 * self._entry.layers, (self._entry.kv_heads, self._entry.context, self._entry.d_head))

    def choose(self, waiting: Sequence[Look | Row]) -> list[Look | Row]:
        """Return what runs together now: generations and questions take turns, where there are both."""
        self._run_options = ort.RunOptions()  # here, before anyone can know of the batch and stop it
        here = {id(job) for job in waiting}
        for row in [row for row in self._rows if id(row) not in here]:
            self._leave(row)
        steps = [job for job in waiting if isinstance(job, Row) and job.turn == "step"]
        # A generation that finds no place in the KV cache waits until another one ends; one place is for questions.
        others = [job for job in waiting if job.turn != "step" and not (isinstance(job, Row) and self._slots.free < 2)]
        if steps and (self._last != "step" or not others):
            return list(steps)
        batch = [others[0]]
        for job in others[1:]:
            if self._fits([*batch, job]):
                batch.append(job)
        return batch

    def run(self, batch: Sequence[Look | Row]) -> None:
        """Take one turn of every job of the batch; all are of one kind."""
        self._last = batch[0].turn
        if self._last == "step":
            self._step()
        elif self._last == "look":
            self._look([job for job in batch if isinstance(job, Look)])
        elif self._entry.kind == "encoder":
            self._fill([job for job in batch if isinstance(job, Look)])
        else:
            self._read(batch)

    def stop(self) -> None:
        """End the run under way, at its next node, with an exception."""
        self._run_options.terminate = True

    def _fits(self, jobs: Sequence[Look | Row]) -> bool:
        """Whether these jobs can run together and stay within the bounds of a batch."""
        entry, turn = self._entry, jobs[0].turn
        if any(job.turn != turn for job in jobs):
            return False
        lengths = [len(job.ids) for job in jobs]
        longest, positions = max(lengths), [len(job.logits_at) for job in jobs]
        apart = turn == "look" or entry.kind == "encoder"
        if apart and longest > SHORT >= min(lengths):
            return False
        spare = 1 if any(isinstance(job, Row) for job in jobs) else 0  # generations leave a place for questions
        if not apart and len(jobs) + spare > self._slots.free:
            return False
        padded, own = len(jobs) * (longest + max(positions)), sum(lengths) + sum(positions)
        output = max(positions) * entry.vocabulary
        if turn == "look":
            output = entry.layers * entry.heads * longest**2
            layers = {job.projections for job in jobs if isinstance(job, Look)} - {None}
            output += 3 * len(layers) * entry.heads * longest * entry.d_head
        return padded <= min(BATCH_TOKENS, PADDING * own) and 4 * len(jobs) * output <= BATCH_BYTES

    def _look(self, looks: Sequence[Look]) -> None:
        entry = self._entry
        feeds = self._texts(looks)
        rows, width = feeds["input_ids"].shape
        outputs: dict[str, Floats] = {}
        weights = np.empty((0, 0), np.float32)
        if any(look.attention for look in looks):
            # Every layer writes into its part of one array: nothing is copied together afterwards.
            weights = np.empty((entry.layers, rows, entry.heads, width, width), np.float32)
            outputs |= {f"weights.{layer}": part for layer, part in enumerate(weights)}
        for layer in {look.projections for look in looks} - {None}:
            for part, heads in (("queries", entry.heads), ("keys", entry.kv_heads), ("values", entry.kv_heads)):
                outputs[f"{part}.{layer}"] = np.empty((rows, heads, width, entry.d_head), np.float32)
        self._call("explore", feeds, outputs)
        for place, look in enumerate(looks):
            n = len(look.ids)
            seen = _own(weights[:, place, :, :n, :n]) if look.attention else None
            layer = look.projections
            entered = None if layer is None else self._projections(outputs, place, n, layer)
            look.succeed(Exploration(look.ids, _own(np.empty((0, entry.vocabulary), np.float32)), seen, entered))

    def _fill(self, looks: Sequence[Look]) -> None:
        feeds = self._texts(looks)
        feeds["logit_positions"] = _padded([look.logits_at for look in looks])[0]
        logits = np.empty((*feeds["logit_positions"].shape, self._entry.vocabulary), np.float32)
        self._call("fill", feeds, {"logits": logits})
        for place, look in enumerate(looks):
            look.succeed(Exploration(look.ids, _own(logits[place, : len(look.logits_at)])))

    def _texts(self, looks: Sequence[Look]) -> dict[str, NDArray[Any]]:
        ids, mask = _padded([look.ids for look in looks])
        if self._entry.kind == "decoder":
            return {"input_ids": ids}
        return {"input_ids": ids, "attention_mask": mask, "token_type_ids": self._segments(ids)}

    def _read(self, batch: Sequence[Look | Row]) -> None:
        """Read texts, from where they part from those that were read before."""
        # Generations stay in their slots, so theirs are the first.
        jobs = sorted(batch, key=lambda job: not isinstance(job, Row))
        first, starts = self._slots.taken, []
        for job in jobs:
            slot = self._slots.take()
            known, parts = self._prefixes.find(job.ids)
            starts.append(max(0, min(known, len(job.ids) - 2, *job.logits_at)))
            if starts[-1]:
                self._slots.write(slot, parts, starts[-1])
        # All are as wide as the widest, whose columns must be there behind each one's start.
        width = max(len(job.ids) - start for job, start in zip(jobs, starts, strict=True))
        starts = [min(start, self._entry.context - width) for start in starts]
        placed = list(zip(jobs, starts, strict=True))
        self._slots.taken = first  # until the run has succeeded, nobody has them
        ids = [job.ids[start:] for job, start in placed]
        wanted = [[position - start for position in job.logits_at] for job, start in placed]
        logits = self._generate(first, ids, starts, wanted)
        for place, job in enumerate(jobs):
            if self._prefixes.find(job.ids)[0] < len(job.ids):
                self._prefixes.keep(tuple(job.ids), self._slots.read(first + place, len(job.ids)))
            if isinstance(job, Look):
                job.succeed(Exploration(job.ids, _own(logits[place, : len(job.logits_at)])))
            else:
                job.slot = self._slots.take()
                self._rows.append(job)
                job.advance(logits[place, 0])
        for job in jobs:
            if isinstance(job, Row) and job.future.done():
                self._leave(job)

    def _step(self) -> None:
        """Take a step of all generations: the token that was chosen last is read, after the one before it."""
        rows = list(self._rows)
        starts = [len(row.ids) - 2 for row in rows]
        logits = self._generate(0, [row.ids[-2:] for row in rows], starts, [[1]] * len(rows))
        for place, row in enumerate(rows):
            row.advance(logits[place, 0])
        for row in [row for row in rows if row.future.done()]:
            self._leave(row)

    def _leave(self, row: Row) -> None:
        """Free a generation's place in the KV cache."""
        assert row.slot is not None
        last = self._rows.pop()
        self._slots.give_back(row.slot, len(last.ids))
        if last is not row:
            last.slot = row.slot
            self._rows[row.slot] = last

    def _generate(
        self, first: int, ids: Sequence[Sequence[int]], starts: Sequence[int], wanted: Sequence[Sequence[int]]
    ) -> Floats:
        """Run the generate graph on new tokens of the texts in the slots from `first` on.

        Args:
            first: the slot of the first text.
            ids: the new tokens of each text.
            starts: the columns at which they begin.
            wanted: places among the new tokens whose logits are wanted.

        Returns:
            logits [texts, places, vocabulary].
        """
        new, _ = _padded(ids)
        positions, _ = _padded(wanted, least=self._least)
        feeds = {"input_ids": new, "start": np.array(starts, np.int64), "logit_positions": positions}
        logits = np.empty((*positions.shape, self._entry.vocabulary), np.float32)
        here = slice(first, first + len(ids))
        caches = {
            f"{part}.{layer}": self._slots.buffers[2 * layer + place][here]
            for layer in range(self._entry.layers)
            for place, part in enumerate(("keys", "values"))
        }
        written = {f"written_{name}": buffer for name, buffer in caches.items()}
        self._call("generate", feeds | caches, {"logits": logits} | written)
        return logits

    def _segments(self, ids: Ints) -> Ints:
        """BERT's token types: 0 up to the first [SEP] and with it, 1 after that."""
        ends = ids == self._entry.end
        return np.asarray(ends.cumsum(axis=1) - ends > 0, np.int64)

    def _projections(self, found: dict[str, Floats], place: int, tokens: int, layer: int) -> Projections:
        queries, keys, values = (found[f"{part}.{layer}"][place, :, :tokens] for part in ("queries", "keys", "values"))
        shared = self._entry.heads // self._entry.kv_heads
        return Projections(*(_own(part) for part in (queries, keys.repeat(shared, 0), values.repeat(shared, 0))))

    def _call(self, graph: str, feeds: dict[str, NDArray[Any]], outputs: dict[str, Floats]) -> None:
        """Run a graph; what it gives is written into the arrays of `outputs`, which may be those of `feeds`."""
        session = self._session(graph)
        binding = session.io_binding()
        for name, array in feeds.items():
            binding.bind_input(name, "cpu", 0, array.dtype, array.shape, array.ctypes.data)
        for name, array in outputs.items():
            binding.bind_output(name, "cpu", 0, array.dtype, array.shape, array.ctypes.data)
        session.run_with_iobinding(binding, self._run_options)

    def _session(self, graph: str) -> ort.InferenceSession:
        if graph not in self._sessions:
            options = ort.SessionOptions()
            options.intra_op_num_threads, options.inter_op_num_threads = self._threads, 1
            options.log_severity_level = 3  # errors only
            # Measured: without the arena a run is as fast, and what a long one took is given back after it.
            options.enable_cpu_mem_arena = False
            # A thread that spins while it waits for work takes the core from whoever else uses this machine, and one
            # that sleeps is woken hundreds of times a token: so it spins for the moment between two operators only.
            options.add_session_config_entry("session.intra_op.allow_spinning", "1")
            options.add_session_config_entry("session.intra_op.spin_duration_us", str(SPIN))
            session = ort.InferenceSession(str(self._folder / f"{graph}.onnx"), options, providers=self._providers)
            self._sessions[graph] = session
            running = session.get_providers()[0]
            if running != self.provider:
                log.warning("%s: %s could not start, so %s runs", self._entry.id, self.provider, running)
                self.provider = running
        return self._sessions[graph]


def _padded(rows: Sequence[Sequence[int]], least: int = 2) -> tuple[Ints, Ints]:
    """Return rows as one array, padded with 0 on the right to at least 2 columns, and its mask: 1 on what is theirs."""
    width = max(least, *(len(row) for row in rows))
    ids, mask = np.zeros((len(rows), width), np.int64), np.zeros((len(rows), width), np.int64)
    for row, into, shown in zip(rows, ids, mask, strict=True):
        into[: len(row)], shown[: len(row)] = row, 1
    return ids, mask


def _own(array: NDArray[np.float32]) -> Floats:
    """Return the array, read-only, without the rest of the batch behind it in memory."""
    if not array.flags.c_contiguous or (array.base is not None and array.base.nbytes != array.nbytes):
        array = array.copy()
    array.flags.writeable = False
    return array
