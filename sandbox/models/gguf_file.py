"""Reading a GGUF file: its metadata, and its tensors as 32-bit floats.

The format is https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. The gguf package undoes the quantisation; its
own reader is not used because it makes an array of every single word of a vocabulary (11 s for Gemma's, here 0.3 s).
"""

from __future__ import annotations

import math
import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType
from gguf.quants import dequantize
from numpy.typing import NDArray

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
