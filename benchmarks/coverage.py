"""The first views of a bundled recipe, small and at draft quality: what they cover, as `cavendish stats` prints it.

    python -m benchmarks.coverage out/coverage [--recipe mixed] [--views 200] [--size 192 128]

Builds into the folder (run again to go on), prints its figures, and says which of those asked of `mixed` are met.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cavendish.manifests import Recipe, load_recipe
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.report.stats.evidence import Figures
from cavendish.pipeline.report.stats.figures import statistics
from cavendish.pipeline.terminal.console import follow, print_table
from cavendish.pipeline.workers.executor import local_map

RANGES = ("[0.3, 1) m", "[1, 10) m", "[10, 100) m")
LEAST_SHARE = 0.05
LEAST_CATEGORIES = {True: 60, False: 25}  # with and without a library
LEAST_THINGS = 12
DIRECTIONS = 24
LEAST_DIRECTION = 0.1 / DIRECTIONS  # a tenth of an even share


def main() -> None:
    """Build what is missing, print every figure and then the verdicts."""
    asked = _arguments()
    recipe = small(load_recipe(asked.recipe), asked.views, asked.size)
    work = open_build(recipe, asked.out)
    follow(run_on(work, local_map), len(work.pending), lambda record: f"{record.name}: {record.seconds:.0f} s")
    found = statistics(asked.out)
    for title, rows in found.items():
        print_table(title, {name: str(value) for name, value in rows.items()})
    verdicts = judged(found, bool(recipe.assets))
    print_table("asked of mixed", {name: "met" if met else "MISSED" for name, met in verdicts.items()})
    sys.exit(0 if all(verdicts.values()) else 1)


def small(recipe: Recipe, views: int, size: list[int]) -> Recipe:
    """Return the recipe's first scenes as small pictures at draft quality."""
    changes = {
        "scenes": views // recipe.views_per_scene,
        "scenes_per_shard": 5,
        "resolution": size,
        "quality": "draft",
        "splits": {"train": 1.0},
    }
    return Recipe.model_validate(recipe.model_dump() | changes)


def judged(found: dict[str, Figures], with_library: bool) -> dict[str, bool]:
    """Return what is asked of the mixed recipe, and whether the figures meet it."""
    depth = found["share of the pixels by depth"]
    facing = found["share of the surface by where it faces"]
    direction = next(float(value) for name, value in facing.items() if name.startswith("emptiest"))
    categories = int(found["categories, and the views that show them"]["different"])
    alike = next(int(v) for name, v in found["most similar scenes"].items() if name.startswith("pairs"))
    return {
        **{f"{name}: at least {LEAST_SHARE:.0%} of the pixels": float(depth[name]) >= LEAST_SHARE for name in RANGES},
        f"at least {LEAST_CATEGORIES[with_library]} categories": categories >= LEAST_CATEGORIES[with_library],
        f"median of at least {LEAST_THINGS} things in rooms": float(found["median of visible things"]["room"])
        >= LEAST_THINGS,
        f"every one of {DIRECTIONS} directions has a tenth of its even share": direction >= LEAST_DIRECTION,
        "no two scenes alike": alike == 0,
        "no overlap over 1 cm": float(found["contacts"]["deepest overlap left, mm"]) <= 10,
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--recipe", default="mixed")
    parser.add_argument("--views", type=int, default=200)
    parser.add_argument("--size", type=int, nargs=2, default=[192, 128])
    return parser.parse_args()


if __name__ == "__main__":
    main()
