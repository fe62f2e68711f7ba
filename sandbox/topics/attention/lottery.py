"""A lot for every pair of query and key, the same for the same seed, here and in the browser.

A lot depends on nothing but the seed and the two places. So a query keeps the keys it has drawn when it may draw one
more, and a longer text only adds lots to those of a shorter one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def lots(seed: int, length: int) -> NDArray[np.uint32]:
    """Return a number of 32 bits for every pair of query and key: [length, length].

    Args:
        seed: 0 … 2³² − 1.
        length: of the text in tokens.
    """
    place = np.arange(length, dtype=np.uint32)
    of_seed = mixed(np.array([seed], dtype=np.uint32))
    of_query = mixed(of_seed ^ place)
    return mixed(of_query[:, None] ^ place[None, :])


def mixed(number: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Mix the bits of 32-bit numbers until none is like its neighbour.

    The last step of MurmurHash3 (Austin Appleby, in the public domain). Products are taken modulo 2³².
    """
    number = (number ^ (number >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    number = (number ^ (number >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return number ^ (number >> np.uint32(16))
