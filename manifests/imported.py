"""What a recipe says of pictures that were not rendered: whose files they are, and what they have."""

from __future__ import annotations

from typing import Annotated, Literal, get_type_hints

from pydantic import Field

from .benchmark import Benchmark
from .task_options import NEEDS, Strict
from .tasks import Tasks

IMPORTED = "imported"  # the renderer and the one layout of such a recipe
SourceFormat = Literal[
    "blenderproc",
    "hypersim",
    "folder",
    "marigold-depth",
    "dsine-eval",
    "nyuv2",
    "diode",
    "ibims",
    "eth3d",
    "vkitti2",
    "middlebury",
    "kitti",
    "nuscenes",
    "sunrgbd",
    "scannet",
    "ddad",
    "cityscapes",
    "ade20k",
    "voc",
    "coco-panoptic",
    "coco-stuff",
    "coco",
    "lvis",
    "open-images",
    "refcoco",
    "refcoco+",
    "refcocog",
    "reasonseg",
    "saco-gold",
]


class Imported(Strict):
    """Ground truth that was there already, as `cavendish import` found it."""

    format: SourceFormat = Field(description="Whose files these are.")
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] = Field(
        description="SHA-256 of the names and sizes of all files used, and of how they are read."
    )
    normals: bool = Field(description="Whether normals were read; if not, (0, 0, 1) stands for them in the truth.")
    masks: bool = Field(description="Whether there are masks; if not, all surface is one instance called scene.")
    benchmark: Annotated[Benchmark | None, Field(exclude_if=lambda value: value is None)] = Field(
        None, description="Of photographs: which part of which set, and how it is scored."
    )

    @property
    def unfit(self) -> dict[str, str]:
        """The tasks that cannot be asked of it, and why."""
        if self.benchmark:
            unknown = [task for task in get_type_hints(Tasks) if task not in self.benchmark.tasks]
            return dict.fromkeys(unknown, f"are of {self.format}, which does not know it")
        has = {"normals": self.normals, "masks": self.masks}
        lacks = {what: why for what, why in NEEDS.items() if not has.get(what, False)}
        asked = {task: min(lacks.keys() & options.needs, default="") for task, options in get_type_hints(Tasks).items()}
        return {task: lacks[what] for task, what in asked.items() if what}
