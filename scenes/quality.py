"""How much light transport a picture gets. The truth does not depend on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QualityName = Literal["draft", "standard", "high"]
ViewTransform = Literal["AgX", "Filmic"]


@dataclass(frozen=True, slots=True)
class Quality:
    """Cycles' samples per pixel, the noise at which it stops after half of them, bounces, and whether OIDN denoises.

    With `supersampling` n a pixel is n×n rendered ones, which share its samples: OIDN sees edges that one pixel would
    blend, so that the same rays give a picture that is sharper and nearer to a converged one (docs/quality.md).
    """

    samples: int
    adaptive_threshold: float
    bounces: int
    denoise: bool = True
    supersampling: int = 1


QUALITIES: dict[QualityName, Quality] = {
    "draft": Quality(samples=16, adaptive_threshold=0.1, bounces=4),
    "standard": Quality(samples=80, adaptive_threshold=0.06, bounces=6, supersampling=2),
    "high": Quality(samples=512, adaptive_threshold=0.02, bounces=12, supersampling=2),
}
