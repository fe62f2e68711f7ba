"""Scale over HTTP: the lecture's and the papers' figures to the digits they are given in, and bad questions."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import httpx
import pytest
from pytest import approx


def get(server: str, view: str, **params: object) -> httpx.Response:
    return httpx.get(f"{server}/api/{view}?{urlencode(params, doseq=True)}", timeout=180)


def ask(server: str, view: str, **params: object) -> dict:
    answer = get(server, view, **params)
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


@pytest.mark.parametrize(
    ("law", "loss"),
    [("kaplan", 1.6611), ("hoffmann", 2.0023), ("hoffmann-unrounded", 1.9765), ("besiroglu", 2.0086)],
)
def test_gpt_3_by_every_law(server: str, law: str, loss: float) -> None:
    result = ask(server, "scaling-law", law=law, parameters=174.6e9, tokens=300e9)
    assert result["compute"] == approx(3.14e23, rel=2e-3)
    assert result["loss"] == approx(loss, abs=5e-5)
    assert (result["standard_error"] is None) == (law != "besiroglu")
    assert {one["name"]: one["value"] for one in result["compared"]}[law] == result["loss"]


def test_kaplan_s_laws_of_one_quantity(server: str) -> None:
    result = ask(server, "scaling-law", law="kaplan", parameters=174.6e9, tokens=300e9)
    alone = {one["name"]: one["value"] for one in result["alone"]}
    assert (round(alone["parameters"], 4), round(alone["tokens"], 4)) == (1.6047, 1.6378)
    assert result["pf_days"] == approx(3640, rel=2e-3)
    assert alone["compute"] == approx(1.7641, abs=1e-4)


@pytest.mark.parametrize(
    ("law", "parameters", "tokens"),
    [("hoffmann", 32.2e9, 2.98e12), ("hoffmann-unrounded", 40.4e9, 2.38e12), ("besiroglu", 72.3e9, 1.33e12)],
)
def test_what_chinchilla_s_compute_should_buy(server: str, law: str, parameters: float, tokens: float) -> None:
    result = ask(server, "compute-optimal", law=law, compute=5.76e23)
    assert result["parameters"] == approx(parameters, rel=2e-3) and result["tokens"] == approx(tokens, rel=2e-3)
    assert result["tokens_per_parameter"] == approx(tokens / parameters, rel=4e-3)
    assert {one["law"]: one["parameters"] for one in result["advice"]}[law] == result["parameters"]
    # Any other size that uses up the same compute is worse.
    for factor in (0.5, 2):
        moved = ask(server, "compute-optimal", law=law, compute=5.76e23, parameters=parameters * factor)
        assert moved["point"]["loss"] > result["loss"] and moved["point"]["excess"] > 0


def test_gpt_3_on_1200_a100_for_30_days(server: str) -> None:
    result = ask(server, "training-cost", solve="utilization", days=30, gpus=1200, gpu="a100")
    assert result["flops"] == 3.15e23 and round(100 * result["utilization"]) == 32
    assert [part["share"] for part in result["parts"]] == approx([1 / 3, 2 / 3])
    back = ask(server, "training-cost", solve="days", utilization=result["utilization"], gpus=1200, gpu="a100")
    assert back["days"] == approx(30)
    assert back["energy_kwh"] == approx(result["energy_kwh"]) and back["cost"]["rent_yen"] > 0


def test_attention_counts_as_in_palm_s_appendix(server: str) -> None:
    """gpt2 at 1,024 tokens: the estimate 6N + 12·L·H·Q·T, and the forward pass counted product by product."""
    shape = {"attention": True, "layers": 12, "d_model": 768, "context": 1024}
    result = ask(server, "training-cost", parameters=124_337_664, tokens=1e9, **shape)
    assert result["flops_per_token"] == 6 * 124_337_664 + 12 * 12 * 768 * 1024
    counted = ask(server, "parameter-count", shape="gpt2")
    assert counted["text_length"] == 1024 and counted["flops_per_token"] * 1024 == 291_648_307_200


def test_the_lecture_s_gpt_3_to_the_last_parameter(server: str) -> None:
    result = ask(server, "parameter-count")
    assert result["total"] == 174_629_425_152 == sum(part["total"] for part in result["parts"])
    assert {617_558_016, 50_331_648, 151_007_232, 604_028_928, 603_992_064, 24_576} <= {
        part["each"] for part in result["parts"]
    }
    paper = ask(server, "parameter-count", context=2048)
    assert paper["total"] == 174_629_425_152 - 2048 * 12_288


@pytest.mark.parametrize("shape", ["gpt3-xl", "gpt3-13b"])
def test_inconsistent_printed_rows_are_named(server: str, shape: str) -> None:
    """24 × 128 is not 2,048, 40 × 128 is not 5,140: with what would agree, the total is another one."""
    result = ask(server, "parameter-count", shape=shape)
    printed = result["shape"]
    assert printed["heads"] * printed["d_head"] != printed["d_model"]
    assert result["mended"]["changes"] and result["mended"]["total"] != result["total"]


@pytest.mark.parametrize("model", ["smollm2-135m", "gemma-3-270m", "minilm-l6", "soroban-1m"])
def test_the_shape_of_a_model_gives_what_its_file_holds(server: str, model: str) -> None:
    result = ask(server, "parameter-count", model=model)
    file = result["file"]
    assert file["parameters"] == sum(file["parts"].values()) == result["total"] - sum(file["left_out"].values())


def test_memory_of_the_lecture_s_models(server: str) -> None:
    # The lecture counts 4 bytes each: 6 GB, 700 GB, 7.2 TB.
    for parameters, size in ((1.5e9, 6e9), (175e9, 700e9), (1.8e12, 7.2e12)):
        own = {"shape": "own", "parameters": parameters, "layers": 0, "bits": 32, "sharding": "none", "gpus": 1}
        parts = {part["name"]: part["bytes"] for part in ask(server, "memory", **own)["parts"]}
        assert parts["weights"] == size
    gpt3 = ask(server, "memory", shape="gpt3-175b")
    assert gpt3["kv_bytes_per_token"] == approx(4.72e6, rel=1e-3)
    assert ask(server, "memory", shape="llama-3-8b")["kv_bytes_per_token"] == 131_072
    assert ask(server, "memory", shape="gpt3-175b", method="lora", rank=4, targets=["q", "v"])["trained"] == 18_874_368
    one = {"shape": "own", "parameters": 1e9, "layers": 0, "method": "full", "sharding": "none", "gpus": 1}
    assert [ask(server, "memory", **one, adam=adam)["total_bytes"] / 1e9 for adam in (16, 18)] == [16, 18]


def test_the_corpora_of_the_lecture(server: str) -> None:
    result = ask(server, "corpus-size", tokens=500e9)
    assert result["books"] == 5e6
    books = {library["id"]: library["books"] for library in result["libraries"]}
    assert (books["tokyo"], books["diet"]) == (1.3e6, 47e6)
    totals = {mix["id"]: mix["total"] for mix in result["mixes"]}
    assert totals["gpt-3"] == 499e9
    assert result["japanese"]["total_bytes"] == approx(1.3e12, rel=0.15)
    assert result["japanese"]["share_words"] == approx(0.0011, rel=0.05)


def test_a_longer_answer_makes_the_same_progress_a_jump(server: str) -> None:
    short, long = (ask(server, "emergence", length=length) for length in (1, 30))
    assert [one["per_token"] for one in short["curve"]] == [one["per_token"] for one in long["curve"]]
    for point in long["curve"]:
        assert point["exact"] == approx(point["per_token"] ** 30)
    assert long["threshold"] > short["threshold"]
    rises = [one["rise"]["token_high"] - one["rise"]["token_low"] for one in (short, long)]
    assert rises[1] < rises[0] / 10  # while whole answers go from 10 to 90 %, single tokens hardly move
    assert len(long["measured"]) >= 3 and all(
        0 <= one["low"] <= one["exact"] <= one["high"] <= 1 for one in long["measured"]
    )


def test_our_own_law_foretells_its_largest_run(server: str) -> None:
    result = ask(server, "scaling-fit")
    sizes = {run["parameters"] for run in result["runs"]}
    assert len(sizes) >= 8 and min(sizes) < 20_000 and max(sizes) > 2_500_000
    assert len({run["characters"] for run in result["runs"]}) >= 3
    assert all(run["loss"] > result["entropy"] for run in result["runs"])  # nothing gets below the truth


def test_a_training_run_unfolds_and_repeats_itself(server: str) -> None:
    asked = {"width": 16, "layers": 1, "characters": 2**15, "seed": 3}
    with httpx.stream(
        "GET",
        f"{server}/api/training-run?{urlencode(asked)}",
        headers={"Accept": "application/x-ndjson"},
        timeout=180,
    ) as answer:
        lines = [json.loads(line) for line in answer.iter_lines()]
    results = [line["result"] for line in lines]
    assert [line.get("partial", False) for line in lines] == [True] * (len(lines) - 1) + [False]
    steps = [result["step"] for result in results]
    assert steps == sorted(steps) and steps[-1] == results[-1]["steps"] > 0
    last = results[-1]
    assert last["entropy"] < last["loss"] < 4.6  # below the ln 99 of knowing nothing
    assert ask(server, "training-run", **asked) == last
    assert ask(server, "training-run", **asked | {"seed": 4})["loss"] != last["loss"]


@pytest.mark.parametrize(
    ("view", "params", "code", "field"),
    [
        ("scaling-law", {"law": "moore"}, "literal_error", "law"),
        ("scaling-law", {"parameters": 0}, "greater_than_equal", "parameters"),
        ("scaling-law", {"parameters": "nan"}, "finite_number", "parameters"),
        ("scaling-law", {"models": "hal"}, "unknown_model", "models"),
        ("compute-optimal", {"compute": 1e40}, "less_than_equal", "compute"),
        ("training-cost", {"gpu": "abacus"}, "unknown_gpu", "gpu"),
        ("training-cost", {"utilization": 1.5}, "less_than_equal", "utilization"),
        ("parameter-count", {"shape": "round"}, "unknown_shape", "shape"),
        ("parameter-count", {"model": "gpt-9"}, "unknown_model", "model"),
        ("parameter-count", {"layers": "many"}, "int_parsing", "layers"),
        ("memory", {"gpu": "abacus"}, "unknown_gpu", "gpu"),
        ("memory", {"bits": 5}, "literal_error", "bits"),
        ("memory", {"targets": "x"}, "literal_error", "targets"),
        ("corpus-size", {"tokens": 1, "books": 1}, "one_amount", "books"),
        ("emergence", {"length": 0}, "greater_than_equal", "length"),
        ("scaling-fit", {"without": "everything"}, "literal_error", "without"),
        ("training-run", {"characters": 10**9}, None, "characters"),
        ("training-run", {"width": 4096}, None, "width"),
    ],
)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_nobody_should_ask(
    server: str, view: str, params: dict[str, object], code: str | None, field: str, lang: str
) -> None:
    answer = get(server, view, lang=lang, **params)
    assert answer.status_code == 422, answer.text[:300]
    error = answer.json()["error"]
    assert error["field"] == field and code in (None, error["code"])
    assert (min(error["message"]) < "\x80") if lang == "en" else any(sign > "\u3000" for sign in error["message"])
