"""The views of this topic, one file each: parameters, result and declaration."""

from typing import Any

from sandbox.topics.words.views.skip_gram import SKIP_GRAM
from sandbox.topics.words.views.vocabulary_map import VOCABULARY_MAP
from sandbox.topics.words.views.word2vec import WORD2VEC
from sandbox.topics.words.views.word_arithmetic import WORD_ARITHMETIC
from sandbox.topics.words.views.word_axis import WORD_AXIS
from sandbox.topics.words.views.word_map import WORD_MAP
from sandbox.topics.words.views.word_vectors import TOY_TABLE
from sandbox.view import View

#: All views of the topic, in the order of the page.
VIEWS: tuple[View[Any], ...] = (
    WORD_ARITHMETIC,
    TOY_TABLE,
    VOCABULARY_MAP,
    WORD_MAP,
    SKIP_GRAM,
    WORD2VEC,
    WORD_AXIS,
)
