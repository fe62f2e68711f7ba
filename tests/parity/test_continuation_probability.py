"""The probability of a continuation is that of transformers, in 32 bits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import torch

from sandbox.lab import Lab
from sandbox.settings import Settings
from sandbox.topics.prompting.continuations import log_probabilities
from sandbox.topics.prompting.exercises import exercises


@pytest.mark.parametrize("model", ["smollm2-135m", "gemma-3-270m"])
def test_log_probabilities_are_those_of_transformers(
    model: str, exact_lab: Callable[[str], Lab], reference: Callable[[str], Any]
) -> None:
    """The last prompt of every exercise with two continuations: each token's, to 1e-3 nats."""
    theirs, lab = reference(model), exact_lab(model)

    async def scenario() -> None:
        ours = await lab.model(model)
        known = [one for one in exercises(Settings().assets) if one.language in ours.entry.languages]
        for exercise in known:
            for context in exercise.contexts[-1:]:
                prompt = ours.context(context.prompt)
                for reading in exercise.readings[:2]:
                    ids = ours.tokenizer.encode(reading.text)
                    found = await log_probabilities(ours, prompt, ids)
                    with torch.inference_mode():
                        logits = theirs(torch.tensor([[*prompt, *ids]])).logits[0, len(prompt) - 1 : -1].double()
                    expected = logits.log_softmax(-1)[range(len(ids)), ids]
                    assert found == pytest.approx(expected.tolist(), abs=1e-3), (context.id, reading.text)

    asyncio.run(scenario())
    lab.close()
