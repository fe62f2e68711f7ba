"""HTTP as it comes in: parsed in C (httptools), with a bound on what is kept of a request that does not go on."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: Request lines and headers up to this many bytes are read, so that a pasted page gets a sentence for an answer.
LONGEST_HEAD = 2 * 2**20


class BoundedHeads(HttpToolsProtocol):
    """Uvicorn's protocol on httptools, which by itself keeps heads of any length and reads no address above 64 KiB."""

    #: Bytes that came since a head was whole, or since a part of a body came: what the parser holds at most.
    held = 0

    def data_received(self, data: bytes) -> None:
        """Read on, but not for ever."""
        self.held += len(data)
        if self.held > LONGEST_HEAD:
            self.send_400_response("Request line and headers are too long.")
        elif not self.transport.is_closing():
            super().data_received(data)

    def on_headers_complete(self) -> None:
        """Note that a head is whole. Its query string is cut off here: httptools takes none above 64 KiB apart."""
        self.held = 0
        self.url, _, query = self.url.partition(b"?")
        super().on_headers_complete()
        self.scope["query_string"] = query

    def on_body(self, body: bytes) -> None:
        """Note that a body goes on; what is too much of it, whoever reads it says."""
        self.held = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that a request is whole."""
        self.held = 0
        super().on_message_complete()
