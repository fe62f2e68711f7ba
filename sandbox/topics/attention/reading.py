"""A text as a model reads it: its tokens with the special ones, and which of them each one may look at."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sandbox.models.language_model import LanguageModel
    from sandbox.models.tokenizer import Token

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Reading:
    """The tokens of a text.

    Attributes:
        tokens: all that the model reads, each with the characters of the text that it stands for.
        causal: no token sees what comes after it: a decoder. In an encoder each sees all.
    """

    tokens: tuple[Token, ...]
    causal: bool

    @classmethod
    def of(cls, text: str, model: LanguageModel) -> Reading:
        """Read a text as `model.context` does: its start token, the text, its end token, where the model has them."""
        tokens = model.tokenizer.tokenize(text)
        if model.entry.start is not None:
            tokens.insert(0, model.tokenizer.token(model.entry.start))
        if model.entry.end is not None:
            tokens.append(replace(model.tokenizer.token(model.entry.end), start=len(text), end=len(text)))
        return cls(tuple(tokens), model.entry.kind == "decoder")

    @property
    def ids(self) -> list[int]:
        """The ids the model gets."""
        return [token.id for token in self.tokens]

    @cached_property
    def special(self) -> Mask:
        """Which tokens stand for no text, [tokens]: <bos>, [CLS], [SEP]."""
        return np.array([token.special for token in self.tokens])

    @cached_property
    def punctuation(self) -> Mask:
        """Which tokens are punctuation marks or other signs and nothing else, [tokens]."""
        return np.array([not token.special and is_punctuation(token.text) for token in self.tokens])

    @cached_property
    def visible(self) -> Mask:
        """Which keys a query may look at, [query, key]."""
        everywhere = np.ones((len(self.tokens), len(self.tokens)), bool)
        return np.tril(everywhere) if self.causal else everywhere


def is_punctuation(text: str) -> bool:
    """Tell whether a text is made of punctuation and symbols (Unicode categories P and S) alone, spaces aside."""
    signs = text.strip().removeprefix("##")
    return bool(signs) and all(unicodedata.category(sign)[0] in "PS" for sign in signs)
