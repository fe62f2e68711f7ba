"""chain-of-thought: what the model goes on from, and what is made of its steps. The model is a stand-in here."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncGenerator, Sequence

import pytest

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.models.catalog import Chat
from sandbox.models.completions import Ask, Completion, Place, Progress
from sandbox.models.tokenizer import Tokenizer
from sandbox.topics.prompting.known_problems import lecture_problems
from sandbox.topics.prompting.views import chain_of_thought as view
from sandbox.topics.prompting.views.chain_of_thought import (
    CHAIN_OF_THOUGHT,
    ChainOfThought,
    ChainOfThoughtParams,
    chain_of_thought,
    chain_of_thought_snapshots,
)
from tests.conftest import CATALOG, SETTINGS

APPLES = {lang: lecture_problems(SETTINGS.assets, lang)[1].text for lang in ("ja", "en")}


class StandIn:
    """What the view asks of a model: its entry, its tokenizer, a context."""

    precision = "fp32"

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.entry = dataclasses.replace(CATALOG["smollm2-135m"], context=400, chat=None)
        self.tokenizer = tokenizer

    def context(self, text: str) -> list[int]:
        return self.tokenizer.encode(text)


class Stage:
    """A Lab whose model writes what it is told to."""

    def __init__(self, model: StandIn) -> None:
        self.lab, self.loaded, self.writes = Lab(SETTINGS, CATALOG), model, ""
        self.asked: Ask | None = None

    async def model(self, id: str) -> StandIn:
        return self.loaded

    async def complete(self, model: StandIn, asks: Sequence[Ask]) -> AsyncGenerator[Progress, None]:
        [self.asked] = asks
        yield Progress((None,), Place(3, 2, 0, 1), False)
        half = self.writes[: len(self.writes) // 2]
        yield Progress((Completion(half, 9, "", 20),), Place(3, 0, 0, 1), False)
        yield Progress((Completion(self.writes, 18, "stop", 40),), Place(3, 0, 1, 1), True)

    @property
    def read(self) -> str:
        assert self.asked is not None
        return self.loaded.tokenizer.decode(self.asked.ids)

    def snapshots(self, writes: str, **asked: object) -> list[ChainOfThought]:
        self.writes = writes

        async def all_of_them() -> list[ChainOfThought]:
            params = ChainOfThoughtParams.checked(**{"problem": APPLES["en"], **asked})
            return [one async for one in chain_of_thought_snapshots(params, self.lab)]

        return asyncio.run(all_of_them())

    def ask(self, writes: str, **asked: object) -> ChainOfThought:
        return self.snapshots(writes, **asked)[-1]


@pytest.fixture(scope="module")
def gpt2() -> Tokenizer:
    return asyncio.run(Lab(SETTINGS, CATALOG).tokenizer("gpt2"))


@pytest.fixture
def stage(gpt2: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> Stage:
    made = Stage(StandIn(gpt2))
    monkeypatch.setattr(made.lab, "model", made.model)
    monkeypatch.setattr(view, "complete", made.complete)
    return made


def test_a_right_chain(stage: Stage) -> None:
    found = stage.ask(" 23-20=3. 3+6=9. The answer is 9.")
    assert stage.read == f"Q: {APPLES['en']}\nA: Let's think step by step."
    assert (found.prompt, found.trigger) == (stage.read, "Let's think step by step.")
    assert (found.language, found.answer, found.answer_by_steps, found.correct) == ("en", "9", "9", True)
    assert (found.first_wrong, found.queue, found.solution) == (None, None, ["23-20=3", "3+6=9"])
    one, two = found.steps
    assert (one.text, one.left, one.sign, one.right, one.result, one.expected) == ("23-20=3", "23", "-", "20", "3", "3")
    assert [(operand.text, operand.step, operand.known) for operand in two.operands] == [
        ("3", 0, True),
        ("6", None, True),
    ]
    assert {step.by for step in found.steps} == {"model"}


def test_japanese(stage: Stage) -> None:
    found = stage.ask("２３－２０＝３。3+7=10。答えは10。", problem=APPLES["ja"])
    assert stage.read == f"Q：{APPLES['ja']}\nA：一歩ずつ考えましょう。"
    assert (found.language, found.answer, found.correct, found.first_wrong) == ("ja", "10", False, 1)
    assert (found.steps[1].why, found.steps[1].missing) == ("unknown_number", "7")


def test_it_goes_on_from_what_is_written(stage: Stage) -> None:
    """The pupil's text follows the trigger as it is, and is told apart from the model's."""
    found = stage.ask(" 4+6=10. The answer is 10.", written=" 23-20=4.")
    assert stage.read.endswith("step by step. 23-20=4.")
    assert (found.written, found.prompt) == (" 23-20=4.", stage.read.removesuffix(" 23-20=4."))
    assert [(step.by, step.why) for step in found.steps] == [("pupil", "arithmetic"), ("model", None)]
    text = found.written + found.completion
    assert [text[step.start : step.end] for step in found.steps] == ["23-20=4", "4+6=10"]
    assert (found.first_wrong, found.correct, found.answer) == (0, False, "10")


def test_while_it_is_written(stage: Stage) -> None:
    waiting, half, whole = stage.snapshots(" 23-20=3. 3+6=9. 9.")
    assert (waiting.completion, waiting.steps, waiting.queue) == ("", [], Place(3, 2, 0, 1))
    assert [step.text for step in half.steps] == ["23-20=3"] and half.queue is not None
    assert (half.answer, half.correct, half.ended) == (None, None, "")
    assert (whole.ended, whole.tokens, whole.milliseconds, whole.queue) == ("stop", 18, 40, None)


def test_another_operation_than_the_problem_needs(stage: Stage) -> None:
    found = stage.ask(" 23+20=43. 43+6=49. The answer is 49.")
    assert (found.first_wrong, found.steps[0].why) == (0, "other_operation")
    own = stage.ask(" 23+20=43. 43+6=49. The answer is 49.", answer="49")  # who says 49 means another way
    assert (own.first_wrong, own.correct, own.solution) == (None, True, None)


def test_a_problem_that_nobody_knows(stage: Stage) -> None:
    found = stage.ask(" 7+5=12. The answer is 12.", problem="What do 7 cats and 5 dogs make?")
    assert (found.correct, found.first_wrong, found.solution, found.answer) == (None, None, None, "12")
    assert stage.ask(" 7+5=12.", problem="What do 7 cats and 5 dogs make?", answer="48").correct is False


def test_no_answer_and_no_steps(stage: Stage) -> None:
    found = stage.ask(" I do not know.")
    assert (found.steps, found.answer, found.answer_by_steps, found.correct) == ([], None, None, False)


def test_a_model_that_was_trained_to_talk(stage: Stage) -> None:
    """The question is the user's message, and the trigger with what is written begins the model's own."""
    stage.loaded.entry = dataclasses.replace(stage.loaded.entry, chat=Chat(before=(27, 29), after=(60, 62)))
    found = stage.ask(" 3+6=9.", written=" 23-20=3.")
    assert found.prompt.endswith("Let's think step by step.")
    between = stage.loaded.tokenizer.decode([60, 62])
    assert stage.read == f"<>Q: {APPLES['en']}\nA:{between}Let's think step by step. 23-20=3."


def test_at_temperature_0_the_seed_makes_no_difference(stage: Stage) -> None:
    stage.ask("", seed=5)
    first = stage.asked
    stage.ask("", seed=6)
    assert stage.asked == first
    stage.ask("", seed=6, temperature=1)
    assert stage.asked is not None and (stage.asked.sampling.seed, stage.asked.sampling.temperature) == (6, 1)


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ({"problem": " \n "}, "string_too_short", "problem"),
        ({"problem": "a" * 1001}, "string_too_long", "problem"),
        ({"problem": "り" * 1000}, "too_many_tokens", "problem"),
        ({"written": "1" * 1001}, "string_too_long", "written"),
        ({"written": "\x00"}, "control_character", "written"),
        ({"answer": "many"}, "answer_number", "answer"),
        ({"new_tokens": 201}, "less_than_equal", "new_tokens"),
        ({"temperature": 2.1}, "less_than_equal", "temperature"),
    ],
)
def test_what_cannot_be_asked(stage: Stage, asked: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(BadInput) as told:
        stage.ask("", **asked)
    assert (told.value.code, told.value.field) == (code, field)


def test_the_spaces_of_what_is_written_come_back_from_the_address() -> None:
    params = ChainOfThoughtParams(problem="1+1", written=" 1+1=2.\n", trigger="Think!")
    assert "written=%201%2B1%3D2.%0A" in params.query_string()
    for lang, example in CHAIN_OF_THOUGHT.example.items():
        assert example.query_string().startswith("problem=") and lang in ("ja", "en")


def test_computed_without_looking(stage: Stage) -> None:
    stage.writes = " 23-20=3."
    params = ChainOfThoughtParams(problem=APPLES["en"])
    assert asyncio.run(chain_of_thought(params, stage.lab)) == stage.ask(" 23-20=3.")
