"""The masks of attention: what is in them, how many pairs they are, and how far a token sees through several layers."""

from __future__ import annotations

import asyncio
import hashlib
import json
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.models.catalog import Catalog
from sandbox.settings import Settings
from sandbox.topics.attention.lottery import lots, mixed
from sandbox.topics.attention.pair_count import count_pairs, keys_seen
from sandbox.topics.attention.path_length import layers_to
from sandbox.topics.attention.pattern import Kind, Pattern
from sandbox.topics.attention.views.attention_pattern import LENGTHS, AttentionPatternParams, attention_pattern

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "fixtures/attention-pattern.json").read_text("utf-8"))
SIZES = st.integers(0, 70)
PATTERNS = st.builds(
    Pattern.of,
    st.sampled_from(get_args(Kind)),
    window=SIZES,
    global_tokens=SIZES,
    random=SIZES,
    causal=st.booleans(),
    seed=st.integers(0, 2**31 - 1),
)


@pytest.fixture(scope="module")
def lab() -> Lab:
    ours = Settings()
    return Lab(ours, Catalog.load(ours.assets))


def asked(lab: Lab, **values: object) -> dict[str, Any]:
    return asyncio.run(attention_pattern(AttentionPatternParams.checked(**values), lab)).model_dump()


def rows(pattern: Pattern, length: int) -> list[str]:
    return ["".join(".x"[seen] for seen in row) for row in pattern.mask(length).tolist()]


# Masks


def test_masks_one_can_look_at() -> None:
    assert rows(Pattern(window=1), 5) == ["xx...", "xxx..", ".xxx.", "..xxx", "...xx"]
    assert rows(Pattern(window=1, causal=True), 4) == ["x...", "xx..", ".xx.", "..xx"]
    assert rows(Pattern(global_tokens=1), 4) == ["xxxx", "xx..", "x.x.", "x..x"]
    assert rows(Pattern(global_tokens=1, causal=True), 4) == ["x...", "xx..", "x.x.", "x..x"]
    assert rows(Pattern(), 3) == ["x..", ".x.", "..x"]


@given(PATTERNS, st.integers(1, 60))
def test_the_pairs_are_counted_exactly(pattern: Pattern, length: int) -> None:
    mask = pattern.mask(length)
    assert mask.sum(axis=1).tolist() == [keys_seen(pattern, query, length) for query in range(length)]
    assert count_pairs(pattern, length) == mask.sum()


@given(PATTERNS, st.integers(1, 60))
def test_every_token_sees_itself_and_a_causal_one_nothing_after_it(pattern: Pattern, length: int) -> None:
    mask = pattern.mask(length)
    assert mask.diagonal().all()
    if pattern.causal:
        assert not np.triu(mask, 1).any()
    parts = list(pattern.parts(length).values())
    assert (sum(part.astype(int) for part in parts) == mask).all(), "no pair belongs to two parts"


@given(st.integers(1, 60), st.integers(0, 59), st.booleans())
def test_formulas(length: int, size: int, causal: bool) -> None:
    n, s = length, min(size, length - 1)
    halved = n * (s + 1) - s * (s + 1) // 2
    for pattern in (Pattern(window=s, causal=causal), Pattern(global_tokens=s, causal=causal)):
        assert count_pairs(pattern, n) == (halved if causal else n * (2 * s + 1) - s * (s + 1))
    assert count_pairs(Pattern(random=s, causal=causal), n) == (halved if causal else n * (s + 1))
    numbers = {"window": 0, "global_tokens": 0, "random": 0, "seed": 0}
    assert count_pairs(Pattern.of("full", causal=causal, **numbers), n) == (n * (n + 1) // 2 if causal else n * n)
    assert count_pairs(Pattern.of("causal", causal=causal, **numbers), n) == n * (n + 1) // 2


@given(PATTERNS, st.integers(1, 60))
def test_big_bird_takes_no_more_than_the_sum_of_its_parts(pattern: Pattern, length: int) -> None:
    window, global_tokens, random = pattern.window, pattern.global_tokens, pattern.random
    both_sides = length * (2 * window + 1 + 2 * global_tokens + random)
    left_side = length * (window + 1 + global_tokens + random)
    assert count_pairs(pattern, length) <= (left_side if pattern.causal else both_sides)


def test_in_a_long_text_it_is_nearly_as_much() -> None:
    assert count_pairs(Pattern(window=3, global_tokens=2, random=2), 4096) == 53_214
    assert 0.999 < 53_214 / (4096 * (2 * 3 + 1 + 2 * 2 + 2)) < 1


# Lots


def test_lots_are_those_of_murmur() -> None:
    """The last step of MurmurHash3, on values whose results are known from its reference."""
    known = {0: 0, 1: 0x514E28B7, 2: 0x30F4C306, 0xFFFFFFFF: 0x81F16F39}
    assert mixed(np.array(list(known), dtype=np.uint32)).tolist() == list(known.values())


@given(st.integers(0, 2**31 - 1), st.integers(2, 60), st.integers(0, 20))
def test_one_more_draw_keeps_what_was_drawn(seed: int, length: int, random: int) -> None:
    fewer, more = (Pattern(random=count, seed=seed).mask(length) for count in (random, random + 1))
    assert (more | ~fewer).all()
    longer = lots(seed, length + 7)
    assert (longer[:length, :length] == lots(seed, length)).all()


def test_every_key_is_drawn_about_equally_often() -> None:
    length, draws = 40, 400
    drawn = sum(Pattern(random=3, seed=seed).parts(length)["random"].astype(int) for seed in range(draws))
    expected = draws * 3 / (length - 1)
    others = drawn[~np.eye(length, dtype=bool)]
    assert others.mean() == pytest.approx(expected)
    assert others.std() == pytest.approx(np.sqrt(expected * (1 - 3 / 39)), rel=0.1), "as by chance"


# Paths


@settings(max_examples=50)
@given(PATTERNS, st.integers(1, 24), st.data())
def test_paths_are_powers_of_the_mask(pattern: Pattern, length: int, data: st.DataObject) -> None:
    mask, query = pattern.mask(length), data.draw(st.integers(0, length - 1))
    layers = layers_to(mask, query)
    reached = np.eye(length, dtype=bool)[query]
    for layer in range(length + 1):
        assert [at is not None and at <= layer for at in layers] == reached.tolist()
        reached = reached @ mask


@given(st.integers(1, 20), st.integers(1, 60), st.data())
def test_the_way_through_a_window(window: int, length: int, data: st.DataObject) -> None:
    query = data.draw(st.integers(0, length - 1))
    layers = layers_to(Pattern(window=window).mask(length), query)
    assert layers == [-(-abs(query - key) // window) for key in range(length)]


def test_a_global_token_makes_it_two_layers() -> None:
    assert max(layer or 0 for layer in layers_to(Pattern(global_tokens=1).mask(50), 49)) == 2
    assert layers_to(Pattern(window=1, causal=True).mask(4), 1) == [1, 0, None, None]


# The view


def test_what_is_answered(lab: Lab) -> None:
    answer = asked(lab, pattern="window", length=32, window=3)
    assert (answer["pairs"], answer["share"]) == (32 * 7 - 12, 212 / 1024)
    assert answer["parts"] == {"global": 0, "window": 212, "random": 0}
    assert [len(row) for row in answer["mask"]] == [32] * 32 and sum(row.count("1") for row in answer["mask"]) == 212
    assert [point["length"] for point in answer["growth"]] == list(LENGTHS) and LENGTHS[-1] == 4096
    assert answer["growth"][-1] == {"length": 4096, "pairs": 4096 * 7 - 12, "full": 4096**2}
    assert (answer["path"]["query"], answer["path"]["longest"]) == (31, 11)
    assert (answer["rnn_steps"], answer["attention_steps"]) == (32, 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['params']['pattern']}-{case['params']['length']}")
def test_cases_shared_with_the_browser(lab: Lab, case: dict[str, Any]) -> None:
    answer = asked(lab, **case["params"])
    expected = dict(case["result"])
    if "sha256" in expected:
        layers = ",".join("-" if layer is None else str(layer) for layer in answer["path"].pop("layers"))
        text = "\n".join(answer.pop("mask")) + "\n" + layers
        assert hashlib.sha256(text.encode()).hexdigest() == expected.pop("sha256")
    answer["growth"] = [point["pairs"] for point in answer["growth"]]
    assert answer == expected


def test_what_can_be_asked(lab: Lab) -> None:
    params = AttentionPatternParams.checked(**{"global": "4", "query": 3, "scale": "linear", "causal": True})
    pairs = [tuple(pair.split("=")) for pair in params.query_string().split("&")]
    assert sorted(pairs) == [("causal", "true"), ("global", "4"), ("query", "3"), ("scale", "linear")]
    assert AttentionPatternParams.from_query(pairs) == params  # type: ignore[arg-type]
    for wrong in (
        {"pattern": "dilated"}, {"length": 0}, {"length": 513}, {"window": -1}, {"window": 513}, {"random": 1.5},
        {"global": -1}, {"global": 513}, {"seed": -1}, {"query": 512}, {"scale": "square"}, {"causal": "perhaps"},
    ):  # fmt: skip
        with pytest.raises(BadInput) as told:
            AttentionPatternParams.checked(**wrong)
        assert told.value.field == next(iter(wrong))


def test_more_than_the_text_has_means_all(lab: Lab) -> None:
    assert asked(lab, length=9, window=512)["share"] == 1
    assert asked(lab, pattern="random", length=9, random=512)["share"] == 1
    assert asked(lab, pattern="global", length=9, **{"global": 512})["share"] == 1
    assert asked(lab, length=9, query=511)["path"]["query"] == 8
