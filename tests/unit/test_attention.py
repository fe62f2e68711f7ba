"""The view attention, put together on a model that answers by rule."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qsl

import numpy as np
import pytest
import tokenizers
from tokenizers import models, normalizers, pre_tokenizers

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.models.catalog import Catalog
from sandbox.models.tokenizer import Tokenizer
from sandbox.settings import Settings
from sandbox.topics.attention.probe import RANDOM_WORDS, probe_texts, repeated_words
from sandbox.topics.attention.rollout import rollout
from sandbox.topics.attention.views.attention import Attention, AttentionParams, attention

CATALOG = Catalog.load(Settings().assets)
WORDS = ["[UNK]", "[CLS]", "[SEP]", ",", ".", "the", "animal", "street", "it", "was", "too", "tired", "wide", "##s"]
#: Enough words for the probe's random list.
VOCABULARY = WORDS + [f"w{letter}{second}" for letter in "abcdefgh" for second in "abcdefgh"]


class FakeModel:
    """A model with random weights that depend on the tokens only, and counts how often it is asked."""

    def __init__(self, id: str, layers: int, heads: int, limit: int = 100) -> None:
        raw = tokenizers.Tokenizer(
            models.WordPiece({word: at for at, word in enumerate(VOCABULARY)}, unk_token="[UNK]")
        )
        raw.normalizer, raw.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
        raw.add_special_tokens(["[UNK]", "[CLS]", "[SEP]"])
        self.tokenizer, self.precision, self.asked = Tokenizer(raw), "fp32", 0
        ends: dict[str, Any] = {"start": 1, "end": 2} if CATALOG[id].kind == "encoder" else {"start": None, "end": None}
        self.entry = replace(CATALOG[id], layers=layers, heads=heads, context=limit, languages=("en",), **ends)

    async def explore(self, ids: Sequence[int], *, attention: bool) -> SimpleNamespace:
        if len(ids) > self.entry.context:
            raise BadInput("too_many_tokens", "text", limit=self.entry.context, count=len(ids))
        self.asked += 1
        return SimpleNamespace(attentions=self.weights(ids))

    def weights(self, ids: Sequence[int]) -> np.ndarray[Any, np.dtype[np.float32]]:
        raw = np.random.default_rng(list(ids)).random((self.entry.layers, self.entry.heads, len(ids), len(ids))) ** 4
        raw *= np.tri(len(ids)) if self.entry.kind == "decoder" else 1
        return (raw / raw.sum(-1, keepdims=True)).astype(np.float32)


class FakeLab:
    catalog = Catalog.load(Settings().assets)

    def __init__(self) -> None:
        self.models = {"minilm-l6": FakeModel("minilm-l6", 2, 3), "smollm2-135m": FakeModel("smollm2-135m", 4, 2)}

    async def any_model(self, id: str, field: str = "model") -> FakeModel:
        if id not in self.models:
            raise BadInput("unknown_model", field, known="")
        return self.models[id]


TIRED, WIDE = "The animal was too tired, it was.", "The animal was too wide, it was."
IDS = [1, 5, 6, 9, 10, 11, 3, 8, 9, 4, 2]


@pytest.fixture
def lab() -> FakeLab:
    return FakeLab()


def ask(lab: FakeLab, **params: object) -> Attention:
    return asyncio.run(attention(AttentionParams.checked(**params), cast(Lab, lab)))


def near(left: object, right: object) -> bool:
    return bool(np.abs(np.asarray(left) - np.asarray(right)).max() <= 1e-5)


def test_the_tokens_with_their_places_in_the_text(lab: FakeLab) -> None:
    look = ask(lab, text="The street zzz.")
    assert [token.text for token in look.tokens] == ["[CLS]", "the", "street", "[UNK]", ".", "[SEP]"]
    assert [(token.start, token.end) for token in look.tokens] == [
        (0, 0),
        (0, 3),
        (4, 10),
        (11, 14),
        (14, 15),
        (15, 15),
    ]
    assert [token.special for token in look.tokens] == [True, False, False, False, False, True]
    assert (look.unknown, look.layers, look.heads, look.token_limit) == (1, 2, 3, 100)


def test_each_matrix(lab: FakeLab) -> None:
    expected = lab.models["minilm-l6"].weights(IDS)
    assert near(ask(lab, text=TIRED, layer=1, head=2).weights, expected[1, 2])
    assert near(ask(lab, text=TIRED, matrix="average").weights, expected.mean((0, 1)))
    one = ask(lab, text=TIRED, matrix="average", layer=1, query=2)
    assert near(one.weights, expected[1].mean(0))
    assert one.shown.model_dump() == {"matrix": "average", "layer": 1, "head": None, "chosen_by": None}
    assert one.token is not None and one.token.heads is not None and near(one.token.heads, expected[1, :, 2])
    assert near(ask(lab, text=TIRED, matrix="rollout").weights, rollout(expected))
    assert near(ask(lab, text=TIRED, matrix="rollout", layer=0).weights, rollout(expected, 0))


def test_the_strongest_link_is_shown_and_told(lab: FakeLab) -> None:
    expected = lab.models["minilm-l6"].weights(IDS)[:, :, 7, 2]
    look = ask(lab, text=TIRED, query=7, key=2)
    assert look.link is not None and look.shown.layer is not None and look.shown.head is not None
    assert look.shown.chosen_by == "link" and look.link.rank == 1
    assert near(look.link.weight, expected.max())
    assert near(look.link.weight, expected[look.shown.layer, look.shown.head])
    assert (look.link.heads_total, look.link.below) == (6, int((expected < 0.05).sum()))
    assert look.token is not None and look.token.position == 7


def test_places_beyond_the_text_count_as_none(lab: FakeLab) -> None:
    look = ask(lab, text="it was", query=7, key=3)
    assert (look.query, look.key, look.link, look.token) == (None, 3, None, None)


def test_a_second_text_takes_the_first_look_s_head_and_tokens(lab: FakeLab) -> None:
    look = ask(lab, text=TIRED, text_b="It is true: the animal was too wide, it was.", query=7, key=2)
    assert look.b is not None and look.difference is not None and look.difference_why is None
    assert look.b.shown.model_dump() == {**look.shown.model_dump(), "chosen_by": "first look"}
    texts, texts_b = ([token.text for token in one.tokens] for one in (look, look.b))
    paired = [(texts[left], texts_b[right]) for left, right in look.difference.pairs]
    assert ("tired", "wide") in paired and ("animal", "animal") in paired
    assert look.b.query is not None and look.b.key is not None
    assert (texts_b[look.b.query], texts_b[look.b.key]) == ("it", "animal")
    (query, query_b), (key, key_b) = look.difference.pairs[3], look.difference.pairs[1]
    change = look.b.weights[query_b][key_b] - look.weights[query][key]
    assert look.difference.weights[3][1] == pytest.approx(change, abs=2e-5)


def test_another_model_chooses_its_own_head_and_has_no_difference(lab: FakeLab) -> None:
    look = ask(lab, text=TIRED, model_b="smollm2-135m", query=7, key=2, layer=1, head=1)
    assert look.b is not None and look.difference is None and look.difference_why == "models"
    assert look.b.text == TIRED and look.b.model.kind == "decoder" and look.b.layers == 4
    assert look.b.shown.chosen_by == "link"
    assert (look.b.query, look.b.key) == (6, 1)  # no [CLS] here
    chosen = ask(lab, text=TIRED, model_b="smollm2-135m", layer_b=3, head_b=1).b
    assert chosen is not None and (chosen.shown.layer, chosen.shown.head) == (3, 1)
    hidden = ask(lab, text=TIRED, model_b="smollm2-135m", query=2, key=7).b
    assert hidden is not None and hidden.link is not None
    assert hidden.link.masked and hidden.link.weight == 0 and hidden.shown.chosen_by == "content"


def test_no_second_look_without_a_second_text_or_model(lab: FakeLab) -> None:
    assert ask(lab, text=TIRED, model_b="minilm-l6").b is None
    assert ask(lab, text=TIRED, layer_b=9, head_b=99).b is None


def test_the_overview_and_its_labels_can_be_left_out(lab: FakeLab) -> None:
    model = lab.models["minilm-l6"]
    bare = ask(lab, text=TIRED, overview=False)
    assert (bare.overview, bare.labels, model.asked) == (None, None, 1)
    full = ask(lab, text=TIRED)
    assert full.overview is not None and full.labels is not None
    assert len(b64decode(full.overview.thumbnails)) == 2 * 3 * 11 * 11
    assert (full.labels.measured, full.labels.texts) == ("probe", 1 + len(probe_texts(cast(Any, model))))
    assert sum(full.labels.counts.values()) == 6
    assert model.asked == 1 + 1 + full.labels.texts


def test_the_probe_is_measured_once_for_all(lab: FakeLab) -> None:
    async def many() -> list[Attention]:
        asked = [AttentionParams(text=text) for text in (TIRED, WIDE, "it", "the street")]
        return await asyncio.gather(*(attention(one, cast(Lab, lab)) for one in asked))

    answers = asyncio.run(many())
    assert len({str(answer.labels) for answer in answers}) == 1
    assert lab.models["minilm-l6"].asked == 4 + 1 + len(probe_texts(cast(Any, lab.models["minilm-l6"])))
    on_text = [ask(lab, text=text, measured="text").labels for text in (TIRED, WIDE)]
    assert on_text[0] != on_text[1] and on_text[0] is not None and on_text[0].texts == 1


def test_what_cannot_be_measured_has_no_score(lab: FakeLab) -> None:
    labels = ask(lab, text="animal", measured="text", model="smollm2-135m").labels
    assert labels is not None and set(labels.scores.values()) == {None}
    assert labels.counts == {"mixed": 8}


@pytest.mark.parametrize(
    ("params", "code", "field"),
    [
        ({"layer": 2}, "no_such_layer", "layer"),
        ({"head": 3}, "no_such_head", "head"),
        ({"model_b": "smollm2-135m", "layer_b": 4}, "no_such_layer", "layer_b"),
        ({"model_b": "smollm2-135m", "head_b": 2}, "no_such_head", "head_b"),
        ({"model": "?"}, "unknown_model", "model"),
        ({"model_b": "?"}, "unknown_model", "model_b"),
        ({"text": "it " * 120}, "too_many_tokens", "text"),
        ({"text_b": "it " * 120}, "too_many_tokens", "text_b"),
        ({"layer": -1}, "greater_than_equal", "layer"),
        ({"text": ""}, "string_too_short", "text"),
        ({"text_b": "\x00"}, "control_character", "text_b"),
        ({"matrix": "all"}, "literal_error", "matrix"),
        ({"least": 2}, "less_than_equal", "least"),
    ],
)
def test_what_cannot_be_asked(lab: FakeLab, params: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(BadInput) as problem:
        ask(lab, **{"text": TIRED, **params})
    assert (problem.value.code, problem.value.field) == (code, field)


def test_the_address_says_all(lab: FakeLab) -> None:
    params = AttentionParams(
        text=TIRED, text_b=WIDE, query=7, key=0, layer=0, sort="induction", least=0.25, overview=False
    )
    assert AttentionParams.from_query(parse_qsl(params.query_string())) == params
    assert AttentionParams(text="a").query_string() == "text=a"


def test_the_random_words_are_words_and_come_twice() -> None:
    tokenizer = FakeModel("minilm-l6", 1, 1).tokenizer
    words = repeated_words(tokenizer)
    assert len(words) == 2 * RANDOM_WORDS and words[:RANDOM_WORDS] == words[RANDOM_WORDS:]
    assert len(set(words)) == RANDOM_WORDS
    assert all(tokenizer.token(id).text.isalpha() for id in words)
    assert repeated_words(tokenizer) == words
