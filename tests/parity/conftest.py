"""Where the parity tests find their models."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from sandbox.models.catalog import Catalog
from sandbox.models.convert import convert
from sandbox.settings import Settings

ASSETS = Settings().assets


@pytest.fixture(scope="session")
def sources() -> Callable[[str], Path]:
    """Give the unpacked .gguf file or folder of a model, from the folder LM_SANDBOX_TEST_SOURCES names."""
    root = Path(os.environ["LM_SANDBOX_TEST_SOURCES"])

    def find(model: str) -> Path:
        entry = Catalog.load(ASSETS)[model]
        return entry.source_path(root if entry.format == "gguf" else root / model)

    return find


@pytest.fixture(scope="session")
def ready(sources: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Give a model folder, converted once a run."""

    @cache
    def make(model: str, precision: str) -> Path:
        entry = Catalog.load(ASSETS)[model]
        folder = tmp_path_factory.mktemp(f"{model}-{precision}")
        convert(entry, sources(model), entry.graphs, folder, precision, lambda done, total: None)
        return folder

    return make
