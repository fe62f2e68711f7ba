"""Where BertViz is, if it is installed (the extra `bertviz`).

It is looked for and read, never imported: its Python half would load PyTorch, and all that is wanted are the two
scripts that draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import Literal

Kind = Literal["head", "model"]


@dataclass(frozen=True)
class BertvizPackage:
    """An installed BertViz: its version, and the folder with its scripts."""

    version: str
    folder: Path

    def script(self, kind: Kind) -> str:
        """Return the source of head_view.js or model_view.js. Raises OSError."""
        return (self.folder / f"{kind}_view.js").read_text("utf-8")


@cache
def bertviz_package() -> BertvizPackage | None:
    """Return the BertViz of this Python, or None where there is none."""
    found = util.find_spec("bertviz")
    if found is None or found.origin is None:
        return None
    try:
        return BertvizPackage(metadata.version("bertviz"), Path(found.origin).parent)
    except metadata.PackageNotFoundError:  # a folder that happens to have the name
        return None
