"""The one idea: a View is a name, its parameters, a pure computation, and the picture that draws the result.

    URL or form ──► Params ──► compute(params, lab) ──► Result ──► JSON ──► <widget>

From one declaration come all its surfaces: a tab of the page, JSON, an embed. Each surface walks the
same list of views.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar, get_args, get_origin
from urllib.parse import quote, urlencode

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from sandbox.errors import BadInput

if TYPE_CHECKING:
    from sandbox.lab import Lab


class Params(BaseModel):
    """What a view is asked. Frozen: its canonical query string is permalink, cache key and embed address at once."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @field_validator("*")
    @classmethod
    def _one_zero(cls, value: object) -> object:
        """There is one zero only, so that −0 and 0 are one question."""
        return value + 0.0 if isinstance(value, float) else value

    @classmethod
    def checked(cls, **values: object) -> Self:
        """Validate values of any origin.

        Raises:
            BadInput: code, field and values of the first problem. The codes are pydantic's names for what is wrong
                ("less_than_equal", "string_too_long", …) and our own; each has its sentence in errors.toml.
        """
        try:
            return cls(**values)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            limits = {key: value for key, value in first.get("ctx", {}).items() if isinstance(value, int | float | str)}
            if "expected" in limits:  # a list that is written in English: 'a', 'b' or 'c'
                limits["expected"] = str(limits["expected"]).replace(" or ", ", ")
            raise BadInput(first["type"], str(first["loc"][0]) if first["loc"] else None, **limits) from None

    @classmethod
    def from_query(cls, items: Iterable[tuple[str, str]]) -> Self:
        """Read a query string's pairs; a list parameter repeats its key. Raises BadInput."""
        values: dict[str, Any] = {}
        for key, value in items:
            field = cls.model_fields.get(key)
            if field is not None and get_origin(field.annotation) is tuple:
                values.setdefault(key, []).append(value)
            elif key in values:
                raise BadInput("repeated", key)
            else:
                values[key] = value if field is None else _chosen(value, field.annotation)
        return cls.checked(**values)

    def query_string(self) -> str:
        """Return the canonical query string: declared order, defaults left out. from_query reads it back unchanged."""
        pairs: list[tuple[str, str]] = []
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if value != field.default:
                pairs += [(name, _written(one)) for one in (value if isinstance(value, tuple) else (value,))]
        return urlencode(pairs, quote_via=quote)


class Result(BaseModel):
    """What a view answers; its JSON is what the widget draws."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)


P = TypeVar("P", bound=Params)
R = TypeVar("R", bound=Result)


@dataclass(frozen=True)
class View(Generic[P]):
    """One thing a person can look at.

    Attributes:
        name: its address under /api and /embed, and its table of texts.
        params: what it can be asked.
        compute: the pure computation: same Params, same Result, seeds included.
        widget: the custom element that draws the Result: widgets/<widget>/<widget>.js.
        example: what is shown where nothing was asked yet, by language of the page.
        stream: for what unfolds in time: the same answer as a series of snapshots, each whole as far as it goes; the
            last one is what `compute` answers. It is closed when nobody looks any more, and must stop working then.
    """

    name: str
    params: type[P]
    compute: Callable[[P, Lab], Awaitable[Result]]
    widget: str
    example: dict[str, P]
    stream: Callable[[P, Lab], AsyncGenerator[Result, None]] | None = None


async def last_of(snapshots: AsyncGenerator[R, None]) -> R:
    """Return the last snapshot of a stream, which is the answer. Raises what the stream raises."""
    async with aclosing(snapshots):
        async for snapshot in snapshots:
            last = snapshot
    return last


def _chosen(text: str, annotation: Any) -> object:
    """Read a choice among numbers, which pydantic does not read from a text; anything else stays as it is."""
    choices = get_args(annotation) if get_origin(annotation) is Literal else ()
    return {str(choice): choice for choice in choices}.get(text, text)


def _check_text(text: str) -> str:
    """Refuse control characters other than tab and line ends. (Half a surrogate pair pydantic refuses by itself.)"""
    for position, character in enumerate(text, 1):
        if (character < " " and character not in "\t\n\r") or character == "\x7f":
            raise PydanticCustomError(
                "control_character", "control character", {"position": position, "character": f"U+{ord(character):04X}"}
            )
    return text


#: For a field of text as people type it: Annotated[str, Field(min_length=…, max_length=…), READABLE].
READABLE = AfterValidator(_check_text)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) and float(f"{value:g}") == value else str(value)
