"""What a recipe may ask of each task: its weight among the others, and its own options."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Weight = Annotated[float, Field(gt=0, le=1e12, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]
Colormap = Literal["cube", "plasma", "inferno", "viridis", "gray"]
Convention = Literal["vision-banana", "opengl", "directx", "geowizard"]
VocabularyName = Literal["cavendish", "ade20k", "cityscapes", "coco", "nyu40", "lvis"]
OWN_NAMES: VocabularyName = "cavendish"


class Strict(BaseModel):
    """Frozen, and nothing is guessed: unknown fields and wrong types are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class TaskOptions(Strict):
    """How often a task is asked. A bare number is its weight."""

    model_config = ConfigDict(json_schema_extra={"type": ["object", "number"], "exclusiveMinimum": 0})

    needs: ClassVar[frozenset[str]] = frozenset()  # of NEEDS

    weight: Weight = Field(1.0, description="How often the task is asked, relative to the others.")

    @model_validator(mode="before")
    @classmethod
    def _from_weight(cls, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float | dict | TaskOptions):
            raise ValueError("it must be a weight such as 2, or options such as {weight: 2}")  # noqa: TRY004
        return {"weight": value} if isinstance(value, int | float) else value


NEEDS = {  # what an import may lack that a task cannot do without, and how that is said
    "normals": "have no normals, or were read without",
    "masks": "have no masks",
    "supporters": "do not say what carries or hides what",
    "upright": "do not say which way is up",
    "parts": "have no parts",
    "passes": "have no such layer",
    "joints": "do not say where the joints of people are",
    "edits": "have no edited pictures",
    "views": "are not asked in pairs of views",
    "stereo": "have no right pictures",
    "clips": "are no clips",
}


class NormalsOptions(TaskOptions):
    """Surface normals."""

    needs: ClassVar[frozenset[str]] = frozenset({"normals"})

    conventions: dict[Convention, Weight] = Field(
        {"vision-banana": 4.0, "opengl": 1.0, "directx": 1.0, "geowizard": 1.0},
        min_length=1,
        description="Weight of each axis convention.",
    )


class SemanticOptions(TaskOptions):
    """Semantic segmentation."""

    needs: ClassVar[frozenset[str]] = frozenset({"masks"})

    absent: Share = Field(0.25, description="Share of the legends that also list classes that are not in sight.")
    merged: Share = Field(0.25, description="Share of the legends that may merge classes, as in `furniture`.")
    vocabulary: VocabularyName = Field(
        OWN_NAMES, description="Whose classes the legends list, by their own names; those of others are English."
    )


class InstanceOptions(TaskOptions):
    """Instance segmentation, one class at a time."""

    needs: ClassVar[frozenset[str]] = frozenset({"masks"})

    negatives: Share = Field(0.2, description="Share of the samples that ask for a class that is not in sight.")


class ReferringOptions(TaskOptions):
    """Referring expressions."""

    needs: ClassVar[frozenset[str]] = frozenset({"supporters"})

    negatives: Share = Field(0.1, description="Share of the samples that ask for what nothing in sight is.")
    casual: Share = Field(0.2, description="Share of the samples that are typed in a hurry: `red mug in blue pls`.")
    typos: Share = Field(0.02, description="Share of the English samples with one word mistyped.")


class EdgesOptions(TaskOptions):
    """Occlusion edges and creases."""

    needs: ClassVar[frozenset[str]] = frozenset({"normals"})


class BoxesOptions(TaskOptions):
    """Bounding boxes of all things of a class."""

    needs: ClassVar[frozenset[str]] = frozenset({"masks"})


class CountingOptions(TaskOptions):
    """A dot on each thing of a class."""

    needs: ClassVar[frozenset[str]] = frozenset({"masks"})


class PartsOptions(TaskOptions):
    """The parts of all things of a class, where the recipe has `parts: true`."""

    needs: ClassVar[frozenset[str]] = frozenset({"parts"})


class KeypointsOptions(TaskOptions):
    """A dot on each joint of everybody in sight."""

    needs: ClassVar[frozenset[str]] = frozenset({"joints"})


class PoseOptions(TaskOptions):
    """The limbs of everybody in sight, as lines."""

    needs: ClassVar[frozenset[str]] = frozenset({"joints"})


class EditTaskOptions(TaskOptions):
    """The picture with one thing changed, of recipes with `edits`."""

    needs: ClassVar[frozenset[str]] = frozenset({"edits"})


class AlbedoOptions(TaskOptions):
    """The colours of surfaces without light and shadow, where the recipe has `albedo: true`."""

    needs: ClassVar[frozenset[str]] = frozenset({"passes"})


class ColormapOptions(TaskOptions):
    """What is asked along a colour map."""

    colormaps: dict[Colormap, Weight] = Field(
        {"cube": 4.0, "plasma": 1.0, "inferno": 1.0, "viridis": 1.0, "gray": 1.0},
        min_length=1,
        description="Weight of each colour map.",
    )


class UsesOptions(TaskOptions):
    """Everything that has a use, such as what can be sat on."""

    needs: ClassVar[frozenset[str]] = frozenset({"masks"})


class AmodalOptions(TaskOptions):
    """A thing whole, or its depth, also where others hide it, where the recipe has `amodal: true`."""

    needs: ClassVar[frozenset[str]] = frozenset({"passes"})


class MaterialsOptions(TaskOptions):
    """What everything is made of, where the recipe has `materials: true`."""

    needs: ClassVar[frozenset[str]] = frozenset({"passes"})


class CorrespondenceOptions(TaskOptions):
    """The thing that is marked in another view of the scene."""

    needs: ClassVar[frozenset[str]] = frozenset({"views"})


class NovelViewOptions(TaskOptions):
    """The picture of the scene's other view, told by the way there."""

    needs: ClassVar[frozenset[str]] = frozenset({"views"})


class StereoDisparityOptions(ColormapOptions):
    """Disparity in pixels, of recipes with `stereo`."""

    needs: ClassVar[frozenset[str]] = frozenset({"stereo"})


class RelativePoseOptions(TaskOptions):
    """Where the camera of the scene's other view stands, by its axes."""

    needs: ClassVar[frozenset[str]] = frozenset({"views"})


class HigherViewOptions(TaskOptions):
    """Whether the scene's other view was taken from higher up."""

    needs: ClassVar[frozenset[str]] = frozenset({"views"})


class LightOptions(ColormapOptions):
    """Light on surfaces, or mirrored by them, where the recipe has `shading: true` or `specular: true`."""

    needs: ClassVar[frozenset[str]] = frozenset({"passes"})


class ShadowOptions(TaskOptions):
    """What the sun reaches, where the recipe has `shadow: true`."""

    needs: ClassVar[frozenset[str]] = frozenset({"passes"})


class TextOptions(TaskOptions):
    """Where printed text is, where the recipe has `text: true`."""

    needs: ClassVar[frozenset[str]] = frozenset({"passes"})


class MatteOptions(TaskOptions):
    """How much of each pixel a person, an animal or a plant covers, where the recipe has `mattes: true`."""

    needs: ClassVar[frozenset[str]] = frozenset({"passes"})


class OpticalFlowOptions(TaskOptions):
    """Where each pixel of a frame is in the next one, of recipes with `clips`."""

    needs: ClassVar[frozenset[str]] = frozenset({"clips"})


class SceneFlowOptions(TaskOptions):
    """How far each surface moves until the next frame, of recipes with `clips`."""

    needs: ClassVar[frozenset[str]] = frozenset({"clips"})


class TrackingOptions(TaskOptions):
    """Named things in colours that they keep over a clip, of recipes with `clips`."""

    needs: ClassVar[frozenset[str]] = frozenset({"masks", "clips"})


class HeightOptions(ColormapOptions):
    """Height above the floor."""

    needs: ClassVar[frozenset[str]] = frozenset({"normals", "masks", "upright"})


class FreeSpaceOptions(TaskOptions):
    """Where on the floor a robot could stand."""

    needs: ClassVar[frozenset[str]] = frozenset({"normals", "masks", "upright"})


class GraspableOptions(TaskOptions):
    """What a hand can hold and reach."""

    needs: ClassVar[frozenset[str]] = frozenset({"normals", "masks", "upright", "supporters"})


class ElevationOptions(ColormapOptions):
    """How the camera is held: elevations above the horizon."""

    needs: ClassVar[frozenset[str]] = frozenset({"upright"})
