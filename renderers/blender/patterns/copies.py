"""Node trees that differ in numbers and pictures alone: the first is built step by step, the others are copies of it.

Blender looks the tree over at each step, and a material takes a hundred; copying it takes as long as ten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..process import bpy
from .tree import Socket, Tree

PICTURE = "image"  # the one attribute of nodes that copies have of their own


class Link(NamedTuple):
    """An output, by the names of its node and its own."""

    node: str
    output: str


@dataclass(frozen=True, slots=True)
class Step:
    """A node that is added: what its inputs are is a value, or a Link."""

    kind: str
    inputs: dict[Any, Any]
    attributes: dict[str, Any]

    @classmethod
    def of(cls, kind: str, inputs: Mapping[Any, Any] | None, attributes: dict[str, Any]) -> Step:
        """Return the step that `Tree.add` with these arguments is."""
        return cls(kind, {name: _plain(value) for name, value in (inputs or {}).items()}, attributes)

    def is_like(self, other: Step) -> bool:
        """Return whether it differs from another in numbers and pictures alone."""
        return (
            self.kind == other.kind
            and self.inputs.keys() == other.inputs.keys()
            and all(_is_like(self.inputs[name], value) for name, value in other.inputs.items())
            and self.attributes.keys() == other.attributes.keys()
            and all(name == PICTURE or self.attributes[name] == value for name, value in other.attributes.items())
        )


class OtherSteps(Exception):  # noqa: N818  nothing has failed
    """A tree takes other steps than the one that it was to be a copy of."""


class Copies:
    """The trees of one scene that others are copied from. `close` has Blender forget them."""

    def __init__(self) -> None:
        self._models: defaultdict[Hashable, list[tuple[Any, list[Step]]]] = defaultdict(list)
        self._left: list[Any] = []

    def made(self, alike: Hashable, new: Callable[[], Any], build: Callable[[Tree], Socket]) -> tuple[Any, Socket]:
        """Return `new` data with the tree that `build` makes, and what that returns.

        Trees of those that are `alike` may take the same steps.
        """
        for model, steps in self._models[alike]:
            data = model.copy()
            try:
                return data, _Copy(data, steps).built(build)
            except OtherSteps:
                self._left.append(data)
        data = new()
        tree = _Recorded(data)
        surface = build(tree)
        self._models[alike].append((data.copy(), tree.steps))
        return data, surface

    def close(self) -> None:
        """Remove what only others were copied from."""
        models = [model for alike in self._models.values() for model, _ in alike]
        bpy.data.batch_remove((*models, *self._left))
        self._models.clear()
        self._left.clear()


class _Recorded(Tree):
    """A tree that knows its steps."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.steps: list[Step] = []

    def add(self, kind: str, inputs: Mapping[Any, Any] | None = None, **attributes: Any) -> Any:
        self.steps.append(Step.of(kind, inputs, attributes))
        return super().add(kind, inputs, **attributes)


class _Copy(Tree):
    """A copy of a tree whose nodes are there: they take over what is not as it was."""

    def __init__(self, data: Any, steps: list[Step]) -> None:
        super().__init__(data, kept=True)
        self._there: Iterator[tuple[Any, Step]] = iter(list(zip(self.nodes, steps, strict=True)))

    def built(self, build: Callable[[Tree], Socket]) -> Socket:
        """Return what `build` does; raises OtherSteps."""
        surface = build(self)
        if next(self._there, None):
            raise OtherSteps
        return surface

    def add(self, kind: str, inputs: Mapping[Any, Any] | None = None, **attributes: Any) -> Any:
        there, now = next(self._there, None), Step.of(kind, inputs, attributes)
        if there is None or not there[1].is_like(now):
            raise OtherSteps
        node, before = there
        for name, value in now.attributes.items():
            if value != before.attributes[name]:
                setattr(node, name, value)
        for name, value in now.inputs.items():
            if value != before.inputs[name]:
                node.inputs[name].default_value = value
        return node

    def ends(self, socket: Socket) -> list[Socket]:
        """Return none: the model's links were led elsewhere before it was copied."""
        return []


def _plain(value: Any) -> Any:
    if isinstance(value, bpy.types.NodeSocket):
        return Link(value.node.name, value.identifier)
    return tuple(value) if hasattr(value, "__iter__") else value


def _is_like(a: Any, b: Any) -> bool:
    return a == b if isinstance(a, Link) or isinstance(b, Link) else True
