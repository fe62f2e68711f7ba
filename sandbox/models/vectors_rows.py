"""The rows of a file of word vectors, in text or binary, as they come piece by piece: see vectors_file.py.

Whatever is wrong is a BadInput at the field "vectors" for the first bad row, however the file was cut into pieces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sandbox.errors import BadInput

#: What a problem with a file is told at.
FIELD = "vectors"
#: The longest word, in bytes of UTF-8.
WORD = 200
#: The most numbers a word.
DIMENSIONS = 2000
#: The longest number, in bytes.
NUMBER = 60
#: The longest line, in bytes, and the most white space where there are no words.
LINE = WORD + NUMBER * DIMENSIONS

_NUMBER = re.compile(rb"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_NOT_FINITE = re.compile(rb"[+-]?(nan|inf|infinity)", re.IGNORECASE)
#: What ends a word in every program that writes such files.
_BREAK = re.compile(rb"[\t\n\r]")
_LINE_ENDS = re.compile(rb"[\r\n]*")


def is_number(field: bytes) -> bool:
    """Whether a field is a number as programs write it: -0.25, 1e-05, .5; also nan and inf."""
    return len(field) <= NUMBER and bool(_NUMBER.fullmatch(field) or _NOT_FINITE.fullmatch(field))


class Rows:
    """Words and vectors read so far. The first of equal words stays; once the limit is reached, nothing more is taken.

    Args:
        dimensions: numbers a word.
        announced: how many rows there are to be, None where nobody said.
        most: how many words are kept at most.
    """

    def __init__(self, dimensions: int, announced: int | None, most: int) -> None:
        self.dimensions, self.announced, self.most = dimensions, announced, most
        self.words: dict[str, None] = {}
        self.duplicates = 0
        # Memory that nobody has written to yet costs nothing.
        room = most if announced is None else min(most, announced)
        self._vectors = np.empty((room, dimensions), dtype=np.float32)

    @property
    def full(self) -> bool:
        """Whether as many words are there as are kept at most."""
        return len(self.words) >= self.most

    @property
    def read(self) -> int:
        """How many rows there were so far."""
        return len(self.words) + self.duplicates

    def feed(self, data: bytes) -> None:
        """Take the next piece of the file. Raises BadInput."""
        raise NotImplementedError

    def finish(self, cut: bool) -> None:
        """Take what is left at the end; with `cut` a last row that is not whole is dropped. Raises BadInput."""
        raise NotImplementedError

    def vectors(self) -> NDArray[np.float32]:
        """Return the vectors [words, dimensions], for good: nothing can be read after that."""
        self._vectors.resize((len(self.words), self.dimensions), refcheck=False)
        return self._vectors

    def _keep(self, words: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep rows [words, dimensions] until the limit is reached."""
        before, fresh = len(self.words), []
        for row, word in enumerate(words):
            if self.full:
                break
            if word in self.words:
                self.duplicates += 1
            else:
                self.words[word] = None
                fresh.append(row)
        self._vectors[before : len(self.words)] = vectors[fresh]

    def _check_all_there(self, cut: bool) -> None:
        if self.announced is not None and self.read < self.announced and not (cut or self.full):
            raise BadInput("vectors_cut_off", FIELD, announced=self.announced, words=self.read)


class TextRows(Rows):
    """Lines of a word and its numbers, with white space between them.

    Args:
        line: how many lines were before.
    """

    def __init__(self, dimensions: int, announced: int | None, most: int, line: int) -> None:
        super().__init__(dimensions, announced, most)
        self._line, self._rest = line, bytearray()
        self._empty = 0  # the first empty line, if there was one
        self._blank = 0  # how many bytes of white space came from there on

    def feed(self, data: bytes) -> None:
        """Take the next piece of the file. Raises BadInput."""
        self._rest += data
        if b"\n" in data and not self._empty:
            *lines, rest = bytes(self._rest).split(b"\n")
            self._rest = bytearray(rest)
            self._take(lines)
        if self._empty:
            self._pass_over(self._rest)
            self._rest.clear()
        elif len(self._rest) > LINE:  # it will not become shorter
            self._take([bytes(self._rest)])

    def finish(self, cut: bool) -> None:
        """Take the last line; with `cut` nobody knows how much of it is missing, so it is dropped. Raises BadInput."""
        if self._rest and not cut:
            self._take([bytes(self._rest)])
        self._check_all_there(cut)

    def _take(self, lines: list[bytes]) -> None:
        parsed = self._parsed(lines)
        if parsed:
            self._line += len(lines)
            self._keep(*parsed)
            return
        for number, line in enumerate(lines):
            if self.full:
                return
            if self._empty:
                return self._pass_over(b"\n".join([*lines[number:], b""]))
            self._take_one(line)

    def _pass_over(self, data: bytes | bytearray) -> None:
        """Take what comes after an empty line. It does no harm at the end of the file."""
        self._blank += len(data)
        if self._blank > LINE or not (data.isspace() or not data):
            raise BadInput("vectors_line_empty", FIELD, line=self._empty)

    def _parsed(self, lines: list[bytes]) -> tuple[list[str], NDArray[np.float32]] | None:
        """Read lines that are all as they should be, quickly; None where one is not, or is unusual."""
        if self.announced is not None and self.read + len(lines) > self.announced:
            return None
        words: list[str] = []
        numbers: list[bytes] = []
        try:
            for line in lines:
                word, *row = line.split()
                if len(row) != self.dimensions or len(word) > WORD or len(line) > LINE:
                    return None
                words.append(word.decode())
                numbers += row
            if len(max(numbers, key=len, default=b"")) > NUMBER:
                return None
            flat = np.fromstring(b" ".join(numbers), dtype=np.float32, sep=" ")
        except ValueError:  # an empty line, a word that is no UTF-8, or something that is no number
            return None
        # Older releases of numpy stop at what is no number and say nothing.
        if flat.size != len(numbers) or not np.isfinite(flat).all():
            return None
        return words, flat.reshape(-1, self.dimensions)

    def _take_one(self, line: bytes) -> None:
        """Read one line with care."""
        self._line += 1
        if len(line) > LINE:
            raise BadInput("vectors_line_long", FIELD, line=self._line, limit=LINE)
        fields = line.split()
        if not fields:
            self._empty = self._line
            return
        if self.read == self.announced:
            raise BadInput("vectors_more", FIELD, line=self._line, announced=self.announced)
        # A word may hold spaces (GloVe 840B has ". . ."), but a number there is one too many.
        word, numbers = fields[: -self.dimensions], fields[-self.dimensions :]
        if not word or (len(word) > 1 and is_number(word[-1])):
            count = len(fields) - 1
            raise BadInput("vectors_numbers", FIELD, line=self._line, count=count, dimensions=self.dimensions)
        for number in numbers:
            if not is_number(number):
                value = number[:20].decode("utf-8", "replace")
                raise BadInput("vectors_number", FIELD, line=self._line, value=value)
        with np.errstate(over="ignore"):
            vector = np.array([[float(number) for number in numbers]], dtype=np.float32)
        if not np.isfinite(vector).all():
            raise BadInput("vectors_finite", FIELD, line=self._line)
        if len(b" ".join(word)) > WORD:
            raise BadInput("vectors_word_long", FIELD, line=self._line, limit=WORD)
        try:
            self._keep([b" ".join(word).decode()], vector)
        except UnicodeDecodeError:
            raise BadInput("vectors_encoding", FIELD, line=self._line) from None


class BinaryRows(Rows):
    """A word, a space and its numbers as float32, little-endian, with or without a line end after them.

    Args:
        byte: how many bytes were before.
    """

    def __init__(self, dimensions: int, announced: int, most: int, byte: int) -> None:
        super().__init__(dimensions, announced, most)
        self._byte, self._rest = byte, b""

    def feed(self, data: bytes) -> None:
        """Take the next piece of the file. Raises BadInput."""
        data = self._rest + data
        row = 4 * self.dimensions
        rows: list[tuple[int, bytes, bytes]] = []  # where it begins, the word, the numbers
        start = _skip(data, 0)
        while self.read + len(rows) != self.announced:
            space = data.find(b" ", start, start + WORD + 1)
            if space < 0 or len(data) <= space + row:
                break
            rows.append((start, data[start:space], data[space + 1 : space + 1 + row]))
            start = _skip(data, space + 1 + row)
        self._take(rows)
        self._byte, self._rest = self._byte + start, data[start:]
        if self.full:
            return
        if self.read == self.announced and self._rest:
            raise BadInput("vectors_binary_more", FIELD, byte=self._byte + 1, announced=self.announced)
        if len(self._rest) > WORD and b" " not in self._rest[: WORD + 1]:
            raise self._no_word(self.read + 1, 0)

    def finish(self, cut: bool) -> None:
        """See that nothing is missing. Raises BadInput."""
        self._check_all_there(cut)

    def _take(self, rows: list[tuple[int, bytes, bytes]]) -> None:
        vectors = np.frombuffer(b"".join(numbers for _, _, numbers in rows), dtype="<f4").reshape(-1, self.dimensions)
        finite = np.isfinite(vectors).all(axis=1)
        words: list[str] = []
        problem: BadInput | None = None
        for number, (start, written, _) in enumerate(rows, self.read + 1):
            try:
                word = written.decode()
            except UnicodeDecodeError:
                word = ""
            if not word or _BREAK.search(written):
                problem = self._no_word(number, start)
            elif not finite[len(words)]:
                problem = BadInput("vectors_binary_finite", FIELD, number=number, byte=self._byte + start + 1)
            if problem:
                break
            words.append(word)
        self._keep(words, vectors[: len(words)])
        if problem and not self.full:
            raise problem

    def _no_word(self, number: int, start: int) -> BadInput:
        return BadInput("vectors_binary_word", FIELD, number=number, byte=self._byte + start + 1, limit=WORD)


def _skip(data: bytes, place: int) -> int:
    """Return the first place from `place` on that is no line end."""
    found = _LINE_ENDS.match(data, place)
    return found.end() if found else place
