"""Taking a request apart, and telling what is wrong in the reader's language."""

import pytest

from sandbox.errors import BadInput, NotReady
from sandbox.surfaces.answers import asked, language_of, told
from sandbox.surfaces.document import data


def test_presentation_is_kept_apart_from_parameters() -> None:
    found = asked("text=今日は&then=3&then=4&lang=en&present=1".encode())
    assert found.items == [("text", "今日は"), ("then", "3"), ("then", "4")]
    assert found.lang == "en"
    assert found.shown["present"] == "1"


@pytest.mark.parametrize("query", [b"text=%ff", b"text=%ed%a0%80", b"text=a%e3%81", b"text=\xe3\x81"])
def test_bytes_that_are_no_text_are_refused(query: bytes) -> None:
    with pytest.raises(BadInput, match="encoding") as caught:
        asked(query)
    assert caught.value.field == "text"


def test_unknown_language() -> None:
    with pytest.raises(BadInput, match="unknown_language"):
        asked(b"text=a&lang=fr")


@pytest.mark.parametrize(("query", "lang"), [(b"lang=en", "en"), (b"text=%ff&lang=en", "en"), (b"text=lang=en", "ja")])
def test_language_is_known_even_if_the_rest_is_not(query: bytes, lang: str) -> None:
    assert language_of(query) == lang


def test_problems_are_told_with_their_figures() -> None:
    error = told(BadInput("string_too_long", "text", max_length=1234), "en")["error"]
    assert error["field"] == "text"
    assert "1,234" in (error["message"] or "")
    assert told(NotReady("busy"), "ja")["error"]["message"] != told(NotReady("busy"), "en")["error"]["message"]


def test_a_code_without_a_sentence_still_gets_one() -> None:
    assert told(BadInput("never_heard_of"), "en")["error"]["message"]


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "\u2028", "&amp;", "${x} {{y}}"])
def test_text_in_a_document_stays_data(text: str) -> None:
    import json

    written = data("answer", {"text": text})
    inside = written.removeprefix('<script type="application/json" id="answer">').removesuffix("</script>")
    assert not set("<>&\u2028") & set(inside)
    assert json.loads(inside) == {"text": text}
