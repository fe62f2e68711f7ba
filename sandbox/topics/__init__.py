"""The topics, each a folder built alike: the computations (one file an idea), views.py, tab.py."""

from sandbox.topics.next_token.views import NEXT_TOKEN
from sandbox.view import View

#: Every view of every topic, by name. The surfaces walk this list.
VIEWS: dict[str, View] = {view.name: view for view in (NEXT_TOKEN,)}  # type: ignore[type-arg]
