"""The Gradio pages, /ja/ and /en/: one tab a view."""

from __future__ import annotations

import html
from collections.abc import Callable

import gradio as gr
from fastapi import FastAPI

from sandbox.lab import Lab
from sandbox.language import LANGS, Words, words
from sandbox.surfaces.static import Static
from sandbox.topics import VIEWS
from sandbox.topics.next_token import tab as next_token_tab
from sandbox.topics.tab import Tab

#: The page of each view, in the order of the tabs.
TABS: dict[str, Callable[[Tab, Lab], None]] = {"next-token": next_token_tab.build}


def mount(app: FastAPI, lab: Lab, static: Static) -> None:
    """Put the page of every language on the app."""
    for lang in LANGS:
        say = words(lang)
        gr.mount_gradio_app(
            app,
            page(say, lab, static),
            path=f"/{lang}",
            theme=gr.themes.Base(font=["BIZ UDPGothic", "sans-serif"], font_mono=["monospace"]),
            head=head(say, static),
            footer_links=[],
            run_history=False,
            ssr_mode=False,
            show_error=False,
            mcp_server=False,
        )


def page(say: Words, lab: Lab, static: Static) -> gr.Blocks:
    """Build the page of one language."""
    host = static.url("host/page.js")
    title = f"{say('page.name')} · {say('page.tagline')}"
    blocks = gr.Blocks(title=title, analytics_enabled=False, fill_width=True)
    with blocks:
        gr.HTML(html_template=_masthead(say), js_on_load=None, elem_classes="plain")
        with gr.Tabs(elem_id="topics"):
            for name, build in TABS.items():
                with gr.Tab(say(f"{name}.title"), id=name), gr.Column(elem_id=f"view-{name}", elem_classes="view"):
                    build(Tab(VIEWS[name], say, host), lab)
        gr.HTML(html_template=_foot(say, lab), js_on_load=None, elem_classes="plain")
    return blocks


def head(say: Words, static: Static) -> str:
    """Return what goes into the document's head: the design's stylesheets, the page's module, language and size."""
    present = "new URLSearchParams(location.search).get('present') === '1'"
    return (
        f'<link rel="icon" href="{static.url("host/icon.svg")}" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{static.url("shared/tokens.css")}">'
        f'<link rel="stylesheet" href="{static.url("host/page.css")}">'
        f'<script type="module" src="{static.url("host/page.js")}"></script>'
        f"<script>document.documentElement.lang = '{say.lang}';"
        f"if ({present}) document.documentElement.dataset.present = '';</script>"
    )


def _masthead(say: Words) -> str:
    other = next(lang for lang in LANGS if lang != say.lang)
    theme = f'<button type="button" data-theme-switch>{say("page.theme")}</button>'
    name = words(other)("page.language_name")
    switch = f'<a href="/{other}/" data-lang="{other}" lang="{other}" hreflang="{other}">{name}</a>'
    return (
        f'<header class="masthead"><div><h1>{say("page.name")}</h1><p>{say("page.tagline")}</p></div>'
        f'<nav aria-label="{say("page.settings")}">{theme}{switch}</nav></header>'
    )


def _foot(say: Words, lab: Lab) -> str:
    models = "".join(
        f"<li><b>{html.escape(entry.name)}</b> · {html.escape(entry.license)} · {html.escape(entry.notice)}</li>"
        for entry in lab.catalog
    )
    return f'<footer class="foot"><p>{say("page.foot")}</p><ul>{models}</ul></footer>'
