"""The page of the next token."""

from __future__ import annotations

import gradio as gr

from sandbox.lab import Lab
from sandbox.language import Words
from sandbox.models.catalog import Model
from sandbox.topics.tab import Tab


def build(tab: Tab, lab: Lab) -> None:
    """Place the fields and the picture."""
    tab.field = "text"
    tab.sentence()
    decoders = [entry for entry in lab.catalog.of_language if entry.kind == "decoder"]
    tab.chips()
    text = tab.text_field()
    with gr.Row(elem_classes="below"):
        model = tab.choice("model", [(f"{entry.name} · {_languages(entry, tab.say)}", entry.id) for entry in decoders])
        tab.counts()
    tab.problem("text")
    tab.problem("model")
    tab.picture({"text": text, "model": model})
    tab.share_bar()
    tab.explanations()


def _languages(entry: Model, say: Words) -> str:
    return say("page.and").join(say(f"page.language_{lang}") for lang in entry.languages)
