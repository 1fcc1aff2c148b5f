"""A scene counts as lit exactly where Cycles' own render of it shows anything but black."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import pytest

from cavendish.renderers.frame import Renderer
from cavendish.scenes.assets.pool import AssetPool, PooledFile
from cavendish.scenes.companions.walk import scene_file_digest
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import SceneSpec

from ..shader_nodes import Nodes, grey, group

BLACK, MIDDLE, WHITE = grey(0.0), grey(0.5), grey(1.0)


class Studio:
    """A grey block before a camera, in the dark, with room around it; each case adds what may give light."""

    def __init__(self, bpy: Any) -> None:
        self.bpy = bpy
        self.scene = bpy.context.scene
        bpy.ops.mesh.primitive_cube_add(size=1.0, location=(0, 3, 0))
        self.block = bpy.context.object
        self.block.data.materials.append(bpy.data.materials.new("block"))
        self.block.data.materials[0].use_nodes = True
        self.scene.camera.rotation_euler = (math.pi / 2, 0, 0)
        self.scene.world = bpy.data.worlds.new("world")
        self.scene.world.color = (0.0, 0.0, 0.0)

    def lamp(self, kind: str = "POINT", **settings: Any) -> Any:
        data = self.bpy.data.lights.new("lamp", kind)
        data.energy = 100.0
        for name, value in settings.items():
            setattr(data, name, value)
        holder = self.bpy.data.objects.new("lamp", data)
        holder.rotation_euler = (math.pi / 2, 0, 0)
        holder.visible_camera = False
        self.scene.collection.objects.link(holder)
        return holder

    def material(self, shader: Callable[[Nodes], Any], socket: str = "Surface") -> Any:
        material = self.block.data.materials[0]
        n = Nodes(material.node_tree)
        n.add("OutputMaterial", {socket: shader(n)})
        return material

    def world(self, shader: Callable[[Nodes], Any], socket: str = "Surface") -> Any:
        world = self.scene.world
        world.use_nodes = True
        n = Nodes(world.node_tree)
        n.add("OutputWorld", {socket: shader(n)})
        return world

    def picture(self, value: float) -> Any:
        image = self.bpy.data.images.new("picture", 4, 4, float_buffer=True)
        image.pixels.foreach_set(np.tile((value, value, value, 1.0), 16).astype(np.float32))
        image.pack()
        return image

    def brightest(self, path: Path) -> float:
        from cavendish.renderers.blender.process import overridden, suppress_stdout

        exr = {"file_format": "OPEN_EXR", "color_depth": "32", "color_mode": "RGB"}
        size = {"resolution_x": 16, "resolution_y": 16, "resolution_percentage": 100}
        with (
            suppress_stdout(),
            overridden(self.scene.render, filepath=str(path), use_persistent_data=False, **size),
            overridden(self.scene.render.image_settings, **exr),
            overridden(self.scene.cycles, samples=16, max_bounces=4),
            overridden(self.bpy.context.view_layer.cycles, use_denoising=False),
            overridden(self.scene, use_nodes=False),
        ):
            self.bpy.ops.render.render(write_still=True)
        return float(OpenEXR.File(str(path)).channels()["RGB"].pixels.max())


@pytest.fixture
def studio(blender: Renderer) -> Iterator[Studio]:
    from cavendish.renderers.blender.process import bpy, empty_scene

    empty_scene()
    yield Studio(bpy)
    empty_scene()


def glow(n: Nodes, strength: Any = 1.0, colour: Any = WHITE) -> Any:
    return n.shader("Emission", Strength=strength, Color=colour)


def background(n: Nodes, strength: Any = 1.0, colour: Any = MIDDLE) -> Any:
    return n.shader("Background", Strength=strength, Color=colour)


def hidden(holder: Any) -> None:
    holder.hide_render = True


def hidden_glow(s: Studio) -> None:
    s.material(glow)
    hidden(s.block)


def unseen(thing: Any, *rays: str) -> None:
    for ray in rays:
        setattr(thing, f"visible_{ray}", False)


def lamp_with_nodes(s: Studio, strength: float) -> None:
    data = s.lamp().data
    data.use_nodes = True
    data.node_tree.nodes["Emission"].inputs["Strength"].default_value = strength


def lamp_in_a_group(s: Studio, strength: float) -> None:
    data = s.lamp().data
    data.use_nodes = True
    n = Nodes(data.node_tree)
    inner = group(s.bpy, lambda m, given: glow(m, given["Strength"]), {"Strength": "Float"})
    n.add("OutputLight", {"Surface": n.group(inner, Strength=strength)})


def unused_slot(s: Studio) -> None:
    s.block.data.materials.append(s.bpy.data.materials.new("spare"))
    s.block.data.materials[1].use_nodes = True
    n = Nodes(s.block.data.materials[1].node_tree)
    n.surface(glow(n))


def unused_material(s: Studio) -> None:
    unused_slot(s)
    s.block.data.materials.pop(index=1)


def unconnected(s: Studio) -> None:
    s.material(lambda n: (glow(n), n.matte())[1])


def emission_group(s: Studio) -> Any:
    return group(s.bpy, lambda n, given: glow(n, given["Strength"]), {"Strength": "Float"})


def world_seen_by(s: Studio, *rays: str) -> None:
    visibility = s.world(background).cycles_visibility
    for ray in ("camera", "diffuse", "glossy", "transmission", "scatter"):
        setattr(visibility, ray, ray in rays)


def tinted(n: Nodes, factor: Any, a: Any, b: Any, **settings: Any) -> Any:
    return n.add("Mix", {0: factor, 6: a, 7: b}, data_type="RGBA", **settings).outputs[2]


def ramp(n: Nodes, high: float) -> Any:
    node = n.add("ValToRGB", {0: n.across()})
    node.color_ramp.elements[1].color = grey(high)
    return node.outputs[0]


def flag(n: Nodes, name: str) -> Any:
    return n.add("LightPath").outputs[name]


CASES: dict[str, tuple[bool, Callable[[Studio], Any]]] = {
    "nothing": (False, lambda s: None),
    "a lamp": (True, lambda s: s.lamp()),
    "a lamp without power": (False, lambda s: s.lamp(energy=0.0)),
    "a black lamp": (False, lambda s: s.lamp(color=(0.0, 0.0, 0.0))),
    "a hidden sun": (False, lambda s: hidden(s.lamp("SUN"))),
    "a sun": (True, lambda s: s.lamp("SUN", energy=1.0)),
    "a lamp that no ray meets": (False, lambda s: unseen(s.lamp(), "diffuse", "glossy", "transmission")),
    "a lamp with nodes": (True, lambda s: lamp_with_nodes(s, 1.0)),
    "a lamp whose nodes give nothing": (False, lambda s: lamp_with_nodes(s, 0.0)),
    "a lamp with a group": (True, lambda s: lamp_in_a_group(s, 1.0)),
    "a lamp with a dark group": (False, lambda s: lamp_in_a_group(s, 0.0)),
    "a glowing block": (True, lambda s: s.material(glow)),
    "a glow of strength 0": (False, lambda s: s.material(lambda n: glow(n, 0.0))),
    "a black glow": (False, lambda s: s.material(lambda n: glow(n, colour=BLACK))),
    "a glow in a group": (True, lambda s: s.material(lambda n: n.group(emission_group(s), Strength=1.0))),
    "a dark glow in a group": (False, lambda s: s.material(lambda n: n.group(emission_group(s), Strength=0.0))),
    "a glow that is not connected": (False, unconnected),
    "a glow in an unused slot": (False, unused_slot),
    "a glow that nothing wears": (False, unused_material),
    "a glow on what is not rendered": (False, lambda s: hidden_glow(s)),
    "a glow mixed in": (True, lambda s: s.material(lambda n: n.mix(0.1, n.matte(), glow(n)))),
    "a glow mixed out": (False, lambda s: s.material(lambda n: n.mix(0.0, n.matte(), glow(n)))),
    "a glow mixed out by a number": (False, lambda s: s.material(lambda n: n.mix(n.number(1.0), glow(n), n.matte()))),
    "a glow added": (True, lambda s: s.material(lambda n: n.sum(n.matte(), glow(n)))),
    "a muted glow": (False, lambda s: setattr(s.material(glow).node_tree.nodes["Emission"], "mute", True)),
    "paint": (False, lambda s: s.material(lambda n: n.principled(Emission_Strength=0.0))),
    "glowing paint": (True, lambda s: s.material(lambda n: n.principled(Emission_Strength=1.0))),
    "paint that glows black": (
        False,
        lambda s: s.material(lambda n: n.principled(Emission_Strength=1.0, Emission_Color=BLACK)),
    ),
    "glowing paint of alpha 0": (
        False,
        lambda s: s.material(lambda n: n.principled(Emission_Strength=1.0, Alpha=0.0)),
    ),
    "a strength times 0": (
        False,
        lambda s: s.material(lambda n: glow(n, n.math("MULTIPLY", n.across(), n.number(0.0)))),
    ),
    "a strength of 1 less 1": (False, lambda s: s.material(lambda n: glow(n, n.math("SUBTRACT", n.number(1.0), 1.0)))),
    "a strength across": (True, lambda s: s.material(lambda n: glow(n, n.across()))),
    "a colour that is multiplied away": (
        False,
        lambda s: s.material(lambda n: glow(n, 1.0, tinted(n, 1.0, ramp(n, 1.0), BLACK, blend_type="MULTIPLY"))),
    ),
    "a colour that is mixed out": (
        False,
        lambda s: s.material(lambda n: glow(n, 1.0, tinted(n, 0.0, BLACK, ramp(n, 1.0)))),
    ),
    "a ramp": (True, lambda s: s.material(lambda n: glow(n, 1.0, ramp(n, 1.0)))),
    "a black ramp": (False, lambda s: s.material(lambda n: glow(n, 1.0, ramp(n, 0.0)))),
    "a bright picture": (
        True,
        lambda s: s.material(lambda n: glow(n, 1.0, n.add("TexImage", image=s.picture(1.0)).outputs[0])),
    ),
    "a black picture": (
        False,
        lambda s: s.material(lambda n: glow(n, 1.0, n.add("TexImage", image=s.picture(0.0)).outputs[0])),
    ),
    "glowing fog": (
        True,
        lambda s: s.material(lambda n: n.shader("VolumePrincipled", Emission_Strength=1.0), "Volume"),
    ),
    "fog": (False, lambda s: s.material(lambda n: n.shader("VolumePrincipled"), "Volume")),
    "a world": (True, lambda s: s.world(background)),
    "a world of strength 0": (False, lambda s: s.world(lambda n: background(n, 0.0))),
    "a black world": (False, lambda s: s.world(lambda n: background(n, 1.0, BLACK))),
    "a dim world": (True, lambda s: s.world(lambda n: background(n, 1.0, grey(0.01)))),
    "a world without nodes": (True, lambda s: setattr(s.scene.world, "color", (0.1, 0.1, 0.1))),
    "no world": (False, lambda s: setattr(s.scene, "world", None)),
    "a sky texture": (True, lambda s: s.world(lambda n: background(n, 1.0, n.add("TexSky").outputs[0]))),
    "a sky texture alone": (True, lambda s: s.world(lambda n: n.add("TexSky").outputs[0])),
    "a sky texture that is not connected": (False, lambda s: s.world(lambda n: (n.add("TexSky"), background(n, 0))[1])),
    "an emitting world": (True, lambda s: s.world(glow)),
    "a world for cameras alone": (True, lambda s: world_seen_by(s, "camera")),
    "a world that no ray meets": (False, lambda s: world_seen_by(s)),
    "a world for cameras, by its nodes": (True, lambda s: s.world(lambda n: background(n, flag(n, "Is Camera Ray")))),
    "a black map": (
        False,
        lambda s: s.world(lambda n: background(n, 1, n.add("TexEnvironment", image=s.picture(0.0)).outputs[0])),
    ),
    "a bright map": (
        True,
        lambda s: s.world(lambda n: background(n, 1, n.add("TexEnvironment", image=s.picture(1.0)).outputs[0])),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_lit_is_what_cycles_shows_to_be_lit(studio: Studio, case: str, tmp_path: Path) -> None:
    from cavendish.renderers.blender.files.light import is_lit

    lit, act = CASES[case]
    act(studio)
    assert (is_lit(), studio.brightest(tmp_path / "picture.exr") > 0) == (lit, lit)


def prepared(blender: Renderer, studio: Studio, path: Path) -> SceneSpec:
    studio.bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True)
    pool = AssetPool(files=(PooledFile(str(path), scene_file_digest(path)),))
    return blender.prepare(sample_scene(0, 0, {"files": 1.0}, pool))


def without_background(s: Studio) -> None:
    s.world(lambda n: glow(n, 0.0))


def with_two_backgrounds(s: Studio) -> None:
    s.world(lambda n: n.sum(background(n, 0.0), background(n, 0.0)))


@pytest.mark.parametrize("act", [lambda s: None, without_background, with_two_backgrounds])
def test_what_would_be_black_gets_the_sky_of_a_studio_and_says_so(
    blender: Renderer, studio: Studio, act: Callable[[Studio], Any], tmp_path: Path
) -> None:
    act(studio)
    spec = prepared(blender, studio, tmp_path / "dark.blend")
    assert spec.world.hdri == "studio"
    assert spec.source is not None
    (warning,) = [text for text in spec.source.warnings if "black" in text]
    assert warning.startswith("a render of it would be black")
    assert blender.render(with_cameras(spec, (16, 16), [0]), 0).image.mean() > 20


def test_what_has_light_keeps_its_own(blender: Renderer, studio: Studio, tmp_path: Path) -> None:
    studio.world(lambda n: background(n, 1.0, n.add("TexSky").outputs[0]))
    spec = prepared(blender, studio, tmp_path / "sky.blend")
    assert spec.world.hdri == ""
    assert spec.source is not None
    assert not [text for text in spec.source.warnings if "black" in text]
    assert blender.render(with_cameras(spec, (16, 16), [0]), 0).image.mean() > 20
