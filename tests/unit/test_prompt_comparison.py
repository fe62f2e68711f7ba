"""prompt-comparison: which prompts are asked, and what is made of the completions. The model is a stand-in here."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import tokenizers
from tokenizers import models

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.models.catalog import Chat
from sandbox.models.completions import Ask, Completion, Place, Progress
from sandbox.models.tokenizer import Tokenizer
from sandbox.topics.prompting.answer_rule import DEFAULT_RULE
from sandbox.topics.prompting.known_problems import lecture_problems
from sandbox.topics.prompting.prompts import STYLES, Prompt
from sandbox.topics.prompting.views import prompt_comparison as view
from sandbox.topics.prompting.views.common import read_prompt
from sandbox.topics.prompting.views.prompt_comparison import (
    PROMPT_COMPARISON,
    PromptComparison,
    PromptComparisonParams,
    prompt_comparison,
    prompt_comparison_snapshots,
)
from tests.conftest import CATALOG, SETTINGS

APPLES = {lang: lecture_problems(SETTINGS.assets, lang)[1].text for lang in ("ja", "en")}
#: What the stand-in writes, by the end of what it reads.
WRITES = {
    "The answer is": " 27.",
    "Let's think step by step.": " 23-20=3. 3+6=9. The answer is 9.",
    "答えは": "27。",
    "一歩ずつ考えましょう。": "２３－２０＝３。3+6=9。答えは９。",
}


class StandIn:
    """What the view asks of a model: its entry and its tokenizer."""

    precision = "fp32"

    def __init__(self, tokenizer: Tokenizer, **changes: Any) -> None:
        self.entry = dataclasses.replace(CATALOG["smollm2-135m"], **({"context": 400, "chat": None} | changes))
        self.tokenizer = tokenizer

    def context(self, text: str) -> list[int]:
        return [*([] if self.entry.start is None else [self.entry.start]), *self.tokenizer.encode(text)]


@pytest.fixture(scope="module")
def gpt2() -> Tokenizer:
    return asyncio.run(Lab(SETTINGS, CATALOG).tokenizer("gpt2"))


class Stage:
    """A Lab with the stand-in, and what was asked of it."""

    def __init__(self, model: StandIn) -> None:
        self.lab, self.loaded = Lab(SETTINGS, CATALOG), model
        self.asks: list[Ask] = []
        self.writes: Callable[[str, Ask], str] = lambda text, ask: next(
            (said for end, said in WRITES.items() if text.endswith(end)), " I do not know."
        )

    async def model(self, id: str) -> StandIn:
        return self.loaded

    async def complete(self, model: StandIn, asks: Sequence[Ask]) -> AsyncGenerator[Progress, None]:
        self.asks = list(asks)
        texts = [self.writes(model.tokenizer.decode(ask.ids), ask) for ask in asks]
        whole = tuple(Completion(text, len(text), "until", 5) for text in texts)
        half = tuple(Completion(text[:4], 2, "", 2) if place == 0 else None for place, text in enumerate(texts))
        yield Progress(half, Place(2, 1, 0, len(asks)), False)
        yield Progress(whole, Place(2, 0, len(asks), len(asks)), True)

    def snapshots(self, **asked: object) -> list[PromptComparison]:
        async def all_of_them() -> list[PromptComparison]:
            params = PromptComparisonParams.checked(**asked)
            return [one async for one in prompt_comparison_snapshots(params, self.lab)]

        return asyncio.run(all_of_them())

    def ask(self, **asked: object) -> PromptComparison:
        return asyncio.run(prompt_comparison(PromptComparisonParams.checked(**asked), self.lab))


@pytest.fixture
def stage(gpt2: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> Stage:
    made = Stage(StandIn(gpt2))
    monkeypatch.setattr(made.lab, "model", made.model)
    monkeypatch.setattr(view, "complete", made.complete)
    return made


def told(stage: Stage, **asked: object) -> tuple[str, str | None]:
    with pytest.raises(BadInput) as error:
        stage.ask(**asked)
    return error.value.code, error.value.field


# One problem


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_lectures_comparison(stage: Stage, language: str) -> None:
    found = stage.ask(problem=APPLES[language])
    assert found.language == language and found.queue is None and not found.same and found.votes == []
    assert [(run.style, run.answer, run.correct, run.first_wrong) for run in found.runs] == [
        ("direct", "27", False, None),
        ("step-by-step", "9", True, None),
    ]
    for run in found.runs:
        marked = run.completion[run.answer_start : run.answer_end]
        assert marked.translate(str.maketrans("９", "9")) == run.answer and run.state == "done"
        assert run.prompt_tokens == len(stage.asks[found.runs.index(run)].ids)
        assert APPLES[language] in run.prompt
    (problem,) = found.problems
    assert (problem.answer, problem.source, problem.pattern, problem.steps) == ("9", "typed", "apples", 2)
    assert problem.lines == ["23-20=3", "3+6=9"] and problem.warning is None
    assert [(one.right, one.total, one.share, one.voted_right) for one in found.accuracy] == [
        (0, 1, 0.0, None),
        (1, 1, 1.0, None),
    ]
    assert found.rule.pattern == DEFAULT_RULE and found.rule.default
    assert found.model_dump_json()


def test_what_is_there_so_far(stage: Stage) -> None:
    half, whole = stage.snapshots(problem=APPLES["en"], styles=STYLES)
    assert [run.state for run in half.runs] == ["writing", *["waiting"] * 5]
    assert (half.runs[0].completion, half.runs[0].answer, half.runs[0].correct) == (" 27.", None, None)
    assert half.queue == Place(2, 1, 0, 6) and whole.queue is None
    assert [one.total for one in half.accuracy] == [0] * 6 and half.accuracy[0].share is None
    assert {run.state for run in whole.runs} == {"done"}
    assert [style.style for style in whole.styles] == list(STYLES)
    assert [run.answer for run in whole.runs] == ["27", None, None, "9", None, None]


def test_no_answer_in_what_was_written_but_in_what_was_begun(stage: Stage) -> None:
    stage.writes = lambda text, ask: " what?"
    (run,) = stage.ask(problem="1+1", styles=["direct"], at_once="The answer is 2, or").runs
    assert (run.answer, run.answer_start, run.answer_end, run.correct) == ("2", None, None, True)


def test_the_first_wrong_step(stage: Stage) -> None:
    stage.writes = lambda text, ask: " 23-20=3. 3+6=8. The answer is 8."
    (run,) = stage.ask(problem=APPLES["en"], styles=["step-by-step"]).runs
    assert (run.correct, run.first_wrong) == (False, 1)


def test_an_answer_of_ones_own(stage: Stage) -> None:
    found = stage.ask(problem=APPLES["en"], answer="27 apples")
    assert [run.correct for run in found.runs] == [True, False]
    assert found.problems[0].lines == []  # another answer is another solution
    unknown = stage.ask(problem="How many apples are 3 apples and some?")
    assert [run.correct for run in unknown.runs] == [None, None]
    assert [(one.total, one.unknown, one.share) for one in unknown.accuracy] == [(0, 1, None)] * 2


@pytest.mark.parametrize(
    ("problem", "warning"),
    [
        ("How many?", "no_number"),
        ("三つ", "no_number"),
        ("7 " * 100, "many_numbers"),
        ("7 " * 12, None),
        ("１＋１", None),
    ],
)
def test_no_number_or_a_hundred(stage: Stage, problem: str, warning: str | None) -> None:
    assert stage.ask(problem=problem).problems[0].warning == warning


# The prompts


def test_pieces_can_be_changed(stage: Stage) -> None:
    pieces = {
        "direct": ("at_once", "So it is"),
        "zero-shot": ("task", "Do this."),
        "few-shot": ("few_shot", "Q: 1?\nA: 2"),
        "step-by-step": ("trigger", "Slowly."),
        "chain-of-thought": ("worked", "Q: 1?\nA: 1+1=2"),
        "instruction": ("instruction", "Calculate."),
    }
    found = stage.ask(problem="1+1?", styles=list(STYLES), **dict(pieces.values()))
    assert {style.style: (*style.pieces.items(),)[0] for style in found.styles} == pieces
    assert all(pieces[run.style][1] in run.prompt for run in found.runs)
    assert found.runs[0].prompt == "Q: 1+1?\nA: So it is"


def test_an_example_that_is_asked_is_left_out_and_said(stage: Stage) -> None:
    balls = lecture_problems(SETTINGS.assets, "en")[0].text
    found = stage.ask(problem=balls, styles=["direct", "few-shot", "chain-of-thought"], samples=3, temperature=1)
    assert [style.dropped_examples for style in found.styles] == [0, 1, 1]
    assert all(run.prompt.count("Roger has 5") == 1 for run in found.runs)


def test_a_chat_form() -> None:
    names = ["<s>", "<end>", *(f"<0x{byte:02X}>" for byte in range(256)), *map(chr, range(0x20, 0x7F))]
    raw = tokenizers.Tokenizer(
        models.BPE(vocab={name: id for id, name in enumerate(names)}, merges=[], byte_fallback=True)
    )
    raw.add_special_tokens([tokenizers.AddedToken(name, special=True) for name in names[:2]])
    letters = Tokenizer(raw)
    form = Chat((1, *letters.encode("user\n")), (1, *letters.encode("\nassistant\n")))
    talking: Any = StandIn(letters, chat=form, start=0)
    read = read_prompt(talking, Prompt("Q: 1+1?\nA:", " The answer is"))
    assert read.text == "<s><end>user\nQ: 1+1?\nA:<end>\nassistant\nThe answer is"
    assert letters.decode(read.ids) == read.text.replace("<s>", "").replace("<end>", "")
    plain: Any = StandIn(letters, start=0)
    typed = read_prompt(plain, Prompt("Q: <end>\nA:", " So"))
    assert typed.text == "<s>Q: <end>\nA: So" and 1 not in typed.ids  # what somebody types is letters


def test_smollm2_talks_in_its_chat_form(ready: Callable[[str], Path]) -> None:
    entry = CATALOG["smollm2-135m"]
    tokenizer = Tokenizer.load(ready(entry.id), entry)
    assert entry.chat is not None
    texts = ["".join(tokenizer.token(id).text for id in ids) for ids in (entry.chat.before, entry.chat.after)]
    assert texts == ["<|im_start|>user\n", "<|im_end|>\n<|im_start|>assistant\n"]
    assert tokenizer.encode("user\n") == list(entry.chat.before[1:])


def test_a_prompt_that_fills_the_context(stage: Stage, gpt2: Tokenizer) -> None:
    stage.loaded = StandIn(gpt2, context=60)
    found = stage.ask(problem=APPLES["en"], styles=["direct", "chain-of-thought"])
    assert [(run.state, run.ended, run.correct) for run in found.runs] == [
        ("done", "until", False),
        ("too_long", "", None),
    ]
    assert found.runs[1].prompt_tokens >= found.token_limit == 60 and len(stage.asks) == 1
    stage.loaded = StandIn(gpt2, context=8)
    assert [run.state for run in stage.ask(problem=APPLES["en"]).runs] == ["too_long"] * 2


# Samples and votes


def test_the_vote(stage: Stage) -> None:
    said = ["The answer is 27.", "The answer is 9.", "9.0", "nothing", "1 000", "so 9"]
    stage.writes = lambda text, ask: said[ask.sampling.seed - 5]
    found = stage.ask(problem=APPLES["en"], styles=["step-by-step"], samples=6, temperature=0.7, seed=5)
    assert [run.seed for run in found.runs] == [5, 6, 7, 8, 9, 10]
    (votes,) = found.votes
    assert [(one.answer, one.count, one.correct) for one in votes.answers] == [
        ("9", 3, True), ("27", 1, False), (None, 1, False), ("000", 1, False),
    ]  # fmt: skip
    assert (votes.winner, votes.correct, found.same) == ("9", True, False)
    assert (found.accuracy[0].right, found.accuracy[0].total, found.accuracy[0].voted_right) == (3, 6, 1)


def test_at_temperature_0_nothing_is_drawn(stage: Stage) -> None:
    found = stage.ask(problem=APPLES["en"], samples=20, seed=3)
    assert found.same and len(found.runs) == 40 and len({ask.ids for ask in stage.asks}) == len(set(stage.asks)) == 2
    assert [one.total for one in found.accuracy] == [1, 1]  # twenty times the same is one measurement
    assert [(one.answers[0].count, one.winner) for one in found.votes] == [(20, "27"), (20, "9")]


# Sets


def test_the_lectures_set_and_generated_ones(stage: Stage) -> None:
    lecture = stage.ask(set="lecture", problem="is not asked")
    assert (lecture.language, len(lecture.problems)) == ("ja", 6)
    assert [(run.problem, run.style) for run in lecture.runs[:3]] == [(0, "direct"), (0, "step-by-step"), (1, "direct")]
    assert lecture.problems[4].answer == "29|0.29|28.6|0.286"
    made = stage.ask(set="generated", count=7, steps=2, language="en", problem_seed=4, kind="patterns")
    assert (made.language, len(made.problems)) == ("en", 7)
    assert {problem.steps for problem in made.problems} == {2}
    assert all(problem.answer and problem.lines and problem.source == "generated" for problem in made.problems)
    assert (
        made.problems
        == stage.ask(set="generated", count=7, steps=2, language="en", problem_seed=4, kind="patterns", seed=9).problems
    )
    mixed = stage.ask(set="generated", count=6).problems
    assert [problem.steps for problem in mixed] == [1, 2, 3, 1, 2, 3]


def test_a_table_of_ones_own(stage: Stage) -> None:
    found = stage.ask(set="own", own="問題,答え\n3+4,7\nみかんが5個と6個。,11個\n8×24,\n")
    assert found.language == "ja"
    assert [(one.text, one.answer, one.source) for one in found.problems] == [
        ("3+4", "7", "own"), ("みかんが5個と6個。", "11個", "own"), ("8×24", "192", "own"),
    ]  # fmt: skip


# What cannot be asked


def test_what_is_refused(stage: Stage) -> None:
    assert told(stage) == ("string_too_short", "problem")
    assert told(stage, problem=" \n ") == ("string_too_short", "problem")
    assert told(stage, problem="1+1", answer="two") == ("answer_number", "answer")
    assert told(stage, set="own") == ("string_too_short", "own")
    assert told(stage, set="own", own="1,2,3\n2,3\n") == ("csv_columns", "own")
    assert told(stage, problem="1+1", rule="(") == ("bad_rule", "rule")
    assert told(stage, set="generated", count=50, samples=7) == ("too_many_runs", "samples")
    assert stage.asks == []
    stage.writes = lambda text, ask: "a" * 1000 + "!"
    assert told(stage, problem="1+1", rule="(a|aa)+$") == ("slow_rule", "rule")
    for wrong in (
        {"problem": "1" * 10_000}, {"samples": 1000}, {"styles": []}, {"styles": ["oracle"]}, {"temperature": 3},
        {"new_tokens": 7}, {"rule": "x" * 201}, {"own": "x" * 20_001}, {"problem": "\x00"}, {"count": 51},
    ):  # fmt: skip
        assert told(stage, **({"problem": "1+1"} | wrong))[1] == next(iter(wrong))


def test_the_canonical_question() -> None:
    params = PromptComparisonParams.checked(
        styles=["instruction", "direct", "instruction"], problem="a\nb", rule="(?i)x|y"
    )
    assert params.styles == ("direct", "instruction")
    pairs = [tuple(pair.split("=", 1)) for pair in params.query_string().split("&")]
    assert [key for key, _ in pairs] == ["problem", "styles", "styles", "rule"]
    for lang in ("ja", "en"):
        assert PROMPT_COMPARISON.example[lang] == PromptComparisonParams(problem=APPLES[lang])
