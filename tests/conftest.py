"""What all tests share: the models, set up as anyone would set them up, and a server that runs them."""

from __future__ import annotations

import dataclasses
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from sandbox.models.catalog import Catalog
from sandbox.models.setup import folder_of, prepare, state
from sandbox.settings import Settings

# A shell that starts the tests in the background has them ignore interrupts, and what they start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

SETTINGS = Settings.from_environment()
CATALOG = Catalog.load(SETTINGS.assets)


#: Models in full precision, with the files they came from: what parity is measured against.
PARITY = dataclasses.replace(SETTINGS, home=SETTINGS.home / "parity")


@pytest.fixture(scope="session")
def ready() -> Callable[..., Path]:
    """ready(model, precision=None): the folder of a model that runs, set up if it is not there yet."""

    def folder(model: str, precision: str | None = None) -> Path:
        entry = CATALOG[model]
        settings = SETTINGS if precision in (None, entry.precision) else PARITY
        if state(entry, settings) != "ready":
            prepare(entry, settings, precision=precision, keep=settings is PARITY)
        return folder_of(entry, settings)

    return folder


@pytest.fixture(scope="session")
def sources() -> Callable[[str], Path]:
    """sources(model): what its packages hold, as convert and export read it (a .gguf file, or a folder)."""

    def source(model: str) -> Path:
        entry = CATALOG[model]
        path = entry.source_path(entry.shipped or PARITY.home / "work" / model / "source")
        if not path.exists():
            shutil.rmtree(folder_of(entry, PARITY), ignore_errors=True)
            prepare(entry, PARITY, precision="fp32", keep=True)
        return path

    return source


@pytest.fixture(scope="session")
def server(ready: Callable[..., Path]) -> Iterator[str]:
    """The address of a real server with all default models, in a process of its own."""
    for entry in CATALOG:
        ready(entry.id)
    with running(SETTINGS) as address:
        yield address


class running:
    """A server in a process of its own, for as long as the with block lasts; gives its address."""

    def __init__(self, settings: Settings, loaded: int = 2) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.settings, self.loaded = settings, loaded

    def __enter__(self) -> str:
        environment = os.environ | {"LM_SANDBOX_HOME": str(self.settings.home)}
        command = [sys.executable, "-m", "sandbox", "serve", "--no-setup", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=environment)
        address = f"http://127.0.0.1:{self.port}"
        for _ in range(600):
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}")
            try:
                if httpx.get(f"{address}/healthz").text.count('"loaded":true') >= self.loaded:
                    return address
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise TimeoutError("the server did not become ready in 60 s")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(20)
