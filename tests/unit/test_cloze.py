"""The made-up sentences for filling blanks: what is held back stays unseen, and every word of it is known."""

from __future__ import annotations

import json
import random
import re

import pytest
import tokenizers

from sandbox.language import words
from sandbox.settings import Settings
from sandbox.topics.next_token.cloze import LANGUAGES, Cloze, cloze, held_out, sentence_set
from sandbox.topics.next_token.cloze_accuracy import measured

ASSETS = Settings().assets
FOLDER = ASSETS / "cloze/mushikui-1m"


@pytest.fixture(params=LANGUAGES)
def generator(request: pytest.FixtureRequest) -> Cloze:
    return cloze(ASSETS, request.param)


def test_a_pattern_is_filled_with_rows_that_differ_and_belong_together() -> None:
    table = {
        "openings": [""],
        "patterns": ["{who[name]} and {who2[name]} have {n} {what} , {who2[her]} ."],
        "tables": {
            "who": [{"name": "ann", "her": "she"}, {"name": "ben", "her": "he"}],
            "n": ["two", "six"],
            "what": ["old hats", "keys"],
        },
    }
    made = Cloze("en", table)
    assert made.vocabulary == sorted(
        [",", ".", "and", "have", "ann", "ben", "she", "he", "two", "six", "old", "hats", "keys"]
    )
    dice = random.Random(0)
    texts = {made.draw(dice, kept_back=False).text for _ in range(200)}
    assert texts <= {
        f"{one} and {other} have {n} {what}, {her}."
        for one, other, her in (("ann", "ben", "he"), ("ben", "ann", "she"))
        for n in ("two", "six")
        for what in ("old hats", "keys")
    }
    assert len(texts) > 4


def test_what_is_held_back_is_never_trained_on_whatever_stands_before_it(generator: Cloze) -> None:
    dice = random.Random(1)
    trained = {generator.draw(dice, kept_back=False).text for _ in range(4000)}
    asked = {sentence.text for sentence in sentence_set(generator, 500, seed=1)}
    assert len(asked) == 500 and not trained & asked
    # An opening does not make another sentence of it: no trained text ends with a held-back body.
    bodies = {text for text in asked if held_out(text)}
    assert len(bodies) > 150 and not any(text.endswith(body) for text in trained for body in bodies)
    assert asked == {sentence.text for sentence in sentence_set(generator, 500, seed=1)}
    assert asked != {sentence.text for sentence in sentence_set(generator, 500, seed=2)}


def test_about_one_body_in_eight_is_held_back(generator: Cloze) -> None:
    share = sum(held_out(f"{generator.language} {number}") for number in range(8000)) / 8000
    assert 0.1 < share < 0.15


def test_the_tokenizer_cuts_every_sentence_into_its_words(generator: Cloze) -> None:
    cut = tokenizers.Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    known = cut.get_vocab()
    assert all(word in known for word in generator.vocabulary)
    dice = random.Random(2)
    for _ in range(3000):
        sentence = generator.draw(dice, kept_back=dice.random() < 0.5)
        assert tuple(cut.encode(sentence.text, add_special_tokens=False).tokens) == sentence.words
    assert generator.language == "ja" or cut.encode("The Dogs.", add_special_tokens=False).tokens == [
        "the",
        "dogs",
        ".",
    ]


def test_a_strange_word_spoils_only_itself() -> None:
    cut = tokenizers.Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    tokens = cut.encode("太郎は東京タワーでXを見ました。 Zzz likes ぬぬぬ.", add_special_tokens=False).tokens
    assert tokens == [
        "太郎",
        "は",
        "東京",
        "[UNK]",
        "で",
        "[UNK]",
        "を",
        "見ました",
        "。",
        "[UNK]",
        "likes",
        "[UNK]",
        ".",
    ]


def test_what_was_measured() -> None:
    found = measured(FOLDER)
    raw = json.loads((FOLDER / "accuracy.json").read_text("utf-8"))
    assert found.keys() == raw.keys() == {*LANGUAGES}
    for language, sides in found.items():
        for side, tally in sides.items():
            assert (tally.right, tally.total) == (raw[language][side]["right"], raw[language][side]["asked"])
            assert tally.low < tally.share < tally.high and tally.high - tally.low < 0.05
        # The point of the page: what stands on the other side helps, for certain.
        assert sides["both"].low > max(sides["left"].high, sides["right"].high)
        assert sides["both"].bits < min(sides["left"].bits, sides["right"].bits)
    assert measured(ASSETS / "word-problems/soroban-50k") == {}


def test_the_page_says_what_is() -> None:
    patterns = [len(cloze(ASSETS, language)._patterns) for language in LANGUAGES]
    vocabulary = tokenizers.Tokenizer.from_file(str(FOLDER / "tokenizer.json")).get_vocab_size()
    parameters = json.loads((FOLDER / "training.jsonl").read_text("utf-8").splitlines()[0])["parameters"]
    ja, en = (words(language).find("masked-token") for language in LANGUAGES)
    assert f"日本語 {patterns[0]} 種類、英語 {patterns[1]} 種類" in ja["how"]
    assert f"{patterns[0]} Japanese and {patterns[1]} English patterns" in en["how"]
    for text in (ja["how"], en["how"], ja["note_unknown_own"], en["note_unknown_own"]):
        assert f"{vocabulary:,}" in text
    assert re.search(rf"about {round(parameters / 1e3)} thousand", en["how"])
    assert f"約 {round(parameters / 1e4)} 万" in ja["how"]
