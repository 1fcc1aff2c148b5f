"""The shipped colour maps are matplotlib's."""

from importlib import resources

import matplotlib
import numpy as np
import pytest

from cavendish.pipeline.codecs.colormaps import NAMES, table

SHIPPED = ("plasma", "inferno", "viridis")


def matplotlib_tables() -> str:
    """Return what `colormaps.csv` holds; write this there to make the file anew."""
    rows = np.hstack([matplotlib.colormaps[name](np.arange(256), bytes=True)[:, :3] for name in SHIPPED])
    header = ",".join(f"{name}_{channel}" for name in SHIPPED for channel in "rgb")
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n"


def test_shipped_tables_are_matplotlibs() -> None:
    shipped = resources.files("cavendish.pipeline.codecs").joinpath("colormaps.csv")
    assert shipped.read_text() == matplotlib_tables()


@pytest.mark.parametrize("name", SHIPPED)
def test_table_reads_its_columns(name: str) -> None:
    np.testing.assert_array_equal(table(name), matplotlib.colormaps[name](np.arange(256), bytes=True)[:, :3])


def test_gray_is_a_ramp() -> None:
    assert table("gray").tolist() == [[value] * 3 for value in range(256)]


def test_cube_moves_one_channel_by_one_step() -> None:
    cube = table("cube").astype(int)
    assert cube.shape == (1786, 3)
    assert np.all(np.abs(np.diff(cube, axis=0)).sum(axis=1) == 1)
    assert len(np.unique(cube, axis=0)) == 1786


@pytest.mark.parametrize("name", NAMES)
def test_tables_cannot_be_changed(name: str) -> None:
    with pytest.raises(ValueError, match="read-only"):
        table(name)[0] = 1
