"""Transformers' own models, which ours are compared with."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from transformers import PreTrainedModel

from sandbox.models.export import load_model
from tests.conftest import CATALOG


@pytest.fixture(scope="session")
def reference(sources: Callable[[str], Path]) -> Callable[[str], PreTrainedModel]:
    """reference(model): the model in transformers, in 32 bits, read once: that takes longer than most tests."""
    return cache(lambda model: load_model(CATALOG[model].kind, sources(model)))
