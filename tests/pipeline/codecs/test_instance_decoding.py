"""Instances are found as the paper's appendix says: compared with a plain reading of it, then rule by rule."""

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.pipeline.codecs import masks

BACKGROUND = (10, 20, 30)
RED, GREEN, BLUE = (200, 30, 30), (30, 200, 30), (30, 30, 200)
KING = {(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)} - {(0, 0)}
KNIGHT = {(down, right) for down in (-2, -1, 1, 2) for right in (-2, -1, 1, 2) if abs(down) != abs(right)}

Pixels = set[tuple[int, int]]


def plain_decode(rgb: NDArray[np.uint8], background: tuple[int, int, int]) -> NDArray[np.int32]:
    """Follow appendix A pixel by pixel."""
    colours = rgb.astype(int)
    height, width, _ = rgb.shape
    free = {(y, x) for y in range(height) for x in range(width) if distance(colours[y, x], background) >= 14}
    floods = []
    while free:
        floods.append(plain_flood(colours, free))
        free -= floods[-1]
    floods = [f for f in floods if len(f) >= 2e-4 * height * width and len(plain_core(f)) >= 0.1 * len(f)]
    labels = np.zeros((height, width), np.int32)
    while floods:
        group = [floods.pop(0)]
        for member in group:
            near = [flood for flood in floods if belong_together(colours, member, flood)]
            floods = [flood for flood in floods if flood not in near]
            group += near
        labels[tuple(np.transpose(list(set().union(*group))))] = labels.max() + 1
    return labels


def plain_flood(colours: NDArray[np.int_], free: Pixels) -> Pixels:
    seed = min(free)
    flood, front = {seed}, [seed]
    while front:
        y, x = front.pop()
        around = {(y + down, x + right) for down, right in KING | KNIGHT} & free - flood
        near = {pixel for pixel in around if distance(colours[pixel], colours[seed]) <= 14}
        flood |= near
        front += near
    return flood


def plain_core(flood: Pixels) -> Pixels:
    return {(y, x) for y, x in flood if all((y + down, x + right) in flood for down, right in KING)}


def belong_together(colours: NDArray[np.int_], a: Pixels, b: Pixels) -> bool:
    box = np.ptp(list(a | b), axis=0) + 1
    means = [colours[tuple(np.transpose(list(flood)))].mean(axis=0) for flood in (a, b)]
    return distance(*means) <= 14 and bool(box.prod() <= 5 * (len(a) + len(b)))


def distance(a: NDArray[np.int_], b: NDArray[np.int_] | tuple[int, int, int]) -> float:
    return float(np.linalg.norm(np.subtract(a, b)))


def canvas(height: int = 60, width: int = 80) -> NDArray[np.uint8]:
    return np.full((height, width, 3), BACKGROUND, np.uint8)


def areas(rgb: NDArray[np.uint8]) -> list[int]:
    labels = masks.decode_instances(rgb, BACKGROUND)
    assert labels.dtype == np.int32
    return np.bincount(labels.reshape(-1))[1:].tolist()


def discs(count: int, side: int) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """Return a picture of discs on a grid, all of different colours at least 60 apart, and their numbers."""
    levels = np.stack(np.meshgrid(*[(0, 85, 170, 255)] * 3), axis=-1).reshape(-1, 3)
    palette = np.random.default_rng(0).permutation(levels[np.linalg.norm(levels - BACKGROUND, axis=1) > 60])[:count]
    cells = int(np.ceil(np.sqrt(count)))
    y, x = np.mgrid[:side, :side] * cells / side
    number = (y.astype(int) * cells + x.astype(int) + 1) * (np.hypot(y % 1 - 0.5, x % 1 - 0.5) < 0.45)
    number[number > count] = 0
    return np.vstack([BACKGROUND, palette]).astype(np.uint8)[number], number.astype(np.int32)


@pytest.mark.parametrize("seed", range(12))
def test_agrees_with_a_plain_reading(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rgb, _ = discs(4, 40)
    rgb[rng.integers(40)] = RED
    rgb[:, rng.integers(40)] = rgb[0, 0]
    noisy = np.clip(rgb + rng.normal(0, seed, rgb.shape), 0, 255).round().astype(np.uint8)
    np.testing.assert_array_equal(masks.decode_instances(noisy, BACKGROUND), plain_decode(noisy, BACKGROUND))


@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_a_plain_reading_on_smooth_colours(seed: int) -> None:
    coarse = np.random.default_rng(seed).integers(0, 256, (4, 5, 3)).astype(float)
    rows = np.array([np.interp(np.linspace(0, 3, 30), range(4), column) for column in coarse.reshape(4, -1).T])
    fine = np.array(
        [np.interp(np.linspace(0, 4, 40), range(5), line) for line in rows.reshape(5, 3, 30).reshape(5, -1).T]
    )
    rgb = fine.reshape(3, 30, 40).transpose(1, 2, 0).astype(np.uint8)
    np.testing.assert_array_equal(masks.decode_instances(rgb, BACKGROUND), plain_decode(rgb, BACKGROUND))


def test_forty_instances_come_back() -> None:
    rgb, number = discs(40, 256)
    np.testing.assert_array_equal(masks.decode_instances(rgb, BACKGROUND), masks_in_order(number))
    np.testing.assert_array_equal(masks.decode_instances(rgb / 255, BACKGROUND), masks_in_order(number))


def test_forty_instances_come_back_from_noise() -> None:
    rgb, number = discs(40, 256)
    noisy = np.clip(rgb + np.random.default_rng(0).normal(0, 2, rgb.shape), 0, 255).astype(np.uint8)
    found = masks.decode_instances(noisy, BACKGROUND)
    assert found.max() == 40
    assert np.mean(found == masks_in_order(number)) > 0.995


def masks_in_order(number: NDArray[np.int32]) -> NDArray[np.int32]:
    """Renumber by first pixels."""
    _, first, inverse = np.unique(number, return_index=True, return_inverse=True)
    assert first[0] == 0
    return first.argsort().argsort()[inverse].reshape(number.shape).astype(np.int32)


def test_background_is_nearer_than_tau() -> None:
    rgb = canvas()
    rgb[10:20, 10:20] = np.add(BACKGROUND, (13, 0, 0))
    rgb[10:20, 40:50] = np.add(BACKGROUND, (14, 0, 0))
    assert areas(rgb) == [100]


def test_a_wrong_background_becomes_an_instance() -> None:
    rgb = canvas()
    rgb[10:20, 10:20] = RED
    labels = masks.decode_instances(rgb, (250, 250, 250))
    assert np.bincount(labels.reshape(-1)).tolist() == [0, 60 * 80 - 100, 100]


def test_touching_instances_are_told_apart_by_colour() -> None:
    rgb = canvas()
    rgb[10:30, 10:30], rgb[10:30, 30:50] = RED, np.add(RED, (0, 60, 0))
    assert areas(rgb) == [400, 400]


def test_a_gap_of_one_pixel_is_crossed_by_a_knights_move() -> None:
    # Two bars that form an angle, so that the box around both is too large for step 5 to merge them.
    for gap, expected in ((1, [360]), (2, [180, 180])):
        rgb = canvas(80, 80)
        rgb[10:13, 10:70] = RED
        rgb[10:70, 70 + gap : 73 + gap] = RED
        assert areas(rgb) == expected


def test_parts_merge_when_their_box_is_small() -> None:
    rgb = canvas(100, 100)
    rgb[10:20, 10:20] = RED
    rgb[10:20, 24:34] = RED  # box 10 × 24 ≤ 5 × 200
    assert areas(rgb) == [200]
    rgb[10:20, 24:34] = BACKGROUND
    rgb[70:80, 70:80] = RED  # box 70 × 70 > 5 × 200
    assert areas(rgb) == [100, 100]


def test_parts_merge_by_way_of_a_third() -> None:
    rgb = canvas(40, 400)
    for left in range(10, 310, 40):
        rgb[10:20, left : left + 10] = RED  # each is merged with the next: box 10 × 50 ≤ 5 × 200
    assert areas(rgb) == [800]


def test_small_and_thin_ones_are_dropped() -> None:
    rgb = canvas(400, 400)
    rgb[10:15, 10:17] = RED  # 35 pixels are more than 2e-4 of the picture
    rgb[30:35, 10:16] = GREEN  # 30 are less
    rgb[50:52, 10:90] = BLUE  # two rows leave nothing to a 3×3 erosion
    assert areas(rgb) == [35]


def test_thin_at_the_frame_is_thin() -> None:
    rgb = canvas()
    rgb[:2] = RED
    assert areas(rgb) == []


@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (5, 0), (1, 1), (1, 9), (2, 2), (9, 1)])
def test_any_size(shape: tuple[int, int]) -> None:
    assert not masks.decode_instances(np.full((*shape, 3), BACKGROUND, np.uint8), BACKGROUND).any()
    assert masks.decode_instances(np.full((*shape, 3), RED, np.uint8), BACKGROUND).shape == shape


def test_pure_noise_holds_nothing() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (256, 256, 3), np.uint8)
    assert not masks.decode_instances(noise, BACKGROUND).any()
