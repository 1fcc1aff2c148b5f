"""What the truth tells of a thing in words: what is not there is left out, so that truth of before reads as ever."""

import json
from dataclasses import replace

from cavendish.pipeline.dataset.keys import ViewKey
from cavendish.pipeline.dataset.truth import read_truth, write_truth
from cavendish.pipeline.dataset.view_json import objects_json
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame, Lettering
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import SceneSpec, Words


def frame() -> Frame:
    return AnalyticRenderer().render(with_cameras(sample_scene(1, 0, {"shapes": 1.0}), (64, 48), [0]), 0)


def test_state_text_and_lettering_come_back() -> None:
    plain = frame()
    first, *rest = plain.objects
    told = replace(first, words=Words("red", state="open", text="TEA"), lettering=Lettering(7.5, (1, 2, 3, 4)))
    ((_, again),) = read_truth(write_truth({ViewKey(0, 0): replace(plain, objects=(told, *rest))}))
    assert again.objects == (told, *rest)


def test_what_is_not_there_is_not_written() -> None:
    plain = frame()
    for thing in json.loads(objects_json(plain.objects)):
        assert thing["words"].keys() == {"colour", "material", "size"}
        assert "lettering" not in thing


def test_a_scene_keeps_states_and_text() -> None:
    spec = sample_scene(1, 0, {"shapes": 1.0})
    assert "state" not in spec.to_json()
    told = replace(spec, objects=tuple(replace(each, words=Words(state="lit", text="14")) for each in spec.objects))
    assert SceneSpec.from_json(told.to_json()) == told
