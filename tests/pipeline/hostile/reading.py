"""Runs reading commands on a spoiled dataset, and says what they did that no dataset may make them do."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .dataset_files import SECRET, SECRET_TEXT

ROOT = Path(__file__).parents[3]
FORMATS = ("folders", "hf", "imagefolder", "bagel", "energon", "coco", "exr", "hdf5")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("verify", "out"),
    ("stats", "out", "--no-plots"),
    ("inspect", "out", "00000000-00-00-depth"),
    ("status", "out"),
    ("evaluate", "out", "predictions", "--split", "train"),
    ("prompts", "out", "--to", "made/prompts", "--split", "train"),
    ("encode", "out", "made/new", "--prompt-seed", "4"),
    ("open_dataset", "out", "train"),
    *(("export", "out", f"made/{to}", "--to", to) for to in FORMATS),
    ("gallery", "out"),  # the last one, as it writes into OUT
)


@dataclass(frozen=True)
class Reader:
    """The process that runs commands: see `reader_process`."""

    process: subprocess.Popen[str]

    def faults(self, work: Path, arguments: tuple[str, ...]) -> list[str]:
        """Run a command in WORK/cwd and return what is wrong with how it went; WORK/out is the dataset."""
        before = surroundings(work)
        wish = {
            "arguments": [
                str(work / each) if "/" in each or each in ("out", "predictions") else each for each in arguments
            ],
            "folder": str(work / "cwd"),
            "said": str(work / "said"),
        }
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(wish), file=self.process.stdin, flush=True)
        status = int(self.process.stdout.readline())
        said = (work / "said").read_bytes().decode(errors="replace")
        return [*wrong_end(status, said), *wrong_words(said), *changed(before, surroundings(work)), *leaks(work)]


@contextmanager
def reader(tmp: Path) -> Iterator[Reader]:
    """Start the process, and end it."""
    environment = os.environ | {
        "MALLOC_ARENA_MAX": "2",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TMPDIR": str(tmp),
    }
    arguments = [sys.executable, "-m", "tests.pipeline.hostile.reader_process"]
    with subprocess.Popen(
        arguments, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Reader(process)
        assert process.stdin
        process.stdin.close()


def laid_out(built: Path, work: Path) -> Path:
    """Copy a dataset to WORK/out, lay beside it what must stay as it is, and return it."""
    for name in ("sentinel", "cwd", "made", "predictions"):
        (work / name).mkdir(parents=True)
    (work / "sentinel" / SECRET).write_bytes(SECRET_TEXT)
    for picture in built.parent.glob("predictions/*.png"):
        shutil.copy(picture, work / "predictions")
    return Path(shutil.copytree(built, work / "out"))


def wrong_end(status: int, said: str) -> list[str]:
    if os.WIFSIGNALED(status):
        return [f"died of {signal.Signals(os.WTERMSIG(status)).name}: {said[-300:]}"]
    code = os.WEXITSTATUS(status)
    if "Traceback" in said or code not in (0, 1, 2):
        return [f"exit code {code}: " + " / ".join(said.strip().splitlines()[-4:])[-900:]]
    return [f"no sentence: {said[-300:]}"] if code and "cavendish: " not in said else []


def wrong_words(said: str) -> list[str]:
    odd = {hex(ord(c)) for c in said if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\n"}
    return [f"control characters {sorted(odd)} in {said[:300]!r}"] if odd else []


def surroundings(work: Path) -> dict[str, tuple[object, ...]]:
    """Return what lies beside the dataset and what is made of it: names, kinds, sizes and times."""
    found: dict[str, tuple[object, ...]] = {}
    for folder, folders, files in os.walk(work):
        if Path(folder) == work:
            folders[:] = [name for name in folders if name not in ("out", "made")]
        for name in (*folders, *files):
            facts = os.lstat(path := os.path.join(folder, name))
            if path != str(work / "said"):
                found[path] = (facts.st_mode, facts.st_size if name in files else 0, facts.st_mtime_ns)
    return found


def changed(before: dict[str, tuple[object, ...]], after: dict[str, tuple[object, ...]]) -> list[str]:
    differing = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    return [f"changed outside: {differing}"] if differing else []


def leaks(work: Path) -> list[str]:
    files = [
        path
        for folder in ("made", "out")
        for path in (work / folder).rglob("*")
        if path.is_file() and not path.is_symlink()
    ]
    found = [str(path) for path in files if path.stat().st_size < 2**24 and SECRET_TEXT in path.read_bytes()]
    return [f"the secret is in {found}"] if found else []
