"""What is wrong with a recipe, in one sentence: the field, what was given, and what is allowed."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

Fields = Callable[[list[str]], Iterable[str]]

ALLOWED = {  # by pydantic's type of error, filled in from its context: what a value must be
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number of fewer digits",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "string_type": "text",
    "string_sub_type": "text",
    "string_unicode": "text in UTF-8",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "dict_type": "a mapping of names, such as {{name: 1}}",
    "mapping_type": "a mapping of names, such as {{name: 1}}",
    "model_type": "a mapping of fields, such as {{name: 1}}",
    "model_attributes_type": "a mapping of fields, such as {{name: 1}}",
    "tuple_type": "a list",
    "list_type": "a list",
    "invalid_key": "under a name that is text",
    "literal_error": "{expected}",
    "greater_than": "greater than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
    "multiple_of": "a multiple of {multiple_of}",
    "too_short": "a collection of {min_length} or more",
    "too_long": "a collection of {max_length} or fewer",
    "string_pattern_mismatch": "text of the pattern {pattern}",
}


def sentence(error: ErrorDetails, fields: Fields, renamed: Mapping[str, str]) -> str:
    """Return what is wrong, of one of the errors that pydantic lists.

    `fields` gives the names that the mapping at a path may hold, `renamed` the fields that had another name.
    """
    path = [str(part)[:60] for part in error["loc"] if part != "[key]"]
    field = ".".join(path)
    match error["type"]:
        case "extra_forbidden" if field in renamed:
            return f"{field} is called {renamed[field]} now; write {renamed[field]}"
        case "extra_forbidden":
            return f"{field} is not a field of a recipe; {allowed(path[-1], sorted(fields(path[:-1])))}"
        case "model_type" | "model_attributes_type" if path:
            names = ", ".join(fields(path))
            return f"{field} is {_short(error['input'])}, but it must be a mapping of its fields: {names}"
        case "missing":
            return f"{field} is missing"
        case "value_error":
            wrong = str(error["ctx"]["error"])
            return f"{field} is {_short(error['input'])}, but {wrong}" if field else wrong
    wanted = ALLOWED.get(error["type"], "another value").format_map(_whole(error.get("ctx", {})))
    return f"{field or 'a recipe'} is {_short(error['input'])}, but it must be {wanted}"


def allowed(name: str, names: list[str]) -> str:
    """Return the nearest of the names as a question, or all of them."""
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {near[0]}?" if near else f"allowed are {', '.join(names)}"


def _whole(context: Mapping[str, Any]) -> dict[str, Any]:
    """Return the bounds as people write them: 1, not 1.0."""
    return {name: int(v) if isinstance(v, float) and v.is_integer() else v for name, v in context.items()}


def _short(value: Any) -> str:
    try:
        text = json.dumps(value, default=str, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):  # a key that is no text, a number of too many digits
        text = type(value).__name__
    return text if len(text) <= 60 else text[:57] + "..."
