"""Which layouts there are: the bundled ones, loaded when they are wanted, and Python files of the user's."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from ..errors import LayoutError
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
    """Return a layout by its name, or the LAYOUT of a Python file by its path; raises LayoutError."""
    if name.endswith(LAYOUT_SUFFIX):
        return _layout_of_file(Path(name).absolute())
    if name not in LAYOUTS:
        raise LayoutError(f"{name!r} is not a layout; there are {', '.join(LAYOUTS)}, and Python files with a LAYOUT")
    layout: Layout = import_module(f".{LAYOUTS[name]}", __package__).LAYOUT
    return layout


@lru_cache(maxsize=16)
def _layout_of_file(path: Path) -> Layout:
    spec = spec_from_file_location(f"cavendish_layout_{path.stem}", path)
    try:
        if spec is None or spec.loader is None:
            raise LayoutError(f"{path}: is not a Python file")
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        layout = module.LAYOUT
    except (OSError, SyntaxError, ImportError, AttributeError) as error:
        raise LayoutError(f"{path}: gives no LAYOUT: {error}") from None
    if not isinstance(layout, Layout):
        raise LayoutError(f"{path}: LAYOUT is a {type(layout).__name__}, not a cavendish.scenes.layouts.Layout")
    return layout
