"""What runs the models is chosen from what exists and what really starts."""

import os
import subprocess
import sys
from pathlib import Path

import onnxruntime as ort
import pytest

from sandbox.models.provider import CPU, CUDA, choose_provider, starts


@pytest.mark.parametrize(
    ("wanted", "available", "starting", "chosen", "why"),
    [
        ("auto", [CUDA, CPU], True, CUDA, "it starts here"),
        ("auto", ["TensorrtExecutionProvider", CUDA, CPU], True, CUDA, "it starts here"),
        ("auto", [CUDA, CPU], False, CPU, "does not start here"),
        ("auto", ["AzureExecutionProvider", CPU], True, CPU, "has no CUDA"),
        ("auto", [CPU], True, CPU, "has no CUDA"),
        ("cpu", [CUDA, CPU], True, CPU, "setting provider is 'cpu'"),
    ],
)
def test_cuda_is_taken_where_it_starts(
    wanted: str, available: list[str], starting: bool, chosen: str, why: str
) -> None:
    provider, reason = choose_provider(wanted, available, lambda provider: starting)
    assert provider == chosen
    assert why in reason


def test_what_starts_is_tried_out() -> None:
    assert starts(CPU)


@pytest.mark.filterwarnings("ignore:Specified provider")
def test_what_does_not_start_is_found_out() -> None:
    """ONNX Runtime itself goes over to the CPU without an exception, here as where CUDA's libraries are missing."""
    missing = next(name for name in ort.get_all_providers() if name not in ort.get_available_providers())
    assert not starts(missing)


def test_the_runtime_reports_to_nobody(tmp_path: Path) -> None:
    """With its telemetry on, ONNX Runtime writes an id of this machine and a queue of events below the home folder."""
    kept = {name: value for name, value in os.environ.items() if name not in ("ORT_DISABLE_TELEMETRY", "CI")}
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    line = "from sandbox.models.provider import CPU, starts; assert starts(CPU)"
    subprocess.run([sys.executable, "-c", line], env=kept | home, check=True)
    assert not list(tmp_path.rglob("*"))
