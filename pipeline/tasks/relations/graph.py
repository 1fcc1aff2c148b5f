"""The scene graph that proposals are drawn from: things by their 3D boxes, and rough relations between them.

It knows places from boxes, not from pixels, and has no margins: what it suggests, `check` judges by other evidence.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ....renderers.frame import Frame, VisibleObject
from ....scenes.cameras import Camera
from ..places import SHELL
from ..seen.facing import Facing
from ..seen.looks import Look
from .evidence import Seen, Sightings
from .forms import OfPeople, RelationName
from .people_facts import facts_of
from .vocabulary import noun

BACKDROP = SHELL - {"curtain", "door", "window"}  # what everything stands before or on


@dataclass(frozen=True, slots=True)
class Node:
    """One thing: where its box's middle is seen (shares of the picture), how deep, how far, and how long its box is."""

    thing: VisibleObject
    u: float
    v: float
    depth_m: float
    range_m: float
    length_m: float
    is_clear: bool  # whether anybody would know it
    look: Look
    facing: Facing | None = None  # which way a person faces

    @property
    def instance(self) -> int:
        """The thing's instance."""
        return self.thing.instance

    @property
    def is_backdrop(self) -> bool:
        """Whether it is a part of the room rather than a thing in it."""
        return self.thing.category in BACKDROP or noun(self.thing.category).underfoot


@dataclass(frozen=True, slots=True)
class Edge:
    """`subject` stands in the relation `name` to `landmark`."""

    subject: Node
    name: RelationName
    landmark: Node


@dataclass(frozen=True)
class Graph:
    """What can be spoken of in a frame."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def told(self) -> dict[int, tuple[OfPeople, ...]]:
        """What may be said of each person in plain sight of whom something is told, by instance."""
        return {node.instance: facts_of(self.nodes, node) for node in self.things() if node.thing.person}

    def people(self) -> list[Node]:
        """Return the people in plain sight of whom something is told."""
        return [node for node in self.nodes if node.instance in self.told]

    def named(self, *names: RelationName) -> list[Edge]:
        """Return the edges of these relations."""
        return [edge for edge in self.edges if edge.name in names]

    def things(self) -> list[Node]:
        """Return the nodes in plain sight that are no part of the room."""
        return [node for node in self.nodes if node.is_clear and not node.is_backdrop]

    def betweens(self) -> list[tuple[Node, Node, Node]]:
        """Return what lies between two things, with them: one to the left of it, one to the right, on the plan too."""
        left: dict[Node, list[Node]] = defaultdict(list)
        right: dict[Node, list[Node]] = defaultdict(list)
        for edge in self.named("left of", "right of"):
            (right if edge.name == "left of" else left)[edge.subject].append(edge.landmark)
        return [(a, b, c) for a in left for b in left[a] for c in right[a] if b != c and _is_between(a, b, c)]


def build(frame: Frame, scene: Sightings) -> Graph:
    """Return the scene graph of a frame: of all that is spoken of and that somebody might see."""
    spoken = (thing for thing in frame.objects if not noun(thing.category).silent)
    seen = (scene[thing.instance] for thing in spoken)
    nodes = tuple(_node(frame.camera, each) for each in seen if each.clarity != "ghost")
    clear = [node for node in nodes if node.is_clear]
    pairs = [(a, b) for a in clear for b in clear if a is not b and not a.is_backdrop]
    edges = (Edge(a, name, b) for a, b in pairs for name, holds in _ROUGHLY.items() if holds(a, b))
    return Graph(nodes, tuple(edge for edge in edges if _is_natural(edge)))


def _node(camera: Camera, seen: Seen) -> Node:
    thing = seen.thing
    matrix = camera.matrix()
    x, y, z = ((np.asarray(thing.box.centre_m) - matrix[:3, 3]) @ matrix[:3, :3]).tolist()
    depth_m = max(-z, 1e-3)
    u = (camera.cx_px + camera.focal_px * x / depth_m) / camera.width_px
    v = (camera.cy_px - camera.focal_px * y / depth_m) / camera.height_px
    range_m, length_m = float(np.linalg.norm((x, y, z))), max(thing.box.size_m)
    return Node(thing, u, v, depth_m, range_m, length_m, seen.clarity == "named", seen.look, seen.facing)


def _is_natural(edge: Edge) -> bool:
    """Return whether a person would relate the one to the other: to something not much smaller, of another kind."""
    subject, landmark = edge.subject, edge.landmark
    if landmark.is_backdrop:
        return edge.name == "on"
    near_in_size = edge.name in ("on", "under", "below") or landmark.length_m >= 0.6 * subject.length_m
    return near_in_size and subject.thing.category != landmark.thing.category


def _apart_m(a: Node, b: Node) -> float:
    return math.dist(a.thing.box.centre_m[:2], b.thing.box.centre_m[:2])


def _is_between(a: Node, b: Node, c: Node) -> bool:
    return _apart_m(a, b) + _apart_m(a, c) < 1.2 * _apart_m(b, c)


def _is_on(a: Node, b: Node) -> bool:
    return a.thing.supporter == b.instance


def _is_above(a: Node, b: Node) -> bool:
    return abs(a.u - b.u) < 0.15 and a.v < b.v and a.thing.box.centre_m[2] > b.thing.box.centre_m[2]


def _is_under(a: Node, b: Node) -> bool:
    inside = _apart_m(a, b) < b.length_m / 2 and a.thing.box.centre_m[2] < b.thing.box.centre_m[2]
    return (inside or _is_above(b, a)) and not _is_on(a, b)


def _is_before(a: Node, b: Node) -> bool:
    return abs(a.u - b.u) < 0.2 and abs(a.v - b.v) < 0.3 and a.depth_m < b.depth_m and not _is_on(a, b)


def _is_beside(a: Node, b: Node) -> bool:
    return a.thing.supporter == b.thing.supporter and _apart_m(a, b) < a.length_m + b.length_m


_ROUGHLY: dict[RelationName, Callable[[Node, Node], bool]] = {
    "left of": lambda a, b: a.u < b.u,
    "right of": lambda a, b: a.u > b.u,
    "above": _is_above,
    "below": lambda a, b: _is_above(b, a),
    "on": _is_on,
    "under": _is_under,
    "next to": _is_beside,
    "in front of": _is_before,
    "behind": lambda a, b: _is_before(b, a),
}
