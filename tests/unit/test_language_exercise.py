"""language-exercise on a real small model: what it answers, step by step and whole, and what it refuses."""

from __future__ import annotations

import math
from contextlib import aclosing

import pytest

from sandbox.errors import BadInput
from sandbox.settings import Settings
from sandbox.topics.prompting.exercises import exercises
from sandbox.topics.prompting.views.language_exercise import (
    LANGUAGE_EXERCISE,
    LanguageExercise,
    LanguageExerciseParams,
    language_exercise,
    language_exercise_snapshots,
)
from tests.unit.conftest import Running

[EEL] = [one for one in exercises(Settings().assets) if (one.id, one.language) == ("unagi", "en")]
RESTAURANT = EEL.contexts[1].prompt


def answer(running: Running, **changes: object) -> LanguageExercise:
    asked = {"prompt": RESTAURANT, "model": "smollm2-135m", "new_tokens": 6, "samples": 2} | changes
    return running.run(language_exercise(LanguageExerciseParams.checked(**asked), running.lab))


def test_what_is_answered(running_lab: Running) -> None:
    found = answer(running_lab)
    assert found.language == "en" and found.aim and found.queue is None and not found.same
    assert [(one.seed, one.state) for one in found.completions] == [(1, "done"), (2, "done")]
    assert all(0 < one.tokens <= 6 for one in found.completions)
    assert [one.asked for one in found.contexts] == [False, True, False, False]
    assert [one.text for one in found.readings] == [one.text for one in EEL.readings]
    for context in found.contexts:
        assert context.scores is not None
        for score, first in zip(context.scores, found.contexts[0].scores or [], strict=True):
            assert score.log_probability == pytest.approx(sum(one.log_probability for one in score.tokens), abs=1e-4)
            assert score.shift == pytest.approx(score.log_probability - first.log_probability, abs=1e-3)
    assert "".join(token.text for token in found.contexts[0].scores[0].tokens) == EEL.readings[0].text  # type: ignore[index]
    assert {one.id for one in found.models} == {"smollm2-135m", "gemma-3-270m"}, "those of word problems say nothing"


def test_the_scene_moves_the_reading(running_lab: Running) -> None:
    """What the page says of this model: each scene makes its own reading the most probable of all scenes."""
    found = answer(running_lab)
    rows = [[score.log_probability for score in one.scores or []] for one in found.contexts]
    for column, scene in enumerate(("restaurant", "play", "aquarium")):
        best = max(range(len(rows)), key=lambda row: rows[row][column])
        assert found.contexts[best].id == scene
    assert found.contexts[1].scores[0].shift > math.log(20)  # type: ignore[index]


def test_the_stream_ends_with_the_answer(running_lab: Running) -> None:
    params = LanguageExerciseParams(
        prompt="Two plus two", exercise="free", model="smollm2-135m", new_tokens=5, reading="is"
    )

    async def snapshots() -> list[LanguageExercise]:
        return [one async for one in language_exercise_snapshots(params, running_lab.lab)]

    *before, last = running_lab.run(snapshots())
    assert all(one.queue is not None for one in before) and last.queue is None
    again = running_lab.run(language_exercise(params, running_lab.lab))
    assert [one.text for one in again.completions] == [one.text for one in last.completions]
    assert again.contexts == last.contexts
    [own] = last.contexts
    assert (own.id, own.name, own.asked) == ("own", None, True) and last.aim is None
    assert own.scores is not None and own.scores[0].tokens[0].text == " is" and own.scores[0].shift == 0


def test_whoever_leaves_leaves_nothing_behind(running_lab: Running) -> None:
    params = LanguageExerciseParams(prompt=RESTAURANT, model="smollm2-135m", new_tokens=120, seed=99)

    async def leave() -> int:
        async with aclosing(language_exercise_snapshots(params, running_lab.lab)) as snapshots:
            async for _ in snapshots:
                break
        model = await running_lab.lab.model("smollm2-135m")
        await model.explore(model.context("Once"), logits_at=(0,))  # a turn later
        return model.counters()["waiting"]

    assert running_lab.run(leave()) == 0


def test_ones_own_prompt_stands_beside_the_others(running_lab: Running) -> None:
    found = answer(running_lab, prompt="At sea, the boss", reading="swims")
    assert [one.id for one in found.contexts] == ["plain", "restaurant", "play", "aquarium", "own"]
    assert [one.asked for one in found.contexts] == [False] * 4 + [True]
    assert found.readings[-1].text == "swims" and found.readings[-1].name is None
    assert all(len(one.scores or []) == 4 for one in found.contexts)


def test_without_dice_all_are_the_same(running_lab: Running) -> None:
    found = answer(running_lab, temperature=0)
    assert found.same and len({one.text for one in found.completions}) == 1


def test_the_prompts_language_chooses_the_exercise(running_lab: Running) -> None:
    found = answer(running_lab, prompt="部長は", exercise="translation", samples=1, new_tokens=1)
    assert found.language == "ja" and found.contexts[0].prompt.startswith("日本語")


def test_what_is_refused(running_lab: Running) -> None:
    for wrong, code, field in (
        ({"prompt": "word " * 399}, "too_many_tokens", "prompt"),
        ({"prompt": ""}, "string_too_short", "prompt"),
        ({"prompt": "a" * 2001}, "string_too_long", "prompt"),
        ({"prompt": "bell \a"}, "control_character", "prompt"),
        ({"samples": 6}, "less_than_equal", "samples"),
        ({"new_tokens": 0}, "greater_than_equal", "new_tokens"),
        ({"exercise": "karaoke"}, "literal_error", "exercise"),
        ({"model": "minilm-l6"}, "unknown_model", "model"),
    ):
        with pytest.raises(BadInput) as told:
            answer(running_lab, **wrong)
        assert (told.value.code, told.value.field) == (code, field)


def test_the_longest_prompt_leaves_room_for_a_token(running_lab: Running) -> None:
    with pytest.raises(BadInput) as told:
        answer(running_lab, prompt="word " * 399)
    limit = told.value.values["limit"]
    assert isinstance(limit, int)
    found = answer(running_lab, prompt=" word" * limit, samples=1)
    assert len(found.tokens) == limit and found.completions[0].tokens > 0


def test_a_link_says_all() -> None:
    params = LanguageExerciseParams(
        prompt="あ => b\nc =>", exercise="translation", model="smollm2-135m", reading=" x", context=2
    )
    pairs = [pair.split("=") for pair in params.query_string().split("&")]
    assert [name for name, _ in pairs] == ["prompt", "exercise", "model", "reading", "context"]
    for params in LANGUAGE_EXERCISE.example.values():
        assert params.exercise == "unagi" and params.prompt
