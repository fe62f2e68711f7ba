"""What was measured is read, chosen by kind of problem, and added up."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.models.catalog import Catalog
from sandbox.settings import Settings
from sandbox.topics.prompting.measured import measured, tallies, tally
from sandbox.topics.prompting.views.reasoning_size import ReasoningSizeParams, _answer, reasoning_size


def entry(**values: object) -> dict[str, object]:
    common = {
        "model": "soroban-1m", "name": "Soroban 1M", "parameters": 1_117_568, "family": "soroban", "language": "ja",
        "split": "numbers", "style": "direct", "steps": 1, "pattern": "apples", "right": 1, "total": 4,
    }  # fmt: skip
    return common | values


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    gemma: dict[str, Any] = {"model": "gemma-3-270m", "name": "Gemma", "parameters": 268_098_176, "family": "other"}
    small: dict[str, Any] = {"model": "soroban-50k", "name": "Soroban 50K", "parameters": 61_000}
    table = {
        "made": "2026-11-22",
        "rule": "the last number",
        "entries": [
            entry(**gemma, right=0, total=10),
            entry(),
            entry(steps=3, pattern="bus", right=0, total=4),
            entry(style="step-by-step", right=4),
            entry(style="step-by-step", steps=3, pattern="bus", right=3),
            entry(**small),
            entry(split="patterns", right=2, total=2),
            entry(language="en", right=3),
        ],
        "training": {
            "soroban-1m": {
                "small_sums": 400,
                "sums": 500,
                "problems": 3500,
                "revision": 1500,
                "tokens": 26_000_000,
                "seconds": 1800,
            }
        },
        "samples": 1,
    }
    (tmp_path / "word-problems").mkdir()
    (tmp_path / "word-problems" / "accuracy.json").write_text(json.dumps(table), "utf-8")
    return tmp_path


def shown(assets: Path, **values: object) -> dict[str, dict[str, tuple[int, int]]]:
    answer = _answer(ReasoningSizeParams.checked(**values), assets)
    return {
        size.model: {style: (found.right, found.total) for style, found in size.accuracy.items()}
        for size in answer.sizes
    }


def test_models_stand_from_small_to_large_with_all_patterns_added_up(assets: Path) -> None:
    found = shown(assets)
    assert list(found) == ["soroban-50k", "soroban-1m", "gemma-3-270m"]
    assert found["soroban-1m"] == {"direct": (1, 8), "step-by-step": (7, 8)}
    assert found["gemma-3-270m"] == {"direct": (0, 10)}


def test_problems_are_chosen_by_language_split_and_steps(assets: Path) -> None:
    assert shown(assets, steps=3) == {"soroban-1m": {"direct": (0, 4), "step-by-step": (3, 4)}}
    assert shown(assets, split="patterns") == {"soroban-1m": {"direct": (2, 2)}}
    assert shown(assets, language="en") == {"soroban-1m": {"direct": (3, 4)}}
    assert shown(assets, language="en", steps=2) == {}


def test_the_training_is_told_where_there_was_one(assets: Path) -> None:
    answer = _answer(ReasoningSizeParams(), assets)
    by_model = {size.model: size.training for size in answer.sizes}
    ours = by_model["soroban-1m"]
    assert ours and (ours.small_sums, ours.sums, ours.problems, ours.seconds) == (400, 500, 3500, 1800)
    assert by_model["gemma-3-270m"] is None
    assert (answer.made, answer.rule) == ("2026-11-22", "the last number")


def test_a_tally_has_wilsons_interval() -> None:
    """81 of 263, as in Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I."""
    found = tally(81, 263)
    assert (found.share, found.low, found.high) == (0.308, 0.2553, 0.3662)
    assert tally(10, 10).high == 1 and tally(10, 10).low < 0.75
    assert tallies([]) == {}


def test_nothing_measured_is_an_empty_answer(tmp_path: Path) -> None:
    assert measured(tmp_path).entries == ()
    assert _answer(ReasoningSizeParams(), tmp_path).sizes == []


def test_what_can_be_asked() -> None:
    params = ReasoningSizeParams.checked(language="en", steps=2)
    assert params.query_string() == "language=en&steps=2"
    for wrong in ({"language": "de"}, {"split": "trained"}, {"steps": 4}, {"steps": -1}, {"model": "x" * 61}):
        with pytest.raises(BadInput) as told:
            ReasoningSizeParams.checked(**wrong)
        assert told.value.field == next(iter(wrong))


def test_the_view_reads_what_comes_with_the_sandbox() -> None:
    settings = Settings()
    answer = asyncio.run(reasoning_size(ReasoningSizeParams(), Lab(settings, Catalog.load(settings.assets))))
    assert [size.parameters for size in answer.sizes] == sorted(size.parameters for size in answer.sizes)


def test_what_the_page_says_of_our_model_was_measured_on_five_hundred_problems_each() -> None:
    """With steps at least 95 % on unseen operations and words, at once clearly below; larger is better at each size."""
    entries = measured(Settings().assets).entries
    for language in ("ja", "en"):
        shares = {}
        for model in ("soroban-50k", "soroban-150k", "soroban-1m"):
            for style in ("direct", "step-by-step"):
                for split in ("numbers", "patterns"):
                    some = [one for one in entries if (one.model, one.style, one.split) == (model, style, split)]
                    some = [one for one in some if one.language == language]
                    assert sum(one.total for one in some) == 500
                    shares[model, style, split] = sum(one.right for one in some) / 500
        assert shares["soroban-1m", "step-by-step", "numbers"] >= 0.95
        assert shares["soroban-1m", "direct", "numbers"] < 0.5
        assert shares["soroban-1m", "step-by-step", "patterns"] < shares["soroban-1m", "step-by-step", "numbers"]
        sizes = [shares[f"soroban-{size}", "step-by-step", "numbers"] for size in ("50k", "150k", "1m")]
        assert sizes == sorted(sizes)
    others = {one.model for one in entries if one.family == "other"}
    assert others == {"smollm2-135m", "gemma-3-270m"}
