"""The pages of word vectors."""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr

from sandbox.lab import Lab
from sandbox.language import LANGS
from sandbox.models.vectors_catalog import Entry, all_vectors
from sandbox.topics.tab import Tab
from sandbox.topics.words.views.vocabulary_map import VOCABULARY_MAP


def arithmetic(tab: Tab, lab: Lab) -> None:
    """Place an expression, its plane, and the map of all words with the same words on it."""
    tab.field = "expression"
    _top(tab)
    text = tab.text_field()
    vectors = _vectors(tab, lab, lambda entry: True, own=True)
    _problems(tab, "expression", "vectors")
    with gr.Row(elem_classes="beside"):
        with gr.Column(scale=3, min_width=340):
            tab.picture({"expression": text, "vectors": vectors})
        with gr.Column(scale=2, min_width=340):
            known = all_vectors(lab.settings).values()
            tab.companion(VOCABULARY_MAP, [entry.info.id for entry in known if entry.has_map])
    _bottom(tab)


def vocabulary_map(tab: Tab, lab: Lab) -> None:
    """Place the map of a whole vocabulary."""
    _top(tab)
    vectors = _vectors(tab, lab, lambda entry: entry.has_map)
    _problems(tab, "vectors", "words")
    tab.picture({"vectors": vectors})
    _bottom(tab)


def word_map(tab: Tab, lab: Lab) -> None:
    """Place a list of words and their live map."""
    tab.field = "words"
    _top(tab)
    text = tab.text_field(lines=2)
    vectors = _vectors(tab, lab, lambda entry: not entry.rows, own=True)
    _problems(tab, "words", "vectors", "expression")
    tab.picture({"words": text, "vectors": vectors})
    _bottom(tab)


def toy_table(tab: Tab, lab: Lab) -> None:
    """Place a sum of words; the table itself is edited in the picture."""
    tab.field = "expression"
    _text_only(tab)


def skip_gram(tab: Tab, lab: Lab) -> None:
    """Place a sentence and the window that slides over it."""
    tab.field = "text"
    _text_only(tab)


def word2vec(tab: Tab, lab: Lab) -> None:
    """Place the text to learn from and the training."""
    tab.field = "text"
    _top(tab)
    text = tab.text_field(lines=2)
    with gr.Row(elem_classes="below"):
        corpus = tab.choice("corpus", [(tab.say(f"page.language_{lang}"), lang) for lang in LANGS])
        tab.counts()
    _problems(tab, "text", "watch")
    tab.picture({"text": text, "corpus": corpus})
    _bottom(tab)


def word_axis(tab: Tab, lab: Lab) -> None:
    """Place the words for an axis; its two poles are written in the picture."""
    tab.field = "words"
    _top(tab)
    text = tab.text_field(lines=2)
    vectors = _vectors(tab, lab, lambda entry: not entry.rows, own=True)
    _problems(tab, "words", "vectors", "from_words", "to_words")
    tab.picture({"words": text, "vectors": vectors})
    _bottom(tab)


def _text_only(tab: Tab, lines: int = 1) -> None:
    """Place a text field and the picture; everything else is set in the picture itself."""
    _top(tab)
    text = tab.text_field(lines)
    tab.counts()
    _problems(tab, tab.field)
    tab.picture({tab.field: text})
    _bottom(tab)


def _top(tab: Tab) -> None:
    tab.sentence()
    tab.chips()


def _bottom(tab: Tab) -> None:
    tab.share_bar()
    tab.explanations()


def _problems(tab: Tab, *fields: str) -> None:
    for field in fields:
        tab.problem(field)


def _vectors(tab: Tab, lab: Lab, fits: Callable[[Entry], bool], own: bool = False) -> gr.Radio:
    """Place the choice of vectors: the shipped ones (of the toy tables this language's), those added on this machine,
    and with `own` the reader's.
    """
    entries = [entry for entry in all_vectors(lab.settings).values() if fits(entry)]
    shown = [entry for entry in entries if not entry.rows or entry.info.language == tab.say.lang]
    with gr.Row(elem_classes="below"):
        choice = tab.choice("vectors", [(_label(tab, entry), entry.info.id) for entry in shown])
        if own:
            tab.own_vectors()
        tab.counts()
    return choice


def _label(tab: Tab, entry: Entry) -> str:
    language = entry.info.language
    name = tab.say(f"page.language_{language}") if language and not entry.rows else ""
    return " · ".join(part for part in (entry.info.name, name) if part)


#: What builds the page of each view.
TABS: dict[str, Callable[[Tab, Lab], None]] = {
    "word-arithmetic": arithmetic,
    "vocabulary-map": vocabulary_map,
    "word-map": word_map,
    "word-vectors": toy_table,
    "skip-gram": skip_gram,
    "word2vec": word2vec,
    "word-axis": word_axis,
}
