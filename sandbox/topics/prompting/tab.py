"""The pages of prompting."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.lab import Lab
from sandbox.topics.tab import Tab


def prompt_comparison(tab: Tab, lab: Lab) -> None:
    """Place a problem and what a model makes of it, asked in several ways."""
    asked = ("problem", "answer", "own", "count", "styles", "model", "samples", "temperature", "seed", "new_tokens")
    words = ("rule", "few_shot", "worked", "task", "instruction", "trigger", "at_once")
    tab.page("problem", (*asked, *words), lines=2)


def chain_of_thought(tab: Tab, lab: Lab) -> None:
    """Place a problem and the steps a model writes, of which the first wrong one is marked."""
    tab.page("problem", ("problem", "answer", "written", "model", "trigger", "temperature", "seed"), lines=2)


def reasoning_size(tab: Tab, lab: Lab) -> None:
    """Place what was measured at several sizes; everything is set in the picture."""
    tab.page("", ("steps",))


def word_problems(tab: Tab, lab: Lab) -> None:
    """Place the generator and what our model was measured at; everything is set in the picture."""
    tab.page("", ("count", "seed", "pattern"))


def language_exercise(tab: Tab, lab: Lab) -> None:
    """Place a prompt and how models go on with it."""
    tab.page("prompt", ("prompt", "model", "samples", "temperature", "seed", "new_tokens"), lines=4)


def recorded_prompts(tab: Tab, lab: Lab) -> None:
    """Place what the papers recorded."""
    tab.page("", ())


#: What builds the page of each view.
TABS: dict[str, Callable[[Tab, Lab], None]] = {
    "prompt-comparison": prompt_comparison,
    "chain-of-thought": chain_of_thought,
    "reasoning-size": reasoning_size,
    "word-problems": word_problems,
    "language-exercise": language_exercise,
    "recorded-prompts": recorded_prompts,
}
