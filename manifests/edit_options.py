"""What a recipe may ask of edited pictures: how many views have one, and of which kinds."""

from __future__ import annotations

from pydantic import Field

from ..scenes.changes import EditKind
from .task_options import Share, Strict, Weight


class EditOptions(Strict):
    """Second pictures of views, with one thing changed in their scene."""

    share: Share = Field(
        0.0, description="Share of the views that get a second picture, of their scene with one thing changed."
    )
    kinds: dict[EditKind, Weight] = Field(
        {"remove": 1.0, "recolour": 1.0, "light": 1.0, "daytime": 1.0, "camera": 1.0, "move": 1.0},
        min_length=1,
        description="Weight of each kind of change; where one does not fit a view, another one is made.",
    )
