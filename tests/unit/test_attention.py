"""The view attention, put together on the real MiniLM and SmolLM2."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from urllib.parse import parse_qsl

import numpy as np
import pytest
import tokenizers

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.models.tokenizer import Tokenizer
from sandbox.topics.attention.probe import RANDOM_WORDS, probe_texts, repeated_words
from sandbox.topics.attention.rollout import rollout
from sandbox.topics.attention.views.attention import WEIGHTS, Attention, AttentionParams, attention
from tests.conftest import CATALOG, SETTINGS
from tests.unit.conftest import Running

TIRED, WIDE = "The animal was too tired, it was.", "The animal was too wide, it was."


@pytest.fixture
def lab(running_lab: Running) -> Running:
    return running_lab


def ask(lab: Running, **params: object) -> Attention:
    return lab.run(attention(AttentionParams.checked(**params), lab.lab))


def near(left: object, right: object) -> bool:
    return bool(np.abs(np.asarray(left) - np.asarray(right)).max() <= 1e-5)


def test_the_tokens_with_their_places_in_the_text(lab: Running) -> None:
    look = ask(lab, text="The street 龘.")
    assert [token.text for token in look.tokens] == ["[CLS]", "the", "street", "[UNK]", ".", "[SEP]"]
    assert [(token.start, token.end) for token in look.tokens] == [
        (0, 0),
        (0, 3),
        (4, 10),
        (11, 12),
        (12, 13),
        (13, 13),
    ]
    assert [token.special for token in look.tokens] == [True, False, False, False, False, True]
    assert (look.unknown, look.layers, look.heads, look.token_limit) == (1, 6, 12, 256)


def test_each_matrix(lab: Running) -> None:
    first = ask(lab, text=TIRED, layer=1, head=2)
    expected = lab.weights("minilm-l6", [token.id for token in first.tokens])
    assert near(first.weights, expected[1, 2])
    assert near(ask(lab, text=TIRED, matrix="average").weights, expected.mean((0, 1)))
    one = ask(lab, text=TIRED, matrix="average", layer=1, query=2)
    assert near(one.weights, expected[1].mean(0))
    assert one.shown.model_dump() == {"matrix": "average", "layer": 1, "head": None, "chosen_by": None}
    assert one.token is not None and one.token.heads is not None and near(one.token.heads, expected[1, :, 2])
    assert near(ask(lab, text=TIRED, matrix="rollout").weights, rollout(expected))
    assert near(ask(lab, text=TIRED, matrix="rollout", layer=0).weights, rollout(expected, 0))


def test_the_strongest_link_is_shown_and_told(lab: Running) -> None:
    look = ask(lab, text=TIRED, query=7, key=2)
    expected = lab.weights("minilm-l6", [token.id for token in look.tokens])[:, :, 7, 2]
    assert look.link is not None and look.shown.layer is not None and look.shown.head is not None
    assert look.shown.chosen_by == "link" and look.link.rank == 1
    assert near(look.link.weight, expected.max())
    assert near(look.link.weight, expected[look.shown.layer, look.shown.head])
    assert (look.link.heads_total, look.link.below) == (72, int((expected < 0.05).sum()))
    assert look.token is not None and look.token.position == 7


def test_places_beyond_the_text_count_as_none(lab: Running) -> None:
    look = ask(lab, text="it was", query=7, key=3)
    assert (look.query, look.key, look.link, look.token) == (None, 3, None, None)


def test_a_second_text_takes_the_first_look_s_head_and_tokens(lab: Running) -> None:
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


def test_another_model_chooses_its_own_head_and_has_no_difference(lab: Running) -> None:
    look = ask(lab, text=TIRED, model_b="smollm2-135m", query=7, key=2, layer=1, head=1)
    assert look.b is not None and look.difference is None and look.difference_why == "models"
    assert look.b.text == TIRED and look.b.model.kind == "decoder" and look.b.layers == 30
    assert look.b.shown.chosen_by == "link"
    assert (look.b.query, look.b.key) == (6, 1)  # no [CLS] here
    chosen = ask(lab, text=TIRED, model_b="smollm2-135m", layer_b=3, head_b=8).b
    assert chosen is not None and (chosen.shown.layer, chosen.shown.head) == (3, 8)
    hidden = ask(lab, text=TIRED, model_b="smollm2-135m", query=2, key=7).b
    assert hidden is not None and hidden.link is not None
    assert hidden.link.masked and hidden.link.weight == 0 and hidden.shown.chosen_by == "content"


def test_no_second_look_without_a_second_text_or_model(lab: Running) -> None:
    assert ask(lab, text=TIRED, model_b="minilm-l6").b is None
    assert ask(lab, text=TIRED, layer_b=9, head_b=99).b is None


def test_the_overview_and_its_labels_can_be_left_out(lab: Running) -> None:
    bare = ask(lab, text=TIRED, overview=False)
    assert (bare.overview, bare.labels) == (None, None)
    full = ask(lab, text=TIRED)
    assert full.overview is not None and full.labels is not None
    assert len(b64decode(full.overview.thumbnails)) == 6 * 12 * 11 * 11
    assert full.labels.measured == "probe" and sum(full.labels.counts.values()) == 72


def test_the_probe_is_measured_when_it_is_wanted_and_once_for_all(lab: Running) -> None:
    async def scene() -> None:
        own = Lab(SETTINGS, CATALOG)
        try:
            model = await own.any_model("minilm-l6")
            await attention(AttentionParams(text="rain", overview=False), own)
            await attention(AttentionParams(text="rain", measured="text"), own)
            assert model.counters()["computed"] == 1
            asked = [AttentionParams(text=text) for text in (TIRED, WIDE, "it", "the street")]
            answers = await asyncio.gather(*(attention(one, own) for one in asked))
            texts = {answer.labels.texts for answer in answers if answer.labels}
            assert texts == {1 + len(probe_texts(model))}
            assert len({str(answer.labels) for answer in answers}) == 1
            assert model.counters()["computed"] == 1 + len(asked) + texts.pop()
        finally:
            own.close()

    lab.run(scene())
    on_text = [ask(lab, text=text, measured="text").labels for text in (TIRED, WIDE)]
    assert on_text[0] != on_text[1] and on_text[0] is not None and on_text[0].texts == 1


def test_the_weights_of_long_texts_wait_for_room(lab: Running) -> None:
    """Two models, 200 tokens: 13 and 48 MB a question, so that four fit; all is given back, by who fails, too."""

    async def scene() -> int:
        least = WEIGHTS.size
        texts = [f"{'a b ' * 98} {word}" for word in ("cat", "dog", "cow", "ant", "bee", "elk")]
        asked = [AttentionParams(text=text, model_b="smollm2-135m", overview=False) for text in texts]
        asked.append(AttentionParams(text="a " * 300))
        under_way = asyncio.gather(*(attention(one, lab.lab) for one in asked), return_exceptions=True)
        while not under_way.done():
            least = min(least, WEIGHTS.free)
            await asyncio.sleep(0.01)
        assert [type(answer) for answer in under_way.result()] == [Attention] * 6 + [BadInput]
        return least

    assert 0 <= lab.run(scene()) < WEIGHTS.size // 4
    assert WEIGHTS.free == WEIGHTS.size


def test_what_cannot_be_measured_has_no_score(lab: Running) -> None:
    labels = ask(lab, text="animal", measured="text", model="smollm2-135m").labels
    assert labels is not None and set(labels.scores.values()) == {None}
    assert labels.counts == {"mixed": 270}


@pytest.mark.parametrize(
    ("params", "code", "field"),
    [
        ({"layer": 6}, "no_such_layer", "layer"),
        ({"head": 12}, "no_such_head", "head"),
        ({"model_b": "smollm2-135m", "layer_b": 30}, "no_such_layer", "layer_b"),
        ({"model_b": "smollm2-135m", "head_b": 9}, "no_such_head", "head_b"),
        ({"model": "?"}, "unknown_model", "model"),
        ({"model_b": "?"}, "unknown_model", "model_b"),
        ({"text": "it " * 260}, "too_many_tokens", "text"),
        ({"text_b": "it " * 260}, "too_many_tokens", "text_b"),
        ({"layer": -1}, "greater_than_equal", "layer"),
        ({"text": ""}, "string_too_short", "text"),
        ({"text_b": "\x00"}, "control_character", "text_b"),
        ({"matrix": "all"}, "literal_error", "matrix"),
        ({"least": 2}, "less_than_equal", "least"),
    ],
)
def test_what_cannot_be_asked(lab: Running, params: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(BadInput) as problem:
        ask(lab, **{"text": TIRED, **params})
    assert (problem.value.code, problem.value.field) == (code, field)


def test_the_address_says_all() -> None:
    params = AttentionParams(
        text=TIRED, text_b=WIDE, query=7, key=0, layer=0, sort="induction", least=0.25, overview=False
    )
    assert AttentionParams.from_query(parse_qsl(params.query_string())) == params
    assert AttentionParams(text="a").query_string() == "text=a"


@pytest.mark.parametrize("model", ["minilm-l6", "smollm2-135m"])
def test_the_random_words_are_words_and_come_twice(lab: Running, model: str) -> None:
    tokenizer = lab.run(lab.lab.any_model(model)).tokenizer
    words = repeated_words(tokenizer)
    assert len(words) == 2 * RANDOM_WORDS and words[:RANDOM_WORDS] == words[RANDOM_WORDS:]
    assert len(set(words)) == RANDOM_WORDS
    assert all(tokenizer.token(id).text.strip().isalpha() for id in words)
    assert repeated_words(tokenizer) == words


def test_a_small_vocabulary_has_fewer_words_and_is_no_endless_search() -> None:
    raw = tokenizers.Tokenizer(tokenizers.models.BPE({"a": 0, "b": 1, "1": 2, ",": 3, "c": 4}, []))
    words = repeated_words(Tokenizer(raw))
    assert sorted(words) == [0, 0, 1, 1, 4, 4] and words[:3] == words[3:]
