"""Exports for training frameworks, read back by the library they are for, or by the rules that it documents."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as parquet
import pytest
import yaml
from PIL import Image

from cavendish.pipeline.dataset.reader import open_dataset
from cavendish.pipeline.dataset.samples import Sample
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.export.driver import STATE, export_shards, open_export
from cavendish.pipeline.export.filling import SNIPPETS

from ...conftest import cavendish

pytestmark = pytest.mark.filterwarnings("ignore")  # other people's readers warn of their own affairs

Samples = dict[str, list[Sample]]


@pytest.fixture(scope="module")
def samples(built: Path) -> Samples:
    """All samples by split, in the order of the shards."""
    return {
        split: [sample for path in sorted(built.glob(f"{split}/*.tar")) for sample in read_tar(path.read_bytes())]
        for split in ("train", "val")
    }


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return Hugging Face's load_dataset, offline and with a cache of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        patch.setenv("HF_HOME", str(tmp_path_factory.mktemp("hf")))
        import datasets

        # said again: where another test has imported it, the variables come too late
        yield partial(datasets.load_dataset, cache_dir=str(tmp_path_factory.mktemp("hf-datasets")))


def export(built: Path, folder: Path, to: str) -> Path:
    list(export_shards(open_export(built, folder, to)))
    return folder


def png_bytes_of(value: Any) -> np.ndarray:
    return np.asarray(value if isinstance(value, Image.Image) else Image.open(io.BytesIO(value)))


def assert_same(rows: Any, samples: list[Sample], columns: tuple[str, str, str]) -> None:
    assert len(rows) == len(samples)
    for row, sample in zip(rows, samples, strict=True):
        image, prompt, target = (row[column] for column in columns)
        np.testing.assert_array_equal(png_bytes_of(image), png_bytes_of(sample.parts["image.png"]))
        np.testing.assert_array_equal(png_bytes_of(target), png_bytes_of(sample.parts["target.png"]))
        assert prompt == sample.parts["prompt.txt"].decode()


def test_parquet_is_what_hugging_face_reads(built: Path, samples: Samples, tmp_path: Path, hub: Any) -> None:
    folder = export(built, tmp_path / "hf", "hf")
    loaded = hub(str(folder))
    assert set(loaded) == set(samples)
    for split, own in samples.items():
        assert loaded[split].column_names[:3] == ["input_image", "edit_prompt", "edited_image"]
        assert_same(loaded[split], own, ("input_image", "edit_prompt", "edited_image"))
        for row, sample in zip(loaded[split], own, strict=True):
            meta = json.loads(sample.parts["json"])
            del meta["prompt"]
            assert {name: (row[name], type(row[name])) for name in meta} == {n: (v, type(v)) for n, v in meta.items()}


def test_parquet_holds_the_very_bytes(built: Path, samples: Samples, tmp_path: Path) -> None:
    folder = export(built, tmp_path / "hf", "hf")
    table = parquet.read_table(folder / "data/train-00000-of-00001.parquet").to_pylist()
    assert [row["edited_image"]["bytes"] for row in table] == [s.parts["target.png"] for s in samples["train"]]
    header = yaml.safe_load((folder / "README.md").read_text().split("---")[1])
    assert [entry["split"] for entry in header["configs"][0]["data_files"]] == ["train", "val"]


def test_an_image_folder_is_what_hugging_face_reads(built: Path, samples: Samples, tmp_path: Path, hub: Any) -> None:
    folder = export(built, tmp_path / "images", "imagefolder")
    assert {path.suffix for path in folder.glob("*/*")} == {".png", ".jsonl"}
    for split in samples:
        loaded = hub("imagefolder", data_dir=str(folder / split), split="train")
        rows = sorted(loaded, key=lambda row: row["key"])
        assert_same(rows, sorted(samples[split], key=lambda s: s.key), ("input_image", "edit_prompt", "edited_image"))


@pytest.mark.parametrize("how", ["webdataset", "folder"])
def test_hugging_face_reads_our_own_shards_as_our_reader_does(built: Path, hub: Any, how: str) -> None:
    for split in ("train", "val"):
        if how == "webdataset":
            loaded = hub("webdataset", data_files=str(built / split / "*.tar"), split="train")
        else:
            loaded = hub(str(built), split=split)
        ours = {sample["key"]: sample for sample in open_dataset(str(built), split)}
        assert {row["__key__"].rsplit("/", 1)[-1] for row in loaded} == set(ours)
        for row in loaded:
            sample = ours[row["__key__"].rsplit("/", 1)[-1]]
            assert row["prompt.txt"] == sample["prompt"]
            np.testing.assert_array_equal(np.asarray(row["target.png"]), sample["target"])
            types = {name: (value, type(value)) for name, value in sample["meta"].items()}
            assert {name: (value, type(value)) for name, value in row["json"].items()} == types


def test_bagel_finds_its_columns_and_its_row_groups(built: Path, samples: Samples, tmp_path: Path) -> None:
    folder = export(built, tmp_path / "bagel", "bagel")
    for split, own in samples.items():
        info = json.loads((folder / split / "parquet_info.json").read_text())
        rows: list[dict[str, Any]] = []
        for path in sorted((folder / split).glob("*.parquet")):
            file = parquet.ParquetFile(path)
            assert info[str(path)] == {"num_row_groups": file.num_row_groups}
            rows += file.read().to_pylist()
        assert [row["image_list"] for row in rows] == [[s.parts["image.png"], s.parts["target.png"]] for s in own]
        assert [row["instruction_list"] for row in rows] == [[[s.parts["prompt.txt"].decode()]] for s in own]
        listed = eval("{" + (folder / split / "dataset_info.py").read_text() + "}")
        assert listed["unified_edit"][f"cavendish_{split}"]["num_total_samples"] == len(own)
        told = yaml.safe_load((folder / split / "bagel.yaml").read_text())["unified_edit"]
        assert told["image_transform_args"]["min_image_size"] == 16, "no short side is enlarged"


def test_energon_gets_our_own_tars(built: Path, tmp_path: Path) -> None:
    folder = export(built, tmp_path / "energon", "energon")
    parts = yaml.safe_load((folder / ".nv-meta/split.yaml").read_text())["split_parts"]
    assert set(parts) == {"train", "val", "test"}
    for name in [*parts["train"], *parts["val"]]:
        assert digest(folder / name) == digest(built / name)
    compile((folder / "cooker.py").read_text(), "cooker.py", "exec")
    assert yaml.safe_load((folder / ".nv-meta/dataset.yaml").read_text())["__class__"] == "CrudeWebdataset"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def folders(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(built, tmp_path_factory.mktemp("folders") / "out", "folders")


def test_folders_hold_the_very_bytes_under_names_of_one_width(folders: Path, samples: Samples) -> None:
    for split, own in samples.items():
        for number, sample in enumerate(own):
            name = f"{number:08d}"
            assert (folders / split / "input" / f"{name}.png").read_bytes() == sample.parts["image.png"]
            assert (folders / split / "target" / f"{name}.png").read_bytes() == sample.parts["target.png"]
            assert (folders / split / "target" / f"{name}.txt").read_bytes() == sample.parts["prompt.txt"]
        assert len(list((folders / split).glob("*/*"))) == 3 * len(own)


def test_captions_fall_into_no_known_trap(folders: Path) -> None:
    for path in folders.glob("*/target/*.txt"):
        text = path.read_bytes().decode()
        assert text == text.strip()
        assert text
        assert len(text.splitlines()) == 1


SIDE_FILES = {
    "diffsynth.jsonl": ("edit_image", "prompt", "image"),
    "diffsynth-kontext.jsonl": ("kontext_images", "prompt", "image"),
    "musubi.jsonl": ("control_path", "caption", "image_path"),
    "omnigen2.jsonl": ("input_images", "instruction", "output_image"),
    "easycontrol.jsonl": ("source", "caption", "target"),
    "step1x.json": ("ref_image_path", "caption", "target"),
    "qwen_image_finetune.csv": ("path_control", "prompt", "path_target"),
}


def side_rows(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".csv":
        return list(csv.DictReader(path.open(newline="")))
    if path.suffix == ".json":
        return [{"target": target, **row} for target, row in json.loads(path.read_text()).items()]
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.mark.parametrize("name", SIDE_FILES)
def test_side_files_lead_to_image_prompt_and_target(folders: Path, samples: Samples, name: str) -> None:
    for split, own in samples.items():
        base = folders / split
        rows = []
        for row in side_rows(base / name):
            image, prompt, target = (row[column] for column in SIDE_FILES[name])
            image = image[0] if isinstance(image, list) else image
            rows.append({"i": (base / image).read_bytes(), "p": prompt, "t": (base / target).read_bytes()})
            if not name.startswith("diffsynth"):
                assert Path(image).is_absolute()
        assert_same(rows, own, ("i", "p", "t"))


def test_configurations_can_be_read_and_point_here(folders: Path) -> None:
    base = folders / "train"
    toolkit = yaml.safe_load((base / "ai-toolkit.yaml").read_text())["datasets"][0]
    tuner = json.loads((base / "simpletuner.json").read_text())
    for target, control in (
        (toolkit["folder_path"], toolkit["control_path"]),
        (tuner[0]["instance_data_dir"], tuner[1]["instance_data_dir"]),
    ):
        names = [sorted(path.name for path in Path(folder).glob("*.png")) for folder in (target, control)]
        assert names[0] == names[1] != []
    musubi = tomllib.loads((base / "musubi.toml").read_text())["datasets"][0]
    omnigen = yaml.safe_load((base / "omnigen2.yaml").read_text())["data"][0]
    qwen = yaml.safe_load((base / "qwen_image_finetune.yaml").read_text())["data"]["init_args"]["dataset_path"][0]
    step1x = tomllib.loads((base / "step1x.toml").read_text())["datasets"][0]["subsets"][0]
    for path in (musubi["image_jsonl_file"], omnigen["path"], qwen, step1x["metadata_file"]):
        assert Path(path).is_file()
    for name in ("diffsynth", "easycontrol"):
        assert str(base / f"{name}.jsonl") in (base / f"{name}.sh").read_text()


def test_configurations_keep_targets_at_their_size(folders: Path) -> None:
    """Of 64 × 48 pixels: 3072 of them, which a square of 56 × 56 = 3136 holds and one of 55 × 55 = 3025 does not."""
    base = folders / "train"
    assert yaml.safe_load((base / "ai-toolkit.yaml").read_text())["datasets"][0]["resolution"] == 56
    musubi, flux, step1x = (
        tomllib.loads((base / f"{name}.toml").read_text()) for name in ("musubi", "musubi-flux", "step1x")
    )
    assert [each["datasets"][0]["resolution"] for each in (musubi, flux, step1x)] == [[56, 56]] * 3
    assert [each["general"]["bucket_no_upscale"] for each in (musubi, flux)] == [True, True]
    assert (step1x["datasets"][0]["bucket_no_upscale"], step1x["datasets"][0]["max_bucket_reso"]) == (True, 64)
    assert [each["resolution"] for each in json.loads((base / "simpletuner.json").read_text())] == [64, 64]
    qwen = yaml.safe_load((base / "qwen_image_finetune.yaml").read_text())["data"]["init_args"]
    assert qwen["processor"]["init_args"]["multi_resolutions"] == [3072]
    assert "--max_pixels 3072\n" in (base / "diffsynth.sh").read_text()
    assert "--noise_size 512 --cond_size 512\n" in (base / "easycontrol.sh").read_text()
    assert "must be 3072 or more" in (base / "omnigen2.yaml").read_text()


def test_images_are_enlarged_where_their_model_wants_it_alone(folders: Path) -> None:
    base = folders / "train"
    qwen, flux = (
        tomllib.loads((base / f"{name}.toml").read_text())["datasets"][0] for name in ("musubi", "musubi-flux")
    )
    assert (qwen["control_resolution"], flux["no_resize_control"]) == ([1024, 1024], True)
    assert {"no_resize_control"} == flux.keys() - qwen.keys()
    assert qwen["cache_directory"] != flux["cache_directory"], "what is cached differs"
    rows = side_rows(base / "diffsynth.jsonl")
    assert {row["edit_image_auto_resize"] for row in rows} == {False}
    assert '--extra_inputs "edit_image,edit_image_auto_resize"' in (base / "diffsynth.sh").read_text()
    assert "--zero_cond_t" in (base / "diffsynth.sh").read_text()


CHECKED = re.compile(r"Checked with ([\w.]+(?: \([0-9a-f]{7}\))?|[0-9a-f]{7} \(\d{4}-\d\d-\d\d\))\.")


@pytest.mark.parametrize("path", sorted(SNIPPETS.glob("folders/*")), ids=lambda path: path.stem)
def test_every_configuration_says_which_version_it_was_checked_with(path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs/training.md").read_text()
    if path.name == "simpletuner.json.in":  # JSON has no comments
        assert "| SimpleTuner | 4.8.0 (bc8e6ab) |" in page
        return
    found = CHECKED.search(path.read_text())
    assert found
    assert f"| {found[1]} |" in page


@pytest.mark.parametrize("to", ["folders", "hf", "imagefolder", "bagel", "energon"])
def test_an_export_that_was_stopped_goes_on(built: Path, tmp_path: Path, to: str) -> None:
    whole, stopped = export(built, tmp_path / "whole", to), tmp_path / "stopped"
    next(export_shards(open_export(built, stopped, to)))
    again = open_export(built, stopped, to)
    assert len(again.pending) == len(again.sources) - 1
    list(export_shards(again))
    assert contents(stopped) == contents(whole)
    assert open_export(built, stopped, to).pending == ()


def contents(folder: Path) -> dict[str, str]:
    """Return the digest of every file, with the folder's own name taken out of texts."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != STATE]
    own = str(folder).encode()
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes().replace(own, b"DIR")).hexdigest()
        for path in files
    }


def test_a_folder_with_another_export_is_refused(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = export(built, tmp_path / "out", "bagel")
    assert cavendish("export", str(built), str(folder), "--to", "hf") == 2
    assert "holds an export of" in capsys.readouterr().err
