"""A model in a folder of this machine, in the form in which Hugging Face's libraries save one. It is only read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.errors import SetupError
from sandbox.models.fetch import Progress


@dataclass(frozen=True)
class SourceFolder:
    """A folder with config.json, *.safetensors and the files of a tokenizer."""

    path: Path
    revision: str = ""
    origin: str = ""

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self.path.resolve().name

    @property
    def card(self) -> Mapping[str, Any]:
        """The front matter of its README.md, empty where there is none."""
        from huggingface_hub import ModelCard

        try:
            text = (self.path / "README.md").read_text("utf-8")
            return dict(vars(ModelCard(text, ignore_metadata_errors=True).data))
        except Exception:  # whatever is wrong with its README, the model is none the worse
            return {}

    def sizes(self) -> dict[str, int]:
        """Return its files and their sizes in bytes."""
        return {path.name: path.stat().st_size for path in self.path.iterdir() if path.is_file()}

    def read(self, name: str, most: int | None = None) -> bytes:
        """Return a file, or its first `most` bytes. Raises SetupError("cannot_read")."""
        try:
            with (self.path / name).open("rb") as file:
                return file.read(-1 if most is None else most)
        except OSError as error:
            raise SetupError("cannot_read", file=self.path / name, reason=error.strerror or str(error)) from error

    def there(self, names: Sequence[str], downloads: Path) -> int:
        """Return the bytes of these files: none need be fetched."""
        sizes = self.sizes()
        return sum(sizes[name] for name in names)

    def fetch(self, names: Sequence[str], downloads: Path, progress: Progress) -> Path:
        """Return the folder."""
        return self.path
