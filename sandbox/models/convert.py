"""From a downloaded model to a ready one: weights.bin, the graphs beside it, tokenizer.json. No PyTorch needed.

A layout (assets/graphs/<model>/layout.<precision>.json, made by export.py) says what of which source tensor stands
where in weights.bin. The weights pass through one piece at a time, so that memory stays small.
"""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

from sandbox.models import gguf_file
from sandbox.models.vocabulary import tokenizer_from_gguf

if TYPE_CHECKING:
    from sandbox.models.catalog import Model

Floats = NDArray[np.float32]
Progress = Callable[[int, int], None]

#: Weights of one row that share a scale. ONNX Runtime's MatMulNBits rounds its input in blocks of the same length: with
#: 16 in place of 32 the divergence from the 32-bit model falls by a third and more, for an eighth more memory.
BLOCK = 16
#: The byte that stands for 0 in an 8-bit block.
ZERO = 128
#: Numbers of a tensor that are in memory at once, unless its transformation needs the whole.
PIECE = 2**22


class Source(Protocol):
    """A file of named weights."""

    def names(self) -> list[str]:
        """Return the names of all tensors."""

    def shape(self, name: str) -> tuple[int, ...]:
        """Return a tensor's shape, slowest axis first."""

    def rows(self, name: str, start: int, stop: int) -> Floats:
        """Return rows `start` to `stop` of the first axis, dequantised."""


class SafetensorsSource:
    """model.safetensors in a folder."""

    def __init__(self, path: Path) -> None:
        from safetensors import safe_open

        self._file: Any = safe_open(path, framework="numpy")

    def names(self) -> list[str]:
        """Return the names of all tensors."""
        return list(self._file.keys())

    def shape(self, name: str) -> tuple[int, ...]:
        """Return a tensor's shape."""
        return tuple(self._file.get_slice(name).get_shape())

    def rows(self, name: str, start: int, stop: int) -> Floats:
        """Return rows `start` to `stop`; 16-bit floats become 32-bit."""
        rows: Floats = np.asarray(self._file.get_slice(name)[start:stop]).astype(np.float32, copy=False)
        return rows


def open_source(source: Path) -> Source:
    """Open a .gguf file, or the model.safetensors of a folder."""
    if source.is_dir():
        return SafetensorsSource(source / "model.safetensors")
    return gguf_file.GGUFFile(source)


# --- what can happen to a tensor on its way ------------------------------------------------------------------------


def join_halves(weights: Floats, heads: int) -> Floats:
    """Undo the row order in which GGUF files of the Llama family keep the query and key weights.

    llama.cpp rotates neighbouring pairs of a head's numbers, transformers the first half with the second; its converter
    interleaves the rows of each head accordingly (`LlamaModel.permute` in convert_hf_to_gguf.py).
    """
    return weights.reshape(heads, -1, 2, *weights.shape[1:]).swapaxes(1, 2).reshape(weights.shape)


def transform(weights: Floats, name: str, heads: int = 0) -> Floats:
    """Apply the transformation of that name to a whole tensor; "join_halves" needs all of its rows at once."""
    match name:
        case "none":
            return weights
        case "plus_one":  # Gemma's norms multiply by 1 + w; in a GGUF file the 1 is already added.
            return weights + np.float32(1)
        case "join_halves":
            return join_halves(weights, heads)
    raise ValueError(f"unknown transformation {name!r}")


def quantize(weights: Floats) -> tuple[NDArray[np.uint8], Floats]:
    """Round each block of 16 numbers to 8 bits: w ≈ (byte − 128) · scale.

    Args:
        weights: [rows, columns], columns a multiple of 16.

    Returns:
        bytes [rows, columns] and scales [rows, columns / 16]. The largest number of a block becomes ±127.
    """
    blocks = weights.reshape(*weights.shape[:-1], -1, BLOCK)
    scales = np.abs(blocks).max(axis=-1) / np.float32(127)
    inverse = np.divide(np.float32(1), scales, out=np.zeros_like(scales), where=scales > 0)
    values = np.rint(blocks * inverse[..., None]) + np.float32(ZERO)
    return values.astype(np.uint8).reshape(weights.shape), scales


# --- the layout ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stored:
    """One array in weights.bin.

    `offset` and `length` are in bytes; `source` names the tensor it comes from, `transformation` and `heads` what
    `transform` does to it, and `form` how it is stored: "plain", "transposed", "int8" (bytes) or "scales".
    """

    name: str
    dtype: str
    shape: tuple[int, ...]
    offset: int
    length: int
    source: str
    transformation: str = "none"
    heads: int = 0
    form: str = "plain"


@dataclass(frozen=True)
class Layout:
    """All arrays of weights.bin, and its size in bytes."""

    size: int
    arrays: tuple[Stored, ...]

    @classmethod
    def load(cls, path: Path) -> Layout:
        """Read a layout.<precision>.json."""
        table: dict[str, Any] = json.loads(path.read_text("utf-8"))
        arrays = (Stored(**{**entry, "shape": tuple(entry["shape"])}) for entry in table["arrays"])
        return cls(table["size"], tuple(arrays))

    def save(self, path: Path) -> None:
        """Write it as JSON, one array a line, so that a change can be read."""
        lines = []
        for array in self.arrays:
            fields = {key: value for key, value in vars(array).items() if value != getattr(Stored, key, None)}
            lines.append(json.dumps(fields))
        path.write_text(f'{{"size": {self.size}, "arrays": [\n' + ",\n".join(lines) + "\n]}\n", "utf-8")


def _pieces(source: Source, array: Stored) -> Iterator[tuple[int, Floats]]:
    """Yield (first row, transformed rows) of the tensor behind `array`, a bounded number of them at a time."""
    shape = source.shape(array.source)
    whole = array.transformation == "join_halves" or array.form == "transposed"
    step = shape[0] if whole else max(1, PIECE // math.prod(shape[1:]))
    for start in range(0, shape[0], step):
        rows = source.rows(array.source, start, min(start + step, shape[0]))
        yield start, transform(rows, array.transformation, array.heads)


def write_weights(source: Source, layout: Layout, out: BinaryIO, progress: Progress) -> None:
    """Write every array of `layout` to `out` at its place; `progress(done, total)` counts bytes written."""
    out.truncate(layout.size)
    together: dict[tuple[str, str, int], list[Stored]] = {}
    for array in layout.arrays:  # the bytes and the scales of one tensor are made from one reading
        together.setdefault((array.source, array.transformation, array.heads), []).append(array)
    total, done = sum(array.length for array in layout.arrays), 0
    for arrays in together.values():
        whole = next((array for array in arrays if array.form == "transposed"), arrays[0])
        rows = source.shape(whole.source)[0]
        for start, piece in _pieces(source, whole):
            forms: dict[str, NDArray[Any]] = {"plain": piece}
            if any(array.form in ("int8", "scales") for array in arrays):
                forms["int8"], forms["scales"] = quantize(piece)
            if any(array.form == "transposed" for array in arrays):
                forms["transposed"] = piece.T
            for array in arrays:
                data = np.ascontiguousarray(forms[array.form])
                out.seek(array.offset + array.length // rows * start)
                out.write(data.data)
                done += data.nbytes
            progress(done, total)


def convert(entry: Model, source: Path, graphs: Path, target: Path, precision: str, progress: Progress) -> None:
    """Make a model usable: fill `target` with weights.bin, its graphs and tokenizer.json.

    Args:
        entry: the model's entry in the catalogue.
        source: the .gguf file, or a folder with model.safetensors and tokenizer.json.
        graphs: the folder that export.py filled: graphs without weights, and the layouts.
        target: an existing folder; the caller moves it into place when all of it is there.
        precision: "8-bit" or "fp32": which of the graphs.
        progress: called with (bytes written, bytes in all).

    Raises:
        OSError: a file is missing or the disk is full.
        ValueError: the source is not a file of the expected form.
    """
    layout = Layout.load(graphs / f"layout.{precision}.json")
    weights = open_source(source)
    with (target / "weights.bin").open("wb") as out:
        write_weights(weights, layout, out, progress)
    for graph in ("explore", "generate"):
        path = graphs / f"{graph}.{precision}.onnx"
        if path.exists():  # an encoder generates nothing
            shutil.copyfile(path, target / f"{graph}.onnx")
    if isinstance(weights, gguf_file.GGUFFile):
        text = tokenizer_from_gguf(weights.metadata)
    else:
        text = _without_limits((source / "tokenizer.json").read_text("utf-8"))
    (target / "tokenizer.json").write_text(text, "utf-8")


def _without_limits(tokenizer: str) -> str:
    """Return a tokenizer.json that neither cuts nor pads: how long a text may be is ours to say, and never silently."""
    table = json.loads(tokenizer)
    return json.dumps({**table, "truncation": None, "padding": None}, ensure_ascii=False)
