"""The Gradio pages, /ja/ and /en/: one tab a view."""

from __future__ import annotations

import html
from collections.abc import Callable

import gradio as gr
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.errors import NotAllowed, NotFound
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


class Heads:
    """Puts our part into the head of Gradio's documents (ASGI).

    It also keeps the doors shut that Gradio opens for components we do not use: no upload, no event comes in.

    Gradio adds its own `head=` only when its scripts run, and names every document English. Here language, colours and
    the picture's modules are there from the first byte: no flash of another page, and the picture comes earlier.
    """

    def __init__(self, app: ASGIApp, static: Static) -> None:
        self.app = app
        self.heads = {f"/{lang}/": (lang, head(words(lang), static).encode()) for lang in LANGS}

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


#: How the page looks, from its address or, for the colours, from the last visit; before anything is drawn.
_LOOKS = """
{
  const query = new URLSearchParams(location.search), root = document.documentElement;
  const theme = query.get("theme") ?? localStorage.getItem("theme");
  if (query.get("present") === "1") root.dataset.present = "";
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
}
"""


def head(say: Words, static: Static) -> str:
    """Return our part of a document's head: title, the design's stylesheets, the page's module and the pictures'."""
    fonts = ["vendor/biz-udpgothic/biz-udpgothic.css", "vendor/biz-udpgothic/biz-udpgothic-rare.css"]
    styles = ["shared/tokens.css", "host/page.css", *fonts]
    early = [url for view in VIEWS.values() for url in static.modules(view.widget)]
    return (
        f"<title>{say('page.name')} · {say('page.tagline')}</title>"
        f'<link rel="icon" href="{static.url("host/icon.svg")}" type="image/svg+xml">'
        + "".join(f'<link rel="stylesheet" href="{static.url(path)}">' for path in styles)
        + "".join(f'<link rel="modulepreload" href="{url}">' for url in early)
        + f'<script type="module" src="{static.url("host/page.js")}"></script>'
        f"<script>{_LOOKS}document.documentElement.dataset.opening = '{say('page.opening')}';</script>"
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
    lines = [f"{entry.name} · {entry.license} · {entry.notice}" for entry in lab.catalog]
    models = "".join(f'<li lang="en">{html.escape(line)}</li>' for line in lines)
    return f'<footer class="foot"><p>{say("page.foot")}</p><p>{say("page.models")}</p><ul>{models}</ul></footer>'
