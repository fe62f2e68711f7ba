"""Weights in few bits: whole numbers in blocks, each with a step and, where it has one, an offset.

This is what ONNX Runtime's MatMulNBits multiplies with, and what the blocks of a GGUF file become (gguf_file.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: Weights of one row that share a step, where we round. ONNX Runtime's MatMulNBits rounds its input in blocks of the
#: same length: with 16 in place of 32 the divergence from the 32-bit model falls by a third and more, for an eighth
#: more memory. With 4 bits it would be a third more, so there it is 32.
BLOCK = {8: 16, 4: 32}
#: The number that stands for 0 in a block of so many bits.
ZERO = {8: 128, 4: 8}


@dataclass(frozen=True)
class Blocks:
    """Rows of weights in few bits: weight = (value − ZERO[bits]) · scale + offset.

    Attributes:
        bits: 4 or 8.
        values: [rows, columns], whole numbers of so many bits.
        scales, offsets: [rows, columns / block]; all offsets are 0 where they are None.
    """

    bits: int
    values: NDArray[np.uint8]
    scales: Floats
    offsets: Floats | None = None

    def weights(self) -> Floats:
        """Return the weights [rows, columns] that they stand for."""
        block = self.values.shape[1] // self.scales.shape[1]
        plain = (self.values.astype(np.float32) - np.float32(ZERO[self.bits])) * self.scales.repeat(block, 1)
        return plain if self.offsets is None else plain + self.offsets.repeat(block, 1)


def quantize(weights: Floats, bits: int) -> Blocks:
    """Round the weights of each block to so many bits.

    8 bits: the largest number of a block becomes ±127. 4 bits: its smallest becomes 0 and its largest 15, with an
    offset.

    Args:
        weights: [rows, columns], columns a multiple of BLOCK[bits].
        bits: 4 or 8.
    """
    blocks = weights.reshape(weights.shape[0], -1, BLOCK[bits])
    if bits == 8:
        scales, least = np.abs(blocks).max(axis=-1) / np.float32(127), None
        centred = blocks
    else:
        least = blocks.min(axis=-1)
        scales = (blocks.max(axis=-1) - least) / np.float32(15)
        centred = blocks - least[..., None]
    # A step too small for its inverse is of a block that is as good as all the same.
    inverse = np.divide(np.float32(1), scales, out=np.zeros_like(scales), where=scales >= np.finfo(np.float32).tiny)
    values = np.rint(centred * inverse[..., None]) + np.float32(ZERO[bits] if least is None else 0)
    offsets = None if least is None else least + ZERO[bits] * scales
    return Blocks(bits, values.astype(np.uint8).reshape(weights.shape), scales, offsets)


def pack(values: NDArray[np.uint8], bits: int) -> NDArray[np.uint8]:
    """Return values [rows, columns] as bytes: of two values of 4 bits, the first in the lower half of a byte."""
    return values if bits == 8 else np.bitwise_or(values[:, ::2], values[:, 1::2] << 4, dtype=np.uint8)
