"""What is known of a picture that nobody rendered: a photograph, and what people and instruments say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ...renderers.frame import UNIT_TOLERANCE, Box3D, Frame, FrameError, VisibleObject
from ...scenes.arrays import ArrayRecord
from ...scenes.cameras import Camera
from ...scenes.categories import UNNAMED
from ...scenes.poses import IDENTITY
from ...scenes.spec import Words
from .picture import picture_array, picture_size
from .run_lengths import Mask, layered, to_mask, unpacked

MOST_REGIONS = 65_535  # numbers in uint16
STAND_IN_M = 1.0  # depth where a task may not know it: (0, 0, 1) then stands for normals
TOWARDS = np.array([0, 0, 1], np.float32)
NOWHERE = Box3D((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), IDENTITY)


@dataclass(frozen=True, slots=True)
class Region:
    """Some pixels that one annotator drew: what its set calls them, and the mask as COCO's compressed run lengths.

    Regions may overlap. A `crowd` is several things in one, or none for sure: it is neither asked for nor counted.
    """

    name: str
    runs: str
    crowd: bool = False
    annotator: int = 0


@dataclass(frozen=True, slots=True)
class Query:
    """What a set asks of a picture: a task, a class or sentence as the set writes it, and the regions that answer.

    `regions` are places in the example's list, of all annotators; pixels of `ignored` ones do not count. Scores are
    means over the `group`s of a set's questions, where it has such.
    """

    task: str
    text: str = ""
    regions: tuple[int, ...] = ()
    ignored: tuple[int, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Example(ArrayRecord):
    """A picture as its own bytes (PNG or JPEG, pixels as stored), and for each task a truth with gaps of its own.

    depth_m float32 H×W, planar, NaN where unknown, +inf in the sky; normals float32 H×W×3 in camera space, unit,
    (0,0,0) where unknown; labels uint16 H×W, 0 where unknown, others have a name. What nobody knows is None or empty.
    """

    picture: bytes
    size_px: tuple[int, int]
    camera: Camera | None = None
    depth_m: NDArray[np.float32] | None = None
    normals: NDArray[np.float32] | None = None
    labels: NDArray[np.uint16] | None = None
    names: dict[int, str] = field(default_factory=dict)
    regions: tuple[Region, ...] = ()
    queries: tuple[Query, ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width."""
        return self.size_px[::-1]

    def mask(self, region: int) -> Mask:
        """Return the mask of a region, bool H×W; raises ValueError where it is none."""
        return to_mask(unpacked(self.regions[region].runs), self.shape)

    def layered(self, places: Iterable[int]) -> NDArray[np.uint16]:
        """Return regions one over another, small ones over large ones: H×W, the place of each + 1, 0 elsewhere.

        Raises ValueError where a mask is none.
        """
        return layered({place + 1: unpacked(self.regions[place].runs) for place in places}, self.shape)

    def check(self) -> Example:
        """Return it, or raise FrameError with the first invariant that it breaks."""
        for broken, message in self._violations():
            if broken:
                raise FrameError(message)
        return self

    def knows(self, task: str) -> bool:
        """Return whether anything is known that a task asks for."""
        masks = bool(self.regions)
        known = {"depth": self.depth_m is not None, "normals": self.normals is not None}
        return {**known, "semantic": self.labels is not None, "instance": masks, "referring": masks}[task]

    def frame(self, task: str) -> Frame:
        """Return what a task may know as a frame: `valid` says where that is known, the rest stands in.

        Raises ValueError where nothing is known that the task asks for.
        """
        match task:
            case "depth" if self.depth_m is not None:
                surface = np.isfinite(self.depth_m)
                return replace(self._of_surface(surface, ~np.isnan(self.depth_m)), depth_m=_or_sky(self.depth_m))
            case "normals" if self.normals is not None:
                known = self.normals.any(axis=-1)
                return replace(self._of_surface(known, known), normals=self.normals)
            case "semantic" if self.labels is not None:
                return self._of_labels(self.labels, self.labels > 0, self.names)
            case "instance" | "referring" if self.regions:
                return self._of_regions()
        raise ValueError(f"nothing is known of its {task}")

    def overview(self) -> Frame:
        """Return everything that is known in one frame, to be looked at: `valid` is where depth is known."""
        task = next((name for name in ("semantic", "instance", "depth", "normals") if self.knows(name)), "")
        frame = self.frame(task) if task else self._of_surface(*2 * [np.zeros(self.shape, np.bool_)])
        nowhere = np.zeros(self.shape, np.bool_)
        return replace(
            frame,
            depth_m=frame.depth_m if self.depth_m is None else _or_sky(self.depth_m),
            valid=nowhere if self.depth_m is None else ~np.isnan(self.depth_m),
            normals=np.zeros((*self.shape, 3), np.float32) if self.normals is None else self.normals,
        )

    def _violations(self) -> Iterator[tuple[bool, str]]:
        size = picture_size(self.picture)
        yield size != self.size_px, f"the picture is {size[0]}×{size[1]}, and its size {self.size_px}"
        layers = {"depth_m": (self.depth_m, ()), "normals": (self.normals, (3,)), "labels": (self.labels, ())}
        for name, (layer, more) in layers.items():
            yield layer is not None and layer.shape != (*self.shape, *more), f"{name} has another size"
        if self.depth_m is not None:
            yield bool((self.depth_m <= 0).any()), "depth_m must be > 0, +inf or NaN"
        if self.normals is not None:
            length = np.linalg.norm(self.normals[self.normals.any(axis=-1)].astype(np.float64), axis=-1)
            yield bool((np.abs(length - 1) > UNIT_TOLERANCE).any()), "normals must have length 1 where they are known"
        if self.labels is not None:
            nameless = set(np.unique(self.labels).tolist()) - {0, *self.names}
            yield bool(nameless), f"label {min(nameless, default=0)} has no name"
        many = len(self.regions) > MOST_REGIONS
        yield many, f"it has {len(self.regions):,} regions, and may have {MOST_REGIONS:,}"
        places = [place for query in self.queries for place in (*query.regions, *query.ignored)]
        yield not all(0 <= place < len(self.regions) for place in places), "a query names a region that is not there"
        for place in range(len(self.regions)):
            self.mask(place)

    def _of_surface(self, surface: Mask, known: Mask) -> Frame:
        return self._of_labels(surface.astype(np.uint16), known, {1: UNNAMED})

    def _of_regions(self) -> Frame:
        """Return regions as instances, small ones over large ones; what lies in a crowd alone is unknown."""
        labels = self.layered([place for place, region in enumerate(self.regions) if not region.crowd])
        crowds = [self.mask(place) for place, region in enumerate(self.regions) if region.crowd]
        crowd = np.logical_or.reduce(crowds, axis=0) if crowds else np.zeros(self.shape, np.bool_)
        names = {place + 1: region.name for place, region in enumerate(self.regions)}
        return self._of_labels(labels, ~crowd | (labels > 0), names)

    def _of_labels(self, labels: NDArray[np.uint16], known: Mask, names: dict[int, str]) -> Frame:
        surface = labels > 0
        return Frame(
            image=picture_array(self.picture, self.shape),
            depth_m=np.where(surface, np.float32(STAND_IN_M), np.float32(np.inf)),
            normals=np.where(surface[..., None], TOWARDS, np.float32(0)),
            instance=labels,
            valid=known,
            camera=self.camera or _some_camera(self.size_px),
            objects=tuple(_objects(labels, names)),
        )


View = Frame | Example


def frame_for(view: View, task: str) -> Frame:
    """Return what a task may know of a view: of a render, everything."""
    return view if isinstance(view, Frame) else view.frame(task)


def contents_of(view: View) -> Iterator[bytes]:
    """Yield the bytes of everything that a view holds, whose digest tells it from others."""
    arrays = ("image", "depth_m", "normals", "instance", "valid", "labels")
    yield from (array.tobytes() for name in arrays if isinstance(array := getattr(view, name, None), np.ndarray))
    if isinstance(view, Example):
        yield view.picture
        yield repr((view.names, view.regions, view.queries)).encode()


def overview_of(view: View) -> Frame:
    """Return a view as a frame to be looked at, whatever is known of it."""
    return view if isinstance(view, Frame) else view.overview()


def _or_sky(depth_m: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.where(np.isnan(depth_m), np.float32(np.inf), depth_m)


def _objects(labels: NDArray[np.uint16], names: dict[int, str]) -> Iterator[VisibleObject]:
    areas_px = np.bincount(labels.ravel())
    for label, part in enumerate(ndimage.find_objects(labels), start=1):
        if part is not None:
            yield VisibleObject(
                instance=label,
                category=names[label],
                name=names[label],
                words=Words(),
                material="",
                area_px=int(areas_px[label]),
                box_px=(part[1].start, part[0].start, part[1].stop, part[0].stop),
                box=NOWHERE,
                supporter=0,
                visible_fraction=1.0,
            )


def _some_camera(size_px: tuple[int, int]) -> Camera:
    """Return a camera of this size, for those of which nobody says anything; no sample tells of it."""
    width, height = size_px
    return Camera(
        width_px=width,
        height_px=height,
        focal_px=float(width),
        cx_px=width / 2,
        cy_px=height / 2,
        location_m=(0.0, 0.0, 0.0),
        rotation=IDENTITY,
    )
