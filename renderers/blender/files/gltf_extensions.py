"""Extensions of glTF that Blender's own importer passes over: nodes that are not visible, and those to be warned of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ....scenes.companions.gltf import gltf_content

VISIBILITY = "KHR_node_visibility"


class _Visibility:
    """What Blender's importer asks about each node: one that is not visible is skipped, with all below it."""

    extensions = (SimpleNamespace(name=VISIBILITY, required=True),)

    @staticmethod
    def gather_import_node_after_hook(_vnode: Any, node: Any, thing: Any, _gltf: Any) -> None:
        said = (getattr(node, "extensions", None) or {}).get(VISIBILITY)
        if isinstance(said, dict) and said.get("visible") is False:
            thing["skip"] = True


@contextmanager
def visibility_as_skipping() -> Iterator[None]:
    """Within, nodes of a glTF that are not visible get the custom property `skip`."""
    import io_scene_gltf2

    io_scene_gltf2.glTF2ImportUserExtension = _Visibility
    try:
        yield
    finally:
        del io_scene_gltf2.glTF2ImportUserExtension


def unsupported_extensions(path: Path) -> tuple[str, ...]:
    """Return a sentence for each extension that a glTF uses, and nothing here knows."""
    if path.suffix.lower() not in (".gltf", ".glb"):
        return ()
    from io_scene_gltf2.io.imp.gltf2_io_gltf import glTFImporter

    used = gltf_content(path).get("extensionsUsed")
    settings = {"import_user_extensions": [_Visibility], "loglevel": 50}
    known = glTFImporter(str(path), settings).extensions_managed
    passed_over = sorted({str(each) for each in used} - {*known} if isinstance(used, list) else ())
    return tuple(f"its extension {name} is passed over" for name in passed_over)
