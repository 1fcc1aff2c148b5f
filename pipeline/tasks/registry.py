"""What is asked of a frame: each task turns it into a prompt and a target picture, and can check one it is given.

Tasks see frames and nothing else. Their prompts are data (`prompts/*.yaml`).
"""

from .albedo import ALBEDO
from .amodal import AMODAL
from .amodal_depth import AMODAL_DEPTH
from .boxes import BOXES
from .camera import CAMERA
from .conversation import CONVERSATION
from .correspondence import CORRESPONDENCE
from .counting import COUNTING
from .depth import DEPTH
from .depth_difference import DEPTH_DIFFERENCE
from .depth_order import DEPTH_ORDER
from .disparity import DISPARITY
from .distance import DISTANCE
from .edges import EDGES
from .edit import EDIT
from .free_space import FREE_SPACE
from .graspable import GRASPABLE
from .height import HEIGHT
from .higher_view import HIGHER_VIEW
from .instance import INSTANCE
from .keypoints import KEYPOINTS
from .layered_depth import LAYERED_DEPTH
from .material_map import MATERIALS
from .matte import MATTE
from .normals import NORMALS
from .novel_view import NOVEL_VIEW
from .optical_flow import OPTICAL_FLOW
from .part_map import PARTS
from .point_depth import POINT_DEPTH
from .pose import POSE
from .position import POSITION
from .reading import Reading
from .referring import REFERRING
from .relative_depth import RELATIVE_DEPTH
from .relative_pose import RELATIVE_POSE
from .scaled_depth import SCALED_DEPTH
from .scene_flow import SCENE_FLOW
from .semantic import SEMANTIC
from .shading import SHADING
from .shadow import SHADOW
from .specular import SPECULAR
from .stereo_disparity import STEREO_DISPARITY
from .task import Answer, Referent, Task
from .text_regions import TEXT_REGIONS
from .tracking import TRACKING
from .uses import USES

TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        DEPTH,
        NORMALS,
        SEMANTIC,
        INSTANCE,
        REFERRING,
        EDGES,
        BOXES,
        RELATIVE_DEPTH,
        DISPARITY,
        DISTANCE,
        SCALED_DEPTH,
        POSITION,
        HEIGHT,
        CAMERA,
        COUNTING,
        PARTS,
        KEYPOINTS,
        POSE,
        EDIT,
        POINT_DEPTH,
        DEPTH_DIFFERENCE,
        DEPTH_ORDER,
        USES,
        CONVERSATION,
        ALBEDO,
        LAYERED_DEPTH,
        AMODAL,
        MATERIALS,
        SHADING,
        SPECULAR,
        SHADOW,
        AMODAL_DEPTH,
        FREE_SPACE,
        GRASPABLE,
        TEXT_REGIONS,
        MATTE,
        CORRESPONDENCE,
        NOVEL_VIEW,
        STEREO_DISPARITY,
        RELATIVE_POSE,
        HIGHER_VIEW,
        OPTICAL_FLOW,
        SCENE_FLOW,
        TRACKING,
    )
}
READINGS: dict[str, Reading] = {task.name: task.reading for task in TASKS.values() if task.reading}

__all__ = ["READINGS", "TASKS", "Answer", "Referent", "Task"]
