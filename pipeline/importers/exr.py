"""OpenEXR of others: channels found by name through parts and layers. Red is metres only where it can be nothing else.

A channel's label is PART.LAYER.NAME, the part being named where there are several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ...scenes.errors import MOST_LISTED, RequestError
from .frames import Array

DEPTH_WORDS = frozenset({"z", "depth", "zdepth"})
NORMAL_WORDS = frozenset({"n", "normal", "normals"})
ALONE = frozenset({"r", "y", "v"})  # what programs call the one channel of a file
MOST_BYTES = 2 << 30  # of all channels together

Channels = Mapping[str, Array]


def read_depth(path: Path, shape: tuple[int, ...], channel: str | None) -> Array:
    """Return the numbers H×W of the channel that is the depth, or that is named; NaN where the file has no pixels.

    Raises RequestError with all channels where none, or more than one, says that it is the depth.
    """
    channels = _channels(path, shape)
    if channel is not None and channel not in channels:
        raise RequestError(f"{path}: has no channel {channel}; it has {_listed(channels)}")
    found = [channel] if channel else list(_depths(channels)) or list(_only(channels))
    if not _agree([channels[label] for label in found]):
        raise RequestError(
            f"{path}: has the channels {_listed(channels)}, of which "
            f"{'several are called depth' if found else 'none says that it is the depth'}; --depth-channel names one"
        )
    return channels[found[0]]


def read_normals(path: Path, shape: tuple[int, ...]) -> Array:
    """Return the vectors H×W×3 of the layer that is the normals, NaN where the file has no pixels.

    Raises RequestError with all channels where none, or more than one, can be meant.
    """
    channels = _channels(path, shape)
    triples = [labels for labels in map(_triple, _layers(channels)) if labels]
    found = [labels for labels in triples if NORMAL_WORDS & _words(labels[0])] or _sole(channels, triples)
    stacks = [np.stack([channels[label] for label in labels], axis=-1) for labels in found]
    if not _agree(stacks):
        raise RequestError(
            f"{path}: has the channels {_listed(channels)}, of which "
            f"{'several' if found else 'none'} are called normals; wanted are Normal.X/Y/Z, or X, Y and Z alone"
        )
    return stacks[0]


def _depths(channels: Channels) -> Iterator[str]:
    """Yield the channels whose own name, or whose layer's, says depth; x, y and z together are a vector."""
    for layer in _layers(channels):
        if {"x", "y"} <= layer.keys():
            continue
        if own := DEPTH_WORDS & layer.keys():
            yield from (layer[word] for word in sorted(own))
        elif DEPTH_WORDS & _words(next(iter(layer.values()))):
            yield from _single(channels, layer)


def _only(channels: Channels) -> Iterator[str]:
    """Yield the one channel of a file that has no other, or its grey."""
    (layer, *others) = _layers(channels)
    if not others and "." not in "".join(channels) and (len(layer) > 2 or layer.keys() <= ALONE):
        yield from _single(channels, layer)


def _single(channels: Channels, layer: Mapping[str, str]) -> Iterator[str]:
    """Yield what a layer has beside alpha, if that is one channel, or grey: R, G and B that are equal."""
    rest = {name: label for name, label in layer.items() if name != "a"}
    if len(rest) == 1 or (rest.keys() == {"r", "g", "b"} and _agree([channels[label] for label in rest.values()])):
        yield rest.get("r", next(iter(rest.values())))


def _triple(layer: Mapping[str, str]) -> list[str]:
    """Return the labels of a layer's vector: X, Y and Z, or R, G and B; [] where it has none."""
    names = next((names for names in ("xyz", "rgb") if set(names) <= layer.keys()), "")
    return [layer[name] for name in names]


def _sole(channels: Channels, triples: Sequence[list[str]]) -> list[list[str]]:
    """Return the one vector of a file that has nothing else but alpha."""
    rest = {label for label in channels if label.rpartition(".")[2].lower() != "a"}
    return [labels for labels in triples if set(labels) == rest]


def _layers(channels: Channels) -> list[dict[str, str]]:
    """Return labels by name in small letters, for each layer."""
    layers: dict[str, dict[str, str]] = {}
    for label in channels:
        layer, _, name = label.rpartition(".")
        layers.setdefault(layer, {})[name.lower()] = label
    return list(layers.values())


def _words(label: str) -> set[str]:
    """Return what a channel's part and layers are called, without the marks within a word."""
    return {word.replace("-", "").replace("_", "") for word in label.lower().split(".")[:-1]}


def _agree(arrays: Sequence[Array]) -> bool:
    """Whether there is one array, or several that hold the same."""
    return bool(arrays) and all(np.array_equal(arrays[0], other, equal_nan=True) for other in arrays[1:])


def _listed(channels: Channels) -> str:
    more = f" and {len(channels) - MOST_LISTED} more" if len(channels) > MOST_LISTED else ""
    return ", ".join(list(channels)[:MOST_LISTED]) + more


def _channels(path: Path, shape: tuple[int, ...]) -> dict[str, Array]:
    """Return all channels by label, each H×W of the display window; raises RequestError."""
    try:
        import OpenEXR
    except ImportError:
        raise RequestError(
            f"{path}: reading OpenEXR needs the package openexr: pip install 'cavendish[render]'"
        ) from None
    try:
        _look(path, OpenEXR.File(str(path), separate_channels=True, header_only=True).parts, shape)
        parts = OpenEXR.File(str(path), separate_channels=True).parts
    except RequestError:
        raise
    except Exception as error:  # the library turns whatever is wrong into errors of several types
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise RequestError(f"{path}: cannot be read as OpenEXR: {said}") from None
    return {
        _label(part, name, len(parts)): _placed(path, part, name, shape) for part in parts for name in part.channels
    }


def _look(path: Path, parts: Sequence[Any], shape: tuple[int, ...]) -> None:
    """Refuse what has no pixels of the picture's size, or too many, before any is read."""
    labels = [_label(part, channel.name, len(parts)) for part in parts for channel in part.header["channels"]]
    if twice := [label for label, count in Counter(label.lower() for label in labels).items() if count > 1]:
        raise RequestError(f"{path}: has two channels of the name {min(twice)}, if capitals do not count")
    if odd := [part for part in parts if "deep" in str(part.type())]:
        raise RequestError(f"{path}: holds deep pixels ({odd[0].type()}), of which none is the depth; flatten it")
    for part in parts:
        (left, top), (right, bottom) = part.header["displayWindow"]
        size = (int(right) - int(left) + 1, int(bottom) - int(top) + 1)
        if size != (shape[1], shape[0]):
            raise RequestError(f"{path}: is {size[0]}×{size[1]}, but its picture is {shape[1]}×{shape[0]}")
    if not labels or sum(_pixels(part) * len(part.header["channels"]) for part in parts) * 4 > MOST_BYTES:
        raise RequestError(f"{path}: has {len(labels)} channels; it must have some, and at most {MOST_BYTES >> 30} GiB")


def _pixels(part: Any) -> int:
    (left, top), (right, bottom) = part.header["dataWindow"]
    return (int(right) - int(left) + 1) * (int(bottom) - int(top) + 1)


def _label(part: Any, name: str, parts: int) -> str:
    prefix = f"{part.header.get('name', '')}."
    return name if parts == 1 or name.startswith(prefix) or prefix == "." else prefix + name


def _placed(path: Path, part: Any, name: str, shape: tuple[int, ...]) -> Array:
    """Return a channel where its data window lies in the display window; around it is NaN, or 0."""
    pixels = part.channels[name].pixels
    (left, top), (right, bottom) = (window.tolist() for window in part.header["dataWindow"])
    if pixels.shape != (bottom - top + 1, right - left + 1):
        raise RequestError(f"{path}: its channel {name} has fewer pixels than the others")
    (x, y), _ = (window.tolist() for window in part.header["displayWindow"])
    left, top, right, bottom = left - x, top - y, right - x + 1, bottom - y + 1
    if (left, top, right, bottom) == (0, 0, shape[1], shape[0]):
        return np.asarray(pixels)
    whole = np.full(shape, np.nan if pixels.dtype.kind == "f" else 0, pixels.dtype)
    rows, columns = slice(max(top, 0), max(bottom, 0)), slice(max(left, 0), max(right, 0))
    inside = whole[rows, columns]
    from_top, from_left = max(-top, 0), max(-left, 0)
    inside[...] = pixels[from_top : from_top + inside.shape[0], from_left : from_left + inside.shape[1]]
    return whole
