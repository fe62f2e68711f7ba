"""The card of our own model: problems made now, what was measured, and the logs of the training."""

from __future__ import annotations

import asyncio
import json
import random
from pathlib import Path
from typing import Any

import pytest

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.models.catalog import Catalog
from sandbox.settings import Settings
from sandbox.topics.prompting.training_log import training_logs
from sandbox.topics.prompting.views.word_problems import (
    WORDS,
    WordProblemsParams,
    WordProblemsResult,
    with_marks,
    without_marks,
    word_problems,
)
from sandbox.topics.prompting.word_problems import LECTURE, Operation, Split, held_out, problem_set
from sandbox.topics.prompting.word_problems import word_problems as generator_of

ASSETS = Settings().assets
LANGUAGES = ("ja", "en")


@pytest.fixture(scope="module")
def lab() -> Lab:
    settings = Settings()
    return Lab(settings, Catalog.load(settings.assets))


def asked(lab: Lab, **values: object) -> WordProblemsResult:
    return asyncio.run(word_problems(WordProblemsParams.checked(**values), lab))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("split", ["trained", "numbers", "patterns"])
def test_the_problems_are_those_of_the_generator(lab: Lab, language: str, split: str) -> None:
    """Also those that prompt-comparison takes for the same seed: the marks around the words cost no dice."""
    found = asked(lab, language=language, split=split, seed=7, count=6).problems
    made = list(problem_set(generator_of(ASSETS, language), Split(split), 6, 7))
    assert [one.text for one in found] == [one.text for one in made]
    assert [one.answer for one in found] == [one.answer for one in made]
    assert [one.lines for one in found] == [[str(line) for line in one.lines] for one in made]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_never_seen_is_marked(lab: Lab, language: str) -> None:
    words = generator_of(ASSETS, language).words
    kept = {*words.people[1], *words.places[1]}
    kept |= {one if isinstance(one, str) else one[0] for one in words.things[1]}
    marked = 0
    for split in ("numbers", "patterns"):
        for problem in asked(lab, language=language, split=split, count=12).problems:
            for stretch in problem.unseen_words:
                assert problem.text[stretch.start : stretch.end] in kept
            marked += len(problem.unseen_words) + len(problem.unseen_operations)
    assert marked > 12
    trained = asked(lab, language=language, split="trained", count=12).problems
    assert not any(one.unseen_words or one.unseen_operations for one in trained)


def test_a_held_back_product_is_told_in_one_piece() -> None:
    assert all(held_out(Operation(*one)) for one in LECTURE)  # type: ignore[arg-type]
    generator = generator_of(ASSETS, "en")
    pattern = next(one for one in generator.patterns if one.id == "bottles")
    marked = with_marks(pattern)
    assert "⟦{thing}⟧" in marked.text and "⟦{a}⟧" not in marked.text and "{boxes}" in marked.text
    problem, stretches = without_marks(generator.make(random.Random(3), Split.NUMBERS, marked))
    assert problem.text == generator.make(random.Random(3), Split.NUMBERS, pattern).text
    assert len(stretches) == 2 and len({problem.text[one.start : one.end] for one in stretches}) == 1


def test_no_pattern_holds_the_marks() -> None:
    for language in LANGUAGES:
        generator = generator_of(ASSETS, language)
        assert not any(mark in pattern.text for pattern in generator.patterns for mark in "⟦⟧")
        gaps = {part.split("}")[0] for pattern in generator.patterns for part in pattern.text.split("{")[1:]}
        assert gaps <= WORDS | {*"abcd", "counter", "counter2", "thing2", "box", "boxes"}


def test_one_pattern_or_sums_alone(lab: Lab) -> None:
    assert {one.pattern for one in asked(lab, language="en", pattern="apples").problems} == {"apples"}
    sums = asked(lab, language="en", pattern="sum", count=3).problems
    assert {one.pattern for one in sums} == {"sum"} and not any(one.unseen_words for one in sums)
    steps = asked(lab, language="ja", split="patterns", steps=2, count=5)
    by_id = {one.pattern: one for one in steps.patterns}
    assert {by_id[one.pattern].steps for one in steps.problems} == {2}
    assert all(by_id[one.pattern].held_out for one in steps.problems)


def test_patterns_of_another_split_or_language_are_refused(lab: Lab) -> None:
    known = asked(lab).choices
    for wrong in ({"pattern": "hens", "language": "en"}, {"pattern": "apples", "split": "patterns"}, {"pattern": "?"}):
        with pytest.raises(BadInput) as told:
            asked(lab, **wrong)
        assert (told.value.code, told.value.field) == ("unknown_pattern", "pattern")
    assert "sum" in known and "sum" not in asked(lab, split="patterns").choices


def test_what_can_be_asked() -> None:
    params = WordProblemsParams.checked(split="patterns", count=3, part="training")
    assert params.query_string() == "split=patterns&count=3&part=training"
    for wrong in (
        {"language": "fr"}, {"split": "all"}, {"steps": 4}, {"count": 0}, {"count": 21}, {"seed": -1},
        {"pattern": "x" * 61}, {"part": "all"}, {"sort": "name"},
    ):  # fmt: skip
        with pytest.raises(BadInput) as told:
            WordProblemsParams.checked(**wrong)
        assert told.value.field == next(iter(wrong))


def test_the_card_has_every_pattern_and_what_is_kept_back(lab: Lab) -> None:
    for language in LANGUAGES:
        card = asked(lab, language=language, count=1)
        held = sum(one.held_out for one in card.patterns)
        assert len(card.patterns) >= 40 and (card.kept["patterns"].held_out, held) == (12, 12)
        assert card.kept["patterns"].trained == len(card.patterns) - held
        assert min(one.held_out for one in card.kept.values()) > 10
        assert {(group.split, group.steps) for group in card.groups} == {
            (split, steps) for split in ("numbers", "patterns") for steps in (0, 1, 2, 3)
        }


def test_logs_are_read_with_their_tests(tmp_path: Path) -> None:
    head: dict[str, Any] = {
        "model": "soroban-1m", "parameters": 1_117_568, "vocabulary": 879, "seed": 1, "threads": 2, "d_model": 128,
        "layers": 5, "heads": 4, "d_ff": 352, "small_sums": 400, "sums": 500, "problems": 3500, "revision": 1500,
        "rate": 0.004,
    }  # fmt: skip
    row = {"phase": "problems", "step": 500, "seconds": 700, "tokens": 8_000_000, "loss": 0.2}
    tested = row | {"ja numbers": [0.6, 0.1], "en patterns": [0.3, 0.05]}
    for name, size in (("small", 61_000), ("large", 1_117_568)):
        folder = tmp_path / "word-problems" / name
        folder.mkdir(parents=True)
        lines = [head | {"model": name, "parameters": size}, row | {"phase": "small sums"}, tested]
        (folder / "training.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", "utf-8")
    logs = training_logs(tmp_path)
    assert [log.model for log in logs] == ["large", "small"]
    first, last = logs[0].points
    assert list(logs[0].phases.items()) == [("small sums", 400), ("sums", 500), ("problems", 3500), ("revision", 1500)]
    assert (first.phase, first.checks, last.loss) == ("small sums", [], 0.2)
    assert [(one.language, one.split, one.with_steps, one.at_once) for one in last.checks] == [
        ("ja", "numbers", 0.6, 0.1),
        ("en", "patterns", 0.3, 0.05),
    ]
    assert training_logs(tmp_path / "nowhere") == []
