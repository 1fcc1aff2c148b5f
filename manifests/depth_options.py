"""What a recipe may ask of the tasks whose answers are depths."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field, field_validator, model_validator

from .task_options import ColormapOptions, TaskOptions

CurveName = Literal["near", "rooms", "streets", "aerial"]


class DepthOptions(ColormapOptions):
    """Metric depth."""


class CurveOptions(TaskOptions):
    """A curve of depth: one that has a name by its weight alone, or one of the recipe's own by two numbers."""

    lam: Annotated[float, Field(ge=-100, le=-1.1)] | None = Field(None, exclude_if=lambda lam: lam is None)
    c: Annotated[float, Field(gt=0, le=1e6)] | None = Field(None, exclude_if=lambda c: c is None)
    near_m: Annotated[float, Field(ge=0, le=1e6)] | None = Field(None, exclude_if=lambda near_m: near_m is None)
    far_m: Annotated[float, Field(gt=0, le=1e6)] | None = Field(None, exclude_if=lambda far_m: far_m is None)

    @model_validator(mode="after")
    def _of_one_form(self) -> CurveOptions:
        if self.numbers not in ((), ("lam", "c"), ("near_m", "far_m")):
            raise ValueError("a curve of your own has lam and c, or near_m and far_m")
        if self.near_m is not None and self.far_m is not None and self.near_m >= self.far_m:
            raise ValueError(f"near_m must be less than far_m, {self.far_m:g}")
        return self

    @property
    def numbers(self) -> tuple[str, ...]:
        """The names of the numbers that are given."""
        return tuple(name for name in ("lam", "c", "near_m", "far_m") if getattr(self, name) is not None)


class ScaledDepthOptions(ColormapOptions):
    """Metric depth on curves that the prompt states."""

    curves: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,31}$")], CurveOptions] = Field(
        {name: CurveOptions() for name in get_args(CurveName)},
        min_length=1,
        max_length=100,
        description="Weight of each curve: `near`, `rooms`, `streets` or `aerial`, or one of your own, "
        "`{lam: -3, c: 2, weight: 1}` or, in even steps, `{near_m: 0.3, far_m: 8}`.",
    )

    @field_validator("curves")
    @classmethod
    def _known_or_own(cls, value: dict[str, CurveOptions]) -> dict[str, CurveOptions]:
        bundled = get_args(CurveName)
        for name, curve in value.items():
            if name in bundled and curve.numbers:
                raise ValueError(f"{name} is a curve that is there already; give your own another name")
            if name not in bundled and not curve.numbers:
                raise ValueError(
                    f"{name} is none of {', '.join(bundled)}; a curve of your own has lam and c, or near_m and far_m"
                )
        return value


class PointDepthOptions(TaskOptions):
    """How far one named thing is."""

    needs: ClassVar[frozenset[str]] = frozenset({"masks"})


class DifferenceOptions(ColormapOptions):
    """How much nearer or farther than one named thing everything is."""

    needs: ClassVar[frozenset[str]] = frozenset({"masks"})


class OrderOptions(TaskOptions):
    """Which of some named things lies before which."""

    needs: ClassVar[frozenset[str]] = frozenset({"masks"})


class ConversationOptions(TaskOptions):
    """Two turns: depth, and then that of the nearest things of a class alone."""

    needs: ClassVar[frozenset[str]] = frozenset({"masks"})


class LayeredDepthOptions(ColormapOptions):
    """Metric depth of the first surface or behind clear glass, where the recipe has `behind_glass: true`."""

    needs: ClassVar[frozenset[str]] = frozenset({"passes"})
