"""Where the truth has holes: a wall of cards before a wall, each half a metre and 8×8 pixels large, of one material.

Numbers run across a card from 0 to 1, so that its columns show 1/16, 3/16, … 15/16: what is kept of the eight columns
is a card's right value. Cycles' own alpha of the same cards has to say the same, where it is not near the cut.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import pytest

from cavendish.renderers.frame import Renderer

from .. import closed_forms as cf
from .shader_nodes import CARD_M, Nodes, grey, group

CAMERA = cf.camera(size=(128, 64), fov_deg=90.0)
COLUMNS, CARD_PX, CARD_AT_M, WALL_AT_M = 16, 8, 4.0, 5.0
ALL, NONE, LEFT, RIGHT = "########", "........", "####....", "....####"
WALL = 200
Make = Callable[[Nodes], Any]


def muted(socket: Any) -> Any:
    socket.node.mute = True
    return socket


def leaf(n: Nodes) -> Any:
    return n.mix(n.across(), n.clear(), n.matte())


def alpha_group(bpy: Any) -> Any:
    return group(bpy, lambda n, given: n.principled(Alpha=given["Alpha"]), {"Alpha": "Float"})


def veil_group(bpy: Any) -> Any:
    """Mixes any shader with a transparent one, in a group of a group."""
    inputs = {"Shader": "Shader", "Share": "Float"}
    inner = group(bpy, lambda n, given: n.mix(given["Share"], n.clear(), given["Shader"]), inputs)
    return group(
        bpy, lambda n, given: n.group(inner, Shader=n.along(given["Shader"]), Share=n.along(given["Share"])), inputs
    )


def shaders(bpy: Any) -> dict[str, tuple[str, Make]]:
    veil, alpha = veil_group(bpy), alpha_group(bpy)
    number = group(bpy, lambda n, given: n.across(), {}, "Float")
    inside = group(bpy, lambda n, given: leaf(n), {})
    return {
        "alpha 0.3": (NONE, lambda n: n.principled(Alpha=0.3)),
        "alpha 0.7": (ALL, lambda n: n.principled(Alpha=0.7)),
        "alpha across": (RIGHT, lambda n: n.principled(Alpha=n.across())),
        "alpha from a number node": (NONE, lambda n: n.principled(Alpha=n.number(0.1))),
        "alpha beyond 1": (ALL, lambda n: n.mix(0.4, n.principled(Alpha=n.number(5.0)), n.clear())),
        "mixed across": (RIGHT, leaf),
        "mixed the other way": (LEFT, lambda n: n.mix(n.across(), n.matte(), n.clear())),
        "a third of paint": (NONE, lambda n: n.mix(0.3, n.clear(), n.matte())),
        "two thirds of paint": (ALL, lambda n: n.mix(0.67, n.clear(), n.matte())),
        "mixed beyond 1": (ALL, lambda n: n.mix(n.number(7.0), n.clear(), n.matte())),
        "mixed with alpha": ("......##", lambda n: n.mix(0.7, n.clear(), n.principled(Alpha=n.across()))),
        "mixed with nothing": (ALL, lambda n: n.add("MixShader", {0: 0.6, 1: n.clear()}).outputs[0]),
        "grey glass paper": (ALL, lambda n: n.clear(0.4)),
        "light glass paper": (NONE, lambda n: n.clear(0.6)),
        "red film": (ALL, lambda n: n.shader("BsdfTransparent", Color=(1.0, 0.2, 0.2, 1.0))),
        "film across": (LEFT, lambda n: n.clear(n.across())),
        "flame": (NONE, lambda n: n.sum(n.clear(), n.shader("Emission"))),
        "two films": (NONE, lambda n: n.sum(n.clear(0.4), n.clear(0.4))),
        "two paints": (ALL, lambda n: n.sum(n.matte(), n.shader("Emission"))),
        "a film on a film across": ("##......", lambda n: n.sum(n.clear(n.across()), n.clear(0.25))),
        "alpha in a group": (RIGHT, lambda n: n.group(alpha, Alpha=n.across())),
        "alpha 0.2 in a group": (NONE, lambda n: n.group(alpha, Alpha=0.2)),
        "alpha 0.8 in a group": (ALL, lambda n: n.group(alpha, Alpha=0.8)),
        "a leaf in a group": (RIGHT, lambda n: n.group(inside)),
        "a number of a group": (RIGHT, lambda n: n.principled(Alpha=n.group(number))),
        "a veil": (RIGHT, lambda n: n.group(veil, Shader=n.matte(), Share=n.across())),
        "a thin veil": (NONE, lambda n: n.group(veil, Shader=n.matte(), Share=0.2)),
        "a veil on a leaf": ("......##", lambda n: n.group(veil, Shader=n.group(inside), Share=0.7)),
        "a veil on a veil": (
            "......##",
            lambda n: n.group(veil, Shader=n.group(veil, Shader=n.matte(), Share=0.7), Share=n.across()),
        ),
        "reroutes": (RIGHT, lambda n: n.along(n.along(n.mix(n.along(n.across()), n.along(n.clear()), n.matte())))),
        "a muted mix": (NONE, lambda n: muted(n.mix(0.9, n.clear(), n.matte()))),
        "a muted number": (RIGHT, lambda n: n.principled(Alpha=muted(n.math("MULTIPLY", n.across(), 0.0)))),
        "a muted group": (NONE, lambda n: muted(n.group(veil, Shader=n.clear(), Share=1.0))),
        "a muted shader": (ALL, lambda n: muted(n.clear())),
        "glass": (ALL, lambda n: n.shader("BsdfGlass")),
        "glass with alpha": (ALL, lambda n: n.principled(Alpha=0.2, Transmission_Weight=1.0)),
        "glass across": (RIGHT, lambda n: n.principled(Alpha=0.0, Transmission_Weight=n.across())),
        "a holdout": (ALL, lambda n: n.shader("Holdout")),
        "not for cameras": (NONE, lambda n: n.mix(n.add("LightPath").outputs["Is Camera Ray"], n.matte(), n.clear())),
        "for cameras alone": (ALL, lambda n: n.mix(n.add("LightPath").outputs["Is Camera Ray"], n.clear(), n.matte())),
        "from behind": (ALL, lambda n: n.mix(n.add("NewGeometry").outputs["Backfacing"], n.matte(), n.clear())),
        "from before": (NONE, lambda n: n.mix(n.add("NewGeometry").outputs["Backfacing"], n.clear(), n.matte())),
        "the object's alpha": (NONE, lambda n: n.principled(Alpha=n.add("ObjectInfo").outputs["Alpha"])),
        "painted alpha": (RIGHT, lambda n: n.principled(Alpha=n.add("Attribute", attribute_name="x").outputs["Fac"])),
        "a band": (
            "..####..",
            lambda n: n.principled(Alpha=n.math("PINGPONG", n.math("ADD", n.across(), n.across()), 1.0)),
        ),
        "a muted number that nothing feeds, which is 0": (
            NONE,
            lambda n: n.principled(Alpha=muted(n.math("MULTIPLY", 0.9, 0.0))),
        ),
    }


def made(bpy: Any, make: Make, name: str = "card") -> Any:
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    nodes = Nodes(material.node_tree)
    nodes.surface(make(nodes))
    return material


def unconnected(card: Any, material: Any) -> None:
    Nodes(material.node_tree, kept=True).principled(Alpha=0.0)


def without_nodes(card: Any, material: Any) -> None:
    material.use_nodes, material.diffuse_color = False, grey(0.0)


def for_eevee(card: Any, material: Any) -> None:
    n = Nodes(material.node_tree, kept=True)
    n.surface(n.clear(), target="EEVEE")


def for_eevee_alone(card: Any, material: Any) -> None:
    n = Nodes(material.node_tree)
    n.surface(n.clear(), target="EEVEE")


def for_cycles(card: Any, material: Any) -> None:
    n = Nodes(material.node_tree, kept=True)
    n.surface(n.clear(), target="CYCLES")


def another_output(card: Any, material: Any) -> None:
    n = Nodes(material.node_tree, kept=True)
    n.surface(n.clear()).is_active_output = True


def solid(card: Any, material: Any) -> None:
    n, material["solid"] = Nodes(material.node_tree), True
    n.surface(n.mix(0.04, n.clear(), n.shader("BsdfGlossy")))


def fog(card: Any, material: Any) -> None:
    n = Nodes(material.node_tree)
    n.add("OutputMaterial", {"Volume": n.add("VolumePrincipled", {"Density": 0.0}).outputs[0]})


def clear_fog(card: Any, material: Any) -> None:
    n = Nodes(material.node_tree)
    n.give(n.surface(n.clear()), "Volume", n.shader("VolumeScatter"))


def painted_fog(card: Any, material: Any) -> None:
    n = Nodes(material.node_tree)
    n.give(n.surface(n.matte()), "Volume", n.shader("VolumeScatter"))


def nothing(card: Any, material: Any) -> None:
    Nodes(material.node_tree).add("OutputMaterial")


def empty_slot(card: Any, material: Any) -> None:
    card.data.materials[0] = None


def no_slot(card: Any, material: Any) -> None:
    card.data.materials.clear()


def beyond_the_slots(card: Any, material: Any) -> None:
    n = Nodes(material.node_tree)
    n.surface(n.clear())
    card.data.polygons[0].material_index = 7


def of_the_object(card: Any, material: Any) -> None:
    clear = material.copy()
    n = Nodes(clear.node_tree)
    n.surface(n.clear())
    card.material_slots[0].link = "OBJECT"
    card.material_slots[0].material = clear


def link_muted(card: Any, material: Any) -> None:
    n = Nodes(material.node_tree)
    output = n.surface(n.mix(1.0, n.clear(), n.clear()))
    output.inputs["Surface"].links[0].is_muted = True


OBJECTS: dict[str, tuple[str, Callable[[Any, Any], None]]] = {
    "an unconnected shader": (ALL, unconnected),
    "a material without nodes": (ALL, without_nodes),
    "another output for Eevee": (ALL, for_eevee),
    "an output for Eevee alone": (ALL, for_eevee_alone),
    "another output for Cycles": (NONE, for_cycles),
    "another output that is active": (NONE, another_output),
    "thin glass that is said to be solid": (ALL, solid),
    "a volume": (NONE, fog),
    "a volume in a film": (NONE, clear_fog),
    "a volume in paint": (ALL, painted_fog),
    "no shader": (ALL, nothing),
    "an empty slot": (ALL, empty_slot),
    "no slot": (ALL, no_slot),
    "an index beyond the slots": (NONE, beyond_the_slots),
    "a material of the object's own": (NONE, of_the_object),
    "a muted link": (ALL, link_muted),
}
NOT_BY_ALPHA = {"glass with alpha", "glass across", "thin glass that is said to be solid", "a holdout"}


@pytest.fixture(scope="module")
def wall(blender: Renderer) -> Any:
    """Blender with all cards on the left to right, top to bottom, numbered from 1, and a wall behind them."""
    from cavendish.renderers.blender.process import bpy, empty_scene
    from cavendish.renderers.blender.scene import set_camera

    empty_scene()
    made_of = shaders(bpy)
    dress = {name: lambda card, material: None for name in made_of} | {name: act for name, (_, act) in OBJECTS.items()}
    for k, (name, act) in enumerate(dress.items()):
        make = made_of[name][1] if name in made_of else Nodes.matte
        card = plane(bpy, CARD_M, place(k), k + 1)
        card.color[3] = 0.2
        card.data.materials.append(made(bpy, make, name))
        act(card, card.data.materials[0])
    plane(bpy, 40.0, (0.0, WALL_AT_M, 0.0), WALL)
    set_camera(CAMERA)
    yield bpy
    empty_scene()


def place(k: int) -> tuple[float, float, float]:
    across, down = k % COLUMNS + 0.5, k // COLUMNS + 0.5
    return (CARD_M * across - 4.0, CARD_AT_M, 2.0 - CARD_M * down)


def plane(bpy: Any, size_m: float, at: tuple[float, float, float], number: int) -> Any:
    """A square that faces the camera, with the attribute `x` running across it."""
    h = size_m / 2
    data = bpy.data.meshes.new("plane")
    data.from_pydata([(-h, 0, -h), (h, 0, -h), (h, 0, h), (-h, 0, h)], [], [(0, 1, 2, 3)])
    data.attributes.new("x", "FLOAT", "POINT").data.foreach_set("value", [0.0, 1.0, 1.0, 0.0])
    thing = bpy.data.objects.new("plane", data)
    thing.location, thing.pass_index = at, number
    bpy.context.scene.collection.objects.link(thing)
    return thing


def card_of(picture: Any, k: int) -> Any:
    row, column = CARD_PX * (k // COLUMNS), CARD_PX * (k % COLUMNS)
    return picture[row : row + CARD_PX, column : column + CARD_PX]


def test_cards_are_kept_where_their_opacity_is_a_half(wall: Any, tmp_path: Path) -> None:
    from cavendish.renderers.blender.process import suppress_stdout
    from cavendish.renderers.blender.truth import render_truth

    with suppress_stdout():
        truth = render_truth(CAMERA, tmp_path)
    right = {name: kept for name, (kept, _) in (shaders(wall) | OBJECTS).items()}
    found = {}
    for k, name in enumerate(right):
        card, number = card_of(truth.instance, k), k + 1
        assert (card == card[0]).all(), name
        assert set(card.ravel()) <= {number, WALL}, name
        found[name] = "".join("#" if column == number else "." for column in card[0])
        np.testing.assert_allclose(card_of(truth.depth_m, k), np.where(card == number, CARD_AT_M, WALL_AT_M), rtol=1e-6)
    assert found == right


def test_cycles_own_alpha_agrees(wall: Any, tmp_path: Path) -> None:
    from cavendish.renderers.blender.process import overridden, suppress_stdout

    right = {name: kept for name, (kept, _) in (shaders(wall) | OBJECTS).items()}
    scene, path = wall.context.scene, tmp_path / "alpha.exr"
    exr = {"file_format": "OPEN_EXR", "color_depth": "32", "color_mode": "RGBA"}
    behind = next(thing for thing in scene.objects if thing.pass_index == WALL)
    with (
        suppress_stdout(),
        overridden(behind, hide_render=True),
        overridden(scene.render, film_transparent=True, filepath=str(path)),
        overridden(scene.render.image_settings, **exr),
        overridden(scene.cycles, samples=64, max_bounces=0, transparent_max_bounces=8, use_denoising=False),
    ):
        wall.ops.render.render(write_still=True)
    alpha = OpenEXR.File(str(path)).channels()["RGBA"].pixels[..., 3]
    for k, (name, kept) in enumerate(right.items()):
        shares = card_of(alpha, k).mean(axis=0)
        clear = np.abs(shares - 0.5) > 0.2
        if name not in NOT_BY_ALPHA:
            assert (np.array([c == "#" for c in kept]) == (shares > 0.5))[clear].all(), (name, shares)
