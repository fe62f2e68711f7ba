"""What a training run takes: operations, days, energy and money, against figures that were published."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.language import LANGS, words
from sandbox.models.catalog import Catalog
from sandbox.settings import Settings
from sandbox.topics.scale.gpus import gpus
from sandbox.topics.scale.training_cost import (
    Attention,
    assumptions,
    days_needed,
    energy,
    operations_per_token,
    utilization_needed,
)
from sandbox.topics.scale.views.training_cost import TrainingCost, TrainingCostParams, training_cost

SETTINGS = Settings()
ASSETS = SETTINGS.assets


def answer(**asked: Any) -> TrainingCost:
    params = TrainingCostParams.checked(**asked)
    return asyncio.run(training_cost(params, Lab(SETTINGS, Catalog.load(ASSETS))))


# Operations


def test_six_for_each_weight_and_token() -> None:
    assert operations_per_token(1.0) == {"forward": 2.0, "backward": 4.0}
    assert answer(parameters=175e9, tokens=300e9).flops == pytest.approx(3.15e23, rel=1e-12)
    assert answer(parameters=174.6e9, tokens=300e9).flops == pytest.approx(3.14e23, rel=0.002)


@pytest.mark.parametrize(
    ("millions", "flops"),
    [
        (125, 2.25e20), (356, 6.41e20), (760, 1.37e21), (1320, 2.38e21),
        (2650, 4.77e21), (6660, 1.20e22), (12_850, 2.31e22), (174_600, 3.14e23),
    ],
)  # fmt: skip
def test_the_gpt3_family_as_printed(millions: float, flops: float) -> None:
    """Brown et al. 2020, table D.1."""
    assert answer(parameters=millions * 1e6, tokens=300e9).flops == pytest.approx(flops, rel=0.005)


def test_attention_comes_on_top() -> None:
    """GPT-2 small, one sequence of 1,024 tokens, forward: 291,648,307,200 FLOP, counted matrix by matrix.

    Those matrices have 12 × 12 × 768² + 768 × 50,257 weights; a third of attention's operations are forward.
    """
    parts = operations_per_token(12 * 12 * 768**2 + 768 * 50_257, Attention(layers=12, width=768, context=1024))
    assert 1024 * (parts["forward"] + parts["attention"] / 3) == 291_648_307_200
    assert parts["backward"] == 2 * parts["forward"]


def test_attention_of_gpt3_is_a_small_part() -> None:
    found = answer(attention=True)
    assert [part.name for part in found.parts] == ["forward", "backward", "attention"]
    assert found.parts[2].per_token == 12 * 96 * 12_288 * 2048
    assert found.parts[2].share == pytest.approx(0.027, abs=0.001)
    assert sum(part.share for part in found.parts) == pytest.approx(1)
    assert sum(part.flops for part in found.parts) == pytest.approx(found.flops)


# Days and utilization


def test_gpt3_on_1200_a100_in_30_days() -> None:
    found = answer(gpu="a100", gpus=1200, solve="utilization", days=30)
    assert found.utilization == pytest.approx(0.32, abs=0.005) and found.possible
    assert answer(utilization=found.utilization).days == pytest.approx(30, rel=1e-12)


def test_gpt4_as_rumoured() -> None:
    """25,000 A100 for 100 days are too little for 1.8T parameters on every token, and enough for a part of them."""
    asked: dict[str, Any] = {"tokens": 13e12, "gpus": 25_000, "solve": "utilization", "days": 100}
    dense = answer(parameters=1.8e12, **asked)
    assert dense.utilization == pytest.approx(2.08, abs=0.01) and not dense.possible
    assert answer(parameters=280e9, **asked).utilization == pytest.approx(0.324, abs=0.001)


@given(
    flops=st.floats(1e6, 1e33),
    many=st.integers(1, 1_000_000),
    peak=st.floats(1e12, 1e16),
    utilization=st.floats(0.001, 1),
)
def test_days_and_utilization_are_each_others_inverse(flops: float, many: int, peak: float, utilization: float) -> None:
    days = days_needed(flops, many, peak, utilization)
    assert utilization_needed(flops, many, peak, days) == pytest.approx(utilization, rel=1e-9)
    assert days_needed(flops, 2 * many, peak, utilization) == pytest.approx(days / 2, rel=1e-9)


def test_every_gpu_is_compared_at_the_same_utilization() -> None:
    found = answer(gpu="v100", gpus=7, utilization=0.5)
    rows = {row.id: row for row in found.gpus}
    assert list(rows) == [one.id for one in gpus(ASSETS)]
    assert rows["v100"].days == pytest.approx(found.days)
    assert rows["a100"].days == pytest.approx(found.days * 125 / 312)
    assert found.alone_days == pytest.approx(7 * found.days)
    assert found.flops_per_second == pytest.approx(7 * 125e12 * 0.5)


# Energy and money


def test_gpt3_as_patterson_and_others_reckon() -> None:
    """arXiv 2104.10350, table 4: 10,000 V100 at 24.6 TFLOP/s and 330 W: 14.8 days, 1,287 MWh, 552 t."""
    found = answer(parameters=174.6e9, gpu="v100", gpus=10_000, utilization=24.6 / 125, watts=330, pue=1.1, grid=0.429)
    assert found.days == pytest.approx(14.8, abs=0.05)
    assert found.energy_kwh == pytest.approx(1_287_000, rel=0.002)
    assert found.co2_kg == pytest.approx(552_100, rel=0.002)


def test_bloom_as_luccioni_and_others_measured() -> None:
    """arXiv 2211.02001: 1,082,990 GPU-hours of A100 at 400 W are 433,196 kWh."""
    assert energy(1, 400, 1.0, 1_082_990 / 24) == pytest.approx(433_196)


def test_money() -> None:
    found = answer(gpus=10, solve="utilization", days=2, price_gpu_hour=3, yen_per_dollar=100, price_kwh=20, pue=1.5)
    assert found.gpu_hours == 480
    assert (found.cost.rent_dollar, found.cost.rent_yen) == (1440, 144_000)
    assert (found.watts, found.power_kw) == (400, 6)
    assert found.energy_kwh == pytest.approx(288)
    assert found.cost.electricity_yen == pytest.approx(5760)
    assert found.cost.purchase_yen == 30_000_000
    assert found.households == pytest.approx(288 / 3950)
    assert answer(gpu="h100").cost.purchase_yen is None, "no price is made up"
    assert answer(gpu="h100").watts == 700 and answer(gpu="h100", watts=500).watts == 500


def test_what_is_assumed_has_a_date_and_a_source() -> None:
    assumed = assumptions(ASSETS)
    defaults = TrainingCostParams()
    for name, factor in assumed.factors.items():
        assert re.fullmatch(r"20\d\d-\d\d", factor.date) and len(factor.source) > 10
        if name != "household_kwh":
            assert getattr(defaults, name) == factor.value, "what is asked at first is what has the source"
    assert {one.name: round(one.utilization, 2) for one in assumed.seen} == {
        "GPT-3": 0.21, "Gopher": 0.33, "PaLM": 0.46, "Llama 3": 0.41,
    }  # fmt: skip


# What can be asked


def test_what_can_be_asked() -> None:
    params = TrainingCostParams.checked(parameters="1.8e12", attention="true", gpu="rtx-3060", days=0.5, watts=0)
    assert TrainingCostParams.from_query(parse_qsl(params.query_string())) == params
    for wrong in (
        {"parameters": 999}, {"parameters": 1.1e15}, {"tokens": 0}, {"tokens": "many"}, {"gpus": 0}, {"gpus": 1.5},
        {"utilization": 0}, {"utilization": 1.01}, {"days": 0}, {"pue": 0.9}, {"grid": -1}, {"solve": "gpus"},
        {"watts": float("inf")}, {"context": 0}, {"yen_per_dollar": 0},
    ):  # fmt: skip
        with pytest.raises(BadInput) as told:
            TrainingCostParams.checked(**wrong)
        assert told.value.field == next(iter(wrong))
    with pytest.raises(BadInput) as unknown:
        answer(gpu="abacus")
    assert (unknown.value.code, unknown.value.field) == ("unknown_gpu", "gpu")


def test_the_ends_of_all_limits_have_an_answer() -> None:
    least = answer(parameters=1e3, tokens=1e3, gpus=1_000_000, gpu="b200")
    most = answer(parameters=1e15, tokens=1e17, gpus=1, gpu="rtx-3060", utilization=0.001)
    assert 0 < least.days < most.days < float("inf")


def test_an_example_leaves_nothing_from_before() -> None:
    for lang in LANGS:
        examples = words(lang).find("training-cost.examples")
        assert 3 <= len(examples) <= 4
        for example in examples:
            asked = {key: value for key, value in example.items() if key != "chip"}
            assert asked.keys() == TrainingCostParams.model_fields.keys()
            assert answer(**asked).possible
