"""The page about scoring says what the reports say, and the bounds that pictures are held to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cavendish.manifests.benchmark import DEPTH_PROTOCOLS, MaskRules
from cavendish.pipeline.codecs import depth
from cavendish.pipeline.evaluation import fit
from cavendish.pipeline.evaluation.headline import HEADLINES
from cavendish.pipeline.evaluation.protocols import CROWDS, protocols

PAGE = (Path(__file__).parents[3] / "docs/scoring.md").read_text()


@pytest.mark.parametrize("task", HEADLINES)
def test_the_page_has_the_protocol_of_the_report(task: str) -> None:
    protocol = protocols("nyu", DEPTH_PROTOCOLS["nyu"], 0.1)[task]
    row = re.search(rf"^\| {task} \| (.*) \| (.*) \| (.*) \| (.*) \|$", PAGE, flags=re.MULTILINE)
    assert row
    assert f"**{HEADLINES[task].pooled.removesuffix('°')}**" in row[1]
    assert (row[3], row[4]) == (protocol.ignored, protocol.mean)
    assert row[2] == protocol.counts or task == "depth"


def test_depth_names_its_range_and_what_is_rejected() -> None:
    assert protocols("nyu", DEPTH_PROTOCOLS["nyu"], 0.1)["depth"].counts == (
        '"nyu": surfaces of 0.001 to 10 m within its crop; what is drawn is clamped to it; '
        "colours further than 0.1 from the path mean 0 m"
    )
    assert protocols("all", DEPTH_PROTOCOLS["all"], None)["depth"].counts == (
        '"all": surfaces beyond 0.001 m; infinity counts as the largest truth of the picture'
    )
    assert all(f"`{name}`" in PAGE for name in DEPTH_PROTOCOLS)


def test_the_page_has_the_bounds_of_the_fit() -> None:
    assert f"{fit.LEAST_ON_MAP:.0%} of the pixels within {depth.RESIDUAL_MAX} of it".replace("%", " %") in PAGE
    assert f"another map has {fit.MORE_ON_MAP:.0%} more".replace("%", " %") in PAGE
    assert f"(`gray`: {fit.NEAR_GRAY})" in PAGE
    assert f"{fit.LEAST_UNIT:.0%} of the colours unit vectors (to {fit.UNIT})".replace("%", " %") in PAGE
    assert f"over {fit.HIDDEN_SHARE:.0%} of the surfaces".replace("%", " %") in PAGE
    assert f"within {fit.NEAR_COLOUR:g} of a colour" in PAGE
    assert f"{fit.LEAST_FLAT:.0%} of the pixels background".replace("%", " %") in PAGE
    assert f"{fit.MOST_LOST:.0%} of what is drawn on it".replace("%", " %") in PAGE
    assert (fit.HIDDEN_FACTOR, fit.CLEARLY_BETTER) == (4, 0.5)


@pytest.mark.parametrize("task", ["semantic", "instance", "referring"])
def test_the_page_has_the_protocol_of_photographs(task: str) -> None:
    protocol = protocols("nyu", DEPTH_PROTOCOLS["nyu"], None, masks=MaskRules())[task]
    section = PAGE.split("## Masks of photographs")[1]
    assert f"| {task} | {protocol.counts} | {protocol.ignored} | {protocol.mean} |" in section
    assert all(f"`--protocol {name}`" in section for name in CROWDS)


@pytest.mark.parametrize(
    ("rules", "counts", "ignored"),
    [
        (MaskRules(), "paired within a picture", "what is drawn mostly in a crowd"),
        (
            MaskRules(smallest_px=100),
            "paired within a picture",
            "what is drawn mostly in a crowd; instances under 100 px and what is drawn mostly on them",
        ),
        (
            MaskRules(annotators=3, crowds="dropped"),
            "of 3 annotators the one whom the drawing agrees with best",
            "nothing: a crowd is no instance, and what is drawn there is wrong",
        ),
    ],
    ids=["COCO", "Cityscapes", "SA-Co/Gold"],
)
def test_the_rules_of_a_set_are_said(rules: MaskRules, counts: str, ignored: str) -> None:
    protocol = protocols("all", DEPTH_PROTOCOLS["all"], None, masks=rules)["instance"]
    assert protocol.counts.endswith(counts)
    assert protocol.ignored == ignored
