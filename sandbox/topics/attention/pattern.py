"""Which keys a query may look at: full and causal attention, and the sparse patterns that leave pairs out to save work.

Every pattern is a union of three parts, cut at the diagonal where it is causal:

* the window: the tokens up to `window` places away, on both sides, and always the token itself;
* the global tokens: the first `global_tokens`, which look at all tokens and which all tokens look at;
* random keys: `random` further keys for each query, drawn by lot among those it does not see already.

BigBird (Zaheer et al. 2020, arXiv 2007.14062, section 2) is all three, Longformer (Beltagy et al. 2020, arXiv
2004.05150, section 3.1) the first two; full attention is a window as wide as the text (Vaswani et al. 2017, arXiv
1706.03762). Vaswani et al. suggest the window, too (section 4); sparse patterns for long texts follow with Child
et al. 2019 (arXiv 1904.10509).

widgets/attention-pattern/pattern.js draws the same masks in the browser, where a slider must answer at once; both pass
the cases of tests/unit/fixtures/attention-pattern.json.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sandbox.topics.attention.lottery import lots

Kind = Literal["full", "causal", "window", "random", "global", "bigbird"]
Part = Literal["global", "window", "random"]

#: A window that reaches from one end of any text to the other.
EVERYWHERE = 2**30


@dataclass(frozen=True)
class Pattern:
    """A rule that gives a mask for a text of any length.

    Attributes:
        window: tokens on each side; 0 is the token itself.
        global_tokens: how many tokens at the start are global.
        random: further keys a query.
        causal: no query looks at a key after it.
        seed: of the lots that random keys are drawn by.
    """

    window: int = 0
    global_tokens: int = 0
    random: int = 0
    causal: bool = False
    seed: int = 0

    @classmethod
    def of(cls, kind: Kind, *, window: int, global_tokens: int, random: int, causal: bool, seed: int) -> Pattern:
        """Return the pattern of a name: each takes the parts that it is made of and leaves the other numbers alone."""
        if kind in ("full", "causal"):
            return cls(window=EVERYWHERE, causal=causal or kind == "causal")
        return cls(
            window=window if kind in ("window", "bigbird") else 0,
            global_tokens=global_tokens if kind in ("global", "bigbird") else 0,
            random=random if kind in ("random", "bigbird") else 0,
            causal=causal,
            seed=seed,
        )

    def parts(self, length: int) -> dict[Part, NDArray[np.bool_]]:
        """Return the mask of each part for a text of `length` tokens.

        Each is [length, length], query × key, and True where the query sees the key. No pair is in two parts: what is
        global is not counted in the window, and lots are drawn for what is left.
        """
        query, key = np.indices((length, length), sparse=True)
        allowed = (key <= query) | (not self.causal)
        is_global = allowed & ((query < self.global_tokens) | (key < self.global_tokens))
        in_window = allowed & (abs(query - key) <= self.window) & ~is_global
        left = allowed & ~is_global & ~in_window
        return {"global": is_global, "window": in_window, "random": self._drawn(left)}

    def mask(self, length: int) -> NDArray[np.bool_]:
        """Return who sees whom in a text of `length` tokens: [length, length], query × key."""
        parts = self.parts(length)
        return parts["global"] | parts["window"] | parts["random"]

    def _drawn(self, left: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Give each query the `random` keys with the lowest lots among those that are left, or all of them."""
        drawn = np.zeros_like(left)
        if self.random:
            lot = np.where(left, lots(self.seed, len(left)), np.inf)
            lowest = np.argsort(lot, axis=1, kind="stable")[:, : self.random]
            np.put_along_axis(drawn, lowest, True, axis=1)
        return drawn & left
