"""Word vectors that are added on this machine for good: <home>/vectors/<id>, as vectors_catalog.py reads it.

vectors.npy    float16 [words, dimensions], or float32 where the numbers do not fit
words.txt      one word a line
vectors.json   name, language, …, and what file they came from
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sandbox.errors import SetupError
from sandbox.models.fetch import Progress, check_space, quiet, writing
from sandbox.models.own_vectors import language_of
from sandbox.models.vectors_catalog import ID, Entry, shipped
from sandbox.models.vectors_file import Limits, Vectors, VectorsReader
from sandbox.models.vectors_rows import DIMENSIONS
from sandbox.settings import Settings

#: How many words of a file are kept where nobody asks for more or fewer.
MOST_WORDS = 200_000
_BLOCK = 1 << 20
#: How far a vector may be off after rounding, as a share of its length: 11 bits of float16 keep it within 2^-11.
_ROUNDING = 1e-3
#: How much a compressed file may unfold into, in bytes: whoever waits for it can stop it.
_UNFOLDED = 1 << 40


def id_of(file: Path) -> str:
    """Make an id of a file's name: jawiki.entity_vectors.txt.gz becomes jawiki-entity-vectors. It may be unusable."""
    stem = re.sub(r"\.(txt|vec|bin|gz|w2v|glove|model)\b", "", file.name.lower())
    return re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:40].rstrip("-")


def add(
    file: Path,
    settings: Settings,
    *,
    id: str,
    name: str,
    language: str | None = None,
    words: int = MOST_WORDS,
    progress: Progress = quiet,
) -> Vectors:
    """Read a file of word vectors and keep it: it answers by its id at once, on the pages after the next start.

    Args:
        file: word2vec text or binary, or GloVe text, also as .gz.
        settings: say where it is kept.
        id: under which it can be chosen.
        name: what it is called where it is shown.
        language: ja or en; None guesses.
        words: how many words are kept at most, the first of the file.
        progress: told "read" with the bytes of the file.

    Returns:
        what was read.

    Raises:
        BadInput: the file cannot be used; see VectorsReader.
        SetupError: "vectors_id", "vectors_id_taken", "vectors_unreadable_file"; "no_space" with need and free in MB;
            "disk_full", "cannot_write".
    """
    place = settings.home / "vectors" / id
    if not ID.fullmatch(id) or id.startswith("own-"):
        raise SetupError("vectors_id", id=id)
    if id in shipped(settings.assets) or place.exists():
        raise SetupError("vectors_id_taken", id=id)
    found = _read(file, words, progress)
    check_space(settings.home, found.vectors.nbytes + sum(len(word.encode()) + 1 for word in found.words))
    record = {
        "name": name,
        "language": language or language_of(found.words),
        "normalize": True,
        "license": "",
        "notice": "",
        "origin": "",
        "file": file.name,
        "announced": found.announced,
        "duplicates": found.duplicates,
    }
    with writing(settings.home):
        (settings.home / "work").mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix="vectors-", dir=settings.home / "work"))
        try:
            np.save(work / "vectors.npy", small(found.vectors), allow_pickle=False)
            (work / "words.txt").write_bytes("".join(f"{word}\n" for word in found.words).encode())
            (work / "vectors.json").write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")
            place.parent.mkdir(exist_ok=True)
            work.chmod(0o755)  # mkdtemp's folders are for nobody else
            work.rename(place)
        finally:
            shutil.rmtree(work, ignore_errors=True)
            with suppress(OSError):  # a setup is working there
                work.parent.rmdir()
    return found


def remove(id: str, settings: Settings) -> None:
    """Throw an added set away. Raises SetupError("vectors_not_added", "cannot_write")."""
    place = settings.home / "vectors" / id
    if not ID.fullmatch(id) or not place.is_dir():
        raise SetupError("vectors_not_added", id=id)
    with writing(settings.home):
        (place / "vectors.json").unlink(missing_ok=True)  # from now on it is no set any more
        shutil.rmtree(place)


def shape_of(entry: Entry) -> tuple[int, int]:
    """Return how many words a set has and how many numbers a word; 0, 0 where its files are damaged."""
    if entry.rows:
        return len(entry.rows), len(entry.rows[0]) - 1
    try:
        words, dimensions = np.load(entry.folder / "vectors.npy", mmap_mode="r", allow_pickle=False).shape
    except (OSError, ValueError, EOFError):
        return 0, 0
    return words, dimensions


def small(vectors: NDArray[np.float32]) -> NDArray[np.floating]:
    """Return vectors [words, dimensions] as float16, or as they are where that would not keep them."""
    with np.errstate(over="ignore"):
        half = vectors.astype(np.float16)
    off = np.linalg.norm(half - vectors, axis=1)
    return half if (off <= _ROUNDING * np.linalg.norm(vectors, axis=1)).all() else vectors


def _read(file: Path, words: int, progress: Progress) -> Vectors:
    """Read a file as far as its words are kept."""
    try:
        size = file.stat().st_size
        reader, done = VectorsReader(Limits(words, 4 * DIMENSIONS * words, _UNFOLDED)), 0
        with file.open("rb") as source:
            while not reader.full and (block := source.read(_BLOCK)):
                reader.feed(block)
                done += len(block)
                progress("read", done, max(size, done))  # of a pipe the size is not known
    except OSError as error:
        raise SetupError("vectors_unreadable_file", file=file, reason=error.strerror or str(error)) from error
    return reader.finish()
