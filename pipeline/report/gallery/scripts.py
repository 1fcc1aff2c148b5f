"""What the page is made of besides pictures: its own files, and data as scripts, for it cannot read others."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from importlib import resources
from string import Template
from typing import Any

# In the order in which they need each other.
SCRIPTS = (
    "base.js",
    "png.js",
    "codec-masks.js",
    "codec-depth.js",
    "codec-normals.js",
    "codec-instances.js",
    "codec-ramp.js",
    "codec-boxes.js",
    "codec-position.js",
    "codec-albedo.js",
    "codec-flow.js",
    "codec-scene-flow.js",
    "data.js",
    "filters.js",
    "readings.js",
    "errors.js",
    "legend.js",
    "grid.js",
    "pointing.js",
    "compare.js",
    "cloud-camera.js",
    "cloud-gl.js",
    "cloud-flat.js",
    "cloud.js",
    "facts.js",
    "sample.js",
    "app.js",
)

# Everything that could end a script, begin markup or end a line of it.
_UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def call(function: str, *arguments: Any) -> bytes:
    """Return a script that calls a function of the page with JSON-able arguments, which cannot leave it."""
    written = (json.dumps(each, ensure_ascii=False, separators=(",", ":"), allow_nan=False) for each in arguments)
    return f"{function}({','.join(text.translate(_UNSAFE) for text in written)});\n".encode()


def program() -> bytes:
    """Return the page's own scripts as one."""
    return "\n".join(_own(name) for name in SCRIPTS).encode()


def style() -> bytes:
    """Return the page's style sheet."""
    return _own("style.css").encode()


def page(values: Mapping[str, str]) -> bytes:
    """Return index.html with these texts filled in, as text."""
    return Template(_own("page.html")).substitute({name: html.escape(value) for name, value in values.items()}).encode()


def _own(name: str) -> str:
    return resources.files(__package__).joinpath("web", name).read_text("utf-8")
