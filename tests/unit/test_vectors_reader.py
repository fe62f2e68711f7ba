"""Files of word vectors: every form, in pieces of any size, and everything that can be wrong with one."""

from __future__ import annotations

import gzip
import struct
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.language import words as texts
from sandbox.models.vectors_file import Limits, Vectors, VectorsReader
from sandbox.models.vectors_rows import DIMENSIONS, LINE, NUMBER, WORD, TextRows, is_number

LIMITS = Limits(words=1000, bytes=2**22, inflated=2**22)
TOY = {"俳優": [0.9, 0.8, 0.8, 0.0], "女優": [0.1, 0.8, 0.8, 0.0], "[[東京]]": [-1.0, 1e-3, 2.5e2, 0.0]}


def text(rows: dict[str, list[float]], header: bool = True, end: str = "\n") -> bytes:
    lines = [f"{len(rows)} {len(next(iter(rows.values())))}"] if header else []
    lines += [" ".join([word, *map(repr, vector)]) for word, vector in rows.items()]
    return "".join(line + end for line in lines).encode()


def binary(rows: dict[str, list[float]], end: bytes = b"") -> bytes:
    first = f"{len(rows)} {len(next(iter(rows.values())))}\n".encode()
    return first + b"".join(
        word.encode() + b" " + struct.pack(f"<{len(row)}f", *row) + end for word, row in rows.items()
    )


def read(data: bytes, size: int = 2**16, limits: Limits = LIMITS, cut: bool = False) -> Vectors:
    reader = VectorsReader(limits)
    for place in range(0, len(data), size):
        reader.feed(data[place : place + size])
    return reader.finish(cut)


def outcome(data: bytes, size: int, limits: Limits = LIMITS, cut: bool = False) -> object:
    """What reading gives, a result or a problem, in a form that can be compared."""
    try:
        found = read(data, size, limits, cut)
    except BadInput as error:
        return error.code, error.values
    return found.words, found.vectors.tobytes(), found.form, found.announced, found.duplicates, found.full


FORMS: dict[str, Callable[[dict[str, list[float]]], bytes]] = {
    "word2vec-text": text,
    "word2vec-text, Windows": lambda rows: text(rows, end="\r\n"),
    "word2vec-text, space at the end": lambda rows: text(rows, end=" \n"),
    "word2vec-text, no line end": lambda rows: text(rows).rstrip(b"\n"),
    "word2vec-text, empty lines at the end": lambda rows: text(rows) + b"\n\r\n \n",
    "word2vec-text, BOM": lambda rows: b"\xef\xbb\xbf" + text(rows),
    "word2vec-text, tabs": lambda rows: text(rows).replace(b" ", b"\t"),
    "word2vec-text, .gz": lambda rows: gzip.compress(text(rows)),
    "word2vec-text, .gz in two members": lambda rows: (
        gzip.compress(text(rows)[:30]) + gzip.compress(text(rows)[30:]) + bytes(7)
    ),
    "word2vec-binary": binary,
    "word2vec-binary, line ends": lambda rows: binary(rows, b"\n"),
    "word2vec-binary, .gz": lambda rows: gzip.compress(binary(rows)),
    "glove": lambda rows: text(rows, header=False),
    "glove, Windows and BOM": lambda rows: b"\xef\xbb\xbf" + text(rows, header=False, end="\r\n"),
}


@pytest.mark.parametrize("size", [1, 7, 2**16])
@pytest.mark.parametrize("form", FORMS)
def test_every_form(form: str, size: int) -> None:
    found = read(FORMS[form](TOY), size)
    assert found.words == list(TOY)
    assert np.array_equal(found.vectors, np.array(list(TOY.values()), np.float32))
    assert found.vectors.dtype == np.float32 and found.vectors.flags["C_CONTIGUOUS"]
    assert found.form == form.split(",")[0]
    assert found.announced == (None if found.form == "glove" else 3)
    assert (found.duplicates, found.full) == (0, False)


def line(number: int, value: bytes) -> bytes:
    """The toy text with another line in the place of one."""
    lines = text(TOY).splitlines()
    lines[number - 1] = value
    return b"\n".join(lines) + b"\n"


WRONG: dict[str, tuple[bytes, str, dict[str, object]]] = {
    "nothing": (b"", "vectors_empty", {}),
    "white space": (b" \n\n", "vectors_empty", {}),
    "a BOM": (b"\xef\xbb\xbf", "vectors_empty", {}),
    "no words announced": (b"0 3\n", "vectors_empty", {}),
    "an empty .gz": (gzip.compress(b""), "vectors_empty", {}),
    "one byte": (b"\x1f", "vectors_form", {}),
    "a pickle": (b"\x80\x04\x95\x1f\x00\x00\n0 1\n", "vectors_form", {}),
    "UTF-16": ("3 4\n俳優 0.9\n".encode("utf-16"), "vectors_form", {}),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "vectors_form", {}),
    "one endless line": (b"a" * (LINE + 10), "vectors_form", {}),
    "prose": (b"It was a dark\nand stormy night.\n", "vectors_first_line", {}),
    "commas": (b"word,0.1,0.2\n", "vectors_first_line", {}),
    "no numbers": (b"word\nword\n", "vectors_first_line", {}),
    "too many dimensions": (b"3 2001\nx 1\n", "vectors_dimensions", {"dimensions": 2001, "limit": DIMENSIONS}),
    "no dimensions": (b"3 0\nx\n", "vectors_dimensions", {"dimensions": 0, "limit": DIMENSIONS}),
    "too few numbers": (
        line(3, "女優 0.1 0.8 0.8".encode()),
        "vectors_numbers",
        {"line": 3, "count": 3, "dimensions": 4},
    ),
    "too many numbers": (line(3, b"x 1 2 3 4 5"), "vectors_numbers", {"line": 3, "count": 5, "dimensions": 4}),
    "no word": (line(2, b" 0.1 0.8 0.8 0.0"), "vectors_numbers", {"line": 2, "count": 3, "dimensions": 4}),
    "a word without numbers": (line(4, b"x"), "vectors_numbers", {"line": 4, "count": 0, "dimensions": 4}),
    "not a number": (line(2, b"x 0.1 0.8 zero 0"), "vectors_number", {"line": 2, "value": "zero"}),
    "two numbers in one": (line(2, b"x 0.1-0.2 0.8 0 0"), "vectors_number", {"line": 2, "value": "0.1-0.2"}),
    "a decimal comma": (line(2, b"x 0,1 0,2 0,3 0,4"), "vectors_number", {"line": 2, "value": "0,1"}),
    "an underline": (line(2, b"x 1_0 0 0 0"), "vectors_number", {"line": 2, "value": "1_0"}),
    "hexadecimal": (line(2, b"x 0x1p3 0 0 0"), "vectors_number", {"line": 2, "value": "0x1p3"}),
    "endless digits": (
        line(3, b"x 0 0 0 " + b"1" * 100_000 + b"x"),
        "vectors_number",
        {"line": 3, "value": "1" * 20},
    ),
    "too many digits": (
        line(3, b"x 0 0 0 0." + b"1" * (NUMBER - 1)),
        "vectors_number",
        {"line": 3, "value": "0." + "1" * 18},
    ),
    "endless dots": (line(3, b"x 0 0 0 " + b"." * 100_000), "vectors_number", {"line": 3, "value": "." * 20}),
    "full-width digits": (line(2, "x ０ 0 0 0".encode()), "vectors_number", {"line": 2, "value": "０"}),
    "NaN": (line(3, b"x 0.1 nan 0 0"), "vectors_finite", {"line": 3}),
    "infinite": (line(3, b"x 0.1 -inf 0 0"), "vectors_finite", {"line": 3}),
    "too large": (line(3, b"x 0.1 1e39 0 0"), "vectors_finite", {"line": 3}),
    "far too large": (line(3, b"x 0.1 1e999 0 0"), "vectors_finite", {"line": 3}),
    "Shift JIS": (line(4, "東京 1 2 3 4".encode("shift_jis")), "vectors_encoding", {"line": 4}),
    "all in EUC-JP": (
        "2 3\n東京 0.5 0.25 1.5\n大阪 0.5 0.25 1.5\n".encode("euc-jp"),
        "vectors_encoding",
        {"line": 2},
    ),
    "half a surrogate pair": (line(2, b"\xed\xa0\x80 1 2 3 4"), "vectors_encoding", {"line": 2}),
    "a long word": (line(2, b"x" * (WORD + 1) + b" 1 2 3 4"), "vectors_word_long", {"line": 2, "limit": WORD}),
    "a long line": (line(2, b"x" + b" " * LINE + b"1 2 3 4"), "vectors_line_long", {"line": 2, "limit": LINE}),
    "a line that does not end": (
        line(2, b"x" + b" 1" * 2 * LINE),
        "vectors_line_long",
        {"line": 2, "limit": LINE},
    ),
    "an empty line": (line(3, b""), "vectors_line_empty", {"line": 3}),
    "two empty lines": (line(3, b"\n"), "vectors_line_empty", {"line": 3}),
    "half a line after an empty one": (text(TOY) + b"\n\nx", "vectors_line_empty", {"line": 5}),
    "empty lines without end": (text(TOY) + b"\n" * (LINE + 2), "vectors_line_empty", {"line": 5}),
    "white lines without end": (text(TOY) + b" \r\n" * LINE, "vectors_line_empty", {"line": 5}),
    "white space without end": (b" \n" * LINE, "vectors_form", {}),
    "a BOM and empty lines without end": (b"\xef\xbb\xbf" + b"\n" * 2 * LINE, "vectors_form", {}),
    "one line more": (text(TOY) + b"x 1 2 3 4\n", "vectors_more", {"line": 5, "announced": 3}),
    "one line less": (text(TOY).replace(b"3 4", b"4 4"), "vectors_cut_off", {"announced": 4, "words": 3}),
    "only the first line": (b"3 4\n", "vectors_cut_off", {"announced": 3, "words": 0}),
    "only half a first line": (b"3 4", "vectors_cut_off", {"announced": 3, "words": 0}),
    "binary, cut off": (binary(TOY)[:-1], "vectors_cut_off", {"announced": 3, "words": 2}),
    "binary, more words": (
        binary(TOY) + b"x " + bytes(16),
        "vectors_binary_more",
        {"byte": len(binary(TOY)) + 1, "announced": 3},
    ),
    "binary, other dimensions": (
        binary({word: [*row, 0.3, 0.7] for word, row in TOY.items()}).replace(b"3 6", b"3 4"),
        "vectors_binary_word",
        {"number": 2, "byte": 4 + 6 + 1 + 16 + 1, "limit": WORD},
    ),
    "binary, no UTF-8": (
        binary(TOY).replace("女優".encode(), b"\xff\xfe"),
        "vectors_binary_word",
        {"number": 2, "byte": 28, "limit": WORD},
    ),
    "binary, no word": (
        binary(TOY).replace("女優".encode(), b""),
        "vectors_binary_word",
        {"number": 2, "byte": 28, "limit": WORD},
    ),
    "binary, a tab": (
        binary(TOY).replace("女優".encode(), b"a\tb"),
        "vectors_binary_word",
        {"number": 2, "byte": 28, "limit": WORD},
    ),
    "binary, a word without end": (
        binary(TOY)[:27] + b"x" * 1000,
        "vectors_binary_word",
        {"number": 2, "byte": 28, "limit": WORD},
    ),
    "binary, NaN": (
        binary(TOY | {"女優": [1, float("nan"), 0, 0]}),
        "vectors_binary_finite",
        {"number": 2, "byte": 28},
    ),
    "no number in GloVe": (
        text(TOY, header=False).replace(b"250.0", b"x"),
        "vectors_number",
        {"line": 3, "value": "x"},
    ),
    ".gz, cut off": (gzip.compress(text(TOY))[:-9], "vectors_gzip", {}),
    ".gz, damaged": (gzip.compress(text(TOY))[:20] + b"\xff" * 40, "vectors_gzip", {}),
    ".gz, wrong sum": (gzip.compress(text(TOY))[:-8] + bytes(8), "vectors_gzip", {}),
    ".gz, something else after it": (gzip.compress(text(TOY)) + b"hello", "vectors_gzip", {}),
    ".gz, far too much": (gzip.compress(b"a" + b" " * 2 * LIMITS.inflated), "vectors_form", {}),
    ".gz, far too many empty lines": (gzip.compress(b"\n" * LIMITS.inflated), "vectors_form", {}),
    ".gz, far too many empty lines at the end": (
        gzip.compress(text(TOY) + b"\n" * (LIMITS.inflated // 2)),
        "vectors_line_empty",
        {"line": 5},
    ),
    ".gz, far too many lines": (gzip.compress(b"a 1\n" * LIMITS.inflated), "vectors_inflated", {}),
}


@pytest.mark.parametrize("case", WRONG)
def test_everything_that_can_be_wrong(case: str) -> None:
    data, code, values = WRONG[case]
    for size in (2**16, 7, 1) if len(data) < 10_000 else (2**16, 7777):
        assert outcome(data, size) == (code, values)
    for lang in ("ja", "en"):
        sentence = texts(lang)(f"errors.{code}", **values)
        assert "{" not in sentence
        assert str(values.get("line", "")) in sentence


def test_problems_are_told_at_the_vectors() -> None:
    for data, _, _ in WRONG.values():
        with pytest.raises(BadInput) as caught:
            read(data)
        assert caught.value.field == "vectors"
        assert caught.value.status == 422


def test_a_row_that_is_cut_is_left_out_where_the_sender_cut() -> None:
    for form in ("word2vec-text", "word2vec-binary", "word2vec-binary, line ends"):
        data = FORMS[form](TOY)
        for length in range(len(data)):
            for size in (1, 2**16):
                got = outcome(data[:length], size, cut=True)
                assert got[0] == "vectors_empty" or (got[0] == list(TOY)[: len(got[0])] and got[3] == 3)
        assert read(data[:-2], cut=True).words == list(TOY)[:2]
    # The last number may be cut where it looks whole.
    assert read(b"a 1 2\nb 3 4", cut=True).words == ["a"]
    assert read(b"a 1 2\nb 3 4").words == ["a", "b"]
    zipped = gzip.compress(text({f"w{number}": [number / 7, 1.0] for number in range(500)}))
    some = read(zipped[: len(zipped) // 2], cut=True)
    assert 100 < len(some.words) < 400
    assert some.announced == 500


def test_the_first_words_are_kept_up_to_the_limit() -> None:
    rows = {f"w{number}": [float(number), 1.0] for number in range(50)}
    for form, write in FORMS.items():
        for limits in (Limits(20, 2**20, 2**20), Limits(50, 20 * 8 + 7, 2**20)):
            for size in (1, 7, 2**16):
                found = read(write(rows), size, limits)
                assert found.words == list(rows)[:20], form
                assert found.vectors.shape == (20, 2)
                assert found.full
                assert found.announced == (None if form.startswith("glove") else 50)


def test_nothing_is_looked_at_after_the_limit() -> None:
    few = Limits(2, 2**20, 2**20)
    for data in (line(4, b"x y z"), text(TOY)[:-3], text(TOY) * 3, binary(TOY)[:-1], binary(TOY) + b"x" * 999):
        for size in (1, 7, 2**16):
            assert outcome(data, size, few)[0] == ["俳優", "女優"]
    endless = VectorsReader(Limits(5, 2**20, 100))
    endless.feed(text({f"w{number}": [1.0] for number in range(100)}))
    assert endless.full
    for _ in range(3):
        endless.feed(b"\0" * 2**20)
    assert len(endless.finish().words) == 5


def test_the_first_of_equal_words_stays() -> None:
    rows = b"a 1 1\nb 2 2\na 3 3\na 4 4\nc 5 5\n"
    packed = b"".join(
        row[:1] + b" " + struct.pack("<2f", float(row[2:3]), float(row[4:5])) for row in rows.splitlines()
    )
    for data in (rows, b"5 2\n" + rows, b"5 2\n" + packed):
        for size in (1, 7, 2**16):
            found = read(data, size)
            assert (found.words, found.duplicates) == (["a", "b", "c"], 2)
            assert found.vectors.tolist() == [[1, 1], [2, 2], [5, 5]]
    assert outcome(b"5 2\n" + rows + b"d 1 1\n", 7) == ("vectors_more", {"line": 7, "announced": 5})


def test_words_may_hold_spaces_in_text() -> None:
    data = b"the 0.1 0.2\n. . . 0.3 0.4\nat name@domain.com 1 2\n1/2 5 6\n1 7 8\n"
    for size in (1, 7, 2**16):
        assert read(data, size).words == ["the", ". . .", "at name@domain.com", "1/2", "1"]
    assert outcome(data + b"at 3 4 5\n", 7) == ("vectors_numbers", {"line": 6, "count": 3, "dimensions": 2})


def test_unusual_words_stay_as_they_are() -> None:
    words = [
        "\u3000",
        "\xa0",
        "a\u2028b",
        "\x85",
        "ｶﾞ",
        "が",
        "\ufeff",
        "</s>",
        "[[日本]]",
        "1,000",
        "nan",
        "-1",
        "𠮷野家",
    ]
    rows = {word: [number / 3, 1.0, 0.0] for number, word in enumerate(words)}
    for form in ("word2vec-text", "word2vec-binary", "word2vec-binary, line ends", "word2vec-text, .gz"):
        assert read(FORMS[form](rows)).words == words
    assert read(b"x 1 2 3\n" + text(rows, header=False)).words == ["x", *words]


WORDS = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"]), min_size=1, max_size=12), min_size=1, unique=True
)


@given(words=WORDS, dimensions=st.integers(4, 9), seed=st.integers(0, 99), size=st.integers(1, 400), form=st.data())
def test_what_was_written_is_read(words: list[str], dimensions: int, seed: int, size: int, form: st.DataObject) -> None:
    vectors = np.random.default_rng(seed).standard_normal((len(words), dimensions)).astype(np.float32)
    rows = dict(zip(words, vectors.tolist(), strict=True))
    name = form.draw(st.sampled_from(sorted(form for form in FORMS if "BOM" not in form)))
    if name == "glove" and words[0].startswith("\ufeff"):
        return  # indistinguishable from a byte order mark
    found = read(FORMS[name](rows), size)
    assert found.words == words
    assert np.array_equal(found.vectors, vectors)


PLAIN = sorted(form for form in FORMS if ".gz" not in form)  # zlib finds damage before it gives what came before


@given(junk=st.binary(max_size=60), form=st.sampled_from(PLAIN), place=st.integers(0, 200), cut=st.booleans())
def test_damage_is_the_same_problem_however_it_comes(junk: bytes, form: str, place: int, cut: bool) -> None:
    data = FORMS[form](TOY)
    place %= len(data)
    data = data[:place] + junk + data[place + len(junk) :]
    whole = outcome(data, 2**16, cut=cut)
    assert outcome(data, 1, cut=cut) == whole
    assert outcome(data, 7, cut=cut) == whole


def test_how_much_white_space_may_end_a_file() -> None:
    for white in (b"\n", b" ", b"\r"):
        for size in (2**16, 7777, 2**20):
            assert read(text(TOY) + b"\n" + white * LINE, size).words == list(TOY)
            assert outcome(text(TOY) + b"\n" + white * (LINE + 1), size) == ("vectors_line_empty", {"line": 5})


def test_numbers() -> None:
    for number in (b"0", b"-0.25", b"+1.", b".5", b"1e-05", b"1.E+3", b"nan", b"-Inf", b"1" * NUMBER):
        assert is_number(number)
    for other in (b"", b".", b"+", b"1e", b"e5", b".e5", b"1..2", b"1.2.3", b"1_0", b"1" * (NUMBER + 1), b" 1", b"1\n"):
        assert not is_number(other)


def test_no_field_takes_long() -> None:
    """Minutes, were it to grow with the square of the field's length."""
    begun = time.perf_counter()
    for digits in (b"1" * 300_000, b"." * 300_000, b"1e" + b"1" * 300_000, b"1." + b"1" * 300_000):
        assert not is_number(digits + b"x")
    assert time.perf_counter() - begun < 5


def test_no_file_takes_long() -> None:
    """Minutes, were it to grow with the square, or with so many steps of Python."""
    begun = time.perf_counter()
    tiny = b"".join(gzip.compress(byte) for byte in (b"a", b" ", b"1", b"\n")) * 60_000
    assert read(tiny, len(tiny)).duplicates == 59_999
    ends = VectorsReader(LIMITS)
    ends.feed(binary(TOY)[:27])
    for _ in range(1000):
        ends.feed(b"\r\n" * 2**19)
    ends.feed(binary(TOY)[27:])
    assert ends.finish().words == list(TOY)
    assert time.perf_counter() - begun < 40


def test_what_came_before_a_damage_is_looked_at_first() -> None:
    few = Limits(2, 2**20, 2**20)
    rows = text(TOY, header=False)
    for size in (1, 7, 2**16):
        assert outcome(gzip.compress(rows) + b"hello", size, few)[0] == ["俳優", "女優"]
        assert outcome(gzip.compress(rows + b"x\n") + b"hello", size)[0] == "vectors_numbers"


def test_reading_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A compressed file may unfold into a thousand times as much, in one feed."""
    reader, blocks, feed = VectorsReader(Limits(10, 2**20, 2**30)), [], TextRows.feed

    def counting(rows: TextRows, data: bytes) -> None:
        blocks.append(len(data))
        if len(blocks) == 3:
            reader.stop()
        feed(rows, data)

    monkeypatch.setattr(TextRows, "feed", counting)
    reader.feed(gzip.compress(b"a 1\n" * 2**22))
    assert len(blocks) == 3
    assert max(blocks) <= 2**17


def test_memory_is_bounded_by_what_is_there(tmp_path: Path) -> None:
    """A first line may promise anything."""
    reader = VectorsReader(Limits(10**6, 2**30, 2**20))
    reader.feed(b"999999999999 2000\n" + b"a" + b" 1" * 2000 + b"\n")
    found = reader.finish(cut=True)
    assert found.vectors.nbytes == 8000
    assert found.vectors.base is None
