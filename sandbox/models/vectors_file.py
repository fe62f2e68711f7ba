"""Read word vectors as others write them: word2vec text, word2vec binary and GloVe text, each also compressed as .gz.

    word2vec text     a first line "words dimensions", then a line "word number number …" for each word
    word2vec binary   the same first line, then word, space, float32 × dimensions (little-endian), line end or none
    GloVe text        the lines of word2vec text without the first one

(word2vec.c by Mikolov et al. 2013, gensim's save_word2vec_format, fastText's .vec; GloVe by Pennington et al. 2014.)
Which of the three it is shows in the content. A file may come in pieces of any size and is never there as a whole;
nothing in it is executed.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sandbox.errors import BadInput
from sandbox.models.vectors_rows import DIMENSIONS, FIELD, LINE, BinaryRows, Rows, TextRows, is_number

Form = Literal["word2vec-text", "word2vec-binary", "glove"]

#: How much is taken at once, in bytes: other threads wait a few milliseconds for that.
_BLOCK = 1 << 16
#: How much of a compressed file is unfolded at once, in bytes: what is left of it is copied for every block.
_PIECE = 1 << 12
#: How much after the first line shows whether the rest is text, in bytes.
_SAMPLE = 512
#: Bytes that no text has: control characters other than white space.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
#: Bytes that a text of numbers has.
_NUMERIC = b"0123456789+-.eE \t\r\n"
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Limits:
    """How much of a file is read.

    Attributes:
        words: the most words that are kept; files have the most frequent ones first.
        bytes: the most bytes of their vectors, as float32.
        inflated: the most bytes that a compressed file may unfold into until then.
    """

    words: int
    bytes: int
    inflated: int


@dataclass(frozen=True)
class Vectors:
    """What a file held.

    Attributes:
        words: every word once, in the order of the file.
        vectors: [words, dimensions].
        form: how it was written.
        announced: how many words its first line announces, None where it has no such line (GloVe).
        duplicates: how many rows were left out since their word had come before.
        full: the limits were reached, so there may be more words in the file.
    """

    words: list[str]
    vectors: NDArray[np.float32]
    form: Form
    announced: int | None
    duplicates: int
    full: bool


class VectorsReader:
    """Reads a file that comes in pieces: feed them, then finish. Another thread may stop it.

    It holds the vectors once (float32), the words, and less than a megabyte beside. Whatever is wrong with the file is
    a BadInput at the field "vectors" that names the line, or in a binary file the word and its place in bytes.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._start = b""  # what has come until the form shows
        self._rows: Rows | None = None
        self._form: Form = "glove"
        self._inflater = _Inflater(limits.inflated)
        self._stopped = False

    @property
    def full(self) -> bool:
        """Whether the limits are reached: whatever is fed from now on is passed over."""
        return self._rows is not None and self._rows.full

    def feed(self, data: bytes) -> None:
        """Take the next piece. Raises BadInput."""
        if self.full:
            return
        for block in _gathered(self._inflater.feed(data)):
            if self._stopped:
                return
            self._take(block)
            if self.full:
                return

    def stop(self) -> None:
        """Let a feed that is under way end soon, a block later at most. What was read is of no use then."""
        self._stopped = True

    def finish(self, cut: bool = False) -> Vectors:
        """Return what was read.

        Args:
            cut: the sender knows that the end of the file is missing. A last row that is not whole is left out then,
                and fewer words than announced are no error.

        Raises:
            BadInput: nothing was read, or the file ends before it should.
        """
        if not self.full:
            for block in self._inflater.finish(cut):
                self._take(block)
        if self._rows is None and (b"\n" in self._start or not cut):
            self._detect(final=True)
        rows = self._rows
        if rows is not None and not rows.full:
            rows.finish(cut)
        if rows is None or not rows.words:
            raise BadInput("vectors_empty", FIELD)
        return Vectors(list(rows.words), rows.vectors(), self._form, rows.announced, rows.duplicates, rows.full)

    def _take(self, block: bytes) -> None:
        if self._rows is None:
            self._start += block
            self._detect(final=False)
        else:
            self._rows.feed(block)

    def _detect(self, final: bool) -> None:
        """Choose how to read on, as soon as the start of the file shows it."""
        start = self._start.removeprefix(codecs.BOM_UTF8)
        end = start.find(b"\n")
        if end < 0 and len(start) <= LINE and not final:
            return
        end = len(start) if end < 0 else end
        if not start.strip():
            if len(start) > LINE:
                raise BadInput("vectors_form", FIELD)
            return
        if end > LINE or _CONTROL.search(start, 0, end):
            raise BadInput("vectors_form", FIELD)
        first = start[:end].split()
        if len(first) == 2 and all(re.fullmatch(rb"[0-9]{1,12}", field) for field in first):
            sample = start[end + 1 : end + 1 + _SAMPLE]
            if len(sample) < _SAMPLE and not final:
                return
            announced, dimensions = map(int, first)
            most = self._most(dimensions)
            if _is_text(sample):
                self._form, self._rows = "word2vec-text", TextRows(dimensions, announced, most, line=1)
            else:
                byte = len(self._start) - len(start) + end + 1
                self._form, self._rows = "word2vec-binary", BinaryRows(dimensions, announced, most, byte)
            start = start[end + 1 :]
        else:
            dimensions = 0
            while dimensions < len(first) - 1 and is_number(first[-dimensions - 1]):
                dimensions += 1
            if dimensions == 0:
                raise BadInput("vectors_first_line" if _is_text(start[:end]) else "vectors_form", FIELD)
            self._rows = TextRows(dimensions, None, self._most(dimensions), line=0)
        self._start = b""
        self._rows.feed(start)

    def _most(self, dimensions: int) -> int:
        """Return how many words are kept at most."""
        if not 1 <= dimensions <= DIMENSIONS:
            raise BadInput("vectors_dimensions", FIELD, dimensions=dimensions, limit=DIMENSIONS)
        return max(1, min(self._limits.words, self._limits.bytes // (4 * dimensions)))


def _is_text(sample: bytes) -> bool:
    """Whether what follows the first line is text: no control characters, and UTF-8 or at least many digits.

    A float32 holds such a byte more often than not, so 512 bytes of them have some for certain.
    """
    if _CONTROL.search(sample):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return len(sample.translate(None, _NUMERIC)) < 0.7 * len(sample)
    return True


def _gathered(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Join small blocks, so that a file of many tiny compressed ones takes no longer than others."""
    held: list[bytes] = []
    size = 0
    try:
        for block in blocks:
            held.append(block)
            size += len(block)
            if size >= _BLOCK:
                yield b"".join(held)
                held, size = [], 0
    except BadInput:  # what came before may be all that is wanted, or have a problem of its own
        if held:
            yield b"".join(held)
        raise
    if held:
        yield b"".join(held)


class _Inflater:
    """Passes a file on in blocks, unfolded where it is compressed (gzip: RFC 1952, also several members in a row)."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._start = b""  # until there are two bytes
        self._plain: bool | None = None
        self._gzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what comes of the next piece. Raises BadInput."""
        if self._plain is None:
            data = self._start + data
            if len(data) < len(_GZIP):
                self._start = data
                return
            self._plain = not data.startswith(_GZIP)
        if self._plain:
            for place in range(0, len(data), _BLOCK):
                yield data[place : place + _BLOCK]
            return
        for place in range(0, len(data), _PIECE):
            yield from self._unfolded(data[place : place + _PIECE])

    def _unfolded(self, data: bytes) -> Iterator[bytes]:
        block = b""
        while data or len(block) == _BLOCK:  # a full block may have left something inside
            if self._gzip.eof:  # another member may follow, or zeros that fill up
                data, block = data.lstrip(b"\0"), b""
                if not data:
                    return
                self._gzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            try:
                block = self._gzip.decompress(data, _BLOCK)
            except zlib.error:
                raise BadInput("vectors_gzip", FIELD) from None
            self._left -= len(block)
            if self._left < 0:
                raise BadInput("vectors_inflated", FIELD)
            data = self._gzip.unused_data if self._gzip.eof else self._gzip.unconsumed_tail
            if block:
                yield block

    def finish(self, cut: bool) -> Iterator[bytes]:
        """Yield what is left. Raises BadInput where a compressed file is not whole, unless it was cut."""
        if self._plain is None:
            yield self._start
        elif not self._plain and not self._gzip.eof and not cut:
            raise BadInput("vectors_gzip", FIELD)
