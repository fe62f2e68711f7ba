"""LanguageModel on the real default models: what it answers, and what it costs when many ask at once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray

from sandbox.errors import BadInput
from sandbox.models.catalog import Catalog
from sandbox.models.engine import Engine, Look
from sandbox.models.language_model import Exploration, Generated, LanguageModel, choose_provider
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


async def collect(model: LanguageModel, ids: Sequence[int], new_tokens: int, seed: int) -> list[Generated]:
    sampling = Sampling(temperature=0.9, top_p=0.95, seed=seed)
    async with aclosing(model.generate(ids, new_tokens=new_tokens, sampling=sampling)) as tokens:
        return [token async for token in tokens]


# --- what is asked once is computed once, and a batch changes nothing ---


def test_batched_answers_equal_the_single_ones(decoder: LanguageModel) -> None:
    questions: list[Callable[[], Awaitable[Exploration]]] = [
        lambda ids=ids: decoder.explore(ids, logits_at=tuple(range(len(ids))))  # type: ignore[misc]
        for ids in contexts(decoder)
    ]
    before = decoder.counters()["runs"]
    single = run(one_by_one(questions))
    between = decoder.counters()["runs"]
    batched = run(all_at_once(questions))
    assert between - before == len(questions)
    assert decoder.counters()["runs"] - between < len(questions)
    for alone, together in zip(single, batched, strict=True):
        assert np.abs(log_softmax(alone.logits) - log_softmax(together.logits)).max() < 1e-4


def test_batched_attention_and_hidden_states_equal_the_single_ones(
    decoder: LanguageModel, encoder: LanguageModel
) -> None:
    for model in (decoder, encoder):
        questions: list[Callable[[], Awaitable[Exploration]]] = [
            lambda ids=ids, model=model: model.explore(ids, attention=True, hidden=True)  # type: ignore[misc]
            for ids in contexts(model)
        ]
        for alone, together in zip(run(one_by_one(questions)), run(all_at_once(questions)), strict=True):
            assert alone.attentions is not None and together.attentions is not None
            assert alone.hidden_states is not None and together.hidden_states is not None
            assert np.abs(alone.attentions - together.attentions).max() < 1e-4
            scale = np.abs(alone.hidden_states).max()
            assert np.abs(alone.hidden_states - together.hidden_states).max() < 1e-4 * scale


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
    engine.run([Look((1, 2), (1,), False, False, "read")])  # loads the graph
    look = Look(tuple(range(1000, 1256)), tuple(range(256)), False, False, "read")
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
        explored = run(decoder.explore(ids, attention=True, hidden=True))
        assert explored.attentions is not None and explored.hidden_states is not None
        assert explored.attentions.shape == (entry.layers, entry.heads, len(ids), len(ids))
        assert explored.hidden_states.shape == (entry.layers + 1, len(ids), entry.d_model)
        assert explored.logits.shape == (0, entry.vocabulary)
        assert np.abs(explored.attentions.sum(axis=-1) - 1).max() < 1e-5
        assert np.triu(explored.attentions, k=1).max() == 0


def test_queries_and_keys_give_the_attention_and_a_batch_changes_nothing(
    decoder: LanguageModel, encoder: LanguageModel
) -> None:
    for model in (decoder, encoder):
        entry = model.entry
        asked = [(ids, layer) for ids in contexts(model)[:4] for layer in (0, entry.layers - 1)]
        questions: list[Callable[[], Awaitable[Exploration]]] = [
            lambda ids=ids, layer=layer, model=model: model.explore(ids, attention=True, projections=layer)  # type: ignore[misc]
            for ids, layer in asked
        ]
        single, batched = run(one_by_one(questions)), run(all_at_once(questions))
        for (ids, layer), alone, together in zip(asked, single, batched, strict=True):
            found = alone.projections
            assert found is not None and alone.attentions is not None and together.projections is not None
            parts = (found.queries, found.keys, found.values)
            assert {part.shape for part in parts} == {(entry.heads, len(ids), entry.d_head)}
            scores = found.queries.astype(np.float64) @ found.keys.swapaxes(1, 2) / np.sqrt(entry.d_head)
            if entry.kind == "decoder":
                scores[:, ~np.tri(len(ids), dtype=bool)] = -np.inf
            assert np.abs(np.exp(log_softmax(scores)) - alone.attentions[layer]).max() < 1e-5
            scale = max(np.abs(part).max() for part in parts)
            others = (together.projections.queries, together.projections.keys, together.projections.values)
            assert max(np.abs(one - other).max() for one, other in zip(parts, others, strict=True)) < 1e-4 * scale


def test_what_comes_later_changes_nothing_before_it(decoder: LanguageModel) -> None:
    ids = contexts(decoder)[0]
    short = run(decoder.explore(ids, logits_at=tuple(range(len(ids)))))
    long = run(decoder.explore([*ids, 300, 301, 302], logits_at=tuple(range(len(ids)))))
    assert np.abs(log_softmax(short.logits) - log_softmax(long.logits)).max() < 1e-4


def test_both_graphs_agree_to_the_rounding_of_8_bits(decoder: LanguageModel) -> None:
    divergences = []
    for ids in contexts(decoder):
        at = tuple(range(len(ids)))
        read = log_softmax(run(decoder.explore(ids, logits_at=at)).logits)
        looked = log_softmax(run(decoder.explore(ids, logits_at=at, attention=True)).logits)
        divergences.append((np.exp(read) * (read - looked)).sum(axis=-1).mean())
    assert np.mean(divergences) < 0.01


def test_an_encoder_sees_both_sides_and_two_texts(encoder: LanguageModel) -> None:
    entry = encoder.entry
    ids = encoder.context("the cat sat", "on the mat")
    assert [token.text for token in encoder.tokenizer.tokens(ids)] == [
        *("[CLS]", "the", "cat", "sat", "[SEP]", "on", "the", "mat", "[SEP]")
    ]
    explored = run(encoder.explore(ids, attention=True, hidden=True))
    assert explored.attentions is not None and explored.hidden_states is not None
    assert explored.attentions.shape == (entry.layers, entry.heads, 9, 9)
    assert np.abs(explored.attentions.sum(axis=-1) - 1).max() < 1e-5
    assert explored.attentions.min() > 0
    # The second text has its own segment embedding: "the" at the same place in one text is embedded otherwise.
    other = run(encoder.explore([*ids[:4], 2006, *ids[5:]], hidden=True)).hidden_states
    assert other is not None
    assert np.abs(explored.hidden_states[0, 6] - other[0, 6]).max() > 1e-3
    assert np.abs(explored.hidden_states[0, 3] - other[0, 3]).max() < 1e-6


def test_arrays_are_read_only(decoder: LanguageModel) -> None:
    explored = run(decoder.explore(contexts(decoder)[0], logits_at=(0,), attention=True, hidden=True, projections=1))
    found = explored.projections
    assert found is not None
    for array in (
        explored.logits,
        explored.attentions,
        explored.hidden_states,
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


def test_the_longest_text_is_answered(decoder: LanguageModel) -> None:
    ids = [300] * decoder.entry.context
    assert run(decoder.explore(ids, logits_at=(len(ids) - 1,))).logits.shape == (1, decoder.entry.vocabulary)


# --- generation ---


def test_generating_equals_choosing_step_by_step(decoder: LanguageModel) -> None:
    sampling = Sampling(temperature=0.9, top_p=0.95, seed=7)

    async def stepwise(ids: list[int]) -> list[Generated]:
        chosen: list[Generated] = []
        while len(chosen) < 12 and not (chosen and chosen[-1].id in decoder.entry.stop):
            explored = await decoder.explore(ids, logits_at=(len(ids) - 1,))
            thrown = throw(explored.logits[0], sampling, len(ids))
            chosen.append(Generated(thrown.id, len(ids), thrown.u, thrown.probability))
            ids = [*ids, thrown.id]
        return chosen

    for ids in contexts(decoder)[:2]:
        steps, generated = run(stepwise(ids)), run(collect(decoder, ids, 12, seed=7))
        assert [(one.id, one.position, one.u) for one in generated] == [(one.id, one.position, one.u) for one in steps]
        assert [one.probability for one in generated] == pytest.approx([one.probability for one in steps], rel=1e-3)


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
        alone = run(collect(decoder, ids, new_tokens, seed))
        assert [token.id for token in tokens] == [token.id for token in alone]


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


@pytest.mark.parametrize(
    ("wanted", "available", "chosen"),
    [
        ("auto", ["CUDAExecutionProvider", "CPUExecutionProvider"], "CUDAExecutionProvider"),
        (
            "auto",
            ["TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider"],
            "CUDAExecutionProvider",
        ),
        ("auto", ["AzureExecutionProvider", "CPUExecutionProvider"], "CPUExecutionProvider"),
        ("auto", ["CPUExecutionProvider"], "CPUExecutionProvider"),
        ("cpu", ["CUDAExecutionProvider", "CPUExecutionProvider"], "CPUExecutionProvider"),
    ],
)
def test_cuda_is_taken_where_there_is_one(wanted: str, available: list[str], chosen: str) -> None:
    assert choose_provider(wanted, available)[0] == chosen


def test_one_line_of_the_log_says_what_runs_and_why(ready: Ready, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="sandbox.models"):
        model = next(loaded(ready, "smollm2-135m"))
    model.close()
    assert model.provider == "CPUExecutionProvider"
    assert [record.getMessage() for record in caplog.records] == [
        f"smollm2-135m ({model.precision}) runs on CPUExecutionProvider, {SETTINGS.threads} threads: "
        "the setting provider is 'cpu'"
    ]
