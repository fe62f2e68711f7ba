"""What is written on a model's card about its rounding, against the same figures by PyTorch, on real models."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from sandbox.models import loss
from sandbox.models.catalog import Loss
from sandbox.models.language_model import LanguageModel
from sandbox.models.loss import divergence, loss_texts, measure_loss
from sandbox.models.tokenizer import Tokenizer
from tests.conftest import CATALOG, SETTINGS

FRUGAL = replace(SETTINGS, model_cache=0, provider="cpu")


def loaded(ready: Callable[..., Path], model: str, precision: str) -> LanguageModel:
    return LanguageModel.load(ready(model, precision), CATALOG[model], FRUGAL)


def test_divergence_is_that_of_pytorch() -> None:
    rng = np.random.default_rng(1)
    expected, ours = (rng.normal(size=(7, 501)).astype(np.float32) * 3 for _ in range(2))
    p, q = (torch.log_softmax(torch.from_numpy(logits).double(), -1) for logits in (expected, ours))
    theirs = torch.nn.functional.kl_div(q, p, log_target=True, reduction="none").sum(-1)
    assert np.abs(divergence(expected, ours) - theirs.numpy()).max() < 1e-12
    assert (divergence(expected, expected) == 0).all()
    # What adds the same to every logit changes nothing, and what is impossible stays finite.
    assert np.allclose(divergence(expected, ours + 100), divergence(expected, ours), atol=1e-4)
    far = np.array([[0, 80, -80]], np.float32)
    assert np.isfinite(divergence(far, -far)).all()


@pytest.mark.filterwarnings("ignore:invalid value")
def test_a_broken_model_does_not_pass_for_a_perfect_one() -> None:
    logits = np.array([[0, 1, np.nan]], np.float32)
    assert np.isnan(divergence(logits, logits)).all()


@pytest.mark.parametrize("model", ["smollm2-135m", "gemma-3-270m"])
def test_there_are_five_hundred_positions_of_each_kind(model: str, ready: Callable[..., Path]) -> None:
    tokenizer = Tokenizer.load(ready(model), CATALOG[model])
    for name, texts in loss_texts(SETTINGS.assets, ()).items():
        assert sum(len(tokenizer.encode(text)) for text in texts) >= 500, name
        assert len(texts) == len(set(texts)) >= 9
        assert not any("----" in text or text != text.strip() for text in texts)
    assert list(loss_texts(SETTINGS.assets, ())) == ["ja", "en", "code"]
    assert list(loss_texts(SETTINGS.assets, ["ja"])) == ["ja", "code"]


def test_a_model_loses_nothing_against_itself(ready: Callable[..., Path]) -> None:
    model = loaded(ready, "soroban-50k", "fp32")
    texts = {"two": ["Q: Ken has 3 apples.", "りんごが3個あります。"], "one": ["A"]}
    steps: list[tuple[str, int, int]] = []
    found = asyncio.run(measure_loss(model, model, texts, lambda *step: steps.append(step)))
    model.close()
    positions = sum(len(model.context(text)) for part in texts.values() for text in part)
    assert found == Loss(kl=0.0, top_1=1.0, tokens=positions, texts="two, one")
    assert steps == [("measure", done, 3) for done in range(4)]


def test_few_bits_cost_what_pytorch_counts(ready: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    english = loss_texts(SETTINGS.assets, ["en"])["en"]
    texts = {"some": [english[0], "\n".join(english[1:6])]}  # the second is longer than the model takes

    async def both() -> tuple[Loss, Loss, list[tuple[np.ndarray, np.ndarray]]]:
        exact, rounded = (loaded(ready, "smollm2-135m", precision) for precision in ("fp32", "4-bit"))
        try:
            at_once = await measure_loss(exact, rounded, texts)
            monkeypatch.setattr(loss, "LOGITS_BYTES", 7 * 4 * exact.entry.vocabulary)
            in_parts = await measure_loss(exact, rounded, texts)
            rows = []
            for text in texts["some"]:
                ids = exact.context(text)[: exact.entry.context]
                asked = [model.explore(ids, logits_at=tuple(range(len(ids)))) for model in (exact, rounded)]
                rows.append(tuple(found.logits for found in await asyncio.gather(*asked)))
            return at_once, in_parts, rows
        finally:
            exact.close()
            rounded.close()

    at_once, in_parts, rows = asyncio.run(both())
    p, q = (torch.from_numpy(np.concatenate(part)).double().log_softmax(-1) for part in zip(*rows, strict=True))
    assert at_once.tokens == len(p) > 256
    assert at_once.kl == pytest.approx(torch.nn.functional.kl_div(q, p, log_target=True, reduction="batchmean").item())
    assert at_once.top_1 == pytest.approx((p.argmax(-1) == q.argmax(-1)).double().mean().item())
    assert 0 < at_once.kl < 0.02 and at_once.top_1 > 0.9
    assert in_parts == at_once


@pytest.mark.parametrize("model", [entry.id for entry in CATALOG if entry.loss])
def test_the_catalogue_says_what_is_measured(model: str, ready: Callable[..., Path]) -> None:
    entry = CATALOG[model]
    assert entry.loss is not None

    async def measured() -> Loss:
        exact, rounded = (loaded(ready, model, precision) for precision in ("fp32", entry.precision))
        try:
            return await measure_loss(exact, rounded, loss_texts(SETTINGS.assets, entry.languages))
        finally:
            exact.close()
            rounded.close()

    found = asyncio.run(measured())
    assert (found.tokens, found.texts) == (entry.loss.tokens, entry.loss.texts)
    assert found.kl == pytest.approx(entry.loss.kl, rel=0.2)
    assert found.top_1 == pytest.approx(entry.loss.top_1, abs=0.01)


def test_an_encoder_without_a_mask_has_nothing_to_compare(ready: Callable[..., Path]) -> None:
    model = loaded(ready, "minilm-l6", "fp32")
    with pytest.raises(ValueError, match="no logits"):
        asyncio.run(measure_loss(model, model, {"one": ["A cat."]}))
    model.close()
