"""Settings come from the environment, each by one name."""

from pathlib import Path

import pytest

from sandbox.settings import Settings, usable_cores


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LM_SANDBOX_PORT", "8123")
    monkeypatch.setenv("LM_SANDBOX_HOME", "~/models")
    monkeypatch.setenv("LM_SANDBOX_PROVIDER", "cpu")
    settings = Settings.from_environment()
    assert settings.port == 8123
    assert settings.home == Path("~/models").expanduser()
    assert settings.provider == "cpu"


def test_a_wrong_number_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LM_SANDBOX_PORT", "eighty")
    with pytest.raises(ValueError, match="LM_SANDBOX_PORT"):
        Settings.from_environment()


@pytest.mark.parametrize(("name", "value"), [("THREADS", "0"), ("UPLOAD", "-1"), ("PROVIDER", "gpuu")])
def test_values_that_cannot_be_used_are_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"LM_SANDBOX_{name}", value)
    with pytest.raises(ValueError, match=name):
        Settings.from_environment()


@pytest.mark.parametrize(
    ("quota", "most"), [("100000 100000", 1), ("150000 100000", 2), ("max 100000", 10_000), ("?", 10_000)]
)
def test_cores_respect_the_containers_quota(tmp_path: Path, quota: str, most: int) -> None:
    file = tmp_path / "cpu.max"
    file.write_text(quota)
    assert 1 <= usable_cores(file) <= most


def test_resources_are_found() -> None:
    assert (Settings().assets / "models.toml").is_file()
    assert (Settings().widgets / "shared" / "tokens.css").is_file()
