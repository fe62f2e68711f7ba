"""The files of a model: its graphs and layouts in every precision, and for a model that is added its weights, too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnx_ir as ir
import torch
from onnx_ir.passes import common as passes
from transformers import AutoConfig, AutoModel, AutoModelForCausalLM, AutoModelForMaskedLM, PreTrainedModel
from transformers.initialization import no_init_weights

from sandbox.models.convert import Layout, Progress, Source, Stored, open_source, write_weights
from sandbox.models.export.matrices import Form, form_of, matrices, place, point, together
from sandbox.models.export.operators import MICROSOFT, free_weights, fuse_norms, fuse_sums, name_products, simplify
from sandbox.models.export.tracing import raw_graphs
from sandbox.models.export.weights import Find, StateSource, add_ones, by_name, by_value, take_out
from sandbox.models.plan import FAMILIES

if TYPE_CHECKING:
    from sandbox.models.catalog import Model

#: The oldest file version that holds our opset.
IR_VERSION = 11
#: Operators whose further outputs need not be there.
_SPARE = ("Attention", "SkipSimplifiedLayerNormalization")


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


def slim(model: ir.Model) -> None:
    """Remove all that only people would read: metadata, names, and the shapes that ONNX Runtime finds by itself."""
    graph = model.graph
    passes.RemoveUnusedNodesPass()(model)
    passes.ClearMetadataAndDocStringPass()(model)
    keep = {*graph.inputs, *graph.outputs}
    for number, node in enumerate(graph):
        node.name = ""
        for output, value in enumerate(node.outputs):
            if value not in keep:
                unused = output and node.op_type in _SPARE and not value.uses()
                value.name = "" if unused else f"{number}" if output == 0 else f"{number}.{output}"
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
