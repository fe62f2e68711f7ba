"""The memory of a model: the lecture's numbers, those of the papers, and what must hold whatever is asked."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.models.catalog import Catalog
from sandbox.settings import Settings
from sandbox.topics.scale.memory import (
    MOST_CONTEXT,
    MOST_GPUS,
    QLORA_BITS,
    Job,
    Model,
    gpus_used,
    kv_bytes,
    least_gpus,
    lora_parameters,
    most_context,
    parts,
    total_bytes,
    trained_parameters,
)
from sandbox.topics.scale.shape import Shape, known_shapes
from sandbox.topics.scale.views.memory import Memory, MemoryParams, memory

ASSETS = Settings().assets
SHAPES = known_shapes(ASSETS)
GPT3 = Model.of(SHAPES["gpt3-175b"].shape)
LLAMA3 = Model.of(SHAPES["llama-3-8b"].shape)


@pytest.fixture(scope="module")
def lab() -> Lab:
    found = Settings()
    return Lab(found, Catalog.load(found.assets))


def ask(lab: Lab, **values: object) -> Memory:
    return asyncio.run(memory(MemoryParams.checked(**values), lab))


def bytes_of(model: Model, job: Job) -> dict[str, float]:
    return {part.name: part.bytes for part in parts(model, job)}


# The lecture


@pytest.mark.parametrize(("parameters", "gigabytes"), [(1.5e9, 6), (175e9, 700), (1.8e12, 7200)])
def test_weights_in_32_bits(parameters: float, gigabytes: float) -> None:
    assert total_bytes(Model.sized(parameters, None), Job("inference", 32)) == gigabytes * 1e9


def test_kv_cache() -> None:
    assert kv_bytes(GPT3, Job("inference")) == 4_718_592
    assert kv_bytes(LLAMA3, Job("inference")) == 131_072
    assert kv_bytes(LLAMA3, Job("inference", 32)) == 2 * 131_072
    assert bytes_of(LLAMA3, Job("inference", context=1000, batch=3))["kv_cache"] == 3000 * 131_072
    assert kv_bytes(Model.of(SHAPES["bert-base"].shape), Job("inference")) == 0


def test_lora() -> None:
    assert lora_parameters(SHAPES["gpt3-175b"].shape, 4, ("q", "v")) == 18_874_368
    assert lora_parameters(SHAPES["gpt3-175b"].shape, 4, ("v", "q", "q")) == 18_874_368
    llama = SHAPES["llama-3-8b"].shape
    # All seven matrices, r = 16: 41,943,040, as the peft library counts them.
    assert lora_parameters(llama, 16, ("q", "k", "v", "o", "up", "down", "gate")) == 41_943_040
    assert lora_parameters(SHAPES["gpt2"].shape, 8, ("gate",)) == 0


@pytest.mark.parametrize("adam", [16, 18])
def test_bytes_a_trained_parameter(adam: int) -> None:
    found = bytes_of(Model.sized(1e9, None), Job("full", adam=adam))  # type: ignore[arg-type]
    assert sum(found.values()) == adam * 1e9
    assert found["copy"] == 4e9 and found["moments"] == 8e9


# The papers


def test_bits_of_qlora() -> None:
    # Dettmers et al. 2023, section 3: 0.5 bits a parameter become 0.127.
    assert pytest.approx(0.127, abs=5e-4) == QLORA_BITS - 4
    found = bytes_of(Model.of(SHAPES["llama-65b"].shape), Job("qlora", context=512, checkpointing=True))
    assert found["frozen"] == pytest.approx(64.76e9 * QLORA_BITS / 8, rel=1e-3)
    assert sum(found.values()) < 48e9  # "on a single 48 GB GPU"


def test_stages_of_zero() -> None:
    # Rajbhandari et al. 2019, figure 1: 7.5 billion parameters on 64 GPUs, in gigabytes.
    model = Model.sized(7.5e9, None)
    expected = {"data": 120, "zero-1": 31.4, "zero-2": 16.6, "zero-3": 1.9}
    for sharding, gigabytes in expected.items():
        job = Job("full", sharding=sharding, gpus=64)  # type: ignore[arg-type]
        assert total_bytes(model, job) / 1e9 == pytest.approx(gigabytes, abs=0.05)


def test_activations_of_korthikanti() -> None:
    # Equations 1, 2 and 6, and full recomputation, for the 22B model of table 3.
    layers, d, heads, s, b, vocabulary = 48, 6144, 64, 2048, 4, 51_200
    shape = Shape(layers=layers, d_model=d, heads=heads, d_ff=4 * d, vocabulary=vocabulary)
    model, job = Model.of(shape), Job("full", context=s, batch=b, flash=False)
    line = s * b * d * (34 + 5 * heads * s / d)
    assert bytes_of(model, job)["activations"] == pytest.approx(layers * line)
    assert bytes_of(model, replace(job, flash=True))["activations"] == layers * 34 * s * b * d
    kept = bytes_of(model, replace(job, checkpointing=True))["activations"]
    assert kept == pytest.approx(layers * 2 * s * b * d + line)  # and the layer that is computed again
    eight = bytes_of(model, replace(job, sharding="tensor", gpus=8))["activations"]
    assert eight == pytest.approx(layers * s * b * d * (10 + 24 / 8 + 5 * heads * s / (d * 8)))
    assert bytes_of(model, job)["logits"] == 4 * s * b * d * (1 + vocabulary / d)


# Sharing


def test_a_key_head_is_not_cut() -> None:
    job = Job("inference", context=1000, sharding="tensor", gpus=32)
    assert bytes_of(LLAMA3, job)["kv_cache"] == 1000 * 131_072 / 8
    assert gpus_used(LLAMA3, replace(job, gpus=64)) == 32


def test_the_ends_of_a_pipeline() -> None:
    shape = SHAPES["llama-3-8b"].shape
    embeddings = shape.vocabulary * shape.d_model
    job = Job("inference", sharding="pipeline", gpus=3)
    in_layers = (LLAMA3.parameters - 2 * embeddings - shape.d_model) * 11 / 32
    # The last norm counts among the embeddings' end: 4,096 parameters.
    assert bytes_of(LLAMA3, job)["weights"] == pytest.approx(2 * (in_layers + embeddings + shape.d_model))
    alone = Job("inference", sharding="pipeline", gpus=1)
    assert total_bytes(LLAMA3, alone) == total_bytes(LLAMA3, Job("inference"))
    assert gpus_used(LLAMA3, replace(job, gpus=100)) == 32


def test_bits_in_blocks() -> None:
    model = Model.sized(32e9, None)
    assert [total_bytes(model, Job("inference", bits)) for bits in (16, 8, 4)] == [64e9, 32e9, 18e9]  # type: ignore[arg-type]


jobs = st.builds(
    Job,
    method=st.sampled_from(["inference", "full", "lora", "qlora"]),
    bits=st.sampled_from([32, 16, 8, 4]),
    adam=st.sampled_from([16, 18]),
    context=st.integers(1, 1_000_000),
    batch=st.integers(1, 1000),
    checkpointing=st.booleans(),
    flash=st.booleans(),
    rank=st.integers(1, 512),
    sharding=st.sampled_from(["none", "data", "tensor", "pipeline", "zero-1", "zero-2", "zero-3"]),
    gpus=st.integers(1, MOST_GPUS),
)
KNOWN = [Model.of(one.mended_shape or one.shape) for one in SHAPES.values()]
models = st.sampled_from([*KNOWN, Model.sized(1e11, None)])


@settings(max_examples=150, deadline=None)
@given(models, jobs)
def test_more_gpus_are_never_fuller_and_longer_texts_never_lighter(model: Model, job: Job) -> None:
    here = total_bytes(model, job)
    # A pipeline of two has one more end: its embeddings are no longer shared with the output matrix.
    assert total_bytes(model, replace(job, gpus=job.gpus + 1)) <= here * (1 + 1e-12)
    assert total_bytes(model, replace(job, context=job.context + 1)) >= here
    assert all(part.bytes >= 0 for part in parts(model, job))
    assert 1 <= gpus_used(model, job) <= job.gpus
    assert trained_parameters(model, job) >= 0


@settings(max_examples=80, deadline=None)
@given(models, jobs, st.floats(1e8, 1e12))
def test_what_is_found_is_the_last_that_fits(model: Model, job: Job, memory: float) -> None:
    longest = most_context(model, job, memory)
    if longest is None:
        assert total_bytes(model, replace(job, context=1)) > memory
    else:
        assert total_bytes(model, replace(job, context=longest)) <= memory
        assert longest == MOST_CONTEXT or total_bytes(model, replace(job, context=longest + 1)) > memory
    least = least_gpus(model, job, memory)
    if least is None:
        assert total_bytes(model, replace(job, gpus=MOST_GPUS)) > memory
    else:
        assert total_bytes(model, replace(job, gpus=least)) <= memory
        assert least == 1 or total_bytes(model, replace(job, gpus=least - 1)) > memory


# The view


def test_gpt3_on_eight_gpus(lab: Lab) -> None:
    found = ask(lab)
    assert found.model.id == "gpt3-175b" and found.used == 8
    assert found.total_bytes == pytest.approx(44.86e9, rel=1e-3)
    assert found.fleet_bytes == pytest.approx(8 * found.total_bytes)
    a100 = next(fit for fit in found.fits if fit.gpu == "a100")
    assert a100.ok and a100.least == 5 and a100.least_yen == 15_000_000
    assert [fit.memory for fit in found.fits] == sorted(fit.memory for fit in found.fits)
    assert found.notes == []


def test_a_rumour_has_no_shape(lab: Lab) -> None:
    found = ask(lab, shape="own", parameters=1.8e12, layers=0, bits=32, sharding="none")
    assert [part.name for part in found.parts] == ["weights"]
    assert found.whole_bytes == 7.2e12 and found.notes == ["no_shape"]
    assert ask(lab, shape="own", layers=0, method="qlora").trained == 0


def test_own_figures_are_those_of_a_known_shape(lab: Lab) -> None:
    shape = SHAPES["llama-2-70b"].shape
    known = ask(lab, shape="llama-2-70b", sharding="none")
    figures = {name: getattr(shape, name) for name in ("layers", "d_model", "heads", "kv_heads", "d_ff", "vocabulary")}
    own = ask(lab, shape="own", parameters=known.model.parameters, gated=True, sharding="none", **figures)
    assert own.total_bytes == known.total_bytes
    assert own.kv_bytes_per_token == known.kv_bytes_per_token


@pytest.mark.parametrize(
    ("values", "note"),
    [
        ({"context": 4096}, "beyond_trained"),
        ({"gpus": 128}, "idle_heads"),
        ({"gpus": 128, "sharding": "pipeline"}, "idle_layers"),
        ({"gpus": 2, "sharding": "zero-2"}, "idle_sequences"),
        ({"method": "lora", "targets": ("gate",)}, "no_gate"),
        ({"shape": "mixtral-8x7b"}, "experts"),
    ],
)
def test_notes(lab: Lab, values: dict[str, object], note: str) -> None:
    assert note in ask(lab, **values).notes


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"shape": "gpt5"}, "shape", "unknown_shape"),
        ({"gpu": "abacus"}, "gpu", "unknown_gpu"),
        ({"gpus": 0}, "gpus", "greater_than_equal"),
        ({"context": "2.5"}, "context", "int_parsing"),
        ({"targets": ()}, "targets", "too_short"),
        ({"bits": 5}, "bits", "literal_error"),
    ],
)
def test_what_cannot_be_used_is_said(lab: Lab, values: dict[str, object], field: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        ask(lab, **values)
    assert (caught.value.field, caught.value.code) == (field, code)


def test_numbers_of_an_address_are_text() -> None:
    params = MemoryParams.from_query([("bits", "4"), ("adam", "18"), ("targets", "q"), ("targets", "up")])
    assert (params.bits, params.adam, params.targets) == (4, 18, ("q", "up"))
    assert params.query_string() == "bits=4&adam=18&targets=q&targets=up"
