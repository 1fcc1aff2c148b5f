"""The checker's definitions, on boxes whose every relation is known by construction."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from cavendish.pipeline.tasks.relations import check, evidence
from cavendish.pipeline.tasks.relations.between import between
from cavendish.pipeline.tasks.relations.definitions import RELATION_TESTS, away
from cavendish.pipeline.tasks.relations.forms import (
    Attribute,
    Away,
    Between,
    Description,
    Expression,
    Extreme,
    Nth,
    Relation,
    RelationName,
    Trait,
    from_json,
    to_json,
)
from cavendish.renderers.frame import Box3D, Frame
from cavendish.scenes.cameras import Camera
from cavendish.scenes.spec import Words

from .referring_scenes import Put, boxes

BLUE, PLAIN = Words(colour="blue", material="wooden"), Words()
TABLE = (1.2, 0.8, 0.7)


def found(frame: Frame, form: Description) -> set[int]:
    return set(check.referents(evidence.gather(frame), form))


def verdict(name: RelationName, *things: Put) -> bool | None:
    """Return whether the first thing (instance 2) stands in a relation to the second (3)."""
    scene = evidence.gather(boxes(*things))
    return RELATION_TESTS[name](scene, scene[2], scene[3])


@pytest.mark.parametrize(
    ("name", "first", "second", "expected"),
    [
        ("left of", Put("box", -1, 0), Put("ball", 1, 0), True),
        ("left of", Put("box", 1, 0), Put("ball", -1, 0), False),
        ("left of", Put("box", -0.1, 0), Put("ball", 0.1, 0.6), None),
        ("right of", Put("box", 1, 0), Put("ball", -1, 0), True),
        ("in front of", Put("box", 0, -1), Put("ball", 0, 1), True),
        ("in front of", Put("box", 0, 1), Put("ball", 0, -1), False),
        ("in front of", Put("box", 0, -0.02), Put("ball", 0.3, 0), None),
        ("in front of", Put("box", -2, -1), Put("ball", 2, 1), False),
        ("behind", Put("box", 0, 1), Put("ball", 0, -1), True),
        ("behind", Put("picture", 0, 1, 0.5), Put("ball", 0, -1), None),
        ("behind", Put("picture", 0, 1, 0.2), Put("ball", 0, -1), True),
        ("in front of", Put("ball", 0, -1), Put("picture", 0, 1, 0.5), None),
        ("on", Put("box", 0, 0, 0.7, on=3), Put("table", 0, 0, 0, TABLE), True),
        ("on", Put("box", 2, 0), Put("table", 0, 0, 0, TABLE), False),
        ("on", Put("box", 0, 0, 0.7, on=99), Put("table", 0, 0, 0, TABLE), None),
        ("above", Put("box", 0, 0, 1.2, on=99), Put("ball", 0, 0), None),
        ("above", Put("box", 0, 0, 1.2), Put("ball", 0, 0), True),
        ("above", Put("box", 0, 0), Put("ball", 0, 0, 1.2), False),
        ("above", Put("box", 0, 2.0, 1.2), Put("ball", 0, 0), None),
        ("above", Put("box", 0, 0, 0.7, on=3), Put("table", 0, 0, 0, TABLE), None),
        ("below", Put("box", 0, 0), Put("ball", 0, 0, 1.2), True),
        ("under", Put("box", 0, 0), Put("ball", 0, 0, 1.2), True),
        ("under", Put("rug", 0, 0, 0, (2, 2, 0.01)), Put("table", 0, 0, 0.01, TABLE, on=2), True),
        ("under", Put("box", 2, 0), Put("table", 0, 0, 0, TABLE), False),
        ("next to", Put("box", 0, 0), Put("ball", 0.5, 0), True),
        ("next to", Put("box", 0, 0), Put("ball", 0.72, 0), None),
        ("next to", Put("box", -1, 0), Put("ball", 1, 0), False),
        ("next to", Put("box", 0, 0, 0.7, on=3), Put("table", 0, 0, 0, TABLE), False),
        ("next to", Put("box", 0, 0, on=99), Put("ball", 0.5, 0), None),
    ],
)
def test_relations(name: RelationName, first: Put, second: Put, expected: bool | None) -> None:
    assert verdict(name, first, second) is expected


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [(0.0, 0.0, True), (0.3, 0.1, True), (2.5, 0.0, False), (0.0, 2.5, False), (0.0, 0.9, None), (1.25, 0.0, None)],
)
def test_between(x: float, y: float, expected: bool | None) -> None:
    scene = evidence.gather(boxes(Put("box", x, y), Put("ball", -1.5, 0), Put("chair", 1.5, 0)))
    assert between(scene, scene[2], scene[3], scene[4]) is expected
    assert between(scene, scene[2], scene[4], scene[3]) is expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Put("plant", 0.8, 0.2), None),
        (Put("plant", 0.8, 0.6), None),  # farther back, and still seen between the two
        (Put("plant", 2.3, 0), True),
        (Put("plant", 0.8, 0, 1.6), True),  # high above all three
        (Put("vase", 0, 0, 0.4, (0.2, 0.2, 0.2), on=2), True),  # carried by what is between
        (Put("wall", 0, 1.5, 0, (6, 0.1, 2.5)), True),
    ],
)
def test_between_is_where_nothing_else_lies_between(other: Put, expected: bool | None) -> None:
    scene = evidence.gather(boxes(Put("box", 0, 0), Put("ball", -1.5, 0), Put("chair", 1.5, 0), other))
    assert between(scene, scene[2], scene[3], scene[4]) is expected


@pytest.mark.parametrize("pitch_deg", [0.0, 40.0, 89.9, 90.0, -40.0])
@pytest.mark.parametrize("yaw_deg", [0.0, 30.0])
def test_how_far_ahead_is_measured_on_the_plan(pitch_deg: float, yaw_deg: float) -> None:
    """A cube of 1 m, 4 m away on the plan, reaches from 3.5 m to 4.5 m however the camera is pitched."""
    turn = Rotation.from_euler("ZX", [yaw_deg, 90 - pitch_deg], degrees=True)
    camera = Camera((1.0, 2.0, 3.0), tuple(turn.as_quat(scalar_first=True)), 64, 48, 50.0, 32.0, 24.0)
    ahead = Rotation.from_euler("z", yaw_deg, degrees=True)
    box = Box3D(
        tuple(np.array(camera.location_m) + ahead.apply((0.0, 4.0, 0.0))),
        (1.0, 1.0, 1.0),
        tuple(ahead.as_quat(scalar_first=True)),
    )
    assert evidence.reach_ahead_m(camera, box) == pytest.approx((3.5, 4.5))


@pytest.mark.parametrize(("distance_m", "expected"), [(5.0, True), (4.0, None), (3.0, False), (9.5, False)])
def test_metric_distance_is_from_the_camera(distance_m: float, expected: bool | None) -> None:
    scene = evidence.gather(boxes(Put("box", 0, 0)))  # its front is 4.8 m ahead of and 1.8 m below the eye
    assert away(scene[2], distance_m) is expected


class TestPicks:
    """Superlatives and ranks need clear gaps, several candidates, and all of them in plain sight."""

    row = tuple(Put("chair", x, 0, size=(0.2 + 0.1 * k, 0.4, 0.4)) for k, x in enumerate((-1.5, -0.5, 0.5, 1.5)))

    @pytest.mark.parametrize(
        ("pick", "expected"),
        [
            (Extreme("leftmost"), {2}),
            (Extreme("rightmost"), {5}),
            (Nth(2, "left"), {3}),
            (Nth(2, "right"), {4}),
            (Nth(5, "left"), set()),
            (Extreme("nearest"), set()),
        ],
    )
    def test_in_a_row(self, pick: Extreme | Nth, expected: set[int]) -> None:
        assert found(boxes(*self.row), Description("chair", (pick,))) == expected

    def test_nearest_and_largest(self) -> None:
        frame = boxes(Put("box", -0.8, -1.5, size=(0.6, 0.6, 0.6)), Put("box", 0.8, 2))
        assert found(frame, Description("box", (Extreme("nearest"),))) == {2}
        assert found(frame, Description("box", (Extreme("farthest"),))) == {3}
        assert found(frame, Description("box", (Extreme("largest"),))) == {2}
        assert found(frame, Description("box", (Extreme("smallest"),))) == {3}

    def test_the_larger_of_two(self) -> None:
        two = (Put("box", -0.8, -1.5, size=(0.6, 0.6, 0.6)), Put("box", 0.8, 2))
        larger = Description("box", (Extreme("largest", of_two=True),))
        assert found(boxes(*two), larger) == {2}
        assert found(boxes(*two, Put("box", -1.5, 2)), larger) == set()

    def test_what_only_looks_larger_is_not_the_largest(self) -> None:
        frame = boxes(Put("box", -0.8, -2), Put("box", 0.8, 2))
        assert found(frame, Description("box", (Extreme("largest"),))) == set()

    def test_one_thing_is_not_the_nearest(self) -> None:
        assert found(boxes(Put("box", 0, 0)), Description("box", (Extreme("nearest"),))) == set()

    def test_a_pick_applies_to_what_is_left(self) -> None:
        frame = boxes(Put("box", -1.5, 0, words=BLUE), Put("box", 0, 0), Put("box", 1.5, 0))
        red = Attribute("colour", "red")
        assert found(frame, Description("box", (red, Extreme("leftmost")))) == {3}
        assert found(frame, Description("box", (Extreme("leftmost"), red))) == set()


class TestDescriptions:
    """A description picks out what it says and nothing that people could dispute."""

    def test_counts_are_exact(self) -> None:
        frame = boxes(Put("chair", -1, 0), Put("chair", 1, 0))
        assert found(frame, Description("chair", count=2)) == {2, 3}
        assert found(frame, Description("chair")) == set()
        assert found(frame, Description("chair", count=3)) == set()

    def test_colours_people_mix_up_decide_nothing(self) -> None:
        red = Description("box", (Attribute("colour", "red"),))
        assert found(boxes(Put("box", -1, 0), Put("box", 1, 0, words=BLUE)), red) == {2}
        assert found(boxes(Put("box", -1, 0), Put("box", 1, 0, words=Words(colour="orange"))), red) == set()
        assert found(boxes(Put("box", -1, 0), Put("box", 1, 0, words=PLAIN)), red) == set()

    def test_colours_of_parts_are_not_said(self) -> None:
        red = Description("chair", (Attribute("colour", "red"),))
        assert found(boxes(Put("chair", 0, 0, family="wood")), red) == set()
        assert found(boxes(Put("chair", 0, 0, family="fabric")), red) == {2}

    def test_sizes_need_a_contrast(self) -> None:
        large = Description("ball", (Attribute("size", "large"),))
        big = Put("ball", -1, 0, size=(0.8, 0.8, 0.8), words=Words(size="large"))
        assert found(boxes(big), large) == set()
        assert found(boxes(big, Put("ball", 1, 0)), large) == {2}
        assert found(boxes(big, Put("ball", 1, 0, size=(0.75, 0.75, 0.75))), large) == set()

    def test_lookalikes_decide_nothing(self) -> None:
        frame = boxes(Put("chair", -1, 0), Put("armchair", 1, 0))
        assert found(frame, Description("chair")) == set()
        assert found(frame, Description("armchair")) == set()
        blue = boxes(Put("chair", -1, 0, family="fabric"), Put("armchair", 1, 0, words=BLUE))
        assert found(blue, Description("chair", (Attribute("colour", "red"),))) == {2}

    def test_what_is_underfoot_is_said_where_it_tells_things_apart(self) -> None:
        on_the_floor = Description("vase", (Relation("on", Description("floor")),))
        vases = (Put("vase", -0.7, 0, 0.7, on=2), Put("vase", 1.0, 0))
        assert found(boxes(Put("table", -0.7, 0, 0, TABLE), *vases), on_the_floor) == {4}
        assert found(boxes(Put("vase", 0, 0)), on_the_floor) == set()
        assert found(boxes(Put("vase", 0, 0)), Description("floor")) == set()
        assert found(boxes(Put("vase", 0, 0)), Description("floor", (Away(5.0),))) == set()

    def test_uses(self) -> None:
        sit = Description("", (Trait("read in"),))
        assert found(boxes(Put("armchair", -1, 0), Put("box", 1, 0)), sit) == {2}
        assert found(boxes(Put("armchair", -1, 0), Put("bed", 1, 0)), sit) == set()

    def test_shapes_are_known_of_some_things_only(self) -> None:
        ball = Description("", (Trait("ball-shaped"),))
        assert found(boxes(Put("ball", -1, 0), Put("box", 1, 0)), ball) == {2}
        assert found(boxes(Put("ball", -1, 0), Put("plant", 1, 0)), ball) == set()

    def test_landmarks_of_landmarks(self) -> None:
        tables = (Put("table", -0.7, 0, 0, TABLE), Put("table", 1.6, 0, 0, TABLE))
        vases = (Put("vase", -0.7, 0, 0.7, on=2), Put("vase", 1.6, 0, 0.7, on=3))
        frame = boxes(*tables, *vases, Put("bed", -1.9, 0, size=(0.8, 0.8, 0.5)))
        table = Description("table", (Relation("next to", Description("bed")),))
        assert found(frame, Description("vase", (Relation("on", table),))) == {4}
        assert found(frame, Description("vase", (Relation("on", Description("table")),))) == set()

    def test_what_is_hardly_visible_is_not_asked(self) -> None:
        behind = boxes(Put("box", 0, 0.6, size=(0.5, 0.2, 0.5)), Put("chair", 0, 0, size=(0.8, 0.4, 0.6)))
        assert found(behind, Description("box")) == set()
        assert found(boxes(Put("box", 0, 0, size=(0.05, 0.05, 0.05))), Description("box")) == set()

    def test_several_landmarks(self) -> None:
        frame = boxes(Put("box", 0, 0), Put("ball", -1.5, 0), Put("chair", 1.5, 0), Put("box", 0, 2.6))
        form = Description("box", (Between(Description("ball"), Description("chair")),))
        assert found(frame, form) == {2}


def test_logical_forms_round_trip_through_json() -> None:
    shelf = Description("shelf", (Attribute("colour", "red"), Relation("next to", Description("bed"))))
    parts = (
        Trait("sit on"),
        Relation("on", shelf),
        Between(shelf, Description("sofa")),
        Away(1.5),
        Nth(2, "left"),
        Extreme("largest"),
    )
    expression = Expression(Description("book", parts, 3), 7)
    assert from_json(to_json(expression)) == expression


@pytest.mark.parametrize(("category", "expected"), [("building", set()), ("hedge", set()), ("box", {2})])
@pytest.mark.parametrize("where", [Extreme("leftmost", of_two=True), Relation("left of", Description("ball"))])
def test_what_stands_in_rows_is_not_told_apart_by_its_place(
    category: str, expected: set[int], where: Extreme | Relation
) -> None:
    frame = boxes(Put(category, -1.5, 0), Put(category, 1.5, 0), Put("ball", 0, 0))
    assert found(frame, Description(category, (where,))) == expected


@pytest.mark.parametrize(("category", "expected"), [("building", set()), ("hedge", set()), ("box", {2, 3})])
def test_what_stands_in_rows_is_not_counted(category: str, expected: set[int]) -> None:
    assert found(boxes(Put(category, -1.5, 0), Put(category, 1.5, 0)), Description(category, count=2)) == expected


@pytest.mark.parametrize("category", ["building", "hedge"])
def test_a_single_one_is_told_as_other_things_are(category: str) -> None:
    frame = boxes(Put(category, -1.5, 0), Put("ball", 0, 0))
    assert found(frame, Description(category, (Relation("left of", Description("ball")),))) == {2}


@pytest.mark.parametrize(("count", "expected"), [(3, {2}), (4, set())])
def test_one_of_many_is_not_told_by_its_distance(count: int, expected: set[int]) -> None:
    near = boxes(Put("box", 0, -3))
    distance_m = round(evidence.gather(near)[2].range_m[1], 1)
    frame = boxes(Put("box", 0, -3), *(Put("box", 1.2 * n - 1.8, 3) for n in range(1, count)))
    assert found(frame, Description("box", (Away(distance_m),))) == expected


@pytest.mark.parametrize(("near_y", "expected"), [(0.9, set()), (0.0, {2})])
def test_what_is_hardly_nearer_is_not_the_nearest(near_y: float, expected: set[int]) -> None:
    """The eye is 5 m before the middle and 2 m above the ground: 6.2 m to 7.3 m, and 5.4 m to 7.3 m."""
    frame = boxes(Put("box", -1, near_y), Put("box", 1, 2))
    assert found(frame, Description("box", (Extreme("nearest", of_two=True),))) == expected
