"""The Gradio pages, /ja/ and /en/: one tab a view."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.errors import NotAllowed, NotFound
from sandbox.lab import Lab
from sandbox.language import LANGS, Words, words
from sandbox.models.tokenizers_catalog import tokenizer_entries
from sandbox.models.vectors_catalog import all_vectors
from sandbox.surfaces.static import Static
from sandbox.topics import TOPICS, VIEWS
from sandbox.topics.attention import tab as attention
from sandbox.topics.next_token import tab as next_token
from sandbox.topics.prompting import tab as prompting
from sandbox.topics.scale import tab as scale
from sandbox.topics.tab import Tab
from sandbox.topics.tokens import tab as tokens
from sandbox.topics.words import tab as words_tab
from sandbox.view import View

#: What builds the page of each view.
TABS: dict[str, Callable[[Tab, Lab], None]] = (
    words_tab.TABS | tokens.TABS | attention.TABS | next_token.TABS | prompting.TABS | scale.TABS
)


def mount(app: FastAPI, lab: Lab, static: Static) -> None:
    """Put the page of every language on the app."""
    for lang in LANGS:
        say = words(lang)
        gr.mount_gradio_app(
            app,
            page(say, lab, static),
            path=f"/{lang}",
            theme=gr.themes.Base(font=["BIZ UDPGothic", "sans-serif"], font_mono=["monospace"]),
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
        rows, tabs = [], []  # of tabs: the topics', then those of each topic that has several views

        def tab(title: str, id: str) -> gr.Tab:
            tabs.append(gr.Tab(title, id=id))
            return tabs[-1]

        def view(name: str) -> None:
            with gr.Column(elem_id=f"view-{name}", elem_classes="view"):
                TABS[name](Tab(VIEWS[name], say, host), lab)

        with gr.Tabs(overflow_behavior="wrap", elem_id="topics") as topics:
            rows.append(topics)
            for topic, views in TOPICS.items():
                if len(views) == 1:
                    with tab(say(f"{topic}.title"), topic):
                        view(views[0].name)
                    continue
                with (
                    tab(say(f"page.topic_{topic}"), topic),
                    gr.Tabs(elem_classes="views", overflow_behavior="wrap") as row,
                ):
                    rows.append(row)
                    for one in views:
                        with tab(say(f"{one.name}.tab"), one.name):
                            view(one.name)
        names = json.dumps([[topic, [view.name for view in views]] for topic, views in TOPICS.items()])
        choose = f"() => import({json.dumps(host)}).then((page) => page.tabs({names}))"
        blocks.load(None, js=choose, outputs=rows)
        gr.Button("", elem_id="follow").click(None, js=choose, outputs=rows, trigger_mode="multiple")
        for opened in tabs:
            opened.select(None, js="() => window.lmSandbox?.opened()")
        gr.HTML(html_template=_foot(say, lab), js_on_load=None, elem_classes="plain")
    return blocks


class Heads:
    """Puts our part into the head of Gradio's documents (ASGI).

    It also keeps the doors shut that Gradio opens for components we do not use: no upload, no event comes in.

    Gradio adds its own `head=` only when its scripts run, and names every document English. Here language, colours and
    the picture's modules are there from the first byte: no flash of another page, and the picture comes earlier.
    """

    def __init__(self, app: ASGIApp, static: Static) -> None:
        self.app = app
        self.heads = {f"/{lang}/": (lang, head(words(lang), static).encode()) for lang in LANGS}
        self.early = {view.name: preloads(view, static).encode() for view in VIEWS.values()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not scope["path"].startswith(tuple(self.heads)):
            return await self.app(scope, receive, send)
        if scope["method"] not in ("GET", "HEAD"):
            raise NotAllowed("method")
        if scope["path"] not in self.heads:
            missing = False

            async def unless_missing(message: Message) -> None:
                nonlocal missing
                missing = missing or message.get("status") == 404
                if not missing:
                    await send(message)

            await self.app(scope, receive, unless_missing)
            if missing:
                raise NotFound("unknown_page")
            return
        lang, ours = self.heads[scope["path"]]
        asked = re.search(rb"(?:^|&)view=([a-z0-9-]+)", scope["query_string"])
        ours += self.early.get(asked[1].decode() if asked else "", b"") or next(iter(self.early.values()))
        start: Message = {}
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if not message.get("more_body", False):
                body = body.replace(b'lang="en"', f'lang="{lang}"'.encode(), 1)
                body = body.replace(b'<meta charset="utf-8" />', b'<meta charset="utf-8" />' + ours, 1)
                MutableHeaders(scope=start)["content-length"] = str(len(body))
                await send(start)
                await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, rewrite)


#: How the page looks, from its address or, for the colours, from the last visit; before anything is drawn. Gradio opens
#: the first tabs and only then the asked ones: until then (at most four seconds) no tab shows what is in it.
_LOOKS = """
{
  const query = new URLSearchParams(location.search), root = document.documentElement;
  const theme = query.get("theme") ?? localStorage.getItem("theme");
  if (query.get("present") === "1") root.dataset.present = "";
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  if (query.has("view")) root.dataset.seeking = "";
  setTimeout(() => delete root.dataset.seeking, 4000);
}
"""


def head(say: Words, static: Static) -> str:
    """Return our part of a document's head: title, the design's stylesheets, the page's module."""
    fonts = ["vendor/biz-udpgothic/biz-udpgothic.css", "vendor/biz-udpgothic/biz-udpgothic-rare.css"]
    styles = ["shared/tokens.css", "host/page.css", *fonts]
    return (
        f"<title>{say('page.name')} · {say('page.tagline')}</title>"
        f'<link rel="icon" href="{static.url("host/icon.svg")}" type="image/svg+xml">'
        + "".join(f'<link rel="stylesheet" href="{static.url(path)}">' for path in styles)
        + f'<script type="module" src="{static.url("host/page.js")}"></script>'
        f"<script>{_LOOKS}document.documentElement.dataset.opening = '{say('page.opening')}';</script>"
    )


def preloads(view: View[Any], static: Static) -> str:
    """Return the part of a head that lets the browser fetch the modules of a view's picture at once."""
    return "".join(
        f'<link rel="modulepreload" href="{url}">' for url in static.modules(f"{view.widget}/{view.widget}.js")
    )


def _masthead(say: Words) -> str:
    other = next(lang for lang in LANGS if lang != say.lang)
    label = say("page.theme")
    theme = f'<button type="button" data-theme-switch aria-label="{label}" title="{label}">◐</button>'
    name = words(other)("page.language_name")
    switch = f'<a href="/{other}/" data-lang="{other}" lang="{other}" hreflang="{other}">{name}</a>'
    return (
        f'<header class="masthead"><div><h1>{say("page.name")}</h1><p>{say("page.tagline")}</p></div>'
        f'<nav aria-label="{say("page.settings")}">{theme}{switch}</nav></header>'
    )


def _foot(say: Words, lab: Lab) -> str:
    # The notices are in the words of their licences, which are English.
    vectors = [entry.info for entry in all_vectors(lab.settings).values()]
    tokenizers = tokenizer_entries(lab.settings.assets).values()
    used = (*lab.catalog, *tokenizers, *vectors)
    lines = [f"{one.name} · {one.license} · {one.notice}" for one in used if one.notice]
    models = "".join(f'<li lang="en">{html.escape(line)}</li>' for line in lines)
    return f'<footer class="foot"><p>{say("page.foot")}</p><p>{say("page.models")}</p><ul>{models}</ul></footer>'
