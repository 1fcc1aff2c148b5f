"""Follows shader nodes back from the output that Cycles renders: through groups, reroutes and muted nodes.

What nothing leads to from there is as if it were not there. Nested groups are entered anew at each of their uses, as
Cycles does: a `Place` knows which group nodes it lies in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..frame import RenderError

MAX_NODES = 10_000  # of one material, those of groups at each of their uses: more would take Cycles minutes
MAX_DEPTH = 100  # of groups in groups


@dataclass(frozen=True, slots=True)
class Place:
    """A socket, and the group nodes that it lies in, the outermost first."""

    socket: Any
    groups: tuple[Any, ...] = ()

    @property
    def node(self) -> Any:
        """The node that the socket belongs to."""
        return self.socket.node

    def input(self, name: str | int) -> Place:
        """Return an input of the same node."""
        return Place(self.node.inputs[name], self.groups)


def output_of(owner: Any, name: str) -> Place | None:
    """Return an input of the active output of a material, world or lamp; None where Cycles finds no output."""
    node = owner.node_tree.get_output_node("CYCLES") if owner.use_nodes and owner.node_tree else None
    return Place(node.inputs[name]) if node else None


def source(end: Place) -> Place:
    """Return what feeds an input: the output of a node that makes something, or the last input, which nothing feeds."""
    while link := _link(end.socket):
        before = _before(Place(link.from_socket, end.groups), end)
        if before is None:
            return Place(link.from_socket, end.groups)
        if before is end:
            return end
        end = before
    return end


def is_fed(end: Place | None) -> bool:
    """Return whether any node reaches an input."""
    return end is not None and source(end).socket.is_output


def reached(end: Place) -> Iterator[Place]:
    """Yield an output of every node that an input depends on; raises RenderError where there are too many."""
    left, seen = [end], set[tuple[Any, tuple[Any, ...]]]()
    while left:
        at = source(left.pop())
        if at.socket.is_output and (at.node, at.groups) not in seen:
            check_count(len(seen), at)
            seen.add((at.node, at.groups))
            yield at
            left += [Place(socket, at.groups) for socket in at.node.inputs]


def check_count(count: int, at: Place) -> None:
    """Raise RenderError where so many nodes have led to a place that no end is in sight."""
    if count >= MAX_NODES:
        tree = (at.groups[0] if at.groups else at.node).id_data
        raise RenderError(f"{tree.name}: has more than {MAX_NODES} shader nodes, with those of its groups")


def group_output(tree: Any) -> Any:
    """Return the output node of a node group that counts; None where it has none."""
    return next((node for node in tree.nodes if node.type == "GROUP_OUTPUT" and node.is_active_output), None)


def named(sockets: Any, identifier: str) -> Any:
    """Return the socket of an identifier (names need not be unique); None where there is none."""
    return next((socket for socket in sockets if socket.identifier == identifier), None)


def _link(socket: Any) -> Any:
    links = () if socket.is_output or not socket.is_linked else socket.links
    return next((link for link in links if link.is_valid and not link.is_muted and link.from_socket.enabled), None)


def _before(at: Place, end: Place) -> Place | None:
    """Return the input that an output hands on; None where its node makes something, `end` where nothing comes."""
    node = at.node
    if node.mute:
        through = next((link.from_socket for link in node.internal_links if link.to_socket == at.socket), None)
        return Place(through, at.groups) if through else end
    if node.type == "REROUTE":
        return at.input(0)
    if node.type == "GROUP" and node.node_tree:
        return _inside(at) or end
    if node.type == "GROUP_INPUT":
        return _outside(at) or end
    return None


def _inside(at: Place) -> Place | None:
    """Return the input inside of a group that feeds an output of its group node."""
    tree = at.node.node_tree
    output = group_output(tree)
    if len(at.groups) > MAX_DEPTH:
        raise RenderError(f"{tree.name}: node groups are nested more than {MAX_DEPTH} deep")
    socket = named(output.inputs, at.socket.identifier) if output else None
    return Place(socket, (*at.groups, at.node)) if socket else None


def _outside(at: Place) -> Place | None:
    """Return the input of the group node that a group's own input hands on."""
    socket = named(at.groups[-1].inputs, at.socket.identifier) if at.groups else None
    return Place(socket, at.groups[:-1]) if socket else None
