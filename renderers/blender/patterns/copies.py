"""Node trees that differ in numbers and pictures alone: one is built step by step, and all are copies of it.

Blender looks the tree over at each step, and a material takes a hundred; copying it takes as long as ten. So models are
kept from scene to scene. As every material is a copy, whether its model was there before is not to be seen in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from ..process import bpy, content
from .tree import Socket, Tree

MOST = 400  # models that are kept: some 100 kB each
PICTURE = "image"  # the one attribute of nodes that copies have of their own, which ends with its scene
NodeSocket = bpy.types.NodeSocket


class Step:
    """A node that was added: from where its inputs come, if not from values; and where among its numbers these lie."""

    __slots__ = ("attributes", "inputs", "kind", "numbers", "places")

    def __init__(self, kind: str, inputs: Mapping[Any, Any], attributes: Mapping[str, Any], node: Any) -> None:
        self.kind, self.attributes = kind, _settings(attributes)
        self.inputs = {name: _link(value) for name, value in inputs.items()}
        self.numbers, self.places = _numbers(node, [name for name, link in self.inputs.items() if not link])

    def is_like(self, kind: str, inputs: Mapping[Any, Any], attributes: Mapping[str, Any]) -> bool:
        """Return whether a step differs from this one in numbers and pictures alone."""
        if kind != self.kind or inputs.keys() != self.inputs.keys():
            return False
        for name, link in self.inputs.items():
            if _link(inputs[name]) != link:
                return False
        return not (attributes or self.attributes) or _settings(attributes) == self.attributes

    def fill(self, node: Any, inputs: Mapping[Any, Any]) -> None:
        """Give a node its values: all of its numbers at once, for at each single one Blender looks the tree over."""
        if not self.places:
            for name, link in self.inputs.items():
                if not link and node.inputs[name].default_value != inputs[name]:
                    node.inputs[name].default_value = inputs[name]
            return
        numbers = self.numbers.copy()
        for name, place in self.places.items():
            numbers[place] = inputs[name] if place.stop - place.start > 1 else (inputs[name],)
        node.inputs.foreach_set("default_value", numbers)


class OtherSteps(Exception):  # noqa: N818  nothing has failed
    """A tree takes other steps than the one that it was to be a copy of."""


@dataclass(frozen=True, slots=True)
class Model:
    """A material that others are copied from, and the steps that made it."""

    data: Any
    steps: list[Step]


class Copies:
    """The materials of a scene, and the models that they are copied from; `close` has Blender forget these.

    Names count within a scene, and models bear none that a material could have: what was before shows in neither.
    """

    def __init__(self) -> None:
        self._models: dict[Hashable, list[Model]] = {}  # what was used last stands last
        self._made: Counter[str] = Counter()
        self._modelled = 0

    def begin(self) -> None:
        """Begin a scene: drop what was not used for longest, and count names anew."""
        self._made.clear()
        while sum(len(models) for models in self._models.values()) > MOST:
            self._drop(next(iter(self._models)))

    def made(self, alike: Hashable, name: str, new: Callable[[], Any], build: Callable[[Tree], None]) -> Any:
        """Return a material called `name`, or `name.001`, with the tree that `build` makes of `new` data.

        Trees of those that are `alike` may take the same steps.
        """
        models = self._models[alike] = self._models.pop(alike, [])
        for model in models:
            data = model.data.copy()
            try:
                _Copy(data, model.steps).built(build)
                break
            except OtherSteps:
                bpy.data.materials.remove(data)
        else:
            models.append(self._modelled_by(new(), build))
            data = models[-1].data.copy()
            _Copy(data, models[-1].steps).built(build)
        data.name = f"{name}.{self._made[name]:03d}" if self._made[name] else name
        self._made[name] += 1
        return data

    def data(self) -> list[Any]:
        """Return what others are copied from."""
        return [model.data for models in self._models.values() for model in models]

    def close(self) -> None:
        """Remove all models."""
        for alike in [*self._models]:
            self._drop(alike)

    def _modelled_by(self, data: Any, build: Callable[[Tree], None]) -> Model:
        self._modelled += 1
        data.name = f"cavendish model {self._modelled}"
        tree = _Recorded(data)
        build(tree)
        return Model(data, tree.steps)

    def _drop(self, alike: Hashable) -> None:
        bpy.data.batch_remove([model.data for model in self._models.pop(alike)])


def kept_copies() -> Copies:
    """Return the models that this process keeps."""
    if content.copies is None:
        content.copies = Copies()
    kept: Copies = content.copies
    return kept


class _Recorded(Tree):
    """A tree that knows its steps."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.steps: list[Step] = []

    def add(self, kind: str, inputs: Mapping[Any, Any] | None = None, **attributes: Any) -> Any:
        inputs = inputs or {}
        links = {name: value for name, value in inputs.items() if isinstance(value, NodeSocket)}
        node = super().add(kind, links, **attributes)
        self.steps.append(Step(kind, inputs, attributes, node))
        self.steps[-1].fill(node, inputs)
        return node


class _Copy(Tree):
    """A copy of a tree whose nodes are there: they take over numbers and pictures."""

    def __init__(self, data: Any, steps: list[Step]) -> None:
        super().__init__(data, kept=True)
        self._there, self._steps, self._count = list(self.nodes), steps, 0

    def built(self, build: Callable[[Tree], None]) -> None:
        """Do what `build` does; raises OtherSteps."""
        build(self)
        if self._count < len(self._steps):
            raise OtherSteps

    def add(self, kind: str, inputs: Mapping[Any, Any] | None = None, **attributes: Any) -> Any:
        k, inputs = self._count, inputs or {}
        if k == len(self._steps) or not self._steps[k].is_like(kind, inputs, attributes):
            raise OtherSteps
        self._count, node = k + 1, self._there[k]
        if PICTURE in attributes:
            node.image = attributes[PICTURE]
        self._steps[k].fill(node, inputs)
        return node

    def ends(self, socket: Socket) -> list[Socket]:
        """Return none: the model's links were led elsewhere before it was copied."""
        return []


def _link(value: Any) -> tuple[str, str] | None:
    """Return the names of an output and of its node, if that is what a value is."""
    return (value.node.name, value.identifier) if isinstance(value, NodeSocket) else None


def _settings(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if name != PICTURE}


def _numbers(node: Any, names: list[Any]) -> tuple[list[float], dict[Any, slice]]:
    """Return all numbers of a node's inputs, and where among them those of some lie; none where it takes shaders."""
    sockets = list(node.inputs)
    if not names or any(socket.type == "SHADER" for socket in sockets):
        return [], {}
    counts = [len(v) if hasattr(v, "__len__") else 1 for v in (socket.default_value for socket in sockets)]
    starts, numbers = [sum(counts[:k]) for k in range(len(counts))], [0.0] * sum(counts)
    node.inputs.foreach_get("default_value", numbers)
    numbered = {name: name if isinstance(name, int) else node.inputs.find(name) for name in names}
    return numbers, {name: slice(starts[k], starts[k] + counts[k]) for name, k in numbered.items()}
