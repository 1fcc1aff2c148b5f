"""A page to look at a dataset with: static files that work from file://, offline, and behind any server.

`OUT/index.html` is the page. `OUT/gallery/DIGEST/` holds its program and style, an index of its samples, and for each
view a script with its pictures, which is loaded when somebody opens it; small pictures load as they come into sight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ....manifests import ShardRecord
from ....manifests.records import ManifestTally
from ....scenes.errors import RequestError
from ...dataset.folder import finished_records, read_manifest, read_record
from ...dataset.keys import ViewKey
from ...dataset.plan import plan_shards
from ...dataset.png import png_array
from ...dataset.publish import publish, remove_parts
from ...dataset.storage import Location
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


@dataclass(slots=True)
class Gallery:
    """A gallery about to be written: `write` yields each shard's name as it comes; then the figures are there."""

    root: Location
    index: Index
    chosen: list[tuple[int, list[int]]]  # shards, and the positions of views in each
    judged: Judged | None
    bytes: int = 0

    def write(self) -> Iterator[str]:
        """Write the folder, then the page, in one step, and the card that links it; then remove an earlier folder."""
        plans = plan_shards(self.index.manifest.recipe)
        with NewFolder(self.root / FOLDER) as folder:
            for shard, positions in self.chosen:
                record = read_record(self.root, plans.name(shard))
                if record is None:
                    raise RequestError(f"{self.root}: {plans[shard].name} was removed meanwhile")
                for view in read_chosen(self.root, record, self._keys(record, positions)):
                    self._write_view(folder, view)
                yield record.name
            self._publish(folder)

    def _publish(self, folder: NewFolder) -> None:
        for path, data in (("gallery.js", scripts.program()), ("gallery.css", scripts.style())):
            folder.write(path, data)
        folder.write("index.js", scripts.call("Cavendish.open", self.index.data()))
        self.bytes, name = folder.bytes, folder.finish()
        publish(
            self.root, GALLERY, scripts.page({"name": self.index.manifest.recipe.name, "folder": f"{FOLDER}/{name}"})
        )
        publish_card(self.root)
        remove_all_but(self.root / FOLDER, name)
        remove_parts(self.root)

    def _keys(self, record: ShardRecord, positions: list[int]) -> frozenset[ViewKey]:
        keys = views_of(record, self.judged.views if self.judged else None)
        return frozenset(keys[position] for position in positions)

    def _write_view(self, folder: NewFolder, view: View) -> None:
        folder.write(
            f"views/{view.key}.js", scripts.call("Cavendish.receive", str(view.key), view_data(view, self.judged))
        )
        folder.write(f"thumbnails/{view.key}.jpg", thumbnail(png_array(view.samples[0].parts["image.png"])))
        drawn = {sample.key: self.judged.thumbnail(sample.key) for sample in view.samples} if self.judged else {}
        for sample in view.samples:
            folder.write(f"thumbnails/{sample.key}.jpg", thumbnail(png_array(sample.parts["target.png"])))
            if small := drawn.get(sample.key):
                folder.write(f"thumbnails/{sample.key}.drawn.jpg", small)
        self.index.add(view, {key for key, small in drawn.items() if small})


def open_gallery(root: Location, most_samples: int, predictions: Path | None = None) -> Gallery:
    """Look at a dataset, and score what a model drew for it; raises RequestError and writes nothing."""
    refuse_links(root, FOLDER, GALLERY, CARD)
    manifest = read_manifest(root)
    judged = judge(root, predictions) if predictions else None
    among = judged.views if judged else None
    tally, sizes = ManifestTally(), []
    for record in finished_records(root, manifest.recipe, manifest.recipe_digest):
        tally.add(record)
        sizes.append(size_of(record, among))
    if not tally.totals().samples:
        raise RequestError(f"{root}: has no finished samples to show yet; run `cavendish build` again")
    shards = sorted(choose(sizes, most_samples).items())
    return Gallery(root, Index(manifest, tally.totals(), judged), shards, judged)
