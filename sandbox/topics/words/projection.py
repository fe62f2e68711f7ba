"""A picture of the words at hand: their vectors laid out in a plane, and a number for how far to believe it.

PCA turns the cloud of points so that its two widest directions lie in the plane; everything else is dropped. UMAP
(McInnes, Healy & Melville 2018, arXiv 1802.03426) joins every word to its nearest ones and looks for places in the
plane where the joined ones are close again: starting from PCA's picture, and moving points in an order that depends on
a seed. (Kobak & Linderman 2021, doi 10.1038/s41587-020-00809-z: from such a start more of the whole is kept.)
"""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

#: A picture of fewer words says nothing: two points can always be placed.
FEWEST = 3
#: How many nearest neighbours of each word are looked at, where there are enough words.
MOST_CHECKED = 5

_lock = threading.RLock()  # numba's threads must not be entered twice at once
_warm = False


def warm_up(home: Path) -> None:
    """Load umap-learn and let it compile what it runs; returns when all is done, at once if it was done before.

    It is compiled (by numba) when it is first imported and first run, which takes half a minute. The outcome is kept in
    a folder in `home`, so that every later process reads it in a few seconds. Any thread may call this, or wait in it.
    """
    global _warm
    with _lock:
        if _warm:
            return
        if "NUMBA_CACHE_DIR" not in os.environ:  # numba reads it when it is imported
            folder = home / "compiled"
            os.environ["NUMBA_CACHE_DIR"] = str(folder) if _writable(folder) else tempfile.mkdtemp(prefix="lm-sandbox-")
        import umap.distances
        import umap.layouts
        import umap.umap_

        # The inner loops, which umap-learn itself does not let numba keep.
        functions = [*vars(umap.umap_).values(), *vars(umap.layouts).values(), umap.distances.cosine]
        for function in functions:
            if hasattr(function, "enable_caching"):
                function.enable_caching()
        umap_layout(np.eye(12, dtype=np.float32), 5, 0.1, 0)
        _warm = True


def pca_layout(unit: NDArray[np.float32]) -> tuple[NDArray[np.float64], tuple[float, float]]:
    """Lay out words by the first two principal components of their vectors of length 1 [words, dimensions].

    Returns the points [words, 2] and the share of the spread (variance) that each of the two axes shows. The sign of an
    axis, which mathematics leaves open, is chosen so that its largest weight is positive, as scikit-learn does.
    """
    centred = unit.astype(np.float64) - unit.mean(axis=0, dtype=np.float64)
    _, lengths, axes = np.linalg.svd(centred, full_matrices=False)
    variance = lengths**2
    shares = variance / (variance.sum() or 1)
    largest = axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)]
    points = centred @ (axes * np.sign(largest)[:, None])[:2].T
    missing = 2 - points.shape[1]  # vectors of one dimension have one axis
    shares = np.pad(shares[:2], (0, missing))
    return np.pad(points, ((0, 0), (0, missing))), (float(shares[0]), float(shares[1]))


def usable_neighbors(wished: int, words: int) -> int:
    """Return the n_neighbors that UMAP can use for so many words: a word cannot have more than there are others."""
    return max(2, min(wished, words - 1))


def umap_layout(unit: NDArray[np.float32], n_neighbors: int, min_dist: float, seed: int) -> NDArray[np.float64]:
    """Lay out words by their vectors of length 1 [words, dimensions] with UMAP, by cosine distance.

    Args:
        unit: at least 3 words.
        n_neighbors: as `usable_neighbors` returns it.
        min_dist: how close together points may be packed, 0 … 1.
        seed: of the order in which points are moved, and of a little noise; the same seed gives the same points.

    Returns the points [words, 2].
    """
    # umap-learn's own default, a spectral start, is not the same each time for a handful of words (ARPACK restarts at
    # random there). Words that are all the same, or in one dimension, have no picture by PCA to start from.
    wide = np.ptp(unit, axis=0).max() > 1e-6 and unit.shape[1] > 1
    with _lock:
        from umap import UMAP

        layout = UMAP(
            n_neighbors=n_neighbors,
            min_dist=min_dist,
            metric="cosine",
            random_state=seed,
            init="pca" if wide else "random",
            n_jobs=1,
        )
        return np.asarray(layout.fit_transform(unit), dtype=np.float64)


def turned_onto(points: NDArray[np.float64], goal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn and mirror points [words, 2] about their middle so that they lie as nearly as can be like `goal`.

    What is up, and what is left, means nothing in a layout by UMAP; pictures that agree in it are easier to compare.
    (Orthogonal Procrustes problem, Schönemann 1966. No distance between two points changes.)
    """
    centred = points - points.mean(axis=0)
    left, _, right = np.linalg.svd(centred.T @ (goal - goal.mean(axis=0)))
    turned: NDArray[np.float64] = centred @ (left @ right)
    return turned


def nearest_first(unit: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Order all other words by their cosine with each word, from vectors of length 1 [words, dimensions].

    Returns their places and their cosines, both [words, words − 1]; of two that are equally near the first comes first.
    """
    cosines = unit.astype(np.float64) @ unit.astype(np.float64).T
    np.fill_diagonal(cosines, -np.inf)  # the word itself comes last, and is cut off
    order = np.argsort(-cosines, axis=1, kind="stable")[:, :-1]
    return order, np.take_along_axis(cosines, order, axis=1)


def checked_neighbors(words: int) -> int:
    """Return how many neighbours trustworthiness looks at: it is defined for less than half of the words."""
    return max(1, min(MOST_CHECKED, (words - 1) // 2))


def trustworthiness(order: NDArray[np.intp], points: NDArray[np.float64], checked: int) -> float:
    """Say how far neighbours in the picture are neighbours in truth: 1 if all are, less for each that is not.

    Venna & Kaski 2001 ("Neighborhood preservation in nonlinear projection methods", ICANN). Each of a point's `checked`
    nearest points in the picture costs by how many places it lies behind the `checked` nearest in truth.

    Args:
        order: [words, words − 1] from `nearest_first`: the truth.
        points: [words, 2]: the picture.
        checked: k, less than half of the words.
    """
    words = len(points)
    rank = np.zeros((words, words), dtype=np.intp)
    np.put_along_axis(rank, order, np.arange(1, words)[None, :].repeat(words, axis=0), axis=1)
    distances = ((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    shown = np.argsort(distances, axis=1, kind="stable")[:, :checked]
    behind = np.take_along_axis(rank, shown, axis=1) - checked
    worst = words * checked * (2 * words - 3 * checked - 1) / 2
    return float(1 - behind[behind > 0].sum() / worst)


def trustworthiness_by_chance(words: int, checked: int) -> float:
    """Return the trustworthiness to expect where every word lies anywhere: about a half."""
    return 1 - (words - checked) * (words - 1 - checked) / ((words - 1) * (2 * words - 3 * checked - 1))


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True
