"""How large the house is, and how its imports run: rooms, arrows, floors, and the lengths of files and functions.

    python tools/measure_code.py [FOLDER]

FOLDER is a checkout, by default this one. A room is a package. An arrow is one module importing another of ours, and a
module's floor is one above the highest that it imports. Of two rooms, neither inside the other, that import each other,
the arrows against the greater number climb.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import numpy as np

TOPS = ("scenes", "renderers", "manifests", "pipeline", "cavendish")


def main(root: Path) -> None:
    """Print the figures."""
    files = [path.relative_to(root) for top in TOPS for path in sorted((root / top).rglob("*.py"))]
    trees = {path: ast.parse((root / path).read_text()) for path in files}
    arrows = {(path, found) for path in files for found in _imported(path, trees[path], set(files))}
    rooms = {path.parent for path in files}
    between = Counter((a.parent, b.parent) for a, b in arrows if not _nested(a.parent, b.parent))
    climbs = sum(min(count, between[b, a]) for (a, b), count in between.items() if a < b)
    lines = [len((root / path).read_text().splitlines()) for path in files]
    print(f"{len(rooms)} rooms, {len(files)} files on {_height(arrows)} floors, {sum(lines)} lines")
    print(f"{len(arrows)} arrows between modules, {len(between)} between rooms, {climbs} climbs")
    print(f"loose modules at the top of pipeline/: {sum(path.parent == Path('pipeline') for path in files) - 1}")
    print(f"files: {_spread(lines)} lines")
    print(f"functions: {_spread([length for tree in trees.values() for length in _lengths(tree)])} lines")


def _imported(path: Path, tree: ast.Module, files: set[Path]) -> Iterator[Path]:
    """Yield the modules of ours that a file imports; a package stands for its __init__.py."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            package = path.parent.parts[: len(path.parent.parts) - node.level + 1]
            base = Path(*package, *(node.module or "").split("."))
            for name in (alias.name for alias in node.names):
                found = (
                    base / f"{name}.py",
                    base / name / "__init__.py",
                    base.with_suffix(".py"),
                    base / "__init__.py",
                )
                if there := [each for each in found if each in files and each != path]:
                    yield there[0]


def _nested(a: Path, b: Path) -> bool:
    return a.is_relative_to(b) or b.is_relative_to(a)


def _height(arrows: set[tuple[Path, Path]]) -> int:
    """Return on how many floors the modules stand."""
    graph: dict[Path, set[Path]] = {}
    for a, b in arrows:
        graph.setdefault(a, set()).add(b)
    floors: dict[Path, int] = {}
    for module in TopologicalSorter(graph).static_order():
        floors[module] = 1 + max((floors[below] for below in graph.get(module, ())), default=0)
    return max(floors.values())


def _lengths(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1


def _spread(lengths: list[int]) -> str:
    median, p90 = np.percentile(lengths, [50, 90])
    return f"median {median:.0f}, p90 {p90:.0f}, max {max(lengths)}"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1])
