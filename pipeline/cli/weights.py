"""Weights as a shell can write them."""

from __future__ import annotations

from typing import Any

import yaml

from ...scenes.errors import RequestError


def weights(**texts: str) -> dict[str, Any]:
    """Return what texts such as "depth=1,semantic=2" say, or YAML mappings such as "{depth: 1}"; "" says nothing.

    The names are those of parameters. Raises RequestError.
    """
    return {name: _weights(name, text) for name, text in texts.items() if text}


def _weights(name: str, text: str) -> dict[str, Any]:
    try:
        if text.startswith("{"):
            return dict(yaml.safe_load(text))
        parts = [part.partition("=") for part in text.split(",")]
        return {key.strip(): float(weight or 1) for key, _, weight in parts}
    except (yaml.YAMLError, ValueError):
        how = "cannot be read; write for example depth=1,semantic=2 or {depth: 1, semantic: 2}"
        raise RequestError(how, name, text) from None
