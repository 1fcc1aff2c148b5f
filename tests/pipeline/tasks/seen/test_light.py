"""Lightness, saturation and hue against published values, and the colour of a picture's light."""

import numpy as np
import pytest

from cavendish.pipeline.tasks.seen.light import appearance, light_of, linear


@pytest.mark.parametrize(
    ("rgb", "lightness", "chroma", "hue_deg"),
    [
        ((255, 255, 255), 1.0, 0.0, None),
        ((255, 0, 0), 0.628, 0.2577, 29.2),
        ((0, 255, 0), 0.8664, 0.2948, 142.5),
        ((0, 0, 255), 0.452, 0.3132, 264.1),
        ((0, 0, 0), 0.0, 0.0, None),
    ],
)
def test_primaries_are_where_css_color_4_has_them(
    rgb: tuple[int, int, int], lightness: float, chroma: float, hue_deg: float | None
) -> None:
    ((found, saturation, hue),) = appearance(linear(np.array([rgb], np.uint8)))
    assert found == pytest.approx(lightness, abs=1e-3)
    assert saturation * found == pytest.approx(chroma, abs=1e-3)
    assert hue_deg is None or hue == pytest.approx(hue_deg, abs=0.1)


def test_shade_changes_lightness_alone() -> None:
    lit, shaded = appearance(np.array([[0.6, 0.3, 0.1], [0.15, 0.075, 0.025]]))
    assert shaded[0] < 0.7 * lit[0]
    assert shaded[1:] == pytest.approx(lit[1:])


def test_the_light_is_what_tints_the_whole_picture() -> None:
    codes = np.random.default_rng(0).integers(20, 200, (40, 60, 1)).repeat(3, axis=2)
    warm = (codes * (1.0, 0.9, 0.7)).astype(np.uint8)
    red, green, blue = light_of(warm)
    assert red > green > blue
    assert light_of(codes.astype(np.uint8)) == pytest.approx(np.ones(3))


@pytest.mark.parametrize("code", [0, 255])
def test_black_and_blown_out_pictures_tell_of_no_light(code: int) -> None:
    assert (light_of(np.full((4, 4, 3), code, np.uint8)) == 1).all()


def test_a_picture_of_one_strong_colour_tells_of_a_bounded_light() -> None:
    red = light_of(np.full((8, 8, 3), (200, 0, 0), np.uint8))
    assert red.min() >= 0.4
    assert red.max() <= 2.5
