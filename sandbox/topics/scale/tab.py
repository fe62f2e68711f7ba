"""The pages of scale."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.lab import Lab
from sandbox.topics.tab import Tab


def training_cost(tab: Tab, lab: Lab) -> None:
    """Place the cost of a training run; everything is set in the picture."""
    asked = ("parameters", "tokens", "layers", "d_model", "context", "gpu", "gpus", "utilization", "days")
    tab.page("", (*asked, "price_gpu_hour", "watts", "pue", "price_kwh", "grid", "yen_per_dollar"))


def scaling_law(tab: Tab, lab: Lab) -> None:
    """Place the loss that a law predicts; everything is set in the picture."""
    tab.page("", ("parameters", "tokens", "models"))


def corpus_size(tab: Tab, lab: Lab) -> None:
    """Place the ladder of text; everything is set in the picture."""
    amounts = ("tokens", "bytes", "books")
    tab.page("", (*amounts, "bytes_per_token", "tokens_per_book", "characters_a_minute", "words_a_minute", "hours"))


def parameter_count(tab: Tab, lab: Lab) -> None:
    """Place the parts of a model with their parameters; everything is set in the picture."""
    sizes = ("layers", "d_model", "heads", "kv_heads", "d_head", "d_ff", "vocabulary", "context", "segments")
    tab.page("", ("shape", "model", *sizes, "experts", "experts_used"))


def memory(tab: Tab, lab: Lab) -> None:
    """Place the memory of a model on GPUs; everything is set in the picture."""
    own = ("parameters", "layers", "d_model", "heads", "kv_heads", "d_head", "d_ff", "vocabulary")
    tab.page("", ("shape", *own, "context", "batch", "rank", "targets", "gpus", "gpu"))


def compute_optimal(tab: Tab, lab: Lab) -> None:
    """Place the best use of some compute; everything is set in the picture."""
    tab.page("", ("compute", "parameters"))


def emergence(tab: Tab, lab: Lab) -> None:
    """Place both ways to measure; everything is set in the picture."""
    tab.page("", ("length", "scale", "exponent", "parameters", "problems"))


def training_run(tab: Tab, lab: Lab) -> None:
    """Place a training that one looks on; everything is set in the picture."""
    tab.page("", ("width", "layers", "characters", "seed"))


def scaling_fit(tab: Tab, lab: Lab) -> None:
    """Place the law of the small models trained here; everything is set in the picture."""
    tab.page("", ("parameters", "characters", "live_parameters", "live_characters", "live_loss"))


#: What builds the page of each view.
TABS: dict[str, Callable[[Tab, Lab], None]] = {
    "scaling-law": scaling_law,
    "compute-optimal": compute_optimal,
    "training-cost": training_cost,
    "parameter-count": parameter_count,
    "memory": memory,
    "corpus-size": corpus_size,
    "emergence": emergence,
    "training-run": training_run,
    "scaling-fit": scaling_fit,
}
