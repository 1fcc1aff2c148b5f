"""Types of cars: their proportions, and the slots of all vehicles.

Lengths along a car are shares of its length from the front; heights above the ground are shares of its height. They
follow what such cars measure, rounded; the rest is taste.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....poses import Vec3

PAINT, GLASS, TYRE, RIM, TRIM, HEAD, TAIL, PLATE, SEAT, LINING, SIGNAL = range(11)
MIRROR_M = 0.1  # how far each mirror stands out beside the body
SIGN_M, RAILS_M = 0.14, 0.04  # how high what is on a roof stands over it


@dataclass(frozen=True, slots=True)
class Form:
    """A type of car.

    `upper`: from where the windscreen rises, where the roof begins and ends, where the rear window comes down. `panes`:
    from where to where along a side there is glass; at the back if
    `rear_pane`. `doors`: where a side has shut lines. `wheel_m`: the radius. `bed`: from where to where it is open
    above, to carry goods on a floor at `bed_m`.
    """

    upper: tuple[float, float, float, float]
    belt: float
    bonnet: float
    nose: float
    tail: float
    axles: tuple[float, float]
    wheel_m: float
    sill_m: float
    panes: tuple[tuple[float, float], ...]
    doors: tuple[float, ...]
    rows: tuple[float, ...]  # where the hips of those who sit in it are
    narrowing: float = 0.2  # so much of its half width it loses from belt to roof
    floor_m: float = 0.27
    rear_pane: bool = True
    sign: bool = False
    roof_rails: bool = False
    bed: tuple[float, float] = (0.0, 0.0)
    bed_m: float = 0.0
    clad: int = 1  # so many rows of the skin from below are of bare plastic: the sill, and lips around the wheels


@dataclass(frozen=True, slots=True)
class Body:
    """A type of car at its size in metres, mirrors apart."""

    form: Form
    width_m: float
    length_m: float
    height_m: float

    @classmethod
    def of(cls, form: Form, size_m: Vec3) -> Body:
        """Return the body of a car whose outer size is given, mirrors and what is on its roof included."""
        over_m = SIGN_M if form.sign else RAILS_M if form.roof_rails else 0.0
        return cls(form, size_m[0] - 2 * MIRROR_M, size_m[1], size_m[2] - over_m)

    def y_m(self, share: float) -> float:
        """Return where a share of the length is."""
        return (share - 0.5) * self.length_m


HATCHBACK = Form(
    upper=(0.25, 0.44, 0.83, 0.965),
    belt=0.645,
    bonnet=0.635,
    nose=0.52,
    tail=0.64,
    axles=(0.195, 0.815),
    wheel_m=0.315,
    sill_m=0.19,
    panes=((0.355, 0.53), (0.545, 0.73), (0.745, 0.815)),
    doors=(0.305, 0.5375, 0.735),
    rows=(0.53, 0.74),
)
SALOON = Form(
    upper=(0.27, 0.45, 0.69, 0.855),
    belt=0.655,
    bonnet=0.64,
    nose=0.525,
    tail=0.70,
    axles=(0.19, 0.785),
    wheel_m=0.325,
    sill_m=0.18,
    panes=((0.365, 0.515), (0.53, 0.675), (0.69, 0.745)),
    doors=(0.315, 0.5225, 0.685),
    rows=(0.515, 0.70),
)
ESTATE = Form(
    upper=(0.27, 0.445, 0.89, 0.98),
    belt=0.65,
    bonnet=0.635,
    nose=0.525,
    tail=0.62,
    axles=(0.19, 0.785),
    wheel_m=0.325,
    sill_m=0.18,
    panes=((0.36, 0.515), (0.53, 0.685), (0.70, 0.90)),
    doors=(0.315, 0.5225, 0.69),
    rows=(0.515, 0.70),
    narrowing=0.19,
    roof_rails=True,
)
SUV = Form(
    upper=(0.255, 0.42, 0.86, 0.968),
    belt=0.645,
    bonnet=0.645,
    nose=0.55,
    tail=0.63,
    axles=(0.195, 0.80),
    wheel_m=0.365,
    sill_m=0.24,
    panes=((0.345, 0.52), (0.535, 0.715), (0.73, 0.86)),
    doors=(0.30, 0.5275, 0.72),
    rows=(0.525, 0.73),
    narrowing=0.18,
    floor_m=0.36,
    roof_rails=True,
    clad=2,
)
PICKUP = Form(
    upper=(0.255, 0.385, 0.578, 0.6),
    belt=0.635,
    bonnet=0.635,
    nose=0.565,
    tail=0.66,
    axles=(0.185, 0.785),
    wheel_m=0.385,
    sill_m=0.3,
    panes=((0.33, 0.45), (0.463, 0.555)),
    doors=(0.295, 0.4565, 0.572),
    rows=(0.45, 0.55),
    narrowing=0.17,
    floor_m=0.42,
    bed=(0.622, 0.955),
    bed_m=0.76,
    clad=2,
)
VAN = Form(
    upper=(0.115, 0.27, 0.965, 0.99),
    belt=0.53,
    bonnet=0.515,
    nose=0.425,
    tail=0.50,
    axles=(0.175, 0.78),
    wheel_m=0.345,
    sill_m=0.22,
    panes=((0.205, 0.36),),
    doors=(0.165, 0.37, 0.60),
    rows=(0.30,),
    narrowing=0.1,
    floor_m=0.5,
    rear_pane=False,
)
BUS = Form(
    upper=(0.006, 0.034, 0.968, 0.99),
    belt=0.42,
    bonnet=0.375,
    nose=0.36,
    tail=0.42,
    axles=(0.225, 0.72),
    wheel_m=0.48,
    sill_m=0.3,
    panes=tuple((start, start + 0.108) for start in (0.05, 0.165, 0.28, 0.395, 0.51, 0.625, 0.74, 0.855)),
    doors=(),
    rows=(0.075, *(0.2 + 0.085 * k for k in range(9))),
    narrowing=0.05,
    floor_m=0.45,
)
CAB = Form(
    upper=(0.09, 0.21, 0.90, 0.97),
    belt=0.50,
    bonnet=0.455,
    nose=0.43,
    tail=0.90,
    axles=(0.64, 9.0),  # the second is the box's
    wheel_m=0.48,
    sill_m=0.5,
    panes=((0.2, 0.68),),
    doors=(0.17, 0.72),
    rows=(0.68,),
    narrowing=0.07,
    floor_m=0.95,
    rear_pane=False,
)
