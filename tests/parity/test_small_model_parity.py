"""The small model in NumPy against PyTorch: the same logits, loss, gradients and steps, and the same whole training."""

import importlib.machinery
import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from sandbox.settings import Settings
from sandbox.topics.scale import small_model
from sandbox.topics.scale.training_run import BATCH, CHARACTERS_A_STEP, Plan, Training, heads, peak_rate
from sandbox.topics.scale.village import village

torch = pytest.importorskip("torch")

ASSETS = Settings().assets


def _script():
    loader = importlib.machinery.SourceFileLoader("train_scaling_law", "scripts/train-scaling-law")
    spec = importlib.util.spec_from_loader(loader.name, loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module  # where its dataclasses look for themselves
    loader.exec_module(module)
    return module


SCRIPT = _script()


def _both(width, layers, seed=3):
    """The model of the script and ours, with the same weights, none of them zero."""
    text = village(ASSETS)
    run = SCRIPT.Run(width, layers, heads(width), 2**14, seed)
    theirs = SCRIPT.Model(len(text.alphabet), run)
    shape = small_model.Shape(len(text.alphabet), width, layers, heads(width))
    start = small_model.initial_weights(shape, seed)
    assert list(start) == list(theirs.weights)
    assert all(np.array_equal(start[name], theirs.weights[name].detach().numpy()) for name in start)
    dice = np.random.default_rng(seed)
    ours = {name: matrix + dice.normal(0, 0.1, matrix.shape) for name, matrix in start.items()}
    theirs.bias = theirs.bias.double()
    theirs.weights = {name: torch.tensor(matrix).requires_grad_() for name, matrix in ours.items()}
    return theirs, ours, shape, text.rows(seed, 3)


@pytest.mark.parametrize(("width", "layers"), [(8, 1), (16, 3), (48, 2)])
def test_logits_loss_and_gradients_are_those_of_autograd(width, layers):
    theirs, ours, shape, rows = _both(width, layers)
    batch = torch.from_numpy(rows)
    logits = theirs(batch[:, :-1])
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
    loss.backward()
    np.testing.assert_allclose(small_model.forward(ours, shape, rows[:, :-1])[0], logits.detach().numpy(), atol=1e-9)
    found, gradients = small_model.loss_and_gradients(ours, shape, rows)
    assert found == pytest.approx(loss.item(), abs=1e-12)
    assert list(gradients) == list(ours)
    for name, gradient in gradients.items():
        np.testing.assert_allclose(gradient, theirs.weights[name].grad.numpy(), rtol=1e-7, atol=1e-10, err_msg=name)


def test_gradients_of_a_training_are_those_of_autograd_to_five_digits():
    theirs, ours, shape, rows = _both(32, 2)
    theirs.bias = theirs.bias.float()
    theirs.weights = {name: weight.detach().float().requires_grad_() for name, weight in theirs.weights.items()}
    batch = torch.from_numpy(rows)
    torch.nn.functional.cross_entropy(theirs(batch[:, :-1]).flatten(0, 1), batch[:, 1:].flatten()).backward()
    single = {name: matrix.astype(np.float32) for name, matrix in ours.items()}
    _, gradients = small_model.loss_and_gradients(single, shape, rows)
    for name, gradient in gradients.items():
        assert gradient.dtype == np.float32
        np.testing.assert_allclose(gradient, theirs.weights[name].grad.numpy(), atol=1e-5, err_msg=name)


def test_steps_are_those_of_adamw_with_clipped_gradients():
    dice = np.random.default_rng(1)
    start = dice.normal(size=40)
    gradients = [dice.normal(size=40) * size for size in (0.01, 3, 0.1, 1, 20)]
    theirs = torch.tensor(start.copy()).requires_grad_()
    optimizer = torch.optim.AdamW([theirs], lr=1, betas=(0.9, 0.95), eps=1e-8, weight_decay=0)
    ours = start.copy()
    steps = small_model.AdamW(ours)
    for gradient, rate in zip(gradients, (0.1, 0.2, 0.3, 0.2, 0.1), strict=True):
        optimizer.param_groups[0]["lr"] = rate
        theirs.grad = torch.tensor(gradient)
        torch.nn.utils.clip_grad_norm_([theirs], 1.0)
        optimizer.step()
        steps.step(small_model.clipped(gradient), rate)
        np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=1e-9)


def test_a_whole_short_training_is_that_of_the_script():
    """32 steps: the same weights at the start, text, learning rates, and held-out text; float32 on both sides."""
    width, layers, characters, seed = 16, 2, 32 * CHARACTERS_A_STEP, 5
    assert SCRIPT.BATCH == BATCH
    torch.set_num_threads(1)
    theirs = SCRIPT.train(village(ASSETS), SCRIPT.Run(width, layers, heads(width), characters, seed), peak_rate(width))
    ours = Training(ASSETS, Plan(width, layers, characters, seed))
    ours.work(float("inf"))
    assert ours.shape.parameters == theirs["parameters"]
    assert [seen for seen, _ in ours.curve] == [seen for seen, _ in theirs["curve"]]
    np.testing.assert_allclose([loss for _, loss in ours.curve], [loss for _, loss in theirs["curve"]], atol=2e-4)
    assert ours.loss == pytest.approx(theirs["loss"], abs=1e-4)


@pytest.mark.parametrize("width", [20, 32, 48])
def test_learning_rates_and_heads_are_those_of_the_runs(width):
    lines = [json.loads(line) for line in Path(ASSETS, "scaling", "runs.jsonl").read_text("utf-8").splitlines()]
    for line in (line for line in lines if line["width"] == width):
        assert line["learning_rate"] == pytest.approx(peak_rate(width))
        assert line["heads"] == heads(width)
