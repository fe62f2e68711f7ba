"""The toy table: exact sums, rows as people write them, and what cannot be read is named."""

import asyncio
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sandbox.errors import BadInput
from sandbox.topics.words import toy_table
from sandbox.topics.words.expression import Term
from sandbox.topics.words.toy_table import Row, read_rows
from sandbox.topics.words.views.word_vectors import TOY_TABLE, ToyTable, ToyTableParams
from sandbox.view import Params

#: Worked out with fractions; widgets/tests/word-vectors.test.js reads the same file.
CASES = json.loads((Path(__file__).parent / "fixtures" / "toy_table.json").read_text("utf-8"))


def answer(params: Params) -> ToyTable:
    return asyncio.run(TOY_TABLE.compute(params, None))  # type: ignore[arg-type, return-value]


def ask(**values: Any) -> ToyTable:
    return answer(ToyTableParams.checked(**values))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_lecture_to_the_digit(lang: str) -> None:
    found = answer(TOY_TABLE.example[lang])
    assert found.target == [0.9, 0.8, 0.8, 0.0]
    assert found.nearest[0].word == {"ja": "俳優", "en": "actor"}[lang]
    assert (found.nearest[0].cosine, found.nearest[0].distance, found.nearest[0].input) == (1.0, 0.0, False)
    assert [row.input for row in found.rows] == [False, True, False, True, True]
    assert [dimension.name for dimension in found.dimensions][1:] == (
        ["演技 1", "演技 2", ""] if lang == "ja" else ["acting 1", "acting 2", ""]
    )


def test_the_room_of_the_lecture() -> None:
    room = {one.dimensions: one.places for one in ask().room}
    assert room[4] == 16
    assert room[1000] == pytest.approx(1.0715e301, rel=1e-4)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_agrees_with_fractions(case: dict[str, Any]) -> None:
    rows = [Row(row["word"], tuple(Decimal(value) for value in row["vector"])) for row in case["rows"]]
    terms = [Term(term["word"], float(term["weight"])) for term in case["terms"]]
    target = toy_table.total(terms, toy_table.resolve(terms, rows))
    assert [float(value) for value in target] == case["target"]
    assert [vars(near) for near in toy_table.nearest(target, rows)] == case["nearest"]
    assert [[toy_table.cosine(a.vector, b.vector) for b in rows] for a in rows] == case["cosines"]
    assert toy_table.one_hot_places([row.word for row in rows], case["one_hot_size"]) == case["one_hot"]


@pytest.mark.parametrize(
    "written",
    [
        "俳優 0.9 -0.8 0",
        "俳優\t0.9\t-0.8\t0",
        "俳優,0.9,-0.8,0",
        "　俳優　０．９　−０．８　０　",
        "俳優（0.9、－0.8、0.0）",
        "俳優: [.9, ー0.8, 0.]",
        "俳優 = 0.90 -.800 +0",
    ],
)
def test_rows_as_people_write_them(written: str) -> None:
    (row,) = read_rows([written])
    assert (row.word, [float(value) for value in row.vector]) == ("俳優", [0.9, -0.8, 0.0])
    assert str(row.vector[2]) == "0"


def test_words_that_are_unlike_words() -> None:
    assert [row.word for row in read_rows(["child actor 1 2", "3 1 2", "第1空挺団 1 2", "ＡＢＣ 1 2"])] == [
        "child actor",
        "3",
        "第1空挺団",
        "ABC",
    ]


@pytest.mark.parametrize(
    ("rows", "code", "values"),
    [
        (["  ,"], "table_word", {"row": 1}),
        (["猫 1", "犬"], "table_numbers", {"row": 2, "word": "犬"}),
        (["猫 1 x 2"], "table_number", {"row": 1, "word": "猫", "value": "x"}),
        (["猫 1 2", "犬 1e3 2"], "table_length", {"row": 2, "word": "犬 1e3", "count": 1, "expected": 2}),
        (["猫 1 2e3"], "table_number", {"row": 1, "word": "猫", "value": "2e3"}),
        (["猫 100.1"], "table_limit", {"row": 1, "word": "猫", "value": "100.1", "limit": 100, "decimals": 6}),
        (["猫 0.1234567"], "table_limit", {"row": 1, "word": "猫", "value": "0.1234567", "limit": 100, "decimals": 6}),
        (["猫 1 2 3 4 5 6 7 8 9"], "table_dimensions", {"row": 1, "word": "猫", "limit": 8}),
        (["猫 1 2", "犬 1"], "table_length", {"row": 2, "word": "犬", "count": 1, "expected": 2}),
        (["猫 1", "犬 1", "猫 2"], "table_twice", {"row": 3, "word": "猫", "first": 1}),
    ],
)
def test_what_cannot_be_read_is_named(rows: list[str], code: str, values: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as raised:
        read_rows(rows)
    assert (raised.value.code, raised.value.field, raised.value.values) == (code, "rows", values)


def test_limits_are_kept() -> None:
    read_rows([f"語{n} 100 -100 0.000001 0 0 0 0 0" for n in range(12)])
    for values, code in [
        ({"rows": ()}, "too_short"),
        ({"rows": tuple(f"語{n} 1" for n in range(13))}, "too_long"),
        ({"one_hot_size": 3}, "one_hot_small"),
        ({"expression": "女優 - 猫"}, "table_unknown"),
        ({"expression": "女優 女性"}, "expression_sign"),
    ]:
        with pytest.raises(BadInput) as raised:
            ask(**values)
        assert raised.value.code == code


def test_a_sum_that_leaves_nothing_has_no_direction() -> None:
    found = ask(expression="女優 - 女優")
    assert found.target == [0.0, 0.0, 0.0, 0.0]
    assert [near.cosine for near in found.nearest] == [None] * 5
    assert found.nearest[0].word == "女性"  # the shortest vector is nearest to zero


def test_a_table_without_an_expression() -> None:
    found = ask()
    assert (found.target, found.terms, found.nearest) == (None, [], [])
    assert [place.index for place in found.one_hot] == CASES[0]["one_hot"]


def test_a_word_with_a_hyphen_is_one_word_where_the_table_has_it() -> None:
    found = ask(rows=("x-ray 1 0", "x 0 1"), expression="x-ray - x")
    assert found.target == [1.0, -1.0]
