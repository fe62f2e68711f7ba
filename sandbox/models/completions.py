"""Completions: many texts that a model goes on from, for many people at once, with a fair place for each.

A comparison asks for tens of completions. If each person's came in the order of asking, the second would wait for all
of the first one's. So people take turns: whenever a place in the batch is free, the next one in the round gets it, for
one completion. Everybody sees something soon, and nobody with much to ask can hold the others up.

Equal completions are written once for all who want them, and finished ones are kept: who stops and asks again, or
changes one part of a comparison, waits only for what is new.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

from cachetools import LRUCache

from sandbox.errors import NotReady
from sandbox.models.sampling import Sampling

if TYPE_CHECKING:
    from sandbox.models.language_model import LanguageModel

#: Completions of one model that are written at the same time.
PLACES = 32
#: Seconds between two looks at what has been written.
PAUSE = 0.25
#: Finished completions are kept up to about so many bytes, for each model; an ask takes this many at most.
KEPT, ASK = 32 * 2**20, 8_000
#: People who may share a model; more are asked to come again.
PEOPLE = 300


@dataclass(frozen=True)
class Ask:
    """One completion.

    Attributes:
        ids: the context, start token included.
        new_tokens: how many tokens at most.
        until: texts that end it; they are not part of it.
    """

    ids: tuple[int, ...]
    new_tokens: int
    sampling: Sampling
    until: tuple[str, ...] = ()


@dataclass(frozen=True)
class Completion:
    """What a model wrote, as far as it has come.

    Attributes:
        tokens: how many were generated, the one that ended it included.
        ended: "stop": by a token that ends a text; "until": by one of the texts given; "length": no more tokens were
            allowed; "": it is still being written.
        milliseconds: since it was begun. The one thing here that is not the same every time.
    """

    text: str
    tokens: int
    ended: Literal["stop", "until", "length", ""]
    milliseconds: int


@dataclass(frozen=True)
class Place:
    """Where a person stands.

    Attributes:
        people: how many share the model now, this one included.
        ahead: completions of others that are begun before this one's next.
        done, total: completions of this one.
    """

    people: int
    ahead: int
    done: int
    total: int


@dataclass(frozen=True)
class Progress:
    """The completions in the order of asking, None where one is not begun; `whole`: all are finished."""

    completions: tuple[Completion | None, ...]
    place: Place
    whole: bool


async def complete(model: LanguageModel, asks: Sequence[Ask]) -> AsyncGenerator[Progress, None]:
    """Write completions and tell how they come along, several times a second; the last Progress is the whole.

    Closing the generator gives up what nobody else waits for.

    Raises:
        BadInput: "too_many_tokens", a context is longer than the model reads here; or "missing", it is empty.
        NotReady: "busy", too many share the model.
    """
    for ask in asks:
        model.check(ask.ids)
    if model not in _DESKS:
        _DESKS[model] = _Desk()
    desk = _DESKS[model]
    order = desk.join(model, asks)
    try:
        while not (progress := order.progress()).whole:
            yield progress
            await asyncio.wait((order.finished,), timeout=PAUSE)
        order.finished.result()  # raises what went wrong
        yield progress
    finally:
        desk.leave(order)


@dataclass(eq=False)
class _Writing:
    """A completion under way, and those who want it."""

    now: Completion
    orders: set[_Order]
    task: asyncio.Task[None] | None = None


class _Order:
    """What one person asks for.

    Attributes:
        found: what is there already, finished or under way; unfinished: all that is not there to its end.
        waiting: what has no place yet, in the order of asking.
        finished: done when all of it is there, or when something went wrong.
    """

    def __init__(self, desk: _Desk, model: LanguageModel, asks: Sequence[Ask]) -> None:
        self.model, self.asks, self._desk = model, tuple(asks), desk
        self.found: dict[Ask, Completion] = {}
        self.unfinished = set(asks)
        self.waiting: deque[Ask] = deque()
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def give(self, ask: Ask, completion: Completion) -> None:
        """Hand over what was written, as far as it has come."""
        self.found[ask] = completion
        if completion.ended:
            self.unfinished.discard(ask)
            self.end()

    def end(self) -> None:
        """Be finished if everything is there."""
        if not self.unfinished and not self.finished.done():
            self.finished.set_result(None)

    def fail(self, error: BaseException) -> None:
        """Tell what went wrong."""
        if not self.finished.done():
            self.finished.set_exception(error)

    def progress(self) -> Progress:
        """Return how far it has come."""
        completions = tuple(self.found.get(ask) for ask in self.asks)
        done = sum(1 for one in completions if one is not None and one.ended)
        place = Place(len(self._desk.orders), self._desk.ahead(self), done, len(self.asks))
        return Progress(completions, place, self.finished.done())


class _Desk:
    """Where the completions of one model are handed out. It does not hold the model: the orders do."""

    def __init__(self) -> None:
        self._kept: LRUCache[Ask, Completion] = LRUCache(KEPT, lambda one: ASK + 4 * len(one.text))
        self._writings: dict[Ask, _Writing] = {}
        self.orders: list[_Order] = []
        #: Those who wait for a place, the next one first.
        self._round: deque[_Order] = deque()

    def join(self, model: LanguageModel, asks: Sequence[Ask]) -> _Order:
        """Take an order. Raises NotReady("busy")."""
        if len(self.orders) >= PEOPLE:
            raise NotReady("busy")
        order = _Order(self, model, asks)
        self.orders.append(order)
        order.waiting.extend(ask for ask in dict.fromkeys(asks) if not self._share(order, ask))
        if order.waiting:
            self._round.append(order)
        order.end()
        self._begin()
        return order

    def leave(self, order: _Order) -> None:
        """Forget an order; what nobody else wants is given up."""
        self.orders.remove(order)
        if order in self._round:
            self._round.remove(order)
        for ask, writing in list(self._writings.items()):
            writing.orders.discard(order)
            if not writing.orders and writing.task is not None:
                del self._writings[ask]  # whoever asks for it from now on begins it anew
                writing.task.cancel()
        if order.finished.done() and not order.finished.cancelled():
            order.finished.exception()  # looked at: unheard, asyncio would log it
        self._begin()

    def ahead(self, order: _Order) -> int:
        """Return how many completions of others are begun before the order's next one."""
        return self._round.index(order) if order in self._round else 0

    def _share(self, order: _Order, ask: Ask) -> bool:
        """Give an order what is kept or under way already; return whether it is."""
        if ask in self._kept:
            order.give(ask, self._kept[ask])
            return True
        if ask in self._writings:
            self._writings[ask].orders.add(order)
            order.give(ask, self._writings[ask].now)
            return True
        return False

    def _begin(self) -> None:
        """Fill the free places, one completion for each in the round."""
        while self._round and len(self._writings) < PLACES:
            order = self._round.popleft()
            while order.waiting:
                ask = order.waiting.popleft()
                if not self._share(order, ask):
                    writing = self._writings[ask] = _Writing(Completion("", 0, "", 0), {order})
                    writing.task = asyncio.create_task(self._write(order.model, ask, writing))
                    break
            if order.waiting:
                self._round.append(order)

    async def _write(self, model: LanguageModel, ask: Ask, writing: _Writing) -> None:
        """Write one completion, and tell those who want it."""
        begun, told = time.perf_counter(), 0.0
        ids: list[int] = []
        stop = model.entry.stop

        def tell(ended: Literal["stop", "until", "length", ""]) -> None:
            text = model.tokenizer.decode(ids[:-1] if ended == "stop" else ids, begins=False)
            ends = [text.index(end) for end in ask.until if end in text]
            if ends:
                text, ended = text[: min(ends)], "until"
            writing.now = Completion(text, len(ids), ended, round(1000 * (time.perf_counter() - begun)))
            for order in writing.orders:
                order.give(ask, writing.now)

        try:
            generated = model.generate(ask.ids, new_tokens=ask.new_tokens, sampling=ask.sampling)
            async with aclosing(generated):
                async for token in generated:
                    ids.append(token.id)
                    if token.id in stop:
                        tell("stop")
                    elif ask.until or time.perf_counter() - told > PAUSE / 2:  # reading the text takes its time
                        told = time.perf_counter()
                        tell("")
                    if writing.now.ended:
                        break
                else:
                    tell("length")
            self._kept[ask] = writing.now
        except Exception as error:  # told to those who wait
            for order in writing.orders:
                order.fail(error)
        finally:
            if self._writings.get(ask) is writing:
                del self._writings[ask]
            self._begin()


#: One desk a model, as long as the model lives.
_DESKS: WeakKeyDictionary[LanguageModel, _Desk] = WeakKeyDictionary()
