"""What a head does, measured: how much of its attention goes where.

For each habit that heads are known for, `targets` says at which keys a query would look if it had that habit. A head's
score is the share of its attention that really goes there: the mean over all queries that see such a key. Nothing is
labelled by hand.

* previous, the token before; separator, [SEP] at the end; punctuation: Clark et al. 2019 (arXiv 1906.04341) describe
  such heads in BERT; Voita et al. 2019 (1905.09418) find positional heads in translation.
* diagonal: the token itself. Clark et al. find that most heads of BERT give it little.
* first: the first token, whatever it is: an attention sink, where attention goes that has nowhere to go (Xiao et al.
  2023, 2309.17453).
* same: the same token at other places. induction: the token that came after an earlier occurrence of the same token,
  which is what one needs to go on with something that was said before (Olsson et al. 2022, 2209.11895).
* broad: the odd one out. How evenly attention is spread: its entropy divided by the largest possible one,
  log₂(visible keys).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from sandbox.topics.attention.reading import Mask, Reading

Floats = NDArray[np.float64]
Habit = Literal["previous", "first", "same", "induction", "diagonal", "separator", "punctuation", "broad"]
HABITS: tuple[Habit, ...] = get_args(Habit)

#: Habits for which a chance comes only now and then. A head that has one of them does something else meanwhile: mostly
#: it rests on the first token. It is called by what it does when it can.
RARE: tuple[Habit, ...] = ("same", "induction", "punctuation")
#: A head is called by a habit if at least half of its attention follows it where it can …
MOST = 0.5
#: … or broad, if its entropy is at least this share of the largest: with 16 visible tokens as much as if it were spread
#: evenly over half of them.
EVEN = 0.75


@dataclass(frozen=True)
class HeadScores:
    """What was measured of all heads, on one text or on several.

    Attributes:
        sums: by habit, [layers, heads]: the scores of all queries, added up.
        queries: by habit, how many queries those are: 0 where no query sees a key that the habit would look at.
        entropy: [layers, heads]: the entropies in bits of all queries that see two keys or more, added up; there are as
            many of these as of `broad`.
    """

    sums: dict[Habit, Floats]
    queries: dict[Habit, int]
    entropy: Floats

    def __add__(self, other: HeadScores) -> HeadScores:
        """Join what was measured on different texts; each query counts alike."""
        return HeadScores(
            {habit: self.sums[habit] + other.sums[habit] for habit in HABITS},
            {habit: self.queries[habit] + other.queries[habit] for habit in HABITS},
            self.entropy + other.entropy,
        )

    def replaced(self, habits: Iterable[Habit], other: HeadScores) -> HeadScores:
        """Take the scores of some habits from another measurement."""
        sums, queries = dict(self.sums), dict(self.queries)
        for habit in habits:
            sums[habit], queries[habit] = other.sums[habit], other.queries[habit]
        return HeadScores(sums, queries, self.entropy)

    def score(self, habit: Habit) -> Floats | None:
        """Return the mean over queries, [layers, heads], 0 … 1; None where there was nothing to measure it on."""
        return self.sums[habit] / self.queries[habit] if self.queries[habit] else None

    @property
    def entropy_bits(self) -> Floats:
        """The mean entropy of a query's weights in bits, [layers, heads]; 0 where no query has a choice."""
        return self.entropy / max(1, self.queries["broad"])

    def labels(self) -> list[list[Habit | Literal["mixed"]]]:
        """Call every head by its main habit, [layers][heads]; "mixed" if it has none."""
        scores = {habit: score for habit in HABITS if (score := self.score(habit)) is not None}
        layers, heads = self.entropy.shape
        return [
            [main_habit({habit: float(score[layer, head]) for habit, score in scores.items()}) for head in range(heads)]
            for layer in range(layers)
        ]


def main_habit(scores: dict[Habit, float]) -> Habit | Literal["mixed"]:
    """Return the rare habit with the largest score, if that is MOST or more; else the same of the other habits.

    If there is none, the head is broad if that score is EVEN or more, else mixed.
    """
    strong = {habit: score for habit, score in scores.items() if habit != "broad" and score >= MOST}
    rare = {habit: score for habit, score in strong.items() if habit in RARE}
    if strong:
        return max(rare or strong, key=lambda habit: strong[habit])
    return "broad" if scores.get("broad", 0) >= EVEN else "mixed"


def measure(attentions: NDArray[np.float32], reading: Reading) -> HeadScores:
    """Measure all heads on one text.

    Args:
        attentions: [layers, heads, query, key].
        reading: the text.
    """
    layers, heads, tokens, _ = attentions.shape
    looked_at = targets(reading)
    sums: dict[Habit, Floats] = {}
    queries: dict[Habit, int] = {}
    # The weights of the targets of all habits are added up in one matrix product: [layers·heads, habits].
    masks = np.stack([mask.ravel() for mask in looked_at.values()], axis=1).astype(np.float32)
    shares = (attentions.reshape(layers * heads, tokens * tokens) @ masks).reshape(layers, heads, -1)
    for place, (habit, mask) in enumerate(looked_at.items()):
        sums[habit] = shares[:, :, place].astype(np.float64)
        queries[habit] = int(mask.any(axis=1).sum())

    choice = reading.visible.sum(axis=1) > 1  # a query that sees itself alone cannot be spread
    largest = np.log2(reading.visible.sum(axis=1)[choice])
    entropies = np.stack([entropy_bits(layer[:, choice]) for layer in attentions])  # [layers, heads, queries]
    sums["broad"], queries["broad"] = (entropies / largest).sum(axis=2), int(choice.sum())
    return HeadScores(sums, queries, entropies.sum(axis=2))


def targets(reading: Reading) -> dict[Habit, Mask]:
    """Return for each habit but broad where a query with that habit looks, [query, key].

    Only diagonal counts the token itself, and only where there is a choice: a decoder's first token sees nothing else.
    """
    ids, visible = np.array(reading.ids), reading.visible
    place = np.arange(len(ids))
    query, key = place[:, None], place[None, :]
    others = visible & (query != key)
    same = ids[:, None] == ids[None, :]
    after_same = np.zeros_like(same)
    after_same[:, 1:] = same[:, :-1]  # key j, if the token at j − 1 is the query's
    return {
        "previous": others & (key == query - 1),
        "first": others & (key == 0),
        "same": others & same,
        "induction": others & after_same & (key <= query),
        "diagonal": (query == key) & others.any(axis=1)[:, None],
        "separator": others & (reading.special & (place > 0))[None, :],
        "punctuation": others & reading.punctuation[None, :],
    }


def entropy_bits(weights: NDArray[np.float32]) -> Floats:
    """Return −Σ w·log₂ w along the last axis; a weight of 0 adds nothing."""
    logs = np.log2(weights, out=np.zeros_like(weights), where=weights > 0)
    return np.asarray(-np.einsum("...k,...k->...", weights, logs), np.float64)
