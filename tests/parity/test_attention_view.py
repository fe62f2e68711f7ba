"""What the view attention shows against transformers, in fp32, for all default models. Needs the extra `export`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from sandbox.lab import Lab
from sandbox.topics.attention.views.attention import Attention, AttentionParams, attention
from tests.conftest import CATALOG

TEXTS = {
    "minilm-l6": (
        "The animal didn't cross the street because it was too tired.",
        "When water freezes it takes up more space than before, which is why a full bottle can break.",
    ),
    "smollm2-135m": (
        "The animal didn't cross the street because it was too tired.",
        "def mean(values):\n    return sum(values) / len(values)",
    ),
    "gemma-3-270m": (
        "この庭には鳥も花も多い。朝になると鳴く。",
        "The animal didn't cross the street because it was too wide.",
        "絵文字 😀 も、髙橋さんも。",
    ),
}


@pytest.mark.parametrize("model", TEXTS)
def test_every_matrix_is_transformers(
    model: str, reference: Callable[[str], Any], exact_lab: Callable[[str], Lab]
) -> None:
    entry = CATALOG[model]
    lab = exact_lab(model)
    theirs = reference(model)
    layer, head = entry.layers - 2, entry.heads - 1
    asked = {
        "head": {"layer": layer, "head": head},
        "first": {"layer": 0, "head": 0},
        "average": {"matrix": "average"},
        "layer": {"matrix": "average", "layer": layer},
        "token": {"query": 3, "key": 1},
    }

    async def answers() -> dict[tuple[str, str], Attention]:
        """All at once, so that texts of different lengths run in one batch."""
        try:
            questions = [(text, name) for text in TEXTS[model] for name in asked]
            found = await asyncio.gather(
                *(
                    attention(AttentionParams.checked(text=text, model=model, **asked[name]), lab)
                    for text, name in questions
                )
            )
            return dict(zip(questions, found, strict=True))
        finally:
            lab.close()

    answered = asyncio.run(answers())
    for text in TEXTS[model]:
        looks = {name: answered[text, name] for name in asked}
        assert looks["head"].model.precision == "fp32"
        ids = torch.tensor([[token.id for token in looks["head"].tokens]])
        with torch.no_grad():
            expected = torch.stack(theirs(ids, output_attentions=True).attentions)[:, 0].numpy()
        right = {
            "head": expected[layer, head],
            "first": expected[0, 0],
            "average": expected.mean((0, 1)),
            "layer": expected[layer].mean(0),
        }
        for name, matrix in right.items():
            assert np.abs(np.array(looks[name].weights) - matrix).max() < 1e-4, (text, name)
        gaze, link = looks["token"].token, looks["token"].link
        assert gaze is not None and link is not None
        assert np.abs(np.array(gaze.mean) - expected[:, :, 3].mean((0, 1))).max() < 1e-4
        assert np.abs(np.array(gaze.layers) - expected[:, :, 3].mean(1)).max() < 1e-4
        assert link.weight == pytest.approx(expected[:, :, 3, 1].max(), abs=1e-4)
        assert link.mean == pytest.approx(expected[:, :, 3, 1].mean(), abs=1e-4)
        overview = looks["head"].overview
        assert overview is not None and overview.side == min(32, len(ids[0]))
