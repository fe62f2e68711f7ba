"""Simpler graphs of the same computation: what is constant computed once, and operators that ONNX Runtime has fused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx_ir as ir
from numpy.typing import NDArray
from onnx_ir.passes import common as passes
from onnxscript import optimizer

from sandbox.models.convert import Stored

#: The domain of ONNX Runtime's own operators.
MICROSOFT = "com.microsoft"


def simplify(model: ir.Model) -> None:
    """Compute what is constant, but nothing of the weights, and compute once what stands there several times."""
    weights = set(model.graph.initializers)

    def fold(node: ir.Node) -> bool | None:
        return False if any(value is not None and value.name in weights for value in node.inputs) else None

    optimizer.optimize_ir(model, should_fold=fold)
    passes.CommonSubexpressionEliminationPass()(model)
    passes.RemoveUnusedNodesPass()(model)


def replace_node(graph: ir.Graph, old: ir.Node, new: Sequence[ir.Node]) -> None:
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
                replace_node(graph, node, [ir.node("FusedMatMul", inputs, {"transB": 1}, domain=MICROSOFT)])
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
            replace_node(graph, node, steps.nodes)


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
                replace_node(graph, node, [ir.node("SimplifiedLayerNormalization", [x, weight], attributes)])
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
    attention = [node for node in graph if node.op_type == "Attention"]
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
