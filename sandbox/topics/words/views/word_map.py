"""word-map: the words at hand, laid out live."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.models.word_vectors import Found, How, WordVectors
from sandbox.topics.words.arithmetic import add_up
from sandbox.topics.words.expression import read
from sandbox.topics.words.projection import (
    FEWEST,
    checked_neighbors,
    nearest_first,
    pca_layout,
    trustworthiness,
    trustworthiness_by_chance,
    turned_onto,
    umap_layout,
    usable_neighbors,
    warm_up,
)
from sandbox.topics.words.umap_thread import in_umap_thread
from sandbox.topics.words.views.common import MOST_SUGGESTED, MissingWord, TypedWord, VectorsFacts, facts, missing_words
from sandbox.view import READABLE, Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab


#: A map of more words could not be read any more.
MOST_PLACED = 300


class WordMapParams(Params):
    """What can be asked: words, or an expression and the `count` words nearest to it, and how they are laid out.

    `n_neighbors`, `min_dist` and the seeds are UMAP's; with `seed_b` there is a second picture, from another seed.
    """

    words: Annotated[tuple[TypedWord, ...], Field(max_length=MOST_PLACED)] = ()
    expression: Annotated[str, Field(max_length=200), READABLE] = ""
    count: Annotated[int, Field(ge=5, le=MOST_PLACED)] = 60
    vectors: Annotated[str, Field(max_length=60)] = "ja"
    method: Literal["umap", "pca"] = "umap"
    n_neighbors: Annotated[int, Field(ge=2, le=100)] = 15
    min_dist: Annotated[float, Field(ge=0, le=0.99)] = 0.1
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    seed_b: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class Placed(BaseModel):
    """Where a word lies; y upwards."""

    x: float
    y: float


class PlacedWord(Placed):
    """A word of the map. `input`: it was typed, it is no neighbour; `also`: what else was typed and found this word."""

    typed: str
    word: str
    how: How
    also: list[str]
    input: bool


class SecondMap(BaseModel):
    """The same words from another seed, turned so that they lie as much like the first picture as they can."""

    points: list[Placed]
    trustworthiness: float


class WordMap(Result):
    """The answer.

    Attributes:
        neighbors: for each point the places of its nearest points in truth (by cosine), nearest first.
        cosines: of those neighbours.
        trustworthiness: of the first picture, 0 … 1; with as many neighbours as `neighbors_checked` says.
        by_chance: the trustworthiness to expect of a picture that was drawn blindfold.
        n_neighbors: what UMAP was given in the end; None for PCA, which has no such thing.
        explained: the shares of the spread that the axes of PCA show.
    """

    points: list[PlacedWord]
    neighbors: list[list[int]]
    cosines: list[list[float]]
    trustworthiness: float
    neighbors_checked: int
    by_chance: float
    n_neighbors: int | None
    explained: tuple[float, float] | None
    second: SecondMap | None
    missing: list[MissingWord]
    vectors: VectorsFacts


@dataclass(frozen=True)
class _Chosen:
    """The words to be placed, by row, with all that was typed for them; the rows that were typed; what is not there."""

    found: dict[int, list[Found]]
    inputs: set[int]
    missing: list[MissingWord]


async def word_map(params: WordMapParams, lab: Lab) -> WordMap:
    """Lay out words in a plane.

    Raises:
        BadInput: unknown vectors, fewer than three words that are there, or an expression that cannot be read.
        NotReady: the vectors' files are damaged, or too many wait for UMAP.
    """
    vectors = await lab.vectors(params.vectors)
    chosen = await asyncio.to_thread(_chosen, params, vectors)
    if params.method == "pca":
        return await asyncio.to_thread(_pca_map, chosen, vectors)
    return await in_umap_thread(lambda: _umap_map(params, chosen, vectors, lab.settings.home))


def _chosen(params: WordMapParams, vectors: WordVectors) -> _Chosen:
    found: dict[int, list[Found]] = {}
    unknown: list[str] = []
    for typed in dict.fromkeys(params.words):
        if one := vectors.find(typed):
            found.setdefault(one.row, []).append(one)
        else:
            unknown.append(typed)
    near: list[tuple[int, float]] = []
    if params.expression.strip():
        terms, summands = read(params.expression, vectors)
        for one in summands:
            if one not in found.setdefault(one.row, []):
                found[one.row].append(one)
        count = min(params.count, MOST_PLACED - len(found))
        near = vectors.nearest(add_up(terms, summands, vectors).target, count, without=found) if count > 0 else []
    inputs = set(found)
    found |= {row: [Found(word, row, word, "exact")] for row, word in ((row, vectors.words[row]) for row, _ in near)}
    if len(found) < FEWEST:
        if unknown:
            listed = ", ".join(unknown[:MOST_SUGGESTED])
            raise BadInput("too_few_words_found", "words", least=FEWEST, count=len(found), missing=listed)
        raise BadInput("too_few_words", "words", least=FEWEST)
    return _Chosen(found, inputs, missing_words(unknown, vectors))


def _pca_map(chosen: _Chosen, vectors: WordVectors) -> WordMap:
    points, explained = pca_layout(vectors.unit[list(chosen.found)])
    return _word_map(chosen, vectors, points, explained=explained)


def _umap_map(params: WordMapParams, chosen: _Chosen, vectors: WordVectors, home: Path) -> WordMap:
    warm_up(home)
    unit = vectors.unit[list(chosen.found)]
    n_neighbors = usable_neighbors(params.n_neighbors, len(unit))
    points = turned_onto(umap_layout(unit, n_neighbors, params.min_dist, params.seed), pca_layout(unit)[0])
    second = None
    if params.seed_b is not None:
        second = turned_onto(umap_layout(unit, n_neighbors, params.min_dist, params.seed_b), points)
    return _word_map(chosen, vectors, points, second=second, n_neighbors=n_neighbors)


def _word_map(
    chosen: _Chosen,
    vectors: WordVectors,
    points: NDArray[np.float64],
    second: NDArray[np.float64] | None = None,
    n_neighbors: int | None = None,
    explained: tuple[float, float] | None = None,
) -> WordMap:
    """Put the answer together from the points [words, 2], and those of the second picture, if there is one."""
    order, cosines = nearest_first(vectors.unit[list(chosen.found)])
    checked = checked_neighbors(len(points))

    def placed(points: NDArray[np.float64]) -> list[Placed]:
        return [Placed(x=round(x, 5) + 0.0, y=round(y, 5) + 0.0) for x, y in points.tolist()]

    def trust(points: NDArray[np.float64]) -> float:
        return round(trustworthiness(order, points, checked), 4)

    words = []
    for (row, found), place in zip(chosen.found.items(), placed(points), strict=True):
        best = min(found, key=lambda one: get_args(How).index(one.how))
        also = [one.typed for one in found if one is not best]
        words.append(
            PlacedWord(
                **place.model_dump(),
                typed=best.typed,
                word=best.word,
                how=best.how,
                also=also,
                input=row in chosen.inputs,
            )
        )
    return WordMap(
        points=words,
        neighbors=order[:, :checked].tolist(),
        cosines=cosines[:, :checked].round(4).tolist(),
        trustworthiness=trust(points),
        neighbors_checked=checked,
        by_chance=round(trustworthiness_by_chance(len(points), checked), 4),
        n_neighbors=n_neighbors,
        explained=explained and (round(explained[0], 4), round(explained[1], 4)),
        second=None if second is None else SecondMap(points=placed(second), trustworthiness=trust(second)),
        missing=chosen.missing,
        vectors=facts(vectors),
    )


#: Fruit, vehicles and animals.
_MIXED = {
    "ja": "りんご みかん ぶどう もも バナナ メロン 車 電車 バス 自転車 飛行機 船 犬 猫 馬 牛 象 鳥",
    "en": "apple orange grape peach banana melon car train bus bicycle airplane ship dog cat horse cow elephant bird",
}

WORD_MAP = View(
    name="word-map",
    params=WordMapParams,
    compute=word_map,
    widget="word-map",
    example={
        "ja": WordMapParams(words=tuple(_MIXED["ja"].split()), n_neighbors=10, min_dist=0.3),
        "en": WordMapParams(words=tuple(_MIXED["en"].split()), vectors="en", n_neighbors=10, min_dist=0.3),
    },
)
