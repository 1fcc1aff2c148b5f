"""Records that hold arrays: they compare by value, and print as shapes and ranges."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

LONGEST = 3  # of a tuple that is printed item by item


class ArrayRecord:
    """What a dataclass with arrays inherits, itself made with `eq=False, repr=False`.

    Arrays are equal where type, shape and content are, and NaN equals NaN. Nothing that holds arrays can be hashed.
    """

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self is other or all(_same(getattr(self, f.name), getattr(other, f.name)) for f in fields(self))

    def __repr__(self) -> str:
        parts = ", ".join(f"{field.name}={_told(getattr(self, field.name))}" for field in fields(self))
        return f"{type(self).__name__}({parts})"


def _same(a: object, b: object) -> bool:
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind in "fc")
    return type(a) is type(b) and bool(a == b)


def _told(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"<{value.dtype} {'×'.join(map(str, value.shape))}{_span(value)}>"
    if isinstance(value, tuple) and len(value) > LONGEST:
        return f"<{len(value)} × {type(value[0]).__name__}>"
    return repr(value)


def _span(array: NDArray[Any]) -> str:
    """Return from where to where the finite numbers of an array lie."""
    if array.dtype.kind not in "iuf" or not (finite := array[np.isfinite(array)]).size:
        return ""
    return f", {finite.min():.4g} to {finite.max():.4g}"
