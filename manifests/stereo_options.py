"""What a recipe may ask of stereo pairs: how many views have a right picture, and how far to the right."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .task_options import Share, Strict


class StereoOptions(Strict):
    """Right pictures of views, taken beside them."""

    share: Share = Field(0.0, description="Share of the views that get a right picture, taken beside them.")
    baseline_m: Annotated[float, Field(ge=0.001, le=10)] = Field(
        0.1, description="How far to the right it is taken, in metres."
    )
