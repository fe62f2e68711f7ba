"""Blanks over HTTP: both sides and one, what was filled in, several blanks, and what nobody should ask."""

from __future__ import annotations

from urllib.parse import urlencode

import httpx
import pytest


def ask(server: str, **params: object) -> dict:
    answer = httpx.get(f"{server}/api/masked-token?{urlencode(params, doseq=True)}", timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


def best(seen: dict) -> str:
    return seen["candidates"][0]["text"]


def test_the_side_that_decides(server: str) -> None:
    """English: the number of the subject stands on the left. Japanese: the verb on the right decides the particle."""
    for subject, verb in (("dogs", "were"), ("dog", "was")):
        (blank,) = ask(server, text=f"The {subject} [MASK] very hungry.")["blanks"]
        assert best(blank) == best(blank["left"]) == verb and blank["candidates"][0]["probability"] > 0.9
        assert {one["text"] for one in blank["right"]["candidates"][:2]} == {"was", "were"}
    for verb, particle in (("遊びました", "で"), ("着きました", "に")):
        (blank,) = ask(server, text=f"太郎は公園[MASK]{verb}。")["blanks"]
        assert best(blank) == best(blank["right"]) == particle
        assert blank["left"]["entropy_bits"] > 1.5 > 0.5 > blank["entropy_bits"]
    for word, article in (("apple", "an"), ("banana", "a")):
        (blank,) = ask(server, text=f"Tom ate [MASK] {word} this morning.")["blanks"]
        assert best(blank) == article and blank["candidates"][0]["left"] < blank["candidates"][0]["probability"]


def test_one_side_does_not_see_the_other(server: str) -> None:
    """Same length, another right side: what is said from the left alone stays, what is said from both does not."""
    apple, banana = (
        ask(server, text=f"Tom ate [MASK] {word} this morning.")["blanks"][0] for word in ("apple", "banana")
    )
    assert apple["left"] == banana["left"] and apple["right"] != banana["right"]
    assert apple["candidates"] != banana["candidates"]
    assert apple["tokens"] == apple["left"]["tokens"] + apple["right"]["tokens"] == 6


def test_probabilities_are_those_of_the_whole_vocabulary(server: str) -> None:
    result = ask(server, text="犬を三[MASK]飼っています。", top_n=30)
    (blank,) = result["blanks"]
    for seen in (blank, blank["left"], blank["right"]):
        found = [one["probability"] for one in seen["candidates"]]
        assert found == sorted(found, reverse=True) and 0 < sum(found) <= 1 + 1e-9
        assert [one["rank"] for one in seen["candidates"]] == list(range(1, 31))
        assert 0 <= seen["entropy_bits"] <= 11
    known = {one["id"]: one["probability"] for one in blank["left"]["candidates"]}
    both = [one for one in blank["candidates"] if one["id"] in known]
    assert both and all(one["left"] == known[one["id"]] for one in both)


def test_what_is_filled_in_is_seen_by_the_other_blanks(server: str) -> None:
    text = "机の上に[MASK]が三[MASK]あります。"
    empty = ask(server, text=text, top_n=30)
    things = {one["text"]: one["id"] for one in empty["blanks"][0]["candidates"]}
    for thing, counter in (("辞書", "冊"), ("鉛筆", "本"), ("紙", "枚")):
        result = ask(server, text=text, fill=[things[thing]])
        assert best(result["blanks"][1]) == counter
        assert result["blanks"][0]["chosen"]["text"] == thing
        # Its own candidates do not depend on what was written into it.
        assert result["blanks"][0]["candidates"] == empty["blanks"][0]["candidates"][:8]
        assert result["tokens"] == empty["tokens"]
    again = ask(server, text=text, fill=[-1, 5], blank=1)
    assert again["blanks"][0]["chosen"] is None and again["blanks"][1]["chosen"]["id"] == 5


def test_a_text_without_a_blank_waits_for_one_and_strange_words_are_told(server: str) -> None:
    result = ask(server, text="The zebra is sleeping.")
    assert result["blanks"] == [] and [one["unknown"] for one in result["tokens"]].count(True) == 1
    assert "mushikui-1m" in [one["id"] for one in result["known"]] and result["own"]
    assert {*result["measured"]} == {"ja", "en"}


@pytest.mark.parametrize(
    ("params", "code", "field"),
    [
        ({"text": "[MASK] " * 4}, "too_many_blanks", "text"),
        ({"text": "猫" * 100}, "too_many_tokens", "text"),
        ({"text": "[MASK]", "model": "minilm-l6"}, "unknown_model", "model"),
        ({"text": "[MASK]", "model": "smollm2-135m"}, "unknown_model", "model"),
        ({"text": "[MASK]", "fill": 100000}, "unknown_token", "fill"),
        ({"text": "[MASK]", "fill": -2}, "greater_than_equal", "fill"),
        ({"text": "[MASK]", "fill": [1, 1, 1, 1]}, "too_long", "fill"),
        ({"text": ""}, "string_too_short", "text"),
    ],
)
def test_what_is_refused(server: str, params: dict, code: str, field: str) -> None:
    for lang in ("ja", "en"):
        query = urlencode({**params, "lang": lang}, doseq=True)
        answer = httpx.get(f"{server}/api/masked-token?{query}", timeout=60)
        assert answer.status_code == 422
        error = answer.json()["error"]
        assert (error["code"], error["field"]) == (code, field) and error["message"]


def test_the_embed_shows_its_example_in_both_languages(server: str) -> None:
    for lang, part in (("ja", "太郎は公園[MASK]"), ("en", "The dogs [MASK] very")):
        page = httpx.get(f"{server}/embed/masked-token?lang={lang}", timeout=60)
        assert page.status_code == 200 and part in page.text
