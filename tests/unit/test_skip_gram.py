"""The pairs a sliding window makes; the browser has the same cases (widgets/tests/skip-gram.test.js)."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from sandbox.errors import BadInput
from sandbox.topics.words.skip_gram import Method, chances, examples, expected_examples, pairs
from sandbox.topics.words.views.skip_gram import SkipGram, SkipGramParams, skip_gram

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "fixtures/skip-gram.json").read_text("utf-8"))
LECTURE = "I am writing to confirm our meeting on September 8th."


def answer(text: str, **params: Any) -> SkipGram:
    return asyncio.run(skip_gram(SkipGramParams(text=text, **params), lab=None))  # type: ignore[arg-type]


def around(result: SkipGram, center: str) -> set[str]:
    words = [word.text for word in result.words]
    return {words[place] for place in result.pairs[words.index(center)].contexts}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_cases_shared_with_the_browser(case: dict[str, Any]) -> None:
    found = pairs(case["sentence_of"], case["window"])
    assert [one.center for one in found] == list(range(len(case["sentence_of"])))
    assert [one.contexts for one in found] == case["contexts"]
    assert examples(found, "skip-gram") == case["skip_gram"]
    assert examples(found, "cbow") == case["cbow"]


def test_the_pairs_of_the_lecture() -> None:
    """Three windows of the lecture's slide: 4 for I, 2 for am; for our it lists three of the four in a window of 2."""
    assert around(answer(LECTURE, window=4), "I") == {"am", "writing", "to", "confirm"}
    assert around(answer(LECTURE, window=2), "am") == {"I", "writing", "to"}
    assert around(answer(LECTURE, window=2), "our") == {"confirm", "meeting", "to"} | {"on"}
    for center, listed in {"I": "am writing to confirm", "am": "I writing to", "our": "confirm meeting to"}.items():
        assert set(listed.split()) <= around(answer(LECTURE, window=4), center)


def test_words_and_position() -> None:
    result = answer("私は猫を見た。猫は逃げた。", position=99)
    assert [word.text for word in result.words] == ["私", "は", "猫", "を", "見", "た", "猫", "は", "逃げ", "た"]
    assert [word.sentence for word in result.words] == [0] * 6 + [1] * 4
    assert result.position == 9
    assert result.pairs[5].contexts == [3, 4], "the window ends with the sentence"
    assert answer("One.").count == 0


def test_no_word_is_told() -> None:
    with pytest.raises(BadInput) as told:
        answer("!? …")
    assert (told.value.code, told.value.field) == ("no_words", "text")
    with pytest.raises(BadInput):
        SkipGramParams.checked(text="a", window=11)
    with pytest.raises(BadInput):
        SkipGramParams.checked(text="a", method="glove")


def test_chances_are_those_of_a_drawn_window() -> None:
    assert chances(4) == [1, 0.75, 0.5, 0.25]
    # As word2vec draws it: any size from 1 to the window, equally probable.
    drawn = np.random.default_rng(0).integers(1, 5, size=100_000)
    assert chances(4) == pytest.approx([float((drawn >= distance).mean()) for distance in range(1, 5)], abs=0.01)


@pytest.mark.parametrize("method", get_args(Method))
def test_expected_examples(method: Method) -> None:
    lengths, window = [7, 1, 3, 12], 4
    sentence_of = [number for number, length in enumerate(lengths) for _ in range(length)]
    drawn = [examples(pairs(sentence_of, size), method) for size in range(1, window + 1)]
    assert expected_examples(lengths, window, method) == pytest.approx(np.mean(drawn))
