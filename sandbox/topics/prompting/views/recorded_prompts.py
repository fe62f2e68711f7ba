"""recorded-prompts: what papers recorded, shown as an exhibit, with the real calculation beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.topics.prompting.exhibits import Exhibit, ExhibitId, Line, Named, calculate, exhibits
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab


class RecordedPromptsParams(Params):
    """What was recorded of this example?"""

    example: ExhibitId = "apples"


class RecordedPrompts(Result):
    """The answer.

    Attributes:
        recorded: always True: no model has been asked for this.
        exhibit: what the source says.
        calculation: done now.
        examples: id and title of all that can be shown.
    """

    recorded: bool
    exhibit: Exhibit
    calculation: list[Line]
    examples: dict[ExhibitId, Named]


async def recorded_prompts(params: RecordedPromptsParams, lab: Lab) -> RecordedPrompts:
    """Show an exhibit, and calculate."""
    known = exhibits(lab.settings.assets)
    exhibit = known[params.example]
    return RecordedPrompts(
        recorded=True,
        exhibit=exhibit,
        calculation=[calculate(line) for line in exhibit.calculation],
        examples={one.id: one.title for one in known.values()},
    )


RECORDED_PROMPTS = View(
    name="recorded-prompts",
    params=RecordedPromptsParams,
    compute=recorded_prompts,
    widget="recorded-prompts",
    example={"ja": RecordedPromptsParams(), "en": RecordedPromptsParams()},
)
