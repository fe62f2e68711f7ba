"""The same text in twelve languages: the texts themselves, what is counted, and to which script a token belongs."""

from __future__ import annotations

import asyncio
import json
import unicodedata
from collections import Counter
from contextlib import aclosing
from pathlib import Path
from typing import Any, get_args

import pytest
import tokenizers
from tokenizers import models, normalizers, pre_tokenizers

from sandbox.errors import BadInput
from sandbox.lab import Lab
from sandbox.models.catalog import Catalog
from sandbox.models.tokenizer import Token, Tokenizer, TokenizerInfo
from sandbox.settings import Settings
from sandbox.topics.tokens.parallel_text import Version, passage
from sandbox.topics.tokens.views.token_cost import (
    Language,
    LanguageCost,
    TokenCost,
    TokenCostParams,
    _Counted,
    _language,
    token_cost,
    token_cost_snapshots,
)
from sandbox.topics.tokens.vocabulary_scripts import SCRIPTS, WRITTEN_WITH, count_scripts, script_of, script_of_token

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "fixtures/token-cost.json").read_text("utf-8"))
VERSIONS = passage().languages


@pytest.fixture(scope="module")
def lab() -> Lab:
    settings = Settings()
    return Lab(settings, Catalog.load(settings.assets))


@pytest.fixture(scope="module")
def gpt2(lab: Lab) -> TokenCost:
    return asyncio.run(token_cost(TokenCostParams(tokenizers=("gpt2",)), lab))


def row(answer: TokenCost, language: str) -> LanguageCost:
    return next(one for one in answer.languages if one.language == language)


# The passage


def test_the_languages_are_those_that_can_be_asked_for() -> None:
    assert tuple(version.language for version in VERSIONS) == get_args(Language)
    assert [version.language for version in VERSIONS if version.direction == "rtl"] == ["ar"]
    for lang in ("own", "ja", "en"):
        assert len({version.names[lang] for version in VERSIONS}) == len(VERSIONS)  # type: ignore[index]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.language)
def test_a_version_of_the_passage(version: Version) -> None:
    assert len(version.sentences) == len(VERSIONS[0].sentences) == 6
    assert version.text == unicodedata.normalize("NFC", version.text), (
        "one way of writing é, so that bytes are comparable"
    )
    for sentence in version.sentences:
        assert sentence == sentence.strip() and "  " not in sentence and "\n" not in sentence
        assert not any(character.isdigit() for character in sentence), "numbers are written out"
        assert version.language == "th" or sentence[-1] in ".。।", "Thai ends a sentence with a space"
    scripts = Counter(script for character in version.text if (script := script_of(character)))
    assert set(scripts) == set(WRITTEN_WITH[version.script])


# Scripts


@pytest.mark.parametrize(
    ("character", "script"),
    [
        ("a", "latin"), ("é", "latin"), ("Ａ", "latin"), ("ª", "latin"), ("ệ", "latin"),
        ("あ", "kana"), ("ア", "kana"), ("ｱ", "kana"), ("ー", "kana"),
        ("漢", "han"), ("々", "han"), ("𠮟", "han"), ("﨑", "han"),
        ("한", "hangul"), ("ㅋ", "hangul"), ("я", "cyrillic"), ("ع", "arabic"),
        ("क", "devanagari"), ("ि", "devanagari"), ("ก", "thai"), ("ั", "thai"),
        ("ω", "other"), ("א", "other"), ("த", "other"),
        ("1", None), ("。", None), (" ", None), ("😉", None), ("\u0301", None), ("µ", None), ("ʻ", None),
        ("\ue000", None),
    ],
)  # fmt: skip
def test_script_of_a_letter(character: str, script: str | None) -> None:
    assert script_of(character) == script


def test_scripts_are_those_of_unicode() -> None:
    regex = pytest.importorskip("regex", reason="has Unicode's property Script")
    names = {"latin": r"\p{Latin}", "kana": r"[\p{Hiragana}\p{Katakana}ーｰﾞﾟ]", "han": r"\p{Han}"}
    names |= {name: rf"\p{{{name.title()}}}" for name in ("hangul", "cyrillic", "devanagari", "thai")}
    patterns = {name: regex.compile(pattern) for name, pattern in names.items()}
    # Latin to Thai, kana to the end of the Chinese characters, Hangul; phonetic signs and old accents aside.
    for code in [
        *range(0x250),
        *range(0x400, 0x483),
        *range(0x48A, 0x951),
        *range(0x955, 0xE60),
        *range(0x3040, 0xD7A4),
    ]:
        character = chr(code)
        if unicodedata.category(character)[0] in "LM" and not 0xA66F <= code <= 0xABFF:
            real = next((name for name, pattern in patterns.items() if pattern.fullmatch(character)), None)
            found = script_of(character)
            assert (found if found in names else None) == real, f"{code:04X} {unicodedata.name(character)}"


def token(data: bytes, *, text: str | None = None, special: bool = False, partial: bool = False) -> Token:
    shown = text if text is not None else data.decode("utf-8", "replace")
    return Token(0, shown, data, special=special, partial=partial, start=0, end=len(shown))


@pytest.mark.parametrize(
    ("found", "script"),
    [
        (token(b" the"), "latin"),
        (token("する事".encode()), "kana"),
        (token("事".encode()), "han"),
        (token("Tシャツ".encode()), "mixed"),
        (token("क्".encode()), "devanagari"),
        (token(b" 2024!"), "signs"),
        (token("👨‍👩‍👧".encode()), "signs"),
        (token(b" \xe3\x81", text=" <0xE3><0x81>", partial=True), "parts"),
        (token(b"", text="<bos>", special=True), "special"),
        (token(b"<unused12>"), "special"),
        (token(b"[unused3]"), "special"),
        (token(b"unused"), "latin"),
    ],
)
def test_script_of_a_token(found: Token, script: str) -> None:
    assert script_of_token(found) == script


def test_a_vocabulary_is_counted_whole_and_once(lab: Lab) -> None:
    tokenizer = asyncio.run(lab.tokenizer("gpt2"))
    counts = count_scripts(tokenizer)
    assert tuple(counts) == SCRIPTS and sum(counts.values()) == tokenizer.size
    assert (counts["kana"], counts["han"], counts["thai"]) == (126, 42, 0)
    assert counts["latin"] > 0.9 * tokenizer.size
    assert _Counted.by(tokenizer) is _Counted.by(tokenizer)


# The view


def test_figures_of_gpt2(gpt2: TokenCost) -> None:
    """As tiktoken counts them with the published merge list."""
    assert {one.language: one.counts["gpt2"] for one in gpt2.languages} == {
        "ja": 258, "en": 102, "zh": 282, "ko": 455, "de": 194, "fr": 228,
        "es": 196, "ar": 475, "hi": 825, "th": 762, "vi": 426, "ru": 539,
    }  # fmt: skip
    ja, en = row(gpt2, "ja"), row(gpt2, "en")
    assert (ja.characters, ja.bytes, ja.ratio["gpt2"]) == (175, 525, 2.5294)
    assert (en.characters, en.bytes, en.ratio["gpt2"]) == (486, 486, 1.0)
    assert ja.cost["gpt2"] == 258 * 10_000 * 300 / 1_000_000
    assert all(one.characters == len(one.text) and one.bytes == len(one.text.encode()) for one in gpt2.languages)
    [vocabulary] = gpt2.vocabularies
    assert vocabulary.size == 50_257 == sum(vocabulary.scripts.values()) and vocabulary.scripts["special"] == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_cases_shared_with_the_browser(gpt2: TokenCost, case: dict[str, Any]) -> None:
    params = TokenCostParams(price=case["price"], times=case["times"])
    tokens, lost = {"ja": case["tokens"], "en": case["baseline"]}, {"ja": case["lost"], "en": 0}
    [found] = [_Counted(gpt2.vocabularies[0], tokens, lost)]
    ja = _language(VERSIONS[0], params, [found])
    assert ja.ratio["gpt2"] == case["ratio"]
    assert ja.cost["gpt2"] == pytest.approx(case["cost"], abs=1e-6)


def test_any_language_can_be_the_baseline(lab: Lab, gpt2: TokenCost) -> None:
    answer = asyncio.run(token_cost(TokenCostParams(tokenizers=("gpt2",), baseline="th"), lab))
    assert row(answer, "th").ratio["gpt2"] == 1
    for one in answer.languages:
        assert one.ratio["gpt2"] == pytest.approx(one.counts["gpt2"] / row(gpt2, "th").counts["gpt2"], abs=1e-4)


def test_what_word_piece_loses_is_not_compared() -> None:
    """Words without pieces, and marks that the normaliser strips: fewer tokens, since the text is not kept."""
    pieces = ["[UNK]", *"abcdefghijklmnopqrstuvwxyz.,か", *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")]
    raw = tokenizers.Tokenizer(models.WordPiece({piece: id for id, piece in enumerate(pieces)}, unk_token="[UNK]"))
    raw.add_special_tokens(["[UNK]"])
    raw.normalizer = normalizers.BertNormalizer()
    raw.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    info = TokenizerInfo("tiny", "Tiny", "wordpiece", len(pieces))
    found = _Counted.by(Tokenizer(raw, info=info))
    assert found.lost["en"] == 0
    assert found.lost["es"] == sum(character in "áéíóúñÁÉÍÓÚÑ" for character in VERSIONS[6].text)
    assert found.lost["ru"] > 400
    russian = _language(VERSIONS[-1], TokenCostParams(), [found])
    assert russian.ratio == {"tiny": None} and russian.cost == {"tiny": None} and russian.counts["tiny"] > 0
    english = _language(VERSIONS[1], TokenCostParams(baseline="ru"), [found])
    assert english.ratio == {"tiny": None} and english.cost["tiny"] is not None


def test_the_tokenizer_that_is_looked_at_comes_first(lab: Lab) -> None:
    async def seen() -> list[list[str]]:
        params = TokenCostParams(tokenizers=("gpt2", "cl100k"), tokenizer="cl100k")
        async with aclosing(token_cost_snapshots(params, lab)) as snapshots:
            return [[one.tokenizer for one in snapshot.vocabularies] async for snapshot in snapshots]

    assert asyncio.run(seen()) == [["cl100k"], ["gpt2", "cl100k"]]


def test_what_can_be_asked(lab: Lab) -> None:
    params = TokenCostParams.checked(tokenizers=["gpt2", "o200k", "gpt2"], baseline="vi", price=0.5, descending=True)
    assert params.tokenizers == ("gpt2", "o200k")
    pairs = [tuple(pair.split("=")) for pair in params.query_string().split("&")]
    assert TokenCostParams.from_query(pairs) == params  # type: ignore[arg-type]
    for wrong in (
        {"baseline": "xx"}, {"language": "EN"}, {"price": -1}, {"price": 1_000_001}, {"times": 0}, {"times": 1.5},
        {"currency": "GBP"}, {"sort": "cost"}, {"tokenizers": []}, {"tokenizers": ["gpt2"] * 13},
    ):  # fmt: skip
        with pytest.raises(BadInput) as told:
            TokenCostParams.checked(**wrong)
        assert told.value.field == next(iter(wrong))
    with pytest.raises(BadInput) as unknown:
        asyncio.run(token_cost(TokenCostParams(tokenizers=("klingon",)), lab))
    assert (unknown.value.code, unknown.value.field) == ("unknown_tokenizer", "tokenizers")
