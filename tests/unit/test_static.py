"""The widgets' files as they are served."""

from __future__ import annotations

import asyncio
import gzip
import os
from pathlib import Path

import pytest
from fastapi import Request, Response

from sandbox.errors import NotFound
from sandbox.settings import Settings
from sandbox.surfaces.static import Static


def ask(static: Static, path: str, **headers: str) -> Response:
    written = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    request = Request({"type": "http", "method": "GET", "headers": written})
    return asyncio.run(static.answer(path, request))


@pytest.fixture
def static(tmp_path: Path) -> Static:
    folder = tmp_path / "widgets"
    for name in ("a/a.js", "a/a.test.js", "node_modules/x.js", "font.woff2", "LICENSE"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"export const a = 1;\n" * 100 if name != "font.woff2" else os.urandom(2000))
    (tmp_path / "secret.js").write_text("no")
    return Static(folder)


def test_a_file_is_compressed_where_that_helps_and_kept_for_a_year(static: Static) -> None:
    plain = ask(static, f"{static.version}/a/a.js")
    zipped = ask(static, f"{static.version}/a/a.js", accept_encoding="gzip, br")
    assert gzip.decompress(zipped.body) == plain.body == b"export const a = 1;\n" * 100
    assert zipped.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert zipped.headers["content-type"] == "text/javascript; charset=utf-8"
    assert zipped.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert int(zipped.headers["content-length"]) == len(zipped.body)
    font = ask(static, f"{static.version}/font.woff2", accept_encoding="gzip")
    assert font.headers["content-type"] == "font/woff2" and "content-encoding" not in font.headers
    again = ask(static, f"{static.version}/font.woff2", if_none_match=font.headers["etag"])
    assert (again.status_code, again.body) == (304, b"")


def test_a_file_that_changed_is_read_again(static: Static) -> None:
    before = ask(static, f"{static.version}/a/a.js")
    file = static.folder / "a/a.js"
    file.write_text("new")
    os.utime(file, ns=(0, file.stat().st_mtime_ns + 10**9))
    after = ask(static, f"{static.version}/a/a.js")
    assert after.body == b"new" and after.headers["etag"] != before.headers["etag"]
    file.unlink()
    with pytest.raises(NotFound):
        ask(static, f"{static.version}/a/a.js")


@pytest.mark.parametrize(
    "path",
    [
        "{v}/../secret.js",
        "{v}/a/../../secret.js",
        "{v}/a/../a/a.js",
        "{v}//a/a.js",
        "{v}/./a/a.js",
        "{v}/a//a.js",
        "{v}/a/a.js/",
        "{v}/a",
        "{v}/",
        "{v}",
        "{v}/a/a.test.js",
        "{v}/node_modules/x.js",
        "{v}/a/a.js\0",
        "{v}/" + "a" * 5000,
        "0/a/a.js",
        "/etc/passwd",
        "{v}//etc/passwd",
    ],
)
def test_nothing_else_is_served(static: Static, path: str) -> None:
    with pytest.raises(NotFound):
        ask(static, path.format(v=static.version))


def test_one_file_is_read_once(static: Static) -> None:
    request = Request({"type": "http", "method": "GET", "headers": []})

    async def crowd() -> None:
        await asyncio.gather(*(static.answer(f"{static.version}/a/a.js", request) for _ in range(40)))

    asyncio.run(crowd())
    ask(static, f"{static.version}/a/a.js")
    assert static._files.computed == 1


def test_every_file_of_ours_has_its_kind() -> None:
    static = Static(Settings().widgets)
    for module in static.modules("host/embed.js", "host/page.js"):
        answer = ask(static, module.removeprefix("/widgets/"))
        assert answer.headers["content-type"].startswith("text/javascript")
