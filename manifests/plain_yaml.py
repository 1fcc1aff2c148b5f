"""YAML that stays as small as it is written: bounded in length, in depth, and in what its aliases make of it."""

from __future__ import annotations

from typing import Any

import yaml

MOST_CHARACTERS, MOST_LEVELS, MOST_NODES = 1 << 20, 40, 100_000


def load_yaml(text: str) -> Any:
    """Return what a YAML text holds; raises ValueError with one sentence."""
    if len(text) > MOST_CHARACTERS:
        raise ValueError(f"holds {len(text):,} characters; {MOST_CHARACTERS:,} is the most")
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 -- it is a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 1}" if mark else ""
        said = str(getattr(error, "problem", None) or error)
        raise ValueError(f"not YAML{line}: {' '.join(said.split())[:200]}") from None
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:  # dates and numbers that are none
        raise ValueError(f"not YAML: {' '.join(str(error).split())[:200]}") from None


class _Loader(yaml.SafeLoader):
    """Counts levels while it reads, and what every alias stands for."""

    def __init__(self, stream: Any) -> None:
        super().__init__(stream)
        self._level = self._nodes = 0
        self._sizes: dict[yaml.Node, int] = {}  # with all that is in them; a node that is still being read has none

    def compose_node(self, parent: Any, index: Any) -> Any:
        before, mark = self._nodes, self.get_mark()
        alias = self.check_event(yaml.AliasEvent)
        self._level += 1
        if self._level > MOST_LEVELS:
            raise yaml.MarkedYAMLError(problem=f"more than {MOST_LEVELS} levels, one in another", problem_mark=mark)
        node: Any = super().compose_node(parent, index)
        self._level -= 1
        if alias and node not in self._sizes:
            raise yaml.MarkedYAMLError(problem="an alias for what it stands in", problem_mark=mark)
        self._nodes += self._sizes[node] if alias else 1
        if self._nodes > MOST_NODES:
            raise yaml.MarkedYAMLError(problem=f"more than {MOST_NODES:,} values, with aliases", problem_mark=mark)
        if not alias:
            self._sizes[node] = self._nodes - before
        return node

    def compose_mapping_node(self, anchor: Any) -> Any:
        node, seen = super().compose_mapping_node(anchor), set[tuple[str, str]]()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if (key.tag, key.value) in seen:
                    raise yaml.MarkedYAMLError(problem=f"{key.value[:60]} a second time", problem_mark=key.start_mark)
                seen.add((key.tag, key.value))
        return node
