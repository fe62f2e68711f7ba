"""The language exercises: the file that holds them, and how a continuation goes on from a prompt."""

from __future__ import annotations

from typing import get_args

import pytest

from sandbox.language import written_in
from sandbox.settings import Settings
from sandbox.topics.prompting.exercises import Exercise, ExerciseId, exercises, spaced
from tests.conftest import CATALOG

KNOWN = exercises(Settings().assets)


def test_every_exercise_is_there_in_both_languages() -> None:
    ids = [id for id in get_args(ExerciseId) if id != "free"]
    assert sorted((one.id, one.language) for one in KNOWN) == sorted((id, lang) for id in ids for lang in ("ja", "en"))
    for id in ids:
        [ja, en] = [[context.id for context in one.contexts] for one in KNOWN if one.id == id]
        assert ja == en


@pytest.mark.parametrize("one", KNOWN, ids=lambda one: f"{one.id} {one.language}")
def test_an_exercise(one: Exercise) -> None:
    assert one.language in CATALOG[one.model].languages
    assert len({context.prompt for context in one.contexts}) == len(one.contexts) > 1
    for context in one.contexts:
        assert written_in(context.prompt) == one.language
        assert context.prompt == context.prompt.strip(), "a space at the end would be a token of its own"
        assert context.name.keys() == {"ja", "en"}
    for reading in one.readings:
        assert reading.text.strip() and reading.name.keys() == {"ja", "en"}
        assert spaced(reading.text.strip(), one.contexts[0].prompt) in (reading.text, reading.text.strip())
    assert one.aim.keys() == one.source.keys() == {"ja", "en"}


def test_the_lectures_examples_are_in_it() -> None:
    [translation] = [one for one in KNOWN if (one.id, one.language) == ("translation", "en")]
    [few] = [one.prompt for one in translation.contexts if one.id == "few"]
    lines = [
        "sea otter => loutre de mer",
        "peppermint => menthe poivrée",
        "plush girafe => girafe peluche",
        "cheese =>",
    ]
    assert few.split("\n")[1:] == lines
    assert all("部長はうなぎです" in one.prompt for one in KNOWN[0].contexts)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("うなぎ", "ja"),
        ("ｳﾅｷﾞ", "ja"),
        ("漢字 only", "ja"),
        ("々", "en"),
        ("cheese =>", "en"),
        ("été", "en"),
        ("", "en"),
    ],
)
def test_language_of_a_text(text: str, language: str) -> None:
    assert written_in(text) == language


@pytest.mark.parametrize(
    ("continuation", "prompt", "whole"),
    [
        ("fromage", "cheese =>", " fromage"),
        ("fromage", "cheese => ", "fromage"),
        (" fromage", "cheese =>", " fromage"),
        (", too", "cheese", ", too"),
        ("うなぎ", "部長は", "うなぎ"),
        ("eel", "部長は", "eel"),
        ("9", "答え:", " 9"),
    ],
)
def test_a_continuation_goes_on_from_a_prompt(continuation: str, prompt: str, whole: str) -> None:
    assert spaced(continuation, prompt) == whole
