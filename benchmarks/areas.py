"""How much of the picture do instance and referring targets mark? Asks a dataset's views anew, from their truth.

    python -m benchmarks.areas OUT... [--seeds 20]

Prints, for each task, the share of the targets that mark less than 1 % of the picture, and of the views, what share
could not do better.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset.contents import plan_of, read_frames
from cavendish.pipeline.dataset.folder import read_manifest, recorded
from cavendish.pipeline.dataset.keys import SampleKey, ViewKey
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.dataset.samples import answer
from cavendish.pipeline.terminal.console import print_table
from cavendish.renderers.frame import Frame

SMALL_SHARE = 0.01
TASKS = ("instance", "referring")


def main() -> None:
    """Ask every view of these datasets many times over, and print the shares."""
    asked = _arguments()
    for task in TASKS:
        views = [shares(recipe, key, frame, task, asked.seeds) for recipe, key, frame in frames(asked.out)]
        marked, best = np.concatenate(views), np.array([each.max() for each in views if each.size])
        rows = {"views": f"{len(views)}", "targets": f"{marked.size}"}
        rows |= {
            f"under {SMALL_SHARE:.0%} of the picture": f"{(marked < SMALL_SHARE).mean():.1%} of the targets",
            "no view has more": f"{(best < SMALL_SHARE).mean():.1%} of the views",
            "median": f"{np.median(marked):.1%} of the picture",
        }
        print_table(task, rows)


def frames(roots: list[Path]) -> Iterator[tuple[Recipe, ViewKey, Frame]]:
    """Yield all views of these datasets with their recipes."""
    for root in roots:
        manifest = read_manifest(root)
        plans = plan_shards(manifest.recipe)
        for record in recorded(root, manifest.recipe, manifest.recipe_digest):
            for key, frame in read_frames(root, plan_of(plans, record), record):
                yield manifest.recipe, key, frame


def shares(recipe: Recipe, key: ViewKey, frame: Frame, task: str, seeds: int) -> NDArray[np.float64]:
    """Return what share of the picture each of a view's targets marks, one for each seed that had something to ask."""
    found = []
    for seed in range(seeds):
        given = answer(recipe.model_copy(update={"prompt_seed": seed}), SampleKey(key.scene, key.view, 0, task), frame)
        if given is not None:
            meant = [number for referent in given.referents.values() for number in referent.instances]
            found.append(float(np.isin(frame.instance, meant).mean()))
    return np.array(found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="+")
    parser.add_argument("--seeds", type=int, default=20)
    return parser.parse_args()


if __name__ == "__main__":
    main()
