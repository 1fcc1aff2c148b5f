"""A process that has imported everything, and runs each command line that it is given in a fork of its own.

It takes lines of JSON, {"arguments", "folder", "said"}: where to run, and where to write what is said. It answers each
with the exit status as `os.waitpid` gives it. A fork may use a GB more than the process has, 30 s of CPU, and files of
64 MB; and it is killed after two minutes, so that what waits for ever is found.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from PIL import Image

from cavendish.pipeline.tasks.words.language import english

MEMORY, CPU_S, FILE, WALL_S = 2**30, 30, 2**26, int(os.environ.get("FUZZ_WALL_S", "120"))
ROOMS = ("build", "cli", "dataset", "evaluation", "export", "monitor", "report", "terminal")
LATER = ("OpenEXR", "pandas", "pyarrow.parquet", "rich.progress", "rich.table", "scipy.ndimage", "scipy.stats")


def main() -> None:
    """Answer until there are no more lines."""
    import_everything()
    for line in sys.stdin:
        wish = json.loads(line)
        if (child := os.fork()) == 0:
            run(wish)
        print(os.waitpid(child, 0)[1], flush=True)


def import_everything() -> None:
    """Import what commands do when they first need it, too."""
    for room in ROOMS:
        package = importlib.import_module(f"cavendish.pipeline.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    for name in LATER:
        importlib.import_module(name)
    english()
    Image.init()


def run(wish: dict[str, Any]) -> None:
    """Run one command line in this process, and end it."""
    said = os.open(wish["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.chdir(wish["folder"])
    limit()
    code = 70
    try:
        arguments = wish["arguments"]
        code = read_all(*arguments[1:]) if arguments[0] == "open_dataset" else command(arguments)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def limit() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (most := pages * resource.getpagesize() + MEMORY, most))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(WALL_S)


def command(arguments: list[str]) -> int:
    from cavendish.pipeline.cli.main import run as run_command

    return run_command(arguments)


def read_all(out: str, split: str) -> int:
    """Read a split as one trains on it; the errors that are told count as the command line's do."""
    from cavendish.pipeline.dataset.reader import open_dataset
    from cavendish.scenes.errors import RequestError, WorkError

    try:
        for sample in open_dataset(out, split):
            sample["image"].sum()
    except (RequestError, WorkError) as error:
        print(f"cavendish: {error}", file=sys.stderr)
        return 2 if isinstance(error, RequestError) else 1
    return 0


if __name__ == "__main__":
    main()
