"""A small language model and its training in plain NumPy: forward, backward by hand, AdamW, and writing with it.

The model is a decoder of the GPT kind, as small as can be: no biases, no gains, no dropout, one matrix for reading and
for predicting. With width d, n layers and V characters it has exactly V·d + 12·n·d² parameters.

    x = embedding[ids]
    every layer:   x = x + attention(norm(x)) @ out
                   x = x + relu(norm(x) @ up) @ down
    logits = norm(x) @ embeddingᵀ

How to read the backward pass. Every part below is one function that returns its output and, with it, a function
`backward`. That one is given the gradient of the loss with respect to the output (`d_y`: how much the loss grows when
an element of y grows a little) and returns the gradients with respect to what went in. Calling them in the reverse
order gives the gradient of every weight: this is backpropagation. `d_` in front of a name always means "gradient of
the loss with respect to", and an array and its gradient have the same shape.

Shapes: B rows, T characters a row, d width, H heads, V characters of the alphabet. All arrays have the type of the
weights (float32 in a training).

Sources: Vaswani et al. 2017 (arXiv 1706.03762); RMSNorm: Zhang & Sennrich 2019 (arXiv 1910.07467), without gains; order
within a layer: Radford et al. 2019; ALiBi: Press et al. 2022 (arXiv 2108.12409); tied embedding: Press & Wolf 2017
(arXiv 1608.05859); AdamW: Loshchilov & Hutter 2019 (arXiv 1711.05101).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Weights: TypeAlias = Mapping[str, Array]
Gradients: TypeAlias = dict[str, Array]
#: From the gradient of an output to the gradient of the input.
Backward: TypeAlias = Callable[[Array], Array]

#: Added to a mean square, so that nothing is divided by zero.
EPSILON = 1e-5


@dataclass(frozen=True)
class Shape:
    """How large a model is."""

    vocabulary: int
    width: int
    layers: int
    heads: int

    @property
    def parameters(self) -> int:
        """How many numbers are trained: V·d of the embedding, and 3 + 1 + 4 + 4 = 12 times d² in every layer."""
        return self.vocabulary * self.width + 12 * self.layers * self.width**2


def initial_weights(shape: Shape, seed: int) -> dict[str, Array]:
    """Draw the weights a training starts from: normal, with standard deviation 1/√(inputs).

    `out` and `down`, the last matrices of a branch, start at zero: at first every layer hands on what it is given.
    """
    dice = np.random.default_rng(seed)
    d, deviation = shape.width, shape.width**-0.5
    weights = {"embedding": dice.normal(0, deviation, (shape.vocabulary, d))}
    for layer in range(shape.layers):
        weights[f"{layer}.qkv"] = dice.normal(0, deviation, (d, 3 * d))
        weights[f"{layer}.out"] = np.zeros((d, d))
        weights[f"{layer}.up"] = dice.normal(0, deviation, (d, 4 * d))
        weights[f"{layer}.down"] = np.zeros((4 * d, d))
    return {name: matrix.astype(np.float32) for name, matrix in weights.items()}


# --- the parts, each with its way back ------------------------------------------------------------------------------


def linear(x: Array, matrix: Array) -> tuple[Array, Callable[[Array], tuple[Array, Array]]]:
    """Multiply the vectors x (…, inputs) by a matrix (inputs, outputs).

    y = x W, so each y_j = Σ_i x_i W_ij. If y_j grows by one, x_i had a part of W_ij in it: d_x = d_y Wᵀ. And W_ij was
    used once for every vector, each time with its x_i: d_W sums over all of them, d_W = xᵀ d_y.
    """
    y = x @ matrix

    def backward(d_y: Array) -> tuple[Array, Array]:
        inputs, outputs = matrix.shape
        return d_y @ matrix.T, x.reshape(-1, inputs).T @ d_y.reshape(-1, outputs)

    return y, backward


def norm(x: Array) -> tuple[Array, Backward]:
    """Divide every vector by its root mean square (RMSNorm), so that its elements are about 1 in size.

    y = x / r with r = √(mean(x²) + ε). An element of x acts on y in two ways: on its own y, by 1/r; and on all of y
    through r, which takes back what points along y: d_x = (d_y − y · mean(d_y · y)) / r.
    """
    r = np.sqrt(np.mean(x * x, axis=-1, keepdims=True) + EPSILON)
    y = x / r

    def backward(d_y: Array) -> Array:
        d_x: Array = (d_y - y * np.mean(d_y * y, axis=-1, keepdims=True)) / r
        return d_x

    return y, backward


def relu(x: Array) -> tuple[Array, Backward]:
    """Set what is negative to zero; the gradient passes where something passed."""
    y = np.maximum(x, 0)

    def backward(d_y: Array) -> Array:
        return d_y * (x > 0)

    return y, backward


def attention(qkv: Array, heads: int) -> tuple[Array, Backward]:
    """Let every position look at itself and at those before it: qkv (B, T, 3·d) to (B, T, d).

    In each head: scores = q kᵀ / √(d/H) + bias, weights = softmax(scores), y = weights v.

    Backward. y = weights v is a product, so d_weights = d_y vᵀ and d_v = weightsᵀ d_y. Softmax makes the weights of a
    row share one whole: a score gains only if its weight is worth more than the average of its row,
    d_scores = weights · (d_weights − average), with average = Σ_j weights_j d_weights_j. As d_weights = d_y vᵀ and
    Σ_j weights_j v_j = y, that average is simply d_y · y. From the scores the gradient goes on to q and k as in any
    product. The bias is fixed and gets none.
    """
    rows, length, width = qkv.shape[0], qkv.shape[1], qkv.shape[2] // 3
    # (B, T, 3·d) → (3, B, H, T, d/H): a view, nothing is copied.
    q, k, v = qkv.reshape(rows, length, 3, heads, -1).transpose(2, 0, 3, 1, 4)
    scale = 1 / math.sqrt(width // heads)
    weights = (q * scale) @ k.swapaxes(2, 3)  # first the scores, (B, H, T, T); then changed in place
    weights += _bias(1 << (length - 1).bit_length(), heads, qkv.dtype.char)[:, :length, :length]
    weights -= weights.max(axis=3, keepdims=True)  # so that no exponential overflows
    np.exp(weights, out=weights)
    weights /= weights.sum(axis=3, keepdims=True)
    y = weights @ v

    def backward(d_joined: Array) -> Array:
        d_y = d_joined.reshape(rows, length, heads, -1).swapaxes(1, 2)  # apart into heads again
        d_qkv = np.empty_like(qkv)
        d_q, d_k, d_v = d_qkv.reshape(rows, length, 3, heads, -1).transpose(2, 0, 3, 1, 4)
        d_scores = d_y @ v.swapaxes(2, 3)  # first d_weights
        d_scores -= (d_y * y).sum(axis=3, keepdims=True)
        d_scores *= weights
        d_q[:] = d_scores @ k * scale
        d_k[:] = d_scores.swapaxes(2, 3) @ q * scale
        d_v[:] = weights.swapaxes(2, 3) @ d_y
        return d_qkv

    return y.swapaxes(1, 2).reshape(rows, length, width), backward


@lru_cache(maxsize=32)  # asked for powers of two only: a text that grows would fill it otherwise
def _bias(length: int, heads: int, kind: str) -> Array:
    """Return what is added to the scores, (H, T, T): −∞ for what comes later, and less the farther back (ALiBi).

    Head h = 1 … H takes off 2^(−8h/H) for every character between: some heads look near, others far. It is how the
    model knows about order; there are no position vectors.
    """
    position = np.arange(length)
    distance = position[:, None] - position[None, :]
    slopes = 2.0 ** (-8 * np.arange(1, heads + 1) / heads)
    return np.where(distance < 0, -np.inf, -slopes[:, None, None] * distance).astype(kind)


# --- the model ------------------------------------------------------------------------------------------------------


def forward(weights: Weights, shape: Shape, ids: NDArray[np.integer]) -> tuple[Array, Callable[[Array], Gradients]]:
    """Return the logits (B, T, V) of ids (B, T): scores of every character for the place after each place.

    `backward` takes the gradient of the logits and returns those of all weights, in the same order.
    """
    embedding = weights["embedding"]
    x = embedding[ids]
    layers = []
    for layer in range(shape.layers):
        x, attention_back = _attention_branch(x, weights, f"{layer}.", shape.heads)
        x, feed_forward_back = _feed_forward_branch(x, weights, f"{layer}.")
        layers.append((attention_back, feed_forward_back))
    normed, norm_back = norm(x)
    logits, predict_back = linear(normed, embedding.T)

    def backward(d_logits: Array) -> Gradients:
        gradients: Gradients = {}
        d_normed, d_predict = predict_back(d_logits)
        d_x = norm_back(d_normed)
        for attention_back, feed_forward_back in reversed(layers):
            d_x = feed_forward_back(d_x, gradients)
            d_x = attention_back(d_x, gradients)
        # The embedding is used twice, so it gets both gradients. Taking row `id` of it is the same as multiplying a
        # vector by it that has a 1 at `id` and zeros elsewhere; so this is the xᵀ d_y of `linear`.
        read = np.eye(shape.vocabulary, dtype=embedding.dtype)[ids.reshape(-1)]
        gradients["embedding"] = d_predict.T + read.T @ d_x.reshape(-1, shape.width)
        return {name: gradients[name] for name in weights}

    return logits, backward


#: The way back through a branch; it writes the gradients of the branch's weights.
BranchBackward: TypeAlias = Callable[[Array, Gradients], Array]


def _attention_branch(x: Array, weights: Weights, layer: str, heads: int) -> tuple[Array, BranchBackward]:
    """Return x + attention(norm(x) @ qkv) @ out. One product makes queries, keys and values of all heads."""
    normed, norm_back = norm(x)
    qkv, qkv_back = linear(normed, weights[layer + "qkv"])
    looked, attention_back = attention(qkv, heads)
    added, out_back = linear(looked, weights[layer + "out"])

    def backward(d_y: Array, gradients: Gradients) -> Array:
        d_looked, gradients[layer + "out"] = out_back(d_y)
        d_normed, gradients[layer + "qkv"] = qkv_back(attention_back(d_looked))
        return d_y + norm_back(d_normed)  # x went two ways: past the branch, and through it

    return x + added, backward


def _feed_forward_branch(x: Array, weights: Weights, layer: str) -> tuple[Array, BranchBackward]:
    """Return x + relu(norm(x) @ up) @ down."""
    normed, norm_back = norm(x)
    hidden, up_back = linear(normed, weights[layer + "up"])
    active, relu_back = relu(hidden)
    added, down_back = linear(active, weights[layer + "down"])

    def backward(d_y: Array, gradients: Gradients) -> Array:
        d_active, gradients[layer + "down"] = down_back(d_y)
        d_normed, gradients[layer + "up"] = up_back(relu_back(d_active))
        return d_y + norm_back(d_normed)

    return x + added, backward


# --- the loss -------------------------------------------------------------------------------------------------------


def losses(logits: Array, targets: NDArray[np.integer]) -> tuple[Array, Array]:
    """Return −ln p(target) in nats at every place, (B, T), and the probabilities (B, T, V)."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    probabilities = np.exp(shifted)
    total = probabilities.sum(axis=-1, keepdims=True)
    at_target = np.take_along_axis(shifted, targets[..., None], axis=-1)
    probabilities /= total
    return (np.log(total) - at_target)[..., 0], probabilities


def loss_and_gradients(weights: Weights, shape: Shape, rows: NDArray[np.integer]) -> tuple[float, Gradients]:
    """Return the mean loss of rows (B, T + 1), in nats a character, and its gradient for every weight.

    What a row has at place t + 1 is the target at place t. For a logit, the gradient of −ln softmax is as plain as can
    be: the probability given to the character, minus 1 if it was the right one.
    """
    ids, targets = rows[:, :-1], rows[:, 1:]
    logits, backward = forward(weights, shape, ids)
    loss, d_logits = losses(logits, targets)
    d_logits -= np.eye(shape.vocabulary, dtype=logits.dtype)[targets]
    d_logits /= targets.size  # of the mean
    return float(loss.mean()), backward(d_logits)


# --- learning -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Schedule:
    """The learning rate of every step: up from 0 during the first 5 %, then down along a cosine to a tenth.

    It ends where the text ends, whatever the number of steps: a model that is stopped half-way has been trained worse
    than one that was to have half as much text (Hoffmann et al. 2022, arXiv 2203.15556, §3.1).
    """

    peak: float
    steps: int
    warm_up_share: float = 0.05
    end_share: float = 0.1

    def rate(self, step: int) -> float:
        """Return the learning rate of a step, 0 … steps − 1."""
        warm_up = max(1, round(self.warm_up_share * self.steps))
        if step < warm_up:
            return self.peak * (step + 1) / warm_up
        done = (step - warm_up) / (self.steps - warm_up)
        return self.peak * (self.end_share + (1 - self.end_share) * (1 + math.cos(math.pi * done)) / 2)


def in_one_row(matrices: Weights) -> tuple[Array, dict[str, Array]]:
    """Put all numbers into one long vector, and return it with the matrices as windows on it.

    For the optimizer a weight is a number like any other; what changes in the vector changes in the windows.
    """
    row = np.concatenate([matrix.reshape(-1) for matrix in matrices.values()])
    ends = np.cumsum([matrix.size for matrix in matrices.values()])
    parts = np.split(row, ends[:-1])
    windows = zip(matrices, parts, strict=True)
    return row, {name: part.reshape(matrices[name].shape) for name, part in windows}


def clipped(gradient: Array, longest: float = 1.0) -> Array:
    """Return the gradient of all weights, shortened if it is longer than this: one odd step must not undo many."""
    length = math.sqrt(float(gradient @ gradient))
    return gradient * min(1.0, longest / (length + 1e-6))


class AdamW:
    """The optimizer. For every weight it remembers two running means.

    Attributes:
        mean: of its gradients: which way to go.
        square: of their squares: how large they are. A step is mean/√square, so it is about as long as the learning
            rate says for every weight, however large or small its gradients are.
    """

    beta_mean, beta_square, epsilon = 0.9, 0.95, 1e-8

    def __init__(self, weights: Array) -> None:
        self.weights = weights
        self.mean, self.square = np.zeros_like(weights), np.zeros_like(weights)
        self.steps = 0

    def step(self, gradient: Array, rate: float) -> None:
        """Move all weights, in place. (The weight decay, AdamW's W, is 0 here.)"""
        self.steps += 1
        self.mean += (1 - self.beta_mean) * (gradient - self.mean)
        self.square += (1 - self.beta_square) * (gradient * gradient - self.square)
        # Both began at zero, and are too small by these factors as long as there were few steps.
        mean = self.mean / (1 - self.beta_mean**self.steps)
        square = self.square / (1 - self.beta_square**self.steps)
        self.weights -= rate * mean / (np.sqrt(square) + self.epsilon)


# --- writing --------------------------------------------------------------------------------------------------------


def write(
    weights: Weights, shape: Shape, start: Sequence[int], length: int, end: int, dice: np.random.Generator
) -> list[int]:
    """Go on with a text, one character after another, each drawn by its probability; return what was added.

    Args:
        start: ids of the text begun.
        length: at most so many characters are added.
        end: the character that ends a text; it is written too.
    """
    ids = list(start)
    for _ in range(length):
        logits, _ = forward(weights, shape, np.array([ids]))
        last = logits[0, -1].astype(np.float64)
        cumulative = np.cumsum(np.exp(last - last.max()))
        ids.append(int(np.searchsorted(cumulative, dice.random() * cumulative[-1], side="right")))
        if ids[-1] == end:
            break
    return ids[len(start) :]
