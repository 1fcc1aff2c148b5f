"""A table holds the reports' numbers beside the published ones of the same benchmarks, and says which are best."""

from __future__ import annotations

import pytest

from cavendish.pipeline.benchmarks.reports import read_report
from cavendish.pipeline.benchmarks.table import Column, Grid, grids
from cavendish.scenes.errors import RequestError

from .conftest import Make

D1, ABSREL = Column("NYUv2", "δ1"), Column("NYUv2", "AbsRel")
PARTIAL = {"depth": {"asked": 4, "scored": 3, "missing": 1, "broken": 0, "counted as the worst": 0}}


def made(*given: str) -> list[Grid]:
    return grids([read_report(each) for each in given])


def best(grid: Grid, column: Column) -> list[str]:
    return [row.model for row in grid.rows if column in row.cells and row.cells[column].best]


def test_published_numbers_stand_below_the_reports(report: Make) -> None:
    (grid,) = made(report("mine", "depth", {"δ1": 0.98, "AbsRel": 0.075, "RMSE": 0.3}))
    assert grid.columns == (D1, ABSREL)
    assert [(row.model, bool(row.source)) for row in grid.rows][:3] == [
        ("mine", False),
        ("DepthLM", True),
        ("DA3", True),
    ]
    assert {row.model: row.cells[D1].value for row in grid.rows}["Vision Banana"] == 0.948
    assert (best(grid, D1), best(grid, ABSREL)) == (["mine"], ["DA3"])  # more is better, and less


def test_several_benchmarks_of_a_model_are_one_row(report: Make) -> None:
    given = (report("mine", "depth", {"δ1": 0.9}), report("mine", "depth", {"δ1": 0.8}, part="kitti"))
    (grid,) = made(*given)
    assert {column.benchmark: cell.value for column, cell in grid.rows[0].cells.items()} == {"NYUv2": 0.9, "KITTI": 0.8}
    assert sum(row.model == "UniK3D" for row in grid.rows) == 1


def test_each_task_has_a_table(report: Make) -> None:
    found = made(report("m", "normals", {"mean°": 9.0}, "dsine-eval", "nyuv2"), report("m", "depth", {"δ1": 0.9}))
    assert [grid.task for grid in found] == ["depth", "normals"]
    assert {column.metric for column in found[1].columns} == {"mean°", "median°"}


@pytest.mark.parametrize("value", [0.9651, 0.9649])
def test_what_is_shown_alike_is_equally_good(value: float, report: Make) -> None:
    (grid,) = made(report("mine", "depth", {"δ1": value}))
    assert best(grid, D1) == ["mine", "UniK3D"]


def test_a_number_with_a_note_is_not_the_best(report: Make) -> None:
    (grid,) = made(report("half", "depth", {"δ1": 1.0}, pictures=PARTIAL), report("mine", "depth", {"δ1": 0.99}))
    assert best(grid, D1) == ["mine"]
    assert grid.notes == ("1 of 4 pictures are not scored", "trained on the set")


def test_what_the_robust_decoder_read_is_told_and_compared_with_none(report: Make) -> None:
    (grid,) = made(report("mended", "depth", {"δ1": 1.0}, decoder="robust"), report("mine", "depth", {"δ1": 0.99}))
    assert best(grid, D1) == ["mine"]
    assert grid.notes == ("read by the robust decoder", "trained on the set")


def test_a_number_alone_is_not_the_best(report: Make) -> None:
    (grid,) = made(report("mine", "depth", {"δ1": 0.99}, "", ""))
    assert best(grid, Column("mine test", "δ1")) == []


def test_reports_that_were_scored_otherwise_are_said_to_be(report: Make) -> None:
    protocol = {"depth": {"counts": "indoors", "mean": "over pixels"}}
    (alike,) = made(report("a", "depth", {"δ1": 1.0}), report("b", "depth", {"δ1": 0.9}))
    (other,) = made(report("a", "depth", {"δ1": 1.0}), report("b", "depth", {"δ1": 0.9}, protocol=protocol))
    assert alike.rules == {"NYUv2": "all; ignored: nothing; mean over pictures"}
    assert other.rules == {
        "NYUv2": "not alike: a: all; ignored: nothing; mean over pictures; b: indoors; mean over pixels"
    }


def test_crowds_that_count_in_one_report_and_not_in_the_other_are_said(report: Make) -> None:
    forgiving, strict = (
        {"instance": {"counts": "all", "ignored": crowds, "mean": "F1"}} for crowds in ("crowds", "nothing")
    )
    given = ({"pmF1": 0.5}, "saco-gold", "all")
    (grid,) = made(
        report("a", "instance", *given, protocol=forgiving), report("b", "instance", *given, protocol=strict)
    )
    assert grid.rules == {
        "SA-Co/Gold": "not alike: a: all; ignored: crowds; mean F1; b: all; ignored: nothing; mean F1"
    }


def test_two_reports_of_one_model_on_one_benchmark_are_refused(report: Make) -> None:
    with pytest.raises(RequestError, match=r"two reports of m score NYUv2 \(depth\); name their models: NAME=PATH"):
        made(report("m", "depth", {"δ1": 0.9}), report("m", "depth", {"δ1": 0.8}))


def test_reports_without_a_score_are_refused(report: Make) -> None:
    with pytest.raises(RequestError, match="the reports hold no score"):
        made(report("m", "depth", {"δ1": None}))
