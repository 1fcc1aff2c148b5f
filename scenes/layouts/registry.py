"""Which layouts there are: the bundled ones, loaded when they are wanted, and Python files of the user's."""

from __future__ import annotations

from importlib import import_module

from ..errors import LayoutError, allowed
from .shared.layout import Layout

LAYOUTS = {  # and the modules that they are in: importing all of them takes a second
    "courtyard": "courtyard.layout",
    "files": "files",
    "hall": "hall.layout",
    "landscape": "landscape.layout",
    "room": "room.layout",
    "shapes": "shapes",
    "street": "street.layout",
    "tabletop": "tabletop.layout",
}
LAYOUT_SUFFIX = ".py"


def layout_of(name: str) -> Layout:
    """Return a layout by its name, or the LAYOUT of a Python file by its path; raises LayoutError.

    The file is run, and read anew each time it has changed.
    """
    if str(name).endswith(LAYOUT_SUFFIX):
        from .own import layout_of_file  # knows every generator and material

        return layout_of_file(str(name))
    if name not in LAYOUTS:
        raise LayoutError(f"{name!r} is not a layout{allowed(name, LAYOUTS)}, and Python files with a LAYOUT")
    layout: Layout = import_module(f".{LAYOUTS[name]}", __package__).LAYOUT
    return layout
