"""Prompting as a class uses it: asking in several ways, cancelling, voting, correcting a chain, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from sandbox.language import words
from sandbox.topics.prompting.prompts import STYLES
from tests.browser.pictures import answered, data, field, problem

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
COLUMNS, CHAIN, MAKER, EXERCISE, RECORDED = (
    "prompt-columns",
    "reasoning-chain",
    "problem-maker",
    "language-exercise",
    "recorded-prompts",
)
APPLES = {
    "ja": "食堂にりんごが23個ありました。昼食に20個使い、そのあと6個買い足しました。りんごは今、何個ありますか。",
    "en": "The cafeteria had 23 apples. The cooks used 20 for lunch and then bought 6 more. "
    "How many apples are there now?",
}
#: A rule that tries every way of cutting a text in two before it gives up.
SLOW = r"((.|.)*)*[QZ]"
#: A run of the comparison in a style, as JavaScript.
RUN = "data.result.runs.find((run) => run.style === '{style}')"


def say(key: str, **values: object) -> str:
    return words("en")(key, **values)


def asked(page: Page) -> dict[str, list[str]]:
    """What the address of the page asks."""
    return parse_qs(urlsplit(page.url).query)


def press(picture: Locator, key: str, **values: object) -> None:
    """Press a button of a picture."""
    picture.get_by_role("button", name=say(key, **values), exact=True).click()


def compared(page: Page, **params: object) -> str:
    """The apples, compared, in English."""
    query = "".join(f"&{name}={quote(str(value))}" for name, value in params.items())
    return f"/en/?view=prompt-comparison&problem={quote(APPLES['en'])}{query}"


@pytest.mark.parametrize(("lang", "size"), [("ja", "phone"), ("en", "desktop")])
def test_the_apples_at_once_and_step_by_step(open_page: Open, lang: str, size: str) -> None:
    page = open_page(f"/{lang}/?view=prompt-comparison", size)
    answered(page, COLUMNS, "data.result.runs.length === 2")
    assert data(page, COLUMNS, ".result.problems[0].text") == APPLES[lang]
    picture, own = page.locator(COLUMNS), words(lang)
    once = picture.get_by_role("region", name=own(f"{COLUMNS}.style_direct"))
    steps = picture.get_by_role("region", name=own(f"{COLUMNS}.style_steps"))
    expect(steps.locator(".said")).to_contain_text("23-20=3")
    expect(steps.locator(".verdict b")).to_have_text("9")
    expect(steps.locator(".verdict")).to_contain_text("✓")
    expect(steps.locator(".verdict")).to_contain_text(own(f"{COLUMNS}.right"))
    expect(steps.locator("mark")).to_have_text("9")  # found where it stands
    # What it answers at once is shown as it is.
    answer, correct = (data(page, COLUMNS, f".result.runs[0].{name}") for name in ("answer", "correct"))
    assert (answer == "9") == correct
    expect(once.locator(".verdict b")).to_have_text(str(answer))
    expect(picture.locator(".sentence")).to_contain_text(f"{answer}\u00a0{'✓' if correct else '✗'}")
    # The whole prompt is a click away, and Escape closes it.
    steps.get_by_role("button", name=own(f"{COLUMNS}.full_prompt"), exact=True).click()
    expect(picture.locator(".detail .whole")).to_contain_text(APPLES[lang])
    page.keyboard.press("Escape")
    expect(picture.locator(".detail")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 1


def test_all_six_styles_with_the_keyboard(open_page: Open) -> None:
    page = open_page("/en/?view=prompt-comparison")
    answered(page, COLUMNS, "data.result.runs.length === 2")
    picture = page.locator(COLUMNS)
    field(page, "prompt-comparison").focus()
    first = picture.get_by_role("checkbox").first
    for _ in range(12):
        page.keyboard.press("Tab")
        if first.evaluate("one => one.matches(':focus')"):
            break
    else:
        pytest.fail("the styles are not reached from the field")
    # Nobody waits for an answer before the next one is chosen.
    for style in STYLES[1:]:
        page.keyboard.press("Tab")
        if style != "step-by-step":
            page.keyboard.press("Space")
    answered(page, COLUMNS, "data.result.styles.length === 6 && data.result.runs.every((run) => run.state === 'done')")
    assert asked(page)["styles"] == list(STYLES)
    columns = picture.get_by_role("region")
    expect(columns).to_have_count(6)
    # Words, examples, nothing: each prompt has in it what makes its style.
    whole = data(page, COLUMNS, ".result.runs.map((run) => run.prompt)")
    pieces = data(page, COLUMNS, ".result.styles.map((one) => Object.values(one.pieces)[0].split('\\n')[0])")
    assert all(piece in prompt for piece, prompt in zip(pieces, whole, strict=True))  # type: ignore[call-overload]
    opener = columns.nth(4).get_by_role("button", name=say(f"{COLUMNS}.full_prompt"), exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    expect(picture.locator(".detail .whole .style").first).to_contain_text("Roger has 5 tennis balls")
    page.keyboard.press("Escape")
    expect(picture.locator(".detail")).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_problem_typed_by_hand_and_other_words_that_begin_the_answer(open_page: Open) -> None:
    page = open_page("/en/?view=prompt-comparison", allow="422")
    answered(page, COLUMNS)
    picture = page.locator(COLUMNS)
    mine = "Aunt Mia had 14 <b>pens</b> & lost 5. How many pens does she have now? 🖊"
    field(page, "prompt-comparison").fill(mine)
    answered(page, COLUMNS, "data.params.problem.includes('Mia')")
    assert data(page, COLUMNS, ".result.problems[0].answer") is None and asked(page)["problem"] == [mine]
    expect(picture.locator(".question")).to_contain_text(say(f"{COLUMNS}.right_unknown"))
    # Its answer is told, and then it is marked.
    press(picture, f"{COLUMNS}.settings")
    right = picture.get_by_label(say(f"{COLUMNS}.answer"), exact=True)
    right.fill("9")
    right.press("Enter")
    answered(page, COLUMNS, "data.result.problems[0].answer === '9' && data.result.runs[1].correct !== null")
    # Other words than the usual ones.
    press(picture, f"{COLUMNS}.wording")
    trigger = picture.get_by_label(say(f"{COLUMNS}.trigger"), exact=True)
    expect(trigger).to_have_value("Let's think step by step.")
    trigger.fill("Hmm, bananas.")
    trigger.blur()
    answered(page, COLUMNS, f"{RUN.format(style='step-by-step')}.prompt.endsWith('A: Hmm, bananas.')")
    assert asked(page)["trigger"] == ["Hmm, bananas."] and asked(page)["answer"] == ["9"]
    press(picture.locator(".words:visible").filter(has_text=say(f"{COLUMNS}.trigger")), f"{COLUMNS}.usual")
    answered(page, COLUMNS, "data.params.trigger === ''")
    expect(trigger).to_have_value("Let's think step by step.")
    # Another problem has another answer.
    field(page, "prompt-comparison").fill("🍎")
    answered(page, COLUMNS, "data.params.problem === '🍎' && data.params.answer === ''")
    expect(picture.locator(".card")).to_contain_text(say(f"{COLUMNS}.warning_none"))
    # Nothing, and far too much, is said at the field; the picture stays.
    field(page, "prompt-comparison").fill("")
    expect(problem(page, "prompt-comparison", "problem")).to_contain_text(say("errors.string_too_short_problem"))
    field(page, "prompt-comparison").fill("23 apples " * 1000)
    expect(problem(page, "prompt-comparison", "problem")).to_contain_text("1,000")
    assert data(page, COLUMNS, ".params.problem") == "🍎"


def test_own_problems_with_a_bad_row(open_page: Open) -> None:
    page = open_page("/en/?view=prompt-comparison", allow="422")
    answered(page, COLUMNS)
    picture = page.locator(COLUMNS)
    picture.get_by_label(say(f"{COLUMNS}.set"), exact=True).select_option("own")
    table = picture.get_by_label(say(f"{COLUMNS}.own"), exact=True)
    expect(table).to_be_focused()
    text = 'problem,answer\n"Ken had 12 pens, and lost 5. How many are left?",7\nMia has 8 pens.,eight\n20+3?,23'
    table.fill(text)
    table.blur()
    for place in (problem(page, "prompt-comparison", "own"), picture.locator(".refused")):
        expect(place).to_contain_text("The answer in line 3 is not one number")
    expect(table).to_have_value(text)
    assert data(page, COLUMNS, ".result.problems.length") == 1  # what was there stays
    table.fill(text.replace("eight", "8"))
    table.blur()
    answered(page, COLUMNS, "data.result.problems.length === 3")
    expect(picture.locator(".matrix li.row")).to_have_count(3)
    expect(problem(page, "prompt-comparison", "own")).to_be_hidden()
    assert data(page, COLUMNS, ".result.problems.map((one) => one.answer)") == ["7", "8", "23"]
    # A file is read here, in the browser: this one as spreadsheets in Japan write it.
    lines = "問題,答え\nりんごが3個、みかんが4個あります。全部で何個ですか。,7\n".encode("shift_jis")
    picture.get_by_label(say(f"{COLUMNS}.own_file"), exact=True).set_input_files(
        {"name": "mondai.csv", "mimeType": "text/csv", "buffer": lines}
    )
    answered(page, COLUMNS, "data.result.problems[0].text.startsWith('りんごが3個')")


def test_forty_problems_are_cancelled_and_go_on(open_page: Open) -> None:
    page = open_page("/en/?view=prompt-comparison&set=generated&count=40&problem_seed=4040&language=en")
    picture = page.locator(COLUMNS)
    done = "data.result.runs.filter((run) => run.state === 'done')"
    there = f"const data = document.querySelector('{COLUMNS}')?.data; return data?.partial && {done}.length > 0"
    page.wait_for_function(f"() => {{ {there} }}", timeout=60_000)
    expect(picture.get_by_role("status").filter(has_text="of 80")).to_be_visible()
    press(picture, f"{COLUMNS}.stop")
    answered(page, COLUMNS, "data.stopped")
    arrived = page.evaluate(f"(({{ data }}) => {done})(document.querySelector('{COLUMNS}'))")
    assert 0 < len(arrived) < 80
    expect(picture).to_contain_text(say(f"{COLUMNS}.stopped", done=len(arrived), total=80))
    expect(picture.locator(".matrix li.row")).to_have_count(40)
    expect(picture.locator(".matrix .cell:not(.waiting, .writing)")).to_have_count(len(arrived))
    press(picture, f"{COLUMNS}.go_on")
    answered(page, COLUMNS, f"!data.stopped && {done}.length === 80")
    now = data(page, COLUMNS, ".result.runs")
    told = {(run["problem"], run["style"]): run["completion"] for run in now}  # type: ignore[attr-defined]
    assert all(told[run["problem"], run["style"]] == run["completion"] for run in arrived)
    # A cell opens in its row.
    cell = picture.locator(".matrix li.row").nth(39).get_by_role("button").last
    cell.click()
    expect(picture.locator(".matrix li.row").nth(39).locator(".detail")).to_be_visible()
    right = sum(run["correct"] is True for run in now if run["style"] == "step-by-step")  # type: ignore[attr-defined]
    expect(picture.locator(".sentence")).to_contain_text(f"{say(f'{COLUMNS}.style_steps')} {right}/40")


def test_samples_and_their_vote(open_page: Open) -> None:
    page = open_page("/en/?view=prompt-comparison", allow="422")
    answered(page, COLUMNS)
    picture = page.locator(COLUMNS)
    press(picture, f"{COLUMNS}.settings")
    samples = picture.get_by_label(say(f"{COLUMNS}.samples"), exact=True)
    samples.fill("12")
    samples.press("Enter")
    answered(page, COLUMNS, "data.params.samples === 12")
    # At temperature 0 they are all equal: it says so, and offers a warmer one.
    assert data(page, COLUMNS, ".result.same") is True
    press(picture, f"{COLUMNS}.warm", temperature=0.7)
    answered(page, COLUMNS, "data.params.temperature === 0.7 && !data.result.same")
    votes = data(page, COLUMNS, ".result.votes")
    expect(picture.locator(".columns .bars")).to_have_count(2)
    for vote, bars in zip(votes, picture.locator(".columns .bars").all(), strict=True):  # type: ignore[call-overload]
        counts = [int(text) for text in bars.locator(".line").all_text_contents()]
        assert sum(counts) == 12 and counts[0] == vote["answers"][0]["count"]
        expect(bars.locator(".won .answer")).to_contain_text(vote["winner"])
    # Every sample has its seed.
    picture.get_by_role("button", name=say(f"{COLUMNS}.full_prompt"), exact=True).last.click()
    expect(picture.locator(".detail .samples li")).to_have_count(12)
    expect(picture.locator(".detail .samples li").last).to_contain_text(say(f"{COLUMNS}.sample_seed", seed=12))
    # More than there can be is said at the field, and nothing is lost.
    samples.fill("1000")
    samples.press("Enter")
    expect(problem(page, "prompt-comparison", "samples")).to_contain_text("20")
    expect(samples).to_have_value("1000")
    expect(picture.locator(".detail .samples li")).to_have_count(12)


def test_a_rule_that_is_wrong_or_slow(open_page: Open) -> None:
    page = open_page("/en/?view=prompt-comparison", allow="422")
    answered(page, COLUMNS)
    picture = page.locator(COLUMNS)
    press(picture, f"{COLUMNS}.settings")
    rule = picture.get_by_label(say(f"{COLUMNS}.rule"), exact=True)
    said = problem(page, "prompt-comparison", "rule")
    for typed, told in (("(\\d+", "not a regular expression"), (SLOW, "so it was stopped")):
        rule.fill(typed)
        rule.blur()
        expect(said).to_contain_text(told, timeout=20_000)
        expect(rule).to_have_value(typed)
    rule.fill("(\\d+)")  # the first number, not the last
    rule.blur()
    answered(page, COLUMNS, f"{RUN.format(style='step-by-step')}.answer === '23'")
    expect(said).to_be_hidden()
    expect(picture.get_by_role("region").last.locator("mark")).to_have_text("23")
    press(picture, f"{COLUMNS}.usual")
    answered(page, COLUMNS, f"data.result.rule.default && {RUN.format(style='step-by-step')}.answer === '9'")


def test_a_step_is_made_wrong_and_corrected(open_page: Open) -> None:
    page = open_page(f"/en/?view=chain-of-thought&problem={quote(APPLES['en'])}")
    answered(page, CHAIN, "data.result.answer === '9' && data.result.first_wrong === null")
    picture = page.locator(CHAIN)
    rows = picture.get_by_role("list", name=say(f"{CHAIN}.steps")).locator("li.step")
    expect(rows).to_have_count(2)
    press(picture, f"{CHAIN}.change_step", place=1)
    step = picture.get_by_label(say(f"{CHAIN}.your_step", place=1), exact=True)
    expect(step).to_be_focused()
    step.press("Escape")  # better not
    expect(step).to_have_count(0)
    press(picture, f"{CHAIN}.change_step", place=1)
    step.fill("23-20=4")
    step.press("Enter")
    answered(page, CHAIN, "data.result.first_wrong === 0")
    expect(rows.first).to_contain_text("✗")
    expect(rows.first).to_contain_text("is 3, not 4")
    expect(rows.first).to_contain_text(say(f"{CHAIN}.by_pupil"))
    expect(picture.locator(".sentence")).to_contain_text("Step 1 is the first wrong one")
    assert asked(page)["written"] == [" 23-20=4."]
    # The link shows the same to others, who can put it right.
    page.reload()
    answered(page, CHAIN, "data.result.first_wrong === 0")
    press(picture, f"{CHAIN}.change_step", place=1)
    step.fill("23-20=3")
    press(picture, f"{CHAIN}.go_on")
    answered(page, CHAIN, "data.result.first_wrong === null && data.result.answer === '9'")
    expect(picture.locator(".end")).to_contain_text("9")
    press(picture, f"{CHAIN}.start_over")
    answered(page, CHAIN, "data.params.written === ''")
    press(picture, f"{CHAIN}.compare")
    answered(page, COLUMNS, f"data.params.problem === {APPLES['en']!r}")
    page.go_back()
    expect(picture).to_be_visible()


def test_problems_are_made_and_put_to_the_model(open_page: Open) -> None:
    page = open_page("/en/?view=word-problems")
    answered(page, MAKER)
    picture = page.locator(MAKER)
    solutions = picture.locator(".solution:visible")
    expect(solutions).to_have_count(0)  # to be solved by oneself
    press(picture.locator("li.problem").first, f"{MAKER}.solution_show")
    expect(solutions).to_have_count(1)
    expect(solutions).to_contain_text(say(f"{MAKER}.answer", answer=data(page, MAKER, ".result.problems[0].answer")))
    press(picture, f"{MAKER}.all_show")
    expect(solutions).to_have_count(6)
    before = str(data(page, MAKER, ".result.problems[0].text"))
    press(picture, f"{MAKER}.roll")
    answered(page, MAKER, f"data.result.problems[0].text !== {before!r}")
    expect(solutions).to_have_count(0)
    made = data(page, MAKER, ".result.problems[2]")
    press(picture.locator("li.problem").nth(2), f"{MAKER}.ask_model")
    answered(page, COLUMNS, f"data.params.problem === {made['text']!r}")  # type: ignore[index]
    expect(field(page, "prompt-comparison")).to_have_value(made["text"])  # type: ignore[index]
    assert data(page, COLUMNS, ".result.problems[0].answer") == str(made["answer"])  # type: ignore[index]
    assert asked(page)["view"] == ["prompt-comparison"]
    page.go_back()
    expect(picture).to_be_visible()


def test_an_exercise_streams_and_can_be_cancelled(open_page: Open) -> None:
    page = open_page(
        f"/en/?view=language-exercise&exercise=free&prompt={quote('Once upon a time, a castle of sand')}"
        "&model=smollm2-135m&samples=5&new_tokens=120&temperature=1&seed=77"
    )
    picture = page.locator(EXERCISE)
    there = f"document.querySelector('{EXERCISE}')?.data"
    page.wait_for_function(
        f"() => {there}?.partial && {there}.result.completions.some((one) => one.text.length > 5)", timeout=60_000
    )
    press(picture, f"{EXERCISE}.cancel")
    answered(page, EXERCISE, "data.stopped")
    texts = data(page, EXERCISE, ".result.completions.map((one) => one.text)")
    assert any(texts)  # type: ignore[arg-type]
    expect(picture).to_contain_text("Cancelled")
    for text in texts:  # type: ignore[attr-defined]
        expect(picture.locator(".written")).to_contain_text(text.split("\n")[0])
    # Another setting is asked from what is there.
    length = picture.get_by_label(say(f"{EXERCISE}.new_tokens"), exact=True)
    length.fill("4")
    length.press("Enter")
    answered(page, EXERCISE, "!data.stopped && data.params.new_tokens === 4")
    assert data(page, EXERCISE, ".result.completions.every((one) => one.tokens <= 4)")
    assert data(page, EXERCISE, ".params.prompt") == "Once upon a time, a castle of sand"


def test_what_is_recorded_says_so(open_page: Open) -> None:
    page = open_page("/en/?view=recorded-prompts")
    answered(page, RECORDED)
    picture = page.locator(RECORDED)
    expect(picture.locator(".stamp")).to_have_text(say(f"{RECORDED}.recorded"))
    expect(picture.locator(".verdict b")).to_have_text(["27", "9"])
    # It is marked wherever it goes: in the file, and in the table.
    assert say(f"{RECORDED}.recorded") in page.evaluate(f"document.querySelector('{RECORDED}').svg()")
    press(picture, f"{RECORDED}.table_show")
    expect(picture.locator("table").first).to_contain_text(say(f"{RECORDED}.recorded"))
    picture.locator("label").filter(has_text="6275 × 2304").click()
    answered(page, RECORDED, "data.params.example === 'calculator'")
    expect(picture).to_contain_text("14,457,600")
    page.go_back()
    answered(page, RECORDED, "data.params.example === 'apples'")
    press(picture, f"{RECORDED}.visit")
    answered(page, COLUMNS, "data.result.styles.length === 4")
    assert "23" in str(data(page, COLUMNS, ".params.problem"))
    assert data(page, COLUMNS, ".result.problems[0].answer") == "9"


def test_the_other_language_keeps_what_was_asked(open_page: Open) -> None:
    mine = "ケンさんは鉛筆を12本持っています。5本使いました。残りは何本ですか。"
    styles = ["direct", "instruction"]
    page = open_page(
        f"/ja/?view=prompt-comparison&problem={quote(mine)}&answer=7&styles=direct&styles=instruction&samples=2&seed=5"
    )
    answered(page, COLUMNS)
    here, runs = asked(page), data(page, COLUMNS, ".result.runs.map((run) => run.prompt + run.completion)")
    page.locator("a[data-lang=en]").click()
    page.wait_for_function("() => location.pathname === '/en/'")
    answered(page, COLUMNS)
    assert asked(page) == here and here["styles"] == styles
    assert data(page, COLUMNS, ".result.runs.map((run) => run.prompt + run.completion)") == runs
    expect(page.locator(COLUMNS).locator(".sentence")).to_contain_text(say(f"{COLUMNS}.style_instruction"))
    # Problems that the server makes are made in the language of the page.
    page.locator(COLUMNS).get_by_label(say(f"{COLUMNS}.set"), exact=True).select_option("lecture")
    answered(page, COLUMNS, "data.result.problems.length > 3")


def test_in_a_hall_it_is_one_screen(open_page: Open) -> None:
    page = open_page(f"/embed/prompt-comparison?lang=en&present=1&problem={quote(APPLES['en'])}", theme="dark")
    answered(page, COLUMNS)
    expect(page.locator(COLUMNS).get_by_role("region")).to_have_count(2)
    page.wait_for_function("() => document.documentElement.scrollHeight <= innerHeight")
    assert page.evaluate("document.documentElement.scrollWidth") == 1280


def test_quick_hands_get_what_they_chose_last(open_page: Open) -> None:
    page = open_page("/en/?view=prompt-comparison")
    answered(page, COLUMNS)
    picture = page.locator(COLUMNS)
    for chip in picture.locator(".chips label").all() * 3:
        chip.click()
    first = page.locator("#view-prompt-comparison").get_by_role("button", name="23 apples", exact=True)
    first.dblclick()
    answered(page, COLUMNS, "data.params.styles.join() === 'direct,step-by-step'")
    expect(picture.get_by_role("checkbox", checked=True)).to_have_count(2)
    expect(picture.get_by_role("region")).to_have_count(2)
