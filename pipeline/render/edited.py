"""A view's second picture: one thing is changed in its scene, and the same camera looks again."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np

from ...manifests import Gates, Recipe
from ...renderers.development.develop import develop
from ...renderers.edits import Edit, edit_violations, may_change
from ...renderers.frame import Frame, Renderer
from ...renderers.passes import without_passes
from ...scenes.camera_styles import IDEAL, STYLES, StyleName, drawn_development
from ...scenes.changes import Change, EditKind
from ...scenes.edits import EDITS, Edited, at_another_time
from ...scenes.sampling import with_development
from ...scenes.seeds import Stream, generator
from ...scenes.spec import SceneSpec
from ..tasks.draw import ordered
from ..tasks.naming import Names
from ..tasks.places import by_place
from ..tasks.seen.changed import shows
from .gates import rejection

LEAST_SHARE = 0.004  # of the picture must a thing fill, so that somebody sees what became of it
LEAST_SEEN = 0.5  # of a thing must be in sight
LEAST_CHANGE = 6.0  # of 255: the mean difference of the two pictures where a thing was changed
LEAST_OF_DAY = 16.0  # the same of all pixels, so that a room with a window out of sight is not called dark outside
TRIES = 2  # pictures that are rendered for one view before it goes without
Rng = np.random.Generator


def with_edit(recipe: Recipe, spec: SceneSpec, view: int, frame: Frame, renderer: Renderer) -> Frame:
    """Return a view's frame with an edited picture, as often as the recipe asks and its scene allows.

    `frame` has its light where the recipe asks for other cameras; it has it afterwards where the recipe keeps it.
    """
    rng = generator(recipe.seed, spec.index, Stream.EDIT, view)
    edit = _edit(recipe, spec, view, frame, renderer, rng) if rng.random() < recipe.edits.share else None
    return _as_kept(replace(frame, edit=edit), recipe.keep_light)


def _edit(recipe: Recipe, spec: SceneSpec, view: int, frame: Frame, renderer: Renderer, rng: Rng) -> Edit | None:
    camera = replace(frame.camera, weather=None)  # the scene has it
    seen = replace(spec, cameras=(camera,) * (view + 1))
    rendered = 0
    for kind in ordered(dict(sorted(recipe.edits.kinds.items())), rng):
        if kind == "camera":
            edit: Edit | None = _by_another_camera(frame, rng)
        elif rendered < TRIES and (edited := _changed(kind, seen, frame, rng)):
            rendered += 1
            edit = Edit(edited[1], renderer.render(edited[0], view))
        else:
            continue
        if edit and _is_plain(frame, edit, recipe.gates):
            return edit
    return None


def _changed(kind: EditKind, spec: SceneSpec, frame: Frame, rng: Rng) -> Edited | None:
    """Return the scene changed in a way that can be asked for in words; None where there is none of this kind."""
    if spec.source:  # a file of the user's, whose objects are not ours to change
        return None
    if kind == "daytime":
        return at_another_time(spec, rng)
    large = {
        each.instance
        for each in frame.objects
        if each.area_px >= LEAST_SHARE * frame.instance.size and each.visible_fraction >= LEAST_SEEN
    }
    things = [thing for thing in spec.objects if thing.instance in large]
    names = Names(by_place(frame))
    for thing in (things[place] for place in rng.permutation(len(things)).tolist()):
        edited = EDITS[kind](spec, thing, frame.camera, rng)
        if edited and names.describe(thing.instance, rng):
            return edited
    return None


def _by_another_camera(frame: Frame, rng: Rng) -> Edit | None:
    """Return what a camera of another style makes of the same light; None where that is not there."""
    before = frame.camera.development.style if frame.camera.development else IDEAL
    if frame.light is None:
        return None
    style = cast(StyleName, str(rng.choice([name for name in STYLES if name != before])))
    development = drawn_development(style, rng)
    camera = with_development(frame.camera, development)
    after = replace(frame, image=develop(frame.light, development), camera=camera, edit=None)
    return Edit(Change("camera", value=style), after)


def _is_plain(frame: Frame, edit: Edit, gates: Gates) -> bool:
    """Return whether everybody would see that the instruction was followed, in a picture that would be taken."""
    if rejection(edit.frame, gates) or any(broken for broken, _ in edit_violations(frame, edit)):
        return False
    mask = may_change(frame, edit)
    off = np.abs(frame.image[mask].astype(np.int16) - edit.frame.image[mask])
    return float(off.mean()) >= (LEAST_OF_DAY if edit.change.kind == "daytime" else LEAST_CHANGE) and shows(edit)


def _as_kept(frame: Frame, keep_light: bool) -> Frame:
    edit = frame.edit and replace(frame.edit, frame=without_passes(replace(frame.edit.frame, light=None)))
    return replace(frame, edit=edit, light=frame.light if keep_light else None)
