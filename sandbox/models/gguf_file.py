"""Reading a GGUF file: its metadata, and its tensors as 32-bit floats.

The format is https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. The gguf package undoes the quantisation; its
own reader is not used because it makes an array of every single word of a vocabulary (11 s for Gemma's, here 0.3 s).
"""

from __future__ import annotations

import math
import mmap
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType
from gguf.quants import Q4_K, dequantize
from numpy.typing import NDArray

from sandbox.models.blocks import ZERO, Blocks

_Floats = NDArray[np.float32]


def _half(raw: NDArray[np.uint8], place: int) -> _Floats:
    """Return the 16-bit float at `place` of each block, as [blocks, 1]."""
    return np.ascontiguousarray(raw[:, place : place + 2]).view(np.float16).astype(np.float32)


def _one_step(raw: NDArray[np.uint8]) -> tuple[_Floats, None]:
    return _half(raw, 0), None


def _step_and_least(raw: NDArray[np.uint8]) -> tuple[_Floats, _Floats]:
    return _half(raw, 0), _half(raw, 2)


def _eight_steps(raw: NDArray[np.uint8]) -> tuple[_Floats, _Floats]:
    steps, least = Q4_K.get_scale_min(raw[:, 4:16])
    return _half(raw, 0) * steps.astype(np.float32), -(_half(raw, 2) * least.astype(np.float32))


def _sixteen_steps(raw: NDArray[np.uint8]) -> tuple[_Floats, None]:
    return _half(raw, 208) * np.ascontiguousarray(raw[:, 192:208]).view(np.int8).astype(np.float32), None


#: Where the steps and least values stand in the blocks of each type.
_STEPS: dict[GGMLQuantizationType, Callable[[NDArray[np.uint8]], tuple[_Floats, _Floats | None]]] = {
    GGMLQuantizationType.Q8_0: _one_step,
    GGMLQuantizationType.Q5_0: _one_step,
    GGMLQuantizationType.Q5_1: _step_and_least,
    GGMLQuantizationType.Q4_0: _one_step,
    GGMLQuantizationType.Q4_1: _step_and_least,
    GGMLQuantizationType.Q4_K: _eight_steps,
    GGMLQuantizationType.Q5_K: _eight_steps,
    GGMLQuantizationType.Q6_K: _sixteen_steps,
}
_FOUR_BITS = {GGMLQuantizationType.Q4_0, GGMLQuantizationType.Q4_1, GGMLQuantizationType.Q4_K}

#: struct codes of GGUF's value types by number; 8 is a string, 9 an array.
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9


@dataclass(frozen=True)
class _Tensor:
    shape: tuple[int, ...]
    type: GGMLQuantizationType
    offset: int


class GGUFFile:
    """A GGUF file, version 2 or 3, little-endian.

    Attributes:
        metadata: key to value; strings that are not UTF-8 keep their bytes as surrogate escapes, arrays are lists.

    Raises:
        ValueError: not a GGUF file, or one cut short.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._position = 0
        self.metadata: dict[str, Any] = {}
        self._tensors: dict[str, _Tensor] = {}
        try:
            self._read_header()
        except (struct.error, KeyError, MemoryError, OverflowError) as error:
            raise ValueError(f"{path.name} is not a whole GGUF file") from error
        for name, tensor in self._tensors.items():
            if tensor.offset + self._bytes(tensor.type, tensor.shape) > len(self._data):
                raise ValueError(f"{path.name} is cut short: {name} is missing")

    def names(self) -> list[str]:
        """Return the names of all tensors."""
        return list(self._tensors)

    def shape(self, name: str) -> tuple[int, ...]:
        """Return a tensor's shape, slowest axis first (the file has it the other way round)."""
        return self._tensors[name].shape

    def rows(self, name: str, start: int, stop: int) -> NDArray[np.float32]:
        """Return rows `start` to `stop` of the first axis, dequantised."""
        tensor = self._tensors[name]
        row = self._bytes(tensor.type, tensor.shape[1:])
        raw = np.frombuffer(self._data, np.uint8, (stop - start) * row, tensor.offset + start * row)
        shape = (stop - start, *tensor.shape[1:])
        values: NDArray[np.float32] = dequantize(raw, tensor.type).reshape(shape)
        return values

    def blocks(self, name: str, start: int, stop: int) -> Blocks | None:
        """Return rows of a matrix in the few bits that the file keeps them in, or None where those are 16 or more.

        A weight is q · step + least there, with a step and a least value for every 16 or 32 of them. These stand in the
        file's blocks (ggml-common.h of the ggml repository); q follows from the weight.
        """
        tensor = self._tensors[name]
        if tensor.type not in _STEPS:
            return None
        weights = self.rows(name, start, stop)
        row = self._bytes(tensor.type, tensor.shape[1:])
        raw = np.frombuffer(self._data, np.uint8, (stop - start) * row, tensor.offset + start * row)
        steps, least = _STEPS[tensor.type](raw.reshape(-1, GGML_QUANT_SIZES[tensor.type][1]))
        steps = steps.reshape(stop - start, -1)
        least = None if least is None else least.reshape(steps.shape)
        grouped = weights.reshape(*steps.shape, -1)
        inverse = np.divide(np.float32(1), steps, out=np.zeros_like(steps), where=steps != 0)
        whole = np.rint((grouped if least is None else grouped - least[..., None]) * inverse[..., None])
        bits = 4 if tensor.type in _FOUR_BITS else 8
        middle = 0 if least is None else 8 if bits == 4 else 16  # of q, which is not negative where there is a least
        values = (whole + np.float32(ZERO[bits] - middle)).astype(np.uint8).reshape(weights.shape)
        return Blocks(bits, values, steps, None if least is None else least + np.float32(middle) * steps)

    @staticmethod
    def _bytes(kind: GGMLQuantizationType, shape: tuple[int, ...]) -> int:
        block, size = GGML_QUANT_SIZES[kind]
        return math.prod(shape) * size // block

    def _read_header(self) -> None:
        magic, version, tensors, pairs = self._scalars("<4sIQQ")
        if magic != b"GGUF" or version not in (2, 3):
            raise ValueError("not a GGUF file of version 2 or 3")
        for _ in range(pairs):
            key = self._string()
            self.metadata[key] = self._value(self._scalars("<I")[0])
        found = []
        for _ in range(tensors):
            name = self._string()
            (axes,) = self._scalars("<I")
            shape = self._scalars(f"<{axes}Q")[::-1]
            kind, offset = self._scalars("<IQ")
            found.append((name, shape, GGMLQuantizationType(kind), offset))
        unit = self.metadata.get("general.alignment", 32)
        start = -(-self._position // unit) * unit
        self._tensors = {name: _Tensor(shape, kind, start + offset) for name, shape, kind, offset in found}

    def _scalars(self, code: str) -> tuple[Any, ...]:
        values = struct.unpack_from(code, self._data, self._position)
        self._position += struct.calcsize(code)
        return values

    def _string(self) -> str:
        (length,) = self._scalars("<Q")
        start, self._position = self._position, self._position + length
        return self._data[start : self._position].decode("utf-8", "surrogateescape")

    def _value(self, kind: int) -> Any:
        if kind == _STRING:
            return self._string()
        if kind == _ARRAY:
            item, count = self._scalars("<IQ")
            if item in (_STRING, _ARRAY):
                return [self._value(item) for _ in range(count)]
            return list(self._scalars(f"<{count}{_SCALARS[item]}"))
        return self._scalars("<" + _SCALARS[kind])[0]
