"""How a problem is put to a model: six styles of prompt, each with its pieces of text.

    direct            Q: …  A: The answer is             the answer has already begun; there is no room for steps
    zero-shot         a task, Q: …  A:                   told what to do, without an example (Brown et al. 2020)
    few-shot          examples with answers, Q: …  A:    shown what to do (Brown et al. 2020, arXiv 2005.14165)
    step-by-step      Q: …  A: Let's think step by step. (Kojima et al. 2022, arXiv 2205.11916)
    chain-of-thought  examples with their calculation    (Wei et al. 2022, arXiv 2201.11903)
    instruction       told to write the calculation down

The weights are the same each time. A model goes on from what it reads, and what it reads is all that differs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol, get_args

from sandbox.topics.prompting.known_problems import examples, same_text

Style = Literal["direct", "zero-shot", "few-shot", "step-by-step", "chain-of-thought", "instruction"]
STYLES: tuple[Style, ...] = get_args(Style)
#: A piece of text that somebody can change; at_once is the beginning of an answer.
Piece = Literal["at_once", "task", "few_shot", "trigger", "worked", "instruction"]
#: The piece each style is made with.
PIECE: dict[Style, Piece] = {
    "direct": "at_once",
    "zero-shot": "task",
    "few-shot": "few_shot",
    "step-by-step": "trigger",
    "chain-of-thought": "worked",
    "instruction": "instruction",
}


class Solved(Protocol):
    """A problem with its solution."""

    @property
    def lines(self) -> Sequence[object]:
        """What is calculated, line by line."""
        ...

    @property
    def answer(self) -> object:
        """What comes out."""
        ...


@dataclass(frozen=True)
class Prompts:
    """The words of one language (assets/prompts/<language>.toml)."""

    question: str
    at_once: str
    step_by_step: str
    answer: str
    line: str
    instructions_steps: tuple[str, ...]
    instructions_at_once: tuple[str, ...]

    def solution(self, problem: Solved, steps: bool) -> str:
        """Return what stands after "A:": the answer, with the calculation before it if `steps`."""
        lines = "".join(self.line.format(line=line) for line in problem.lines) if steps else ""
        return lines + self.answer.format(answer=problem.answer)


@dataclass(frozen=True)
class Prompt:
    """What a model is given.

    Attributes:
        asked: what is put to it.
        begun: the beginning of its answer, which stands there already.
        dropped: examples that were left out, since they are the problem itself.
    """

    asked: str
    begun: str
    dropped: int = 0


@lru_cache(maxsize=4)
def prompts(assets: Path, language: str) -> Prompts:
    """Return the words of a language, read from `assets`/prompts."""
    return Prompts(**tomllib.loads((assets / "prompts" / f"{language}.toml").read_text("utf-8")))


def default_pieces(assets: Path, language: str) -> dict[Piece, str]:
    """Return the texts of all pieces as they are before anybody changes them."""
    words = prompts(assets, language)

    def shown(steps: bool) -> str:
        solved = examples(assets, language)
        return "\n\n".join(words.question.format(problem=one.text) + words.solution(one, steps) for one in solved)

    return {
        "at_once": words.at_once.strip(),
        "task": words.instructions_at_once[4],
        "few_shot": shown(steps=False),
        "trigger": words.step_by_step.strip(),
        "worked": shown(steps=True),
        "instruction": words.instructions_steps[0],
    }


def put(words: Prompts, style: Style, problem: str, piece: str) -> Prompt:
    """Put a problem to a model in one style, made with this text of its piece.

    An example that is the problem itself is left out: its answer would only have to be copied.
    """
    one_line = re.sub(r"\s*\n\s*", " ", problem.strip())
    question = words.question.replace("{problem}", one_line)
    match style:
        case "direct" | "step-by-step":
            gap = " " if words.at_once.startswith(" ") else ""
            return Prompt(question, gap + piece.strip())
        case "zero-shot" | "instruction":
            return Prompt(f"{piece.strip()}\n\n{question}", "")
        case "few-shot" | "chain-of-thought":
            blocks = example_blocks(piece)
            kept = [block for block in blocks if not _asks(words, block, problem)]
            return Prompt("\n\n".join([*kept, question]), "", len(blocks) - len(kept))


def example_blocks(text: str) -> list[str]:
    """Cut a text of examples where a line is empty."""
    return [block.strip("\n") for block in re.split(r"\n[^\S\n]*\n", text.strip()) if block.strip()]


def _asks(words: Prompts, block: str, problem: str) -> bool:
    """Whether an example asks the problem: its first line is the question, but for the mark before it."""
    mark = words.question.partition("{problem}")[0]
    return same_text(block.partition("\n")[0].strip().removeprefix(mark.strip()), problem)
