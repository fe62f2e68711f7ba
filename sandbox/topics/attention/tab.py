"""The pages of attention."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.lab import Lab
from sandbox.topics.tab import Tab


def attention(tab: Tab, lab: Lab) -> None:
    """Place a text and who looks at whom in it, in every head."""
    tab.page("text", ("text", "text_b", "model", "model_b", "layer", "head", "layer_b", "head_b"))


def attention_steps(tab: Tab, lab: Lab) -> None:
    """Place a text and the steps from a query to the output of one head."""
    tab.page("text", ("text", "model", "layer", "head"))


def attention_pattern(tab: Tab, lab: Lab) -> None:
    """Place a mask; everything is set in the picture."""
    tab.page("", ("length", "window", "random", "global"))


def bertviz(tab: Tab, lab: Lab) -> None:
    """Place a text and BertViz's own pictures of it."""
    tab.page("text", ("text", "text_b", "model", "layer"))


#: What builds the page of each view.
TABS: dict[str, Callable[[Tab, Lab], None]] = {
    "attention": attention,
    "attention-steps": attention_steps,
    "attention-pattern": attention_pattern,
    "bertviz": bertviz,
}
