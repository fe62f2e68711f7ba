"""HTML documents of our own making: embeds, and the page that says what is wrong with an address."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence

from sandbox.errors import SandboxError
from sandbox.language import Lang, words
from sandbox.surfaces.answers import told
from sandbox.surfaces.static import Static


def document(
    lang: Lang, title: str, body: str, static: Static, *, shown: Mapping[str, str], early: Sequence[str] = ()
) -> str:
    """Return a whole document around a body of ours.

    Args:
        lang: language of the document.
        title: text of its title.
        body: HTML; whatever is not ours in it must be escaped already.
        static: where stylesheets and modules are.
        shown: how it is to be shown: theme=light|dark, present=1.
        early: addresses of modules that the browser should fetch at once.
    """
    theme = f' data-theme="{shown["theme"]}"' if shown.get("theme") in ("light", "dark") else ""
    present = " data-present" if shown.get("present") == "1" else ""
    styles = ("shared/tokens.css", "host/embed.css", "vendor/biz-udpgothic/biz-udpgothic.css")
    links = "".join(f'<link rel="stylesheet" href="{static.url(path)}">' for path in styles)
    links += "".join(f'<link rel="modulepreload" href="{url}">' for url in early)
    return (
        f'<!doctype html><html lang="{lang}"{theme}{present}><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{html.escape(title)}</title>'
        f'<link rel="icon" href="{static.url("host/icon.svg")}" type="image/svg+xml">'
        f"{links}</head><body>{body}</body></html>"
    )


def problem(error: SandboxError, lang: Lang, static: Static) -> str:
    """Return a document that says in one sentence why there is nothing else to see, and leads to the front page."""
    say = words(lang)
    message = html.escape(told(error, lang)["error"]["message"] or "")
    link = f'<p class="way-out"><a href="/{lang}/" target="_top">{say("page.name")}</a></p>'
    return document(lang, say("page.name"), f'<p class="problem" role="alert">{message}</p>{link}', static, shown={})


def data(id: str, value: object) -> str:
    """Return a value as JSON inside a script element: no text in it can end the element or start another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/json" id="{id}">{text}</script>'
