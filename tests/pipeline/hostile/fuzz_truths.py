"""Truth files that are signed by their records and hold what no shard does."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from .dataset_files import SECRET, SECRET_TEXT, one, sign
from .fuzz_tars import PICTURES

Change = Callable[[h5py.File, h5py.Group, Path], None]
ARRAYS = ("depth_m", "normals", "instance", "valid", "image")


def rewritten(change: Change, out: Path, rng: random.Random) -> None:
    """Change a file's first group, and sign it."""
    path = one(out, rng, "truth/*.h5")
    with h5py.File(path, "r+") as file:
        change(file, next(iter(file.values())), out)
    sign(out)


def put(name: str, data: Any) -> Change:
    def change(file: h5py.File, group: h5py.Group, out: Path) -> None:
        del group[name]
        group[name] = data

    return change


def external(name: str) -> Change:
    """Return what lets an array's bytes lie in another file."""

    def change(file: h5py.File, group: h5py.Group, out: Path) -> None:
        shape, dtype = group[name].shape, group[name].dtype
        del group[name]
        there = os.fsencode(out.parent / "sentinel" / SECRET)
        group.create_dataset(name, shape, dtype, external=[(there, 0, h5py.h5f.UNLIMITED)])

    return change


def bytes_of_theirs(file: h5py.File, group: h5py.Group, out: Path) -> None:
    del group["image"]
    there = os.fsencode(out.parent / "sentinel" / SECRET)
    group.create_dataset("image", (len(SECRET_TEXT),), np.uint8, external=[(there, 0, len(SECRET_TEXT))])


def virtual(file: h5py.File, group: h5py.Group, out: Path) -> None:
    shape = group["depth_m"].shape
    elsewhere = out.parent / "sentinel" / "other.h5"
    with h5py.File(elsewhere, "w") as other:
        other["depth_m"] = np.ones(shape, np.float32)
    layout = h5py.VirtualLayout(shape, np.float32)
    layout[:] = h5py.VirtualSource(elsewhere, "depth_m", shape)
    del group["depth_m"]
    group.create_virtual_dataset("depth_m", layout)


def linked(link: Callable[[Path], Any], whole: bool = False) -> Change:
    """Return what puts a link in place of an array, or of the whole group."""

    def change(file: h5py.File, group: h5py.Group, out: Path) -> None:
        holder, name = (file, group.name) if whole else (group, "depth_m")
        del holder[name]
        holder[name] = link(out)

    return change


def external_link(out: Path) -> h5py.ExternalLink:
    elsewhere = out.parent / "sentinel" / "other.h5"
    with h5py.File(elsewhere, "w") as other:
        other["depth_m"] = np.ones((48, 64), np.float32)
    return h5py.ExternalLink(str(elsewhere), "/depth_m")


def huge(name: str, shape: tuple[int, ...]) -> Change:
    """Return what says that an array has terabytes, of which none is there."""

    def change(file: h5py.File, group: h5py.Group, out: Path) -> None:
        dtype = group[name].dtype
        del group[name]
        group.create_dataset(name, shape, dtype, chunks=(1, *(1 for _ in shape[1:])))

    return change


def bomb(file: h5py.File, group: h5py.Group, out: Path) -> None:
    """Put 4 GB of packed zeros there, in 4 MB chunks written once each."""
    del group["depth_m"]
    made = group.create_dataset("depth_m", (32_768, 32_768), np.float32, chunks=(1024, 1024), compression="gzip")
    made[:1024, :1024] = 0


def dropped(name: str) -> Change:
    def change(file: h5py.File, group: h5py.Group, out: Path) -> None:
        del group[name]

    return change


def attribute(name: str, value: Any) -> Change:
    def change(file: h5py.File, group: h5py.Group, out: Path) -> None:
        del group.attrs[name]
        if value is not None:
            group.attrs[name] = value

    return change


def in_text(name: str, old: str, new: str) -> Change:
    """Return what puts another text in an attribute's JSON."""

    def change(file: h5py.File, group: h5py.Group, out: Path) -> None:
        group.attrs[name] = group.attrs[name].replace(old, new)

    return change


def extra_group(name: str) -> Change:
    def change(file: h5py.File, group: h5py.Group, out: Path) -> None:
        file.copy(group, file, name)

    return change


def emptied(file: h5py.File, group: h5py.Group, out: Path) -> None:
    for name in list(file):
        del file[name]


def many_groups(file: h5py.File, group: h5py.Group, out: Path) -> None:
    for number in range(100, 2100):
        file.create_group(f"{number:08d}-00")


def chained(file: h5py.File, group: h5py.Group, out: Path) -> None:
    """Soft links that lead to one another."""
    del group["depth_m"]
    group["depth_m"] = h5py.SoftLink(f"{group.name}/other")
    group["other"] = h5py.SoftLink(f"{group.name}/depth_m")


CHANGES: dict[str, Change] = {
    **{f"external_{name}": external(name) for name in ("depth_m", "instance", "image")},
    "external_picture": bytes_of_theirs,
    "virtual": virtual,
    "external_link": linked(external_link),
    "external_link_group": linked(external_link, whole=True),
    "soft_link": linked(lambda out: h5py.SoftLink("/nowhere")),
    "soft_link_loop": chained,
    "soft_link_group": linked(lambda out: h5py.SoftLink("/"), whole=True),
    "huge_depth": huge("depth_m", (10**6, 10**6)),
    "huge_image": huge("image", (10**12,)),
    "bomb": bomb,
    **{f"no_{name}": dropped(name) for name in ARRAYS},
    "no_camera": attribute("camera", None),
    "no_objects": attribute("objects", None),
    "camera_number": attribute("camera", 7),
    "camera_deep": attribute("camera", "[" * 50_000),
    "camera_huge": in_text("camera", '"width_px":64', '"width_px":1000000000'),
    "camera_long": in_text("camera", '"width_px":64', '"width_px":' + "1" * 5001),
    "camera_other": in_text("camera", '"width_px":64', '"width_px":48'),
    "camera_nan": in_text("camera", '"focal_px":', '"focal_px":NaN,"x":'),
    "camera_zero": in_text("camera", '"focal_px":', '"focal_px":0,"x":'),
    "objects_deep": attribute("objects", "[" * 50_000),
    "objects_none": attribute("objects", "[]"),
    "objects_bytes": attribute("objects", np.void(b"\xff\x00\xff")),
    "objects_control": in_text("objects", '"name":"', '"name":"\\u001b[31m\\ud800'),
    "objects_unknown": in_text("objects", '"category":"', '"category":"\\u001b[31m'),
    "objects_instance": in_text("objects", '"instance":1', '"instance":-70000'),
    "depth_text": put("depth_m", "text"),
    "depth_strings": put("depth_m", np.array([["a"] * 64] * 48, dtype=h5py.string_dtype())),
    "depth_ints": put("depth_m", np.ones((48, 64), np.int64)),
    "depth_nan": put("depth_m", np.full((48, 64), np.nan, np.float32)),
    "depth_negative": put("depth_m", np.full((48, 64), -1, np.float32)),
    "depth_huge": put("depth_m", np.full((48, 64), 3e38, np.float32)),
    "depth_scalar": put("depth_m", 1.0),
    "depth_compound": put("depth_m", np.zeros((48, 64), [("a", "f4"), ("b", "i2")])),
    "depth_shape": put("depth_m", np.ones((64, 48), np.float32)),
    "depth_flat": put("depth_m", np.ones((0, 0), np.float32)),
    "depth_cube": put("depth_m", np.ones((48, 64, 3), np.float32)),
    "normals_flat": put("normals", np.zeros((48, 64), np.int16)),
    "normals_floats": put("normals", np.zeros((48, 64, 2), np.float64)),
    "instance_high": put("instance", np.full((48, 64), 65535, np.uint16)),
    "instance_signed": put("instance", np.full((48, 64), -1, np.int32)),
    "valid_none": put("valid", np.zeros((48, 64), bool)),
    "valid_bytes": put("valid", np.full((48, 64), 7, np.uint8)),
    **{f"image_{name}": put("image", np.frombuffer(data or b" ", np.uint8)) for name, data in PICTURES.items()},
    "image_noise": put("image", np.arange(256, dtype=np.uint8)),
    "image_floats": put("image", np.zeros(100)),
    "image_empty": put("image", np.zeros(0, np.uint8)),
    **{
        f"group_{number}": extra_group(name)
        for number, name in enumerate(
            ("x", "99999999-99", "-1--1", "a-b", "00000000-00-00", "9" * 5000 + "-00", "\x1b[31m")
        )
    },
    "no_groups": emptied,
    "many_groups": many_groups,
}
TRUTHS = {f"truth_{name}": partial(rewritten, change) for name, change in CHANGES.items()}
