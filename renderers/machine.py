"""What of this machine a process may use: its cores and its memory, as affinity mask and control groups allow."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
MEMBERSHIP = Path("/proc/self/cgroup")


def usable_cpus(cgroups: Path = CGROUPS, membership: Path = MEMBERSHIP) -> int:
    """Return how many cores this process may keep busy: those of its affinity mask, within its group's quota."""
    quotas = [_quota(folder) for folder in _groups(cgroups, membership, "cpu")]
    return max(1, round(min([float(len(os.sched_getaffinity(0))), *(quota for quota in quotas if quota)])))


def usable_memory_bytes(cgroups: Path = CGROUPS, membership: Path = MEMBERSHIP) -> int:
    """Return how much memory this process may have: that of the machine, within its group's limit."""
    files = [
        text
        for folder in _groups(cgroups, membership, "memory")
        for text in (_read(folder / "memory.max"), _read(folder / "memory.limit_in_bytes"))
    ]
    all_of_it = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return min([all_of_it, *(int(text) for text in files if text.isdigit())])


def killed_for_memory() -> int:
    """Return how many processes the system has killed since it started because memory ran out."""
    lines = _read(Path("/proc/vmstat")).splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("oom_kill ")), 0)


def _groups(cgroups: Path, membership: Path, controller: str) -> Iterator[Path]:
    """Yield the folders of the control groups that bound this process, of version 2 and of version 1."""
    for line in _read(membership).splitlines():
        _, controllers, path = line.split(":", 2)
        if controllers == "" or controller in controllers.split(","):
            top = cgroups / controller if controllers else cgroups
            folder = top / path.lstrip("/")
            yield from (group for group in (folder, *folder.parents) if group == top or top in group.parents)


def _quota(folder: Path) -> float:
    """Return a group's share of time in cores; 0 where it has none of its own."""
    quota, period = (_read(folder / "cpu.max").split() or ["max", "1"])[:2]
    if quota == "max":
        quota, period = _read(folder / "cpu.cfs_quota_us") or "-1", _read(folder / "cpu.cfs_period_us") or "1"
    return max(0.0, int(quota) / int(period))


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
