"""Scene files as a recipe names them: a path alone, or one with a weight, and with cameras and frames to be used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any

from pydantic import Field, SerializerFunctionWrapHandler, field_validator, model_serializer, model_validator

from ..scenes.assets.pool import PooledFile
from .task_options import Strict, Weight

MOST_FRAMES = 10_000  # of one file
MOST_FRAME = 1_048_574  # Blender's own bound, both ways
FRAMES = re.compile(r"(-?\d{1,7})(?:-(-?\d{1,7})(?:/(\d{1,7}))?)?")
FRAMES_WANTED = "it must be a frame, a list of frames, or first-last/step such as 1-250/10"

Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Frame = Annotated[int, Field(ge=-MOST_FRAME, le=MOST_FRAME)]
CameraName = Annotated[str, Field(min_length=1, max_length=255)]


class FileOptions(Strict):
    """How often a scene file is shown, and by which of its cameras and in which of its frames."""

    weight: Weight = Field(1.0, description="How often each of its frames is shown, relative to those of other files.")
    cameras: tuple[CameraName, ...] = Field(
        (), max_length=1000, description="Names of the cameras to use; all of the file's where none is named."
    )
    frames: tuple[Frame, ...] = Field(
        (),
        max_length=MOST_FRAMES,
        description="Frames of its animation, each a scene of its own: a number, a list, or `first-last/step` such as "
        "`1-250/10`; the one that it was saved at where none is named.",
    )

    @field_validator("cameras", mode="before", json_schema_input_type=list[str])
    @classmethod
    def _cameras_of_list(cls, value: Any) -> Any:
        return _each_once(value) if isinstance(value, list) else value

    @field_validator("frames", mode="before", json_schema_input_type=Frame | list[Frame] | str)
    @classmethod
    def _frames_of_text(cls, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return (value,)
        if isinstance(value, str):
            return tuple(_frames(value))
        if not isinstance(value, list | tuple):
            raise ValueError(FRAMES_WANTED)  # noqa: TRY004
        return _each_once(value)


class NamedFile(FileOptions):
    """A scene file as a list in a recipe names it, with options."""

    path: str = Field(description="The file: a .blend, GLB, glTF, USD, OBJ or FBX.")


class PinnedFile(FileOptions):
    """A scene file as a manifest holds it; without options it is its digest alone."""

    digest: Digest

    @model_validator(mode="before")
    @classmethod
    def _of_digest(cls, value: Any) -> Any:
        return {"digest": value} if isinstance(value, str) else value

    @model_serializer(mode="wrap")
    def _short(self, handler: SerializerFunctionWrapHandler) -> str | dict[str, Any]:
        return self.digest if self == PinnedFile(digest=self.digest) else handler(self)

    def pooled(self, path: str) -> PooledFile:
        """Return what scenes are told of the file at `path`."""
        return PooledFile(path, self.digest, self.weight, self.cameras, self.frames or (None,))


NamedFiles = list[str | NamedFile] | dict[str, Digest | PinnedFile]


def pinned(value: Any, digest_of: Callable[[str], str]) -> dict[str, Any]:
    """Return files by path, as a recipe or a manifest names them, with the digests that are missing; ValueError."""
    if isinstance(value, dict):
        named = list(value.items())
    elif isinstance(value, list):
        named = [_named(each) for each in value]
    else:
        raise ValueError("it must be a list, such as [scene.blend]")  # noqa: TRY004
    _each_once([path for path, _ in named])
    return {
        path: {"digest": digest_of(path), **file} if isinstance(file, dict) and "digest" not in file else file
        for path, file in named
    }


def _named(entry: Any) -> tuple[str, Any]:
    if isinstance(entry, dict) and isinstance(entry.get("path"), str):
        return entry["path"], {name: value for name, value in entry.items() if name != "path"}
    if not isinstance(entry, str):
        raise ValueError("each must be a path, or a mapping with one such as {path: scene.blend, weight: 2}")  # noqa: TRY004
    return entry, {}


def _each_once(values: Iterable[Any]) -> tuple[Any, ...]:
    seen = set()
    for value in (each for each in values if isinstance(each, str | int)):
        if value in seen:
            raise ValueError(f"it must name {value} once")
        seen.add(value)
    return tuple(values)


def _frames(text: str) -> range:
    match = FRAMES.fullmatch(text.strip())
    if not match:
        raise ValueError(FRAMES_WANTED)
    first, last, step = int(match[1]), int(match[2] or match[1]), int(match[3] or 1)
    if last < first or step < 1:
        raise ValueError("the last frame must not come before the first, and a step must be 1 or more")
    if len(frames := range(first, last + 1, step)) > MOST_FRAMES:
        raise ValueError(f"it must name {MOST_FRAMES:,} frames or fewer, not {len(frames):,}")
    return frames
