"""The table of real models is whole, and says where its figures are from."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.topics.scale.laws import compute
from sandbox.topics.scale.real_models import real_models

MODELS = real_models(Path(__file__).resolve().parents[2] / "assets")


def test_every_model_has_a_source_and_a_name_of_its_own() -> None:
    assert len({model.id for model in MODELS}) == len(MODELS)
    assert len({model.name for model in MODELS}) == len(MODELS)
    for model in MODELS:
        assert model.source and model.organisation
        assert (model.loss is None) == (model.text is None)
        assert model.rumour == (model.source == "rumour")


def test_they_are_told_in_the_order_of_their_years() -> None:
    years = [model.year for model in MODELS]
    assert years == sorted(years)


@pytest.mark.parametrize(
    ("name", "flop"),
    [
        ("gpt3-small", 2.25e20),
        ("gpt3-medium", 6.41e20),
        ("gpt3-large", 1.37e21),
        ("gpt3-xl", 2.38e21),
        ("gpt3-2.7b", 4.77e21),
        ("gpt3-6.7b", 1.20e22),
        ("gpt3-13b", 2.31e22),
        ("gpt3", 3.14e23),
        ("chinchilla", 5.76e23),
        ("llama3-405b", 3.8e25),
    ],
)
def test_compute_is_what_the_papers_print(name: str, flop: float) -> None:
    (model,) = (one for one in MODELS if one.id == name)
    # Chinchilla's own figure counts the FLOP of its layers one by one, 2 % less than 6·N·D.
    assert compute(model.parameters, model.tokens) == pytest.approx(flop, rel=0.025)
