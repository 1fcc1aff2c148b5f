"""What an export costs beside its bytes: `python -m benchmarks.export [--shards 250 500 10000] [--to energon]`.

Datasets of tiny shards, which are one shard built by the analytic renderer and its record under other names. Prints how
long an export of each took, on one process and on all cores, what that is for a shard, and how long the same command
takes again once all is written. It is linear where the time for a shard stays.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from cavendish.manifests import Recipe, ShardRecord
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.dataset.folder import publish_manifest, recorded
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.export.driver import FORMATS, export
from cavendish.pipeline.workers.executor import local_map


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shards", type=int, nargs="+", default=[250, 500, 10_000])
    parser.add_argument("--to", choices=FORMATS, default="energon")
    asked = parser.parse_args()
    print(f"{'shards':>7} {'one process':>16} {'all cores':>16} {'again':>8}")
    for shards in asked.shards:
        with tempfile.TemporaryDirectory() as folder:
            out = many(Path(folder) / "out", shards)
            one, every = (exported(out, Path(folder) / f"jobs-{jobs}", asked.to, jobs) for jobs in (1, None))
            again = exported(out, Path(folder) / "jobs-1", asked.to, 1)
        row = [f"{seconds:.1f} s, {1000 * seconds / shards:.2f} ms" for seconds in (one, every)]
        print(f"{shards:>7} {row[0]:>16} {row[1]:>16} {again:>6.1f} s", flush=True)


def exported(out: Path, folder: Path, to: str, jobs: int | None) -> float:
    """Export a dataset and return how many seconds that took."""
    started = time.monotonic()
    export(out, folder, to, jobs=jobs)
    return time.monotonic() - started


def many(out: Path, shards: int) -> Path:
    """Write a dataset of so many shards, all with the contents of one; their keys are its keys."""
    list(run_on(open_build(recipe(1), out), local_map))
    (one,) = recorded(out, recipe(1))
    wanted = recipe(shards)
    tar, truth = ((out / file.path).read_bytes() for file in (one.tar, one.truth))
    for plan in plan_shards(wanted):
        files = {"tar": f"{plan.split}/{plan.name}.tar", "truth": f"truth/{plan.name}.h5"}
        for path, data in ((files["tar"], tar), (files["truth"], truth)):
            (out / path).write_bytes(data)
        (out / f"records/{plan.name}.json").write_bytes(renamed(one, plan.shard, plan.name, wanted, files).to_bytes())
    publish_manifest(out, wanted, recorded(out, wanted))
    return out


def renamed(record: ShardRecord, shard: int, name: str, wanted: Recipe, files: dict[str, str]) -> ShardRecord:
    """Return a record as another shard's."""
    changes = {"shard": shard, "name": name, "recipe_digest": wanted.digest}
    paths = {key: getattr(record, key).model_copy(update={"path": path}) for key, path in files.items()}
    return record.model_copy(update=changes | paths)


def recipe(scenes: int) -> Recipe:
    """Return a recipe of shards of one scene, of one small view of primitives."""
    return Recipe.model_validate(
        {
            "name": "exported",
            "scenes": scenes,
            "views_per_scene": 1,
            "samples_per_view": 1,
            "scenes_per_shard": 1,
            "splits": {"train": 1},
            "resolution": [32, 32],
            "layouts": {"shapes": 1},
            "renderer": "analytic",
            "tasks": {"depth": 1},
        }
    )


if __name__ == "__main__":
    main()
