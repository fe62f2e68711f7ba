"""Scale as a class uses it: sliding, typing nonsense, dragging, training a model, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from sandbox.language import Lang, words
from tests.browser.pictures import answered, data, problem

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
LAW, OPTIMAL, COST, COUNT, CORPUS, RUN, FIT = (
    "scaling-law",
    "compute-optimal",
    "training-cost",
    "parameter-count",
    "corpus-size",
    "training-run",
    "scaling-fit",
)
#: The picture of each view.
PICTURES = {
    **{name: name for name in (LAW, OPTIMAL, COST, COUNT)},
    "memory": "memory-fit",
    CORPUS: CORPUS,
    "emergence": "emergence-curve",
    RUN: RUN,
    FIT: FIT,
}
#: The slider of each picture that a class moves first.
SLIDERS = {
    LAW: "parameters",
    OPTIMAL: "compute",
    COST: "tokens",
    COUNT: "layers",
    "memory": "context",
    CORPUS: "tokens",
    "emergence": "length",
    FIT: "parameters",
}
#: The name of a slider, where that is not the name of its parameter.
NAMES = {FIT: "ask_parameters"}
#: A training that takes a moment, and one that nobody waits for.
SHORT = "&characters=16384&width=16&layers=1"
LONG = "&characters=524288&width=32&layers=2"


def asked(page: Page) -> dict[str, list[str]]:
    """What the address of the page asks."""
    return parse_qs(urlsplit(page.url).query)


def questions(page: Page) -> list[str]:
    """The requests to the API from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if "/api/" in request.url else None)
    return found


def press(picture: Locator, key: str, lang: Lang = "en", **values: object) -> None:
    """Press a button of a picture."""
    picture.get_by_role("button", name=words(lang)(key, **values), exact=True).click()


def choose(picture: Locator, name: str, value: str) -> None:
    """Choose one of a few."""
    picture.locator(f"label[for={name}-{value}]").click()


def slide(picture: Locator, key: str, lang: Lang = "en") -> Locator:
    return picture.get_by_role("slider", name=words(lang)(key), exact=True)


def typed(picture: Locator, key: str, lang: Lang = "en") -> Locator:
    """The number beside a slider."""
    return picture.get_by_role("textbox", name=words(lang)(key), exact=True)


def drawn(picture: Locator) -> str:
    """What a picture shows now: the picture as it would be saved, and every word."""
    return str(picture.evaluate("(picture) => picture.svg() + picture.shadowRoot.textContent"))


def chip(page: Page, view: str, lang: Lang, place: int) -> None:
    """Press an example of a view."""
    page.locator(f"#view-{view} .chips button").nth(place).click()


def visit(page: Page, view: str, lang: Lang) -> Locator:
    """Go to another view by its tab; its picture."""
    page.get_by_role("tab", name=words(lang)(f"{view}.tab"), exact=True).click()
    answered(page, PICTURES[view])
    return page.locator(PICTURES[view])


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_sliders_redraw_without_asking_and_the_address_follows(open_page: Open, lang: Lang) -> None:
    views = [view for place, view in enumerate(SLIDERS) if place % 2 == (lang == "en")]
    page = open_page(f"/{lang}/?view={views[0]}")
    for view in views:
        picture, name = visit(page, view, lang), SLIDERS[view]
        slider = slide(picture, f"{PICTURES[view]}.{NAMES.get(view, name)}", lang)
        found = questions(page)
        before, said = drawn(picture), slider.get_attribute("aria-valuetext")
        slider.press("ArrowRight")
        expect(slider).not_to_have_attribute("aria-valuetext", said or "")
        assert drawn(picture) != before, view
        for key in ("PageUp", "End", "Home", "PageUp"):
            slider.press(key)
            now = picture.evaluate("(picture) => picture.shadowRoot.textContent")
            assert not re.search(r"NaN|undefined|Infinity", now), view
        page.wait_for_function(f"() => !document.querySelector('{PICTURES[view]}').ahead")
        page.wait_for_function(f"() => new URLSearchParams(location.search).has('{name}')")
        assert found == []
    # The link shows the same to others.
    here = slider.get_attribute("aria-valuetext") or ""
    page.reload()
    answered(page, PICTURES[view])
    expect(slider).to_have_attribute("aria-valuetext", here)


@pytest.mark.parametrize(
    ("lang", "most", "none", "trillion"), [("ja", "以下", "数を", "1兆"), ("en", "or less", "number", "1T")]
)
def test_what_cannot_be_is_said_at_the_field(open_page: Open, lang: Lang, most: str, none: str, trillion: str) -> None:
    page = open_page(f"/{lang}/?view={LAW}", allow="422")
    answered(page, LAW)
    picture, said = page.locator(LAW), problem(page, LAW, "parameters")
    number = typed(picture, f"{LAW}.parameters", lang)
    before, first = drawn(picture), number.input_value()
    for wrong, told in (("1e99", most), ("😀", none), ("", none), ("-5", "1"), ("たくさん", none)):
        number.fill(wrong)
        number.press("Enter")
        expect(said).to_contain_text(told)
        expect(number).to_have_value(wrong)
        expect(number).to_have_attribute("aria-invalid", "true")
        assert drawn(picture) == before  # what was there stays
    # Taken back, it is as before.
    number.fill(first)
    number.press("Enter")
    expect(said).to_be_hidden()
    expect(number).to_have_attribute("aria-invalid", "false")
    assert drawn(picture) == before
    # Numbers are understood as both languages write them.
    found = questions(page)
    for text, value in (
        ("1兆", "1000000000000"),
        ("175B", "175000000000"),
        ("1,000,000", "1000000"),
        ("1e12", "1000000000000"),
    ):
        number.fill(text)
        number.press("Enter")
        page.wait_for_function(f"() => new URLSearchParams(location.search).get('parameters') === '{value}'")
    expect(number).to_have_value(trillion)
    assert found == []
    # An example clears away what was refused.
    number.fill("?")
    number.press("Enter")
    expect(said).to_contain_text(none)
    chip(page, LAW, lang, 0)
    expect(said).to_be_hidden()
    expect(number).to_have_value(first)


def test_another_law_gives_other_advice(open_page: Open) -> None:
    page = open_page(f"/en/?view={OPTIMAL}")
    answered(page, OPTIMAL)
    picture, found = page.locator(OPTIMAL), questions(page)
    sentence = picture.locator(".sentence")
    for law, size in (
        ("hoffmann", "32.2B"),
        ("hoffmann-unrounded", "40.4B"),
        ("kaplan", "804B"),
        ("besiroglu", "72.2B"),
    ):
        choose(picture, "law", law)
        expect(sentence).to_contain_text(size)
        expect(picture.locator(".advice li[aria-current=true]")).to_contain_text(size)
        expect(picture.locator(".advice")).to_contain_text("32.2B × 2.98T")  # all four stay to be compared
    picture = visit(page, LAW, "en")
    assert [url for url in found if OPTIMAL in url] == []
    expect(picture.locator(".loss b")).to_have_text("2.009")
    picture.get_by_role("radio", name=re.compile("Kaplan")).check()
    expect(picture.locator(".loss b")).to_have_text("1.661")
    page.wait_for_function("() => new URLSearchParams(location.search).get('law') === 'kaplan'")
    expect(picture.get_by_role("radio", name=re.compile("Kaplan"))).to_be_checked()


def test_a_point_is_dragged_along_the_valley(open_page: Open) -> None:
    page = open_page(f"/en/?view={OPTIMAL}")
    answered(page, OPTIMAL)
    picture, found = page.locator(OPTIMAL), questions(page)
    back = picture.get_by_role("button", name=words("en")(f"{OPTIMAL}.back"), exact=True)
    expect(back).to_be_disabled()
    chart = picture.locator(".valleys")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    told = []
    for share in (0.6, 0.7, 0.8):
        page.mouse.move(box["x"] + box["width"] * share, y)
        told.append(picture.locator(".told p").first.inner_text())
    page.mouse.up()
    assert len(set(told)) == 3
    expect(picture.locator(".told")).not_to_contain_text(words("en")(f"{OPTIMAL}.at_bottom"))
    page.wait_for_function("() => new URLSearchParams(location.search).has('parameters')")
    back.click()
    expect(picture.locator(".told")).to_contain_text(words("en")(f"{OPTIMAL}.at_bottom"))
    assert found == []
    # Slid further than the compute goes, the point stays at the end of its curve.
    slide(picture, f"{OPTIMAL}.compute").press("Home")
    slide(picture, f"{OPTIMAL}.parameters").press("End")
    assert found == []


def test_parameters_are_counted_in_the_file_of_a_model(open_page: Open) -> None:
    page = open_page(f"/en/?view={COUNT}", allow="422")
    answered(page, COUNT)
    picture = page.locator(COUNT)
    expect(picture.locator(".sentence")).to_contain_text("174,629,425,152")
    picture.get_by_label(words("en")(f"{COUNT}.shape"), exact=True).select_option(label="SmolLM2 135M (with its file)")
    answered(page, COUNT, "data.result.file !== null")
    assert data(page, COUNT, ".result.file.parameters") == data(page, COUNT, ".result.total") == 134_515_008
    expect(picture.locator(".notes")).to_contain_text("134,515,008")
    expect(picture.locator(".notes")).to_contain_text(words("en")(f"{COUNT}.file_same"))
    # A shape of one's own begins as that one, and is no file any more.
    found = questions(page)
    slide(picture, f"{COUNT}.layers").press("ArrowRight")
    expect(picture.locator(".sentence")).to_contain_text("This shape has")
    expect(picture.locator(".notes")).not_to_contain_text("on this server")
    # A part that is pointed at says what it does.
    picture.get_by_role("radio", name=re.compile("^Value:")).check()
    expect(picture.locator(".told")).to_contain_text(words("en")(f"{COUNT}.for_value"))
    assert found == []
    layers = typed(picture, f"{COUNT}.layers")
    layers.fill("1e99")
    layers.press("Enter")
    expect(problem(page, COUNT, "layers")).not_to_be_empty()
    expect(layers).to_have_value("1e99")
    page.go_back()
    expect(picture.locator(".sentence")).to_contain_text("174,629,425,152")
    expect(layers).to_have_value("96")


def test_what_fits_is_marked_in_words(open_page: Open) -> None:
    page = open_page("/ja/?view=memory")
    answered(page, "memory-fit")
    picture, say = page.locator("memory-fit"), words("ja")
    sentence, rows = picture.locator(".sentence"), picture.locator(".rows .row")
    expect(sentence).to_contain_text("✓")
    fits = [fit["ok"] for fit in data(page, "memory-fit", ".result.fits")]  # type: ignore[attr-defined]
    assert any(fits) and not all(fits)
    for ok, row in zip(fits, rows.all(), strict=True):
        expect(row).to_contain_text("✓" if ok else "✗")
        expect(row.locator(".quietly").first).to_contain_text(
            re.compile("|".join(say(f"memory-fit.verdict_{key}") for key in (("ok", "tight") if ok else ("no",))))
        )
    found = questions(page)
    # A GPU is chosen with the keyboard.
    rows.first.press("Enter")
    expect(rows.first).to_have_attribute("aria-pressed", "true")
    expect(sentence).to_contain_text("✗")
    expect(picture.locator("h3").first).to_contain_text(say("memory-fit.verdict_no"))
    # In four bits, less is needed; in training, more, and other things.
    needed = [picture.locator(".legend b").last.inner_text()]
    choose(picture, "bits", "4")
    needed.append(picture.locator(".legend b").last.inner_text())
    assert needed[0] != needed[1]
    choose(picture, "method", "full")
    expect(picture.locator(".legend")).to_contain_text(say("memory-fit.part_gradients"))
    page.wait_for_function("() => new URLSearchParams(location.search).get('method') === 'full'")
    assert found == []
    picture.get_by_label(say("memory-fit.model"), exact=True).select_option("own")
    expect(picture.get_by_label(say("memory-fit.layers"), exact=True)).to_be_visible()


def test_a_model_is_trained_and_laid_onto_the_law(open_page: Open) -> None:
    page = open_page(f"/en/?view={RUN}{SHORT}")
    answered(page, RUN, "data.result.status === 'done'")
    picture = page.locator(RUN)
    loss = float(str(data(page, RUN, ".result.loss")))
    assert float(str(data(page, RUN, ".result.entropy"))) < loss < float(str(data(page, RUN, ".result.guessing")))
    expect(picture.locator(".status")).to_contain_text(f"{loss:.3f}")
    # What it wrote before it had read anything, and now.
    moments = picture.locator("input[name=moment]")
    assert moments.count() > 2
    last = picture.locator(".right").inner_text()
    picture.locator("label", has_text="0 %").first.click()
    expect(picture.locator(".right")).not_to_have_text(last)
    press(picture, f"{RUN}.visit")
    answered(page, FIT, "data.result.live !== null")
    assert data(page, FIT, ".params.live_loss") == pytest.approx(loss, abs=1e-3)
    expect(page.locator(FIT)).to_contain_text("★")
    expect(page.locator(FIT)).to_contain_text(f"{loss:.3f}")
    page.go_back()
    expect(picture).to_be_visible()


def test_a_training_is_stopped(open_page: Open) -> None:
    page = open_page(f"/ja/?view={RUN}{LONG}")
    picture = page.locator(RUN)
    there = f"document.querySelector('{RUN}')?.data"
    page.wait_for_function(f"() => {there}?.partial && {there}.result.seen > 0", timeout=60_000)
    press(picture, f"{RUN}.stop", "ja")
    answered(page, RUN, "data.stopped && data.result.status !== 'done'")
    seen = data(page, RUN, ".result.seen")
    assert 0 < int(str(seen)) < 524_288
    expect(picture.locator(".status")).to_contain_text(f"{seen:,}")
    expect(picture.get_by_role("button", name=words("ja")(f"{RUN}.stop"), exact=True)).to_be_hidden()
    # Other settings count from the next start.
    choose(picture, "characters", "16384")
    choose(picture, "width", "20")
    expect(picture.locator(".queue")).to_contain_text(words("ja")(f"{RUN}.hint_changed"))
    press(picture, f"{RUN}.start", "ja")
    answered(page, RUN, "data.result.status === 'done' && data.params.characters === 16384")
    assert asked(page)["width"] == ["20"]


def test_the_longer_the_answer_the_later_it_is_right(open_page: Open) -> None:
    page = open_page("/en/?view=emergence")
    answered(page, "emergence-curve")
    picture, found = page.locator("emergence-curve"), questions(page)
    sentence, length = picture.locator(".sentence"), slide(picture, "emergence-curve.length")
    length.press("End")
    expect(sentence).to_contain_text("With 100 tokens")
    later = picture.locator(".facts dd").first.inner_text()
    length.press("Home")
    expect(sentence).to_contain_text("With 1 token in an answer, both are one line")
    expect(picture.locator(".facts dd").first).not_to_have_text(later)
    length.press("PageUp")
    for name, value in (("split", "patterns"), ("language", "ja"), ("y", "log"), ("metric", "exact"), ("zoom", "true")):
        before = drawn(picture)
        choose(picture, name, value)
        assert drawn(picture) != before, name
    page.wait_for_function("() => new URLSearchParams(location.search).get('zoom') === 'true'")
    assert asked(page)["y"] == ["log"] and asked(page)["metric"] == ["exact"]
    press(picture, "emergence-curve.fit")
    page.wait_for_function("() => new URLSearchParams(location.search).has('exponent')")
    assert found == []


def test_the_six_step_by_step_with_keys(open_page: Open) -> None:
    page = open_page(f"/en/?view={COST}")
    answered(page, COST)
    picture, say = page.locator(COST), words("en")
    expect(picture.locator(".sentence")).to_contain_text("32 %")
    # A few to choose from: arrows go from one to the next, and choose it.
    picture.locator("#what-cost").press("ArrowRight")
    expect(picture.locator("#what-six")).to_be_checked()
    sentence = picture.locator(".sentence")
    said = {sentence.inner_text()}
    forward = picture.get_by_role("button", name=say(f"{COST}.player_next"), exact=True)
    for _ in range(6):
        if forward.is_enabled():
            forward.press("Enter")
            said.add(sentence.inner_text())
    assert len(said) > 4
    picture.locator("#what-six").press("ArrowLeft")
    # The table behind the picture, and the picture as a file.
    show = picture.get_by_role("button", name=say(f"{COST}.table_show"), exact=True)
    show.press("Enter")
    expect(picture.locator("table").first).to_be_visible()
    expect(picture.locator("table").nth(1)).to_contain_text("32 %")
    for kind, start in (("SVG", b"<?xml"), ("PNG", b"\x89PNG")):
        with page.expect_download() as saved:
            page.locator(f"#view-{COST} .share-bar").get_by_role("button", name=kind).click()
        assert Path(saved.value.path()).read_bytes().startswith(start)


def test_back_forward_and_the_other_language(open_page: Open) -> None:
    page = open_page(f"/en/?view={LAW}")
    answered(page, LAW)
    sentence = page.locator(LAW).locator(".sentence")
    first = sentence.inner_text()
    chip(page, LAW, "en", 1)
    expect(sentence).not_to_have_text(first)
    second = sentence.inner_text()
    chip(page, LAW, "en", 2)
    expect(sentence).not_to_have_text(second)
    page.go_back()
    expect(sentence).to_have_text(second)
    page.go_back()
    expect(sentence).to_have_text(first)
    page.go_forward()
    expect(sentence).to_have_text(second)
    # What a hand has set goes into the other language.
    slide(page.locator(LAW), f"{LAW}.parameters").press("PageUp")
    expect(sentence).not_to_have_text(second)
    page.wait_for_function("() => new URLSearchParams(location.search).has('parameters')")
    here = asked(page)
    page.locator("a[data-lang=ja]").click()
    page.wait_for_function("() => location.pathname === '/ja/'")
    answered(page, LAW)
    assert asked(page) == here
    expect(sentence).to_contain_text("損失")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_embed_is_one_screen(open_page: Open, lang: str) -> None:
    page = open_page(f"/embed/{LAW}?lang={lang}", theme="dark")
    for view, picture in PICTURES.items():
        page.goto(f"{page.url.split('/embed')[0]}/embed/{view}?lang={lang}{SHORT if view == RUN else ''}")
        page.wait_for_function(f"() => document.querySelector('{picture}')?.data?.result")
        page.wait_for_function("() => document.documentElement.scrollHeight <= innerHeight")
        assert page.evaluate("document.documentElement.scrollWidth") == 1280, view


def test_in_a_hall_the_main_slider_is_beside_its_picture(open_page: Open) -> None:
    page = open_page(f"/embed/{LAW}?lang=en&present=1")
    for view, name in SLIDERS.items():
        page.goto(f"{page.url.split('/embed')[0]}/embed/{view}?lang=en&present=1")
        answered(page, PICTURES[view])
        picture = page.locator(PICTURES[view])
        slider = slide(picture, f"{PICTURES[view]}.{NAMES.get(view, name)}")
        assert page.evaluate("document.documentElement.scrollWidth") == 1280, view
        slider.focus()  # scrolls to it, if it must
        slider.press("PageUp")
        chart, hand = picture.locator("svg[role=img]").first.bounding_box(), slider.bounding_box()
        assert chart and hand
        seen = min(720, chart["y"] + chart["height"]) - max(0, chart["y"])
        assert 0 <= hand["y"] <= 720 and seen > 120, view


def test_on_a_phone(open_page: Open) -> None:
    page = open_page(f"/ja/?view={LAW}", "phone")
    answered(page, LAW)
    picture = page.locator(LAW)
    slider = slide(picture, f"{LAW}.tokens", "ja")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box and box["height"] >= 44
    before = picture.locator(".sentence").inner_text()
    page.touchscreen.tap(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2)
    expect(picture.locator(".sentence")).not_to_have_text(before)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for view, widget in PICTURES.items():
        page.goto(f"{page.url.split('/ja/')[0].split('/embed')[0]}/embed/{view}?lang=ja{SHORT if view == RUN else ''}")
        page.wait_for_function(f"() => document.querySelector('{widget}')?.data?.result")
        page.wait_for_function("() => document.documentElement.scrollWidth === 390")
