"""Which head is shown where nobody has chosen one.

A page must begin with some head, and any choice is a claim. So the rule is simple, and the page says it:

* two tokens are given: of all heads the one with the largest weight from the one to the other ("link"). It shows how
  strong that link can be, not what is usual: most heads look elsewhere;
* else the head that looks most at something in particular by what it says ("content"): not at itself, at its
  neighbours, at the first token, at special tokens or at punctuation, where most of all attention goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sandbox.topics.attention.reading import Mask, Reading

Floats = NDArray[np.float32]
ChosenBy = Literal["asked", "link", "content", "first look"]


@dataclass(frozen=True)
class Choice:
    """One head, counted from 0, and how it was chosen; "first look": it is the one that stands beside it."""

    layer: int
    head: int
    chosen_by: ChosenBy


def choose_head(
    attentions: Floats,
    reading: Reading,
    *,
    layer: int | None = None,
    head: int | None = None,
    query: int | None = None,
    key: int | None = None,
) -> Choice:
    """Choose a head of attentions [layers, heads, query, key].

    Args:
        attentions: all weights of one text.
        reading: that text.
        layer, head: what is chosen already; the rule chooses the rest.
        query, key: two tokens that somebody asks about.
    """
    if layer is not None and head is not None:
        return Choice(layer, head, "asked")
    chosen_by: ChosenBy = "content"
    if query is not None and key is not None and reading.visible[query, key]:
        interest, chosen_by = attentions[:, :, query, key], "link"
    else:
        interest = content_interest(attentions, reading)
    allowed = np.zeros(interest.shape, bool)
    allowed[slice(None) if layer is None else layer, slice(None) if head is None else head] = True
    layer, head = divmod(int(np.where(allowed, interest, -1).argmax()), interest.shape[1])
    return Choice(layer, head, chosen_by)


def content_interest(attentions: Floats, reading: Reading) -> Floats:
    """Return for every head how much a token gives, on average, to the one farther token of content it likes best.

    Returns:
        [layers, heads]: the mean over queries of the largest weight among content_keys; 0 where no query has such keys.
    """
    keys = content_keys(reading)
    queries = keys.any(axis=1)
    if not queries.any():
        return np.zeros(attentions.shape[:2], np.float32)
    # Layer by layer: all heads of a long text at once would need as much memory again as the weights themselves.
    return np.stack([np.where(keys[queries], layer[:, queries], 0).max(axis=2).mean(axis=1) for layer in attentions])


def content_keys(reading: Reading) -> Mask:
    """Return which keys count for a query, [query, key]: visible ones that are content, and no neighbours.

    Content is a token that is not the first one, nor special, nor punctuation; queries, too, are content.
    """
    content = ~(reading.special | reading.punctuation)
    content[0] = False
    places = np.arange(len(content))
    far = np.abs(places[:, None] - places) > 1
    return np.asarray(reading.visible & far & content[:, None] & content)
