"""Words along an axis: where they lie, how sure that is, and what is said of words that are not there."""

import asyncio
from typing import Any

import numpy as np
import pytest

from sandbox.errors import BadInput
from sandbox.models.word_vectors import VectorsInfo, WordVectors
from sandbox.topics.words import axis
from sandbox.topics.words.views.word_axis import WordAxis, WordAxisParams, word_axis

RNG = np.random.default_rng(1)
#: 300 words of noise, and some that lie along the first of 20 dimensions: big ones at +, small ones at −.
NAMED = {"tiny": -3, "small": -2, "ant": -1.5, "cat": 0.0, "whale": 1.5, "large": 2, "huge": 3}


def vectors(named: dict[str, float] = NAMED, noise: int = 300) -> WordVectors:
    info = VectorsInfo(id="test", name="Test", language="en", normalize=True, license="", notice="", origin="")
    rows = RNG.normal(0, 0.5, (noise + len(named), 20))
    rows[noise:, 0] += list(named.values())
    return WordVectors(info, [*(f"noise{n}" for n in range(noise)), *named], rows)


class Lab:
    def __init__(self, known: WordVectors) -> None:
        self.known = known

    async def vectors(self, _id: str) -> WordVectors:
        return self.known


def ask(known: WordVectors | None = None, **values: Any) -> WordAxis:
    return asyncio.run(word_axis(WordAxisParams.checked(**values), Lab(known or vectors())))  # type: ignore[arg-type]


POLES = {"from_words": ("tiny", "small"), "to_words": ("large", "huge")}


def test_words_lie_in_order_and_opposites_at_the_ends() -> None:
    found = ask(**POLES, words=("whale", "cat", "ant"))
    assert [word.typed for word in found.words] == ["whale", "cat", "ant"]
    positions = [word.position for word in (*found.from_words, *reversed(found.words), *found.to_words)]
    assert positions[0] < positions[2] < positions[3] < positions[4] < positions[6]
    assert all(word.pole for word in (*found.from_words, *found.to_words))
    assert not any(word.pole for word in found.words)


def test_a_position_is_the_difference_of_the_mean_cosines_over_the_distance_of_the_middles() -> None:
    known = vectors()
    found = ask(known, **POLES, words=("cat", "noise7"))
    rows = {word: known.unit[known.words.index(word)].astype(float) for word in known.words}
    middles = (rows["large"] + rows["huge"]) / 2, (rows["tiny"] + rows["small"]) / 2
    apart = np.linalg.norm(middles[0] - middles[1])
    for word in found.words:
        assert word.to_goal == pytest.approx((rows[word.word] @ rows["large"] + rows[word.word] @ rows["huge"]) / 2)
        assert word.position == pytest.approx((word.to_goal - word.to_start) / apart, abs=1e-6)


def test_turning_the_axis_round_turns_the_signs() -> None:
    known = vectors()
    there = ask(known, **POLES, words=("cat", "ant", "whale"))
    back = ask(known, from_words=POLES["to_words"], to_words=POLES["from_words"], words=("cat", "ant", "whale"))
    assert [word.position for word in back.words] == pytest.approx([-word.position for word in there.words])
    assert [word.z for word in back.words] == pytest.approx([-word.z for word in there.words])  # type: ignore[operator]


def test_the_range_comes_from_leaving_out_one_word_at_a_time() -> None:
    known = vectors()
    (word,) = ask(known, **POLES, words=("whale",)).words
    again = []
    for end in POLES:
        for left in POLES[end]:
            poles = POLES | {end: tuple(one for one in POLES[end] if one != left)}
            again.append(ask(known, **poles, words=("whale",)).words[0].position)
    assert (word.lowest, word.highest) == pytest.approx((min(again), max(again)))
    (alone,) = ask(known, from_words=("tiny",), to_words=("huge",), words=("whale",)).words
    assert (alone.lowest, alone.highest) == (None, None)
    # Without "huge" both ends would be one word: that axis does not count.
    (spared,) = ask(known, from_words=("tiny",), to_words=("tiny", "huge"), words=("whale",)).words
    assert spared.lowest == spared.highest


def test_random_words_give_the_measure() -> None:
    known = vectors(noise=5000)
    found = ask(known, **POLES, words=("huge", "noise3"))
    assert found.random is not None
    assert (found.random.sample, found.random.among) == (2000, 5007)
    way = axis.direction(
        *(known.unit[[known.words.index(word) for word in end]] for end in (POLES["from_words"], POLES["to_words"]))
    )
    assert way is not None
    everywhere = known.unit @ way
    assert found.random.mean == pytest.approx(everywhere.mean(), abs=0.02)
    assert found.random.deviation == pytest.approx(everywhere.std(), rel=0.1)
    outside = (everywhere < found.random.low) | (everywhere > found.random.high)
    assert outside.mean() == pytest.approx(0.05, abs=0.01)
    for word in found.words:
        assert word.z == pytest.approx((word.position - found.random.mean) / found.random.deviation)
    assert ask(known, **POLES).random == found.random  # the draw has a seed
    huge, noise = found.words
    assert huge.z is not None and noise.z is not None and huge.z > 3 > noise.z


def test_a_few_words_are_no_crowd() -> None:
    found = ask(vectors(noise=0), **POLES, words=("cat",))
    assert found.random is None
    assert found.words[0].z is None


def test_missing_words_are_named_and_the_others_placed() -> None:
    found = ask(
        from_words=("tiny", "tyny"), to_words=("huge",), words=("wale", "cat", "cat", "zzzzzz", "Whale", "tiny")
    )
    assert [(word.typed, word.how) for word in found.words] == [
        ("cat", "exact"),
        ("Whale", "variant"),
        ("tiny", "exact"),
    ]
    assert [word.pole for word in found.words] == [False, False, True]
    assert [(one.typed, one.field) for one in found.missing] == [
        ("tyny", "from_words"),
        ("wale", "words"),
        ("zzzzzz", "words"),
    ]
    assert "whale" in found.missing[1].suggestions
    assert found.missing[2].suggestions == []


def test_an_axis_needs_two_different_ends() -> None:
    for values, code, field in [
        ({"from_words": ("tiny",), "to_words": ("tiny",)}, "axis_same", "to_words"),
        ({"from_words": ("tiny",), "to_words": ("hugg",)}, "unknown_word", "to_words"),
        ({"from_words": ("qqqqqq",), "to_words": ("huge",)}, "unknown_word_at_all", "from_words"),
        ({"from_words": (), "to_words": ("huge",)}, "too_short", "from_words"),
        ({"from_words": ("a",) * 9, "to_words": ("huge",)}, "too_long", "from_words"),
    ]:
        with pytest.raises(BadInput) as raised:
            ask(**values)
        assert (raised.value.code, raised.value.field) == (code, field)


def test_two_spellings_of_one_word_weigh_once() -> None:
    known = vectors()
    once = ask(known, from_words=("tiny",), to_words=("huge", "large"), words=("cat",))
    twice = ask(known, from_words=("tiny",), to_words=("huge", "Huge", "HUGE", "large"), words=("cat",))
    assert once.words == twice.words
