"""A dataset in pictures. `PLOTS` is the one list of them; a plot that has nothing to show is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from ...tasks.words.counting import word_list
from .evidence import DatasetEvidence
from .plots_making import rejected, time
from .plots_views import categories, depth, directions, sizes, things
from .style import BAR, INK, PAPER, STYLE, axes, bars, colour_of, page, plain, png_of, stack

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Plot = Callable[[DatasetEvidence], "Figure | None"]
WORDS_STEP = 5
ROOM_FOR_WORDS = 0.4  # share of the axes that a bar must have to be written on


def drawn(evidence: DatasetEvidence) -> Iterator[tuple[str, bytes]]:
    """Yield the plots as the names and bytes of PNG files."""
    import matplotlib as mpl

    for name, plot in PLOTS.items():
        with mpl.rc_context(STYLE):
            figure = plot(evidence)
            if figure is not None:
                yield f"{name}.png", png_of(figure)


def tasks(evidence: DatasetEvidence) -> Figure | None:
    """Draw how many samples of each task every split has."""
    counts = Counter((meta["task"], meta["split"]) for meta in evidence.metas)
    return _by_task("Samples", f"{counts.total():,} triplets of prompt, image and target, by task and split", counts)


def languages(evidence: DatasetEvidence) -> Figure | None:
    """Draw in which languages each task is asked, where there are several."""
    counts = Counter((meta["task"], meta["language"]) for meta in evidence.metas)
    spoken = Counter(meta["language"] for meta in evidence.metas).most_common()
    shares = ", ".join(f"{plain(name)} {count / counts.total():.0%}" for name, count in spoken)
    return (
        _by_task("Languages", f"Prompts of each task by their language: {shares}", counts) if len(spoken) > 1 else None
    )


def _by_task(title: str, subtitle: str, counts: Counter[tuple[str, str]]) -> Figure | None:
    names = sorted({task for task, _ in counts})
    if not names:
        return None
    figure = page(title, subtitle)
    area = bars(figure, names, left=0.13)
    stack(area, names, counts)
    area.set_xlabel("samples")
    return figure


def prompts(evidence: DatasetEvidence) -> Figure | None:
    """Draw how many of each task's prompts are different, and how long prompts are."""
    asked = Counter(meta["task"] for meta in evidence.metas)
    if not asked:
        return None
    different = Counter(task for task, _ in {(meta["task"], meta["prompt"]) for meta in evidence.metas})
    names = sorted(asked)
    figure = page("Prompts", "Left: the share of a task's prompts that are different. Right: how long prompts are")
    area = bars(figure, names, left=0.13, width=0.36)
    colours = [colour_of(name, names) for name in names]
    area.barh(range(len(names)), [different[name] / asked[name] for name in names], height=BAR, color=colours)
    for place, name in enumerate(names):
        share = different[name] / asked[name]
        left, colour = (share + 0.02, INK) if share < ROOM_FOR_WORDS else (0.02, PAPER)
        area.text(left, place, f"{different[name]:,} of {asked[name]:,}", color=colour, va="center", fontsize=8)
    area.set_xlim(0, 1)
    area.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    area.set_xlabel("different prompts")
    _lengths(axes(figure, left=0.58, width=0.38), evidence, names)
    return figure


def _lengths(area: Axes, evidence: DatasetEvidence, names: list[str]) -> None:
    words = {name: [len(word_list(m["prompt"])) for m in evidence.metas if m["task"] == name] for name in names}
    ends = np.arange(0, max(map(max, words.values())) + 2 * WORDS_STEP, WORDS_STEP)
    colours = [colour_of(name, names) for name in names]
    area.hist(list(words.values()), bins=list(ends), stacked=True, rwidth=0.9, color=colours)
    area.grid(visible=False, axis="x")
    area.set_xlabel("words in a prompt")
    area.set_ylabel("prompts")


PLOTS: dict[str, Plot] = {
    "tasks": tasks,
    "depth": depth,
    "directions": directions,
    "categories": categories,
    "things": things,
    "sizes": sizes,
    "prompts": prompts,
    "languages": languages,
    "rejected": rejected,
    "time": time,
}
