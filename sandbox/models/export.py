"""From PyTorch to ONNX graphs without weights (extra `export`): what assets/graphs is made of.

The graphs come from transformers' own model code, so that everything in them is as the model's authors have it. Then
each weight in them is traced back to the tensor of the source file it came from (it must be equal to it bit for bit),
taken out, and written down in a layout that convert.py follows without PyTorch. No weights stay in a graph.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx_ir as ir
import torch
from numpy.typing import NDArray
from onnx_ir.passes import common as passes
from torch import Tensor, nn
from transformers import AutoModel, AutoModelForCausalLM, DynamicCache, PreTrainedModel

from sandbox.models.convert import BLOCK, Layout, Source, Stored, open_source, transform

if TYPE_CHECKING:
    from sandbox.models.catalog import Model

#: Every array in weights.bin starts at a multiple of this, a page, so that the file can be mapped into memory.
ALIGNMENT = 4096
#: The oldest opset and file version that hold all we use: older ONNX Runtimes can read them too.
OPSET, IR_VERSION = 21, 10
MICROSOFT = "com.microsoft"
#: How MatMulNBits computes: 4 is with its input rounded to 8 bits as well. 0, in 32-bit floats, halves the divergence
#: but takes ten times as long for one token.
ACCURACY = 4


# --- from transformers to raw graphs -------------------------------------------------------------------------------


class Explore(nn.Module):
    """A decoder's logits at some positions, all its attention in one array, and all hidden states."""

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor, logit_positions: Tensor) -> tuple[Tensor, ...]:
        """Return logits [batch, positions, vocabulary], attentions and hidden states [batch, layers, …]."""
        out = self.model.model(
            input_ids=input_ids,
            attention_mask=attention_mask,
            output_attentions=True,
            output_hidden_states=True,
            use_cache=False,
        )
        logits = logits_at(self.model, out.last_hidden_state, logit_positions)
        return logits, torch.stack(out.attentions, 1), torch.stack(out.hidden_states, 1)


class Generate(nn.Module):
    """A decoder's logits at some positions, given the keys and values of what came before, and those with the new."""

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, position_ids: Tensor, logit_positions: Tensor, *past: Tensor
    ) -> tuple[Tensor, ...]:
        """Return logits [batch, positions, vocabulary], then key and value of each layer, past and new together."""
        # A plain cache keeps everything also where a layer looks at a window only: the mask cuts it, and rows of
        # different length can stand in one batch.
        cache = DynamicCache()
        for layer in range(len(past) // 2):
            cache.update(past[2 * layer], past[2 * layer + 1], layer)
        out = self.model.model(
            input_ids=input_ids,
            attention_mask=attention_mask,
            position_ids=position_ids,
            past_key_values=cache,
            use_cache=True,
        )
        logits = logits_at(self.model, out.last_hidden_state, logit_positions)
        layers: list[Any] = cache.layers
        return logits, *(states for layer in layers for states in (layer.keys, layer.values))


class Encode(nn.Module):
    """An encoder's attention in one array, and all hidden states."""

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, ...]:
        """Return attentions and hidden states [batch, layers, …]."""
        out = self.model(
            input_ids=input_ids,
            attention_mask=attention_mask,
            token_type_ids=token_type_ids,
            output_attentions=True,
            output_hidden_states=True,
        )
        return torch.stack(out.attentions, 1), torch.stack(out.hidden_states, 1)


def logits_at(model: PreTrainedModel, hidden: Tensor, positions: Tensor) -> Tensor:
    """Return the logits [batch, positions, vocabulary]; the hidden states are picked before the costly head."""
    index = positions.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
    logits: Tensor = model.lm_head(torch.gather(hidden, 1, index))
    return logits


def load_model(kind: str, source: Path) -> PreTrainedModel:
    """Load a "decoder" or an "encoder" from a .gguf file or a folder, in 32-bit floats, with attention written out."""
    loader = AutoModelForCausalLM if kind == "decoder" else AutoModel
    settings: dict[str, Any] = {"attn_implementation": "eager", "dtype": torch.float32}
    if source.is_dir():
        model = loader.from_pretrained(str(source), **settings)
    else:
        model = loader.from_pretrained(str(source.parent), gguf_file=source.name, **settings)
    loaded: PreTrainedModel = model.eval()
    return loaded


def raw_graphs(entry: Model, model: PreTrainedModel) -> Iterator[tuple[str, ir.Model]]:
    """Yield (name, graph with weights) of each graph of a model."""
    dim = torch.export.Dim
    batch, tokens, positions, past = dim("batch"), dim("tokens"), dim("positions"), dim("past")
    # Sizes of the example must differ from each other and from 0 and 1, or PyTorch takes them for constants.
    ids = torch.arange(14).reshape(2, 7) + 5
    mask = torch.ones(2, 7, dtype=torch.long)
    row, picked = {0: batch, 1: tokens}, {0: batch, 1: positions}
    where = torch.tensor([[0, 3, 5], [1, 2, 4]])
    if entry.kind == "encoder":
        inputs: tuple[str, ...] = ("input_ids", "attention_mask", "token_type_ids")
        outputs: tuple[str, ...] = ("attentions", "hidden_states")
        yield "explore", _trace(Encode(model), (ids, mask, torch.zeros_like(ids)), (row, row, row), inputs, outputs)
        return
    inputs = ("input_ids", "attention_mask", "logit_positions")
    outputs = ("logits", "attentions", "hidden_states")
    yield "explore", _trace(Explore(model), (ids, mask, where), (row, row, picked), inputs, outputs)
    labels = [f"{layer}.{part}" for layer in range(entry.layers) for part in ("key", "value")]
    states = [torch.zeros(2, entry.kv_heads, 4, entry.d_head) for _ in labels]
    places = torch.arange(4, 11).repeat(2, 1)
    arguments = (ids, torch.ones(2, 11, dtype=torch.long), places, where, *states)
    shapes = (row, {0: batch, 1: dim.DYNAMIC}, row, picked, tuple({0: batch, 2: past} for _ in states))
    inputs = ("input_ids", "attention_mask", "position_ids", "logit_positions")
    inputs += tuple(f"past_key_values.{label}" for label in labels)
    outputs = ("logits", *(f"present.{label}" for label in labels))
    yield "generate", _trace(Generate(model), arguments, shapes, inputs, outputs)


def _trace(
    module: nn.Module, arguments: tuple[Tensor, ...], shapes: Any, inputs: tuple[str, ...], outputs: tuple[str, ...]
) -> ir.Model:
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            module.eval(),
            arguments,
            dynamo=True,
            dynamic_shapes=shapes,
            input_names=inputs,
            output_names=outputs,
            opset_version=OPSET,
            verbose=False,
        )
    assert program is not None
    return program.model


# --- the weights, out of the graphs --------------------------------------------------------------------------------


def _digest(array: NDArray[Any]) -> tuple[tuple[int, ...], str]:
    data = np.ascontiguousarray(array)
    return data.shape, hashlib.sha256(data.data).hexdigest()


class Weights:
    """Which tensor of the source an initializer is.

    Each tensor is tried under every transformation, as it is and transposed; what is found is equal bit for bit. Two
    tensors that are equal are taken for one: the layout then fits these weights, but not others of the same shape. So
    a model that will be trained further is exported when it has been trained, when no norm is all ones any more.
    """

    def __init__(self, source: Source, heads: tuple[int, ...]) -> None:
        self._source = source
        self._heads = heads
        self._found: dict[tuple[tuple[int, ...], str], Stored] = {}
        for name in source.names():
            shape = source.shape(name)
            weights = source.rows(name, 0, shape[0])
            for transformation, count in self._ways(shape):
                changed = transform(weights, transformation, count)
                plain = Stored(name, "float32", changed.shape, 0, changed.nbytes, name, transformation, count)
                self._found.setdefault(_digest(changed), plain)
                if changed.ndim == 2:
                    shape = changed.shape[::-1]
                    self._found.setdefault(_digest(changed.T), replace(plain, shape=shape, form="transposed"))

    def _ways(self, shape: tuple[int, ...]) -> Iterator[tuple[str, int]]:
        yield "none", 0
        if len(shape) == 1:
            yield "plus_one", 0
        if len(shape) == 2:
            for heads in self._heads:
                if shape[0] % (2 * heads) == 0 and shape[0] <= 2 * shape[1]:
                    yield "join_halves", heads

    def find(self, array: NDArray[Any]) -> Stored | None:
        """Return where `array` comes from, or None if it is no weight of the source."""
        return self._found.get(_digest(array))


def take_out(graph: ir.Graph, weights: Weights) -> dict[str, Stored]:
    """Replace every weight of the graph by a reference to weights.bin.

    Returns:
        The weights by the name they have in the graph now. Their offsets are not yet given.

    Raises:
        ValueError: a number array over 1 kB that is no weight of the source, and so nothing convert.py could make.
    """
    stored: dict[str, Stored] = {}
    for value in list(graph.initializers.values()):
        assert value.const_value is not None and value.name is not None
        array = value.const_value.numpy()
        found = weights.find(array) if array.dtype == np.float32 and array.size > 1 else None
        if found is None:
            if array.dtype == np.float32 and array.nbytes > 1024:
                raise ValueError(f"{value.name} {array.shape} is none of the source's tensors")
            value.const_value = ir.Tensor(array.copy(), name=value.name)
            continue
        name = found.name + (".transposed" if found.form == "transposed" else "")
        del graph.initializers[value.name]
        if name in stored:  # the exporter may hold one weight twice
            value.replace_all_uses_with(graph.initializers[name])
            continue
        stored[name] = replace(found, name=name)
        value.name = name
        graph.initializers[name] = value
    return stored


def place(arrays: dict[str, Stored]) -> Layout:
    """Give every array its place in weights.bin, in the order of their names."""
    offset, placed = 0, []
    for name in sorted(arrays):
        placed.append(replace(arrays[name], offset=offset))
        offset += -(-arrays[name].length // ALIGNMENT) * ALIGNMENT
    return Layout(offset, tuple(placed))


def _refer(graph: ir.Graph, array: Stored, name: str, shape: tuple[int, ...]) -> ir.Value:
    """Return the initializer that reads `array` from weights.bin as `shape`; it is made at its first use."""
    if name not in graph.initializers:
        kind = {"float32": ir.DataType.FLOAT, "uint8": ir.DataType.UINT8}[array.dtype]
        tensor = ir.ExternalTensor("weights.bin", array.offset, array.length, kind, shape=ir.Shape(shape), name=name)
        value = ir.Value(name=name, shape=ir.Shape(shape), type=ir.TensorType(kind), const_value=tensor)
        graph.initializers[name] = value
    return graph.initializers[name]


def point(graph: ir.Graph, layout: Layout) -> None:
    """Make every weight of the graph a reference into weights.bin."""
    for array in layout.arrays:
        if (old := graph.initializers.get(array.name)) is not None:
            del graph.initializers[array.name]
            old.replace_all_uses_with(_refer(graph, array, array.name, array.shape))


# --- operators that ONNX Runtime has a fast form of ----------------------------------------------------------------


def _replace(graph: ir.Graph, old: ir.Node, new: ir.Node) -> None:
    """Put `new` in the place of `old`; both have one output."""
    ir.convenience.replace_nodes_and_values(graph, old, [old], [new], old.outputs, new.outputs)


class Steps:
    """Nodes to be put into a graph one after the other, and the constants they need."""

    def __init__(self, graph: ir.Graph, name: str) -> None:
        self.nodes: list[ir.Node] = []
        self._graph = graph
        self._name = name

    def add(self, op: str, *inputs: ir.Value | None, domain: str = "", **settings: int) -> ir.Value:
        """Add an operator and return its result."""
        self.nodes.append(ir.node(op, inputs, settings, domain=domain, num_outputs=1))
        return self.nodes[-1].outputs[0]

    def constant(self, name: str, values: Any, kind: type) -> ir.Value:
        """Return a constant of the graph, made at its first use."""
        name = f"{self._name}.{name}"
        if name not in self._graph.initializers:
            array: NDArray[Any] = np.array(values, kind)
            tensor = ir.tensor(array, name=name)
            kinds = ir.TensorType(tensor.dtype)
            value = ir.Value(name=name, shape=ir.Shape(array.shape), type=kinds, const_value=tensor)
            self._graph.initializers[name] = value
        return self._graph.initializers[name]


def _producer(value: ir.Value | None, op: str) -> ir.Node | None:
    node = value.producer() if value is not None else None
    return node if node is not None and node.op_type == op else None


def fuse_heads(graph: ir.Graph) -> None:
    """Let the LM head read the embedding table as it stands, instead of turning a copy of it at each start."""
    for node in list(graph):
        turned = _producer(node.inputs[1], "Transpose") if node.op_type == "MatMul" else None
        if turned is not None and turned.inputs[0] is not None and turned.inputs[0].is_initializer():
            inputs = [node.inputs[0], turned.inputs[0]]
            _replace(graph, node, ir.node("FusedMatMul", inputs, {"transB": 1}, domain=MICROSOFT))


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
                _replace(graph, node, ir.node("SimplifiedLayerNormalization", [x, weight], attributes))
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


# --- what enters the attention -------------------------------------------------------------------------------------


def show_projections(graph: ir.Graph) -> None:
    """Let the queries, keys and values that enter each layer's attention be asked for, too.

    In the graph stands softmax(queries · keys + mask) · values, with the scale 1/√d_head in it somewhere. What nobody
    asks for costs nothing: the values are there anyway, and are not copied.

    Outputs, by layer: queries.N and values.N [batch, heads, tokens, d_head]; keys.N [batch, heads, d_head, tokens],
    turned for the product. All have position and norm in them; shared keys and values are repeated for each head.

    Raises:
        ValueError: a softmax without the two products around it.
    """
    for layer, softmax in enumerate([node for node in graph if node.op_type == "Softmax"]):
        product = softmax.inputs[0]
        while product is not None and _producer(product, "MatMul") is None:
            before = product.producer()
            product = before.inputs[0] if before is not None else None
        scores = _producer(product, "MatMul")
        sums = [node for node in softmax.outputs[0].consumers() if node.op_type == "MatMul"]
        if scores is None or len(sums) != 1:
            raise ValueError(f"layer {layer} has a softmax that is not between two products")
        for name, value in zip(("queries", "keys", "values"), (*scores.inputs, sums[0].inputs[1]), strict=True):
            assert value is not None
            value.name = f"{name}.{layer}"
            value.type = ir.TensorType(ir.DataType.FLOAT)
            graph.outputs.append(value)


# --- 8 bits --------------------------------------------------------------------------------------------------------


def quantized(stored: dict[str, Stored], used: set[str]) -> dict[str, Stored]:
    """Return the arrays of the 8-bit form, where those in `used` are 8-bit blocks and their scales."""
    arrays: dict[str, Stored] = {}
    for name, array in stored.items():
        if name not in used:
            arrays[name] = array
            continue
        rows, columns = array.shape if array.form == "plain" else array.shape[::-1]
        base = replace(array, name=f"{array.source}.int8", dtype="uint8", shape=(rows, columns), form="int8")
        arrays[base.name] = replace(base, length=rows * columns)
        scales = replace(base, name=f"{array.source}.scales", dtype="float32", form="scales")
        count = columns // BLOCK
        arrays[scales.name] = replace(scales, shape=(rows, count), length=rows * count * 4)
    return arrays


def quantizable(graph: ir.Graph, stored: dict[str, Stored]) -> set[str]:
    """Return the names of the weights that only matrix products (and embedding look-ups) use, in whole blocks."""
    names = set()
    for name in stored.keys() & graph.initializers.keys():
        array = stored[name]
        columns = array.shape[-1] if array.form == "plain" else array.shape[0]
        uses = [(node.op_type, place) for node, place in graph.initializers[name].uses()]
        allowed = {("MatMul", 1)} if array.form == "transposed" else {("FusedMatMul", 1), ("Gather", 0)}
        if len(array.shape) == 2 and columns % BLOCK == 0 and set(uses) <= allowed:
            names.add(name)
    return names


def to_8_bit(graph: ir.Graph, stored: dict[str, Stored], layout: Layout) -> None:
    """Let matrix products and embedding look-ups read 8-bit blocks; a tied table is one and the same bytes."""
    arrays = {array.name: array for array in layout.arrays}
    for node in list(graph):
        place = {"MatMul": 1, "FusedMatMul": 1, "Gather": 0}.get(node.op_type)
        weight = node.inputs[place] if place is not None else None
        source = stored[weight.name].source if weight is not None and weight.name in stored else ""
        values, scales = arrays.get(f"{source}.int8"), arrays.get(f"{source}.scales")
        if values is None or scales is None:
            continue
        rows, columns = values.shape
        scale = _refer(graph, scales, scales.name, scales.shape)
        if node.op_type == "Gather":
            table = _refer(graph, values, values.name, values.shape)
            attributes = {"bits": 8, "block_size": BLOCK, "gather_axis": 0, "quantize_axis": 1}
            new = ir.node("GatherBlockQuantized", [table, node.inputs[1], scale], attributes, domain=MICROSOFT)
        else:
            blocks = _refer(graph, values, f"{values.name}.blocks", (rows, columns // BLOCK, BLOCK))
            attributes = {"K": columns, "N": rows, "bits": 8, "block_size": BLOCK, "accuracy_level": ACCURACY}
            if node.op_type == "FusedMatMul":
                _product_of_halves(graph, node, [blocks, scale], attributes)
                continue
            new = ir.node("MatMulNBits", [node.inputs[0], blocks, scale], attributes, domain=MICROSOFT)
        _replace(graph, node, new)


def _product_of_halves(graph: ir.Graph, node: ir.Node, weight: list[ir.Value], attributes: dict[str, int]) -> None:
    """Replace the LM head by an 8-bit product that sees its input in two parts.

    MatMulNBits rounds its input to 8 bits, 127 steps up to the largest number of a block. In the last product that
    costs the most: nothing after it evens it out, and a vocabulary is full of near ties. So its input is cut into that
    rounded part and what is left of it, both go through the product as rows of one batch (the weights are read once),
    and the results are added.
    """
    columns = attributes["K"]
    steps = Steps(graph, "head")
    shape = steps.constant("blocks", [0, 0, columns // BLOCK, BLOCK], np.int64)
    blocks = steps.add("Reshape", node.inputs[0], shape)
    largest = steps.add("ReduceMax", steps.add("Abs", blocks), steps.constant("last", [-1], np.int64))
    step = steps.add("Mul", largest, steps.constant("step", 1 / 127, np.float32))
    step = steps.add("Max", step, steps.constant("least", 1e-30, np.float32))
    rounded = steps.add("Mul", steps.add("Round", steps.add("Div", blocks, step)), step)
    both = steps.add("Concat", rounded, steps.add("Sub", blocks, rounded), axis=0)
    rows = steps.add("Reshape", both, steps.constant("rows", [0, 0, columns], np.int64))
    products = steps.add("MatMulNBits", rows, *weight, domain=MICROSOFT, **attributes)
    size = steps.add("Shape", node.inputs[0], start=0, end=2)
    two, vocabulary = (steps.constant(name, [n], np.int64) for name, n in (("two", 2), ("vocabulary", attributes["N"])))
    # allowzero: where no position is asked for there are 0 rows, and 0 must not mean "as it was".
    halves = steps.add("Reshape", products, steps.add("Concat", two, size, vocabulary, axis=0), allowzero=1)
    steps.add("ReduceSum", halves, steps.constant("first", [0], np.int64), keepdims=0)
    ir.convenience.replace_nodes_and_values(graph, node, [node], steps.nodes, node.outputs, steps.nodes[-1].outputs)


# --- to files ------------------------------------------------------------------------------------------------------


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
                value.name = f"{number}" if place == 0 else f"{number}.{place}"
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


def export(entry: Model, source: Path, target: Path) -> None:
    """Make the graphs and layouts of a model, in every precision.

    Args:
        entry: the model's entry in the catalogue.
        source: the .gguf file, or a folder with config.json and model.safetensors.
        target: an existing folder; explore.<precision>.onnx, generate.<precision>.onnx and layout.<precision>.json are
            written to it. A decoder has "fp32" and "8-bit"; an encoder, and a model that is small enough to come
            along, "fp32".

    Raises:
        ValueError: a weight of the model is none of the source's tensors, or the model's shape is not the catalogue's.
    """
    model = load_model(entry.kind, source)
    config = model.config
    shape = (config.num_hidden_layers, config.num_attention_heads, config.hidden_size, config.vocab_size)
    if shape != (entry.layers, entry.heads, entry.d_model, entry.vocabulary):
        raise ValueError(f"{entry.id}: the model has {shape}, the catalogue says otherwise")
    weights = Weights(open_source(source), (entry.heads, entry.kv_heads))
    graphs: dict[str, ir.Model] = {}
    stored: dict[str, Stored] = {}
    for name, graph in raw_graphs(entry, model):
        stored |= take_out(graph.graph, weights)
        fuse_heads(graph.graph)
        fuse_norms(graph.graph)
        if name == "explore":
            show_projections(graph.graph)
        graphs[name] = graph
    layout = place(stored)
    layout.save(target / "layout.fp32.json")
    for name, graph in graphs.items():
        point(graph.graph, layout)
        slim(graph)
        ir.save(graph, target / f"{name}.fp32.onnx")
    if entry.kind == "encoder" or entry.shipped:
        return
    kept = [quantizable(graph.graph, stored) for graph in graphs.values()]
    layout = place(quantized(stored, set.intersection(*kept)))
    layout.save(target / "layout.8-bit.json")
    for name in graphs:
        graph = ir.load(target / f"{name}.fp32.onnx")
        to_8_bit(graph.graph, stored, layout)
        point(graph.graph, layout)
        slim(graph)
        ir.save(graph, target / f"{name}.8-bit.onnx")
