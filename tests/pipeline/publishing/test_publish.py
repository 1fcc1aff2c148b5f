"""`cavendish publish`: a whole dataset goes to the hub, without names of machines, and goes on where it stopped."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cavendish.manifests import FileWarning, Quarantined, Retry, ShardRecord, StorageRetry
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.dataset.verify import verify
from cavendish.pipeline.publishing import hub as hub_module
from cavendish.pipeline.publishing.anonymous import anonymous_manifest, anonymous_record, check_paths
from cavendish.pipeline.publishing.hub import DESCRIPTION, open_hub, upload
from cavendish.pipeline.publishing.publication import Publication, check_shards, open_publication
from cavendish.scenes.errors import RequestError, WorkError

from ...conftest import cavendish
from .local_hub import TOKEN, LocalHub, serving

# what huggingface_hub says of its own use of another package
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")

REPO = "ada/rooms"
SHARDS = ["train-000000", "val-000001"]
DESCRIBING = ["README.md", "contact-sheet.png", "manifest.json", *(f"samples/{place}.png" for place in range(1, 6))]
WHOLE = sorted(
    [
        *(f"{name.partition('-')[0]}/{name}.tar" for name in SHARDS),
        *(f"truth/{name}.h5" for name in SHARDS),
        *(f"records/{name}.json" for name in SHARDS),
        *DESCRIBING,
    ]
)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalHub]:
    monkeypatch.setenv("HF_HUB_DISABLE_XET", "1")
    monkeypatch.setattr("huggingface_hub._commit_api.is_xet_available", lambda: False)  # its servers are not here
    with serving(LocalHub()) as local:
        monkeypatch.setattr(hub_module, "open_hub", local.api)
        yield local


@pytest.fixture(scope="module")
def work(built: Path) -> Publication:
    return open_publication(built, REPO)


def put(files: dict[str, bytes], folder: Path) -> Path:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def test_what_arrives_is_a_dataset_that_verifies(built: Path, hub: LocalHub, tmp_path: Path) -> None:
    assert cavendish("publish", built, REPO, "--licence", "cc-by-4.0") == 0
    assert sorted(hub.files) == WHOLE
    assert verify(put(hub.files, tmp_path / "downloaded")) == []
    assert hub.messages == ["Shards up to val-000001", "Card and manifest"]
    assert not hub.private


def test_it_names_no_host(copied: Path, hub: LocalHub) -> None:
    for path in (copied / "records").iterdir():
        record = ShardRecord.from_bytes(path.read_bytes())
        path.write_bytes(record.model_copy(update={"host": "render-17.farm"}).to_bytes())
    assert cavendish("publish", copied, REPO) == 0
    for name, data in hub.files.items():
        assert b"render-17" not in data, name
        assert str(copied).encode() not in data, name


def test_the_same_command_again_sends_nothing(work: Publication, hub: LocalHub) -> None:
    assert [name for name, _ in upload(work, hub.api())] == [*SHARDS, DESCRIPTION]
    sent, commits = hub.sent, len(hub.messages)
    assert list(upload(work, hub.api())) == [(name, 0) for name in [*SHARDS, DESCRIPTION]]
    assert (hub.sent, len(hub.messages)) == (sent, commits)


def test_it_goes_on_where_it_was_stopped(work: Publication, hub: LocalHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "SHARDS_A_COMMIT", 1)
    hub.commits_left = 1
    with pytest.raises(WorkError, match=r"^ada/rooms: .*run the same command again to go on") as caught:
        list(upload(work, hub.api()))
    assert TOKEN not in str(caught.value)
    assert sorted(hub.files) == ["records/train-000000.json", "train/train-000000.tar", "truth/train-000000.h5"]
    hub.commits_left, sent = 9, hub.sent
    assert list(upload(work, hub.api())) == [(SHARDS[0], 0), (SHARDS[1], 3), (DESCRIPTION, len(DESCRIBING))]
    assert sorted(hub.files) == WHOLE
    pictures = sum(name.endswith(".png") for name in DESCRIBING)
    assert hub.sent - sent == pictures, "tar and truth of the second shard had arrived, and were not yet committed"


def test_another_dataset_is_not_mixed_in(work: Publication, hub: LocalHub) -> None:
    hub.files["train/train-000000.tar"] = b"of another"
    with pytest.raises(RequestError, match=r"^repo ada/rooms: holds another dataset: its train/train-000000\.tar"):
        list(upload(work, hub.api()))
    hub.files = {"train/train-000007.tar": b"of more shards"}
    with pytest.raises(RequestError, match=r"train-000007\.tar"):
        list(upload(work, hub.api()))
    assert hub.messages == []


@pytest.mark.parametrize(("status", "said"), [(401, "hf auth login"), (403, "does not let you write there")])
def test_who_may_not_is_told_how_and_no_token(
    status: int, said: str, built: Path, hub: LocalHub, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.refuses = status
    assert cavendish("publish", built, REPO) == 2
    err = capsys.readouterr().err
    assert said in err
    assert TOKEN not in err


@pytest.mark.parametrize("name", ["rooms", "a/b/c", "../a", "a/b--c", "a/", "https://huggingface.co/a/b", "a/b\n"])
def test_a_name_that_is_none(name: str, built: Path) -> None:
    with pytest.raises(RequestError, match="is not a repository's name; write OWNER/NAME"):
        open_publication(built, name)


def test_without_its_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(RequestError, match=r"pip install 'cavendish\[publish\]'"):
        open_hub()


def test_a_card_without_a_dry_run_is_refused(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("publish", built, REPO, "--card", "card.md") == 2
    assert "--card goes with --dry-run" in capsys.readouterr().err


def test_a_dry_run_lists_every_file_and_asks_nobody(
    built: Path, hub: LocalHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = tmp_path / "card.md"
    assert cavendish("publish", built, REPO, "--dry-run", "--card", card, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    sizes = {each["path"]: each["bytes"] for each in said["files"]}
    assert sorted(sizes) == WHOLE
    assert all(sizes[path] == (built / path).stat().st_size for path in sizes if path.endswith((".tar", ".h5", ".png")))
    assert sizes["README.md"] == card.stat().st_size
    assert said["bytes"] == sum(sizes.values())
    assert hub.requests == []
    assert cavendish("publish", built, REPO, "--dry-run", "--card", card, "--without-truth") == 0
    *listed, total = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in listed] == [path for path in sizes if not path.startswith(("truth", "records"))]
    assert total.startswith("10 files, ")


def test_the_card_says_how_it_is_got_and_whose_it_is(built: Path) -> None:
    card = open_publication(built, REPO, "cc-by-4.0").card
    assert yaml.safe_load(card.split("---\n")[1])["license"] == ["cc-by-4.0"]
    assert 'load_dataset("ada/rooms", split="train", streaming=True)' in card
    assert "hf download ada/rooms --repo-type dataset --local-dir out\ncavendish verify out" in card
    assert "![Picture and target of" in card
    assert "The dataset is published under `cc-by-4.0`. No work of anybody else is shown." in card
    scenes = [json.loads(path.read_bytes())["scenes"] for path in (built / "records").iterdir()]
    things = sum(scene["objects"] for each in scenes for scene in each) / 4
    assert (
        f"| layout | scenes | views | things a scene |\n| --- | --- | --- | --- |\n| shapes | 4 | 8 | {things:.0f} |"
        in card
    )
    assert "cavendish verify out" not in open_publication(built, REPO, with_truth=False).card


def test_a_licence_that_the_hub_has_no_name_for(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("publish", built, REPO, "--licence", "cc-by-9.0", "--dry-run") == 2
    assert "--licence cc-by-9.0: is no licence of Creative Commons (did you mean 'cc-by-" in capsys.readouterr().err


def test_a_missing_shard_is_named(copied: Path, hub: LocalHub, capsys: pytest.CaptureFixture[str]) -> None:
    (copied / "val/val-000001.tar").unlink()
    assert cavendish("publish", copied, REPO) == 1
    assert "1 of 2 shards missing, or without a file or record that is theirs (val-000001)" in capsys.readouterr().err
    assert hub.requests == []


def test_a_damaged_shard_is_named_before_anything_is_sent(
    copied: Path, hub: LocalHub, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copied / "truth/train-000000.h5"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert cavendish("publish", copied, REPO) == 1
    err = capsys.readouterr().err
    assert "nothing was published: 1 shard damaged; train-000000: truth/train-000000.h5 is not what its record" in err
    assert hub.requests == []


def test_other_processes_can_check(work: Publication) -> None:
    sent: Publication = pickle.loads(pickle.dumps(work))
    assert list(check_shards(sent)) == [(name, "") for name in SHARDS]
    assert [each.read() for each in sent.uploads()] == [each.read() for each in work.uploads()]


def changed_manifest(out: Path, change: dict[str, Any]) -> None:
    content = json.loads((out / "manifest.json").read_text())
    (out / "manifest.json").write_text(json.dumps(content | change))


def test_a_manifest_that_is_not_of_its_records(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    totals = json.loads((copied / "manifest.json").read_text())["totals"]
    changed_manifest(copied, {"totals": totals | {"samples": totals["samples"] + 1}})
    assert cavendish("publish", copied, REPO, "--dry-run") == 1
    assert "counts 41 samples, the records 40" in capsys.readouterr().err
    changed_manifest(copied, {"recipe_digest": "0" * 64})
    assert cavendish("publish", copied, REPO, "--dry-run") == 1
    assert "its digest is not that of its recipe" in capsys.readouterr().err


def test_a_record_without_what_it_should_not_tell(built: Path) -> None:
    record = ShardRecord.from_bytes((built / "records/train-000000.json").read_bytes())
    told = record.model_copy(
        update={
            "host": "gpu-07.example.org",
            "quarantined": (
                Quarantined(
                    scene=1,
                    failure="error",
                    tries=2,
                    message="gpu-07 lost /home/ada/rooms/a.blend at 10.0.3.17",
                    stderr="ada@gpu-07",
                    spec='{"path": "/home/ada/rooms/a.blend"}',
                ),
            ),
            "retries": (Retry(scene=0, failure="error", message="the worker of gpu-07.example.org died"),),
            "storage_retries": (StorageRetry(path="a", tries=1, message="/scratch/ada/out: no room"),),
            "warnings": (FileWarning(file="/home/ada/rooms/a.blend", message="lies in ~/rooms/a.blend"),),
            "licences": ("model a/b by Ada (CC0 1.0), from /home/ada/models/b.glb",),
        }
    )
    shown = anonymous_record(told)
    text = shown.to_bytes().decode()
    assert not any(secret in text for secret in ("gpu-07", "home", "10.0.3.17", "ada@", "scratch", "~"))
    assert shown.quarantined[0].message == "… lost …/a.blend at …"
    assert shown.retries[0].message == "the worker of … died"
    assert shown.licences == ("model a/b by Ada (CC0 1.0), from …/b.glb",)
    assert ShardRecord.from_bytes(shown.to_bytes()) == shown, "its checksum is anew"
    kept = {"samples", "tasks", "tar", "truth", "scenes", "views", "platform", "recipe_digest"}
    assert all(getattr(shown, name) == getattr(record, name) for name in kept)


def test_a_manifest_without_hosts(built: Path) -> None:
    manifest = read_manifest(built)
    told = manifest.model_copy(
        update={"warnings": (FileWarning(file="a.blend", message="on a host node-1: version 4.5.1"),)}
    )
    assert anonymous_manifest(told, {"node-1", "host", ""}).warnings[0].message == "on a … …: version 4.5.1"


@pytest.mark.parametrize("path", ["/home/ada/rooms.py", "~/rooms.py", "C:\\rooms.py"])
def test_a_path_that_the_digest_covers_is_refused(path: str, built: Path) -> None:
    recipe = read_manifest(built).recipe.model_copy(update={"code": {"rooms.py": "0" * 64, path: "0" * 64}})
    with pytest.raises(RequestError, match="among its layouts") as caught:
        check_paths(built, recipe)
    assert path in str(caught.value)
