"""The dataset card, OUT/README.md: what the folder holds, in words for people and in a header for Hugging Face."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from ...manifests import Manifest
from ..dataset.folder import MANIFEST, read_manifest
from ..dataset.publish import publish
from ..dataset.storage import Location, exists
from ..render.attribution import shortened, works
from ..render.failures import FAILURES, Failure
from ..tasks.registry import READINGS
from ..terminal.plaintext import counted
from .card_header import header
from .card_samples import Shown, samples_of, samples_section
from .card_use import citing_section, reading_section, recipe_section
from .markdown import code, escaped, table
from .stats.published import SHOWS, plots_of

CARD, SHEET, GALLERY = "README.md", "contact-sheet.png", "index.html"
MOST_WARNINGS = 50  # are listed
TASKS_SAY = {
    "depth": "Paint how far everything is: metres along a colour map that the prompt names.",
    "normals": "Paint where every surface faces, in camera space.",
    "semantic": "Paint every pixel in the colour that the prompt gives to its class.",
    "instance": "Paint each thing of one class in a colour of its own.",
    "referring": "Paint what a sentence describes, and nothing else.",
} | {task: reading.says for task, reading in READINGS.items()}


def publish_card(root: Location) -> None:
    """Write OUT's card from its manifest, the samples and plots beside it and the gallery, as far as they are there."""
    manifest = read_manifest(root)
    plots, samples = plots_of(root, manifest), samples_of(root, manifest)
    publish(root, CARD, dataset_card(manifest, plots, exists(root, GALLERY), samples).encode())


def dataset_card(
    manifest: Manifest,
    plots: list[str],
    gallery: bool,
    samples: Sequence[Shown] = (),
    sections: Sequence[str] = (),
    licence: str = "",
) -> str:
    """Return the card as Markdown.

    `plots` are paths below OUT, `gallery` says whether there is a page to link, `samples` are those beside the card.
    `sections` come after what it holds. `licence` is Hugging Face's name for that of its maker.
    """
    parts = [
        f"---\n{header(manifest, licence)}---",
        f"# {escaped(manifest.recipe.name)}",
        _summary(manifest),
        _not_handed_on(manifest),
        f"![A few views with their depth, normals and instances]({SHEET})" if manifest.totals.views else "",
        f"Look through all of it: [{GALLERY}]({GALLERY}), in a browser." if gallery else "",
        samples_section(samples),
        "## What it holds",
        _splits(manifest),
        _tasks(manifest),
        _rejected(manifest),
        _failed(manifest),
        _amiss(manifest),
        _plots(plots),
        *sections,
        reading_section(manifest),
        "## Conventions",
        table(("what", "how"), [(escaped(name), escaped(text)) for name, text in manifest.conventions.items()]),
        recipe_section(manifest.recipe),
        "## Where it comes from",
        _origin(manifest),
        "## Attribution and licences",
        licences_table(manifest, licence),
        citing_section(manifest),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _summary(manifest: Manifest) -> str:
    totals = manifest.totals
    made = "made of imported ground truth" if manifest.recipe.imported else "rendered"
    views, scenes = counted(totals.views, "views"), counted(totals.scenes, "scenes")
    return (
        f"{totals.samples:,} prompt / image / target triplets of {views} in {scenes}, {made} by Cavendish. "
        "Each target is an RGB picture that decodes back into metric depth, surface normals or a segmentation."
    )


def _not_handed_on(manifest: Manifest) -> str:
    """Return a warning where pictures may not be published, "" where they may."""
    benchmark = manifest.recipe.imported.benchmark if manifest.recipe.imported else None
    if benchmark is None or benchmark.redistribute:
        return ""
    return f"**These pictures may not be handed on** ({escaped(benchmark.licence)}): do not publish this folder."


def _splits(manifest: Manifest) -> str:
    splits = [(name, totals) for name, totals in manifest.splits.items() if totals.shards]
    rows = [(escaped(name), f"{s.shards:,}", f"{s.samples:,}", code(s.urls)) for name, s in splits]
    planned = sum(split.shards for split in manifest.splits.values())
    missing = planned - manifest.totals.shards
    text = table(("split", "shards", "samples", "files"), rows) + f"\n\n{manifest.totals.bytes / 1e6:,.1f} MB in all."
    return text + (f" **{missing:,} of {planned:,} shards are not built yet.**" if missing else "")


def _tasks(manifest: Manifest) -> str:
    rows = [(escaped(name), f"{count:,}", TASKS_SAY.get(name, "")) for name, count in manifest.totals.tasks.items()]
    return table(("task", "samples", "what is asked"), rows)


def _rejected(manifest: Manifest) -> str:
    rows = [(escaped(reason), f"{count:,}") for reason, count in manifest.totals.rejected.items()]
    what = "pictures left out because" if manifest.recipe.imported else "cameras turned down because"
    return table((what, "how many"), rows) if rows else ""


def _failed(manifest: Manifest) -> str:
    given_up, again = manifest.totals.quarantined, manifest.totals.retried
    rows = [
        (FAILURES[failure].about, f"{given_up.get(failure, 0):,}", f"{again.get(failure, 0):,}")
        for failure in Failure
        if failure in given_up or failure in again
    ]
    return table(("scenes failed because", "given up", "mended by another try"), rows) if rows else ""


def _amiss(manifest: Manifest) -> str:
    if not manifest.warnings:
        return ""
    rows = [(code(warning.file), escaped(warning.message)) for warning in manifest.warnings[:MOST_WARNINGS]]
    more = len(manifest.warnings) - MOST_WARNINGS
    text = "## What is amiss with its scene files\n\n" + table(("file", "what"), rows)
    return text + (f"\n\nAnd {more:,} more, which `{MANIFEST}` lists." if more > 0 else "")


def _plots(plots: list[str]) -> str:
    if not plots:
        return ""
    pictures = [f"![{SHOWS[PurePath(path).name]}]({path})" for path in plots]
    rows = [(*pictures[first : first + 2], "")[:2] for first in range(0, len(pictures), 2)]
    return "## What it looks like\n\n" + table(("", ""), rows)


def _origin(manifest: Manifest) -> str:
    rows = [
        (escaped(p.device), escaped(f"{p.system} {p.machine} ({p.instruction_set}), Python {p.python}"),
         escaped(", ".join(f"{name} {version}" for name, version in p.packages.items())))
        for p in manifest.platforms
    ]  # fmt: skip
    digest = f"Recipe digest {code(manifest.recipe_digest)}; `{MANIFEST}` holds the whole recipe."
    return digest + ("\n\n" + table(("device", "machine", "versions"), rows) if rows else "")


def licences_table(manifest: Manifest, licence: str = "") -> str:
    """Return the works of others that are shown, and their licences; a sentence where there are none."""
    own = f"The dataset is published under {code(licence)}" if licence else ""
    if not manifest.licences:
        return f"{own or 'Whoever publishes the dataset chooses its licence'}. No work of anybody else is shown."
    rows = [
        (escaped(work.what), escaped(work.author), escaped(work.licence), escaped(work.source))
        for work in shortened(works(manifest.licences))
    ]
    shown = table(("what is shown", "by", "licence", "from"), rows)
    return f"{own}; works of others that it shows keep their own licences:\n\n{shown}" if own else shown
