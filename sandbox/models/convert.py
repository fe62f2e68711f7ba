"""From a downloaded model to a ready one: weights.bin, the graphs beside it, tokenizer.json. No PyTorch needed.

A layout (assets/graphs/<model>/layout.<precision>.json, made by the export) says what of which source tensor stands
where in weights.bin. The weights pass through one piece at a time, so that memory stays small.

Where a source file holds blocks of few bits already (GGUF), they are kept as they are: the same whole numbers, the same
step, the same offset. Other weights are rounded to such blocks here.
"""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from sandbox.models import gguf_file
from sandbox.models.blocks import Blocks, pack, quantize
from sandbox.models.vocabulary import tokenizer_from_gguf

if TYPE_CHECKING:
    from sandbox.models.catalog import Model

Floats = NDArray[np.float32]
Progress = Callable[[int, int], None]

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

    def blocks(self, name: str, start: int, stop: int) -> Blocks | None:
        """Return rows as the file has them, None where it has them in 16 or 32 bits."""


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

    def blocks(self, name: str, start: int, stop: int) -> None:
        """Return None: there are no blocks in such a file."""


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


# --- the layout ----------------------------------------------------------------------------------------------------


Form = Literal["plain", "transposed", "values", "scales", "offsets"]


@dataclass(frozen=True)
class Stored:
    """One array in weights.bin.

    Attributes:
        name: in the graphs.
        dtype, shape: of the array; values of 4 bits are packed, two in a byte.
        offset, length: in bytes.
        source: the tensor it comes from.
        transformation, heads: what `transform` does to that first.
        form: the tensor itself, turned, or one part of its blocks.
        bits: of the blocks: 4 or 8; 0 keeps those of the source.
        turned: the blocks lie along the tensor's first axis.
    """

    name: str
    dtype: str
    shape: tuple[int, ...]
    offset: int
    length: int
    source: str
    transformation: str = "none"
    heads: int = 0
    form: Form = "plain"
    bits: int = 0
    turned: bool = False


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


def blocks_of(source: Source, name: str, start: int, stop: int, transformation: str = "none", heads: int = 0) -> Blocks:
    """Return rows of a tensor as the blocks of the source, transformed.

    Raises:
        ValueError: the source does not hold them in blocks, or the transformation is not one of whole rows.
    """
    kept = source.blocks(name, start, stop)
    if kept is None or transformation not in ("none", "join_halves"):
        raise ValueError(f"{name} is not kept in blocks")

    def moved(part: NDArray[Any]) -> NDArray[Any]:
        return join_halves(part, heads) if transformation == "join_halves" else part

    offsets = None if kept.offsets is None else moved(kept.offsets)
    return Blocks(kept.bits, moved(kept.values), moved(kept.scales), offsets)


def _forms(source: Source, arrays: Sequence[Stored], start: int, stop: int) -> dict[Form, NDArray[Any]]:
    """Return what of rows `start` to `stop` of one tensor these arrays need."""
    one, forms = arrays[0], {array.form for array in arrays}
    found: dict[Form, NDArray[Any]] = {}
    if forms & {"plain", "transposed"} or one.bits:
        weights = transform(source.rows(one.source, start, stop), one.transformation, one.heads)
        found |= {"plain": weights, "transposed": weights.T}
    if forms & {"values", "scales", "offsets"}:
        if one.bits:
            blocks = quantize(np.ascontiguousarray(found["transposed" if one.turned else "plain"]), one.bits)
        else:
            blocks = blocks_of(source, one.source, start, stop, one.transformation, one.heads)
        found |= {"values": pack(blocks.values, blocks.bits), "scales": blocks.scales}
        if blocks.offsets is not None:
            found["offsets"] = blocks.offsets
    return found


def write_weights(source: Source, layout: Layout, out: BinaryIO, progress: Progress) -> None:
    """Write every array of `layout` to `out` at its place; `progress(done, total)` counts bytes written."""
    out.truncate(layout.size)
    together: dict[tuple[object, ...], list[Stored]] = {}
    for array in layout.arrays:  # all that comes from one tensor in one way is made from one reading
        key = (array.source, array.transformation, array.heads, array.bits, array.turned)
        together.setdefault(key, []).append(array)
    total, done = sum(array.length for array in layout.arrays), 0
    for arrays in together.values():
        shape = source.shape(arrays[0].source)
        whole = arrays[0].transformation == "join_halves" or any(
            one.form == "transposed" or one.turned for one in arrays
        )
        step = shape[0] if whole else max(1, PIECE // math.prod(shape[1:]))
        for start in range(0, shape[0], step):
            forms = _forms(source, arrays, start, min(start + step, shape[0]))
            for array in arrays:
                data = np.ascontiguousarray(forms[array.form], array.dtype)
                out.seek(array.offset + (0 if whole else array.length // shape[0] * start))
                out.write(data.data)
                done += data.nbytes
            progress(done, total)


def convert(entry: Model, source: Path, graphs: Path, target: Path, precision: str, progress: Progress) -> None:
    """Make a model usable: fill `target` with weights.bin, its graphs and tokenizer.json.

    Args:
        entry: the model's entry in the catalogue.
        source: the .gguf file, or a folder with model.safetensors and tokenizer.json.
        graphs: the folder that the export filled: graphs without weights, and the layouts.
        target: an existing folder; the caller moves it into place when all of it is there.
        precision: which of the graphs, such as "fp32".
        progress: called with (bytes written, bytes in all).

    Raises:
        OSError: a file is missing or the disk is full.
        ValueError: the source is not a file of the expected form.
    """
    layout = Layout.load(graphs / f"layout.{precision}.json")
    weights = open_source(source)
    with (target / "weights.bin").open("wb") as out:
        write_weights(weights, layout, out, progress)
    for graph in ("explore", "generate", "fill"):
        path = graphs / f"{graph}.{precision}.onnx"
        if path.exists():  # a decoder generates, a masked model fills
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
