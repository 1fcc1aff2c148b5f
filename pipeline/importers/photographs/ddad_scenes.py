"""DDAD's scenes, JSON of the authors' data format (DGP): what each sensor saw in a sample, and where it was then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from ....scenes.errors import RequestError
from ..files import read_json
from .laser import Matrix, placed
from .source import naming
from .tables import AnyRecord, Record, below, record

FILE = "ddad.json"
Value = TypeVar("Value")


class Rotation(Record):
    """A quaternion."""

    qw: float = 0.0
    qx: float = 0.0
    qy: float = 0.0
    qz: float = 0.0


class Vector(Record):
    """A place in metres."""

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0


class Pose(Record):
    """Where a sensor is in the world."""

    rotation: Rotation
    translation: Vector

    @property
    def matrix(self) -> Matrix:
        """The 4×4 matrix from the sensor's frame to the world; raises ValueError."""
        turn, place = self.rotation, self.translation
        return placed((turn.qw, turn.qx, turn.qy, turn.qz), (place.x, place.y, place.z))


class File(Record):
    """A picture or a scan."""

    filename: str
    pose: Pose


class Seen(Record):
    """What a sensor saw: one of the two, or what is of no use here."""

    image: File | None = None
    point_cloud: File | None = None


class Identity(Record):
    """Which sensor it was."""

    name: str


class Datum(Record):
    """What a sensor saw, under a key."""

    key: str
    id: Identity
    datum: Seen


class Sample(Record):
    """What all sensors saw at a time, by keys, and the key of their calibration."""

    calibration_key: str
    datum_keys: tuple[str, ...]


class Scene(Record):
    """A drive of 5 or 10 s."""

    samples: tuple[Sample, ...]
    data: tuple[Datum, ...]


class Lens(Record):
    """A camera's numbers in pixels."""

    fx: float = 0.0
    fy: float = 0.0
    cx: float = 0.0
    cy: float = 0.0
    skew: float = 0.0

    @property
    def matrix(self) -> Matrix:
        """The 3×3 matrix."""
        return np.array([[self.fx, self.skew, self.cx], [0, self.fy, self.cy], [0, 0, 1]])


class Calibration(Record):
    """The lenses of the sensors of these names."""

    names: tuple[str, ...]
    intrinsics: tuple[Lens, ...]


class Scenes(Record):
    """The files of a split's scenes."""

    filenames: tuple[str, ...]


class Splits(Record):
    """The splits by number."""

    scene_splits: dict[str, Scenes]


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture or a scan: its file, the 4×4 matrix from its sensor's frame to the world, and the 3×3 of its lens."""

    path: Path
    to_world: Matrix
    intrinsics: Matrix


def scenes_of(root: Path, split: str) -> list[Path]:
    """Return the files of a split's scenes; raises RequestError."""
    splits = _read(root / FILE, Splits).scene_splits
    if split not in splits:
        raise RequestError(f"{root / FILE}: has no split {split}")
    return [below(root, name) for name in splits[split].filenames]


def samples_of(path: Path) -> Iterator[dict[str, Taken]]:
    """Yield what the sensors saw in each sample of a scene, by their names; raises RequestError."""
    scene = _read(path, Scene)
    data = {datum.key: datum for datum in scene.data}
    lenses = {key: _lenses(path, key) for key in {sample.calibration_key for sample in scene.samples}}
    with naming(path):
        for sample in scene.samples:
            seen = [_named(data, key) for key in sample.datum_keys]
            yield dict(_taken(path.parent, datum, lenses[sample.calibration_key]) for datum in seen)


def _taken(folder: Path, datum: Datum, lenses: Mapping[str, Lens]) -> tuple[str, Taken]:
    name, seen = datum.id.name, datum.datum.image or datum.datum.point_cloud
    if seen is None:
        raise ValueError(f"{datum.key}: is neither an image nor a point_cloud")
    return name, Taken(below(folder, seen.filename), seen.pose.matrix, _named(lenses, name).matrix)


def _lenses(path: Path, key: str) -> dict[str, Lens]:
    calibration = below(path.parent / "calibration", f"{key}.json")
    read = _read(calibration, Calibration)
    if len(read.names) != len(read.intrinsics):
        raise RequestError(f"{calibration}: has {len(read.names)} names and {len(read.intrinsics)} intrinsics")
    return dict(zip(read.names, read.intrinsics, strict=True))


def _named(found: Mapping[str, Value], name: str) -> Value:
    if name not in found:
        raise ValueError(f"it names {name[:80]!r}, of which nothing is known")
    return found[name]


def _read(path: Path, kind: type[AnyRecord]) -> AnyRecord:
    content = read_json(path)
    with naming(path):
        return record(kind, content)
