"""Shapes: exact totals as published, the parts of a layer, what a token keeps and what it costs."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sandbox.topics.scale.shape import (
    KnownShape,
    Shape,
    active,
    flops_per_token,
    known_shapes,
    kv_bytes_per_token,
    parts,
    per_layer,
    total,
    without_embeddings,
)
from tests.conftest import CATALOG, SETTINGS

KNOWN = known_shapes(SETTINGS.assets)


@pytest.mark.parametrize("known", [one for one in KNOWN.values() if one.published], ids=lambda one: one.id)
def test_the_total_is_the_published_one_to_the_last_digit(known: KnownShape) -> None:
    assert total(known.shape) == known.published
    assert known.published_source


@pytest.mark.parametrize(
    ("shape", "exact"),
    [
        ("gpt3-lecture", 174_629_425_152),
        ("gpt3-175b", 174_604_259_328),
        ("gpt2", 124_439_808),
        ("bert-base", 109_482_240),
        ("llama-2-7b", 6_738_415_616),
        ("llama-3-8b", 8_030_261_248),
        ("mistral-7b", 7_241_732_096),
        ("mixtral-8x7b", 46_702_792_704),
    ],
)
def test_totals_that_everybody_knows(shape: str, exact: int) -> None:
    assert total(KNOWN[shape].shape) == exact


def test_the_lecture_s_table_of_gpt_3() -> None:
    assert [(part.name, part.each, part.count) for part in parts(KNOWN["gpt3-lecture"].shape)] == [
        ("token_embedding", 617_558_016, 1),
        ("position_embedding", 50_331_648, 1),
        ("attention_norm", 24_576, 96),
        ("query", 151_007_232, 96),
        ("key", 151_007_232, 96),
        ("value", 151_007_232, 96),
        ("attention_output", 151_007_232, 96),
        ("mlp_norm", 24_576, 96),
        ("mlp_up", 604_028_928, 96),
        ("mlp_down", 603_992_064, 96),
        ("final_norm", 24_576, 1),
    ]


@pytest.mark.parametrize("known", [one for one in KNOWN.values() if one.said], ids=lambda one: one.id)
def test_what_the_makers_say_is_about_right_once_the_printed_figures_agree(known: KnownShape) -> None:
    assert known.said is not None
    # Gemma 7B is far larger than its name: its makers do not count the embeddings.
    count = without_embeddings(known.shape) if known.id == "gemma-7b" else total(known.mended_shape or known.shape)
    assert count == pytest.approx(known.said, rel=0.12 if known.id == "gemma-7b" else 0.05)


def test_two_printed_rows_of_gpt_3_contradict_themselves() -> None:
    uneven = {
        one.id: one.shape for one in KNOWN.values() if one.shape.d_head and one.id.startswith("gpt3")
        if one.shape.heads * one.shape.d_head != one.shape.d_model
    }  # fmt: skip
    assert uneven.keys() == {"gpt3-xl", "gpt3-13b"}
    assert {one.id for one in KNOWN.values() if one.mended} == {*uneven, "gpt3-lecture"}
    assert KNOWN["gpt3-lecture"].mended_shape == KNOWN["gpt3-175b"].shape
    for known in (KNOWN["gpt3-xl"], KNOWN["gpt3-13b"]):
        mended = known.mended_shape
        assert mended is not None and mended.heads * mended.d_head_used == mended.d_model


def test_every_entry_is_sourced_and_the_models_are_those_of_the_catalogue() -> None:
    assert all(one.source and one.trained_context > 0 for one in KNOWN.values())
    ours = {one.model: one.shape for one in KNOWN.values() if one.model}
    # What fills blanks has a layer before its logits that these shapes do not know.
    known = [entry for entry in CATALOG if entry.mask is None]
    assert ours.keys() == {entry.id for entry in known}
    for entry in known:
        shape = ours[entry.id]
        assert (entry.kind, entry.layers, entry.d_model, entry.heads, entry.vocabulary, entry.parameters) == (
            shape.kind, shape.layers, shape.d_model, shape.heads, shape.vocabulary, total(shape)
        )  # fmt: skip
        assert (entry.kv_heads, entry.d_head) == (shape.kv_heads_used, shape.d_head_used)


def test_experts_that_are_not_asked_are_not_active() -> None:
    mixtral = KNOWN["mixtral-8x7b"].shape
    assert active(mixtral) == 12_879_925_248
    one = mixtral.model_copy(update={"experts": 1})
    assert total(one) == active(one) == KNOWN["mistral-7b"].published


def test_kaplan_s_count_leaves_the_embeddings_out() -> None:
    assert (
        without_embeddings(KNOWN["gpt2"].shape) == 12 * 7_087_872 + 1536 == 12 * per_layer(KNOWN["gpt2"].shape) + 1536
    )
    assert without_embeddings(KNOWN["pythia-6-9b"].shape) == 6_444_163_072  # as its makers print it


def test_what_a_token_keeps() -> None:
    assert kv_bytes_per_token(KNOWN["gpt3-175b"].shape, 16) == 4_718_592
    assert kv_bytes_per_token(KNOWN["llama-3-8b"].shape) == 131_072
    assert kv_bytes_per_token(KNOWN["bert-base"].shape) == 0


def test_what_a_token_costs() -> None:
    assert flops_per_token(KNOWN["gpt2"].shape, 1024) * 1024 == 291_648_307_200


def shapes() -> st.SearchStrategy[Shape]:
    return st.builds(
        Shape,
        kind=st.sampled_from(["decoder", "encoder"]),
        layers=st.integers(1, 512),
        d_model=st.integers(1, 65_536),
        heads=st.integers(1, 512),
        kv_heads=st.integers(0, 512),
        d_head=st.integers(0, 1024),
        d_ff=st.integers(1, 262_144),
        vocabulary=st.integers(1, 10_000_000),
        context=st.integers(0, 10_000_000),
        segments=st.integers(0, 100),
        mlp=st.sampled_from(["plain", "gated"]),
        norm=st.sampled_from(["layer", "rms"]),
        norms=st.integers(1, 4),
        qk_norm=st.booleans(),
        embedding_norm=st.booleans(),
        final_norm=st.booleans(),
        biases=st.sampled_from(["all", "qkv", "none"]),
        tied=st.booleans(),
        pooler=st.booleans(),
        experts=st.integers(1, 256),
        experts_used=st.integers(1, 256),
    )


@settings(deadline=None)
@given(shapes())
def test_the_parts_are_the_whole(shape: Shape) -> None:
    found = parts(shape)
    assert len({part.name for part in found}) == len(found)
    outside = sum(part.total for part in found if part.place != "layer")
    assert total(shape) == outside + shape.layers * per_layer(shape) < 2**53
    assert 0 < active(shape) <= total(shape)
    assert 0 <= without_embeddings(shape) < total(shape)


@settings(deadline=None)
@given(shapes())
def test_a_formula_in_letters_gives_the_number(shape: Shape) -> None:
    for part in parts(shape):
        letters = {size.letter: size.value for tensor in part.tensors for size in tensor}
        terms = [math.prod(letters[letter] for letter in term.split(" × ")) for term in part.formula.split(" + ")]
        assert sum(terms) == part.each


def test_shapes_outside_the_limits_are_refused() -> None:
    with pytest.raises(ValidationError):
        Shape(layers=0, d_model=1, heads=1, d_ff=1, vocabulary=1)
