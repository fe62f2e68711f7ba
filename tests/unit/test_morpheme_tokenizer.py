"""Aligned text: what NFKC and small letters make of a text, and which characters each letter comes from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.models.morpheme_tokenizer import lower, nfkc

#: Full of what NFKC changes: half and full width, voicing marks, ligatures, circled digits, jamo, accents, marks.
TEXT = st.text(
    st.one_of(
        st.sampled_from(
            "ｶﾞﾊﾟｱＡａ１①㍿ﬁ\u3099\u309aかはe\u0301\u0323\u0327\u0308İßΣ가\u1100\u1161\u11a8\u1175ﷺÅ\u3000 \n\u200b"
        ),
        st.characters(exclude_categories=["Cs"]),
    )
)


@settings(max_examples=500)
@given(text=TEXT)
def test_the_letters_are_those_of_the_whole_text(text: str) -> None:
    found = nfkc(text)
    assert found.text == unicodedata.normalize("NFKC", text)
    small = lower(found)
    assert small.text == found.text.lower()
    for aligned in (found, small):
        assert len(aligned.text) == len(aligned.starts) == len(aligned.ends)


@settings(max_examples=500)
@given(text=TEXT)
def test_each_letter_is_made_of_its_characters(text: str) -> None:
    found = nfkc(text)
    spans = list(zip(found.starts, found.ends, strict=True))
    assert spans == sorted(spans)
    parts = dict.fromkeys(spans)
    assert "".join(text[start:end] for start, end in parts) == text, "every character is part of something"
    for start, end in parts:
        letters = "".join(letter for letter, span in zip(found.text, spans, strict=True) if span == (start, end))
        assert letters == unicodedata.normalize("NFKC", text[start:end])


@pytest.mark.parametrize(
    ("text", "letters", "spans"),
    [
        ("ｶﾞは", "ガは", [(0, 2), (2, 3)]),
        ("か\u3099", "が", [(0, 2)]),
        ("㍿", "株式会社", [(0, 1)] * 4),
        ("①a", "1a", [(0, 1), (1, 2)]),
        ("a\u0327\u0308", "ä\u0327", [(0, 3)] * 2),
    ],
)
def test_examples(text: str, letters: str, spans: list[tuple[int, int]]) -> None:
    found = nfkc(text)
    assert found.text == letters
    assert list(zip(found.starts, found.ends, strict=True)) == spans
