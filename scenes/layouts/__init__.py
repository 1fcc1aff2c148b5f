"""Layouts: how a kind of scene is composed and photographed.

A layout is a file with two pure functions, listed in `LAYOUTS`. Its `compose` fills a world from the scene's seeds
and the stock of assets; its `frame` picks one shot of a composed (and settled) world, given a generator that is fresh
for every attempt. A recipe may also name a Python file of the user's, whose LAYOUT is then used.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from ._layout import Contents, Layout, SceneSeeds, Shot
from .courtyard import COURTYARD
from .files import FILES
from .hall import HALL
from .landscape import LANDSCAPE
from .room import ROOM
from .shapes import SHAPES
from .street import STREET
from .tabletop import TABLETOP

LAYOUTS: dict[str, Layout] = {
    layout.name: layout for layout in (COURTYARD, FILES, HALL, LANDSCAPE, ROOM, SHAPES, STREET, TABLETOP)
}

LAYOUT_SUFFIX = ".py"


class LayoutError(Exception):
    """A layout that cannot be used: one sentence with its name and the reason."""


def layout_of(name: str) -> Layout:
    """Return a layout by its name, or the LAYOUT of a Python file by its path; raises LayoutError."""
    if not name.endswith(LAYOUT_SUFFIX):
        return LAYOUTS[name]
    return _layout_of_file(Path(name).absolute())


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


__all__ = ["LAYOUTS", "LAYOUT_SUFFIX", "Contents", "Layout", "LayoutError", "SceneSeeds", "Shot", "layout_of"]
