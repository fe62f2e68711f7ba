"""Expressions as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.topics.words.expression import LARGEST_WEIGHT, MOST_TERMS, Term, parse

KNOWN = {"x-ray", "child-actor", "女優", "女性", "コンピューター", "海", "山"}


def read(text: str) -> list[tuple[str, float]]:
    return [(term.word, term.weight) for term in parse(text, KNOWN.__contains__)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("女優 - 女性 + 男性", [("女優", 1), ("女性", -1), ("男性", 1)]),
        ("king − man + woman", [("king", 1), ("man", -1), ("woman", 1)]),
        ("king-man+woman", [("king", 1), ("man", -1), ("woman", 1)]),
        ("2*海 - 山", [("海", 2), ("山", -1)]),
        ("２＊海　－　山", [("海", 2), ("山", -1)]),
        ("0.5 × 海", [("海", 0.5)]),
        ("．５×海", [("海", 0.5)]),
        ("コンピューター - 機械", [("コンピューター", 1), ("機械", -1)]),  # the long-vowel mark is part of the word
        ("女優ー女性＋男性", [("女優", 1), ("女性", -1), ("男性", 1)]),  # so a Japanese keyboard writes minus
        ("コンピューターー海", [("コンピューターー海", 1)]),
        ("海 ー 山", [("海", 1), ("山", -1)]),  # alone it is what a Japanese keyboard gives for minus
        ("x-ray-film", [("x-ray", 1), ("film", -1)]),
        ("child-actor", [("child-actor", 1)]),
        ('"new york" - usa', [("new york", 1), ("usa", -1)]),
        ("「ニュー ヨーク」＋海", [("ニュー ヨーク", 1), ("海", 1)]),
        ("-a + b", [("a", -1), ("b", 1)]),
        ("a - -b", [("a", 1), ("b", 1)]),
        ("一 + 二", [("一", 1), ("二", 1)]),
        ("1 + 2", [("1", 1), ("2", 1)]),
        ("a - 3*b", [("a", 1), ("b", -3)]),
        ("海", [("海", 1)]),
        ("👑 - 👨 + 👩", [("👑", 1), ("👨", -1), ("👩", 1)]),
    ],
)
def test_what_people_write(text: str, terms: list[tuple[str, float]]) -> None:
    assert read(text) == terms


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" ", "expression_empty"),
        ("0*a", "expression_empty"),
        ("a b", "expression_sign"),
        ("a 2*b", "expression_sign"),
        ("+", "expression_word"),
        ("a +", "expression_word"),
        ("2*", "expression_word"),
        ("a-", "expression_word"),
        (f"{LARGEST_WEIGHT + 1}*a", "expression_weight"),
        ("9" * 400 + "*a", "expression_weight"),
        ("a" + " + a" * MOST_TERMS, "expression_terms"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(text)
    assert (refused.value.code, refused.value.field) == (code, "expression")


def test_many_hyphens_are_looked_up_a_few_words_at_a_time() -> None:
    asked: list[str] = []

    def known(word: str) -> bool:
        asked.append(word)
        return False

    with pytest.raises(BadInput):
        parse("a-" * 99 + "a", known)
    assert len(asked) < 20 * MOST_TERMS


@given(st.text(max_size=60))
def test_anything_typed_gives_terms_or_a_sentence(text: str) -> None:
    try:
        assert all(isinstance(term, Term) and term.word for term in parse(text))
    except BadInput as refused:
        assert refused.field == "expression"
