"""Which channels of an OpenEXR file are depth or normals, by name. Red is metres where it can be nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from ...scenes.errors import MOST_LISTED, RequestError
from .exr import read_channels
from .frames import Array

DEPTH_WORDS = frozenset({"z", "depth", "zdepth"})
NORMAL_WORDS = frozenset({"n", "normal", "normals"})
ALONE = frozenset({"r", "y", "v"})  # what programs call the one channel of a file

Channels = Mapping[str, Array]


def read_depth(path: Path, shape: tuple[int, ...], channel: str | None) -> Array:
    """Return the numbers H×W of the channel that is the depth, or that is named; NaN where the file has no pixels.

    Raises RequestError with all channels where none, or more than one, says that it is the depth.
    """
    channels = read_channels(path, shape)
    if channel is not None and channel not in channels:
        raise RequestError(f"{path}: has no channel {channel}; it has {_listed(channels)}")
    found = [channel] if channel else list(_depths(channels)) or list(_only(channels))
    if not _agree([channels[label] for label in found]):
        why = "several are called depth" if found else "none is called depth"
        raise RequestError(
            f"must name one of the channels of {path}, {_listed(channels)}, as {why}", "depth_channel", channel
        )
    return channels[found[0]]


def read_normals(path: Path, shape: tuple[int, ...]) -> Array:
    """Return the vectors H×W×3 of the layer that is the normals, NaN where the file has no pixels.

    Raises RequestError with all channels where none, or more than one, can be meant.
    """
    channels = read_channels(path, shape)
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
    """Yield the channels whose own name, or whose layer's, says depth.

    Z does so beside colours and without a layer: x, y and z together are a vector, and Mist.Z is mist.
    """
    for layer in _layers(channels):
        if {"x", "y"} <= layer.keys():
            continue
        words = _words(next(iter(layer.values())))
        own = layer.keys() & (DEPTH_WORDS if not words or {"r", "g", "b"} <= layer.keys() else DEPTH_WORDS - {"z"})
        if own:
            yield from (layer[word] for word in sorted(own))
        elif DEPTH_WORDS & words:
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
