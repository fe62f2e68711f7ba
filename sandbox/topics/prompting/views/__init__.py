"""The views of this topic: their parameters, results and declarations."""

from typing import Any

from sandbox.topics.prompting.views.chain_of_thought import CHAIN_OF_THOUGHT
from sandbox.topics.prompting.views.language_exercise import LANGUAGE_EXERCISE
from sandbox.topics.prompting.views.prompt_comparison import PROMPT_COMPARISON
from sandbox.topics.prompting.views.reasoning_size import REASONING_SIZE
from sandbox.topics.prompting.views.recorded_prompts import RECORDED_PROMPTS
from sandbox.topics.prompting.views.word_problems import WORD_PROBLEMS
from sandbox.view import View

#: All views of the topic, in the order of the page.
VIEWS: tuple[View[Any], ...] = (
    PROMPT_COMPARISON,
    CHAIN_OF_THOUGHT,
    REASONING_SIZE,
    WORD_PROBLEMS,
    LANGUAGE_EXERCISE,
    RECORDED_PROMPTS,
)
