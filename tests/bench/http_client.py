"""A client that costs little: what is measured with it is the server, not the asking."""

from __future__ import annotations

import asyncio
import re
import selectors
import socket
import time
from collections.abc import Sequence
from typing import cast
from urllib.parse import urlsplit

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
#: What a browser says of itself that changes the answer.
_HEADERS = "Accept-Encoding: gzip\r\nAccept: text/html,*/*\r\n"


def request(server: str, target: str, body: bytes | None = None) -> bytes:
    """Return the bytes of a GET, or of a POST of JSON."""
    method = "GET" if body is None else "POST"
    more = "" if body is None else f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    head = f"{method} {target} HTTP/1.1\r\nHost: {urlsplit(server).netloc}\r\n{_HEADERS}{more}\r\n"
    return head.encode() + (body or b"")


class _Reply:
    """An answer as it comes."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        self._start = self._length = -1  # of the body; -1 while unknown or sent in chunks

    def add(self, data: bytes) -> bool:
        """Add what came; True when the answer is whole."""
        self.bytes += data
        if self._start < 0:
            end = self.bytes.find(b"\r\n\r\n")
            if end < 0:
                return False
            self._start = end + 4
            found = _LENGTH.search(self.bytes, 0, end)
            self._length = int(found[1]) if found else -1
        if self._length < 0:
            return self.bytes.endswith(b"0\r\n\r\n")
        return len(self.bytes) - self._start >= self._length

    @property
    def body(self) -> bytes:
        """The body as it was sent. Raises RuntimeError where it is no good answer."""
        if not self.bytes.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(bytes(self.bytes[:300]).decode("latin-1"))
        return bytes(self.bytes[self._start :])


def at_once(server: str, targets: Sequence[str]) -> float:
    """Seconds from the first request to the end of the last answer; everybody has a connection that is open already."""
    at = urlsplit(server)
    written = [request(server, target) for target in targets]
    with selectors.DefaultSelector() as ready:
        everyone = [socket.create_connection((at.hostname, at.port)) for _ in targets]
        for one in everyone:
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            ready.register(one, selectors.EVENT_READ, _Reply())
        time.sleep(0.05)  # the server has accepted them
        begun = time.perf_counter()
        for one, bytes_ in zip(everyone, written, strict=True):
            one.sendall(bytes_)
        waiting = len(everyone)
        replies = []
        while waiting:
            for key, _ in ready.select(60):
                data = key.fileobj.recv(1 << 18)  # type: ignore[union-attr]
                if key.data.add(data) or not data:
                    ready.unregister(key.fileobj)
                    replies.append(key.data)
                    waiting -= 1
        seconds = time.perf_counter() - begun
        for one in everyone:
            one.close()
    for reply in replies:
        assert reply.body
    return seconds


class Connection(asyncio.Protocol):
    """A connection that is kept: one request at a time."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._transport: asyncio.Transport | None = None
        self._reply = _Reply()
        self._whole: asyncio.Future[bytes] | None = None

    async def ask(self, target: str, body: bytes | None = None) -> bytes:
        """Ask and return the body of the answer. Raises OSError or RuntimeError where there is no good one."""
        loop = asyncio.get_running_loop()
        if self._transport is None or self._transport.is_closing():
            at = urlsplit(self._server)
            await loop.create_connection(lambda: self, at.hostname, at.port)
        assert self._transport is not None
        self._reply, self._whole = _Reply(), loop.create_future()
        self._transport.write(request(self._server, target, body))
        return await self._whole

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is open."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are no subclasses

    def data_received(self, data: bytes) -> None:
        """Read on."""
        if self._whole is None or self._whole.done() or not self._reply.add(data):
            return
        try:
            self._whole.set_result(self._reply.body)
        except RuntimeError as error:
            self._whole.set_exception(error)

    def connection_lost(self, exc: Exception | None) -> None:
        """The other side has gone."""
        if self._whole is not None and not self._whole.done():
            self._whole.set_exception(exc or ConnectionError("closed"))
