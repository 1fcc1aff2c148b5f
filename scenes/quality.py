"""How much light transport a picture gets. The truth does not depend on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .spec import SceneSpec

QualityName = Literal["draft", "standard", "high"]
ViewTransform = Literal["AgX", "Filmic"]


@dataclass(frozen=True, slots=True)
class Quality:
    """Cycles' samples per pixel, bounces, and whether OIDN denoises (docs/quality.md has what each brings).

    With `supersampling` n a pixel is n×n rendered ones, which share its samples: OIDN sees edges that one pixel would
    blend. Above zero, `adaptive_threshold` is the noise at which a rendered pixel stops; Cycles looks every 16th of its
    samples, and from `least_samples` of the pixel on. `outdoors` stands in where the sky itself lights the scene: there
    noise sits in the few pixels whose detail is finer than they are, and indoors everywhere.
    """

    samples: int
    bounces: int
    denoise: bool = True
    supersampling: int = 1
    adaptive_threshold: float = 0.0
    least_samples: int = 16
    outdoors: Quality | None = None

    def of(self, spec: SceneSpec) -> Quality:
        """Return what holds for a scene."""
        return self.outdoors if self.outdoors and spec.world.sky else self

    @property
    def most_samples(self) -> int:
        """The samples that a pixel of any scene may get."""
        return max(self.samples, self.outdoors.samples if self.outdoors else 0)


QUALITIES: dict[QualityName, Quality] = {
    "draft": Quality(samples=16, bounces=4),
    "standard": Quality(
        samples=72,
        bounces=4,
        supersampling=2,
        outdoors=Quality(samples=384, bounces=3, adaptive_threshold=0.02),
    ),
    "high": Quality(samples=1024, bounces=12, supersampling=2, adaptive_threshold=0.02, least_samples=256),
}
