"""`lm-sandbox models add` as people run it: from a hub on this machine, or a folder, to a model that answers."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from filelock import FileLock
from huggingface_hub import constants
from model_hub import COMMIT, ModelHub, running
from transformers import AutoModelForCausalLM, AutoTokenizer

from sandbox import cli
from sandbox.errors import SetupError
from sandbox.models import added_models, setup
from sandbox.models.catalog import Catalog, Model
from sandbox.models.language_model import LanguageModel
from sandbox.models.plan import Plan, plan
from sandbox.models.source_folder import SourceFolder
from sandbox.settings import Settings
from tests.parity.families import make

NAME = "team/Tiny-Llama"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small random Llama with all that a careless repository holds beside it."""
    folder = make("llama", tmp_path_factory.mktemp("source"))
    for name in ("pytorch_model.bin", "modeling_llama.py", "flax_model.msgpack", "consolidated.safetensors"):
        (folder / name).write_bytes(b"never asked for")
    (folder / "LICENSE").write_text("do as you like")
    return folder


@pytest.fixture(scope="module")
def hub(folder: Path) -> Iterator[ModelHub]:
    with running() as hub:
        hub.add(NAME, folder, license="cc0-1.0", language=["ja"])
        yield hub


def settings_in(home: Path) -> Settings:
    return replace(Settings(), home=home)


def environment(home: Path, hub: ModelHub, **more: str) -> dict[str, str]:
    return os.environ | {"LM_SANDBOX_HOME": str(home), "LM_SANDBOX_LANG": "en", "HF_ENDPOINT": hub.url} | more


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "sandbox", "models", *arguments]


@pytest.fixture(scope="module")
def added(hub: ModelHub, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, str]:
    """What one real command made, and what it said."""
    home = tmp_path_factory.mktemp("home")
    hub.asked.clear()
    arguments = command("add", NAME, "--precision", "8-bit", "--name", "小さなラマ")
    done = subprocess.run(arguments, env=environment(home, hub), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr and "Warning" not in done.stderr
    return settings_in(home), done.stdout


def entry_in(settings: Settings) -> Model:
    return Catalog.load(settings.assets, settings.home)["tiny-llama"]


def test_it_says_first_what_it_is_and_needs(added: tuple[Settings, str]) -> None:
    said = added[1].splitlines()
    assert said[0] == f"{NAME} at commit {COMMIT}"
    assert "model: llama, decoder, 524,880 parameters in fp32" in said[1]
    for start in ("shape", "longest text", "licence: CC0-1.0", "will be: tiny-llama", "to download", "disk", "memory"):
        assert any(line.strip().startswith(start) for line in said), start
    assert said[-2].startswith("tiny-llama is added")
    assert "Loss by 8-bit" in said[-1]


def test_only_what_is_safe_was_asked_for(added: tuple[Settings, str], hub: ModelHub) -> None:
    names = {name for name, _ in hub.given()}
    assert {"model.safetensors", "config.json", "tokenizer.json"} <= names
    assert not {name for name in names if Path(name).suffix in {".bin", ".py", ".msgpack"}}
    assert "consolidated.safetensors" not in names
    assert all(f"/resolve/{COMMIT}/" in path for path, _ in hub.asked if "/resolve/" in path)


def test_it_lies_where_models_lie_and_nothing_else_does(added: tuple[Settings, str]) -> None:
    settings, _ = added
    assert {path.name for path in settings.home.iterdir()} == {"models", "setup.lock"}
    entry = entry_in(settings)
    assert (entry.name, entry.languages, entry.license, entry.precision) == ("小さなラマ", ("ja",), "CC0-1.0", "8-bit")
    assert entry.added is not None and entry.loss is not None
    assert (entry.added.source, entry.added.revision, entry.added.family) == (NAME, COMMIT, "llama")
    assert 0 <= entry.loss.kl < 0.01
    assert entry.loss.tokens >= 500
    assert (entry.start, entry.stop, entry.context) == (1, (2,), 192)
    assert setup.verify(entry, settings) == "ready"
    assert (setup.folder_of(entry, settings) / "LICENSE").read_text() == "do as you like"


def test_it_answers_as_transformers_does(added: tuple[Settings, str], folder: Path) -> None:
    settings, _ = added
    text = "吾輩は猫である。The sea is calm."

    async def ask() -> tuple[list[int], np.ndarray]:
        entry = entry_in(settings)
        model = LanguageModel.load(setup.folder_of(entry, settings), entry, settings)
        try:
            ids = model.context(text)
            return ids, (await model.explore(ids, logits_at=tuple(range(len(ids))))).logits
        finally:
            model.close()

    ids, logits = asyncio.run(ask())
    assert ids == AutoTokenizer.from_pretrained(folder)(text)["input_ids"]
    with torch.inference_mode():
        theirs = AutoModelForCausalLM.from_pretrained(folder)(torch.tensor([ids])).logits[0].numpy()
    # 8 bits of random weights: nothing in them that rounding could spare.
    assert np.abs(logits - theirs).max() < 0.1 * np.abs(theirs).max()
    assert np.corrcoef(logits.ravel(), theirs.ravel())[0, 1] > 0.998


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_it_is_listed_with_where_it_came_from(
    added: tuple[Settings, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    monkeypatch.setenv("LM_SANDBOX_HOME", str(added[0].home))
    monkeypatch.setenv("LM_SANDBOX_LANG", lang)
    assert cli.main(["models"]) == 0
    lines = capsys.readouterr().out.splitlines()
    row = next(line for line in lines if line.startswith("tiny-llama "))
    assert "小さなラマ" in row and "8-bit" in row and ("準備できています" if lang == "ja" else "ready") in row
    assert NAME in lines[-2] and COMMIT in lines[-2] and "CC0-1.0" in lines[-2]
    assert ("KL" in lines[-1]) and "%" in lines[-1]
    assert cli.main(["models", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[-1]["added"]["revision"] == COMMIT
    assert rows[-1]["loss"]["tokens"] >= 500
    assert rows[0]["added"] is None
    assert cli.main(["setup", "--verify", "--models", "tiny-llama"]) == 0


def test_damage_is_seen_and_how_to_repair_it_is_told(added: tuple[Settings, str]) -> None:
    settings, _ = added
    entry = entry_in(settings)
    weights = setup.folder_of(entry, settings) / "weights.bin"
    data = weights.read_bytes()
    try:
        for harmed, quickly in ((data[:-1], "damaged"), (bytes([data[0] ^ 1]) + data[1:], "ready")):
            weights.write_bytes(harmed)
            assert (setup.state(entry, settings), setup.verify(entry, settings)) == (quickly, "damaged")
            with pytest.raises(SetupError) as caught:
                setup.prepare(entry, settings)
            assert (caught.value.code, caught.value.values["source"]) == ("added_damaged", NAME)
    finally:
        weights.write_bytes(data)
    setup.prepare(entry, settings)


def test_an_id_is_taken_once(added: tuple[Settings, str], folder: Path) -> None:
    settings, _ = added
    source = SourceFolder(folder)
    for wanted, code in (
        ("tiny-llama", "model_id_taken"),
        ("gemma-3-270m", "model_id_taken"),
        ("cl100k", "model_id_taken"),
        ("../x", "model_id"),
        ("Llama", "model_id"),
        ("", "model_id"),
    ):
        with pytest.raises(SetupError) as caught:
            added_models.free_id(source, settings, wanted)
        assert caught.value.code == code
    assert added_models.free_id(source, settings, "llama-2") == "llama-2"


def test_an_id_that_is_ours_is_not_taken_away(tmp_path: Path) -> None:
    for name, id in (("gpt2", "gpt2-model"), ("Llama_7B.v2", "llama-7b-v2")):
        (tmp_path / name).mkdir()
        assert added_models.free_id(SourceFolder(tmp_path / name), settings_in(tmp_path)) == id


def test_removed_it_is_gone(added: tuple[Settings, str], tmp_path: Path) -> None:
    settings, _ = added
    copy = settings_in(tmp_path)
    place = tmp_path / "models" / "tiny-llama"
    place.mkdir(parents=True)
    for path in (settings.home / "models" / "tiny-llama").iterdir():
        (place / path.name).write_bytes(path.read_bytes())
    (tmp_path / "models" / "minilm-l6").mkdir()
    assert entry_in(copy)
    added_models.remove("tiny-llama", copy)
    assert not place.exists()
    assert "tiny-llama" not in Catalog.load(copy.assets, copy.home).models
    place.mkdir()  # what a removal leaves that was killed
    with pytest.raises(SetupError) as caught:
        added_models.free_id(SourceFolder(place), copy, "tiny-llama")
    assert caught.value.code == "model_id_taken"
    added_models.remove("tiny-llama", copy)
    for id in ("tiny-llama", "minilm-l6", "../models"):
        with pytest.raises(SetupError) as caught:
            added_models.remove(id, copy)
        assert caught.value.code == "model_not_added"


def test_interrupted_it_keeps_what_came(hub: ModelHub, folder: Path, tmp_path: Path) -> None:
    hub.pause = 0.05
    try:
        with subprocess.Popen(
            command("add", NAME),
            env=environment(tmp_path, hub),
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            end = time.monotonic() + 60
            while not any(path.stat().st_size for path in tmp_path.glob("downloads/*/model.safetensors.part")):
                assert process.poll() is None and time.monotonic() < end
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
    finally:
        hub.pause = 0.0
    assert process.returncode == 130
    assert err.splitlines()[-1].startswith("Stopped.")
    assert "Traceback" not in err
    assert {path.name for path in tmp_path.iterdir()} == {"downloads", "setup.lock"}
    source = hub_source(hub)
    whole = sum(source.sizes()[name] for name in wish(source, tmp_path).names)
    assert 0 < wish(source, tmp_path).download < whole


def hub_source(hub: ModelHub) -> added_models.Source:
    with pytest.MonkeyPatch.context() as patch:
        lead_to(patch, hub)
        return added_models.find_source(NAME)


def lead_to(patch: pytest.MonkeyPatch, hub: ModelHub) -> None:
    patch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", hub.url + "/{repo_id}/resolve/{revision}/{filename}")
    patch.setattr(constants, "ENDPOINT", hub.url)


def wish(source: added_models.Source, home: Path, precision: str | None = None) -> Plan:
    with pytest.MonkeyPatch.context() as patch:
        if source.origin:
            patch.setattr(
                constants,
                "HUGGINGFACE_CO_URL_TEMPLATE",
                source.origin.removesuffix(f"/{NAME}") + "/{repo_id}/resolve/{revision}/{filename}",
            )
        return plan(source, home, id="tiny-llama", name="Tiny", precision=precision)


def test_two_at_once_wait_for_each_other(folder: Path, tmp_path: Path) -> None:
    told: list[str] = []
    caught: list[SetupError] = []

    def late() -> None:
        try:
            added_models.add(
                wish(SourceFolder(folder), tmp_path), settings_in(tmp_path), lambda what, *_: told.append(what)
            )
        except SetupError as error:
            caught.append(error)

    with FileLock(tmp_path / "setup.lock"):
        thread = threading.Thread(target=late)
        thread.start()
        end = time.monotonic() + 30
        while told != ["wait"]:
            assert thread.is_alive() and time.monotonic() < end
            time.sleep(0.02)
        (tmp_path / "models" / "tiny-llama").mkdir(parents=True)  # the other one has made it
    thread.join(30)
    assert [error.code for error in caught] == ["model_id_taken"]
    assert told == ["wait"]


def test_files_that_do_not_fit_leave_nothing_behind(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in ("model.safetensors", "tokenizer.json", "tokenizer_config.json"):
        (broken / name).write_bytes((folder / name).read_bytes())
    config = json.loads((folder / "config.json").read_text())
    (broken / "config.json").write_text(json.dumps(config | {"intermediate_size": 96}))
    home = tmp_path / "home"
    with pytest.raises(SetupError) as caught:
        added_models.add(wish(SourceFolder(broken), home), settings_in(home))
    assert caught.value.code == "model_unfit"
    assert {path.name for path in home.iterdir()} <= {"setup.lock", "models"}
    assert not list(home.glob("models/*"))
    assert len(list(broken.iterdir())) == 4  # the folder is only read


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_each_refusal_has_its_sentence(
    hub: ModelHub,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lang: str,
) -> None:
    monkeypatch.setenv("LM_SANDBOX_HOME", str(tmp_path))
    monkeypatch.setenv("LM_SANDBOX_LANG", lang)
    lead_to(monkeypatch, hub)
    hub.files["team/gated"] = dict(hub.files[NAME])
    hub.cards["team/gated"] = {}
    hub.gated.add("team/gated")
    hub.files["team/old"] = {"config.json": (folder / "config.json").read_bytes(), "pytorch_model.bin": b"x"}
    hub.cards["team/old"] = {}

    def said(*arguments: str) -> str:
        assert cli.main(["models", "add", *arguments]) == 1
        return capsys.readouterr().err

    assert f"{hub.url}/team/gated" in said("team/gated")
    assert "refs/pr/1" in said("team/old")
    hub.files["team/strange"], hub.cards["team/strange"] = {"config.json": b'{"model_type": []}'}, {}
    assert "team/none" in said("team/none")
    assert "TypeError" in said("team/strange")  # a sentence, no traceback
    assert "v2" in said(NAME, "--revision", "v2")
    assert "./nothing" in said("./nothing")
    assert "2-bit" in said(NAME, "--precision", "2-bit")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert "HF_HUB_OFFLINE" in said(NAME)
    assert cli.main(["models", "add", str(folder), "--plan"]) == 0  # a folder needs no hub
    assert list(tmp_path.iterdir()) == []
