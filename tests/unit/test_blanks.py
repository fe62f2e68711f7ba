"""A text with blanks as a masked model reads it, and what is covered of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import tokenizers
from hypothesis import given
from hypothesis import strategies as st

from sandbox.models.catalog import Catalog, Model
from sandbox.models.tokenizer import Tokenizer
from sandbox.settings import Settings
from sandbox.topics.next_token.blanks import SIDES, covered, filled, read

ASSETS = Settings().assets
ENTRY = Catalog.load(ASSETS)["mushikui-1m"]
CUT = Tokenizer(tokenizers.Tokenizer.from_file(str(ASSETS / "cloze/mushikui-1m/tokenizer.json")), ENTRY.vocabulary)


def test_every_spelling_of_a_blank_is_one_token_at_its_place() -> None:
    for spelling in ("[MASK]", "[mask]", "__", "_____", "＿", "＿＿＿", "（　）", "( )", "（  　）"):
        text = f"太郎は{spelling}を飼って います。"
        reading = read(text, CUT, ENTRY)
        assert len(reading.blanks) == 1, spelling
        place = reading.blanks[0]
        token = reading.tokens[place]
        assert (token.id, text[token.start : token.end]) == (ENTRY.mask, spelling)
        assert [text[one.start : one.end] for one in reading.tokens[reading.first : place]] == ["太郎", "は"]
        assert [text[one.start : one.end] for one in reading.tokens[place + 1 : reading.last]] == [
            "を", "飼って", "います", "。",
        ]  # fmt: skip
    for no_blank in ("()", "a_b", "MASK", "[CLS]"):
        assert read(no_blank, CUT, ENTRY).blanks == ()


def test_the_ids_are_those_of_transformers_form() -> None:
    reading = read("The dogs [MASK] sleeping.", CUT, ENTRY)
    whole = tokenizers.Tokenizer.from_file(str(ASSETS / "cloze/mushikui-1m/tokenizer.json"))
    assert list(reading.ids) == whole.encode("The dogs [MASK] sleeping.").ids
    assert (reading.ids[0], reading.ids[-1]) == (ENTRY.start, ENTRY.end)
    assert (reading.first, reading.last) == (1, len(reading.ids) - 1)


def test_one_side_is_covered_and_the_length_stays() -> None:
    reading = read("a [MASK] the dogs [MASK] sleeping .", CUT, ENTRY)
    mask, place = ENTRY.mask, reading.blanks[1]
    shown = {side: covered(reading.ids, place, side, reading, mask) for side in SIDES}
    assert shown["both"] == reading.ids
    for side in SIDES:
        assert len(shown[side]) == len(reading.ids) and shown[side][place] == mask
        assert (shown[side][0], shown[side][-1]) == (ENTRY.start, ENTRY.end)
    assert shown["left"][:place] == reading.ids[:place] and {*shown["left"][place:-1]} == {mask}
    assert shown["right"][place:] == reading.ids[place:] and {*shown["right"][1:place]} == {mask}
    assert filled(reading.ids, {reading.blanks[0]: 7})[reading.blanks[0]] == 7


def test_a_model_without_a_mask_fills_no_blanks() -> None:
    other: Model = replace(ENTRY, mask=None)
    with pytest.raises(ValueError):
        read("a [MASK]", CUT, other)


@given(
    st.lists(
        st.sampled_from(["犬", "は", "dogs ", " the", "[MASK]", "__", "（　）", "が𠮷", ".", "é", "_"]), max_size=12
    )
)
def test_tokens_lie_in_the_text_in_its_order(parts: list[str]) -> None:
    text = "".join(parts)
    reading = read(text, CUT, ENTRY)
    place = 0
    for token in reading.tokens:
        assert place <= token.start <= token.end <= len(text)
        place = token.start
    assert [reading.ids[blank] for blank in reading.blanks] == [ENTRY.mask] * len(reading.blanks)
