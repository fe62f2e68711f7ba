"""The KV cache: a text's keys and values stay its own, whoever comes and goes; and a prefix is never a wrong one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from numpy.typing import NDArray

from sandbox.models import kv_cache
from sandbox.models.kv_cache import KEPT, LEAST_SLOTS, Prefixes, Slots

Floats = NDArray[np.float32]

#: Keys and values of two layers; heads, columns, d_head.
PARTS, SHAPE = 4, (2, 9, 3)


def entered(ids: Sequence[int]) -> list[Floats]:
    """Keys and values of a text, [heads, tokens, d_head]: as in a model, each token's depend on all before it."""
    seeds = np.array([hash(tuple(ids[: place + 1])) % 2**19 for place in range(len(ids))], np.float32)
    others = np.arange(PARTS * SHAPE[0] * SHAPE[2], dtype=np.float32).reshape(PARTS, SHAPE[0], 1, SHAPE[2])
    found = seeds[:, None] * 32 + others  # below 2^24: each number is exact, and of one place only
    return list(found)


# --- slots ---------------------------------------------------------------------------------------------------------


def test_there_are_as_many_slots_as_fit_but_never_too_few_or_too_many() -> None:
    assert Slots(PARTS, SHAPE).count == kv_cache.SLOTS
    size = 4 * PARTS * int(np.prod(SHAPE))
    for room, count in ((size * 10, 10), (size * 10 - 1, 9), (size, LEAST_SLOTS), (0, LEAST_SLOTS)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(kv_cache, "BYTES", room)
            slots = Slots(PARTS, SHAPE)
        assert slots.count == slots.free == count
        assert [buffer.shape for buffer in slots.buffers] == [(count, *SHAPE)] * PARTS


class Crowd(RuleBasedStateMachine):
    """Texts take slots, grow and leave, as engine.py lets them: each finds its own keys and values again."""

    def __init__(self) -> None:
        super().__init__()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(kv_cache, "SLOTS", 5)
            self.slots = Slots(PARTS, SHAPE)
        self.places = [buffer.ctypes.data for buffer in self.slots.buffers]
        self.texts: list[list[int]] = []  # by slot

    @precondition(lambda self: self.slots.free)
    @rule(text=st.lists(st.integers(0, 2), min_size=1, max_size=SHAPE[1]), more=st.integers(0, 3))
    def come(self, text: list[int], more: int) -> None:
        slot = self.slots.take()
        assert slot == len(self.texts)
        kept = entered([*text, *[7] * more])  # what is kept may be longer than what is wanted of it
        self.slots.write(slot, kept, len(text))
        self.texts.append(text)

    @precondition(lambda self: self.texts)
    @rule(data=st.data())
    def go(self, data: st.DataObject) -> None:
        slot = data.draw(st.integers(0, len(self.texts) - 1))
        self.slots.give_back(slot, len(self.texts[-1]))
        last = self.texts.pop()
        assert self.slots.taken == len(self.texts)
        if slot < len(self.texts):
            self.texts[slot] = last

    @precondition(lambda self: self.texts)
    @rule(data=st.data(), token=st.integers(0, 2))
    def grow(self, data: st.DataObject, token: int) -> None:
        """As a graph does it: it writes the new column in place."""
        text = data.draw(st.sampled_from(self.texts))
        if len(text) < SHAPE[1]:
            slot = next(place for place, one in enumerate(self.texts) if one is text)
            text.append(token)
            for buffer, part in zip(self.slots.buffers, entered(text), strict=True):
                buffer[slot, :, len(text) - 1] = part[:, -1]

    @invariant()
    def everybody_finds_what_is_theirs(self) -> None:
        assert self.slots.taken == len(self.texts)
        assert self.slots.free == self.slots.count - len(self.texts)
        for slot, text in enumerate(self.texts):
            for found, expected in zip(self.slots.read(slot, len(text)), entered(text), strict=True):
                np.testing.assert_array_equal(found, expected)

    @invariant()
    def the_buffers_never_move(self) -> None:
        """Graphs read and write them where they are."""
        assert [buffer.ctypes.data for buffer in self.slots.buffers] == self.places


TestCrowd = Crowd.TestCase


def test_what_is_read_from_a_slot_is_a_copy() -> None:
    slots = Slots(PARTS, SHAPE)
    slots.write(slots.take(), entered([1, 2, 3]), 3)
    before = slots.read(0, 3)
    slots.write(0, entered([4, 5, 6]), 3)
    for found, expected in zip(before, entered([1, 2, 3]), strict=True):
        np.testing.assert_array_equal(found, expected)


# --- prefixes ------------------------------------------------------------------------------------------------------

#: Two kinds of tokens only, so that texts begin alike often.
texts = st.lists(st.integers(0, 1), min_size=1, max_size=7).map(tuple)
TOKEN = sum(part.nbytes for part in entered([0]))


def shared(one: Sequence[int], other: Sequence[int]) -> int:
    return next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
                min(len(one), len(other)))  # fmt: skip


@given(st.lists(st.tuples(st.booleans(), texts), max_size=30), st.integers(0, 30))
def test_never_a_wrong_prefix_and_never_too_many_bytes(steps: list[tuple[bool, tuple[int, ...]]], room: int) -> None:
    prefixes = Prefixes(room * TOKEN)
    seen: list[tuple[int, ...]] = []
    for keep, ids in steps:
        if keep:
            prefixes.keep(ids, entered(ids))
            seen.append(ids)
            if len(ids) <= room:  # what was just read is known to its end
                assert prefixes.find(ids)[0] == len(ids)
        known, parts = prefixes.find(ids)
        assert 0 <= known <= max((shared(ids, one) for one in seen), default=0)
        for part, expected in zip(parts, entered(ids) if known else [], strict=True):
            np.testing.assert_array_equal(part[:, :known], expected[:, :known])
        assert prefixes.bytes == sum(part.nbytes for kept in prefixes._kept.values() for part in kept)
        assert prefixes.bytes <= prefixes.size


@given(st.lists(texts, max_size=20), texts)
def test_with_room_for_all_the_longest_prefix_there_is_is_found(
    kept: list[tuple[int, ...]], ids: tuple[int, ...]
) -> None:
    prefixes = Prefixes(10**6)
    for one in kept:
        prefixes.keep(one, entered(one))
    assert prefixes.find(ids)[0] == max((shared(ids, one) for one in kept), default=0)


def test_a_text_that_goes_on_takes_the_place_of_its_beginning() -> None:
    prefixes = Prefixes(100 * TOKEN)
    for length in range(1, 8):  # chosen token by token
        prefixes.keep((5,) * length, entered((5,) * length))
        assert prefixes.bytes == length * TOKEN
    prefixes.keep((5, 6), entered((5, 6)))
    assert prefixes.bytes == (7 + 2) * TOKEN


def test_what_was_not_used_for_longest_goes_first() -> None:
    prefixes = Prefixes(6 * TOKEN)
    for first in (1, 2, 3):
        prefixes.keep((first, 0), entered((first, 0)))
    assert prefixes.find((1, 9))[0] == 1  # used now
    prefixes.keep((4, 0), entered((4, 0)))
    assert [prefixes.find((first, 0))[0] for first in (1, 2, 3, 4)] == [2, 0, 2, 2]


def test_what_does_not_fit_at_all_drives_nothing_out() -> None:
    prefixes = Prefixes(4 * TOKEN)
    prefixes.keep((1, 2, 3), entered((1, 2, 3)))
    prefixes.keep((1, 2, 3, 4, 5), entered((1, 2, 3, 4, 5)))
    prefixes.keep((7, 8, 9, 10, 11), entered((7, 8, 9, 10, 11)))
    assert prefixes.find((1, 2, 3, 4, 5))[0] == 3
    assert prefixes.find((7,)) == (0, [])
    nothing = Prefixes(0)
    nothing.keep((1,), entered((1,)))
    assert nothing.find((1,)) == (0, []) and nothing.bytes == 0


def test_few_are_kept_however_small_they_are() -> None:
    prefixes = Prefixes(10**9)
    for number in range(KEPT + 5):
        prefixes.keep((number, 0), entered((number, 0)))
    assert prefixes.bytes == KEPT * 2 * TOKEN
    assert [prefixes.find((number,))[0] for number in (4, 5, KEPT + 4)] == [0, 1, 1]
