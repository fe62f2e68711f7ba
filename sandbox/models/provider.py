"""What runs the models: an NVIDIA GPU (CUDA) where one really starts, else the processor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import onnxruntime as ort

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"

#: The smallest graph there is as an ONNX file: y = x, one float (ONNX IR 8, operator set 13).
_IDENTITY = bytes.fromhex(
    "080812003a370a100a017812017922084964656e746974791201675a0f0a0178120a0a08080112040a020801"
    "620f0a0179120a0a08080112040a02080142040a00100d"
)


def has_cuda() -> bool:
    """Whether this ONNX Runtime was built with CUDA; whether that starts here is another question."""
    return CUDA in ort.get_available_providers()


@cache
def starts(provider: str) -> bool:
    """Whether a graph can run on an execution provider here; asked once a process.

    That ONNX Runtime was built with CUDA does not mean that there are CUDA's libraries, a driver and a GPU; where there
    are not, it says so on stderr and takes the CPU.
    """
    ort.preload_dlls()  # finds CUDA's libraries where they came as packages (extra gpu); nothing without CUDA
    return bool(ort.InferenceSession(_IDENTITY, providers=[provider]).get_providers()[0] == provider)


def choose_provider(wanted: str, available: Sequence[str], starts: Callable[[str], bool] = starts) -> tuple[str, str]:
    """Return ONNX Runtime's execution provider for this machine, and why it was chosen.

    Args:
        wanted: settings.provider, "auto" or "cpu".
        available: what ort.get_available_providers() says.
        starts: whether an available one starts here.
    """
    if wanted != "auto":
        return CPU, f"the setting provider is {wanted!r}"
    if CUDA not in available:
        return CPU, "this ONNX Runtime has no CUDA"
    if not starts(CUDA):
        return CPU, "this ONNX Runtime has CUDA, but it does not start here; its own message says what is missing"
    return CUDA, "this ONNX Runtime has CUDA, and it starts here"
