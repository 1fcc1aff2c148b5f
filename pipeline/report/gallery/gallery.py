"""A page to look at a dataset with: static files that work from file://, offline, and behind any server.

`OUT/index.html` is the page. `OUT/gallery/DIGEST/` holds its program and style, an index of its samples, and for each
view a script with its pictures, which is loaded when somebody opens it; small pictures load as they come into sight.
With a model's pictures it is another page, `OUT/predictions.html` with `OUT/gallery/predictions/DIGEST/`: the one does
not replace the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ....manifests.records import ManifestTally
from ....scenes.errors import RequestError
from ...dataset.checked import told_as_damage
from ...dataset.folder import read_manifest, read_record, recorded
from ...dataset.plan import Plans, plan_shards
from ...dataset.png import png_array
from ...dataset.publish import publish, remove_parts
from ...dataset.storage import Location
from ...workers.pool import map_in_order
from ..card import CARD, GALLERY, publish_card
from ..links import refuse_links
from . import scripts
from .choosing import choose, size_of, views_of
from .content import Index, View, read_chosen, view_data
from .folder import NewFolder, remove_all_but
from .judging import Judged, judge
from .pictures import thumbnail

__all__ = ["FOLDER", "Gallery", "open_gallery"]

FOLDER = "gallery"
PREDICTIONS = "predictions"


@dataclass(slots=True)
class Gallery:
    """A gallery about to be written: `write` yields each shard's name as it comes; then the figures are there."""

    root: Location
    index: Index
    chosen: list[tuple[int, list[int]]]  # shards, and the positions of views in each
    judged: Judged | None
    bytes: int = 0

    @property
    def page(self) -> str:
        """The page's name in OUT."""
        return f"{PREDICTIONS}.html" if self.judged else GALLERY

    @property
    def folder(self) -> str:
        """The folder in OUT that holds the folder of the page."""
        return f"{FOLDER}/{PREDICTIONS}" if self.judged else FOLDER

    def write(self, jobs: int | None = 1) -> Iterator[str]:
        """Write the folder, then the page, in one step, and the card that links it; then remove an earlier folder.

        `jobs` processes make the pictures, None for as many as there are cores; the files are the same. Raises
        DamageError, and leaves nothing of a page that was not finished.
        """
        with NewFolder(self.root / self.folder) as folder:
            yield from self._write_shards(folder, jobs)
            self._publish(folder)

    def _publish(self, folder: NewFolder) -> None:
        for path, data in (("gallery.js", scripts.program()), ("gallery.css", scripts.style())):
            folder.write(path, data)
        folder.write("index.js", scripts.call("Cavendish.open", self.index.data()))
        self.bytes, name = folder.bytes, folder.finish()
        named = {"name": self.index.manifest.recipe.name, "folder": f"{self.folder}/{name}"}
        publish(self.root, self.page, scripts.page(named))
        publish_card(self.root)
        remove_all_but(self.root / self.folder, name)
        remove_parts(self.root)

    def _write_shards(self, folder: NewFolder, jobs: int | None) -> Iterator[str]:
        make = partial(_shard_pages, self.root, plan_shards(self.index.manifest.recipe), self.judged)
        for pages in map_in_order(make, self.chosen, len(self.chosen), jobs):
            for path, data in pages.files:
                folder.write(path, data)
            for view, drawn in pages.views:
                self.index.add(view, drawn)
            yield pages.name


@dataclass(frozen=True, slots=True)
class ShardPages:
    """What one shard adds: files by path, and its views for the index with the keys of what was drawn."""

    name: str
    files: list[tuple[str, bytes]]
    views: list[tuple[View, frozenset[str]]]


def _shard_pages(root: Location, plans: Plans, judged: Judged | None, chosen: tuple[int, list[int]]) -> ShardPages:
    shard, positions = chosen
    plan = plans[shard]
    record = read_record(root, plan.name)
    if record is None:
        raise RequestError(f"{root}: {plan.name} was removed meanwhile")
    keys = views_of(record, judged.views if judged else None)
    pages = ShardPages(plan.name, [], [])
    with told_as_damage(plan.name):
        for view in read_chosen(root, plan, record, frozenset(keys[position] for position in positions)):
            drawn = _drawn(view, judged)
            pages.files.extend(_view_files(view, drawn, judged))
            pages.views.append((view.indexed(), frozenset(drawn)))
    return pages


def _drawn(view: View, judged: Judged | None) -> dict[str, bytes]:
    small = {sample.key: judged.thumbnail(sample.key) for sample in view.samples} if judged else {}
    return {key: picture for key, picture in small.items() if picture}


def _view_files(view: View, drawn: dict[str, bytes], judged: Judged | None) -> Iterator[tuple[str, bytes]]:
    yield f"views/{view.key}.js", scripts.call("Cavendish.receive", str(view.key), view_data(view, judged))
    yield f"thumbnails/{view.key}.jpg", thumbnail(view.samples[0].picture())
    for sample in view.samples:
        yield f"thumbnails/{sample.key}.jpg", thumbnail(png_array(sample.parts["target.png"]))
        if sample.key in drawn:
            yield f"thumbnails/{sample.key}.drawn.jpg", drawn[sample.key]


def open_gallery(root: Location, most_samples: int, predictions: Path | None = None) -> Gallery:
    """Look at a dataset, and score what a model drew for it; raises RequestError and writes nothing."""
    refuse_links(root, FOLDER, f"{FOLDER}/{PREDICTIONS}", GALLERY, f"{PREDICTIONS}.html", CARD)
    manifest = read_manifest(root)
    judged = judge(root, predictions) if predictions else None
    among = judged.views if judged else None
    tally, sizes = ManifestTally(), []
    for record in recorded(root, manifest.recipe, manifest.recipe_digest):
        tally.add(record)
        sizes.append(size_of(record, among))
    if not tally.totals().samples:
        raise RequestError(f"{root}: has no finished samples to show yet; run `cavendish build` again")
    shards = sorted(choose(sizes, most_samples).items())
    return Gallery(root, Index(manifest, tally.totals(), judged), shards, judged)
