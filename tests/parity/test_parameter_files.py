"""Counted parameters against real files, and against transformers' own models of the known shapes."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers

from sandbox.lab import Lab
from sandbox.models.convert import open_source
from sandbox.topics.scale.parameter_count import counted
from sandbox.topics.scale.shape import Shape, known_shapes, parts, total
from sandbox.topics.scale.views.parameter_count import ParameterCountParams, parameter_count
from tests.conftest import CATALOG, SETTINGS

KNOWN = known_shapes(SETTINGS.assets)
#: Of an encoder that fills no blanks only the attention is asked: nothing needs what comes after it in the last layer.
LEFT_OUT = {
    "minilm-l6": {
        "attention_output": 384 * 384 + 384,
        "attention_norm": 2 * 384,
        "mlp_up": 384 * 1536 + 1536,
        "mlp_down": 1536 * 384 + 384,
        "mlp_norm": 2 * 384,
        "pooler": 384 * 384 + 384,
    }
}
#: The models of the catalogue that have a known shape.
MODELS = [known.model for known in KNOWN.values() if known.model]


@pytest.mark.parametrize("model", MODELS)
def test_a_ready_model_holds_what_its_shape_says(model: str, ready: Callable[..., Path]) -> None:
    folder = ready(model)
    result = asyncio.run(parameter_count(ParameterCountParams(model=model), Lab(SETTINGS, CATALOG)))
    file = result.file
    assert file is not None and file.bytes == (folder / "weights.bin").stat().st_size
    assert result.total == CATALOG[model].parameters == file.parameters + sum(file.left_out.values())
    assert file.left_out == LEFT_OUT.get(model, {})
    held = {part.name: part.total - file.left_out.get(part.name, 0) for part in result.parts}
    assert {name: count for name, count in held.items() if count} == file.parts


@pytest.mark.parametrize("model", MODELS)
def test_the_file_of_its_package_holds_it_all(model: str, sources: Callable[[str], Path]) -> None:
    source = open_source(sources(model))
    # The numbers of the positions, 0 to 511, stand in some BERT files too; nothing of them was learnt.
    tensors = {name: source.shape(name) for name in source.names() if not name.endswith("position_ids")}
    [known] = [one for one in KNOWN.values() if one.model == model]
    assert sum(map(math.prod, tensors.values())) == total(known.shape)
    assert counted(tensors.items()) == {part.name: part.total for part in parts(known.shape)}


def theirs(shape: Shape) -> Any:
    """Return a transformers model of a shape, without memory for its weights."""
    used = shape.settled
    common: dict[str, Any] = {
        "num_hidden_layers": shape.layers,
        "hidden_size": shape.d_model,
        "num_attention_heads": shape.heads,
    }
    llama: dict[str, Any] = {
        "intermediate_size": shape.d_ff,
        "num_key_value_heads": used.kv_heads,
        "tie_word_embeddings": shape.tied,
    }
    config: Any
    if shape.kind == "encoder":
        config = transformers.BertConfig(
            **common, vocab_size=shape.vocabulary, intermediate_size=shape.d_ff, max_position_embeddings=shape.context
        )
        kind: Any = transformers.BertModel
    elif shape.norms == 4:
        config = transformers.Gemma3TextConfig(**common, **llama, vocab_size=shape.vocabulary, head_dim=used.d_head)
        kind = transformers.Gemma3ForCausalLM
    elif shape.experts > 1:
        config = transformers.MixtralConfig(
            **common, **llama, vocab_size=shape.vocabulary, num_local_experts=shape.experts
        )
        kind = transformers.MixtralForCausalLM
    elif shape.biases == "qkv":
        config = transformers.Qwen2Config(**common, **llama, vocab_size=shape.vocabulary)
        kind = transformers.Qwen2ForCausalLM
    elif shape.mlp == "gated":
        config = transformers.LlamaConfig(**common, **llama, vocab_size=shape.vocabulary, head_dim=used.d_head)
        kind = transformers.LlamaForCausalLM
    elif shape.context:
        config = transformers.GPT2Config(
            n_layer=shape.layers, n_embd=shape.d_model, n_head=shape.heads, n_inner=shape.d_ff,
            n_positions=shape.context, vocab_size=shape.vocabulary,
        )  # fmt: skip
        kind = transformers.GPT2LMHeadModel
    else:
        config = transformers.GPTNeoXConfig(**common, intermediate_size=shape.d_ff, vocab_size=shape.vocabulary)
        kind = transformers.GPTNeoXForCausalLM
    with torch.device("meta"):
        return kind(config)


SHAPES = (
    "gpt3-lecture", "gpt3-small", "gpt2", "gpt2-xl", "bert-base", "bert-large", "minilm-l6", "llama-7b", "llama-65b",
    "llama-2-70b", "llama-3-8b", "mistral-7b", "mixtral-8x7b", "gemma-7b", "gemma-3-270m", "smollm2-135m", "qwen2-5-7b",
    "pythia-6-9b", "rinna-3-6b", "open-calm-7b", "llm-jp-13b", "soroban-50k",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_transformers_counts_the_same(shape: str) -> None:
    model = theirs(KNOWN[shape].shape)
    assert sum(weights.numel() for weights in model.parameters()) == total(KNOWN[shape].shape)
