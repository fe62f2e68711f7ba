"""Layouts and their trustworthiness, against umap-learn and scikit-learn asked directly."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness as sklearn_trustworthiness

from sandbox.models.vectors_catalog import all_vectors
from sandbox.topics.words.projection import (
    nearest_first,
    pca_layout,
    trustworthiness,
    turned_onto,
    umap_layout,
    warm_up,
)
from tests.conftest import SETTINGS


@pytest.fixture(scope="module")
def unit() -> NDArray[np.float32]:
    """Japanese words: the 400 most frequent from rank 1,000 on."""
    return all_vectors(SETTINGS)["ja"].load().unit[1000:1400]


@pytest.mark.parametrize(
    ("words", "n_neighbors", "min_dist", "seed"),
    [(4, 2, 0.1, 0), (12, 3, 0.0, 1), (60, 15, 0.99, 2), (200, 15, 0.1, 7)],
)
def test_umap(unit: NDArray[np.float32], words: int, n_neighbors: int, min_dist: float, seed: int) -> None:
    warm_up(SETTINGS.home)
    from umap import UMAP

    theirs = UMAP(n_neighbors=n_neighbors, min_dist=min_dist, metric="cosine", random_state=seed, init="pca", n_jobs=1)
    expected = theirs.fit_transform(unit[:words])
    ours = umap_layout(unit[:words], n_neighbors, min_dist, seed)
    assert np.array_equal(ours, expected)
    # What is shown is turned; every distance is umap-learn's.
    turned = turned_onto(ours, pca_layout(unit[:words])[0])
    between = np.linalg.norm(turned[:, None] - turned[None], axis=2)
    assert between == pytest.approx(np.linalg.norm(ours[:, None] - ours[None], axis=2), abs=1e-9)


@pytest.mark.parametrize("words", [3, 12, 300])
def test_pca(unit: NDArray[np.float32], words: int) -> None:
    theirs = PCA(n_components=2, svd_solver="full")
    expected = theirs.fit_transform(unit[:words].astype(np.float64))
    points, shares = pca_layout(unit[:words])
    assert points == pytest.approx(expected, abs=1e-6)
    assert shares == pytest.approx(theirs.explained_variance_ratio_, abs=1e-9)


@pytest.mark.parametrize(("words", "checked"), [(3, 1), (10, 4), (60, 5), (400, 5), (400, 15)])
def test_trustworthiness(unit: NDArray[np.float32], words: int, checked: int) -> None:
    points = pca_layout(unit[:words])[0]
    expected = sklearn_trustworthiness(unit[:words].astype(np.float64), points, n_neighbors=checked, metric="cosine")
    ours = trustworthiness(nearest_first(unit[:words])[0], points, checked)
    assert ours == pytest.approx(expected, abs=1e-6)
