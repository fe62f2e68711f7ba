"""tokenizer-comparison: one text in all tokenizers side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from sandbox.models.tokenizer import TokenizerInfo
from sandbox.models.turns import Turns
from sandbox.topics.tokens.comparison import Cut, cut
from sandbox.topics.tokens.views.common import ALL, Tokenizers
from sandbox.view import READABLE, Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab

#: A long text keeps a core busy for a second: one is left to all other views.
COMPARISONS = Turns(places=1, waiting=200)


class TokenizerComparisonParams(Params):
    """How do these tokenizers cut `text`? Each is shown once, in the order in which they are named."""

    text: Annotated[str, Field(min_length=1, max_length=4000), READABLE]
    tokenizers: Tokenizers = ALL


class TokenizerComparison(Result):
    """The answer: one row a tokenizer; how long the text is; and which tokenizers there are besides."""

    rows: list[Cut]
    characters: int  # Unicode code points
    bytes: int  # in UTF-8
    known: list[TokenizerInfo]


async def tokenizer_comparison(params: TokenizerComparisonParams, lab: Lab) -> TokenizerComparison:
    """Cut one text with several tokenizers.

    Raises:
        BadInput: an unknown tokenizer.
        NotReady: a tokenizer belongs to a model that is not set up, or too many wait.
    """
    tokenizers = [await lab.tokenizer(id, "tokenizers") for id in params.tokenizers]
    rows = await COMPARISONS.work(lambda: [cut(params.text, tokenizer) for tokenizer in tokenizers])
    return TokenizerComparison(
        rows=rows,
        characters=len(params.text),
        bytes=len(params.text.encode()),
        known=lab.tokenizers(),
    )


TOKENIZER_COMPARISON = View(
    name="tokenizer-comparison",
    params=TokenizerComparisonParams,
    compute=tokenizer_comparison,
    widget="token-strips",
    # A sentence of the lecture and the same in English: 145 characters, 23 tokens; 50 characters, 65 tokens (GPT-3).
    example={
        "ja": TokenizerComparisonParams(
            text="大手SNSなどのプラットフォームはこれまで、利用者の投稿の内容への責任を負うことなく、成長してきた。"
        ),
        "en": TokenizerComparisonParams(
            text="Major social networking sites and other platform providers have grown without ever assuming "
            "responsibility for the content of their users' posts."
        ),
    },
)
