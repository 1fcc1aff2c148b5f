"""Wrong options and arguments, told in one sentence like everything else that cannot be meant.

What the parser of the command line found is read from its errors' fields; its own sentences are not shown.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from ...scenes.errors import RequestError
from ..terminal.plaintext import one_line

UsageError = cast("type[Exception]", typer.BadParameter.__base__)  # of whichever click Typer brings
NUMBERS = {int: "a whole number", float: "a number"}


class Command(TyperCommand):
    """A command that names its options where the library names parameters, and refuses what is left over."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; raises RequestError for those that no parameter takes."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise RequestError(_told(ctx, f"there is no place for {one_line(' '.join(rest), 100)}"))
        return rest

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except RequestError as error:
            name = next((each.opts[0] for each in self.params if each.name == error.parameter), error.parameter)
            raise RequestError(error.told_of(name)) from error


class Group(TyperGroup):
    """Commands, of which one that is not there is missed in our words."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that the arguments begin with; raises RequestError."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = _near(args[0], self.list_commands(ctx))
            raise RequestError(_told(ctx, f"{one_line(args[0], 100)} is not a command{near}"))
        return super().resolve_command(ctx, args)


def wrong_usage(error: Any) -> str:
    """Return what is wrong with the options and arguments, and where help is; "" where help has just been shown."""
    kind, parameter = type(error).__name__, getattr(error, "param", None)
    match kind:
        case "NoArgsIsHelpError":
            return ""
        case "MissingParameter":
            said = f"{_name(parameter)} is missing"
        case "NoSuchOption":
            said = f"{one_line(error.option_name, 100)} is not an option{_near(error.option_name, error.possibilities)}"
        case "BadOptionUsage":
            said = f"{error.option_name} wants a value"
        case "BadParameter":
            said = f"{_name(parameter)}{_given(error)}: {_wanted(parameter)}"
        case _:
            said = one_line(error.format_message()).rstrip(".")
    return _told(getattr(error, "ctx", None), said)


def _near(name: str, names: Iterable[str] | None) -> str:
    """Return which name may have been meant."""
    near = difflib.get_close_matches(name, list(names or ()), 1)
    return f"; did you mean {near[0]}?" if near else ""


def _told(context: Any, said: str) -> str:
    """Return a sentence with the command that it is about, and where that is explained."""
    command = context.command_path.split(" ")[1:] if context else []
    return ": ".join(filter(None, [" ".join(command), f"{said}; see {' '.join(['cavendish', *command, '--help'])}"]))


def _name(parameter: Any) -> str:
    """Return an option as it is written, an argument as the help shows it."""
    return str(parameter.metavar or parameter.opts[0]) if parameter.param_type_name == "argument" else parameter.opts[0]


def _given(error: Any) -> str:
    """Return the value that was refused, where it is known: the checker of types knows it."""
    details = error.__cause__.errors() if hasattr(error.__cause__, "errors") else []
    return f" {one_line(str(details[0]['input']), 100)}" if details else ""


def _wanted(parameter: Any) -> str:
    """Return what a value must be, by the parameter's choices, or by its type and bounds."""
    described = parameter.type_descriptor
    if described.choices:
        return f"must be one of {', '.join(str(choice.value) for choice in described.choices)}"
    bounds = {"at least": parameter.min, "at most": parameter.max}
    said = [f"{words} {bound:g}" for words, bound in bounds.items() if bound is not None]
    return f"must be {', '.join([NUMBERS.get(described.annotation, 'text'), *said])}"
