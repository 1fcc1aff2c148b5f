"""What the materials of imported models are made of: values, and pictures found on disk or taken out of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath
from typing import Any

import numpy as np
from PIL import Image

from ...scenes.assets.sources import SlotSource
from ...scenes.poses import Vec3

MAX_PX = 2048  # longer sides are halved until they fit
HOLE = 127  # alpha up to here is a hole
CHANNELS = {"Red": 0, "Green": 1, "Blue": 2, "Alpha": 3}


def slot_source(material: Any, folder: Path, scratch: Path, linear_colours: bool) -> SlotSource:
    """Return what a Blender material (or None) shows, pictures looked for in `folder` or written to `scratch`.

    `linear_colours` says whether its colours are linear, as in every format but OBJ.
    """
    shader = _principled(material)
    name = material.name if material else ""
    if shader is None:
        colour = tuple(material.diffuse_color)[:3] if material else (0.8, 0.8, 0.8)
        return SlotSource(name, _srgb(colour, True), 0.5, 0.0, 1.0, 0.0, 0.0, {})
    inputs = {socket.name: socket for socket in shader.inputs}
    maps = _maps(inputs, folder, scratch, cut_by_colour=not linear_colours)
    alpha = float(inputs["Alpha"].default_value)
    if "alpha" in maps and (even := _even_alpha(maps["alpha"])) is not None:
        del maps["alpha"]
        alpha *= even
    clear = max(float(inputs["Transmission Weight"].default_value), 1.0 - alpha if "alpha" not in maps else 0.0)
    emission = float(inputs["Emission Strength"].default_value) * max(inputs["Emission Color"].default_value[:3])
    return SlotSource(
        name,
        _mean_colour(maps["colour"])
        if "colour" in maps
        else _srgb(inputs["Base Color"].default_value[:3], linear_colours),
        _share(inputs["Roughness"].default_value),
        _share(inputs["Metallic"].default_value),
        _share(alpha),
        _share(clear),
        max(emission, 0.0) if np.isfinite(emission) else 0.0,
        maps,
    )


def _principled(material: Any) -> Any:
    nodes = material.node_tree.nodes if material and material.use_nodes else ()
    return next((node for node in nodes if node.bl_idname == "ShaderNodeBsdfPrincipled"), None)


def _maps(inputs: Mapping[str, Any], folder: Path, scratch: Path, cut_by_colour: bool) -> dict[str, Path]:
    """Return the pictures of a shader by what they give. An OBJ's colour picture cuts holes by its own alpha."""
    named = {"colour": "Base Color", "roughness": "Roughness", "metallic": "Metallic", "normal": "Normal"}
    found = {kind: _source(inputs[name], None) for kind, name in (*named.items(), ("alpha", "Alpha"))}
    if cut_by_colour and found["alpha"] is None and found["colour"] is not None:
        found["alpha"] = (found["colour"][0], "Alpha")
    paths = {}
    for kind, source in found.items():
        if source is None:
            continue
        image, channel = source
        if kind in ("roughness", "metallic", "alpha"):
            channel = channel or "Red"
        path = _picture(image, channel if kind not in ("colour", "normal") else None, folder, scratch)
        if path is not None:
            paths[kind] = path
    return paths


def _source(socket: Any, channel: str | None, depth: int = 8) -> tuple[Any, str | None] | None:
    """Return the image that a socket hangs on, and the channel of it where one is singled out."""
    if not socket.is_linked or not depth:
        return None
    link = socket.links[0]
    node = link.from_node
    if node.bl_idname == "ShaderNodeTexImage":
        return (node.image, "Alpha" if link.from_socket.name == "Alpha" else channel) if node.image else None
    if node.bl_idname == "ShaderNodeSeparateColor":
        channel = link.from_socket.name
    for behind in node.inputs:
        if (found := _source(behind, channel, depth - 1)) is not None:
            return found
    return None


def _picture(image: Any, channel: str | None, folder: Path, scratch: Path) -> Path | None:
    """Return a file with the picture, or one channel of it; None where it is missing, broken or lacks the channel."""
    path = _unpacked(image, scratch) or resolve(image.filepath_raw or image.filepath, folder)
    if path is None:
        return None
    try:
        with Image.open(path) as opened:
            opened.load()
            as_it_is = opened.format in ("JPEG", "PNG") and opened.mode in ("RGB", "L") and max(opened.size) <= MAX_PX
            if channel is None and as_it_is:
                return path
            if channel == "Alpha" and "A" not in opened.getbands() and "transparency" not in opened.info:
                return None
            picture = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    while max(picture.size) > MAX_PX:
        picture = picture.reduce(2)
    chosen = picture.convert("RGB") if channel is None else picture.getchannel(CHANNELS.get(channel, 0))
    suffix = "" if channel is None else f"-{channel.lower()}"
    name = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    target = scratch / f"{path.stem}{suffix}-{name}.png"
    chosen.save(target)
    return target


def _unpacked(image: Any, scratch: Path) -> Path | None:
    if not image.packed_file:
        return None
    data = bytes(image.packed_file.data)
    path = scratch / f"packed-{hashlib.sha256(data).hexdigest()[:16]}"
    path.write_bytes(data)
    return path


def resolve(written: str, folder: Path) -> Path | None:
    """Return the file in a model's own folder that it means by a path, or None.

    It lies there as written, by its name, or by the last word of its name, which is all that some exporters keep.
    """
    root = folder.resolve()
    exact = (root / written.removeprefix("//").replace("\\", "/")).resolve()
    if exact.is_relative_to(root) and exact.is_file():
        return exact
    name = PureWindowsPath(written).name
    beside = {path.name.lower(): path for path in sorted(root.rglob("*"), reverse=True) if path.is_file()}
    for wanted in (name, *name.split()[-1:]):
        if (found := beside.get(wanted.lower())) is not None and found.resolve().is_relative_to(root):
            return found
    return None


def _even_alpha(path: Path) -> float | None:
    """Return the alpha of a picture that cuts nothing, or dims everything; None where it has holes and surface."""
    alpha = np.asarray(Image.open(path))
    holes = float((alpha <= HOLE).mean())
    if 0.002 < holes < 0.998:
        return None
    return 1.0 if holes <= 0.002 else float(alpha.mean()) / 255


def _mean_colour(path: Path) -> Vec3:
    with Image.open(path) as picture:
        r, g, b = np.asarray(picture.convert("RGB").resize((32, 32))).reshape(-1, 3).mean(axis=0).tolist()
    return (r / 255, g / 255, b / 255)


def _srgb(colour: Any, linear: bool) -> Vec3:
    values = np.nan_to_num(np.clip(np.asarray(colour, dtype=np.float64), 0.0, 1.0))
    if linear:
        values = np.where(values <= 0.0031308, 12.92 * values, 1.055 * values ** (1 / 2.4) - 0.055)
    r, g, b = values.round(6).tolist()
    return (r, g, b)


def _share(value: float) -> float:
    return round(float(np.clip(np.nan_to_num(value), 0.0, 1.0)), 6)
