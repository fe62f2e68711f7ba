"""The views of this topic: their parameters, results and declarations."""

from typing import Any

from sandbox.topics.attention.views.attention import ATTENTION
from sandbox.topics.attention.views.attention_pattern import ATTENTION_PATTERN
from sandbox.topics.attention.views.attention_steps import ATTENTION_STEPS
from sandbox.topics.attention.views.bertviz import BERTVIZ
from sandbox.view import View

#: All views of the topic, in the order of the page.
VIEWS: tuple[View[Any], ...] = (ATTENTION, ATTENTION_STEPS, ATTENTION_PATTERN, BERTVIZ)
