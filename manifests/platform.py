"""What a shard's bytes depend on beside its recipe: the software versions, the device and the instruction set."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import BaseModel, ConfigDict

PACKAGES = ("cavendish", "blenderproc", "bpy", "h5py", "numpy", "openexr", "pillow", "scipy")
INSTRUCTION_SETS = ("avx512f", "avx2", "sse4_2")  # the ones for which Cycles, Embree and numpy carry code


class Platform(BaseModel):
    """Equal platforms give equal bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    python: str
    system: str
    machine: str
    instruction_set: str
    device: str
    packages: dict[str, str]

    def differences(self, other: Platform) -> list[str]:
        """Return "field: ours / theirs" for every field that is not equal."""
        mine, theirs = self.flat(), other.flat()
        return [
            f"{name}: {mine.get(name)} / {theirs.get(name)}"
            for name in sorted(mine | theirs)
            if mine.get(name) != theirs.get(name)
        ]

    def flat(self) -> dict[str, str]:
        """Return everything as one mapping from name to version."""
        return {**self.model_dump(exclude={"packages"}), **self.packages}


def current_platform(device: str) -> Platform:
    """Return this process's platform; `device` is what the renderer uses ("CPU", "OPTIX", "numpy", …)."""
    return Platform(
        python=platform.python_version(),
        system=platform.system(),
        machine=platform.machine(),
        instruction_set=_instruction_set(),
        device=device,
        packages={name: found for name in PACKAGES if (found := _version(name))},
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _instruction_set() -> str:
    try:
        flags = set(Path("/proc/cpuinfo").read_text().split())
    except OSError:
        flags = set()
    return next((name for name in INSTRUCTION_SETS if name in flags), "baseline")
