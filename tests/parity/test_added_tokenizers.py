"""Tokenizers of added models against those who made them: SentencePiece, transformers, and MeCab behind transformers.

Every tokenizer is a small one, really trained here, in the files that repositories have.
"""

from __future__ import annotations

import asyncio
import dataclasses
import io
import json
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sentencepiece
import tokenizers
import transformers
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import decoders, models, normalizers, pre_tokenizers, processors, trainers

from sandbox.errors import BadInput, NotReady, SetupError
from sandbox.lab import Lab
from sandbox.models import tokenizer_files
from sandbox.models.catalog import Added, Catalog, Chat
from sandbox.models.cutting import Cutting, Morphemes
from sandbox.models.morpheme_tokenizer import MorphemeTokenizer
from sandbox.models.setup import folder_of, write_record
from sandbox.models.tokenizer import Tokenizer, TokenizerInfo
from sandbox.settings import Settings
from sandbox.topics.tokens.comparison import cut
from sandbox.topics.tokens.views.bpe_encoding import BpeEncodingParams, bpe_encoding, trace
from sandbox.topics.tokens.views.token_cost import TokenCostParams, token_cost
from sandbox.topics.tokens.views.tokenizer_comparison import TokenizerComparisonParams, tokenizer_comparison
from tests.conftest import CATALOG, SETTINGS

LINES = [
    line.strip()
    for path in sorted((SETTINGS.assets / "corpora").glob("*.txt"))
    for line in path.read_text("utf-8").splitlines()
    if line.strip()
]
LINES = random.Random(8).sample(LINES, 1000)
#: What is hard for a tokenizer; no "▁", which SentencePiece takes for a space.
HARD = [
    *(
        "",
        " ",
        "  a  b ",
        "a\n\nb\tc",
        "　全角　スペース",
        "ｶﾞﾊﾟ ①㍿ＡＢＣ",
        "か\u3099は\u309a",
        "e\u0301",
        "日本語 text です。",
    ),
    *(
        "😀👨\u200d👩\u200d👧",
        "<s>",
        "</s>x",
        "<unk>",
        "<0x41>",
        "[MASK]の",
        "a" * 120,
        "ああああああ",
        "ﷺ",
        "ﬁ",
        "\u200b",
    ),
    *("İstanbul ΑΣ", "\x00a", "\x1cx\x85y", "각 ᄀ", "........", "3.14 12,345"),
]
#: Characters that normalizers change, and any others but marks, whose rare sequences the library normalizes otherwise.
TEXT = st.text(
    st.one_of(
        st.sampled_from("abAＡａｱｶ1①㍿ 　\n。、日本語のはﬁé가😀<s>"),
        st.characters(exclude_categories=["Cs", "Mn", "Mc", "Me", "Cn", "Co"], exclude_characters="▁"),
    ),
    max_size=30,
)


@dataclasses.dataclass(frozen=True)
class Written:
    """A folder as a repository has it, what was made of it, and the tokenizer that reads that."""

    source: Path
    folder: Path
    facts: tokenizer_files.TokenizerFacts
    cutting: Cutting
    tokenizer: Tokenizer


def written(at: Path, files: dict[str, bytes], config: dict[str, Any], named: dict[str, Any]) -> Written:
    source, folder = at / "source", at / "ready"
    for path in (source, folder):
        path.mkdir(parents=True)
    for name, data in files.items():
        (source / name).write_bytes(data)
    (source / "config.json").write_text(json.dumps(config))
    (source / "tokenizer_config.json").write_text(json.dumps(named))
    facts = tokenizer_files.write(source, folder)
    added = Added("own", "", config["model_type"], tokenizer=facts.kind)
    entry = dataclasses.replace(CATALOG["smollm2-135m"], vocabulary=facts.vocabulary, added=added)
    cutting = Cutting.load(folder)
    info = TokenizerInfo("own", "Own", cutting.family, cutting.vocabulary, cutting.stepwise)
    return Written(source, folder, facts, cutting, Tokenizer.load(folder, entry, info))


def check_spans(text: str, tokenizer: Tokenizer) -> None:
    """Tokens stand for the text in its order, inside it, and say the bytes of what they stand for."""
    tokens = tokenizer.tokenize(text)
    assert [token.id for token in tokens] == tokenizer.encode(text)
    place = 0
    for token in tokens:
        assert 0 <= token.start <= token.end <= len(text)
        assert token.start >= place, "no token goes back"
        assert token.text and not token.special
        if not token.partial:
            assert token.bytes.decode() == text[token.start : token.end]
        place = token.start
    covered = {at for token in tokens for at in range(token.start, token.end)}
    for at, character in enumerate(text):
        # What a normalizer drops without a word are spaces and control characters.
        dropped = character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp")
        assert at in covered or dropped, (character, tokens)


# --- SentencePiece -------------------------------------------------------------------------------------------------


def sentence_piece(**options: Any) -> bytes:
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES), model_writer=out, vocab_size=760, character_coverage=0.98, minloglevel=2,
        num_threads=1, **options,
    )  # fmt: skip
    return out.getvalue()


T5 = {"tokenizer_class": "T5Tokenizer", "eos_token": "</s>"}
LLAMA = {"tokenizer_class": "LlamaTokenizer", "bos_token": "<s>", "eos_token": "</s>"}
AS_IT_IS = {"normalization_rule_name": "identity", "remove_extra_whitespaces": False}
#: rinna's GPT-2 (no bytes), rinna's GPT-NeoX, Llama 2.
SENTENCE_PIECES: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "unigram": ("spiece.model", {"model_type": "unigram", "user_defined_symbols": ["[keep]"]}, T5),
    "unigram bytes": ("spiece.model", {"model_type": "unigram", "byte_fallback": True}, T5),
    "bpe bytes": ("tokenizer.model", {"model_type": "bpe", "byte_fallback": True, **AS_IT_IS}, LLAMA),
}


@pytest.fixture(scope="module", params=SENTENCE_PIECES)
def piecewise(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Written, sentencepiece.SentencePieceProcessor]:
    file, options, named = SENTENCE_PIECES[request.param]
    data = sentence_piece(**options)
    config = {"model_type": "gpt2", "eos_token_id": 2}
    made = written(tmp_path_factory.mktemp("pieces"), {file: data}, config, named)
    return request.param, made, sentencepiece.SentencePieceProcessor(model_proto=data)


def test_sentencepiece_cuts_the_same(piecewise: tuple[str, Written, sentencepiece.SentencePieceProcessor]) -> None:
    name, made, processor = piecewise
    for text in [*LINES, *HARD, "a[keep]b"]:
        # NUL ends a text in C. Without bytes, unknown letters in a special token's name are two <unk> here, one there.
        if "\x00" not in text and (name != "unigram" or text not in ("<s>", "</s>x", "<unk>", "<0x41>")):
            assert made.tokenizer.encode(text) == processor.encode(text), text
        check_spans(text, made.tokenizer)
    assert made.facts.vocabulary == processor.get_piece_size()


def test_sentencepiece_cuts_any_text_the_same(
    piecewise: tuple[str, Written, sentencepiece.SentencePieceProcessor],
) -> None:
    _, made, processor = piecewise

    @settings(max_examples=300, deadline=None)
    @given(text=TEXT)
    def check(text: str) -> None:
        if "\x00" not in text:
            assert made.tokenizer.encode(text) == processor.encode(text)
        check_spans(text, made.tokenizer)

    check()


def test_sentencepiece_reads_ids_the_same(
    piecewise: tuple[str, Written, sentencepiece.SentencePieceProcessor],
) -> None:
    name, made, processor = piecewise
    for text in [*LINES[:300], "今日は 良い 天気", "a b"]:
        ids = processor.encode(text)
        if processor.unk_id() not in ids:
            assert made.tokenizer.decode(ids) == processor.decode(ids), name
            tokens = made.tokenizer.tokens(ids)
            assert b"".join(token.bytes for token in tokens).decode() == processor.decode(ids)


def test_a_text_that_goes_on_is_cut_without_a_space_in_front(
    piecewise: tuple[str, Written, sentencepiece.SentencePieceProcessor],
) -> None:
    _, made, processor = piecewise
    for text in ("the street", "天気です", " a b"):
        ids = made.tokenizer.encode(text, begins=False)
        pieces = "".join(processor.id_to_piece(ids))
        if processor.unk_id() not in ids and "<0x" not in pieces:
            assert pieces == text.replace(" ", "▁")
            assert made.tokenizer.decode(ids, begins=False) == text


def test_facts_of_sentencepiece(piecewise: tuple[str, Written, sentencepiece.SentencePieceProcessor]) -> None:
    name, made, _ = piecewise
    assert (made.facts.kind, made.facts.end, made.facts.stop, made.facts.mask) == ("file", None, (2,), None)
    assert made.facts.start == (1 if name == "bpe bytes" else None), "a T5Tokenizer puts nothing in front, Llama's <s>"
    assert made.cutting.family == ("sentencepiece" if name == "bpe bytes" else "unigram")
    assert made.cutting.stepwise == (name == "bpe bytes")
    assert (made.tokenizer.unknown is None) == ("bytes" in name)


def test_what_the_page_shows_of_sentencepiece(
    piecewise: tuple[str, Written, sentencepiece.SentencePieceProcessor],
) -> None:
    name, made, _ = piecewise
    for text in [text for text in [*LINES[:200], *HARD] if text]:
        if made.cutting.stepwise:
            assert trace(text, made.tokenizer).ids == made.tokenizer.encode(text), text
        found = cut(text, made.tokenizer)
        assert (found.count, found.family) == (len(made.tokenizer.encode(text)), made.cutting.family)
        assert found.stripped == 0
        if name != "unigram":
            assert found.unknown == 0


# --- BERT with MeCab -----------------------------------------------------------------------------------------------


def japanese_vocabulary() -> bytes:
    """Write a vocabulary of the characters and short parts of our lines; some are lacking."""
    letters = [
        letter for letter in dict.fromkeys(unicodedata.normalize("NFKC", "".join(LINES))) if not letter.isspace()
    ]
    draw = random.Random(1)
    parts = {line[at : at + 2] for line in draw.sample(LINES, 300) for at in range(len(line) - 1)}
    words = [part for part in sorted(parts) if not any(map(str.isspace, part))]
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters[:-50]]
    pieces += [f"##{letter}" for letter in letters[:-80]] + words[::2] + [f"##{word}" for word in words[1::2]]
    return "\n".join(dict.fromkeys(pieces)).encode() + b"\n"


@pytest.fixture(scope="module", params=["ipadic wordpiece", "unidic_lite wordpiece", "unidic_lite character"])
def japanese(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Written, Any]:
    dictionary, pieces = request.param.split()
    named = {
        "tokenizer_class": "BertJapaneseTokenizer", "word_tokenizer_type": "mecab", "subword_tokenizer_type": pieces,
        "do_lower_case": dictionary == "ipadic", "mecab_kwargs": {"mecab_dic": dictionary},
    }  # fmt: skip
    files = {"vocab.txt": japanese_vocabulary()}
    made = written(tmp_path_factory.mktemp("japanese"), files, {"model_type": "bert"}, named)
    return made, transformers.BertJapaneseTokenizer.from_pretrained(made.source)


def test_japanese_bert_cuts_the_same(japanese: tuple[Written, Any]) -> None:
    made, theirs = japanese
    for text in [*LINES[:400], *HARD]:
        if "[MASK]" not in text:  # typed by a person it is letters here
            assert made.tokenizer.encode(text) == theirs(text, add_special_tokens=False)["input_ids"], text
        if "\x00" not in text:
            check_spans(text, made.tokenizer)
    assert made.facts.start is not None and made.facts.end is not None
    around = [made.facts.start, *made.tokenizer.encode("今日は"), made.facts.end]
    assert around == theirs("今日は")["input_ids"]
    assert (made.facts.mask, made.facts.vocabulary) == (theirs.mask_token_id, len(theirs))


def test_japanese_bert_cuts_any_text_the_same(japanese: tuple[Written, Any]) -> None:
    made, theirs = japanese

    @settings(max_examples=300, deadline=None)
    @given(
        text=st.text(st.one_of(st.sampled_from("abＡｶﾞ①か\u3099 　\n日本"), st.characters(exclude_categories=["Cs"])))
    )
    def check(text: str) -> None:
        assert made.tokenizer.encode(text) == theirs(text, add_special_tokens=False)["input_ids"]
        if "\x00" not in text:  # what follows it MeCab does not see
            check_spans(text, made.tokenizer)

    check()


def test_a_blank_between_two_texts(japanese: tuple[Written, Any]) -> None:
    made, theirs = japanese
    ids = [*made.tokenizer.encode("今日は"), made.facts.mask, *made.tokenizer.encode("です。")]
    assert ids == theirs("今日は[MASK]です。", add_special_tokens=False)["input_ids"]


def test_what_the_page_shows_of_japanese_bert(japanese: tuple[Written, Any]) -> None:
    made, _ = japanese
    assert made.cutting.stepwise == (made.cutting.family == "wordpiece")
    for text in [*LINES[:100], "が か\u3099 é ｶﾞ①"]:
        if made.cutting.stepwise:
            assert trace(text, made.tokenizer).ids == made.tokenizer.encode(text), text
        assert cut(text, made.tokenizer).stripped == 0, "NFKC keeps marks"


def test_tokens_of_japanese_bert_are_joined_without_spaces(japanese: tuple[Written, Any]) -> None:
    made, _ = japanese
    ids = [id for id in made.tokenizer.encode("今日は図書館です。")]
    if made.tokenizer.unknown not in ids:
        assert made.tokenizer.decode(ids) == "今日は図書館です。"


def test_a_dictionary_that_is_not_there_is_named() -> None:
    raw = tokenizers.Tokenizer(models.WordPiece({"[UNK]": 0}, unk_token="[UNK]"))
    with pytest.raises(NotReady) as told:
        MorphemeTokenizer(raw, Morphemes("no_such_dictionary", "wordpiece"))  # type: ignore[arg-type]
    assert (told.value.code, told.value.values) == ("mecab_missing", {"package": "no_such_dictionary"})


# --- the files of transformers -------------------------------------------------------------------------------------


def byte_level(normalizer: normalizers.Normalizer | None = None) -> tokenizers.Tokenizer:
    raw = tokenizers.Tokenizer(models.BPE())
    raw.normalizer = normalizer
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=600, special_tokens=["<|end|>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )  # fmt: skip
    raw.train_from_iterator(LINES, trainer)
    return raw


def saved(raw: tokenizers.Tokenizer) -> bytes:
    return str(raw.to_str()).encode()


def test_gpt_2_in_two_files(tmp_path: Path) -> None:
    model = json.loads(saved(byte_level()))["model"]
    merges = "\n".join(["#version: 0.2", *(" ".join(pair) for pair in model["merges"])])
    files = {"vocab.json": json.dumps(model["vocab"]).encode(), "merges.txt": merges.encode()}
    named = {"tokenizer_class": "GPT2Tokenizer"} | dict.fromkeys(("bos_token", "eos_token", "unk_token"), "<|end|>")
    made = written(tmp_path, files, {"model_type": "gpt2", "eos_token_id": 0}, named)
    theirs = transformers.GPT2Tokenizer.from_pretrained(made.source)
    for text in [*LINES[:300], *HARD]:
        assert made.tokenizer.encode(text) == theirs(text)["input_ids"]
        check_spans(text, made.tokenizer)
        if text:
            assert trace(text, made.tokenizer).ids == made.tokenizer.encode(text)
    assert (made.facts.start, made.facts.stop, made.cutting.family) == (None, (0,), "byte-bpe")
    assert made.cutting.stepwise


@pytest.mark.parametrize("cased", [True, False])
def test_bert_in_one_file(tmp_path: Path, cased: bool) -> None:
    files = {"vocab.txt": japanese_vocabulary()}
    named = {
        "tokenizer_class": "BertTokenizer",
        "do_lower_case": not cased,
        "mask_token": "[MASK]",
        "cls_token": "[CLS]",
    }
    made = written(tmp_path, files, {"model_type": "bert"}, named)
    theirs = transformers.BertTokenizer.from_pretrained(made.source)
    for text in [*LINES[:300], *HARD]:
        if "[MASK]" not in text:
            ids = theirs(text)["input_ids"]
            assert [made.facts.start, *made.tokenizer.encode(text), made.facts.end] == ids
    assert made.facts.mask == theirs.mask_token_id
    assert cut("が é", made.tokenizer).stripped == (0 if cased else 2)


def test_a_text_that_is_normalized_keeps_its_characters(tmp_path: Path) -> None:
    """Qwen brings a text into NFC: か and a mark are one letter for it, and two characters for us."""
    made = written(tmp_path, {"tokenizer.json": saved(byte_level(normalizers.NFC()))}, {"model_type": "qwen2"}, {})
    text = "か\u3099く。e\u0301!"
    check_spans(text, made.tokenizer)
    assert made.tokenizer.encode(text) == made.tokenizer.encode(unicodedata.normalize("NFC", text))
    assert {(token.start, token.end) for token in made.tokenizer.tokenize(text)} >= {(0, 2), (4, 6)}
    for line in LINES[:100]:
        assert made.tokenizer.decode(made.tokenizer.encode(line)) == line
    assert cut(text, made.tokenizer).dropped == []


def test_tokens_that_the_model_has_no_row_for_are_left_out(tmp_path: Path) -> None:
    """As of a model that reads pictures, too, of which only the part for text is here."""
    table = json.loads(saved(byte_level()))
    size = len(table["model"]["vocab"])
    beyond = {**table["added_tokens"][0], "id": size, "content": "<picture>", "special": False}
    table["added_tokens"].append(beyond)
    files = {"tokenizer.json": json.dumps(table).encode()}
    for rows, expected in ((size + 1, [size]), (size, None)):
        made = written(tmp_path / str(rows), files, {"model_type": "gpt2", "vocab_size": rows}, {})
        ids = made.tokenizer.encode("<picture>")
        assert ids == expected if expected else max(ids) < size
        assert made.tokenizer.decode(ids) == "<picture>"


#: What tokenizer_config.json says, and what is then before a text; tokenizer.json has <|end|> in front and decides.
FLAGS: list[tuple[dict[str, Any], int | None]] = [
    ({}, 0),
    ({"add_bos_token": False}, 0),
    ({"add_bos_token": True, "add_eos_token": True}, 0),
]


@pytest.mark.parametrize(("named", "start"), FLAGS)
def test_what_is_put_around_a_text_is_what_transformers_puts(
    tmp_path: Path, named: dict[str, Any], start: int | None
) -> None:
    raw = byte_level()
    raw.post_processor = processors.TemplateProcessing("<|end|> $A", None, [("<|end|>", 0)])
    raw.enable_truncation(3)
    raw.enable_padding(length=3)
    named = {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<|end|>", "eos_token": "<|end|>", **named}
    made = written(tmp_path, {"tokenizer.json": saved(raw)}, {"model_type": "llama", "eos_token_id": [5, 0]}, named)
    theirs = transformers.AutoTokenizer.from_pretrained(made.source)
    text = LINES[0]
    ids = theirs(text, truncation=False, padding=False)["input_ids"]
    assert [*([] if start is None else [start]), *made.tokenizer.encode(text)] == ids
    assert (made.facts.start, made.facts.end, made.facts.stop) == (start, None, (5, 0))


def test_the_form_of_a_chat(tmp_path: Path) -> None:
    template = (
        "{% for message in messages %}<|end|>{{ message['role'] }}\n{{ message['content'] }}<|end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|end|>assistant\n{% endif %}"
    )
    files = {"tokenizer.json": saved(byte_level())}
    named = {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "<|end|>", "chat_template": template}
    made = written(tmp_path / "a", files, {"model_type": "llama"}, named)
    theirs = transformers.AutoTokenizer.from_pretrained(made.source)
    message = "雨の日は？"
    chat = made.facts.chat
    assert isinstance(chat, Chat)
    ids = theirs.apply_chat_template([{"role": "user", "content": message}], add_generation_prompt=True)["input_ids"]
    assert [*chat.before, *made.tokenizer.encode(message), *chat.after] == ids
    loud = {**named, "chat_template": "{{ messages[0]['content'] | upper }}"}
    assert written(tmp_path / "b", files, {"model_type": "llama"}, loud).facts.chat is None, "not the message itself"
    broken = {**named, "chat_template": "{{ raise_exception('no') }}"}
    assert written(tmp_path / "c", files, {"model_type": "llama"}, broken).facts.chat is None


# --- what cannot be used -------------------------------------------------------------------------------------------


def word_level() -> bytes:
    return saved(tokenizers.Tokenizer(models.WordLevel({"a": 0, "[UNK]": 1}, unk_token="[UNK]")))


REFUSED: list[tuple[dict[str, Callable[[], bytes]], dict[str, Any], str]] = [
    ({}, {}, "no_tokenizer"),
    ({"tokenizer.json": lambda: b"{"}, {}, "bad_file"),
    ({"spiece.model": lambda: b"no such model"}, {}, "bad_file"),
    ({"tokenizer.json": word_level}, {}, "tokenizer_unsupported"),
    ({"vocab.txt": lambda: b"[UNK]\n"}, {"word_tokenizer_type": "jumanpp"}, "tokenizer_unsupported"),
    (
        {"vocab.txt": lambda: b"[UNK]\n"},
        {"word_tokenizer_type": "mecab", "mecab_kwargs": {"mecab_dic": "mine"}},
        "tokenizer_unsupported",
    ),
]


@pytest.mark.parametrize(("files", "named", "code"), REFUSED)
def test_what_cannot_be_used_is_said(
    tmp_path: Path, files: dict[str, Callable[[], bytes]], named: dict[str, Any], code: str
) -> None:
    if named:
        named = {"tokenizer_class": "BertJapaneseTokenizer", **named}
    with pytest.raises(SetupError) as told:
        written(tmp_path, {name: make() for name, make in files.items()}, {"model_type": "bert"}, named)
    assert told.value.code == code


# --- on the page ---------------------------------------------------------------------------------------------------


def test_the_tokenizer_of_an_added_model_is_offered(tmp_path: Path) -> None:
    model = {"model_type": "unigram", "byte_fallback": True}
    named = {"tokenizer_class": "T5Tokenizer", "eos_token": "</s>"}
    made = written(tmp_path / "made", {"spiece.model": sentence_piece(**model)}, {"model_type": "gpt2"}, named)
    own = Settings(home=tmp_path)
    entry = dataclasses.replace(
        CATALOG["smollm2-135m"],
        id="own", name="Own", vocabulary=made.facts.vocabulary + 4, graphs=made.folder, wheels=(),
        added=Added("own", "", "gpt2"),
    )  # fmt: skip
    folder_of(entry, own).parent.mkdir()
    made.folder.rename(folder_of(entry, own))
    write_record(folder_of(entry, own), entry, "fp32")
    lab = Lab(own, Catalog({**CATALOG.models, "own": entry}))
    info = next(info for info in lab.tokenizers() if info.id == "own")
    assert (info.name, info.family, info.vocabulary, info.stepwise) == ("Own", "unigram", entry.vocabulary, False)

    async def ask() -> None:
        asked = TokenizerComparisonParams.checked(text="①か\u3099く です", tokenizers=("gpt2", "own"))
        row = (await tokenizer_comparison(asked, lab)).rows[1]
        assert (row.tokenizer, row.lost, row.count) == ("own", 0, len(row.tokens))
        costs = await token_cost(TokenCostParams.checked(tokenizers=("gpt2", "own"), tokenizer="own"), lab)
        assert sum(costs.vocabularies[1].scripts.values()) == costs.vocabularies[1].size == entry.vocabulary
        assert "own" in {known.id for known in costs.known}
        with pytest.raises(BadInput) as told:
            await bpe_encoding(BpeEncodingParams(text="a", tokenizer="own"), lab)
        assert (told.value.code, told.value.field) == ("no_steps", "tokenizer")
        known = (await bpe_encoding(BpeEncodingParams(text="a", tokenizer="gpt2"), lab)).known
        assert [one.id for one in known] == ["gpt2", "cl100k", "o200k", "smollm2", "gemma", "minilm"]

    asyncio.run(ask())
