"""What BertViz's scripts draw from: attention weights as nested lists, and the tokens on both sides.

BertViz (Vig 2019, "A Multiscale Visualization of Attention in the Transformer Model", arXiv 1906.05714) gives its
scripts one table of parameters; the names of its entries are BertViz's. Its own Python half writes every weight with up
to 17 digits. Three decimals are enough for the opacity of a line and take a third of the bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Every weight becomes one line of its own, however faint, in the document of the browser. BertViz's model view draws
#: all heads of all its layers at once: with more lines than this it takes seconds to appear and to answer a click.
MOST_LINES = 60_000
#: It gives each head a box as high as its tokens need, the higher the fewer heads there are. This many px at most are
#: still looked through: three screens or so.
MOST_HEIGHT = 2_400
#: Decimals of a weight.
DECIMALS = 3
#: The longest a weight can be in JSON, with the comma after it, in bytes: "0.123,".
BYTES_A_WEIGHT = DECIMALS + 3


def layers_of_model_view(layers: int, heads: int, tokens: int, first: int | None) -> tuple[int, ...]:
    """Return as many layers as have few enough lines together and are not too high; all where that is possible.

    Args:
        layers, heads: of the model.
        tokens: of the text.
        first: the layer to begin with, others follow it; None spreads them evenly from the first to the last.
    """
    height = tokens * 7 * 12 / heads + 10  # px of a layer, as model_view.js lays it out
    fits = max(1, min(MOST_LINES // (heads * tokens**2), int(MOST_HEIGHT / height)))
    if first is not None:
        return tuple(range(first, min(first + fits, layers)))
    if fits == 1:
        return (layers // 2,)
    return tuple(sorted({round(place) for place in np.linspace(0, layers - 1, min(fits, layers)).tolist()}))


def blocks(tokens: int, second: int | None) -> list[tuple[slice, slice]]:
    """Return the (queries, keys) that can be looked at alone.

    They are all of them; with a second sentence, which begins at token `second`, also A → A, B → B, A → B and B → A.
    """
    whole = slice(0, tokens)
    if second is None:
        return [(whole, whole)]
    a, b = slice(0, second), slice(second, tokens)
    return [(whole, whole), (a, a), (b, b), (a, b), (b, a)]


def weights_sent(layers: int, heads: int, tokens: int, second: int | None) -> int:
    """Return how many weights BertViz's script gets: those of a block alone come again."""
    size = range(tokens)
    return layers * heads * sum(len(size[queries]) * len(size[keys]) for queries, keys in blocks(tokens, second))


def bertviz_data(
    attentions: NDArray[np.float32], tokens: Sequence[str], layers: Sequence[int], start: int, second: int | None
) -> dict[str, Any]:
    """Return the parameters of head_view.js and model_view.js; each takes of them what it knows.

    Args:
        attentions: weights of all layers, [layers, heads, tokens, tokens], rows are queries.
        tokens: as they are to be written.
        layers: those that are drawn, or can be chosen.
        start: the one of them that the head view shows first.
        second: the token that a second sentence begins with.
    """
    weights = np.round(attentions[list(layers)].astype(np.float64), DECIMALS)
    heads = list(range(attentions.shape[1]))
    return {
        "attention": [
            {
                "attn": weights[:, :, queries, keys].tolist(),
                "left_text": list(tokens[queries]),
                "right_text": list(tokens[keys]),
            }
            for queries, keys in blocks(len(tokens), second)
        ],
        "default_filter": "0",
        "root_div_id": "bertviz",
        "include_layers": list(layers),
        "layer": start,
        "heads": None,
        "include_heads": heads,
        "total_heads": len(heads),
        "display_mode": "light",
    }
