"""Contact sheets: image, depth, normals and instances of a few views, side by side, each row under its caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ...manifests import SceneRecord
from ...renderers.frame import Frame
from ...scenes.categories import STRUCTURE
from ..codecs import depth, normals
from ..terminal.plaintext import counted

RGB = NDArray[np.uint8]

GAP_PX = 4
CAPTION_PX = 18
LEAST_WIDTH_PX = 160  # of a picture: captions fit over four of them
COLUMNS = ("image", "depth", "normals", "instances")
GOLDEN = 0.618034
GREYS = (0.4, 0.55, 0.7, 0.48, 0.62)  # of one wall and the next
SHELL = STRUCTURE | {"ground"}  # what everything else stands in or on


@dataclass(frozen=True, slots=True)
class SheetView:
    """One view of a scene; as text, what there is to say about it."""

    scene: SceneRecord
    view: int
    frame: Frame

    def __str__(self) -> str:
        objects = self.frame.objects
        categories = {each.category for each in objects}
        seen = f"{counted(len(objects), 'objects')} of {counted(len(categories), 'categories')}"
        where = f"scene {self.scene.scene}, view {self.view}"
        return f"{where}: {self.scene.layout}, {seen} in sight, {_reach(self.frame)}"


def contact_sheet(views: Sequence[SheetView]) -> RGB:
    """Return a row for each view, under its caption and the pictures' names.

    Views of another size than the first are left out, and so are depth and normals that nobody knows.
    """
    kept = [each for each in views if each.frame.image.shape == views[0].frame.image.shape]
    known = {"depth": any(each.frame.valid.any() for each in kept)}
    known |= {"normals": any(_shows_normals(each.frame, known["depth"]) for each in kept)}
    columns = [name for name in COLUMNS if known.get(name, True)]
    rows = [pictures_of(each.frame) for each in kept]
    return picture_rows([[row[name] for name in columns] for row in rows], [str(each) for each in kept], columns)


def picture_rows(
    rows: Sequence[Sequence[RGB]],
    captions: Sequence[str] = (),
    columns: Sequence[str] = (),
    least_width_px: int = LEAST_WIDTH_PX,
) -> RGB:
    """Return pictures uint8 H×W×3 side by side in rows, each under its caption, all under the names of the columns.

    All take the size of the very first; a picture of another one is shrunk or stretched to it, in its own colours, as
    those may mean something. Small ones are enlarged by whole pixels until they are as wide as is asked.
    """
    height, width = rows[0][0].shape[:2]
    times = -(-least_width_px // width)
    lines = [_row([_enlarged(_fitted(picture, width, height), times) for picture in row]) for row in rows]
    pieces = [_row([_caption(name, times * width) for name in columns])] if columns else []
    for index, line in enumerate(lines):
        pieces += [_caption(captions[index], line.shape[1])] if captions else []
        pieces += [line, _gap(GAP_PX, line.shape[1])]
    return np.concatenate(pieces[:-1])


def instance_picture(frame: Frame) -> RGB:
    """Return H×W×3 with a colour of its own for each thing, greys for walls and floor, black for the background."""
    numbers = np.arange(int(frame.instance.max(initial=0)) + 1)
    wheel = np.abs((numbers[:, None] * GOLDEN % 1 * 6 + np.array([0, 4, 2])) % 6 - 3) - 1
    value = np.array([1.0, 0.75, 0.9])[numbers % 3, None]
    table = (0.2 + 0.8 * np.clip(wheel, 0, 1)) * value
    shell = [thing.instance for thing in frame.objects if thing.category in SHELL]
    table[shell] = np.array(GREYS)[np.arange(len(shell)) % len(GREYS), None]
    table[0] = 0
    return np.rint(255 * table).astype(np.uint8)[frame.instance]


def _reach(frame: Frame) -> str:
    """Return from where to where a view reaches, but for one pixel in a thousand at either end."""
    known_m = frame.depth_m[frame.valid]
    if not np.isfinite(known_m).any():
        return "no surface"
    near, far = np.percentile(known_m, (0.1, 99.9), method="nearest").tolist()
    return f"{near:.3g} m to the sky" if np.isinf(far) else f"{near:.3g} to {far:.3g} m"


def _shows_normals(frame: Frame, with_depth: bool) -> bool:
    """Return whether normals are known: with the depth, as where there is nothing but sky, or by themselves."""
    return frame.has_normals if with_depth else bool(frame.normals.any())


def pictures_of(frame: Frame) -> dict[str, RGB]:
    """Return a frame as pictures uint8 H×W×3, by the names of their columns."""
    return {
        "image": frame.image,
        "depth": depth.encode(frame.depth_m, valid=frame.valid),
        "normals": normals.encode(frame.normals),
        "instances": instance_picture(frame),
    }


def _row(pictures: Sequence[RGB]) -> RGB:
    gap = _gap(pictures[0].shape[0], GAP_PX)
    return np.concatenate([piece for picture in pictures for piece in (picture, gap)][:-1], axis=1)


def _fitted(picture: RGB, width_px: int, height_px: int) -> RGB:
    if picture.shape[:2] == (height_px, width_px):
        return picture
    return np.asarray(Image.fromarray(picture).resize((width_px, height_px), Image.Resampling.NEAREST))


def _enlarged(picture: RGB, times: int) -> RGB:
    return picture.repeat(times, axis=0).repeat(times, axis=1)


def _caption(text: str, width_px: int) -> RGB:
    strip = Image.new("RGB", (width_px, CAPTION_PX), "white")
    ImageDraw.Draw(strip).text((GAP_PX, 1), text, fill="black", font_size=CAPTION_PX - 5)
    return np.asarray(strip)


def _gap(height_px: int, width_px: int) -> RGB:
    return np.full((height_px, width_px, 3), 255, dtype=np.uint8)
