"""The weights of a traced graph: which tensor of the source each of them is, and the graph without their numbers."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import onnx_ir as ir
from numpy.typing import NDArray
from torch import Tensor
from transformers import PreTrainedModel

from sandbox.models.convert import Source, Stored, transform

#: Says which tensor of the source an initializer is, None if it is none.
Find = Callable[[ir.Value], Stored | None]


def _digest(array: NDArray[Any]) -> tuple[tuple[int, ...], str]:
    data = np.ascontiguousarray(array)
    return data.shape, hashlib.sha256(data.data).hexdigest()


def by_value(source: Source, heads: Sequence[int]) -> Find:
    """Find each weight by what is in it, for a source whose names and orders are not those of transformers (GGUF).

    Each tensor is tried under every transformation; what is found is equal bit for bit. Two tensors that are equal are
    taken for one: the layout then fits these weights, but not others of the same shape. So a model that will be trained
    further is exported when it has been trained, when no norm is all ones any more.
    """
    known: dict[tuple[tuple[int, ...], str], Stored] = {}

    def ways(shape: tuple[int, ...]) -> Iterator[tuple[str, int]]:
        yield "none", 0
        if len(shape) == 1:
            yield "plus_one", 0
        if len(shape) == 2:
            for count in heads:
                if shape[0] % (2 * count) == 0 and shape[0] <= 2 * shape[1]:
                    yield "join_halves", count

    for name in source.names():
        shape = source.shape(name)
        weights = source.rows(name, 0, shape[0])
        for transformation, count in ways(shape):
            changed = transform(weights, transformation, count)
            plain = Stored(name, "float32", changed.shape, 0, changed.nbytes, name, transformation, count)
            known.setdefault(_digest(changed), plain)

    def find(value: ir.Value) -> Stored | None:
        assert value.const_value is not None
        array = value.const_value.numpy()
        return known.get(_digest(array)) if array.dtype == np.float32 and array.size > 1 else None

    return find


def by_name(model: PreTrainedModel) -> Find:
    """Find each weight by its name in transformers: the source is that model's own state_dict, whatever is in it."""
    names: dict[int, str] = {}
    known = {
        f"model.{name}": names.setdefault(tensor.data_ptr(), name)  # tied weights have one name
        for name, tensor in model.state_dict(keep_vars=True).items()
    }

    def find(value: ir.Value) -> Stored | None:
        plain = (value.name or "").removesuffix(_PLUS_ONE)
        name, shape = known.get(plain), value.shape
        if name is None or shape is None:
            return None
        sizes = tuple(int(size) for size in shape)  # type: ignore[arg-type]
        stored = Stored(name, "float32", sizes, 0, 4 * math.prod(sizes), name)
        return stored if plain == value.name else replace(stored, name=value.name or "", transformation="plus_one")

    return find


#: What the name of a weight that 1 was added to ends with.
_PLUS_ONE = " + 1"


def add_ones(graph: ir.Graph) -> None:
    """Make a weight of each 1 + weight: the norms of Gemma multiply by that."""
    for node in list(graph):
        if node.op_type != "Add":
            continue
        for weight, one in (node.inputs, node.inputs[::-1]):
            if weight is None or weight.name not in graph.initializers or weight.const_value is None:
                continue
            number = one.const_value if one is not None else None
            if weight.const_value.size > 1 and number is not None and number.size == 1 and number.numpy().item() == 1:
                name = f"{weight.name}{_PLUS_ONE}"
                array = weight.const_value.numpy() + np.float32(1)
                kind = ir.TensorType(ir.DataType.FLOAT)
                tensor = ir.tensor(array, name=name)
                value = ir.Value(name=name, shape=ir.Shape(array.shape), type=kind, const_value=tensor)
                graph.initializers[name] = value
                node.outputs[0].replace_all_uses_with(value)
                graph.remove(node, safe=True)
                break


def take_out(graph: ir.Graph, find: Find) -> dict[str, Stored]:
    """Name every weight of the graph as it is named in weights.bin, and drop its numbers.

    Returns:
        The weights by that name. Their offsets are not yet given.

    Raises:
        ValueError: a number array over 1 kB that is no weight of the source, and so nothing convert.py could make.
    """
    stored: dict[str, Stored] = {}
    for value in list(graph.initializers.values()):
        assert value.const_value is not None and value.name is not None
        found = find(value)
        if found is None:
            if value.const_value.dtype == ir.DataType.FLOAT and value.const_value.nbytes > 1024:
                raise ValueError(f"{value.name} {value.shape} is none of the source's tensors")
            value.const_value = ir.Tensor(value.const_value.numpy().copy(), name=value.name)
            continue
        del graph.initializers[value.name]
        if found.name in stored:  # tied: the exporter may hold one weight twice
            value.replace_all_uses_with(graph.initializers[found.name])
            continue
        stored[found.name] = found
        value.name = found.name
        graph.initializers[found.name] = value
    return stored


class StateSource:
    """The weights of a model as transformers has loaded it, in the file's own 16 or 32 bits."""

    def __init__(self, model: PreTrainedModel) -> None:
        self._state: dict[str, Tensor] = model.state_dict()

    def names(self) -> list[str]:
        """Return the names of all tensors."""
        return list(self._state)

    def shape(self, name: str) -> tuple[int, ...]:
        """Return a tensor's shape."""
        return tuple(self._state[name].shape)

    def rows(self, name: str, start: int, stop: int) -> NDArray[np.float32]:
        """Return rows `start` to `stop` in 32 bits."""
        rows: NDArray[np.float32] = self._state[name][start:stop].float().numpy()
        return rows

    def blocks(self, name: str, start: int, stop: int) -> None:
        """Return None: quantised checkpoints are not read."""
