"""The view scaling-fit: runs, the law without what is kept out, and what it says of the largest run."""

import asyncio
import math

import pytest

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.topics.scale.fitting import LEAST, predict
from sandbox.topics.scale.views.scaling_fit import ScalingFit, ScalingFitParams, scaling_fit
from tests.conftest import CATALOG, SETTINGS


def answer(**values: object) -> ScalingFit:
    return asyncio.run(scaling_fit(ScalingFitParams.checked(**values), Lab(SETTINGS, CATALOG)))


def test_the_largest_model_is_foretold_by_a_law_that_has_not_seen_it() -> None:
    found = answer()
    top = found.runs[found.largest]
    assert top.parameters == max(run.parameters for run in found.runs)
    for run, said in zip(found.runs, found.said, strict=True):
        assert not said.fitted or (run.parameters < top.parameters and run.characters >= LEAST)
    said = found.said[found.largest]
    assert said.error is not None and math.isclose(said.loss, top.loss * (1 + said.error))
    assert found.fits["largest-model"].runs == sum(said.fitted for said in found.said)


def test_what_is_kept_out_is_said() -> None:
    counts = {without: sum(said.fitted for said in answer(without=without).said) for without in answer().fits}
    assert counts["none"] > counts["largest-run"] >= counts["largest-model"] > 5
    assert counts["largest-run"] == counts["none"] - 1
    assert {without: fit.runs for without, fit in answer().fits.items()} == counts


def test_the_terms_add_up_and_no_run_is_below_the_truth() -> None:
    found = answer(parameters=1e6, characters=1e8)
    for said in (*found.said, found.asked):
        assert math.isclose(sum(said.terms), said.loss) and said.low < said.loss < said.high
    assert all(run.loss > found.entropy for run in found.runs)
    assert found.asked.error is None
    assert found.asked.loss == predict(found.fits["largest-model"], 1e6, 1e8).loss


def test_a_run_of_ones_own_is_laid_beside_the_law() -> None:
    assert answer().live is None and answer(live_parameters=20_000, live_characters=100_000).live is None
    live = answer(live_parameters=20_000, live_characters=1_000_000, live_loss=0.6).live
    assert live is not None and live.error is not None and math.isclose(live.loss, 0.6 * (1 + live.error))


def test_published_laws_stand_beside_it() -> None:
    assert [law.id for law in answer().papers] == ["kaplan", "hoffmann", "hoffmann-unrounded", "besiroglu"]


@pytest.mark.parametrize("wrong", [{"axis": "time"}, {"parameters": 0}, {"live_loss": -1}, {"without": "all"}])
def test_bad_questions_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        answer(**wrong)
