"""What an export costs beside its bytes: `python -m benchmarks.export [--shards 250 500 10000] [--to energon]`.

Datasets of tiny shards, which are one scene of the analytic renderer under other names. Prints how long an export of
each took, how much processor time that is for a shard (which tells less of what else the machine does), and how long
the same command takes again once all is written. It is linear where the time for a shard stays.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from cavendish.manifests import FileRecord, Recipe, ShardRecord
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.dataset.folder import publish_manifest, recorded
from cavendish.pipeline.dataset.keys import ViewKey
from cavendish.pipeline.dataset.plan import ShardPlan, plan_shards
from cavendish.pipeline.dataset.publish import publish
from cavendish.pipeline.dataset.samples import Sample
from cavendish.pipeline.dataset.tar import read_tar, write_tar
from cavendish.pipeline.dataset.truth import read_truth, write_truth
from cavendish.pipeline.export.driver import FORMATS, export
from cavendish.pipeline.workers.executor import local_map


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shards", type=int, nargs="+", default=[250, 500, 10_000])
    parser.add_argument("--to", choices=FORMATS, default="energon")
    asked = parser.parse_args()
    print(f"{'shards':>7} {'export':>8} {'for a shard':>12} {'again':>8}")
    for shards in asked.shards:
        with tempfile.TemporaryDirectory() as folder:
            out = many(Path(folder) / "out", shards)
            first_s, first_cpu_s = exported(out, Path(folder) / "new", asked.to)
            again_s, _ = exported(out, Path(folder) / "new", asked.to)
        print(f"{shards:>7} {first_s:>6.1f} s {1000 * first_cpu_s / shards:>9.2f} ms {again_s:>6.1f} s", flush=True)


def exported(out: Path, folder: Path, to: str) -> tuple[float, float]:
    """Export a dataset and return how many seconds that took, and how many of a processor."""
    started, cpu = time.monotonic(), time.process_time()
    export(out, folder, to)
    return time.monotonic() - started, time.process_time() - cpu


def many(out: Path, shards: int) -> Path:
    """Write a dataset of so many shards, all with the pictures of one under keys of their own."""
    list(run_on(open_build(recipe(1), out), local_map))
    (one,) = recorded(out, recipe(1))
    wanted = recipe(shards)
    samples = list(read_tar((out / one.tar.path).read_bytes()))
    ((_, frame),) = read_truth((out / one.truth.path).read_bytes())
    for plan in plan_shards(wanted):
        tar = write_tar(Sample(f"{plan.shard:08d}{each.key[8:]}", each.parts) for each in samples)
        files = {
            "tar": publish(out, f"{plan.split}/{plan.name}.tar", tar, durable=False),
            "truth": publish(out, f"truth/{plan.name}.h5", write_truth({ViewKey(plan.shard, 0): frame}), durable=False),
        }
        publish(out, f"records/{plan.name}.json", renamed(one, plan, wanted, files).to_bytes(), durable=False)
    publish_manifest(out, wanted, recorded(out, wanted))
    return out


def renamed(record: ShardRecord, plan: ShardPlan, wanted: Recipe, files: dict[str, FileRecord]) -> ShardRecord:
    """Return the record of a shard with one scene as another shard's."""
    names = {"shard": plan.shard, "name": plan.name, "recipe_digest": wanted.digest}
    parts = {
        name: tuple(each.model_copy(update={"scene": plan.shard}) for each in getattr(record, name))
        for name in ("scenes", "views")
    }
    return record.model_copy(update=names | parts | files)


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
