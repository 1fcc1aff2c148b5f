"""A model draws a split: by a function or a program of the user's, again after a stop, and never mixed with others."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import numpy as np
import pytest
from PIL import Image

import cavendish as api
from cavendish.manifests import Recipe
from cavendish.pipeline.dataset.publish import publish
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.predict import predict as predict_module
from cavendish.pipeline.predict import shard as shard_module
from cavendish.pipeline.predict.asked import seed_of
from cavendish.pipeline.predict.drawers import FunctionDrawer
from cavendish.pipeline.predict.settings import Settings
from cavendish.pipeline.report.gallery.judging import judge
from cavendish.scenes.errors import RequestError, WorkError

from ...conftest import cavendish

CODE = """
    import numpy as np

    def invert(asks):
        assert len({ask.image.shape for ask in asks}) == 1
        return [255 - ask.image for ask in asks]

    def noise(asks):
        return [np.random.default_rng(ask.seed).integers(0, 256, ask.image.shape, np.uint8) for ask in asks]

    def none(asks): pass
    def named(asks): return {ask.key: ask.image for ask in asks}
    def few(asks): return []
    def floats(asks): return [ask.image / 255 for ask in asks]
    def huge(asks): return [np.zeros((1, 9000, 3), np.uint8) for ask in asks]
    def fails(asks): raise KeyError("no weights")
    def wide(asks): return [np.zeros((48, 1000, 3), np.uint8) for ask in asks]
    def halves(asks): return [ask.image[::2, ::2] for ask in asks]

    nothing = None
"""
PROGRAM = """\
    #!{python}
    import json, pathlib, sys
    from PIL import Image, ImageOps
    asked, drawn = map(pathlib.Path, sys.argv[1:])
    for line in open(asked / "prompts.jsonl"):
        each = json.loads(line)
        assert (each["width"], each["height"]) == (64, 48) and each["prompt"] and each["task"] in each["key"]
        {first}
        ImageOps.invert(Image.open(asked / each["image"])).save(drawn / (each["key"] + ".png"))
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the user's code, in which the commands are given."""
    (tmp_path / "user_code.py").write_text(dedent(CODE))
    (tmp_path / "broken_code.py").write_text("import nothing_of_this_name")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delitem(sys.modules, "user_code", raising=False)


def program(first: str = "") -> str:
    path = Path("draw.py")
    path.write_text(dedent(PROGRAM).format(python=sys.executable, first=first))
    path.chmod(0o755)
    return "./draw.py"


def asked(out: Path) -> dict[str, np.ndarray]:
    """The pictures of val by key."""
    (tar,) = (out / "val").glob("*.tar")
    return {sample.key: sample.picture() for sample in read_tar(tar.read_bytes())}


def drawings(folder: Path) -> dict[str, np.ndarray]:
    return {path.stem: np.asarray(Image.open(path)) for path in folder.glob("*.png")}


@pytest.mark.parametrize("who", ["function", "program"])
def test_every_sample_is_drawn_under_its_key(built: Path, tmp_path: Path, who: str) -> None:
    model = program() if who == "program" else "user_code:invert"
    report = api.predict(built, tmp_path / "drawn", model, batch=3)
    pictures, drawn = asked(built), drawings(tmp_path / "drawn")
    assert drawn.keys() == pictures.keys()
    assert all(np.array_equal(drawn[key], 255 - pictures[key]) for key in pictures)
    assert report["pictures"] == len(pictures)
    assert report["sizes"] == {"64×48": len(pictures)}
    assert report["asked"]["kind"] == who


def test_what_is_drawn_can_be_scored_and_the_report_says_who_drew(built: Path, tmp_path: Path) -> None:
    assert cavendish("predict", built, tmp_path / "drawn", "--model", "user_code:invert") == 0
    summary = api.evaluate(built, tmp_path / "drawn")
    assert summary["complete"]
    assert summary["extra"]["count"] == 0
    assert summary["predicted"]["asked"]["model"] == "user_code:invert"
    assert "seeds" not in summary["predicted"]


def test_noise_follows_from_the_key_and_the_seed_alone(built: Path, tmp_path: Path) -> None:
    first = api.predict(built, tmp_path / "first", "user_code:noise")
    api.predict(built, tmp_path / "again", "user_code:noise", batch=4)
    api.predict(built, tmp_path / "other", "user_code:noise", settings=Settings(seed=1))
    one, again, other = (drawings(tmp_path / name) for name in ("first", "again", "other"))
    assert first["seeds"] == {key: seed_of(key, 0) for key in one}
    assert all(np.array_equal(one[key], again[key]) and not np.array_equal(one[key], other[key]) for key in one)


def test_a_stopped_run_goes_on_and_leaves_what_is_there(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, seen = tmp_path / "drawn", list[str]()

    def stopping(root: Path, path: str, data: bytes, durable: bool) -> object:
        if len(seen) == 2:
            raise KeyboardInterrupt
        seen.append(path)
        return publish(root, path, data, durable)

    with monkeypatch.context() as patch:
        patch.setattr(shard_module, "publish", stopping)
        with pytest.raises(KeyboardInterrupt):
            api.predict(built, folder, "user_code:invert")
    assert sorted(path.name for path in folder.iterdir()) == sorted([*seen, "predict.json"])
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*.png")}
    report = api.predict(built, folder, "user_code:invert")
    assert drawings(folder).keys() == asked(built).keys() == report["seeds"].keys()
    assert all(path.stat().st_mtime_ns == time for path, time in before.items())


def test_what_is_whole_loads_no_model(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = api.predict(built, tmp_path / "drawn", "user_code:invert")
    monkeypatch.setattr(shard_module, "open_drawer", None)
    assert api.predict(built, tmp_path / "drawn", "user_code:invert") == first


def test_the_first_samples_are_drawn_alone_and_the_rest_later(built: Path, tmp_path: Path) -> None:
    api.predict(built, tmp_path / "drawn", "user_code:invert", samples=3)
    assert set(drawings(tmp_path / "drawn")) == set(list(asked(built))[:3])
    api.predict(built, tmp_path / "drawn", "user_code:invert")
    assert drawings(tmp_path / "drawn").keys() == asked(built).keys()


def test_drawings_of_others_are_never_mixed_with_these(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "drawn"
    api.predict(built, folder, "user_code:invert", samples=1)
    with pytest.raises(RequestError, match=r"holds drawings of another model \(user_code:invert\); give an empty"):
        api.predict(built, folder, "user_code:noise")
    with pytest.raises(RequestError, match=r"holds drawings of another seed \(0\)"):
        api.predict(built, folder, "user_code:invert", settings=Settings(seed=1))
    (folder / "predict.json").write_text("[" * 100_000)
    with pytest.raises(RequestError, match=r"and no predict\.json; give an empty or new folder"):
        api.predict(built, folder, "user_code:invert")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none", "user_code:none returned no list of pictures, one for each sample, but NoneType"),
        ("named", "user_code:named returned no list of pictures, one for each sample, but dict"),
        ("few", "drew 0 pictures where 1 were asked"),
        ("floats", r"drew float64 of shape \(48, 64, 3\); wanted is uint8 H×W×3"),
        ("huge", "drew 9000×1; the most is 8192 px"),
        ("wide", r"drew 1000×48, which has not the shape of 64×48 \(allowed: the same to 64 px"),
        ("fails", "the model fails: KeyError: 'no weights'"),
    ],
)
def test_a_function_that_fails_is_named_with_the_sample(built: Path, tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(WorkError, match=f"-(depth|normals|semantic|instance|referring): .*{said}"):
        api.predict(built, tmp_path / "drawn", f"user_code:{name}")
    assert not drawings(tmp_path / "drawn")


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("sys.exit('no weights')", "ended with code 1: no weights"),
        ("continue", "the program drew no .*png"),
        (
            "Image.new('RGB', (1000, 48)).save(drawn / (each['key'] + '.png')); continue",
            "1000×48, which has not the shape",
        ),
        ("(drawn / (each['key'] + '.png')).write_bytes(b'GIF'); continue", "what is no picture: .* it is no PNG"),
    ],
    ids=["fails", "draws nothing", "draws another shape", "draws rubbish"],
)
def test_a_program_that_fails_is_named(built: Path, tmp_path: Path, first: str, said: str) -> None:
    with pytest.raises(WorkError, match=said):
        api.predict(built, tmp_path / "drawn", program(first))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--model", "nowhere"], "--model nowhere: is not there"),
        (["--model", "no_such_module:draw"], "no_such_module cannot be imported"),
        (["--model", "broken_code:draw"], "No module named 'nothing_of_this_name'"),
        (["--model", "user_code:nothing"], "user_code has no function nothing"),
        (["--model", "user_code:invert", "--split", "dev"], "--split dev: is not in"),
        (["--model", "user_code:invert", "--steps", "3"], "--steps: is for diffusers pipelines, not for a function"),
        (["--model", "user_code:invert", "--batch", "1000"], "--batch 1000: must be at most 256"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_a_wrong_request_is_one_sentence_and_leaves_nothing_behind(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    before = set(tmp_path.iterdir())
    assert cavendish("predict", built, tmp_path / "new/drawn", *arguments) == 2
    assert said in capsys.readouterr().err
    assert {path for path in tmp_path.iterdir() if path.name != "__pycache__"} == before


def test_a_wrong_request_leaves_a_folder_of_drawings_as_it_was(built: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(RequestError, match="no function nothing"):
        api.predict(built, tmp_path / "empty", "user_code:nothing")
    assert [*(tmp_path / "empty").iterdir()] == []
    api.predict(built, tmp_path / "drawn", "user_code:invert", samples=1)
    (key,) = drawings(tmp_path / "drawn")
    (tmp_path / "user_code.py").write_text("")
    del sys.modules["user_code"]
    with pytest.raises(RequestError, match="no function invert"):
        api.predict(built, tmp_path / "drawn", "user_code:invert")
    assert {path.name for path in (tmp_path / "drawn").iterdir()} == {f"{key}.png", "predict.json"}


def test_workers_in_other_processes_and_folders_draw_the_same(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(make_work: Any, plans: Any, observe: Any) -> Any:
        """Run the work as an executor on Ray does: sent as bytes, in another folder."""
        sent = pickle.dumps((make_work, list(plans)))
        monkeypatch.chdir("/")
        make, there = pickle.loads(sent)
        yield from (pickle.loads(pickle.dumps(answer)) for answer in map(make(), there))

    monkeypatch.setattr(predict_module, "executor_for", lambda **resources: (elsewhere, resources))
    monkeypatch.chdir(tmp_path)
    api.predict(os.path.relpath(built), "drawn", "user_code:invert", workers=2)
    assert drawings(tmp_path / "drawn").keys() == asked(built).keys()


def test_a_shard_that_is_not_built_is_named_once_the_others_are_drawn(copied: Path, tmp_path: Path) -> None:
    shutil.rmtree(copied / "val")
    with pytest.raises(WorkError, match="split val has no finished shards; the first would be val-000001"):
        api.predict(copied, tmp_path / "drawn", "user_code:invert")


@pytest.mark.parametrize("command", ["predict", "prompts"])
def test_a_split_without_shards_is_one_sentence(
    copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    manifest = json.loads((copied / "manifest.json").read_text())
    manifest["recipe"]["splits"] = {"train": 1, "val": 1, "test": 1}  # two shards for three splits: test gets none
    manifest["recipe_digest"] = Recipe.model_validate(manifest["recipe"]).digest
    (copied / "manifest.json").write_text(json.dumps(manifest))
    where = [tmp_path / "drawn", "--model", "user_code:invert"] if command == "predict" else ["--to", tmp_path / "to"]
    assert cavendish(command, copied, *where, "--split", "test") == 1
    assert "split test has no finished shards" in " ".join(capsys.readouterr().err.split())


def test_a_drawing_may_have_another_size(built: Path, tmp_path: Path) -> None:
    report = api.predict(built, tmp_path / "drawn", "user_code:halves")
    assert report["sizes"] == {"32×24": len(asked(built))}
    assert api.evaluate(built, tmp_path / "drawn")["complete"]


def test_prompts_that_are_too_long_are_counted_and_warned_of(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FunctionDrawer, "most_tokens", 1, raising=False)
    monkeypatch.setattr(FunctionDrawer, "tokens", lambda self, prompt: len(prompt.split()))
    assert cavendish("predict", built, tmp_path / "drawn", "--model", "user_code:invert") == 0
    said = " ".join(capsys.readouterr().err.split())
    count = len(asked(built))
    assert f"warning: {count} of {count} prompts are longer than the 1 tokens that the model reads" in said
    report = json.loads((tmp_path / "drawn/predict.json").read_text())
    assert report["prompts"] == {"tokens at most": 1, "too long": count}


def test_drawings_of_another_dataset_are_not_scored(built: Path, tmp_path: Path) -> None:
    report = api.predict(built, tmp_path / "drawn", "user_code:invert", samples=1)
    ours = report["asked"]["recipe_digest"]
    report["asked"]["recipe_digest"] = "0123456789abcdef"
    (tmp_path / "drawn/predict.json").write_text(json.dumps(report))
    said = (
        rf"predict\.json: .* recipe digest 0123456789ab, and this one's is {ours[:12]}; give the dataset that was drawn"
    )
    with pytest.raises(RequestError, match=said):
        api.evaluate(built, tmp_path / "drawn")
    with pytest.raises(RequestError, match=said):
        judge(built, tmp_path / "drawn")


@pytest.mark.parametrize("text", ["[1]", "{", '{"asked": "' + "x" * 100_000 + '"}'], ids=["a list", "broken", "long"])
def test_a_strange_report_is_not_cited(built: Path, tmp_path: Path, text: str) -> None:
    api.predict(built, tmp_path / "drawn", "user_code:invert", samples=1)
    (tmp_path / "drawn/predict.json").write_text(text)
    assert "predicted" not in api.evaluate(built, tmp_path / "drawn")
