"""What kitchens and bathrooms are used with: cutlery, pots, teapots, bottles that spray."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.labels import printed_lying, wrapped
from ..core.parts import Generator, arc, block, moved, pad, plate, shell, tube
from ..core.printing import joined
from .food import lying, turned


def _blade(width_m: list[float], length_m: float, dip_m: list[float], thick_m: float, x0_m: float = 0.0) -> Mesh:
    """Return a strip along x whose width and height run through the given stations; its cross-section is level."""
    t, fine = np.linspace(0, 1, len(width_m)), np.linspace(0, 1, 25)
    wide, high = np.interp(fine, t, width_m), np.interp(fine, np.linspace(0, 1, len(dip_m)), dip_m)
    v = np.linspace(-0.5, 0.5, 7)
    x = np.broadcast_to(x0_m + fine[:, None] * length_m, (25, 7))
    return plate(np.stack([x, wide[:, None] * v, np.broadcast_to(high[:, None], (25, 7))], axis=-1), thick_m)


def spoon(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a spoon lying along x. Slot: metal."""
    length, width, height = size_m
    handle = _blade(
        [0.4 * width, 0.34 * width, 0.16 * width, 0.2 * width],
        0.7 * length,
        [0.5 * height, height, 0.6 * height],
        0.002,
    )
    u, v = np.meshgrid(np.linspace(0, 1, 20), np.linspace(-1, 1, 13), indexing="ij")
    wide = np.sin(np.pi * np.clip(u, 0.02, 0.985) ** 0.8) ** 0.55
    dip = -0.55 * height * (1 - v**2) * np.sin(np.pi * u)
    bowl = np.stack([0.69 * length + 0.31 * length * u, v * wide * width / 2, 0.6 * height + dip], axis=-1)
    return join([handle, plate(bowl, 0.0015)])


def fork(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a fork with three or four tines, lying along x. Slot: metal."""
    length, width, height = size_m
    handle = _blade(
        [0.7 * width, 0.6 * width, 0.28 * width, 0.35 * width],
        0.66 * length,
        [0.3 * height, height, 0.5 * height],
        0.002,
    )
    neck = _blade(
        [0.35 * width, 0.96 * width, width], 0.12 * length, [0.5 * height, 0.2 * height], 0.002, 0.65 * length
    )
    tines = int(rng.integers(3, 5))
    slim_m = width / (2 * tines - 1)
    prongs = [
        moved(
            _blade(
                [slim_m, slim_m, 0.5 * slim_m], 0.24 * length, [0.2 * height, 0, 0.35 * height], 0.0018, 0.76 * length
            ),
            (0, y, 0),
        )
        for y in np.linspace(-(width - slim_m) / 2, (width - slim_m) / 2, tines).tolist()
    ]
    return join([handle, neck, *prongs])


def knife(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a knife lying flat along x. Slots: blade, handle."""
    length, width, height = size_m
    share = rng.uniform(0.38, 0.48)
    handle = block(
        (share * length, 0.72 * width, height), (-(1 - share) * length / 2, 0.08 * width, 0), 0.4 * height, 1, 2
    )
    t = np.linspace(0, 1, 24)
    edge = -0.5 * width + width * np.clip((t - 0.55) / 0.45, 0, 1) ** 2
    back = 0.5 * width - 0.15 * width * t**3
    v = np.linspace(0, 1, 5)
    x = -length / 2 + share * length - 0.004 + t * ((1 - share) * length + 0.004)
    y = back[:, None] + (np.minimum(edge, back - 0.001) - back)[:, None] * v
    blade = np.stack([np.broadcast_to(x[:, None], y.shape), y, np.full_like(y, 0.5 * height)], axis=-1)
    return join([handle, plate(blade[:, ::-1], 0.0016)])


def teapot(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a teapot: spout at +x, handle at −x. Slot: body."""
    width, depth, height = size_m
    r, h = depth / 2, 0.86 * height
    waist = rng.uniform(0.35, 0.6)
    body = turned(
        [(0, 0), (0.6 * r, 0), (0.9 * r, 0.18 * h), (r, waist * h), (0.85 * r, 0.8 * h), (0.5 * r, h), (0, 1.03 * h)],
        48,
    )
    lid = turned(
        [(0.48 * r, 0.99 * h), (0.44 * r, 1.05 * h), (0.12 * r, 1.08 * h), (0.16 * r, 1.12 * h), (0, 1.16 * h)], 32
    )
    out_m = (width - depth) / 2
    spout = tube(
        [(0.85 * r, 0, 0.3 * h), (r + 0.4 * out_m, 0, 0.5 * h), (r + out_m, 0, 0.95 * h)],
        [0.22 * r, 0.15 * r, 0.1 * r],
        segments=20,
    )
    loop = [(-(0.8 * r + (0.2 * r + out_m) * x), 0, 0.55 * h + 0.3 * h * z) for x, z in arc(13, -90, 90)]
    return join([body, as_part(lid, "lid"), spout, as_part(tube(loop, 0.085 * r), "handle")])


def cup(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cup on its saucer. Slots: cup, saucer."""
    width, _, height = size_m
    r = rng.uniform(0.26, 0.31) * width
    rise_m = 0.006
    body = shell([(0.5 * r, rise_m), (0.6 * r, rise_m + 0.003), (0.88 * r, 0.5 * height), (r, height)], 0.003)
    loop = [(0.86 * r + 0.5 * r * x, 0, 0.6 * height + 0.24 * height * z) for x, z in arc(9, -90, 90)]
    saucer = shell([(0.25 * width, 0), (0.3 * width, 0.003), (0.48 * width, 0.014), (0.5 * width, 0.017)], 0.003, 1)
    return join([body, tube(loop, 0.003), saucer])


def spray_bottle(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bottle with a trigger. Slots: body, head, label."""
    width, depth, height = size_m
    h = 0.68 * height
    body = lathe([(0.46, 0), (0.5, 0.03), (0.5, 0.5), (0.44, 0.72), (0.17, 0.95), (0.15, 1.0)], 40)
    flat = np.diag([0.86 * width, depth, h, 1.0])
    label = wrapped([(0.506, 0.08), (0.506, 0.47)], 150.0, 2, 0.004)
    collar = lathe([(0.2 * width, h), (0.2 * width, h + 0.02), (0.12 * width, h + 0.024)], 24).with_slot(1)
    head = block((0.75 * width, 0.3 * depth, 0.17 * height), (-0.1 * width, 0, 0.83 * height), 0.006, 1, 2)
    trigger = tube(
        [(-0.3 * width, 0, 0.85 * height), (-0.36 * width, 0, 0.76 * height), (-0.3 * width, 0, 0.68 * height)],
        0.005,
        1,
    )
    neck = block((0.22 * width, 0.2 * depth, 0.16 * height), (0.03 * width, 0, 0.69 * height), 0.004, 1)
    return joined([body.transformed(flat), label.transformed(flat), collar, head, trigger, neck])


def squeeze_tube(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a tube of paste lying along x, flat at its end. Slots: body, cap."""
    length, width, height = size_m
    t = np.linspace(0, 1, 20)
    skin = lying(turned([(0.5, z) for z in t.tolist()], 24))
    x, y, z = skin.vertices.T
    wide = np.interp(x, [0, 0.8, 1], [1.0, 0.92, 0.6]) * width
    high = np.interp(x, [0, 0.1, 0.8, 1], [0.04, 0.3, 1.0, 0.84]) * height
    skin = printed_lying(skin.with_vertices(np.stack([0.86 * length * x, wide * y, high * z], axis=1)))
    cap = lying(lathe([(0.38 * height, 0), (0.34 * height, 0.15 * length)], 24))
    return joined([skin, moved(cap, (0.85 * length, 0, 0), slot=1)])


def soap(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bar of soap or a sponge. Slot: body."""
    return pad(size_m, (0, 0, 0), 0.3 * size_m[2], 0.15 * size_m[2])


def light_bulb(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bulb lying along x. Slots: glass, thread."""
    ball = turned([(0.2, 0.0), (0.24, 0.1), (0.45, 0.42), (0.5, 0.62), (0.42, 0.85), (0.2, 0.97), (0.0, 1.0)], 32)
    ridges = [(0.2 + 0.018 * (k % 2), -0.02 - 0.035 * k) for k in range(8)]
    thread = lathe([(0.0, -0.33), (0.08, -0.32), *ridges[::-1]], 24, smooth_profile=True).with_slot(1)
    return lying(join([ball, thread]))


GENERATORS: dict[str, Generator] = {
    "spoon": spoon,
    "fork": fork,
    "knife": knife,
    "teapot": teapot,
    "cup": cup,
    "spray bottle": spray_bottle,
    "squeeze tube": squeeze_tube,
    "soap": soap,
    "light bulb": light_bulb,
}
