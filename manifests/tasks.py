"""The tasks that a recipe may ask for, and those of a recipe that names none."""

from __future__ import annotations

from typing import get_type_hints

from pydantic import ConfigDict
from typing_extensions import TypedDict

from .depth_options import (
    ConversationOptions,
    DepthOptions,
    DifferenceOptions,
    LayeredDepthOptions,
    OrderOptions,
    PointDepthOptions,
    ScaledDepthOptions,
)
from .task_options import (
    AlbedoOptions,
    AmodalOptions,
    BoxesOptions,
    ColormapOptions,
    CorrespondenceOptions,
    CountingOptions,
    EdgesOptions,
    EditTaskOptions,
    ElevationOptions,
    FreeSpaceOptions,
    GraspableOptions,
    HeightOptions,
    HigherViewOptions,
    InstanceOptions,
    KeypointsOptions,
    LightOptions,
    MaterialsOptions,
    MatteOptions,
    NormalsOptions,
    NovelViewOptions,
    OpticalFlowOptions,
    PartsOptions,
    PoseOptions,
    ReferringOptions,
    RelativePoseOptions,
    SceneFlowOptions,
    SemanticOptions,
    ShadowOptions,
    StereoDisparityOptions,
    TaskOptions,
    TextOptions,
    TrackingOptions,
    UsesOptions,
)


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
