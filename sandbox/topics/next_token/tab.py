"""The pages of this topic."""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr

from sandbox.lab import Lab
from sandbox.language import Words
from sandbox.models.catalog import Model
from sandbox.topics.tab import Tab


def next_token(tab: Tab, lab: Lab) -> None:
    """Place the beginning of a text, the choice of a model and what may come next."""
    _asked(tab, [entry for entry in lab.catalog.of_language if entry.kind == "decoder"], ("text", "model"))


def masked_token(tab: Tab, lab: Lab) -> None:
    """Place a text with blanks, the choice of a model and what may stand in them."""
    _asked(tab, [entry for entry in lab.catalog if entry.mask is not None], ("text", "model", "fill"))


def _asked(tab: Tab, models: list[Model], problems: tuple[str, ...]) -> None:
    """Place everything as both pages have it: a text and one of some models."""
    tab.field = "text"
    tab.sentence()
    tab.chips()
    text = tab.text_field()
    with gr.Row(elem_classes="below"):
        model = tab.choice("model", [(f"{entry.name} · {_languages(entry, tab.say)}", entry.id) for entry in models])
        tab.counts()
    for name in problems:
        tab.problem(name)
    tab.picture({"text": text, "model": model})
    tab.share_bar()
    tab.explanations()


def _languages(entry: Model, say: Words) -> str:
    return say("page.and").join(say(f"page.language_{lang}") for lang in entry.languages)


#: What builds the page of each view.
TABS: dict[str, Callable[[Tab, Lab], None]] = {"next-token": next_token, "masked-token": masked_token}
