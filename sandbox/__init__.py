"""LM Sandbox: every idea behind a language model, to touch, in Japanese and English."""

import os

__version__ = "0.1.0"

# ONNX Runtime (1.29 and newer) reports its use to its makers unless it is told not to before it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
