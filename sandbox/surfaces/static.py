"""The widgets' files, at addresses that name their version, so that a browser may keep them for good."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

#: What a module imports: a relative address.
_IMPORTED = re.compile(r'^import\b[^;"]*"(\.[^"]+)"', re.MULTILINE)


class Static(StaticFiles):
    """Serves a folder under /widgets/<version>/; the version is a hash over all its files.

    Modules import each other by relative addresses, so one version in the path renews them all together.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder)
        digest = hashlib.sha256()
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and "node_modules" not in path.parts):
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
        self.folder, self.version = folder, digest.hexdigest()[:12]

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

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """Answer a file, to be kept for a year: another version has another address."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    def get_path(self, scope: Scope) -> str:
        """Never serve what is there only for development."""
        path = super().get_path(scope)
        return "absent" if "node_modules" in Path(path).parts or ".test." in path else path
