"""python -m tests.bench: what this project costs and how fast it is, as ratios measured side by side in one run.

`python -m tests.bench` measures all parts, `python -m tests.bench generation resources` those two. Pairs are timed in
turns, and medians count, with the quartiles of the pairs where they are given. A time says something about this machine
in this hour; a ratio travels. Everything else that runs on the machine makes the figures worse: let nothing run.
"""

from __future__ import annotations

import datetime
import os
import platform
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from tests.conftest import SETTINGS

#: Modules of this package with a function `rows`, in the order of the table.
PARTS = (
    "explore_models",
    "generation",
    "crowds",
    "first_pictures",
    "words",
    "tokens",
    "prompting",
    "scale",
    "attention",
    "resources",
)
PACKAGES = ("onnxruntime", "torch", "transformers", "llama-cpp-python", "gradio")
WIDTH = 100


def machine() -> str:
    """What the figures were taken on: the day, processor, memory, and the versions that matter."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    versions = [f"Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            versions.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return (
        f"{datetime.date.today()} · {(names or [platform.machine()])[0]}, {SETTINGS.threads} cores, "
        f"{psutil.virtual_memory().total / 2**30:.0f} GB, load before {os.getloadavg()[0]:.1f} · {', '.join(versions)}"
    )


def main() -> None:
    """Measure and print, part by part."""
    wanted = sys.argv[1:] or PARTS
    if unknown := sorted(set(wanted) - set(PARTS)):
        sys.exit(f"no part {', '.join(unknown)}: there are {', '.join(PARTS)}")
    print(machine(), flush=True)
    for part in wanted:
        try:
            module = import_module(f"tests.bench.{part}")
        except ModuleNotFoundError as missing:  # an extra is not installed: see README.md
            print(f"{part:<{WIDTH}}  left out: {missing.name} is not installed", flush=True)
            continue
        for name, figure in module.rows():
            print(f"{name:<{WIDTH}}  {figure}", flush=True)


if __name__ == "__main__":
    main()
