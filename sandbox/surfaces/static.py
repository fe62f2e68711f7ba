"""The widgets' files, at addresses that name their version, so that a browser may keep them for good."""

from __future__ import annotations

import asyncio
import hashlib
import re
from pathlib import Path

from fastapi import Request, Response

from sandbox.errors import NotFound
from sandbox.models.single_flight import SingleFlight
from sandbox.surfaces.answers import Answer, reply

#: What a module imports: a relative address.
_IMPORTED = re.compile(r'^import\b[^;"]*"(\.[^"]+)"', re.MULTILINE)

#: What the files are. The system's own table is not asked: on some machines a script is plain text there.
KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}

#: How long a browser or a proxy may keep a file, in seconds: a year. Another version has another address.
KEEP = 365 * 24 * 3600
#: Bytes of files in memory, as they are and compressed; all of them take less than half of it.
KEPT = 32 * 2**20


class Static:
    """Serves a folder under /widgets/<version>/; the version is a hash over all its files.

    Modules import each other by relative addresses, so one version in the path renews them all together. Every file is
    read and compressed once and kept in memory: a first visit to an embed fetches forty, and a hall comes within
    seconds. Where a file has changed on disk since, it is read again.
    """

    def __init__(self, folder: Path) -> None:
        digest = hashlib.sha256()
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and "node_modules" not in path.parts):
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
        self.folder, self.version = folder, digest.hexdigest()[:12]
        #: What was asked for so far, by path and the time (ns) at which it was last changed.
        self._files: SingleFlight[tuple[str, int], Answer] = SingleFlight(KEPT, lambda answer: answer.nbytes)

    def url(self, path: str) -> str:
        """Return the address of a file."""
        return f"/widgets/{self.version}/{path}"

    def modules(self, *entries: str) -> list[str]:
        """Return the addresses of modules and of all that they import, for a page that wants them early."""
        found: dict[Path, None] = {}
        wanted = [(self.folder / entry).resolve() for entry in entries]
        while wanted:
            if (module := wanted.pop()) not in found:
                found[module] = None
                wanted += [(module.parent / path).resolve() for path in _IMPORTED.findall(module.read_text("utf-8"))]
        return sorted(self.url(module.relative_to(self.folder.resolve()).as_posix()) for module in found)

    async def answer(self, path: str, request: Request) -> Response:
        """Answer GET /widgets/<path>. Raises NotFound: no such version or file, or one that is for development only."""
        version, _, name = path.partition("/")
        file = self.folder / name
        try:
            key = name, file.stat().st_mtime_ns
            found = self._files.kept(key)
            if version != self.version or (found is None and not self._is_open(name)):
                raise NotFound("unknown_page")
            if found is None:
                found = await self._files.get(key, lambda: asyncio.to_thread(lambda: Answer.of(file.read_bytes())))
        except (OSError, ValueError):  # ValueError: a path that no system has, such as one with a zero byte
            raise NotFound("unknown_page") from None
        return reply(request, found, KINDS.get(file.suffix, "text/plain"), KEEP, "immutable")

    def _is_open(self, name: str) -> bool:
        """Whether a path names a file of the folder, as it is called there, and none that is only for development."""
        file = (self.folder / name).resolve()
        # One name a file, since each that was asked for is kept: no // in it, no /./ and no way out of the folder.
        canonical = file.as_posix() == f"{self.folder.resolve().as_posix()}/{name}"
        return canonical and file.is_file() and "node_modules" not in file.parts and ".test." not in file.name
