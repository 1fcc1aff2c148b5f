"""What was written is read by the libraries that people use."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import webdataset
import yaml
from PIL.Image import Image

from cavendish.pipeline.codecs import depth
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.dataset.keys import IMAGES, PARTS, ViewKey
from cavendish.pipeline.dataset.truth import read_truth

# webdataset leaves its tar files to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")


def samples(built: Path, split: str) -> list[tuple[Image, str, Image, dict]]:
    urls = str(built / read_manifest(built).splits[split].urls)
    data = webdataset.WebDataset(urls, shardshuffle=False).decode("pil")
    return list(data.to_tuple(*((IMAGES[0], *PARTS)[i] for i in (0, 2, 1, 3))))


@pytest.mark.parametrize("split", ["train", "val"])
def test_webdataset_reads_every_sample(built: Path, split: str) -> None:
    read = samples(built, split)
    assert len(read) == read_manifest(built).splits[split].samples
    for image, prompt, target, meta in read:
        assert (image.mode, image.size, target.mode, target.size) == ("RGB", (64, 48)) * 2
        assert prompt == meta["prompt"] == prompt.strip()
        assert "\n" not in prompt


def test_metadata_have_one_flat_schema(built: Path) -> None:
    metas = [meta for split in ("train", "val") for *_, meta in samples(built, split)]
    schemas = {tuple((name, type(value)) for name, value in meta.items()) for meta in metas}
    assert len(schemas) == 1
    assert {kind for _, kind in schemas.pop()} <= {str, int, float}
    assert len({meta["key"] for meta in metas}) == len(metas)


def test_neighbours_differ(built: Path) -> None:
    scenes = [meta["scene"] for *_, meta in samples(built, "train")]
    assert sum(a != b for a, b in pairwise(scenes)) >= 3


def test_three_lines_turn_a_depth_target_into_points(built: Path) -> None:
    truth = dict(read_truth((built / "truth/train-000000.h5").read_bytes()))
    for _, _, target, meta in samples(built, "train"):
        if meta["task"] != "depth":
            continue
        camera = json.loads(meta["camera"])
        depth_m = depth.decode(np.asarray(target), **json.loads(meta["codec_parameters"]))
        v, u = np.indices(depth_m.shape) + 0.5
        points = np.stack([u, v, np.ones_like(u)], -1) @ np.linalg.inv(camera["intrinsics"]).T * depth_m[..., None]

        frame = truth[ViewKey(meta["scene"], meta["view"])]
        surface = np.isfinite(depth_m) & np.isfinite(frame.depth_m)
        expected = (frame.camera.rays() * [1, -1, -1])[surface] * frame.depth_m[surface][:, None]
        np.testing.assert_allclose(points[surface], expected, rtol=0.05, atol=0.05)


def test_the_card_names_the_files_of_each_split(built: Path) -> None:
    _, header, text = (built / "README.md").read_text().split("---\n", 2)
    (config,) = yaml.safe_load(header)["configs"]
    assert config["data_files"] == [{"split": "train", "path": "train/*.tar"}, {"split": "val", "path": "val/*.tar"}]
    assert "train/train-{000000..000000}.tar" in text
