"""What the browser tests say of a picture on a page."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def data(page: Page, widget: str, path: str = "") -> object:
    """A part of what a picture was given."""
    return page.evaluate(f"document.querySelector('{widget}').data{path}")


def answered(page: Page, widget: str, condition: str = "true") -> None:
    """Wait until a picture has an answer for which a condition on `data` holds."""
    there = f"const data = document.querySelector('{widget}')?.data; return data && !data.partial && ({condition})"
    page.wait_for_function(f"() => {{ {there} }}", timeout=60_000)


def field(page: Page, view: str) -> Locator:
    """The text field of a view."""
    return page.locator(f"#view-{view} .text-field textarea")


def problem(page: Page, view: str, name: str) -> Locator:
    """The place of the page that says what is wrong with a field of a view."""
    return page.locator(f"#view-{view} .field-problem[data-field={name}]")
