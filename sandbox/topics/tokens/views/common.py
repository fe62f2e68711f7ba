"""What several views of tokens ask alike."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

#: Every tokenizer of the catalogue, in its order.
ALL = ("gpt2", "cl100k", "o200k", "smollm2", "gemma", "minilm")


def _once_each(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


#: Ids of tokenizers; one that is named twice counts once.
Tokenizers = Annotated[
    tuple[Annotated[str, Field(max_length=60)], ...], Field(min_length=1, max_length=12), AfterValidator(_once_each)
]
