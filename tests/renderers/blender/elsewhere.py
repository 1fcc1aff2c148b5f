"""Blender in another process."""

import subprocess
import sys

from cavendish.scenes.spec import SceneSpec

CODE = (
    "from cavendish.renderers.blender.renderer import BlenderRenderer\n"
    "from cavendish.renderers.blender.process import leave_process\n"
    "from cavendish.scenes.quality import QUALITIES\n"
    "from cavendish.scenes.spec import SceneSpec\n"
    "import sys\n"
    "spec = SceneSpec.from_json(sys.stdin.read())\n"
    "print(BlenderRenderer(QUALITIES['draft'], 'CPU', threads=1).prepare(spec).to_json())\n"
    "leave_process(0)\n"
)


def prepared_elsewhere(spec: SceneSpec) -> SceneSpec:
    """Return the scene as another process prepares it."""
    done = subprocess.run(
        [sys.executable, "-c", CODE], input=spec.to_json(), capture_output=True, text=True, check=True
    )
    return SceneSpec.from_json(done.stdout.strip().splitlines()[-1])
