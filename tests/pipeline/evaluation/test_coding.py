"""What a referring prompt says of its colours, read from its words alone, in every language."""

import numpy as np
import pytest

from cavendish.manifests.task_options import ReferringOptions
from cavendish.pipeline.evaluation.coding import from_options
from cavendish.pipeline.tasks.prompts.templates import languages
from cavendish.pipeline.tasks.referring import answer
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.scenes.errors import RequestError
from cavendish.scenes.sampling import sample_scene, with_cameras


@pytest.fixture(scope="module")
def samples() -> dict[str, list[Answer]]:
    frame = AnalyticRenderer().render(with_cameras(sample_scene(0, 0, {"shapes": 1.0}), (192, 144), [0]), 0)
    spelt = ReferringOptions(typos=0)  # a prompt alone does not tell a slip from a name
    made = [
        answer(frame, np.random.default_rng(seed), name, spelt) for name in languages("referring") for seed in range(8)
    ]
    return {name: [each for each in made if each and each.language == name] for name in languages("referring")}


@pytest.mark.parametrize("language", languages("referring"))
def test_a_prompt_alone_tells_its_palette(samples: dict[str, list[Answer]], language: str) -> None:
    assert len(samples[language]) > 4
    for given in samples[language]:
        stated = from_options("referring", "cube", "vision-banana", given.prompt, "").palette
        assert stated == given.palette


@pytest.mark.parametrize(
    "prompt",
    [
        "Highlight the red box in blue and set all other pixels to RGB(999, 0, 0).",
        "Markiere die rote Kiste blau und färbe alles Übrige in RGB(999, 0, 0).",
    ],
)
def test_a_background_that_is_no_colour_is_refused(prompt: str) -> None:
    with pytest.raises(RequestError, match="is not a colour"):
        from_options("referring", "cube", "vision-banana", prompt, "")
