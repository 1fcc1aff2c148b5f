from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.scenes.appearance.labels import SORTS
from cavendish.scenes.appearance.typeset import ADJECTIVES, MAKERS, NOUNS, Face, line_width, said, typeset
from cavendish.scenes.generators.core.lettering import Panel
from cavendish.scenes.generators.registry import GENERATORS
from cavendish.scenes.geometry.strokes import STROKES
from cavendish.scenes.people.prints import TEXTS
from cavendish.scenes.printed import panels
from cavendish.scenes.spec import Procedural

faces = st.builds(Face, bold=st.floats(0.5, 1.7), slant=st.floats(0, 0.25), wide=st.floats(0.7, 1.05))


@given(st.text(sorted(STROKES), min_size=1, max_size=8), st.floats(8, 60), faces)
def test_a_line_has_its_height_and_its_width_in_every_face(text: str, high_px: float, face: Face) -> None:
    drawn = typeset(text, high_px, face)
    assert drawn.shape == (round(high_px), int(np.ceil(line_width(text, face) * high_px)))
    assert drawn.min() >= 0
    assert drawn.max() <= 1
    assert bool(drawn.any()) == bool(text.strip())


@pytest.mark.parametrize("face", [Face(), Face(0.5), Face(1.7), Face(1.0, 0.25), Face(1.0, 0.0, 0.7)])
def test_letters_are_told_apart(face: Face) -> None:
    names = sorted(STROKES.keys() - {"0"})  # which is the O
    drawn = np.stack([typeset(name, 28, face) for name in names])
    apart = np.abs(drawn[:, None] - drawn[None]).mean(axis=(2, 3))
    np.fill_diagonal(apart, 1)
    assert apart.min() > 0.01


def test_bold_letters_have_more_ink_and_leaning_ones_lean_to_the_right() -> None:
    light, plain, bold = (typeset("H", 70, Face(weight)).mean() for weight in (0.5, 1.0, 1.7))
    assert light < 0.8 * plain < 0.64 * bold
    drawn = typeset("I", 70, Face(slant=0.25))
    head, foot = (np.flatnonzero(row).mean() for row in (drawn[14], drawn[-15]))
    assert head - foot == pytest.approx(0.25 * 41, abs=1)


def test_what_has_no_letter_is_refused() -> None:
    with pytest.raises(KeyError):
        typeset("é", 20, Face())


def test_what_is_printed_is_on_no_sign() -> None:
    """So what is asked about a text that can be read has one answer."""
    rng = np.random.Generator(np.random.PCG64(0))
    printed = {*MAKERS, *SORTS, *NOUNS, *(" ".join(said(rng)) for _ in range(500))}
    signs = {line.text for name in GENERATORS for variant in range(40) for line in _lines(name, variant)}
    assert len(signs) > 30
    assert not printed & (signs | set(TEXTS))


def _lines(name: str, variant: int) -> tuple[Panel, ...]:
    return panels(Procedural(name, (2.0, 1.0, 2.0), variant))


def test_titles_are_of_words_with_letters_and_nearly_all_differ() -> None:
    rng = np.random.Generator(np.random.PCG64(1))
    titles = [" ".join(said(rng)) for _ in range(200)]
    assert set("".join(titles)) <= STROKES.keys()
    assert len(set(titles)) > 120
    assert not set(ADJECTIVES) & set(NOUNS)
