"""How varied the people in sight are: their ages, builds, statures, tones, what they do and what they wear."""

from __future__ import annotations

from collections import Counter

import numpy as np

from .evidence import DatasetEvidence, Figures, Measure, SeenPerson

AGES = {"children, up to 12": 13.0, "13 to 17": 18.0, "18 to 39": 40.0, "40 to 64": 65.0, "65 and older": np.inf}
BUILDS = {"built as women": 0.35, "built in between": 0.65, "built as men": np.inf}
TONES = {"dark skin, L* below 40": 0.4, "medium skin, L* 40 to 60": 0.6, "light skin, L* from 60": np.inf}


def _people(evidence: DatasetEvidence) -> Figures:
    """Count people, each once for all views of a scene, by what the truth tells; the lightness is the material's."""
    people = _each_once(evidence)
    if not people:
        return {}
    low_m, median_m, high_m = np.quantile([one.stature_m for one in people], (0, 0.5, 1)).tolist()
    tones = [one.skin_lightness for one in people if one.skin_lightness is not None]
    return {
        "different": len(people),
        "views that show some": sum(bool(view.people) for view in evidence.views),
        **_classes(AGES, [one.age_years for one in people]),
        **_classes(BUILDS, [one.sex for one in people]),
        "stature, m": f"{low_m:.2f} to {high_m:.2f}, median {median_m:.2f}",
        **(_classes(TONES, tones) if tones else {}),
        "different outfits": len({one.clothes for one in people}),
    }


def _postures(evidence: DatasetEvidence) -> Figures:
    return dict(Counter(one.doing for one in _each_once(evidence)).most_common())


def _clothes(evidence: DatasetEvidence) -> Figures:
    return dict(Counter(name for one in _each_once(evidence) for name in sorted(set(one.clothes))).most_common())


def _each_once(evidence: DatasetEvidence) -> list[SeenPerson]:
    return list({(view.key.scene, one.instance): one for view in evidence.views for one in view.people}.values())


def _classes(ends: dict[str, float], values: list[float]) -> Figures:
    """Count values by class: each ends below its number, where the next begins."""
    found = Counter(np.digitize(values, list(ends.values())).tolist())
    return {name: found[number] for number, name in enumerate(ends)}


PEOPLE_MEASURES: dict[str, Measure] = {
    "people": _people,
    "what people do": _postures,
    "what people wear": _clothes,
}
