"""How much text that is: the lecture's figures, the tables with a source for every row, and what cannot be asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import BadInput
from sandbox.settings import Settings
from sandbox.topics.scale.corpus_size import Rates, amount, last_moment, reading_years, tables
from sandbox.topics.scale.views.corpus_size import CorpusSize, CorpusSizeParams, answer

TABLES = tables(Settings().assets)
FIXTURE = Path(__file__).parents[2] / "widgets/tests/fixtures/corpus-size.json"


def asked(**params: Any) -> CorpusSize:
    return answer(CorpusSizeParams.checked(**params), TABLES)


# The lecture's figures


def test_what_gpt3_collected_is_five_million_books() -> None:
    found = asked(tokens=499e9)
    assert found.books == 4.99e6
    assert found.bytes == 1.996e12
    assert {one.id: round(one.count, 2) for one in found.libraries} == {"school": 179.92, "tokyo": 3.84, "diet": 0.11}


def test_gpt4_as_rumoured_is_130_million_books() -> None:
    assert asked(tokens=13e12).books == 130e6
    [rumour] = [one for one in asked().landmarks if one.rumour]
    assert (rumour.id, rumour.tokens) == ("gpt-4", 13e12)


def test_nothing_asked_is_what_gpt3_read() -> None:
    assert asked() == asked(tokens=300e9)
    assert asked().books == 3e6


def test_the_mix_of_gpt3_is_499_billion() -> None:
    mix = next(one for one in asked().mixes if one.id == "gpt-3")
    assert [part.size / 1e9 for part in mix.parts] == [410, 19, 12, 55, 3]
    assert mix.total == 499e9
    assert sum(part.weight for part in mix.parts) == 101  # as printed, rounded
    assert sum(part.read for part in mix.parts) == pytest.approx(1)
    # What was read of each part, from its size and its epochs, is about its weight; the paper's own 22 % is not.
    for part in mix.parts:
        if part.id != "webtext2":
            assert part.size * part.epochs / mix.tokens_read * 100 == pytest.approx(part.weight, abs=0.6)


def test_the_mix_of_llama() -> None:
    mix = next(one for one in asked().mixes if one.id == "llama")
    assert mix.total == 4749e9
    assert sum(part.weight for part in mix.parts) == 100
    assert [part.weight for part in mix.parts] == [67, 15, 4.5, 4.5, 4.5, 2.5, 2]
    # Epochs say how much larger a part is among what was read than among what was collected.
    by_id = {part.id: part for part in mix.parts}
    assert by_id["wikipedia"].read / by_id["wikipedia"].share == pytest.approx(2.45, rel=0.06)


def test_japanese_is_1_3_terabytes_or_a_third_of_a_trillion_tokens() -> None:
    japanese = asked().japanese
    assert [(row.name, row.bytes / 1e9) for row in japanese.rows] == [
        ("CC-100", 82),
        ("mC4", 830),
        ("OSCAR", 232),
        ("OSCAR (deduplicated)", 113),
        ("Amazon reviews", 0.086),
    ]
    assert japanese.total_bytes == pytest.approx(1257.086e9) and japanese.once_bytes == pytest.approx(1144.086e9)
    assert round(japanese.total_tokens / 1e12, 1) == round(japanese.once_tokens / 1e12, 1) == 0.3
    assert round(japanese.share_words * 100, 2) == 0.11
    # Somebody else's count of the characters fits the bytes: a bit less than 3 bytes, or a bit more.
    for row in japanese.rows:
        if row.characters:
            assert 2.9 < row.bytes / row.characters < 3.6


def test_japanese_in_gpt3_fills_half_a_school_library() -> None:
    found = asked()
    assert found.japanese.books == pytest.approx(13_797, abs=1)
    assert found.japanese.books / found.libraries[0].books == pytest.approx(0.5, abs=0.01)


def test_years_of_reading() -> None:
    japanese, english = asked(), asked(language="en")
    assert (japanese.reading.unit, japanese.reading.count) == ("characters", 400e9)
    assert japanese.reading_years == pytest.approx(4563, abs=1)
    assert english.reading.unit == "words" and english.words == pytest.approx(1.2e12 / 5.81)
    assert english.reading_years == pytest.approx(4950, abs=1)
    assert english.reading.moment is not None and english.reading.moment.id == "pyramids"
    assert asked(hours=24).reading_years == pytest.approx(japanese.reading_years / 3)
    assert asked(characters_a_minute=1000).reading_years == pytest.approx(japanese.reading_years / 2)
    assert asked(words_a_minute=1000).reading_years == japanese.reading_years  # that is for English


# The arithmetic

RATES = Rates(4, 100_000, TABLES.writings["en"])


@given(st.floats(1, 1e17), st.floats(0.5, 20), st.floats(1e3, 1e7), st.sampled_from(["tokens", "bytes", "books"]))
def test_every_unit_leads_back(tokens: float, bytes_per_token: float, tokens_per_book: float, unit: str) -> None:
    rates = Rates(bytes_per_token, tokens_per_book, TABLES.writings["en"])
    text = amount(tokens, rates, TABLES.writings["ja"])
    assert rates.tokens(getattr(text, unit), unit) == pytest.approx(tokens)  # type: ignore[arg-type]


def test_words_are_english_words() -> None:
    text = amount(1e6, RATES, TABLES.writings["en"])
    assert text.words is not None and RATES.tokens(text.words, "words") == pytest.approx(1e6)
    assert amount(1e6, RATES, TABLES.writings["ja"]).words is None


def test_a_minute_of_every_hour() -> None:
    assert reading_years(60 * 24 * 365.25 * 500, 500, 24) == pytest.approx(1)


def test_the_last_moment() -> None:
    moments = TABLES.moments
    assert last_moment(moments, 569) is None
    assert [last_moment(moments, years).id for years in (570, 1e4, 1e9)] == ["print", "pyramids", "dinosaurs"]  # type: ignore[union-attr]


# The tables


def test_every_row_has_its_source_and_both_names() -> None:
    rows = [*TABLES.libraries, *TABLES.landmarks, *TABLES.mixes, *TABLES.japanese, *TABLES.moments]
    rows += [TABLES.japanese_in_gpt3, *TABLES.writings.values()]
    for row in rows:
        assert len(row.source) > 10, row
        assert set(getattr(row, "names", {"ja": "", "en": ""})) == {"ja", "en"}
    for known in (TABLES.libraries, TABLES.landmarks, TABLES.moments):
        assert len({one.id for one in known}) == len(known)
    assert [one.books for one in TABLES.libraries] == sorted(one.books for one in TABLES.libraries)
    assert [one.years for one in TABLES.moments] == sorted(one.years for one in TABLES.moments)


def test_the_answer_that_the_picture_is_tested_with_is_ours() -> None:
    kept = json.loads(FIXTURE.read_text("utf-8"))
    assert kept["result"] == json.loads(answer(CorpusSizeParams(**kept["params"]), TABLES).model_dump_json())


# What cannot be asked


@pytest.mark.parametrize(
    ("params", "code", "field"),
    [
        ({"tokens": 1e12, "bytes": 1e12}, "one_amount", "bytes"),
        ({"tokens": 1e12, "books": 10}, "one_amount", "books"),
        ({"tokens": 0.5}, "corpus_amount", "tokens"),
        ({"bytes": 1e-300}, "corpus_amount", "bytes"),
        ({"books": 1e12, "tokens_per_book": 1e7}, "corpus_amount", "books"),
        ({"tokens": -1}, "greater_than_equal", "tokens"),
        ({"tokens": 1e18}, "less_than_equal", "tokens"),
        ({"tokens": "many"}, "float_parsing", "tokens"),
        ({"hours": 25}, "less_than_equal", "hours"),
        ({"hours": 0}, "greater_than_equal", "hours"),
        ({"bytes_per_token": 0}, "greater_than_equal", "bytes_per_token"),
        ({"tokens": float("inf")}, "finite_number", "tokens"),
    ],
)
def test_what_cannot_be_asked(params: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        asked(**params)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_zero_is_an_amount_that_is_not_given() -> None:
    assert asked(tokens=0, bytes=1.2e12, books=0) == asked()
