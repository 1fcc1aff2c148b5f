"""What a style of camera costs: milliseconds and bytes of a picture of 512×512, and the bytes of its light.

    python -m benchmarks.cameras          # renders one room at draft quality; a minute

Each style develops the light of the same view with three draws of its numbers; the time is that of the processor, the
least of three runs. The ideal picture is the one that was rendered, whose development is part of rendering.
"""

from __future__ import annotations

import time
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from cavendish.pipeline.dataset.keys import ViewKey
from cavendish.pipeline.dataset.png import png_bytes
from cavendish.pipeline.dataset.truth import write_truth
from cavendish.renderers.blender.process import leave_process
from cavendish.renderers.blender.renderer import BlenderRenderer
from cavendish.renderers.development.develop import develop
from cavendish.renderers.frame import Frame
from cavendish.scenes.camera_styles import STYLES, Development, drawn_development
from cavendish.scenes.quality import QUALITIES
from cavendish.scenes.sampling import sample_scene, with_cameras

SIZE_PX, SEED = (512, 512), 5
DRAWS, RUNS = 3, 3


def main() -> None:
    """Render one view, develop it by every style, and print a row for each."""
    frame = rendered()
    assert frame.light is not None
    print(f"| {'style':8} | ms | PNG, kB |\n| --- | --- | --- |")
    print(f"| {'ideal':8} | – | {len(png_bytes(frame.image)) / 1e3:.0f} |")
    for style in STYLES:
        draws = [drawn_development(style, np.random.default_rng(seed)) for seed in range(DRAWS)]
        size = fmean(len(png_bytes(develop(frame.light, by))) for by in draws)
        print(f"| {style:8} | {1000 * fmean(seconds(frame.light, by) for by in draws):.0f} | {size / 1e3:.0f} |")
    bare, lit = (len(write_truth({ViewKey(0, 0): each})) for each in (without_light(frame), frame))
    print(f"\ntruth {bare / 1e3:.0f} kB, and {(lit - bare) / 1e3:.0f} kB of light")


def rendered() -> Frame:
    """Return one view of a room, with its light."""
    renderer = BlenderRenderer(QUALITIES["draft"], "CPU", keep_light=True)
    spec = renderer.prepare(sample_scene(SEED, 1, {"room": 1.0}))
    return renderer.render(with_cameras(spec, SIZE_PX, [0]), 0)


def without_light(frame: Frame) -> Frame:
    """Return the view as it is stored where light is not kept."""
    arrays = (frame.image, frame.depth_m, frame.normals, frame.instance, frame.valid)
    return Frame(*arrays, frame.camera, frame.objects)


def seconds(light: NDArray[np.float16], by: Development) -> float:
    """Return the processor's time for a development: the least of several runs."""
    times = []
    for _ in range(RUNS):
        started = time.process_time()
        develop(light, by)
        times.append(time.process_time() - started)
    return min(times)


if __name__ == "__main__":
    main()
    leave_process(0)
