"""What a net that learnt from renders makes of photographs is scored by the order of points, in crops."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image
from transfer import COLORMAP, SIZE_PX, by_rows, crops, judged, order

from cavendish.pipeline.codecs import depth


def slope(height: int = 480, width: int = 640) -> tuple[Image.Image, np.ndarray]:
    """A picture as bright as it is near, nearer from the top left to the bottom right."""
    disparity = np.add.outer(np.linspace(1, 2, height), np.linspace(0, 1, width))
    return Image.fromarray((80 * disparity).astype(np.uint8)).convert("RGB"), disparity


def test_order_is_1_where_all_is_right_0_where_all_is_wrong_and_a_half_where_nothing_is_told() -> None:
    _, disparity = slope()
    answers: list[np.ndarray] = [disparity**3, -disparity, np.ones_like(disparity)]
    found = [order(drawn, disparity) for drawn in answers]
    assert found == [1.0, 0.0, 0.5]


def test_points_without_disparity_do_not_count() -> None:
    _, disparity = slope()
    drawn = np.where(disparity > 2, -disparity, disparity)
    assert order(drawn, disparity) < 1
    assert order(drawn, np.where(disparity > 2, np.nan, disparity)) == 1


def test_a_photograph_is_seen_in_nine_crops_of_one_size() -> None:
    seen = crops(slope())
    assert len(seen) == 9
    for picture, disparity in seen:
        assert tuple(picture.shape) == (3, SIZE_PX[1], SIZE_PX[0])
        assert picture.mean().item() == pytest.approx(80 / 255 * disparity.mean(), abs=0.01)  # the same part of both


def test_a_net_that_sees_how_near_things_are_is_right_and_rows_alone_know_half_of_it() -> None:
    def net(image: torch.Tensor, _task: torch.Tensor) -> torch.Tensor:
        drawn = [depth.encode(1 / each.numpy(), COLORMAP) for each in image.mean(1)]
        return torch.from_numpy(np.stack(drawn)).permute(0, 3, 1, 2) / 255

    assert judged(net, slope()) > 0.99
    assert 0.6 < by_rows(slope()) < 0.9
