"""The matrices of a graph: how their numbers are stored, where in weights.bin, and the products that read them there.

Products with the same input, such as queries, keys and values, become one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import onnx_ir as ir

from sandbox.models.blocks import BLOCK
from sandbox.models.convert import Layout, Source, Stored
from sandbox.models.export.operators import MICROSOFT, Steps, replace_node

#: Every array in weights.bin starts at a multiple of this, a page, so that the file can be mapped into memory.
ALIGNMENT = 4096
#: How MatMulNBits computes: 4 is with its input rounded to 8 bits as well. 0, in 32-bit floats, halves the divergence
#: but takes ten times as long for one token.
ACCURACY = 4


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
        for name in [name for name in stored if name in graph.initializers]:
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
    for name in [name for name in stored if name in graph.initializers]:
        old, parts = graph.initializers[name], groups[group_of[name]]
        if form(name).bits:
            for node in [node for node, _ in old.uses()]:
                _look_up(graph, node, parts, form(name))
            del graph.initializers[name]
        else:
            del graph.initializers[name]
            old.replace_all_uses_with(_refer(graph, parts["plain"]))


def _look_up(graph: ir.Graph, node: ir.Node, parts: dict[str, Stored], form: Form) -> None:
    """Replace the look-up of tokens in a table by one in the table as it is stored."""
    steps = Steps(graph)
    if form.bits == 16:
        steps.add("Cast", steps.add("Gather", _refer(graph, parts["plain"]), node.inputs[1]), to=ir.DataType.FLOAT)
    else:
        table = [_refer(graph, parts["values"]), node.inputs[1], _refer(graph, parts["scales"])]
        settings = {"bits": form.bits, "block_size": form.block, "gather_axis": 0, "quantize_axis": 1}
        steps.add("GatherBlockQuantized", *table, domain=MICROSOFT, **settings)
    replace_node(graph, node, steps.nodes)


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
