"""From PyTorch to ONNX graphs without weights (extra `export`): what assets/graphs is made of.

tracing.py makes a graph of transformers' own model code. Here its weights are taken out, and written down in a layout
that convert.py follows without PyTorch: which tensor of the source file stands where in weights.bin, in 32 bits or in
blocks of few bits. Products with the same input become one. No weights stay in a graph.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx_ir as ir
import torch
from numpy.typing import NDArray
from onnx_ir.passes import common as passes
from onnxscript import optimizer
from torch import Tensor
from transformers import AutoConfig, AutoModel, AutoModelForCausalLM, AutoModelForMaskedLM, PreTrainedModel
from transformers.initialization import no_init_weights

from sandbox.models.blocks import BLOCK
from sandbox.models.convert import Layout, Progress, Source, Stored, open_source, transform, write_weights
from sandbox.models.plan import FAMILIES
from sandbox.models.tracing import raw_graphs

if TYPE_CHECKING:
    from sandbox.models.catalog import Model

#: Every array in weights.bin starts at a multiple of this, a page, so that the file can be mapped into memory.
ALIGNMENT = 4096
#: The oldest file version that holds our opset.
IR_VERSION = 11
MICROSOFT = "com.microsoft"
#: How MatMulNBits computes: 4 is with its input rounded to 8 bits as well. 0, in 32-bit floats, halves the divergence
#: but takes ten times as long for one token.
ACCURACY = 4


def _loader(kind: str, mask: bool) -> Any:
    """Return transformers' class for a "decoder" or an "encoder", one with what fills its blanks or without."""
    return AutoModelForCausalLM if kind == "decoder" else AutoModelForMaskedLM if mask else AutoModel


def load_model(kind: str, source: Path, mask: bool = False) -> PreTrainedModel:
    """Load a "decoder" or an "encoder" from a .gguf file or a folder, in 32-bit floats, with attention written out.

    `mask`: the encoder with what fills its blanks.
    """
    loader = _loader(kind, mask)
    settings: dict[str, Any] = {"attn_implementation": "eager", "dtype": torch.float32}
    if source.is_dir():
        model = loader.from_pretrained(str(source), **settings)
    else:
        model = loader.from_pretrained(str(source.parent), gguf_file=source.name, **settings)
    loaded: PreTrainedModel = model.eval()
    return loaded


# --- the weights, out of the graphs --------------------------------------------------------------------------------

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


# --- simpler graphs ------------------------------------------------------------------------------------------------


def simplify(model: ir.Model) -> None:
    """Compute what is constant, but nothing of the weights, and compute once what stands there several times."""
    weights = set(model.graph.initializers)

    def fold(node: ir.Node) -> bool | None:
        return False if any(value is not None and value.name in weights for value in node.inputs) else None

    optimizer.optimize_ir(model, should_fold=fold)
    passes.CommonSubexpressionEliminationPass()(model)
    passes.RemoveUnusedNodesPass()(model)


def _replace(graph: ir.Graph, old: ir.Node, new: Sequence[ir.Node]) -> None:
    """Put nodes in the place of one with one output, which the last of them gives."""
    ir.convenience.replace_nodes_and_values(graph, old, [old], list(new), old.outputs, new[-1].outputs)


def _producer(value: ir.Value | None, op: str) -> ir.Node | None:
    node = value.producer() if value is not None else None
    return node if node is not None and node.op_type == op else None


class Steps:
    """Nodes to be put into a graph one after the other, and the constants they need."""

    def __init__(self, graph: ir.Graph) -> None:
        self.nodes: list[ir.Node] = []
        self._graph = graph

    def add(self, op: str, *inputs: ir.Value | None, domain: str = "", outputs: int = 1, **settings: Any) -> ir.Value:
        """Add an operator and return its (first) result."""
        self.nodes.append(ir.node(op, inputs, settings, domain=domain, num_outputs=outputs))
        return self.nodes[-1].outputs[0]

    def constant(self, name: str, values: Any, kind: type) -> ir.Value:
        """Return a constant of the graph, made at its first use."""
        if name not in self._graph.initializers:
            array: NDArray[Any] = np.array(values, kind)
            tensor = ir.tensor(array, name=name)
            kinds = ir.TensorType(tensor.dtype)
            value = ir.Value(name=name, shape=ir.Shape(array.shape), type=kinds, const_value=tensor)
            self._graph.initializers[name] = value
        return self._graph.initializers[name]


def name_products(graph: ir.Graph, stored: dict[str, Stored]) -> None:
    """Write every product with a weight as MatMul(x, weight), or FusedMatMul(x, weight, transB) for x · weightᵀ.

    Before, it is MatMul(x, Transpose(weight)), or Gemm(x, weight, bias). The weight is read as it stands, and nobody
    has to turn a copy of it at each start.
    """
    for node in list(graph):
        if node.op_type == "MatMul":
            turned = _producer(node.inputs[1], "Transpose")
            if turned is not None and turned.inputs[0] is not None and turned.inputs[0].name in stored:
                inputs = [node.inputs[0], turned.inputs[0]]
                _replace(graph, node, [ir.node("FusedMatMul", inputs, {"transB": 1}, domain=MICROSOFT)])
        elif node.op_type == "Gemm" and node.inputs[1] is not None and node.inputs[1].name in stored:
            steps = Steps(graph)
            x, weight, *bias = node.inputs
            if node.attributes.get_int("transB", 0):
                steps.add("FusedMatMul", x, weight, domain=MICROSOFT, transB=1)
            else:
                steps.add("MatMul", x, weight)
            steps.nodes[-1].outputs[0].shape = node.outputs[0].shape
            if bias:
                steps.add("Add", steps.nodes[-1].outputs[0], bias[0])
            _replace(graph, node, steps.nodes)


def fuse_norms(graph: ir.Graph) -> None:
    """Make one operator of each root-mean-square norm: x · 1/√(mean(x²) + ε) · weight."""
    for node in list(graph):
        if node.op_type != "Mul":
            continue
        for scaled, weight in (node.inputs, node.inputs[::-1]):
            parts = _norm(_producer(scaled, "Mul"))
            if parts is not None and weight is not None and weight.producer() is None:
                x, epsilon = parts
                attributes = {"axis": -1, "epsilon": epsilon, "stash_type": 1}
                _replace(graph, node, [ir.node("SimplifiedLayerNormalization", [x, weight], attributes)])
                break


def _norm(scaled: ir.Node | None) -> tuple[ir.Value, float] | None:
    """Return (x, ε) if `scaled` is x · 1/√(mean(x²) + ε)."""
    if scaled is None:
        return None
    for x, inverse in (scaled.inputs, scaled.inputs[::-1]):
        reciprocal = _producer(inverse, "Reciprocal")
        root = _producer(reciprocal.inputs[0], "Sqrt") if reciprocal else None
        total = _producer(root.inputs[0], "Add") if root else None
        if total is None or x is None:
            continue
        for mean, epsilon in (total.inputs, total.inputs[::-1]):
            average = _producer(mean, "ReduceMean")
            square = _producer(average.inputs[0], "Pow") if average else None
            if square is not None and square.inputs[0] is x and epsilon is not None and epsilon.const_value is not None:
                return x, float(epsilon.const_value.numpy())
    return None


def fuse_sums(graph: ir.Graph) -> None:
    """Make one operator of a sum and the root-mean-square norm after it: what a layer adds, and what the next reads."""
    for node in list(graph):
        added = _producer(node.inputs[0], "Add") if node.op_type == "SimplifiedLayerNormalization" else None
        if added is None or any(value is None or value.is_initializer() for value in added.inputs):
            continue
        one, other = added.inputs
        settings = {"epsilon": node.attributes.get_float("epsilon")}
        inputs = [one, other, node.inputs[1]]
        both = ir.node("SkipSimplifiedLayerNormalization", inputs, settings, domain=MICROSOFT, num_outputs=4)
        both.outputs[3].shape, both.outputs[3].type = added.outputs[0].shape, added.outputs[0].type
        both.outputs[0].shape, both.outputs[0].type = node.outputs[0].shape, node.outputs[0].type
        old, new = [added.outputs[0], node.outputs[0]], [both.outputs[3], both.outputs[0]]
        ir.convenience.replace_nodes_and_values(graph, added, [added, node], [both], old, new)


def free_weights(graph: ir.Graph) -> None:
    """Let the attention weights have as many columns as there are tokens.

    The shape inference of Attention in ONNX 1.23 and ONNX Runtime 1.31 takes an unknown number of columns for 0, and no
    array of another size can be bound to such an output. Where it does not even know how many axes the queries have, it
    infers nothing: so they pass through a Reshape, which copies nothing, to a shape that is known at run time only.
    """
    attention = [node for node in graph if node.op_type == "Attention" and len(node.outputs[-1].uses()) == 0]
    steps = Steps(graph)
    size = steps.add("Shape", graph.inputs[0])
    is_there = steps.add("Cast", steps.add("Concat", size, size, axis=0), to=ir.DataType.BOOL)
    same = steps.add("Compress", steps.constant("as_it_is", [0, 0, 0, 0], np.int64), is_there)
    graph.insert_before(attention[0], steps.nodes)
    for node in attention:
        reshape = ir.node("Reshape", [node.inputs[0], same])
        graph.insert_before(node, reshape)
        node.replace_input_with(0, reshape.outputs[0])
        node.outputs[-1].shape = None


# --- matrices ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Form:
    """How the numbers of a matrix are stored: as floats of 32 (bits 0) or 16 bits, or in blocks along its inputs.

    Attributes:
        bits: of a number.
        block: numbers that share a step.
        offsets: blocks have an offset, too.
        kept: the blocks are those of the source.
    """

    bits: int = 0
    block: int = 0
    offsets: bool = False
    kept: bool = False


#: Of floats of 16 bits are the matrices and what a product reads and gives; all between the products stays in 32.
_FLOATS = {"fp32": Form(), "fp16": Form(16)}


def form_of(source: Source, array: Stored, turned: bool, table: bool, precision: str) -> Form:
    """Say how a matrix is stored in a precision.

    Args:
        source: where it comes from.
        array: the matrix.
        turned: the product is x · weight, so that blocks along its inputs lie along its first axis.
        table: tokens are looked up in it, or it makes the logits: it keeps 8 bits.
        precision: "fp32", "fp16", "8-bit" or "4-bit".
    """
    inputs = array.shape[0] if turned else array.shape[1]
    if precision in _FLOATS:
        return _FLOATS[precision]
    kept = source.blocks(array.source, 0, 1)
    if precision == "4-bit" and kept is not None and not turned and not (table and kept.offsets is not None):
        return Form(kept.bits, array.shape[1] // kept.scales.shape[1], kept.offsets is not None, kept=True)
    bits = 4 if precision == "4-bit" and not table and inputs % BLOCK[4] == 0 else 8
    return Form(bits, BLOCK[bits], bits == 4) if inputs % BLOCK[bits] == 0 else Form()


@dataclass(frozen=True)
class Matrices:
    """The weights that graphs multiply with.

    Attributes:
        turned: of each whether its products are x · weight, not x · weightᵀ.
        tables: those in which tokens are looked up, too, or that make the logits.
    """

    turned: dict[str, bool]
    tables: frozenset[str]


def _products(graph: ir.Graph, names: Iterable[str]) -> list[tuple[str, ir.Node]]:
    """Return the products with one of these weights, each with the weight's name."""
    known = frozenset(names)
    found = ((node.inputs[1], node) for node in graph if node.op_type in ("MatMul", "FusedMatMul"))
    return [(weight.name, node) for weight, node in found if weight is not None and weight.name in known]


def matrices(graphs: Iterable[ir.Graph], stored: dict[str, Stored]) -> Matrices:
    """Find them in all graphs of a model. A weight that is used in any other way is none, and stays in 32 bits."""
    turned: dict[str, bool] = {}
    tables: set[str] = set()
    other: set[str] = set()
    for graph in graphs:
        for name, node in _products(graph, stored):
            turned[name] = node.op_type == "MatMul"
            if any(node.outputs[0] is value or _only_cap(node.outputs[0], value) for value in graph.outputs):
                tables.add(name)
        for name in stored.keys() & graph.initializers.keys():
            for node, place in graph.initializers[name].uses():
                if node.op_type == "Gather" and place == 0:
                    tables.add(name)
                elif not (node.op_type in ("MatMul", "FusedMatMul") and place == 1):
                    other.add(name)
    return Matrices({name: turn for name, turn in turned.items() if name not in other}, frozenset(tables))


def _only_cap(value: ir.Value, output: ir.Value) -> bool:
    """Say whether `output` is `value` but for a bias, or for a cap as Gemma 2 puts on its logits."""
    while (node := output.producer()) is not None and node.op_type in ("Add", "Mul", "Div", "Tanh"):
        output = next(one for one in node.inputs if one is not None and one.producer() is not None)
        if output is value:
            return True
    return False


def together(graphs: Iterable[ir.Graph], found: Matrices, form: Callable[[str], Form]) -> tuple[tuple[str, ...], ...]:
    """Return the matrices in groups: those with the same input and of the same form, which one product can do."""
    groups: dict[str, tuple[str, ...]] = {}
    for graph in graphs:
        by_input: dict[tuple[object, ...], list[str]] = {}
        for name, node in _products(graph, found.turned):
            alone = name if found.turned[name] or name in found.tables else ""
            by_input.setdefault((id(node.inputs[0]), form(name), alone), []).append(name)
        for names in by_input.values():
            groups |= dict.fromkeys(names, tuple(names))
    return tuple(dict.fromkeys(groups.values()))


#: Of each group of weights its parts ("plain", or "values", "scales" and "offsets"), each as if it were one array.
Groups = dict[tuple[str, ...], dict[str, Stored]]


def place(
    stored: dict[str, Stored], found: Matrices, groups: Iterable[tuple[str, ...]], form: Callable[[str], Form]
) -> tuple[Layout, Groups]:
    """Give every array its place in weights.bin: those of a group stand one after the other."""
    offset, placed = 0, []

    def put(arrays: Sequence[Stored]) -> Stored:
        nonlocal offset
        start = offset
        for array in arrays:
            placed.append(replace(array, offset=offset))
            offset += array.length
        length, offset = offset - start, start + -(-(offset - start) // ALIGNMENT) * ALIGNMENT
        rows = sum(array.shape[0] for array in arrays)
        return replace(arrays[0], shape=(rows, *arrays[0].shape[1:]), offset=start, length=length)

    grouped = {name for names in groups for name in names}
    parts: Groups = {}
    for names in sorted([*groups, *((name,) for name in stored.keys() - grouped)]):
        own = [_parts(stored[name], found.turned.get(name, False), form(name)) for name in names]
        parts[names] = {part: put([one[part] for one in own]) for part in own[0]}
    return Layout(offset, tuple(placed)), parts


def _parts(array: Stored, turned: bool, form: Form) -> dict[str, Stored]:
    """Return the arrays that a weight is stored as."""
    if not form.bits:
        return {"plain": array}
    if form.bits == 16:
        return {"plain": replace(array, dtype="float16", length=array.length // 2)}
    rows, columns = array.shape[::-1] if turned else array.shape
    base = replace(array, bits=0 if form.kept else form.bits, turned=turned)
    width = columns * form.bits // 8
    values = replace(
        base, name=f"{array.name}.values", dtype="uint8", shape=(rows, width), length=rows * width, form="values"
    )
    count = columns // form.block
    scales = replace(base, name=f"{array.name}.scales", shape=(rows, count), length=4 * rows * count, form="scales")
    parts = {"values": values, "scales": scales}
    if form.offsets:
        parts["offsets"] = replace(scales, name=f"{array.name}.offsets", form="offsets")
    return parts


_KINDS = {"float32": ir.DataType.FLOAT, "float16": ir.DataType.FLOAT16, "uint8": ir.DataType.UINT8}


def _refer(graph: ir.Graph, array: Stored, shape: tuple[int, ...] | None = None) -> ir.Value:
    """Return the initializer that reads `array` from weights.bin as `shape`; it is made at its first use."""
    shape = shape or array.shape
    name = f"{array.name}{list(shape)}"
    if name not in graph.initializers:
        kind = _KINDS[array.dtype]
        tensor = ir.ExternalTensor("weights.bin", array.offset, array.length, kind, shape=ir.Shape(shape), name=name)
        value = ir.Value(name=name, shape=ir.Shape(shape), type=ir.TensorType(kind), const_value=tensor)
        graph.initializers[name] = value
    return graph.initializers[name]


def point(
    graph: ir.Graph, stored: dict[str, Stored], groups: Groups, form: Callable[[str], Form], found: Matrices
) -> None:
    """Let the graph read its weights from weights.bin, in the precision that they have there.

    Raises:
        ValueError: matrices of a group have not the same input in this graph, as they have in another.
    """
    group_of = {name: names for names in groups for name in names}
    products: dict[tuple[int, tuple[str, ...]], dict[str, ir.Node]] = {}
    for name, node in _products(graph, found.turned):
        same = products.setdefault((id(node.inputs[0]), group_of[name]), {})
        if name in same:
            raise ValueError(f"{name} is multiplied twice with the same")
        same[name] = node
    sums: dict[int, ir.Value] = {}
    for (_, names), nodes in products.items():
        if len(names) != len(nodes):
            raise ValueError(f"{names} have not the same input in every graph")
        _product(graph, nodes, [stored[name].shape[0] for name in names], groups[names], form(names[0]), found, sums)
    for name in stored.keys() & graph.initializers.keys():
        old, parts = graph.initializers[name], groups[group_of[name]]
        if form(name).bits == 16:  # looking up tokens
            for node in [node for node, _ in old.uses()]:
                steps = Steps(graph)
                steps.add(
                    "Cast", steps.add("Gather", _refer(graph, parts["plain"]), node.inputs[1]), to=ir.DataType.FLOAT
                )
                _replace(graph, node, steps.nodes)
            del graph.initializers[name]
            continue
        if "plain" in parts:
            del graph.initializers[name]
            old.replace_all_uses_with(_refer(graph, parts["plain"]))
            continue
        for node in [node for node, _ in old.uses()]:  # looking up tokens
            inputs = [_refer(graph, parts["values"]), node.inputs[1], _refer(graph, parts["scales"])]
            settings = {"bits": 8, "block_size": form(name).block, "gather_axis": 0, "quantize_axis": 1}
            _replace(graph, node, [ir.node("GatherBlockQuantized", inputs, settings, domain=MICROSOFT)])
        del graph.initializers[name]


def _product(
    graph: ir.Graph,
    nodes: dict[str, ir.Node],
    sizes: Sequence[int],
    parts: dict[str, Stored],
    form: Form,
    found: Matrices,
    sums: dict[int, ir.Value],
) -> None:
    """Replace products with the same input by one, and give each its part of the result.

    Args:
        graph: where they are.
        nodes: the products by the names of their weights, in the order of the group.
        sizes: outputs of each.
        parts: their weights as one array, in its form.
        form: of the weights.
        found: says which of them are tables.
        sums: what has been summed over blocks already, by input.
    """
    steps, first = Steps(graph), next(iter(nodes))
    x = nodes[first].inputs[0]
    assert x is not None and x.shape is not None
    if form.bits in (0, 16):
        weight = _refer(graph, parts["plain"])
        read = steps.add("Cast", x, to=ir.DataType.FLOAT16) if form.bits else x
        if found.turned[first]:
            result = steps.add("MatMul", read, weight)
        else:
            result = steps.add("FusedMatMul", read, weight, domain=MICROSOFT, transB=1)
        result = steps.add("Cast", result, to=ir.DataType.FLOAT) if form.bits else result
    else:
        rows, count = parts["scales"].shape
        values = _refer(graph, parts["values"], (rows, count, form.block * form.bits // 8))
        settings = {"K": count * form.block, "N": rows, "bits": form.bits, "block_size": form.block}
        settings["accuracy_level"] = ACCURACY
        blocks = [values, _refer(graph, parts["scales"])]
        if first in found.tables:
            result = _product_of_halves(steps, x, blocks, settings)
        else:
            result = steps.add("MatMulNBits", x, *blocks, domain=MICROSOFT, **settings)
        if form.offsets:  # x · (w + offset) = x · w + (sum of x over each block) · offset
            if id(x) not in sums:
                shape = [0] * (len(x.shape) - 1) + [count, form.block]
                cut = steps.add("Reshape", x, steps.constant(f"blocks.{shape}", shape, np.int64))
                sums[id(x)] = steps.add("ReduceSum", cut, steps.constant("last", [-1], np.int64), keepdims=0)
            offsets = _refer(graph, parts["offsets"])
            share = steps.add("FusedMatMul", sums[id(x)], offsets, domain=MICROSOFT, transB=1)
            result = steps.add("Add", result, share)
    results: Sequence[ir.Value] = [result]
    if len(nodes) > 1:
        lengths = steps.constant(f"sizes.{list(sizes)}", sizes, np.int64)
        steps.add("Split", result, lengths, outputs=len(nodes), axis=-1)
        results = steps.nodes[-1].outputs
    old = list(nodes.values())
    ir.convenience.replace_nodes_and_values(graph, old[0], old, steps.nodes, [node.outputs[0] for node in old], results)


def _product_of_halves(steps: Steps, x: ir.Value, weight: list[ir.Value], settings: dict[str, int]) -> ir.Value:
    """Return the logits of a product in few bits that sees its input in two parts.

    MatMulNBits rounds its input to 8 bits, 127 steps up to the largest number of a block. In the last product that
    costs the most: nothing after it evens it out, and a vocabulary is full of near ties. So its input is cut into that
    rounded part and what is left of it, both go through the product as rows of one batch (the weights are read once),
    and the results are added.
    """
    columns, block = settings["K"], settings["block_size"]
    shape = steps.constant("head.blocks", [0, 0, columns // block, block], np.int64)
    blocks = steps.add("Reshape", x, shape)
    largest = steps.add("ReduceMax", steps.add("Abs", blocks), steps.constant("last", [-1], np.int64))
    step = steps.add("Mul", largest, steps.constant("head.step", 1 / 127, np.float32))
    step = steps.add("Max", step, steps.constant("head.least", 1e-30, np.float32))
    rounded = steps.add("Mul", steps.add("Round", steps.add("Div", blocks, step)), step)
    both = steps.add("Concat", rounded, steps.add("Sub", blocks, rounded), axis=0)
    rows = steps.add("Reshape", both, steps.constant("head.rows", [0, 0, columns], np.int64))
    products = steps.add("MatMulNBits", rows, *weight, domain=MICROSOFT, **settings)
    first = steps.add("Split", products, outputs=2, axis=0, num_outputs=2)
    return steps.add("Add", first, steps.nodes[-1].outputs[1])


# --- to files ------------------------------------------------------------------------------------------------------


#: Operators whose further outputs need not be there.
_SPARE = ("Attention", "SkipSimplifiedLayerNormalization")


def slim(model: ir.Model) -> None:
    """Remove all that only people would read: metadata, names, and the shapes that ONNX Runtime finds by itself."""
    graph = model.graph
    passes.RemoveUnusedNodesPass()(model)
    passes.ClearMetadataAndDocStringPass()(model)
    keep = {*graph.inputs, *graph.outputs}
    for number, node in enumerate(graph):
        node.name = ""
        for place, value in enumerate(node.outputs):
            if value not in keep:
                unused = place and node.op_type in _SPARE and not value.uses()
                value.name = "" if unused else f"{number}" if place == 0 else f"{number}.{place}"
                value.shape = value.type = None
    for number, value in enumerate(list(graph.initializers.values())):
        if not isinstance(value.const_value, ir.ExternalTensor):
            del graph.initializers[value.name or ""]
            value.name = f"c{number}"
            graph.initializers[value.name] = value
    graph.name = "lm-sandbox"
    model.producer_name = model.producer_version = ""
    model.ir_version = IR_VERSION
    graph.opset_imports[MICROSOFT] = 1


def write_graphs(
    entry: Model, model: PreTrainedModel, source: Source, find: Find, target: Path, precisions: Sequence[str]
) -> None:
    """Write <graph>.<precision>.onnx and layout.<precision>.json of a model for each precision.

    Raises:
        ValueError: a weight of the model is none of the source's tensors, or the model's shape is not the catalogue's.
    """
    config = model.config
    shape = (config.num_hidden_layers, config.num_attention_heads, config.hidden_size, config.vocab_size)
    if shape != (entry.layers, entry.heads, entry.d_model, entry.vocabulary):
        raise ValueError(f"{entry.id}: the model has {shape}, the catalogue says otherwise")
    graphs: dict[str, ir.Model] = {}
    stored: dict[str, Stored] = {}
    for name, graph in raw_graphs(entry, model):
        simplify(graph)
        add_ones(graph.graph)
        passes.RemoveUnusedNodesPass()(graph)
        here = take_out(graph.graph, find)
        name_products(graph.graph, here)
        fuse_norms(graph.graph)
        fuse_sums(graph.graph)
        passes.RemoveUnusedNodesPass()(graph)
        if name == "explore":
            free_weights(graph.graph)
        stored |= here
        graphs[name] = graph
    found = matrices((graph.graph for graph in graphs.values()), stored)
    for precision in precisions:

        @cache
        def form(name: str, precision: str = precision) -> Form:
            if name not in found.turned:
                return Form()
            return form_of(source, stored[name], found.turned[name], name in found.tables, precision)

        groups = together((graph.graph for graph in graphs.values()), found, form)
        layout, parts = place(stored, found, groups, form)
        layout.save(target / f"layout.{precision}.json")
        for name, graph in graphs.items():
            copy = graph.clone()
            point(copy.graph, stored, parts, form, found)
            slim(copy)
            ir.save(copy, target / f"{name}.{precision}.onnx")


def export(entry: Model, source: Path, target: Path) -> None:
    """Make the graphs and layouts of a model of the catalogue, in every precision.

    Args:
        entry: the model's entry.
        source: the .gguf file, or a folder with config.json and model.safetensors.
        target: an existing folder; explore.<precision>.onnx, generate.<precision>.onnx (or fill) and
            layout.<precision>.json are written to it. A decoder has "fp32", "fp16" and "4-bit"; an encoder, and a model
            that is small enough to come along, "fp32".

    Raises:
        ValueError: as `write_graphs`.
    """
    model, weights = load_model(entry.kind, source, entry.mask is not None), open_source(source)
    precisions = ["fp32"] if entry.kind == "encoder" or entry.shipped else ["fp32", "fp16", "4-bit"]
    write_graphs(entry, model, weights, by_value(weights, (entry.heads, entry.kv_heads)), target, precisions)


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


def export_folder(
    entry: Model, source: Path, target: Path, precisions: Sequence[str], progress: Progress = lambda done, total: None
) -> None:
    """Turn a model in Hugging Face's form into a ready one.

    The graphs are traced with a model whose weights are never touched, and so take no memory. The weights are read as
    they are in the file, 16 or 32 bits each, and pass on one by one.

    Args:
        entry: what config.json says of the model, as an entry of the catalogue.
        source: the folder, with config.json and safetensors files. Code in it is never run.
        target: an existing folder; <precision>/weights.bin and the graphs beside it are written.
        precisions: "fp32", "fp16", "8-bit" and "4-bit" as wanted.
        progress: called with (bytes written, bytes in all) for each precision.

    Raises:
        ValueError: the architecture is none of FAMILIES, the files lack a weight, or as `write_graphs`.
        OSError: a file is missing or the disk is full.
    """
    config = AutoConfig.from_pretrained(str(source), trust_remote_code=False)
    if config.model_type not in FAMILIES:
        raise ValueError(f"{config.model_type} is none of {', '.join(FAMILIES)}")
    loader = _loader(entry.kind, entry.mask is not None)
    with no_init_weights():
        empty = loader.from_config(config, dtype=torch.float32, trust_remote_code=False)
    empty.tie_weights()
    with torch.no_grad():
        for number, weight in enumerate(empty.parameters()):
            if weight.ndim == 1:  # as they are made, norms are equal to each other, and the optimizer keeps one
                weight.fill_(2 + number)
    settings = {"dtype": "auto", "trust_remote_code": False, "use_safetensors": True, "output_loading_info": True}
    kept, told = loader.from_pretrained(str(source), **settings)
    if lacking := sorted(name for name in told["missing_keys"] if "pooler" not in name):  # no graph has a pooler
        raise ValueError(f"the files lack {', '.join(lacking[:3])}")
    weights = StateSource(kept)
    write_graphs(entry, empty.eval(), weights, by_name(empty), target, precisions)
    for precision in precisions:
        (target / precision).mkdir()
        for graph in target.glob(f"*.{precision}.onnx"):
            graph.rename(target / precision / f"{graph.name.partition('.')[0]}.onnx")
        layout = target / f"layout.{precision}.json"
        with (target / precision / "weights.bin").open("wb") as out:
            write_weights(weights, Layout.load(layout), out, progress)
        layout.unlink()
