"""A file's plain objects in a scene of our settings: all that is left of the file, and what is rendered."""

from __future__ import annotations

from typing import Any

import bpy

from ..process import bproc, enter_own_scene
from .flattening import Flat


def move_in(flat: Flat, theirs: Any, layer: Any) -> None:
    """Put what a view layer of a file shows into a scene of ours, number it from 1, and forget the rest of the file.

    The scene keeps the file's frame, where materials are animated, its units and its world.
    """
    ours = enter_own_scene()
    ours.render.frame_map_old, ours.render.frame_map_new = theirs.render.frame_map_old, theirs.render.frame_map_new
    ours.frame_set(theirs.frame_current, subframe=theirs.frame_subframe)
    ours.unit_settings.system = theirs.unit_settings.system
    ours.unit_settings.scale_length = theirs.unit_settings.scale_length
    _surround(ours, layer.world_override or theirs.world)
    for number, each in enumerate(flat.rendered, 1):
        each.thing.pass_index, each.thing.name = number, f"{number:05d} {each.name}"
    for thing in (flat.nowhere, *flat.lamps, *(each.thing for each in flat.rendered), *flat.unseen):
        ours.collection.objects.link(thing)
    for scene in [scene for scene in bpy.data.scenes if scene != ours]:
        bpy.data.scenes.remove(scene)
    bpy.data.orphans_purge(do_recursive=True)
    for name, camera in flat.cameras.items():
        camera.name = name
    bpy.context.view_layer.update()


def _surround(scene: Any, world: Any) -> None:
    """Give a scene a world; where a file has none, it is dark."""
    if world:
        scene.world = world
    else:
        bproc.renderer.set_world_background([0.0, 0.0, 0.0], 0.0)

