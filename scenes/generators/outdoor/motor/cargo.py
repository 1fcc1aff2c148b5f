"""The load bed of a lorry: a box with what a firm wrote on it, or curtains under straps, lamps, guards and mud flaps.

It stands behind the cab, between y = CAB_M + 0.12 behind the front and the back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....geometry.mesh import Mesh
from ....poses import Vec3
from ...core.lettering import Panel, fitting
from ...core.parts import bar, block, tube
from .forms import HEAD, PAINT, RIM, SIGNAL, TAIL, TRIM

CAB_M, BED_M = 2.15, 1.05  # length of a lorry's cab, and height of what its box stands on
CURTAINS = 0.4  # so many boxes have sides of cloth
STRAP_M, RIVETS_M, MARKERS_M = 0.62, 1.3, 1.7  # how far apart straps, seams of a box, and lamps along its foot are
FIRMS = (  # none of them is written on shops, too, or a lorry might be taken for one
    *("DAIRY", "EXPRESS", "FREIGHT", "FURNITURE", "GLAZING", "LAUNDRY", "PARCELS", "REMOVALS", "TIMBER", "TOOL HIRE"),
    *("TRANSPORT", "VEGETABLES"),
)


@dataclass(frozen=True, slots=True)
class Bed:
    """How wide, long and high a lorry's box is, in metres."""

    width_m: float
    long_m: float
    tall_m: float
    end_m: float

    @classmethod
    def of(cls, size_m: Vec3) -> Bed:
        """Return the box of a lorry of this outer size, which leaves room for mirrors."""
        width, length, height = size_m
        return cls(width - 0.1, length - CAB_M - 0.12, height - BED_M, length / 2)

    @property
    def y_m(self) -> float:
        """Where its middle is."""
        return self.end_m - self.long_m / 2


def livery(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    """Return what a firm has written on both sides of its lorry."""
    bed, firm = Bed.of(size_m), str(rng.choice(FIRMS))
    letter_m = fitting(firm, 0.72 * bed.long_m, float(rng.uniform(0.34, 0.6)))
    z = BED_M + float(rng.uniform(0.42, 0.62)) * bed.tall_m
    return tuple(Panel(firm, (side * bed.width_m / 2, bed.y_m, z), letter_m, 90.0 * side) for side in (-1, 1))


def cargo(size_m: Vec3, rng: np.random.Generator) -> list[Mesh]:
    """Return the box on its frame with all that hangs on it."""
    bed = Bed.of(size_m)
    box = block((bed.width_m, bed.long_m, bed.tall_m), (0, bed.y_m, BED_M), 0.03, RIM)
    dressed = _straps(bed) if rng.random() < CURTAINS else _seams(bed, float(rng.uniform(0.12, 0.4)))
    return [box, *dressed, *_frame(bed, size_m[1]), *_rails(bed), *_doors(bed), *_behind(bed, size_m[1])]


def _seams(bed: Bed, stripe_m: float) -> list[Mesh]:
    """Return the seams of a box's panels, and a stripe in the colour of the cab along its foot."""
    count = max(2, round(bed.long_m / RIVETS_M))
    ys = bed.y_m + bed.long_m * (np.arange(1, count) / count - 0.5)
    parts = [bar((bed.width_m + 0.008, bed.long_m - 0.1, stripe_m), (0, bed.y_m, BED_M + 0.14), PAINT)]
    return parts + [bar((bed.width_m + 0.012, 0.03, bed.tall_m - 0.16), (0, float(y), BED_M + 0.08), RIM) for y in ys]


def _straps(bed: Bed) -> list[Mesh]:
    """Return the straps of curtains down both sides, each with its buckle, and the pleats between them."""
    ys = np.arange(-bed.long_m / 2 + 0.3, bed.long_m / 2 - 0.2, STRAP_M) + bed.y_m
    parts = []
    for y in ys.tolist():
        parts.append(bar((bed.width_m + 0.014, 0.05, bed.tall_m - 0.14), (0, y, BED_M + 0.03), TRIM))
        parts.append(bar((bed.width_m + 0.05, 0.09, 0.16), (0, y, BED_M + 0.1), RIM))
        parts.append(bar((bed.width_m + 0.008, 0.012, bed.tall_m - 0.2), (0, y + 0.3 * STRAP_M, BED_M + 0.06), RIM))
    return parts


def _rails(bed: Bed) -> list[Mesh]:
    """Return the rails along the foot and the top of both sides, and lamps and reflectors on the lower one."""
    parts = [bar((bed.width_m + 0.02, bed.long_m, 0.09), (0, bed.y_m, BED_M - 0.01), TRIM)]
    parts.append(bar((bed.width_m + 0.016, bed.long_m, 0.07), (0, bed.y_m, BED_M + bed.tall_m - 0.08), RIM))
    ys = bed.y_m + np.arange(-bed.long_m / 2 + 0.4, bed.long_m / 2 - 0.2, MARKERS_M)
    parts += [bar((bed.width_m + 0.04, 0.11, 0.04), (0, float(y), BED_M + 0.015), SIGNAL) for y in ys]
    front = bed.y_m - bed.long_m / 2
    return [
        *parts,
        *(bar((0.09, 0.03, 0.05), (s * 0.42 * bed.width_m, front, BED_M + bed.tall_m - 0.2), HEAD) for s in (-1, 1)),
    ]


def _doors(bed: Bed) -> list[Mesh]:
    """Return the gap between both doors, their rods, handles and hinges, and the frame around them."""
    tall, end, half = bed.tall_m, bed.end_m, bed.width_m / 2
    parts = [bar((0.012, 0.012, tall - 0.1), (0, end, BED_M + 0.05), TRIM)]
    for s in (-1, 1):
        parts.append(bar((0.07, 0.02, tall - 0.04), (s * (half - 0.035), end, BED_M + 0.02), TRIM))
        parts.append(bar((half - 0.05, 0.02, 0.06), (s * half / 2, end, BED_M + tall - 0.08), TRIM))
        for k in (0.12, 0.5):
            parts.append(
                tube(
                    [(s * k * half, end + 0.01, BED_M + 0.06), (s * k * half, end + 0.01, BED_M + tall - 0.1)],
                    0.017,
                    RIM,
                    6,
                )
            )
            parts.append(bar((0.05, 0.05, 0.05), (s * k * half, end, BED_M + 0.06), TRIM))
        parts.append(bar((0.4 * half, 0.03, 0.035), (s * 0.32 * half, end + 0.015, BED_M + 0.42), RIM))
        parts += [
            bar((0.16, 0.03, 0.06), (s * (half - 0.12), end, BED_M + share * tall), RIM)
            for share in (0.1, 0.37, 0.63, 0.88)
        ]
        parts.append(bar((0.05, 0.02, 0.09), (s * (half - 0.035), end + 0.01, BED_M + tall - 0.14), TAIL))
    return parts


def _frame(bed: Bed, length_m: float) -> list[Mesh]:
    """Return the frame below the box, guards between the axles, a tank, and the arches over the rear wheels."""
    parts = [bar((0.9, length_m - 0.7, 0.3), (0, 0.15, 0.62), TRIM)]
    for s in (-1, 1):
        x = s * (bed.width_m / 2 - 0.06)
        parts += [bar((0.04, bed.long_m - 2.4, 0.11), (x, bed.y_m - 0.35, z), RIM) for z in (0.48, 0.7)]
        parts += [
            bar((0.03, 0.06, 0.5), (x - s * 0.02, bed.y_m - 0.35 + k * (bed.long_m / 2 - 1.3), 0.46), TRIM)
            for k in (-1, 1)
        ]
        parts.append(
            block((0.5, 0.9, 0.46), (s * (bed.width_m / 2 - 0.4), bed.y_m - bed.long_m / 2 + 0.75, 0.5), 0.08, RIM)
        )
        parts.append(bar((0.34, 1.25, 0.03), (s * (bed.width_m / 2 - 0.2), 0.3 * length_m, 1.0), TRIM))
    return parts


def _behind(bed: Bed, length_m: float) -> list[Mesh]:
    """Return the bar that cars cannot run under, with boards that warn, clusters of lamps, and mud flaps."""
    half, end = bed.width_m / 2, bed.end_m
    parts = [bar((0.96 * bed.width_m, 0.1, 0.14), (0, end - 0.12, 0.42), TRIM)]
    for s in (-1, 1):
        x = s * 0.74 * half
        parts.append(bar((0.46, 0.04, 0.17), (x, end - 0.08, 0.66), TRIM))
        parts += [
            bar((0.13, 0.02, 0.11), (x + s * dx, end - 0.055, 0.69), slot)
            for dx, slot in ((0.14, SIGNAL), (0.0, TAIL), (-0.14, TAIL))
        ]
        parts.append(bar((0.5, 0.015, 0.12), (x, end - 0.065, 0.43), SIGNAL))
        parts += [bar((0.07, 0.02, 0.12), (x + k * 0.14, end - 0.065, 0.43), TAIL, 0.0) for k in (-1, 0, 1)]
        parts.append(bar((0.4, 0.02, 0.62), (s * (half - 0.3), 0.3 * length_m + 0.72, 0.22), TRIM))
    return parts
