"""The one error of the codecs."""

from __future__ import annotations

from ...scenes.errors import RequestError


class CodecError(RequestError, ValueError):
    """Input that no codec can mean: the sentence names the value and what is allowed."""
