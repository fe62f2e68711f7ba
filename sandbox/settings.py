"""Settings: one name each, read from the environment once, with a default that suits a two-core laptop."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field, fields
from pathlib import Path

from platformdirs import user_cache_path

_HERE = Path(__file__).resolve().parent


def _resource(name: str) -> Path:
    """The folder `name` (assets, widgets): beside the package in a checkout, inside it once installed."""
    inside = _HERE / name
    return inside if inside.is_dir() else _HERE.parent / name


def usable_cores(cgroup: Path = Path("/sys/fs/cgroup/cpu.max")) -> int:
    """Return the number of cores this process may use (at least 1).

    The smaller of the processor affinity and the container's CPU quota (cgroup v2); ONNX Runtime looks at neither.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = cgroup.read_text().split()
        cores = min(cores, math.ceil(int(quota) / int(period)))
    except (OSError, ValueError):  # no cgroup, or the quota reads "max"
        pass
    return max(1, cores)


@dataclass(frozen=True)
class Settings:
    """Every setting. The environment variable is LM_SANDBOX_ and the field's name in capitals."""

    host: str = "127.0.0.1"
    port: int = 7860
    #: Where models, added vectors and compiled code are kept; nothing else is ever written.
    home: Path = field(default_factory=lambda: user_cache_path("lm-sandbox", appauthor=False))
    #: The package index that `setup` asks; empty means the one that pip is configured for.
    index: str = ""
    #: Bounds of the two kinds of cache, in bytes: computed answers as JSON, and the arrays that came out of one model.
    answer_cache: int = 64 * 2**20
    model_cache: int = 256 * 2**20
    #: Bytes of a file of word vectors that a visitor may send; four such files are kept in memory. 0 takes none.
    upload: int = 64 * 2**20
    #: Threads of one model run.
    threads: int = field(default_factory=usable_cores)
    #: Who may show the pages in a frame (Content-Security-Policy's frame-ancestors); embeds are open to all.
    framed_by: str = "'self'"
    #: "auto" takes CUDA where there is one, else the CPU; "cpu" never looks for a GPU.
    provider: str = "auto"

    @property
    def assets(self) -> Path:
        """The folder of graphs, texts and the catalogue."""
        return _resource("assets")

    @property
    def widgets(self) -> Path:
        """The folder of custom elements."""
        return _resource("widgets")

    @classmethod
    def from_environment(cls) -> Settings:
        """Read LM_SANDBOX_… variables.

        Raises:
            ValueError: a variable has a value that cannot be used; the message names it.
        """
        values: dict[str, object] = {}
        for entry in fields(cls):
            name = f"LM_SANDBOX_{entry.name.upper()}"
            raw = os.environ.get(name)
            if raw is None or raw == "":
                continue
            if entry.type == "int":
                try:
                    values[entry.name] = int(raw)
                except ValueError:
                    raise ValueError(f"{name} must be a whole number, not {raw!r}") from None
            else:
                values[entry.name] = Path(raw).expanduser() if entry.type == "Path" else raw
        settings = cls(**values)  # type: ignore[arg-type]
        if settings.threads < 1:
            raise ValueError("LM_SANDBOX_THREADS must be 1 or more")
        if settings.upload < 0:
            raise ValueError("LM_SANDBOX_UPLOAD must be 0 or more")
        if settings.provider not in ("auto", "cpu"):
            raise ValueError("LM_SANDBOX_PROVIDER must be auto or cpu")
        return settings
