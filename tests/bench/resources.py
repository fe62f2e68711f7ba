"""What the sandbox takes: memory, disk and time, of the server, of setup and of the installation.

Setup runs in a folder of its own: once with the download, once more from the wheels that it kept. Installing happens in
a new virtual environment, from pip's cache where that has the wheels.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path

import httpx
import psutil

from tests.conftest import CATALOG, SETTINGS, running

ROOT = Path(__file__).parents[2]
#: A text through every model, so that all that the server keeps for long is there.
LOOKED_AT = [f"/api/attention?text=a&model={entry.id}" for entry in CATALOG.of_language]
WRITTEN = [f"/api/next-token?text=a&model={entry.id}" for entry in CATALOG if entry.kind == "decoder"]


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def run(command: Sequence[str], home: Path) -> tuple[float, int]:
    """Run a command to its good end; return its seconds and the most memory that it held, in bytes."""
    begun = time.perf_counter()
    environment = os.environ | {"LM_SANDBOX_HOME": str(home)}
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - begun, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def server() -> list[tuple[str, str]]:
    """Memory of a server: when it is ready, and when every model has been asked."""
    started = running(SETTINGS)
    begun = time.perf_counter()
    with started as address:
        took = time.perf_counter() - begun
        process = psutil.Process(started.process.pid)
        ready = process.memory_info().rss
        for path in LOOKED_AT + WRITTEN:
            httpx.get(address + path, timeout=300).raise_for_status()
        asked = process.memory_info().rss
    return [
        ("server: from its start until all default models are loaded", f"{took:.1f} s"),
        ("server: memory when it is ready", f"{ready / 1e9:.2f} GB"),
        ("server: memory when every model has been asked", f"{asked / 1e9:.2f} GB"),
    ]


def setup() -> list[tuple[str, str]]:
    """Time and peak memory of setup, and what it leaves on the disk."""
    command = [sys.executable, "-m", "sandbox", "setup", "--keep"]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        whole, _ = run(command, home)
        downloads, ready = size(home / "downloads"), size(home / "models")
        for made in ("models", "compiled", "work"):
            shutil.rmtree(home / made, ignore_errors=True)
        alone, peak = run(command, home)
    return [
        ("setup, with the download", f"{whole:.0f} s, {downloads / 1e6:.0f} MB fetched"),
        ("setup, from wheels that are there", f"{alone:.0f} s, at most {peak / 1e6:.0f} MB of memory"),
        ("ready models on disk", f"{ready / 1e6:.0f} MB"),
    ]


def install() -> list[tuple[str, str]]:
    """`pip install .[cpu]` in a new virtual environment."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        venv.create(place, with_pip=True)
        bare = size(place)
        python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
        took, _ = run([str(python), "-m", "pip", "install", "--quiet", ".[cpu]"], place)
        packages = len(list(place.rglob("*.dist-info")))
        figure = f"{(size(place) - bare) / 1e6:.0f} MB, {packages} packages, {took:.0f} s"
    return [('pip install ".[cpu]" in a new virtual environment', figure)]


def rows() -> list[tuple[str, str]]:
    """Measure all."""
    return server() + setup() + install()
