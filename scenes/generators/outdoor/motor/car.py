"""Cars of all types, each put together from its form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ....geometry.mesh import Mesh, join
from ....poses import Vec3
from ...core.lettering import Panel, Panels
from ...core.parts import Generator
from .cabin import cabin
from .fittings import car_plates, fittings
from .forms import ESTATE, HATCHBACK, PICKUP, SALOON, SUV, VAN, Body, Form
from .panels import skin
from .plates import numbered, plates
from .shell import Shell
from .wheels import wheels

FORMS: dict[str, Form] = {
    "hatchback": HATCHBACK,
    "saloon": SALOON,
    "estate": ESTATE,
    "suv": SUV,
    "pickup": PICKUP,
    "van": VAN,
    "taxi": replace(SALOON, sign=True),
}


def car(form: Form) -> Generator:
    """Return the generator of a type of car."""

    def make(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        body = Body.of(form, size_m)
        shell, written = Shell(body), plates(_panels(body, rng))
        axles_m = [body.y_m(axle) for axle in form.axles]
        rolling = wheels(body.width_m, axles_m, form.wheel_m, rng)
        return join([*skin(shell), *fittings(shell), *cabin(shell), *rolling, *written])

    return make


def car_panels(form: Form) -> Panels:
    """Return what the plates of a type of car say, and where."""
    return lambda size_m, rng: _panels(Body.of(form, size_m), rng)


def _panels(body: Body, rng: np.random.Generator) -> tuple[Panel, ...]:
    return numbered(rng, *car_plates(body))
