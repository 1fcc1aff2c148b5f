"""The driver's memory does not grow with the number of shards; `python -m benchmarks.farm` measures it on Ray."""

import tracemalloc
from collections.abc import Iterable, Iterator
from pathlib import Path

from cavendish.manifests import Recipe, ShardRecord
from cavendish.pipeline.build.driver import complete, open_build
from cavendish.pipeline.dataset.plan import ShardPlan

from ..digests import records_of


def test_neither_plans_nor_records_are_kept(tiny: Recipe, built: Path, tmp_path: Path) -> None:
    record = records_of(built)[0]

    def made(plans: Iterable[ShardPlan]) -> Iterator[ShardRecord]:
        return (record.model_copy(update={"name": plan.name}, deep=True) for plan in plans)

    def most_bytes(shards: int) -> int:
        work = open_build(tiny.model_copy(update={"scenes": shards, "scenes_per_shard": 1}), tmp_path / str(shards))
        tracemalloc.start()
        assert sum(1 for _ in complete(work, made)) == shards
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    most_bytes(10)  # loads what is loaded once
    few, many = most_bytes(200), most_bytes(2200)
    assert (many - few) / 2000 < 40  # bytes of each shard more; its record takes some thousands
