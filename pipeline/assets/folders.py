"""Reads folders of models in common formats, each a model by the words of its file's name."""

from __future__ import annotations

from pathlib import Path

from ...scenes.assets.library import Excluded
from ...scenes.assets.sources import ModelSource, UpAxis
from ...scenes.assets.vocabulary import concept_of, plain
from .items import Rights, SourceContents, SourceItem, files_under, slug, unlike

UP_AXES: dict[str, UpAxis] = {
    ".glb": "y",
    ".gltf": "y",
    ".obj": "y",
    ".fbx": "y",
    ".usd": "z",
    ".usda": "z",
    ".usdc": "z",
    ".usdz": "z",
    ".blend": "z",
}


def read_models(folder: Path, rights: Rights, unit_m: float | None = None) -> SourceContents:
    """Return the models of a folder, or the one in a file, each named by its file or else by its file's folder.

    `unit_m` is how long one of the files' units is; None for metres that nobody has told.
    """
    paths = files_under(folder, UP_AXES)
    root = folder if folder.is_dir() else folder.parent
    ids = unlike(slug(path.relative_to(root).with_suffix("").as_posix()) for path in paths)
    items, excluded = [], []
    for model, path in zip(ids, paths, strict=True):
        concept = concept_of([path.stem, path.parent.name])
        if concept is None:
            excluded.append(Excluded(model, "its name is nothing that scenes have a place for"))
            continue
        source = ModelSource(model, path, UP_AXES[path.suffix.lower()], unit_m=unit_m)
        name = plain(path.stem)
        items.append(
            SourceItem(source, name if name.endswith(concept.category) else concept.category, (), concept, rights)
        )
    return SourceContents(tuple(items), tuple(excluded))
