"""What can go wrong for a person: a code, the field it concerns and the values its sentence needs.

The sentence itself stands in assets/text/{ja,en}/errors.toml under the code, in the reader's language.
"""

from __future__ import annotations


class SandboxError(Exception):
    """An expected failure that is told to the person as one clear sentence.

    Args:
        code: key of the sentence in errors.toml.
        field: the parameter the sentence is shown at, where there is one.
        values: what fills the sentence's {placeholders}.
    """

    status = 500

    def __init__(self, code: str, field: str | None = None, **values: object) -> None:
        super().__init__(code, field, values)
        self.code, self.field, self.values = code, field, values

    def __str__(self) -> str:
        return f"{self.code} {self.values}" if self.values else self.code


class BadInput(SandboxError):
    """The parameters cannot be used (HTTP 422)."""

    status = 422


class NotFound(BadInput):
    """There is nothing at this address (HTTP 404)."""

    status = 404


class NotAllowed(BadInput):
    """This cannot be done at this address (HTTP 405)."""

    status = 405


class NotReady(SandboxError):
    """A model is not set up, or the server is too busy: the same request may succeed later (HTTP 503)."""

    status = 503


class SetupError(SandboxError):
    """Fetching or preparing a model failed: no network, no disk space, a wrong hash, …"""
