"""The page that goes along with handed-out prompts: what to draw, what to call it, and how it is scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from string import Template

from ...manifests import Manifest, Recipe
from ..codecs import colormaps, normals
from ..dataset.png import MOST_SIDE_PX
from ..report.card import TASKS_SAY, licences_table
from ..report.markdown import code, escaped, table
from ..tasks.registry import READINGS
from ..terminal.plaintext import counted
from .protocols import protocols
from .resampling import SHAPE_RULE
from .rules import rules_of

PAGE = Path(__file__).with_name("handout.md.in")
PLAIN = "the colours that the prompt gives; what it does not list is black, unless it gives the rest a colour"
COLOURS = {  # where the prompt says no more
    "depth": "d metres are the share f = 1 − (1 + d/10)^−2 of the way along the colours that the prompt names; "
    "`cube`: black, red, yellow, green, cyan, blue, magenta, white, in straight lines; the sky is the last colour",
    "normals": "R = (1 − x)/2, G = (1 + y)/2, B = (1 + z)/2, times 255; x to the right, y up, z towards the camera: "
    "left is pinkish red; (128, 128, 128) where there is no surface",
    "semantic": PLAIN,
    "instance": "a flat colour for each, any but the background's, far from one another; the background is black, "
    "unless the prompt names another",
    "referring": PLAIN,
} | {task: reading.colours for task, reading in READINGS.items()}


def readme(manifest: Manifest, split: str, tasks: Counter[str], pictures: int) -> str:
    """Return the page as Markdown, of so many prompts by task and so many pictures."""
    return Template(PAGE.read_text("utf-8")).substitute(
        name=escaped(manifest.recipe.name),
        dataset=manifest.recipe.name,
        digest=code(manifest.recipe_digest[:12]),
        split=split,
        prompts=counted(tasks.total(), "prompts"),
        pictures=counted(pictures, "pictures"),
        tasks=table(("task", "prompts", "what is asked"), [(t, f"{n:,}", TASKS_SAY[t]) for t, n in tasks.items()]),
        colours=table(("task", "colours"), [(task, COLOURS[task]) for task in tasks]),
        colormaps=", ".join(f"`{name}`" for name in colormaps.NAMES),
        conventions=", ".join(f"`{name}`" for name in normals.CONVENTIONS),
        shape=SHAPE_RULE,
        side=MOST_SIDE_PX,
        protocol=_protocol(manifest.recipe, list(tasks)),
        licence=_licence(manifest),
    )


def _protocol(recipe: Recipe, tasks: Sequence[str]) -> str:
    own = rules_of(recipe)
    scored = protocols(own.depth_name, own.depth, None, own.normals, own.resampling, own.masks)
    rows = [(task, scored[task].counts, scored[task].ignored, scored[task].mean) for task in tasks]
    return table(("task", "counts", "ignored", "mean"), rows)


def _licence(manifest: Manifest) -> str:
    """Return whose the pictures are, and whether they may be handed on; "" where nobody else has a part in them."""
    benchmark = manifest.recipe.imported.benchmark if manifest.recipe.imported else None
    if benchmark:
        handing_on = "may be handed on under it" if benchmark.redistribute else "may not be handed on"
        return f"\n## Licence\n\n{escaped(benchmark.licence)}. The pictures {handing_on}.\n"
    return f"\n## Licences\n\n{licences_table(manifest)}\n" if manifest.licences else ""
