"""A real package index on this machine that can misbehave, and a tiny real model that comes from it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlsplit

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from safetensors.numpy import save

from sandbox.models.catalog import Member, Model, Wheel
from sandbox.models.convert import Layout, Stored


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass
class PackageIndex:
    """What the server has and how it behaves; `asked` is what it was asked for: (path, Range header)."""

    files: dict[str, bytes] = field(default_factory=dict)
    json: bool = True
    ranges: bool = True
    #: For each answer in turn: break off after so many bytes of it.
    break_after: list[int] = field(default_factory=list)
    #: For each request in turn: an error to answer with.
    errors: list[int] = field(default_factory=list)
    #: Seconds of pause after every 64 kB.
    pause: float = 0.0
    #: Says how long a file is.
    lengths: bool = True
    password: str = ""
    #: Where the links of index pages lead; empty: relative ones.
    links: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    passwords_seen: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/simple"

    def files_asked(self) -> list[tuple[str, str]]:
        return [(path.rsplit("/", 1)[-1], wanted) for path, wanted in self.asked if path.startswith("/files/")]

    def add(self, package: str, members: dict[str, bytes], version: str = "1.0", **marks: dict[str, str]) -> Wheel:
        """Put a wheel with these members into the index and return its catalogue entry."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, data in members.items():
                archive.writestr(path, data)
        data = buffer.getvalue()
        file = f"{package.replace('-', '_')}-{version}-py3-none-any.whl"
        self.files[file] = data
        entries = tuple(
            Member(path, sha256(data), len(data), marks.get("save_as", {}).get(path, ""), path.endswith("LICENSE"))
            for path, data in members.items()
        )
        return Wheel(package, version, file, sha256(data), len(data), entries)


def _handler(index: PackageIndex) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            pass

        def answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            path = urlsplit(self.path).path  # a whole address where this server is asked as a proxy
            index.asked.append((path, self.headers.get("Range", "")))
            given = self.headers.get("Authorization", "").removeprefix("Basic ")
            if given:
                index.passwords_seen.append((self.headers["Host"], base64.b64decode(given).decode()))
            if index.errors and (status := index.errors.pop(0)):
                self.answer(status, "text/plain", b"")
            elif index.password and path.startswith("/simple/") and not given:
                self.answer(401, "text/plain", b"")
            elif page := re.fullmatch(r"/simple/([a-z0-9-]+)/", path):
                self.page(page[1])
            elif path.startswith("/files/") and path[7:] in index.files:
                self.file(index.files[path[7:]])
            else:
                self.answer(404, "text/plain", b"")

        def page(self, package: str) -> None:
            names = [name for name in index.files if name.split("-")[0].replace("_", "-") == package]
            links = {name: f"{index.links}/files/{quote(name)}" for name in names}
            if not names:
                self.answer(404, "text/plain", b"")
            elif index.json and "pypi.simple.v1+json" in self.headers["Accept"]:
                files = [{"filename": name, "url": link, "hashes": {}} for name, link in links.items()]
                body = json.dumps({"meta": {"api-version": "1.0"}, "name": package, "files": files}).encode()
                self.answer(200, "application/vnd.pypi.simple.v1+json", body)
            else:
                anchors = [f'<a href="{link.lstrip("/")}#sha256=0">a file</a><br/>' for link in links.values()]
                body = f'<html><head><base href="/"></head><body>{"".join(anchors)}</body></html>'.encode()
                self.answer(200, "text/html; charset=utf-8", body)

        def file(self, data: bytes) -> None:
            wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            start = int(wanted[1]) if wanted and index.ranges else 0
            if wanted and index.ranges and start >= len(data):
                self.answer(416, "text/plain", b"")
                return
            self.send_response(206 if wanted and index.ranges else 200)
            if wanted and index.ranges:
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            if index.lengths:
                self.send_header("Content-Length", str(len(data) - start))
            else:
                self.send_header("Connection", "close")
            self.end_headers()
            stop = start + index.break_after.pop(0) if index.break_after else len(data)
            for at in range(start, min(stop, len(data)), 65536):
                self.wfile.write(data[at : min(at + 65536, stop, len(data))])
                time.sleep(index.pause)
            if stop < len(data) or not index.lengths:
                self.close_connection = True

    return Handler


@pytest.fixture
def index() -> Iterator[PackageIndex]:
    described = PackageIndex()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(described)) as server:
        server.daemon_threads = True
        described.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield described
        server.shutdown()


#: The tiny model looks up rows of TABLE and adds BIAS; 300 kB, so that it comes in several pieces.
TABLE = np.random.default_rng(1).standard_normal((5000, 16)).astype(np.float32)
BIAS = np.arange(16, dtype=np.float32)


def write_graphs(folder: Path, precision: str) -> None:
    """Write a real graph without weights, and its layout, as the export does."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays, offset = [], 0
    for name, array in {"table": TABLE, "bias": BIAS}.items():
        arrays.append(Stored(name, "float32", array.shape, offset, array.nbytes, name))
        offset += -(-array.nbytes // 4096) * 4096
    Layout(offset, tuple(arrays)).save(folder / f"layout.{precision}.json")
    tensors = []
    for array in arrays:
        tensor = TensorProto(name=array.name, data_type=TensorProto.FLOAT, dims=array.shape)
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in {"location": "weights.bin", "offset": array.offset, "length": array.length}.items():
            tensor.external_data.add(key=key, value=str(value))
        tensors.append(tensor)
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["rows"]),
        helper.make_node("Add", ["rows", "bias"], ["sums"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])],
        [helper.make_tensor_value_info("sums", TensorProto.FLOAT, ["batch", "tokens", 16])],
        tensors,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    (folder / f"explore.{precision}.onnx").write_bytes(made.SerializeToString())
    assert onnx.load(folder / f"explore.{precision}.onnx", load_external_data=False).graph.node


@pytest.fixture
def tiny(index: PackageIndex, tmp_path: Path) -> Model:
    """A catalogue entry whose model comes in two wheels, its weights cut in two pieces."""
    weights = save({"table": TABLE, "bias": BIAS})
    tokenizer = json.dumps({"version": "1.0", "model": {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "a"}})
    pieces = {"tiny/model.part0": weights[:100_000]}, {"tiny/model.part1": weights[100_000:]}
    save_as = {"tiny/model.part0": "model.safetensors", "tiny/model.part1": "model.safetensors"}
    first = index.add("tiny", pieces[0] | {"tiny/LICENSE": b"do as you like"}, save_as=save_as)
    second = index.add("tiny-part2", pieces[1] | {"tiny/tokenizer.json": tokenizer.encode()}, save_as=save_as)
    graphs = tmp_path / "assets" / "graphs" / "tiny"
    write_graphs(graphs, "fp32")
    return Model(
        id="tiny",
        graphs=graphs,
        name="Tiny",
        kind="encoder",
        languages=("en",),
        parameters=TABLE.size + BIAS.size,
        layers=1,
        heads=1,
        kv_heads=1,
        d_model=16,
        d_head=16,
        vocabulary=5000,
        context=8,
        stop=(),
        license="CC0-1.0",
        notice="Made of random numbers.",
        origin="",
        precision="fp32",
        source_precision="fp32",
        format="safetensors",
        source="model.safetensors",
        source_sha256=sha256(weights),
        wheels=(first, second),
    )
