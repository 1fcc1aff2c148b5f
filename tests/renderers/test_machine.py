"""A process takes what it may have, not what the machine has."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cavendish.renderers.machine import usable_cpus, usable_memory_bytes

CORES = len(os.sched_getaffinity(0))
MACHINE_BYTES = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def cgroups(tmp_path: Path) -> Path:
    (tmp_path / "job/task").mkdir(parents=True)
    (tmp_path / "membership").write_text("0::/job/task\n")
    return tmp_path


def test_without_a_group_the_affinity_mask_decides(tmp_path: Path) -> None:
    assert usable_cpus(tmp_path, tmp_path / "none") == CORES
    code = (
        "import os; os.sched_setaffinity(0, {0}); from cavendish.renderers import machine; print(machine.usable_cpus())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


def test_the_quota_of_any_group_above_counts(cgroups: Path) -> None:
    (cgroups / "job/task/cpu.max").write_text("max 100000\n")
    assert usable_cpus(cgroups, cgroups / "membership") == CORES
    (cgroups / "job/cpu.max").write_text("100000 100000\n")
    assert usable_cpus(cgroups, cgroups / "membership") == 1
    (cgroups / "job/cpu.max").write_text("20000 100000\n")
    assert usable_cpus(cgroups, cgroups / "membership") == 1  # never none


def test_groups_of_version_1(tmp_path: Path) -> None:
    for name in ("cpu/a", "memory/a"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "membership").write_text("4:memory:/a\n1:cpu:/a\n")
    (tmp_path / "cpu/a/cpu.cfs_quota_us").write_text("-1\n")
    (tmp_path / "cpu/a/cpu.cfs_period_us").write_text("100000\n")
    (tmp_path / "memory/a/memory.limit_in_bytes").write_text("1000000\n")
    assert usable_cpus(tmp_path, tmp_path / "membership") == CORES
    assert usable_memory_bytes(tmp_path, tmp_path / "membership") == 1_000_000
    (tmp_path / "cpu/a/cpu.cfs_quota_us").write_text("100000\n")
    assert usable_cpus(tmp_path, tmp_path / "membership") == 1


def test_the_memory_of_the_smallest_group(cgroups: Path) -> None:
    assert usable_memory_bytes(cgroups, cgroups / "membership") == MACHINE_BYTES
    (cgroups / "job/task/memory.max").write_text("max\n")
    (cgroups / "job/memory.max").write_text("123456789\n")
    assert usable_memory_bytes(cgroups, cgroups / "membership") == 123456789
