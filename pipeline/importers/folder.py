"""A folder of plain files: DIR/images/STEM.png (or .jpg) and, by the same STEM, what is known of each picture.

- depth/STEM.npy or .exr: planar metres, or in `unit` or `depth_scale`; or a 16-bit .png, of which the unit must be
  told. 0, negative and NaN are unknown; +inf is sky; 65535 in 16 bits is what `top_code` says.
- normals/STEM.npy or .exr: camera space, +x right, +y up, +z towards the camera; or .png in `convention`. Optional.
- masks/STEM.png: instance numbers in 8 or 16 bits, 0 unlabelled, and their categories {number: category} in
  masks/STEM.json, or for all in classes.json. Optional.
- intrinsics/STEM.json or, for all, intrinsics.json: fx, fy, cx, cy, and pixel_centre: where the centre of the top-left
  pixel lies, 0 or 0.5; width and height, if they are there, must be the picture's.

Pictures, masks and depth that have EXIF are turned as it says; cameras and arrays are of the picture as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ...scenes.errors import RequestError
from ..codecs.normals import CONVENTIONS
from .cameras import camera_of
from .channels import read_depth, read_normals
from .depths import full_notes, metres
from .files import (
    MOST_NAMED,
    by_stem,
    entries,
    fitting,
    left_over,
    partner,
    read_classes,
    read_json,
    read_npy,
    same_size,
    whole,
)
from .frames import LENGTH_TOLERANCE, Array, Given, ImportSource, Options, Thing
from .pictures import PICTURES, picture_size, read_levels, read_numbers, read_picture, read_vectors

ENDINGS = (".npy", ".exr", ".png")
FOLDERS = {  # and what is looked for in each
    "images": PICTURES,
    "depth": ENDINGS,
    "normals": ENDINGS,
    "masks": (".png",),
    "intrinsics": (".json",),
}
PNG_TOLERANCE = 2e-2  # of a normal's length: rounding to 8 bits costs 0.7 %, truncating 1.4 %

Found = Mapping[str, Mapping[str, Path]]  # by folder, then by stem


class Files(NamedTuple):
    """The files of one view; normals, mask and classes are there for all views or for none."""

    image: Path
    depth: Path
    normals: Path | None
    mask: Path | None
    classes: Path | None
    intrinsics: Path


def source(folder: Path, options: Options) -> ImportSource:
    """Look through a folder; raises RequestError."""
    found = {kind: by_stem(folder / kind, endings) for kind, endings in FOLDERS.items()}
    if not found["images"]:
        raise RequestError(f"{folder / 'images'}: holds no pictures; put STEM.png or STEM.jpg there")
    found["classes"] = by_stem(folder / "masks", [".json"])
    views = [_files(folder, found, stem) for stem in found["images"]]
    for kind in ("normals", "mask"):
        _all_or_none(kind, views)
    _check_units(views, options)
    used = tuple(dict.fromkeys(path for view in views for path in view if path is not None))
    return ImportSource(
        views=tuple(found["images"]),
        files=used,
        size_px=same_size([(view.image, picture_size(view.image)) for view in views]),
        normals=views[0].normals is not None,
        masks=views[0].mask is not None,
        read=lambda position: _read(views[position], options),
        notes=left_over(_there(folder), used),
    )


def _files(folder: Path, found: Found, stem: str) -> Files:
    depth, mask = partner(found["depth"], stem), partner(found["masks"], stem)
    if depth is None:
        raise RequestError(f"{folder / 'depth' / stem}: has no {', '.join(ENDINGS)}; every picture needs its depth")
    shared = folder / "classes.json", folder / "intrinsics.json"
    classes = _own_or_shared(found["classes"], folder / "masks", stem, shared[0]) if mask else None
    intrinsics = _own_or_shared(found["intrinsics"], folder / "intrinsics", stem, shared[1])
    return Files(found["images"][stem], depth, partner(found["normals"], stem), mask, classes, intrinsics)


def _own_or_shared(own: Mapping[str, Path], folder: Path, stem: str, shared: Path) -> Path:
    path = partner(own, stem) or (shared if shared.is_file() else None)
    if path is None:
        raise RequestError(f"{folder / stem}.json: is missing, and so is {shared} for all views; write one of them")
    return path


def _all_or_none(kind: str, views: list[Files]) -> None:
    missing = [view.image for view in views if getattr(view, kind) is None]
    if missing and len(missing) < len(views):
        raise RequestError(f"{missing[0]}: has no {kind}, but other pictures have; give it to all of them or to none")


def _check_units(views: list[Files], options: Options) -> None:
    """Raise RequestError where one unit or channel is told for several kinds of file, or none for whole numbers."""
    other = next((view.depth for view in views if view.depth.suffix.lower() != views[0].depth.suffix.lower()), None)
    if options.units_per_metre is not None and other is not None:
        raise RequestError(f"{other}: is another kind of file than {views[0].depth.name}, and one unit is for one kind")
    if options.depth_channel is not None and views[0].depth.suffix.lower() != ".exr":
        raise RequestError(
            f"is a channel of .exr, and {views[0].depth} is none", "depth_channel", options.depth_channel
        )
    png = next((view.depth for view in views if view.depth.suffix.lower() == ".png"), None)
    if png is not None and options.units_per_metre is None:
        metres(png, np.zeros((1, 1), np.uint16), options)


def _there(folder: Path) -> Iterator[Path]:
    """Yield whatever lies where files are looked for."""
    for kind in FOLDERS:
        yield from entries(folder / kind)


def _read(files: Files, options: Options) -> Given:
    image = read_picture(files.image)
    shape = (image.shape[0], image.shape[1])
    normals, tolerance = _normals(files.normals, shape, options) if files.normals else (None, LENGTH_TOLERANCE)
    numbers = _depth(files.depth, shape, options)
    labels = whole(files.mask, read_numbers(files.mask, shape)) if files.mask else None
    things = _things(files.classes) if files.classes else {}
    return Given(
        image=image,
        depth_m=metres(files.depth, numbers, options),
        normals=normals,
        labels=labels,
        camera=camera_of(files.intrinsics, _camera(files.intrinsics), (shape[1], shape[0])),
        things=things,
        length_tolerance=tolerance,
        notes=(*full_notes(files.depth, numbers, options), *_nameless(files.mask, labels, things)),
    )


def _camera(path: Path) -> Mapping[str, object]:
    content = read_json(path)
    if not isinstance(content, dict):
        raise RequestError(f"{path}: must be a mapping with fx, fy, cx, cy and pixel_centre")
    return content


def _depth(path: Path, shape: tuple[int, int], options: Options) -> Array:
    match path.suffix.lower():
        case ".npy":
            return read_npy(path, shape)
        case ".exr":
            return read_depth(path, shape, options.depth_channel)
    return read_levels(path, shape)


def _normals(path: Path, shape: tuple[int, int], options: Options) -> tuple[Array, float]:
    if path.suffix.lower() == ".png":
        colours = read_vectors(path)
        fitting(path, colours, (*shape, 3))
        return (colours / 127.5 - 1.0) * np.array(CONVENTIONS[options.convention]), PNG_TOLERANCE
    vectors = read_npy(path, (*shape, 3)) if path.suffix.lower() == ".npy" else read_normals(path, shape)
    if vectors.dtype.kind != "f":
        raise RequestError(f"{path}: holds {vectors.dtype}; vectors are floating-point numbers")
    return vectors, LENGTH_TOLERANCE


def _nameless(path: Path | None, labels: Array | None, things: Mapping[int, Thing]) -> Iterator[str]:
    """Say which numbers of a mask no file explains."""
    if path is None or labels is None:
        return
    unknown = [number for number in np.unique(labels).tolist() if number and number not in things]
    if unknown:
        more = f" and {len(unknown) - MOST_NAMED} more" if len(unknown) > MOST_NAMED else ""
        listed = ", ".join(map(str, unknown[:MOST_NAMED]))
        yield f"no category is given for {listed}{more} in {path.parent.name}/{path.name}: what has them has no name"


def _things(path: Path) -> dict[int, Thing]:
    return {number: Thing(category, category) for number, category in read_classes(path).items()}
