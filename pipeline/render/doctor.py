"""What this machine can render with."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from ...manifests import current_platform
from ...renderers.machine import usable_cpus, usable_memory_bytes

# What pins a process to GPUs; Ray sets it for each worker.
PINNING = ("CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES", "ONEAPI_DEVICE_SELECTOR")


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
        from ...renderers.blender.process import GPU_BACKENDS, bpy, devices, start
    except ImportError as error:
        return {"blender": f"does not load: {error}; on Debian the libraries it wants come with `make system`"}
    device, found = start(), devices()
    return {
        "blender": bpy.app.version_string,
        "GPUs": _gpus(found, os.environ),
        "renders on": f"{device}: {reason(device, GPU_BACKENDS, found)}",
        "device": device,
    }


def reason(device: str, backends: Sequence[str], found: Mapping[str, Sequence[str]]) -> str:
    """Say why a device was chosen: of the backends, in this order, the first that has found one; else the CPU."""
    passed = backends[: backends.index(device)] if device in backends else backends
    without = [f"{name} {'finds no device' if name in found else 'is not in this Blender'}" for name in passed]
    chosen = f"{device} finds {', '.join(found[device])}" if device in found else "so the CPU is left"
    return "; ".join([*without, chosen])


def _gpus(found: Mapping[str, Sequence[str]], environment: Mapping[str, str]) -> str:
    listed = [f"{backend}: {', '.join(names)}" for backend, names in found.items() if names]
    pinned = [f"{name}={environment[name]}" for name in PINNING if name in environment]
    return "; ".join([*(listed or ["none"]), *pinned])


def _presence(package: str, versions: dict[str, str], purpose: str) -> str:
    if not find_spec(package):
        return f"missing: {purpose} needs `pip install cavendish[render]`"
    return versions.get(package, "installed")


def _memory() -> str:
    return f"{usable_memory_bytes() / 1e9:.0f} GB"
