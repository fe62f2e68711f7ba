"""How probable a continuation is: on logits one can check by hand, and as a distribution of a real model."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.models.engine import Exploration
from sandbox.topics.prompting.continuations import chosen, log_probabilities
from tests.unit.conftest import Running


class Table:
    """A model that knows four tokens, and always has the same logits after each of them."""

    logits = np.log(np.array([[1, 1, 1, 1], [1, 2, 4, 1], [7, 1, 1, 1], [1, 1, 2, 4]], np.float32))

    async def explore(self, ids: Sequence[int], *, logits_at: tuple[int, ...]) -> Exploration:
        return Exploration(tuple(ids), np.array([self.logits[ids[place]] for place in logits_at]), None, None)


def test_by_hand() -> None:
    """After token 1, token 2 has 4 of 8; after token 2, token 0 has 7 of 10; after token 0, all have a quarter."""
    found = asyncio.run(log_probabilities(Table(), [3, 1], [2, 0, 3]))  # type: ignore[arg-type]
    assert [math.exp(one) for one in found] == pytest.approx([4 / 8, 7 / 10, 1 / 4])


@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=2, max_size=50))
def test_a_row_is_a_distribution(row: list[float]) -> None:
    logits = np.array([row] * len(row), np.float32)
    found = chosen(logits, range(len(row)))
    assert (found <= 1e-12).all()
    assert np.exp(found).sum() == pytest.approx(1)


def test_a_real_models_next_tokens_sum_to_one(running_lab: Running) -> None:
    async def scenario() -> None:
        model = await running_lab.lab.model("smollm2-135m")
        prompt = model.context("The capital of Japan is")
        logits = (await model.explore(prompt, logits_at=(len(prompt) - 1,))).logits[0]
        every = range(model.entry.vocabulary)
        assert np.exp(np.concatenate([chosen(logits[None], [id]) for id in every[:2000]])).sum() < 1
        tokyo = model.tokenizer.encode(" Tokyo")
        [alone] = await log_probabilities(model, prompt, tokyo)
        assert alone == pytest.approx(float(chosen(logits[None], tokyo)[0]), abs=0.05)
        # The chain rule: in two parts it is the same as in one.
        rest = model.tokenizer.encode(", a city")
        whole = await log_probabilities(model, prompt, [*tokyo, *rest])
        parts = [alone, *await log_probabilities(model, [*prompt, *tokyo], rest)]
        assert sum(whole) == pytest.approx(sum(parts), abs=0.1)

    running_lab.run(scenario())


def test_both_together_must_fit(running_lab: Running) -> None:
    async def scenario() -> None:
        model = await running_lab.lab.model("smollm2-135m")
        with pytest.raises(BadInput) as told:
            await log_probabilities(model, [1] * model.entry.context, [1])
        assert told.value.code == "too_many_tokens"

    running_lab.run(scenario())
