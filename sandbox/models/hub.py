"""A model's repository on the Hugging Face hub: what it holds at one commit, and its files, fetched without haste.

The revision is resolved to a commit first, and everything is read at that commit. A file grows as <name>.part and is
renamed once its digest is right, so a download that broke off, or was killed, goes on where it stopped (what the
library's own hf_hub_download does not do). The library knows the rest: HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE, proxies.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huggingface_hub import HfApi, constants, hf_hub_url
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import (  # type: ignore[attr-defined]
    build_hf_headers,
    get_session,
    hf_raise_for_status,
)

from sandbox.errors import SetupError
from sandbox.models.fetch import Progress, writing

#: Seconds before each new try of a download that gained nothing since the last one.
_WAITS = (1.0, 2.0, 4.0, 8.0, 15.0)
#: What a file may be called to be fetched: a name of one file on every system ("C:x" leaves its folder on Windows).
_NAME = re.compile(r"\w[\w .+-]*")
#: Seconds that the hub may be silent.
_PATIENCE = 30.0
#: The error that httpx (or what the library uses in its place) raises where no answer comes.
_NO_ANSWER: type[BaseException] = HfHubHTTPError.__bases__[0]


@dataclass(frozen=True)
class HubFile:
    """One file of a repository: `size` in bytes; `digest`, the sha256 of a large file, git's blob id of a small one."""

    name: str
    size: int
    digest: str

    def right(self, path: Path) -> bool:
        """Whether the file is at `path`, to the last byte."""
        if not path.is_file() or path.stat().st_size != self.size:
            return False
        with path.open("rb") as file:
            if len(self.digest) == 64:
                return hashlib.file_digest(file, "sha256").hexdigest() == self.digest
            blob = hashlib.sha1(f"blob {self.size}\0".encode() + file.read(), usedforsecurity=False)
            return blob.hexdigest() == self.digest


@dataclass(frozen=True)
class Repository:
    """A repository at one commit.

    Attributes:
        name: owner/name, as the hub writes it.
        revision: the commit.
        origin: its address.
        card: the front matter of its model card, or what the hub made of it.
        files: those in its first folder, by name.
    """

    name: str
    revision: str
    origin: str
    card: Mapping[str, Any]
    files: Mapping[str, HubFile]

    def sizes(self) -> dict[str, int]:
        """Return the files and their sizes in bytes."""
        return {name: file.size for name, file in self.files.items()}

    def read(self, name: str, most: int | None = None) -> bytes:
        """Return a file, or its first `most` bytes. Raises SetupError as `find`, "hub_gated" too."""
        headers = build_hf_headers() | ({"Range": f"bytes=0-{most - 1}"} if most else {})
        got = bytearray()
        with (
            _told(self.name, self.revision),
            get_session().stream("GET", self._address(name), headers=headers, timeout=_PATIENCE) as answer,
        ):
            hf_raise_for_status(answer)
            for chunk in answer.iter_bytes():
                got += chunk
                if most is not None and len(got) >= most:  # a server that knows no ranges would send it all
                    break
        return bytes(got[:most])

    def there(self, names: Sequence[str], downloads: Path) -> int:
        """Return how many bytes of these files have been fetched already."""
        folder = self.folder(downloads)
        parts = [path for name in names for path in (folder / name, folder / f"{name}.part") if path.is_file()]
        return sum(path.stat().st_size for path in parts)

    def folder(self, downloads: Path) -> Path:
        """Return the folder that its files are fetched into."""
        return downloads / f"{self.name.replace('/', '--')}@{self.revision[:12]}"

    def fetch(self, names: Sequence[str], downloads: Path, progress: Progress, waits: Sequence[float] = _WAITS) -> Path:
        """Fetch these files, unless they are there, and return the folder they are in.

        Args:
            names: names of files it has.
            downloads: the folder for what is being downloaded.
            progress: told "download" with the bytes of all files together.
            waits: seconds before each new try of a download that gained nothing since the last one.

        Raises:
            SetupError: as `find`; "hub_gated"; "wrong_hash" for a file that came twice and was never right;
                "disk_full", "cannot_write". What has come stays there for the next time.
        """
        folder = self.folder(downloads)
        total, before = sum(self.files[name].size for name in names), 0
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            file = self.files[name]

            def tell(done: int, before: int = before) -> None:
                progress("download", min(before + done, total), total)

            self._fetch(file, folder, tell, waits)
            before += file.size
            tell(file.size)
        return folder

    def _fetch(self, file: HubFile, folder: Path, tell: Callable[[int], None], waits: Sequence[float]) -> None:
        target, part = folder / file.name, folder / f"{file.name}.part"
        if file.right(target):
            return
        for _ in range(2):
            self._grow(file, part, tell, waits)
            with writing(folder):
                if file.right(part):
                    part.replace(target)
                    return
                part.unlink(missing_ok=True)
        raise SetupError("wrong_hash", file=file.name)

    def _grow(self, file: HubFile, part: Path, tell: Callable[[int], None], waits: Sequence[float]) -> None:
        """Let `part` grow until it is as long as the file."""
        tries, longest = 0, -1
        while True:
            try:
                with writing(part.parent), _told(self.name, self.revision):
                    self._transfer(file, part, tell)
                return
            except SetupError as error:
                size = part.stat().st_size if part.exists() else 0
                if size > longest:
                    tries, longest = 0, size
                transient = error.code == "hub_unreachable" or str(error.values.get("status", "")).startswith("5")
                if not transient or tries == len(waits):
                    raise
            time.sleep(waits[tries])
            tries += 1

    def _transfer(self, file: HubFile, part: Path, tell: Callable[[int], None]) -> None:
        """Ask once for what is missing of `part` and append it."""
        with part.open("ab") as out:
            if (done := out.tell()) > file.size:
                done = out.truncate(0)
            tell(done)
            if done == file.size:
                return
            headers = build_hf_headers() | {"Accept-Encoding": "identity"}
            headers |= {"Range": f"bytes={done}-"} if done else {}
            with get_session().stream("GET", self._address(file.name), headers=headers, timeout=_PATIENCE) as answer:
                hf_raise_for_status(answer)
                if answer.status_code != 206:
                    done = out.truncate(0)  # a server that knows no ranges sends it all again
                for chunk in answer.iter_raw():
                    out.write(chunk)
                    done += len(chunk)
                    tell(min(done, file.size))
                    if done > file.size:
                        return  # it is another file, as its digest will show

    def _address(self, name: str) -> str:
        return hf_hub_url(self.name, name, revision=self.revision)


def find(name: str, revision: str | None = None) -> Repository:
    """Ask the hub for a repository.

    Args:
        name: owner/name; a few old ones are a name alone.
        revision: a branch, a tag, a commit or refs/pr/<number>; None is the main branch.

    Raises:
        SetupError: "hub_offline" where HF_HUB_OFFLINE is set, "hub_not_found", "hub_no_revision", "hub_unreachable",
            "hub_answer".
    """
    api = HfApi()
    try:
        with _told(name, revision or constants.DEFAULT_REVISION):
            info = api.model_info(name, revision=revision, files_metadata=True, timeout=_PATIENCE)
    except (ValueError, KeyError, TypeError) as error:  # a network's login page answers in the place of every other
        raise SetupError("hub_unreachable", hub=constants.ENDPOINT, reason=str(error)) from error
    files = {}
    for sibling in info.siblings or ():
        digest = sibling.lfs.sha256 if sibling.lfs else sibling.blob_id
        if _NAME.fullmatch(sibling.rfilename) and sibling.size is not None and digest:
            files[sibling.rfilename] = HubFile(sibling.rfilename, sibling.size, digest)
    card = dict(vars(info.card_data)) if info.card_data else {}
    if not info.sha:  # without a commit nothing could be pinned
        raise SetupError("hub_unreachable", hub=constants.ENDPOINT, reason="no commit")
    return Repository(info.id, info.sha, f"{api.endpoint}/{info.id}", card, files)


@contextmanager
def _told(name: str, revision: str) -> Iterator[None]:
    """Turn what the hub answers into what can be told."""
    try:
        yield
    except OfflineModeIsEnabled as error:
        raise SetupError("hub_offline", model=name) from error
    except GatedRepoError as error:
        raise SetupError("hub_gated", model=name, address=f"{constants.ENDPOINT}/{name}") from error
    except RevisionNotFoundError as error:
        raise SetupError("hub_no_revision", model=name, revision=revision) from error
    except (RepositoryNotFoundError, HFValidationError) as error:
        raise SetupError("hub_not_found", model=name) from error
    except HfHubHTTPError as error:
        status = error.response.status_code
        raise SetupError("hub_answer", model=name, hub=constants.ENDPOINT, status=status) from error
    except _NO_ANSWER as error:
        reason = str(error) or type(error).__name__
        raise SetupError("hub_unreachable", hub=constants.ENDPOINT, reason=reason) from error
    except OSError as error:
        if error.errno is not None:  # the disk's
            raise
        raise SetupError("hub_unreachable", hub=constants.ENDPOINT, reason=str(error)) from error
