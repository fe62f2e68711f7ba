"""Params: validation, defaults, and the canonical query string."""

from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from sandbox.errors import BadInput
from sandbox.view import READABLE, Params


class Some(Params):
    text: Annotated[str, Field(min_length=1, max_length=20), READABLE]
    ids: tuple[int, ...] = ()
    share: float = Field(1.0, ge=0, le=2)
    seed: int | None = None
    bits: Literal[16, 8, 4] = 16


def test_a_choice_among_numbers_is_read_from_an_address() -> None:
    one = Some(text="a", bits=8)
    assert one.query_string() == "text=a&bits=8" and Some.from_query([("text", "a"), ("bits", "8")]) == one
    with pytest.raises(BadInput) as caught:
        Some.from_query([("text", "a"), ("bits", "5")])
    assert caught.value.values["expected"] == "16, 8, 4"  # said in any language


def test_defaults_are_left_out_and_order_does_not_matter() -> None:
    one = Some.from_query([("share", "1.0"), ("ids", "5"), ("text", "a b"), ("ids", "4")])
    assert one.query_string() == "text=a%20b&ids=5&ids=4"
    assert one == Some(text="a b", ids=(5, 4))


def test_minus_zero_is_zero() -> None:
    assert Some.from_query([("text", "a"), ("share", "-0")]).query_string() == "text=a&share=0"


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20),
    st.lists(st.integers(0, 9)).map(tuple),
    st.floats(0, 2),
    st.none() | st.integers(0, 9),
)
def test_query_reads_back_unchanged(text: str, ids: tuple[int, ...], share: float, seed: int | None) -> None:
    from urllib.parse import parse_qsl

    one = Some(text=text, ids=ids, share=share, seed=seed)
    assert Some.from_query(parse_qsl(one.query_string(), keep_blank_values=True)) == one


@pytest.mark.parametrize(
    ("items", "code", "field"),
    [
        ([], "missing", "text"),
        ([("text", "")], "string_too_short", "text"),
        ([("text", "x" * 21)], "string_too_long", "text"),
        ([("text", "a\0b")], "control_character", "text"),
        ([("text", "a\ud800b")], "string_unicode", "text"),
        ([("text", "a"), ("text", "b")], "repeated", "text"),
        ([("text", "a"), ("share", "3")], "less_than_equal", "share"),
        ([("text", "a"), ("share", "NaN")], "finite_number", "share"),
        ([("text", "a"), ("share", "inf")], "finite_number", "share"),
        ([("text", "a"), ("share", "much")], "float_parsing", "share"),
        ([("text", "a"), ("seed", "1.5")], "int_parsing", "seed"),
        ([("text", "a"), ("ids", "x")], "int_parsing", "ids"),
        ([("text", "a"), ("color", "red")], "extra_forbidden", "color"),
    ],
)
def test_bad_input_names_code_and_field(items: list[tuple[str, str]], code: str, field: str) -> None:
    with pytest.raises(BadInput) as caught:
        Some.from_query(items)
    assert (caught.value.code, caught.value.field) == (code, field)
