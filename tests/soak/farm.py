"""A farm on loopback, somebody who kills its processes at random, and what must be true of its dataset all the same."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psutil import Process, wait_procs

from cavendish.pipeline.dataset.folder import read_manifest

from ..pipeline.digests import digests
from .processes import command, descendants, marked, sigkill

CAVENDISH = [sys.executable, "-c", "from cavendish.pipeline.cli.main import main; main()"]
MARK = "CAVENDISH_FARM"
RAYS_OWN = ("ray::IDLE", "ray::DashboardAgent", "ray::RuntimeEnvAgent")
# A raylet that was killed is noticed in two seconds and not in fifteen, so that a test may be short.
HEALTH = {"health_check_initial_delay_ms": 1000, "health_check_period_ms": 500, "health_check_failure_threshold": 4}


class Farm:
    """Several raylets on loopback beside a head that takes no work."""

    def __init__(self, cluster: Any, mark: str) -> None:
        self._cluster, self.mark = cluster, mark
        self.killed: Counter[str] = Counter()

    @property
    def address(self) -> str:
        """HOST:PORT, as --address takes it."""
        return str(self._cluster.address)

    def join(self) -> None:
        """Add a raylet with room for one worker."""
        self._cluster.add_node(num_cpus=1)

    def workers(self) -> list[Process]:
        """The actors' processes."""
        family = (process for node in self._cluster.worker_nodes for process in descendants(_raylet(node), "ray::"))
        return [process for process in family if _is_actor(command(process))]

    def renderers(self) -> list[Process]:
        """The processes that actors have started."""
        return [child for worker in self.workers() for child in descendants(worker.pid)]

    def kill(self, kind: str, dice: random.Random) -> bool:
        """Kill one of a kind; False where there is none. Where a raylet falls, another one joins.

        Only the main thread may: what Ray starts dies with the thread that started it.
        """
        if kind == "raylet":
            done = self._kill_raylet(dice)
        else:
            alive = self.workers() if kind == "worker" else self.renderers()
            done = bool(alive) and _kill_family(dice.choice(alive))
        self.killed[kind] += done
        return done

    def leftovers(self) -> list[Process]:
        """What belongs to a build and still lives."""
        seen = ((process, command(process)) for process in marked(self.mark))
        return [process for process, line in seen if "renderer_main" in line or _is_actor(line)]

    def _kill_raylet(self, dice: random.Random) -> bool:
        node = dice.choice(sorted(self._cluster.worker_nodes, key=_raylet))
        killed = sigkill(_raylet(node))
        self._cluster.remove_node(node, allow_graceful=False)
        self.join()
        return killed


@contextmanager
def farm(raylets: int) -> Iterator[Farm]:
    """Start a farm of its own, which no other Ray on this machine sees, and leave no process of it behind."""
    from ray.cluster_utils import Cluster

    mark, folder = uuid.uuid4().hex, tempfile.mkdtemp(prefix="farm", dir="/tmp")  # short: sockets' names must fit
    before = dict(os.environ)
    os.environ |= {MARK: mark, "RAY_TMPDIR": folder, "RAY_worker_niceness": "0"}  # or whatever else runs comes first
    head = {"num_cpus": 0, "include_dashboard": False, "_system_config": HEALTH}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    ours = Farm(cluster, mark)
    try:
        for _ in range(raylets):
            ours.join()
        yield ours
    finally:
        cluster.shutdown()
        for process in marked(mark):
            if process.pid != os.getpid():
                sigkill(process.pid)
        os.environ.clear()
        os.environ.update(before)
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Kill:
    """One of a kind is killed `delay_s` after so many shards were there: worker, renderer, raylet or driver.

    That kills follow shards and not the clock makes a storm as bad on a slow machine as on a fast one.
    """

    shards: int
    kind: str
    delay_s: float = 0.0


def storm(seed: int, shards: range, share: float, kinds: tuple[str, ...]) -> list[Kill]:
    """Return kills at random: one for each shard with probability `share`, up to two seconds after it."""
    dice = random.Random(seed)
    return [Kill(n, dice.choice(kinds), dice.uniform(0, 2)) for n in shards if dice.random() < share]


def build_in_a_storm(ours: Farm, recipe: Path, out: Path, workers: int, kills: list[Kill]) -> int:
    """Run a build on the farm while its processes are killed; return its exit code, negative where it was killed.

    Beside OUT, what it says is added to OUT.log, and its answer is OUT.json.
    """
    dice, due = random.Random(len(kills)), []
    waiting, last = ([kill for kill in kills if (kill.kind == "driver") is of_driver] for of_driver in (False, True))
    command = [*CAVENDISH, "build", str(recipe), str(out), "--json", "--address", ours.address]
    with (
        out.with_suffix(".log").open("ab") as said,
        out.with_suffix(".json").open("wb") as answer,
        subprocess.Popen([*command, "--workers", str(workers)], stderr=said, stdout=answer) as build,
        ThreadPoolExecutor(
            1
        ) as apart,  # the driver's end does not wait until a raylet has fallen and another one joined
    ):
        for kill in last:
            apart.submit(kill_driver, ours, kill, build, out)
        while build.poll() is None:
            time.sleep(0.05)
            shards, now_s = finished(out), time.monotonic()
            due += [(now_s + kill.delay_s, kill.kind) for kill in waiting if kill.shards <= shards]
            waiting = [kill for kill in waiting if kill.shards > shards]
            due = [(at_s, kind) for at_s, kind in due if at_s > now_s or not ours.kill(kind, dice)]
        return build.returncode


def kill_driver(ours: Farm, kill: Kill, build: subprocess.Popen[bytes], out: Path) -> None:
    """Kill a build once so many shards are there, unless it is over before."""
    while build.poll() is None and finished(out) < kill.shards:
        time.sleep(0.02)
    if build.poll() is None:
        sigkill(build.pid)
        ours.killed["driver"] += 1


def finished(out: Path) -> int:
    """How many shards have a record."""
    return len(list(out.glob("records/*.json")))


def files(out: Path) -> set[str]:
    """The names of all files, hidden ones too."""
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def assert_same(out: Path, calm: Path) -> None:
    """A dataset equals a calm run's: every shard's bytes, its files, and what is counted but for tries."""
    assert digests(out) == digests(calm)
    assert files(out) == files(calm)
    assert read_manifest(out).totals.model_copy(update={"retried": {}}) == read_manifest(calm).totals


def _kill_family(process: Process) -> bool:
    """Kill a process, and see to it that its children die by themselves."""
    children = descendants(process.pid)
    killed = sigkill(process.pid)
    assert not wait_procs(children, 60)[1], f"orphans of {process}"
    return killed


def _raylet(node: Any) -> int:
    return int(node.all_processes["raylet"][0].process.pid)


def _is_actor(line: str) -> bool:
    return line.startswith("ray::") and not line.startswith(RAYS_OWN)
