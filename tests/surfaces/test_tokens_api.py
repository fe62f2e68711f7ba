"""Tokens over HTTP: the figures of the lecture, and what nobody should ask, asked of a real server."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import httpx
import pytest

from tests.unit.test_tokenizers_catalog import ENGLISH, JAPANESE


def ask(server: str, view: str, **params: object) -> dict:
    """A view's result, asked in a body as long as it likes."""
    answer = httpx.post(f"{server}/api/{view}", content=urlencode(params, doseq=True), timeout=120)
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


def refused(server: str, view: str, body: bytes | str) -> dict:
    answer = httpx.post(f"{server}/api/{view}?lang=en", content=body, timeout=120)
    assert answer.status_code == 422, answer.text[:200]
    return answer.json()["error"]


def test_the_lecture_s_five_words(server: str) -> None:
    result = ask(server, "bpe-training", merges=3)
    assert [one["text"] for one in result["base"]] == list("bghnpsu")
    assert [(step["pair"], step["count"], step["token"]) for step in result["steps"]] == [
        (["u", "g"], 20, "ug"),
        (["u", "n"], 16, "un"),
        (["h", "ug"], 15, "hug"),
    ]
    words = [(" ".join(word["pieces"]), word["count"]) for word in result["steps"][-1]["words"]]
    assert words == [("hug", 10), ("p ug", 5), ("p un", 12), ("b un", 4), ("hug s", 5)]
    assert result["steps"][-1]["vocabulary_size"] == 10
    assert not result["finished"]


def test_ten_thousand_merges_of_three_words_come_to_an_end(server: str) -> None:
    result = ask(server, "bpe-training", corpus="sand, sandbox, box", form="text", splitting="gpt4", merges=10_000)
    assert result["finished"] and len(result["steps"]) < 20
    result = ask(server, "bpe-training", corpus="sand 3\nsandbox 2\nbox 1", merges=10_000, new_word="sandbox🏖")
    assert result["finished"]
    assert all(len(word["pieces"]) == 1 for word in result["steps"][-1]["words"])
    assert [piece["text"] for piece in result["trial"]["character"]["pieces"]] == ["sandbox", "<unk>"]
    assert all(piece["id"] is not None for piece in result["trial"]["byte"]["pieces"])


def test_a_megabyte_of_japanese(server: str) -> None:
    text = "".join(f"砂場の{chr(0x4E00 + number % 9_000)}の話。城がくずれた。" for number in range(30_000))[:350_000]
    assert len(text.encode()) > 2**20
    result = ask(server, "bpe-training", corpus=text, merges=1_000)
    totals = [step["total"] for step in result["steps"]]
    assert totals == sorted(totals, reverse=True) and result["total"] == len(text)


@pytest.mark.parametrize(
    ("view", "body", "code", "field"),
    [
        ("bpe-training", "corpus=" + "a" * 400_001, "string_too_long", "corpus"),
        ("bpe-training", "corpus=%20%0A%20", "string_too_short", "corpus"),
        ("bpe-training", "corpus=hug+10%0Apug&form=words", "corpus_part", "corpus"),
        ("bpe-training", "corpus=hug+0", "corpus_times", "corpus"),
        ("bpe-training", "corpus=%ED%A0%BD", "encoding", "corpus"),
        ("bpe-training", "corpus=a%00b", "control_character", "corpus"),
        ("bpe-training", "merges=10001", "less_than_equal", "merges"),
        ("bpe-training", "new_word=" + "a" * 101, "string_too_long", "new_word"),
        ("bpe-training", b"corpus=" + b"a" * (4 * 2**20), "query_too_long", None),
        ("bpe-encoding", "text=" + "a" * 2**20, "string_too_long", "text"),
        ("bpe-encoding", "text=%ED%A0%BD", "encoding", "text"),
        ("bpe-encoding", "text=a&tokenizer=t5", "unknown_tokenizer", "tokenizer"),
        ("tokenizer-comparison", "text=" + quote("あ") * 4_001, "string_too_long", "text"),
        ("tokenizer-comparison", "text=", "string_too_short", "text"),
        ("tokenizer-comparison", "text=a&tokenizers=gpt2&tokenizers=t5", "unknown_tokenizer", "tokenizers"),
        ("token-cost", "price=-1", "greater_than_equal", "price"),
        ("token-cost", "price=nan", "finite_number", "price"),
        ("token-cost", "times=0", "greater_than_equal", "times"),
        ("token-quiz", "question=9999", "less_than_equal", "question"),
    ],
)
def test_bad_input(server: str, view: str, body: bytes | str, code: str, field: str | None) -> None:
    error = refused(server, view, body)
    assert (error["code"], error["field"]) == (code, field)
    assert len(error["message"]) > 10 and "{" not in error["message"]


@pytest.mark.parametrize("text", [" ", "\n\n  \n", "👨‍👩‍👧‍👦", "ﷺ", "e\u0301", "\U0010ffff", "\u202e", "a" * 200, "゛"])
@pytest.mark.parametrize("tokenizer", ["gpt2", "cl100k", "o200k", "smollm2", "gemma", "minilm"])
def test_any_text_is_cut(server: str, tokenizer: str, text: str) -> None:
    result = ask(server, "bpe-encoding", text=text, tokenizer=tokenizer)
    assert result["ids"] == [token["id"] for chunk in result["chunks"] for token in chunk["tokens"]]
    row = ask(server, "tokenizer-comparison", text=text, tokenizers=[tokenizer])["rows"][0]
    assert [token["id"] for token in row["tokens"]] == result["ids"]
    assert row["characters"] == len(text) and row["bytes"] == len(text.encode())


def test_the_lecture_s_sentences(server: str) -> None:
    counts = {}
    for text in (ENGLISH, JAPANESE):
        result = ask(server, "tokenizer-comparison", text=text)
        counts[text] = {row["tokenizer"]: row["count"] for row in result["rows"]}
        assert (result["characters"], result["bytes"]) == (len(text), len(text.encode()))
    assert counts[ENGLISH]["gpt2"] == 23
    assert {id: counts[JAPANESE][id] for id in ("gpt2", "cl100k", "o200k")} == {"gpt2": 65, "cl100k": 49, "o200k": 34}


def test_cost_is_tokens_times_price(server: str) -> None:
    result = ask(server, "token-cost", price=250, times=4_000, baseline="en")
    for language in result["languages"]:
        for tokenizer, count in language["counts"].items():
            if language["lost"][tokenizer]:  # what is left of the text is not the text: it has no price
                assert tokenizer == "minilm" and language["cost"][tokenizer] is None
                continue
            assert language["cost"][tokenizer] == pytest.approx(count * 250 * 4_000 / 1e6)
            english = next(one for one in result["languages"] if one["language"] == "en")["counts"][tokenizer]
            assert language["ratio"][tokenizer] == pytest.approx(count / english, abs=1e-3)
    assert len(result["languages"]) == 12


def test_a_question_repeats_and_has_its_answer(server: str) -> None:
    first = ask(server, "token-quiz", set="ja", question=0)
    assert first == ask(server, "token-quiz", set="ja", question=0)
    assert first["count"] == len(first["tokens"]) and first["remark"]
    own = ask(server, "token-quiz", text="砂場")
    assert own["own"] and own["text"] == "砂場" and own["remark"] is None


def test_the_page_names_whose_tokenizers_they_are(server: str) -> None:
    for lang in ("ja", "en"):
        page = httpx.get(f"{server}/{lang}/", timeout=60).text
        assert "tiktoken, MIT" in page and "GPT-2 merge list" in page


def test_marks_that_are_lost_are_lost_in_the_quiz_too(server: str) -> None:
    result = ask(server, "token-quiz", text="がか", tokenizer="minilm")
    assert result["lost"] == 1 and not result["unknown"]
    assert {one["tokenizer"]: one["kept"] for one in result["others"]}["minilm"] is False
