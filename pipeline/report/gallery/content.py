"""What the page knows: one index of all samples on it, and for each view a script with everything to show of it."""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import astuple, dataclass, field, replace
from typing import Any

from ....manifests import Manifest, ShardRecord
from ....manifests.records import Totals
from ....renderers.frame import VisibleObject
from ...codecs import colormaps
from ...dataset.contents import read_samples, whole_truth
from ...dataset.keys import SampleKey, ViewKey
from ...dataset.plan import ShardPlan
from ...dataset.png import png_array
from ...dataset.samples import Sample
from ...dataset.storage import Location
from ...dataset.truth import read_objects
from ...render.attribution import shortened, works
from .judging import Judged
from .pictures import as_text, jpeg_of

INDEXED_CHARACTERS = 2000  # of each prompt; the sample itself is shown with all of them


@dataclass(frozen=True, slots=True)
class View:
    """One view, with all its samples."""

    key: ViewKey
    record: ShardRecord
    objects: tuple[VisibleObject, ...]
    samples: tuple[Sample, ...]

    def indexed(self) -> View:
        """Return it with what the index needs alone, which is little to keep and to send."""
        return replace(self, samples=tuple(Sample(each.key, {"json": each.parts["json"]}) for each in self.samples))


def read_chosen(root: Location, plan: ShardPlan, record: ShardRecord, keys: frozenset[ViewKey]) -> list[View]:
    """Return the chosen views of a shard that have samples, in order; raises DamageError."""
    found: dict[ViewKey, list[Sample]] = {key: [] for key in sorted(keys)}
    for sample in read_samples(root, plan, record):
        found.get(SampleKey.parse(sample.key).view_key, []).append(sample)
    objects = read_objects(whole_truth(root, plan, record), keys)
    return [
        View(key, record, objects[key], tuple(sorted(samples, key=lambda sample: sample.key)))
        for key, samples in found.items()
        if samples
    ]


def view_data(view: View, judged: Judged | None) -> dict[str, Any]:
    """Return everything to show of a view."""
    return {
        "image": jpeg_of(view.samples[0].picture()),
        "objects": [[thing.instance, thing.category, _called(thing), thing.area_px] for thing in _largest(view)],
        "samples": {sample.key: _sample_data(sample, judged) for sample in view.samples},
    }


def _sample_data(sample: Sample, judged: Judged | None) -> dict[str, Any]:
    text = sample.parts["json"].decode()
    palette = json.loads(json.loads(text)["palette"])
    drawn = judged.describe(sample.key) if judged else {}
    second = {"second": jpeg_of(png_array(sample.second))} if sample.second else {}
    return {
        "target": as_text(sample.parts["target.png"]),
        **second,
        "json": text,
        "palette": list(palette.items()),
        **drawn,
    }


def _largest(view: View) -> list[VisibleObject]:
    return sorted(view.objects, key=lambda thing: (-thing.area_px, thing.instance))


def _called(thing: VisibleObject) -> str:
    words = thing.words
    return " ".join(filter(None, (words.size, words.colour, words.material, thing.name)))


@dataclass(slots=True)
class Index:
    """Collects the index, view by view. Rows refer to lists by position: the page opens the sooner."""

    manifest: Manifest
    totals: Totals
    judged: Judged | None = None
    scenes: dict[int, list[Any]] = field(default_factory=dict)
    views: list[list[Any]] = field(default_factory=list)
    samples: list[list[Any]] = field(default_factory=list)
    _listed: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, view: View, drawn: Set[str] = frozenset()) -> None:
        """Add a view and its samples, and for which of them there is a drawn picture."""
        metas = [json.loads(sample.parts["json"]) for sample in view.samples]
        if view.key.scene not in self.scenes:
            self.scenes[view.key.scene] = self._scene(view, metas[0]["layout"])
        categories = sorted({thing.category for thing in view.objects})
        row = [view.key.scene, view.key.view, metas[0]["width"], metas[0]["height"]]
        self.views.append([*row, [self._position("categories", name) for name in categories]])
        for sample, meta in zip(view.samples, metas, strict=True):
            self.samples.append(self._sample(sample.key, meta, sample.key in drawn))

    def data(self) -> dict[str, Any]:
        """Return the index as JSON-able data."""
        manifest, totals = self.manifest, self.totals
        lists = {name: list(self._listed.get(name, {})) for name in ("tasks", "layouts", "splits", "categories")}
        return {
            "name": manifest.recipe.name,
            "seed": manifest.recipe.seed,
            "digest": manifest.recipe_digest,
            "totals": {"scenes": totals.scenes, "views": totals.views, "samples": totals.samples},
            "licences": [astuple(work) for work in shortened(works(manifest.licences))],
            "conventions": list(manifest.conventions.items()),
            "colormaps": {
                name: as_text(colormaps.table(name).tobytes())
                for name in colormaps.NAMES
                if name not in ("cube", "gray")
            },
            "predictions": self.judged.folder if self.judged else "",
            **lists,
            "scenes": list(self.scenes.values()),
            "views": self.views,
            "samples": self.samples,
        }

    def _scene(self, view: View, layout: str) -> list[Any]:
        record = view.record
        digest = next(scene.digest for scene in record.scenes if scene.scene == view.key.scene)
        split = self._position("splits", record.split)
        return [view.key.scene, self._position("layouts", layout), split, record.shard, digest]

    def _sample(self, key: str, meta: dict[str, Any], is_drawn: bool) -> list[Any]:
        task = self._position("tasks", meta["task"])
        row = [len(self.views) - 1, meta["sample"], task, meta["prompt"][:INDEXED_CHARACTERS]]
        if self.judged is None:
            return row
        return [*row, int(is_drawn), *self.judged.headline(key)]

    def _position(self, name: str, value: str) -> int:
        listed = self._listed.setdefault(name, {})
        return listed.setdefault(value, len(listed))
