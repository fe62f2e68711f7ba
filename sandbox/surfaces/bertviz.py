"""GET /bertviz: BertViz's picture as a document of its own, made for a sandboxed iframe on our pages.

BertViz is made for notebooks: it fetches require.js, d3 and jQuery from elsewhere and writes its data, the reader's
text among them, into a script. Here its two scripts come from this server, changed in two places: they read their data
from a JSON element, in which no text can become markup, and they load d3 and jQuery from widgets/vendor/bertviz. The
document has no script of its own in it, may load and ask for nothing else, and has no origin, even where it is opened
alone.
"""

from __future__ import annotations

import hashlib
import html
import re
from functools import cache
from typing import Any, get_args

from fastapi import APIRouter, Request, Response

from sandbox.errors import NotFound, NotReady
from sandbox.language import Lang, words
from sandbox.models.single_flight import SingleFlight
from sandbox.models.turns import Turns
from sandbox.surfaces.answers import Answer, Answers, key_of, reply
from sandbox.surfaces.api import while_connected
from sandbox.surfaces.document import data
from sandbox.surfaces.static import Static
from sandbox.topics.attention.bertviz_package import BertvizPackage, Kind, bertviz_package
from sandbox.topics.attention.views.bertviz import BERTVIZ, BertvizParams, frame_data, looked

#: How long a browser or a proxy may show the document without asking again, in seconds.
KEEP = 300

#: Bytes of documents that are kept. A class that opens one link must not wait for one after the other to be written,
#: half a second for the largest (64 tokens in 270 heads), and what browsers keep for themselves does not help it. But
#: that one has 7 MB, its compressed form included: among the answers of all views it would push out hundreds of small
#: ones. So a few documents are kept, and apart from these.
KEPT = 16 * 2**20

#: A million weights as Python's numbers and as JSON take 60 MB while a document is written.
WRITING = Turns(places=2, waiting=200)

#: The names of the parts of a pair of sentences, in the order of bertviz_data.blocks.
PARTS = ("frame_all", "frame_a_a", "frame_b_b", "frame_a_b", "frame_b_a")

#: Its licence asks that a changed file says so.
_CHANGED = (
    "// BertViz {version} by Jesse Vig, Apache License 2.0, changed by LM Sandbox: the data is read from the document, "
    "d3 and jQuery from this server."
)
#: Where BertViz's scripts have their data written into, once in code and once in the comment after it.
_PLACE = re.compile(r"= PYTHON_PARAMS;[^\n]*")
#: Where they say which files d3 and jQuery are.
_LIBRARY = re.compile(r"(\b(?:d3|jquery): *)'https://[^']*'")


def router(answers: Answers, static: Static) -> APIRouter:
    """Return the routes."""
    routes = APIRouter()
    documents: SingleFlight[str, Answer] = SingleFlight(KEPT, lambda answer: len(answer.body) + len(answer.zipped))

    @routes.api_route("/bertviz", methods=["GET", "HEAD"])
    async def frame(request: Request) -> Response:
        """Show what BertViz makes of the parameters of the view `bertviz`."""
        question, _, params = await answers.read(BERTVIZ.name, request.scope["query_string"], shows=True)
        assert isinstance(params, BertvizParams)
        package = _installed()
        present = question.shown.get("present") == "1"

        async def render() -> Answer:
            found = await looked(params, answers.lab)

            def write() -> Answer:
                given = frame_data(params, found)
                page = picture(params.kind, given, question.lang, package, static, present=present)
                return Answer.of(page.encode())

            return await WRITING.work(write)

        key = f"{question.lang} {present} {key_of(BERTVIZ, params)}"
        return reply(request, await while_connected(request, documents.get(key, render)), "text/html", KEEP)

    @routes.api_route("/bertviz/{digest}/{name}.js", methods=["GET", "HEAD"])
    async def script(digest: str, name: str) -> Response:
        """Serve one of BertViz's scripts; its address names its content, so that a browser may keep it for good."""
        kind = next((kind for kind in get_args(Kind) if name == f"{kind}_view"), None)
        source = script_of(kind, _installed(), static) if kind else ""
        if not source or digest != _digest(source):
            raise NotFound("unknown_page")
        return Response(
            source, media_type="text/javascript", headers={"Cache-Control": "public, max-age=31536000, immutable"}
        )

    return routes


def picture(
    kind: Kind, given: dict[str, Any], lang: Lang, package: BertvizPackage, static: Static, *, present: bool = False
) -> str:
    """Return the document: the elements that BertViz's script looks for, its data, and the scripts.

    Args:
        kind: which of BertViz's views.
        given: what its script gets.
        lang: the language of our labels in it.
        package: the installed BertViz.
        static: where our files are.
        present: whether the labels are as large as a hall needs them; BertViz's own letters grow with its frame.

    Raises:
        NotReady: the installed BertViz is another one than ours was written for.
    """
    say = words(lang)
    parts = "".join(f'<option value="{place}">{say(f"bertviz.{part}")}</option>' for place, part in enumerate(PARTS))
    choices = ""
    if kind == "head":
        choices += f'<label>{say("bertviz.frame_layer")} <select id="layer"></select></label>'
    if len(given["attention"]) > 1:
        choices += f'<label>{say("bertviz.frame_part")} <select id="filter">{parts}</select></label>'
    source = script_of(kind, package, static)
    addresses = (
        static.url("bertviz-frame/inside/inside.js"),
        static.url("vendor/bertviz/require.js"),
        f"/bertviz/{_digest(source)}/{kind}_view.js",
    )
    return (
        f'<!doctype html><html lang="{lang}"{" data-present" * present}><head><meta charset="utf-8">'
        f"<title>BertViz {html.escape(package.version)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{static.url("bertviz-frame/inside/inside.css")}"></head>'
        f'<body class="{kind}"><div id="bertviz"><p class="choices">{choices}</p>'
        f'<div id="vis" role="img" aria-label="BertViz">{say("bertviz.frame_waiting")}</div></div>'
        + data("given", given)
        + "".join(f'<script src="{address}"></script>' for address in addresses)
        + "</body></html>"
    )


@cache
def script_of(kind: Kind, package: BertvizPackage, static: Static) -> str:
    """Return a script of BertViz's that reads its data from the document and loads nothing from elsewhere.

    Raises:
        NotReady: the places that have to be changed are not there.
    """
    try:
        source = package.script(kind)
    except OSError:
        raise NotReady("bertviz_unreadable", version=package.version) from None
    source, read = _PLACE.subn('= JSON.parse(document.getElementById("given").textContent);', source)
    at = {"d3": static.url("vendor/bertviz/d3.min"), "jquery": static.url("vendor/bertviz/jquery.min")}
    source, loaded = _LIBRARY.subn(lambda found: f"{found[1]}'{at[found[1].split(':')[0]]}'", source)
    if (read, loaded) != (1, 2):
        raise NotReady("bertviz_unreadable", version=package.version)
    return f"{_CHANGED.format(version=package.version)}\n{source}"


def _installed() -> BertvizPackage:
    package = bertviz_package()
    if package is None:
        raise NotReady("bertviz_missing")
    return package


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:12]
