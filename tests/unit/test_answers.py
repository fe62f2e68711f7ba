"""Taking a request apart, and telling what is wrong in the reader's language."""

import asyncio
import json
from collections.abc import AsyncGenerator
from urllib.parse import urlencode

import pytest

from sandbox.errors import BadInput, NotReady
from sandbox.lab import Lab
from sandbox.surfaces.answers import LONG_QUERY, Answers, asked, language_of, told
from sandbox.surfaces.document import data
from sandbox.topics import VIEWS
from sandbox.view import Params, Result, View
from tests.conftest import CATALOG, SETTINGS


def test_presentation_is_kept_apart_from_parameters() -> None:
    found = asked("text=今日は&then=3&then=4&lang=en&present=1".encode())
    assert found.items == [("text", "今日は"), ("then", "3"), ("then", "4")]
    assert found.lang == "en"
    assert found.shown["present"] == "1"


@pytest.mark.parametrize("query", [b"text=%ff", b"text=%ed%a0%80", b"text=a%e3%81", b"text=\xe3\x81"])
def test_bytes_that_are_no_text_are_refused(query: bytes) -> None:
    with pytest.raises(BadInput, match="encoding") as caught:
        asked(query)
    assert caught.value.field == "text"


def test_unknown_language() -> None:
    with pytest.raises(BadInput, match="unknown_language"):
        asked(b"text=a&lang=fr")


@pytest.mark.parametrize(("query", "lang"), [(b"lang=en", "en"), (b"text=%ff&lang=en", "en"), (b"text=lang=en", "ja")])
def test_language_is_known_even_if_the_rest_is_not(query: bytes, lang: str) -> None:
    assert language_of(query) == lang


def test_problems_are_told_with_their_figures() -> None:
    error = told(BadInput("string_too_long", "text", max_length=1234), "en")["error"]
    assert error["field"] == "text"
    assert "1,234" in (error["message"] or "")
    assert told(NotReady("busy"), "ja")["error"]["message"] != told(NotReady("busy"), "en")["error"]["message"]


def test_a_code_without_a_sentence_still_gets_one() -> None:
    assert told(BadInput("never_heard_of"), "en")["error"]["message"]


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "\u2028", "&amp;", "${x} {{y}}"])
def test_text_in_a_document_stays_data(text: str) -> None:
    written = data("answer", {"text": text})
    inside = written.removeprefix('<script type="application/json" id="answer">').removesuffix("</script>")
    assert not set("<>&\u2028") & set(inside)
    assert json.loads(inside) == {"text": text}


def test_a_long_question_is_read_like_a_short_one() -> None:
    answers = Answers(VIEWS, Lab(SETTINGS, CATALOG))
    for text in ("砂 +&=%", "砂" * LONG_QUERY):
        question, view, params = asyncio.run(answers.read("bpe-training", urlencode({"corpus": text}).encode()))
        assert (question.lang, view.name, params.corpus) == ("ja", "bpe-training", text)
        with pytest.raises(BadInput, match="extra_forbidden"):
            asyncio.run(answers.read("bpe-training", urlencode({"corpus": text, "nothing": 1}).encode()))


class Count(Params):
    to: int
    fails: bool = False


class Counted(Result):
    so_far: list[int]


class Counter:
    """A view that unfolds: it counts, one step each time `step` is set free, and notes who started and stopped it."""

    def __init__(self) -> None:
        self.started = self.closed = 0
        self.steps = asyncio.Semaphore(0)

    async def count(self, params: Count, lab: Lab) -> AsyncGenerator[Counted, None]:
        if params.to < 0:
            raise BadInput("greater_than_equal", "to", ge=0)
        self.started += 1
        try:
            for number in range(1, params.to + 1):
                await self.steps.acquire()
                if params.fails and number == 2:
                    raise NotReady("busy")
                yield Counted(so_far=list(range(1, number + 1)))
        finally:
            self.closed += 1

    def answers(self) -> Answers:
        async def never(params: Count, lab: Lab) -> Counted:
            raise AssertionError("what unfolds is not computed a second way")

        self.view = View("count", Count, never, "no-picture", {}, stream=self.count)
        return Answers({"count": self.view}, Lab(SETTINGS, CATALOG))

    async def all(self, answers: Answers, params: Count) -> list[tuple[list[int], bool]]:
        seen = []
        async for body, whole in answers.follow(self.view, params):
            seen.append((json.loads(body)["result"]["so_far"], whole))
            self.steps.release()
        return seen


def test_what_unfolds_is_followed_snapshot_by_snapshot() -> None:
    async def run() -> None:
        counter = Counter()
        answers = counter.answers()
        counter.steps.release()
        seen = await counter.all(answers, Count(to=3))
        assert seen[:2] == [([1], False), ([1, 2], False)]
        assert seen[-1] == ([1, 2, 3], True)
        again = await counter.all(answers, Count(to=3))
        assert again == [([1, 2, 3], True)]  # kept: nothing unfolds a second time
        assert counter.started == counter.closed == 1
        assert json.loads((await answers.get(counter.view, Count(to=3))).body)["result"] == {"so_far": [1, 2, 3]}

    asyncio.run(run())


def test_all_who_look_share_one_computation_and_the_last_to_leave_ends_it() -> None:
    async def run() -> None:
        counter = Counter()
        answers = counter.answers()
        params = Count(to=100)
        first, second = answers.follow(counter.view, params), answers.follow(counter.view, params)
        counter.steps.release()
        assert json.loads((await anext(first))[0])["result"]["so_far"] == [1]
        counter.steps.release()
        assert json.loads((await anext(second))[0])["result"]["so_far"][0] == 1
        assert counter.started == 1
        await first.aclose()
        await asyncio.sleep(0)
        assert counter.closed == 0  # somebody still looks
        counter.steps.release()
        await anext(second)
        await second.aclose()
        for _ in range(10):
            await asyncio.sleep(0)
        assert counter.closed == 1

    asyncio.run(run())


def test_what_goes_wrong_is_told_to_all_who_look() -> None:
    async def run() -> None:
        counter = Counter()
        answers = counter.answers()
        with pytest.raises(BadInput):
            await anext(answers.follow(counter.view, Count(to=-1)))
        counter.steps.release()
        counter.steps.release()
        with pytest.raises(NotReady):
            await counter.all(answers, Count(to=3, fails=True))
        assert not answers._newest and not answers._news

    asyncio.run(run())
