"""The small model by itself: its gradient against finite differences, its parts, its schedule, and its writing."""

import math
from itertools import pairwise

import numpy as np
import pytest

from sandbox.topics.scale import small_model
from sandbox.topics.scale.small_model import AdamW, Schedule, Shape

SHAPE = Shape(vocabulary=7, width=8, layers=2, heads=2)


def weights(seed=1):
    """None of them zero, in double precision."""
    dice = np.random.default_rng(seed)
    return {name: dice.normal(0, 0.3, m.shape) for name, m in small_model.initial_weights(SHAPE, seed).items()}


def rows(count=3, length=6, seed=2):
    return np.random.default_rng(seed).integers(SHAPE.vocabulary, size=(count, length))


def test_parameters_are_all_that_is_drawn():
    for shape in (SHAPE, Shape(86, 32, 2, 8), Shape(99, 16, 3, 4)):
        drawn = small_model.initial_weights(shape, 1)
        assert shape.parameters == sum(matrix.size for matrix in drawn.values())
        assert all(matrix.dtype == np.float32 for matrix in drawn.values())


def test_every_gradient_is_the_slope_of_the_loss():
    start = weights()
    text = rows()
    _, gradients = small_model.loss_and_gradients(start, SHAPE, text)
    assert list(gradients) == list(start)
    dice = np.random.default_rng(5)
    for name, matrix in start.items():
        for _ in range(4):
            place = tuple(dice.integers(size) for size in matrix.shape)
            ends = []
            for step in (1e-5, -1e-5):
                moved = {**start, name: matrix.copy()}
                moved[name][place] += step
                ends.append(small_model.loss_and_gradients(moved, SHAPE, text)[0])
            assert gradients[name][place] == pytest.approx((ends[0] - ends[1]) / 2e-5, rel=1e-5, abs=1e-9), name


def test_no_place_sees_what_comes_later():
    text = rows(1, 6)
    whole = small_model.forward(weights(), SHAPE, text)[0]
    for length in range(1, 7):
        np.testing.assert_allclose(small_model.forward(weights(), SHAPE, text[:, :length])[0], whole[:, :length])


def test_a_model_at_its_start_is_a_bigram_and_guesses():
    """out and down are zero: every layer hands on what it is given, and a place says only which character it holds."""
    start = small_model.initial_weights(SHAPE, 3)
    logits = small_model.forward(start, SHAPE, np.array([[1, 2, 1], [4, 4, 2]]))[0]
    np.testing.assert_allclose(logits[0, 0], logits[0, 2])
    np.testing.assert_allclose(logits[0, 1], logits[1, 2])


def test_losses_are_those_of_the_softmax_even_of_huge_logits():
    logits = np.array([[[0.0, math.log(3)], [1e4, 1e4], [1000.0, 0.0]]])
    loss, probabilities = small_model.losses(logits, np.array([[1, 0, 1]]))
    np.testing.assert_allclose(loss, [[-math.log(0.75), math.log(2), 1000]])
    np.testing.assert_allclose(probabilities.sum(-1), 1)


def test_the_schedule_rises_and_falls_to_a_tenth_where_the_text_ends():
    schedule = Schedule(0.01, 200)
    rates = [schedule.rate(step) for step in range(200)]
    assert rates[0] == pytest.approx(0.001)
    assert max(rates) == rates[9] == rates[10] == pytest.approx(0.01)
    assert all(later < sooner for sooner, later in pairwise(rates[10:]))
    assert rates[-1] == pytest.approx(0.001, rel=0.01)
    assert Schedule(0.01, 1).rate(0) == 0.01


def test_windows_follow_the_one_long_row():
    matrices = weights()
    row, windows = small_model.in_one_row(matrices)
    assert row.shape == (SHAPE.parameters,)
    for name, matrix in matrices.items():
        np.testing.assert_array_equal(windows[name], matrix)
    row[:] = 5
    assert all((window == 5).all() for window in windows.values())
    assert not any((matrix == 5).any() for matrix in matrices.values())


def test_long_gradients_are_shortened_and_short_ones_kept():
    np.testing.assert_allclose(small_model.clipped(np.array([3.0, 4.0])), [0.6, 0.8], rtol=1e-5)
    np.testing.assert_array_equal(small_model.clipped(np.array([0.3, 0.4])), [0.3, 0.4])
    np.testing.assert_array_equal(small_model.clipped(np.zeros(2)), [0, 0])


def test_a_step_is_as_long_as_the_rate_says_whatever_the_size_of_the_gradient():
    for size in (1e-4, 1.0, 100.0):
        moved = np.zeros(2)
        AdamW(moved).step(np.array([size, -size]), 0.01)
        np.testing.assert_allclose(moved, [-0.01, 0.01], rtol=1e-3)


def test_learning_by_heart():
    """A text that says the same again and again is soon known."""
    row, windows = small_model.in_one_row(small_model.initial_weights(SHAPE, 1))
    text = np.tile([[1, 2, 3, 4, 5, 6]], (2, 4))
    optimizer = AdamW(row)
    first, _ = small_model.loss_and_gradients(windows, SHAPE, text)
    for _ in range(60):
        loss, gradients = small_model.loss_and_gradients(windows, SHAPE, text)
        optimizer.step(small_model.clipped(small_model.in_one_row(gradients)[0]), 0.02)
    assert first > 1.5 and loss < 0.05
    written = small_model.write(windows, SHAPE, [1, 2], 10, 6, np.random.default_rng(1))
    assert written == [3, 4, 5, 6]  # and it stops at what ends a text


def test_the_same_dice_write_the_same():
    write = [small_model.write(weights(), SHAPE, [1], 20, 0, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert write[0] == write[1] != write[2]
    assert all(len(one) <= 20 for one in write)
    assert 0 not in write[0][:-1]
