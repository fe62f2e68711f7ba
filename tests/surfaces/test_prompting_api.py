"""Prompting over HTTP: the same weights answer otherwise to another prompt, and what nobody should ask."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import httpx
import pytest

APPLES = {
    "ja": "食堂にりんごが23個ありました。昼食に20個使い、そのあと6個買い足しました。りんごは今、何個ありますか。",
    "en": "The cafeteria had 23 apples. The cooks used 20 for lunch and then bought 6 more. "
    "How many apples are there now?",
}


def get(server: str, view: str, **params: object) -> httpx.Response:
    return httpx.get(f"{server}/api/{view}?{urlencode(params, doseq=True)}", timeout=180)


def ask(server: str, view: str = "prompt-comparison", **params: object) -> dict:
    answer = get(server, view, **params)
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


def refusal(server: str, view: str = "prompt-comparison", **params: object) -> dict:
    answer = get(server, view, **params)
    assert answer.status_code == 422, answer.text[:300]
    return answer.json()["error"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_lecture_s_problems_with_steps(server: str, language: str) -> None:
    """23 − 20 + 6 = 9 and 8 × 24 = 192: operations that were kept out of training."""
    result = ask(server, set="lecture", language=language, styles=["direct", "step-by-step"])
    runs = {(run["problem"], run["style"]): run for run in result["runs"]}
    texts = [problem["text"] for problem in result["problems"]]
    for answer, lines in (("9", ["23-20=3", "3+6=9"]), ("192", ["8×20=160", "8×4=32", "160+32=192"]), ("11", None)):
        asked = [place for place, problem in enumerate(result["problems"]) if problem["answer"] == answer]
        assert asked, texts
        for place in asked:
            run = runs[place, "step-by-step"]
            assert (run["answer"], run["correct"], run["first_wrong"]) == (answer, True, None), run
            assert run["completion"][run["answer_start"] : run["answer_end"]] == answer
            for line in lines or []:
                assert line in run["completion"]
    assert runs[0, "direct"]["prompt"] != runs[0, "step-by-step"]["prompt"]
    assert all(run["completion"].count("=") == 0 for run in runs.values() if run["style"] == "direct")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_all_six_styles_on_the_generator_s_problems(server: str, language: str) -> None:
    """Whatever asks for steps beats whatever asks for the answer at once."""
    styles = ["direct", "zero-shot", "few-shot", "step-by-step", "chain-of-thought", "instruction"]
    result = ask(server, set="generated", count=20, language=language, styles=styles)
    assert [style["style"] for style in result["styles"]] == styles
    right = {one["style"]: one["right"] for one in result["accuracy"]}
    assert all(one["total"] == 20 for one in result["accuracy"])
    at_once, steps = ("direct", "zero-shot", "few-shot"), ("step-by-step", "chain-of-thought", "instruction")
    assert min(right[style] for style in steps) >= 15, right
    assert max(right[style] for style in at_once) <= 10, right
    for run in result["runs"]:
        assert ("=" in run["completion"]) == (run["style"] in steps), run
    for one in result["accuracy"]:
        assert 0 <= one["low"] <= one["share"] <= one["high"] <= 1


def test_samples_vote(server: str) -> None:
    asked = {"problem": APPLES["en"], "styles": ["direct"], "samples": 12, "temperature": 1.2, "seed": 5}
    result = ask(server, **asked)
    [vote] = result["votes"]
    assert sum(one["count"] for one in vote["answers"]) == 12 and len(vote["answers"]) > 1
    assert vote["winner"] == vote["answers"][0]["answer"]
    assert [run["seed"] for run in result["runs"]] == list(range(5, 17))
    again = ask(server, **asked | {"samples": 11})
    assert [run["completion"] for run in again["runs"]] == [run["completion"] for run in result["runs"][:11]]
    assert ask(server, **asked | {"temperature": 0})["same"]


def test_a_comparison_unfolds_and_has_a_place(server: str) -> None:
    query = urlencode({"set": "generated", "count": 30, "problem_seed": 77, "language": "en"})
    with httpx.stream(
        "GET", f"{server}/api/prompt-comparison?{query}", headers={"Accept": "application/x-ndjson"}, timeout=180
    ) as answer:
        lines = [json.loads(line) for line in answer.iter_lines()]
    assert [line.get("partial", False) for line in lines] == [True] * (len(lines) - 1) + [False]
    places = [line["result"]["queue"] for line in lines]
    assert places[-1] is None and places[0]["total"] == 60 and places[0]["people"] >= 1
    done = [place["done"] for place in places[:-1]]
    assert done == sorted(done)
    states = {run["state"] for line in lines for run in line["result"]["runs"]}
    assert {"waiting", "done"} <= states
    assert all(run["state"] == "done" for run in lines[-1]["result"]["runs"])


def test_a_chain_goes_on_from_what_the_pupil_wrote(server: str) -> None:
    result = ask(server, "chain-of-thought", problem=APPLES["en"])
    assert result["first_wrong"] is None and result["answer"] == "9" and result["correct"]
    assert [step["ok"] for step in result["steps"]] == [True, True]
    wrong = ask(server, "chain-of-thought", problem=APPLES["en"], written=" 23-20=4.")
    assert wrong["first_wrong"] == 0 and wrong["steps"][0]["why"] == "arithmetic"
    assert wrong["steps"][0]["by"] == "pupil"
    right = ask(server, "chain-of-thought", problem=APPLES["en"], written=" 23-20=3.")
    assert right["first_wrong"] is None and right["answer"] == "9" and right["steps"][1]["by"] == "model"


@pytest.mark.parametrize(
    ("problem", "first", "corrected", "answer"),
    [
        (
            "Sunita had $128 and Eun had $122. Then Sunita spent $41 and Eun earned $7. "
            "How much do they have together?",
            (1, "arithmetic"),
            " 128-41=87. 122+7=129.",
            "216",
        ),
        (
            "港を出る船には60人の客がいました。島で14人が船を離れ、入れかわりに7人が船に加わりました。客は何人になりましたか。",
            (1, "other_operation"),
            "60-14=46。46+7=53。",
            "53",
        ),
    ],
)
def test_the_examples_of_a_wrong_chain_are_wrong_and_a_correction_helps(
    server: str, problem: str, first: tuple[int, str], corrected: str, answer: str
) -> None:
    """They were found by search among problems that the model gets wrong: another training needs other ones."""
    wrong = ask(server, "chain-of-thought", problem=problem)
    assert wrong["correct"] is False
    assert (wrong["first_wrong"], wrong["steps"][wrong["first_wrong"]]["why"]) == first
    right = ask(server, "chain-of-thought", problem=problem, written=corrected)
    assert right["first_wrong"] is None and (right["answer"], right["correct"]) == (answer, True)


@pytest.mark.parametrize(
    ("params", "code", "field"),
    [
        ({"problem": ""}, "string_too_short", "problem"),
        ({"problem": "x" * 10_000}, "string_too_long", "problem"),
        ({"problem": "2+2", "samples": 1000}, "less_than_equal", "samples"),
        ({"problem": "2+2", "rule": "(a+)+$" * 40}, "string_too_long", "rule"),
        ({"problem": "2+2", "rule": "(a"}, "bad_rule", "rule"),
        ({"problem": "2+2", "rule": r"(?:[\s\S]?[\s\S]?[\s\S]?[\s\S]?){12}\1(?:\d|\D)*#"}, "bad_rule", "rule"),
        ({"problem": "2+2", "answer": "many"}, None, "answer"),
        ({"problem": "2+2", "model": "gpt-5"}, "unknown_model", "model"),
        ({"problem": "2+2", "model": "minilm-l6"}, "unknown_model", "model"),
        ({"problem": "2+2", "styles": ["magic"]}, None, "styles"),
        ({"set": "own", "own": ""}, None, "own"),
        ({"set": "own", "own": "What is 2+2?,4\n,5\nWhat is 3+3?,six"}, None, "own"),
        ({"set": "generated", "count": 50, "samples": 20}, "too_many_runs", "samples"),
    ],
)
def test_bad_questions_are_said_to_be_bad(server: str, params: dict, code: str | None, field: str) -> None:
    for lang in ("ja", "en"):
        error = refusal(server, **params, lang=lang)
        assert error["field"] == field, error
        assert code in (None, error["code"]), error
        assert len(error["message"]) > 8 and "{" not in error["message"]


def test_all_bad_rows_are_named_by_their_lines(server: str) -> None:
    error = refusal(server, set="own", own="What is 2+2?,4\n,5\nWhat is 3+3?,6\nWhat is 4+4?,eight", lang="en")
    assert "2" in error["message"] and "4" in error["message"] and error["field"] == "own"


def test_a_slow_rule_is_stopped_in_time(server: str) -> None:
    """The rule meets the completions, so it is asked of a model that writes what makes it slow."""
    rule = r"(\d|\d\d|[-+×=. ]|\w)+#"
    for style in ("step-by-step", "chain-of-thought"):
        answer = get(server, "prompt-comparison", problem=APPLES["en"], styles=style, rule=rule)
        assert answer.elapsed.total_seconds() < 20
        assert answer.status_code in (200, 422)
        if answer.status_code == 422:
            assert answer.json()["error"]["code"] in ("slow_rule", "bad_rule")
            assert answer.json()["error"]["field"] == "rule"


@pytest.mark.parametrize(
    "problem", ["How many are there?", " ".join(map(str, range(100))), "🍎", "<b>5</b> + 3", "٣+٤"]
)
def test_nonsense_gets_an_answer_that_says_what_is_odd(server: str, problem: str) -> None:
    result = ask(server, problem=problem)
    assert all(run["state"] in ("done", "too_long") for run in result["runs"])
    if problem == "How many are there?":
        assert result["problems"][0]["warning"] == "no_number"
    if problem.startswith("0 1 2"):
        assert result["problems"][0]["warning"] == "many_numbers"


def test_every_view_of_the_topic_answers_its_examples(server: str) -> None:
    views = ["reasoning-size", "word-problems", "recorded-prompts", "language-exercise", "chain-of-thought"]
    for view in views:
        for lang in ("ja", "en"):
            assert httpx.get(f"{server}/embed/{view}?lang={lang}", timeout=180).status_code == 200
    size = ask(server, "reasoning-size", language="en")
    assert len({one["model"] for one in size["sizes"]}) >= 5


def test_the_models_of_word_problems_are_not_offered_where_they_know_nothing(server: str) -> None:
    found = ask(server, "attention", text="It was too tired.")
    assert not any(one["id"].startswith("soroban") for one in found["models"])
