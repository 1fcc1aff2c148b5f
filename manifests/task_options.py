"""What a recipe may ask of each task: its weight among the others, and its own options."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from typing_extensions import TypedDict

Weight = Annotated[float, Field(gt=0, le=1e12, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]
Colormap = Literal["cube", "plasma", "inferno", "viridis", "gray"]
Convention = Literal["vision-banana", "opengl", "directx", "geowizard"]
VocabularyName = Literal["cavendish", "ade20k", "cityscapes", "coco", "nyu40", "lvis"]
OWN_NAMES: VocabularyName = "cavendish"
CurveName = Literal["near", "rooms", "streets", "aerial"]


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


class DepthOptions(TaskOptions):
    """Metric depth."""

    colormaps: dict[Colormap, Weight] = Field(
        {"cube": 4.0, "plasma": 1.0, "inferno": 1.0, "viridis": 1.0, "gray": 1.0},
        min_length=1,
        description="Weight of each colour map.",
    )


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


class UsesOptions(TaskOptions):
    """Everything that has a use, such as what can be sat on."""

    needs: ClassVar[frozenset[str]] = frozenset({"masks"})


class LayeredDepthOptions(ColormapOptions):
    """Metric depth of the first surface or behind clear glass, where the recipe has `behind_glass: true`."""

    needs: ClassVar[frozenset[str]] = frozenset({"passes"})


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


class Tasks(TypedDict, total=False):
    """The tasks asked for; `every_task` has those of a recipe that names none."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    depth: DepthOptions
    normals: NormalsOptions
    semantic: SemanticOptions
    instance: InstanceOptions
    referring: ReferringOptions
    edges: EdgesOptions
    boxes: BoxesOptions
    relative_depth: ColormapOptions
    disparity: ColormapOptions
    distance: ColormapOptions
    scaled_depth: ScaledDepthOptions
    position: TaskOptions
    height: HeightOptions
    camera: ElevationOptions
    counting: CountingOptions
    parts: PartsOptions
    keypoints: KeypointsOptions
    pose: PoseOptions
    edit: EditTaskOptions
    point_depth: PointDepthOptions
    depth_difference: DifferenceOptions
    depth_order: OrderOptions
    uses: UsesOptions
    conversation: ConversationOptions
    albedo: AlbedoOptions
    layered_depth: LayeredDepthOptions
    amodal: AmodalOptions
    materials: MaterialsOptions
    shading: LightOptions
    specular: LightOptions
    shadow: ShadowOptions
    amodal_depth: AmodalOptions
    free_space: FreeSpaceOptions
    graspable: GraspableOptions
    text_regions: TextOptions
    matte: MatteOptions
    correspondence: CorrespondenceOptions
    novel_view: NovelViewOptions
    stereo_disparity: StereoDisparityOptions
    relative_pose: RelativePoseOptions
    higher_view: HigherViewOptions
    optical_flow: OpticalFlowOptions
    scene_flow: SceneFlowOptions
    tracking: TrackingOptions


TWO_VIEWS = frozenset(task for task, options in get_type_hints(Tasks).items() if "views" in options.needs)


def every_task() -> Tasks:
    """Return the tasks that are asked where a recipe names none, with their default options."""
    return Tasks(
        depth=DepthOptions(),
        normals=NormalsOptions(),
        semantic=SemanticOptions(),
        instance=InstanceOptions(),
        referring=ReferringOptions(),
    )
