"""From the tokenizer of a Hugging Face folder to what a ready model's folder needs: tokenizer.json and cutting.json.

Repositories keep tokenizers in five forms: tokenizer.json itself; a SentencePiece model (rinna, older Llamas);
vocab.txt (BERT); vocab.json with merges.txt (GPT-2); and vocab.txt behind a morphological dictionary (Tohoku
University's Japanese BERTs). What a tokenizer.json does not say stands beside it in cutting.json (tokenizer.py).

Needs the extra `export`. No code of a repository is ever run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import tokenizers

from sandbox.errors import SetupError
from sandbox.models.catalog import Chat
from sandbox.models.cutting import Cutting, Morphemes
from sandbox.models.morpheme_tokenizer import MorphemeTokenizer
from sandbox.models.sentencepiece_file import tokenizer_from_sentencepiece
from sandbox.models.tokenizer import Family, Tokenizer
from sandbox.models.vocabulary import added_token, tokenizer_file

Table = dict[str, Any]

#: Names under which tokenizer_config.json lists a special token.
_NAMED = ("bos_token", "eos_token", "unk_token", "pad_token", "cls_token", "sep_token", "mask_token")
#: Two messages that share nothing: what stands around both of them is the form of a chat.
_MESSAGES = ("Seven birds.", "雨が降る")


@dataclass(frozen=True)
class TokenizerFacts:
    """What the catalogue has to know of a tokenizer.

    Attributes:
        kind: as `Added.tokenizer` has it.
        vocabulary: its ids, special ones included, from 0 up to but not including this; a model's own table may be
            longer (padding), and its config.json says so.
        start, end: the ids that transformers puts before and after a text, None where there is none. A decoder goes on
            from the end of a text, so that for one of those `end` is None, whatever its tokenizer adds.
        stop: the ids that end what a decoder writes; none of an encoder.
        mask: the id of [MASK] in an encoder, None where it has none. Whether the model was trained to fill it is not
            the tokenizer's to say.
        chat: the ids around a user's message, where the tokenizer comes with a form of chat that keeps it as it is.
    """

    kind: Literal["file", "mecab-wordpiece", "mecab-character"]
    vocabulary: int
    start: int | None
    end: int | None
    stop: tuple[int, ...]
    mask: int | None
    chat: Chat | None


def write(source: Path, target: Path) -> TokenizerFacts:
    """Write tokenizer.json and cutting.json into `target`, and say what there is to know.

    Args:
        source: a folder as Hugging Face keeps it: config.json and one of the five forms.
        target: an existing folder.

    Raises:
        SetupError: "no_tokenizer" with `model`, the folder; "bad_file" with `file`; "tokenizer_unsupported" with
            `kind`, one whose tokens could not be shown rightly here.
        NotReady: "mecab_missing" with `package`, which the extra `mecab` brings.
    """
    config = _table(source / "config.json")
    named = _table(source / "special_tokens_map.json") | _table(source / "tokenizer_config.json")
    tokenizer_class = _class(named, config)
    morphemes = morphemes_of(named, config)
    if morphemes:
        text = _word_pieces(source / "vocab.txt", named)
    elif (source / "tokenizer.json").is_file():
        text = (source / "tokenizer.json").read_text("utf-8")
    elif path := next(
        (source / name for name in ("spiece.model", "tokenizer.model") if (source / name).is_file()), None
    ):
        try:
            text = tokenizer_from_sentencepiece(path, lower_case=bool(named.get("do_lower_case")))
        except ValueError as error:
            raise SetupError("bad_file", file=path.name) from error
    else:
        text = _converted(source)
    table = _checked(_completed(_read(text), named, config.get("vocab_size")))
    (target / "tokenizer.json").write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")), "utf-8")
    raw, same = (tokenizers.Tokenizer.from_file(str(target / "tokenizer.json")) for _ in range(2))
    tokenizer = MorphemeTokenizer(same, morphemes) if morphemes else Tokenizer(same)
    family = "character" if morphemes and morphemes.pieces == "character" else tokenizer.family
    Cutting(family, tokenizer.size, _stepwise(table, family), morphemes).save(target)

    ids = {name: raw.token_to_id(token) for name, token in _special_tokens(named, morphemes is not None)}
    if config.get("model_type") == "bert" and not config.get("is_decoder"):
        around = (
            (ids.get("cls_token"), ids.get("sep_token")) if morphemes else _around(raw, named, ids, tokenizer_class)
        )
        return TokenizerFacts(_kind(morphemes), tokenizer.size, *around, stop=(), mask=ids.get("mask_token"), chat=None)
    start, _ = _around(raw, named, ids, tokenizer_class)
    return TokenizerFacts(
        kind=_kind(morphemes),
        vocabulary=tokenizer.size,
        start=start,
        end=None,
        stop=_stop(source, config, ids),
        mask=None,
        chat=_chat(source, named, raw, tokenizer, start),
    )


# --- reading what is there -----------------------------------------------------------------------------------------


def _table(path: Path) -> Table:
    """Return a JSON object, an empty one where there is no file."""
    try:
        return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}
    except ValueError as error:
        raise SetupError("bad_file", file=path.name) from error


def _read(text: str) -> Table:
    try:
        tokenizers.Tokenizer.from_str(text)  # the library says what is wrong with it
    except Exception as error:  # it raises nothing narrower
        raise SetupError("bad_file", file="tokenizer.json") from error
    return dict(json.loads(text))


def _content(token: object) -> str:
    """Return the name of a special token, which stands alone or with its settings."""
    return str(token["content"] if isinstance(token, Mapping) else token)


def _special_tokens(named: Table, bert: bool) -> Iterator[tuple[str, str]]:
    """Yield (what for, name) of each special token; BERT's have names of their own unless they are told."""
    usual = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    usual |= {"mask_token": "[MASK]"}
    for name in _NAMED:
        if token := named.get(name) or (usual.get(name) if bert else None):
            yield name, _content(token)


def _converted(source: Path) -> str:
    """Return the tokenizer.json that transformers makes of vocab.txt, or of vocab.json and merges.txt."""
    names = [name for name in ("vocab.txt", "vocab.json") if (source / name).is_file()]
    if not names:
        raise SetupError("no_tokenizer", model=source.name)
    from transformers import AutoTokenizer

    try:
        made = AutoTokenizer.from_pretrained(source, local_files_only=True, trust_remote_code=False)
        return str(made.backend_tokenizer.to_str())
    except Exception as error:  # what it raises depends on the class of the tokenizer
        raise SetupError("bad_file", file=names[0]) from error


# --- Japanese BERT -------------------------------------------------------------------------------------------------


def _class(named: Table, config: Table) -> str:
    """Return the name of transformers' class for a tokenizer, without "Fast", "" where none is named."""
    return str(named.get("tokenizer_class") or config.get("tokenizer_class") or "").removesuffix("Fast")


def morphemes_of(named: Table, config: Table) -> Morphemes | None:
    """Return how a text is cut into words first; None where it is not, as with all but BertJapaneseTokenizer.

    Args:
        named: tokenizer_config.json.
        config: config.json.

    Raises:
        SetupError: "tokenizer_unsupported" with `kind`.
    """
    if _class(named, config) != "BertJapaneseTokenizer":
        return None
    words, pieces = named.get("word_tokenizer_type", "basic"), named.get("subword_tokenizer_type", "wordpiece")
    options = named.get("mecab_kwargs") or {}
    dictionary = options.get("mecab_dic", "unidic_lite")
    whole = named.get("do_word_tokenize", True) and named.get("do_subword_tokenize", True)
    known = dictionary in ("ipadic", "unidic_lite") and not options.get("mecab_option")
    if words != "mecab" or pieces not in ("wordpiece", "character") or not whole or not known:
        raise SetupError("tokenizer_unsupported", kind=f"BertJapaneseTokenizer ({words}, {pieces})")
    return Morphemes(
        dictionary=dictionary,
        pieces=pieces,
        lower_case=bool(named.get("do_lower_case", False)),
        normalize=bool(options.get("normalize_text", True)),
    )


def _word_pieces(path: Path, named: Table) -> str:
    """Return a tokenizer.json of the pieces of vocab.txt, one a line, which cuts single words only."""
    if not path.is_file():
        raise SetupError("no_tokenizer", model=path.parent.name)
    with path.open(encoding="utf-8") as lines:
        vocabulary = {line.rstrip("\n"): id for id, line in enumerate(lines)}
    special = dict(_special_tokens(named, bert=True))
    return tokenizer_file(
        added=[
            added_token(vocabulary[token], token, special=True) for token in special.values() if token in vocabulary
        ],
        normalizer=None,
        pre_tokenizer=None,
        decoder={"type": "WordPiece", "prefix": "##", "cleanup": False},
        model={
            "type": "WordPiece",
            "unk_token": special["unk_token"],
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": vocabulary,
        },
    )


def _kind(morphemes: Morphemes | None) -> Literal["file", "mecab-wordpiece", "mecab-character"]:
    if morphemes is None:
        return "file"
    return "mecab-wordpiece" if morphemes.pieces == "wordpiece" else "mecab-character"


# --- putting a tokenizer.json right --------------------------------------------------------------------------------


def _completed(table: Table, named: Table, size: int | None) -> Table:
    """Return a tokenizer.json that neither cuts nor pads nor draws lots, and knows all its special tokens.

    `size`: rows of the model's table of tokens. What was added beyond them (for pictures, say) the model cannot read.
    """
    model: Table = table["model"]
    vocabulary = _vocabulary(model)
    special = {token for _, token in _special_tokens(named, bert=False)}
    added: dict[int, Table] = {token["id"]: token for token in table.get("added_tokens") or []}
    for id, token in (named.get("added_tokens_decoder") or {}).items():
        added.setdefault(int(id), {"id": int(id), **added_token(int(id), "", special=False), **token})
    for name in special & vocabulary.keys():
        added.setdefault(vocabulary[name], added_token(vocabulary[name], name, special=True))
    for token in added.values():
        token["special"] = token["special"] or token["content"] in special
    if "dropout" in model:
        model["dropout"] = None
    if model.get("type") == "Unigram":
        _keep_names_out(table, {token["content"] for token in added.values() if token["special"]})
    known = [added[id] for id in sorted(added) if size is None or id < size]
    return {**table, "truncation": None, "padding": None, "added_tokens": known}


def _vocabulary(model: Table) -> dict[str, int]:
    pieces = model["vocab"]
    return pieces if isinstance(pieces, dict) else {piece: id for id, (piece, _) in enumerate(pieces)}


def _keep_names_out(table: Table, special: set[str]) -> None:
    """See to it that a typed "<s>" or "<0x41>" is letters.

    SentencePiece does not look for the names of special tokens and of bytes in a text; the library's unigram looks for
    all pieces alike. So the first letter of such a name is cut off.
    """
    names = [re.escape(name[1:]) for name in sorted(special) if name[1:]]
    first = "".join(sorted({re.escape(name[0]) for name in special if name[1:]} | {"<"}))
    pattern = f"[{first}](?=0x[0-9A-F]{{2}}>" + "".join(f"|{name}" for name in names) + ")"
    cut = {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False}
    before = [table["pre_tokenizer"]] if table.get("pre_tokenizer") else []
    table["pre_tokenizer"] = {"type": "Sequence", "pretokenizers": [*before, cut]}


def _checked(table: Table) -> Table:
    """Return the table. Raises SetupError("tokenizer_unsupported") of one whose tokens could not be shown rightly."""
    model: Table = table["model"]
    kind = model.get("type", "")
    marked = model.get("end_of_word_suffix") or (kind == "BPE" and model.get("continuing_subword_prefix"))
    if kind not in ("BPE", "Unigram", "WordPiece") or marked:
        raise SetupError("tokenizer_unsupported", kind=f"{kind} {marked or ''}".strip())
    if kind == "WordPiece" and model.get("continuing_subword_prefix") != "##":
        raise SetupError("tokenizer_unsupported", kind=f"WordPiece {model.get('continuing_subword_prefix')}")
    return table


def _stepwise(table: Table, family: Family) -> bool:
    """Tell whether the page's rules for cutting a text step by step are those of this tokenizer.

    It reads the order of the merges off the ids: in byte-level BPE those of the merges follow one another in the order
    of their list, in SentencePiece's they rise; no other token is made in between.
    """
    model: Table = table["model"]
    if family in ("unigram", "character"):
        return False  # scores in place of steps; single letters
    plain = all(
        token["special"] or not (token["lstrip"] or token["rstrip"] or token["single_word"])
        for token in table["added_tokens"]
    )
    if family == "wordpiece":
        return plain
    pairs = [pair.split(" ") if isinstance(pair, str) else pair for pair in model["merges"]]
    made = [model["vocab"][left + right] for left, right in pairs]
    if family == "byte-bpe":
        ordered = bool(made) and made == list(range(made[0], made[0] + len(made)))
    else:
        ordered = model["byte_fallback"] and made == sorted(made)
    return plain and ordered and not model.get("ignore_merges")


# --- what the catalogue has to know --------------------------------------------------------------------------------


def _around(
    raw: tokenizers.Tokenizer, named: Table, ids: Mapping[str, int | None], tokenizer_class: str
) -> tuple[int | None, int | None]:
    """Return the ids before and after a text: those of the file, else those that tokenizer_config.json asks for."""
    if raw.post_processor is None:
        begins = named.get("add_bos_token", tokenizer_class == "LlamaTokenizer")
        return ids.get("bos_token") if begins else None, ids.get("eos_token") if named.get("add_eos_token") else None
    text, whole = raw.encode("a", add_special_tokens=False).ids, raw.encode("a").ids
    place = next(at for at in range(len(whole)) if whole[at : at + len(text)] == text)
    before, after = whole[:place], whole[place + len(text) :]
    if len(before) > 1 or len(after) > 1:
        raise SetupError("tokenizer_unsupported", kind=f"{len(before)} + text + {len(after)}")
    return before[0] if before else None, after[0] if after else None


def _stop(source: Path, config: Table, ids: Mapping[str, int | None]) -> tuple[int, ...]:
    """Return the ids that end a text: those the model was saved with, and the tokenizer's own."""
    ends: list[int | None] = []
    for found in (_table(source / "generation_config.json").get("eos_token_id"), config.get("eos_token_id")):
        ends += found if isinstance(found, list) else [found]
    return tuple(dict.fromkeys(id for id in [*ends, ids.get("eos_token")] if id is not None))


def _chat(
    source: Path, named: Table, raw: tokenizers.Tokenizer, tokenizer: Tokenizer, start: int | None
) -> Chat | None:
    """Return the ids around a user's message, found by putting two different messages into the template."""
    template = named.get("chat_template")
    if isinstance(template, list):
        template = next((one["template"] for one in template if one.get("name") == "default"), None)
    if (source / "chat_template.jinja").is_file():
        template = (source / "chat_template.jinja").read_text("utf-8")
    if not template:
        return None
    from transformers.utils import chat_template_utils

    render: Callable[..., Any] = chat_template_utils.render_jinja_template
    tokens = {name: _content(token) for name, token in named.items() if name in _NAMED and token}
    found = set()
    for message in _MESSAGES:
        conversation = [[{"role": "user", "content": message}]]
        try:
            whole = render(conversation, chat_template=template, add_generation_prompt=True, **tokens)[0][0]
        except Exception:  # a template may fail in any way it likes
            return None
        ids, inner = raw.encode(whole, add_special_tokens=False).ids, tokenizer.encode(message)
        places = [at for at in range(len(ids)) if ids[at : at + len(inner)] == inner]
        if len(places) != 1:
            return None  # the message is cut in another way there than by itself
        before, after = ids[: places[0]], ids[places[0] + len(inner) :]
        found.add(Chat(tuple(before[1:] if start is not None and before[:1] == [start] else before), tuple(after)))
    return found.pop() if len(found) == 1 else None
