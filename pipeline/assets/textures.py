"""Finds sets of PBR pictures by the names that are usual for their maps."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from pathlib import Path

from PIL import Image

from ...scenes.assets.library import Excluded, Texture
from .entries import digest_of_maps, picture_name
from .items import Rights, files_under, slug

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp")
MAX_PX = 2048
MAX_FILE_MB = 256
CHANNELS = {  # the last words of a picture's name, by what the picture gives
    "colour": "albedo basecolor basecolour base_color diffuse diff color colour col",
    "roughness": "roughness rough rgh",
    "metallic": "metallic metalness metal",
    "normal": "normal_gl normalgl nor_gl normal nor nrm",
    "alpha": "opacity alpha mask",
}
_SIZE = re.compile(r"[_\-. ]?(\d+k|\d{3,4}(x\d+)?(px)?)(-(jpg|png))?$")


def read_textures(
    folder: Path, tile_m: float, rights: Rights
) -> tuple[list[Texture], list[Excluded], dict[str, bytes]]:
    """Return the textures of a folder, what is none, and the pictures' bytes by their path in the library."""
    textures: list[Texture] = []
    excluded: list[Excluded] = []
    files: dict[str, bytes] = {}
    for stem, paths in sorted(sets(folder).items()):
        name = slug(stem)
        try:
            pictures = {channel: _picture(path) for channel, path in paths.items()}
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            excluded.append(Excluded(name, str(error)))
            continue
        if "colour" not in paths:
            excluded.append(Excluded(name, "has no picture of its colour"))
            continue
        maps = {channel: picture_name(paths[channel], data) for channel, data in pictures.items()}
        digest = digest_of_maps(maps, pictures)
        textures.append(Texture(name, maps, tile_m, rights.licence, rights.author, rights.source, digest))
        files |= {maps[channel]: data for channel, data in pictures.items()}
    return textures, excluded, files


def sets(folder: Path) -> dict[str, dict[str, Path]]:
    """Return the pictures of each set by what they give; a set's name is what its pictures' names have in common."""
    found: defaultdict[str, dict[str, Path]] = defaultdict(dict)
    for path in files_under(folder, SUFFIXES):
        channel, stem = channel_of(path.stem)
        if channel:
            found[stem or path.parent.name].setdefault(channel, path)
    return dict(found)


def channel_of(stem: str) -> tuple[str, str]:
    """Return what a picture gives by its name, "" for nothing, and the rest of the name."""
    name = _SIZE.sub("", stem.lower())
    for channel, endings in CHANNELS.items():
        for ending in endings.split():
            rest = name.removesuffix(ending)
            # "wood_col" and "woodCol", not "protocol"
            if rest != name and (not rest[-1:].isalpha() or stem[len(rest)].isupper()):
                return channel, _SIZE.sub("", rest.strip("_-. ")).strip("_-. ")
    return "", name


def _picture(path: Path) -> bytes:
    """Return a picture as its file holds it, or scaled to MAX_PX; raises OSError or ValueError."""
    if path.stat().st_size > MAX_FILE_MB * 2**20:
        raise ValueError(f"{path.name} has more than {MAX_FILE_MB} MB")
    with Image.open(path) as opened:
        opened.load()
        if opened.format in ("PNG", "JPEG") and max(opened.size) <= MAX_PX:
            return path.read_bytes()
        picture = opened.convert("L" if opened.mode in ("L", "I;16", "1") else "RGB")
    picture.thumbnail((MAX_PX, MAX_PX), Image.Resampling.BOX)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
