"""Our own model against transformers, and many of its completions at once against one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from transformers import PreTrainedModel

from sandbox.lab import Lab
from sandbox.models.completions import Ask, Completion, complete
from sandbox.models.language_model import LanguageModel
from sandbox.models.sampling import Sampling
from sandbox.topics.prompting.word_problems import Split, problem_set, word_problems
from tests.conftest import CATALOG, SETTINGS

SIZES = ["soroban-1m", "soroban-150k", "soroban-50k"]
PROMPTS = {
    "ja": "Q：{}\nA：一歩ずつ考えましょう。",
    "en": "Q: {}\nA: Let's think step by step.",
}


def prompts(count: int) -> list[str]:
    return [
        PROMPTS[language].format(problem.text)
        for language in PROMPTS
        for problem in problem_set(word_problems(SETTINGS.assets, language), Split.NUMBERS, count, seed=7)
    ]


async def completed(model: LanguageModel, asks: list[Ask]) -> list[Completion]:
    async with aclosing(complete(model, asks)) as progress:
        async for step in progress:
            last = step
    return [one for one in last.completions if one is not None]


@pytest.mark.parametrize("model", SIZES)
def test_logits_and_completions_are_transformers(
    model: str, exact_lab: Callable[[str], Lab], reference: Callable[[str], PreTrainedModel]
) -> None:
    theirs, texts = reference(model), prompts(3)

    async def ours() -> tuple[list[np.ndarray], list[Completion], list[list[int]]]:
        lab = exact_lab(model)
        loaded = await lab.model(model)
        ids = [loaded.context(text) for text in texts]
        looks = [await loaded.explore(one, logits_at=tuple(range(len(one)))) for one in ids]
        asks = [Ask(tuple(one), 60, Sampling(temperature=0)) for one in ids]
        written = await completed(loaded, asks)
        lab.close()
        return [look.logits for look in looks], written, ids

    logits, written, ids = asyncio.run(ours())
    tokenizer = Tokenizer.from_file(str(CATALOG[model].shipped) + "/tokenizer.json")  # type: ignore[arg-type]
    for text, found, completion, one in zip(texts, logits, written, ids, strict=True):
        assert one == [0, *tokenizer.encode(text, add_special_tokens=False).ids]
        with torch.no_grad():
            expected = theirs(torch.tensor([one])).logits[0].numpy()
            longer = theirs.generate(  # type: ignore[operator]
                torch.tensor([one]), max_new_tokens=60, do_sample=False, eos_token_id=CATALOG[model].stop[0]
            )[0]
        assert np.abs(found - expected).max() < 1e-3
        new = [id for id in longer[len(one) :].tolist() if id not in CATALOG[model].stop]
        assert completion.text == "".join(tokenizer.id_to_token(id) for id in new)
        assert (completion.ended == "stop") == (len(new) < len(longer) - len(one))


def test_together_they_write_what_each_writes_alone(exact_lab: Callable[[str], Lab]) -> None:
    texts = prompts(40)  # from 60 to 160 characters

    async def both() -> tuple[list[Completion], list[Completion]]:
        together, alone = exact_lab("soroban-1m"), exact_lab("soroban-1m")
        model, other = await together.model("soroban-1m"), await alone.model("soroban-1m")
        asks = [Ask(tuple(model.context(text)), 80, Sampling(temperature=0.7, seed=3)) for text in texts]
        at_once = await completed(model, asks)
        runs = model.counters()["runs"]
        one_by_one = [(await completed(other, [ask]))[0] for ask in asks]
        assert other.counters()["runs"] > 2 * runs
        together.close()
        alone.close()
        return at_once, one_by_one

    at_once, one_by_one = asyncio.run(both())
    assert [one.text for one in at_once] == [one.text for one in one_by_one]
    assert len({one.text for one in at_once}) > 40


def test_training_reads_as_the_tokenizer_does(exact_lab: Callable[[str], Lab]) -> None:
    """Every character is one token, or its bytes: what decode gives is what was encoded."""

    async def encoded() -> None:
        lab = exact_lab("soroban-50k")
        tokenizer = (await lab.model("soroban-50k")).tokenizer
        for text in ("りんごが23個", "٣ apples 😀", "<s>", "<0x41>", "a\nb", "鬱", "　５＋3＝8"):
            ids = tokenizer.encode(text)
            assert tokenizer.decode(ids) == text
            known = [one for one in text if tokenizer.id_of(one) is not None]
            assert len(ids) == len(known) + sum(len(one.encode()) for one in text if tokenizer.id_of(one) is None)
        lab.close()

    asyncio.run(encoded())
