"""Outfits cover people: what nobody shows is cut away from the skin, whatever is worn, and however they stand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy.spatial import KDTree

from cavendish.renderers.blender.materials import LOOKS
from cavendish.scenes.errors import AssetError
from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.people.anatomy import anatomy
from cavendish.scenes.people.build import rest
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.people.clothes import under, wear
from cavendish.scenes.people.person import SLOTS
from cavendish.scenes.people.postures import POSTURES
from cavendish.scenes.people.regions import regions
from cavendish.scenes.people.skeleton import Posture
from cavendish.scenes.people.surfaces import normals
from cavendish.scenes.people.wardrobe import WARDROBE, cuts_of
from cavendish.scenes.spec import Figure

from .coverage import assert_covered, share_behind_cloth

PEOPLE = 30
BUTTON = 60  # triangles
SHOD = ("shoes",)
OVER = ("jeans", "t-shirt")  # what is worn with a garment that covers too little alone


def people(count: int, seed: int = 5) -> list[Figure]:
    """Return whoever comes, and then somebody for each garment that nobody wears yet."""
    rng = np.random.default_rng(seed)
    found = [sample_person(rng, sorted(POSTURES)).geometry for _ in range(count)]
    figures = [each for each in found if isinstance(each, Figure)]
    missing = sorted(set(WARDROBE) - {name for each in figures for name in each.clothes})
    return figures + [dressed(figures[0], (*OVER, name)) for name in missing]


def dressed(figure: Figure, clothes: tuple[str, ...]) -> Figure:
    return dataclasses.replace(figure, clothes=clothes)


def somebody() -> Figure:
    return people(1)[0]


def test_thirty_people_show_no_skin_of_the_trunk_and_upper_thighs() -> None:
    everybody = people(PEOPLE)
    assert {name for each in everybody for name in each.clothes} == set(WARDROBE)
    for figure in everybody:
        assert_covered(figure)


@pytest.mark.parametrize("posture", ["standing", "walking", "sitting"])
@pytest.mark.parametrize(
    "clothes", [("jeans", "t-shirt"), ("dress",), ("trousers", "shirt", "coat"), ("skirt", "jumper")]
)
def test_clothes_have_no_holes_seen_from_sixty_directions(clothes: tuple[str, ...], posture: str) -> None:
    figure = dataclasses.replace(somebody(), clothes=clothes, posture=posture)
    assert share_behind_cloth(figure, 60) > 0.99


@pytest.mark.parametrize("clothes", [(), SHOD, ("jeans", "shoes"), ("t-shirt", "shoes"), ("apron", "hat", "jeans")])
def test_who_is_not_dressed_is_refused(clothes: tuple[str, ...]) -> None:
    with pytest.raises(AssetError, match=r"cover|not a garment"):
        geometry_mesh(dressed(somebody(), clothes))


def test_an_unknown_garment_is_refused_by_name() -> None:
    with pytest.raises(AssetError, match=r"'jean' is not a garment \(did you mean 'jeans'"):
        cuts_of(("jean", "t-shirt"))


def test_what_is_worn_under_a_jacket_ends_a_little_under_it() -> None:
    """What is left of the shirt is the edges: collar, cuffs and hem."""
    rng = np.random.default_rng(3)
    figure = somebody()
    alone, covered = (
        wear(tuple(cut for cut, _ in cuts_of(clothes)), rest(figure), Posture(), rng)[0]
        for clothes in (("shirt", "jeans"), ("shirt", "jeans", "anorak"))
    )
    assert len(covered.triangles) < 0.35 * len(alone.triangles)


@pytest.mark.parametrize(
    "clothes", [("shirt", "jeans", "anorak"), ("jeans", "polo shirt", "jacket"), ("jeans", "t-shirt")]
)
def test_what_is_worn_under_something_does_not_come_out_through_it(clothes: tuple[str, ...]) -> None:
    """Over the skin below it, inner cloth lies no higher than the highest of the outer cloth around."""
    figure = somebody()
    pieces = cuts_of(clothes)
    number = max(number for number, (cut, _) in enumerate(pieces) if not cut.on_top)
    worn = wear(tuple(cut for cut, _ in pieces), rest(figure), Posture(), np.random.default_rng(4))
    inner, outer = np.concatenate([each.vertices for each in worn[:number]]), worn[number].vertices
    far_m, near = (np.asarray(each) for each in KDTree(outer).query(inner, k=8))
    body = rest(figure)[: anatomy().count]
    _, skin = KDTree(body).query(inner)
    out = normals(body, anatomy().layers["skin"])[skin]
    inner_m = ((inner - body[skin]) * out).sum(axis=1)
    outer_m = np.einsum("nkx,nx->nk", outer[near] - body[skin][:, None], out).max(axis=1)
    under = far_m[:, -1] < 0.03
    assert under.sum() > 50
    assert np.quantile((inner_m - outer_m)[under], 0.98) < 0.003


def test_short_sleeves_leave_the_lower_arm_and_long_ones_do_not() -> None:
    where = regions()
    below = where.on("lowerarm") & (where.along > 0.2) & (where.along < 0.8) & (where.gap_m < 0.05)
    hidden = {name: under(tuple(cut for cut, _ in cuts_of((name, "jeans")))) for name in ("t-shirt", "jumper")}
    assert not hidden["t-shirt"][below].any()
    assert hidden["jumper"][below].all()


@pytest.mark.parametrize("name", sorted(WARDROBE))
def test_every_garment_is_made_of_families_that_are_there(name: str) -> None:
    garment = WARDROBE[name]
    assert garment.slot in SLOTS
    for stuff in garment.stuff:
        assert stuff.startswith("=") or stuff.partition(":")[0] in LOOKS


def test_a_suit_is_of_one_cloth() -> None:
    rng = np.random.default_rng(2)
    drawn = (sample_person(rng, ["standing"], (30.0, 60.0), detail="far") for _ in range(300))
    suited = next(
        each for each in drawn if isinstance(each.geometry, Figure) and "suit jacket" in each.geometry.clothes
    )
    assert suited.materials[SLOTS.index("outer")] == suited.materials[SLOTS.index("legs")]


def test_few_wear_one_colour_from_neck_to_ankle() -> None:
    """Cloths are drawn up to four times until they differ."""
    rng = np.random.default_rng(5)
    drawn = [sample_person(rng, ["standing"], (30.0, 60.0), detail="far") for _ in range(24)]
    colours = [
        [each.materials[SLOTS.index(slot)].colour for slot in ("top", "legs")]
        for each in drawn
        if isinstance(each.geometry, Figure) and not {"dress", "scrubs", "suit jacket"} & set(each.geometry.clothes)
    ]
    assert sum(np.ptp(pair, axis=0).max() < 0.1 for pair in colours) <= 1


def test_an_unknown_haircut_is_refused_by_name() -> None:
    with pytest.raises(AssetError, match="'mohawk' is not a haircut"):
        geometry_mesh(dataclasses.replace(somebody(), haircut="mohawk"))


def test_an_unknown_beard_is_refused_by_name() -> None:
    with pytest.raises(AssetError, match="'goatee' is not a beard"):
        geometry_mesh(dataclasses.replace(somebody(), beard="goatee"))


def test_a_hole_would_be_seen() -> None:
    """Without their top, people would show half of what nobody shows: the control of the test above."""
    figure = dataclasses.replace(somebody(), clothes=("jeans", "t-shirt"), posture="standing")
    assert share_behind_cloth(figure, 20, ("legs",)) < 0.7


def test_a_sleeve_lies_beside_the_trunk_in_the_texture_of_its_cloth() -> None:
    """A print of 20 cm on the chest, whose middle is 36 cm over the crotch, is on no sleeve."""
    cuts = tuple(cut for cut, _ in cuts_of(("jeans", "t-shirt")))
    shirt = wear(cuts, rest(somebody()), Posture(), np.random.default_rng(3))[1]
    assert shirt.uv is not None
    across, up = shirt.uv[:, :, 0].mean(axis=1), shirt.uv[:, :, 1].mean(axis=1)
    aside = np.abs(shirt.vertices[shirt.triangles].mean(axis=1)[:, 0])
    printed = (np.abs(across) < 0.10) & (np.abs(up - 0.36) < 0.08)
    assert printed.any()
    assert aside[printed].max() < 0.16  # where arms begin


def worn(*clothes: str) -> list[Mesh]:
    cuts = tuple(cut for cut, _ in cuts_of(clothes))
    return wear(cuts, rest(somebody()), Posture(), np.random.default_rng(3))


def middles_m(cloth: Mesh) -> np.ndarray:
    """Return the middle of each button, from the left to the right of its triangles."""
    points = cloth.vertices[cloth.triangles[cloth.slot == 1]].mean(axis=1)
    return points.reshape(-1, BUTTON, 3).mean(axis=1)


def test_a_shirt_has_seven_buttons_one_over_another_on_its_front() -> None:
    found = middles_m(worn("jeans", "shirt")[-1])
    assert len(found) == 7
    assert np.abs(found[:, 0]).max() < 0.01
    assert found[:, 1].max() < 0
    assert np.diff(found[:, 2]).min() > 0.05


def test_buttons_lie_on_their_cloth_wherever_the_body_is_bent() -> None:
    cuts = tuple(cut for cut, _ in cuts_of(("jeans", "shirt")))
    bent = wear(cuts, rest(somebody()), Posture(turns={"spine_02": (40.0, 0.0, 0.0)}), np.random.default_rng(3))[-1]
    cloth = bent.vertices[np.unique(bent.triangles[bent.slot == 0])]
    assert np.max(KDTree(cloth).query(middles_m(bent))[0]) < 0.015


def test_no_button_is_left_where_other_clothes_hide_its_cloth() -> None:
    """Of the band that a shirt is buttoned along, a jumper over it leaves the collar and what hangs out below it."""
    assert all((cloth.slot == 0).all() for cloth in worn("jeans", "shirt", "jumper"))


def test_the_straps_of_a_backpack_are_of_few_triangles_and_end_below_the_arms() -> None:
    straps = worn("jeans", "t-shirt", "backpack")[-1]
    assert len(straps.triangles) < 3_600
    front = straps.vertices[straps.vertices[:, 1] < 0]
    lowest = front[front[:, 2] < front[:, 2].min() + 0.04]
    highest = front[front[:, 2] > front[:, 2].max() - 0.04]
    assert np.abs(lowest[:, 0]).mean() > np.abs(highest[:, 0]).mean() + 0.03


def test_trousers_fall_over_shoes_whatever_is_put_on_first_and_boots_go_over_leggings() -> None:
    """Of the shoes what lies under cloth is cut away; the ankles of the mean body lie at −0.74 m."""
    orders = [("jeans", "trainers", "t-shirt"), ("trainers", "jeans", "t-shirt")]
    names = [[slot for _, slot in cuts_of(order)] for order in orders]
    assert all(each.index("shoes") < each.index("legs") for each in names)
    assert cuts_of(("leggings", "boots", "t-shirt"))[0][1] == "legs"


def test_a_belt_has_one_buckle_in_front_and_loops_round_it() -> None:
    *_, band, loops = worn("jeans", "t-shirt", "belt")
    places = band.vertices[np.unique(band.triangles[band.slot == 1])]
    assert np.abs(places[:, 0]).max() < 0.03
    assert places[:, 1].max() < 0
    sides = np.sign(loops.vertices[:, 0])
    assert 0.4 < (sides > 0).mean() < 0.6
    assert np.ptp(loops.vertices[:, 2]) > np.ptp(band.vertices[:, 2]) * 0.5


@pytest.mark.parametrize(
    ("clothes", "fine"),
    [
        (("jeans", "hoodie"), 3),
        (("jeans", "shirt"), 1),
        (("jeans", "t-shirt", "trainers"), 2),
        (("leggings", "dress"), 0),
    ],
)
def test_pockets_cords_and_tongues_are_left_out_of_people_far_away(clothes: tuple[str, ...], fine: int) -> None:
    assert sum(cut.fine for cut, _ in cuts_of(clothes)) == fine
    figure = dressed(somebody(), (*clothes, "belt"))
    far = geometry_mesh(dataclasses.replace(figure, detail="far"))
    assert SLOTS.index("belt") in far.slot
    assert SLOTS.index("buttons") not in far.slot


def test_straps_keep_their_width_and_grow_narrow_below_the_shoulder() -> None:
    """A strap's edges lie 42 mm apart on the shoulder and 20 mm below the arm, by the fields that it is cut by."""
    where = regions()
    inside, outside = (each for each in cuts_of(("jeans", "t-shirt", "backpack"))[-1][0].fields(where)[:2])
    wide_m = inside + outside
    _, y, z = where.points.T
    front = (y < 0) & ~where.arm()
    assert wide_m[front & (z > 0.40) & (z < 0.5)] == pytest.approx(0.042, abs=1e-6)
    assert wide_m[front & (z > 0.22) & (z < 0.29)] == pytest.approx(0.020, abs=1e-6)
