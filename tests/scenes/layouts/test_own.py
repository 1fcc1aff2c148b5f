"""A layout of the user's own, in one file: the example works, and what is wrong with such a file is said."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cavendish.manifests import Recipe, RecipeError
from cavendish.manifests.loading import parse_recipe
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.render.scene import make_renderer
from cavendish.pipeline.workers.executor import local_map
from cavendish.scenes.contacts import remove_collisions
from cavendish.scenes.errors import LayoutError, RequestError
from cavendish.scenes.layouts.registry import layout_of
from cavendish.scenes.sampling import sample_scene, with_cameras

EXAMPLE = Path(__file__).parents[3] / "examples" / "plinths.py"
SHAPES = "from cavendish.scenes.layouts.shapes import compose, frame\nfrom cavendish.scenes.layouts import Layout\n"
OWN = SHAPES + 'LAYOUT = Layout("own", compose, frame)\n'


def recipe(layout: object) -> Recipe:
    return parse_recipe(f"name: a\nscenes: 1\nresolution: [64, 64]\nlayouts: {{{layout}: 1}}\n", "r.yaml")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.py"
    path.write_text(OWN)
    return path


@pytest.mark.parametrize("seed", range(4))
def test_the_example_composes_clean_scenes(seed: int) -> None:
    spec = sample_scene(seed, 0, {str(EXAMPLE): 1.0})
    assert sum(thing.category == "plinth" for thing in spec.objects) >= 3
    assert remove_collisions(spec).spec is spec
    assert len(with_cameras(spec, (64, 48), [0, 0]).cameras) == 2


def test_a_recipe_names_a_file_and_keeps_its_digest(own: Path) -> None:
    asked = recipe(own)
    assert asked.code == {str(own): hashlib.sha256(OWN.encode()).hexdigest()}
    assert Recipe.model_validate_json(asked.model_dump_json()) == asked


def test_another_text_is_another_recipe(own: Path, tmp_path: Path) -> None:
    before = recipe(own).digest
    own.write_text(OWN + "# changed\n")
    assert recipe(own).digest != before


def test_a_manifest_can_be_read_where_the_file_is_not(own: Path) -> None:
    text = recipe(own).model_dump_json()
    own.unlink()
    assert Recipe.model_validate_json(text).code


def test_a_worker_refuses_a_file_that_has_changed(own: Path) -> None:
    asked = recipe(own)
    own.write_text(OWN + "# changed\n")
    with pytest.raises(RequestError, match="is not the file that the recipe was made with"):
        make_renderer(asked)
    own.unlink()
    with pytest.raises(RequestError, match="cannot be read: No such file"):
        make_renderer(asked)


def test_a_recipe_says_that_a_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=r"gone\.py: cannot be read: No such file"):
        recipe(tmp_path / "gone.py")


def test_a_build_with_a_file_that_gives_no_layout_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text("LAYOUT = 3")
    with pytest.raises(LayoutError, match="is a int, not"):
        list(run_on(open_build(recipe(path), tmp_path / "out"), local_map))
    assert not (tmp_path / "out").exists()


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def fault(path: Path) -> str:
    with pytest.raises(LayoutError) as caught:
        layout_of(str(path))
    return str(caught.value)


LOADING = {
    "nothing": ("x = 1\n", "{path}: has no LAYOUT; it must end with LAYOUT = Layout(name, compose, frame)"),
    "a number": ("LAYOUT = 3\n", "{path}: LAYOUT is a int, not a cavendish.scenes.layouts.Layout"),
    "no function": (
        SHAPES + "LAYOUT = Layout('own', None, frame)\n",
        "{path}: compose of LAYOUT is None, but must be a function",
    ),
    "syntax": ("x = 1\ndef\n", "{path}:2: SyntaxError: invalid syntax"),
    "null byte": ("x = 1\0\n", "{path}: "),  # SyntaxError or ValueError, by the release of Python
    "import": ("\nimport nowhere_at_all\n", "{path}:2: ModuleNotFoundError: No module named 'nowhere_at_all'"),
    "any error": ("def f():\n    1 / 0\nf()\n", "{path}:2: ZeroDivisionError: division by zero"),
    "no words": ("raise KeyError\n", "{path}:1: KeyError"),
    "exit": ("import sys\n\nsys.exit(0)\n", "{path}:3: SystemExit: 0"),
    "of ours": (
        SHAPES + "from cavendish.scenes.appearance.materials import FAMILIES, sample_material\n"
        "sample_material('woods', None)\n",
        "{path}:4: RequestError: family: 'woods' is not a family of materials",
    ),
}


@pytest.mark.parametrize(("text", "message"), LOADING.values(), ids=LOADING.keys())
def test_what_a_file_does_wrong_at_load_is_said_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    path = written(tmp_path / "bad.py", text)
    assert fault(path).startswith(message.format(path=path))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert fault(tmp_path / "bad.py") == f"{tmp_path}/bad.py: cannot be read: No such file or directory"


def test_ctrl_c_passes(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        layout_of(str(written(tmp_path / "bad.py", "raise KeyboardInterrupt\n")))


def test_a_file_that_changes_is_read_anew(own: Path) -> None:
    """Also within one second and of one length, which Python's own cache would take for the same."""
    assert layout_of(str(own)).name == "own"
    assert layout_of(str(own)).name == "own"
    written(own, OWN.replace('"own"', '"new"'))
    assert layout_of(str(own)).name == "new"
    assert not list(own.parent.glob("__pycache__"))


def test_a_file_may_define_dataclasses(own: Path) -> None:
    text = "from __future__ import annotations\nfrom dataclasses import dataclass\n"
    assert layout_of(str(written(own, text + "@dataclass\nclass A:\n    b: InitVar\n" + OWN))).name == "own"


def lines(*body: str, frame: str = "frame(spec, rng)") -> str:
    """A layout whose compose begins at line 5, and whose contents can be changed."""
    head = (
        "from dataclasses import replace\n"
        "from cavendish.scenes.layouts import Contents, Layout, Shot\n"
        "from cavendish.scenes.layouts.shapes import compose as shapes, frame as framed\n"
        "def compose(seeds, pool):\n    c = shapes(seeds, pool); first, *rest = c.objects\n"
    )
    return (
        head + "".join(f"    {line}\n" for line in body) + f"{FRAME.format(frame)}LAYOUT = Layout('own', compose, f)\n"
    )


FRAME = "def f(spec, rng):\n    frame = framed\n    return {}\n"
COMPOSING = {
    "error": (("first.nothing",), ":6: AttributeError: 'SceneObject' object has no attribute 'nothing'"),
    "exit": (("raise SystemExit",), ":6: SystemExit"),
    "nothing": ((), ": compose returned None, not a Contents"),
    "a list": (
        ("return replace(c, objects=rest)",),
        ": compose returned a Contents whose objects are a list, but must",
    ),
    "no objects": (("return replace(c, objects=(1, 2))",), ": compose returned a Contents whose objects hold a int"),
    "no lights": (("return replace(c, lights=(first,))",), ": compose returned a Contents whose lights hold a Scene"),
    "no world": (("return replace(c, world=None)",), ": compose returned a Contents whose world is None"),
    "not a number": (
        (
            "p = replace(first.pose, location_m=(0.0, float('nan'), 0.0))",
            "return replace(c, objects=(replace(first, pose=p), *rest))",
        ),
        ": compose returned object 1 (floor), whose location_m holds nan, but must be finite",
    ),
    "twice": (
        ("return replace(c, objects=(first, first, *rest))",),
        ": compose returned two objects whose instance is 1",
    ),
    "instance 0": (
        ("return replace(c, objects=(replace(first, instance=0),))",),
        ": compose returned object 0 (floor), whose instance must be a whole number from 1 to 65535",
    ),
    "no supporter": (
        ("return replace(c, objects=tuple(rest))",),
        "whose supporter 1 is none of its objects",
    ),
    "no material": (
        ("return replace(c, objects=(replace(first, materials=()), *rest))",),
        "object 1 (floor), whose materials must be a tuple of one Material at least",
    ),
    "family": (
        (
            "m = replace(first.materials[0], family='woods')",
            "return replace(c, objects=(replace(first, materials=(m,)), *rest))",
        ),
        "object 1 (floor), whose material's family is 'woods', which is unknown (did you mean 'wood'",
    ),
    "environment map": (
        ("return replace(c, world=replace(c.world, hdri='studios'))",),
        "a World whose hdri is 'studios', which is unknown (did you mean 'studio'?); allowed are city, ",
    ),
}


@pytest.mark.parametrize(("body", "message"), COMPOSING.values(), ids=COMPOSING.keys())
def test_what_compose_does_wrong_is_said_with_its_file(body: tuple[str, ...], message: str, own: Path) -> None:
    written(own, lines(*body))
    with pytest.raises(LayoutError) as caught:
        sample_scene(1, 0, {str(own): 1.0})
    assert str(caught.value).startswith(f"{own}:")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


SHOTS = {
    "error": ("spec.nothing", ":9: AttributeError: 'SceneSpec' object has no attribute 'nothing'"),
    "nothing": ("None", ": frame returned None, not a Shot"),
    "a list": (
        "Shot([1, 2, 3], (0, 0, 0), 50)",
        ": frame returned a Shot whose eye_m is [1, 2, 3], but must be a tuple of three finite numbers",
    ),
    "infinite": ("Shot((1, 2, 3), (0, 0, float('inf')), 50)", "whose target_m is (0, 0, inf), but must be a tuple of"),
    "field of view": ("Shot((1, 2, 3), (0, 0, 0), 0)", "whose fov_deg is 0, but must be a number between 0 and 180"),
    "roll": ("Shot((1, 2, 3), (0, 0, 0), 50, 'no')", "whose roll_deg is 'no', but must be a finite number"),
    "fit": (
        "Shot((1, 2, 3), (0, 0, 0), 50, fit='wide')",
        "whose fit is 'wide', but must be auto or horizontal or vert",
    ),
    "shift": ("Shot((1, 2, 3), (0, 0, 0), 50, shift=0.1)", "whose shift is 0.1, but must be a tuple of two finite"),
    "clip": (
        "Shot((1, 2, 3), (0, 0, 0), 50, clip_m=(9.0, 2.0))",
        "but must be two depths above 0, the nearer one first",
    ),
    "own eye": ("Shot((0, 0, 0), (0, 0, 0), 50)", "a Shot that looks at the very place where it stands, (0, 0, 0)"),
}


@pytest.mark.parametrize(("shot", "message"), SHOTS.values(), ids=SHOTS.keys())
def test_what_frame_does_wrong_is_said_with_its_file(shot: str, message: str, own: Path) -> None:
    spec = sample_scene(1, 0, {str(written(own, lines("return c", frame=shot))): 1.0})
    with pytest.raises(LayoutError) as caught:
        with_cameras(spec, (64, 48), [0])
    assert str(caught.value).startswith(f"{own}{message}" if message.startswith(":") else f"{own}: frame returned")
    assert message in str(caught.value)


def test_the_error_behind_it_is_kept(own: Path) -> None:
    written(own, lines("raise MemoryError"))
    with pytest.raises(LayoutError) as caught:
        sample_scene(1, 0, {str(own): 1.0})
    assert isinstance(caught.value.__cause__, MemoryError)


def test_ctrl_c_in_compose_passes(own: Path) -> None:
    written(own, lines("raise KeyboardInterrupt"))
    with pytest.raises(KeyboardInterrupt):
        sample_scene(1, 0, {str(own): 1.0})
