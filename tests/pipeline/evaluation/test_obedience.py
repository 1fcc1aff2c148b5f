"""Whether a drawing keeps to its prompt is read off the drawing: colours, map, convention and background."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.manifests import Recipe
from cavendish.pipeline.codecs import colormaps, depth, masks
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.evaluation.evaluate import evaluate
from cavendish.pipeline.evaluation.obedience import BACKGROUND, OBEYS, OFF, ON, SAID, mean_obedience, obedience
from cavendish.pipeline.tasks.task import Answer

from ...conftest import build, cavendish

SIZE = (96, 128)
RED, BLUE, WHITE, BLACK = (255, 0, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)
NONE = np.zeros((*SIZE, 3), np.uint8)


def asked(codec: str, palette: dict[str, tuple[int, int, int]] | None = None, **parameters: str) -> Answer:
    return Answer("", NONE, "", codec, dict(parameters), palette or {})


def areas(*colours: tuple[int, int, int]) -> np.ndarray:
    """Return a picture of two squares, of a seventh and a fourteenth of it, on the last of three colours."""
    labels = np.full(SIZE, 2)
    labels[10:52, 10:52], labels[60:90, 90:120] = 0, 1
    return masks.encode(labels, dict(enumerate(colours)))


def as_jpeg(picture: np.ndarray) -> np.ndarray:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=85)
    return np.asarray(Image.open(buffer))


BOXES = asked("masks", {"box": RED, "ball": BLUE, "": WHITE})


@pytest.mark.parametrize("drawn", [lambda picture: picture, as_jpeg], ids=["as it is", "JPEG"])
def test_what_was_asked_obeys(drawn: object) -> None:
    scores = obedience(drawn(areas(RED, BLUE, WHITE)), BOXES.codec, BOXES)  # type: ignore[operator]
    assert scores[OBEYS] == 1
    assert scores[ON] > 0.97
    assert scores[OFF] < 2
    assert scores[BACKGROUND] < 2


def test_another_background_is_as_far_off_as_black_from_white() -> None:
    scores = obedience(areas(RED, BLUE, BLACK), BOXES.codec, BOXES)
    assert scores[OBEYS] == 0
    assert scores[BACKGROUND] == pytest.approx(255 * 3**0.5)
    drawn = (42 * 42 + 30 * 30) / (96 * 128)
    assert scores[ON] == pytest.approx(drawn)


def test_colours_of_ones_own_do_not_obey() -> None:
    scores = obedience(areas((0, 160, 0), (255, 255, 0), WHITE), BOXES.codec, BOXES)
    assert (scores[OBEYS], scores[BACKGROUND]) == (0, 0)
    assert scores[ON] == pytest.approx(1 - (42 * 42 + 30 * 30) / (96 * 128))


def test_a_wrong_shape_in_the_asked_colours_obeys() -> None:
    assert obedience(areas(BLUE, RED, WHITE)[::-1], BOXES.codec, BOXES)[OBEYS] == 1


def test_what_an_unstated_background_is() -> None:
    unstated = asked("masks", {"box": RED, "ball": BLUE})
    assert obedience(areas(RED, BLUE, BLACK), "masks", unstated)[OBEYS] == 1
    assert obedience(areas(RED, BLUE, WHITE), "masks", unstated)[OBEYS] == 0


def test_instances_may_have_any_colours_on_the_asked_background() -> None:
    given = asked("instances", {"": WHITE})
    assert obedience(areas((9, 200, 70), BLUE, WHITE), "instances", given) == {OBEYS: 1, ON: 1, BACKGROUND: 0}
    other = obedience(areas((9, 200, 70), BLUE, BLACK), "instances", given)
    assert other[OBEYS] == 0
    assert other[BACKGROUND] > 200


@pytest.mark.parametrize("colormap", colormaps.NAMES)
def test_depth_on_another_map_does_not_obey(colormap: str) -> None:
    depth_m = np.geomspace(0.5, 40, SIZE[0] * SIZE[1]).reshape(SIZE).astype(np.float32)
    for asked_for in colormaps.NAMES:
        scores = obedience(depth.encode(depth_m, colormap), "depth", asked("depth", colormap=asked_for))
        assert scores[OBEYS] == (asked_for == colormap)
        assert (scores[OFF] < 1) == (asked_for == colormap)


def test_what_is_left_open_cannot_be_disobeyed() -> None:
    assert obedience(NONE, "position", asked("position")) == {}


def test_means_are_over_the_pictures_that_have_a_score() -> None:
    assert mean_obedience([{OBEYS: 1.0, BACKGROUND: 4.0}, {OBEYS: 0.0}, {}]) == {OBEYS: 0.5, BACKGROUND: 4.0}
    assert mean_obedience([{}]) == {}


def test_reports_say_how_far_a_model_obeys(tiny: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every target obeys; the photograph in its place does not."""
    out = build(tiny, tmp_path / "out")
    for name in ("targets", "photographs"):
        (tmp_path / name).mkdir()
    for sample in read_tar((out / "val/val-000001.tar").read_bytes()):
        (tmp_path / "targets" / f"{sample.key}.png").write_bytes(sample.target)
        (tmp_path / "photographs" / f"{sample.key}.png").write_bytes(sample.image)
    found = evaluate(out, tmp_path / "targets", obedience=True, report=tmp_path / "report")
    assert {task: scores[OBEYS] for task, scores in found["obedience"].items()} == dict.fromkeys(found["scores"], 1.0)
    assert found["obedience says"] == SAID
    assert "obedience" not in evaluate(out, tmp_path / "targets")
    written = json.loads((tmp_path / "report/evaluation.json").read_text())
    assert written["samples obey"].keys() == written["samples"].keys()
    copied = evaluate(out, tmp_path / "photographs", obedience=True)["obedience"]
    assert copied.keys() == found["scores"].keys()
    assert max(scores[OBEYS] for scores in copied.values()) <= 0.5  # one is grey, which means no surface in normals
    assert cavendish("evaluate", out, tmp_path / "targets", "--obedience") == 0
    assert "as asked" in capsys.readouterr().out
