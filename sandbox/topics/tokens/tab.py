"""The pages of tokens."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.lab import Lab
from sandbox.topics.tab import Tab


def bpe_training(tab: Tab, lab: Lab) -> None:
    """Place a corpus, words with counts or a text, and the steps of learning to cut it."""
    tab.page("corpus", ("corpus", "merges", "new_word"), lines=2)


def bpe_encoding(tab: Tab, lab: Lab) -> None:
    """Place a text and how a tokenizer cuts it, step by step."""
    tab.page("text", ("text", "tokenizer"))


def tokenizer_comparison(tab: Tab, lab: Lab) -> None:
    """Place a text and its tokens in all tokenizers."""
    tab.page("text", ("text", "tokenizers"), lines=2)


def token_cost(tab: Tab, lab: Lab) -> None:
    """Place the same text in many languages; everything is set in the picture."""
    tab.page("", ("tokenizers", "price", "times"))


def token_quiz(tab: Tab, lab: Lab) -> None:
    """Place a text whose tokens are to be guessed."""
    tab.page("text", ("text", "tokenizer"))


#: What builds the page of each view.
TABS: dict[str, Callable[[Tab, Lab], None]] = {
    "bpe-training": bpe_training,
    "bpe-encoding": bpe_encoding,
    "tokenizer-comparison": tokenizer_comparison,
    "token-cost": token_cost,
    "token-quiz": token_quiz,
}
