"""Wrong options and arguments, told in one sentence like everything else that cannot be meant."""

from __future__ import annotations

import re
import sys
from typing import Any, cast

import typer

from ..terminal.plaintext import one_line

UsageError = cast("type[Exception]", typer.BadParameter.__base__)  # of whichever click Typer brings
# What the checking of types says of a value, and what it means.
PHRASES = {
    r"Input should be a valid integer.*": "must be a whole number",
    r"Input should be a valid number.*": "must be a number",
    r"Input should be (.*)": r"must be \1",
    r"Value error, '(.*?)' is not one of (.*)": r"\1 is not one of \2",
    r"Missing (argument|option) '(.*?)'\.?.*": r"\2 is missing",
    r"Got unexpected extra arguments? ?(?:\(s\) )?\((.*)\)": r"there is no place for \1",
    r"Option '(.*?)' requires an argument\.": r"\1 wants a value",
    r"No such option: (\S+).*": r"\1 is not an option",
    r"No such command '(.*?)'\. Did you mean '(.*?)'\?": r"\1 is not a command; did you mean \2?",
    r"No such command '(.*?)'\.": r"\1 is not a command",
}


def wrong_usage(error: Any) -> str:
    """Return what is wrong with the options and arguments, and where help is; "" where help has just been shown."""
    said = one_line(error.format_message())
    for pattern, phrase in PHRASES.items():
        said = re.sub(f"^(?:Invalid value for .*?: )?{pattern}$", phrase, said)
    if not said:
        return ""
    context = getattr(error, "ctx", None)
    command = context.command_path.split(" ")[1:] if context else []
    near = [f"did you mean {name}?" for name in (getattr(error, "possibilities", None) or ())[:1]]
    rest = "; ".join([said.rstrip("."), *near, f"see {' '.join(['cavendish', *command, '--help'])}"])
    return ": ".join(filter(None, [" ".join(command), _parameter(error), rest]))


def _parameter(error: Any) -> str:
    """Return the option or argument that has a wrong value, with the value where it is easily found."""
    parameter = getattr(error, "param", None)
    if parameter is None or not error.message:
        return ""
    option = next((name for name in parameter.opts if name in sys.argv), None)
    if option is None:
        return str(parameter.metavar or parameter.name)
    return one_line(" ".join([option, *sys.argv[sys.argv.index(option) + 1 :][:1]]), 100)
