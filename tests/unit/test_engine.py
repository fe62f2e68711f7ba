"""Who is next, and in which slot: a real small model, turn by turn, as its worker thread would take them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.models import kv_cache
from sandbox.models.convert import convert
from sandbox.models.engine import SHORT, Engine, Exploration, Generated, Look, Row, Turn
from sandbox.models.sampling import Sampling, throw
from tests.conftest import CATALOG

Job = Look | Row
ENTRY = CATALOG["soroban-50k"]
SLOTS = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert ENTRY.shipped is not None
    target = tmp_path_factory.mktemp(ENTRY.id)
    convert(ENTRY, ENTRY.shipped, ENTRY.graphs, target, ENTRY.precision, lambda done, total: None)
    return target


def made(folder: Path, slots: int, kept: int = 0) -> Engine:
    """An engine with so few slots that they are soon all taken."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kv_cache, "SLOTS", slots)
        engine = Engine(folder, ENTRY, 1, ["CPUExecutionProvider"], kept=kept)
        assert engine._slots.count == slots
    return engine


@pytest.fixture
def engine(folder: Path) -> Engine:
    return made(folder, SLOTS)


class Queue:
    """The queue in front of an engine, without a thread: who had a turn and is not done goes to its end."""

    def __init__(self, engine: Engine, jobs: Iterable[Job] = ()) -> None:
        self.engine, self.waiting = engine, list(jobs)
        self.turns: list[tuple[Turn, list[Job]]] = []

    def turn(self) -> tuple[Turn, list[Job]]:
        batch = self.engine.choose(tuple(self.waiting))
        kinds = {job.turn for job in batch}
        assert batch and len(kinds) == 1 and len(set(batch)) == len(batch)
        self.waiting = [job for job in self.waiting if job not in batch]
        self.engine.run(batch)
        self.waiting += [job for job in batch if not job.future.done()]
        self.turns.append((kinds.pop(), batch))
        return self.turns[-1]

    def play(self) -> None:
        """Until everybody is done."""
        while self.waiting:
            self.turn()
            assert len(self.turns) < 2000


def text(length: int, seed: int = 0) -> list[int]:
    return [0, *np.random.default_rng((seed, length)).integers(300, ENTRY.vocabulary, length - 1).tolist()]


def row(ids: Sequence[int], new_tokens: int, seed: int = 1, told: list[Generated] | None = None) -> Row:
    said: list[Generated] = [] if told is None else told
    return Row(ids, new_tokens, Sampling(seed=seed), (), said.append)


def look(ids: Sequence[int], every: bool = False) -> Look:
    """The logits after the last token, or at every place."""
    return Look(tuple(ids), tuple(range(len(ids))) if every else (len(ids) - 1,))


def answer(job: Look) -> Exploration:
    return job.future.result(timeout=0)


# --- whose turn it is ---


def test_generations_step_together_whatever_their_length(folder: Path) -> None:
    rows = [row(text(length), 12) for length in (1, 2, 70, 300)]
    queue = Queue(made(folder, 8), rows)
    queue.play()
    steps = [set(batch) for turn, batch in queue.turns if turn == "step"]
    # Each was read once, which gave its first token; the other eleven came to all of them at once.
    everybody = [batch for batch in steps if batch == set(rows)]
    assert len(everybody) >= 11 - len([turn for turn, _ in queue.turns if turn == "read"])
    assert all(len(one.ids) == length + 12 for one, length in zip(rows, (1, 2, 70, 300), strict=True))


def test_a_generation_that_joins_steps_with_the_others_from_its_next_turn(engine: Engine) -> None:
    first, second = row(text(9), 20), row(text(40), 5)
    queue = Queue(engine, [first])
    for _ in range(4):
        queue.turn()
    queue.waiting.append(second)
    assert queue.turn() == ("read", [second])
    for _ in range(4):
        turn, batch = queue.turn()
        assert turn == "step" and set(batch) == {first, second}
    assert second.future.done() and not first.future.done()


def test_questions_and_generations_take_turns(engine: Engine) -> None:
    """However many questions keep coming, every second turn is a step, and the other way round."""
    queue = Queue(engine, [row(text(9), 200), row(text(30), 200)])
    queue.turn()
    queue.turn()
    for number in range(20):
        queue.waiting += [look(text(12, number)), Look(tuple(text(5, number)), (), True)]
        queue.turn()
    kinds = [turn == "step" for turn, _ in queue.turns[2:]]
    assert kinds[1:] == [not one for one in kinds[:-1]]


def test_without_generations_questions_do_not_wait(engine: Engine) -> None:
    queue = Queue(engine, [look(text(200, number)) for number in range(3)])
    for _ in range(3):
        assert queue.turn()[0] == "read"
    assert not queue.waiting


# --- slots ---


def test_a_generation_without_a_slot_waits_and_is_next_when_one_is_free(engine: Engine) -> None:
    """In the order in which they came, though newcomers never stop."""
    rows = [row(text(5 + number, number), 6) for number in range(12)]
    queue, begun = Queue(engine), []
    for number in range(200):
        if number % 2 == 0 and number // 2 < len(rows):
            queue.waiting.append(rows[number // 2])
        if not queue.waiting:
            break
        turn, batch = queue.turn()
        assert engine._slots.taken <= SLOTS - 1
        begun += batch if turn == "read" else []
    assert begun == rows
    assert all(one.future.done() and len(one.ids) == 5 + number + 6 for number, one in enumerate(rows))
    assert engine._slots.taken == 0


def test_a_slot_is_always_left_for_questions(engine: Engine) -> None:
    queue = Queue(engine, [row(text(20, number), 50) for number in range(10)])
    for _ in range(8):
        queue.turn()
    assert engine._slots.free == 1  # all that generations may have is taken
    asked = look(text(33))
    queue.waiting.append(asked)
    queue.turn()
    queue.turn()
    assert asked.future.done()


def test_waiting_generations_are_not_starved_by_questions(engine: Engine) -> None:
    rows = [row(text(20, number), 4) for number in range(8)]
    queue = Queue(engine, rows)
    for number in range(80):
        queue.waiting.append(look(text(30, number)))
        queue.turn()
    assert all(one.future.done() for one in rows)


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_cancelled_generation_frees_its_slot_and_disturbs_nobody(engine: Engine, folder: Path, gone: int) -> None:
    told: list[list[Generated]] = [[], [], []]
    rows = [row(text(6 + 50 * number), 30, number, told[number]) for number in range(3)]
    queue = Queue(engine, rows)
    for _ in range(6):
        queue.turn()
    assert engine._slots.taken == 3
    rows[gone].future.cancel()
    queue.waiting.remove(rows[gone])  # as the batcher does
    before = len(told[gone])
    queue.turn()
    assert engine._slots.taken == 2
    queue.play()
    assert len(told[gone]) == before < 30
    assert engine._slots.taken == 0
    for number in {0, 1, 2} - {gone}:
        alone: list[Generated] = []
        Queue(made(folder, SLOTS), [row(text(6 + 50 * number), 30, number, alone)]).play()
        assert told[number] == alone and len(alone) == 30


def test_those_who_come_and_go_write_what_they_would_alone(folder: Path) -> None:
    """Every end moves another text to the slot that got free, and every token stays the same to the last bit."""
    lengths, news = (60, 1, 17, 5, 130, 2, 33, 8, 90, 3), (3, 25, 1, 14, 9, 40, 2, 30, 11, 6)
    told: list[list[Generated]] = [[] for _ in lengths]
    jobs = [
        row(text(length, 7), new, seed, told[seed])
        for seed, (length, new) in enumerate(zip(lengths, news, strict=True))
    ]
    engine = made(folder, 6, kept=10**6)
    queue = Queue(engine)
    for job in jobs:
        queue.waiting.append(job)
        queue.turn()
        queue.turn()
        assert [one.slot for one in engine._rows] == list(range(engine._slots.taken))
    queue.play()
    for seed, (length, new) in enumerate(zip(lengths, news, strict=True)):
        alone: list[Generated] = []
        Queue(made(folder, SLOTS), [row(text(length, 7), new, seed, alone)]).play()
        assert told[seed] == alone and len(alone) == new


def test_after_a_run_that_failed_slots_are_as_before(folder: Path) -> None:
    engine, ids = made(folder, SLOTS, kept=10**6), text(40)
    kept = row(text(25), 10)
    queue = Queue(engine, [kept])
    queue.turn()
    taken = engine._slots.taken
    batch = engine.choose([kept, row(ids, 3)])
    if batch == [kept]:
        engine.run(batch)
        batch = engine.choose([kept, row(ids, 3)])
    engine.stop()
    with pytest.raises(Exception, match="terminate"):
        engine.run(batch)
    assert engine._slots.taken == taken == 1
    queue.play()
    alone = row(text(25), 10)
    Queue(made(folder, SLOTS), [alone]).play()
    assert kept.ids == alone.ids


# --- what was read before ---


def answers(engine: Engine, rows: Sequence[Sequence[int]], every: bool = False) -> list[np.ndarray]:
    jobs = [look(ids, every) for ids in rows]
    Queue(engine, jobs).play()
    return [answer(job).logits for job in jobs]


def test_texts_that_are_known_in_part_fit_into_the_columns_there_are(folder: Path) -> None:
    """One starts at the last columns, another is as wide as all: beside it, the first must start earlier."""
    entry, whole = replace(ENTRY, context=40), text(40)
    others = [text(38, 3), [*whole[:-1], 500], [*whole[:20], *text(19, 4)], [*whole[:38], 501]]
    keeping, anew = (Engine(folder, entry, 1, ["CPUExecutionProvider"], kept=kept) for kept in (10**7, 0))
    answers(keeping, [whole])
    queue = Queue(keeping, jobs := [look(ids) for ids in others])
    queue.play()
    assert len(queue.turns) == 1
    for job, ids in zip(jobs, others, strict=True):
        assert np.array_equal(answer(job).logits, answers(anew, [ids])[0])


def test_the_last_column_is_used_and_none_behind_it(folder: Path) -> None:
    """Two tokens a run, though one is new: there is no room for one that nobody needs."""
    entry, whole = replace(ENTRY, context=40), text(40)
    keeping, anew = (Engine(folder, entry, 1, ["CPUExecutionProvider"], kept=kept) for kept in (10**7, 0))
    for ids in (whole, [*whole[:39], 500], whole):
        assert np.array_equal(answers(keeping, [ids])[0], answers(anew, [ids])[0])
    told: list[Generated] = []
    Queue(keeping, [row(whole[:36], 4, 1, told)]).play()
    jobs = [Look(tuple([*whole[:36], *(token.id for token in told)]), (35, 36, 37, 38))]
    Queue(anew, jobs).play()
    for token, logits in zip(told, answer(jobs[0]).logits, strict=True):
        assert throw(logits, Sampling(seed=1), token.position).probability == token.probability


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 30), st.integers(0, 2)), min_size=1, max_size=8), st.data())
def test_whatever_was_read_before_and_whoever_asks_beside(
    folder: Path, asked: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    """Texts of two stems, cut anywhere and ended in three ways, asked in any groups: each to the last bit."""
    rows = [[*text(40, stem % 2)[:cut], *[600 + end] * end] for stem, cut, end in asked]
    engine = made(folder, SLOTS, kept=data.draw(st.sampled_from([0, 20_000, 10**7])))
    found: list[np.ndarray] = []
    while len(found) < len(rows):
        size = data.draw(st.integers(1, len(rows) - len(found)))
        found += answers(engine, rows[len(found) : len(found) + size], every=data.draw(st.booleans()))
    anew = made(folder, SLOTS)
    for ids, logits in zip(rows, found, strict=True):
        assert np.array_equal(logits, answers(anew, [ids], every=True)[0][-len(logits) :])
    assert engine._prefixes.bytes <= engine._prefixes.size


# --- what fits together ---


def test_short_texts_are_not_looked_at_with_long_ones(engine: Engine) -> None:
    """So that attention is the same for each, whoever else asks; logits need no such care."""
    looks = [Look(tuple(text(length)), (), True) for length in (SHORT, SHORT + 1, SHORT - 3)]
    assert engine.choose(looks) == [looks[0], looks[2]]
    reads = [look(text(length)) for length in (SHORT, SHORT + 1, SHORT - 3)]
    assert engine.choose(reads) == reads


def test_texts_of_very_different_length_do_not_run_together(engine: Engine) -> None:
    jobs = [look(text(100)), look(text(3)), look(text(95)), look(text(90))]
    assert engine.choose(jobs) == [jobs[0], jobs[2]]  # padding would cost a second text; three are too many tokens


def test_attention_and_logits_are_asked_of_different_graphs(engine: Engine) -> None:
    jobs: list[Job] = [look(text(10)), Look(tuple(text(10)), (), True), look(text(11)), row(text(9), 3)]
    assert engine.choose(jobs) == [jobs[0], jobs[2], jobs[3]]
