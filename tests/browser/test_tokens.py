"""Tokens as a class uses them: stepping, cutting, comparing, guessing, in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from sandbox.language import words
from tests.browser.pictures import answered, data, field, problem
from tests.unit.test_tokenizers_catalog import ENGLISH, JAPANESE

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def lanes(page: Page) -> list[str]:
    """The words of the stepper as they stand cut now."""
    name = words("en")("bpe-stepper.words")
    return page.locator("bpe-stepper").get_by_role("list", name=name).get_by_role("listitem").all_inner_texts()


def button(picture: Locator, key: str) -> Locator:
    return picture.get_by_role("button", name=words("en")(key), exact=True)


def test_the_five_words_step_by_step(open_page: Open) -> None:
    page = open_page("/en/?view=bpe-training")
    answered(page, "bpe-stepper")
    picture = page.locator("bpe-stepper")
    place = picture.get_by_role("slider", name=words("en")("bpe-stepper.steps"))
    assert [" ".join(lane.split()) for lane in lanes(page)] == [
        "10 × h u g",
        "5 × p u g",
        "12 × p u n",
        "4 × b u n",
        "5 × h u g s",
    ]
    expect(picture).to_contain_text("hug 10 + pug 5 + hugs 5 = 20")
    place.focus()
    for key in ("ArrowRight", "PageDown", "PageDown", "PageUp", "ArrowRight"):  # a presenter's clicker sends these
        page.keyboard.press(key)
    expect(place).to_have_value("3")
    assert [" ".join(lane.split()) for lane in lanes(page)] == [
        "10 × hug",
        "5 × p ug",
        "12 × p un",
        "4 × b un",
        "5 × hug s",
    ]
    # To the end: nothing is left to merge, and it says so; then back to the start.
    button(picture, "bpe-stepper.player_end").click()
    expect(place).to_have_value("7")
    expect(picture).to_contain_text(words("en")("bpe-stepper.nothing_left"))
    button(picture, "bpe-stepper.player_start").click()
    expect(place).to_have_value("0")
    # It plays by itself, and space stops it.
    button(picture, "bpe-stepper.player_play").click()
    expect(place).not_to_have_value("0", timeout=10_000)
    button(picture, "bpe-stepper.player_pause").click()
    stopped = place.input_value()
    page.wait_for_timeout(1_500)
    assert place.input_value() == stopped


def test_a_new_word_is_cut_by_what_was_learned(open_page: Open) -> None:
    page = open_page("/en/?view=bpe-training")
    answered(page, "bpe-stepper")
    picture = page.locator("bpe-stepper")
    button(picture, "bpe-stepper.player_end").click()
    picture.get_by_role("textbox").fill("hugbun猫")
    answered(page, "bpe-stepper", "data.params.new_word === 'hugbun猫'")
    expect(picture).to_contain_text("<unk>")
    trial = data(page, "bpe-stepper", ".result.trial")
    assert [one["text"] for one in trial["character"]["pieces"]] == ["hug", "bun", "<unk>"]  # type: ignore[index]
    assert "<unk>" not in [one["text"] for one in trial["byte"]["pieces"]]  # type: ignore[index]
    assert "new_word=hugbun" in page.url


def test_what_cannot_be_learned_from_is_said_at_the_field(open_page: Open) -> None:
    page = open_page("/ja/?view=bpe-training", allow="422")
    answered(page, "bpe-stepper")
    for typed, sentence in (
        (" \n ", "まだ何も書かれていません"),
        ("a" * 400_001, "400,000"),
        ("hug 0", "hug"),
        ("hug 99999999999999", "hug"),
    ):
        field(page, "bpe-training").fill(typed)
        expect(problem(page, "bpe-training", "corpus")).to_contain_text(sentence, timeout=20_000)
        expect(field(page, "bpe-training")).to_have_value(typed)
    assert str(data(page, "bpe-stepper", ".params.corpus")).startswith("hug 10")
    # And a megabyte of Japanese is no problem.
    page.evaluate(
        """() => {
          const line = (_, n) => `砂場の${String.fromCharCode(0x4e00 + n % 9000)}の話。城がくずれた。`;
          const text = Array.from({length: 30000}, line);
          const area = document.querySelector('#view-bpe-training .text-field textarea');
          area.value = text.join('').slice(0, 350000);
          area.dispatchEvent(new Event('input', {bubbles: true}));
        }"""
    )
    answered(page, "bpe-stepper", "data.result.form === 'text' && data.result.total === 350000")
    expect(problem(page, "bpe-training", "corpus")).to_be_hidden()
    assert len(page.url) < 2_000  # too long for an address: it is not kept there


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_is_too_long_for_a_link_is_said_and_can_be_saved(open_page: Open, lang: str) -> None:
    page = open_page(f"/{lang}/?view=bpe-training")
    answered(page, "bpe-stepper")
    say = words(lang)
    bar = page.locator("#view-bpe-training .share-bar")
    dialog = page.get_by_role("dialog")
    save = dialog.get_by_role("button", name=say("page.share_save"))

    def press(kind: str) -> None:
        bar.get_by_role("button", name=say(f"page.{kind}"), exact=True).click()

    corpus = "砂場の城がくずれた。" * 1_000  # 90,000 characters in an address
    field(page, "bpe-training").fill(corpus)
    answered(page, "bpe-stepper", "data.result.total === 10000")
    for kind in ("share_link", "share_embed", "share_json"):
        press(kind)
        expect(dialog).to_contain_text(say("page.share_too_long"))
        for nothing in (
            dialog.get_by_role("textbox"),
            dialog.locator("img"),
            dialog.get_by_text(say("page.share_copy")),
        ):
            expect(nothing).to_be_hidden()
        with page.expect_download() as download:
            save.click()
        assert download.value.suggested_filename == "bpe-training.json"
        figures = json.loads(Path(download.value.path()).read_text("utf-8"))
        assert figures == data(page, "bpe-stepper")
        assert figures["params"]["corpus"] == corpus
        dialog.get_by_role("button", name=say("page.close")).click()
    for kind, start in (("share_svg", b"<?xml"), ("share_png", b"\x89PNG")):
        with page.expect_download() as download:
            press(kind)
        assert Path(download.value.path()).read_bytes().startswith(start)

    # What is short again has a link again, and back and forward come to no error.
    field(page, "bpe-training").fill("sand 3, castle 2")
    answered(page, "bpe-stepper", "data.params.corpus.startsWith('sand')")
    press("share_link")
    expect(dialog.get_by_role("textbox")).to_have_value(page.url)
    assert "sand" in page.url
    expect(save).to_be_hidden()
    expect(dialog).not_to_contain_text(say("page.share_too_long"))
    dialog.get_by_role("button", name=say("page.close")).click()
    page.reload()
    answered(page, "bpe-stepper", "data.params.corpus.startsWith('sand')")
    field(page, "bpe-training").fill(corpus)
    answered(page, "bpe-stepper", "data.result.total === 10000")
    page.reload()
    answered(page, "bpe-stepper", "data.params.corpus.startsWith('hug')")
    page.go_back()
    answered(page, "bpe-stepper", "data.params.corpus.startsWith('sand')")
    expect(problem(page, "bpe-training", "corpus")).to_be_hidden()


def test_a_tree_grows_and_every_tokenizer_cuts_in_its_own_way(open_page: Open) -> None:
    page = open_page(f"/en/?view=bpe-encoding&text={quote('吾輩は猫である。')}&tokenizer=cl100k")
    answered(page, "merge-tree")
    picture = page.locator("merge-tree")
    place = picture.get_by_role("slider", name=words("en")("merge-tree.place"))
    steps = data(page, "merge-tree", ".result.chunks[0].steps.length")
    expect(place).to_have_value(str(steps))
    button(picture, "merge-tree.player_start").click()
    expect(place).to_have_value("0")
    first = data(page, "merge-tree", ".result.chunks[0].steps[0].rank")
    button(picture, "merge-tree.player_next").click()
    expect(picture.locator("svg").first).to_contain_text(str(first))
    for name, tokenizer in (("Gemma 3", "gemma"), ("MiniLM", "minilm"), ("SmolLM2", "smollm2")):
        picture.get_by_text(name, exact=True).first.click()
        answered(page, "merge-tree", f"data.params.tokenizer === '{tokenizer}'")
        assert f"tokenizer={tokenizer}" in page.url
    # Only an emoji, only spaces, markup: all of it is cut.
    for text in ("👨‍👩‍👧", "   ", "<img src=x onerror=window.hit=1>"):
        field(page, "bpe-encoding").fill(text)
        answered(page, "merge-tree", f"data.params.text === {text!r}")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None


def test_the_same_characters_light_up_in_all_strips(open_page: Open) -> None:
    page = open_page(f"/en/?view=tokenizer-comparison&text={quote(JAPANESE)}")
    answered(page, "token-strips")
    picture = page.locator("token-strips")
    for count in ("65", "49", "34"):
        expect(picture.get_by_text(count, exact=True).first).to_be_visible()
    expect(picture).to_contain_text("E6 898B")  # 手 in GPT-2: two tokens that share it stand together
    # Pointing at SNS, one token in o200k, lights its three letters everywhere: S and NS in GPT-2.
    picture.get_by_role("option").filter(has_text=re.compile("^SNS$")).first.hover()
    lit = picture.locator("section").first.locator(".lit")
    expect(lit).to_have_text(["S", "NS"])
    expect(picture).to_contain_text("198290")
    field(page, "tokenizer-comparison").fill(ENGLISH)
    answered(page, "token-strips", "data.result.characters === 145")
    rows = data(page, "token-strips", ".result.rows.map((row) => [row.tokenizer, row.count])")
    assert ["gpt2", 23] in rows  # type: ignore[operator]


def test_the_sentence_travels_but_never_into_the_quiz(open_page: Open) -> None:
    page = open_page("/ja/?view=tokenizer-comparison")
    answered(page, "token-strips")
    field(page, "tokenizer-comparison").fill("砂浜で城を作った")
    answered(page, "token-strips", "data.params.text === '砂浜で城を作った'")
    page.get_by_role("tab", name=words("ja")("bpe-encoding.tab"), exact=True).click()
    answered(page, "merge-tree", "data.params.text === '砂浜で城を作った'")
    page.get_by_role("tab", name=words("ja")("token-quiz.tab"), exact=True).click()
    answered(page, "token-quiz")
    assert data(page, "token-quiz", ".result.question") == 0


def test_a_price_is_the_reader_s(open_page: Open) -> None:
    page = open_page("/en/?view=token-cost")
    answered(page, "token-cost")
    picture = page.locator("token-cost")
    japanese = picture.get_by_role("row").filter(has_text="日本語")
    expect(japanese).to_contain_text("1.95")
    price = picture.get_by_role("spinbutton").first
    price.fill("1000")
    price.press("Enter")
    expect(japanese).to_contain_text("1,970")  # 197 tokens × 10,000 times × 1,000 a million
    page.wait_for_function("location.search.includes('price=1000')")
    picture.get_by_text("o200k (GPT-4o)").first.click()
    expect(japanese).to_contain_text("1.39")


def test_guess_first_then_see(open_page: Open) -> None:
    page = open_page("/ja/?view=token-quiz")
    answered(page, "token-quiz")
    picture = page.locator("token-quiz")
    count = data(page, "token-quiz", ".result.count")
    shown = picture.inner_text()
    guess = picture.get_by_role("spinbutton")
    guess.fill(str(count))
    guess.press("Enter")
    expect(picture).not_to_have_text(shown)
    remark = str(data(page, "token-quiz", ".result.remark"))
    expect(picture).to_contain_text(remark[:12])
    page.keyboard.press("Enter")
    answered(page, "token-quiz", "data.result.question === 1")
    # A text of one's own is a question, too.
    field(page, "token-quiz").fill("砂場であそぼう")
    answered(page, "token-quiz", "data.result.text === '砂場であそぼう'")
