"""Filling blanks as a class does it, in a real browser; and the card that says what the model is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from sandbox.language import words
from tests.browser.pictures import answered, data, field, problem

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
VIEW = "masked-token"
PARK = "太郎は公園[MASK]遊びました。"
DOGS = "The dogs [MASK] very hungry."
DESK = "机の上に[MASK]が三[MASK]あります。"
AXE = Path("widgets/node_modules/axe-core/axe.min.js")


def panel(page: Page, side: str) -> Locator:
    """What the model says when it sees one side, or both."""
    return page.locator(f"{VIEW} .panel.{side}")


def row(page: Page, side: str, word: str) -> Locator:
    """A candidate in a panel."""
    return panel(page, side).locator(".row").filter(has=page.get_by_text(word, exact=True))


def blanks(page: Page) -> Locator:
    return page.locator(f"{VIEW} .hole")


def best(page: Page, blank: int = 0, side: str = "") -> object:
    return data(page, VIEW, f".result.blanks[{blank}]{side}.candidates[0].text")


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize(
    ("lang", "text", "word", "rival", "size"),
    [("ja", PARK, "で", "まで", "desktop"), ("en", DOGS, "were", "are", "phone")],
)
def test_a_visit(open_page: Open, lang: str, text: str, word: str, rival: str, size: str) -> None:
    """Look at three panels, choose a candidate, take it back, choose again, write it in, open a blank elsewhere."""
    say = words(lang)
    page = open_page(f"/{lang}/?view={VIEW}", size)
    answered(page, VIEW)
    picture = page.locator(VIEW)
    expect(field(page, VIEW)).to_have_value(text)
    assert best(page) == word
    expect(picture.locator(".sentence")).to_contain_text(word)

    # Each panel says what the model saw, what of the text that was, and what it answers.
    for side, covered in (("left", True), ("both", False), ("right", True)):
        expect(panel(page, side).get_by_role("heading")).to_have_text(say(f"{VIEW}.side_{side}"))
        expect(panel(page, side).get_by_role("button")).to_have_count(8)
        assert (panel(page, side).locator(".around .covered").count() > 0) == covered

    # What is chosen stands in the text, in gold, in every panel and in the address; the typed text stays.
    row(page, "both", rival).click()
    answered(page, VIEW, "data.params.fill.length === 1")
    id = data(page, VIEW, ".result.blanks[0].chosen.id")
    page.wait_for_function("(id) => new URLSearchParams(location.search).get('fill') === id", arg=str(id))
    expect(blanks(page)).to_have_accessible_name(say(f"{VIEW}.hole_filled", number=1, word=rival))
    for side in ("left", "both", "right"):
        expect(row(page, side, rival)).to_have_attribute("aria-pressed", "true")
    expect(field(page, VIEW)).to_have_value(text)
    expect(picture.locator(".sentence")).to_contain_text(rival)

    # Back, and forward again; then the button takes it back.
    page.go_back()
    answered(page, VIEW, "data.params.fill.length === 0")
    assert "fill" not in asked(page)
    page.go_forward()
    answered(page, VIEW, "data.params.fill.length === 1")
    picture.get_by_role("button", name=say(f"{VIEW}.reopen")).click()
    answered(page, VIEW, "data.params.fill.length === 0")
    expect(picture.get_by_role("button", name=say(f"{VIEW}.reopen"))).to_be_hidden()

    # Written in, it belongs to the text, and no blank is left.
    row(page, "both", word).click()
    picture.get_by_role("button", name=say(f"{VIEW}.write", word=word)).click()
    answered(page, VIEW, "data.result.blanks.length === 0")
    whole = text.replace("[MASK]", word)
    expect(field(page, VIEW)).to_have_value(whole)
    assert asked(page)["text"] == [whole] and "fill" not in asked(page)
    expect(picture.locator(".sentence")).to_have_text(say(f"{VIEW}.sentence_none"))
    expect(panel(page, "both")).to_be_hidden()

    # A word of the text becomes a blank, in the field too, and the language switch keeps it.
    picture.get_by_role("button", name=word, exact=True).click()
    answered(page, VIEW, "data.result.blanks.length === 1")
    expect(field(page, VIEW)).to_have_value(text)
    page.locator(f"a[data-lang={'en' if lang == 'ja' else 'ja'}]").click()
    answered(page, VIEW)
    expect(field(page, VIEW)).to_have_value(text)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 1


def test_blanks_by_typing(open_page: Open) -> None:
    """Every spelling of a blank; a sentence that stands on one side only; nothing to go by at all."""
    say = words("ja")
    page = open_page(f"/ja/?view={VIEW}")
    answered(page, VIEW)
    for spelling in ("＿＿", "（　）", "___", "[mask]"):
        typed = PARK.replace("[MASK]", spelling)
        field(page, VIEW).fill(typed)
        answered(page, VIEW, f"data.params.text === '{typed}'")
        assert best(page) == best(page, side=".right") == "で"
    for typed, sides in (
        ("[MASK]が降っています。", ["left"]),
        ("太郎は[MASK]", ["right"]),
        ("[MASK]", ["left", "right"]),
    ):
        field(page, VIEW).fill(typed)
        answered(page, VIEW, f"data.params.text === '{typed}'")
        for side in ("left", "right"):
            told = panel(page, side).get_by_text(say(f"{VIEW}.empty_{side}"), exact=True)
            expect(told).to_be_visible(visible=side in sides)
        expect(page.locator(f"{VIEW} .worth")).to_have_text("")
    # Japanese alone is said in Japanese: the page's own words have no English in them but the tokens'.
    assert not re.search(r"[a-z]{4,}", page.locator(f"{VIEW} .card > .text .hint").inner_text())


def test_what_was_filled_in_is_read_by_the_other_blank(open_page: Open) -> None:
    say = words("ja")
    page = open_page(f"/ja/?view={VIEW}&top_n=30&text={quote(DESK)}")
    answered(page, VIEW)
    expect(page.locator(f"{VIEW} .notes")).to_contain_text(say(f"{VIEW}.note_alone"))
    for thing, counter in (("辞書", "冊"), ("鉛筆", "本")):
        blanks(page).first.click()
        row(page, "both", thing).click()
        answered(page, VIEW, f"data.result.blanks[0].chosen?.text === '{thing}'")
        blanks(page).nth(1).click()
        expect(blanks(page).nth(1)).to_have_attribute("aria-pressed", "true")
        expect(panel(page, "both").locator(".row").first).to_contain_text(counter)
        # The little sentence of the panel says what the model reads there.
        expect(panel(page, "both").locator(".around")).to_contain_text(thing)
    expect(page.locator(f"{VIEW} .notes")).not_to_contain_text(say(f"{VIEW}.note_alone"))
    page.wait_for_function("new URLSearchParams(location.search).get('blank') === '1'")
    # A third blank is the last one.
    page.locator(f"{VIEW} .strip").get_by_role("button", name="上", exact=True).click()
    answered(page, VIEW, "data.result.blanks.length === 3")
    expect(page.locator(f"{VIEW} .hint")).to_have_text(say(f"{VIEW}.hint_full"))
    expect(page.locator(f"{VIEW} .strip").get_by_role("button")).to_have_count(3)


def test_the_keyboard_alone(open_page: Open) -> None:
    """Nobody who presses a key is put back at the beginning of the page."""
    say = words("en")
    page = open_page(f"/en/?view={VIEW}")
    answered(page, VIEW)
    picture = page.locator(VIEW)
    blanks(page).focus()
    page.keyboard.press("Tab")
    expect(panel(page, "left").locator(".row").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    chosen = panel(page, "both").locator(".row").nth(1)
    expect(chosen).to_be_focused()
    # The same word is lit where it stands in the other panels.
    id = chosen.get_attribute("data-id")
    expect(panel(page, "right").locator(".row.lit")).to_have_attribute("data-id", str(id))
    page.keyboard.press("Enter")
    answered(page, VIEW, f"data.params.fill[0] === {id}")
    expect(chosen).to_be_focused()
    page.keyboard.press("End")
    expect(panel(page, "both").locator(".row").last).to_be_focused()
    page.keyboard.press("Home")
    expect(panel(page, "both").locator(".row").first).to_be_focused()

    # Write it in: the button is gone then, and the text has the focus.
    picture.get_by_role("button", name=say(f"{VIEW}.write", word="are")).press("Enter")
    answered(page, VIEW, "data.result.blanks.length === 0")
    expect(picture.locator(".strip button").first).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(picture.get_by_role("button", name="are", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    answered(page, VIEW, "data.result.blanks.length === 1")
    expect(blanks(page)).to_be_focused()
    expect(field(page, VIEW)).to_have_value(DOGS)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_cannot_be_read_is_said_and_nothing_is_lost(open_page: Open, lang: str) -> None:
    say = words(lang)
    page = open_page(f"/{lang}/?view={VIEW}", allow="422")
    answered(page, VIEW)
    before = data(page, VIEW, ".result")
    told = problem(page, VIEW, "text")
    for typed, sentence in (
        ("", say("errors.string_too_short")),
        ("[MASK] " * 4, say("errors.too_many_blanks", count=4, limit=3)),
        ("x" * 401, say("errors.string_too_long", max_length=400)),
        ("猫" * 200, say("errors.too_many_tokens", count=202, limit=64)),
    ):
        field(page, VIEW).fill(typed)
        expect(told).to_have_text(sentence)
        expect(field(page, VIEW)).to_have_value(typed)
        assert data(page, VIEW, ".result") == before
    # What is merely strange is answered, and the words it does not know are marked.
    for typed, unknown in (("😀", 1), ("   ", 0), ("<b>[MASK]</b> qwzx", 6), ("()[MASK]{{7*7}}", 0)):
        field(page, VIEW).fill(typed)
        answered(page, VIEW, f"data.params.text === {typed!r}")
        expect(told).to_be_hidden()
        marks = page.locator(f"{VIEW} .chip.unknown")
        if unknown:
            expect(page.locator(f"{VIEW} .notes")).to_contain_text(say(f"{VIEW}.note_unknown_own", count=marks.count()))
        assert marks.count() >= bool(unknown)
    # A link whose word this model has not: said at its own place, and an example brings the picture.
    page = open_page(f"/{lang}/?view={VIEW}&text={quote(PARK)}&fill=99999", allow="422")
    expect(problem(page, VIEW, "fill")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name=PARK, exact=True).click()
    answered(page, VIEW, f"data.params.text === '{PARK}'")
    expect(problem(page, VIEW, "fill")).to_be_hidden()


def test_table_and_files(open_page: Open) -> None:
    say = words("ja")
    page = open_page(f"/ja/?view={VIEW}")
    answered(page, VIEW)
    page.locator(VIEW).get_by_role("button", name=say(f"{VIEW}.table_show")).click()
    both = data(page, VIEW, ".result.blanks[0]")
    bits = f"{both['entropy_bits']:.2f}"  # type: ignore[index]
    caption = say(f"{VIEW}.table_blank", number=1, side=say(f"{VIEW}.side_both"), bits=bits)
    table = page.locator(f"{VIEW} table").filter(has_text=caption)
    expect(table.locator("tbody tr")).to_have_count(8)
    expect(table.locator("tbody tr").first).to_contain_text("で")
    for lang in ("ja", "en"):  # how often it is right, as measured
        name = say(f"{VIEW}.table_measured", language=say(f"{VIEW}.language_{lang}"))
        expect(page.locator(f"{VIEW} table").filter(has_text=name).locator("tbody tr")).to_have_count(3)
    for kind, start in (("SVG", b"<?xml"), ("PNG", b"\x89PNG")):
        with page.expect_download() as download:
            page.locator(f"#view-{VIEW} .share-bar").get_by_role("button", name=kind).click()
        assert (file := Path(download.value.path()).read_bytes()).startswith(start)
        assert kind == "PNG" or all(
            part in file.decode() for part in ("遊びました", say(f"{VIEW}.side_right"), "99.97")
        )


@pytest.mark.parametrize(("lang", "theme"), [("ja", "dark"), ("en", "light")])
def test_on_a_slide_and_in_a_hall_it_is_one_screen(open_page: Open, lang: str, theme: str) -> None:
    page = open_page(f"/embed/{VIEW}?lang={lang}&present=1", theme=theme)
    host = page.url.split("/embed")[0]
    for path in (
        f"/embed/{VIEW}?lang={lang}&present=1",
        f"/embed/{VIEW}?lang={lang}",
        f"/{lang}/?view={VIEW}&present=1",
    ):
        page.goto(host + path)
        answered(page, VIEW)
        page.wait_for_function("() => document.documentElement.scrollHeight <= innerHeight")
        assert page.evaluate("document.documentElement.scrollWidth") == 1280
        token = panel(page, "both").locator(".token").first
        size = token.evaluate("(token) => parseFloat(getComputedStyle(token).fontSize)")
        assert size >= (24 if "present" in path else 16)
        # What was chosen can be written in, and everything is still to be seen.
        panel(page, "both").locator(".row").nth(1).click()
        answered(page, VIEW, "data.params.fill.length === 1")
        card = page.locator(f"{VIEW} .card").bounding_box()
        assert card and card["y"] + card["height"] <= 720, path


@pytest.mark.parametrize(
    ("view", "widget", "lang"),
    [
        (VIEW, VIEW, "ja"),
        (VIEW, VIEW, "en"),
        ("next-token", "next-token-bars", "ja"),
        ("next-token", "next-token-bars", "en"),
    ],
)
def test_the_models_card(open_page: Open, server: str, view: str, widget: str, lang: str) -> None:
    """By the keyboard: what it is, its licence, how exact its weights are, what that cost, where it comes from."""
    say = words(lang)
    page = open_page(f"/{lang}/?view={view}", theme="dark" if lang == "ja" else "light")
    answered(page, widget)
    model = httpx.get(f"{server}/api/{view}{page.evaluate('location.search')}", timeout=60).json()["result"]["model"]
    assert bool(model["loss"]) == model["quantized"]
    picture = page.locator(widget)
    button = picture.get_by_role("button", name=say("model-card.card_show"), exact=True)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    card = picture.get_by_role("region", name=say("model-card.card_title", name=model["name"]))
    expect(card).to_be_visible()
    lines = dict(zip(card.locator("dt").all_inner_texts(), card.locator("dd").all_inner_texts(), strict=True))
    for label, value in (
        ("name", model["name"]),
        ("parameters", f"{model['parameters']:,}"),
        ("weights", model["precision"]),
        ("license", model["license"]),
        ("origin", model["origin"]),
        ("notice", model["notice"]),
        ("loss", f"{model['loss']['kl']:.2g}" if model["loss"] else say("model-card.card_nothing_lost")),
    ):
        assert value and value in lines[say(f"model-card.card_{label}")], label
    page.add_script_tag(content=AXE.read_text("utf-8"))
    page.wait_for_timeout(400)  # a colour on its way to another is no colour to judge
    assert not page.evaluate("async () => (await axe.run()).violations.map((one) => [one.id, one.nodes[0].html])")
    # The same key closes it, and the focus is still there.
    close = picture.get_by_role("button", name=say("model-card.card_hide"), exact=True)
    expect(close).to_be_focused()
    page.keyboard.press("Enter")
    expect(card).to_have_count(0)
    expect(button).to_be_focused()
