"""The views of this topic, one file each: parameters, result and declaration."""

from typing import Any

from sandbox.topics.tokens.views.bpe_encoding import BPE_ENCODING
from sandbox.topics.tokens.views.bpe_training import BPE_TRAINING
from sandbox.topics.tokens.views.token_cost import TOKEN_COST
from sandbox.topics.tokens.views.token_quiz import TOKEN_QUIZ
from sandbox.topics.tokens.views.tokenizer_comparison import TOKENIZER_COMPARISON
from sandbox.view import View

#: All views of the topic, in the order of the page.
VIEWS: tuple[View[Any], ...] = (BPE_TRAINING, BPE_ENCODING, TOKENIZER_COMPARISON, TOKEN_COST, TOKEN_QUIZ)
