"""Which categories are the shell of a place rather than things in it."""

STRUCTURE = frozenset(
    {"ceiling", "curtain", "door", "floor", "ground", "skirting board", "wall", "window", "window frame", "windowsill"}
)
