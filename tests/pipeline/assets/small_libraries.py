"""Small libraries as other people's programs would write them."""

import io
import tarfile
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

CUBE = """mtllib cube.mtl
{vertices}
vt 0 0
vt 1 0
vt 1 1
vt 0 1
usemtl {material}
f 1/1 2/2 3/3 4/4
f 8/1 7/2 6/3 5/4
f 1/1 5/2 6/3 2/4
f 2/1 6/2 7/3 3/4
f 3/1 7/2 8/3 4/4
f 4/1 8/2 5/3 1/4
"""
MTL = "newmtl oak\nKd 0.5 0.35 0.2\n{picture}\nnewmtl blueGlass\nKd 0.2 0.3 0.9\nd 0.3\n"
CORNERS = [(-1, -1, -1), (1, -1, -1), (1, 1, -1), (-1, 1, -1), (-1, -1, 1), (1, -1, 1), (1, 1, 1), (-1, 1, 1)]
HEADER = "id=Test#Small\nname=Small\nversion=2\nlicense=Creative Commons Attribution 3.0 license \\u00a9 Somebody\n"


def cube_obj(material: str = "oak", size: tuple[float, float, float] = (1, 1, 1)) -> str:
    corners = (np.array(CORNERS) * np.array(size) / 2).tolist()
    return CUBE.format(vertices="\n".join(f"v {x} {y} {z}" for x, y, z in corners), material=material)


def entry(number: int, called: str, size_cm: tuple[float, float, float], **more: str) -> str:
    """A catalogue's entry; the model's file is cube.obj in a folder of the entry's number unless told otherwise."""
    fields = {
        "id": f"Small#thing{number}",
        "name": called,
        "category": "Living room",
        "model": f"/m{number}/cube.obj",
        "creator": "Jos\\u00e9",
        **dict(zip(("width", "depth", "height"), map(str, size_cm), strict=True)),
        **more,
    }
    return "".join(f"{key}#{number}={value}\n" for key, value in fields.items())


def write_sh3f(path: Path, entries: list[str], members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("PluginFurnitureCatalog.properties", (HEADER + "\n".join(entries)).encode("latin-1"))
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def cubes(*numbers: int, material: str = "oak", picture: str = "") -> dict[str, str | bytes]:
    """Cubes 2 by 2 by 2, y up, each in its folder with its materials."""
    return {
        f"m{number}/{name}": data
        for number in numbers
        for name, data in (
            ("cube.obj", cube_obj(material, (2, 2, 2))),
            ("cube.mtl", MTL.format(picture=picture)),
        )
    }


def png(size: tuple[int, int] = (8, 8), colour: tuple[int, int, int] = (200, 100, 50)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def write_deb(path: Path, files: dict[str, bytes]) -> Path:
    """A Debian package: an ar archive around a compressed tar."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:xz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    members = {"debian-binary": b"2.0\n", "control.tar.xz": b"odd", "data.tar.xz": data.getvalue()}
    ar = b"!<arch>\n"
    for name, content in members.items():
        ar += (
            f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(content):<10}`\n".encode()
            + content
            + b"\n" * (len(content) % 2)
        )
    path.write_bytes(ar)
    return path


def write_hdr(path: Path, rgb: np.ndarray) -> Path:
    """A Radiance picture, not compressed."""
    height, width = rgb.shape[:2]
    mantissa, exponent = np.frexp(rgb.max(axis=-1))
    scale = np.where(rgb.max(axis=-1) > 0, mantissa * 256 / np.maximum(rgb.max(axis=-1), 1e-30), 0)
    rgbe = np.concatenate([rgb * scale[..., None], (exponent + 128)[..., None]], -1).clip(0, 255).astype(np.uint8)
    path.write_bytes(f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {height} +X {width}\n".encode() + rgbe.tobytes())
    return path
