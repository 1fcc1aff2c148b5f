"""Gates: what a view must keep to before it becomes samples. A rejected one is drawn again."""

from __future__ import annotations

import numpy as np

from ...manifests import Gates
from ...renderers.frame import Frame
from ...scenes.categories import STRUCTURE

NOT_ACCEPTED = -1  # the attempt of a view whose cameras were all turned down
CLOSE_SHARE = 0.001  # of the pixels may lie nearer than the least depth


def rejection(frame: Frame, gates: Gates) -> str | None:
    """Return why the first gate that closes turns this view down, or None."""
    brightness = float(frame.image.mean()) / 255
    with np.errstate(invalid="ignore"):  # a picture of nothing but sky has no nearest surface
        nearest_m = float(np.quantile(frame.depth_m, CLOSE_SHARE))
    largest = max((thing.area_px for thing in frame.objects), default=0) / frame.instance.size
    things = sum(thing.category not in STRUCTURE for thing in frame.objects)
    checks = {
        "too dark": brightness < gates.min_brightness,
        "too bright": brightness > gates.max_brightness,
        "camera too close": nearest_m < gates.min_depth_m,
        "one surface fills the view": largest > gates.max_one_surface,
        "nothing but walls": things < gates.min_objects,
    }
    return next((reason for reason, closed in checks.items() if closed), None)
