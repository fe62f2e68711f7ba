"""BertViz in its frame: it draws what it should, and can do nothing else. Needs the extra `bertviz`."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Frame, Page, expect

from sandbox.language import words
from tests.browser.pictures import answered, data, field

pytest.importorskip("bertviz")
pytestmark = pytest.mark.browser
Open = Callable[..., Page]

TEXT = "The animal didn't cross the street because it was too tired."
HOSTILE = "</script><img src=x onerror=name=1>"


def frame_of(page: Page) -> Frame:
    """BertViz's document, once it has drawn."""
    element = page.locator("bertviz-frame iframe").element_handle()
    assert element
    frame = element.content_frame()
    assert frame
    frame.wait_for_selector("#vis svg", state="attached")
    return frame


def strokes(frame: Frame, selector: str) -> list[float]:
    """The opacity of lines."""
    return frame.eval_on_selector_all(selector, "lines => lines.map((line) => +line.getAttribute('stroke-opacity'))")


def test_the_head_view_draws_our_weights(open_page: Open) -> None:
    page = open_page(f"/embed/bertviz?lang=en&text={quote(TEXT)}&layer=3")
    answered(page, "bertviz-frame")
    frame = frame_of(page)
    assert frame.locator("#layer").input_value() == "3"
    expect(frame.locator("#left")).to_contain_text("animal")
    assert frame.locator("#attention line").count() == data(page, "bertviz-frame", ".result.lines") == 12 * 16 * 16
    # Head 1 alone, by a double click: from "it" the strongest line goes to "animal".
    frame.locator("svg rect[width='20']").nth(1).dblclick()
    head = "#attention .headAttention[head-index='1'] .tokenAttention[left-token-index='10'] line"
    weights = strokes(frame, head)
    assert weights.index(max(weights)) == 2 and 0.6 < max(weights) < 0.75
    assert max(strokes(frame, "#attention .headAttention[head-index='0'] line")) == 0
    frame.locator("#layer").select_option("0")
    assert strokes(frame, head) != weights


def test_the_model_view_opens_a_head(open_page: Open) -> None:
    page = open_page(f"/embed/bertviz?lang=en&kind=model&text={quote(TEXT)}&model=smollm2-135m&layer=12")
    answered(page, "bertviz-frame")
    frame = frame_of(page)
    shown = data(page, "bertviz-frame", ".result.shown")
    assert isinstance(shown, list) and shown == list(range(12, 12 + len(shown))) and len(shown) > 10
    assert frame.locator(".attn_background").count() == 9 * len(shown)
    frame.locator("#attn_background_1_8 ~ rect").first.click()
    expect(frame.locator("text.detail")).to_have_text("Layer 13, Head 8")
    expect(frame.locator("#leftText, .detail").filter(has_text="animal").first).to_be_attached()


@pytest.mark.parametrize("kind", ["head", "model"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_frame_is_as_high_as_its_picture(open_page: Open, kind: str, theme: str) -> None:
    page = open_page(f"/embed/bertviz?lang=ja&kind={kind}&text={quote(TEXT)}", theme=theme)
    answered(page, "bertviz-frame")
    frame = frame_of(page)
    page.wait_for_timeout(300)
    height = page.locator("bertviz-frame iframe").bounding_box()
    inside = frame.evaluate(
        "[document.documentElement.scrollHeight, innerHeight, document.documentElement.scrollWidth - innerWidth]"
    )
    assert height and abs(height["height"] - inside[0]) <= 2 and inside[0] <= inside[1] + 1 and inside[2] <= 0
    # Its letters are dark, so its ground is light, whatever the page's is.
    assert frame.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("kind", ["head", "model"])
def test_markup_is_text(open_page: Open, kind: str) -> None:
    page = open_page(f"/embed/bertviz?lang=en&kind={kind}&text={quote(HOSTILE)}&text_b={quote(HOSTILE)}")
    answered(page, "bertviz-frame")
    frame = frame_of(page)
    if kind == "model":
        frame.locator("#attn_background_0_0 ~ rect").first.click()
    expect(frame.locator("svg text").filter(has_text="script").first).to_be_attached()
    assert frame.locator("img").count() == 0
    page.wait_for_timeout(300)
    assert frame.evaluate("window.name") == "" and page.evaluate("window.name") == ""
    assert frame.locator("#filter option").count() == 5


def test_the_frame_reaches_nothing(open_page: Open) -> None:
    page = open_page(f"/en/?view=bertviz&text={quote(TEXT)}", allow="Content Security Policy")
    answered(page, "bertviz-frame")
    expect(page.locator("bertviz-frame iframe")).to_have_attribute("sandbox", "allow-scripts")
    frame = frame_of(page)
    tried = """async () => {
      const refused = {};
      const attempt = async (name, act) => {
        refused[name] = true;
        try { await act(); refused[name] = false; } catch {}
      };
      await attempt("parent", () => parent.document.title);
      await attempt("top", () => top.location.href.length);
      await attempt("cookies", () => document.cookie);
      await attempt("storage", () => localStorage.length);
      await attempt("server", () => fetch("/healthz"));
      await attempt("elsewhere", () => fetch("https://example.com/"));
      await attempt("image", () => Object.assign(new Image(), {src: "/favicon.ico"}).decode());
      await attempt("inline", () => new Promise((done, fail) => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.head.append(script);
        window.ran ? done() : fail();
      }));
      return refused;
    }"""
    refused = frame.evaluate(tried)
    assert all(refused.values()), refused
    assert frame.evaluate("window.origin") == "null"


def test_only_heights_are_believed(open_page: Open) -> None:
    page = open_page(f"/embed/bertviz?lang=en&text={quote(TEXT)}")
    answered(page, "bertviz-frame")
    frame = frame_of(page)
    page.wait_for_timeout(300)
    iframe = page.locator("bertviz-frame iframe")
    height = iframe.evaluate("frame => frame.style.height")
    page.evaluate("window.postMessage({height: 77}, '*')")  # not from the frame
    for wrong in ("{height: 1e9}", "{height: -5}", "{height: 'x'}", "null", "{height: {}}"):
        frame.evaluate(f"parent.postMessage({wrong}, '*')")
    page.wait_for_timeout(200)
    assert iframe.evaluate("frame => frame.style.height") == height
    frame.evaluate("parent.postMessage({height: 321}, '*')")
    expect(iframe).to_have_css("height", "321px")


def test_what_can_be_set_around_it(open_page: Open) -> None:
    page = open_page("/en/?view=bertviz")
    answered(page, "bertviz-frame")
    say = words("en")
    picture = page.locator("bertviz-frame")
    picture.get_by_text(say("bertviz-frame.kind_model"), exact=True).click()
    answered(page, "bertviz-frame", "data.params.kind === 'model'")
    frame_of(page)
    picture.get_by_label(say("bertviz-frame.second")).fill("It slept.")
    page.keyboard.press("Enter")
    answered(page, "bertviz-frame", "data.params.text_b === 'It slept.'")
    assert frame_of(page).locator("#filter option").count() == 5
    # A decoder reads no pairs: the second sentence goes.
    picture.get_by_label(say("bertviz-frame.model"), exact=True).select_option("gemma-3-270m")
    answered(page, "bertviz-frame", "data.params.model === 'gemma-3-270m' && data.params.text_b === ''")
    expect(picture.get_by_label(say("bertviz-frame.second"))).to_be_hidden()
    steps = page.evaluate("history.length")
    field(page, "bertviz").fill("砂場で城を作った。")
    answered(page, "bertviz-frame", "data.params.text === '砂場で城を作った。'")
    frame_of(page)
    assert page.evaluate("history.length") <= steps + 1, "a new picture in the frame is no step back"
    assert "model=gemma-3-270m" in page.url


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_without_bertviz_there_is_a_still_picture_and_the_way_to_get_it(open_page: Open, lang: str) -> None:
    page = open_page(f"/embed/bertviz?lang={lang}")
    answered(page, "bertviz-frame")
    page.evaluate(
        """() => {
          const picture = document.querySelector("bertviz-frame");
          const {result, ...rest} = picture.data;
          picture.data = {...rest, result: {...result, installed: false, version: null, frame: null}};
        }"""
    )
    picture = page.locator("bertviz-frame")
    expect(picture).to_contain_text("pip install -e '.[bertviz]'")
    expect(picture.locator("iframe")).to_have_count(0)
    image = picture.get_by_role("img")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    picture.get_by_role("button", name=re.compile(words(lang)("bertviz-frame.table_show"))).click()
    expect(picture.get_by_role("row").filter(has_text="animal").first).to_be_visible()
    # Taken away, it leaves nothing in memory; put back, it draws again.
    kept = page.evaluate(
        """address => {
          const kept = new Set([address]);
          const revoke = URL.revokeObjectURL;
          URL.revokeObjectURL = (one) => { kept.delete(one); revoke.call(URL, one); };
          const picture = document.querySelector("bertviz-frame");
          const around = picture.parentNode;
          picture.remove();
          around.append(picture);
          return kept.size;
        }""",
        image.get_attribute("src"),
    )
    assert kept == 0
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
