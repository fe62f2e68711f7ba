"""Weights in few bits: rounded here, or kept as a GGUF file has them, against the gguf package's own dequantisation."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
import onnxruntime
import pytest
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType
from gguf.quants import dequantize
from gguf.quants import quantize as gguf_quantize
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from sandbox.models.blocks import BLOCK, ZERO, Blocks, pack, quantize
from sandbox.models.gguf_file import GGUFFile

Floats = NDArray[np.float32]

pytestmark = pytest.mark.filterwarnings("error")

#: Every type whose blocks are kept, and the bits that a number has here.
KEPT = {"Q8_0": 8, "Q5_0": 8, "Q5_1": 8, "Q4_0": 4, "Q4_1": 4, "Q4_K": 4, "Q5_K": 8, "Q6_K": 8}
#: Where the 16-bit floats of a block stand: its step, and its step of least values.
HALVES = {"Q8_0": (0,), "Q5_0": (0,), "Q5_1": (0, 2), "Q4_0": (0,), "Q4_1": (0, 2), "Q4_K": (0, 2), "Q5_K": (0, 2)}
HALVES["Q6_K"] = (208,)
ROWS, COLUMNS = 7, 768  # three blocks of 256


# --- rounded here --------------------------------------------------------------------------------------------------


def rows_of_blocks(bits: int) -> st.SearchStrategy[Floats]:
    numbers = st.floats(-1e4, 1e4, width=32)
    return st.integers(1, 3).flatmap(
        lambda count: arrays.arrays(np.float32, (3, BLOCK[bits] * count), elements=numbers)
    )


def error(weights: Floats, blocks: Blocks) -> Floats:
    return np.asarray(np.abs(blocks.weights() - weights))


@pytest.mark.parametrize("bits", [8, 4])
def test_no_number_moves_by_more_than_half_a_step(bits: int) -> None:
    @given(rows_of_blocks(bits))
    def check(weights: Floats) -> None:
        blocks = quantize(weights, bits)
        assert blocks.values.dtype == np.uint8 and blocks.values.shape == weights.shape
        assert blocks.scales.shape == (3, weights.shape[1] // BLOCK[bits])
        largest = np.abs(weights).max(initial=0)
        allowed = 1e-6 * largest + 1e-36  # what is lost in adding, and steps so small that they count as none
        assert (error(weights, blocks) <= blocks.scales.repeat(BLOCK[bits], 1) / 2 + allowed).all()

    check()


def test_eight_bits_keep_zero_and_the_largest_and_share_nothing_between_blocks() -> None:
    weights = np.random.default_rng(5).normal(size=(10, 96)).astype(np.float32)
    weights[3] = 0
    weights[4, 16:32] *= 1000  # another block of the row does not suffer
    weights[:, 5] = 0
    blocks = quantize(weights, 8)
    assert blocks.offsets is None
    assert blocks.scales.shape == (10, 96 // 16)
    assert ((blocks.values >= 1) & (blocks.values <= 255)).all()
    found = blocks.weights()
    assert (found[3] == 0).all() and (found[:, 5] == 0).all()
    grouped = np.abs(weights).reshape(10, 6, 16)
    largest = np.take_along_axis(np.abs(found).reshape(grouped.shape), grouped.argmax(-1)[..., None], -1)[..., 0]
    np.testing.assert_allclose(largest, grouped.max(-1), rtol=1e-6)
    assert error(weights, blocks)[4, :16].max() <= grouped[4, 0].max() / 254 * 1.001


def test_four_bits_keep_the_ends_of_each_block() -> None:
    weights = np.random.default_rng(6).normal(3, 1, size=(10, 96)).astype(np.float32)  # 0 is far outside
    weights[2] = 7.5
    blocks = quantize(weights, 4)
    assert blocks.offsets is not None
    assert blocks.values.max() == 15 and blocks.values.min() == 0
    found, grouped = blocks.weights().reshape(10, 3, 32), weights.reshape(10, 3, 32)
    np.testing.assert_allclose(found.min(-1), grouped.min(-1), atol=1e-5)
    np.testing.assert_allclose(found.max(-1), grouped.max(-1), atol=1e-5)
    assert (found[2] == 7.5).all()
    assert error(weights, blocks).max() <= (grouped.max(-1) - grouped.min(-1)).max() / 30 * 1.001


@pytest.mark.parametrize("bits", [8, 4])
def test_a_whole_number_of_blocks_is_asked_for(bits: int) -> None:
    with pytest.raises(ValueError, match="reshape"):
        quantize(np.zeros((2, BLOCK[bits] + 1), np.float32), bits)


def test_of_two_numbers_the_first_is_in_the_lower_half_of_the_byte() -> None:
    values = np.array([[1, 2, 15, 0], [0, 15, 9, 10]], np.uint8)
    assert pack(values, 4).tolist() == [[0x21, 0x0F], [0xF0, 0xA9]]
    assert pack(values, 4).dtype == np.uint8
    assert pack(values, 8) is values


@pytest.mark.parametrize("bits", [8, 4])
def test_onnx_runtime_multiplies_with_these_weights(bits: int) -> None:
    """MatMulNBits, in 32-bit floats, is x · weightsᵀ: our order of numbers and our zero are its own."""
    rng = np.random.default_rng(8)
    weights = rng.normal(size=(24, 128)).astype(np.float32)
    blocks, length = quantize(weights, bits), BLOCK[bits]
    shape = (24, 128 // length, length * bits // 8)
    constants = [
        numpy_helper.from_array(pack(blocks.values, bits).reshape(shape), "values"),
        numpy_helper.from_array(blocks.scales, "scales"),
    ]
    node = helper.make_node("MatMulNBits", ["x", "values", "scales"], ["y"], domain="com.microsoft")
    for name, number in {"K": 128, "N": 24, "bits": bits, "block_size": length, "accuracy_level": 1}.items():
        node.attribute.append(helper.make_attribute(name, number))
    x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in "xy")
    graph = helper.make_graph([node], "product", [x], [y], constants)
    domains = [helper.make_opsetid("", 21), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=domains, ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    inputs = rng.normal(size=(5, 128)).astype(np.float32)
    (product,) = session.run(None, {"x": inputs})
    plain = Blocks(bits, blocks.values, blocks.scales)  # the offsets are added beside it (export/matrices.py)
    np.testing.assert_allclose(product, inputs @ plain.weights().T, atol=1e-3)


# --- kept as the file has them -------------------------------------------------------------------------------------


def written(path: Path, tensors: dict[str, tuple[NDArray[np.uint8], GGMLQuantizationType]]) -> GGUFFile:
    """Write a GGUF file with the gguf package, and open it."""
    writer = gguf.GGUFWriter(str(path), "llama")
    for name, (raw, kind) in tensors.items():
        writer.add_tensor(name, raw, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return GGUFFile(path)


def any_blocks(name: str) -> NDArray[np.uint8]:
    """Blocks with every bit at random, but steps as files have them: none is infinite. Some are 0, some negative."""
    block, size = GGML_QUANT_SIZES[GGMLQuantizationType[name]]
    rng = np.random.default_rng(sum(map(ord, name)))
    raw = rng.integers(0, 256, (ROWS * COLUMNS // block, size), np.uint8)
    for place in HALVES[name]:
        steps = rng.normal(0, 0.01, len(raw)).astype(np.float16)
        steps[::5] = 0
        raw[:, place : place + 2] = steps[:, None].view(np.uint8)
    return raw.reshape(ROWS, -1)


@pytest.mark.parametrize(("name", "bits"), KEPT.items())
def test_kept_blocks_stand_for_what_gguf_says(name: str, bits: int, tmp_path: Path) -> None:
    """But for the last bit of the largest of the terms that are added."""
    kind, raw = GGMLQuantizationType[name], any_blocks(name)
    expected = dequantize(raw, kind)
    file = written(tmp_path / "one.gguf", {"w": (raw, kind)})
    kept = file.blocks("w", 0, ROWS)
    assert kept is not None and kept.bits == bits
    assert kept.values.dtype == np.uint8 and kept.values.shape == expected.shape == (ROWS, COLUMNS)
    assert kept.values.max() < 2**bits
    found = kept.weights()
    length = COLUMNS // kept.scales.shape[1]
    assert length == (16 if name == "Q6_K" else 32)
    if kept.offsets is None:
        np.testing.assert_array_equal(found, expected)
    else:
        term = np.abs((kept.values - np.float32(ZERO[bits])) * kept.scales.repeat(length, 1))
        term = np.maximum(term, np.abs(kept.offsets.repeat(length, 1)))
        assert (np.abs(found - expected) <= 2 * np.spacing(term)).all()
    assert np.unique(kept.values).size == 2 ** int(name[1])  # every number that the type has was there
    part = file.blocks("w", 2, 5)
    assert part is not None
    np.testing.assert_array_equal(part.weights(), found[2:5])


@pytest.mark.parametrize("name", ["Q8_0", "Q5_0", "Q5_1", "Q4_0", "Q4_1"])
def test_real_weights_keep_every_bit_but_the_last(name: str, tmp_path: Path) -> None:
    """Quantised by the gguf package itself, from numbers as trained weights are."""
    kind = GGMLQuantizationType[name]
    weights = np.random.default_rng(9).normal(0, 0.03, (ROWS, COLUMNS)).astype(np.float32)
    raw = gguf_quantize(weights, kind)
    kept = written(tmp_path / "one.gguf", {"w": (raw, kind)}).blocks("w", 0, ROWS)
    assert kept is not None
    np.testing.assert_allclose(kept.weights(), dequantize(raw, kind), rtol=0, atol=2e-8)


def test_what_has_16_bits_or_more_is_in_no_blocks(tmp_path: Path) -> None:
    kinds = (GGMLQuantizationType.F32, GGMLQuantizationType.F16, GGMLQuantizationType.BF16)
    weights = np.random.default_rng(9).normal(size=(ROWS, 64)).astype(np.float32)
    file = written(tmp_path / "one.gguf", {kind.name: (gguf_quantize(weights, kind), kind) for kind in kinds})
    assert [file.blocks(kind.name, 0, ROWS) for kind in kinds] == [None] * 3
