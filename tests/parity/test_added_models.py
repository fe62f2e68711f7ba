"""Models that somebody has added, in every view that can use one; and what is written on their cards."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import httpx
import numpy as np
import pytest
import torch

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.models.added_models import add, find_source, remove
from sandbox.models.catalog import Catalog
from sandbox.models.export import load_model
from sandbox.models.plan import plan
from sandbox.models.setup import state, verify
from sandbox.settings import Settings
from sandbox.topics.attention.views.attention import AttentionParams, attention
from sandbox.topics.attention.views.attention_steps import AttentionStepsParams, attention_steps
from sandbox.topics.attention.views.bertviz import BertvizParams, bertviz
from sandbox.topics.model_facts import ModelFacts
from sandbox.topics.next_token.views.masked_token import MaskedTokenParams, masked_token
from sandbox.topics.next_token.views.next_token import NextTokenParams, next_token
from sandbox.topics.prompting.views.chain_of_thought import ChainOfThoughtParams, chain_of_thought
from sandbox.topics.prompting.views.language_exercise import LanguageExerciseParams, language_exercise
from sandbox.topics.prompting.views.prompt_comparison import PromptComparisonParams, prompt_comparison
from sandbox.topics.scale.views.parameter_count import ParameterCountParams, parameter_count
from tests.conftest import running
from tests.parity.families import make

T = TypeVar("T")
#: Family and precision of the models that are added.
ADDED = {"llama": "4-bit", "gemma2": "8-bit", "bert": "fp32"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home to which one model of each kind was added, from folders."""
    home = tmp_path_factory.mktemp("home")
    settings = replace(Settings(), home=home, provider="cpu")
    for family, precision in ADDED.items():
        source = make(family, tmp_path_factory.mktemp(family) / f"random-{family}")
        found = plan(find_source(str(source)), home, id=f"my-{family}", name=family, precision=precision)
        add(found, settings)
    return settings


class Running:
    """A lab, and the one event loop that its models live in."""

    def __init__(self, settings: Settings) -> None:
        self.lab, self._runner = Lab(settings, Catalog.load(settings.assets, settings.home)), asyncio.Runner()

    def __call__(self, work: Awaitable[T]) -> T:
        async def limited() -> T:
            async with asyncio.timeout(60):
                return await work

        return self._runner.run(limited())

    def close(self) -> None:
        self.lab.close()
        self._runner.close()


@pytest.fixture(scope="module")
def run(settings: Settings) -> Iterator[Running]:
    running = Running(settings)
    yield running
    running.close()


def test_they_follow_the_default_models_and_are_whole(settings: Settings) -> None:
    shipped, all_of_them = Catalog.load(settings.assets), Catalog.load(settings.assets, settings.home)
    assert list(all_of_them.models) == [*shipped.models, "my-bert", "my-gemma2", "my-llama"]
    for entry in all_of_them.models.values():
        if entry.added:
            assert state(entry, settings) == verify(entry, settings) == "ready"


def test_their_cards_hold_what_was_measured(settings: Settings, run: Running) -> None:
    facts: ModelFacts = run(next_token(NextTokenParams(text="The train", model="my-llama"), run.lab)).model
    assert facts.added and facts.precision == "4-bit" and facts.source_precision == "fp32" and facts.quantized
    assert (facts.license, facts.origin, facts.revision) == ("CC0-1.0", "random-llama", "")
    assert facts.loss is not None and facts.loss.texts == "ja, en, code"
    assert facts.loss.tokens >= 1500 and 0 < facts.loss.kl < 1 and 0 < facts.loss.top_1 < 1
    entry = json.loads((settings.home / "models" / "my-llama" / "entry.json").read_text("utf-8"))
    assert entry["loss"]["kl"] == facts.loss.kl
    exact = run(attention(AttentionParams(text="The train", model="my-bert"), run.lab)).model
    assert exact.loss is None and not exact.quantized


def test_the_next_token_comes_from_the_model(run: Running) -> None:
    for model in ("my-llama", "my-gemma2"):
        found = run(next_token(NextTokenParams(text="今朝は早く", model=model, top_n=50, seed=3), run.lab))
        assert [one.rank for one in found.candidates] == list(range(1, 51))
        assert found.throw is not None
        chosen = found.throw.id
        further = run(next_token(NextTokenParams(text="今朝は早く", then=(chosen,), model=model), run.lab))
        assert further.tokens[-1].id == chosen and further.tokens[-1].chosen


def test_attention_is_shown_with_all_labels(run: Running) -> None:
    texts = {"text": "The animal didn't cross the street.", "text_b": "橋の上から富士山が見えました。"}
    for model, other in (("my-llama", "my-bert"), ("my-bert", ""), ("my-gemma2", "")):
        found = run(attention(AttentionParams(**texts, model=model, model_b=other, query=2, key=1), run.lab))
        assert np.abs(np.sum(found.weights, axis=1) - 1).max() < 1e-3
        assert found.labels is not None and sum(found.labels.counts.values()) == found.layers * found.heads
        assert {"my-llama", "my-bert", "my-gemma2"} <= {one.id for one in found.models}
        assert found.b is not None


def test_the_steps_are_the_models_own_or_are_not_shown(run: Running, settings: Settings) -> None:
    for model in ("my-llama", "my-bert"):
        found = run(attention_steps(AttentionStepsParams(text="the trains are late", model=model), run.lab))
        assert found.largest_difference < 1e-3
        assert np.abs(np.array(found.weights) - found.heatmap_row).max() < 1e-3
    with pytest.raises(BadInput, match="other_arithmetic"):
        run(attention_steps(AttentionStepsParams(text="the trains are late", model="my-gemma2"), run.lab))


def test_the_other_views_take_them(run: Running) -> None:
    for model in ("my-llama", "my-bert"):
        assert run(bertviz(BertvizParams(text="the trains are late", model=model), run.lab)).model.id == model
    for model in ("my-llama", "my-gemma2"):
        asked = {"model": model, "new_tokens": 12}
        problem = "Ken has 3 apples and buys 4 more. How many apples does he have?"
        compared = run(prompt_comparison(PromptComparisonParams(problem=problem, **asked), run.lab))
        assert [done.state for done in compared.runs] == ["done", "done"]
        assert {"my-llama", "my-gemma2"} <= {one.id for one in compared.models}
        assert all(one.training == "language" for one in compared.models if one.id.startswith("my-"))
        chain = run(chain_of_thought(ChainOfThoughtParams(problem=problem, **asked), run.lab))
        assert chain.model.added and chain.model.id == model
        exercise = LanguageExerciseParams(prompt="Client: “What would you like?”\nI:", samples=2, **asked)
        written = run(language_exercise(exercise, run.lab))
        assert [one.state for one in written.completions] == ["done", "done"]


def test_a_masked_model_fills_blanks(run: Running, settings: Settings) -> None:
    found = run(masked_token(MaskedTokenParams(text="the [MASK] was late this morning.", model="my-bert"), run.lab))
    assert found.model.id == "my-bert"
    (blank,) = found.blanks
    ids = [token.id for token in found.tokens]
    entry = run.lab.catalog["my-bert"]
    assert entry.mask is not None
    place = ids.index(entry.mask)
    source = next(settings.home.parent.glob("bert*/random-bert"))
    with torch.no_grad():
        logits = load_model("encoder", source, mask=True)(torch.tensor([ids])).logits[0, place]
    assert [one.id for one in blank.candidates] == logits.topk(len(blank.candidates)).indices.tolist()


def test_a_view_that_cannot_use_one_says_so(run: Running) -> None:
    refused: list[tuple[str, Callable[[], Awaitable[object]]]] = [
        ("unknown_model", lambda: next_token(NextTokenParams(text="a", model="my-bert"), run.lab)),
        ("no_shape", lambda: parameter_count(ParameterCountParams(model="my-llama"), run.lab)),
    ]
    for code, ask in refused:
        with pytest.raises(BadInput, match=code):
            run(ask())


def test_the_server_names_them(settings: Settings) -> None:
    with running(settings, loaded=0) as address, httpx.Client(base_url=address, timeout=60) as client:
        models = client.get("/healthz").json()["models"]
        assert models["my-llama"]["state"] == "ready"
        assert models["my-llama"]["license"] == "CC0-1.0"
        assert models["my-llama"]["loss"]["tokens"] >= 1500
        assert models["gemma-3-270m"]["added"] is None
        answer = client.get("/api/next-token", params={"text": "a", "model": "my-llama", "top_n": 3}).json()
        assert len(answer["result"]["candidates"]) == 3
        assert "my-llama" in client.get("/ja/").text
        embed = client.get("/embed/next-token", params={"text": "a", "model": "my-llama"}).text
        assert "card_license" in embed and "CC0-1.0" in embed


def test_one_that_was_removed_is_gone(settings: Settings) -> None:
    home: Path = settings.home
    remove("my-gemma2", settings)
    assert "my-gemma2" not in Catalog.load(settings.assets, home).models
    assert not (home / "models" / "my-gemma2").exists()
