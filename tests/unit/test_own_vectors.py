"""Vectors that visitors bring, in memory, and those that are added for good with lm-sandbox vectors."""

from __future__ import annotations

import dataclasses
import gzip
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from sandbox import cli
from sandbox.errors import SetupError
from sandbox.models import added_vectors
from sandbox.models.own_vectors import OwnVectors, language_of
from sandbox.models.vectors_catalog import added, all_vectors
from sandbox.settings import Settings

TOY = "4 3\n俳優 0.9 0.8 0.8\n女優 0.1 0.8 0.8\n男性 1.0 0.1 0.0\nの 0.2 0.1 0.0\n"


def some(seed: int, words: int = 100, dimensions: int = 25) -> tuple[list[str], np.ndarray]:
    vectors = np.random.default_rng(seed).standard_normal((words, dimensions)).astype(np.float32)
    return [f"w{number}" for number in range(words)], vectors


def test_the_id_follows_from_the_content() -> None:
    own = OwnVectors(2**20)
    words, vectors = some(1)
    first = own.add("mine", words, vectors)
    assert first.id.startswith("own-") and len(first.id) == 16
    assert own.add("yours", words, vectors.copy()) == first
    changed = vectors.copy()
    changed[50, 3] += 1
    others = [
        own.add("", words, changed),
        own.add("", [*words[:-1], "x"], vectors),
        own.add("", words[:50], vectors.reshape(50, 50)),
        own.add("", ["w0w1", *words[2:]], vectors[1:]),
    ]
    assert len({first.id, *(other.id for other in others)}) == 5
    assert others[0].name == others[0].id
    found = own.get(first.id)
    assert found is not None
    assert (found.words, found.info.name, found.info.normalize) == (words, "mine", True)
    assert np.array_equal(found.vectors, vectors)
    assert own.get("own-000000000000") is None


def test_what_was_not_asked_for_longest_goes_first() -> None:
    own = OwnVectors(4 * 35_000)
    ids = [own.add("", *some(seed)).id for seed in range(4)]  # 10 kB of vectors, 20 kB of words each
    assert all(own.get(id) for id in ids)
    assert own.get(ids[0])
    more = own.add("", *some(4)).id
    assert [own.get(id) is not None for id in [*ids, more]] == [True, False, True, True, True]
    assert own.bytes <= own.limit
    large = own.add("", *some(5, words=2000)).id  # more than the limit alone: it is what its sender wants to see now
    assert [id for id in [*ids, more, large] if own.get(id)] == [large]
    own.add("", *some(6))
    assert own.get(large) is None
    assert own.bytes < own.limit


def test_many_at_once() -> None:
    own = OwnVectors(10**6)
    threads = [
        threading.Thread(target=lambda seed=seed: [own.add("", *some(seed % 7)) for _ in range(20)])
        for seed in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = {own.add("", *some(seed)).id for seed in range(7)}
    assert len(ids) == 7
    assert own.bytes == 7 * sum([some(0)[1].nbytes, *(200 + len(word) for word in some(0)[0])])


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["の", "は", "に", "を", "、", "東京", "年", "日本", "し", "た", "[[日本]]", "学校"], "ja"),
        (["the", ",", ".", "of", "to", "and", "in", "king", "queen", "りんご"] * 2, "ja"),
        (["the", ",", ".", "of", "to", "and", "in", "king", "queen", "a", "b"], "en"),
        (["的", "在", "是", "了", "和", "有", "中国"], ""),
        (["der", "die", "das", "und", "in", "von", "zu"], ""),
    ],
)
def test_the_language_is_guessed(words: list[str], language: str) -> None:
    assert language_of(words) == language


def test_rounding_keeps_what_it_can() -> None:
    usual = np.random.default_rng(0).standard_normal((50, 20)).astype(np.float32) / 5
    assert added_vectors.small(usual).dtype == np.float16
    for scale in (1e-7, 1e6):
        kept = added_vectors.small(usual * np.float32(scale))
        assert kept.dtype == np.float32
    assert added_vectors.small(np.zeros((2, 2), np.float32)).dtype == np.float16


@pytest.mark.parametrize(
    ("file", "id"),
    [
        ("jawiki.entity_vectors.100d.txt.gz", "jawiki-entity-vectors-100d"),
        ("glove.6B.50d.txt", "glove-6b-50d"),
        ("cc.ja.300.vec", "cc-ja-300"),
        ("GoogleNews-vectors-negative300.bin", "googlenews-vectors-negative300"),
        ("ベクトル.txt", ""),
        ("a" * 60 + ".txt", "a" * 40),
    ],
)
def test_an_id_from_a_file_name(file: str, id: str) -> None:
    assert added_vectors.id_of(Path("/somewhere") / file) == id


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LM_SANDBOX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LM_SANDBOX_LANG", "en")
    (tmp_path / "toy.txt").write_text(TOY, "utf-8")
    return tmp_path / "home"


def listed(home: Path) -> list[str]:
    return [entry.info.id for entry in added(home)]


def test_add_list_remove(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "My vectors.txt.gz"
    file.write_bytes(gzip.compress(TOY.encode() + b""))
    assert cli.main(["vectors", "add", str(file), "--words", "3", "--name", "小さな表"]) == 0
    said = capsys.readouterr()
    assert said.out == "my-vectors: the first 3 words of the file, 3 numbers each.\n"
    assert said.err.startswith("reading: ")
    record = json.loads((home / "vectors" / "my-vectors" / "vectors.json").read_text("utf-8"))
    assert record == {
        "name": "小さな表",
        "language": "",
        "normalize": True,
        "license": "",
        "notice": "",
        "origin": "",
        "file": "My vectors.txt.gz",
        "announced": 4,
        "duplicates": 0,
    }
    assert sorted(path.name for path in home.rglob("*") if path.is_file()) == [
        "vectors.json",
        "vectors.npy",
        "words.txt",
    ]
    assert [path.name for path in home.iterdir()] == ["vectors"]

    vectors = all_vectors(dataclasses.replace(Settings(), home=home))["my-vectors"].load()
    assert vectors.words == ["俳優", "女優", "男性"]
    assert np.allclose(vectors.vectors[0], [0.9, 0.8, 0.8], atol=1e-3)

    assert cli.main(["vectors"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines][:2] == ["id", "ja"]
    assert "comes with the sandbox" in lines[1]
    assert lines[-1].split() == ["my-vectors", "小さな表", "3", "3", "0", "MB", "-", "added", "here"]

    assert cli.main(["vectors", "remove", "my-vectors"]) == 0
    assert listed(home) == []
    assert list((home / "vectors").iterdir()) == []


def test_words_with_unusual_letters_come_back(home: Path, tmp_path: Path) -> None:
    words = ["\u3000", "\x85", "\u2028", "a\x0bb", "\xa0", "\ufeffx", "x"]
    rows = b"".join(word.encode() + b" " + np.float32([number, 1]).tobytes() for number, word in enumerate(words))
    (tmp_path / "odd.bin").write_bytes(b"7 2\n" + rows)
    assert cli.main(["vectors", "add", str(tmp_path / "odd.bin")]) == 0
    assert next(iter(added(home))).load().words == words


def test_the_language_can_be_said(home: Path, tmp_path: Path) -> None:
    for language, expected in ((None, "ja"), ("en", "en")):
        more = ["--language", language] if language else []
        assert cli.main(["vectors", "add", str(tmp_path / "toy.txt"), "--id", f"toy-{expected}2", *more]) == 0
    assert [entry.info.language for entry in added(home)] == ["en", "ja"]


@pytest.mark.parametrize("id", ["ja", "en", "toy", "twice"])
def test_an_id_is_taken_once(home: Path, tmp_path: Path, id: str, capsys: pytest.CaptureFixture[str]) -> None:
    if id == "twice":
        assert cli.main(["vectors", "add", str(tmp_path / "toy.txt"), "--id", id]) == 0
    capsys.readouterr()
    assert cli.main(["vectors", "add", str(tmp_path / "toy.txt"), "--id", id]) == 1
    assert capsys.readouterr().err == f"There are vectors with the id {id} already.\n"


@pytest.mark.parametrize("id", ["own-0123456789ab", "-x", "a" * 41, "A", "a/b", "..", "", "ａ"])
def test_ids_that_cannot_be(home: Path, tmp_path: Path, id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["vectors", "add", str(tmp_path / "toy.txt"), f"--id={id}"]) == 1
    assert "--id" in capsys.readouterr().err
    assert cli.main(["vectors", "remove", "--", id]) == 1
    assert not home.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TOY.replace("0.1 0.8 0.8", "0.1 0.8 x"), "Line 3: “x” is not a number."),
        (
            TOY.replace("4 3", "5 3"),
            "Line 1 announces 5 words, but the file ends after 4: a part of it is missing.",
        ),
        ("", "There is not a single whole word in this file."),
    ],
)
def test_a_file_that_is_wrong(
    home: Path, tmp_path: Path, content: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wrong.txt").write_text(content, "utf-8")
    assert cli.main(["vectors", "add", str(tmp_path / "wrong.txt")]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == said
    assert not home.exists()


def test_files_that_are_not_there(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["vectors", "add", str(tmp_path / "none.txt")]) == 1
    assert "No such file" in capsys.readouterr().err
    assert cli.main(["vectors", "add", str(tmp_path), "--id", "folder"]) == 1
    assert "Is a directory" in capsys.readouterr().err
    assert cli.main(["vectors", "remove", "none"]) == 1
    assert "no added vectors with the id none" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["vectors", "add", str(tmp_path / "toy.txt"), "--words", "0"])


def test_a_damaged_set_can_be_removed(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for id in ("first", "second"):
        assert cli.main(["vectors", "add", str(tmp_path / "toy.txt"), "--id", id]) == 0
    (home / "vectors" / "first" / "vectors.json").write_text("{")
    (home / "vectors" / "second" / "vectors.npy").write_bytes(b"")
    capsys.readouterr()
    assert cli.main(["vectors"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split()[:4] == ["second", "toy.txt", "0", "0"]
    for id in ("first", "second"):
        assert cli.main(["vectors", "remove", id]) == 0
    assert listed(home) == []


def test_a_full_disk_leaves_nothing(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(SetupError) as caught:
        added_vectors.add(tmp_path / "toy.txt", Settings.from_environment(), id="toy2", name="")
    assert caught.value.code == "disk_full"
    assert list(home.iterdir()) == []


def test_interrupted_it_adds_nothing(home: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "slow.txt")
    command = [sys.executable, "-m", "sandbox", "vectors", "add", str(tmp_path / "slow.txt")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        pipe = os.open(tmp_path / "slow.txt", os.O_WRONLY)  # opens once the command reads
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
        os.close(pipe)
    assert process.returncode == 130
    assert said.splitlines()[-1] == "Stopped. Nothing was added."
    assert "Traceback" not in said
    assert not home.exists()
