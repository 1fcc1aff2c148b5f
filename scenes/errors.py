"""How things go wrong: the request was wrong, or the work failed. The lowest layer, so that all can raise them."""

from __future__ import annotations


class RequestError(Exception):
    """What was asked cannot be done: one sentence with what was given and what is allowed. Exit code 2."""


class WorkError(Exception):
    """The work failed or found a fault: one sentence that says where. Exit code 1."""


class LayoutError(RequestError):
    """A layout that cannot be used: one sentence with its name and the reason."""


class AssetError(RequestError):
    """A library or an asset that cannot be used: one sentence with its name and the reason."""
