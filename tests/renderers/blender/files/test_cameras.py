"""Cameras of scene files: compared with the projection that Blender itself computes, and with what is rendered."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.renderers.frame import Frame, Renderer, RenderError, check_frame
from cavendish.scenes.cameras import Camera, Viewpoint
from cavendish.scenes.lighting import World
from cavendish.scenes.sampling import Optics, camera_of, with_cameras
from cavendish.scenes.spec import SceneFile, SceneSpec

SIZES = [(64, 48), (48, 64), (48, 48)]
FITS = ["AUTO", "HORIZONTAL", "VERTICAL"]
SHIFTS = [(0.0, 0.0), (0.2, 0.0), (-0.2, 0.0), (0.0, 0.15), (0.0, -0.15), (0.07, -0.11)]
LENSES = {f"{fit} {x:g} {y:g}": (fit, x, y) for fit, (x, y) in itertools.product(FITS, SHIFTS)}
PARENTS = {
    "enlarged": (3.0, 3.0, 3.0),
    "shrunk": (0.01, 0.01, 0.01),
    "uneven": (0.5, 2.0, 7.0),
    "mirrored": (-1.0, 1.0, 1.0),
    "mirrored in all": (-2.0, -2.0, -2.0),
    "turned by two mirrors": (-1.0, -1.0, 1.0),
}


@dataclass(frozen=True)
class Blenders:
    """What Blender makes of a camera: camera to world without scale, 4×4, and from camera to clip space by size."""

    to_world: NDArray[np.float64]
    projections: dict[tuple[int, int], NDArray[np.float64]]

    def pixels(self, points: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.float64]:
        """Where world points (N,3) land, N×2, from the top left corner of the picture."""
        there = np.append(points, np.ones((len(points), 1)), axis=1) @ np.linalg.inv(self.to_world).T
        clip = there @ self.projections[size].T
        u, v = (clip[:, :2] / clip[:, 3:]).T
        return np.stack([(u + 1) / 2 * size[0], (1 - v) / 2 * size[1]], axis=1)


@dataclass(frozen=True)
class Saved:
    spec: SceneSpec
    blenders: dict[str, Blenders]

    def view(self, name: str) -> Viewpoint:
        return next(view for view in source_of(self.spec).views if view.name == name)


@pytest.fixture
def empty(blender: Renderer) -> Iterator[Any]:
    """Blender with nothing but a plane far below."""
    yield from _empty()


def _empty() -> Iterator[Any]:
    from cavendish.renderers.blender.process import bpy, empty_scene

    empty_scene()
    bpy.data.objects.remove(bpy.context.scene.camera)
    bpy.ops.mesh.primitive_plane_add(size=2.0, location=(0.0, 0.0, -9.0))
    yield bpy
    bpy.context.scene.unit_settings.scale_length = 1.0
    bpy.context.scene.render.pixel_aspect_x = 1.0
    empty_scene()


@pytest.fixture(scope="module")
def saved(blender: Renderer, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """A file of all lenses and parents; cameras stand at (0.3, -2, 1) and look along +y, rolled by 10°."""
    for bpy in _empty():
        for name, (fit, x, y) in LENSES.items():
            data = add_camera(bpy, name).data
            data.sensor_fit, data.shift_x, data.shift_y, data.lens = fit, x, y, 31.0
        for name, scale in PARENTS.items():
            add_camera(bpy, name, scale).data.shift_x = 0.1
        bpy.context.view_layer.update()
        names = [*LENSES, *PARENTS]
        found = {name: blenders(bpy, bpy.data.objects[name]) for name in names}
        path = save(bpy, tmp_path_factory.mktemp("cameras") / "lenses.blend")
    return Saved(blender.prepare(spec_of(path)), found)


def add_camera(bpy: Any, name: str, scale: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> Any:
    """Add a camera below an empty of this scale, whose axes are the camera's but for the roll."""
    holder = bpy.data.objects.new(f"holder of {name}", None)
    holder.location, holder.rotation_euler, holder.scale = (0.3, -2.0, 1.0), (math.radians(90), 0, 0), scale
    camera = bpy.data.objects.new(name, bpy.data.cameras.new(name))
    camera.parent = holder
    if len(set(map(abs, scale))) == 1:  # any other scale would shear what is rolled
        camera.rotation_euler = (0.0, 0.0, math.radians(10))
    for thing in (holder, camera):
        bpy.context.scene.collection.objects.link(thing)
    return camera


def blenders(bpy: Any, camera: Any) -> Blenders:
    matrix = np.array(camera.matrix_world.normalized(), dtype=np.float64)
    graph = bpy.context.evaluated_depsgraph_get()
    sizes = {size: np.array(camera.calc_matrix_camera(graph, x=size[0], y=size[1])) for size in SIZES}
    return Blenders(matrix, sizes)


def save(bpy: Any, path: Path) -> Path:
    bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True)
    return path


def spec_of(path: Path, **options: Any) -> SceneSpec:
    source = SceneFile(str(path), hashlib.sha256(path.read_bytes()).hexdigest(), **options)
    return SceneSpec("files", 0, 0, (), (), World(), source=source)


def source_of(spec: SceneSpec) -> SceneFile:
    assert spec.source is not None
    return spec.source


def pixels(camera: Camera, points: NDArray[np.float64]) -> NDArray[np.float64]:
    to_camera = np.linalg.inv(camera.matrix())
    there = points @ to_camera[:3, :3].T + to_camera[:3, 3]
    image = there * [1, -1, -1] @ camera.intrinsics().T
    return image[:, :2] / image[:, 2:]


POINTS = np.random.default_rng(0).uniform((-2, 1, -1), (2, 6, 3), (20, 3))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", LENSES)
def test_a_point_lands_where_blender_has_it(saved: Saved, name: str, size: tuple[int, int]) -> None:
    expected = saved.blenders[name].pixels(POINTS, size)
    np.testing.assert_allclose(pixels(camera_of(saved.view(name), size), POINTS), expected, atol=1e-3)


@pytest.mark.parametrize("name", PARENTS)
def test_the_scale_of_a_parent_turns_nothing(saved: Saved, name: str) -> None:
    camera, own = camera_of(saved.view(name), (64, 48)), saved.blenders[name]
    found, expected = pixels(camera, POINTS), own.pixels(POINTS, (64, 48))
    if np.linalg.det(own.to_world) < 0:  # Blender's picture is the mirror of what stands there
        expected[:, 0] = 64 - expected[:, 0]
    behind = (POINTS - own.to_world[:3, 3]) @ own.to_world[:3, 2] > 0
    assert (behind == ((POINTS - camera.location_m) @ camera.matrix()[:3, 2] > 0)).all()
    np.testing.assert_allclose(found, expected, atol=1e-3)


def test_cameras_that_are_mirrored_are_warned_of_and_no_others(saved: Saved) -> None:
    warned = {text.split("camera ")[1].split(" is mirrored")[0] for text in source_of(saved.spec).warnings}
    assert warned == {"mirrored", "mirrored in all"}


def test_clips_and_places_are_in_metres(blender: Renderer, empty: Any, tmp_path: Path) -> None:
    data = add_camera(empty, "view").data
    data.clip_start, data.clip_end, data.dof.focus_distance = 2.0, 500.0, 40.0
    empty.context.scene.unit_settings.scale_length = 0.01
    (view,) = source_of(blender.prepare(spec_of(save(empty, tmp_path / "cm.blend")))).views
    assert view.clip_m == pytest.approx((0.02, 5.0))
    assert view.eye_m == pytest.approx((0.003, -0.02, 0.01))
    assert math.dist(view.eye_m, view.target_m) == pytest.approx(0.4)


def test_pixels_that_are_not_square_are_rendered_square_and_warned_of(
    blender: Renderer, empty: Any, tmp_path: Path
) -> None:
    camera = add_camera(empty, "view")
    empty.context.view_layer.update()
    square = blenders(empty, camera)
    empty.context.scene.render.pixel_aspect_x = 2.0
    source = source_of(blender.prepare(spec_of(save(empty, tmp_path / "wide.blend"))))
    for size in SIZES:
        found = pixels(camera_of(source.views[0], size), POINTS)
        np.testing.assert_allclose(found, square.pixels(POINTS, size), atol=1e-3)
    assert source.warnings == ("its pixels are 2 times as wide as high; they are rendered square",)


UNFIT = {
    "ORTHO": "is orthographic",
    "PANO": "is panoramic",
    "CUSTOM": "is of a custom kind",
    "flat": "has an axis of scale 0, and so no direction",
    "sheared": "is sheared by the unequal scale of a parent",
    "blind": "sees nothing: its clip starts at 9 and ends at 2",
}


def add_unfit(bpy: Any, kind: str) -> Any:
    camera = add_camera(bpy, "odd", {"flat": (1.0, 1.0, 0.0), "sheared": (1.0, 2.0, 1.0)}.get(kind, (1.0, 1.0, 1.0)))
    camera.rotation_euler = (0.0, 0.0, math.radians(30))
    if kind.isupper():
        camera.data.type = kind
    elif kind == "blind":
        camera.data.clip_start, camera.data.clip_end = 9.0, 2.0
    return camera


@pytest.mark.parametrize("kind", UNFIT)
def test_a_camera_that_is_no_pinhole_is_refused_by_name_or_left_out_with_a_warning(
    blender: Renderer, empty: Any, tmp_path: Path, kind: str
) -> None:
    add_unfit(empty, kind)
    alone = save(empty, tmp_path / "alone.blend")
    add_camera(empty, "good")
    both = save(empty, tmp_path / "both.blend")
    with pytest.raises(RenderError, match=f"alone.blend: camera odd {UNFIT[kind]}; only perspective cameras"):
        blender.prepare(spec_of(alone))
    source = source_of(blender.prepare(spec_of(both)))
    assert [view.name for view in source.views] == ["good"]
    assert source.warnings == (f"camera odd {UNFIT[kind]}; it is left out",)
    with pytest.raises(RenderError, match=f"both.blend: camera odd {UNFIT[kind]}"):
        blender.prepare(spec_of(both, cameras=("odd", "good")))


def test_a_recipe_may_name_cameras_and_is_told_what_there_are(blender: Renderer, empty: Any, tmp_path: Path) -> None:
    for name in ("Front", "Top", "Camera"):
        add_camera(empty, name)
    path = save(empty, tmp_path / "three.blend")
    source = source_of(blender.prepare(spec_of(path, cameras=("Top", "Camera"))))
    assert [view.name for view in source.views] == ["Top", "Camera"]
    with pytest.raises(RenderError, match=r"has no camera 'Frnt' \(did you mean 'Front'\?\); allowed are Camera, Fro"):
        blender.prepare(spec_of(path, cameras=("Frnt",)))


def test_the_recipe_decides_on_depth_of_field_and_the_file_where_it_is_sharp(
    blender: Renderer, empty: Any, tmp_path: Path
) -> None:
    lens = add_camera(empty, "view").data.dof
    lens.use_dof, lens.aperture_fstop, lens.focus_distance = True, 1.2, 3.5
    spec = blender.prepare(spec_of(save(empty, tmp_path / "lens.blend")))
    assert with_cameras(spec, (64, 48), [0]).cameras[0].f_number == 0
    assert with_cameras(spec, (64, 48), [0], Optics(1.0)).cameras[0].focus_m == pytest.approx(3.5, abs=1e-4)


# --- What is rendered ------------------------------------------------------------------------------------------------


@pytest.fixture
def seen(blender: Renderer, empty: Any, tmp_path: Path) -> Frame:
    """A shining ball of 0.4 m at (0.6, 5, 0.4), seen from the origin past a wall that the clip cuts away."""
    empty.ops.mesh.primitive_uv_sphere_add(radius=0.2, segments=64, ring_count=32, location=(0.6, 5.0, 0.4))
    glowing = empty.data.materials.new("glow")
    glowing.use_nodes = True
    glowing.node_tree.nodes["Principled BSDF"].inputs["Emission Strength"].default_value = 50.0
    empty.context.object.name = "ball"
    empty.context.object.data.materials.append(glowing)
    for y, name in ((1.0, "wall"), (30.0, "back")):
        empty.ops.mesh.primitive_plane_add(size=60.0, location=(0.0, y, 0.0), rotation=(math.radians(90), 0, 0))
        empty.context.object.name = name
    camera = add_camera(empty, "view")
    camera.parent.location, camera.rotation_euler = (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)
    camera.data.shift_x, camera.data.shift_y = 0.25, 0.1
    camera.data.clip_start, camera.data.clip_end, camera.data.angle = 2.0, 20.0, math.radians(60)
    spec = blender.prepare(spec_of(save(empty, tmp_path / "seen.blend")))
    return check_frame(blender.render(with_cameras(spec, (64, 48), [0]), 0))


def test_shift_and_clip_are_in_the_truth(seen: Frame) -> None:
    focal_px = 32 / math.tan(math.radians(30))
    rows, columns = np.nonzero(seen.instance)
    assert columns.mean() + 0.5 == pytest.approx(32 - 0.25 * 64 + focal_px * 0.6 / 5, abs=0.25)
    assert rows.mean() + 0.5 == pytest.approx(24 + 0.1 * 64 - focal_px * 0.4 / 5, abs=0.25)
    (ball,) = seen.objects
    assert (ball.category, ball.visible_fraction) == ("ball", 1.0)
    assert seen.depth_m.min() == pytest.approx(4.8, abs=0.02)
    assert np.isposinf(seen.depth_m[seen.instance == 0]).all()


def test_the_picture_is_cut_and_shifted_as_the_truth(seen: Frame) -> None:
    bright = seen.image.min(axis=2) > 128
    assert (bright & (seen.instance > 0)).sum() / (bright | (seen.instance > 0)).sum() > 0.85  # rims are filtered


# --- Other formats ---------------------------------------------------------------------------------------------------


def gltf(path: Path, camera: dict[str, Any]) -> Path:
    """A triangle, and a camera at (0, 1, 5) that looks along -z of a glTF, which is +y of ours."""
    content = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0, 1]}],
        "nodes": [{"mesh": 0}, {"name": "Front", "camera": 0, "translation": [0, 1, 5]}],
        "cameras": [camera],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3", "min": [0, 0, 0], "max": [1, 1, 0]}
        ],
        "bufferViews": [{"buffer": 0, "byteLength": 36}],
        "buffers": [
            {
                "byteLength": 36,
                "uri": "data:application/octet-stream;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA",
            }
        ],
    }
    path.write_text(json.dumps(content))
    return path


@pytest.mark.parametrize("size", SIZES)
def test_a_gltf_states_its_vertical_field_of_view(blender: Renderer, tmp_path: Path, size: tuple[int, int]) -> None:
    lens = {"type": "perspective", "perspective": {"yfov": 0.8, "aspectRatio": 2.0, "znear": 0.3}}
    (view,) = source_of(blender.prepare(spec_of(gltf(tmp_path / "a.gltf", lens)))).views
    camera = camera_of(view, size)
    assert camera.focal_px == pytest.approx(size[1] / 2 / math.tan(0.4), rel=1e-5)
    assert camera.location_m == pytest.approx((0, -5, 1), abs=1e-6)
    assert camera.matrix()[:3, 2] == pytest.approx((0, -1, 0), abs=1e-6)
    assert view.clip_m[0] == pytest.approx(0.3)
    assert view.clip_m[1] > 1e6
    assert view.name == "Front"


def test_an_orthographic_camera_of_a_gltf_is_refused(blender: Renderer, tmp_path: Path) -> None:
    lens = {"type": "orthographic", "orthographic": {"xmag": 1, "ymag": 1, "znear": 0.1, "zfar": 9}}
    with pytest.raises(RenderError, match=r"a.gltf: camera Front is orthographic"):
        blender.prepare(spec_of(gltf(tmp_path / "a.gltf", lens)))


USD = """#usda 1.0
(
    metersPerUnit = 0.01
    upAxis = "Z"
)
def Xform "root" {
    def Mesh "face" {
        int[] faceVertexCounts = [3]
        int[] faceVertexIndices = [0, 1, 2]
        point3f[] points = [(0, 0, 0), (100, 0, 0), (0, 100, 0)]
    }
    def Camera "wide" {
        float2 clippingRange = (10, 2000)
        float focalLength = 35
        float horizontalAperture = 36
        float verticalAperture = 24
        float horizontalApertureOffset = 3.6
        float verticalApertureOffset = 1.8
        double3 xformOp:translate = (100, 200, 150)
        uniform token[] xformOpOrder = ["xformOp:translate"]
    }
}
"""


def test_a_usd_has_its_aperture_offsets_and_clips_in_its_own_unit(blender: Renderer, tmp_path: Path) -> None:
    path = tmp_path / "a.usda"
    path.write_text(USD)
    (view,) = source_of(blender.prepare(spec_of(path))).views
    camera = camera_of(view, (72, 48))
    assert camera.focal_px == pytest.approx(70, rel=1e-5)
    assert (camera.cx_px, camera.cy_px) == pytest.approx((36 - 7.2, 24 + 3.6), abs=1e-4)
    assert camera.location_m == pytest.approx((1, 2, 1.5), abs=1e-6)
    assert view.clip_m == pytest.approx((0.1, 20.0))


def test_a_camera_is_the_same_after_json(saved: Saved) -> None:
    spec = with_cameras(saved.spec, (64, 48), [0])
    assert SceneSpec.from_json(spec.to_json()) == spec
    assert (
        "clip_m"
        not in replace(spec, cameras=(replace(spec.cameras[0], clip_m=(0.005, 20_000.0)),), source=None).to_json()
    )
