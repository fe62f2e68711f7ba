"""Word vectors as a class uses them: every view in a real browser, in both languages, on projector and phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from sandbox.language import words
from tests.browser.pictures import answered, data, field

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_arithmetic_as_a_pupil_does_it(open_page: Open) -> None:
    page = open_page("/ja/", allow="422")
    answered(page, "word-plane")
    expect(field(page, "word-arithmetic")).to_have_value("女優 - 女性 + 男性")
    assert data(page, "word-plane", ".result.results[0].word") == "俳優"
    # The map beside it knows the same words.
    page.wait_for_function("document.querySelector('.companion vocabulary-map').data?.result.words.length === 20000")
    marks = page.evaluate("document.querySelector('.companion vocabulary-map').marks.map((mark) => mark.word)")
    assert {"女優", "女性", "男性", "俳優"} <= set(marks)

    # What was typed is left out of the answers, and the switch shows what that hides.
    page.locator("word-plane").get_by_role("switch").or_(page.locator("word-plane input[type=checkbox]")).first.click()
    answered(page, "word-plane", "data.params.exclude_inputs === false")
    assert data(page, "word-plane", ".result.results[0]") == {
        "word": "女優",
        "cosine": pytest.approx(0.864, abs=1e-3),
        "input": True,
    }
    assert "exclude_inputs=false" in page.url.lower()

    # Another expression, by typing; another spelling says which word was taken.
    field(page, "word-arithmetic").fill("リンゴ　－　果物＋車")
    answered(page, "word-plane", "data.params.expression.startsWith('リンゴ')")
    expect(page.locator("word-plane")).to_contain_text("林檎")

    # What cannot be read is said at the field, and the picture stays.
    for typed, sentence in (
        ("女優 女性", "女優"),
        ("ぬるぽぽ + 海", "ぬるぽぽ"),
        ("海 - 海", "打ち消し"),
        ("+", "単語がありません"),
    ):
        field(page, "word-arithmetic").fill(typed)
        expect(page.locator("#view-word-arithmetic .field-problem[data-field=expression]")).to_contain_text(sentence)
        expect(field(page, "word-arithmetic")).to_have_value(typed)
    assert data(page, "word-plane", ".params.expression").startswith("リンゴ")  # type: ignore[union-attr]


def test_other_vectors_bring_an_example_of_theirs(open_page: Open) -> None:
    page = open_page("/en/", allow="422")
    answered(page, "word-plane")
    page.get_by_label("Toy table").check()
    answered(page, "word-plane", "data.params.vectors === 'toy-en'")
    assert data(page, "word-plane", ".result.target.vector") == [0.9, 0.8, 0.8, 0]
    # A word of one's own stays, and the sentence says that it is not there.
    field(page, "word-arithmetic").fill("sky")
    expect(page.locator("#view-word-arithmetic .field-problem[data-field=expression]")).to_be_visible()


def test_tabs_address_and_way_back(open_page: Open) -> None:
    page = open_page("/ja/?view=skip-gram")
    answered(page, "skip-gram")
    page.get_by_role("tab", name=words("ja")("word-map.tab"), exact=True).click()
    answered(page, "word-map")
    page.wait_for_function("location.search.includes('view=word-map')")
    page.get_by_role("tab", name=words("ja")("next-token.title"), exact=True).click()
    answered(page, "next-token-bars")
    page.wait_for_function("location.search.includes('view=next-token')")
    page.go_back()
    expect(page.locator("word-map")).to_be_visible()
    page.go_back()
    expect(page.locator("skip-gram")).to_be_visible()
    # Two steps at once, the second before the first tab is open: forward and back again.
    for pause in (0, 20, 60, 120):
        for step, last in ((1, "next-token-bars"), (-1, "skip-gram")):
            page.evaluate(
                "([step, pause]) => { history.go(step); setTimeout(() => history.go(step), pause); }", [step, pause]
            )
            expect(page.locator(last)).to_be_visible()
            view = "next-token" if step == 1 else "skip-gram"
            page.wait_for_function("view => location.search.includes(`view=${view}`)", arg=view)
    # The other language opens the same view.
    page.locator("a[data-lang=en]").click()
    answered(page, "skip-gram")
    assert urlsplit(page.url).path == "/en/"


def test_a_sentence_travels(open_page: Open) -> None:
    page = open_page("/ja/?view=next-token")
    answered(page, "next-token-bars")
    page.locator("#view-next-token .text-field textarea").fill("猫は毎朝魚を食べます")
    answered(page, "next-token-bars", "data.params.text.startsWith('猫')")
    page.get_by_role("tab", name=words("ja")("page.topic_words"), exact=True).click()
    page.get_by_role("tab", name=words("ja")("skip-gram.tab"), exact=True).click()
    answered(page, "skip-gram", "data.params.text.startsWith('猫')")
    expect(field(page, "skip-gram")).to_have_value("猫は毎朝魚を食べます")


def test_a_list_is_pasted_in_any_form(open_page: Open) -> None:
    page = open_page("/ja/?view=word-map")
    answered(page, "word-map")
    for pasted in ("りんご\nみかん\n車\n電車\n猫", "りんご、みかん、車、電車、猫", "りんご\tみかん\t車,電車　猫"):
        field(page, "word-map").fill("")
        field(page, "word-map").fill(pasted)
        answered(page, "word-map", "data.params.words.length === 5")
        assert data(page, "word-map", ".params.words") == ["りんご", "みかん", "車", "電車", "猫"]
    # A word that is not there is named, the others stay.
    field(page, "word-map").fill("りんご みかん 車 電車 ぬるぽぽ")
    answered(page, "word-map", "data.result.missing.length === 1")
    assert len(data(page, "word-map", ".result.points")) == 4  # type: ignore[arg-type]


def test_training_unfolds_and_can_be_stopped(open_page: Open) -> None:
    page = open_page("/ja/?view=word2vec")
    answered(page, "word2vec-training")
    seen = page.evaluate(
        """() => {
          const picture = document.querySelector('word2vec-training');
          window.partial = 0;
          const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Object.getPrototypeOf(picture)), 'data');
          Object.defineProperty(picture, 'data', {
            get() { return own.get.call(this) },
            set(value) { window.partial += value?.partial ? 1 : 0; own.set.call(this, value) },
          });
          picture.dispatchEvent(new CustomEvent('ask', {detail: {seed: 4321}, bubbles: true, composed: true}));
          return true;
        }"""
    )
    assert seen
    page.wait_for_function("window.partial > 2", timeout=60_000)
    answered(page, "word2vec-training", "data.params.seed === 4321")

    # Stopping keeps what has been seen so far.
    again = "new CustomEvent('ask', {detail: {seed: 99, epochs: 60}})"
    page.evaluate(f"document.querySelector('word2vec-training').dispatchEvent({again})")
    page.wait_for_function("document.querySelector('word2vec-training').data?.partial", timeout=60_000)
    page.evaluate("document.querySelector('word2vec-training').dispatchEvent(new CustomEvent('stop'))")
    page.wait_for_function("document.querySelector('word2vec-training').data?.stopped")


def test_own_vectors_are_loaded_on_the_page(open_page: Open, tmp_path: Path) -> None:
    numbers = np.random.default_rng(0).normal(size=(6, 3)).round(3)
    lines = [
        f"{word} {' '.join(map(str, row))}"
        for word, row in zip(["sun", "moon", "star", "sea", "sand", "salt"], numbers, strict=True)
    ]
    good, bad = tmp_path / "mine.txt", tmp_path / "broken.txt"
    good.write_text("6 3\n" + "\n".join(lines) + "\n")
    bad.write_text("6 3\n" + "\n".join([*lines[:3], "sea 1 two 3", *lines[4:]]) + "\n")
    page = open_page("/en/?view=word-arithmetic", allow="422")
    answered(page, "word-plane")
    chooser = page.locator("#view-word-arithmetic .own-vectors input[type=file]")
    chooser.set_input_files(bad)
    expect(page.locator("#view-word-arithmetic .own-vectors")).to_contain_text("5")  # the line that is wrong
    field(page, "word-arithmetic").fill("sun - moon + star")
    page.wait_for_timeout(500)
    chooser.set_input_files(good)
    answered(page, "word-plane", "data.params.vectors.startsWith('own-')")
    assert data(page, "word-plane", ".result.vectors.words") == 6
    expect(page.locator("#view-word-arithmetic").get_by_label("mine")).to_be_checked()
    # They are offered by the other views, too, and after the page is opened anew.
    page.get_by_role("tab", name=words("en")("word-map.tab"), exact=True).click()
    answered(page, "word-map")
    expect(page.locator("#view-word-map").get_by_label("mine")).to_be_visible()
    page.go_back()
    page.reload()
    answered(page, "word-plane", "data.params.vectors.startsWith('own-')")
    expect(page.locator("#view-word-arithmetic").get_by_label("mine")).to_be_checked()
    # The link shows the same picture for as long as the server keeps them.
    again = open_page(
        "/embed/word-arithmetic?lang=en&expression=sun&vectors=" + str(data(page, "word-plane", ".params.vectors"))
    )
    answered(again, "word-plane")


def test_what_the_network_broke_off_goes_on_when_it_is_back(open_page: Open) -> None:
    page = open_page("/en/", allow="ERR_INTERNET_DISCONNECTED")
    answered(page, "word-plane")
    page.context.set_offline(True)
    page.get_by_role("tab", name=words("en")("word-map.tab"), exact=True).click()
    problem = page.locator("#view-word-map .field-problem:visible")
    expect(problem).to_have_text(words("en")("page.offline"))
    page.context.set_offline(False)
    answered(page, "word-map")
    expect(problem).to_have_count(0)


def test_the_map_beside_comes_back(open_page: Open) -> None:
    page = open_page("/en/")
    answered(page, "word-plane")
    companion = page.locator(".companion vocabulary-map")
    expect(companion).to_be_visible()
    page.get_by_label("Toy table").check()
    answered(page, "word-plane", "data.params.vectors === 'toy-en'")
    expect(companion).to_be_hidden()  # five words have no map
    page.get_by_label("GloVe 6B").check()
    answered(page, "word-plane", "data.params.vectors === 'en'")
    expect(companion).to_be_visible()


def test_quick_changes_add_up_and_a_picked_word_is_one_question(open_page: Open) -> None:
    page = open_page("/en/")
    answered(page, "word-plane")
    asked: list[str] = []
    page.on("request", lambda request: "/api/word-arithmetic" in request.url and asked.append(request.url))
    tell = "document.querySelector('word-plane').dispatchEvent(new CustomEvent('{}', {{detail: {}}}))"
    page.evaluate(tell.format("ask", "{exclude_inputs: false}") + ";" + tell.format("ask", "{top_n: 5}"))
    answered(page, "word-plane", "data.params.top_n === 5")
    assert data(page, "word-plane", ".params.exclude_inputs") is False
    asked.clear()
    page.evaluate(tell.format("pick", "{word: 'queen'}"))
    answered(page, "word-plane", "data.params.expression === 'queen'")
    assert len(asked) == 1


def test_a_stopped_training_is_what_goes_on(open_page: Open) -> None:
    page = open_page("/en/?view=word2vec")
    answered(page, "word2vec-training")
    tell = "document.querySelector('word2vec-training').dispatchEvent(new CustomEvent('{}', {{detail: {}}}))"
    page.evaluate(tell.format("ask", "{seed: 77, epochs: 120}"))
    page.wait_for_function("document.querySelector('word2vec-training').data?.partial", timeout=60_000)
    page.evaluate(tell.format("stop", "null"))
    page.wait_for_function("document.querySelector('word2vec-training').data?.stopped")
    assert "seed=77" in page.url and "epochs=120" in page.url
    page.evaluate(tell.format("ask", "{epochs: 3}"))
    answered(page, "word2vec-training", "data.params.epochs === 3")
    assert data(page, "word2vec-training", ".params.seed") == 77


def test_text_is_never_markup(open_page: Open) -> None:
    evil = "<img src=x onerror=window.hit=1>"
    page = open_page(f"/en/?view=skip-gram&text={quote(evil)}")
    answered(page, "skip-gram")
    page.wait_for_timeout(500)  # an image that fails says so later
    assert page.evaluate("window.hit") is None
    page.goto(page.url.split("?")[0] + f"?view=word-map&words={quote(evil)}&words=sea&words=sun&words=sky&vectors=en")
    answered(page, "word-map")
    expect(page.locator("word-map")).to_contain_text("onerror")
    page.wait_for_timeout(500)
    assert page.evaluate("window.hit") is None
