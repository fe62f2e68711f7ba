"""Files of word vectors that gensim itself wrote: ours has to read what gensim reads."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from gensim.models import KeyedVectors

from sandbox.models.vectors_file import Limits, Vectors, VectorsReader

WORDS = [*(f"語{number}" for number in range(3000)), "[[東京]]", "the", "りんご", "</s>", "1,000", "naïve"]


def read(path: Path, words: int = 10**6) -> Vectors:
    reader = VectorsReader(Limits(words, 2**30, 2**30))
    with path.open("rb") as file:
        while block := file.read(2**20):
            reader.feed(block)
    return reader.finish()


@pytest.fixture(scope="module")
def theirs() -> KeyedVectors:
    """Vectors of all sizes of numbers that float32 has."""
    random = np.random.default_rng(3)
    sizes = 10.0 ** random.integers(-44, 38, (len(WORDS), 60))
    made = KeyedVectors(60)
    made.add_vectors(WORDS, (random.standard_normal((len(WORDS), 60)) * sizes / 10).astype(np.float32))
    return made


@pytest.mark.parametrize("binary", [False, True])
def test_what_gensim_wrote(theirs: KeyedVectors, tmp_path: Path, binary: bool) -> None:
    theirs.save_word2vec_format(str(tmp_path / "vectors"), binary=binary)
    again = KeyedVectors.load_word2vec_format(str(tmp_path / "vectors"), binary=binary)
    found = read(tmp_path / "vectors")
    assert found.words == again.index_to_key
    assert np.array_equal(found.vectors, again.vectors)
    assert found.form == ("word2vec-binary" if binary else "word2vec-text")
    assert found.announced == len(WORDS)


@pytest.mark.parametrize("binary", [False, True])
def test_the_first_words_and_compressed(theirs: KeyedVectors, tmp_path: Path, binary: bool) -> None:
    theirs.save_word2vec_format(str(tmp_path / "vectors.gz"), binary=binary)
    assert (tmp_path / "vectors.gz").read_bytes()[:2] == b"\x1f\x8b"
    again = KeyedVectors.load_word2vec_format(str(tmp_path / "vectors.gz"), binary=binary, limit=1234)
    found = read(tmp_path / "vectors.gz", words=1234)
    assert found.words == again.index_to_key
    assert np.array_equal(found.vectors, again.vectors)


def test_glove(theirs: KeyedVectors, tmp_path: Path) -> None:
    theirs.save_word2vec_format(str(tmp_path / "vectors"), write_header=False)
    again = KeyedVectors.load_word2vec_format(str(tmp_path / "vectors"), no_header=True)
    found = read(tmp_path / "vectors")
    assert found.words == again.index_to_key
    assert np.array_equal(found.vectors, again.vectors)
    assert found.form == "glove"


def test_numbers_with_more_digits_than_a_float32_has(tmp_path: Path) -> None:
    """Both round as they read a double and then make it a float32."""
    random = np.random.default_rng(4)
    rows = [" ".join([f"w{row}", *map(repr, random.standard_normal(50).tolist())]) for row in range(2000)]
    with gzip.open(tmp_path / "vectors.gz", "wt") as file:
        file.write("2000 50\n" + "\n".join(rows))
    again = KeyedVectors.load_word2vec_format(str(tmp_path / "vectors.gz"))
    assert np.array_equal(read(tmp_path / "vectors.gz").vectors, again.vectors)
