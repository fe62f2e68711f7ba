"""The topics, each a folder built alike: the computations (one file an idea), views/, tab.py."""

from typing import Any

from sandbox.topics.attention import views as attention
from sandbox.topics.next_token import views as next_token
from sandbox.topics.prompting import views as prompting
from sandbox.topics.scale import views as scale
from sandbox.topics.tokens import views as tokens
from sandbox.topics.words import views as words
from sandbox.view import View

#: The views of each topic, in the order of the page.
TOPICS: dict[str, tuple[View[Any], ...]] = {
    "words": words.VIEWS,
    "tokens": tokens.VIEWS,
    "attention": attention.VIEWS,
    "next-token": next_token.VIEWS,
    "prompting": prompting.VIEWS,
    "scale": scale.VIEWS,
}

#: Every view of every topic, by name. The surfaces walk this list.
VIEWS: dict[str, View[Any]] = {view.name: view for views in TOPICS.values() for view in views}
