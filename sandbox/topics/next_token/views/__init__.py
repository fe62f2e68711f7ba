"""The views of this topic: their parameters, results and declarations."""

from typing import Any

from sandbox.topics.next_token.views.masked_token import MASKED_TOKEN
from sandbox.topics.next_token.views.next_token import NEXT_TOKEN
from sandbox.view import View

#: All views of the topic, in the order of the page.
VIEWS: tuple[View[Any], ...] = (NEXT_TOKEN, MASKED_TOKEN)
