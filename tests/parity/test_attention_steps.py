"""attention-steps on the real models: its weights are the heatmap's, its output is that of transformers' attention."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from sandbox.models.catalog import Catalog
from sandbox.models.language_model import LanguageModel
from sandbox.settings import Settings
from sandbox.topics.attention.reading import Reading
from sandbox.topics.attention.steps import attend
from sandbox.topics.attention.views.attention_steps import AttentionStepsParams, attention_steps
from sandbox.topics.attention.views.common import LECTURE

SETTINGS = Settings(provider="cpu")
CATALOG = Catalog.load(SETTINGS.assets)
TEXTS = {
    "minilm-l6": (LECTURE, "Bread needs flour, water and time."),
    "smollm2-135m": (LECTURE, "図書館で本を借りた。"),
    "gemma-3-270m": (LECTURE, "日本の首都は東京です。フランスの首都はパリです。"),
}
Ready = Callable[..., Path]


class Lab:
    """A lab with one model."""

    catalog = CATALOG

    def __init__(self, model: LanguageModel) -> None:
        self.model = model

    async def any_model(self, id: str) -> LanguageModel:
        assert id == self.model.entry.id
        return self.model


@pytest.fixture(params=TEXTS)
def model(request: pytest.FixtureRequest, ready: Ready) -> Iterator[LanguageModel]:
    """Give each default model in the precision it runs in."""
    entry = CATALOG[request.param]
    loaded = LanguageModel.load(ready(entry.id), entry, SETTINGS)
    yield loaded
    loaded.close()


def test_the_steps_come_to_the_weights_of_the_heatmap(model: LanguageModel) -> None:
    """Every layer, some heads, first and last query, both languages: equal to 1e-4, as the page promises."""

    async def scenario() -> None:
        for text in TEXTS[model.entry.id]:
            last = len(Reading.of(text, model).tokens) - 1
            for layer in range(model.entry.layers):
                asked = {"text": text, "model": model.entry.id, "layer": layer, "head": layer % model.entry.heads}
                for query in (0, last // 2, last):
                    params = AttentionStepsParams.checked(**asked, query=query)
                    answer = await attention_steps(params, Lab(model))  # type: ignore[arg-type]
                    assert answer.largest_difference < 1e-4, (text, layer, query)
                    assert np.abs(np.subtract(answer.weights, answer.heatmap_row)).max() < 1e-4
                    assert sum(answer.weights) == pytest.approx(1, abs=1e-4)
                    assert answer.d_head == model.entry.d_head

    asyncio.run(scenario())


@pytest.mark.parametrize("id", TEXTS)
def test_the_output_is_that_of_transformers(id: str, ready: Ready, reference: Callable[[str], Any]) -> None:
    """In 32 bits, all heads and queries of a layer: side by side they are what goes into the layer's output matrix."""
    entry = CATALOG[id]
    ours = LanguageModel.load(ready(id, "fp32"), entry, SETTINGS)
    theirs = reference(id)
    mixers = [module for name, module in theirs.named_modules() if name.endswith((".o_proj", "attention.output.dense"))]
    assert len(mixers) == entry.layers
    reading = Reading.of(TEXTS[id][-1], ours)
    for layer in (0, entry.layers // 2, entry.layers - 1):
        caught: list[Any] = []
        hook = mixers[layer].register_forward_pre_hook(lambda _, inputs: caught.append(inputs[0][0].numpy()))  # noqa: B023
        with torch.no_grad():
            theirs(torch.tensor([reading.ids]))
        hook.remove()
        found = asyncio.run(ours.explore(reading.ids, projections=layer)).projections
        assert found is not None
        output = np.empty((len(reading.tokens), entry.heads, entry.d_head))
        for head in range(entry.heads):
            keys, values = found.keys[head].astype(np.float64), found.values[head].astype(np.float64)
            for query, vector in enumerate(found.queries[head].astype(np.float64)):
                output[query, head] = attend(vector, keys, values, reading.visible[query]).output
        assert np.abs(output.reshape(len(output), -1) - caught[0]).max() < 1e-3
    ours.close()
