"""nuScenes' tables: what each sensor saw in key frames, and where in the world it was then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from ....scenes.errors import RequestError
from .laser import Matrix, placed
from .source import naming
from .tables import AnyRecord, Record, read_table, record

TABLES = ("scene", "sample", "sensor", "calibrated_sensor", "sample_data", "ego_pose")
Vector = tuple[float, float, float]
Row = Mapping[str, Any]
Value = TypeVar("Value")


class Scene(Record):
    """A drive of 20 s."""

    token: str
    name: str


class Sample(Record):
    """A key frame."""

    token: str
    scene_token: str
    timestamp: int


class Sensor(Record):
    """A camera or a laser."""

    token: str
    channel: str


class Pose(Record):
    """Where the car is in the world, or (with a sensor's token) a sensor on the car; of a camera, its matrix too."""

    token: str
    rotation: tuple[float, float, float, float]
    translation: Vector
    sensor_token: str = ""
    camera_intrinsic: tuple[Vector, ...] = ()


class Shot(Record):
    """What a sensor saw."""

    sample_token: str
    calibrated_sensor_token: str
    ego_pose_token: str
    filename: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A file, the 4×4 matrix from its sensor's frame to the world, and of a camera, its 3×3 matrix."""

    filename: str
    to_world: Matrix
    intrinsics: Matrix


def samples_of(tables: Path, names: Sequence[str]) -> list[str]:
    """Return the tokens of all key frames of these scenes, in their order and that of time; raises RequestError."""
    order = {name: place for place, name in enumerate(names)}
    scenes = {scene.token: order[scene.name] for scene in _records(tables, "scene", Scene) if scene.name in order}
    if len(scenes) != len(order):
        raise RequestError(f"{tables / 'scene.json'}: holds {len(scenes)} of the split's {len(order)} scenes")
    found = [each for each in _records(tables, "sample", Sample) if each.scene_token in scenes]
    return [each.token for each in sorted(found, key=lambda each: (scenes[each.scene_token], each.timestamp))]


def seen_in(tables: Path, samples: Sequence[str]) -> list[dict[str, Seen]]:
    """Return what the sensors saw in each of these key frames, by the sensor's channel; raises RequestError."""
    channels = {sensor.token: sensor.channel for sensor in _records(tables, "sensor", Sensor)}
    mounts = {pose.token: pose for pose in _records(tables, "calibrated_sensor", Pose)}
    wanted = set(samples)
    shots = list(_records(tables, "sample_data", Shot, lambda row: _is_of(row, wanted)))
    cars = {shot.ego_pose_token for shot in shots}
    poses = {pose.token: pose for pose in _records(tables, "ego_pose", Pose, lambda row: row.get("token") in cars)}
    found: dict[str, dict[str, Seen]] = {token: {} for token in samples}
    for shot in shots:
        mount = _named(tables, "calibrated_sensor", mounts, shot.calibrated_sensor_token)
        car = _named(tables, "ego_pose", poses, shot.ego_pose_token)
        channel = _named(tables, "sensor", channels, mount.sensor_token)
        found[shot.sample_token][channel] = _seen(tables, shot, mount, car)
    return list(found.values())


def _seen(tables: Path, shot: Shot, mount: Pose, car: Pose) -> Seen:
    with naming(tables / "calibrated_sensor.json"):
        on_car, intrinsics = placed(mount.rotation, mount.translation), np.array(mount.camera_intrinsic)
        if intrinsics.size and intrinsics.shape != (3, 3):
            raise ValueError(f"camera_intrinsic of {mount.token} must be 3 × 3 numbers")
    with naming(tables / "ego_pose.json"):
        return Seen(shot.filename, placed(car.rotation, car.translation) @ on_car, intrinsics)


def _records(
    tables: Path, name: str, kind: type[AnyRecord], wanted: Callable[[Row], bool] = lambda row: True
) -> Iterator[AnyRecord]:
    path = tables / f"{name}.json"
    with naming(path):
        for row in filter(wanted, read_table(path)):
            yield record(kind, row)


def _is_of(row: Row, samples: set[str]) -> bool:
    return row.get("is_key_frame") is True and row.get("sample_token") in samples


def _named(tables: Path, name: str, found: Mapping[str, Value], token: str) -> Value:
    if token not in found:
        raise RequestError(f"{tables / name}.json: holds no {token[:80]!r}, which another table names")
    return found[token]
