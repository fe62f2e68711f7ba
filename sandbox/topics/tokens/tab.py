"""The pages of tokens."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.lab import Lab
from sandbox.topics.tab import Tab


def bpe_training(tab: Tab, lab: Lab) -> None:
    """Place a corpus, words with counts or a text, and the steps of learning to cut it."""
    _page(tab, "corpus", ("corpus", "merges", "new_word"), lines=2)


def bpe_encoding(tab: Tab, lab: Lab) -> None:
    """Place a text and how a tokenizer cuts it, step by step."""
    _page(tab, "text", ("text", "tokenizer"))


def tokenizer_comparison(tab: Tab, lab: Lab) -> None:
    """Place a text and its tokens in all tokenizers."""
    _page(tab, "text", ("text", "tokenizers"), lines=2)


def token_cost(tab: Tab, lab: Lab) -> None:
    """Place the same text in many languages; everything is set in the picture."""
    _page(tab, "", ("tokenizers", "price", "times"))


def token_quiz(tab: Tab, lab: Lab) -> None:
    """Place a text whose tokens are to be guessed."""
    _page(tab, "text", ("text", "tokenizer"))


def _page(tab: Tab, field: str, problems: tuple[str, ...], lines: int = 1) -> None:
    tab.field = field
    tab.sentence()
    tab.chips()
    fields = {field: tab.text_field(lines)} if field else {}
    tab.counts()
    for name in problems:
        tab.problem(name)
    tab.picture(dict(fields))
    tab.share_bar()
    tab.explanations()


#: What builds the page of each view.
TABS: dict[str, Callable[[Tab, Lab], None]] = {
    "bpe-training": bpe_training,
    "bpe-encoding": bpe_encoding,
    "tokenizer-comparison": tokenizer_comparison,
    "token-cost": token_cost,
    "token-quiz": token_quiz,
}
