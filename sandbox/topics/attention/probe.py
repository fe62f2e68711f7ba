"""The probe: what a model's heads do on fixed texts, measured once and kept.

On a short text of somebody's own, chance decides much: a head may look at the token before only because it likes the
word there. So the labels come from sentences that are always the same (assets/probe.toml). Two habits, same and
induction, are measured where nothing but repetition can help: on words drawn at random that come a second time in the
same order, as Olsson et al. 2022 do (arXiv 2209.11895).
"""

from __future__ import annotations

import asyncio
import random
import tomllib
from functools import cache, reduce
from operator import add
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sandbox.settings import Settings
from sandbox.topics.attention.head_scores import HeadScores, measure
from sandbox.topics.attention.reading import Reading

if TYPE_CHECKING:
    from sandbox.models.language_model import LanguageModel
    from sandbox.models.tokenizer import Tokenizer

#: How many random words are repeated, and the seed that draws them.
RANDOM_WORDS = 40
SEED = 2022
#: After so many draws for each token there is, a vocabulary has no more words.
DRAWS = 20


async def probe(model: LanguageModel) -> HeadScores:
    """Return what the heads of a model do on the probe's texts; all who ask share one measurement.

    Raises:
        NotReady: "busy", too many requests wait; the next one tries again.
    """
    task = _MEASURED.get(model)
    if task is None:
        task = _MEASURED[model] = asyncio.create_task(_probe(model))
    try:
        # Shielded: a visitor who leaves meanwhile must not stop it for the others.
        return await asyncio.shield(task)
    except Exception:
        if _MEASURED.get(model) is task:
            del _MEASURED[model]
        raise


_MEASURED: WeakKeyDictionary[LanguageModel, asyncio.Task[HeadScores]] = WeakKeyDictionary()


def probe_texts(model: LanguageModel) -> list[str]:
    """Return the sentences a model is measured on: those in its languages."""
    return [text for language in model.entry.languages for text in _sentences()[language]]


def repeated_words(tokenizer: Tokenizer) -> list[int]:
    """Return random tokens, and the same ones again: [2 · RANDOM_WORDS] ids, the first half all different.

    A small vocabulary may have fewer words.
    """
    dice = random.Random(SEED)
    drawn: dict[int, None] = {}
    for _ in range(DRAWS * tokenizer.size):
        if len(drawn) == RANDOM_WORDS:
            break
        id = int(dice.random() * tokenizer.size)
        token = tokenizer.token(id)
        if not token.special and not token.partial and token.text.strip().isalpha():
            drawn[id] = None
    return [*drawn, *drawn]


async def _probe(model: LanguageModel) -> HeadScores:
    start = [] if model.entry.start is None else [model.entry.start]
    end = [] if model.entry.end is None else [model.entry.end]
    repeated = [*start, *repeated_words(model.tokenizer), *end]
    readings = [Reading.of(text, model) for text in probe_texts(model)]
    on_sentences = await asyncio.gather(*(_measured(model, reading) for reading in readings))
    causal = model.entry.kind == "decoder"
    on_repetition = await _measured(model, Reading(tuple(model.tokenizer.tokens(repeated)), causal))
    return reduce(add, on_sentences).replaced(("same", "induction"), on_repetition)


async def _measured(model: LanguageModel, reading: Reading) -> HeadScores:
    attentions = (await model.explore(reading.ids, attention=True)).attentions
    assert attentions is not None  # asked for
    return await asyncio.to_thread(measure, attentions, reading)


@cache
def _sentences() -> dict[str, list[str]]:
    """Return the sentences by language, read once."""
    return tomllib.loads((Settings().assets / "probe.toml").read_text("utf-8"))
