"""Our own masked model against transformers: what it fills into blanks, from both sides and from one."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import numpy as np
import torch
from transformers import PreTrainedModel, PreTrainedTokenizerFast

from sandbox.lab import Lab
from sandbox.topics.next_token.blanks import SIDES, covered, read
from sandbox.topics.next_token.cloze import LANGUAGES, cloze, sentence_set
from sandbox.topics.next_token.cloze_accuracy import measured
from sandbox.topics.next_token.views.masked_token import MaskedToken, MaskedTokenParams, masked_token
from tests.conftest import CATALOG, SETTINGS

ENTRY = CATALOG["mushikui-1m"]


def reference() -> PreTrainedModel:
    from sandbox.models.export import load_model

    assert ENTRY.shipped
    return load_model(ENTRY.kind, ENTRY.shipped, mask=True)


def asked(count: int, seed: int) -> list[tuple[str, str]]:
    """Held-out sentences of both languages with one word made a blank, and that word."""
    dice = random.Random(seed)
    found = []
    for language in LANGUAGES:
        generator = cloze(SETTINGS.assets, language)
        for sentence in sentence_set(generator, count, seed):
            place = dice.randrange(len(sentence.words))
            words = [*sentence.words]
            words[place] = "[MASK]"
            found.append((generator.joined(words).text, sentence.words[place]))
    return found


def test_ids_and_logits_are_transformers(exact_lab: Callable[[str], Lab]) -> None:
    theirs, texts = reference(), [text for text, _ in asked(12, 5)]
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(ENTRY.shipped) + "/tokenizer.json", mask_token="[MASK]", unk_token="[UNK]"
    )

    async def compare() -> None:
        lab = exact_lab(ENTRY.id)
        model = await lab.any_model(ENTRY.id)
        for text in texts:
            reading = read(text, model.tokenizer, ENTRY)
            assert list(reading.ids) == tokenizer(text)["input_ids"]
            for side in SIDES:
                ids = covered(reading.ids, reading.blanks[0], side, reading, ENTRY.mask)
                found = (await model.explore(ids, logits_at=tuple(range(len(ids))))).logits
                with torch.no_grad():
                    expected = theirs(torch.tensor([ids])).logits[0].numpy()
                assert np.abs(found - expected).max() < 1e-3
            # The views of attention offer it, too.
            seen = (await model.explore(reading.ids, attention=True)).attentions
            assert seen is not None
            with torch.no_grad():
                weights = theirs(torch.tensor([reading.ids]), output_attentions=True).attentions
            assert np.abs(seen - torch.cat(weights).numpy()).max() < 1e-4
        lab.close()

    asyncio.run(compare())


def test_the_page_s_accuracy_is_what_the_view_answers(exact_lab: Callable[[str], Lab]) -> None:
    """Other held-out sentences than those measured: the share of right answers is about the same, side by side."""
    texts = asked(150, 11)

    async def answers() -> list[MaskedToken]:
        lab = exact_lab(ENTRY.id)
        found = [await masked_token(MaskedTokenParams(text=text, top_n=1), lab) for text, _ in texts]
        lab.close()
        return found

    found = asyncio.run(answers())
    tallies = measured(ENTRY.shipped)  # type: ignore[arg-type]
    for number, language in enumerate(LANGUAGES):
        some = range(150 * number, 150 * (number + 1))
        for side in SIDES:
            blanks = [found[place].blanks[0] for place in some]
            best = [(one if side == "both" else getattr(one, side)).candidates[0].text for one in blanks]
            share = sum(text == texts[place][1] for text, place in zip(best, some, strict=True)) / 150
            # Three standard deviations of 150 sentences.
            tally = tallies[language][side]
            assert abs(share - tally.share) < 3 * np.sqrt(tally.share * (1 - tally.share) / 150) + 0.01, (
                language,
                side,
            )
