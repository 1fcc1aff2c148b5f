"""The same table in Markdown, LaTeX and JSON, in which names stay names."""

from __future__ import annotations

import json
import re

import pytest

from cavendish.pipeline.benchmarks.formats import as_json, as_latex, as_markdown
from cavendish.pipeline.benchmarks.reports import read_report
from cavendish.pipeline.benchmarks.table import Grid, grids

from .conftest import Make


@pytest.fixture
def made(report: Make) -> list[Grid]:
    given = report("mine", "depth", {"δ1": 0.97, "AbsRel": 0.0744})
    return grids([read_report(given.replace("mine=", "a_b|c & $d$ {e} \\f=", 1))])


def test_markdown_has_a_row_for_each_model_and_says_where_it_is_from(made: list[Grid]) -> None:
    lines = as_markdown(made).splitlines()
    assert lines[:3] == ["### depth", "", "| model | NYUv2 δ1 ↑ | NYUv2 AbsRel ↓ | from |"]
    assert r"| a\_b\|c &amp; \$d\$ {e} \\f | **0.970** | 0.074 | report |" in lines
    assert "| DA3 | 0.963 | **0.070** | [1] |" in lines
    assert "| Depth Pro | 0.961 |  | [1] |" in lines
    assert "| BTS | 0.885 (a) | 0.110 (a) | [2] |" in lines
    assert "- (a) trained on the set" in lines
    assert "- report: NYUv2: all; ignored: nothing; mean over pictures" in lines
    assert next(line for line in lines if line.startswith("- [2]")).startswith(r"- [2] BTS (cleinc/bts, README)")
    assert not any(line.endswith("…") for line in lines)


def test_latex_is_balanced_and_names_do_nothing(made: list[Grid]) -> None:
    text = as_latex(made)
    assert r"a\_b|c \& \$d\$ \{e\} \textbackslash{}f & \textbf{0.970} & 0.074 & report \\" in text
    assert r"model & NYUv2 $\delta$1 $\uparrow$ & NYUv2 AbsRel $\downarrow$ & from \\" in text
    assert [text.count(rf"\{word}{{table}}") for word in ("begin", "end")] == [1, 1]
    rows = [line for line in text.splitlines() if line.endswith(r"\\")]
    assert {len(re.findall(r"(?<!\\)&", row)) for row in rows} == {3}
    assert len(re.findall(r"(?<!\\)\{", text)) == len(re.findall(r"(?<!\\)\}", text))
    assert text.isascii() or not re.search("[δ°↑↓×]", text)


def test_json_holds_values_in_full_and_nothing_for_empty_cells(made: list[Grid]) -> None:
    data = json.loads(as_json(made))
    (table,) = data["tables"]
    assert table["columns"][1] == {"benchmark": "NYUv2", "metric": "AbsRel", "better": "lower"}
    rows = {row["model"]: row for row in table["rows"]}
    assert next(iter(rows.values()))["cells"][1] == {"value": 0.0744, "note": "", "best": False}
    assert rows["MoGe-2"]["cells"][1]["value"] == 0.0733
    assert rows["Depth Pro"]["cells"] == [{"value": 0.961, "note": "", "best": False}, None]
    assert data["sources"].keys() == {"VB1", "BTS"}
