"""The view scaling-law answers as its laws do."""

from __future__ import annotations

import asyncio
import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from sandbox.errors import BadInput
from sandbox.topics.scale.laws import LAWS, loss
from sandbox.topics.scale.views.scaling_law import ScalingLaw, ScalingLawParams, scaling_law

ASSETS = Path(__file__).resolve().parents[2] / "assets"


def ask(**values: Any) -> ScalingLaw:
    lab = cast(Any, SimpleNamespace(settings=SimpleNamespace(assets=ASSETS)))
    return asyncio.run(scaling_law(ScalingLawParams.checked(**values), lab))


def test_gpt3_is_what_one_sees_first() -> None:
    found = ask()
    assert found.loss == pytest.approx(2.0086, abs=5e-5)
    assert found.compute == pytest.approx(3.1428e23)
    assert found.pf_days == pytest.approx(3637.5)
    assert found.perplexity == pytest.approx(math.exp(found.loss))
    assert [term.name for term in found.terms] == ["irreducible", "parameters", "tokens"]
    assert sum(term.value for term in found.terms) == pytest.approx(found.loss)
    assert found.standard_error and found.interval
    low, high = found.interval
    assert low < found.loss < high
    assert high - low == pytest.approx(2 * 1.959964 * found.standard_error)
    assert found.endless_tokens < found.loss and found.endless_parameters < found.loss


def test_kaplan_has_terms_of_its_own_and_no_errors() -> None:
    found = ask(law="kaplan")
    assert found.loss == pytest.approx(1.6611, abs=5e-5)
    assert found.standard_error is None and found.interval is None
    assert sum(term.value for term in found.terms) ** 0.103 == pytest.approx(found.loss)
    assert [round(one.value, 3) for one in found.alone] == [1.605, 1.638, 1.764]


@pytest.mark.parametrize("law", sorted(LAWS))
def test_models_and_laws(law: Any) -> None:
    found = ask(law=law, parameters=70e9, tokens=1.4e12)
    for model in found.models:
        assert model.predicted == loss(law, model.parameters, model.tokens)
        assert model.shown
    assert {one.name: one.value for one in found.compared}[law] == found.loss
    assert (found.standard_error is None) == (law != "besiroglu")


def test_which_models_are_shown() -> None:
    assert not any(model.shown for model in ask(models=("none",)).models)
    assert [model.id for model in ask(models=("gpt3", "gopher")).models if model.shown] == ["gpt3", "gopher"]
    with pytest.raises(BadInput) as caught:
        ask(models=("gpt3", "gpt-9"))
    assert (caught.value.code, caught.value.field) == ("unknown_model", "models")


@pytest.mark.parametrize("ends", [(1e3, 1e3), (1e3, 1e17), (1e15, 1e3), (1e15, 1e17)])
@pytest.mark.parametrize("law", sorted(LAWS))
def test_the_ends_of_the_range_have_an_answer(law: str, ends: tuple[float, float]) -> None:
    found = ask(law=law, parameters=ends[0], tokens=ends[1])
    assert ScalingLaw.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("wrong", [{"parameters": 0}, {"tokens": 1e18}, {"parameters": "many"}, {"law": "moore"}])
def test_what_cannot_be_asked(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as caught:
        ask(**wrong)
    assert caught.value.field in wrong


def test_address_reads_back() -> None:
    params = ScalingLawParams(law="kaplan", parameters=1e9, picture="iso-loss", models=("gpt3", "palm"))
    query = params.query_string()
    assert query == "law=kaplan&parameters=1e%2B09&picture=iso-loss&models=gpt3&models=palm"
    assert ScalingLawParams().query_string() == ""
