"""What a recipe may ask of its views: sizes, what they must keep to, cameras, people."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, field_validator

from ..scenes.camera_styles import IDEAL, STYLE_NAMES, STYLES
from .sentences import allowed
from .task_options import Share, Strict, Weight

SIDE_STEP = 16  # image sides are multiples of it: every trainer's VAE needs that

Side = Annotated[int, Field(ge=SIDE_STEP, le=8192, multiple_of=SIDE_STEP)]


class WeightedSize(Strict):
    """One image size among several; each shard has one, so that batches stack."""

    size: tuple[Side, Side] = Field(description="Width and height in pixels, multiples of 16.")
    weight: Weight = Field(1.0, description="How often a shard has this size, relative to the others.")

    @field_validator("size", mode="before")
    @classmethod
    def _from_list(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class Gates(Strict):
    """What a view must keep to; one that does not is drawn again from the next sub-stream."""

    min_brightness: Share = Field(0.06, description="Least mean brightness of the picture, 0–1.")
    max_brightness: Share = Field(0.94, description="Greatest mean brightness of the picture, 0–1.")
    min_depth_m: Annotated[float, Field(ge=0)] = Field(
        0.2, description="Least depth, in metres, of all but 0.1 % of the pixels."
    )
    max_one_surface: Share = Field(0.85, description="Greatest share of the picture that one object may fill.")
    min_objects: Annotated[int, Field(ge=0)] = Field(
        1, description="Least number of visible objects beside walls, floor and the like."
    )
    attempts: Annotated[int, Field(ge=1, le=1000)] = Field(
        20, description="How many cameras are tried for a view before the build gives up."
    )


class CameraOptions(Strict):
    """What a real camera adds to the picture; the truth knows nothing of it."""

    style: dict[str, Weight] = Field(
        {IDEAL: 1.0},
        min_length=1,
        exclude_if=lambda style: style == {IDEAL: 1.0},  # recipes of before have the digest that they had
        description="Weight of each style of camera, `ideal` or one of "
        + ", ".join(f"`{name}`" for name in STYLES)
        + ".",
    )

    depth_of_field: Share = Field(0.0, description="Share of the views taken through an open lens.")
    grain: Share = Field(0.0, description="Share of the ideal views taken on a noisy sensor.")
    flash: Share = Field(
        0.0,
        exclude_if=lambda share: not share,  # recipes of before have the digest that they had
        description="Share of the views of dim rooms, without sun or a bright sky, that a flash at the lens lights.",
    )

    @field_validator("style")
    @classmethod
    def _known_styles(cls, value: dict[str, float]) -> dict[str, float]:
        if unknown := [name for name in value if name not in STYLE_NAMES]:
            raise ValueError(f"{unknown[0]!r} is not a style of camera; {allowed(unknown[0], sorted(STYLE_NAMES))}")
        return value if value.keys() != {IDEAL} else {IDEAL: 1.0}

    @property
    def styles(self) -> tuple[tuple[str, float], ...]:
        """The styles with their weights, in the order of their names; none where all cameras are ideal."""
        return tuple(sorted(self.style.items())) if self.style.keys() != {IDEAL} else ()


class PeopleOptions(Strict):
    """Who is in the scenes, beside people of asset libraries."""

    share: Share = Field(0.0, description="Share of the scenes that have people, where their layout can have any.")
    most: Annotated[int, Field(ge=1, le=100)] = Field(12, description="At most so many in a scene.")
