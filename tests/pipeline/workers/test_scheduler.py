"""Who gets which shard, and who is asked no more."""

from collections.abc import Iterator

import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset.plan import ShardPlan, plan_shards
from cavendish.pipeline.workers.scheduler import FailureWeight, NodeHealth, ShardQueue, ShardTask, cpus_for


def plans(tiny: Recipe, count: int) -> Iterator[ShardPlan]:
    return iter(plan_shards(tiny.model_copy(update={"scenes": count, "scenes_per_shard": 1})))


def taken(queue: ShardQueue, node: str, others: bool = False) -> ShardTask:
    task = queue.take(node, others)
    assert task is not None
    return task


def test_plans_are_taken_when_their_turn_comes(tiny: Recipe) -> None:
    source = plans(tiny, 10)
    queue = ShardQueue(source, workers=2)
    assert [taken(queue, "a").plan.shard for _ in range(3)] == [0, 1, 2]
    assert next(source).shard == 3


def test_the_queue_ends(tiny: Recipe) -> None:
    queue = ShardQueue(plans(tiny, 2), workers=5)
    assert len(queue) == 2
    assert queue.take("a", False)
    assert queue.take("a", False)
    assert len(queue) == 0
    assert queue.take("a", False) is None


def test_a_shard_that_a_node_could_not_do_is_left_to_others(tiny: Recipe) -> None:
    queue = ShardQueue(plans(tiny, 3), workers=1)
    first = taken(queue, "bad", others=True)
    assert first.plan.may_move
    queue.put_back(first.moved("bad"))
    assert taken(queue, "bad", others=True).plan.shard == 1
    moved = taken(queue, "good", others=True)
    assert (moved.plan.shard, moved.plan.may_move) == (0, False)
    queue.put_back(moved)
    assert taken(queue, "bad").plan.shard == 0  # there is nobody else


@pytest.mark.parametrize(
    ("weight", "times"), [(FailureWeight.LOST, 6), (FailureWeight.FAILED, 2), (FailureWeight.REFUSED, 1)]
)
def test_a_node_is_avoided_once_it_has_failed_often_enough(weight: FailureWeight, times: int) -> None:
    health = NodeHealth()
    assert [health.record_failure("bad", weight) for _ in range(times + 1)] == [False] * (times - 1) + [True, False]
    assert health.avoided == ["bad"]


def test_what_a_node_does_well_makes_up_for_what_went_wrong_before() -> None:
    health = NodeHealth()
    for _ in range(5):
        health.record_failure("mixed", FailureWeight.FAILED)
        health.record_success("mixed")
    assert health.avoided == []


@pytest.mark.parametrize(
    ("workers", "nodes", "cpus"),
    [
        (2, [16], 8),
        (1, [8, 8], 8),  # a worker has to fit on one node
        (3, [8, 8], 4),
        (3, [8, 4], 4),
        (4, [2], 0.5),
        (2, [0, 2], 1),
        (5, [], 0.2),
    ],
)
def test_cores_are_shared_out_so_that_all_workers_find_a_place(workers: int, nodes: list[float], cpus: float) -> None:
    assert cpus_for(workers, nodes) == cpus
