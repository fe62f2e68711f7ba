"""The views of scale as plain FastAPI endpoints: what one would write without this project's cache, queue and tags.

`python -m tests.bench.plain PORT` serves GET /<view>: FastAPI reads the query into the same Params, calls the same
computation, and writes the same Result.
"""

from __future__ import annotations

import sys
from typing import Annotated, Any

import uvicorn
from fastapi import FastAPI, Query

from sandbox.lab import Lab
from sandbox.topics import TOPICS
from sandbox.view import View
from tests.conftest import CATALOG, SETTINGS


def plain(lab: Lab) -> FastAPI:
    """Return an app with an endpoint for each view of the topic."""
    app = FastAPI()

    def add(view: View[Any]) -> None:
        async def endpoint(params: Any) -> Any:
            return {"view": view.name, "params": params, "result": await view.compute(params, lab)}

        endpoint.__annotations__["params"] = Annotated[view.params, Query()]
        app.get(f"/{view.name}", response_model=None)(endpoint)

    for view in TOPICS["scale"]:
        add(view)
    return app


if __name__ == "__main__":
    uvicorn.run(plain(Lab(SETTINGS, CATALOG)), port=int(sys.argv[1]), log_level="warning")
