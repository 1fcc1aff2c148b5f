"""How long to wait for a process: by the clock, longer on a busy machine, and no more where nothing moves."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

import psutil

from ...renderers.machine import usable_cpus

STALL_S = 300.0  # without any CPU time or output: longer than a network or a swapping machine lets a process wait
Activity = tuple[float, int]  # seconds of CPU, bytes of output: whatever changes was work


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait, as it stands at `now_s`: what is used up of its limit, and when the process last did something."""

    now_s: float
    moved_s: float
    used_s: float = 0.0
    activity: Activity = (0.0, 0)

    def hang(self, limit_s: float) -> str | None:
        """Say why the process counts as hanging; None while it does not."""
        if self.used_s > limit_s:
            return "it took longer than it may"
        if self.now_s - self.moved_s > STALL_S:
            return f"it used no CPU and printed nothing for {STALL_S:.0f} s"
        return None


def begin(now_s: float) -> Wait:
    """Return a wait that begins."""
    return Wait(now_s, now_s)


def go_on(wait: Wait, now_s: float, load: float, most: float, activity: Activity) -> Wait:
    """Return a wait a moment later; under `load` for each core the limit lasts as much longer, at most `most` times."""
    used_s = wait.used_s + (now_s - wait.now_s) / min(most, max(1.0, load))
    moved_s = wait.moved_s if activity == wait.activity else now_s
    return replace(wait, now_s=now_s, moved_s=moved_s, used_s=used_s, activity=activity)


def load_per_core(minutes: int = 1) -> float:
    """Return how many processes run or wait for each core that this one may use, averaged over 1, 5 or 15 minutes."""
    return os.getloadavg()[(1, 5, 15).index(minutes)] / usable_cpus()


def cpu_s(pid: int) -> float:
    """Return the CPU seconds that a process and those below it have used; 0 where it has gone."""
    try:
        process = psutil.Process(pid)
        return sum(_cpu_s(each) for each in (process, *process.children(recursive=True)))
    except psutil.Error:
        return 0.0


def _cpu_s(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return times.user + times.system + times.children_user + times.children_system
