"""How things go wrong: the request was wrong, or the work failed. The lowest layer, so that all can raise them."""

from __future__ import annotations


class RequestError(Exception):
    """What was asked cannot be done: one sentence with what was given and what is allowed. Exit code 2.

    `parameter` names the argument that the sentence is about as Python spells it ("" for none, or where the message
    names a file), `value` is what was given. The shell says the option instead.
    """

    def __init__(self, message: str, parameter: str = "", value: object = None) -> None:
        super().__init__(message, parameter, value)
        self.message, self.parameter, self.value = message, parameter, value

    def __str__(self) -> str:
        return self.told_of(self.parameter)

    def told_of(self, name: str) -> str:
        """Return the sentence with the parameter called `name`: `--shards` at the shell."""
        given = "" if self.value is None else f" {self.value}"
        return f"{name}{given}: {self.message}" if name else self.message


class WorkError(Exception):
    """The work failed or found a fault: one sentence that says where. Exit code 1."""


class LayoutError(RequestError):
    """A layout that cannot be used: one sentence with its name and the reason."""


class AssetError(RequestError):
    """A library or an asset that cannot be used: one sentence with its name and the reason."""
