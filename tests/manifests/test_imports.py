"""What importing the recipe costs: none of what only composing and rendering needs."""

import subprocess
import sys

HEAVY = ("scipy", "h5py", "bpy", "PIL", "cavendish.scenes.generators", "cavendish.renderers", "cavendish.pipeline")


def test_manifests_load_no_generator_and_no_layout() -> None:
    code = "import sys, cavendish.manifests; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert [name for name in loaded if name.startswith(HEAVY)] == []
    layouts = {name for name in loaded if name.startswith("cavendish.scenes.layouts.")}
    assert layouts <= {f"cavendish.scenes.layouts.{name}" for name in ("registry", "shared", "shared.layout")}
