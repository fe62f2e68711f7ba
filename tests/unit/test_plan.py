"""What a model is and needs, told from its config.json and the headers of its weights; what is refused, and how."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from sandbox.errors import SandboxError, SetupError
from sandbox.models import plan as plans
from sandbox.models.plan import PRECISIONS, Plan, Shape, best, header, memory_free, plan, serving
from sandbox.models.source_folder import SourceFolder

GB = 10**9


def shape(parameters: int, **settings: Any) -> Shape:
    given = {
        "family": "llama",
        "kind": "decoder",
        "layers": 2,
        "heads": 4,
        "kv_heads": 2,
        "d_model": 64,
        "d_head": 16,
        "vocabulary": 100,
        "positions": 1024,
        "parameters": parameters,
        "matrices": parameters,
        "tables": 0,
        "dtype": "bf16",
        "size": 2 * parameters,
        "masked": False,
    }
    return Shape(**{**given, **settings})


def llama(folder: Path, config: dict[str, Any] | None = None, **tensors: np.ndarray) -> Path:
    """A folder that looks like a Llama of one layer: 40 tokens, d_model 32, 4 heads that share 2 keys and values."""
    folder.mkdir(parents=True, exist_ok=True)
    about = {
        "model_type": "llama",
        "architectures": ["LlamaForCausalLM"],
        "num_hidden_layers": 1,
        "num_attention_heads": 4,
        "hidden_size": 32,
        "max_position_embeddings": 512,
    }
    (folder / "config.json").write_text(json.dumps({**about, **(config or {})}))
    found = {
        "model.embed_tokens.weight": np.zeros((40, 32), np.float16),
        "model.layers.0.self_attn.q_proj.weight": np.zeros((64, 32), np.float16),
        "model.layers.0.self_attn.k_proj.weight": np.zeros((32, 32), np.float16),
        "model.layers.0.self_attn.v_proj.weight": np.zeros((32, 32), np.float16),
        "model.layers.0.input_layernorm.weight": np.zeros(32, np.float16),
        "model.layers.0.self_attn.rotary_emb.inv_freq": np.zeros(8, np.float32),
        "lm_head.weight": np.zeros((40, 32), np.float16),
    }
    save_file({**found, **tensors}, folder / "model.safetensors")
    (folder / "tokenizer.json").write_text("{}")
    return folder


def planned(folder: Path, **wishes: Any) -> Plan:
    return plan(SourceFolder(folder), folder.parent / "home", id="one", name="One", **wishes)


def test_what_a_model_is(tmp_path: Path) -> None:
    source = llama(tmp_path / "one")
    found = planned(source).shape
    assert (found.layers, found.heads, found.kv_heads, found.d_head, found.d_model) == (1, 4, 2, 16, 32)
    assert (found.vocabulary, found.positions, found.dtype, found.masked) == (40, 512, "fp16", False)
    matrices = 2 * 40 * 32 + 128 * 32
    assert (found.parameters, found.matrices, found.tables) == (matrices + 32, matrices, 2 * 40 * 32)
    assert found.size == 2 * found.parameters
    tied = planned(llama(tmp_path / "tied", {"tie_word_embeddings": True})).shape
    assert found.parameters - tied.parameters == 40 * 32


def test_what_it_needs(tmp_path: Path) -> None:
    whole = shape(1010, matrices=1000, tables=200)
    assert whole.weights("fp32") == 4040
    assert whole.weights("8-bit") == 1250 + 40
    assert whole.weights("4-bit") == 600 + 250 + 40  # a table of the vocabulary keeps 8 bits
    made = planned(llama(tmp_path / "one"), precision="4-bit")
    assert made.download == 0
    assert made.loss
    fewer = planned(tmp_path / "one", precision="fp32")
    assert not fewer.loss
    assert made.disk - fewer.disk == pytest.approx(64e6 + made.shape.weights("4-bit"))
    assert made.serving < fewer.serving
    assert made.adding == fewer.adding > made.shape.size


def test_the_precision_that_is_taken() -> None:
    assert [best(shape(size), 100 * GB) for size in (10**8, 3 * 10**8, 2 * GB)] == ["fp32", "8-bit", "4-bit"]
    small = shape(10**8)
    room = [serving(small, precision) for precision in PRECISIONS]
    assert [best(small, free) for free in room] == ["fp32", "8-bit", "4-bit"]
    assert best(small, 0) == "4-bit"
    encoder = shape(2 * GB, kind="encoder")
    assert (encoder.precisions, best(encoder, 100 * GB)) == (["fp32"], "fp32")
    assert shape(1, kind="encoder", masked=True).precisions == list(PRECISIONS)


def refused(attempt: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(SetupError) as caught:
        attempt()
    return caught.value.code, caught.value.values


def test_what_will_not_fit_is_refused_with_figures(tmp_path: Path) -> None:
    made = planned(llama(tmp_path / "one"), precision="fp32")
    made.check()

    def with_room(**room: Any) -> Plan:
        return Plan(**{**vars(made), **room})

    with_room(free_disk=made.disk, free_memory=made.adding).check()
    code, values = refused(with_room(free_disk=made.disk - 1).check)
    assert (code, values["need"], values["free"]) == ("model_disk", 65, 64)
    code, values = refused(with_room(free_memory=made.adding - 10**6).check)
    assert (code, values["need"], values["free"]) == ("model_memory", 1001, 999)
    big = shape(GB)
    code, values = refused(with_room(shape=big, adding=3 * GB, serving=11_400_000_000, free_memory=4 * GB).check)
    found = (code, values["smaller"], values["need"], values["enough"])
    assert found == ("model_memory_smaller", "8-bit", 11400, -(-serving(big, "8-bit") // 10**6))
    assert values["enough"] < 4000


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"auto_map": {"AutoModel": "model.py"}}, "remote_code"),
        ({"model_type": "mamba"}, "unsupported_family"),
        ({"model_type": None}, "unsupported_family"),
        ({"quantization_config": {"quant_method": "gptq"}}, "quantized_source"),
        ({"architectures": ["LlamaForSequenceClassification"]}, "not_a_language_model"),
        ({"num_hidden_layers": "many"}, "bad_file"),
        ({"num_attention_heads": 0}, "bad_file"),
        ({"num_hidden_layers": 2}, "bad_file"),
    ],
)
def test_a_model_that_cannot_be_used_is_refused(tmp_path: Path, config: dict[str, Any], code: str) -> None:
    assert refused(lambda: planned(llama(tmp_path / "one", config)))[0] == code


def test_a_tokenizer_with_code_of_its_own_is_refused(tmp_path: Path) -> None:
    folder = llama(tmp_path / "one")
    (folder / "tokenizer_config.json").write_text('{"auto_map": {"AutoTokenizer": ["tokenization.py", null]}}')
    assert refused(lambda: planned(folder))[0] == "remote_code"


def test_weights_in_few_bits_are_refused(tmp_path: Path) -> None:
    few = {"model.layers.0.mlp.up_proj.weight": np.zeros((32, 32), np.int8)}
    code, values = refused(lambda: planned(llama(tmp_path / "one", **few)))
    assert (code, values["method"]) == ("quantized_source", "I8")


def test_files_that_are_missing(tmp_path: Path) -> None:
    folder = llama(tmp_path / "one")
    (folder / "tokenizer.json").rename(folder / "tokenizer.txt")
    assert refused(lambda: planned(folder))[0] == "no_tokenizer"
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    code, values = refused(lambda: planned(folder))
    assert (code, values["found"]) == ("no_safetensors", ".bin")
    (folder / "config.json").unlink()
    assert refused(lambda: planned(folder))[0] == "no_config"


def test_files_that_go_too_far(tmp_path: Path) -> None:
    folder = llama(tmp_path / "one")
    (folder / "config.json").write_text("[" * 100_000)
    assert refused(lambda: planned(folder))[0] == "bad_file"
    with (folder / "config.json").open("wb") as file:  # takes no space where files may have holes
        file.truncate(200 * 10**6)
    assert refused(lambda: planned(folder))[0] == "bad_file"
    endless = b'{"a": {"dtype": "F32", "shape": [Infinity]}}'
    (folder / "model.safetensors").write_bytes(len(endless).to_bytes(8, "little") + endless)
    assert refused(lambda: header(SourceFolder(folder), "model.safetensors"))[0] == "bad_file"


@pytest.mark.parametrize("data", [b"", b"\x08\0", (10**12).to_bytes(8, "little") + b"{}", b"\x02" + bytes(7) + b"[]"])
def test_a_header_that_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "model.safetensors").write_bytes(data)
    assert refused(lambda: header(SourceFolder(tmp_path), "model.safetensors"))[0] == "bad_file"


@pytest.mark.parametrize("name", ["../../elsewhere.safetensors", "weights.bin", "missing.safetensors", 3])
def test_an_index_leads_to_files_of_the_folder_only(tmp_path: Path, name: object) -> None:
    folder = llama(tmp_path / "one")
    (folder / "model.safetensors").rename(folder / "weights.bin")
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": {"a": name}}))
    assert refused(lambda: planned(folder))[0] == "bad_file"


def test_the_card_is_read(tmp_path: Path) -> None:
    folder = llama(tmp_path / "one")
    assert planned(folder).languages == ("ja", "en")
    assert planned(folder).license == ""
    (folder / "README.md").write_text("---\nlanguage:\n- ja\n- de\nlicense: cc-by-sa-4.0\n---\n# One\n")
    made = planned(folder)
    assert (made.languages, made.license) == (("ja",), "CC-BY-SA-4.0")
    assert planned(folder, languages=("en",)).languages == ("en",)
    (folder / "README.md").write_text("---\nlicense: other\nlicense_name: llm-jp\nlanguage: en\n---\n")
    assert (planned(folder).languages, planned(folder).license) == (("en",), "llm-jp")
    (folder / "README.md").write_text("---\n: [\n---\n")
    assert planned(folder).license == ""


def test_precisions_are_those_there_are(tmp_path: Path) -> None:
    folder = llama(tmp_path / "one")
    code, values = refused(lambda: planned(folder, precision="2-bit"))
    assert (code, values["known"]) == ("no_such_precision", "fp32, 8-bit, 4-bit")


def test_memory_of_a_container(tmp_path: Path) -> None:
    everything = memory_free(tmp_path / "none")
    assert everything > 10**8
    (tmp_path / "memory.current").write_text("300\n")
    (tmp_path / "memory.stat").write_text("anon 100\ninactive_file 150\n")
    for limit, free in (("1000\n", 850), ("100\n", 0)):
        (tmp_path / "memory.max").write_text(limit)
        assert memory_free(tmp_path) == free
    (tmp_path / "memory.max").write_text("max\n")
    assert memory_free(tmp_path) == pytest.approx(everything, rel=0.5)


def test_only_what_is_needed_is_fetched(tmp_path: Path) -> None:
    folder = llama(tmp_path / "one")
    for name in ("pytorch_model.bin", "model.h5", "modeling.py", "consolidated.safetensors", "LICENSE.txt", "x.pkl"):
        (folder / name).write_bytes(b"x")
    assert set(planned(folder).names) == {"config.json", "tokenizer.json", "model.safetensors", "LICENSE.txt"}
    assert plans.CONTEXT == 256


def test_a_missing_mecab_is_said_before_anything_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = llama(tmp_path / "bert")
    named = {"tokenizer_class": "BertJapaneseTokenizer", "word_tokenizer_type": "mecab"}
    for kind, settings in (("mecab_missing", {}), ("tokenizer_unsupported", {"word_tokenizer_type": "jumanpp"})):
        (folder / "tokenizer_config.json").write_text(json.dumps({**named, **settings}))
        with monkeypatch.context() as without, pytest.raises(SandboxError) as told:
            without.setitem(sys.modules, "fugashi", None)
            plan(SourceFolder(folder), tmp_path, id="a", name="A")
        assert told.value.code == kind
