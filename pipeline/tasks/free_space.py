"""Free space: where on the floor a robot of a stated size could stand without touching anything that is in sight.

The robot is an upright cylinder. What lies within LEAST_STEP_M of the floor is no hindrance, as a carpet, nor what is
higher than the robot, as the top of a table; what is deeper than that is one, as a step down. Of what hides behind
things nobody knows, so a free place is one that nothing *in sight* blocks.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ...manifests.task_options import FreeSpaceOptions
from ...renderers.frame import Frame
from ...renderers.points import points_m
from ..codecs import masks
from . import colours, labelled
from .draw import pick
from .height import height_m, is_floor
from .labelled import numbered
from .prompts.templates import prompt_faults, prompts
from .reading import Coded, Numbers
from .task import NOTHING, Answer, Asked, Task, is_patchy
from .two_colours import two_colours, two_colours_faults

FREE = "free floor"
LEAST_STEP_M = 0.05
STEP = f"{100 * LEAST_STEP_M:g} cm"  # as prompts say it
ROBOTS_M = ((0.35, 0.1), (0.5, 0.3), (0.5, 1.2), (0.7, 0.5), (0.7, 1.8), (1.0, 1.5))  # width and height
LEAST_SHARE = 0.02  # of the picture, that is free
DEFAULTS = FreeSpaceOptions()
Mask = NDArray[np.bool_]


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: FreeSpaceOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask where a robot could stand; None where no level floor is in sight, or hardly any of it is free."""
    width_m, tall_m = pick(ROBOTS_M, rng)
    free = None if is_patchy(frame) else free_floor(frame, width_m / 2, tall_m)
    if free is None or free.mean() < LEAST_SHARE:
        return None
    ways, style = prompts("free_space", language), pick(tuple(colours.STYLES), rng)
    template = ways.choose(rng)
    palette, said = two_colours(FREE, style, rng)
    parameters: dict[str, str | float] = {"colours": style, "width_m": width_m, "height_m": tall_m}
    prompt = ways.fill(template, rng, values={"robot": _said(width_m, tall_m), "step": STEP} | said)
    given = Answer(prompt, frame.image, template.id, "masks", parameters, palette, language)
    return replace(given, target=masks.encode(free.astype(np.int64), numbered(given)))


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read robot and colours out of the prompt, and compare the target with where such a robot could stand."""
    if found := prompt_faults("free_space", given):
        return found
    ways = prompts("free_space", given.language)
    values = ways.read(ways.template(given.template), given.prompt) or {}
    robot = next((each for each in ROBOTS_M if _said(*each) == values.get("robot")), None)
    if robot is None or values.get("step") != STEP:
        return [f"the prompt's robot is {values.get('robot')!r}, its step {values.get('step')!r}: there is no such one"]
    if robot != (given.parameters.get("width_m"), given.parameters.get("height_m")):
        return [f"the prompt's robot is {values['robot']!r}, not that of the metadata"]
    if found := two_colours_faults(FREE, values, given.palette):
        return found
    free = free_floor(frame, robot[0] / 2, robot[1])
    if free is None:
        return ["the frame has no level floor in sight"]
    wrong = frame.valid & ((masks.decode(given.target, numbered(given)) == 1) != free)
    return [f"target is free, or is not, elsewhere than the truth at {wrong.sum()} pixels"] if wrong.any() else []


def free_floor(frame: Frame, radius_m: float, tall_m: float) -> Mask | None:
    """Return H×W where the middle of an upright cylinder could stand; None without a level floor in sight."""
    heights_m = height_m(frame)
    if heights_m is None:
        return None
    floor = is_floor(frame) & (np.abs(heights_m) <= LEAST_STEP_M)
    blocks = frame.valid & (np.abs(heights_m) > LEAST_STEP_M) & (heights_m < tall_m)
    places = points_m(frame)[..., :2]
    free = np.zeros(frame.shape, np.bool_)
    free[floor] = True
    if blocks.any():
        near_m, _ = cKDTree(places[blocks]).query(places[floor], distance_upper_bound=radius_m)
        free[floor] = near_m >= radius_m  # +inf where nothing is as near as that
    return free


def _said(width_m: float, tall_m: float) -> str:
    return f"{width_m:g} m wide and {tall_m:g} m tall"


def _truth(frame: Frame, given: Coded) -> Numbers:
    width_m, tall_m = given.parameters["width_m"], given.parameters["height_m"]
    free = free_floor(frame, float(width_m) / 2, float(tall_m))
    if free is None:
        raise ValueError("nothing is known of its floor")
    return free.astype(np.int64)


READING = labelled.reading(
    says="Paint where on the floor a robot of a stated size could stand without touching anything in sight.",
    what="region",
    counted="the free floor",
    nothing="no floor is free in its truth",
    truth=_truth,
)
FREE_SPACE = Task("free_space", answer, faults, READING)
