"""How much light transport a picture gets. The truth does not depend on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QualityName = Literal["draft", "standard", "high"]
ViewTransform = Literal["AgX", "Filmic"]


@dataclass(frozen=True, slots=True)
class Quality:
    """Cycles' samples per pixel, bounces, and whether OIDN denoises.

    With `supersampling` n a pixel is n×n rendered ones, which share its samples: OIDN sees edges that one pixel would
    blend, so that the same rays give a picture that is sharper and nearer to a converged one (docs/quality.md). Above
    zero, `adaptive_threshold` is the noise at which a rendered pixel stops after half of its samples; Cycles looks
    every 16th of them, so that it is of use to many alone.
    """

    samples: int
    bounces: int
    denoise: bool = True
    supersampling: int = 1
    adaptive_threshold: float = 0.0


QUALITIES: dict[QualityName, Quality] = {
    "draft": Quality(samples=16, bounces=4),
    "standard": Quality(samples=64, bounces=6, supersampling=2),
    "high": Quality(samples=512, bounces=12, supersampling=2, adaptive_threshold=0.02),
}
