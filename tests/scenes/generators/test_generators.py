from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import numpy as np
import pytest

from cavendish.scenes import generators, kinds
from cavendish.scenes.appearance.seasons import BARE
from cavendish.scenes.generators.core import walls
from cavendish.scenes.generators.nature import animals, birds, far_land, relief, sea, sward, terrain, trees, undergrowth
from cavendish.scenes.generators.nature.undergrowth import FALLEN_M
from cavendish.scenes.generators.outdoor import buildings, vehicles
from cavendish.scenes.generators.outdoor.garden_structures import PIT_M
from cavendish.scenes.generators.registry import GENERATORS
from cavendish.scenes.geometry.mesh import Mesh, rounded_box
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.pieces import sample_piece
from cavendish.scenes.poses import Vec3
from cavendish.scenes.spec import Procedural
from cavendish.scenes.surfaces import surfaces

GREEN = {*trees.GENERATORS, *undergrowth.GENERATORS}
STREET = {*buildings.GENERATORS, *vehicles.GENERATORS, "bollard", "street bin", "manhole", "patch", "traffic light"}
PLANTED = {
    "flower pot",
    "potted bush",
    "pergola",
    "lawn",
    "lawn edge",
    "tree pit",
    "lawn weeds",
    "wall weeds",
    "paving weeds",
}
LANDS = {*relief.RELIEFS, *terrain.INLAYS}
COVER = {*sward.GENERATORS}
AROUND = {*far_land.GENERATORS, *sea.GENERATORS}
HULLS = {"sailing boat", "fishing boat", "net heap"}
HAIRY = {*animals.GENERATORS, *birds.GENERATORS}
# skins, whose edges are open by a hair, or whose back no one sees, or with tufts that have none
OPEN = {*LANDS, *AROUND, *COVER, *HULLS, *HAIRY, "skirting", "curtain", "plant", "towel", *GREEN, *STREET, *PLANTED}
SOFT = {"sofa", "chair", "bed", "hospital bed"}  # nothing of them is level
SHELL_SIZES: dict[str, Vec3] = {
    "slab": (4.0, 0.2, 2.6),
    **dict.fromkeys(walls.GENERATORS, (4.0, 0.2, 2.6)),
    **dict.fromkeys({*LANDS, *COVER}, (300.0, 300.0, 20.0)),
    **dict.fromkeys((sward.SWARD, sward.THIN), (3.0, 3.0, 0.3)),
    "wire fence": (2.6, 0.17, 1.1),
    **{name: far_land.around((300.0, 300.0, 20.0), name.removeprefix("around ")) for name in far_land.GENERATORS},
    "sea": sea.sea_size_m(300.0, 1500.0),
    "blind": (1.6, 0.04, 0.8),
    "window": (1.6, 0.07, 1.3),
    "board": (1.6, 0.2, 0.025),
    "skirting": (3.0, 0.014, 0.08),
    "curtain": (0.4, 0.09, 2.2),
    "curtain rod": (2.2, 0.03, 0.03),
    "ribbon wall": (9.0, 0.24, 3.2),
    "glass front": (16.0, 0.24, 5.0),
    "clerestory wall": (24.0, 0.24, 7.0),
    "end wall": (2.4, 0.24, 2.8),
    **{f"lined {name}": (9.0, 0.24, 3.2) for name in ("slab", "ribbon wall", "glass front", "end wall")},
    "skylit roof": (24.0, 14.0, 0.12),
    "glazing": (12.0, 0.1, 4.0),
    "dashes": (60.0, 0.12, 0.003),
    "crossing": (3.0, 7.0, 0.003),
    "bays": (50.0, 5.0, 0.003),
    "lane arrow": (0.7, 2.6, 0.003),
    "patch": (4.0, 1.0, 0.004),
    "lawn edge": (1.5, 0.16, 0.13),
    "turf": (6.0, 4.0, 0.03),
    "lawn weeds": (6.0, 4.0, 0.11),
    "wall weeds": (1.5, 0.18, 0.2),
    "paving weeds": (1.4, 1.4, 0.05),
    "strewn stones": (3.0, 3.0, 0.13),
    "tree pit": PIT_M,
    "fallen leaves": FALLEN_M,
    **dict.fromkeys(BARE.values(), (4.0, 4.0, 6.0)),
}
SIZES = {kind.generator: (kind.low_m, kind.high_m) for kind in KINDS.values()} | {
    name: (size, size) for name, size in SHELL_SIZES.items()
}
SLOTS = {kind.generator: len(kind.slots) for kind in KINDS.values()} | {
    "patch": 2,
    "tree pit": 3,
    "lawn weeds": 3,
    "wall weeds": 2,
    "paving weeds": 2,
    **dict.fromkeys((sward.SWARD, sward.THIN), 3),
    **dict.fromkeys(AROUND, 2),
}
VARIANTS = range(4)


def test_no_two_tables_use_one_name() -> None:
    """The tables are merged, so a second one would silently replace the first."""
    for package, table in ((generators, "GENERATORS"), (kinds, "KINDS")):
        found = walk_packages(package.__path__, f"{package.__name__}.")
        modules = [import_module(each.name) for each in found if not each.ispkg and not each.name.endswith("registry")]
        names = [name for each in modules for name in getattr(each, table, ())]
        assert len(names) > 20
        assert [name for name in names if names.count(name) > 1] == []


Made = tuple[str, list[tuple[Mesh, Vec3]]]


def generated(name: str, variant: int) -> tuple[Mesh, Vec3]:
    low, high = SIZES[name]
    size: Vec3 = low if variant % 2 else high
    return geometry_mesh(Procedural(name, size, variant)), size


def signed_volume(shape: Mesh) -> float:
    a, b, c = (shape.vertices[shape.triangles[:, k]] for k in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def upward_m2(shape: Mesh) -> float:
    a, b, c = (shape.vertices[shape.triangles[:, k]] for k in range(3))
    return float(np.cross(b - a, c - a)[:, 2].min())


@pytest.fixture(scope="module", params=sorted(GENERATORS))
def made(request: pytest.FixtureRequest) -> Made:
    """Return a generator's name and its variants' meshes and sizes, made once for all tests of that name."""
    return request.param, [generated(request.param, variant) for variant in VARIANTS]


def test_a_mesh_has_exactly_its_size_and_stands_on_the_ground(made: Made) -> None:
    for variant, (shape, size) in enumerate(made[1]):
        low, high = shape.bounds()
        np.testing.assert_allclose(low, (-size[0] / 2, -size[1] / 2, 0.0), atol=1e-9, err_msg=f"variant {variant}")
        np.testing.assert_allclose(high, (size[0] / 2, size[1] / 2, size[2]), atol=1e-9, err_msg=f"variant {variant}")
        assert np.isfinite(shape.vertices).all(), variant


def test_parts_are_wound_outwards_and_closed(made: Made) -> None:
    name, variants = made
    for variant, (shape, _) in enumerate(variants):
        if name in LANDS | AROUND:
            assert upward_m2(shape) > 0, variant
            continue
        assert signed_volume(shape) > 0, variant
        if name in OPEN:
            continue
        corners = shape.vertices[shape.triangles]
        area_vectors = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]) / 2
        # as every closed surface has it
        np.testing.assert_allclose(area_vectors.sum(axis=0), 0.0, atol=1e-6, err_msg=f"variant {variant}")


def test_slots_are_those_that_the_kind_has_materials_for(made: Made) -> None:
    name, variants = made
    parted = name in ("window", "glazing", "blind", *walls.GENERATORS) or name.startswith("lined ")
    count = SLOTS.get(name, 2 if parted else 1)
    for variant, (shape, _) in enumerate(variants):
        assert set(shape.slot.tolist()) <= set(range(count)), variant


def test_a_surface_is_where_the_mesh_has_one(made: Made) -> None:
    name, variants = made
    for shape, size in variants:
        _surfaces_are_in(name, shape, size)


def _surfaces_are_in(name: str, shape: Mesh, size: Vec3) -> None:
    corners = shape.vertices[shape.triangles]
    for surface in surfaces(Procedural(name, size, 0)):
        x, y, z = surface.centre_m
        assert abs(x) + surface.width_m / 2 <= size[0] / 2
        assert abs(y) + surface.depth_m / 2 <= size[1] / 2
        at_height = np.abs(corners[..., 2] - z).max(axis=1) < (0.02 if name in SOFT else 1e-3)
        middle = corners[at_height][..., :2]
        assert (middle.min(axis=(0, 1)) <= (x - surface.width_m / 2 + 0.06, y - surface.depth_m / 2 + 0.06)).all()
        assert (middle.max(axis=(0, 1)) >= (x + surface.width_m / 2 - 0.06, y + surface.depth_m / 2 - 0.06)).all()


@pytest.mark.parametrize(("inlay", "ground"), terrain.INLAYS.items(), ids=str)
def test_a_path_or_a_beach_fills_what_the_ground_beside_it_leaves_free(inlay: str, ground: str) -> None:
    size = SHELL_SIZES[ground]
    parts = [geometry_mesh(Procedural(name, size, 3)) for name in (inlay, ground)]
    corners = np.concatenate([shape.vertices[shape.triangles] for shape in parts])[..., :2]
    a, b, c = (corners[:, k] for k in range(3))
    level_m2 = ((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]) / 2
    assert level_m2.sum() == pytest.approx(size[0] * size[1])
    assert all(len(shape.triangles) > 100 for shape in parts)


@pytest.mark.parametrize("name", ["sofa", "chair", "bed", "table", "cabinet", "plant", "vase", "table lamp", "picture"])
def test_variants_differ(name: str) -> None:
    size = SIZES[name][1]
    shapes = [geometry_mesh(Procedural(name, size, variant)).vertices for variant in range(4)]
    assert len({(len(vertices), np.abs(vertices).sum().round(6)) for vertices in shapes}) > 2


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_piece_is_within_its_kind_and_drawn_from_its_seeds_alone(name: str) -> None:
    first, again = (sample_piece(name, np.random.default_rng(3), np.random.default_rng(4), {}) for _ in range(2))
    assert first == again
    kind = KINDS[name] if first.words.state == KINDS[name].state else KINDS[KINDS[name].instead]
    assert all(
        low - 1e-9 <= size <= high + 1e-9 for low, size, high in zip(kind.low_m, first.size_m, kind.high_m, strict=True)
    )
    assert len(first.materials) == len(kind.slots)


def test_a_rounded_box_is_flat_on_its_sides_and_never_leaves_its_size() -> None:
    shape = rounded_box((1.0, 0.6, 0.4), 0.05)
    low, high = shape.bounds()
    np.testing.assert_allclose(high - low, (1.0, 0.6, 0.4))
    assert signed_volume(shape) == pytest.approx(0.24, rel=0.05)
