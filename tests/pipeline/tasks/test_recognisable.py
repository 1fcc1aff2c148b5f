"""What a person would recognise: measured on patches of known size, colour and visibility, and used by every task."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import numpy as np
import pytest

from cavendish.manifests.task_options import InstanceOptions, ReferringOptions, SemanticOptions
from cavendish.pipeline.codecs import masks
from cavendish.pipeline.tasks import instance, referring, semantic
from cavendish.pipeline.tasks.oklab import oklab
from cavendish.pipeline.tasks.recognisable import Clarity, Sight, clarity, judge, sights
from cavendish.pipeline.tasks.relations import check, evidence
from cavendish.pipeline.tasks.relations.forms import Description, Extreme, Nth, Relation, Trait
from cavendish.pipeline.tasks.task import Answer, Referent, WordFault
from cavendish.pipeline.tasks.visible_concepts import VisibleConcepts
from cavendish.renderers.frame import Frame

from .referring_scenes import Put, boxes

GREY, RED, BLUE, BLACK, ALMOST_GREY = (128, 128, 128), (200, 30, 30), (30, 30, 200), (12, 12, 12), (131, 128, 126)
SIZE = (320, 448)


@dataclass(frozen=True)
class Patch:
    """A rectangle in the picture that is a thing, of which this share is not hidden."""

    category: str
    x: int
    y: int
    width: int
    height: int
    rgb: tuple[int, int, int] = RED
    visible: float = 1.0


def picture(*patches: Patch) -> Frame:
    """Return a picture of 448×320 of patches before a grey floor; the first patch is instance 2."""
    frame = boxes(Put("box", 0, 0))
    floor, model = frame.objects
    numbers, image = np.ones(SIZE, np.uint16), np.full((*SIZE, 3), GREY, np.uint8)
    for number, each in enumerate(patches, start=2):
        place = np.s_[each.y : each.y + each.height, each.x : each.x + each.width]
        numbers[place], image[place] = number, each.rgb
    things = [
        replace(
            model,
            instance=number,
            category=each.category,
            area_px=int((numbers == number).sum()),
            box_px=(each.x, each.y, each.x + each.width, each.y + each.height),
            visible_fraction=each.visible,
        )
        for number, each in enumerate(patches, start=2)
    ]
    whole = replace(floor, area_px=int((numbers == 1).sum()), box_px=(0, 0, SIZE[1], SIZE[0]))
    normals = np.zeros((*SIZE, 3), np.float32)
    normals[..., 2] = 1
    camera = replace(frame.camera, width_px=SIZE[1], height_px=SIZE[0], cx_px=SIZE[1] / 2, cy_px=SIZE[0] / 2)
    depth_m, valid = np.full(SIZE, 4, np.float32), np.ones(SIZE, np.bool_)
    return Frame(image, depth_m, normals, numbers, valid, camera, (whole, *things))


CHAIR = Patch("chair", 40, 100, 40, 40)
SECOND = Patch("chair", 140, 100, 40, 40, BLUE)
SPECK = Patch("chair", 300, 100, 4, 4)
SMALL = Patch("chair", 300, 100, 8, 8)


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        (Patch("mug", 100, 100, 12, 12), "named"),
        (Patch("mug", 100, 100, 10, 10), "border"),
        (Patch("mug", 100, 100, 4, 4), "ghost"),
        (Patch("hob", 100, 100, 100, 2), "border"),
        (Patch("hob", 100, 100, 100, 1), "ghost"),
        (Patch("van", 100, 100, 40, 40, BLACK), "border"),
        (Patch("van", 100, 100, 9, 9, BLACK), "ghost"),
        (Patch("lamp", 100, 100, 40, 40, ALMOST_GREY), "border"),
        (Patch("lamp", 100, 100, 9, 9, ALMOST_GREY), "ghost"),
        (Patch("car", 100, 100, 12, 12, visible=0.6), "named"),
        (Patch("car", 100, 100, 12, 12, visible=0.3), "border"),
        (Patch("car", 100, 100, 40, 40, visible=0.3), "named"),
        (Patch("car", 100, 100, 12, 9, visible=0.05), "ghost"),
        (Patch("car", 100, 100, 80, 60, visible=0.05), "named"),
        (Patch("wall", 100, 100, 20, 20), "border"),
        (Patch("wall", 100, 100, 40, 20, visible=0.1), "named"),
    ],
)
def test_three_kinds_of_things(patch: Patch, expected: Clarity) -> None:
    assert clarity(picture(patch))[2] == expected


def test_a_floor_that_is_everywhere_is_known() -> None:
    assert clarity(picture())[1] == "named"


@pytest.mark.parametrize(("width", "height"), [(7, 20), (20, 7), (1, 9), (12, 12)])
def test_the_shorter_side_of_a_rectangle(width: int, height: int) -> None:
    sight = sights(picture(Patch("mug", 50, 50, width, height)))[2]
    assert sight.side_px == pytest.approx(min(width, height))
    assert sight.share == pytest.approx(width * height / (448 * 320))


def test_a_sliver_is_thin_however_it_lies() -> None:
    frame = picture(Patch("plank", 100, 100, 60, 60))
    rows, columns = np.indices(SIZE)
    sliver = (frame.instance == 2) & (np.abs(rows - columns) <= 1)
    area_px = int(sliver.sum())
    things = (frame.objects[0], replace(frame.objects[1], area_px=area_px))
    thin = replace(frame, instance=np.where(sliver, 2, 1).astype(np.uint16), objects=things)
    assert sights(thin)[2].side_px < 3
    assert area_px > 0.001 * 448 * 320
    assert clarity(thin)[2] == "border"


def test_half_of_a_things_pixels_are_contrast_enough() -> None:
    """A picture whose frame is of the wall's colour is seen by what it shows."""
    frame = picture(Patch("picture", 100, 100, 30, 30, ALMOST_GREY))
    assert sights(frame)[2].contrast == 0
    image = frame.image.copy()
    image[105:125, 103:127] = BLUE
    shown = replace(frame, image=image)
    assert sights(shown)[2].contrast == pytest.approx(20 * 24 / 900)
    assert clarity(shown)[2] == "named"


def test_what_the_border_cuts_is_seen_by_half_at_most() -> None:
    """Of a box at the left border, seen straight on, the share that lies within the picture counts."""
    inside, half, corner = (boxes(Put("chair", x, 2, size=(1.0, 1.0, 1.0))) for x in (-3.0, -4.2, -4.65))
    assert sights(inside)[2].whole == pytest.approx(1.0)
    assert sights(half)[2].whole == pytest.approx(0.5, abs=0.1)
    assert 0 < sights(corner)[2].whole < 0.2
    assert clarity(half)[2] == "named"
    assert clarity(corner)[2] != "named"


def test_the_least_area_grows_with_the_cube_of_what_is_hidden() -> None:
    sight = sights(picture(Patch("car", 100, 100, 20, 20)))[2]
    for whole, factor in ((1.0, 1), (0.6, 1), (0.3, 8), (0.2, 27)):
        least = replace(sight, whole=whole, share=0.0008 * factor * 1.001)
        assert judge(least, "car", 320) == "named"
        assert judge(replace(least, share=0.0008 * factor * 0.999), "car", 320) != "named"


def test_the_least_area_grows_with_the_cube_of_what_is_dark() -> None:
    sight = sights(picture(Patch("picture", 100, 100, 20, 20)))[2]
    for lightness, factor in ((0.8, 1), (0.3, 1), (0.2, 1.5**3), (0.15, 8)):
        least = replace(sight, lightness=lightness, share=0.0008 * factor * 1.001)
        assert judge(least, "picture", 320) == "named"
        assert judge(replace(least, share=0.0008 * factor * 0.999), "picture", 320) != "named"


def test_lightness_is_the_mean_in_oklab() -> None:
    """It is 0.452 for pure blue in Ottosson's table."""
    frame = picture(Patch("picture", 100, 100, 40, 40, (0, 0, 255)))
    assert sights(frame)[2].lightness == pytest.approx(0.452, abs=1e-3)


def found(form: Description, *patches: Patch) -> set[int]:
    return set(check.referents(evidence.gather(picture(*patches)), form))


ONE, TWO = Description("chair"), Description("chair", count=2)


def test_a_ghost_is_no_rival_and_no_member() -> None:
    assert found(ONE, CHAIR, SPECK) == {2}
    assert found(TWO, CHAIR, SECOND, SPECK) == {2, 3}
    assert found(Description("chair", (Extreme("rightmost"),)), CHAIR, SECOND, SPECK) == {3}
    assert found(Description("chair", (Nth(2, "left"),)), CHAIR, SECOND, SPECK) == {3}
    assert found(Description("", (Trait("sit on"),), 2), CHAIR, SECOND, SPECK) == {2, 3}


def test_what_could_be_seen_makes_it_unfair() -> None:
    assert found(ONE, CHAIR, SMALL) == set()
    assert found(TWO, CHAIR, SMALL) == set()
    assert found(TWO, CHAIR, SECOND, SMALL) == set()
    assert found(Description("chair", (Extreme("leftmost"),)), CHAIR, SECOND, SMALL) == set()
    assert found(Description("chair", (Nth(1, "left"),)), CHAIR, SECOND, SMALL) == set()


@pytest.mark.parametrize("patch", [SPECK, SMALL, replace(CHAIR, rgb=BLACK), replace(CHAIR, width=4)])
def test_only_what_is_known_is_asked_for_or_a_landmark(patch: Patch) -> None:
    assert found(ONE, patch) == set()
    table = replace(CHAIR, category="desk", x=200)
    beside = Description("desk", (Relation("right of", ONE),))
    assert found(beside, CHAIR, table) == {3}
    assert found(beside, replace(patch, x=40), table) == set()


def test_a_ghost_is_not_called_absent() -> None:
    for patches, expected in (((), True), ((SPECK,), False)):
        frame = picture(Patch("desk", 40, 100, 40, 40), *patches)
        assert check.is_absent(evidence.gather(frame), ONE) is expected
        assert ("chair" in VisibleConcepts(frame).absent(["chair", "bicycle"])) is expected


@pytest.mark.parametrize("seed", range(5))
def test_no_phrase_speaks_of_a_ghost(seed: int) -> None:
    frame = picture(CHAIR, SECOND, SPECK, Patch("desk", 220, 200, 60, 60, BLUE))
    given = referring.answer(frame, np.random.default_rng(seed), "en", ReferringOptions(negatives=0.0))
    assert given is not None
    assert referring.faults(frame, given) == []
    assert all(4 not in referent.instances for referent in given.referents.values())


def each(*patches: Patch, seed: int = 0) -> tuple[Frame, Answer | None]:
    frame = picture(*patches)
    return frame, instance.answer(frame, np.random.default_rng(seed), "en", InstanceOptions(negatives=0.0))


def test_each_means_those_that_anybody_would_know() -> None:
    frame, given = each(CHAIR, SECOND, SPECK)
    assert given is not None
    assert instance.faults(frame, given) == []
    ((_, referent),) = given.referents.items()
    assert referent == Referent((2, 3), "chair")
    assert json.loads(str(given.parameters["left_out"])) == [4]
    assert masks.decode_instances(given.target, given.palette[""]).max() == 2


@pytest.mark.parametrize("other", [SMALL, replace(SECOND, rgb=BLACK), replace(SECOND, rgb=ALMOST_GREY)])
def test_what_could_be_seen_makes_each_unfair(other: Patch) -> None:
    assert each(CHAIR, other)[1] is None
    frame, given = each(CHAIR, other, Patch("desk", 220, 200, 60, 60))
    assert given is not None
    assert [referent.form for referent in given.referents.values()] == ["desk"]
    assert VisibleConcepts(frame).countable_classes == ["desk", "floor"]
    assert VisibleConcepts(frame).eligible_classes == ["chair", "desk", "floor"]


def test_a_lookalike_that_nobody_sees_forbids_no_class() -> None:
    assert VisibleConcepts(picture(CHAIR, replace(SPECK, category="armchair"))).unambiguous(["chair"]) == ["chair"]
    assert VisibleConcepts(picture(CHAIR, replace(SMALL, category="armchair"))).unambiguous(["chair"]) == []


def test_the_checker_knows_by_itself_what_may_be_left_out() -> None:
    frame, given = each(CHAIR, SECOND, SPECK)
    assert given is not None
    (name,) = given.referents
    all_three = replace(
        given, parameters=given.parameters | {"left_out": "[]"}, referents={name: Referent((2, 3, 4), "chair")}
    )
    found = instance.faults(frame, all_three)
    assert any(isinstance(fault, WordFault) and "which is not those that anybody" in fault for fault in found)
    beside_a_doubt = picture(CHAIR, SECOND, SMALL)
    assert any("which is not those that anybody" in fault for fault in instance.faults(beside_a_doubt, given))


def test_a_class_of_which_nobody_would_know_anything_has_no_colour() -> None:
    options = SemanticOptions(absent=1.0)
    frame = picture(CHAIR, Patch("desk", 300, 100, 8, 8), Patch("sofa", 300, 200, 40, 40, BLACK))
    for seed in range(20):
        given = semantic.answer(frame, np.random.default_rng(seed), "en", options)
        assert given is not None
        assert {"desk", "sofa"}.isdisjoint(referent.form for referent in given.referents.values())


def test_a_class_has_all_its_pixels_in_one_colour() -> None:
    frame = picture(CHAIR, SECOND, SPECK)
    asked = [semantic.answer(frame, np.random.default_rng(k), "en", SemanticOptions(absent=0.0)) for k in range(20)]
    given = next(each for each in asked if each and "chair" in {referent.form for referent in each.referents.values()})
    (name,) = (name for name, referent in given.referents.items() if referent.form == "chair")
    assert given.referents[name].instances == (2, 3, 4)
    assert semantic.faults(frame, given) == []


def test_a_name_is_in_the_singular_where_one_could_be_seen() -> None:
    assert VisibleConcepts(picture(CHAIR, SPECK)).number_seen("chair") == 1
    assert VisibleConcepts(picture(CHAIR, SMALL)).number_seen("chair") == 2


def test_oklab_is_the_published_one() -> None:
    """The values are those of Ottosson's own table, to its three digits."""
    rgb = np.array([[255, 255, 255], [0, 0, 0], [255, 0, 0], [0, 0, 255]], np.uint8)
    expected = [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.628, 0.225, 0.126], [0.452, -0.032, -0.312]]
    np.testing.assert_allclose(oklab(rgb), expected, atol=6e-4)


@pytest.mark.parametrize(("whole", "expected"), [(0.3, "border"), (0.5, "named")])
@pytest.mark.parametrize("category", ["desk", "sideboard", "stool", "refrigerator", "sink", "door", "bus stop"])
def test_a_corner_tells_of_no_table_cupboard_or_seat(category: str, whole: float, expected: str) -> None:
    sight = Sight(share=0.3, side_px=100.0, whole=whole, contrast=1.0, lit=1.0, lightness=0.5)
    assert judge(sight, category, 320) == expected
    assert judge(sight, "car", 320) == "named"


@pytest.mark.parametrize("category", ["hammer", "fork", "desk lamp"])
def test_a_handle_or_a_foot_that_the_border_cuts_tells_of_no_tool_or_lamp(category: str) -> None:
    sight = Sight(share=0.02, side_px=50.0, whole=0.5, contrast=1.0, lit=1.0, lightness=0.5)
    assert judge(sight, category, 320) == "border"
    assert judge(replace(sight, whole=0.6), category, 320) == "named"


def test_what_is_known_by_its_shape_must_be_twice_as_large() -> None:
    sight = Sight(share=0.0015, side_px=10.0, whole=1.0, contrast=1.0, lit=1.0, lightness=0.5)
    assert (judge(sight, "bus stop", 320), judge(sight, "mug", 320)) == ("border", "named")


def test_beside_a_corner_of_something_no_table_or_seat_is_called_absent() -> None:
    corner = replace(SMALL, category="desk")
    assert VisibleConcepts(picture(CHAIR)).absent(["bench", "bicycle"]) == ["bench", "bicycle"]
    assert VisibleConcepts(picture(CHAIR, corner)).absent(["bench", "bicycle"]) == ["bicycle"]


def test_what_nobody_would_know_by_its_looks_is_not_asked_for() -> None:
    frame = picture(CHAIR, replace(SECOND, category="fern"))
    assert "fern" not in VisibleConcepts(frame).eligible_classes
    assert VisibleConcepts(picture(CHAIR)).absent(["packet", "bicycle"]) == ["bicycle"]
