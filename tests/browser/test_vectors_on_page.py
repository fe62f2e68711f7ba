"""A file of word vectors is loaded on the page, by hand and by keyboard."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox.settings import Settings
from tests.conftest import running

pytestmark = pytest.mark.browser

#: 2 MB is less than the file below.
LIMIT = 2 * 2**20


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that takes small files and has no models."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LM_SANDBOX_UPLOAD", str(LIMIT))
        with running(dataclasses.replace(Settings(), home=tmp_path_factory.mktemp("home")), loaded=0) as address:
            yield address


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """3 MB of word2vec text: king − man + woman is queen, the other words are random."""
    random = np.random.default_rng(0)
    king, man, woman = random.standard_normal((3, 30))
    rows = {"king": king, "man": man, "woman": woman, "queen": king - man + woman}
    rows |= {f"word{number}": random.standard_normal(30) for number in range(5000)}
    lines = [f"{len(rows)} 30", *(" ".join([word, *map("{:.14f}".format, row)]) for word, row in rows.items())]
    path = tmp_path_factory.mktemp("files") / "large <b>.txt"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert path.stat().st_size > LIMIT
    return path


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{address}/en/?view=word-arithmetic&expression=king - man %2B woman&vectors=en")
    page.locator("#view-word-arithmetic .own-vectors summary").click()
    yield page
    page.close()


def test_the_start_of_a_large_file(page: Page, large: Path) -> None:
    own = page.locator("#view-word-arithmetic .own-vectors")
    expect(own.locator(".own-hint")).to_contain_text("first 2 MB")
    with page.expect_file_chooser() as chooser:
        own.locator(".own-choose").press("Enter")
    chooser.value.set_files(large)
    expect(own.locator("[role=status]")).to_contain_text("of 5,004 words, 30 dimensions.")
    expect(own.locator("[role=status]")).to_contain_text("large <b>.txt")
    page.wait_for_url("**vectors=own-*")
    expect(own.locator(".own-problem")).to_be_hidden()
    expect(own.locator(".own-choose")).to_be_focused()
    answer = page.evaluate("document.querySelector('#view-word-arithmetic word-plane').data.result")
    assert answer["results"][0]["word"] == "queen"
    assert answer["vectors"]["name"] == "large <b>.txt"


def test_what_is_wrong_is_said_beside_the_button(page: Page, tmp_path: Path) -> None:
    own = page.locator("#view-word-arithmetic .own-vectors")
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("2 2\na 1 2\nb 1\n")
    own.locator("input[type=file]").set_input_files(wrong)
    expect(own.locator(".own-problem")).to_have_text(
        "Line 3 has the wrong count of numbers after its word: 1 instead of 2."
    )
    wrong.write_text("2 2\na 1 2\nb 1 3\n")
    own.locator("input[type=file]").set_input_files(wrong)
    expect(own.locator("[role=status]")).to_contain_text("2 words, 2 dimensions.")
    expect(own.locator(".own-problem")).to_be_hidden()


def test_a_file_can_be_dropped(page: Page) -> None:
    own = page.locator("#view-word-arithmetic .own-vectors")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["king 1 0\\nman 0 1\\nwoman 1 1\\n"], "dropped.txt"));
          const at = document.querySelector("#view-word-arithmetic .own-panel");
          for (const type of ["dragover", "drop"])
            at.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(own.locator("[role=status]")).to_contain_text("“dropped.txt” is loaded: 3 words, 2 dimensions.")


def test_it_can_be_stopped(page: Page, large: Path) -> None:
    own = page.locator("#view-word-arithmetic .own-vectors")
    page.route("**/vectors?**", lambda route: None)  # never answered
    own.locator("input[type=file]").set_input_files(large)
    own.locator(".own-stop").click()
    expect(own.locator("[role=status]")).to_have_text("Stopped.")
    expect(own.locator(".own-choose")).to_be_visible()
    page.unroute("**/vectors?**")
    own.locator("input[type=file]").set_input_files(large)
    expect(own.locator("[role=status]")).to_contain_text("is loaded")
