"""Materials and groups put together in few words, for tests; values of inputs may be sockets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

CARD_M = 0.5


class Nodes:
    """A shader node tree under construction."""

    def __init__(self, tree: Any, kept: bool = False) -> None:
        self.tree = tree
        if not kept:
            tree.nodes.clear()

    def add(self, kind: str, inputs: dict[Any, Any] | None = None, **attributes: Any) -> Any:
        node = self.tree.nodes.new(kind if kind.startswith("Node") else f"ShaderNode{kind}")
        for name, value in attributes.items():
            setattr(node, name, value)
        for name, value in (inputs or {}).items():
            self.give(node, name, value)
        return node

    def give(self, node: Any, name: Any, value: Any) -> None:
        if hasattr(value, "is_output"):
            self.tree.links.new(value, node.inputs[name])
        else:
            node.inputs[name].default_value = value

    def shader(self, kind: str, **inputs: Any) -> Any:
        return self.add(kind, {name.replace("_", " "): value for name, value in inputs.items()}).outputs[0]

    def principled(self, **inputs: Any) -> Any:
        return self.shader("BsdfPrincipled", **inputs)

    def matte(self) -> Any:
        return self.shader("BsdfDiffuse")

    def clear(self, colour: Any = 1.0) -> Any:
        return self.shader("BsdfTransparent", Color=colour if hasattr(colour, "is_output") else grey(colour))

    def mix(self, share: Any, a: Any, b: Any) -> Any:
        return self.add("MixShader", {0: share, 1: a, 2: b}).outputs[0]

    def sum(self, a: Any, b: Any) -> Any:
        return self.add("AddShader", {0: a, 1: b}).outputs[0]

    def math(self, operation: str, a: Any, b: Any) -> Any:
        return self.add("Math", {0: a, 1: b}, operation=operation).outputs[0]

    def number(self, value: float) -> Any:
        socket = self.add("Value").outputs[0]
        socket.default_value = value
        return socket

    def along(self, socket: Any) -> Any:
        """The same, by way of a reroute."""
        return self.add("NodeReroute", {0: socket}).outputs[0]

    def across(self) -> Any:
        """A number that runs from 0 at the left edge of a card to 1 at its right edge."""
        x = self.add("SeparateXYZ", {0: self.add("TexCoord").outputs["Object"]}).outputs[0]
        return self.math("ADD", self.math("MULTIPLY", x, 1 / CARD_M), 0.5)

    def surface(self, shader: Any, **attributes: Any) -> Any:
        return self.add("OutputMaterial", {"Surface": shader}, **attributes)

    def group(self, tree: Any, **inputs: Any) -> Any:
        """The first output of a group node."""
        node = self.add("Group", node_tree=tree)
        for name, value in inputs.items():
            self.give(node, name, value)
        return node.outputs[0]


def grey(value: float) -> tuple[float, float, float, float]:
    return (value, value, value, 1.0)


def group(bpy: Any, make: Callable[[Nodes, Any], Any], inputs: dict[str, str], output: str = "Shader") -> Any:
    """A node group; `make` gets its nodes and its inputs' sockets, and returns the socket that it puts out."""
    tree = bpy.data.node_groups.new("group", "ShaderNodeTree")
    for name, kind in inputs.items():
        tree.interface.new_socket(name, in_out="INPUT", socket_type=f"NodeSocket{kind}")
    tree.interface.new_socket("out", in_out="OUTPUT", socket_type=f"NodeSocket{output}")
    nodes = Nodes(tree)
    into, out = nodes.add("NodeGroupInput"), nodes.add("NodeGroupOutput")
    tree.links.new(make(nodes, into.outputs), out.inputs[0])
    return tree
