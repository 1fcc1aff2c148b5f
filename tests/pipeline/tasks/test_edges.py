"""Edges lie where shapes end and fold, and nowhere else: worked out by hand for planes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.edges import EDGES, READING, edges

from .plain_frames import FLOOR, HEIGHT, WIDTH, frame_of, only, plane

HALF = WIDTH // 2
LEFT, RIGHT = slice(None, HALF), slice(HALF, None)


def test_a_step_is_an_occlusion_edge_of_the_nearer_side() -> None:
    near, far = only(plane((0, 0, 1), 2.0), LEFT), plane((0, 0, 1), 4.0)
    found = edges(frame_of(near, far))
    expected = np.zeros((HEIGHT, WIDTH), np.int64)
    expected[:, HALF - 2 : HALF + 1] = 1  # the last column of the near plane, and its neighbours
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize(("step", "seen"), [(0.99, False), (1.01, True)])
def test_a_step_counts_from_two_percent_of_the_depth(step: float, seen: bool) -> None:
    near, far = only(plane((0, 0, 1), 2.0), LEFT), plane((0, 0, 1), 2.0 * (1 + 0.02 * step))
    assert (edges(frame_of(near, far)) == 1).any() == seen


@pytest.mark.parametrize(("turn_deg", "seen"), [(14.9, False), (15.1, True), (20.0, True)])
def test_a_fold_of_thirty_degrees_is_a_crease(turn_deg: float, seen: bool) -> None:
    """Two planes that meet in the middle of the picture, each turned by half of the fold."""
    x, z = np.sin(np.radians(turn_deg)), np.cos(np.radians(turn_deg))
    left, right = only(plane((-x, 0, z), 3 * z), LEFT), only(plane((x, 0, z), 3 * z), RIGHT)
    found = edges(frame_of(left, right))
    assert not (found == 1).any()
    assert np.flatnonzero((found == 2).any(axis=0)).tolist() == ([HALF - 2, HALF - 1, HALF] if seen else [])


def test_a_floor_seen_edge_on_has_no_edge_but_the_horizon() -> None:
    found = edges(frame_of(FLOOR))
    horizon = HEIGHT // 2  # the first row that looks down
    assert set(np.flatnonzero(found.any(axis=1)).tolist()) == {horizon - 1, horizon, horizon + 1}
    assert (found[horizon] == 1).all()


def test_what_is_unknown_has_no_edge() -> None:
    frame = frame_of(only(plane((0, 0, 1), 2.0), LEFT), plane((0, 0, 1), 4.0))
    hidden = replace(frame, valid=np.arange(WIDTH)[None, :].repeat(HEIGHT, 0) != HALF)
    assert not edges(hidden).any()


def test_f1_is_that_of_arithmetic() -> None:
    """Of a line of 3 columns all is found, and half of what is drawn is right: F1 is 2/3."""
    frame = frame_of(only(plane((0, 0, 1), 2.0), LEFT), plane((0, 0, 1), 4.0))
    truth = edges(frame)
    scores = READING.score(np.maximum(truth, np.roll(truth, 20, axis=1)), truth, frame.valid)
    assert scores == pytest.approx({"F1": 2 / 3, "F1 occlusion edges": 2 / 3})
    moved = READING.score(np.roll(truth, 1, axis=1), truth, frame.valid)
    assert moved == {"F1": 1.0, "F1 occlusion edges": 1.0}  # within 0.75 % of the diagonal of 80 px, rounded up


def test_a_frame_without_edges_or_normals_is_not_asked() -> None:
    flat = frame_of(plane((0, 0, 1), 2.0))
    assert EDGES.answer(flat, np.random.default_rng(0), "en", None) is None
    blind = replace(flat, normals=np.zeros_like(flat.normals))
    assert EDGES.answer(blind, np.random.default_rng(0), "en", None) is None


@pytest.mark.parametrize(("rows", "seen"), [(3, False), (4, True)])
def test_a_speck_is_no_line(rows: int, seen: bool) -> None:
    """A bar one pixel wide and so many high, before a wall: each of its pixels is marked, and none else."""
    bar, wall = only(plane((0, 0, 1), 2.0), slice(20, 21), slice(10, 10 + rows)), plane((0, 0, 1), 4.0)
    assert edges(frame_of(bar, wall)).any() == seen
