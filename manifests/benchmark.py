"""What a manifest says of photographs that were imported: which part of which set, and how its scores are made."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import Field

from .task_options import Strict

Role = Literal["train", "test"]
Alignment = Literal["none", "median", "lsq", "lsq-disparity", "log"]
Pooling = Literal["pixels", "images"]
Resampling = Literal["nearest", "bilinear"]
Frame = Literal["whole", "kitti"]  # `kitti`: the lowest 352 rows, of these the middle 1216 columns
Crop = tuple[float, float, float, float]  # top, bottom, left, right, as shares of the sides
GARG: Crop = (0.40810811, 0.99189189, 0.03594771, 0.96405229)
EIGEN: Crop = (0.3324324, 0.91351351, 0.0359477, 0.96405229)
EIGEN_NYU: Crop = (45 / 480, 471 / 480, 41 / 640, 601 / 640)
Metres = Annotated[float, Field(ge=0)]


class DepthRules(Strict):
    """Which truth of depth counts, and what is done to a drawing before it is scored."""

    low_m: Metres = Field(1e-3, description="Truth of this depth or less does not count, in metres.")
    high_m: Metres | None = Field(None, description="Truth of this depth or more does not count; none: no end.")
    frame: Frame = Field("whole", description="The part of the picture that the crop is taken from.")
    crop: Crop = Field(
        (0.0, 1.0, 0.0, 1.0),
        strict=False,
        description="Top, bottom, left, right of what counts: shares of its sides.",
    )
    alignment: Alignment = Field("none", description="How a drawing is fitted to the truth, picture by picture.")

    @property
    def end_m(self) -> float:
        """Where the range ends, in metres; infinity where it has no end."""
        return math.inf if self.high_m is None else self.high_m


DEPTH_PROTOCOLS: dict[str, DepthRules] = {  # what the field scores by, under the names that `--protocol` knows
    "all": DepthRules(),
    "nyu": DepthRules(high_m=10.0, crop=EIGEN_NYU),
    "kitti-garg": DepthRules(high_m=80.0, crop=GARG),
    "kitti-eigen": DepthRules(high_m=80.0, crop=EIGEN),
    "kitti-marigold": DepthRules(low_m=1e-5, high_m=80.0, frame="kitti", crop=EIGEN),
    "ibims": DepthRules(low_m=5e-3, high_m=25.0),
    "diode": DepthRules(low_m=0.6, high_m=350.0),
    "diode-indoor": DepthRules(low_m=0.01, high_m=25.0),
    "eth3d": DepthRules(low_m=1e-5),
    "scannet": DepthRules(high_m=10.0),
    "sunrgbd": DepthRules(high_m=8.0),
    "nuscenes": DepthRules(low_m=0.05, high_m=80.0),
    "ddad": DepthRules(low_m=0.05, high_m=120.0),
}


class MaskRules(Strict):
    """Which masks count, and against whose a drawing is scored."""

    annotators: Annotated[int, Field(ge=1)] = Field(
        1, description="How many people answered each question: the one whom a drawing agrees with best is its truth."
    )
    crowds: Literal["ignored", "dropped"] = Field(
        "ignored", description="Regions of several things in one: what is drawn there does not count, or is wrong."
    )
    smallest_px: Annotated[int, Field(ge=0)] = Field(0, description="Instances of fewer pixels do not count.")


class Benchmark(Strict):
    """A part of a set of photographs: to be learnt from, or to be scored on."""

    split: str = Field(description="The set's own name of the part.")
    role: Role = Field(description="`train`: asked as any picture is. `test`: asked as the set asks.")
    tasks: tuple[str, ...] = Field(strict=False, description="The tasks that the set knows the truth of.")
    licence: str = Field(description="The set's licence, in a line.")
    redistribute: bool = Field(description="Whether the licence lets the pictures be handed on.")
    expected: Annotated[int, Field(ge=0)] = Field(0, description="How many pictures the set's list has; 0: no list.")
    depth: DepthRules = Field(DepthRules(), description="How depth is scored.")
    normals: Pooling = Field("pixels", description="What the angles of normals are averaged over.")
    resampling: Resampling = Field(
        "nearest", description="How depth and normals that were drawn in another size come to the picture's."
    )
    masks: MaskRules = Field(MaskRules(), description="How masks are scored.")
    classes: tuple[str, ...] = Field(
        (), strict=False, description="The set's own names of the classes that it labels, in its order."
    )
    without: tuple[str, ...] = Field(
        (), strict=False, description="The recipes' digests of the tests whose pictures were left out."
    )
    prompt: str = Field("", description="How a test asks each of its pictures for the classes: once for all of them.")
