"""What a model's file holds, counted part by part, so that it can be laid beside what its shape says.

Three families of files name their tensors in three ways: GGUF (blk.0.attn_q.weight), Llama in transformers
(model.layers.0.self_attn.q_proj.weight) and BERT in transformers (encoder.layer.0.attention.self.query.weight).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from sandbox.models.convert import Layout

#: Where a name says which layer it is in, and whether it is the weights or the bias: neither matters for the part.
_LAYER = re.compile(r"^(?:blk|model\.layers|encoder\.layer)\.\d+\.")
_KIND = re.compile(r"\.(?:weight|bias)$")

#: The part of sandbox.topics.scale.shape that a tensor belongs to, by the rest of its name.
_PARTS = {
    # GGUF
    "token_embd": "token_embedding",
    "attn_norm": "attention_norm",
    "attn_q": "query",
    "attn_k": "key",
    "attn_v": "value",
    "attn_q_norm": "qk_norm",
    "attn_k_norm": "qk_norm",
    "attn_output": "attention_output",
    "post_attention_norm": "attention_post_norm",
    "ffn_norm": "mlp_norm",
    "ffn_gate": "mlp_gate",
    "ffn_up": "mlp_up",
    "ffn_down": "mlp_down",
    "post_ffw_norm": "mlp_post_norm",
    "output_norm": "final_norm",
    # Llama
    "model.embed_tokens": "token_embedding",
    "input_layernorm": "attention_norm",
    "self_attn.q_proj": "query",
    "self_attn.k_proj": "key",
    "self_attn.v_proj": "value",
    "self_attn.o_proj": "attention_output",
    "post_attention_layernorm": "mlp_norm",
    "mlp.gate_proj": "mlp_gate",
    "mlp.up_proj": "mlp_up",
    "mlp.down_proj": "mlp_down",
    "model.norm": "final_norm",
    # BERT
    "embeddings.word_embeddings": "token_embedding",
    "embeddings.position_embeddings": "position_embedding",
    "embeddings.token_type_embeddings": "segment_embedding",
    "embeddings.LayerNorm": "embedding_norm",
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "attention_output",
    "attention.output.LayerNorm": "attention_norm",
    "intermediate.dense": "mlp_up",
    "output.dense": "mlp_down",
    "output.LayerNorm": "mlp_norm",
    "pooler.dense": "pooler",
}


def part_of(tensor: str) -> str:
    """Return the part that a tensor belongs to, by its name in the file. Raises KeyError for an unknown name."""
    return _PARTS[_KIND.sub("", _LAYER.sub("", tensor))]


def counted(tensors: Iterable[tuple[str, tuple[int, ...]]]) -> Counter[str]:
    """Add up the numbers in tensors, given with name and shape, by the part they belong to."""
    found: Counter[str] = Counter()
    for name, shape in tensors:
        found[part_of(name)] += math.prod(shape)
    return found


def tensors_of(layout: Layout) -> dict[str, tuple[int, ...]]:
    """Return name and shape of the tensors that a ready model's weights.bin holds.

    `layout` is the one of 32 bits: in fewer, the numbers of a matrix are packed, and what belongs to the way of storing
    them, such as the steps of their blocks, is no parameter.
    """
    return {array.source: array.shape for array in layout.arrays}
