"""Trainings in slices: the same however they are cut, in fair turns, ended when nobody looks; what is written."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from itertools import islice, pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from sandbox.errors import BadInput
from sandbox.models.turns import Turns
from sandbox.settings import Settings
from sandbox.topics.scale import small_model, training_run
from sandbox.topics.scale.training_run import CHARACTERS_A_STEP, ONE_THREAD, Plan, Training, checked, heads
from sandbox.topics.scale.views import training_run as view
from sandbox.topics.scale.views.training_run import TrainingRunParams, training_run_snapshots
from sandbox.topics.scale.village import village

ASSETS = Settings().assets
LAB = SimpleNamespace(settings=SimpleNamespace(assets=ASSETS))
SMALL = Plan(width=8, layers=1, characters=40 * CHARACTERS_A_STEP, seed=1)


@pytest.fixture(autouse=True)
def little_is_held_out(monkeypatch):
    """Measuring on the whole held-out text takes a second; parity tests do it."""
    rows, counts = village(ASSETS).held_out(16)
    monkeypatch.setattr(training_run, "held_out", lambda assets: (rows, counts))


def whole(plan):
    training = Training(ASSETS, plan)
    training.work(float("inf"))
    return training


def test_the_same_seed_gives_the_same_however_it_is_cut():
    at_once, sliced = whole(SMALL), Training(ASSETS, SMALL)
    slices = 0
    while not sliced.done:
        sliced.work(0.005)
        slices += 1
    assert slices > 3
    assert sliced.curve == at_once.curve
    assert sliced.loss == at_once.loss
    assert sliced.moments == at_once.moments
    assert whole(Plan(8, 1, SMALL.characters, 2)).curve != at_once.curve


def test_the_curve_covers_every_step_and_the_moments_are_where_they_should_be():
    training = whole(SMALL)
    seen = [characters for characters, _ in training.curve]
    assert seen[0] == CHARACTERS_A_STEP and seen[-1] == SMALL.characters == training.seen
    assert all(sooner < later for sooner, later in pairwise(seen))
    assert [moment.characters // CHARACTERS_A_STEP for moment in training.moments] == [0, 1, 4, 12, 40]
    assert training.loss < training.curve[0][1]
    assert all(len(moment.samples) == 6 for moment in training.moments)


def test_the_loss_is_that_of_the_held_out_text():
    """Of a model that was not trained: computed here row by row."""
    training = Training(ASSETS, SMALL)
    weights = small_model.initial_weights(training.shape, 1)
    for _ in training._measure(weights, ASSETS):
        pass
    rows, counts = training_run.held_out(ASSETS)
    total = 0.0
    for row, count in zip(rows, counts, strict=True):
        logits = small_model.forward(weights, training.shape, row[None, :-1])[0][0].astype(np.float64)
        chosen = np.log(np.exp(logits).sum(-1)) - logits[np.arange(len(logits)), row[1:]]
        total += chosen[count].sum()
    assert training.loss == pytest.approx(total / counts.sum(), rel=1e-6)


def test_heads_divide_the_width():
    assert [heads(width) for width in (8, 16, 20, 32, 36, 44, 48)] == [2, 4, 5, 8, 6, 4, 8]
    assert all(width % heads(width) == 0 for width in range(8, 49, 4))


# --- what is written ------------------------------------------------------------------------------------------------


def test_every_document_of_the_village_is_true_and_its_sentences_make_it_up():
    text = village(ASSETS)
    ranks = {name: (rank, language) for rank, names in enumerate(text.names) for language, name in enumerate(names)}
    for document in islice(text.documents(7), 300):
        ja = "は " in document.split("。")[0]
        name = document.split("は ")[0] if ja else document.split(" ")[0]
        rank, _ = ranks[name]
        rest = document[len(name) + (2 if ja else 1) :]
        found = checked(text, rank, "ja" if ja else "en", rest)
        assert "".join(sentence.text for sentence in found) + "\n" == rest
        assert {sentence.verdict for sentence in found} == {"true"}, document


def test_another_ones_facts_are_false_and_nonsense_is_broken():
    text = village(ASSETS)
    attribute, number = text.tables.attributes[0], 0
    value = int(text.facts[3, number])
    other = (value + 1) % len(attribute.values)
    for place, language in enumerate(("ja", "en")):
        say = [attribute.patterns[place][0].replace("{}", attribute.values[one][place]) for one in (value, other)]
        end, between = (("。", "。"), (".", " and "))[place]
        found = checked(text, 3, language, say[0] + between + say[1] + end + "\n")
        assert [one.verdict for one in found] == ["true", "false"]
        assert [one.verdict for one in checked(text, 3, language, say[0][:-1] + end)] == ["broken"]
        assert [one.verdict for one in checked(text, 3, language, say[0])] == ["true"]  # it had no room for the end
        assert checked(text, 3, language, "\n") == ()


# --- turns ----------------------------------------------------------------------------------------------------------


def short(seed=1, characters=2**14):
    return TrainingRunParams(width=8, layers=1, characters=characters, seed=seed)


def test_snapshots_grow_and_end_with_the_answer():
    async def run():
        return [snapshot async for snapshot in training_run_snapshots(short(), LAB)]

    snapshots = asyncio.run(run())
    assert snapshots[0].status == "waiting" and snapshots[0].seen == 0
    assert all(sooner.seen <= later.seen for sooner, later in pairwise(snapshots))
    assert all(one.loss is None and one.queue.people == 1 for one in snapshots[:-1])
    last = snapshots[-1]
    assert last.status == "done" and last.queue is None and last.seen == 2**14
    assert last.loss > last.entropy > 0
    assert last.compute == 6 * last.parameters * 2**14
    assert last == asyncio.run(view.training_run(short(), LAB))


def test_trainings_take_turns(monkeypatch):
    """Of several that begin together nobody is ahead of the others; each hears how many there are."""
    monkeypatch.setattr(view, "SLICE", 0.0)  # one piece a turn
    monkeypatch.setattr(view, "TURNS", Turns(places=1, waiting=9))  # of two threads one may be held up by the machine
    seen = dict.fromkeys(range(1, 7), 0)
    apart, people = [], set()

    async def one(seed):
        async for snapshot in training_run_snapshots(short(seed), LAB):
            seen[seed] += 1
            apart.append(max(seen.values()) - min(seen.values()))
            if snapshot.queue:
                people.add((snapshot.queue.people, snapshot.queue.ahead))

    async def run():
        await asyncio.gather(*map(one, seen))

    asyncio.run(run())
    assert max(apart[20:-20]) <= 2
    assert (6, 5) in people
    assert not view._under_way


def test_a_training_that_nobody_looks_at_ends():
    async def run():
        async with aclosing(training_run_snapshots(short(9, 2**19), LAB)) as snapshots:
            async for snapshot in snapshots:
                if snapshot.step:
                    break
        assert not view._under_way
        turn = view.TURNS.join()
        assert turn.ahead == 0  # its place is free again
        turn.leave()

    asyncio.run(run())


def test_too_much_work_is_refused_with_what_would_do():
    with pytest.raises(BadInput) as refused:
        asyncio.run(view.training_run(TrainingRunParams(width=48, layers=3, characters=2**19), LAB))
    assert (refused.value.code, refused.value.field) == ("too_much_compute", "characters")
    most = int(refused.value.values["most"].replace(",", ""))
    shape = small_model.Shape(len(village(ASSETS).alphabet), 48, 3, 8)
    assert 0 <= view.MOST_COMPUTE - 6 * shape.parameters * most < 6 * shape.parameters * 1024
    for width in (16, 20, 32):
        assert 6 * small_model.Shape(99, width, 2, 4).parameters * 2**19 <= view.MOST_COMPUTE


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("width", 30, "multiple_of"),
        ("width", 52, "less_than_equal"),
        ("layers", 4, "less_than_equal"),
        ("characters", 2**14 + 1, "multiple_of"),
        ("characters", 2**13, "greater_than_equal"),
        ("seed", 0, "greater_than_equal"),  # the held-out text
    ],
)
def test_limits_are_said_at_their_field(field, value, code):
    with pytest.raises(BadInput) as refused:
        TrainingRunParams.checked(**{field: value})
    assert (refused.value.code, refused.value.field) == (code, field)


def test_the_matrix_library_is_given_back_as_it_was():
    library = training_run._matrix_library()
    before = [entry["num_threads"] for entry in library.info()]
    with ONE_THREAD:
        with ONE_THREAD:
            pass
        assert all(entry["num_threads"] == 1 for entry in library.info())
    assert [entry["num_threads"] for entry in library.info()] == before


def test_whichever_thread_works_the_matrix_library_has_one():
    """Two threads, both alive all the time, as those of the server are; each is the first one in, once."""
    library = training_run._matrix_library()
    before = [entry["num_threads"] for entry in library.info()]

    def inside():
        with ONE_THREAD:
            return [entry["num_threads"] for entry in library.info()]

    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(1) as other:
        for pool in (one, other, one):
            assert set(pool.submit(inside).result()) == {1}
            assert [entry["num_threads"] for entry in library.info()] == before


def test_the_same_seed_gives_the_same_to_the_last_bit_whatever_else_runs():
    plan = Plan(32, 1, 8 * CHARACTERS_A_STEP, 3)
    alone = whole(plan)
    with ThreadPoolExecutor(2) as pool:
        for _ in range(2):  # each of the two is the first one in, perhaps
            others = list(pool.map(whole, (plan, Plan(32, 1, 8 * CHARACTERS_A_STEP, 4), plan)))
            for training in (others[0], others[2]):
                assert (training.curve, training.loss) == (alone.curve, alone.loss)
