"""Transformers' own models, which ours are compared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from transformers import PreTrainedModel

from sandbox.lab import Lab
from sandbox.models.export import load_model
from tests.conftest import CATALOG, SETTINGS
from tests.parity.families import Small, make_ready


@pytest.fixture(scope="session")
def reference(sources: Callable[[str], Path]) -> Callable[[str], PreTrainedModel]:
    """reference(model): the model in transformers, in 32 bits, read once: that takes longer than most tests."""
    return cache(lambda model: load_model(CATALOG[model].kind, sources(model)))


@pytest.fixture
def exact_lab(ready: Callable[..., Path]) -> Callable[[str], Lab]:
    """exact_lab(model): a lab in which that model runs in 32 bits, so that only the way of computing differs."""

    def lab(model: str) -> Lab:
        home = ready(model, "fp32").parents[1]  # where a model is that runs in 32 bits anyway, or the one for parity
        return Lab(replace(SETTINGS, home=home, provider="cpu"), CATALOG)

    return lab


@pytest.fixture(scope="session")
def family_model(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Small]:
    """family_model(family): one of tests/parity/families.py, made ready once for all tests."""
    return cache(lambda family: make_ready(family, tmp_path_factory.mktemp(family)))
