"""Which categories are the shell of a place rather than things in it."""

STRUCTURE = frozenset(
    {
        "ceiling",
        "curtain",
        "curtain rod",
        "door",
        "floor",
        "light switch",
        "radiator",
        "skirting board",
        "wall",
        "window",
        "windowsill",
    }
)
