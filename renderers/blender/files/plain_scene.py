"""A file's instances as plain objects in a scene of our settings: all that is left of the file, and what is rendered.

Nothing about them is left to be worked out, no modifier and no instancing: picture and truth, boxes and occlusion
cannot but read the same.
"""

from __future__ import annotations

from typing import Any

import bpy

from ..process import bproc, enter_own_scene, metres_per_unit
from .instances import Instance, Shown

NOWHERE = "nowhere"  # the parent of all instances, at the origin


def move_in(shown: Shown, theirs: Any, layer: Any) -> list[Any]:
    """Put what a view layer shows into a scene of ours, forget the rest of the file, and return what cameras see.

    The objects that are returned go with those of `shown.surfaces` that are seen; their `pass_index` is its number.
    The scene keeps the file's frame, at which materials are animated, its units and its world.
    """
    ours = enter_own_scene()
    ours.render.frame_map_old, ours.render.frame_map_new = theirs.render.frame_map_old, theirs.render.frame_map_new
    ours.frame_set(theirs.frame_current, subframe=theirs.frame_subframe)
    ours.unit_settings.system = theirs.unit_settings.system
    ours.unit_settings.scale_length = theirs.unit_settings.scale_length
    _surround(ours, layer.world_override or theirs.world)
    things = _populate(ours, shown)
    for scene in [scene for scene in bpy.data.scenes if scene != ours]:
        bpy.data.scenes.remove(scene)
    bpy.data.orphans_purge(do_recursive=True)
    for name, camera in shown.cameras.items():
        camera.name = name
    bpy.context.view_layer.update()
    return things


def use_metres() -> None:
    """Make the scene's unit a metre, and everything in it as large as it is; lamps keep their power."""
    metres = metres_per_unit()
    bpy.context.scene.objects[NOWHERE].scale = (metres, metres, metres)
    bpy.context.scene.unit_settings.scale_length = 1.0
    bpy.context.view_layer.update()


def _surround(scene: Any, world: Any) -> None:
    """Give a scene a world; where a file has none, it is dark."""
    if world:
        scene.world = world
    else:
        bproc.renderer.set_world_background([0.0, 0.0, 0.0], 0.0)


def _populate(scene: Any, shown: Shown) -> list[Any]:
    nowhere = bpy.data.objects.new(NOWHERE, None)
    seen = [each for each in shown.surfaces if each.is_seen]
    unseen = [each for each in shown.surfaces if not each.is_seen]
    numbered = [_object(each, nowhere) for each in seen]
    for thing in (nowhere, *numbered, *(_object(each, nowhere) for each in (*unseen, *shown.lamps))):
        scene.collection.objects.link(thing)
    return numbered


def _object(each: Instance, nowhere: Any) -> Any:
    """Return a plain object where an instance is.

    The matrix of an object of its own cannot be sheared; what follows from a parent can.
    """
    plain = bpy.data.objects.new(f"{each.number:05d} {each.name}", each.data)  # in order: Blender sorts them by name
    plain.parent, plain.matrix_parent_inverse, plain.pass_index = nowhere, each.matrix, each.number
    for name, value in each.attributes.items():
        setattr(plain, name, value)
    for name, value in each.properties.items():
        plain[name] = value
    _wear(plain, each.materials)
    return plain


def _wear(plain: Any, materials: tuple[Any, ...]) -> None:
    for _ in range(len(plain.material_slots), len(materials)):
        plain.data.materials.append(None)
    for slot, material in zip(plain.material_slots, materials, strict=False):
        if slot.material != material:
            slot.link, slot.material = "OBJECT", material
