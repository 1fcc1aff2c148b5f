"""What the objects of a scene file are, by the custom properties that they have, or else by their names.

`category`, `instance_name` and `skip` count for an object and all below it, and the nearest counts: on the object, on
its mesh, on its parents, on its collections. Only on an object, its mesh or a parent do the first two make one thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ....scenes.plain_names import category_of_name, spoken
from ..process import bpy

USD = "userProperties:"  # before the names of properties that Blender has not taken over as its own
NO = frozenset({"", "0", "false", "no", "off"})


def category_of(thing: Any) -> str:
    """Return the custom property `category`, or what its name means: a word of the shell, or the name itself."""
    return spoken(_text(thing, "category")) or category_of_name(_called(grouping(thing) or thing))


def name_of(thing: Any) -> str:
    """Return the custom property `instance_name`, or the category."""
    return spoken(_text(thing, "instance_name")) or category_of(thing)


def grouping(thing: Any) -> Any:
    """Return what an object is a part of: itself or the nearest of its parents that says what it is, or None.

    What says nothing of this kind groups nothing: an empty around four chairs leaves four chairs.
    """
    return next((each for each in _upwards(thing) if _says_what_it_is(each)), None)


def leave_out_skipped() -> None:
    """Hide from renders whatever has the custom property `skip`, its own or from above."""
    for thing in bpy.data.objects:
        if skipped(thing):
            thing.hide_render = True


def skipped(thing: Any) -> bool:
    """Return whether the nearest custom property `skip` is true."""
    found = _nearest(thing, "skip")
    return found is not None and str(found).strip().lower() not in NO


def _called(thing: Any) -> str:
    """Return the name of an object, or of the empty that was made for it alone, as USD has one around every mesh."""
    parent = thing.parent
    return parent.name if parent and parent.type == "EMPTY" and len(parent.children) == 1 else thing.name


def _says_what_it_is(thing: Any) -> bool:
    own = (_own(holder, name) for holder in _with_data(thing) for name in ("category", "instance_name"))
    return any(isinstance(value, str) and spoken(value) for value in own)


def _text(thing: Any, name: str) -> str:
    value = _nearest(thing, name)
    return value if isinstance(value, str) else ""


def _nearest(thing: Any, name: str) -> Any:
    values = (_own(holder, name) for holder in _holders(thing))
    return next((value for value in values if value is not None), None)


def _own(holder: Any, name: str) -> Any:
    value = holder.get(name)
    return holder.get(USD + name) if value is None else value


def _holders(thing: Any) -> Iterator[Any]:
    for each in _upwards(thing):
        yield from _with_data(each)
    for each in _upwards(thing):
        for collection in each.users_collection:
            yield from _around(collection)


def _with_data(thing: Any) -> Iterator[Any]:
    yield thing
    if thing.data is not None:
        yield thing.data


def _upwards(thing: Any) -> Iterator[Any]:
    while thing is not None:
        yield thing
        thing = thing.parent


def _around(collection: Any) -> Iterator[Any]:
    """Yield a collection, and those that hold it, the innermost first."""
    yield collection
    for outer in bpy.data.collections:
        if collection.name in outer.children and outer.children[collection.name] == collection:
            yield from _around(outer)
