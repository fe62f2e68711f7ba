"""A table of one's own problems: separators, quotation marks, and every wrong row by its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.topics.prompting.problem_table import read_table


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('問題,答え\n"3個, 2個。",5\n3+4は？,7', [(2, "3個, 2個。", "5"), (3, "3+4は？", "7")]),
        ("a 3;4\nb 5, c;6", [(1, "a 3", "4"), (2, "b 5, c", "6")]),
        ("x 3\t5\r\ny 1\t7\r\n", [(1, "x 3", "5"), (2, "y 1", "7")]),
        ("3 cats, legs?\n\n2 dogs, and 1 cat?", [(1, "3 cats, legs?", ""), (3, "2 dogs, and 1 cat?", "")]),
        ("Ken has 5, eats 2.\nMei has 4, gets 5", [(1, "Ken has 5, eats 2.", ""), (2, "Mei has 4, gets 5", "")]),
        ("3 cats?,12\n4 dogs?,\n", [(1, "3 cats?", "12"), (2, "4 dogs?", "")]),
        ('"He said ""2 more"", so?",3', [(1, 'He said "2 more", so?', "3")]),
        ('"two\nlines with 1",2\nnext 2,3', [(1, "two\nlines with 1", "2"), (3, "next 2", "3")]),
        ("problem\n1+1", [(2, "1+1", "")]),
        ("how many?", [(1, "how many?", "")]),
        ("400 of 1400?,29%|0.29,,\n", [(1, "400 of 1400?", "29%|0.29")]),
    ],
)  # fmt: skip
def test_what_is_read(text: str, rows: list[tuple[int, str, str]]) -> None:
    assert [(row.line, row.problem, row.answer) for row in read_table(text)] == rows


@pytest.mark.parametrize(
    ("text", "code", "lines"),
    [
        ("a 1,2\nb 2,3,4\nc 3,4\nd,5,6,7", "csv_columns", "2, 4"),
        ("a 1,2\n,3\nb,4\n,5", "csv_problem", "2, 4"),
        ("a 1,2\nb 2,three\nc 3,x", "csv_answer", "2, 3"),
        (f"a 1,2\n{'b' * 1001},3", "csv_long", "2"),
        ('a 1,2\n"b 2,3\nc 3,4', "csv_quote", "2"),
        ('a 1,2\n\n"q" r,4\n"s" t,5\nu,6', "csv_quote", "3, 4"),
        ('a 1,2\n,3\n"q" r,4\nb 2,x', "csv_rows", "2, 3, 4"),
    ],
)
def test_all_wrong_rows_are_named(text: str, code: str, lines: str) -> None:
    with pytest.raises(BadInput) as told:
        read_table(text)
    assert (told.value.code, told.value.field, told.value.values["lines"]) == (code, "own", lines)


def test_none_and_too_many() -> None:
    for text, code in (("", "string_too_short"), (" \n\n", "string_too_short"), ("1+1,2\n" * 51, "csv_many")):
        with pytest.raises(BadInput) as told:
            read_table(text)
        assert (told.value.code, told.value.field) == (code, "own")
    assert len(read_table("1+1,2\n" * 50)) == 50


@given(st.text(alphabet='ab1,;\t\n" あ', max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        rows = read_table(text)
    except BadInput as told:
        assert told.field == "own"
    else:
        assert rows and all(row.problem for row in rows)
        assert [row.line for row in rows] == sorted({row.line for row in rows})


def test_a_first_row_that_cannot_be_read_is_named_and_not_taken_for_a_heading() -> None:
    with pytest.raises(BadInput) as told:
        read_table('"How many"?,\nHow many legs have 3 cats?,12')
    assert (told.value.code, told.value.values["lines"]) == ("csv_quote", "1")
