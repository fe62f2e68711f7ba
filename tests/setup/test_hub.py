"""Repositories of a hub: what is known of them, and files that come whole, whatever happens on the way."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from huggingface_hub import constants
from model_hub import COMMIT, ModelHub, running

from sandbox.errors import SetupError
from sandbox.models import hub as hubs
from sandbox.models.fetch import quiet
from sandbox.models.hub import Repository

WEIGHTS = os.urandom(300_000)
FILES = {
    "config.json": b'{"model_type": "gpt2"}',
    "model.safetensors": WEIGHTS,
    "README.md": "---\nlicense: mit\n---\n日本語".encode(),
    "empty.txt": b"",
}
NAMES = list(FILES)


def lead_to(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """What HF_ENDPOINT does, which the library reads when it is imported."""
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", url + "/{repo_id}/resolve/{revision}/{filename}")
    monkeypatch.setattr(constants, "ENDPOINT", url)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelHub]:
    with running() as hub:
        lead_to(monkeypatch, hub.url)
        hub.files["team/model"] = dict(FILES)
        hub.cards["team/model"] = {"license": "mit", "language": ["ja"]}
        yield hub


@pytest.fixture
def repository(hub: ModelHub) -> Repository:
    return hubs.find("team/model")


def code(caught: pytest.ExceptionInfo[SetupError]) -> str:
    return caught.value.code


def test_a_repository_is_known_at_one_commit(hub: ModelHub) -> None:
    hub.renamed["model"] = "team/model"
    hub.files["team/model"] |= {"onnx/model.onnx": b"x", "..\\LICENSE": b"x", "LICENSE:C": b"x", "LICENSE\x1b": b"x"}
    for asked in ("team/model", "model"):
        found = hubs.find(asked, "main")
        assert (found.name, found.revision, found.origin) == ("team/model", COMMIT, f"{hub.url}/team/model")
        assert found.card["license"] == "mit"
        assert found.sizes() == {name: len(data) for name, data in FILES.items()}  # of its first folder only
    assert hubs.find("team/model", "refs/pr/1").revision == COMMIT


def test_files_come_whole_and_at_that_commit(repository: Repository, hub: ModelHub, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    folder = repository.fetch(NAMES, tmp_path, lambda *step: told.append(step))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    total = sum(len(data) for data in FILES.values())
    assert told[-1] == ("download", total, total)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert all(f"/resolve/{COMMIT}/" in path for path, _ in hub.asked if "/resolve/" in path)
    assert repository.there(NAMES, tmp_path) == total
    hub.asked.clear()
    assert repository.fetch(NAMES, tmp_path, quiet) == folder
    assert hub.asked == []


def test_nothing_but_the_named_files_comes(repository: Repository, hub: ModelHub, tmp_path: Path) -> None:
    repository.fetch(["config.json"], tmp_path, quiet)
    assert [name for name, _ in hub.given()] == ["config.json"]


@pytest.mark.parametrize("ranges", [True, False])
def test_a_connection_that_breaks_is_taken_up_again(
    repository: Repository, hub: ModelHub, tmp_path: Path, ranges: bool
) -> None:
    hub.break_after, hub.ranges = [120_000, 90_000], ranges
    folder = repository.fetch(["model.safetensors"], tmp_path, quiet, waits=(0.01,) * 3)
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS
    starts = [wanted for path, wanted in hub.asked if path.startswith("/large/")]
    assert starts[:2] == ["", "bytes=120000-"]
    if ranges:
        assert starts == ["", "bytes=120000-", "bytes=210000-"]


def test_what_came_before_an_end_is_kept(repository: Repository, hub: ModelHub, tmp_path: Path) -> None:
    hub.break_after = [100_000]
    with pytest.raises(SetupError) as caught:
        repository.fetch(["model.safetensors"], tmp_path, quiet, waits=())
    assert code(caught) == "hub_unreachable"
    assert repository.there(["model.safetensors"], tmp_path) == 100_000
    hub.errors = [503]
    with pytest.raises(SetupError) as caught:
        repository.fetch(["model.safetensors"], tmp_path, quiet, waits=())
    assert (code(caught), caught.value.values["status"]) == ("hub_answer", 503)
    hub.errors = [503]
    folder = repository.fetch(["model.safetensors"], tmp_path, quiet, waits=(0.01,))
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS
    assert hub.asked[-1][1] == "bytes=100000-"


def test_a_part_that_is_damaged_is_thrown_away(repository: Repository, hub: ModelHub, tmp_path: Path) -> None:
    part = repository.folder(tmp_path) / "model.safetensors.part"
    for content in (bytes(1000), bytes(400_000)):
        part.parent.mkdir(exist_ok=True)
        part.write_bytes(content)
        folder = repository.fetch(["model.safetensors"], tmp_path, quiet)
        assert (folder / "model.safetensors").read_bytes() == WEIGHTS
        (folder / "model.safetensors").unlink()


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_a_file_that_is_not_the_one_of_the_commit_is_refused(
    repository: Repository, hub: ModelHub, tmp_path: Path, name: str
) -> None:
    other = bytes(len(FILES[name]))
    hub.large = 10**9  # the server gives the other file by its name
    hub.files["team/model"][name] = other
    with pytest.raises(SetupError) as caught:
        repository.fetch([name], tmp_path, quiet, waits=())
    assert code(caught) == "wrong_hash"
    assert list(repository.folder(tmp_path).iterdir()) == []


@pytest.mark.parametrize("ranges", [True, False])
def test_the_beginning_of_a_file(repository: Repository, hub: ModelHub, ranges: bool) -> None:
    hub.ranges = ranges
    assert repository.read("model.safetensors", 8) == WEIGHTS[:8]
    assert repository.read("README.md") == FILES["README.md"]
    assert hub.asked[-2][1] == "bytes=0-7"


def test_each_refusal_has_its_code(hub: ModelHub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(SetupError) as caught:
        hubs.find("team/nothing")
    assert code(caught) == "hub_not_found"
    with pytest.raises(SetupError) as caught:
        hubs.find("team/--nothing")
    assert code(caught) == "hub_not_found"
    with pytest.raises(SetupError) as caught:
        hubs.find("team/model", "v9")
    assert code(caught) == "hub_no_revision"
    assert caught.value.values["revision"] == "v9"
    hub.gated.add("team/model")
    gated = hubs.find("team/model")  # what it is may be known, its files may not
    for attempt in (lambda: gated.read("config.json"), lambda: gated.fetch(["config.json"], tmp_path, quiet)):
        with pytest.raises(SetupError) as caught:
            attempt()
        assert code(caught) == "hub_gated"
        assert caught.value.values["address"] == f"{hub.url}/team/model"
    hub.errors = [500]
    with pytest.raises(SetupError) as caught:
        hubs.find("team/model")
    assert code(caught) == "hub_answer"
    hub.portal = True
    with pytest.raises(SetupError) as caught:
        hubs.find("team/model")
    assert code(caught) == "hub_unreachable"
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        lead_to(monkeypatch, f"http://127.0.0.1:{unused.getsockname()[1]}")
        with pytest.raises(SetupError) as caught:
            hubs.find("team/model")
    assert code(caught) == "hub_unreachable"


def test_offline_nothing_is_asked(hub: ModelHub, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = hubs.find("team/model")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    hub.asked.clear()
    for attempt in (lambda: hubs.find("team/model"), lambda: repository.read("config.json")):
        with pytest.raises(SetupError) as caught:
            attempt()
        assert code(caught) == "hub_offline"
    assert hub.asked == []
