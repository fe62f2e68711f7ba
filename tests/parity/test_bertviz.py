"""Our data for BertViz against BertViz's own, made by its Python half from transformers' attentions."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from sandbox.lab import Lab
from sandbox.topics.attention.views.bertviz import BertvizParams, Looked, frame_data, looked

bertviz = pytest.importorskip("bertviz")

ENGLISH = "The animal didn't cross the street because it was too tired."
CASES = [
    {"text": ENGLISH},
    {"text": "She filled the red bucket with sand.", "text_b": "Then she emptied it on the beach."},
    {"text": ENGLISH, "kind": "model"},
    {"text": ENGLISH, "model": "smollm2-135m"},
    {"text": "弟が砂場で大きな城を作った。", "model": "gemma-3-270m", "kind": "model", "layer": 9},
]


def asked(params: BertvizParams, lab: Lab) -> Looked:
    """What our engine answers."""

    async def ask() -> Looked:
        try:
            return await looked(params, lab)
        finally:
            lab.close()

    return asyncio.run(ask())


def in_notebook(params: BertvizParams, found: Looked, given: dict[str, Any], model: Any) -> dict[str, Any]:
    """What BertViz's own function writes into its script."""
    ids = torch.tensor([[token.id for token in found.tokens]])
    second = found.second or len(found.tokens)
    pair = {"token_type_ids": (torch.arange(ids.shape[1])[None] >= second).long()}
    inputs = pair if found.model.entry.kind == "encoder" else {}
    with torch.no_grad():
        attention = model(ids, output_attentions=True, **inputs).attentions
    view = getattr(bertviz, f"{params.kind}_view")
    document = view(
        attention,
        [token.text for token in found.tokens],
        sentence_b_start=found.second,
        include_layers=given["include_layers"],
        prettify_tokens=False,
        html_action="return",
        **({"layer": given["layer"]} if params.kind == "head" else {"display_mode": "light"}),
    )
    written = re.search(r"const params = (\{.*?\}); // HACK", document.data)
    assert written
    return json.loads(written[1])


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, case.values())))
def test_as_in_a_notebook(
    case: dict[str, Any], exact_lab: Callable[[str], Lab], reference: Callable[[str], Any]
) -> None:
    params = BertvizParams(**case)
    found = asked(params, exact_lab(params.model))
    given = frame_data(params, found)
    theirs = in_notebook(params, found, given, reference(params.model))
    assert len(given["attention"]) == len(theirs["attention"])
    for ours, own in zip(given["attention"], theirs["attention"], strict=True):
        assert (ours["left_text"], ours["right_text"]) == (own["left_text"], own["right_text"])
        assert np.abs(np.array(ours["attn"]) - np.array(own["attn"])).max() < 0.0005 + 1e-3
    for name, value in theirs.items():
        if name not in ("attention", "root_div_id"):
            assert given[name] == value, name
