"""How much memory a model takes on a GPU: to answer with, to be trained, to be adapted; on one GPU or on many.

    answering     N weights                                   + the keys and values of every token read (KV cache)
    training      N weights, gradients and the state of Adam  + what the backward pass needs (activations)
    LoRA, QLoRA   N frozen weights; the rest for a few million trained ones only        + the same activations

With N parameters, L layers, d numbers a token, H query heads, K key/value heads of Q numbers each, a vocabulary of V, a
context of T tokens, B sequences at once and n GPUs.

Weights. 32 bits are 4 bytes, 16 bits 2, 8 bits 1. In 4 bits the weights of a block share one scale, or nobody could
tell how large they are: 16 bits for each 32 weights, or 32 bits for each 64, are 0.5 bits a weight. QLoRA stores the
scales themselves in 8 bits, 256 of them with one 32-bit scale of their own: 8/64 + 32/(64·256) = 0.127 bits a weight
(Dettmers et al. 2023, arXiv 2305.14314, section 3).

Training with Adam in mixed precision. The arithmetic is done with 16-bit weights (2 bytes); small steps would vanish
in them, so a 32-bit copy is kept (4), and two running means of every gradient (4 + 4). The gradient takes 2 bytes where
it is kept in 16 bits, 4 in 32: 16 bytes a parameter in all (Rajbhandari et al. 2019, arXiv 1910.02054, section 3.1) or
18 (documentation of Hugging Face Transformers, "Model memory anatomy").

Activations. What a layer computed forward is needed backward: T·B·(34·d + 5·H·T) bytes a layer, of which 5·H·T are the
attention weights before and after softmax and dropout. Programs that never store those (FlashAttention, arXiv
2205.14135), or compute them again, keep T·B·34·d. With checkpointing only the input of every layer is kept, T·B·2·d,
and one layer at a time is computed again. After the layers come T·B·4·(d + V) for the scores of the vocabulary.
Korthikanti et al. 2022 (arXiv 2205.05198), equations 1, 2 and 6, sections 4.3 and 5. That counts GPT's layer: d_ff =
4·d, as many key heads as query heads, dropout. Others differ a little.

LoRA. A frozen matrix of d_in × d_out gets two narrow ones beside it, d_in × r and r × d_out: r·(d_in + d_out) trained
parameters (Hu et al. 2021, arXiv 2106.09685, section 4.1).

Not counted: what the GPU's own programs take, fragments between tensors, space for sending and for one operation's
results. A tenth more is a usual reserve.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from sandbox.topics.scale.shape import Shape, kv_bytes_per_token, per_layer, total

Method = Literal["inference", "full", "lora", "qlora"]
Sharding = Literal["none", "data", "tensor", "pipeline", "zero-1", "zero-2", "zero-3"]
Target = Literal["q", "k", "v", "o", "up", "down", "gate"]
#: What the memory of training is made of, apart from activations.
State = Literal["weights", "gradients", "optimizer"]

#: Bits a weight, with the scales of 4-bit blocks.
BITS: dict[int, float] = {32: 32, 16: 16, 8: 8, 4: 4 + 16 / 32}
#: The same of QLoRA, whose scales are quantized too.
QLORA_BITS = 4 + 8 / 64 + 32 / (64 * 256)
#: Bytes of one 16-bit number.
HALF = 2
#: Bytes of a gradient, by bytes a parameter in all.
GRADIENT = {16: 2, 18: 4}
#: Which state each stage of ZeRO divides among the GPUs (arXiv 1910.02054, section 5).
ZERO: dict[Sharding, tuple[State, ...]] = {
    "zero-1": ("optimizer",),
    "zero-2": ("optimizer", "gradients"),
    "zero-3": ("optimizer", "gradients", "weights"),
}
#: Ways in which every GPU has its own sequences, and all have the same layers.
BY_SEQUENCES: tuple[Sharding, ...] = ("data", *ZERO)
#: Largest numbers that are looked for.
MOST_CONTEXT, MOST_GPUS = 10_000_000, 4096


@dataclass(frozen=True)
class Model:
    """What memory depends on.

    Attributes:
        shape: None where only the number of parameters is known; KV cache and activations cannot be computed then.
        in_layers: the parameters that stand in layers.
        at_the_end: the parameters of the fuller end: of the first GPU of a pipeline, apart from its layers.
    """

    parameters: float
    shape: Shape | None
    in_layers: float
    at_the_end: float

    @classmethod
    def of(cls, shape: Shape) -> Model:
        """Count a model of a known shape. Embeddings stand at its beginning, an output matrix of its own at its end."""
        everything, in_layers = total(shape), shape.layers * per_layer(shape)
        output = 0 if shape.tied or shape.kind == "encoder" else shape.vocabulary * shape.d_model
        return cls(everything, shape, in_layers, everything - in_layers - output)

    @classmethod
    def sized(cls, parameters: float, shape: Shape | None) -> Model:
        """Take a number of parameters as given, all in the layers, and the shape for the rest."""
        return cls(parameters, shape, parameters, 0)


@dataclass(frozen=True)
class Job:
    """What is done with the model.

    Attributes:
        bits: of a weight, in inference.
        adam: bytes a trained parameter, 16 or 18.
        context: tokens in a sequence; batch: sequences at once, on all GPUs together.
        checkpointing: whether only the inputs of layers are kept.
        flash: whether attention weights are never stored.
        rank, targets: of LoRA: the width of its matrices, and the matrices they stand beside.
    """

    method: Method
    bits: Literal[32, 16, 8, 4] = 16
    adam: Literal[16, 18] = 16
    context: int = 2048
    batch: int = 1
    checkpointing: bool = False
    flash: bool = True
    rank: int = 8
    targets: tuple[Target, ...] = ("q", "v")
    sharding: Sharding = "none"
    gpus: int = 1


@dataclass(frozen=True)
class Part:
    """What one kind of content takes on one GPU, the fullest one: count × each × share bytes.

    Attributes:
        count: parameters, or tokens (of the sequences on this GPU) for KV cache, activations and logits.
        each: bytes of one.
        share: of them that this GPU has.
        formula: the same in letters.
    """

    name: str
    count: float
    each: float
    share: float
    formula: str

    @property
    def bytes(self) -> float:
        """Return the bytes on one GPU."""
        return self.count * self.each * self.share


def parts(model: Model, job: Job) -> list[Part]:
    """Return what lies in the memory of the fullest GPU."""
    if job.method == "inference":
        return [_all("weights", BITS[job.bits] / 8, "weights", model, job), *_kv_cache(model, job)]
    return [*_frozen(model, job), *_trained(model, job), *_activations(model, job)]


def total_bytes(model: Model, job: Job) -> float:
    """Return the bytes on the fullest GPU."""
    return sum(part.bytes for part in parts(model, job))


def kv_bytes(model: Model, job: Job) -> float:
    """Return the bytes of one token's keys and values on all GPUs: 32-bit where the weights are, else 16-bit."""
    bits = 32 if job.method == "inference" and job.bits == 32 else 16
    return kv_bytes_per_token(model.shape, bits) if model.shape else 0


def trained_parameters(model: Model, job: Job) -> float:
    """Return how many parameters are trained: none, all, or those of LoRA."""
    if job.method == "inference":
        return 0
    if job.method == "full":
        return model.parameters
    return lora_parameters(model.shape, job.rank, job.targets) if model.shape else 0


def lora_parameters(shape: Shape, rank: int, targets: tuple[Target, ...]) -> int:
    """Return the trained parameters of LoRA: r·(d_in + d_out) for every matrix it stands beside, in every layer."""
    d, queries, keys = shape.d_model, shape.heads * shape.d_head_used, shape.kv_heads_used * shape.d_head_used
    gates = shape.experts if shape.mlp == "gated" else 0
    #: d_in + d_out of all matrices of that name in a layer.
    sides = {
        "q": d + queries,
        "k": d + keys,
        "v": d + keys,
        "o": queries + d,
        "up": (d + shape.d_ff) * shape.experts,
        "down": (shape.d_ff + d) * shape.experts,
        "gate": (d + shape.d_ff) * gates,
    }
    return shape.layers * rank * sum(sides[target] for target in set(targets))


def gpus_used(model: Model, job: Job) -> int:
    """Return how many GPUs hold something: a layer cannot be cut by whole heads, nor a model by layers, any further."""
    if job.sharding == "none":
        return 1
    if model.shape and job.sharding == "tensor":
        return min(job.gpus, model.shape.heads)
    if model.shape and job.sharding == "pipeline":
        return min(job.gpus, model.shape.layers)
    return job.gpus


def most_context(model: Model, job: Job, memory: float) -> int | None:
    """Return the longest context that fits into `memory` bytes a GPU, at most MOST_CONTEXT; None where none does."""
    return _last(MOST_CONTEXT, lambda context: total_bytes(model, replace(job, context=context)) <= memory)


def least_gpus(model: Model, job: Job, memory: float) -> int | None:
    """Return the smallest number of GPUs with `memory` bytes each that it fits on, shared in the same way.

    None where no number up to MOST_GPUS is enough. More GPUs never have more on each of them.
    """
    too_few = _last(MOST_GPUS, lambda gpus: total_bytes(model, replace(job, gpus=gpus)) > memory) or 0
    return too_few + 1 if too_few < MOST_GPUS else None


def _last(most: int, holds: Callable[[int], bool]) -> int | None:
    """Return the last number from 1 to `most` that something holds for, which holds up to there and not beyond."""
    if not holds(1):
        return None
    low, high = 1, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _frozen(model: Model, job: Job) -> list[Part]:
    """Return the weights that are not trained: with LoRA all in 16 bits, with QLoRA those in layers in 4."""
    if job.method == "full":
        return []
    if job.method == "lora":
        return [_all("frozen", HALF, "weights", model, job)]
    rest = model.parameters - model.in_layers
    held = _held(model, job, "weights")
    frozen = Part("frozen", model.in_layers, QLORA_BITS / 8, held.layers, f"{held.written('ℓ')}·{QLORA_BITS:.4g}/8")
    return [frozen, *([Part("unquantized", rest, HALF, held.rest, f"{held.written('(N − ℓ)')}·2")] if rest else [])]


def _trained(model: Model, job: Job) -> list[Part]:
    """Return what Adam needs for each trained parameter: 2 + 4 + 2 + 8 bytes, or 2 + 4 + 4 + 8."""
    needs: list[tuple[str, float, State]] = [
        ("weights" if job.method == "full" else "adapters", HALF, "weights"),
        ("copy", 4, "optimizer"),
        ("gradients", GRADIENT[job.adam], "gradients"),
        ("moments", 4 + 4, "optimizer"),
    ]
    if job.method == "full":
        return [_all(name, each, state, model, job) for name, each, state in needs]
    count = trained_parameters(model, job)
    shares = {state: _held(model, job, state) for _, _, state in needs}
    return [
        Part(name, count, each, shares[state].layers, f"{shares[state].written('A')}·{each:g}")
        for name, each, state in needs
    ]


def _all(name: str, each: float, state: State, model: Model, job: Job) -> Part:
    """Return a part with `each` bytes for every parameter of the model."""
    held = _held(model, job, state)
    share = (model.in_layers * held.layers + (model.parameters - model.in_layers) * held.rest) / model.parameters
    return Part(name, model.parameters, each, share, f"{held.written('N')}·{each:.4g}")


def _kv_cache(model: Model, job: Job) -> list[Part]:
    """Return the keys and values of all tokens. GPUs that share a layer have whole key heads, one at least."""
    if not model.shape or model.shape.kind == "encoder":
        return []
    heads, n = model.shape.kv_heads_used, gpus_used(model, job)
    share = math.ceil(heads / n) / heads if job.sharding == "tensor" else _layers(model, job)
    split = {"tensor": "·⌈K/n⌉/K", "pipeline": "·⌈L/n⌉/L"}.get(job.sharding, "")
    each = kv_bytes(model, job)
    number = 4 if job.bits == 32 else HALF
    return [Part("kv_cache", _tokens(model, job), each, share, f"{_written_tokens(job)}·2·L·K·Q·{number}{split}")]


def _activations(model: Model, job: Job) -> list[Part]:
    """Return what the forward pass leaves for the backward pass, and the scores of the vocabulary with what they need.

    GPUs that share a layer (tensor) each keep its inputs whole: 10·d of the 34·d.
    """
    shape = model.shape
    if not shape:
        return []
    n = gpus_used(model, job) if job.sharding == "tensor" else 1
    tokens, written = _tokens(model, job), _written_tokens(job)
    pairs = 0 if job.flash else 5 * math.ceil(shape.heads / n) * job.context
    a_layer = (10 + 24 / n) * shape.d_model + pairs
    line = ("34·d" if n == 1 else "(10 + 24/n)·d") + ("" if job.flash else " + 5·H·T" if n == 1 else " + 5·⌈H/n⌉·T")
    layers = shape.layers * _layers(model, job)
    here = "⌈L/n⌉" if job.sharding == "pipeline" else "L"
    if job.checkpointing:
        kept, formula = layers * 2 * shape.d_model + a_layer, f"{written}·({here}·2·d + {line})"
    else:
        kept, formula = layers * a_layer, f"{written}·{here}·({line})"
    found = [Part("activations", tokens, kept, 1, formula)]
    if shape.kind == "decoder":
        scores = 4 * (shape.d_model + shape.vocabulary / n)
        # The last GPU of a pipeline scores one n-th of the batch and goes backward with it before the next comes.
        by = gpus_used(model, job) if job.sharding == "pipeline" else 1
        scored = job.context * math.ceil(job.batch / by) if by > 1 else tokens
        written = "T·⌈B/n⌉" if by > 1 else written
        found.append(Part("logits", scored, scores, 1, f"{written}·4·(d + V{'/n' if n > 1 else ''})"))
    return found


def _tokens(model: Model, job: Job) -> int:
    """Return the tokens on one GPU: all, or those of its own sequences."""
    by = gpus_used(model, job) if job.sharding in BY_SEQUENCES else 1
    return job.context * math.ceil(job.batch / by)


def _written_tokens(job: Job) -> str:
    return "T·⌈B/n⌉" if job.sharding in BY_SEQUENCES else "T·B"


def _layers(model: Model, job: Job) -> float:
    """Return the share of the layers on one GPU: of a pipeline's, that with the most; of the others, all."""
    if job.sharding != "pipeline":
        return 1
    n = gpus_used(model, job)
    return math.ceil(model.shape.layers / n) / model.shape.layers if model.shape else 1 / n


@dataclass(frozen=True)
class _Held:
    """Which share of something for each parameter the fullest GPU has.

    Attributes:
        layers: of the parameters in layers; rest: of the others.
        split: how that is written.
    """

    layers: float
    rest: float
    split: Literal["", "/n", "pipeline"]

    def written(self, letter: str) -> str:
        """Write how many of N (all), ℓ (in layers), N − ℓ, or A (of LoRA) are here. E: at the fuller end."""
        if self.split != "pipeline":
            return letter + self.split
        return {"N": "(ℓ·⌈L/n⌉/L + E)", "(N − ℓ)": "E"}.get(letter, letter + "·⌈L/n⌉/L")


def _held(model: Model, job: Job, state: State) -> _Held:
    n = gpus_used(model, job)
    if job.sharding == "tensor" or state in ZERO.get(job.sharding, ()):
        return _Held(1 / n, 1 / n, "/n")
    if job.sharding != "pipeline" or n == 1:
        return _Held(1, 1, "")
    rest = model.parameters - model.in_layers
    return _Held(_layers(model, job), model.at_the_end / rest if rest else 1, "pipeline")
