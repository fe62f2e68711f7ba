"""What comes in before a request is whole: bounded, and taken apart as it should be."""

from __future__ import annotations

import json
import socket
from urllib.parse import quote, urlsplit

import pytest

from sandbox.surfaces.request_head import LONGEST_HEAD

PART = b"a" * 2**16


def spoken(server: str, *parts: bytes) -> bytes:
    """What a server says to these bytes until it hangs up."""
    at = urlsplit(server)
    with socket.create_connection((at.hostname, at.port), timeout=60) as connection:
        try:
            for part in parts:
                connection.sendall(part)
        except OSError:  # it has hung up already: what it said can still be read
            pass
        said = b""
        try:
            while data := connection.recv(2**16):
                said += data
        except OSError:
            pass
        return said


def endless() -> list[bytes]:
    return [PART] * (2 * LONGEST_HEAD // len(PART))


@pytest.mark.parametrize(
    "begun",
    [
        b"GET /",
        b"GET /api/next-token?text=",
        b"GET /healthz HTTP/1.1\r\nX-Long: ",
        b"POST /api/next-token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Trailer: ",
    ],
)
def test_what_never_ends_is_refused(server: str, begun: bytes) -> None:
    said = spoken(server, begun, *endless())
    assert said == b"" or b" 400 " in said.split(b"\r\n")[0] or b" 422 " in said.split(b"\r\n")[0]


def test_a_longer_address_than_the_parser_takes_gets_a_sentence(server: str) -> None:
    for length in (2**16 - 20, 2**16 + 20, LONGEST_HEAD - 1000):
        head = b"GET /api/next-token?lang=en&text=%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % (b"a" * length)
        body = spoken(server, head).partition(b"\r\n\r\n")[2]
        assert json.loads(body)["error"]["code"] in ("string_too_long", "query_too_long")


def test_a_question_mark_in_a_query_stays(server: str) -> None:
    asked = b"GET /api/bpe-encoding?text=a?b%23c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    body = spoken(server, asked).partition(b"\r\n\r\n")[2]
    assert json.loads(body)["params"]["text"] == "a?b#c"


def test_a_long_body_is_no_long_head(server: str) -> None:
    text = quote("砂" * 400_000).encode()
    assert len(text) > LONGEST_HEAD
    head = b"POST /api/next-token HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % (
        len(text) + 5
    )
    body = spoken(server, head, b"text=", text).partition(b"\r\n\r\n")[2]
    assert json.loads(body)["error"]["code"] == "string_too_long"


def test_requests_in_a_row_are_answered_in_a_row(server: str) -> None:
    one = b"GET /api/corpus-size?tokens=%d HTTP/1.1\r\nHost: x\r\n%s\r\n"
    said = spoken(
        server, b"".join(one % (n, b"Connection: close\r\n" if n == 1004 else b"") for n in range(1001, 1005))
    )
    places = [said.index(b'"tokens":%d' % n) for n in range(1001, 1005)]
    assert places == sorted(places)
