"""How varied the scenes are: depths, directions, categories, and how near the most similar two come."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
from numpy.typing import NDArray

from ....scenes.weather_names import CLEAR
from ...tasks.riders import told_category
from ...tasks.words.vocabularies import TITLES, class_sets
from .evidence import DEPTH_ENDS_M, DatasetEvidence, Figures, Measure

ALIKE = 0.02  # mean difference of thumbnails, 0–1; a view and its repetition with other noise lie below
MOST_COMPARED = 4000  # views, each with each: ten seconds; of more, as many are taken at even distances
SIDES = ("right", "up", "left", "down")


def _layouts(evidence: DatasetEvidence) -> Figures:
    return dict(sorted(Counter(scene.layout for scene in evidence.scenes).items()))


def _weather(evidence: DatasetEvidence) -> Figures:
    """Count the scenes of each kind of weather; nothing where it is always clear."""
    scenes = {view.key.scene: view.weather for view in evidence.views}
    counts = Counter(scenes.values())
    return dict(counts.most_common()) if counts.keys() - {CLEAR} else {}


def _sizes(evidence: DatasetEvidence) -> Figures:
    """Count the views of each size, in pixels."""
    return dict(Counter("{}×{}".format(*view.size_px) for view in evidence.views).most_common())


def _depth(evidence: DatasetEvidence) -> Figures:
    """Share of the pixels in each range of depth; nothing where nobody knows it."""
    counts = np.sum([view.depth for view in evidence.views], axis=0)
    if not np.any(counts):
        return {}
    names = [f"[{low:g}, {high:g}) m" for low, high in zip(DEPTH_ENDS_M, (*DEPTH_ENDS_M[1:], np.inf), strict=True)]
    return {name: round(float(n) / counts.sum(), 4) for name, n in zip([*names, "sky"], counts, strict=True)}


def _facing(evidence: DatasetEvidence) -> Figures:
    """Share of the surface that faces the camera, and each side of it, and of the emptiest and fullest direction."""
    pixels = np.sum([view.facing for view in evidence.views], axis=0)
    counts = pixels / max(1, pixels.sum())
    quarters = counts[:-1].sum(axis=0).reshape(len(SIDES), -1).sum(axis=1)
    figures = {"towards the camera": counts[-1].sum(), **dict(zip(SIDES, quarters, strict=True))}
    figures |= {f"emptiest of {counts.size} directions": counts.min(), f"fullest of {counts.size}": counts.max()}
    return {name: round(float(share), 4) for name, share in figures.items()}


def _categories(evidence: DatasetEvidence) -> Figures:
    seen: Counter[str] = Counter(name for view in evidence.views for name in view.categories)
    return {"different": len(seen), **dict(seen.most_common())}


def _moving(evidence: DatasetEvidence) -> Figures:
    """Count what moves in clips by category, each once a clip, and those apart that walk; nothing without clips."""
    each = {(view.key.scene, number): (name, walks) for view in evidence.views for number, name, walks in view.moving}
    counts = Counter(f"{name}, walking" if walks else name for name, walks in each.values())
    return dict(counts.most_common())


def _coverage(evidence: DatasetEvidence) -> Figures:
    """Count the classes of other data sets that some view shows."""
    told = (told_category(person.doing) for view in evidence.views for person in view.people)
    seen = frozenset(told).union(*(view.categories for view in evidence.views))
    return {f"{TITLES[name]}, of {len(each.numbers)}": len(each.seen(seen)) for name, each in class_sets().items()}


def _instances(evidence: DatasetEvidence) -> Figures:
    """Median number of visible things in a view of each layout, walls and the like not counted."""
    things: defaultdict[str, list[int]] = defaultdict(list)
    for view in evidence.views:
        things[view.layout].append(view.things)
    return {layout: float(np.median(counts)) for layout, counts in sorted(things.items())}


def _rejected(evidence: DatasetEvidence) -> Figures:
    views = [view for record in evidence.records for view in record.views]
    reasons = Counter(rejection.reason for view in views for rejection in view.rejected)
    return {"accepted": sum(view.attempt >= 0 for view in views), **dict(reasons.most_common())}


def _contacts(evidence: DatasetEvidence) -> Figures:
    """Count what was found before rendering and taken out, and say what is left."""
    scenes = evidence.scenes
    deepest_m = max((scene.deepest_overlap_m for scene in scenes), default=0.0)
    return {
        "things": sum(scene.objects for scene in scenes),
        "taken out for overlapping by more than 1 cm": sum(scene.overlapping for scene in scenes),
        "taken out for floating": sum(scene.floating for scene in scenes),
        "deepest overlap left, mm": round(1000 * deepest_m, 2),
    }


def _similarity(evidence: DatasetEvidence) -> Figures:
    """Mean difference (0–1) of thumbnails of picture and depth, for the most similar views of different scenes."""
    views = evidence.views[:: -(-len(evidence.views) // MOST_COMPARED)]
    if len({view.key.scene for view in views}) < 2:
        return {}
    flat = np.stack([view.thumbnail.ravel() for view in views]).astype(np.float32)
    scenes = np.array([view.key.scene for view in views])
    nearest = [_nearest(flat, scenes, i) for i in range(len(views))]
    first = int(np.argmin([difference for difference, _ in nearest]))
    difference, second = nearest[first]
    return {
        "smallest difference": round(difference, 4),
        "between": f"{views[first].key} and {views[second].key}",
        f"pairs of scenes that differ by less than {ALIKE}": _alike(nearest, scenes),
        "views compared": len(views),
    }


def _nearest(flat: NDArray[np.float32], scenes: NDArray[np.int64], i: int) -> tuple[float, int]:
    difference = np.where(scenes == scenes[i], np.inf, np.abs(flat - flat[i]).mean(axis=1))
    return float(difference.min()), int(difference.argmin())


def _alike(nearest: list[tuple[float, int]], scenes: NDArray[np.int64]) -> int:
    near = [(i, j) for i, (difference, j) in enumerate(nearest) if difference < ALIKE]
    return len({frozenset((int(scenes[i]), int(scenes[j]))) for i, j in near})


VIEW_MEASURES: dict[str, Measure] = {
    "scenes of each layout": _layouts,
    "scenes of each weather": _weather,
    "what moves in clips": _moving,
    "views of each size": _sizes,
    "share of the pixels by depth": _depth,
    "share of the surface by where it faces": _facing,
    "categories, and the views that show them": _categories,
    "classes of other vocabularies in sight": _coverage,
    "median of visible things": _instances,
    "views": _rejected,
    "contacts": _contacts,
    "most similar scenes": _similarity,
}
