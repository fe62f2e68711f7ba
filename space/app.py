"""Starts LM Sandbox in a Space with the Gradio SDK.

Such a Space installs requirements.txt before its other files are there, so the sandbox itself comes as a wheel beside
this file. A wheel of Python code is installed by unpacking it. Models are made ready before anything listens on the
port: until then the Space shows that it is starting, and no visitor has to wait for a model.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

#: What a Space expects. Variables in the Space's settings come first.
SETTINGS = {
    "LM_SANDBOX_HOST": "0.0.0.0",
    "LM_SANDBOX_PORT": "7860",
    "LM_SANDBOX_FRAMED_BY": "'self' https://huggingface.co https://*.hf.space",
}


def run() -> int:
    """Unpack the wheel, make the models ready and serve; returns the exit code."""
    (wheel,) = Path(__file__).resolve().parent.glob("lm_sandbox-*.whl")
    with TemporaryDirectory(prefix="lm-sandbox-") as folder:
        with ZipFile(wheel) as archive:
            archive.extractall(folder)
        sys.path.insert(0, folder)
        os.environ.update({name: os.environ.get(name, value) for name, value in SETTINGS.items()})
        from sandbox.cli import main

        main(["setup"])  # a model that cannot be fetched now is named in the log; the others work without it
        return main(["serve", "--no-setup"])


if __name__ == "__main__":
    sys.exit(run())
