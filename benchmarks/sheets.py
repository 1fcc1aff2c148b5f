"""Sheets of things seen alone: pictures in numbered rows, and the floors and walls that stand about what is shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PIL import Image

from cavendish.pipeline.report.contact_sheet import picture_rows
from cavendish.scenes.appearance.materials import sample_material
from cavendish.scenes.poses import Pose
from cavendish.scenes.quality import Quality
from cavendish.scenes.spec import Primitive, SceneObject, SceneSpec

COLUMNS = 4


def draw(scenes: Iterable[tuple[SceneSpec, str]], out: Path, samples: int) -> None:
    """Render the first view of scenes into one sheet, and print what each shows; this ends the process."""
    from cavendish.renderers.blender.process import leave_process
    from cavendish.renderers.blender.renderer import BlenderRenderer

    renderer = BlenderRenderer(Quality(samples=samples, bounces=4), "CPU")
    pictures = []
    for number, (spec, said) in enumerate(scenes, 1):
        pictures.append(renderer.render(renderer.prepare(spec), 0).image)
        print(f"{number}: {said}", flush=True)
    rows = [pictures[first : first + COLUMNS] for first in range(0, len(pictures), COLUMNS)]
    blank = np.full_like(pictures[0], 255)
    rows[-1] += [blank] * (len(rows[0]) - len(rows[-1]))
    names = [f"{COLUMNS * row + 1} to {COLUMNS * row + len(each)}" for row, each in enumerate(rows)]
    Image.fromarray(picture_rows(rows, names)).save(out)
    renderer.close()
    leave_process(0)


def panel(instance: int, name: str, family: str, pose: Pose, rng: np.random.Generator) -> SceneObject:
    """Return a flat square of some material: a floor or a wall."""
    return SceneObject(instance, name, name, Primitive("plane"), pose, (sample_material(family, rng),))
