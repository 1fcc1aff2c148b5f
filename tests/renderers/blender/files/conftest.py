"""Blender with nothing in it, for tests that put a scene together and save it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cavendish.renderers.frame import Renderer


@pytest.fixture
def empty(blender: Renderer) -> Iterator[Any]:
    """Blender's module, with an empty scene without a camera."""
    from cavendish.renderers.blender.process import bpy, empty_scene

    empty_scene()
    bpy.data.objects.remove(bpy.context.scene.camera)
    yield bpy
    empty_scene()
