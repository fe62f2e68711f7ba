"""BertViz's document as a server sends it: its data, its scripts, and what it may do. Needs the extra `bertviz`."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.errors import NotReady
from sandbox.settings import Settings
from sandbox.surfaces import bertviz as surface
from sandbox.surfaces.static import Static
from sandbox.topics.attention.bertviz_package import BertvizPackage, bertviz_package

pytest.importorskip("bertviz")

TEXT = "The animal didn't cross the street because it was too tired."
HOSTILE = "</script><img src=x onerror=alert(1)>&<!--<script>\u2028"


def get(server: str, **params: object) -> httpx.Response:
    return httpx.get(f"{server}/bertviz", params=params, headers={"accept": "text/html"}, timeout=60)  # type: ignore[arg-type]


def given(document: str) -> Any:
    """The data in the document."""
    found = re.search(r'<script type="application/json" id="given">(.*?)</script>', document)
    assert found
    return json.loads(found[1])


class Elements(HTMLParser):
    """Every start tag of a document."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_view_names_its_document(server: str) -> None:
    answer = httpx.get(f"{server}/api/bertviz", params={"text": TEXT, "layer": 3}, timeout=60).json()["result"]
    assert answer["installed"] and answer["version"] == "1.4.1"
    assert (answer["layers"], answer["heads"], len(answer["tokens"]), answer["shown"]) == (6, 12, 16, [3])
    document = httpx.get(server + answer["frame"], timeout=60)
    assert document.status_code == 200
    data = given(document.text)
    assert data["layer"] == 3 and data["include_layers"] == list(range(6))
    assert data["attention"][0]["left_text"] == [token["text"] for token in answer["tokens"]]
    assert len(document.content) < 1.2e6 * answer["megabytes"] + 5_000


def test_it_may_do_nothing_but_draw(server: str) -> None:
    answer = get(server, text="a")
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'" and policy["script-src"] == "'self'" and policy["style-src"] == "'self'"
    assert policy["sandbox"] == "allow-scripts"
    assert "frame-ancestors" not in policy  # it stands in embeds, which anyone may frame
    for tag, attributes in Elements(answer.text).found:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        if tag == "script":
            assert attributes.get("type") == "application/json" or str(attributes["src"]).startswith("/")


def test_a_hall_gets_larger_labels(server: str) -> None:
    plain, large = get(server, text="a").text, get(server, text="a", present="1").text
    assert "data-present" not in plain and large == plain.replace('<html lang="ja">', '<html lang="ja" data-present>')


def test_scripts_come_from_here_alone(server: str) -> None:
    for kind in ("head", "model"):
        document = get(server, text="a", kind=kind).text
        scripts = [str(one["src"]) for tag, one in Elements(document).found if tag == "script" and "src" in one]
        assert [Path(address).name for address in scripts] == ["inside.js", "require.js", f"{kind}_view.js"]
        for address in scripts:
            answer = httpx.get(server + address)
            assert answer.status_code == 200 and "immutable" in answer.headers["cache-control"]
            assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        source = httpx.get(server + scripts[-1]).text
        assert "PYTHON_PARAMS" not in source and "cdnjs" not in source
        libraries = re.findall(r"(?:d3|jquery): '(.*?)'", source)
        assert len(libraries) == 2
        assert all(httpx.get(f"{server}{address}.js").status_code == 200 for address in libraries)
        assert httpx.get(server + scripts[-1].replace(f"{kind}_view", "neuron_view")).status_code == 404
    assert httpx.get(f"{server}/bertviz/000000000000/head_view.js").status_code == 404


@pytest.mark.parametrize("kind", ["head", "model"])
def test_hostile_text_stays_text(server: str, kind: str) -> None:
    document = get(server, text=HOSTILE, text_b=HOSTILE, kind=kind).text
    assert [tag for tag, _ in Elements(document).found].count("img") == 0
    assert "</script><im##g" in "".join(given(document)["attention"][0]["left_text"])
    data = re.search(r'id="given">(.*?)</script>', document)
    assert data and not re.search("[<>&\u2028]", data[1])


def test_a_pair_of_sentences(server: str) -> None:
    document = get(server, text="A red bucket.", text_b="Full of sand.", lang="ja").text
    parts = given(document)["attention"]
    assert parts[1]["left_text"] == ["[CLS]", "a", "red", "bucket", ".", "[SEP]"]
    assert parts[3]["right_text"] == ["full", "of", "sand", ".", "[SEP]"]
    assert "文 A → 文 B" in document and document.count("<option") == 5


@pytest.mark.parametrize(
    ("params", "code", "field"),
    [
        ({"text": ""}, "string_too_short", "text"),
        ({"text": "a" * 401}, "string_too_long", "text"),
        ({"text": "sand " * 63}, "too_many_tokens", "text"),
        ({"text": "a", "text_b": "sand " * 62}, "too_many_tokens", "text"),
        ({"text": "a", "text_b": "b", "model": "smollm2-135m"}, "pairs_need_an_encoder", "text_b"),
        ({"text": "a", "model": "bert"}, "unknown_model", "model"),
        ({"text": "a", "layer": 6}, "no_such_layer", "layer"),
        ({"text": "a", "layer": -1}, "greater_than_equal", "layer"),
        ({"text": "a", "kind": "neuron"}, "literal_error", "kind"),
        ({"text": "a", "head": 1}, "extra_forbidden", "head"),
    ],
)
def test_bad_input(server: str, params: dict[str, object], code: str, field: str) -> None:
    for address in ("api/bertviz", "bertviz"):
        answer = httpx.get(f"{server}/{address}", params={**params, "lang": "en"}, timeout=60)  # type: ignore[arg-type]
        assert answer.status_code == 422
        error = answer.json()["error"]
        assert (error["code"], error["field"]) == (code, field) and "{" not in error["message"]


def test_the_same_is_asked_once(server: str) -> None:
    first = get(server, text="sand", lang="en")
    again = httpx.get(first.url, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert get(server, text="sand", lang="ja").headers["etag"] != first.headers["etag"]


def test_another_bertviz_is_refused(tmp_path: Path) -> None:
    package = bertviz_package()
    assert package
    static = Static(Settings().widgets)
    assert "JSON.parse" in surface.script_of("head", package, static)
    changed = package.script("head").replace("https://cdnjs.cloudflare.com/ajax/libs/d3/5.7.0/d3.min", "other.js")
    (tmp_path / "head_view.js").write_text(changed, "utf-8")
    for kind in ("head", "model"):  # changed, and missing
        with pytest.raises(NotReady, match="bertviz_unreadable"):
            surface.script_of(kind, BertvizPackage("9", tmp_path), static)  # type: ignore[arg-type]


def test_without_the_extra_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surface, "bertviz_package", lambda: None)
    with pytest.raises(NotReady, match="bertviz_missing"):
        surface._installed()
