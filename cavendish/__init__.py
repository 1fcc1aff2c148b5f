"""Cavendish renders synthetic scenes with exact truth into prompt / image / target datasets.

    import cavendish

    spec = cavendish.sample_scene(seed=7, index=0, layouts={"room": 1})
    frame = cavendish.render(spec, resolution=(448, 320), quality="draft")
    frame.image, frame.depth_m, frame.normals, frame.instance

    cavendish.build("quickstart", "out")
    for sample in cavendish.open_dataset("out"): ...

Names are loaded when they are first used: importing this costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .manifests import Manifest, Recipe, load_recipe
    from .pipeline import codecs
    from .pipeline.build.build import build, build_shards, regenerate
    from .pipeline.build.preview import preview
    from .pipeline.build.reencode import encode
    from .pipeline.build.single_view import render
    from .pipeline.dataset.mixture import mix
    from .pipeline.dataset.reader import open_dataset
    from .pipeline.dataset.verify import verify
    from .pipeline.evaluation.evaluate import evaluate
    from .pipeline.evaluation.handout import prompts
    from .pipeline.export.driver import export
    from .pipeline.importers.driver import import_
    from .pipeline.predict.predict import predict
    from .renderers.frame import Frame
    from .scenes.errors import RequestError, WorkError
    from .scenes.sampling import sample_scene
    from .scenes.spec import SceneSpec

    __version__: str

__all__ = [
    "Frame",
    "Manifest",
    "Recipe",
    "RequestError",
    "SceneSpec",
    "WorkError",
    "__version__",
    "build",
    "build_shards",
    "codecs",
    "encode",
    "evaluate",
    "export",
    "import_",
    "load_recipe",
    "mix",
    "open_dataset",
    "predict",
    "preview",
    "prompts",
    "regenerate",
    "render",
    "sample_scene",
    "verify",
]

_HOMES = {  # of what is exported
    "manifests": ("Manifest", "Recipe", "load_recipe"),
    "pipeline.build.build": ("build", "build_shards", "regenerate"),
    "pipeline.build.preview": ("preview",),
    "pipeline.build.reencode": ("encode",),
    "pipeline.build.single_view": ("render",),
    "pipeline.dataset.mixture": ("mix",),
    "pipeline.dataset.reader": ("open_dataset",),
    "pipeline.dataset.verify": ("verify",),
    "pipeline.evaluation.evaluate": ("evaluate",),
    "pipeline.evaluation.handout": ("prompts",),
    "pipeline.export.driver": ("export",),
    "pipeline.importers.driver": ("import_",),
    "pipeline.predict.predict": ("predict",),
    "renderers.frame": ("Frame",),
    "scenes.errors": ("RequestError", "WorkError"),
    "scenes.sampling": ("sample_scene",),
    "scenes.spec": ("SceneSpec",),
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("cavendish")
    if name == "codecs":
        return import_module(".pipeline.codecs", __name__)
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{home}", __name__), name)


def __dir__() -> list[str]:
    return __all__
