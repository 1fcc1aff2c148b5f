"""By which rules a dataset is scored: those that it brings along, and what others are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

from ...manifests import Recipe
from ...manifests.benchmark import DEPTH_PROTOCOLS, Benchmark, DepthRules, MaskRules, Pooling, Resampling
from ...scenes.errors import RequestError
from .protocols import CROWDS


@dataclass(frozen=True, slots=True)
class Rules:
    """How depth (and what that is called), normals and masks are scored; `masks` is None of renders."""

    depth_name: str
    depth: DepthRules
    normals: Pooling
    resampling: Resampling
    masks: MaskRules | None


def rules_of(recipe: Recipe, protocol: str = "", resampling: str = "") -> Rules:
    """Return the rules of a dataset, except for what is asked for by name; raises RequestError."""
    benchmark = recipe.imported.benchmark if recipe.imported else None
    name, depth = _depth(recipe, benchmark)
    masks = benchmark.masks if benchmark else None
    if protocol in DEPTH_PROTOCOLS:
        name, depth = protocol, DEPTH_PROTOCOLS[protocol]
    elif protocol:
        masks = _with_crowds(masks, protocol)
    pooling = benchmark.normals if benchmark else "pixels"
    return Rules(name, depth, pooling, _resampling(resampling, benchmark), masks)


def _depth(recipe: Recipe, benchmark: Benchmark | None) -> tuple[str, DepthRules]:
    if recipe.imported is None or benchmark is None:
        return "all", DEPTH_PROTOCOLS["all"]
    return f"{recipe.imported.format} {benchmark.split}", benchmark.depth


def _with_crowds(masks: MaskRules | None, protocol: str) -> MaskRules:
    if protocol not in CROWDS:
        raise RequestError(f"is none; allowed are {', '.join((*DEPTH_PROTOCOLS, *CROWDS))}", "protocol", protocol)
    if masks is None:
        raise RequestError("is of photographs, whose annotators mark crowds; here are none", "protocol", protocol)
    return masks.model_copy(update={"crowds": CROWDS[protocol]})


def _resampling(given: str, benchmark: Benchmark | None) -> Resampling:
    """Return how drawings are resampled: as is asked, else as the dataset says."""
    if given and given not in get_args(Resampling):
        raise RequestError(f"must be {' or '.join(get_args(Resampling))}", "resampling", given)
    return cast(Resampling, given) or (benchmark.resampling if benchmark else "nearest")
