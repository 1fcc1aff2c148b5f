"""What a recipe may ask of clips: scenes whose views are the frames of a film."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .task_options import Strict


class ClipOptions(Strict):
    """The views of each scene as frames, one after another, in which the camera and things move."""

    fps: Annotated[float, Field(ge=0.5, le=240, allow_inf_nan=False)] = Field(
        8.0, description="How many frames a second; a scene has `views_per_scene` of them."
    )
