"""A frame that knows everything, and the same frame in the files that others would have written of it."""

import json
from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.export.hdf5 import frame_bytes
from cavendish.pipeline.importers.hypersim import FOCAL_SHARE
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.sampling import sample_scene, with_cameras

VIEWS = 3
STEMS = ("2", "10", "11")
CLASSES = {"wall": 1, "floor": 2, "box": 29}


@pytest.fixture(scope="session")
def frames() -> list[Frame]:
    """Rendered views with some sky, of a camera like Hypersim's."""
    return [_rendered(scene) for scene in range(VIEWS)]


def _rendered(scene: int) -> Frame:
    spec = with_cameras(sample_scene(3, scene, {"shapes": 1.0}), (64, 48), [0])
    camera = replace(spec.cameras[0], focal_px=64 * FOCAL_SHARE, cx_px=32.0, cy_px=24.0)
    frame = AnalyticRenderer().render(replace(spec, cameras=(camera,)), 0)
    assert len(frame.objects) > 1
    return frame


@pytest.fixture
def blenderproc(frames: list[Frame], tmp_path: Path) -> Path:
    root = tmp_path / "blenderproc"
    root.mkdir()
    for number, frame in enumerate(frames):
        (root / f"{number}.hdf5").write_bytes(frame_bytes(frame))
    return root


@pytest.fixture
def hypersim(frames: list[Frame], tmp_path: Path) -> Path:
    """As the data set is: half floats, distance along the ray, normals that face anywhere, NaN in the sky."""
    rng = np.random.default_rng(5)
    images = tmp_path / "hypersim/ai_001_001/images"
    pictures, geometry = images / "scene_cam_00_final_preview", images / "scene_cam_00_geometry_hdf5"
    pictures.mkdir(parents=True)
    geometry.mkdir()
    for number, frame in enumerate(frames):
        name = f"frame.{number:04d}"
        Image.fromarray(frame.image).save(pictures / f"{name}.tonemap.jpg", quality=95)
        for kind, array in hypersim_arrays(frame, rng).items():
            with h5py.File(geometry / f"{name}.{kind}.hdf5", "w") as file:
                file.create_dataset("dataset", data=array)
    return tmp_path / "hypersim"


def hypersim_arrays(frame: Frame, rng: np.random.Generator) -> dict[str, np.ndarray]:
    sky = np.isinf(frame.depth_m)
    range_m = np.where(sky, np.nan, frame.depth_m * np.linalg.norm(frame.camera.rays(), axis=-1))
    flips = rng.choice([-1.0, 1.0], sky.shape)[..., None]
    classes = np.full(int(frame.instance.max()) + 1, -1)
    for thing in frame.objects:
        classes[thing.instance] = CLASSES.get(thing.category, 40)
    return {
        "depth_meters": range_m.astype(np.float16),
        "normal_cam": np.where(sky[..., None], np.nan, frame.normals * flips).astype(np.float16),
        "semantic": classes[frame.instance].astype(np.int16),
        "semantic_instance": np.where(classes[frame.instance] > 2, frame.instance, -1).astype(np.int16),
    }


@pytest.fixture
def folder(frames: list[Frame], tmp_path: Path) -> Path:
    root = tmp_path / "folder"
    for kind in ("images", "depth", "normals", "masks", "intrinsics"):
        (root / kind).mkdir(parents=True)
    for stem, frame in zip(STEMS, frames, strict=True):
        Image.fromarray(frame.image).save(root / f"images/{stem}.png")
        np.save(root / f"depth/{stem}.npy", frame.depth_m)
        np.save(root / f"normals/{stem}.npy", frame.normals)
        Image.fromarray(frame.instance).save(root / f"masks/{stem}.png")
        write_json(root / f"masks/{stem}.json", {str(thing.instance): thing.category for thing in frame.objects})
        camera = frame.camera
        intrinsics = {"fx": camera.focal_px, "fy": camera.focal_px, "cx": 32.0, "cy": 24.0, "pixel_centre": 0.5}
        write_json(root / f"intrinsics/{stem}.json", intrinsics)
    return root


def write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content))
