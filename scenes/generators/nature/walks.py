"""Four-legged animals that walk: legs that step one after another, each paw fixed on the ground while it bears.

The mesh is that of the animal's generator. What lies about a leg goes with its bones, the more the nearer it is; trunk,
neck, head and tail go on evenly. Legs are put as `stances` puts them, which stretches them by a few per cent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...errors import AssetError
from ...geometry.mesh import Mesh
from ...geometry.skin import Bone, field
from ...spec import Gait, Procedural
from .animals import natural
from .breeds import BREEDS, Breed
from .quadrupeds import LEG_BONES, body
from .stances import Build, upright

BEARS = 0.66  # share of a stride for which a paw is on the ground
# When each paw is set down, as a share of the stride: fore and hind of the right side, then of the left one.
STARTS = (0.25, 0.0, 0.75, 0.5)
LIFTED = 0.09  # how high paws swing, in heights at the withers
FOLLOW = (0.0, 0.1, 0.6, 1.0, 1.0)  # by how much of that each joint of a leg is lifted, from top to tip
ASIDE = (0.0, 0.35, 0.75, 1.0, 1.0)  # and by how much it goes to the side
DIP = 0.01  # by which the trunk of who walks hangs lower
WALKING = " walking"
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Walker:
    """An animal of height 1: its mesh, joints 4×5×3 of its legs, and V×4×4 how much each of their bones moves."""

    build: Build
    mesh: Mesh
    joints: Points
    weights: Points

    def at(self, gait: Gait, stride: float) -> Points:
        """Return where the vertices are; `stride` is in heights of the animal."""
        placed = self.mesh.vertices.copy()
        for leg, (here, there) in enumerate(zip(self.joints, _joints(self, gait, stride), strict=True)):
            for bone in range(LEG_BONES - 1):
                moved = _moved(self.mesh.vertices, here[bone : bone + 2], there[bone : bone + 2])
                placed += self.weights[:, leg, bone, None] * (moved - self.mesh.vertices)
        return placed


def walks(geometry: Procedural) -> bool:
    """Return whether this is an animal that can be given a gait."""
    return geometry.generator.endswith(WALKING) and geometry.generator.removesuffix(WALKING) in BREEDS


def walked(geometry: Procedural, gait: Gait) -> Mesh:
    """Return the mesh of an animal in a stride; raises AssetError for what does not walk."""
    if not walks(geometry):
        raise AssetError(f"{geometry.generator} does not walk; four-legged animals in that posture do")
    walker = _walker(geometry.generator.removesuffix(WALKING), geometry.variant)
    low, high = walker.mesh.bounds()
    scale = np.asarray(geometry.size_m) / (high - low)
    foot = (low + high) / 2 * (1, 1, 0) + low * (0, 0, 1)
    return walker.mesh.with_vertices((walker.at(gait, gait.stride_m / float(scale[1])) - foot) * scale)


@lru_cache(maxsize=16)
def _walker(name: str, variant: int) -> Walker:
    breed = BREEDS[name]
    bones = body(breed.build, WALKING.strip(), np.random.Generator(np.random.PCG64(variant)))
    shape = natural(breed, WALKING.strip(), np.random.Generator(np.random.PCG64(variant)))
    legs = [bone for bone in bones if bone.part == "leg"]
    firsts = [legs[LEG_BONES * leg : LEG_BONES * (leg + 1) - 1] for leg in range(4)]
    joints = np.array([[bone.start for bone in leg] + [leg[-1].end] for leg in firsts])
    return Walker(breed.build, shape, joints, _weights(breed, bones, shape.vertices))


def _weights(breed: Breed, bones: Sequence[Bone], points: Points) -> Points:
    """Return V×4×4 how much each bone of each leg moves points; what is left stays with the trunk."""
    near = field(bones, points, breed.blend)
    near /= near.sum(axis=0)
    first = next(number for number, bone in enumerate(bones) if bone.part == "leg")
    own = near[first : first + 4 * LEG_BONES].reshape(4, LEG_BONES, -1)
    found = own[:, :-1].copy()
    found[:, 2] += own[:, -1]  # the wrist
    each = 3 if breed.build.bony else 2  # masses of a side: shoulder, haunch, maybe hip
    for side in range(2):
        for part in range(2):
            number = first - 2 * each + side * each + part
            found[2 * side + part, 0] += near[number] * _along(bones[number], points)
    return np.moveaxis(found, 2, 0)


def _along(bone: Bone, points: Points) -> Points:
    """Return how far points lie along a bone, 0 to 1."""
    way = np.subtract(bone.end, bone.start)
    return np.clip((points - bone.start) @ way / float(way @ way), 0, 1)


def _joints(walker: Walker, gait: Gait, stride: float) -> Points:
    """Return 4×5×3 where the joints of the legs are."""
    steps = [_step((gait.phase - start) % 1.0, stride) for start in STARTS]
    ahead = [each[0] for each in steps]
    stance = upright(walker.build, (ahead[0], ahead[2], ahead[1], ahead[3]), DIP)
    legs = (stance.front[0], stance.hind[0], stance.front[1], stance.hind[1])
    found = walker.joints.copy()
    found[..., 1:] = np.asarray(legs)
    for leg, (gone, lifted) in enumerate(steps):
        found[leg, :, 0] += gait.aside * gone * np.asarray(ASIDE)
        found[leg, :, 2] += lifted * np.asarray(FOLLOW)
    return found


def _step(share: float, stride: float) -> tuple[float, float]:
    """Return how far ahead of its middle a paw is, and how high, at a share of its own stride."""
    far = BEARS * stride / 2
    if share < BEARS:
        return far - stride * share, 0.0
    swung = (share - BEARS) / (1 - BEARS)
    eased = swung * swung * (3 - 2 * swung)
    slip = stride * (1 - BEARS) * swung * (1 - swung) * (1 - 2 * swung)  # it leaves and comes down with the ground
    return far * (2 * eased - 1) - slip, LIFTED * math.sin(math.pi * swung)


def _moved(points: Points, here: Points, there: Points) -> Points:
    """Return points as a bone takes them along whose ends were `here`, 2×3, and are `there`: turned, and stretched."""
    before, after = here[1] - here[0], there[1] - there[0]
    long, grown = np.linalg.norm(before), np.linalg.norm(after)
    a, b = before / long, after / grown
    turn = _between(a, b)
    stretched = points - here[0] + (grown / long - 1) * ((points - here[0]) @ a)[:, None] * a
    return stretched @ turn.T + there[0]


def _between(a: Points, b: Points) -> Points:
    """Return the shortest rotation from one unit vector to another, which is not its opposite."""
    axis = np.cross(a, b)
    x, y, z = axis.tolist()
    skew = np.array(((0.0, -z, y), (z, 0.0, -x), (-y, x, 0.0)))
    return np.eye(3) + skew + skew @ skew / (1 + float(a @ b))
