"""A hub of models on this machine that speaks the Hugging Face hub's protocol, and can misbehave."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class ModelHub:
    """What the server has and how it behaves; `asked` is what it was asked for: (path, Range header)."""

    #: Repositories by owner/name: their files, and the front matter of their cards.
    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    cards: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Repositories that were renamed, and those whose files are for members only.
    renamed: dict[str, str] = field(default_factory=dict)
    gated: set[str] = field(default_factory=set)
    #: Files of at least so many bytes are large ones: known by their sha256, and given by another address.
    large: int = 10_000
    ranges: bool = True
    #: A network's login page stands in front of it.
    portal: bool = False
    #: For each answer of a large file in turn: break off after so many bytes of it.
    break_after: list[int] = field(default_factory=list)
    #: For each request in turn: an error to answer with.
    errors: list[int] = field(default_factory=list)
    #: Seconds of pause after every 64 kB of a large file.
    pause: float = 0.0
    asked: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def add(self, name: str, folder: Path, **card: Any) -> None:
        """Put a folder into the hub."""
        self.files[name] = {path.name: path.read_bytes() for path in folder.iterdir()}
        self.cards[name] = card

    def given(self) -> list[tuple[str, str]]:
        """What was asked of the files: (name, Range header)."""
        return [(path.rsplit("/", 1)[-1], wanted) for path, wanted in self.asked if "/resolve/" in path]

    def described(self, name: str) -> dict[str, Any]:
        siblings = []
        for file, data in self.files[name].items():
            entry: dict[str, Any] = {"rfilename": file, "size": len(data), "blobId": blob(data)}
            if len(data) >= self.large:
                entry["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 134}
            siblings.append(entry)
        about = {"_id": "0", "id": name, "modelId": name, "sha": COMMIT, "private": False, "tags": []}
        return {**about, "gated": name in self.gated, "siblings": siblings, "cardData": self.cards[name]}


def blob(data: bytes) -> str:
    """What git calls a file."""
    return hashlib.sha1(f"blob {len(data)}\0".encode() + data).hexdigest()


def _handler(hub: ModelHub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            pass

        def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            hub.asked.append((path, self.headers.get("Range", "")))
            if hub.errors and (status := hub.errors.pop(0)):
                self.answer(status)
            elif hub.portal:
                self.answer(200, b"<!doctype html><title>Log in</title>", Content_Type="text/html")
            elif api := re.fullmatch(r"/api/models/(.+?)(?:/revision/(.+))?", path):
                self.about(api[1], api[2] or "main")
            elif large := re.fullmatch(r"/large/([0-9a-f]{64})", path):
                found = (data for files in hub.files.values() for data in files.values())
                self.file(next(data for data in found if hashlib.sha256(data).hexdigest() == large[1]))
            elif file := re.fullmatch(r"/(.+?)/resolve/([^/]+|refs/pr/\d+)/([^/]+)", path):
                self.resolve(*file.groups())
            else:
                self.answer(404)

        def about(self, name: str, revision: str) -> None:
            if name in hub.renamed:
                self.answer(307, Location=f"/api/models/{hub.renamed[name]}/revision/{revision}?blobs=true")
            elif name not in hub.files:  # whether it is a private one is not told either
                self.answer(401, b"{}", X_Error_Code="RepoNotFound", X_Error_Message="Repository not found")
            elif revision not in ("main", "refs/pr/1", COMMIT):
                self.answer(404, b"{}", X_Error_Code="RevisionNotFound", X_Error_Message="Invalid rev id")
            else:
                self.answer(200, json.dumps(hub.described(name)).encode(), Content_Type="application/json")

        def resolve(self, name: str, revision: str, file: str) -> None:
            if name in hub.gated:
                self.answer(401, X_Error_Code="GatedRepo", X_Error_Message="Access to this model is restricted.")
                return
            data = hub.files.get(name, {}).get(file)
            if data is None or revision != COMMIT:
                self.answer(404, X_Error_Code="EntryNotFound", X_Error_Message="Entry not found")
            elif len(data) >= hub.large:
                digest = hashlib.sha256(data).hexdigest()
                headers = {"X_Repo_Commit": COMMIT, "X_Linked_ETag": f'"{digest}"', "X_Linked_Size": str(len(data))}
                self.answer(302, Location=f"/large/{digest}", **headers)
            else:
                self.file(data)

        def file(self, data: bytes) -> None:
            wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")) if hub.ranges else None
            start = int(wanted[1]) if wanted else 0
            end = min(int(wanted[2]) + 1 if wanted and wanted[2] else len(data), len(data))
            if start >= max(1, len(data)):
                self.answer(416)
                return
            self.send_response(206 if wanted else 200)
            if wanted:
                self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(data)}")
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("ETag", f'"{blob(data)}"')
            self.send_header("Content-Length", str(end - start))
            self.end_headers()
            if self.command == "HEAD":
                return
            whole = len(data) < hub.large or not hub.break_after or end < len(data)
            stop = end if whole else min(end, start + hub.break_after.pop(0))
            for at in range(start, stop, 65536):
                self.wfile.write(data[at : min(at + 65536, stop)])
                time.sleep(hub.pause if len(data) >= hub.large else 0)
            if stop < end:
                self.close_connection = True

    return Handler


@contextmanager
def running() -> Iterator[ModelHub]:
    """Give a hub for a with block."""
    hub = ModelHub()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub)) as server:
        server.daemon_threads = True
        hub.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield hub
        server.shutdown()
