"""Whatever a name says, in the files that exports and cards write it is a name, and nothing more."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from cavendish.manifests.records import SplitTotals
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.export.filling import SNIPPETS, Docstring, Value, snippet
from cavendish.pipeline.export.folders import Row, _side_files
from cavendish.pipeline.export.sizes import told_of_sizes
from cavendish.pipeline.report.card import dataset_card

HOSTILE = [
    "$(touch ran)",
    "`touch ran`",
    "'; touch ran; '",
    '"; touch ran; "',
    '"""\nopen("ran", "w")\n"""',
    "a\nb: [c]\n---\nd",
    "\\'\\\"\\n \\",
    "${HOME} $base %s {0}",
    "]]>\n[general]\nx = 1 # é 🙂 \x7f\x01\x85\u2028",
    "|`a`|<b>&",
]
FOLDERS = sorted(path.stem for path in (SNIPPETS / "folders").iterdir())


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("file", FOLDERS)
def test_configurations_of_folders(file: str, name: str, tmp_path: Path) -> None:
    base = tmp_path / name
    text = snippet(f"folders/{file}", base=base, **told_of_sizes([(64, 48)])).decode()
    named = [each for each in strings(file, text, tmp_path) if each.startswith(str(tmp_path))]
    assert named
    assert {each.removeprefix(str(base)).rpartition("/")[0] for each in named} == {""}
    assert not (tmp_path / "ran").exists()


def strings(file: str, text: str, folder: Path) -> list[str]:
    """Return every text in a file, as whoever reads such files reads it."""
    match Path(file).suffix:
        case ".sh":
            return words_of_bash(text, folder)
        case ".json":
            return leaves(json.loads(text))
        case ".toml":
            return leaves(tomllib.loads(text))
        case _:
            return leaves(yaml.safe_load(text))


def words_of_bash(text: str, folder: Path) -> list[str]:
    """Return the arguments that bash makes of a file, which it takes for those of printf."""
    (folder / "arguments.sh").write_text("printf '%s\\0' " + text[text.index("\n--") + 1 :])
    done = subprocess.run(["bash", "arguments.sh"], cwd=folder, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode().split("\0")


def leaves(data: object) -> list[str]:
    if isinstance(data, dict):
        return leaves(list(data.values()))
    if isinstance(data, list):
        return [leaf for each in data for leaf in leaves(each)]
    return [data] if isinstance(data, str) else []


def test_what_bagel_is_told(name: str, tmp_path: Path) -> None:
    facts: dict[str, Value] = {"base": tmp_path / name, "dataset": f"cavendish_{name}", "files": 2, "samples": 3}
    told = yaml.safe_load(snippet("bagel/bagel.yaml", **facts))["unified_edit"]
    assert told["dataset_names"] == [f"cavendish_{name}"]
    assert told["num_used_data"] == [2]
    entry = ast.literal_eval("{" + snippet("bagel/dataset_info.py", **facts).decode() + "}")["unified_edit"]
    assert entry[f"cavendish_{name}"]["data_dir"] == str(tmp_path / name)
    assert entry[f"cavendish_{name}"]["num_total_samples"] == 3


def test_energons_cooker_says_it_in_its_docstring(name: str) -> None:
    words = f"--split-parts {shlex.quote(name)}"
    module = ast.parse(snippet("energon/cooker.py", split_parts=Docstring(words)))
    assert words in str(ast.get_docstring(module, clean=False))
    calm = ast.parse(snippet("energon/cooker.py", split_parts=Docstring("")))
    assert [type(node) for node in module.body] == [type(node) for node in calm.body]


def test_side_files(name: str, tmp_path: Path) -> None:
    row = Row("input/0.png", "target/0.png", name, (64, 48))
    found = _side_files([row], tmp_path)
    for file, data in found.items():
        if file.endswith(".csv"):
            assert [row["prompt"] for row in csv.DictReader(io.StringIO(data.decode(), newline=""))] == [name]
        else:
            assert name in leaves(json.loads(data))


def test_a_carriage_return_adds_no_row(tmp_path: Path) -> None:
    data = _side_files([Row("a", "b", "one\rtwo,three", (64, 48))], tmp_path)["qwen_image_finetune.csv"].decode()
    assert len(list(csv.reader(io.StringIO(data, newline="")))) == 2


def test_the_card(name: str, built: Path) -> None:
    manifest = read_manifest(built)
    totals = manifest.totals.model_copy(update={"tasks": {name: 1}, "rejected": {name: 1}})
    hostile = manifest.model_copy(
        update={
            "splits": {name: SplitTotals.model_construct(shards=1, samples=1, urls=name)},
            "totals": totals,
            "conventions": {name: name},
            "recipe": manifest.recipe.model_copy(update={"name": name, "languages": {name: 1.0}}),
        }
    )
    text = dataset_card(hostile, [], gallery=False)
    _, header, body = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
    content = yaml.safe_load(header)
    assert content["pretty_name"] == name
    assert content["language"] == [name]
    assert content["configs"][0]["data_files"][0]["split"] == name
    tokens, calm = (MarkdownIt().enable("table").parse(each) for each in (body, dataset_card(manifest, [], False)))
    assert {token.type for token in tokens} <= {token.type for token in calm}
    code = next(token.content for token in tokens if token.type == "fence")
    assert f"WebDataset({json.dumps(name)}, " in code
    ast.parse(code)
