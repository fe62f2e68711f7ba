"""Attention rollout: attention followed back through the layers (Abnar and Zuidema 2020, arXiv 2005.00928, section 3).

One layer's weights say from which places of the layer below a token takes. What it takes there has been mixed already.
Rollout follows the mixture down to the tokens of the text: the heads of a layer are averaged, the residual connection,
which hands a token on as it is, counts as much as the attention, and the layers are multiplied:

    B_l = ½·M_l + ½·I          rollout = B_L · … · B_1 · B_0          (M_l: mean over the heads of layer l)

It is a model of the flow, not the flow: values, norms and feed-forward networks are left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def rollout(attentions: NDArray[np.float32], through: int | None = None) -> NDArray[np.float32]:
    """Return the rollout [query, key] of attentions [layers, heads, query, key]; each row sums to 1.

    Args:
        attentions: all weights of one text.
        through: the last layer that counts, from 0; by default all layers.
    """
    identity = np.eye(attentions.shape[-1])
    followed = identity
    for layer in attentions[: None if through is None else through + 1]:
        followed = (0.5 * layer.mean(axis=0, dtype=np.float64) + 0.5 * identity) @ followed
    return followed.astype(np.float32)
