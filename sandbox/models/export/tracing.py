"""From transformers' own model code to ONNX graphs (extra `export`), with attention as one operator.

Every model of transformers asks an attention function for softmax(Q·Kᵀ·scale + mask)·V and a cache for the keys and
values of the tokens before. While a graph is traced, both are ours: they put one ONNX operator each into the graph
(Attention, TensorScatter), whatever the family of the model is, and RotaryEmbedding stands where the model rotates its
queries and keys. All else in a graph is as the model's authors have it.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import onnx_ir as ir
import torch
from torch import Tensor, nn
from transformers import AttentionInterface, PreTrainedModel

if TYPE_CHECKING:
    from sandbox.models.catalog import Model

#: The oldest opset that holds Attention, RotaryEmbedding and TensorScatter.
OPSET = 24
#: The name under which transformers knows our attention function.
_OURS = "lm_sandbox"
#: Attention gives its weights as they are after the softmax.
_WEIGHTS = 3


class _Attention:
    """The attention function of one trace, and the cache in front of it.

    Args:
        seen: [batch, 1, tokens, columns], True where a token may look; None where it may look everywhere.
        distance: [batch, 1, tokens, columns], how far a column lies before a token, for layers that look at a window.
        caches: keys and values of each layer, [batch, kv_heads, columns, d_head] each, and the first column that the
            new tokens fill, [batch]; None where there is no cache.

    Attributes:
        layers: of each layer the queries, keys, values that entered, and the weights.
        written: keys and values of each layer, with the new tokens in them.
    """

    def __init__(
        self,
        seen: Tensor | None,
        distance: Tensor | None = None,
        caches: tuple[Sequence[Tensor], Tensor] | None = None,
    ) -> None:
        self._seen, self._distance, self._caches = seen, distance, caches
        self.layers: list[tuple[Tensor, Tensor, Tensor, Tensor]] = []
        self.written: list[Tensor] = []

    def __call__(
        self,
        module: nn.Module,
        query: Tensor,
        key: Tensor,
        value: Tensor,
        attention_mask: Tensor | None,
        scaling: float | None = None,
        sliding_window: int | None = None,
        softcap: float | None = None,
        **_: Any,
    ) -> tuple[Tensor, None]:
        """Return softmax(Q·Kᵀ·scaling + mask)·V as [batch, tokens, heads, d_head], as transformers wants it."""
        seen = self._seen
        if sliding_window is not None and seen is not None and self._distance is not None:
            seen = seen & (self._distance < sliding_window)
        batch, heads, tokens, d_head = query.shape
        settings: dict[str, Any] = {"scale": float(d_head**-0.5 if scaling is None else scaling)}
        if softcap is not None:
            settings["softcap"] = float(softcap)
        if self._caches is None:
            settings["qk_matmul_output_mode"] = _WEIGHTS
        summed, _key, _value, weights = torch.onnx.ops.symbolic_multi_out(
            "Attention",
            (query, key, value, seen),
            settings,
            dtypes=(query.dtype,) * 4,
            shapes=(query.shape, key.shape, value.shape, (batch, heads, tokens, key.shape[2])),
            version=23,
        )
        self.layers.append((query, key, value, weights))
        return summed.transpose(1, 2), None

    def update(self, key: Tensor, value: Tensor, layer: int, *_: Any, **__: Any) -> tuple[Tensor, Tensor]:
        """Write the new tokens' keys and values into the cache, as transformers asks of a Cache."""
        assert self._caches is not None
        caches, start = self._caches
        both = []
        for cache, new in zip(caches[2 * layer : 2 * layer + 2], (key, value), strict=True):
            inputs = (cache, new, start)
            both.append(
                torch.onnx.ops.symbolic("TensorScatter", inputs, dtype=cache.dtype, shape=cache.shape, version=24)
            )
        self.written += both
        return both[0], both[1]

    def get_seq_length(self, *_: Any) -> int:
        """Return 0: every position is told to the model."""
        return 0


def _rotate(q: Tensor, k: Tensor, cos: Tensor, sin: Tensor, *_: Any, **__: Any) -> tuple[Tensor, Tensor]:
    """Rotate queries and keys [batch, heads, tokens, d_head] by cos and sin [batch, tokens, rotated], twice the same.

    The first half of a head's numbers with its second half (Su et al. 2021, arXiv 2104.09864, in the order of
    GPT-NeoX); where fewer than d_head are rotated, the others stay.
    """
    half, rotated = cos.shape[-1] // 2, cos.shape[-1]
    settings: dict[str, Any] = {} if rotated == q.shape[-1] else {"rotary_embedding_dim": rotated}

    def one(x: Tensor) -> Tensor:
        inputs = (x, cos[..., :half].expand(x.shape[0], -1, -1), sin[..., :half].expand(x.shape[0], -1, -1))
        return torch.onnx.ops.symbolic("RotaryEmbedding", inputs, settings, dtype=x.dtype, shape=x.shape, version=23)

    return one(q), one(k)


@contextmanager
def _ours(model: PreTrainedModel, attention: _Attention) -> Iterator[None]:
    """Let a model compute with our attention and rotation for a with block."""
    code: Any = sys.modules[type(model).__module__]
    rotation, before = getattr(code, "apply_rotary_pos_emb", None), model.config._attn_implementation
    AttentionInterface.register(_OURS, attention)  # and no mask function of that name: transformers then makes no mask
    model.set_attn_implementation(_OURS)
    if rotation is not None:
        code.apply_rotary_pos_emb = _rotate
    try:
        yield
    finally:
        model.set_attn_implementation(before)
        if rotation is not None:
            code.apply_rotary_pos_emb = rotation


class _Explore(nn.Module):
    """A decoder's attention weights, and what entered the attention, of every layer."""

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor) -> tuple[Tensor, ...]:
        """Return queries, keys, values and weights of layer 0, then those of layer 1, …"""
        place = torch.arange(input_ids.shape[1])
        distance = (place[:, None] - place)[None, None].expand(input_ids.shape[0], 1, -1, -1)
        attention = _Attention(distance >= 0, distance)
        with _ours(self.model, attention):
            positions = place.expand(input_ids.shape[0], -1)
            self.model.base_model(input_ids=input_ids, position_ids=positions, use_cache=False)
        return tuple(part for layer in attention.layers for part in layer)


class _Generate(nn.Module):
    """A decoder's logits at some positions, given the keys and values of what came before."""

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, start: Tensor, logit_positions: Tensor, *caches: Tensor) -> tuple[Tensor, ...]:
        """Return logits [batch, positions, vocabulary], then keys and values of each layer, with the new in them."""
        positions = start[:, None] + torch.arange(input_ids.shape[1])
        distance = (positions[:, :, None] - torch.arange(caches[0].shape[2]))[:, None]
        attention = _Attention(distance >= 0, distance, (caches, start))
        with _ours(self.model, attention):
            hidden = self.model.base_model(
                input_ids=input_ids, position_ids=positions, past_key_values=attention, use_cache=True
            ).last_hidden_state
        return _logits(self.model, hidden, logit_positions), *attention.written


class _Encode(nn.Module):
    """An encoder's attention weights, and what entered the attention, of every layer."""

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, ...]:
        """Return queries, keys, values and weights of layer 0, then those of layer 1, …"""
        attention = _Attention(_everywhere(attention_mask))
        with _ours(self.model, attention):
            self.model.base_model(input_ids=input_ids, token_type_ids=token_type_ids)
        return tuple(part for layer in attention.layers for part in layer)


class _Fill(nn.Module):
    """A masked model's logits at some positions, seeing both sides."""

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor, logit_positions: Tensor
    ) -> tuple[Tensor, ...]:
        """Return logits [batch, positions, vocabulary]."""
        with _ours(self.model, _Attention(_everywhere(attention_mask))):
            hidden = self.model.base_model(input_ids=input_ids, token_type_ids=token_type_ids).last_hidden_state
        return (_logits(self.model, hidden, logit_positions),)


def _everywhere(attention_mask: Tensor) -> Tensor:
    """Return where tokens may look, [batch, 1, tokens, tokens]: at all that is no padding."""
    return (attention_mask[:, None, None, :] > 0).expand(-1, 1, attention_mask.shape[1], -1)


def _logits(model: PreTrainedModel, hidden: Tensor, positions: Tensor) -> Tensor:
    """Return the logits [batch, positions, vocabulary]; the hidden states are picked before the costly head."""
    index = positions.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
    logits: Tensor = _head(model)(torch.gather(hidden, 1, index))
    if (softcap := getattr(model.config, "final_logit_softcapping", None)) is not None:
        logits = torch.tanh(logits / softcap) * softcap
    return logits


def _head(model: PreTrainedModel) -> nn.Module:
    """Return what makes logits of hidden states: the output embedding, and in BERT a layer before it."""
    whole: Any = model
    head: nn.Module = whole.cls.predictions if hasattr(model, "cls") else whole.get_output_embeddings()
    return head


def raw_graphs(entry: Model, model: PreTrainedModel) -> Iterator[tuple[str, ir.Model]]:
    """Yield (name, graph) of each graph of a model; the graph's initializers are named as the model's parameters."""
    dim = torch.export.Dim
    batch, tokens, positions, columns = dim("batch"), dim("tokens"), dim("positions"), dim("columns")
    # Sizes of the example must differ from each other and from 0 and 1, or PyTorch takes them for constants.
    ids = torch.arange(14).reshape(2, 7) + 5
    row, picked = {0: batch, 1: tokens}, {0: batch, 1: positions}
    where = torch.tensor([[0, 3, 5], [1, 2, 4]])
    parts = [f"{part}.{layer}" for layer in range(entry.layers) for part in ("queries", "keys", "values", "weights")]
    if entry.kind == "encoder":
        mask, kinds = torch.ones(2, 7, dtype=torch.long), torch.zeros_like(ids)
        inputs: tuple[str, ...] = ("input_ids", "attention_mask", "token_type_ids")
        yield "explore", _trace(_Encode(model), (ids, mask, kinds), (row, row, row), inputs, parts)
        if entry.mask is not None:
            inputs = (*inputs, "logit_positions")
            yield "fill", _trace(_Fill(model), (ids, mask, kinds, where), (row, row, row, picked), inputs, ["logits"])
        return
    yield "explore", _trace(_Explore(model), (ids,), (row,), ("input_ids",), parts)
    labels = [f"{part}.{layer}" for layer in range(entry.layers) for part in ("keys", "values")]
    caches = [torch.zeros(2, entry.kv_heads, 11, entry.d_head) for _ in labels]
    shapes = (row, {0: batch}, picked, tuple({0: batch, 2: columns} for _ in caches))
    inputs = ("input_ids", "start", "logit_positions", *labels)
    outputs = ["logits", *(f"written_{label}" for label in labels)]
    yield "generate", _trace(_Generate(model), (ids, torch.tensor([3, 4]), where, *caches), shapes, inputs, outputs)


def _trace(
    module: nn.Module, arguments: tuple[Tensor, ...], shapes: Any, inputs: Sequence[str], outputs: Sequence[str]
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
            verbose=False,
            opset_version=OPSET,
            optimize=False,
        )
    assert program is not None
    return program.model
