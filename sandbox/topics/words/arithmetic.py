"""Arithmetic with words: add and subtract their vectors, and see which word lies in the direction of the sum.

Mikolov et al. 2013, "Linguistic Regularities in Continuous Space Word Representations" (NAACL), and arXiv 1301.3781.
As is usual, vectors are brought to length 1 first (unless the set says otherwise: a toy table is added as it stands).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel
from typing_extensions import TypedDict  # the one pydantic reads before Python 3.12

from sandbox.errors import BadInput
from sandbox.models.word_vectors import Found, WordVectors
from sandbox.topics.words.expression import Term

#: Below this length a sum has no direction: what is left of a − a is rounding.
NOTHING = 1e-6


@dataclass(frozen=True)
class Sum:
    """Terms added up: their rows, their vectors [terms, dimensions] before weighting, and the sum [dimensions]."""

    weights: NDArray[np.float64]
    rows: list[int]
    vectors: NDArray[np.float64]
    target: NDArray[np.float64]


def add_up(terms: Sequence[Term], found: Sequence[Found], vectors: WordVectors) -> Sum:
    """Add the terms' vectors by their weights. Raises BadInput("expression_zero") where nothing is left."""
    rows = [one.row for one in found]
    summands = vectors.summands[rows].astype(np.float64)
    weights = np.array([term.weight for term in terms])
    target = weights @ summands
    if np.linalg.norm(target) < NOTHING:
        raise BadInput("expression_zero", "expression")
    return Sum(weights, rows, summands, target)


class Place(BaseModel):
    """A point of the plane, in the units of the vectors."""

    x: float
    y: float


class PlanePoint(Place):
    """A word in the plane; `off` is how far from the plane its vector really lies, in the same units."""

    word: str
    kind: str  # "term" or "result"
    weight: float
    off: float


#: The words of + a − b + c: the arrow from b to a, laid on at c, the start, ends at the target.
Parallelogram = TypedDict("Parallelogram", {"from": str, "to": str, "start": str})


class Plane(BaseModel):
    """The plane that shows an expression best.

    Attributes:
        points: terms, then results.
        origin: where 0 lies, if the plane goes through it.
        target: the sum.
        path: the sums so far, from 0 to the target; empty where a parallelogram says it better.
        exact: terms and target lie in the plane, so their distances and angles are true.
        explained: share of the spread of all points around their mean that the plane shows, 0 … 1.
    """

    points: list[PlanePoint]
    origin: Place | None
    target: Place
    path: list[Place]
    parallelogram: Parallelogram | None
    exact: bool
    explained: float


def plane(sum: Sum, results: Sequence[int], vectors: WordVectors) -> Plane:
    """Choose a plane for an expression and project words on it.

    + a − b + c spans a parallelogram: its own plane shows it undistorted, with b → c to the right. Any other expression
    is a path of vectors laid end to end from 0, shown in the plane through 0 that keeps most of terms and sum (by
    singular value decomposition: Eckart & Young 1936).
    """
    corners = _corners(sum)
    if corners:
        a, b, c = (sum.vectors[index] for index in corners)
        anchor, axes = b, _orthonormal([c - b, a - b])
    else:
        anchor = np.zeros(len(sum.target))
        _, _, directions = np.linalg.svd(np.vstack([sum.vectors, sum.target]), full_matrices=False)
        axes = _orthonormal([*_kept(sum, directions)])
    neighbours = vectors.summands[list(results)].astype(np.float64)
    if len(axes) < 2:  # everything on one line: the neighbours decide where the other direction goes
        rest = neighbours - anchor
        rest = rest - rest @ axes.T @ axes
        spread = np.linalg.svd(rest, full_matrices=False)[2] if len(rest) else np.zeros((0, len(anchor)))
        axes = _orthonormal([*axes, *spread, *np.eye(len(anchor))[:2]])[:2]

    known = np.vstack([sum.vectors, neighbours, sum.target])
    flat = (known - anchor) @ axes.T
    if not corners:
        flat, axes = _upright(flat, axes)
    off = np.linalg.norm(known - anchor - flat @ axes, axis=1)
    if corners:
        flat = flat - flat[[*corners, -1]].mean(axis=0)
    terms = len(sum.rows)
    points = [
        PlanePoint(
            word=vectors.words[row],
            kind="term" if index < terms else "result",
            weight=float(sum.weights[index]) if index < terms else 0.0,
            x=_round(flat[index, 0]),
            y=_round(flat[index, 1]),
            off=_round(off[index]),
        )
        for index, row in enumerate([*sum.rows, *results])
    ]
    centred, seen = known - known.mean(axis=0), flat - flat.mean(axis=0)
    spread_all = float((centred**2).sum())
    steps = np.vstack([np.zeros(2), np.cumsum(sum.weights[:, None] * (sum.vectors @ axes.T), axis=0)])
    exact = bool(max(off[:terms].max(), off[-1]) < 1e-5)
    return Plane(
        points=points,
        origin=None if corners else Place(x=0, y=0),
        target=_place(flat[-1]),
        path=[] if corners else [_place(step) for step in steps],
        parallelogram=_parallelogram(corners, points) if corners else None,
        exact=exact,
        explained=round(float((seen**2).sum()) / spread_all, 4) if spread_all else 1.0,
    )


def _corners(sum: Sum) -> tuple[int, int, int] | None:
    """Return the places (a, b, c) of + a − b + c, in whatever order it was written; None for anything else."""
    if len(sum.rows) != 3 or len(set(sum.rows)) != 3 or sorted(sum.weights.tolist()) != [-1.0, 1.0, 1.0]:
        return None
    b = int(np.argmin(sum.weights))
    a, c = (index for index in range(3) if index != b)
    # Where all three lie on one line there is no parallelogram to be seen.
    sides = np.stack([sum.vectors[c] - sum.vectors[b], sum.vectors[a] - sum.vectors[b]])
    return (a, b, c) if np.linalg.svd(sides, compute_uv=False)[1] > NOTHING else None


def _parallelogram(corners: tuple[int, int, int], points: Sequence[PlanePoint]) -> Parallelogram:
    a, b, c = (points[index].word for index in corners)
    return {"from": b, "to": a, "start": c}


def _kept(sum: Sum, directions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the first two singular directions, without one along which nothing differs."""
    lengths = np.linalg.norm(np.vstack([sum.vectors, sum.target]) @ directions.T, axis=0)
    kept: NDArray[np.float64] = directions[lengths > NOTHING][:2]
    return kept


def _orthonormal(vectors: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Make vectors orthogonal and of length 1, in their order; those that add no direction drop out (Gram-Schmidt)."""
    axes: list[NDArray[np.float64]] = []
    for vector in vectors:
        for axis in axes:
            vector = vector - (vector @ axis) * axis
        length = np.linalg.norm(vector)
        if length > NOTHING:
            axes.append(vector / length)
    return np.array(axes)


def _upright(flat: NDArray[np.float64], axes: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Turn the plane so that the target, the last point, lies to the right and the first term not below it."""
    angle = np.arctan2(flat[-1, 1], flat[-1, 0])
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    if (flat @ turn.T)[0, 1] < 0:
        turn = np.array([[1, 0], [0, -1]]) @ turn
    return flat @ turn.T, turn @ axes


def _place(point: NDArray[np.float64]) -> Place:
    return Place(x=_round(point[0]), y=_round(point[1]))


def _round(number: float) -> float:
    return round(float(number), 5) + 0.0  # there is one zero only
