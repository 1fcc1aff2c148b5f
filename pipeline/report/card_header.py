"""The header of a dataset card: what Hugging Face reads of it."""

from __future__ import annotations

import re

import yaml

from ...manifests import Manifest
from ..render.attribution import works

CATEGORIES = {
    "depth": "depth-estimation",
    "instance": "image-segmentation",
    "referring": "image-segmentation",
    "semantic": "image-segmentation",
}
SIZES = ("n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M", "100M<n<1B", "1B<n<10B")
LICENCES = frozenset(  # those of Creative Commons that Hugging Face has names for
    {
        "cc0-1.0", "cc-by-2.0", "cc-by-2.5", "cc-by-3.0", "cc-by-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0", "cc-by-nc-2.0",
        "cc-by-nc-3.0", "cc-by-nc-4.0", "cc-by-nd-4.0", "cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0", "cc-by-nc-sa-2.0",
        "cc-by-nc-sa-3.0", "cc-by-nc-sa-4.0",
    }
)  # fmt: skip


def header(manifest: Manifest, licence: str = "") -> str:
    """Return the YAML of the header. It names the files of each split, so that no split is renamed on loading.

    `licence` is Hugging Face's name for the licence of who made the dataset, "" where none is given.
    """
    files = [{"split": name, "path": f"{name}/*.tar"} for name, totals in manifest.splits.items() if totals.shards]
    content = {
        "pretty_name": manifest.recipe.name,
        **_licence(manifest, licence),
        "language": sorted(manifest.recipe.languages),
        "task_categories": [
            "image-to-image",
            *sorted({CATEGORIES[t] for t in manifest.totals.tasks if t in CATEGORIES}),
        ],
        "size_categories": [size_category(manifest.totals.samples)],
        "tags": ["cavendish", *sorted(manifest.totals.tasks), *_origin(manifest), "webdataset"],
        "configs": [{"config_name": "default", "data_files": files}],
    }
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True)


def _origin(manifest: Manifest) -> list[str]:
    imported = manifest.recipe.imported
    return [] if imported and imported.benchmark else ["synthetic"]


def size_category(samples: int) -> str:
    """Return Hugging Face's name for a number of samples."""
    return SIZES[min(max(0, len(str(samples)) - 3), len(SIZES) - 1)]


def licence_id(licence: str) -> str:
    """Return Hugging Face's name for a licence, "other" where it has none."""
    name = re.sub(r"[ _]+", "-", licence.strip().lower()).removesuffix("-us")
    return name if name in LICENCES else "other"


def _licence(manifest: Manifest, own: str) -> dict[str, object]:
    """Name the maker's licence and those of all works shown; what shows none is its maker's to license."""
    names = sorted({licence_id(work.licence) for work in works(manifest.licences)} | ({own} if own else set()))
    if "other" not in names:
        return {"license": names or ["unknown"]}
    return {"license": names, "license_name": "see-attribution", "license_link": "README.md"}
