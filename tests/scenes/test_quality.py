"""Which quality a scene gets: its own where the sky itself lights it, where there is such a one."""

from dataclasses import replace

import pytest

from cavendish.scenes.lighting import Sky, World
from cavendish.scenes.quality import QUALITIES, Quality, QualityName
from cavendish.scenes.spec import SceneSpec

INDOORS = SceneSpec("room", 0, 0, (), (), World(hdri="studio"))
OUTDOORS = replace(INDOORS, world=World(sky=Sky(30.0, 0.0)))
ADAPTIVE = Quality(samples=90, bounces=2, adaptive_threshold=0.1)
BOTH = Quality(samples=10, bounces=3, outdoors=ADAPTIVE)


def test_a_sky_has_its_own_where_there_is_one() -> None:
    assert BOTH.of(OUTDOORS) is ADAPTIVE
    assert BOTH.of(INDOORS) is BOTH
    assert ADAPTIVE.of(OUTDOORS) is ADAPTIVE


def test_a_pixel_may_get_the_most_of_either() -> None:
    assert BOTH.most_samples == 90
    assert replace(BOTH, samples=100).most_samples == 100
    assert ADAPTIVE.most_samples == 90


@pytest.mark.parametrize("name", QUALITIES)
@pytest.mark.parametrize("spec", [INDOORS, OUTDOORS], ids=["indoors", "outdoors"])
def test_a_pixel_s_samples_are_shared_out_evenly(name: QualityName, spec: SceneSpec) -> None:
    """A pixel is n×n rendered ones: what does not divide by them would be lost."""
    quality = QUALITIES[name].of(spec)
    assert quality.samples % quality.supersampling**2 == 0
    assert quality.samples >= quality.least_samples or not quality.adaptive_threshold
