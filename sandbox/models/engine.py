"""Batches on ONNX Runtime: the graphs of one model, and the three kinds of turns a batch can take.

    look     `explore` graph: attention and hidden states of whole texts
    read     `generate` graph: logits of whole texts; a generation begins so, too
    step     `generate` graph with a KV cache: one more token for every generation under way

All of it runs in the worker thread of the model's Batcher.

What a text gives must not depend on who else asks at that moment, nor on whether it came at once or token by token. In
exact arithmetic that is so; in floats, another shape of the batch can mean another order of the sums in the attention,
and so another last bit. Where activations are rounded to 8 bits inside the model, that bit may become a whole rounding
step, and some layers on a tenth of a nat. So each text's sums are always taken in the same order:

* a text begins at the same column in every batch: it is padded on the right, and generations step together only while
  they are equally long (the shortest goes first, so it catches up with the next one and they go on together);
* before it stand RUNWAY empty columns, masked, since ONNX Runtime cuts products of fewer than 65 columns otherwise;
* a product with a single row is computed in a way of its own, so every run has at least two tokens: a step, and a text
  of one token, are followed by one that nobody sees;
* no more threads than attention heads: beyond that, one head's product is divided among threads.

Tested in tests/parity/test_language_model.py; equal to the last bit with ONNX Runtime 1.31 on x86-64 with AVX-512. The
explore graph has no runway: the logits it gives along with attention may differ from those of the generate graph by
that rounding, about as much as 8 bits differ from fp32.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from sandbox.models.batching import Job
from sandbox.models.sampling import Sampling, throw

if TYPE_CHECKING:
    from sandbox.models.catalog import Model

log = logging.getLogger(__name__)

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Turn = Literal["look", "read", "step"]

#: KV cache of texts that ran together: keys and values of each layer, [rows, kv_heads, columns, d_head]. The first
#: RUNWAY columns are empty, a row's own tokens follow, and what lies behind those is padding.
Past = list[Floats]
RUNWAY = 64

#: Bounds of a batch. Beyond these sizes a larger batch is hardly faster (measured on two cores), only later and larger.
BATCH_TOKENS = 256
BATCH_ROWS = 16
BATCH_BYTES = 64 * 2**20
#: Padding costs what tokens cost: a batch may have at most this many times the tokens of its texts.
PADDING = 1.25


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
        logits: [len(logits_at), vocabulary]: row i is about the token after position logits_at[i].
        attentions: [layers, heads, tokens, tokens], query before key, each row summing to 1; None if not asked for.
        hidden_states: [layers + 1, tokens, d_model], the embeddings first, the last one after the final norm; None if
            not asked for.
        projections: those of the one layer that was asked for, if one was.
    """

    ids: tuple[int, ...]
    logits: Floats
    attentions: Floats | None
    hidden_states: Floats | None
    projections: Projections | None = None

    @property
    def nbytes(self) -> int:
        """Size of all arrays in bytes."""
        found = (self.logits, self.attentions, self.hidden_states, self.projections)
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
    """One turn: a text and what is wanted of it."""

    def __init__(
        self,
        ids: tuple[int, ...],
        logits_at: tuple[int, ...],
        attention: bool,
        hidden: bool,
        turn: Turn,
        projections: int | None = None,
    ) -> None:
        super().__init__()
        self.ids, self.logits_at, self.attention, self.hidden, self.turn = ids, logits_at, attention, hidden, turn
        self.projections = projections

    @property
    def length(self) -> int:
        """Tokens."""
        return len(self.ids)


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
        self.past: Past | None = None  # shared with the rows it ran together with
        self.place = 0  # along the past's first axis
        self.passed_over = 0  # turns of other rows since its last one

    @property
    def turn(self) -> Turn:
        """Read first, then step."""
        return "step" if self.past else "read"

    @property
    def length(self) -> int:
        """Tokens of the context, all of which have been read but, after the first turn, the last one."""
        return len(self.ids)

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
            self.past = None
            self.succeed(None)


def _next_row(rows: Sequence[Row]) -> Row:
    """Return whose step is next: the shortest, which so catches up with others and shares its turns with them.

    But one that was passed over in as many turns as there are rows comes first: newcomers are short, and would keep
    a long one waiting for as long as they come.
    """
    waited = max(rows, key=lambda row: row.passed_over)
    return waited if waited.passed_over >= len(rows) else min(rows, key=lambda row: row.length)


class Engine:
    """The graphs of one model, each loaded at its first use.

    Args:
        folder: a ready model folder.
        entry: the model.
        threads: threads of one run.
        providers: ONNX Runtime's execution providers, the wanted one first.
    """

    def __init__(self, folder: Path, entry: Model, threads: int, providers: Sequence[str]) -> None:
        self._folder, self._entry, self._providers = folder, entry, list(providers)
        self._threads = min(threads, entry.heads)
        self._sessions: dict[str, ort.InferenceSession] = {}
        self._run_options = ort.RunOptions()
        self._last: Turn = "step"
        pairs = [
            (f"past_key_values.{layer}.{part}", f"present.{layer}.{part}")
            for layer in range(entry.layers)
            for part in ("key", "value")
        ]
        self._past_names, self._present_names = [past for past, _ in pairs], [present for _, present in pairs]
        #: What really runs, known once a graph is loaded.
        self.provider = self._providers[0]

    def choose(self, waiting: Sequence[Look | Row]) -> list[Look | Row]:
        """Return what runs together now: generations and questions take turns, where there are both."""
        self._run_options = ort.RunOptions()  # here, before anyone can know of the batch and stop it
        steps = [job for job in waiting if isinstance(job, Row) and job.turn == "step"]
        others = [job for job in waiting if job.turn != "step"]
        step = steps and (self._last != "step" or not others)
        first = _next_row(steps) if step else others[0]
        batch = [first]
        for job in waiting:
            if job is not first and self._fits([*batch, job]):
                batch.append(job)
        if step:
            for row in steps:
                row.passed_over = 0 if row in batch else row.passed_over + 1
        return batch

    def run(self, batch: Sequence[Look | Row]) -> None:
        """Take one turn of every job of the batch; all are of one kind."""
        self._last = batch[0].turn
        if self._last == "read":
            self._read(batch)
        elif self._last == "look":
            self._look([job for job in batch if isinstance(job, Look)])
        else:
            self._step([job for job in batch if isinstance(job, Row)])

    def stop(self) -> None:
        """End the run under way, at its next node, with an exception."""
        self._run_options.terminate = True

    def _fits(self, jobs: Sequence[Look | Row]) -> bool:
        """Whether these jobs can run together and stay within the bounds of a batch."""
        entry, rows, turn = self._entry, len(jobs), jobs[0].turn
        lengths = [job.length for job in jobs]
        longest = max(lengths)
        if any(job.turn != turn for job in jobs):
            return False
        if turn == "step":
            cache = 2 * entry.layers * entry.kv_heads * (RUNWAY + longest) * entry.d_head
            return len(set(lengths)) == 1 and rows <= BATCH_ROWS and 4 * rows * cache <= BATCH_BYTES
        positions = [len(job.logits_at) for job in jobs]
        padded, own = rows * (longest + max(positions)), sum(lengths) + sum(positions)
        output = max(positions) * entry.vocabulary
        if turn == "look":
            if longest > RUNWAY >= min(lengths):  # without a runway, shorter ones are computed otherwise
                return False
            output += entry.layers * entry.heads * longest**2 + (entry.layers + 1) * longest * entry.d_model
            layers = {job.projections for job in jobs if isinstance(job, Look)} - {None}
            output += 3 * len(layers) * entry.heads * longest * entry.d_head
        return padded <= min(BATCH_TOKENS, PADDING * own) and 4 * rows * output <= BATCH_BYTES

    def _look(self, looks: Sequence[Look]) -> None:
        ids, mask = _padded([look.ids for look in looks])
        feeds = {"input_ids": ids, "attention_mask": mask}
        outputs = []
        if self._entry.kind == "encoder":
            feeds["token_type_ids"] = self._segments(ids)
        else:
            feeds["logit_positions"], _ = _padded([look.logits_at for look in looks], least=0)
            outputs += ["logits"] if feeds["logit_positions"].size else []
        outputs += ["attentions"] if any(look.attention for look in looks) else []
        outputs += ["hidden_states"] if any(look.hidden for look in looks) else []
        layers = {look.projections for look in looks} - {None}
        outputs += [f"{part}.{layer}" for layer in layers for part in ("queries", "keys", "values")]
        found = self._call("explore", outputs, feeds)
        for place, look in enumerate(looks):
            n = look.length
            look.succeed(
                Exploration(
                    look.ids,
                    self._logits(found, place, look),
                    _own(found["attentions"][place, :, :, :n, :n]) if look.attention else None,
                    _own(found["hidden_states"][place, :, :n]) if look.hidden else None,
                    None if look.projections is None else self._projections(found, place, n, look.projections),
                )
            )

    def _read(self, jobs: Sequence[Look | Row]) -> None:
        entry = self._entry
        ids, mask = _padded([job.ids for job in jobs])
        wanted, _ = _padded([job.logits_at for job in jobs], least=0)
        runway = np.zeros((len(jobs), entry.kv_heads, RUNWAY, entry.d_head), np.float32)
        kept = self._present_names if any(isinstance(job, Row) for job in jobs) else []
        found = self._generate(kept, ids, mask, 0, wanted, [runway] * len(self._past_names))
        past = [found[name] for name in kept]
        for place, job in enumerate(jobs):
            if isinstance(job, Row):
                job.past, job.place = past, place
                job.advance(found["logits"][place, 0])
            else:
                job.succeed(Exploration(job.ids, self._logits(found, place, job), None, None))

    def _step(self, rows: Sequence[Row]) -> None:
        cached = rows[0].length - 1  # as in every row
        ids = np.array([[row.ids[-1], 0] for row in rows], np.int64)
        mask = np.tile(np.array([1] * (cached + 1) + [0], np.int64), (len(rows), 1))
        wanted = np.zeros((len(rows), 1), np.int64)
        past = []
        for layer in range(len(self._past_names)):
            own = [row.past[layer][row.place, :, : RUNWAY + cached] for row in rows if row.past is not None]
            past.append(np.stack(own))
        found = self._generate(self._present_names, ids, mask, cached, wanted, past)
        present = [found[name] for name in self._present_names]
        for place, row in enumerate(rows):
            row.past, row.place = present, place
            row.advance(found["logits"][place, 0])

    def _generate(
        self, kept: list[str], ids: Ints, mask: Ints, position: int, wanted: Ints, past: Past
    ) -> dict[str, NDArray[Any]]:
        """Run the generate graph on ids whose first column is at this position, after a past that is RUNWAY longer."""
        rows, columns = ids.shape
        feeds: dict[str, NDArray[Any]] = {
            "input_ids": ids,
            "attention_mask": np.concatenate([np.zeros((rows, RUNWAY), np.int64), mask], axis=1),
            "position_ids": np.tile(np.arange(position, position + columns, dtype=np.int64), (rows, 1)),
            "logit_positions": wanted,
        }
        return self._call("generate", ["logits", *kept], feeds | dict(zip(self._past_names, past, strict=True)))

    def _segments(self, ids: Ints) -> Ints:
        """BERT's token types: 0 up to the first [SEP] and with it, 1 after that."""
        ends = ids == self._entry.end
        return np.asarray(ends.cumsum(axis=1) - ends > 0, np.int64)

    def _projections(self, found: dict[str, NDArray[Any]], place: int, tokens: int, layer: int) -> Projections:
        keys = found[f"keys.{layer}"][place].swapaxes(1, 2)  # the graph has them turned for the product
        parts = (found[f"queries.{layer}"][place], keys, found[f"values.{layer}"][place])
        return Projections(*(_own(part[:, :tokens]) for part in parts))

    def _logits(self, found: dict[str, NDArray[Any]], place: int, look: Look) -> Floats:
        if not look.logits_at:
            return _own(np.empty((0, self._entry.vocabulary), np.float32))
        return _own(found["logits"][place, : len(look.logits_at)])

    def _call(self, graph: str, outputs: list[str], feeds: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        arrays = self._session(graph).run(outputs, feeds, self._run_options)
        return dict(zip(outputs, arrays, strict=True))

    def _session(self, graph: str) -> ort.InferenceSession:
        if graph not in self._sessions:
            options = ort.SessionOptions()
            options.intra_op_num_threads, options.inter_op_num_threads = self._threads, 1
            options.log_severity_level = 3  # errors only
            # Measured: without the arena a run is as fast, and what a long one took is given back after it.
            options.enable_cpu_mem_arena = False
            # A thread that spins while it waits for work takes the core from whoever else uses this machine.
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
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
    if array.base is not None and array.base.nbytes != array.nbytes:
        array = array.copy()
    array.flags.writeable = False
    return array
