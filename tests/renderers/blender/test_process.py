"""Blender holds one scene in a process, and `content` says which; whoever empties it makes that forgotten."""

from cavendish.renderers.frame import Renderer
from cavendish.scenes.poses import Pose

from .. import closed_forms as cf

BALL = cf.scene([cf.thing("sphere", Pose((0.0, 2.0, 0.0)))], cf.camera())
BOX = cf.scene([cf.thing("box", Pose((0.0, 2.0, 0.0)))], cf.camera())


def test_what_blender_holds_is_known_until_it_is_emptied(blender: Renderer) -> None:
    from cavendish.renderers.blender.process import content, empty_scene

    first = blender.render(BALL, 0)
    built, occluders = content.built_from, content.occluders
    assert occluders is not None
    assert blender.render(BALL, 0) == first
    assert (content.built_from, content.occluders) == (built, occluders)
    empty_scene()
    assert (content.built_from, content.occluders) == (None, None)
    assert blender.render(BALL, 0) == first


def test_another_scene_takes_its_place(blender: Renderer) -> None:
    first, other = blender.render(BALL, 0), blender.render(BOX, 0)
    assert other != first
    assert blender.render(BALL, 0) == first
