"""The seed tree: every random choice has a place of its own, so nothing depends on order, workers or the clock.

A generator is named by (seed, scene, stream, view, attempt, sample) and by nothing else. Streams are numbered for
ever: adding one changes no other, and a retired number is not used again. Prompts have a root of their own in place of
the seed: `Recipe.prompt_root`.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np


class Stream(IntEnum):
    """One purpose each."""

    LAYOUT_CHOICE = 0
    LAYOUT = 1
    MATERIALS = 2
    LIGHTS = 3
    CAMERA = 4
    NOISE = 5
    VISIBILITY = 6
    TASK_CHOICE = 7
    PROMPT = 8
    RESOLUTION = 9  # here and below `scene` is a shard number
    ORDER = 10
    LENS = 11
    DRESSING = 12  # of a scene by the skies and textures of libraries; `scene` is a scene's number
    TURNS = 13  # the order of scene files, frames and cameras; `scene` is 0
    FIXED_PROMPT = 14  # the one prompt that a test asks of all its pictures; `scene` is 0
    PEOPLE = 15  # who is in a scene, and where
    DEVELOPMENT = 16  # of a view's light by a camera of some style
    ANIMALS = 17  # which animals are in a scene, and where
    PORTRAITS = 18  # of people: how often, of whom, and from where
    WEATHER = 19  # of a scene outdoors
    NIGHT = 20  # the colours of its lamps and windows when it is dark, and of the lamps in its shops
    HANDLING = 21  # of cameras held as few are
    VISITORS = 22  # which models of people and animals are in a scene, and where
    WEAR = 23  # how much the things of a scene have been used
    EDIT = 24  # what is changed in a view's scene for its edited picture
    STEREO = 25  # whether a view has a right picture
    CLIP = 26  # where the camera of a clip goes, and what moves meanwhile
    SEASON = 27  # of a scene outdoors
    PLACE = 28  # what kind of place a street is
    AJAR = 29  # which doors and drawers are open, and how far
    OUTSIDE = 30  # what the windows of a room show


def generator(
    seed: int, scene: int, stream: Stream, view: int = 0, attempt: int = 0, sample: int = 0
) -> np.random.Generator:
    """Return the generator of one place in the tree. All numbers are ≥ 0; seed 0 is a seed like any other."""
    key = (scene, int(stream), view, attempt, sample)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=key)))
