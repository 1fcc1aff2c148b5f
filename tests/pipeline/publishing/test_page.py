"""The page on publishing states what its recipes make and cost as the estimate does."""

import re
from pathlib import Path

from cavendish.manifests import load_recipe
from cavendish.pipeline.render.estimate import Estimate, estimate

PAGE = Path(__file__).parents[3] / "docs/publishing.md"


def column(name: str) -> list[str]:
    asked, found = load_recipe(name), estimate(load_recipe(name))
    pictures = found.frames * (1 + asked.edits.share + asked.stereo.share)
    hours = [pictures * seconds / 3600 for seconds in (2, 5, 10)]
    return [
        f"{asked.scenes:,}",
        f"{asked.scenes * asked.views_per_scene * asked.samples_of_each_view:,}",
        f"{samples(found, 'depth', 4):,}",
        f"{samples(found, 'pose', 1):,}",
        f"{sum(split.shards for split in found.splits.values()):,}",
        f"{found.archive_gb:,.0f} GB",
        f"{found.truth_gb:,.0f} GB",
        f"{found.core_hours:,.0f}",
        *(f"{each:.{each < 10:d}f}" for each in hours),
    ]


def samples(found: Estimate, task: str, weight: int) -> int:
    """Return how many are asked of a task: 5 × 4 + 36 × 1 = 56 are the weights of all."""
    asked = round(found.frames * 5 * weight / 56)
    assert abs(sum(split.samples[task] for split in found.splits.values()) - asked) <= 2, "each split is rounded"
    return asked


def test_the_table_of_sizes_is_that_of_the_estimate() -> None:
    rows = PAGE.read_text().split("<!-- sizes -->\n")[1].split("\n\n")[0].splitlines()[2:]
    cells = [re.findall(r"[^|]+", row) for row in rows]
    assert [row[1].strip() for row in cells] == column("cavendish-10k")
    assert [row[2].strip() for row in cells] == column("cavendish-1m")
