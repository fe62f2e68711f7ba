"""Word vectors: a query against gensim's on the same vectors, and what is shipped."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

from gensim.models import KeyedVectors

from sandbox.models.vectors_catalog import shipped
from sandbox.topics.words.arithmetic import add_up
from sandbox.topics.words.expression import parse, resolve
from sandbox.topics.words.views.common import answer
from sandbox.topics.words.views.word_arithmetic import WordArithmeticParams
from tests.conftest import SETTINGS

ROUNDS = 300
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


def rows() -> list[tuple[str, str]]:
    """Measure."""
    found = [row for id, expression in EXPRESSIONS.items() for row in queries(id, expression)]
    sizes = {
        folder.name: sum(file.stat().st_size for file in folder.iterdir())
        for folder in (SETTINGS.assets / "vectors").iterdir()
        if folder.is_dir()
    }
    return [*found, *((f"shipped, assets/vectors/{name}", f"{size / 1e6:.1f} MB") for name, size in sizes.items())]


if __name__ == "__main__":
    print("OPENBLAS_CORETYPE:", os.environ.get("OPENBLAS_CORETYPE", "as it comes"))
    for name, figure in rows():
        print(f"{name:<70}  {figure}")
