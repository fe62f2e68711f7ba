"""The embed of a real server."""

import json
import re
from typing import Any

import httpx
import pytest

from sandbox.topics import VIEWS


def embed(server: str, query: str) -> httpx.Response:
    return httpx.get(f"{server}/embed/next-token?{query}", headers={"accept": "text/html"}, timeout=60)


def written(response: httpx.Response) -> Any:
    """The answer in the document."""
    found = re.search(r'<script type="application/json" id="answer">(.*?)</script>', response.text)
    assert found
    return json.loads(found[1])


def test_the_answer_stands_in_the_document(server: str) -> None:
    response = embed(server, "text=The capital of Japan is&model=smollm2-135m&lang=en")
    assert response.status_code == 200
    assert written(response)["result"]["candidates"][0]["text"] == " Tokyo"
    assert '<html lang="en">' in response.text


def test_hostile_text_stays_text(server: str) -> None:
    text = "</script><script>alert(1)</script>"
    response = embed(server, f"text={text}&model=smollm2-135m")
    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_etag_differs_by_dress(server: str) -> None:
    plain = embed(server, "text=a&model=smollm2-135m&lang=en")
    tags = {
        embed(server, f"text=a&model=smollm2-135m&{more}").headers["etag"] for more in ("lang=ja", "lang=en&theme=dark")
    }
    assert plain.headers["etag"] not in tags
    again = httpx.get(plain.url, headers={"if-none-match": plain.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("text=&lang=en", 422, "Nothing is written yet"),
        ("text=%FF&lang=en", 422, "cannot be read as text"),
        ("text=a&model=<b>x</b>&lang=en", 422, "There is no model of that name"),
        ("text=a&temperature=9&lang=ja", 422, "temperature は 2 以下の数"),
    ],
)
def test_problems_are_said_in_the_place_of_the_picture(server: str, query: str, status: int, sentence: str) -> None:
    response = embed(server, query)
    assert response.status_code == status
    assert sentence in response.text
    assert "<b>x" not in response.text


def test_an_embed_of_nothing_shows_the_example(server: str) -> None:
    for view in ("bpe-encoding", "word-arithmetic"):
        for lang in ("ja", "en"):
            shown = httpx.get(f"{server}/embed/{view}?lang={lang}&theme=dark", timeout=60)
            assert written(shown)["query"] == VIEWS[view].example[lang].query_string()


def test_what_unfolds_in_time_is_shown_from_its_first_snapshot(server: str) -> None:
    """While a model trains, no slide is empty; once the answer is there, all of it stands in the document."""
    asked = {"width": 16, "layers": 1, "characters": 2**15, "seed": 77}
    begun = httpx.get(f"{server}/embed/training-run", params=asked, timeout=60)
    assert begun.headers["cache-control"] == "no-store" and "etag" not in begun.headers
    first = written(begun)
    assert first["partial"] and first["result"]["step"] < first["result"]["steps"]
    answer = httpx.get(f"{server}/api/training-run", params=asked, timeout=180).json()
    whole = httpx.get(f"{server}/embed/training-run", params=asked, timeout=60)
    assert written(whole) == answer and "etag" in whole.headers
