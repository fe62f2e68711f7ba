"""The view parameter-count: known shapes, shapes of one's own, and what it says beside the numbers."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sandbox.errors import BadInput, NotReady
from sandbox.lab import Lab
from sandbox.language import words
from sandbox.topics.scale.parameter_count import _PARTS, counted, part_of
from sandbox.topics.scale.shape import Shape, known_shapes, parts
from sandbox.topics.scale.views.parameter_count import ParameterCount, ParameterCountParams, parameter_count
from tests.conftest import CATALOG, SETTINGS

LAB = Lab(SETTINGS, CATALOG)


def answer(**params: Any) -> ParameterCount:
    return asyncio.run(parameter_count(ParameterCountParams.checked(**params), LAB))


def test_at_first_it_is_the_lecture_s_gpt_3_with_the_paper_s_positions_beside_it() -> None:
    result = answer()
    assert result.total == 174_629_425_152 == sum(part.total for part in result.parts)
    assert result.known == ["gpt3-lecture"]
    assert result.mended is not None
    assert (result.mended.changes, result.mended.total) == ({"context": 2048}, 174_604_259_328)
    assert result.file is None and result.notes == []


def test_figures_of_one_s_own() -> None:
    result = answer(layers=12, d_model=768, heads=12, d_ff=3072, context=1024)
    assert (result.total, result.known) == (124_439_808, ["gpt2"])
    assert result.flops_per_token * 1024 == 291_648_307_200
    assert answer(layers=12, d_model=768, heads=12, d_ff=3071, context=1024).known == []


def test_a_known_shape_counts_instead_of_the_figures_given() -> None:
    result = answer(shape="elyza-7b", layers=1)
    assert result.total == 6_738_415_616
    assert result.known[0] == "elyza-7b" and set(result.known) == {"elyza-7b", "llama-7b", "llama-2-7b"}


def test_printed_rows_that_contradict_themselves() -> None:
    for shape, as_printed, mended in (
        ("gpt3-xl", 1_517_123_584, 1_315_723_264),
        ("gpt3-13b", 12_936_488_380, 12_853_386_240),
    ):
        result = answer(shape=shape)
        assert result.total == as_printed and result.mended is not None
        assert result.mended.total == mended


def test_what_does_not_fit_together_is_noted() -> None:
    assert answer(heads=7).notes == ["uneven_heads"]
    assert answer(kv_heads=7).notes == ["uneven_groups"]
    assert answer(kv_heads=97).notes == ["uneven_groups"]
    assert answer(experts_used=2).notes == ["few_experts"]


def test_a_link_is_short_and_says_everything() -> None:
    assert ParameterCountParams().query_string() == ""
    params = ParameterCountParams.checked(d_model=64, tied=False, biases="qkv", shape="own")
    pairs = [tuple(pair.split("=")) for pair in params.query_string().split("&")]
    assert ParameterCountParams.from_query(pairs) == params  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [{"layers": 0}, {"layers": 513}, {"d_model": 65_537}, {"heads": 0}, {"kv_heads": -1}, {"d_ff": 1.5}, {"norms": 5},
     {"biases": "some"}, {"vocabulary": 10**8}, {"experts": 0}, {"kind": "both"}, {"shape": "x" * 61}],
)  # fmt: skip
def test_what_cannot_be_asked(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as told:
        ParameterCountParams.checked(**wrong)
    assert told.value.field == next(iter(wrong))


def test_unknown_shapes_and_models_and_files_that_are_not_here(tmp_path: Path) -> None:
    for wrong, code in (({"shape": "gpt-9"}, "unknown_shape"), ({"model": "gpt-9"}, "unknown_model")):
        with pytest.raises(BadInput) as told:
            answer(**wrong)
        assert (told.value.code, told.value.field) == (code, next(iter(wrong)))
    lab = Lab(replace(SETTINGS, home=tmp_path), CATALOG)
    with pytest.raises(NotReady) as missing:
        asyncio.run(parameter_count(ParameterCountParams(model="minilm-l6"), lab))
    assert (missing.value.code, missing.value.field) == ("model_not_ready", "model")


def test_names_of_three_families_of_files() -> None:
    for name in (
        "blk.17.attn_q.weight",
        "model.layers.3.self_attn.q_proj.bias",
        "encoder.layer.0.attention.self.query.bias",
    ):
        assert part_of(name) == "query"
    assert part_of("encoder.layer.5.attention.output.LayerNorm.weight") == "attention_norm"
    assert part_of("encoder.layer.5.output.LayerNorm.weight") == "mlp_norm"
    assert part_of("model.layers.3.post_attention_layernorm.weight") == "mlp_norm"
    assert part_of("blk.3.post_attention_norm.weight") == "attention_post_norm"
    with pytest.raises(KeyError):
        part_of("blk.0.something.weight")
    assert counted(
        [("token_embd.weight", (3, 4)), ("blk.0.attn_q.weight", (4, 4)), ("blk.1.attn_q.weight", (4, 4))]
    ) == {
        "token_embedding": 12,
        "query": 32,
    }


def test_every_part_that_a_name_leads_to_is_one_that_shapes_have() -> None:
    whole = Shape(layers=1, d_model=2, heads=1, d_ff=1, vocabulary=1, context=1, segments=1, embedding_norm=True,
                  qk_norm=True, norms=4, mlp="gated", pooler=True, tied=False, experts=2)  # fmt: skip
    assert set(_PARTS.values()) <= {part.name for part in parts(whole)}
    assert len(parts(whole)) == 20


def test_the_page_says_how_many_shapes_and_models_there_are() -> None:
    assert words("en")("parameter-count.counted").startswith("44 known shapes · six models")
    known = known_shapes(SETTINGS.assets).values()
    assert (len(known), sum(bool(one.model) for one in known)) == (44, 6)
