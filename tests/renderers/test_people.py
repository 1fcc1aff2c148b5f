"""What is told of people in sight: keypoints against the picture and the mesh, age, clothes, and each part's pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.dataset.keys import ViewKey
from cavendish.pipeline.dataset.truth import read_truth, write_truth
from cavendish.pipeline.export.coco import annotations_of
from cavendish.renderers.frame import Frame, FrameError, Keypoint, Renderer, VisibleObject, check_frame
from cavendish.scenes.appearance.colours import lightness
from cavendish.scenes.object_mesh import object_mesh
from cavendish.scenes.people.keypoints import LIMBS, NAMES
from cavendish.scenes.people.person import SLOTS
from cavendish.scenes.poses import Pose
from cavendish.scenes.quality import Quality
from cavendish.scenes.spec import Material, Primitive, SceneObject

from .people_scenes import somebody, with_people

FACE = ("nose", "left_eye", "right_eye")
FEET = ("left_ankle", "right_ankle")


@pytest.fixture(scope="module")
def parted() -> Iterator[Renderer]:
    from cavendish.renderers.blender.renderer import BlenderRenderer

    renderer = BlenderRenderer(Quality(samples=1, bounces=0, denoise=False), device="CPU", parts=True)
    yield renderer
    renderer.close()


@pytest.fixture(scope="module")
def frame(parted: Renderer) -> Frame:
    """One who looks at us (2), one behind a low wall who looks away (3), and one whom the border cuts (4)."""
    wall = SceneObject(
        5,
        "wall",
        "wall",
        Primitive("box"),
        Pose((-1, -0.6, 0.4), scale=(0.9, 0.1, 0.8)),
        (Material("plaster", (1, 1, 1)),),
    )
    clothes = ("shorts", "t-shirt", "shoes")
    people = (somebody(2, clothes=clothes), somebody(3, (-1.0, 0.0), 180), somebody(4, (1.55, 0.0)))
    return parted.render(with_people(*people, wall), 0)


def person(frame: Frame, instance: int) -> VisibleObject:
    return next(thing for thing in frame.objects if thing.instance == instance)


def points(frame: Frame, instance: int) -> dict[str, Keypoint]:
    told = person(frame, instance).person
    assert told
    return {point.name: point for point in told.keypoints}


def test_all_seventeen_in_the_order_of_coco(frame: Frame) -> None:
    assert tuple(points(frame, 2)) == NAMES
    assert len(NAMES) == 17
    assert len({number for limb in LIMBS for number in limb}) == 17


def test_the_lightness_of_skin_is_that_of_its_material(frame: Frame) -> None:
    told = person(frame, 2).person
    assert told
    assert told.skin_lightness == lightness(somebody(2).materials[SLOTS.index("skin")].colour)


def test_they_reproject_within_a_pixel(frame: Frame) -> None:
    """By the camera's matrices alone: K and the inverse of camera-to-world."""
    to_camera = np.linalg.inv(frame.camera.matrix())
    for instance in (2, 3, 4):
        for point in points(frame, instance).values():
            x, y, z = (to_camera @ (*point.at_m, 1.0))[:3]
            u, v, w = frame.camera.intrinsics() @ (x, -y, -z)
            if point.visibility:
                assert np.hypot(u / w - point.at_px[0], v / w - point.at_px[1]) < 1
            else:
                assert point.at_px == (0.0, 0.0)
                assert not (0 <= u / w < 160 and 0 <= v / w < 160)


def test_who_looks_at_us_shows_the_face_and_who_looks_away_does_not(frame: Frame) -> None:
    assert {points(frame, 2)[name].visibility for name in FACE} == {2}
    assert [points(frame, 3)[name].visibility for name in FACE].count(1) >= 2  # an eye may be at the head's very edge


def test_what_stands_before_them_hides_them(frame: Frame) -> None:
    assert {points(frame, 3)[name].visibility for name in FEET} == {1}
    assert {points(frame, 2)[name].visibility for name in FEET} == {2}


def test_left_is_their_own_left(frame: Frame) -> None:
    facing, away = points(frame, 2), points(frame, 3)
    assert facing["left_hip"].at_px[0] > facing["right_hip"].at_px[0]
    assert away["left_hip"].at_px[0] < away["right_hip"].at_px[0]


def test_beyond_the_border_they_are_out_of_the_picture(frame: Frame) -> None:
    seen = {point.visibility for point in points(frame, 4).values()}
    assert 0 in seen
    assert 2 in seen


def test_joints_lie_within_the_body(frame: Frame) -> None:
    """Each within its limb: nearer to the mesh than 16 cm, and no further out than it reaches."""
    thing = next(each for each in with_people(somebody(2)).objects if each.instance == 2)
    vertices = object_mesh(thing).vertices
    for point in points(frame, 2).values():
        assert np.linalg.norm(vertices - point.at_m, axis=1).min() < 0.16
        assert (vertices.min(axis=0) <= point.at_m).all()
        assert (point.at_m <= vertices.max(axis=0)).all()


def test_age_stature_and_clothes_are_those_of_the_figure(frame: Frame) -> None:
    told = person(frame, 2).person
    assert told
    assert 25 <= told.age_years <= 40
    assert told.doing == "standing"
    assert [(each.name, each.slot) for each in told.clothes] == [
        ("shorts", "legs"),
        ("t-shirt", "top"),
        ("shoes", "shoes"),
    ]
    assert next(thing for thing in frame.objects if thing.category == "floor").person is None


def test_every_part_lies_on_its_own_person_and_where_it_belongs(frame: Frame) -> None:
    rows = {row.name: row for row in frame.part_table if row.instance == 2 and row.part}
    assert frame.parts is not None
    always = {"face", "hair", "bare arm", "hand", "bare leg", "shoe", "upper clothes", "lower clothes", "neck"}
    assert always <= rows.keys() <= always | {"ear"}
    hands = {row.side: row.part for row in frame.part_table if (row.instance, row.name) == (2, "hand")}
    across = {side: np.nonzero(frame.parts == part)[1].mean() for side, part in hands.items()}
    assert across["right"] < across["left"], "who faces us has the left hand to our right"
    heights = {name: np.nonzero(frame.parts == row.part)[0].mean() for name, row in rows.items()}
    assert heights["hair"] < heights["face"] < heights["upper clothes"] < heights["lower clothes"] < heights["shoe"]
    nose = points(frame, 2)["nose"].at_px
    assert frame.parts[int(nose[1]), int(nose[0])] == rows["face"].part
    whole = sum(row.area_px for row in frame.part_table if row.instance == 2)
    assert 0.9 * person(frame, 2).area_px < whole <= person(frame, 2).area_px


def test_they_come_back_from_the_truth(frame: Frame) -> None:
    ((_, again),) = read_truth(write_truth({ViewKey(0, 0): frame}))
    assert again.objects == frame.objects


def test_coco_has_them_as_its_own(frame: Frame) -> None:
    entries = {entry["instance_number"]: entry for entry in annotations_of(1, frame)}
    assert entries[2]["num_keypoints"] == 17
    assert entries[2]["keypoints"][:3] == [*points(frame, 2)["nose"].at_px, 2]
    assert 0 < entries[4]["num_keypoints"] < 17
    assert "keypoints" not in entries[1]


@pytest.mark.parametrize("off_px", [pytest.param((3.0, 0.0), id="beside"), pytest.param((500.0, 0.0), id="outside")])
def test_a_keypoint_that_is_elsewhere_is_found(frame: Frame, off_px: tuple[float, float]) -> None:
    thing = person(frame, 2)
    assert thing.person
    first, *rest = thing.person.keypoints
    moved = replace(first, at_px=(first.at_px[0] + off_px[0], first.at_px[1] + off_px[1]))
    told = replace(thing, person=replace(thing.person, keypoints=(moved, *rest)))
    others = tuple(told if each is thing else each for each in frame.objects)
    with pytest.raises(FrameError, match="nose of instance 2 is not where it is said"):
        check_frame(replace(frame, objects=others))
