"""What rounding costs a model: its answers about a set of texts, compared with those of the same model in 32 bits.

The Kullback-Leibler divergence of the distribution of the next token says how much of what the model knew was lost, in
nats a token (Kullback and Leibler, On Information and Sufficiency, 1951); it is 0 where nothing was, and near ties do
not matter to it. That the most probable token is still the same is easier to imagine. Both are the usual figures for
rounded weights (llama.cpp's `perplexity --kl-divergence` gives the same two).

The texts, in assets/loss-texts, were written for this and are in no model's training data that we know of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sandbox.models.catalog import Loss
from sandbox.models.fetch import Progress, quiet

if TYPE_CHECKING:
    from sandbox.models.language_model import LanguageModel

#: Bytes of logits that one question may bring: a vocabulary of 262,144 takes a megabyte a position.
LOGITS_BYTES = 32 * 2**20
#: A masked model was trained with about every seventh token hidden: as many are hidden here, each of them once.
HIDDEN = 7
#: Between two texts of a file.
SEPARATOR = "\n----\n"


def loss_texts(assets: Path, languages: Sequence[str]) -> dict[str, list[str]]:
    """Return the texts to measure a model on, by the name of their set: those in its languages, and code.

    Args:
        assets: the folder of assets.
        languages: that the model knows; where nothing is known of it, the texts of all languages.
    """
    names = [*(languages or ("ja", "en")), "code"]
    read = {name: (assets / "loss-texts" / f"{name}.txt").read_text("utf-8") for name in names}
    return {name: text.rstrip("\n").split(SEPARATOR) for name, text in read.items()}


async def measure_loss(
    exact: LanguageModel, rounded: LanguageModel, texts: dict[str, list[str]], progress: Progress = quiet
) -> Loss:
    """Compare a model with itself in 32 bits, at every position of every text.

    Args:
        exact: the model in 32 bits. Load both with `model_cache=0`: nothing is asked twice.
        rounded: the same model as it will answer.
        texts: those of `loss_texts`. One that is longer than the model takes is cut.
        progress: told as ("measure", texts done, texts).

    Raises:
        ValueError: the model has no logits, or logits that are no numbers, or there is nothing to compare.
    """
    if exact.entry.kind == "encoder" and exact.entry.mask is None:
        raise ValueError(f"{exact.entry.id} is an encoder that fills no blanks: it has no logits to compare")
    every = [text for part in texts.values() for text in part]
    apart: list[float] = []
    same: list[bool] = []
    for done, text in enumerate(every):
        progress("measure", done, len(every))
        for ids, positions in _questions(exact, text):
            expected, ours = [(await model.explore(ids, logits_at=positions)).logits for model in (exact, rounded)]
            apart += divergence(expected, ours).tolist()
            same += (expected.argmax(-1) == ours.argmax(-1)).tolist()
    progress("measure", len(every), len(every))
    if not (apart and np.isfinite(apart).all()):
        raise ValueError("nothing to compare, or answers that are no numbers")
    return Loss(kl=float(np.mean(apart)), top_1=float(np.mean(same)), tokens=len(apart), texts=", ".join(texts))


def divergence(expected: NDArray[np.float32], ours: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the Kullback-Leibler divergence of each row's distribution, expected from ours, in nats.

    Args:
        expected, ours: logits [positions, vocabulary].
    """
    found = np.empty(len(expected))
    for row in range(len(expected)):  # one by one: in 64 bits, a vocabulary is large
        p, q = _log_softmax(expected[row]), _log_softmax(ours[row])
        found[row] = max(float(np.exp(p) @ (p - q)), 0.0)  # the rounding of a sum may leave less than nothing
    return found


def _log_softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    wide = logits.astype(np.float64) - logits.max()
    return np.asarray(wide - np.log(np.exp(wide).sum()))


def _questions(model: LanguageModel, text: str) -> Iterator[tuple[list[int], tuple[int, ...]]]:
    """Yield what to ask a model about a text: the tokens, and the positions whose logits are compared."""
    entry = model.entry
    ids = model.context(text)[: entry.context]
    most = max(1, LOGITS_BYTES // (4 * entry.vocabulary))
    groups: list[Sequence[int]] = [range(len(ids))] if entry.mask is None else _hidden(ids, {entry.start, entry.end})
    for group in groups:
        asked = list(ids)
        if entry.mask is not None:
            for place in group:
                asked[place] = entry.mask
        for first in range(0, len(group), most):
            yield asked, tuple(group[first : first + most])


def _hidden(ids: Sequence[int], around: set[int | None]) -> list[Sequence[int]]:
    """Return HIDDEN groups of positions, each of which is hidden at once; what stands around a text is in none."""
    own = [place for place, id in enumerate(ids) if id not in around]
    return [own[first::HIDDEN] for first in range(min(HIDDEN, len(own)))]
