"""How people walk: feet that bear stay where they are, arms go against legs, and everything worn comes along."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes.people.gait import BEARS, ROLLS
from cavendish.scenes.people.keypoints import NAMES
from cavendish.scenes.people.person import SLOTS, person
from cavendish.scenes.spec import Figure, Gait

from .figures import somebody

STRIDE_M = 1.36
WALKER = somebody(posture="walking")
SHARES = tuple(k / 25 for k in range(25))


def at(share: float, figure: Figure = WALKER) -> np.ndarray:
    """Return the vertices of a walker in the world, who has gone since the beginning of the stride."""
    placed = person(replace(figure, gait=Gait(share % 1.0, STRIDE_M))).mesh.vertices
    return placed - (0.0, STRIDE_M * share, 0.0)


def soles(side: int) -> np.ndarray:
    """Return the vertices of the sole of a side: 1 left, −1 right."""
    shape = person(replace(WALKER, gait=Gait(0.2 if side == 1 else 0.7, STRIDE_M))).mesh
    shod = np.isin(shape.slot, (SLOTS.index("shoes"), SLOTS.index("sole")))
    own = np.unique(shape.triangles[shod])
    return own[(side * person(WALKER).mesh.vertices[own, 0] > 0) & (shape.vertices[own, 2] < 0.03)]


def joint(name: str, share: float, figure: Figure = WALKER) -> np.ndarray:
    """Return a keypoint in the space that goes on with the walker."""
    return person(replace(figure, gait=Gait(share, STRIDE_M))).keypoints_m[NAMES.index(name)].astype(np.float64)


@pytest.mark.parametrize(("side", "late"), [(1, 0.0), (-1, 0.5)], ids=["left", "right"])
def test_a_sole_stays_where_it_bears(side: int, late: float) -> None:
    shares = np.arange(0.0, BEARS, 0.03)
    path = np.stack([at(share + late)[soles(side)] for share in shares.tolist()])
    bears = path[..., 2] < 0.003
    assert bears.any(axis=1).all()
    low, high = (each.reshape(-1, 2) for each in (
        np.where(bears[..., None], path[..., :2], np.inf).min(axis=0),
        np.where(bears[..., None], path[..., :2], -np.inf).max(axis=0),
    ))  # fmt: skip
    assert (high - low)[bears.any(axis=0)].max() < 0.02  # metres, rolling from heel to ball


def test_a_flat_foot_does_not_move_at_all() -> None:
    first, last = ROLLS[1][0], ROLLS[2][0]
    np.testing.assert_allclose(at(first + 0.01)[soles(1)], at(last - 0.01)[soles(1)], atol=2e-4)


def test_nothing_goes_below_the_ground_and_somebody_always_stands_on_it() -> None:
    lowest_m = [at(share)[:, 2].min() for share in SHARES]
    np.testing.assert_allclose(lowest_m, 0, atol=1e-3)


def test_hips_rise_and_fall_with_each_step() -> None:
    heights_m = [joint("left_hip", share)[2] + joint("right_hip", share)[2] for share in SHARES]
    assert 0.015 < np.ptp(heights_m) / 2 < 0.055
    assert heights_m[0] < np.mean(heights_m) < heights_m[7]  # lowest on two feet, highest over one


def test_arms_go_against_legs_and_knees_bend() -> None:
    assert joint("left_ankle", 0.0)[1] < joint("right_ankle", 0.0)[1] - 0.4  # it faces −y
    assert joint("left_wrist", 0.0)[1] > joint("right_wrist", 0.0)[1] + 0.2
    assert joint("left_wrist", 0.5)[1] < joint("right_wrist", 0.5)[1] - 0.2
    thigh, shin = (
        joint("right_knee", 0.25) - joint("right_hip", 0.25),
        joint("right_ankle", 0.25) - joint("right_knee", 0.25),
    )
    bent_deg = np.degrees(np.arccos(thigh @ shin / np.linalg.norm(thigh) / np.linalg.norm(shin)))
    assert 40 < bent_deg < 80  # of a leg in mid-swing; some 60° are usual


def test_every_frame_has_the_same_triangles_and_a_stride_ends_as_it_began() -> None:
    here, there = (person(replace(WALKER, gait=Gait(share, STRIDE_M))).mesh for share in (0.1, 0.6))
    assert np.array_equal(here.triangles, there.triangles)
    np.testing.assert_allclose(at(1.0) - at(0.0), np.broadcast_to((0, -STRIDE_M, 0), here.vertices.shape), atol=1e-9)


def test_what_walks_is_dressed_as_who_stands() -> None:
    """The static mesh is clothed on the posed body, without a rig: number and places of vertices are alike."""
    stands, walks = person(WALKER), person(replace(WALKER, gait=Gait(0.02, STRIDE_M)))
    assert np.array_equal(stands.mesh.triangles, walks.mesh.triangles)
    assert np.array_equal(stands.mesh.slot, walks.mesh.slot)
    lengths = [
        np.linalg.norm(np.diff(each.mesh.vertices[each.mesh.triangles], axis=1), axis=2) for each in (stands, walks)
    ]
    assert np.quantile(np.abs(lengths[0] - lengths[1]), 0.99) < 0.006  # no cloth is torn or squeezed


def test_a_hand_that_holds_something_goes_on_evenly() -> None:
    laden = somebody(posture="carrying a bag", detail="far")
    held = [person(replace(laden, gait=Gait(share, STRIDE_M))).keypoints_m for share in (0.0, 0.2, 0.45, 0.7)]
    wrists = [NAMES.index(name) for name in ("left_wrist", "right_wrist")]
    moved_m = [np.ptp([each[wrist] for each in held], axis=0).max() for wrist in wrists]
    assert min(moved_m) < 0.002
    assert max(moved_m) > 0.2
    stands = person(laden).keypoints_m[wrists[int(np.argmin(moved_m))]]
    np.testing.assert_allclose(held[0][wrists[int(np.argmin(moved_m))]], stands, atol=0.003)


def test_without_a_gait_a_figure_is_what_it_was() -> None:
    assert person(replace(WALKER, gait=None)) is person(WALKER)
