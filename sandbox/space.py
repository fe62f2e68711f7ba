"""Build the folder of a Hugging Face Space from this project: its wheel, what it needs, and how it starts.

The folder is no copy of the project. It is made from pyproject.toml and the templates in space/, and the same command
in the same environment writes the same bytes. The build of a Space with the Gradio SDK runs `pip install -r
/tmp/requirements.txt gradio[oauth,mcp]==<sdk_version> …` before any other file is there, so requirements.txt cannot
name the wheel: app.py unpacks it. A Docker Space installs both.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, get_args

from sandbox.errors import SetupError
from sandbox.models.catalog import Catalog

Sdk = Literal["gradio", "docker"]
Hardware = Literal["cpu", "gpu"]
SDKS: tuple[Sdk, ...] = get_args(Sdk)
HARDWARE: tuple[Hardware, ...] = get_args(Hardware)

_ROOT = Path(__file__).resolve().parents[1]
#: What a folder may hold that a Space is built into: a clone of the Space, or an earlier build.
_EXPECTED = {".git", ".gitattributes", "README.md", "requirements.txt", "app.py", "Dockerfile"}
_SUGGESTED = {"cpu": "cpu-basic", "gpu": "t4-small"}
_START: dict[Sdk, str] = {
    "gradio": "The models are fetched before the page opens, so a start takes some minutes. A Space with persistent\n"
    "storage keeps them if its variable `LM_SANDBOX_HOME` is `/data/lm-sandbox`.",
    "docker": "The models are part of the image.",
}


def build(target: Path, sdk: Sdk, hardware: Hardware, catalog: Catalog) -> list[Path]:
    """Write the files of a Space into `target`, over those of an earlier build; returns them.

    Raises:
        SetupError: "no_checkout" where the project's folder is not here; "not_a_space" where `target` holds other
            things; "space_failed" with the reason of pip or of the system.
    """
    try:
        return _build(target, sdk, hardware, catalog)
    except OSError as error:
        raise SetupError("space_failed", reason=error) from error


def _build(target: Path, sdk: Sdk, hardware: Hardware, catalog: Catalog) -> list[Path]:
    """Do what `build` says; raises OSError, too."""
    templates = _ROOT / "space"
    if not templates.is_dir():
        raise SetupError("no_checkout")
    there = list(target.iterdir()) if target.exists() else []
    strange = [path.name for path in there if path.name not in _EXPECTED and not path.match("lm_sandbox-*.whl")]
    if strange:
        raise SetupError("not_a_space", folder=target, file=min(strange))
    with TemporaryDirectory() as folder:
        wheel = _wheel(Path(folder))
        target.mkdir(parents=True, exist_ok=True)
        for path in there:
            if path.name != ".git":
                path.unlink()
        shutil.copyfile(wheel, target / wheel.name)
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    settings: dict[Sdk, str] = {
        "gradio": f"sdk: gradio\nsdk_version: {version('gradio')}\npython_version: '{python}'\napp_file: app.py",
        "docker": "sdk: docker\napp_port: 7860",
    }
    origins = (entry.origin.removeprefix("https://huggingface.co/") for entry in catalog if entry.wheels)
    values = {
        "sdk": settings[sdk],
        "hardware": _SUGGESTED[hardware],
        "models": "\n".join(f"  - {origin}" for origin in origins),
        "start": _START[sdk],
        "version": wheel.name.split("-")[1],
        "python": python,
        "wheel": wheel.name,
    }
    for name in (".gitattributes", "README.md", "app.py" if sdk == "gradio" else "Dockerfile"):
        (target / name).write_text(_filled((templates / name).read_text("utf-8"), values), "utf-8", newline="\n")
    (target / "requirements.txt").write_text("\n".join(_requirements(hardware)) + "\n", "utf-8", newline="\n")
    return sorted(path for path in target.iterdir() if path.name != ".git")


def _wheel(folder: Path) -> Path:
    """Build the wheel of this project in `folder`."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(_ROOT)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SetupError("space_failed", reason=(run.stderr.strip().splitlines() or ["?"])[-1])
    return next(folder.glob("*.whl"))


def _requirements(hardware: Hardware) -> list[str]:
    """Return what the wheel needs, with the ONNX Runtime for that hardware."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"][hardware]]


def _filled(template: str, values: dict[str, str]) -> str:
    """Return a template with its {names} filled in."""
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template
