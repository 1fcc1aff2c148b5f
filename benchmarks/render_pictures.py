"""The steps of `benchmarks.render` that need Blender: `python -m benchmarks.render_pictures STEP ARGUMENTS(JSON)`.

Each runs in a process of its own, prints nothing, and leaves its answer in the cache.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
from numpy.typing import NDArray

from benchmarks import render_peer
from benchmarks.plain import PlainRenderer
from cavendish.manifests import Recipe, current_platform
from cavendish.pipeline.build.shard import build_shard
from cavendish.pipeline.dataset.plan import ShardPlan
from cavendish.pipeline.dataset.samples import check_prompts
from cavendish.renderers.blender.process import bpy, leave_process, overridden, start, suppress_stdout
from cavendish.renderers.blender.renderer import BlenderRenderer
from cavendish.renderers.blender.scene import set_camera
from cavendish.renderers.blender.tone_mapping import incoming_light, tone_map
from cavendish.renderers.development.exposure import exposure_ev
from cavendish.scenes.contacts import remove_collisions
from cavendish.scenes.quality import QUALITIES, Quality, QualityName
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import SceneSpec

# The settings of Cycles that decide what a picture converges to, and not how fast.
TRANSPORT = (
    *("max_bounces", "diffuse_bounces", "glossy_bounces", "transmission_bounces", "volume_bounces"),
    *("transparent_max_bounces", "ao_bounces_render", "use_fast_gi", "blur_glossy"),
    *("sample_clamp_direct", "sample_clamp_indirect", "caustics_reflective", "caustics_refractive"),
    *("pixel_filter_type", "filter_width", "supersampling"),
)
LOOK = Quality(samples=1, bounces=2, denoise=False)
CHUNK = 512  # samples of a reference that are rendered, and kept, at a time
SEED = 1_000_003  # of the first chunk; no picture has it
TILE_PX = 24  # side of the squares of a frame that references are rendered of
Array = NDArray[np.float32]


def prepare(scenes: list[str], size: list[int], views: int, quality: QualityName, cache: str) -> None:
    """Write each scene, named by a digest of what it looks like to BlenderProc, and the settings of both sides for it.

    Looks are pictures of one sample: they change with whatever the scene or its materials are made of. Among our
    settings is our own look, since we take shortcuts.
    """
    start("CPU")
    peer, prepared = _settings() | {"supersampling": 1}, {}
    specs = {name: _cleaned(name, size, views) for name in scenes}
    keys = {name: _key(spec) for name, spec in specs.items()}  # before anything of ours changes the settings
    for name, spec in specs.items():
        Path(cache, f"{keys[name]}.json").write_text(spec.to_json())
        ours = {"supersampling": _load(spec, "ours", quality), **_settings(), "look": _look()}
        prepared[name] = [keys[name], {"ours": ours, "peer": peer}]
    Path(cache, "prepared.json").write_text(json.dumps(prepared))


def _cleaned(name: str, size: list[int], views: int) -> SceneSpec:
    layout, seed = name.split(":")
    prepared = BlenderRenderer(LOOK, "CPU").prepare(sample_scene(0, int(seed), {layout: 1.0}))
    return with_cameras(remove_collisions(prepared).spec, (size[0], size[1]), [0] * views)


def _key(spec: SceneSpec) -> str:
    render_peer.load(spec)
    return hashlib.sha256((_look() + spec.to_json()).encode()).hexdigest()[:16]


def _look() -> str:
    with overridden(bpy.context.scene.cycles, samples=1, use_adaptive_sampling=False, use_denoising=False):
        return hashlib.sha256(_light(SEED, 1).tobytes()).hexdigest()


def score(
    key: str, side: str, quality: QualityName, samples: int, tiles: int, cache: str, names: dict[str, str]
) -> None:
    """Render a picture and its reference where the cache lacks them, and write how far they are apart.

    The picture is a whole frame; the reference is some squares of it, the same on both sides, drawn once for all.
    """
    spec = SceneSpec.from_json(Path(cache, f"{key}.json").read_bytes())
    spec = replace(spec, cameras=spec.cameras[-1:])  # of which BlenderProc's picture is
    corners = tile_corners(spec.cameras[0].width_px, spec.cameras[0].height_px, tiles)
    file = Path(cache, names["picture"])
    whole = _read(file) if side == "peer" else _kept(file, lambda: _picture(spec, quality))
    picture = np.concatenate([whole[y : y + TILE_PX, x : x + TILE_PX] for x, y in corners])
    chunks = reference_chunks(spec, side, quality, samples, corners, Path(cache, names["reference"]))
    everything = _kept(Path(cache, names["light"]), lambda: _all_light(spec, corners))
    answer = compared(picture, chunks) | {"light": float(chunks[0].mean() / everything.mean())}
    Path(cache, names["score"]).write_text(json.dumps(answer))


def compared(picture: Array, chunks: list[Array]) -> dict[str, float]:
    """Return the PSNR of a linear picture to the mean of a reference's chunks, as the docstring of `render` has it."""
    reference = np.mean(chunks, axis=0)
    halves = [np.mean(chunks[first::2], axis=0) for first in (0, 1)]
    bpy.context.scene.view_settings.view_transform = "AgX"
    with tempfile.TemporaryDirectory() as folder:
        shown, truth, one, other = (
            tone_map(light, exposure_ev(reference), Path(folder)).astype(float)
            for light in (picture, reference, *halves)
        )
    return {
        "psnr_db": psnr_db((shown - truth) ** 2),
        "reference_db": psnr_db((one - other) ** 2 / 4),
        "noiseless_db": psnr_db((shown - one) * (shown - other)),
    }


def build(scene: str, size: list[int], views: int, quality: QualityName, answer: str) -> None:
    """Build a shard of a scene in this process and write the time (wall, CPU) of it, and that inside Cycles' renders.

    Words and prompts are read before, once for a whole build.
    """
    in_cycles, began = np.zeros(2), np.zeros(2)
    bpy.app.handlers.render_init.append(lambda *_: np.copyto(began, _clocks_s()))
    bpy.app.handlers.render_complete.append(lambda *_: np.add(in_cycles, _clocks_s() - began, out=in_cycles))
    layout, seed = scene.split(":")
    recipe = _recipe(layout, size, views, quality)
    check_prompts(recipe)
    renderer = PlainRenderer(recipe)
    plan = ShardPlan(0, "train", (int(seed),), (size[0], size[1]))
    with tempfile.TemporaryDirectory() as folder:
        started = _clocks_s()
        build_shard(recipe, plan, renderer, current_platform(renderer.device), Path(folder))
        spent = _clocks_s() - started
    Path(answer).write_text(json.dumps({"ours": spent.tolist(), "cycles": in_cycles.tolist()}))


def _clocks_s() -> NDArray[np.float64]:
    return np.array([time.perf_counter(), time.process_time()])


def tile_corners(width_px: int, height_px: int, count: int) -> list[tuple[int, int]]:
    """Return the upper left corners (x, y) of different squares of TILE_PX, spread over the frame by chance."""
    columns, rows = width_px // TILE_PX, height_px // TILE_PX
    chosen = np.random.default_rng(0).choice(columns * rows, min(count, columns * rows), replace=False)
    return [(TILE_PX * (n % columns), TILE_PX * (n // columns)) for n in chosen.tolist()]


def reference_chunks(
    spec: SceneSpec, side: str, quality: QualityName, samples: int, corners: list[tuple[int, int]], path: Path
) -> list[Array]:
    """Return the squares below one another, in pictures of CHUNK samples each, `samples` together.

    No denoiser, nothing adaptive, a seed each.
    """
    wanted = [path.with_suffix(f".{number}.npy") for number in range(max(2, samples // CHUNK))]
    if not all(each.exists() for each in wanted):
        supersampling = _load(spec, side, quality)
        _as_it_comes(supersampling)
    return [_kept(each, partial(_tiles, corners, SEED + n, supersampling)) for n, each in enumerate(wanted)]


def psnr_db(squared_error: NDArray[np.float64]) -> float:
    """Return the peak signal-to-noise ratio of 8-bit pictures; infinite where they do not differ."""
    error = float(np.mean(squared_error))
    return float(np.inf) if error <= 0 else float(10 * np.log10(255**2 / error))


def _picture(spec: SceneSpec, quality: QualityName) -> Array:
    supersampling = _load(spec, "ours", quality)
    return _light(spec.cameras[0].noise_seed, supersampling)


def _load(spec: SceneSpec, side: str, quality: QualityName) -> int:
    """Leave Blender with the scene, its first camera and the settings of a side; return its supersampling."""
    if side == "peer":
        render_peer.load(spec)
        return 1
    wanted = QUALITIES[quality].of(spec)
    once = replace(wanted, samples=wanted.supersampling**2, least_samples=wanted.supersampling**2)
    BlenderRenderer(once, "CPU").render(spec, 0)
    bpy.context.scene.cycles.samples = wanted.samples // wanted.supersampling**2
    bpy.context.scene.cycles.adaptive_min_samples = wanted.least_samples // wanted.supersampling**2
    set_camera(spec.cameras[0])
    return wanted.supersampling


def _all_light(spec: SceneSpec, corners: list[tuple[int, int]]) -> Array:
    """Return the squares as they are with hardly anything of the light left out, from a chunk of samples."""
    _load(spec, "peer", "high")
    cycles, bounces = bpy.context.scene.cycles, QUALITIES["high"].bounces
    cycles.max_bounces = cycles.diffuse_bounces = cycles.glossy_bounces = cycles.transmission_bounces = bounces
    cycles.caustics_reflective = cycles.caustics_refractive = True
    cycles.sample_clamp_direct = cycles.sample_clamp_indirect = 0.0
    _as_it_comes(1)
    return _tiles(corners, SEED, 1)


def _as_it_comes(supersampling: int) -> None:
    """Make every picture one of CHUNK samples for each pixel, not denoised."""
    scene = bpy.context.scene
    scene.cycles.samples, scene.cycles.use_adaptive_sampling = CHUNK // supersampling**2, False
    scene.cycles.use_denoising = scene.use_nodes = False


def _light(seed: int, supersampling: int) -> Array:
    with overridden(bpy.context.scene.cycles, seed=seed), tempfile.TemporaryDirectory() as folder:
        return incoming_light(supersampling, Path(folder))


def _read(exr: Path) -> Array:
    channels = OpenEXR.File(str(exr)).channels()
    return np.array(next(iter(channels.values())).pixels[..., :3])


def _tiles(corners: list[tuple[int, int]], seed: int, supersampling: int) -> Array:
    render = bpy.context.scene.render
    width, height = render.resolution_x, render.resolution_y
    found = []
    for x, y in corners:
        border = {
            "border_min_x": x / width,
            "border_max_x": (x + TILE_PX) / width,
            "border_min_y": 1 - (y + TILE_PX) / height,
            "border_max_y": 1 - y / height,
        }
        with overridden(render, use_border=True, use_crop_to_border=True, **border):
            found.append(_light(seed, supersampling))
    return np.concatenate(found)


def _kept(path: Path, make: Callable[[], Array]) -> Array:
    if not path.exists():
        part = path.with_suffix(".part.npy")
        np.save(part, make())
        part.rename(path)
    return np.asarray(np.load(path))


def _settings() -> dict[str, Any]:
    cycles = bpy.context.scene.cycles
    names = [p.identifier for p in cycles.bl_rna.properties if p.type in ("BOOLEAN", "INT", "FLOAT", "ENUM")]
    return {name: getattr(cycles, name) for name in names if name != "seed"}


def _recipe(layout: str, size: list[int], views: int, quality: QualityName) -> Recipe:
    gates = {"min_brightness": 0, "max_brightness": 1, "min_depth_m": 0, "max_one_surface": 1, "min_objects": 0}
    fields = {"name": "render-benchmark", "scenes": 1, "views_per_scene": views, "resolution": size}
    return Recipe.model_validate({**fields, "layouts": {layout: 1}, "quality": quality, "gates": gates})


STEPS: dict[str, Callable[..., None]] = {"prepare": prepare, "score": score, "build": build}

if __name__ == "__main__":
    with suppress_stdout():
        STEPS[sys.argv[1]](**json.loads(sys.argv[2]))
    leave_process(0)
