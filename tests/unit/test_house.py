"""The rules that keep the house in order, as far as a machine can see them."""

from __future__ import annotations

import ast
import re
import subprocess
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
#: Which layer a module belongs to; imports run from left to right only.
LAYERS = ["cli", "space", "app", "surfaces", "topics", "lab", "models", "view", "language", "settings", "errors", ""]


def layer(module: str) -> str:
    return module.removeprefix("sandbox").lstrip(".").split(".")[0]


def imports(path: Path) -> list[str]:
    """Every module of ours that a file imports when it runs (not those for type checkers only)."""
    found: list[str] = []
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for child in node.body
        for inner in ast.walk(child)
    }
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
        elif isinstance(node, ast.Import):
            found += [name.name for name in node.names]
    return found


def sources() -> list[Path]:
    return sorted((ROOT / "sandbox").rglob("*.py"))


def test_imports_run_one_way() -> None:
    for path in sources():
        own = path.relative_to(ROOT / "sandbox").with_suffix("").parts[0].replace("__main__", "cli")
        if own == "__init__":
            continue
        for module in imports(path):
            if module.startswith("sandbox.") and layer(module) in LAYERS[:-1]:
                assert LAYERS.index(layer(module)) >= LAYERS.index(own), f"{path} imports {module}"


def test_computations_know_neither_gradio_nor_http() -> None:
    for path in sources():
        if path.name == "tab.py" or "surfaces" in path.parts or path.name in ("app.py", "fetch.py"):
            continue
        for module in imports(path):
            assert module.split(".")[0] not in {"gradio", "fastapi", "starlette", "httpx"}, f"{path} imports {module}"


def test_torch_is_imported_by_the_export_only() -> None:
    for path in sources():
        if path.parent.name != "export" and path.name != "tokenizer_files.py":  # what `models add` and `export` need
            assert not {"torch", "transformers", "onnx"} & {module.split(".")[0] for module in imports(path)}, path


def test_the_default_install_needs_no_torch() -> None:
    wanted, seen = [("lm-sandbox", "cpu")], set()
    while wanted:
        name, extra = wanted.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for line in metadata.requires(name) or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                wanted += [(requirement.name, one) for one in ("", *requirement.extras)]
    names = {name.lower() for name, _ in seen}
    assert {"gradio", "onnxruntime", "tokenizers"} <= names
    assert not {"torch", "transformers", "onnxruntime-gpu", "llama-cpp-python"} & names


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_nothing_large_is_kept() -> None:
    sizes = {path: path.stat().st_size for path in tracked()}
    assert max(sizes.values()) < 25 * 2**20
    assert sum(sizes.values()) < 100 * 2**20


def test_no_pickle_and_no_html_from_text() -> None:
    for path in tracked():
        if path.suffix not in (".py", ".js") or "tests" in path.parts or "vendor" in path.parts:
            continue
        text = path.read_text("utf-8")
        assert not re.search(r"allow_pickle=True|\bpickle\.|torch\.load\(", text), path
        assert not re.search(r"innerHTML|insertAdjacentHTML|outerHTML|document\.write", text), path


def test_widgets_load_nothing_from_elsewhere() -> None:
    for path in tracked():
        if "vendor" in path.parts and path.suffix == ".js":
            continue  # BertViz's libraries can fetch; where they run, the browser is told that they may not
        if "widgets" in path.parts and path.suffix in (".js", ".css") and "tests" not in path.parts:
            text = path.read_text("utf-8").replace("http://www.w3.org/", "")
            assert not re.search(r"(import|fetch|url|src)[^\n]{0,20}https?://", text), path
            if path.parent.name not in ("host", "tests"):
                assert "fetch(" not in text, f"{path}: a picture only draws"
