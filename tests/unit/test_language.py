"""Both languages say the same things, and every error has its sentence."""

import re
from pathlib import Path
from typing import Any

import pytest

from sandbox.language import fill, preferred, words
from sandbox.topics import VIEWS

PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


def flat(found: Any, at: str = "") -> dict[str, str]:
    if isinstance(found, dict):
        return {key: text for name, value in found.items() for key, text in flat(value, f"{at}.{name}").items()}
    if isinstance(found, list):
        return {at: ""}  # lists (the examples) may be ordered by language
    return {at: str(found)}


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    ja, en = flat(words("ja")._files), flat(words("en")._files)
    assert ja.keys() == en.keys()
    for key in ja:
        assert sorted(set(PLACEHOLDER.findall(ja[key]))) == sorted(set(PLACEHOLDER.findall(en[key]))), key


def test_no_sentence_is_empty_and_no_english_page_holds_japanese() -> None:
    for key, text in flat(words("en")._files).items():
        assert text.strip() or key.endswith(("examples", "questions")), key
        quoted = re.sub(r"[「\"“][^」\"”]*[」\"”]", "", text)
        if key not in (".page.language_name", ".page.name") and "examples" not in key:
            assert not re.search(r"[ぁ-んァ-ヶ]", quoted), (key, text)


def test_every_code_that_is_raised_has_a_sentence() -> None:
    source = "\n".join(path.read_text("utf-8") for path in Path("sandbox").rglob("*.py"))
    codes = set(re.findall(r'(?:BadInput|NotFound|NotReady|SetupError|PydanticCustomError)\(\s*"(\w+)"', source))
    assert {"unknown_model", "encoding", "busy"} <= codes
    for code in codes:
        assert f"errors.{code}" in words("ja"), code


def test_every_view_has_its_texts() -> None:
    for view in VIEWS.values():
        for lang in ("ja", "en"):
            for key in ("title", "sentence", "how", "not_shown", "try", "examples"):
                assert f"{view.name}.{key}" in words(lang)
            assert view.widget in words(lang)
            assert lang in view.example


def test_braces_that_are_no_placeholders_stay() -> None:
    assert fill(r"\frac{e^{z_i}}{2} of {n}", {"n": 12345}) == r"\frac{e^{z_i}}{2} of 12,345"
    assert fill("{text}", {"text": "{{x}} ${y} {n}", "n": 3}) == "{{x}} ${y} {n}"


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("ja", "ja"),
        ("en-US,en;q=0.9,ja;q=0.8", "en"),
        ("fr,ja-JP;q=0.5", "ja"),
        ("de", "en"),
        ("", "en"),
        ("ja;q=x", "en"),
        ("en;q=0.5, ja; q=0.9", "ja"),
        ("ja;q=0, fr", "en"),
        ("ja;q=nan, en", "en"),
    ],
)
def test_language_of_a_browser(header: str, lang: str) -> None:
    assert preferred(header) == lang
