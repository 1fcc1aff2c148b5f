"""Layouts of the user's own: a Python file is run, and whatever goes wrong in it is said with its line."""

from __future__ import annotations

import functools
import hashlib
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from ..errors import LayoutError
from .checks import contents_fault, shot_fault
from .shared.layout import Layout


def layout_of_file(name: str) -> Layout:
    """Return the LAYOUT of a Python file, which is run unless this process has run these very bytes of it.

    Whatever the file, its `compose` or its `frame` raise, but for Ctrl-C, becomes a LayoutError.
    """
    path = Path(name).absolute()
    try:
        code = path.read_bytes()
    except OSError as error:
        raise LayoutError(f"{path}: cannot be read: {error.strerror}") from None
    return _run(path, code)


def layout_fault(error: BaseException, path: Path) -> str:
    """Return "file:line: Type: message" of an error, where line is the innermost that it passed through in a file.

    Without the line where it did not pass through the file at all.
    """
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == str(path)]
    if isinstance(error, SyntaxError) and error.filename == str(path) and error.lineno:
        lines.append(error.lineno)
    message = error.msg if isinstance(error, SyntaxError) else " ".join(str(error).split())
    where = f"{path}:{lines[-1]}" if lines else str(path)
    return f"{where}: {type(error).__name__}{': ' if message else ''}{message}"


@lru_cache(maxsize=16)
def _run(path: Path, code: bytes) -> Layout:
    """Run a file's code, without Python's cache of it, which takes an edit within one second for none."""
    module = ModuleType(f"cavendish_layout_{path.stem}_{hashlib.sha256(code).hexdigest()[:12]}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module  # where dataclasses and pickle look for what it defines
    with _faults_of(path):
        exec(compile(code, str(path), "exec", dont_inherit=True), module.__dict__)  # noqa: S102
    layout = _checked(path, vars(module).get("LAYOUT"))
    return replace(
        layout,
        compose=_guarded(layout.compose, path, "compose", contents_fault),
        frame=_guarded(layout.frame, path, "frame", shot_fault),
    )


@contextmanager
def _faults_of(path: Path) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # sys.exit() among them
        raise LayoutError(layout_fault(error, path)) from error


def _checked(path: Path, layout: object) -> Layout:
    if layout is None:
        raise LayoutError(f"{path}: has no LAYOUT; it must end with LAYOUT = Layout(name, compose, frame)")
    if not isinstance(layout, Layout):
        raise LayoutError(f"{path}: LAYOUT is a {type(layout).__name__}, not a cavendish.scenes.layouts.Layout")
    for part in ("compose", "frame"):
        if not callable(given := getattr(layout, part)):
            raise LayoutError(f"{path}: {part} of LAYOUT is {given!r}, but must be a function")
    return layout


def _guarded(
    function: Callable[..., Any], path: Path, name: str, fault_of: Callable[[object], str]
) -> Callable[..., Any]:
    """Return a function of the user's whose errors and whose answers are checked."""

    @functools.wraps(function)
    def guarded(*given: Any) -> Any:
        with _faults_of(path):
            answer = function(*given)
        if fault := fault_of(answer):
            raise LayoutError(f"{path}: {name} returned {fault}")
        return answer

    return guarded
