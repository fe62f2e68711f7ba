"""Many completions at once: fair places, shared work, nothing lost. On our smallest model, which is real and quick."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Callable, Coroutine, Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any, TypeVar

import pytest

from sandbox.errors import BadInput, NotReady
from sandbox.models import completions
from sandbox.models.completions import PLACES, Ask, Progress, complete
from sandbox.models.language_model import LanguageModel
from sandbox.models.sampling import Sampling
from tests.conftest import CATALOG, SETTINGS

T = TypeVar("T")
MODEL = "soroban-50k"


@pytest.fixture
def run(ready: Callable[[str], Path]) -> Iterator[Callable[[Callable[[LanguageModel], Coroutine[Any, Any, T]]], T]]:
    """run(work): work(model) in an event loop of its own, with a model that has nothing kept yet."""
    folder = ready(MODEL)
    loaded: list[LanguageModel] = []

    def do(work: Callable[[LanguageModel], Coroutine[Any, Any, T]]) -> T:
        loaded.append(LanguageModel.load(folder, CATALOG[MODEL], SETTINGS))
        return asyncio.run(work(loaded[-1]))

    yield do
    for model in loaded:
        model.close()


def asks(model: LanguageModel, count: int, start: int = 0, tokens: int = 30) -> list[Ask]:
    """So many different questions; no token ends an answer early but a line end."""
    texts = [f"Q: What is {start + number}+12?\nA: Let's think step by step." for number in range(count)]
    return [Ask(tuple(model.context(text)), tokens, Sampling(temperature=1, seed=5)) for text in texts]


async def whole(model: LanguageModel, wanted: list[Ask]) -> Progress:
    async with aclosing(complete(model, wanted)) as progress:
        async for step in progress:
            last = step
    return last


def test_progress_goes_from_nothing_to_the_whole(run: Any) -> None:
    async def work(model: LanguageModel) -> None:
        steps = [step async for step in complete(model, asks(model, 50))]
        assert [step.whole for step in steps] == [False] * (len(steps) - 1) + [True]
        assert len(steps) > 1 and steps[0].place.done == 0
        done = [step.place.done for step in steps]
        assert done == sorted(done) and done[-1] == steps[-1].place.total == 50
        for completion in steps[-1].completions:
            assert completion is not None and completion.ended in ("stop", "length")
            assert completion.tokens <= 30

    run(work)


def test_a_text_ends_it_and_is_no_part_of_it(run: Any) -> None:
    async def work(model: LanguageModel) -> None:
        [ask] = asks(model, 1)
        [plain] = (await whole(model, [ask])).completions
        assert plain is not None and len(plain.text) > 6
        middle = plain.text[3:5]
        [cut] = (await whole(model, [Ask(ask.ids, 30, ask.sampling, ("never", middle))])).completions
        assert cut is not None and cut.ended == "until"
        assert cut.text == plain.text[: plain.text.index(middle)]

    run(work)


def test_places_are_given_in_turn(run: Any) -> None:
    """Who asks for two things waits for two turns, not for the eighty that somebody else asked for before."""

    async def work(model: LanguageModel) -> None:
        seen: list[str] = []
        aheads: list[int] = []

        async def ask(name: str, wanted: list[Ask]) -> None:
            async with aclosing(complete(model, wanted)) as progress:
                async for step in progress:
                    if name == "small":
                        aheads.append(step.place.ahead)
                        assert step.place.people >= 2 or step.whole
            seen.append(name)

        large = asyncio.create_task(ask("large", asks(model, 5 * PLACES)))
        await asyncio.sleep(0)  # the large one stands at the desk
        await asyncio.sleep(0)
        await asyncio.gather(large, ask("small", asks(model, 2, start=1000)))
        assert seen == ["small", "large"]
        assert max(aheads) <= 1

    run(work)


def test_equal_questions_are_written_once_and_kept(run: Any) -> None:
    async def work(model: LanguageModel) -> None:
        wanted = asks(model, 4)
        first, second = await asyncio.gather(whole(model, wanted), whole(model, [*wanted, *wanted]))
        assert second.completions == (*first.completions, *first.completions)
        runs = model.counters()["runs"]
        again = await whole(model, wanted[::-1])
        assert again.completions == first.completions[::-1]
        assert model.counters()["runs"] == runs

    run(work)


def test_who_leaves_frees_the_places_and_loses_nothing(run: Any) -> None:
    async def work(model: LanguageModel) -> None:
        wanted = asks(model, 3 * PLACES, tokens=60)
        async with aclosing(complete(model, wanted)) as progress:
            async for step in progress:
                if step.place.done:
                    break
        finished = {ask: one for ask, one in zip(wanted, step.completions, strict=True) if one and one.ended}
        assert 0 < len(finished) < len(wanted)
        await asyncio.sleep(0.2)
        assert model.counters()["waiting"] == 0  # nothing goes on for nobody
        async with aclosing(complete(model, wanted)) as progress:
            first = await anext(progress)
        assert first.place.done >= len(finished)

    run(work)


def test_one_who_leaves_does_not_take_it_from_another(run: Any) -> None:
    async def work(model: LanguageModel) -> None:
        wanted = asks(model, 6)
        staying = asyncio.create_task(whole(model, wanted))
        leaving = complete(model, wanted)
        await anext(leaving)
        await leaving.aclose()
        assert (await staying).whole

    run(work)


def test_what_no_model_can_take_is_said_before_it_begins(run: Any) -> None:
    async def work(model: LanguageModel) -> None:
        with pytest.raises(BadInput) as caught:
            await whole(model, [*asks(model, 1), Ask((1,) * 769, 5, Sampling())])
        assert caught.value.code == "too_many_tokens"
        with pytest.raises(BadInput):
            await whole(model, [Ask((), 5, Sampling())])
        assert (await whole(model, [])).whole
        full = await whole(model, [Ask((5,) * 768, 5, Sampling())])
        assert full.completions[0] is not None and full.completions[0].ended == "length"

    run(work)


def test_too_many_people_are_asked_to_come_again(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completions, "PEOPLE", 2)

    async def work(model: LanguageModel) -> None:
        orders = [complete(model, asks(model, 40, start=100 * n)) for n in range(2)]
        for order in orders:
            await anext(order)
        with pytest.raises(NotReady):
            await whole(model, asks(model, 1, start=900))
        await orders[0].aclose()
        assert (await whole(model, asks(model, 1, start=900))).whole
        await orders[1].aclose()

    run(work)


def test_a_model_that_was_closed_says_so(run: Any) -> None:
    async def work(model: LanguageModel) -> None:
        model.close()
        with pytest.raises(NotReady):
            await whole(model, asks(model, 2))

    run(work)


def test_a_model_that_nobody_uses_any_more_is_let_go(ready: Callable[[str], Path]) -> None:
    """What was kept for it does not keep it."""
    model = LanguageModel.load(ready(MODEL), CATALOG[MODEL], SETTINGS)
    asyncio.run(whole(model, asks(model, 3)))
    gone = weakref.ref(model)
    model.close()
    del model
    gc.collect()
    assert gone() is None
