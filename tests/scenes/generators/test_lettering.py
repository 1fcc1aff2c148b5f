"""Letters as geometry: strokes a seventh of their height thick, and a panel that is just where they are."""

import numpy as np
import pytest

from cavendish.pipeline.tasks.relations.forms import Printed
from cavendish.scenes.generators import lettered, signs
from cavendish.scenes.generators.core.lettering import Panel, fitting, lettering
from cavendish.scenes.generators.indoor import station
from cavendish.scenes.generators.outdoor import buildings
from cavendish.scenes.geometry.strokes import STROKES, letter
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.people.prints import FONT
from cavendish.scenes.printed import panels, text_on
from cavendish.scenes.spec import Primitive, Procedural

LETTER_SLOTS = {
    "building": 10,
    "house back": 10,
    "labelled carton": 3,
    "cereal box": 3,
    "food packet": 3,
    "door plate": 1,
}
LISTS = (buildings.SHOPS, lettered.HEADLINES, lettered.LESSONS, lettered.CONTENTS, lettered.CODES, lettered.CEREALS)
SIGNS = (signs.AISLES, signs.WAYS, signs.MENUS, station.PLACES)
TEXTS = sorted({text for texts in (*LISTS, lettered.PACKETS, lettered.OFFERS, *SIGNS) for text in texts})
LETTERED = sorted({*buildings.PANELS, *(lettered.PANELS | signs.PANELS)})


def faces_m2(text: str, letter_m: float) -> float:
    """Return the area of the letters' fronts, which face -y."""
    (shape,) = lettering((Panel(text, (0.0, 0.0, 0.0), letter_m),), 2)
    corners = shape.vertices[shape.triangles]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]) / 2
    return float(np.maximum(-normals[:, 1], 0).sum())


@pytest.mark.parametrize(("letter", "squares"), [("I", 7 + 3 + 3), ("L", 7 + 5), ("T", 5 + 6.5), ("H", 7 + 7 + 4)])
def test_straight_strokes_are_as_thick_as_a_seventh_of_the_height(letter: str, squares: float) -> None:
    assert faces_m2(letter, 0.7) == pytest.approx(squares * 0.01)


def test_round_strokes_are_as_thick() -> None:
    """Two sides 2 high, and two half rings between the radii 1.5 and 2.5; chords of 22.5° lose a little."""
    assert faces_m2("O", 0.7) == pytest.approx((4 + 4 * np.pi) * 0.01, rel=0.03)


def test_no_two_letters_look_the_same() -> None:
    shapes = {name: letter(name) for name in STROKES if name != " "}
    alike = [(a, b) for a in shapes for b in shapes if a < b and shapes[a] == shapes[b]]
    assert alike == [("0", "O")], "as in most fonts"
    assert STROKES.keys() == FONT.keys()


@pytest.mark.parametrize("name", sorted(STROKES.keys() - {" "}))
def test_a_letter_fills_its_cell_and_no_more(name: str) -> None:
    shape = letter(name)
    assert shape is not None
    (low_x, _, low_z), (high_x, _, high_z) = (corner.tolist() for corner in shape.bounds())
    assert (low_z, high_z) == pytest.approx((0, 7), abs=0.25)
    assert min(low_x, low_z) >= 0
    assert high_x <= 5
    assert high_z <= 7
    assert (low_x, high_x) == pytest.approx((1, 4) if name in "1I" else (0, 5), abs=0.45)


def test_a_line_is_as_long_as_its_letters_and_the_gaps_between() -> None:
    panel = Panel("CAFE", (1.0, 2.0, 3.0), 0.7)
    assert panel.width_m == pytest.approx(2.3)
    below_left, below_right, above_right, _ = panel.corners_m().tolist()
    assert below_left == pytest.approx([1 - 1.15, 2.0, 3.0])
    assert below_right == pytest.approx([1 + 1.15, 2.0, 3.0])
    assert above_right == pytest.approx([1 + 1.15, 2.0, 3.7])
    back = Panel("CAFE", (1.0, 2.0, 3.0), 0.7, 180.0)
    np.testing.assert_allclose(back.corners_m()[0], below_right, atol=1e-12)
    assert fitting("CAFE", 2.3, 5.0) == pytest.approx(0.7)
    assert fitting("CAFE", 2.3, 0.5) == 0.5


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_can_be_written_and_asked_for(text: str) -> None:
    assert set(text) <= FONT.keys()
    assert Printed(text).text == text


@pytest.mark.parametrize("name", LETTERED)
@pytest.mark.parametrize("variant", range(6))
def test_a_panel_is_where_the_letters_are(name: str, variant: int) -> None:
    kind = next(kind for kind in KINDS.values() if kind.generator == name)
    geometry = Procedural(name, kind.high_m if variant % 2 else kind.low_m, variant)
    shape, lines = geometry_mesh(geometry), panels(geometry)
    slot = LETTER_SLOTS.get(name, 2)
    letters = shape.vertices[shape.triangles[shape.slot == slot]].reshape(-1, 3)
    if not lines:
        assert name == "written board"
        assert not len(letters)
        return
    assert {line.text for line in lines} == {text_on(geometry)}
    corners = np.concatenate([line.corners_m() for line in lines])
    np.testing.assert_allclose(corners.min(axis=0), letters.min(axis=0), atol=0.06)
    np.testing.assert_allclose(corners.max(axis=0), letters.max(axis=0), atol=0.06)


def test_other_things_say_nothing() -> None:
    assert text_on(Primitive("box")) == text_on(Procedural("chair", (0.5, 0.5, 0.9), 0)) == ""
