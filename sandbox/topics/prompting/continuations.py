"""How probable a model finds a given continuation of a prompt.

A language model gives every token a probability of coming next, so it can be asked about any text, also one that it
would never write. The probability of a whole continuation c₁ … cₙ after a prompt x is the product of its tokens' own:

    P(c | x) = P(c₁ | x) · P(c₂ | x, c₁) · … · P(cₙ | x, c₁ … cₙ₋₁)

One run over prompt and continuation together gives all factors. They are added as logarithms, since the product of many
small numbers soon is smaller than the smallest float.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sandbox.models.language_model import LanguageModel


async def log_probabilities(model: LanguageModel, prompt: Sequence[int], continuation: Sequence[int]) -> list[float]:
    """Return ln P of each token of a continuation, given the prompt and the tokens before it (nats, none above 0).

    Args:
        model: a decoder.
        prompt: token ids, start token included; at least one.
        continuation: token ids; at least one.

    Raises:
        BadInput: "too_many_tokens", both together are longer than the model reads.
        NotReady: "busy", too many requests wait.
    """
    whole = [*prompt, *continuation]
    # The token at place i is told by the logits after place i − 1.
    places = tuple(range(len(prompt) - 1, len(whole) - 1))
    explored = await model.explore(whole, logits_at=places)
    # Some million powers of e take a while: in a thread, so that nobody else waits for them.
    return await asyncio.to_thread(lambda: chosen(explored.logits, continuation).tolist())


def chosen(logits: NDArray[np.floating], ids: Sequence[int]) -> NDArray[np.float64]:
    """Return ln softmax at one id of each row of logits [n, vocabulary], in 64 bits: [n]."""
    falling = logits.astype(np.float64) - logits.max(axis=-1, keepdims=True)  # so that no power overflows
    return np.asarray(falling[range(len(ids)), list(ids)] - np.log(np.exp(falling).sum(axis=-1)))
