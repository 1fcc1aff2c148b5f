from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.scenes.appearance import adverts, prints, screens
from cavendish.scenes.appearance.prints import BACK_PX, COVER_PX, PAGE_PX
from cavendish.scenes.appearance.screens import HANDSET_PX, SCREEN_PX

WHITE = (0.9, 0.88, 0.83)
DRAWN: dict[str, tuple[Callable[[int], NDArray[np.float64]], tuple[int, int]]] = {
    "page": (lambda seed: prints.page(seed, WHITE), (PAGE_PX[0], 2 * PAGE_PX[1])),
    "letter": (lambda seed: prints.letter(seed, WHITE), PAGE_PX),
    "cover": (lambda seed: prints.cover(seed, (0.2, 0.3, 0.4)), (COVER_PX[0], BACK_PX + COVER_PX[1])),
    "advert": (lambda seed: adverts.advert(seed, WHITE), (adverts.HIGH_PX, adverts.TALL_PX + adverts.WIDE_PX)),
    "desktop": (screens.desktop, SCREEN_PX),
    "handset": (screens.handset, HANDSET_PX),
}


@pytest.mark.parametrize("name", sorted(DRAWN))
@pytest.mark.parametrize("seed", range(6))
def test_a_print_is_a_picture_of_its_number_alone(name: str, seed: int) -> None:
    draw, size = DRAWN[name]
    drawn = draw(seed)
    assert drawn.shape == (*size, 3)
    assert drawn.min() >= 0
    assert drawn.max() <= 1
    assert (drawn == draw(seed)).all()
    assert (drawn != draw(seed + 100)).any()
    assert drawn.std() > 0.01  # something is on it


@pytest.mark.parametrize("seed", range(4))
def test_an_advert_has_an_upright_and_a_wide_print_each_with_fields_of_several_tones(seed: int) -> None:
    drawn = adverts.advert(seed, WHITE)
    split = round(adverts.UPRIGHT * drawn.shape[1])
    assert split == adverts.TALL_PX
    for half in (drawn[:, :split], drawn[:, split:]):
        tones = {tuple(tone) for tone in (half[::8, ::8].reshape(-1, 3) * 6).round().astype(int).tolist()}
        assert len(tones) > 4


def test_text_is_lines_of_unequal_words_with_a_ragged_edge() -> None:
    sheet = prints.Sheet(np.random.Generator(np.random.PCG64(3)), (200, 200), WHITE)
    sheet.text(10.0, 20.0, 190.0, 180.0)
    ink = (sheet.picture < 0.5).any(axis=2)
    assert not ink[:, :20].any()
    assert not ink[:, 180:].any()
    lines = [ink[10 + prints.LINE_PX * k :][: prints.MARK_PX] for k in range(18)]
    ends = [int(np.flatnonzero(line.any(axis=0)).max()) for line in lines if line.any()]
    assert len(ends) > 12
    assert len(set(ends)) > 8
    gaps = [gap for line in lines for gap in _runs(~line.any(axis=0)[20:180])]
    assert {1, 4} <= set(gaps)  # between letters, and between words


def _runs(flags: NDArray[np.bool_]) -> list[int]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(int), [0]])))
    return [int(run) for run in (edges[1::2] - edges[::2])]


def test_marks_on_keys_are_light_on_dark_keys_and_dark_on_light_ones() -> None:
    for colour, darker in (((0.05, 0.05, 0.05), False), ((0.85, 0.85, 0.84), True)):
        caps = screens.keycaps(1, colour)
        marked = np.abs(caps - colour).max(axis=2) > 0.2
        assert 0.01 < marked.mean() < 0.3
        assert (caps[marked].mean() < np.mean(colour)) == darker
