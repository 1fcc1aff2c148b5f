"""The picture has a bar for each model, the reports' in their own colour."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.benchmarks.picture import check_picture, drawn
from cavendish.pipeline.benchmarks.reports import read_report
from cavendish.pipeline.benchmarks.table import grids
from cavendish.scenes.errors import RequestError

from .conftest import Make

BLUE, FAINT, PAPER = ((0x2F, 0x66, 0x90), (0xA9, 0xB4, 0xBE), (255, 255, 255))


def pixels(*given: str) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(drawn(grids([read_report(each) for each in given])))).convert("RGB"))


def bars(picture: np.ndarray, colour: tuple[int, int, int]) -> int:
    """Count the bars of a colour: runs of rows that hold much of it."""
    rows = (picture == colour).all(-1).sum(1) > 20
    return int(rows[0]) + int((rows[1:] & ~rows[:-1]).sum())


def test_reports_are_blue_and_published_numbers_grey(report: Make) -> None:
    picture = pixels(report("mine", "depth", {"δ1": 0.9}), report("other", "depth", {"δ1": 0.8}))
    assert (bars(picture, BLUE), bars(picture, FAINT)) == (2, 7)


def test_no_name_reaches_over_the_edge(report: Make) -> None:
    picture = pixels(
        report("W" * 80, "depth", {"δ1": 0.9}), report("mine", "referring", {"cIoU": 0.7}, "refcocog", "val")
    )
    assert (picture[:, [0, -1]] == PAPER).all()


def test_what_is_below_nothing_is_drawn_too(report: Make) -> None:
    assert bars(pixels(report("mine", "instance", {"IL_MCC": -0.2}, "", "")), BLUE) == 1


def test_the_ending_is_checked() -> None:
    with pytest.raises(RequestError, match=r"picture t.jpg: must end in .png"):
        check_picture(Path("t.jpg"))
