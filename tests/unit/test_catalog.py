"""The catalogue: what models.toml says is whole and fits the graphs that lie beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

from sandbox.errors import BadInput
from sandbox.models.catalog import Catalog, Model
from sandbox.models.convert import Layout
from sandbox.models.fetch import sha256_of
from sandbox.models.setup import precisions
from sandbox.settings import Settings

ASSETS = Settings().assets
CATALOG = Catalog.load(ASSETS)


@pytest.mark.parametrize("entry", list(CATALOG), ids=lambda entry: entry.id)
def test_an_entry_is_whole(entry: Model) -> None:
    assert all(0 <= token < entry.vocabulary for token in (*entry.stop, entry.start or 0, entry.end or 0))
    assert entry.heads % entry.kv_heads == 0
    assert bool(entry.wheels) != bool(entry.shipped)
    if entry.shipped:
        assert sha256_of(entry.shipped / entry.source) == entry.source_sha256
        return
    members = [member for wheel in entry.wheels for member in wheel.members]
    pieces = [member for member in members if member.save_as == entry.source]
    assert pieces
    if len(pieces) == 1:
        assert pieces[0].sha256 == entry.source_sha256
    for wheel in entry.wheels:
        assert wheel.file == f"{wheel.package.replace('-', '_')}-{wheel.version}-py3-none-any.whl"
    assert any(member.keep for member in members)  # its licence goes where the model goes


@pytest.mark.parametrize("entry", list(CATALOG), ids=lambda entry: entry.id)
def test_its_graphs_are_there(entry: Model) -> None:
    assert entry.precision in precisions(entry)
    assert "fp32" in precisions(entry)
    for precision in precisions(entry):
        graphs = {"explore"} | (
            {"generate"} if entry.kind == "decoder" else {"fill"} if entry.mask is not None else set()
        )
        assert {path.name for path in entry.graphs.glob(f"*.{precision}.onnx")} == {
            f"{graph}.{precision}.onnx" for graph in graphs
        }
        # MiniLM has nothing after its last attention; four bits have their steps beside them, and tables keep eight.
        least = {"fp32": 3.7, "fp16": 1.9, "4-bit": 0.8}[precision]
        assert Layout.load(entry.graphs / f"layout.{precision}.json").size > least * entry.parameters


def test_the_models_of_language() -> None:
    assert [entry.id for entry in CATALOG.of_language] == ["smollm2-135m", "gemma-3-270m", "minilm-l6"]
    assert [entry.quantized for entry in CATALOG.of_language] == [True, True, False]
    gemma = CATALOG["gemma-3-270m"]
    assert (gemma.languages, gemma.start, gemma.stop) == (("ja", "en"), 2, (1, 106))
    assert CATALOG["smollm2-135m"].start is None
    assert gemma.source_path(Path("x")) == Path("x/gemma-3-270m-q4_k_m.gguf")
    assert CATALOG["minilm-l6"].source_path(Path("x")) == Path("x")
    assert "Gemma Terms of Use found at ai.google.dev/gemma/terms" in gemma.notice


def test_choose() -> None:
    assert [entry.id for entry in CATALOG.choose(["minilm-l6", "smollm2-135m", "minilm-l6"])] == [
        "minilm-l6",
        "smollm2-135m",
    ]
    assert CATALOG.choose() == list(CATALOG)
    with pytest.raises(BadInput) as caught:
        CATALOG.choose(["gpt-5"])
    assert caught.value.values["known"] == (
        "smollm2-135m, gemma-3-270m, minilm-l6, soroban-1m, soroban-150k, soroban-50k, mushikui-1m"
    )


def test_our_own_models_come_along() -> None:
    """In full precision and small: nothing is fetched for them."""
    ours = [entry for entry in CATALOG if entry.trained_on == "word problems"]
    assert ours[0].id == "soroban-1m" and len(ours) >= 3
    assert 1_000_000 < ours[0].parameters < 5_000_000
    assert all(entry.shipped and entry.precision == "fp32" and entry.download_size == 0 for entry in ours)
    assert [entry.parameters for entry in ours] == sorted((entry.parameters for entry in ours), reverse=True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "encoder"', 'kind = "painter"'),
        ("layers = 6", 'layers = "six"'),
        ("layers = 6", "layers = 0"),
        ("layers = 6", ""),
        ("layers = 6", "layers = 6\nlayer = 6"),
        ('source_sha256 = "', 'source_sha256 = "x'),
        ('format = "safetensors"', 'format = "pickle"'),
        ("keep = true", 'save_as = "../../escape"'),
        ("keep = true", 'save_as = ".."'),
        ("stop = []", "stop = []\nchat = { before = [1] }"),
        ("stop = []", 'stop = []\nchat = { before = [1], after = ["<s>"] }'),
    ],
)
def test_a_wrong_entry_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (ASSETS / "models.toml").read_text("utf-8")
    text = text[text.index("[minilm-l6]") :]
    assert old in text
    (tmp_path / "models.toml").write_text(text.replace(old, new), "utf-8")
    tomllib.loads(text.replace(old, new))  # it is the entry that is wrong, not the file
    with pytest.raises(ValidationError):
        Catalog.load(tmp_path)


def test_no_two_models_share_a_wheel() -> None:
    files = [wheel.file for entry in CATALOG for wheel in entry.wheels]
    assert len(files) == len(set(files))
