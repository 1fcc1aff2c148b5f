"""What this machine can render with."""

from __future__ import annotations

import shutil
import tempfile
from importlib.util import find_spec

from ..manifests import current_platform
from ..renderers.machine import usable_cpus, usable_memory_bytes


def examine() -> dict[str, str]:
    """Return what a build here would use, and what is missing, as label and sentence."""
    blender = _blender()
    device = blender.pop("device", "none")
    platform = current_platform(device).flat()
    return {
        "python": f"{platform['python']} on {platform['system']} {platform['machine']} ({platform['instruction_set']})",
        "CPU threads": f"{usable_cpus()} that this process may use, by its affinity mask and control group",
        "memory": _memory(),
        "temporary space": f"{shutil.disk_usage(tempfile.gettempdir()).free / 1e9:.0f} GB free",
        **blender,
        "ray": _presence("ray", platform, "more than one worker"),
        "numpy": platform["numpy"],
        "pillow": platform["pillow"],
    }


def _blender() -> dict[str, str]:
    if not find_spec("bpy") or not find_spec("blenderproc"):
        return {"blender": "missing: rendering needs Python 3.11 and `pip install cavendish[render]`"}
    try:
        from ..renderers.blender_process import bpy, devices, start
    except ImportError as error:
        return {"blender": f"does not load: {error}; on Debian the libraries it wants come with `make system`"}
    device = start()
    found = [f"{backend}: {', '.join(names)}" for backend, names in devices().items() if names]
    why = "the first backend that finds a GPU" if found else "no backend finds a GPU"
    return {
        "blender": bpy.app.version_string,
        "GPUs": "; ".join(found) or "none",
        "renders on": f"{device}, because {why}",
        "device": device,
    }


def _presence(package: str, versions: dict[str, str], purpose: str) -> str:
    if not find_spec(package):
        return f"missing: {purpose} needs `pip install cavendish[render]`"
    return versions.get(package, "installed")


def _memory() -> str:
    return f"{usable_memory_bytes() / 1e9:.0f} GB"
