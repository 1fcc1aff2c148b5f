"""How each task is scored, in words: what stands in every report, and on the page about scoring."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from ...manifests.benchmark import DepthRules, MaskRules, Pooling, Resampling
from ..tasks.reading import NEAREST, ScoringRules
from ..tasks.registry import READINGS
from .resampling import SHAPE_RULE

FAR_M = 100.0  # depth: beyond it a surface and the sky are one region
MISSING = ("partial", "worst")  # what may become of samples without a picture that can be scored
CROWDS: dict[str, Literal["ignored", "dropped"]] = {"forgive-crowds": "ignored", "drop-crowds": "dropped"}
BY_PICTURE = "over the pixels of a picture, then over pictures"
RESIZED: dict[Resampling, str] = {
    "nearest": NEAREST,
    "bilinear": "decoded, then each pixel from the four around it, or from the nearest where one of these means "
    f"nothing; the shape is {SHAPE_RULE}",
}


def protocols(
    depth_name: str,
    depth: DepthRules,
    residual_max: float | None,
    pooling: Pooling = "pixels",
    resampling: Resampling = "nearest",
    masks: MaskRules | None = None,
) -> dict[str, ScoringRules]:
    """Return how each task is scored; `pooling` is what the angles of normals are averaged over.

    `resampling` is how depth and normals of another size come to the picture's; `masks` are the rules of photographs,
    None: of renders.
    """
    angles = TASKS["normals"] if pooling == "pixels" else replace(TASKS["normals"], mean=BY_PICTURE)
    own = {"depth": _depth(depth_name, depth, residual_max), "normals": angles}
    resized = {task: replace(protocol, resized=RESIZED[resampling]) for task, protocol in own.items()}
    return TASKS | resized | ({} if masks is None else OF_PHOTOGRAPHS | {"instance": _instances(masks)})


def _depth(name: str, protocol: DepthRules, residual_max: float | None) -> ScoringRules:
    rejected = "" if residual_max is None else f"; colours further than {residual_max:g} from the path mean 0 m"
    crop = "" if (protocol.crop, protocol.frame) == ((0, 1, 0, 1), "whole") else " within its crop"
    fitted = "" if protocol.alignment == "none" else f"fitted to the truth of the picture ({protocol.alignment}), then "
    endless = protocol.high_m is None
    span = f"beyond {protocol.low_m:g} m" if endless else f"of {protocol.low_m:g} to {protocol.end_m:g} m"
    clamped = "infinity counts as the largest truth of the picture" if endless else "what is drawn is clamped to it"
    return ScoringRules(
        f'"{name}": surfaces {span}{crop}; {fitted}{clamped}{rejected}',
        "sky and what is unknown in the truth",
        BY_PICTURE,
        f"coverage: share of counted pixels with a depth; IoU>{FAR_M:g} m: the region beyond {FAR_M:g} m and the sky",
    )


def _instances(rules: MaskRules) -> ScoringRules:
    """Return how instances of photographs are scored."""
    several = rules.annotators > 1
    best = f"; of {rules.annotators} annotators the one whom the drawing agrees with best" if several else ""
    small = f"instances under {rules.smallest_px} px and what is drawn mostly on them" if rules.smallest_px else ""
    crowds = "what is drawn mostly in a crowd" if rules.crowds == "ignored" else ""
    exact = "; with SA-Co's additions to denominators: the best pmF1 is 0.99995" if several else ""
    return ScoringRules(
        f"every instance asked for, however small, and every one drawn, paired within a picture{best}",
        "; ".join(filter(None, (crowds, small))) or "nothing: a crowd is no instance, and what is drawn there is wrong",
        f"{TASKS['instance'].mean}; then over the parts of a set that has such",
        TASKS["instance"].beside + exact,
    )


TASKS: dict[str, ScoringRules] = {
    "normals": ScoringRules(
        "every surface; none drawn there is 90° off",
        "sky and what is unknown in the truth",
        "over the pixels of all pictures",
        "coverage: share of counted pixels where a surface is drawn; sky IoU: the region without a surface",
    ),
    "semantic": ScoringRules(
        "every pixel, also of what the prompt does not list: a listed class drawn there is wrong",
        "what is unknown in the truth; classes that are neither asked, drawn nor there",
        "IoU of each listed class, its pixels summed over all pictures, then over classes; the background is none",
        "accuracy: share of pixels in the right colour, the background's among them",
    ),
    "instance": ScoringRules(
        "every instance asked for and every one drawn, paired within a picture",
        "what is unknown in the truth; what lies mostly on instances too small for the target",
        "F1 of all instances in pictures that hold the class, then over IoU 0.50, 0.55 … 0.95 (pmF1 of SA-Co)",
        "IL_MCC: is something drawn where something is, also in pictures without the class; cgF1: 100 · pmF1 · IL_MCC",
    ),
    "referring": ScoringRules(
        "every pixel: what is drawn outside the referent is wrong",
        "what is unknown in the truth",
        "gIoU: IoU of each expression, then over expressions; empty against empty is 1",
        "cIoU: intersections over unions, each summed over all expressions",
    ),
} | {task: reading.rules for task, reading in READINGS.items()}
# Where photographs differ; `_instances` says it of instances.
OF_PHOTOGRAPHS = {
    "semantic": ScoringRules(
        "every pixel that has a label; what is drawn there in the colour of no class is missed",
        "pixels without a label, which leave truth and drawing; classes that are neither drawn nor there",
        "IoU of each class of the set, its pixels summed over all pictures, then over classes",
        TASKS["semantic"].beside,
    ),
    "referring": replace(TASKS["referring"], ignored="what the set marks so: it leaves truth and drawing"),
}
# Why a picture that can be read has no score.
NOTHING_COUNTS = {
    "depth": "no surface in its truth lies within the protocol's range and crop",
    "normals": "its truth holds no surface",
    "semantic": "none of its classes is in the truth or drawn",
} | {task: reading.nothing for task, reading in READINGS.items()}
# Why a score of a task is none.
UNDEFINED = {
    f"IoU>{FAR_M:g} m": f"nothing lies beyond {FAR_M:g} m, neither in the truth nor drawn",
    "sky IoU": "no picture has a sky, neither in the truth nor drawn",
    "mIoU": "no listed class is in the truth or drawn",
    "kept AbsRel": "all counted pixels were rejected",
    "kept δ1": "all counted pixels were rejected",
    "pmF1": "no picture holds what it is asked for",
    "IL_MCC": "all pictures hold what they are asked for, or none does: there is nothing to tell apart",
    "cgF1": "it is the product of pmF1 and IL_MCC, of which one is none",
}
