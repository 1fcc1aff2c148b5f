"""Weights on the command line: numbers by name, or a mapping as in a recipe."""

import pytest

from cavendish.pipeline.cli.weights import weights
from cavendish.scenes.errors import RequestError


def test_weights_are_numbers_or_options() -> None:
    assert weights(tasks="depth=2,semantic", languages="") == {"tasks": {"depth": 2.0, "semantic": 1.0}}
    assert weights(tasks="{instance: {negatives: 0.1}}") == {"tasks": {"instance": {"negatives": 0.1}}}


@pytest.mark.parametrize("text", ["depth=x", "{depth: "])
def test_weights_that_are_none(text: str) -> None:
    with pytest.raises(RequestError, match=r"tasks .*: cannot be read; write for example"):
        weights(tasks=text)
