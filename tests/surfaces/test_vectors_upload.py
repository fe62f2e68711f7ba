"""A visitor's own file of word vectors, sent to a real server."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import gzip
import os
import socket
import struct
import threading
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import numpy as np
import pytest

from sandbox.errors import BadInput
from sandbox.language import words
from sandbox.models.vectors_file import Limits, VectorsReader
from sandbox.models.vectors_rows import TextRows
from sandbox.settings import Settings
from sandbox.surfaces import own_vectors
from tests.conftest import running

#: What the server takes in these tests, in bytes.
LIMIT = 2**20
ROWS = {f"語{number}": np.random.default_rng(number).standard_normal(20).astype(np.float32) for number in range(800)}
TOY = b"4 2\nking 1 1\nqueen 1 0\nman 0 1\nwoman 0 0.5\n"


def text(rows: dict[str, np.ndarray], announced: int | None = None) -> bytes:
    lines = [f"{announced or len(rows)} 20"] + [" ".join([word, *map(str, row)]) for word, row in rows.items()]
    return ("\n".join(lines) + "\n").encode()


def binary(rows: dict[str, np.ndarray]) -> bytes:
    return f"{len(rows)} 20\n".encode() + b"".join(word.encode() + b" " + row.tobytes() for word, row in rows.items())


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that takes small files and has no models."""
    os.environ["LM_SANDBOX_UPLOAD"] = str(LIMIT)
    try:
        with running(dataclasses.replace(Settings(), home=tmp_path_factory.mktemp("home")), loaded=0) as address:
            yield address
    finally:
        del os.environ["LM_SANDBOX_UPLOAD"]


def send(server: str, body: bytes, query: str = "name=test&lang=en", **headers: str) -> httpx.Response:
    return httpx.post(f"{server}/vectors?{query}", content=body, headers=headers, timeout=60)


def problem(response: httpx.Response) -> str:
    assert response.status_code == 422, response.text
    error = response.json()["error"]
    assert "{" not in error["message"]
    return str(error["code"])


def test_a_file_can_be_asked_for_at_once(own: str) -> None:
    told = send(own, TOY, "name=The toy.txt&lang=en").json()
    assert told["id"].startswith("own-") and len(told["id"]) == 16
    assert {key: told[key] for key in ("name", "words", "dimensions", "announced", "duplicates", "full")} == {
        "name": "The toy.txt",
        "words": 4,
        "dimensions": 2,
        "announced": 4,
        "duplicates": 0,
        "full": False,
    }
    query = {"expression": "king - man + woman", "vectors": told["id"], "lang": "en"}
    answer = httpx.get(f"{own}/api/word-arithmetic", params=query).json()
    assert answer["result"]["vectors"]["name"] == "The toy.txt"
    assert answer["result"]["results"][0]["word"] == "queen"


def test_equal_content_has_one_id_whatever_its_form(own: str) -> None:
    forms = [text(ROWS), binary(ROWS), gzip.compress(text(ROWS)), text(ROWS).partition(b"\n")[2]]
    assert len({send(own, form).json()["id"] for form in forms}) == 1
    assert send(own, TOY).json()["id"] != send(own, text(ROWS)).json()["id"]


def test_the_start_of_a_large_file(own: str) -> None:
    large = text({f"w{number}": ROWS["語1"] for number in range(6000)})
    assert len(large) > LIMIT
    told = send(own, large[:LIMIT], "name=large&cut=1").json()
    assert told["announced"] == 6000
    assert 1000 < told["words"] < 6000
    assert problem(send(own, large[:LIMIT], "name=large&cut=0")) in ("vectors_cut_off", "vectors_numbers")
    assert problem(send(own, large, "name=large&cut=1")) == "vectors_too_large"


def test_a_file_without_an_announced_size(own: str) -> None:
    """Chunked: how long it is shows only as it comes."""

    def endless() -> Iterator[bytes]:
        yield b"10000000 20\n"
        for number in range(100_000):
            yield b"w%d" % number + b" 1" * 20 + b"\n"

    response = httpx.post(f"{own}/vectors?lang=ja", content=endless(), timeout=60)
    assert problem(response) == "vectors_too_large"
    assert "1 MB" in response.json()["error"]["message"]


def test_problems_name_the_line_in_the_readers_language(own: str) -> None:
    wrong = TOY.replace(b"man 0 1", b"man 0 one", 1)
    told = {lang: send(own, wrong, f"lang={lang}").json()["error"] for lang in ("ja", "en")}
    assert told["en"] == {"code": "vectors_number", "field": "vectors", "message": "Line 4: “one” is not a number."}
    assert told["ja"]["message"].startswith("4 行目")
    assert problem(send(own, b"")) == "vectors_empty"
    assert problem(send(own, b"\x80\x04\x95\x00\n")) == "vectors_form"
    assert problem(send(own, gzip.compress(b"a 1\n" * 4 * LIMIT))) == "vectors_inflated"


def test_a_problem_in_the_first_line_of_a_large_file_reaches_its_sender(own: str) -> None:
    for _ in range(3):
        assert problem(send(own, b"no vectors\n" + bytes(LIMIT - 100))) == "vectors_first_line"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (f"name={'a' * 61}", "string_too_long"),
        ("name=a%07b", "control_character"),
        ("name=%FF", "encoding"),
        ("cut=perhaps", "bool_parsing"),
        ("colour=red", "extra_forbidden"),
    ],
)
def test_what_is_said_of_a_file_is_checked(own: str, query: str, code: str) -> None:
    assert problem(send(own, TOY, query)) == code


def test_markup_in_a_name_is_only_text(own: str) -> None:
    told = send(own, TOY.replace(b"king", b"Konig"), "name=<script>alert(1)</script>").json()
    assert told["name"] == "<script>alert(1)</script>"
    page = httpx.get(
        f"{own}/embed/word-arithmetic", params={"expression": "Konig", "vectors": told["id"]}, follow_redirects=True
    )
    assert "<script>alert(1)" not in page.text


def test_only_our_own_pages_may_send(own: str) -> None:
    host = own.removeprefix("http://")
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": own},
        {"origin": "https://example.org"},
        {"origin": "null"},
    ):
        assert problem(send(own, TOY, **headers)) == "vectors_other_site"
    for headers in (
        {"sec-fetch-site": "same-origin", "origin": "https://behind.a.proxy"},
        {"origin": f"http://{host}"},
    ):
        response = send(own, TOY, **headers)
        assert response.status_code == 200
        assert "access-control-allow-origin" not in response.headers
        assert response.headers["cross-origin-resource-policy"] == "same-origin"
    preflight = httpx.options(f"{own}/vectors", headers={"origin": "https://example.org"})
    assert preflight.status_code == 405


def begun(server: str, place: str) -> socket.socket:
    """A connection from an address of this machine over which half a file has come."""
    host, port = server.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)), source_address=(place, 0))
    connection.sendall(b"POST /vectors HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n4 2\nking 1 1\n")
    return connection


def told_from(server: str, place: str, wanted: str) -> httpx.Response:
    """What a file from that address is answered, once that is `wanted`."""
    with httpx.Client(transport=httpx.HTTPTransport(local_address=place)) as client:
        for _ in range(100):
            response = client.post(f"{server}/vectors?lang=en", content=TOY)
            if response.json().get("error", {}).get("code", "") == wanted:
                return response
            time.sleep(0.1)
    raise AssertionError(f"{response.text} instead of {wanted}")


def test_three_at_once_wherever_they_are(own: str) -> None:
    """A class behind one address is no single sender."""
    with begun(own, "127.0.0.1"), begun(own, "127.0.0.1"):
        told_from(own, "127.0.0.1", "")
        with begun(own, "127.0.0.2"):
            for place in ("127.0.0.1", "127.0.0.3"):
                waiting = told_from(own, place, "busy")
                assert waiting.status_code == 503
                assert "retry-after" in waiting.headers
        told_from(own, "127.0.0.1", "")
    # Those who went away have left their places.
    with begun(own, "127.0.0.1"), begun(own, "127.0.0.1"):
        told_from(own, "127.0.0.1", "")


def test_who_is_too_slow_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def drip() -> AsyncIterator[bytes]:
        yield b"4 2\nking 1 1\n"
        while True:
            await asyncio.sleep(0.01)
            yield b"\n"

    monkeypatch.setattr(own_vectors, "PATIENCE", 0.2)
    reader = VectorsReader(Limits(10, 1000, 1000))
    with pytest.raises(BadInput, match="vectors_slow"):
        asyncio.run(own_vectors.read(drip(), reader, LIMIT, cut=True))


def test_who_sends_less_than_a_slow_line_carries_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much it is: whoever sends a little now and then holds a place."""

    async def trickle() -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0.01)
            yield b"a 1 1\n" * 20_000

    monkeypatch.setattr(own_vectors, "PATIENCE", 0.2)
    monkeypatch.setattr(own_vectors, "RATE", 2**40)
    with pytest.raises(BadInput, match="vectors_slow"):
        asyncio.run(own_vectors.read(trickle(), VectorsReader(Limits(10, 1000, 1000)), 10**12, cut=True))


@pytest.mark.parametrize("packed", [False, True])
def test_no_file_is_read_forever(monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    """Neither one that goes on and on, nor one that is small and unfolds into gigabytes."""
    blocks, feed = [], TextRows.feed

    def counting(rows: TextRows, data: bytes) -> None:
        blocks.append(len(data))
        time.sleep(0.01)
        feed(rows, data)

    async def much() -> AsyncIterator[bytes]:
        if packed:
            yield gzip.compress(b"a 1\n" * 2**24)
        while not packed:
            yield b"a 1\n" * 2**14
            await asyncio.sleep(0)

    monkeypatch.setattr(own_vectors, "MOST_SECONDS", 1)
    monkeypatch.setattr(TextRows, "feed", counting)
    with pytest.raises(BadInput, match="vectors_time") as caught:
        asyncio.run(own_vectors.read(much(), VectorsReader(Limits(10, 1000, 2**40)), 10**12, cut=True))
    # The loop has waited for its threads.
    assert 0 < len(blocks) <= 150
    for lang in ("ja", "en"):
        assert "{" not in words(lang)(f"errors.{caught.value.code}", **caught.value.values)


FILES = {
    "large": text(ROWS).partition(b"\n")[2]
    + b"".join(b"w%d" % number + b" 1" * 20 + b"\n" for number in range(10_000)),
    "one by one": b"a 1\n" * 50_000 + b"a b 1\n" * 50_000,
    "digits": b"a 1\nb " + b"1" * 100_000 + b"x\n",
    "digits in line 1": b"b " + b"1" * 100_000 + b"x\n",
    "dots": b"a 1\nb " + b"." * 100_000 + b"x\n",
    "empty lines": b"a 1\n" + b"\n" * (LIMIT - 10),
    "empty lines first, .gz": gzip.compress(b"\n" * 8 * LIMIT),
    "empty lines last, .gz": gzip.compress(b"a 1\n" + b"\n" * 7 * LIMIT),
    "equal lines, .gz": gzip.compress(b"a 1\n" * LIMIT),
    "line ends in binary, .gz": gzip.compress(b"2 1\na " + bytes(4) + b"\n" * 7 * LIMIT),
    "tiny members, .gz": b"".join(gzip.compress(byte) for byte in (b"a", b" ", b"1", b"\n")) * 10_000,
}


@pytest.mark.parametrize("file", FILES)
def test_others_are_served_while_a_file_is_read(own: str, file: str) -> None:
    """The longest wait for another page while large and hostile files come, two at a time."""
    body, stop = FILES[file], threading.Event()

    def sending() -> None:
        while not stop.is_set():
            assert send(own, body).status_code in ([200] if file == "large" else [200, 422])

    with ThreadPoolExecutor(2) as pool:
        senders = [pool.submit(sending) for _ in range(2)]
        try:
            waits = []
            for _ in range(20):
                begun_at = time.perf_counter()
                assert httpx.get(f"{own}/vectors", timeout=60).status_code == 200
                waits.append(time.perf_counter() - begun_at)
        finally:
            stop.set()
        for sender in senders:
            sender.result()
    assert max(waits) < 3


def test_what_was_not_looked_at_for_longest_goes_first(own: str) -> None:
    def file(seed: int) -> bytes:
        vectors = np.random.default_rng(seed).standard_normal((1000, 200)).astype(np.float32)
        rows = b"".join(b"w%d " % row + vector.tobytes() for row, vector in enumerate(vectors))
        return b"1000 200\n" + rows

    def there(id: str) -> bool:
        answer = httpx.get(f"{own}/api/word-arithmetic", params={"expression": "w1", "vectors": id, "top_n": seeds()})
        if answer.status_code == 422:
            assert answer.json()["error"]["code"] == "vectors_gone"
        return answer.status_code == 200

    number = iter(range(1, 50))

    def seeds() -> int:
        """Another question each time, so that no answer is kept."""
        return next(number)

    # 800 kB and 200 kB of words each: four fit into 4 MB.
    first, second, third, fourth = (send(own, file(seed)).json()["id"] for seed in range(4))
    assert there(first) and there(third) and there(fourth) and there(first)
    fifth = send(own, file(4)).json()["id"]
    assert [there(id) for id in (first, second, third, fourth, fifth)] == [True, False, True, True, True]


def test_bounds(own: str) -> None:
    told = httpx.get(f"{own}/vectors").json()
    assert told == {"bytes": LIMIT, "words": LIMIT // 160 + 1, "dimensions": 2000}


def test_where_no_files_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LM_SANDBOX_UPLOAD", "0")
    with running(dataclasses.replace(Settings(), home=tmp_path), loaded=0) as address:
        assert httpx.get(f"{address}/vectors").json()["bytes"] == 0
        assert problem(send(address, TOY)) == "vectors_off"


def test_nothing_is_written_and_nothing_logged(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with running(dataclasses.replace(Settings(), home=tmp_path), loaded=0) as address:
        send(address, TOY.replace(b"king", b"secretword"), "name=secretname")
        send(address, TOY.replace(b" 1 1", b" secretnumber 1"), "name=secretname")
        send(address, struct.pack("<4f", 1, 2, 3, 4), "name=secretname")
    said = "".join(capfd.readouterr())
    assert "secret" not in said
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"secret" in path.read_bytes() for path in written)
    assert not (tmp_path / "vectors").exists()


def test_many_who_give_up(own: str) -> None:
    async def crowd() -> None:
        async with httpx.AsyncClient() as client:

            async def one(number: int) -> None:
                async def slowly() -> AsyncIterator[bytes]:
                    yield text(ROWS)[:2000]
                    await asyncio.sleep(0.05)
                    raise ConnectionAbortedError

                with contextlib.suppress(ConnectionAbortedError, httpx.TransportError):
                    await client.post(f"{own}/vectors?name={number}", content=slowly())

            await asyncio.gather(*(one(number) for number in range(20)))

    asyncio.run(crowd())
    time.sleep(0.5)
    assert send(own, TOY).status_code == 200
