"""The metadata of USD prims (`customData`) as custom properties, which Blender's own importer passes over."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..process import bpy

NAMES = ("category", "instance_name", "skip")


class _Hook(bpy.types.USDHook):  # type: ignore[misc]
    """What Blender calls once a layer is imported."""

    bl_idname = "CAVENDISH_usd_metadata"
    bl_label = "customData as custom properties"

    @staticmethod
    def on_import(context: Any) -> bool:
        """Give each object the metadata of its prim; attributes, which it has already, go first."""
        stage = context.get_stage()
        for path, blocks in context.get_prim_map().items():
            said = stage.GetPrimAtPath(path).GetCustomData()
            for name in NAMES:
                if name in said:
                    _set(blocks[0], name, said[name])
        return True


@contextmanager
def metadata_as_properties() -> Iterator[None]:
    """Within, what USD files hold as `customData` becomes custom properties."""
    folder = str(Path(bpy.utils.resource_path("LOCAL"), "python", "lib", _python(), "site-packages"))
    sys.path.append(folder)  # where Blender keeps its USD for Python, without which a hook sees no prims
    bpy.utils.register_class(_Hook)
    try:
        yield
    finally:
        bpy.utils.unregister_class(_Hook)
        sys.path.remove(folder)


def _set(block: Any, name: str, value: object) -> None:
    if block.get(name) is None and isinstance(value, str | bool | int):
        block[name] = value


def _python() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}"
