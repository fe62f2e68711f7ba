"""The next-token view as a pupil uses it: in a real browser, in both languages, on a projector and on a phone."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox.language import words
from tests.conftest import SETTINGS, running

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
STARTS = {"ja": "今日は良い", "en": "The capital of Japan is"}
AXE = Path("widgets/node_modules/axe-core/axe.min.js")


def rows(page: Page):
    return page.locator("next-token-bars [role=option]")


def settled(page: Page) -> None:
    expect(rows(page).first).to_be_visible(timeout=30_000)


def field(page: Page):
    return page.locator("#view-next-token .text-field textarea")


def tokens(page: Page) -> list[str]:
    """The tokens that the picture was given."""
    return page.evaluate("document.querySelector('next-token-bars').data.result.tokens.map((token) => token.text)")


def numbers(page: Page) -> list[str]:
    return page.locator("next-token-bars [role=option] .number").all_inner_texts()


def slide(page: Page, name: str, value: float) -> None:
    """Move a slider as a hand would: the element reports input, then change."""
    page.locator(f"next-token-bars input[type=range]#{name}").evaluate(
        """(slider, value) => {
          slider.value = value;
          slider.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
          slider.dispatchEvent(new Event('change', {bubbles: true, composed: true}));
        }""",
        str(value),
    )


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_visit(open_page: Open, lang: str, size: str) -> None:
    """Everything a pupil does, one after the other."""
    say = words(lang)
    page = open_page(f"/{lang}/?view=next-token", size)
    settled(page)
    text = STARTS[lang]

    # It opens on an example, in the reader's language, and says what it shows.
    assert page.locator("html").get_attribute("lang") == lang
    expect(field(page)).to_have_value(text)
    expect(page.get_by_role("heading", name=say("page.not_shown"))).to_be_visible()
    assert rows(page).count() == 12

    # Pressing a candidate appends its token and goes on; undo takes it back.
    before = tokens(page)
    first = rows(page).first.locator(".token").inner_text()
    rows(page).first.click()
    page.wait_for_function(
        "(n) => document.querySelector('next-token-bars').data.result.tokens.length === n", arg=len(before) + 1
    )
    assert tokens(page)[-1].strip() == first.strip("␣ ")
    page.wait_for_function(
        "(text) => document.querySelector('#view-next-token .text-field textarea').value.length > text.length", arg=text
    )
    assert "then=" in page.url
    page.get_by_role("button", name=say("next-token-bars.undo")).click()
    page.wait_for_function(
        "(n) => document.querySelector('next-token-bars').data.result.tokens.length === n", arg=len(before)
    )
    assert tokens(page) == before
    expect(field(page)).to_have_value(text)

    # Typing moves the picture after a pause.
    for typed in (text + "…", text):
        field(page).fill(typed)
        page.wait_for_function(
            "(text) => document.querySelector('next-token-bars').data.params.text === text", arg=typed
        )
    assert tokens(page) == before

    # A slider re-shapes the bars at once, without asking the server, and what is cut stays visible and says by what.
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    plain = numbers(page)
    slide(page, "temperature", 0.5)
    assert numbers(page) != plain
    slide(page, "top_p", 0.5)
    expect(rows(page).nth(11).locator(".tag")).to_have_text(say("next-token-bars.cut_top_p"))
    expect(rows(page).nth(11)).to_be_visible()
    page.wait_for_function("location.search.includes('top_p=0.5')")
    assert not [url for url in asked if "/api/" in url]

    # The dice: a throw with its seed, shown and repeatable.
    page.get_by_role("button", name=say("next-token-bars.roll")).click()
    page.wait_for_function("document.querySelector('next-token-bars').data.result.throw !== null")
    thrown = page.evaluate("document.querySelector('next-token-bars').data.result.throw")
    assert f"seed={thrown['seed']}" in page.url
    again = httpx.get(
        page.evaluate("location.origin") + "/api/next-token" + page.evaluate("location.search"), timeout=60
    )
    assert again.json()["result"]["throw"] == thrown
    append = page.locator("next-token-bars").get_by_role("button", name=re.compile("足す|Append"))
    append.click()
    page.wait_for_function(
        "(n) => document.querySelector('next-token-bars').data.result.tokens.length === n", arg=len(before) + 1
    )
    assert page.evaluate("document.querySelector('next-token-bars').data.result.tokens.at(-1).id") == thrown["id"]

    # The language switch keeps everything.
    other = "en" if lang == "ja" else "ja"
    here = parse_qs(urlsplit(page.url).query)
    page.locator(f"a[data-lang={other}]").click()
    settled(page)
    assert urlsplit(page.url).path == f"/{other}/"
    assert parse_qs(urlsplit(page.url).query) == here
    assert tokens(page)[: len(before)] == before
    assert page.evaluate("document.querySelector('next-token-bars').settings.top_p") == 0.5

    # Nothing is wider than the screen.
    assert page.evaluate("document.querySelector('.gradio-container').scrollWidth - innerWidth") <= 1


@pytest.mark.parametrize(("lang", "size"), [("ja", "desktop"), ("en", "desktop"), ("ja", "phone"), ("en", "phone")])
def test_hover_and_focus_show_the_figures(open_page: Open, lang: str, size: str) -> None:
    page = open_page(f"/{lang}/?view=next-token", size)
    settled(page)
    info = page.locator("next-token-bars .info")
    candidate = page.evaluate("document.querySelector('next-token-bars').data.result.candidates[2]")
    rows(page).nth(2).hover()
    expect(info).to_contain_text(str(candidate["id"]))
    expect(info).to_contain_text(" ".join(re.findall("..", candidate["bytes"].upper())))
    expect(info).to_contain_text(f"{abs(candidate['logit']):.2f}")
    page.mouse.move(0, 0)
    rows(page).nth(0).focus()
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.querySelector('next-token-bars').data.result.candidates[1].id")
    expect(info).to_contain_text(str(second))
    page.keyboard.press("Enter")
    page.wait_for_function(
        "(id) => document.querySelector('next-token-bars').data.result.tokens.at(-1).id === id", arg=second
    )


def test_split_characters_are_bytes_and_never_replacement_characters(open_page: Open) -> None:
    for path in (
        "/en/?view=next-token&model=smollm2-135m&text=" + quote("日本の首都は𠮷👨‍👩‍👧"),
        "/ja/?view=next-token&text=" + quote("👨‍👩‍👧‍👦𓀀"),
    ):
        page = open_page(path)
        settled(page)
        shown = page.evaluate(
            """() => {
              const root = document.querySelector('next-token-bars').shadowRoot;
              return [...root.querySelectorAll('*')].map((e) => e.textContent).join(' ');
            }"""
        )
        assert "\ufffd" not in shown
        assert re.search(r"\b[0-9A-F]{2}( [0-9A-F]{2})*\b", shown)


def test_the_browser_computes_what_the_server_computes(open_page: Open, server: str) -> None:
    """The picture's arithmetic on the summary of all logits against the server's on the logits themselves."""
    page = open_page("/en/?view=next-token")
    settled(page)
    base = "text=The capital of Japan is&top_n=50"
    for settings in (
        {"temperature": 0.3, "top_k": 0, "top_p": 1, "min_p": 0},
        {"temperature": 1.6, "top_k": 0, "top_p": 1, "min_p": 0},
        {"temperature": 2, "top_k": 700, "top_p": 0.7, "min_p": 0},
        {"temperature": 1, "top_k": 0, "top_p": 0.95, "min_p": 0.02},
        {"temperature": 1.2, "top_k": 30, "top_p": 0.9, "min_p": 0.1},
        {"temperature": 0, "top_k": 0, "top_p": 1, "min_p": 0},
    ):
        for model in ("smollm2-135m", "gemma-3-270m"):
            query = f"{base}&model={model}&" + "&".join(f"{key}={value}" for key, value in settings.items())
            result = httpx.get(f"{server}/api/next-token?{query}", timeout=60).json()["result"]
            ours = page.evaluate(
                """async ([spectrum, settings, n]) => {
                  const base = document.querySelector('script[src*="host/page.js"]').src;
                  const { Shape } = await import(new URL('../next-token-bars/shape.js', base));
                  const shape = new Shape(spectrum, settings);
                  const shown = Array.from({length: n}, (_, i) => [shape.adjusted(i), shape.cutBy(i)]);
                  return [...shown, [shape.kept, '']];
                }""",
                [result["spectrum"], settings, 50],
            )
            *shown, (kept, _) = ours
            assert [cut for _, cut in shown] == [one["cut_by"] for one in result["candidates"]]
            for (adjusted, _), candidate in zip(shown, result["candidates"], strict=True):
                assert adjusted == pytest.approx(candidate["adjusted"], rel=1e-3, abs=1e-6)
            assert kept == pytest.approx(result["kept"], rel=0.02, abs=1)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_bad_input_is_said_at_the_field_and_nothing_is_lost(open_page: Open, lang: str) -> None:
    say = words(lang)
    page = open_page(f"/{lang}/?view=next-token", allow="422")
    settled(page)
    problem = page.locator("#view-next-token .field-problem[data-field=text]")
    before = tokens(page)

    field(page).fill("")
    expect(problem).to_have_text(say("errors.string_too_short"))
    assert tokens(page) == before  # the picture stays

    slide(page, "temperature", 0.5)  # what is there can still be played with
    assert tokens(page) == before

    long = "砂" * 900
    field(page).fill(long)
    expect(problem).to_contain_text("800")
    expect(field(page)).to_have_value(long)

    field(page).fill("𓀀" * 100)
    expect(problem).to_contain_text("256")

    for text in ("<script>alert(1)</script>", "</script>", "{{7*7}} ${7*7}", "مرحبا بالعالم", "😉", "   "):
        field(page).fill(text)
        page.wait_for_function(
            "(text) => document.querySelector('next-token-bars').data.params.text === text", arg=text, timeout=20_000
        )
        expect(problem).to_be_hidden()
    assert page.evaluate("document.querySelectorAll('script:not([src])').length") < 20


def test_a_megabyte_pasted_is_kept_and_named(open_page: Open) -> None:
    page = open_page("/en/?view=next-token")
    settled(page)
    field(page).evaluate(
        """(field) => {
          field.value = 'x'.repeat(2 ** 20);
          field.dispatchEvent(new Event('input', {bubbles: true}));
        }"""
    )
    expect(page.locator("#view-next-token .field-problem[data-field=text]")).to_contain_text("800", timeout=20_000)
    assert field(page).evaluate("(field) => field.value.length") == 2**20


def test_back_and_forward(open_page: Open) -> None:
    page = open_page("/en/?view=next-token")
    settled(page)
    page.get_by_role("button", name="今日は良い").click()
    page.wait_for_function("document.querySelector('next-token-bars').data.params.text === '今日は良い'")
    expect(field(page)).to_have_value("今日は良い")
    page.go_back()
    page.wait_for_function("document.querySelector('next-token-bars').data.params.text === 'The capital of Japan is'")
    expect(field(page)).to_have_value("The capital of Japan is")


def test_a_composing_input_method_is_left_alone(open_page: Open) -> None:
    """Japanese is typed through candidates: half a word must not be asked about."""
    page = open_page("/ja/?view=next-token")
    settled(page)
    asked: list[str] = []
    page.on("request", lambda request: "/api/" in request.url and asked.append(request.url))
    field(page).focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    session.send("Input.imeSetComposition", {"text": "にほ", "selectionStart": 2, "selectionEnd": 2})
    page.wait_for_timeout(900)
    assert not asked
    session.send("Input.insertText", {"text": "日本"})
    page.wait_for_function(
        "document.querySelector('next-token-bars').data.params.text.includes('日本')", timeout=10_000
    )


def test_share(open_page: Open, server: str) -> None:
    page = open_page("/ja/?view=next-token")
    settled(page)
    say = words("ja")
    page.get_by_role("button", name=say("page.share_link")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("img")).to_be_visible()
    page.wait_for_function("document.querySelector('#view-next-token dialog img').naturalWidth > 0")
    assert dialog.locator("textarea").input_value() == page.url
    dialog.get_by_role("button", name=say("page.close")).click()

    page.get_by_role("button", name=say("page.share_embed")).click()
    code = dialog.locator("textarea").input_value()
    source = re.search(r'src="([^"]+)"', code)
    assert source
    assert httpx.get(source[1].replace("&amp;", "&"), timeout=60).status_code == 200
    dialog.get_by_role("button", name=say("page.close")).click()

    for kind, start in (("SVG", b"<?xml"), ("PNG", b"\x89PNG")):
        with page.expect_download() as download:
            page.locator("#view-next-token .share-bar").get_by_role("button", name=kind).click()
        assert Path(download.value.path()).read_bytes().startswith(start)


@pytest.mark.parametrize(("size", "theme"), [("desktop", "light"), ("desktop", "dark"), ("phone", "light")])
@pytest.mark.parametrize(
    "path",
    [
        "/ja/?view=next-token",
        "/en/?view=next-token&present=1",
        "/embed/next-token?text=a&model=smollm2-135m&lang=en&seed=3&top_p=0.5",
    ],
)
def test_axe_finds_no_serious_violation(open_page: Open, path: str, size: str, theme: str) -> None:
    page = open_page(path, size, theme)
    settled(page)
    page.wait_for_timeout(500)
    page.add_script_tag(path=AXE) if not path.startswith("/embed") else page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        (one["id"], [node["target"] for node in one["nodes"]][:4])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert not serious, json.dumps(serious, ensure_ascii=False)


def test_embed_goes_on_by_itself(open_page: Open) -> None:
    page = open_page("/embed/next-token?text=The capital of Japan is&model=smollm2-135m&lang=en", "phone")
    settled(page)
    chips = page.locator("next-token-bars .strip .chip")
    expect(chips).to_have_count(5)
    rows(page).first.click()
    expect(chips).to_have_count(6)
    page.get_by_role("button", name=words("en")("next-token-bars.undo")).click()
    expect(chips).to_have_count(5)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_embed_is_light(open_page: Open, server: str) -> None:
    """At most 200 kB over the wire, fonts included."""
    page = open_page("/embed/next-token?text=" + quote("今日は良い") + "&lang=ja")
    settled(page)
    page.wait_for_load_state("networkidle")
    received = page.evaluate(
        """() => ['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind))
                 .reduce((sum, entry) => sum + entry.transferSize, 0)"""
    )
    assert 20_000 < received <= 200_000


def test_embed_fits_a_slide(open_page: Open) -> None:
    page = open_page("/embed/next-token?text=a&model=smollm2-135m&controls=off&top_n=10&lang=en")
    page.set_viewport_size({"width": 960, "height": 540})
    settled(page)
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0


def test_present_is_large(open_page: Open) -> None:
    page = open_page("/ja/?view=next-token&present=1")
    settled(page)
    assert float(rows(page).first.locator(".token").evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")) >= 24
    expect(page.locator("#view-next-token .cards")).to_be_hidden()


def test_a_lost_server_is_said_and_the_picture_stays(open_page: Open) -> None:
    page = open_page("/en/?view=next-token", allow="ERR_INTERNET_DISCONNECTED")
    settled(page)
    page.wait_for_load_state("networkidle")  # the formulas' typesetting comes last
    page.context.set_offline(True)
    rows(page).first.click()
    expect(page.locator("#view-next-token .field-problem").first).to_have_text(words("en")("page.offline"))
    expect(rows(page).first).to_be_visible()
    slide(page, "temperature", 0.5)  # the picture still works


def test_choosing_after_typing_brings_the_field_along(open_page: Open) -> None:
    page = open_page("/en/?view=next-token")
    settled(page)
    field(page).fill("Once upon a")
    page.wait_for_function("document.querySelector('next-token-bars').data.params.text === 'Once upon a'")
    rows(page).first.click()
    expect(field(page)).to_have_value(re.compile(r"^Once upon a .+"))


def test_another_model_goes_on_from_what_was_just_typed(open_page: Open) -> None:
    page = open_page("/en/?view=next-token")
    settled(page)
    field(page).fill("Hello there")
    page.get_by_role("radio").nth(1).click()
    page.wait_for_function("document.querySelector('next-token-bars').data.params.model === 'gemma-3-270m'")
    assert page.evaluate("document.querySelector('next-token-bars').data.params.text") == "Hello there"
    expect(field(page)).to_have_value("Hello there")


def test_the_switch_takes_along_what_was_typed_a_moment_ago(open_page: Open) -> None:
    page = open_page("/en/?view=next-token&text=Hello&model=smollm2-135m")
    settled(page)
    field(page).fill("Hello, wor")
    page.locator("a[data-lang=ja]").click()
    settled(page)
    assert urlsplit(page.url).path == "/ja/"
    expect(field(page)).to_have_value("Hello, wor")


def test_undo_leaves_the_sliders_alone(open_page: Open) -> None:
    page = open_page("/en/?view=next-token")
    settled(page)
    slide(page, "temperature", 0.5)
    page.wait_for_function("location.search.includes('temperature=0.5')")
    rows(page).first.click()
    page.wait_for_function("document.querySelector('next-token-bars').data.result.tokens.length === 6")
    page.get_by_role("button", name=words("en")("next-token-bars.undo")).click()
    page.wait_for_function("document.querySelector('next-token-bars').data.result.tokens.length === 5")
    assert page.evaluate("document.querySelector('next-token-bars').settings.temperature") == 0.5


def test_a_link_written_in_any_order_can_be_left_again(open_page: Open, server: str) -> None:
    page = open_page("/en/?view=next-token")
    settled(page)
    page.goto(f"{server}/ja/?temperature=0.5&text=Hello&view=next-token&model=smollm2-135m&utm_source=mail")
    settled(page)
    page.go_back()
    page.wait_for_url("**/en/**")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("text=猫&temperature=99", "temperature は 2 以下の数にしてください。"),
        ("text=猫&temperature=NaN", "temperature にはふつうの数"),
        ("text=猫&model=zzz", "その名前のモデルはありません"),
        ("text=%ED%A0%80", "文字として読めない部分"),
        ("text=a%00b", "制御文字"),
    ],
)
def test_a_link_that_cannot_be_answered_says_why_and_the_page_goes_on(
    open_page: Open, query: str, sentence: str
) -> None:
    page = open_page(f"/ja/?view=next-token&{query}", allow="422")
    expect(page.locator("#view-next-token .field-problem:visible")).to_contain_text(sentence, timeout=20_000)
    expect(page.locator("next-token-bars")).to_be_hidden()
    page.get_by_role("button", name="日本の首都は").click()
    settled(page)
    expect(field(page)).to_have_value("日本の首都は")
    assert page.locator("#view-next-token .field-problem:visible").count() == 0


def test_after_a_lost_connection_enter_asks_again(open_page: Open) -> None:
    page = open_page("/en/?view=next-token", allow="ERR_INTERNET_DISCONNECTED")
    settled(page)
    page.wait_for_load_state("networkidle")  # the formulas' typesetting comes last
    page.context.set_offline(True)
    field(page).fill("Hello again")
    expect(page.locator("#view-next-token .field-problem").first).to_have_text(words("en")("page.offline"))
    page.context.set_offline(False)
    field(page).press("Enter")
    page.wait_for_function("document.querySelector('next-token-bars').data.params.text === 'Hello again'")
    expect(page.locator("#view-next-token .field-problem").first).to_be_hidden()


def test_colours_stay_as_chosen(open_page: Open) -> None:
    page = open_page("/en/?view=next-token")
    settled(page)
    page.get_by_role("button", name=words("en")("page.theme")).click()
    page.locator("a[data-lang=ja]").click()
    settled(page)
    assert page.evaluate("document.body.classList.contains('dark')")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("attributes", ["", 'sandbox="allow-scripts"'])
def test_an_embed_shows_in_a_slide_opened_from_disk(
    browser: Browser, server: str, tmp_path: Path, attributes: str
) -> None:
    source = f"{server}/embed/next-token?text=a&amp;model=smollm2-135m&amp;controls=off&amp;lang=en"
    (tmp_path / "slide.html").write_text(f'<iframe width="960" height="540" {attributes} src="{source}"></iframe>')
    page = browser.new_page()
    page.goto((tmp_path / "slide.html").as_uri())
    expect(page.frame_locator("iframe").locator("next-token-bars [role=option]").first).to_be_visible(timeout=20_000)
    page.close()


def test_a_model_that_is_not_set_up_is_said_and_the_others_work(
    browser: Browser, ready: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "models").mkdir()
    shutil.copytree(ready("smollm2-135m"), tmp_path / "models" / "smollm2-135m", copy_function=os.link)
    with running(dataclasses.replace(SETTINGS, home=tmp_path), loaded=1) as alone:
        page = browser.new_page()
        page.goto(f"{alone}/ja/?view=next-token")
        expect(page.locator("#view-next-token .field-problem[data-field=model]")).to_contain_text(
            "lm-sandbox setup --models gemma-3-270m"
        )
        page.get_by_role("button", name="The capital of Japan is").click()
        settled(page)
        page.close()
