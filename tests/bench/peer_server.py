"""A peer of the server: the same computations, served as one would without this project's surfaces."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx


@contextmanager
def peer_server(module: str, path: str) -> Iterator[str]:
    """Give the address of `python -m tests.bench.<module> PORT`, a process of its own; it is up once `path` answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", f"tests.bench.{module}", str(port)]
    process = subprocess.Popen(command, cwd=Path(__file__).resolve().parents[2])
    try:
        for _ in range(600):
            try:
                httpx.get(f"http://127.0.0.1:{port}{path}")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
