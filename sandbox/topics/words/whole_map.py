"""A map of a whole vocabulary: every word as a point, close to the words its vector is close to.

It is computed once (scripts/make-vectors, minutes) and shipped; pages only draw it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

#: Coordinates are whole numbers from 0 to this: finer than any screen.
FINEST = 9_999
#: How many clusters are named, from the coarsest level to the finest.
LEVELS = (24, 120, 480)
#: Trustworthiness needs all pairs of words, so it is measured on this many, chosen at random.
SAMPLE = 5_000
_CHECKED = 15


class Cluster(BaseModel):
    """A neighbourhood of the map, where its name stands, and the words that name it."""

    x: int
    y: int
    level: int
    words: list[str]
    size: int


class MapFacts(BaseModel):
    """How a map was made. `trustworthiness` was measured on `sample` words with their `checked` nearest neighbours."""

    method: str
    metric: str
    n_neighbors: int
    min_dist: float
    seed: int
    trustworthiness: float
    checked: int
    sample: int


def whole_map(
    words: Sequence[str],
    unit: NDArray[np.float32],
    unshown: Collection[int] = (),
    n_neighbors: int = 15,
    min_dist: float = 0.1,
    seed: int = 1,
) -> dict[str, Any]:
    """Lay out all words [n] by their vectors of length 1 [n, dimensions] with UMAP (McInnes et al. 2018, 1802.03426).

    Returns {"x", "y", "clusters", "map"} as `map.json` keeps it. Neighbourhoods are k-means clusters of the map itself;
    each is named by the three most frequent among the tenth of its words nearest to its mean vector, without `unshown`
    rows.
    """
    import umap
    from sklearn.manifold import trustworthiness

    layout = umap.UMAP(n_neighbors=n_neighbors, min_dist=min_dist, metric="cosine", random_state=seed, n_jobs=1)
    points = layout.fit_transform(unit).astype(np.float64)
    low, high = points.min(axis=0), points.max(axis=0)
    scaled = (points - (low + high) / 2) / (high - low).max() + 0.5  # one scale for both axes, in the middle
    scaled = np.clip(scaled * FINEST, 0, FINEST).round().astype(int)
    some = np.sort(np.random.default_rng(seed).permutation(len(unit))[:SAMPLE])
    trust = trustworthiness(unit[some], points[some], n_neighbors=_CHECKED, metric="cosine")
    facts = MapFacts(
        method="umap",
        metric="cosine",
        n_neighbors=n_neighbors,
        min_dist=min_dist,
        seed=seed,
        trustworthiness=round(float(trust), 4),
        checked=_CHECKED,
        sample=len(some),
    )
    levels = (_clusters(words, unit, scaled, level, set(unshown)) for level in range(len(LEVELS)))
    clusters = [cluster.model_dump() for level in levels for cluster in level]
    return {"x": scaled[:, 0].tolist(), "y": scaled[:, 1].tolist(), "clusters": clusters, "map": facts.model_dump()}


def _clusters(
    words: Sequence[str], unit: NDArray[np.float32], points: NDArray[np.int_], level: int, unshown: set[int]
) -> list[Cluster]:
    """Name the neighbourhoods of one level."""
    from sklearn.cluster import KMeans

    labels = KMeans(LEVELS[level], n_init=4, random_state=0).fit_predict(points)
    named = []
    for label in range(LEVELS[level]):
        members = np.flatnonzero(labels == label)
        mean = unit[members].mean(axis=0)
        typical = members[np.argsort(-(unit[members] @ mean))]
        typical = typical[[row not in unshown for row in typical]][: max(3, len(members) // 10)]
        x, y = np.median(points[members], axis=0).round().astype(int).tolist()
        named.append(
            Cluster(x=x, y=y, level=level, words=[words[row] for row in np.sort(typical)[:3]], size=len(members))
        )
    return named
