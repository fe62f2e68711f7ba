"""Converting weights: small files written here, read back by the code under test."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from sandbox.models.blocks import pack, quantize
from sandbox.models.convert import (
    Layout,
    Stored,
    blocks_of,
    convert,
    join_halves,
    open_source,
    transform,
    write_weights,
)
from sandbox.models.gguf_file import GGUFFile
from sandbox.models.vocabulary import merges, tokenizer_from_gguf

KINDS = {
    "F32": gguf.GGMLQuantizationType.F32,
    "F16": gguf.GGMLQuantizationType.F16,
    "Q8_0": gguf.GGMLQuantizationType.Q8_0,
    "Q4_1": gguf.GGMLQuantizationType.Q4_1,
    "Q5_0": gguf.GGMLQuantizationType.Q5_0,
}


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, dict[str, np.ndarray]]:
    """Write a GGUF file with the gguf package: one matrix of each kind, and metadata of each sort."""
    random = np.random.default_rng(3)
    path = tmp_path / "small.gguf"
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_uint32("a.number", 7)
    writer.add_float32("a.float", 0.25)
    writer.add_bool("a.truth", True)
    writer.add_array("a.words", ["猫", "", "dog"])
    writer.add_array("a.numbers", [1, 2, 3])
    wanted = {}
    for name, kind in KINDS.items():
        values = random.normal(size=(6, 64)).astype(np.float32)
        data = gguf.quants.quantize(values, kind)
        writer.add_tensor(name, data, raw_dtype=kind)
        wanted[name] = gguf.quants.dequantize(data, kind).reshape(6, 64)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path, wanted


def test_a_gguf_file_is_read_as_the_gguf_package_wrote_it(written: tuple[Path, dict[str, np.ndarray]]) -> None:
    path, wanted = written
    file = GGUFFile(path)
    assert file.metadata["general.architecture"] == "llama"
    assert file.metadata["a.number"] == 7
    assert file.metadata["a.float"] == 0.25
    assert file.metadata["a.truth"] is True
    assert file.metadata["a.words"] == ["猫", "", "dog"]
    assert file.metadata["a.numbers"] == [1, 2, 3]
    assert file.names() == list(wanted)
    for name, values in wanted.items():
        assert file.shape(name) == (6, 64)
        np.testing.assert_array_equal(file.rows(name, 0, 6), values)
        np.testing.assert_array_equal(file.rows(name, 2, 5), values[2:5])


def test_a_damaged_gguf_file_says_so(written: tuple[Path, dict[str, np.ndarray]], tmp_path: Path) -> None:
    data = written[0].read_bytes()
    for cut in (5, 30, 200, len(data) - 100):
        (tmp_path / "cut.gguf").write_bytes(data[:cut])
        with pytest.raises(ValueError, match=r"GGUF file|cut short"):
            GGUFFile(tmp_path / "cut.gguf")
    (tmp_path / "other.gguf").write_bytes(b"PK" + data[2:])
    with pytest.raises(ValueError, match="not a GGUF file"):
        GGUFFile(tmp_path / "other.gguf")


def test_join_halves_undoes_the_interleaving() -> None:
    # Two heads of four rows: the file has 0 2 1 3, where 0 1 are the first half of a head and 2 3 the second.
    inside = np.array([0, 2, 1, 3, 4, 6, 5, 7], np.float32)[:, None]
    assert join_halves(inside, 2)[:, 0].tolist() == [0, 1, 2, 3, 4, 5, 6, 7]


def test_a_norm_of_gemma_gets_the_one_that_its_file_leaves_out() -> None:
    assert transform(np.array([0, -0.5], np.float32), "plus_one").tolist() == [1, 0.5]
    with pytest.raises(ValueError, match="unknown transformation"):
        transform(np.zeros(2, np.float32), "twice")


def array_of(data: bytes, array: Stored) -> np.ndarray:
    size = np.dtype(array.dtype).itemsize
    return np.frombuffer(data, array.dtype, array.length // size, array.offset).reshape(array.shape)


def test_weights_are_written_where_the_layout_says(written: tuple[Path, dict[str, np.ndarray]]) -> None:
    path, wanted = written
    rounded: dict[str, Any] = {"source": "Q8_0", "bits": 8}
    packed: dict[str, Any] = {"source": "F16", "bits": 4}
    layout = Layout(
        9 * 4096,
        (
            Stored("plain", "float32", (6, 64), 0, 1536, "F32"),
            Stored("turned", "float32", (64, 6), 4096, 1536, "F16", form="transposed"),
            Stored("8.values", "uint8", (6, 64), 8192, 384, form="values", **rounded),
            Stored("8.scales", "float32", (6, 4), 12288, 96, form="scales", **rounded),
            Stored("joined", "float32", (6, 64), 16384, 1536, "Q4_1", "join_halves", 3),
            Stored("4.values", "uint8", (6, 32), 20480, 192, form="values", **packed),
            Stored("4.scales", "float32", (6, 2), 24576, 48, form="scales", **packed),
            Stored("4.offsets", "float32", (6, 2), 28672, 48, form="offsets", **packed),
            Stored("half", "float16", (6, 64), 32768, 768, "F32"),
        ),
    )
    out, steps = io.BytesIO(b"old" * 20000), []
    write_weights(open_source(path), layout, out, lambda done, total: steps.append((done, total)))
    data = out.getvalue()
    assert len(data) == layout.size
    found = {array.name: array_of(data, array) for array in layout.arrays}
    np.testing.assert_array_equal(found["plain"], wanted["F32"])
    np.testing.assert_array_equal(found["turned"], wanted["F16"].T)
    np.testing.assert_array_equal(found["half"], wanted["F32"].astype(np.float16))
    np.testing.assert_array_equal(found["joined"], join_halves(wanted["Q4_1"], 3))
    eight, four = quantize(wanted["Q8_0"], 8), quantize(wanted["F16"], 4)
    np.testing.assert_array_equal(found["8.values"], eight.values)
    np.testing.assert_array_equal(found["8.scales"], eight.scales)
    np.testing.assert_array_equal(found["4.values"], pack(four.values, 4))
    np.testing.assert_array_equal(found["4.scales"], four.scales)
    assert four.offsets is not None
    np.testing.assert_array_equal(found["4.offsets"], four.offsets)
    assert steps[-1] == (sum(array.length for array in layout.arrays),) * 2
    assert steps == sorted(steps)


@pytest.mark.parametrize(("name", "bits"), [("Q8_0", 8), ("Q4_1", 4), ("Q5_0", 8)])
@pytest.mark.parametrize("heads", [0, 3])
def test_blocks_of_the_source_are_kept(
    written: tuple[Path, dict[str, np.ndarray]], name: str, bits: int, heads: int
) -> None:
    """Nothing is rounded twice: what is written stands for the very numbers of the source, rows moved and all."""
    path, wanted = written
    way: dict[str, Any] = {"transformation": "join_halves", "heads": heads} if heads else {}
    arrays = [
        Stored("values", "uint8", (6, 8 * bits), 0, 48 * bits, name, form="values", **way),
        Stored("scales", "float32", (6, 2), 4096, 48, name, form="scales", **way),
    ]
    if name == "Q4_1":
        arrays.append(Stored("offsets", "float32", (6, 2), 8192, 48, name, form="offsets", **way))
    out = io.BytesIO()
    write_weights(open_source(path), Layout(12288, tuple(arrays)), out, lambda done, total: None)
    values, scales, *offsets = (array_of(out.getvalue(), array) for array in arrays)
    if bits == 4:
        values = np.stack([values & 15, values >> 4], axis=-1).reshape(6, 64)
    found = (values - np.float32(2 ** (bits - 1))) * scales.repeat(32, 1)
    if offsets:
        found += offsets[0].repeat(32, 1)
    expected = join_halves(wanted[name], heads) if heads else wanted[name]
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6 if offsets else 0)


def test_what_is_in_no_blocks_cannot_be_kept_in_blocks(written: tuple[Path, dict[str, np.ndarray]]) -> None:
    source = open_source(written[0])
    for name, transformation in (("F32", "none"), ("F16", "none"), ("Q8_0", "plus_one")):
        with pytest.raises(ValueError, match="not kept in blocks"):
            blocks_of(source, name, 0, 6, transformation)


def test_blocks_may_lie_along_the_first_axis(tmp_path: Path) -> None:
    """GPT-2 has its matrices the other way round: x · weight."""
    weights = np.random.default_rng(4).normal(size=(64, 6)).astype(np.float32)
    save_file({"w": weights}, tmp_path / "model.safetensors")
    for bits, columns in ((8, 64), (4, 32)):
        arrays = (
            Stored("values", "uint8", (6, columns), 0, 6 * columns, "w", form="values", bits=bits, turned=True),
            Stored("scales", "float32", (6, 4), 4096, 96, "w", form="scales", bits=8, turned=True),
        )
        out = io.BytesIO()
        write_weights(open_source(tmp_path), Layout(8192, arrays), out, lambda done, total: None)
        expected = quantize(np.ascontiguousarray(weights.T), bits)
        np.testing.assert_array_equal(array_of(out.getvalue(), arrays[0]), pack(expected.values, bits))
    np.testing.assert_array_equal(array_of(out.getvalue(), arrays[1]), quantize(weights.T.copy(), 8).scales)


def test_large_tensors_pass_in_pieces_and_come_out_the_same(
    written: tuple[Path, dict[str, np.ndarray]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = written
    arrays = (
        Stored("values", "uint8", (6, 64), 0, 384, "Q4_1", form="values", bits=8),
        Stored("scales", "float32", (6, 4), 4096, 96, "Q4_1", form="scales", bits=8),
        Stored("plain", "float32", (6, 64), 8192, 1536, "Q4_1"),
        Stored("kept.values", "uint8", (6, 32), 12288, 192, "Q4_1", form="values"),
        Stored("kept.scales", "float32", (6, 2), 16384, 48, "Q4_1", form="scales"),
        Stored("kept.offsets", "float32", (6, 2), 20480, 48, "Q4_1", form="offsets"),
    )
    whole, pieces, steps = io.BytesIO(), io.BytesIO(), []
    write_weights(open_source(path), Layout(24576, arrays), whole, lambda done, total: None)
    monkeypatch.setattr("sandbox.models.convert.PIECE", 130)  # two rows at a time
    write_weights(open_source(path), Layout(24576, arrays), pieces, lambda done, total: steps.append(done))
    assert pieces.getvalue() == whole.getvalue()
    assert len(steps) == 3 * 2  # what is kept, and what is rounded


def test_convert_from_a_folder(tmp_path: Path) -> None:
    source, graphs, target = tmp_path / "source", tmp_path / "graphs", tmp_path / "target"
    for folder in (source, graphs, target):
        folder.mkdir()
    weights = np.arange(12, dtype=np.float32).reshape(3, 4)
    save_file({"w": weights, "h": weights.astype(np.float16)}, source / "model.safetensors")
    tokenizer = {"version": "1.0", "truncation": {"max_length": 8}, "padding": {"strategy": {"Fixed": 8}}, "model": "x"}
    (source / "tokenizer.json").write_text(json.dumps(tokenizer))
    for graph in ("explore", "fill"):  # a masked model has these two
        (graphs / f"{graph}.fp32.onnx").write_bytes(graph.encode())
    arrays = (
        Stored("w", "float32", (3, 4), 0, 48, "w"),
        Stored("h", "float32", (4, 3), 4096, 48, "h", form="transposed"),
    )
    Layout(8192, arrays).save(graphs / "layout.fp32.json")
    assert Layout.load(graphs / "layout.fp32.json") == Layout(8192, arrays)

    convert(None, source, graphs, target, "fp32", lambda done, total: None)  # type: ignore[arg-type]

    names = ["explore.onnx", "fill.onnx", "tokenizer.json", "weights.bin"]
    assert sorted(path.name for path in target.iterdir()) == names
    data = (target / "weights.bin").read_bytes()
    assert np.frombuffer(data, np.float32, 12).tolist() == weights.ravel().tolist()
    assert np.frombuffer(data, np.float32, 12, 4096).tolist() == weights.T.ravel().tolist()
    assert [(target / name).read_bytes() for name in names[:2]] == [b"explore", b"fill"]
    assert json.loads((target / "tokenizer.json").read_text())["truncation"] is None
    assert json.loads((target / "tokenizer.json").read_text())["padding"] is None


def test_merges_follow_from_a_vocabulary() -> None:
    tokens = ["a", "b", "c", "ab", "bc", "abc"]
    assert list(merges(tokens)) == [("a", "b"), ("b", "c"), ("ab", "c"), ("a", "bc")]


def test_gemma_tokenizer_falls_back_to_bytes_and_keeps_fixed_words_whole() -> None:
    words = ["<unk>", "<bos>", "[fixed]", "  ", *(f"<0x{byte:02X}>" for byte in range(256)), "▁", "a", "b", "▁a", "ab"]
    types = [3, 3, 4, 4, *[6] * 256, *[1] * 5]
    metadata = {
        "general.architecture": "gemma3",
        "tokenizer.ggml.model": "llama",
        "tokenizer.ggml.tokens": words,
        "tokenizer.ggml.token_type": types,
    }
    tokenizer = Tokenizer.from_str(tokenizer_from_gguf(metadata))
    assert tokenizer.encode("a ab").tokens == ["a", "▁a", "b"]
    assert tokenizer.encode("b  a").tokens == ["b", "▁▁", "a"]
    assert tokenizer.encode("é").tokens == ["<0xC3>", "<0xA9>"]
    assert tokenizer.encode("a[fixed]b").tokens == ["a", "[fixed]", "b"]
    assert tokenizer.decode(tokenizer.encode("b  aé ab").ids, skip_special_tokens=False) == "b  aé ab"


def test_smollm_tokenizer_cuts_digits_apart() -> None:
    words = ["<|end|>", "1", "2", "Ġ", "a", "12", "Ġ1", "ĠĠ", "Ġa"]
    metadata = {
        "general.architecture": "llama",
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "smollm",
        "tokenizer.ggml.tokens": words,
        "tokenizer.ggml.token_type": [3] + [1] * 8,
        "tokenizer.ggml.merges": ["1 2", "Ġ 1", "Ġ Ġ", "Ġ a"],
    }
    tokenizer = Tokenizer.from_str(tokenizer_from_gguf(metadata))
    assert tokenizer.encode("12 1  2 a").tokens == ["1", "2", "Ġ", "1", "ĠĠ", "2", "Ġa"]


def test_an_unknown_tokenizer_is_refused() -> None:
    with pytest.raises(ValueError, match="no rule for the tokenizer 't5'"):
        tokenizer_from_gguf({"general.architecture": "t5", "tokenizer.ggml.model": "t5"})
