"""Runs command lines as an installation without the extra `render` would: a process of its own that lacks its packages.

Standard input holds the command lines as JSON; standard output gets code, answers and messages of each.
"""

import contextlib
import io
import json
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

OF_RENDER = frozenset(
    {"blenderproc", "bpy", "cv2", "git", "imageio", "mathutils", "OpenEXR", "ray", "skimage", "sklearn", "trimesh"}
    | {"matplotlib", "pyarrow"}  # of other extras
)


class Without:
    """A finder of modules that does not find those."""

    def __init__(self, finder: Any) -> None:
        self._finder = finder

    def __getattr__(self, name: str) -> Any:
        return getattr(self._finder, name)  # it finds versions, too

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return what the finder finds."""
        return None if name.partition(".")[0] in OF_RENDER else self._finder.find_spec(name, path, target)


def main() -> None:
    """Run each line and say what came of it."""
    sys.meta_path[:] = [Without(finder) for finder in sys.meta_path]
    from cavendish.pipeline.cli.main import run

    found = []
    for line in json.load(sys.stdin):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(line)
        found.append((code, out.getvalue(), err.getvalue()))
    assert not OF_RENDER & sys.modules.keys()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
