"""Attention as a class uses it: looking, locking, comparing, going through the steps, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from sandbox.language import words
from tests.browser.pictures import answered, data, field, problem

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
MAP, STEPS, PATTERN = "attention-map", "attention-steps", "attention-pattern"


def say(key: str, **values: object) -> str:
    return words("en")(key, **values)


def turn(picture: Locator, key: str) -> None:
    """Choose one of a few pictures."""
    picture.get_by_text(say(key), exact=True).click()


def asked(page: Page) -> dict[str, list[str]]:
    """What the address of the page asks."""
    return parse_qs(urlsplit(page.url).query)


def test_it_looks_at_the_animal(open_page: Open) -> None:
    page = open_page("/en/?view=attention")
    answered(page, MAP, "data.result.b")
    picture = page.locator(MAP)
    expect(picture.locator(".sentence").first).to_have_text(
        "Of 72 heads, layer 3, head 1 gives the largest weight from “it” to “animal”: 0.68. "
        "45 heads give less than 0.05. With “wide” in place of “tired”: 0.28."
    )
    heads = picture.get_by_role("group", name=say(f"{MAP}.overview_small")).get_by_role("button")
    expect(heads).to_have_count(72)
    expect(picture.get_by_role("button", name="Layer 3, head 1", pressed=True).first).to_be_visible()
    expect(picture.get_by_role("status").first).to_contain_text("0.68")
    # The texts of the page say how the head was found, and what all this does not show.
    expect(page.locator("#view-attention")).to_contain_text("Attention is not an explanation")


def test_a_head_is_a_click_away_and_brings_only_what_is_new(open_page: Open) -> None:
    page = open_page(
        f"/en/?view=attention&text={quote('A robot walks along the sea.')}&model=smollm2-135m&layer=0&head=0"
    )
    answered(page, MAP)
    whole = page.evaluate(f"document.querySelector('{MAP}').data.result.overview.thumbnails.length")
    picture = page.locator(MAP)
    with page.expect_response(lambda response: "/api/attention?" in response.url) as waiting:
        picture.get_by_role("button", name="Layer 7, head 4").first.click()
    assert "overview=false" in waiting.value.url and len(waiting.value.text()) < whole / 5
    answered(page, MAP, "data.result.shown.layer === 7 && data.result.shown.head === 4")
    assert data(page, MAP, ".result.overview.thumbnails.length") == whole  # the rest is what was there
    assert data(page, MAP, ".params.overview") is True
    assert asked(page)["layer"] == ["7"] and "overview" not in asked(page)
    page.go_back()
    answered(page, MAP, "data.result.shown.layer === 0")
    assert data(page, MAP, ".result.overview.thumbnails.length") == whole


def test_arrows_read_cells_enter_holds_and_escape_lets_go(open_page: Open) -> None:
    page = open_page(f"/en/?view=attention&text={quote('Cats sleep in the sun.')}&layer=0&head=0")
    answered(page, MAP)
    picture = page.locator(MAP)
    stage = picture.get_by_role("application").first
    stage.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        stage.press(key)
    status = picture.get_by_role("status").first
    said = float(status.locator(".number").inner_text())
    stage.press("Enter")
    answered(page, MAP, "data.result.link")
    link = data(page, MAP, ".result.link")
    assert data(page, MAP, f".result.weights[{link['query']}][{link['key']}]") == pytest.approx(
        link["weight"], abs=1e-4
    )
    assert said == pytest.approx(link["weight"], abs=0.006)
    assert asked(page)["query"] == [str(link["query"])]
    assert (data(page, MAP, ".result.shown.layer"), data(page, MAP, ".result.shown.head")) == (0, 0)  # the head stays
    page.keyboard.press("Escape")
    answered(page, MAP, "!data.result.link")
    assert "query" not in asked(page)


def test_pictures_averages_and_order(open_page: Open) -> None:
    text = quote("One two three. One two three. One two")
    page = open_page(f"/en/?view=attention&model=smollm2-135m&text={text}")
    answered(page, MAP)
    picture = page.locator(MAP)
    turn(picture, f"{MAP}.picture_lines")
    expect(picture.get_by_role("application", name=say(f"{MAP}.lines_label"))).to_be_visible()
    page.wait_for_function("() => new URLSearchParams(location.search).get('picture') === 'lines'")
    picture.get_by_label(say(f"{MAP}.order"), exact=True).select_option("induction")
    page.wait_for_function("() => new URLSearchParams(location.search).get('sort') === 'induction'")
    best = picture.get_by_role("group", name=say(f"{MAP}.overview_small")).get_by_role("button").first
    scores = data(page, MAP, ".result.labels.scores.induction")
    layer, head = max(((i, j) for i in range(30) for j in range(9)), key=lambda at: scores[at[0]][at[1]])  # type: ignore[index]
    assert f"Layer {layer}, head {head}:" in (best.get_attribute("aria-label") or "")
    best.click()
    answered(page, MAP, f"data.result.shown.layer === {layer} && data.result.shown.head === {head}")
    picture.get_by_label(say(f"{MAP}.matrix"), exact=True).select_option("average")
    answered(page, MAP, "data.result.shown.matrix === 'average' && data.result.shown.head === null")
    picture.get_by_label(say(f"{MAP}.matrix"), exact=True).select_option("rollout")
    answered(page, MAP, "data.result.shown.matrix === 'rollout'")
    turn(picture, f"{MAP}.picture_token")
    picture.get_by_role("group", name=say(f"{MAP}.token_label")).get_by_role("button").nth(6).click()
    answered(page, MAP, "data.result.token && data.result.token.position === 6")


def test_a_second_text_a_second_model_and_neither(open_page: Open) -> None:
    page = open_page("/en/?view=attention")
    answered(page, MAP, "data.result.b")
    picture = page.locator(MAP)
    second = picture.get_by_role("textbox", name=say(f"{MAP}.text_second"))
    second.fill("The animal didn't cross the street because it was too hungry.")
    answered(page, MAP, "data.result.b.text.endsWith('hungry.') && data.result.difference")
    picture.get_by_label(say(f"{MAP}.model_second"), exact=True).select_option("smollm2-135m")
    answered(page, MAP, "data.result.b.model.id === 'smollm2-135m'")
    assert data(page, MAP, ".result.difference_why") == "models"
    expect(picture).to_contain_text(say(f"{MAP}.difference_models"))
    picture.get_by_role("button", name=say(f"{MAP}.second_remove")).click()
    answered(page, MAP, "data.result.b === null")
    assert not {"text_b", "model_b"} & set(asked(page))


def test_the_difference_is_in_the_link(open_page: Open) -> None:
    page = open_page("/en/?view=attention")
    answered(page, MAP, "data.result.difference")
    page.locator(MAP).locator("label").get_by_text(say(f"{MAP}.difference"), exact=True).click()
    page.wait_for_function("() => new URLSearchParams(location.search).get('beside') === 'difference'")
    page.reload()
    answered(page, MAP, "data.result.difference")
    picture = page.locator(MAP)
    expect(picture.get_by_role("radio", name=say(f"{MAP}.difference"), exact=True)).to_be_checked()
    expect(picture.get_by_role("status").nth(1)).to_contain_text("−0.40")
    picture.get_by_role("button", name=say(f"{MAP}.second_remove")).click()
    answered(page, MAP, "data.result.b === null")
    assert "beside" not in asked(page)


def test_the_threshold_dims_heads_and_makes_none_anew(open_page: Open) -> None:
    text = quote("The animal didn't cross the street because it was too tired.")
    page = open_page(f"/en/?view=attention&text={text}&query=10&key=2&sort=first")
    answered(page, MAP)
    picture = page.locator(MAP)
    last = picture.get_by_role("group", name=say(f"{MAP}.overview_small")).get_by_role("button").last
    last.evaluate("button => (button.dataset.same = 'yes')")
    slider = picture.get_by_role("slider")
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    expect(last).to_have_attribute("data-same", "yes")
    expect(last).to_have_class("spot pale")
    # Sorted, the thumbnails need the room: what they push away is still a click away.
    largest = picture.locator(".strongest")
    expect(largest.locator("summary")).to_have_text("Largest from “it” to “animal”")
    if largest.get_attribute("open") is None:
        largest.locator("summary").click()
    expect(largest.get_by_role("button").first).to_be_visible()


def test_one_token_of_two_models_is_one_screen(open_page: Open) -> None:
    text = quote("The animal didn't cross the street because it was too tired.")
    page = open_page(f"/embed/attention?lang=en&text={text}&model_b=smollm2-135m&query=10&key=2&picture=token")
    page.set_viewport_size({"width": 1280, "height": 720})
    picture = page.locator(MAP)
    expect(picture.locator(".strip:visible")).to_have_count(4)
    expect(picture.locator(".down")).to_have_count(2)
    assert page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]") == [720, 1280]
    # A row is a token, a column a layer: the arrows go that way.
    strip = picture.get_by_role("application", name=say(f"{MAP}.layers_title")).nth(1)
    strip.focus()
    strip.press("ArrowDown")
    strip.press("ArrowRight")
    # What stands there while another model computes is that of the one before: it steps back.
    page.evaluate(f"document.querySelector('{MAP}').toggleAttribute('waiting', true)")
    expect(picture.locator(".panel-picture").first).to_have_css("opacity", "0.55")
    expect(picture.locator(".panel-picture").first).to_have_css("pointer-events", "none")


def test_in_a_hall_the_lecture_is_one_screen(open_page: Open) -> None:
    text = quote("The animal didn't cross the street because it was too ")
    page = open_page(f"/embed/attention?lang=en&text={text}tired.&text_b={text}wide.&query=10&key=2&present=1")
    page.set_viewport_size({"width": 1280, "height": 720})
    expect(page.locator(MAP).locator(".stage:visible")).to_have_count(2)
    page.wait_for_function("() => document.documentElement.scrollHeight === 720")


def test_a_new_text_keeps_the_head_and_lets_go_of_the_tokens(open_page: Open) -> None:
    page = open_page(f"/en/?view=attention&text={quote('Cats sleep.')}&layer=2&head=5&query=1&key=2", allow="422")
    answered(page, MAP, "data.result.link")
    field(page, "attention").fill("<b>Dogs</b> & <script>alert(1)</script> bark.")
    answered(page, MAP, "data.result.text.startsWith('<b>')")
    assert data(page, MAP, ".result.shown.layer") == 2 and data(page, MAP, ".result.link") is None
    assert {"query", "key"}.isdisjoint(asked(page))
    # Bad input is said at its field, and nothing is lost.
    field(page, "attention").fill("a " * 390)
    expect(problem(page, "attention", "text")).to_be_visible()
    assert str(data(page, MAP, ".result.text")).startswith("<b>")


def test_an_example_s_second_text_goes_with_its_first_and_one_s_own_stays(open_page: Open) -> None:
    page = open_page("/en/?view=attention")
    answered(page, MAP, "data.result.b")
    field(page, "attention").fill("The ball didn't fit into the bag because it was too big.")
    answered(page, MAP, "data.result.text.startsWith('The ball') && data.result.b === null")
    own = quote("The ball didn't fit into the bag because it was too small.")
    page = open_page(f"/en/?view=attention&text={quote('The ball rolls.')}&text_b={own}")
    answered(page, MAP, "data.result.b")
    field(page, "attention").fill("The ball didn't fit into the bag because it was too big.")
    answered(page, MAP, "data.result.text.endsWith('big.') && data.result.b")


def test_a_sentence_from_another_topic_stands_alone(open_page: Open) -> None:
    page = open_page("/en/?view=next-token")
    answered(page, "next-token-bars")
    field(page, "next-token").fill("Sand castles fall when the tide comes in.")
    answered(page, "next-token-bars", "data.params.text.startsWith('Sand')")
    page.get_by_role("tab", name=say("page.topic_attention"), exact=True).click()
    answered(page, MAP, "data.result.text.startsWith('Sand')")
    assert data(page, MAP, ".result.b") is None and data(page, MAP, ".result.link") is None


def test_from_the_heatmap_to_its_steps_and_back(open_page: Open) -> None:
    page = open_page("/en/?view=attention")
    answered(page, MAP, "data.result.b")
    page.locator(MAP).get_by_role("button", name=say(f"{MAP}.steps")).click()
    answered(page, STEPS, "data.result.layer === 3 && data.result.head === 1 && data.result.query === 10")
    assert asked(page)["view"] == ["attention-steps"]
    steps = page.locator(STEPS)
    expect(steps).to_be_visible()
    place = steps.get_by_role("slider").first
    place.focus()
    for _ in range(7):
        page.keyboard.press("PageDown")  # a presenter's clicker
    expect(place).to_have_value("7")
    expect(steps).to_contain_text("0.677")
    weights, row = data(page, STEPS, ".result.weights"), data(page, STEPS, ".result.heatmap_row")
    assert max(abs(one - other) for one, other in zip(weights, row, strict=True)) < 1e-4  # type: ignore[call-overload]
    page.keyboard.press("PageUp")
    expect(place).to_have_value("6")
    # The way back shows the same head of the same text, and still beside what stood beside it.
    steps.get_by_role("button", name=say(f"{STEPS}.visit")).click()
    page.wait_for_function("() => new URLSearchParams(location.search).get('view') === 'attention'")
    answered(page, MAP, "data.result.b && data.result.shown.layer === 3 && data.result.link")
    expect(page.locator(MAP)).to_be_visible()
    page.go_back()
    page.wait_for_function("() => new URLSearchParams(location.search).get('view') === 'attention-steps'")
    expect(steps).to_be_visible()


def test_a_mask_follows_its_sliders_at_once(open_page: Open) -> None:
    page = open_page("/en/?view=attention-pattern&pattern=window&length=32&window=3")
    answered(page, PATTERN)
    assert data(page, PATTERN, ".result.pairs") == 32 * 7 - 2 * (1 + 2 + 3)
    picture = page.locator(PATTERN)
    expect(picture.locator(".sentence").first).to_contain_text("212")
    page.context.set_offline(True)
    slider = picture.get_by_role("slider", name="Length").first
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(picture.locator(".sentence").first).to_contain_text("219")  # 33 tokens, without asking anyone
    page.context.set_offline(False)


def test_japanese_page_japanese_text(open_page: Open) -> None:
    page = open_page(f"/ja/?view=attention&text={quote('吾輩は猫である。名前はまだ無い。')}")
    answered(page, MAP)
    assert data(page, MAP, ".result.unknown") > 0  # type: ignore[operator]
    picture = page.locator(MAP)
    expect(picture.locator(".notes")).to_contain_text("読めない文字")
    picture.get_by_role("button", name=words("ja")(f"{MAP}.read_with", name="Gemma 3 270M")).click()
    answered(page, MAP, "data.result.model.id === 'gemma-3-270m'")
    assert data(page, MAP, ".result.unknown") == 0
