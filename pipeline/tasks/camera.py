"""How the camera is held: how far above or below the horizon it looks through each pixel, in degrees.

The horizon is the line of 0°, and numbers rise towards the world's up. Drawings are scored by the up vector that fits
them best: a ray of unit length r looks asin(r · up) above the horizon, so least squares find it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame
from . import ramps
from .ramps import Scale, Values, asking, faulting
from .reading import Coded, Headline, Mask, Numbers, Scores, ScoringRules
from .task import Task

LEAST_LENGTH = 1e-3  # of a fitted up vector: a shorter one points nowhere
MOST_OFF_DEG = 180.0


def elevation_deg(frame: Frame) -> Values:
    """Return H×W float64: the angle between each pixel's ray and the horizon, above 0 where it looks up."""
    rise = _unit_rays(frame) @ frame.camera.matrix()[2, :3]
    return np.asarray(np.degrees(np.arcsin(np.clip(rise, -1, 1))))


SCALE = Scale("camera", elevation_deg, ((-90.0, 90.0),), lambda degrees: f"{degrees:g}°")


def up_vector(elevation: Values, rays: Values) -> NDArray[np.float64]:
    """Return the unit vector, in the space of N unit rays, that fits their elevations in degrees best; else zeros."""
    rise = np.sin(np.radians(elevation.astype(np.float64)))
    up = np.linalg.lstsq(rays.T @ rays, rays.T @ rise, rcond=None)[0]
    length = float(np.linalg.norm(up))
    return np.asarray(up / length if length > LEAST_LENGTH else np.zeros(3))


def _unit_rays(frame: Frame) -> Values:
    rays = frame.camera.rays()
    return np.asarray(rays / np.linalg.norm(rays, axis=-1, keepdims=True))


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W×4: degrees, and the unit ray in the camera."""
    return np.concatenate([elevation_deg(frame)[..., None], _unit_rays(frame)], axis=-1)


def _off_deg(drawn: Numbers, truth: Numbers) -> Values:
    farthest = 90 + np.abs(truth[..., 0])
    return np.where(np.isnan(drawn), farthest, np.abs(drawn.astype(np.float64) - truth[..., 0]))


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return by how many degrees the up vector is off, and the elevations of the pixels on average."""
    read = known & np.isfinite(drawn)
    true, up = (up_vector(each[mask], truth[..., 1:][mask]) for each, mask in ((truth[..., 0], known), (drawn, read)))
    off = float(np.degrees(np.arccos(np.clip(up @ true, -1, 1)))) if up.any() else MOST_OFF_DEG
    return {"up°": off, "MAE°": float(_off_deg(drawn, truth)[known].mean())}


def _worst(truth: Numbers, known: Mask) -> Scores | None:
    return {"up°": MOST_OFF_DEG, "MAE°": float((90 + np.abs(truth[..., 0]))[known].mean())}


READING = replace(
    ramps.reading(
        SCALE,
        says="Paint how far above or below the horizon the camera looks through each pixel.",
        beyond="straight down is the first colour, the horizon the middle one, straight up the last",
        unit="°",
    ),
    headline=Headline("up°", "up°", best=0.0, worst=MOST_OFF_DEG, fine=0.5, unit="°"),
    rules=ScoringRules(
        "every pixel, the sky's too: the up vector that fits the drawing best",
        "what is unknown in the truth; a colour of no number",
        "the angle between the drawn up vector and the true one, over pictures",
        "MAE°: of the pixels' elevations; a colour of no number is as wrong as can be",
    ),
    nothing="nothing is known of its camera",
    shades="180° and more",
    truth=_truth,
    score=_score,
    worst=_worst,
    error=lambda drawn, truth, known: np.where(known, np.clip(_off_deg(drawn, truth) / 180, 0, 1), 0.0),
)
CAMERA = Task("camera", asking(SCALE), faulting(SCALE), READING)
