"""What other systems leave beside files (`._…`, `.DS_Store`, `Thumbs.db`), and nobody means to give."""

from __future__ import annotations

LITTER = frozenset({"thumbs.db", "desktop.ini"})  # beside whatever begins with a dot


def is_litter(name: str) -> bool:
    """Return whether a file or folder of this name is there for its system alone."""
    return name.startswith(".") or name.lower() in LITTER
