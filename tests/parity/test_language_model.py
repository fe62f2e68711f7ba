"""LanguageModel on the real default models: what it answers, and what it costs when many ask at once.

What a text gives is the same to the last bit, whoever else asks and whatever was read before: so these tests compare
with array_equal, not with a bound. sandbox/models/engine.py says why that holds, and on which processors.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray

from sandbox.errors import BadInput
from sandbox.models import kv_cache
from sandbox.models.catalog import Catalog
from sandbox.models.engine import SHORT, Engine, Look
from sandbox.models.language_model import Exploration, Generated, LanguageModel
from sandbox.models.sampling import Sampling, throw
from sandbox.settings import Settings

T = TypeVar("T")
Ready = Callable[..., Path]

SETTINGS = Settings()
CATALOG = Catalog.load(SETTINGS.assets)
SENTENCES = {
    "smollm2-135m": [
        "The capital of Japan is",
        "The animal didn't cross the street because it was too tired.",
        "Once upon a time",
        "Attention is all you",
        "Water boils at a temperature of",
        "Two plus two equals",
        "I went to the market to buy some apples, pears and",
        "She",
    ],
    "gemma-3-270m": [
        "今日は良い天気です。",
        "日本の首都は",
        "私はりんごを",
        "吾輩は猫である。名前はまだ",
        "The capital of Japan is",
        "絵文字 😀 も",
        "The animal didn't cross the street because it was too",
        "猫",
    ],
    "minilm-l6": ["The animal didn't cross the street.", "Embeddings of whole sentences", "A cat", "hello 😀 world"],
}


def loaded(ready: Ready, model: str, **changes: object) -> Iterator[LanguageModel]:
    entry = CATALOG[model]
    settings = Settings(provider="cpu", **changes)  # type: ignore[arg-type]
    model_here = LanguageModel.load(ready(model, entry.precision), entry, settings)
    yield model_here
    model_here.close()


@pytest.fixture(scope="module", params=["smollm2-135m", "gemma-3-270m"])
def decoder(request: pytest.FixtureRequest, ready: Ready) -> Iterator[LanguageModel]:
    """A decoder that keeps nothing, so that every question is computed."""
    yield from loaded(ready, request.param, model_cache=0)


@pytest.fixture(scope="module")
def encoder(ready: Ready) -> Iterator[LanguageModel]:
    yield from loaded(ready, "minilm-l6", model_cache=0)


@pytest.fixture
def keeping(ready: Ready) -> Iterator[LanguageModel]:
    """A small decoder with an empty cache."""
    yield from loaded(ready, "smollm2-135m")


def run(scenario: Awaitable[T]) -> T:
    async def limited() -> T:
        async with asyncio.timeout(120):
            return await scenario

    return asyncio.run(limited())


def contexts(model: LanguageModel) -> list[list[int]]:
    return [model.context(text) for text in SENTENCES[model.entry.id]]


def log_softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    shifted = logits.astype(np.float64) - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


async def one_by_one(questions: Sequence[Callable[[], Awaitable[T]]]) -> list[T]:
    return [await question() for question in questions]


async def all_at_once(questions: Sequence[Callable[[], Awaitable[T]]]) -> list[T]:
    return list(await asyncio.gather(*(question() for question in questions)))


async def collect(
    model: LanguageModel, ids: Sequence[int], new_tokens: int, seed: int, stop: tuple[int, ...] | None = None
) -> list[Generated]:
    sampling = Sampling(temperature=0.9, top_p=0.95, seed=seed)
    async with aclosing(model.generate(ids, new_tokens=new_tokens, sampling=sampling, stop=stop)) as tokens:
        return [token async for token in tokens]


def logits_of(model: LanguageModel, ids: Sequence[int], *at: int) -> NDArray[np.float32]:
    """The logits at some positions, or at all of them."""
    return run(model.explore(ids, logits_at=at or tuple(range(len(ids))))).logits


def long_text(model: LanguageModel, tokens: int, seed: int = 0) -> list[int]:
    """Sentences one after the other, in an order that depends on the seed."""
    rows = contexts(model)
    order = np.random.default_rng(seed).permutation(np.arange(len(rows) * 8) % len(rows))
    return [id for place in order for id in rows[place]][:tokens]


@contextmanager
def few_slots(count: int) -> Iterator[None]:
    """Models that are asked for the first time here have so many places in their KV cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kv_cache, "SLOTS", count)
        yield


@contextmanager
def fed(model: LanguageModel) -> Iterator[list[int]]:
    """How many tokens each run of the generate graph reads, those of all texts together."""
    counts: list[int] = []
    engine = model._engine
    with pytest.MonkeyPatch.context() as patch:
        run_graph = engine._generate

        def counting(first: int, ids: Sequence[Sequence[int]], *others: Any) -> NDArray[np.float32]:
            counts.append(sum(map(len, ids)))
            return run_graph(first, ids, *others)

        patch.setattr(engine, "_generate", counting)
        yield counts


# --- what is asked once is computed once, and a batch changes nothing ---


def test_batched_answers_equal_the_single_ones(decoder: LanguageModel) -> None:
    rows = [*contexts(decoder), *(long_text(decoder, tokens) for tokens in (63, 64, 65, 70))]
    questions: list[Callable[[], Awaitable[Exploration]]] = [
        lambda ids=ids: decoder.explore(ids, logits_at=tuple(range(len(ids))))  # type: ignore[misc]
        for ids in rows
    ]
    before = decoder.counters()["runs"]
    single = run(one_by_one(questions))
    between = decoder.counters()["runs"]
    batched = run(all_at_once(questions))
    assert between - before == len(questions)
    assert decoder.counters()["runs"] - between < len(questions)
    for alone, together in zip(single, batched, strict=True):
        assert np.array_equal(alone.logits, together.logits)


def test_batched_attention_and_projections_equal_the_single_ones(
    decoder: LanguageModel, encoder: LanguageModel
) -> None:
    for model in (decoder, encoder):
        rows = [*contexts(model), *(long_text(model, tokens) for tokens in (SHORT, SHORT + 1, SHORT - 1, SHORT + 5))]
        layer = model.entry.layers - 1
        questions: list[Callable[[], Awaitable[Exploration]]] = [
            lambda ids=ids, model=model: model.explore(ids, attention=True, projections=layer)  # type: ignore[misc]  # noqa: B023
            for ids in rows
        ]
        single = run(one_by_one(questions))
        before = model.counters()["runs"]
        batched = run(all_at_once(questions))
        assert model.counters()["runs"] - before < len(questions)
        for alone, together in zip(single, batched, strict=True):
            assert alone.attentions is not None and together.attentions is not None
            assert np.array_equal(alone.attentions, together.attentions)
            one, other = alone.projections, together.projections
            assert one is not None and other is not None
            assert np.array_equal(one.queries, other.queries)
            assert np.array_equal(one.keys, other.keys)
            assert np.array_equal(one.values, other.values)


def test_a_hundred_equal_questions_at_once_cost_one_run_and_later_ones_none(keeping: LanguageModel) -> None:
    ids = keeping.context("The capital of Japan is")

    async def ask() -> Exploration:
        return await keeping.explore(ids, logits_at=(len(ids) - 1,))

    answers = run(all_at_once([ask] * 100))
    assert keeping.counters()["runs"] == 1
    assert all(answer is answers[0] for answer in answers)
    assert run(ask()) is answers[0]
    counters = keeping.counters()
    assert (counters["runs"], counters["computed"], counters["joined"], counters["cached"]) == (1, 1, 99, 1)
    assert counters["bytes"] == answers[0].nbytes == 4 * keeping.entry.vocabulary


def test_two_hundred_at_once_some_abandoned_are_all_answered_in_far_fewer_runs(keeping: LanguageModel) -> None:
    ids = keeping.context("The capital of Japan is")

    async def scenario() -> list[Exploration | BaseException]:
        tasks = [
            asyncio.create_task(keeping.explore([*ids, number], logits_at=(len(ids),))) for number in range(1000, 1200)
        ]
        await asyncio.sleep(0.01)
        for task in tasks[::10]:
            task.cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    answers = run(scenario())
    for number, answer in enumerate(answers):
        if number % 10:
            assert isinstance(answer, Exploration)
            assert answer.ids[-1] == 1000 + number
    assert keeping.counters()["runs"] <= 25
    assert keeping.counters()["waiting"] == 0


def test_a_caller_who_leaves_disturbs_nobody(decoder: LanguageModel) -> None:
    ids = contexts(decoder)[0]

    async def scenario() -> tuple[Exploration, Exploration]:
        asked = [asyncio.create_task(decoder.explore(ids, logits_at=(0,))) for _ in range(2)]
        other = asyncio.create_task(decoder.explore(ids, logits_at=(1,)))
        await asyncio.sleep(0)
        asked[0].cancel()
        return await asked[1], await other

    first, second = run(scenario())
    assert first.logits.shape == second.logits.shape == (1, decoder.entry.vocabulary)


def test_a_run_can_be_stopped_in_its_middle(ready: Ready) -> None:
    entry = CATALOG["smollm2-135m"]
    engine = Engine(ready(entry.id, entry.precision), entry, 1, ["CPUExecutionProvider"])
    engine.run([Look((1, 2), (1,))])  # loads the graph
    look = Look(tuple(range(1000, 1256)), tuple(range(256)))
    errors: list[Exception] = []

    def work() -> None:
        try:
            engine.run([look])
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        engine.stop()
        thread.join(0.005)
    assert not look.future.done()
    assert "terminate" in str(errors[0])


# --- what an exploration holds ---


def test_attention_rows_sum_to_one_and_a_decoder_never_looks_ahead(decoder: LanguageModel) -> None:
    entry = decoder.entry
    for ids in contexts(decoder)[:3]:
        explored = run(decoder.explore(ids, attention=True))
        assert explored.attentions is not None and explored.projections is None
        assert explored.attentions.shape == (entry.layers, entry.heads, len(ids), len(ids))
        assert explored.logits.shape == (0, entry.vocabulary)
        assert np.abs(explored.attentions.sum(axis=-1) - 1).max() < 1e-5
        assert np.triu(explored.attentions, k=1).max() == 0


def test_queries_and_keys_give_the_attention(decoder: LanguageModel, encoder: LanguageModel) -> None:
    for model in (decoder, encoder):
        entry = model.entry
        asked = [(ids, layer) for ids in contexts(model)[:4] for layer in (0, entry.layers - 1)]
        questions: list[Callable[[], Awaitable[Exploration]]] = [
            lambda ids=ids, layer=layer, model=model: model.explore(ids, attention=True, projections=layer)  # type: ignore[misc]
            for ids, layer in asked
        ]
        for (ids, layer), explored in zip(asked, run(all_at_once(questions)), strict=True):
            found = explored.projections
            assert found is not None and explored.attentions is not None
            parts = (found.queries, found.keys, found.values)
            assert {part.shape for part in parts} == {(entry.heads, len(ids), entry.d_head)}
            scores = found.queries.astype(np.float64) @ found.keys.swapaxes(1, 2) / np.sqrt(entry.d_head)
            if entry.kind == "decoder":
                scores[:, ~np.tri(len(ids), dtype=bool)] = -np.inf
            assert np.abs(np.exp(log_softmax(scores)) - explored.attentions[layer]).max() < 1e-5


def test_what_comes_later_changes_nothing_before_it(decoder: LanguageModel) -> None:
    ids = contexts(decoder)[0]
    short, long = logits_of(decoder, ids), logits_of(decoder, [*ids, *long_text(decoder, 90)])
    assert np.array_equal(short, long[: len(ids)])


def test_logits_and_attention_come_together(decoder: LanguageModel) -> None:
    """Of two graphs, and each as if it had been asked alone."""
    ids = contexts(decoder)[1]
    both = run(decoder.explore(ids, logits_at=(3, 1), attention=True, projections=0))
    alone = run(decoder.explore(ids, attention=True)).attentions
    assert both.attentions is not None and alone is not None and both.projections is not None
    assert np.array_equal(both.attentions, alone)
    assert np.array_equal(both.logits, logits_of(decoder, ids, 3, 1))
    assert both.nbytes == both.logits.nbytes + both.attentions.nbytes + both.projections.nbytes


def test_an_encoder_sees_both_sides_and_two_texts(encoder: LanguageModel) -> None:
    entry = encoder.entry
    ids = encoder.context("the cat sat", "on the mat")
    assert [token.text for token in encoder.tokenizer.tokens(ids)] == [
        *("[CLS]", "the", "cat", "sat", "[SEP]", "on", "the", "mat", "[SEP]")
    ]
    explored = run(encoder.explore(ids, attention=True, projections=0))
    assert explored.attentions is not None and explored.projections is not None
    assert explored.attentions.shape == (entry.layers, entry.heads, 9, 9)
    assert np.abs(explored.attentions.sum(axis=-1) - 1).max() < 1e-5
    assert explored.attentions.min() > 0
    # The second text has its own segment embedding: "the" at the same place in one text is embedded otherwise.
    other = run(encoder.explore([*ids[:4], 2006, *ids[5:]], projections=0)).projections
    assert other is not None
    assert np.abs(explored.projections.values[:, 6] - other.values[:, 6]).max() > 1e-3
    assert np.array_equal(explored.projections.values[:, 3], other.values[:, 3])


def test_arrays_are_read_only(decoder: LanguageModel) -> None:
    explored = run(decoder.explore(contexts(decoder)[0], logits_at=(0,), attention=True, projections=1))
    found = explored.projections
    assert found is not None
    for array in (
        explored.logits,
        explored.attentions,
        found.queries,
        found.keys,
        found.values,
    ):
        assert array is not None
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_what_cannot_be_asked(decoder: LanguageModel, encoder: LanguageModel) -> None:
    limit = decoder.entry.context
    with pytest.raises(BadInput) as told:
        run(decoder.explore([300] * (limit + 1), logits_at=(0,)))
    assert (told.value.code, told.value.field) == ("too_many_tokens", "text")
    assert told.value.values == {"limit": limit, "count": limit + 1}
    with pytest.raises(BadInput):
        run(decoder.explore([], logits_at=(0,)))
    with pytest.raises(BadInput):
        run(collect(decoder, [300] * (limit + 1), 1, seed=0))
    for ids, at in (([300], (1,)), ([300], (-1,)), ([decoder.entry.vocabulary], (0,)), ([-1], (0,))):
        with pytest.raises(ValueError):
            run(decoder.explore(ids, logits_at=at))
    for model, at in ((encoder, (0,)), (decoder, ())):
        with pytest.raises(ValueError):
            run(model.explore([300, 301], logits_at=at))
    for layer in (-1, decoder.entry.layers):
        with pytest.raises(ValueError):
            run(decoder.explore([300, 301], projections=layer))


# --- what was read before ---


@pytest.fixture(scope="module")
def remembering(ready: Ready, decoder: LanguageModel) -> Iterator[LanguageModel]:
    """The same decoder, which keeps what it has read."""
    yield from loaded(ready, decoder.entry.id)


@pytest.fixture(scope="module")
def forgetful(ready: Ready, decoder: LanguageModel) -> Iterator[LanguageModel]:
    """The same decoder; what it keeps is full after about fifty tokens."""
    part = 4 * 2 * decoder.entry.layers * decoder.entry.kv_heads * decoder.entry.d_head
    yield from loaded(ready, decoder.entry.id, model_cache=2 * 50 * part)


def variations(model: LanguageModel) -> list[list[int]]:
    """Texts that begin alike: longer and shorter by a token or many, changed at the end, in the middle, at once."""
    ids = long_text(model, 40)
    others = [id + 1 for id in ids]
    rows = [ids, ids[:39], ids[:38], [*ids, others[0]], [*ids[:39], others[39]], [*ids[:20], *others[20:]], ids[:3]]
    rows += [ids[:1], ids[:2], [ids[0], *others[1:]], [*ids, *others], [*ids[:33], *ids], ids]
    return rows


def test_going_on_from_what_was_read_gives_what_reading_anew_gives(
    decoder: LanguageModel, remembering: LanguageModel, forgetful: LanguageModel
) -> None:
    with fed(decoder) as anew, fed(remembering) as reused, fed(forgetful) as some:
        for ids in variations(decoder):
            last = len(ids) - 1
            expected = logits_of(decoder, ids, last)
            for model in (remembering, forgetful):
                assert np.array_equal(logits_of(model, ids, last), expected)
                assert model._engine._prefixes.bytes <= model._engine._prefixes.size
    assert sum(reused) < sum(some) < sum(anew)


def test_the_last_logits_are_those_that_reading_at_once_gives_there(
    decoder: LanguageModel, remembering: LanguageModel
) -> None:
    ids = long_text(decoder, 50, seed=3)
    every = logits_of(decoder, ids)
    for length in (50, 1, 2, 3, 30, 49, 31, 48):
        assert np.array_equal(logits_of(remembering, ids[:length], length - 1)[0], every[length - 1]), length
        places = tuple(range(length // 2, length))
        assert np.array_equal(logits_of(remembering, ids[:length], *places), every[list(places)]), length


def test_different_beginnings_and_lengths_at_once_change_nothing(
    decoder: LanguageModel, remembering: LanguageModel, forgetful: LanguageModel
) -> None:
    """Texts of one batch start at different columns: some are known in part, some not at all."""
    base = long_text(decoder, 30, seed=5)
    rows = [[*base[:cut], *long_text(decoder, 30 - cut, seed=cut + 9)] for cut in (28, 4, 17, 0, 29, 11, 23)]
    expected = [logits_of(decoder, ids, 29) for ids in rows]
    for model in (remembering, forgetful):
        logits_of(model, base, 29)
        questions: list[Callable[[], Awaitable[Exploration]]] = [
            lambda ids=ids, model=model: model.explore(ids, logits_at=(29,))  # type: ignore[misc]
            for ids in rows
        ]
        before = model.counters()["runs"]
        found = run(all_at_once(questions))
        assert model.counters()["runs"] - before < len(rows)
        assert [np.array_equal(one.logits, other) for one, other in zip(found, expected, strict=True)] == [True] * 7


def test_choosing_a_token_reads_two(remembering: LanguageModel) -> None:
    """The new one, and the one before it a second time; a change near the end reads what comes after it."""
    ids, last = [444, *long_text(remembering, 119, seed=2)], 119
    with fed(remembering) as counts:
        logits_of(remembering, ids, last)
        for chosen in (300, 301, 302):
            ids = [*ids, chosen]
            logits_of(remembering, ids, len(ids) - 1)
        logits_of(remembering, [*ids[:-1], 400], len(ids) - 1)  # another choice
        logits_of(remembering, [*ids[:100], 400, *ids[101:]], len(ids) - 1)
        logits_of(remembering, ids[:90], 89)
        run(collect(remembering, ids, 4, seed=1, stop=()))
    assert counts == [120, 2, 2, 2, 2, 23, 2, *[2] * 4]


def test_a_generation_that_ended_is_gone_on_from_where_its_context_ends(remembering: LanguageModel) -> None:
    ids = [555, *long_text(remembering, 59, seed=8)]  # no text before began so
    with fed(remembering) as counts:
        run(collect(remembering, ids, 5, seed=1, stop=()))
        again = run(collect(remembering, ids, 5, seed=2, stop=()))
    assert counts[0] == 60 and counts[5] == 2 and len(again) == 5


def test_the_longest_text_and_the_shortest(decoder: LanguageModel, remembering: LanguageModel) -> None:
    limit = decoder.entry.context
    whole = long_text(decoder, limit, seed=4)
    assert len(whole) == limit
    expected = logits_of(decoder, whole, 0, 1, limit - 2, limit - 1)
    assert expected.shape == (4, decoder.entry.vocabulary)
    logits_of(remembering, whole[:-1], limit - 2)
    with fed(remembering) as counts:
        assert np.array_equal(logits_of(remembering, whole, limit - 1)[0], expected[3])
        assert np.array_equal(logits_of(remembering, whole, limit - 2, limit - 1), expected[2:])
    assert counts == [2, 2]
    for model in (decoder, remembering):
        assert np.array_equal(logits_of(model, whole[:1], 0)[0], expected[0])
        assert np.array_equal(logits_of(model, whole[:2], 0, 1), expected[:2])
        explored = run(model.explore(whole[:1], attention=True))
        assert explored.attentions is not None and (explored.attentions == 1).all()


# --- generation ---


async def stepwise(model: LanguageModel, ids: list[int], count: int, seed: int) -> list[Generated]:
    """Generate as somebody does who asks for the next token, throws the dice, and asks again."""
    sampling, chosen = Sampling(temperature=0.9, top_p=0.95, seed=seed), list[Generated]()
    while len(chosen) < count and not (chosen and chosen[-1].id in model.entry.stop):
        explored = await model.explore(ids, logits_at=(len(ids) - 1,))
        thrown = throw(explored.logits[0], sampling, len(ids))
        chosen.append(Generated(thrown.id, len(ids), thrown.u, thrown.probability))
        ids = [*ids, thrown.id]
    return chosen


def test_generating_equals_choosing_step_by_step(decoder: LanguageModel, remembering: LanguageModel) -> None:
    """Whether every step reads the whole text anew, or goes on from the one before: to the last bit."""
    for ids in (*contexts(decoder)[:2], contexts(decoder)[0][:1]):
        generated = run(collect(decoder, ids, 12, seed=7))
        assert generated == run(stepwise(decoder, ids, 12, seed=7))
        assert generated == run(stepwise(remembering, ids, 12, seed=7))
        assert generated == run(collect(remembering, ids, 12, seed=7))


def test_the_end_of_the_context_changes_nothing(decoder: LanguageModel) -> None:
    limit = decoder.entry.context
    ids = long_text(decoder, limit - 4, seed=6)
    generated = run(collect(decoder, ids, 99, seed=3, stop=()))
    assert [token.position for token in generated] == list(range(limit - 4, limit))
    every = logits_of(decoder, [*ids, *(token.id for token in generated)], *range(limit - 5, limit - 1))
    sampling = Sampling(temperature=0.9, top_p=0.95, seed=3)
    for token, row in zip(generated, every, strict=True):
        assert throw(row, sampling, token.position).probability == token.probability


def test_rows_that_join_and_leave_generate_what_they_would_alone(decoder: LanguageModel) -> None:
    asked = list(zip(contexts(decoder), (12, 3, 20, 7, 15, 1, 9, 18), strict=True))

    async def staggered() -> list[list[Generated]]:
        tasks = []
        for seed, (ids, new_tokens) in enumerate(asked):
            tasks.append(asyncio.create_task(collect(decoder, ids, new_tokens, seed)))
            await asyncio.sleep(0.04)
        return await asyncio.gather(*tasks)

    before = decoder.counters()["runs"]
    together = run(staggered())
    assert decoder.counters()["runs"] - before < sum(len(tokens) for tokens in together)
    for seed, ((ids, new_tokens), tokens) in enumerate(zip(asked, together, strict=True)):
        assert tokens == run(collect(decoder, ids, new_tokens, seed))
    assert decoder._engine._slots.taken == 0


def test_more_generations_than_slots_and_questions_between_them(ready: Ready, decoder: LanguageModel) -> None:
    asked = list(zip(contexts(decoder), (6, 3, 9, 4, 1, 8, 5, 7), strict=True))
    text = long_text(decoder, 45, seed=7)

    async def everything(model: LanguageModel) -> tuple[list[list[Generated]], list[Exploration]]:
        written = [asyncio.create_task(collect(model, ids, new, seed)) for seed, (ids, new) in enumerate(asked)]
        looks = [asyncio.create_task(model.explore(text[:end], logits_at=(end - 1,))) for end in (45, 20, 44, 33)]
        return await asyncio.gather(*written), await asyncio.gather(*looks)

    with few_slots(4):
        crowded = next(loaded(ready, decoder.entry.id))
        written, looks = run(everything(crowded))
        assert crowded._engine._slots.count == 4
    crowded.close()
    for seed, ((ids, new_tokens), tokens) in enumerate(zip(asked, written, strict=True)):
        assert tokens == run(collect(decoder, ids, new_tokens, seed))
    for end, look in zip((45, 20, 44, 33), looks, strict=True):
        assert np.array_equal(look.logits, logits_of(decoder, text[:end], end - 1))


def test_a_seed_repeats_itself_and_another_one_differs(decoder: LanguageModel) -> None:
    ids = contexts(decoder)[0]
    first, again, other = (run(collect(decoder, ids, 10, seed)) for seed in (1, 1, 2))
    assert first == again
    assert [token.id for token in first] != [token.id for token in other]


def test_generation_ends_at_a_stop_token_at_the_asked_number_and_when_the_context_is_full(
    decoder: LanguageModel,
) -> None:
    ids = contexts(decoder)[0]
    greedy = Sampling(temperature=0)

    async def ids_of(ids: Sequence[int], new_tokens: int, stop: tuple[int, ...]) -> list[int]:
        return [one.id async for one in decoder.generate(ids, new_tokens=new_tokens, sampling=greedy, stop=stop)]

    free = run(ids_of(ids, 8, ()))
    assert len(free) == 8
    stop = free[3]
    assert run(ids_of(ids, 8, (stop,))) == free[: free.index(stop) + 1]
    full = decoder.entry.context
    assert len(run(ids_of([*ids, *[300] * (full - len(ids) - 2)], 8, ()))) == 2
    assert run(ids_of([300] * full, 8, ())) == []
    assert run(ids_of(ids, 0, ())) == []


def test_an_abandoned_generation_frees_its_row(decoder: LanguageModel) -> None:
    ids = contexts(decoder)[0]

    async def scenario() -> tuple[int, int]:
        sampling = Sampling(seed=3)
        async with aclosing(decoder.generate(ids, new_tokens=200, sampling=sampling, stop=())) as tokens:
            async for token in tokens:
                if token.position == len(ids) + 2:
                    break
        after = decoder.counters()["runs"]
        await decoder.explore(ids, logits_at=(0,))
        await asyncio.sleep(0.3)
        return after, decoder.counters()["runs"]

    after, later = run(scenario())
    assert later - after <= 3  # the step under way at most, and the question
    assert decoder._engine._slots.taken == 0


def test_a_question_is_answered_while_others_generate(decoder: LanguageModel) -> None:
    ids = contexts(decoder)[0]

    async def scenario() -> int:
        tokens = decoder.generate(ids, new_tokens=100, sampling=Sampling(seed=1), stop=())
        async with aclosing(tokens):
            await anext(tokens)
            before = decoder.counters()["runs"]
            await decoder.explore(ids, logits_at=(0,))
            return decoder.counters()["runs"] - before

    assert run(scenario()) <= 4


# --- what the lecture says ---


def test_gemma_finds_the_lecture_s_sentences_as_likely_as_measured(ready: Ready) -> None:
    model = next(loaded(ready, "gemma-3-270m", model_cache=0))

    async def log_probability(text: str) -> float:
        ids = model.context(text)
        explored = await model.explore(ids, logits_at=tuple(range(len(ids) - 1)))
        return float(log_softmax(explored.logits)[np.arange(len(ids) - 1), ids[1:]].sum())

    measured = {
        "今日は良い天気です。": -24.2,
        "良いです。天気は今日": -49.6,
        "日本の首都は東京": -29.6,
        "日本の首都はパリ": -33.6,
        "東京の首都は日本": -34.9,
        "私はりんごを食べた": -36.6,
        "私はりんごをかじった": -43.1,
        "私はりんごを殴った": -48.4,
    }
    for text, expected in measured.items():
        assert run(log_probability(text)) == pytest.approx(expected, rel=0.04), text
    ids = model.context("今日は良い")
    logits = run(model.explore(ids, logits_at=(len(ids) - 1,))).logits[0]
    probabilities = np.exp(log_softmax(logits))
    assert model.tokenizer.token(int(probabilities.argmax())).text == "天気"
    assert probabilities.max() == pytest.approx(0.585, abs=0.03)
    model.close()


# --- where it runs ---


def test_one_line_of_the_log_says_what_runs_and_why(ready: Ready, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="sandbox.models"):
        model = next(loaded(ready, "smollm2-135m"))
    model.close()
    assert model.provider == "CPUExecutionProvider"
    assert [record.getMessage() for record in caplog.records] == [
        f"smollm2-135m ({model.precision}) runs on CPUExecutionProvider, {SETTINGS.threads} threads: "
        "the setting provider is 'cpu'"
    ]
