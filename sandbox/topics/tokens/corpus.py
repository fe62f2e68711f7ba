"""What BPE learns from: chunks of text, and how often each of them occurs.

    hug 10, pug 5          →  hug × 10, pug × 5                           words with counts
    I'm here, I'm there.   →  I × 1, 'm × 2, " here" × 1, "," × 1, …      a text, cut by a pattern

A merge never reaches from one chunk into the next, so that equal chunks are cut alike and are looked at once.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from sandbox.errors import BadInput

Form = Literal["words", "text"]

#: How often a word of a list may occur: with 400,000 characters all sums are exact in a browser too.
MOST_TIMES = 1_000_000_000
#: A word and its count: spaces or one of the signs × : ： between them, digits of any script.
_COUNTED = re.compile(r"(\S+?)(?:\s+|\s*[×:：]\s*)(\d+)")
_COMMA = re.compile("[,，、]")


@dataclass(frozen=True)
class Corpus:
    """A corpus, read.

    Attributes:
        form: as what it was read.
        chunks: each different word or chunk and how often it occurs, in the order of their first appearance.
        order: all chunks as they follow each other; of a list every word once.
    """

    form: Form
    chunks: dict[str, int]
    order: list[str]


def read(corpus: str, form: Form | None, pattern: str | None) -> Corpus:
    """Read a corpus as it was typed.

    Args:
        corpus: the text.
        form: None: words with counts where every part between line ends and commas reads so, else a text.
        pattern: regular expression that cuts a text into chunks; None: the whole text is one.

    Raises:
        BadInput: there is nothing in it, or it is no list of words although `form` says so.
    """
    if not corpus.strip():
        raise BadInput("string_too_short", "corpus")
    if form == "words" or (form is None and _is_list(corpus)):
        counts = _counts(corpus)
        return Corpus("words", counts, list(counts))
    chunks = split(corpus, pattern)
    return Corpus("text", dict(Counter(chunks)), chunks)


def split(text: str, pattern: str | None) -> list[str]:
    """Cut a text wherever a match of the pattern begins or ends; nothing of it is lost."""
    if pattern is None:
        return [text]
    splitter = Tokenizer(models.WordLevel({"?": 0}, unk_token="?"))  # every chunk is one token, whatever it is
    splitter.pre_tokenizer = pre_tokenizers.Split(Regex(pattern), "isolated")
    # Of all that the library offers, only a batch lets Python's other threads go on meanwhile.
    (cut,) = splitter.encode_batch([text])
    return [text[start:end] for start, end in cut.offsets]


def _parts(corpus: str) -> list[str]:
    """Return what stands between line ends and commas."""
    return [part.strip() for line in corpus.splitlines() for part in _COMMA.split(line) if part.strip()]


def _is_list(corpus: str) -> bool:
    parts = _parts(corpus)
    return bool(parts) and all(_COUNTED.fullmatch(part) for part in parts)


def _counts(corpus: str) -> dict[str, int]:
    """Read words with counts; those of a word that stands there twice are added. Raises BadInput."""
    counts: dict[str, int] = {}
    for number, part in enumerate(_parts(corpus), 1):
        found = _COUNTED.fullmatch(part)
        if not found:
            raise BadInput("corpus_part", "corpus", number=number, part=part[:40])
        word, digits = found.groups()
        times = int(digits[-20:]) if not digits[:-20].strip("0") else MOST_TIMES + 1
        counts[word] = counts.get(word, 0) + times
        if not 1 <= counts[word] <= MOST_TIMES or not times:
            raise BadInput("corpus_times", "corpus", word=word[:40], limit=MOST_TIMES)
    if not counts:
        raise BadInput("string_too_short", "corpus")
    return counts
