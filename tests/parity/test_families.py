"""Models that somebody adds: a random small one of every family, each way of asking it against transformers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from sandbox.models.engine import Exploration
from sandbox.models.language_model import LanguageModel
from sandbox.models.loss import divergence
from sandbox.models.sampling import Sampling
from tests.parity.families import CONFIGS, Small

T = TypeVar("T")
Floats = NDArray[np.float32]

FAMILIES = list(CONFIGS)
DECODERS = [family for family in FAMILIES if not family.startswith("bert")]
MASKED = [family for family in FAMILIES if family.startswith("bert")]
#: From one token to more than any window; nothing of it was learnt, so what it says does not matter.
TEXTS = (
    "a",
    "The train was late.",
    "今朝は早く目が覚めたので、川沿いの道を歩いて行きました。",
    "def mean(values):\n    return sum(values) / len(values)  # 😀",
    "When water freezes it takes up more space than before, so a full bottle can break in the freezer.",
)
#: Largest difference of a logit. Those of 32 bits have a standard deviation of 1 to 3.
NEAR = 1e-4
#: How far rounded weights may move the logits, as a share of their standard deviation. Weights that have nothing to do
#: with the model's move them by 1.4. Random ones have no structure that rounding could spare, and in rows of 64 to 144
#: numbers errors cancel out little: trained models lose far less.
BOUNDS = {"8-bit": 0.06, "4-bit": 0.5}


@dataclass(frozen=True)
class Pair:
    """A family's model here and in transformers, in 32 bits, and the one event loop that the one here lives in."""

    small: Small
    ours: LanguageModel
    theirs: Any
    runner: asyncio.Runner

    def run(self, work: Awaitable[T]) -> T:
        async def limited() -> T:
            async with asyncio.timeout(60):
                return await work

        return self.runner.run(limited())

    def contexts(self) -> list[list[int]]:
        """The texts as tokens, and one that fills the model."""
        rows, entry = [self.ours.context(text) for text in TEXTS], self.ours.entry
        around = {entry.start, entry.end}
        long = [id for row in rows * 9 for id in row if id not in around]
        start, end = ([] if id is None else [id] for id in (entry.start, entry.end))
        return [*rows, [*start, *long[: entry.context - len(start) - len(end)], *end]]

    def asked(self, rows: Sequence[Sequence[int]], **wanted: Any) -> list[Exploration]:
        """What the model here says of all rows, which it is asked at once."""

        async def ask() -> list[Exploration]:
            return await asyncio.gather(*(self.ours.explore(row, **(wanted or every(row))) for row in rows))

        return self.run(ask())

    def truth(self, ids: Sequence[int]) -> Any:
        with torch.no_grad():
            return self.theirs(torch.tensor([list(ids)]), output_attentions=True)


def every(ids: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """Ask for the logits at every position."""
    return {"logits_at": tuple(range(len(ids)))}


def moved(theirs: Floats, ours: Floats) -> float:
    """How far logits [positions, vocabulary] are from theirs, as a share of the standard deviation of those."""
    apart, spread = (array - array.mean(-1, keepdims=True) for array in (ours - theirs, theirs))
    return float(apart.std() / spread.std())


def paired(small: Small) -> Iterator[Pair]:
    with asyncio.Runner() as runner:
        ours = small.load("fp32")
        yield Pair(small, ours, small.theirs, runner)
        ours.close()


@pytest.fixture(scope="module", params=DECODERS)
def decoder(request: pytest.FixtureRequest, family_model: Callable[[str], Small]) -> Iterator[Pair]:
    yield from paired(family_model(request.param))


@pytest.fixture(scope="module", params=MASKED)
def masked(request: pytest.FixtureRequest, family_model: Callable[[str], Small]) -> Iterator[Pair]:
    yield from paired(family_model(request.param))


# --- decoders ------------------------------------------------------------------------------------------------------


def test_the_entry_says_what_the_model_is(decoder: Pair) -> None:
    entry, config = decoder.ours.entry, decoder.theirs.config
    assert (entry.layers, entry.heads, entry.d_model) == (
        config.num_hidden_layers,
        config.num_attention_heads,
        config.hidden_size,
    )
    assert entry.vocabulary == config.vocab_size
    assert entry.parameters == sum(weight.numel() for weight in decoder.theirs.parameters())
    assert entry.added is not None and entry.added.family == config.model_type
    assert entry.stop == (config.eos_token_id,)
    assert entry.start == (config.bos_token_id if config.bos_token_id == 1 else None)


def test_logits_at_every_position_are_those_of_transformers(decoder: Pair) -> None:
    rows = decoder.contexts()
    assert {len(row) for row in rows} >= {decoder.ours.entry.context}
    for ids, found in zip(rows, decoder.asked(rows), strict=True):
        assert np.abs(found.logits - decoder.truth(ids).logits[0].numpy()).max() < NEAR


def test_attention_is_that_of_transformers(decoder: Pair) -> None:
    rows = decoder.contexts()
    for ids, found in zip(rows, decoder.asked(rows, attention=True), strict=True):
        assert found.attentions is not None
        assert np.abs(found.attentions - torch.cat(decoder.truth(ids).attentions).numpy()).max() < NEAR
        assert np.abs(found.attentions.sum(-1) - 1).max() < 1e-5


def test_logits_that_come_with_attention_are_the_same(decoder: Pair) -> None:
    ids = decoder.contexts()[3]
    (both,) = decoder.asked([ids], attention=True, **every(ids))
    assert both.attentions is not None
    assert np.abs(both.logits - decoder.truth(ids).logits[0].numpy()).max() < NEAR


def test_greedy_generation_is_that_of_transformers(decoder: Pair) -> None:
    rows = decoder.contexts()[:-1]

    async def write(ids: list[int]) -> list[int]:
        sampling = Sampling(temperature=0)
        async with aclosing(decoder.ours.generate(ids, new_tokens=40, sampling=sampling, stop=())) as tokens:
            return [token.id async for token in tokens]

    async def together() -> list[list[int]]:
        return await asyncio.gather(*map(write, rows))

    for ids, written in zip(rows, decoder.run(together()), strict=True):
        with torch.no_grad():
            longer = decoder.theirs.generate(
                torch.tensor([ids]), max_new_tokens=40, do_sample=False, eos_token_id=None, pad_token_id=0
            )
        expected = longer[0, len(ids) :].tolist()
        if written != expected:  # unless two tokens are as probable as each other
            first = next(place for place in range(40) if written[place] != expected[place])
            logits = decoder.truth([*ids, *expected[:first]]).logits[0, -1]
            assert (logits[expected[first]] - logits[written[first]]).abs() < NEAR


def test_a_generation_goes_on_until_the_model_is_full(decoder: Pair) -> None:
    ids = decoder.contexts()[-1][:-30]

    async def write() -> list[int]:
        sampling = Sampling(temperature=0)
        async with aclosing(decoder.ours.generate(ids, new_tokens=99, sampling=sampling, stop=())) as tokens:
            return [token.id async for token in tokens]

    written = decoder.run(write())
    assert len(written) == 30
    whole = [*ids, *written]
    best = decoder.truth(whole[:-1]).logits[0, len(ids) - 1 :]
    chosen = best.gather(1, torch.tensor(written)[:, None])[:, 0]
    assert (best.max(-1).values - chosen).max() < NEAR


def test_a_batch_changes_nothing(decoder: Pair) -> None:
    rows = decoder.contexts()
    for wanted in ({}, {"attention": True}):
        together = decoder.asked(rows, **wanted)
        for ids, found in zip(rows, together, strict=True):
            (alone,) = decoder.asked([ids], **wanted)
            assert np.abs(found.logits - alone.logits).max(initial=0) < NEAR
            if found.attentions is not None and alone.attentions is not None:
                assert np.abs(found.attentions - alone.attentions).max() < 1e-5


def test_a_text_that_was_read_before_is_gone_on_from(decoder: Pair) -> None:
    ids = decoder.contexts()[-1]
    keeping = decoder.small.load("fp32", model_cache=2**26)
    lengths = (20, 21, 22, 40, 41, 30, 12, len(ids))
    expected = decoder.truth(ids).logits[0].numpy()

    async def ask() -> list[Floats]:
        return [(await keeping.explore(ids[:length], logits_at=(length - 1,))).logits for length in lengths]

    for length, logits in zip(lengths, decoder.run(ask()), strict=True):
        assert np.abs(logits[0] - expected[length - 1]).max() < NEAR, length
    keeping.close()


@pytest.mark.parametrize("precision", ["8-bit", "4-bit"])
def test_rounded_weights_keep_the_model_within_bounds(decoder: Pair, precision: str) -> None:
    rows = decoder.contexts()
    rounded = decoder.small.load(precision)

    async def ask() -> list[Floats]:
        found = await asyncio.gather(*(rounded.explore(row, **every(row)) for row in rows))
        return [one.logits for one in found]

    theirs = np.concatenate([decoder.truth(ids).logits[0].numpy() for ids in rows])
    ours = np.concatenate(decoder.run(ask()))
    lost = moved(theirs, ours)
    print(f"{decoder.ours.entry.id} {precision}: moved by {lost:.4f}, KL {divergence(theirs, ours).mean():.5f}")
    rounded.close()
    assert lost < BOUNDS[precision]
    sizes = [(decoder.small.folders[one] / "weights.bin").stat().st_size for one in ("fp32", precision)]
    assert sizes[1] < sizes[0]


def test_what_is_rounded_depends_on_nobody_else(decoder: Pair) -> None:
    rows = decoder.contexts()
    rounded = decoder.small.load("4-bit")

    async def both() -> tuple[list[Exploration], list[Exploration]]:
        together = await asyncio.gather(*(rounded.explore(row, **every(row)) for row in rows))
        return together, [await rounded.explore(row, **every(row)) for row in rows]

    for together, alone in zip(*decoder.run(both()), strict=True):
        assert np.abs(together.logits - alone.logits).max() < NEAR
    rounded.close()


# --- encoders that fill blanks -------------------------------------------------------------------------------------


def test_an_encoder_fills_blanks_as_transformers_does(masked: Pair) -> None:
    entry = masked.ours.entry
    assert entry.mask is not None and entry.kind == "encoder"
    # An old file holds a pooler and a head that tells which sentence follows which, too.
    unneeded = 96 * 96 + 96 + 2 * 96 + 2 if masked.small.source.parent.name.startswith("bert-old") else 0
    assert entry.parameters == unneeded + sum(weight.numel() for weight in masked.theirs.parameters())
    for ids in masked.contexts():
        hidden = tuple(range(1, len(ids) - 1, 3))
        blanked = [entry.mask if place in hidden else id for place, id in enumerate(ids)]
        (found,) = masked.asked([blanked], logits_at=hidden)
        assert found.logits.shape == (len(hidden), entry.vocabulary)
        assert np.abs(found.logits - masked.truth(blanked).logits[0, list(hidden)].numpy()).max() < NEAR


def test_an_encoder_attends_as_transformers_does_and_a_batch_changes_nothing(masked: Pair) -> None:
    rows = masked.contexts()
    together = masked.asked(rows, attention=True)
    for ids, found in zip(rows, together, strict=True):
        expected = torch.cat(masked.truth(ids).attentions).numpy()
        (alone,) = masked.asked([ids], attention=True)
        assert found.attentions is not None and alone.attentions is not None
        assert np.abs(found.attentions - expected).max() < NEAR
        assert np.abs(found.attentions - alone.attentions).max() < 1e-5
    blanks = masked.asked(rows)
    for ids, found in zip(rows, blanks, strict=True):
        assert np.abs(found.logits - masked.asked([ids])[0].logits).max() < NEAR


def test_two_sentences_are_told_apart(masked: Pair) -> None:
    ours = masked.ours
    ids = ours.context(TEXTS[1], TEXTS[4])
    second = len(ours.context(TEXTS[1]))
    kinds = torch.tensor([[0] * second + [1] * (len(ids) - second)])
    with torch.no_grad():
        expected = masked.theirs(torch.tensor([ids]), token_type_ids=kinds, output_attentions=True)
    (found,) = masked.asked([ids], attention=True)
    assert found.attentions is not None
    assert np.abs(found.attentions - torch.cat(expected.attentions).numpy()).max() < NEAR


@pytest.mark.parametrize("precision", ["8-bit", "4-bit"])
def test_a_rounded_encoder_stays_within_bounds(masked: Pair, precision: str) -> None:
    rows = masked.contexts()[1:]
    rounded = masked.small.load(precision)

    async def ask() -> list[Floats]:
        found = await asyncio.gather(*(rounded.explore(row, **every(row)) for row in rows))
        return [one.logits for one in found]

    theirs = np.concatenate([masked.truth(ids).logits[0].numpy() for ids in rows])
    ours = np.concatenate(masked.run(ask()))
    lost = moved(theirs, ours)
    print(f"{masked.ours.entry.id} {precision}: moved by {lost:.4f}, KL {divergence(theirs, ours).mean():.5f}")
    rounded.close()
    assert lost < BOUNDS[precision]
