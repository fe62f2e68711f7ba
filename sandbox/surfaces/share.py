"""GET /qr.svg: an address as a QR code, for a hall full of phones."""

from __future__ import annotations

import asyncio
import io

import segno
from fastapi import APIRouter, Response

from sandbox.errors import BadInput

#: What a QR code holds at the lowest correction level (ISO/IEC 18004: version 40-L, bytes).
MOST_BYTES = 2953


def router() -> APIRouter:
    """Return the route."""
    routes = APIRouter()

    @routes.get("/qr.svg")
    async def qr(address: str = "") -> Response:
        """Draw an absolute address as an SVG with a white margin of its own (readable in the dark)."""
        if not address.startswith(("http://", "https://")):
            raise BadInput("address", "address")
        if len(address.encode()) > MOST_BYTES:
            raise BadInput("address_too_long", "address", limit=MOST_BYTES)
        svg = await asyncio.to_thread(_drawn, address)
        return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})

    return routes


def _drawn(address: str) -> bytes:
    svg = io.BytesIO()
    code = segno.make(address, error="l", boost_error=True, micro=False)
    code.save(svg, kind="svg", scale=8, border=4, light="#fff", dark="#1b1a17", xmldecl=False)
    return svg.getvalue()
