"""Workers on several nodes: shards are made once each, whatever becomes of workers and nodes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
import ray
from ray.cluster_utils import Cluster

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset.plan import Plans, ShardPlan, plan_shards
from cavendish.pipeline.monitor.events import Event, EventKind, Observer, ignore
from cavendish.pipeline.render.failures import MachineError
from cavendish.pipeline.workers.executor import MakeWork
from cavendish.pipeline.workers.ray_cluster import Fleet, connect
from cavendish.pipeline.workers.ray_executor import ray_map
from cavendish.scenes.errors import RequestError, WorkError

ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])


@dataclass(frozen=True)
class Made:
    """What a worker of these tests answers instead of a record."""

    shard: int
    node: str
    gpus: str
    child: int


Act = Callable[[Path, ShardPlan, str], None]


class Acting:
    """A worker that does as it is told, and notes what it did in a folder."""

    def __init__(self, notes: Path, act: Act) -> None:
        self._notes, self._act = notes, act

    def __call__(self, plan: ShardPlan) -> Made:
        node = ray.get_runtime_context().get_node_id()
        self._act(self._notes, plan, node)
        with (self._notes / f"made-{plan.shard}").open("a") as file:
            file.write(f"{node}\n")
        return Made(plan.shard, node, os.environ.get("CUDA_VISIBLE_DEVICES", ""), os.getpid())

    def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    yield made
    made.shutdown()


@pytest.fixture
def nodes(cluster: Cluster) -> Iterator[list[object]]:
    added = [cluster.add_node(num_cpus=1, num_gpus=1) for _ in range(2)]
    yield added
    for node in added:
        if node in cluster.worker_nodes:
            cluster.remove_node(node)


def plans(tiny: Recipe, count: int) -> Plans:
    return plan_shards(tiny.model_copy(update={"scenes": count, "scenes_per_shard": 1}))


def make(cluster: Cluster, plans: Plans, notes: Path, act: Act, workers: int = 2) -> tuple[list[Made], list[Event]]:
    seen: list[Event] = []
    fleet = connect(workers, 1.0, 0.5, cluster.address)
    assert fleet == Fleet(workers, 1.0, 0.5)
    return list(made_by(fleet, notes, act, plans, seen.append)), seen


def made_by(fleet: Fleet, notes: Path, act: Act, plans: Plans, observe: Observer = ignore) -> Iterator[Made]:
    """Pass on what workers answer, of which `ray_map` reads nothing."""
    return cast(Iterator[Made], ray_map(fleet, cast(MakeWork, partial(Acting, notes, act)), plans, observe))


def quietly(notes: Path, plan: ShardPlan, node: str) -> None:
    time.sleep(0.1)


def die_once(notes: Path, plan: ShardPlan, node: str) -> None:
    if plan.shard % 3 == 1 and not (notes / f"died-{plan.shard}").exists():
        (notes / f"died-{plan.shard}").touch()
        os.kill(os.getpid(), signal.SIGKILL)


def wait_for_another_node(notes: Path, plan: ShardPlan, node: str) -> None:
    with suppress(FileExistsError), (notes / "first").open("x") as file:
        file.write(node)
    if plan.shard and (notes / "first").read_text() == node:
        while all(path.read_text().startswith(node) for path in notes.glob("made-*")):
            time.sleep(0.05)


def fail_on_the_first_node(notes: Path, plan: ShardPlan, node: str) -> None:
    time.sleep(0.2)
    with suppress(FileExistsError), (notes / "bad").open("x") as file:
        file.write(node)
    if (notes / "bad").read_text() == node:
        raise MachineError("the driver of its GPU is gone")


def fail(notes: Path, plan: ShardPlan, node: str) -> None:
    raise MachineError(f"no renderer starts here, said {plan.name}")


def refuse(notes: Path, plan: ShardPlan, node: str) -> None:
    raise RequestError("library chairs is not here")


def test_each_shard_is_made_once_and_gpus_are_pinned(
    cluster: Cluster, nodes: list[object], tiny: Recipe, tmp_path: Path
) -> None:
    made, seen = make(cluster, plans(tiny, 12), tmp_path, quietly)
    assert sorted(one.shard for one in made) == list(range(12))
    assert {one.gpus for one in made} == {"0"}  # of the one GPU that each node is said to have
    assert [e.kind for e in seen] == [EventKind.WORKER_STARTED] * 2
    assert len({one.child for one in made}) == 2


def test_the_shard_of_a_killed_worker_is_made_by_another(
    cluster: Cluster, nodes: list[object], tiny: Recipe, tmp_path: Path
) -> None:
    made, seen = make(cluster, plans(tiny, 9), tmp_path, die_once)
    assert sorted(one.shard for one in made) == list(range(9))
    kinds = [e.kind for e in seen]
    assert (kinds.count(EventKind.WORKER_LOST), kinds.count(EventKind.SHARD_RETRIED)) == (3, 3)


def test_a_node_that_fails_is_not_asked_again(
    cluster: Cluster, nodes: list[object], tiny: Recipe, tmp_path: Path
) -> None:
    made, seen = make(cluster, plans(tiny, 12), tmp_path, fail_on_the_first_node)
    bad = (tmp_path / "bad").read_text()
    assert sorted(one.shard for one in made) == list(range(12))
    assert bad not in {one.node for one in made}
    assert [e.fields["message"] for e in seen if e.kind is EventKind.NODE_AVOIDED] == ["the driver of its GPU is gone"]


@pytest.mark.parametrize(("act", "error"), [(fail, "no renderer starts here"), (refuse, "chairs is not here")])
def test_where_every_node_fails_the_build_says_why(
    act: Callable[[Path, ShardPlan, str], None],
    error: str,
    cluster: Cluster,
    nodes: list[object],
    tiny: Recipe,
    tmp_path: Path,
) -> None:
    with pytest.raises((WorkError, RequestError), match=error):
        make(cluster, plans(tiny, 4), tmp_path, act)
    assert not ray.is_initialized()


def test_nodes_are_used_as_they_join_and_missed_when_they_go(cluster: Cluster, tiny: Recipe, tmp_path: Path) -> None:
    first, joined, made = cluster.add_node(num_cpus=1, num_gpus=1), None, list[Made]()
    fleet = connect(3, 1.0, 0.5, cluster.address)  # more workers than there is room for
    for one in made_by(fleet, tmp_path, wait_for_another_node, plans(tiny, 12)):
        made.append(one)
        joined = joined or cluster.add_node(num_cpus=1, num_gpus=1)
        if one.node == joined.node_id and first in cluster.worker_nodes:
            cluster.remove_node(first, allow_graceful=False)
    assert joined is not None
    cluster.remove_node(joined)
    assert first not in cluster.worker_nodes
    assert sorted(one.shard for one in made) == list(range(12))
    assert len({one.node for one in made}) == 2


def test_a_draining_node_is_survived(cluster: Cluster, nodes: list[Any], tiny: Recipe, tmp_path: Path) -> None:
    made: list[Made] = []
    seen: list[Event] = []
    taken_at = 0.0  # as a spot instance: its end is announced, and comes two seconds later
    fleet = connect(2, 1.0, 0.5, cluster.address)
    for one in made_by(fleet, tmp_path, quietly, plans(tiny, 80), seen.append):
        made.append(one)
        if len(made) == 4:
            drain(cluster, nodes[0].node_id)
            taken_at = time.monotonic() + 2
        if taken_at and time.monotonic() > taken_at and nodes[0] in cluster.worker_nodes:
            cluster.remove_node(nodes[0], allow_graceful=False)
    assert nodes[0] not in cluster.worker_nodes
    assert sorted(one.shard for one in made) == list(range(80))
    assert {one.node for one in made[-10:]} == {nodes[1].node_id}
    assert EventKind.NODE_AVOIDED not in [e.kind for e in seen]  # it did nothing wrong


def drain(cluster: Cluster, node: str) -> None:
    """Announce that a node will be taken."""
    command = [str(Path(sys.executable).parent / "ray"), "drain-node", "--address", cluster.address, "--node-id", node]
    reason = [
        "--reason",
        "DRAIN_NODE_REASON_PREEMPTION",
        "--reason-message",
        "taken",
        "--deadline-remaining-seconds",
        "2",
    ]
    subprocess.run([*command, *reason], check=True, capture_output=True)


def test_a_ray_that_does_not_start_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(**_: object) -> None:
        raise Exception("The current node timed out during startup.\nThis could happen …")  # noqa: TRY002  as Ray does

    monkeypatch.setattr(ray, "init", slow)
    with pytest.raises(WorkError, match=r"^Ray does not start here: .*"):
        connect(2, None, None, "")
