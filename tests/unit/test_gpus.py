"""The table of GPUs: what the makers state, and that each peak follows from the chip."""

from __future__ import annotations

import re

import pytest

from sandbox.errors import BadInput
from sandbox.settings import Settings
from sandbox.topics.scale.gpus import Gpu, gpu, gpus

ASSETS = Settings().assets
GPUS = gpus(ASSETS)


def test_every_gpu_is_named_once_and_read_once() -> None:
    assert len({one.id for one in GPUS}) == len({one.name for one in GPUS}) == len(GPUS)
    assert {"v100", "a100", "a100-40", "h100", "t4", "rtx-3060", "rtx-4060-ti", "rtx-4090", "rtx-a6000"} <= {
        one.id for one in GPUS
    }
    assert gpus(ASSETS) is GPUS


@pytest.mark.parametrize(
    ("id", "teraflops", "precision", "gigabytes", "watts"),
    [
        ("v100", 125, "fp16", 32, 300),
        ("a100", 312, "bf16", 80, 400),
        ("h100", 989, "bf16", 80, 700),
        ("t4", 65, "fp16", 16, 70),
        ("rtx-3060", 25.5, "bf16", 12, 170),
        ("rtx-4090", 165.2, "bf16", 24, 450),
    ],
)
def test_figures_of_the_makers(id: str, teraflops: float, precision: str, gigabytes: int, watts: int) -> None:
    found = gpu(ASSETS, id)
    assert (found.peak, found.training_precision) == (teraflops * 1e12, precision)
    assert (found.memory, found.watts) == (gigabytes * 1e9, watts)


@pytest.mark.parametrize("one", GPUS, ids=lambda one: one.id)
def test_a_peak_follows_from_the_chip(one: Gpu) -> None:
    """Two operations (multiply, add) in each multiplier in each tick."""
    assert 2 * one.tensor_cores * one.fma * one.clock == pytest.approx(one.peak, rel=0.005)
    assert one.peaks["fp16"] == one.peak
    assert one.peaks["fp32"] <= one.peaks.get("tf32", one.peak) <= one.peak
    assert one.peaks.get("fp8", 2 * one.peak) == pytest.approx(2 * one.peak, rel=0.001)


@pytest.mark.parametrize("one", GPUS, ids=lambda one: one.id)
def test_a_row_is_complete(one: Gpu) -> None:
    assert re.search(r"NVIDIA.*\(?20\d\d", one.source) and 2017 <= one.year <= 2025
    assert f"{one.memory / 1e9:.0f} GB" in one.name, "two cards of one chip are told apart"
    assert 1e11 < one.bandwidth < 1e13


def test_japanese_prices_of_december_2023() -> None:
    assert {one.id: (one.price.yen, one.price.kind) for one in GPUS if one.price} == {
        "rtx-3060": (38_000, "about"),
        "rtx-4060-ti": (73_000, "about"),
        "rtx-4090": (330_000, "about"),
        "rtx-a6000": (600_000, "about"),
        "a100": (3_000_000, "from"),
    }
    assert {one.price.date for one in GPUS if one.price} == {"2023-12"}


def test_an_unknown_gpu_is_told_at_its_field() -> None:
    with pytest.raises(BadInput) as told:
        gpu(ASSETS, "abacus", "gpus")
    assert (told.value.code, told.value.field) == ("unknown_gpu", "gpus")
    assert "a100, a100-40" in str(told.value.values["known"])
