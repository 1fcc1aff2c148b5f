"""How much light transport a picture gets. The truth does not depend on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QualityName = Literal["draft", "standard", "high"]
ViewTransform = Literal["AgX", "Filmic"]


@dataclass(frozen=True, slots=True)
class Quality:
    """Cycles' samples per pixel, the noise at which adaptive sampling stops, bounces, and whether OIDN denoises."""

    samples: int
    adaptive_threshold: float
    bounces: int
    denoise: bool = True


QUALITIES: dict[QualityName, Quality] = {
    "draft": Quality(samples=16, adaptive_threshold=0.1, bounces=4),
    "standard": Quality(samples=96, adaptive_threshold=0.02, bounces=6),
    "high": Quality(samples=512, adaptive_threshold=0.01, bounces=12),
}
