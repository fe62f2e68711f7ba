"""The computation of next-token behind a plain Gradio event: what one would write without this project's own surfaces.

`python -m tests.bench.plain_gradio PORT` serves a page with a text, a model and the answer as JSON. Blocks, queue and
concurrency are Gradio's own defaults; the model, its batching and its cache are ours, so that what differs is the way
to them and back. The event `computed` says how often the computation was called.
"""

from __future__ import annotations

import os
import sys
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # Gradio reads it when it is imported

import gradio as gr

from sandbox.lab import Lab
from sandbox.topics import VIEWS
from tests.conftest import CATALOG, SETTINGS

NEXT_TOKEN = VIEWS["next-token"]


def page(lab: Lab) -> gr.Blocks:
    """Return the page."""
    calls = 0

    async def next_token(text: str, model: str) -> dict[str, Any]:
        nonlocal calls
        calls += 1
        result = await NEXT_TOKEN.compute(NEXT_TOKEN.params.checked(text=text, model=model), lab)
        return result.model_dump(mode="json")

    with gr.Blocks() as blocks:
        text, model = gr.Textbox(), gr.Textbox("gemma-3-270m")
        gr.Button().click(next_token, [text, model], gr.JSON(), api_name="next_token")
        gr.Button().click(lambda: calls, None, gr.Number(), api_name="computed")
    return blocks


if __name__ == "__main__":
    page(Lab(SETTINGS, CATALOG)).launch(server_name="127.0.0.1", server_port=int(sys.argv[1]), quiet=True)
