"""Attention over HTTP: the lecture's sentence, what a decoder cannot see, and what nobody should ask."""

from __future__ import annotations

import base64
from urllib.parse import urlencode

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray

TIRED = "The animal didn't cross the street because it was too tired."
WIDE = TIRED.replace("tired", "wide")
LONG = "Once upon a time a small robot lived beside the sea and every morning it walked along the sand. " * 8


def ask(server: str, view: str = "attention", **params: object) -> dict:
    answer = httpx.get(f"{server}/api/{view}?{urlencode(params, doseq=True)}", timeout=120)
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


def weights(result: dict) -> NDArray[np.float64]:
    return np.array(result["weights"])


def test_the_lecture_s_sentence_opens_on_the_head_that_shows_it(server: str) -> None:
    for lang in ("ja", "en"):
        page = httpx.get(f"{server}/embed/attention?lang={lang}", timeout=120).text
        assert TIRED.replace("'", "\\u0027") in page or TIRED in page
    result = ask(server, text=TIRED, text_b=WIDE, query=10, key=2)
    words = [token["text"] for token in result["tokens"]]
    assert (words[10], words[2], words[8], words[13]) == ("it", "animal", "street", "tired")
    assert (result["layers"], result["heads"]) == (6, 12)
    assert result["shown"] == {"matrix": "head", "layer": 3, "head": 1, "chosen_by": "link"}
    assert result["link"]["weight"] == pytest.approx(0.677, abs=0.005)
    assert (result["link"]["rank"], result["link"]["heads_total"], result["link"]["below"]) == (1, 72, 45)
    # The same head of the other sentence: less for the animal, more for the street, but no flip.
    tired, wide = weights(result), weights(result["b"])
    assert wide[10, 2] == pytest.approx(0.281, abs=0.005) and tired[10, 8] < wide[10, 8] < wide[10, 2]
    pairs = result["difference"]["pairs"]
    assert [13, 13] in pairs and len(pairs) == 16  # tired stands where wide stands
    assert np.abs(np.array(result["difference"]["weights"]) - (wide - tired)).max() < 2e-5


def test_an_encoder_looks_both_ways_and_a_decoder_back_only(server: str) -> None:
    for layer in (0, 4):
        encoder = ask(server, text=TIRED, model="minilm-l6", layer=layer, head=0)
        assert np.triu(weights(encoder), 1).max() > 0.01
    for model in ("smollm2-135m", "gemma-3-270m"):
        one = ask(server, text=TIRED, text_b=WIDE, model=model, layer=4, head=0)
        assert np.abs(weights(one).sum(1) - 1).max() < 1e-3
        assert np.triu(weights(one), 1).max() == 0
        # What comes after `it` cannot change what it sees: the lecture's point needs an encoder, or a later word.
        it = next(place for place, token in enumerate(one["tokens"]) if token["text"].strip() == "it")
        assert np.abs(weights(one)[it] - weights(one["b"])[it]).max() < 1e-4
        assert np.abs(weights(one)[it + 3] - weights(one["b"])[it + 3]).max() > 0.005


def test_averages_are_averages(server: str) -> None:
    heads = [weights(ask(server, text=TIRED, layer=2, head=head)) for head in range(12)]
    layer = ask(server, text=TIRED, matrix="average", layer=2)
    assert layer["shown"]["head"] is None and np.abs(weights(layer) - np.mean(heads, axis=0)).max() < 2e-5
    layers = [weights(ask(server, text=TIRED, matrix="average", layer=one)) for one in range(6)]
    assert np.abs(weights(ask(server, text=TIRED, matrix="average")) - np.mean(layers, axis=0)).max() < 2e-5
    # Attention rollout: half of every layer's average, half the token itself, multiplied layer by layer.
    rolled = np.eye(len(layers[0]))
    for one in layers:
        rolled = (0.5 * one + 0.5 * np.eye(len(one))) @ rolled
    assert np.abs(weights(ask(server, text=TIRED, matrix="rollout")) - rolled).max() < 1e-4


def test_the_overview_holds_every_head_and_stays_small(server: str) -> None:
    result = ask(server, text=TIRED)
    side = result["overview"]["side"]
    thumbnails = np.frombuffer(base64.b64decode(result["overview"]["thumbnails"]), np.uint8)
    thumbnails = thumbnails.reshape(6, 12, side, side) / 255
    found = ask(server, text=TIRED, layer=5, head=7, overview=False)
    assert found["overview"] is None and found["labels"] is None
    assert np.abs(thumbnails[5, 7] ** 2 - weights(found)).max() < 0.006  # one cell a token; steps of the square root

    answer = httpx.get(f"{server}/api/attention", params={"text": LONG[:610], "model": "smollm2-135m"}, timeout=120)
    whole = answer.json()["result"]
    assert 120 <= len(whole["tokens"]) <= 136 and whole["layers"] * whole["heads"] == 270
    assert len(answer.content) < 10**6 and answer.num_bytes_downloaded < 350_000
    head = httpx.get(
        f"{server}/api/attention",
        params={"text": LONG[:610], "model": "smollm2-135m", "layer": 3, "head": 2, "overview": "false"},
        timeout=120,
    )
    assert head.num_bytes_downloaded < answer.num_bytes_downloaded / 2


def test_heads_are_labelled_by_what_they_do(server: str) -> None:
    names = {"previous", "first", "same", "induction", "diagonal", "separator", "punctuation", "broad"}
    for model, least in (("smollm2-135m", {"first", "previous", "induction"}), ("gemma-3-270m", {"first"})):
        labels = ask(server, text=TIRED, model=model)["labels"]
        assert labels["measured"] == "probe" and set(labels["names"]) == names
        assert least <= {name for row in labels["label"] for name in row}
        for layer, row in enumerate(labels["label"]):
            for head, name in enumerate(row):
                if name not in ("mixed", "broad"):
                    assert labels["scores"][name][layer][head] >= 0.5
    # On a text in which no token comes twice, some things cannot be measured, and it is said that they were not.
    here = ask(server, text="Cats sleep", model="smollm2-135m", measured="text")["labels"]
    assert here["scores"]["induction"] is None and here["scores"]["previous"] is not None


@pytest.mark.parametrize(
    ("view", "query", "code", "field"),
    [
        ("attention", "text=", "string_too_short", "text"),
        ("attention", "text=" + "a" * 801, "string_too_long", "text"),
        ("attention", "text=a&text_b=" + "a" * 801, "string_too_long", "text_b"),
        ("attention", "text=" + "a+" * 400, "too_many_tokens", "text"),
        ("attention", "text=a&text_b=" + "a+" * 400, "too_many_tokens", "text_b"),
        ("attention", "text=a%00", "control_character", "text"),
        ("attention", "text=%ED%A0%BD", "encoding", "text"),
        ("attention", "text=a&model=gpt4", "unknown_model", "model"),
        ("attention", "text=a&model_b=gpt4", "unknown_model", "model_b"),
        ("attention", "text=a&layer=6", "no_such_layer", "layer"),
        ("attention", "text=a&layer=0&head=12", "no_such_head", "head"),
        ("attention", "text=a&model_b=gemma-3-270m&layer_b=18", "no_such_layer", "layer_b"),
        ("attention", "text=a&layer=-1", "greater_than_equal", "layer"),
        ("attention", "text=a&matrix=sum", "literal_error", "matrix"),
        ("attention", "text=a&least=2", "less_than_equal", "least"),
        ("attention-steps", "text=" + "a" * 301, "string_too_long", "text"),
        ("attention-steps", "text=" + "a+" * 100, "too_many_tokens", "text"),
        ("attention-steps", "text=a&layer=99", "no_such_layer", "layer"),
        ("attention-pattern", "length=0", "greater_than_equal", "length"),
        ("attention-pattern", "length=1000000", "less_than_equal", "length"),
        ("attention-pattern", "pattern=star", "literal_error", "pattern"),
        ("bertviz", "text=", "string_too_short", "text"),
    ],
)
def test_bad_input_is_said_at_its_field(server: str, view: str, query: str, code: str, field: str) -> None:
    for lang in ("ja", "en"):
        answer = httpx.get(f"{server}/api/{view}?lang={lang}&{query}", timeout=120)
        assert answer.status_code == 422, answer.text[:200]
        error = answer.json()["error"]
        assert (error["code"], error["field"]) == (code, field)
        assert error["message"] and "{" not in error["message"]
        assert (lang == "en") == error["message"].isascii()


def test_a_place_that_a_shorter_text_has_not_is_let_go(server: str) -> None:
    result = ask(server, text="Cats sleep.", query=40, key=2)
    assert result["token"] is None and result["link"] is None
