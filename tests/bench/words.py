"""Word vectors: a query against gensim's on the same vectors, and what is shipped."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from gensim.models import KeyedVectors

from sandbox.models.vectors_catalog import shipped
from sandbox.topics.words.arithmetic import add_up
from sandbox.topics.words.expression import parse, resolve
from sandbox.topics.words.projection import warm_up
from sandbox.topics.words.views.word_arithmetic import WordArithmeticParams, answer
from tests.conftest import SETTINGS

ROUNDS = 300
#: Without what this process may have told numba.
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
CLEAN["LM_SANDBOX_HOME"] = str(SETTINGS.home)
EXPRESSIONS = {"ja": "女優 - 女性 + 男性", "en": "king - man + woman"}


def ratio(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float, float]:
    """Median milliseconds of both, called in turns, and the median of the pairs' ratios (theirs / ours)."""
    pairs = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ours()
        middle = time.perf_counter()
        theirs()
        pairs.append((middle - start, time.perf_counter() - middle))
    one, other = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    return one, other, statistics.median(b / a for a, b in pairs)


def queries(id: str, expression: str) -> list[tuple[str, str]]:
    """One expression, asked of ours and of gensim: the ten nearest words, and all that the page needs."""
    vectors = shipped(SETTINGS.assets)[id].load()
    keyed = KeyedVectors(vectors.dimensions)
    keyed.add_vectors(vectors.words, vectors.vectors)
    keyed.fill_norms()
    positive = [(term.word, term.weight) for term in parse(expression)]
    params = WordArithmeticParams(expression=expression, vectors=id)
    size = f"{len(vectors.words):,} × {vectors.dimensions}"

    def query() -> object:
        terms = parse(expression)
        sum = add_up(terms, resolve(terms, vectors), vectors)
        return vectors.nearest(sum.target, 10, without=sum.rows)

    def theirs() -> object:
        return keyed.most_similar(positive=positive, topn=10)

    found = []
    for what, ours in ((f"query, {size}", query), (f"whole answer, {size}", lambda: answer(params, vectors))):
        one, other, times = ratio(ours, theirs)
        found.append((f"{what}: gensim's query / ours", f"{times:.2f} ({other:.2f} ms / {one:.2f} ms)"))
    return found


#: A fresh process that lays out 200 words: with what `setup` compiled, and by plain umap-learn.
READY = """
from sandbox.settings import Settings
from sandbox.topics.words.projection import umap_layout, warm_up
warm_up(Settings.from_environment().home)
umap_layout(unit, 15, 0.1, 0)
"""
PLAIN = """
from umap import UMAP
UMAP(n_neighbors=15, min_dist=0.1, metric="cosine", random_state=0, init="pca", n_jobs=1).fit_transform(unit)
"""


def first_maps() -> list[tuple[str, str]]:
    """Seconds from the start of a process to the first live map of 200 words, ours and umap-learn's own, in turns."""
    words = SETTINGS.assets / "vectors" / "ja" / "vectors.npy"
    start = f"import numpy\nunit = numpy.load({str(words)!r}, allow_pickle=False)[:200].astype('float32')\n"
    warm_up(SETTINGS.home)
    pairs = []
    for _ in range(3):
        times = []
        for code in (READY, PLAIN):
            begun = time.perf_counter()
            subprocess.run([sys.executable, "-W", "ignore", "-c", start + code], check=True, env=CLEAN)
            times.append(time.perf_counter() - begun)
        pairs.append(times)
    ours, plain = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    return [
        ("first UMAP of 200 words in a new process: umap-learn / ours", f"{ratio:.1f} ({plain:.1f} s / {ours:.1f} s)")
    ]


def rows() -> list[tuple[str, str]]:
    """Measure."""
    found = [row for id, expression in EXPRESSIONS.items() for row in queries(id, expression)]
    sizes = {
        folder.name: sum(file.stat().st_size for file in folder.iterdir())
        for folder in (SETTINGS.assets / "vectors").iterdir()
        if folder.is_dir()
    }
    found += first_maps()
    return [*found, *((f"shipped, assets/vectors/{name}", f"{size / 1e6:.1f} MB") for name, size in sizes.items())]
