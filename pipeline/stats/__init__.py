"""How varied a dataset is. `MEASURES` is the one list of figures; what a capability adds to data, it adds here too."""

from __future__ import annotations

from pathlib import Path

from ..out import read_manifest
from .evidence import Figures, Measure, gather
from .prompts import PROMPT_MEASURES
from .views import VIEW_MEASURES

MEASURES: dict[str, Measure] = {**VIEW_MEASURES, **PROMPT_MEASURES}


def statistics(root: Path) -> dict[str, Figures]:
    """Return a dataset's figures by title, as far as there are any; raises RequestError where OUT is no dataset."""
    evidence = gather(root, read_manifest(root).recipe)
    if not evidence.views:
        return {}
    return {title: figures for title, measure in MEASURES.items() if (figures := measure(evidence))}
