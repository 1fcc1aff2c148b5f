"""Which categories are the shell of a place rather than things in it."""

STRUCTURE = frozenset(
    {
        "blind",
        "cable tray",
        "ceiling",
        "column",
        "curtain rod",
        "curtain",
        "door",
        "duct",
        "floor marking",
        "floor",
        "gate",
        "kerb",
        "lawn",
        "light switch",
        "loudspeaker",
        "pavement",
        "paving",
        "pipe",
        "quay",
        "radiator",
        "railway track",
        "road marking",
        "road",
        "roof truss",
        "skirting board",
        "skylight",
        "smoke detector",
        "socket",
        "splashback",
        "sprinkler",
        "steps",
        "vent",
        "wall",
        "window",
        "windowsill",
    }
)

# What nobody would move: the shell, and what is rooted in the ground, whose leaves and twigs grow through one another.
FIXED = STRUCTURE | {
    "bush",
    "fence",
    "fern",
    "flower bed",
    "flowers",
    "grass",
    "ground",
    "hedge",
    "log",
    "path",
    "raised bed",
    "rock",
    "rope",
    "sand",
    "tree",
    "water",
}

CABINS = frozenset({"car", "van"})  # people sit in them, behind panes

# Of imported things that nobody can name, such as Hypersim's `otherprop`: never asked for.
UNNAMED = "unnamed"
