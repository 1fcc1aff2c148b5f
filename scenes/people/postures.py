"""Every posture by its name."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from . import at_rest, seated, upright, with_things
from .skeleton import Posture

Draw = Callable[[np.random.Generator], Posture]

POSTURES: dict[str, Draw] = {
    "standing": upright.standing,
    "arms folded": upright.folded,
    "hands in pockets": upright.pocketed,
    "hands on hips": upright.akimbo,
    "looking at a phone": upright.phoning,
    "on the phone": upright.calling,
    "talking": upright.talking,
    "waving": upright.waving,
    "pointing": upright.pointing,
    "reaching up": upright.reaching,
    "working": upright.working,
    "carrying": with_things.carrying,
    "cheering": upright.cheering,
    "crouching": upright.crouching,
    "walking": upright.walking,
    "pushing": with_things.pushing,
    "pushing a pushchair": with_things.pushing_ahead,
    "pushing a trolley": with_things.pushing_ahead,
    "walking the dog": with_things.with_a_dog,
    "running": upright.running,
    "carrying a bag": with_things.with_a_bag,
    "pulling a suitcase": with_things.pulling,
    "under an umbrella": with_things.under_an_umbrella,
    "holding a cup": with_things.with_a_cup,
    "reading a book": with_things.with_a_book,
    "riding": with_things.riding,
    "leaning against": at_rest.against_the_back,
    "leaning sideways": at_rest.on_a_shoulder,
    "leaning on": at_rest.on_forearms,
    "lying": at_rest.on_the_back,
    "lying back": at_rest.on_a_lounger,
    "sitting on the ground": at_rest.on_the_ground,
    "sitting": seated.sitting,
    "leaning back": seated.leaning_back,
    "legs crossed": seated.cross_legged,
    "at a table": seated.at_a_table,
    "reading": seated.reading,
    "driving": seated.driving,
    "swinging": seated.swinging,
    "kicking": upright.kicking,
    "catching": upright.catching,
    "in a passenger seat": seated.driven,
}
WALKING = (
    "walking",
    "pushing",
    "pushing a pushchair",
    "pushing a trolley",
    "walking the dog",
    "carrying a bag",
    "pulling a suitcase",
)
SEATED = ("sitting", "leaning back", "legs crossed", "at a table", "reading")
SWINGING, KICKING = ("swinging",), ("kicking",)
DRIVING, BESIDE = ("driving",), ("in a passenger seat",)
IN_CARS = (*DRIVING, *BESIDE)
RIDING = ("riding",)
LYING = ("lying",)
RECLINED = ("lying back",)
GROUNDED = ("sitting on the ground",)
LEANING = ("leaning against", "leaning sideways", "leaning on")
ON_FEET = tuple(
    name for name in POSTURES if name not in (*SEATED, *SWINGING, *IN_CARS, *RIDING, *LYING, *RECLINED, *GROUNDED)
)
