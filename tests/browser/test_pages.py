"""What holds for every view, whatever it shows: it opens and fits, it is accessible, it can be embedded and saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sandbox.language import words
from sandbox.topics import TOPICS, VIEWS
from sandbox.view import View
from tests.browser.pictures import answered

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
AXE = Path("widgets/node_modules/axe-core/axe.min.js")


#: Text of a picture that nobody could read, as "size text".
TINY = """(selector) => {
  const found = [];
  const walk = (node) => {
    if (node.nodeType === 3 && node.textContent.trim()) {
      const { parentElement: parent, textContent: text } = node;
      const size = parseFloat(getComputedStyle(parent).fontSize);
      if (size < 11 && parent.checkVisibility()) found.push(`${size} ${text.trim()}`);
    }
    for (const child of [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes]) walk(child);
  };
  walk(document.querySelector(selector));
  return found;
}"""
VIOLATIONS = """async () => (await axe.run()).violations.map(
  (one) => [one.id, one.nodes.map((node) => node.html.slice(0, 200))])"""


@pytest.mark.parametrize(("lang", "theme"), [("ja", "light"), ("en", "dark")])
@pytest.mark.parametrize("topic", TOPICS)
def test_every_view_opens_and_is_accessible(open_page: Open, topic: str, lang: str, theme: str) -> None:
    page = open_page(f"/{lang}/?view={TOPICS[topic][-1].name}", theme=theme)
    page.add_script_tag(content=AXE.read_text("utf-8"))
    for view in opened(page, topic, lang):
        page.wait_for_timeout(400)  # a colour on its way to another is no colour to judge
        found = page.evaluate(VIOLATIONS)
        assert not found, (view.name, found)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("topic", TOPICS)
def test_every_view_fits_a_phone(open_page: Open, topic: str, lang: str) -> None:
    for _ in opened(open_page(f"/{lang}/?view={TOPICS[topic][-1].name}", "phone"), topic, lang):
        pass


def opened(page: Page, topic: str, lang: str) -> Iterator[View[Any]]:
    """Open a topic's views one after the other, the last one first; each fits and can be read."""
    for view in reversed(TOPICS[topic]):
        if len(TOPICS[topic]) > 1:
            page.get_by_role("tab", name=words(lang)(f"{view.name}.tab"), exact=True).click()
        picture = f"#view-{view.name} {view.widget}"
        answered(page, picture)
        page.wait_for_function("(view) => new URLSearchParams(location.search).get('view') === view", arg=view.name)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 1, view.name
        assert not page.evaluate(TINY, picture), view.name
        yield view


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)
def test_embeds_and_files(open_page: Open, view) -> None:
    example = view.example["en"].query_string()
    page = open_page(f"/embed/{view.name}?lang=en&controls=off&{example}")
    answered(page, view.widget)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 1
    # The document names every module from the start, and none that is not wanted.
    loaded = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    named = page.evaluate("[...document.querySelectorAll('link[rel=modulepreload]')].map((link) => link.href)")
    assert {url for url in loaded if url.endswith(".js")} == set(named)
    svg = re.sub(r"base64,[^\"]*", "", page.evaluate(f"document.querySelector('{view.widget}').svg()"))
    assert svg.startswith("<?xml") and svg.count("<svg") == 1 and not re.search(r"NaN|undefined|<script", svg)
    size = page.evaluate(f"async () => (await document.querySelector('{view.widget}').file('png')).size")
    assert size > 5_000
    page.locator(view.widget).get_by_role("button", name=words("en")(f"{view.widget}.table_show")).first.click()
    expect(page.locator(f"{view.widget} .tables table").first).to_be_visible()
