"""Manifests, records and states that say what is not so, or what no JSON should."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from cavendish.manifests import Recipe

from .dataset_files import LONG, SECRET, one, record_of, written

DEEP = 100_000
Mutation = Callable[[Path, random.Random], None]
FILES = ("manifest.json", "records/*.json", "status.json")
VALUES: tuple[Any, ...] = (
    LONG, -LONG, 2**63, -1, 0, 1e308, float("nan"), float("inf"), "", "../x", "../../sentinel/x", "/", None, True, [],
    {}, [[]], "\x00", "\x1b[2J\x1b]0;x\x07", "\u202e\u2066", "\ud800", "$(touch x)", "'; touch x; '", "x" * 10**6,
    "%s{0}$x", "\n\n# a\n", ["a"] * 1000, {"a": {"b": {}}}, 0.5, "1" * 5000, "depth", [-1], [LONG],
)  # fmt: skip
RAW = {
    "deep": b"[" * DEEP,
    "deep_closed": b"[" * DEEP + b"]" * DEEP,
    "deep_mapping": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "a_list": b"[1, 2]",
    "null": b"null",
    "a_number": b"1" * 100_000,
    "not_utf8": b'{"name": "\xff\xfe"}',
    "with_bom": b"\xef\xbb\xbf{}",
    "utf16": '{"name": 1}'.encode("utf-16"),
    "twice": b'{"a": 1}{"a": 1}',
    "nan": b"NaN",
}


def lied_in(pattern: str, out: Path, rng: random.Random) -> None:
    """Put something else in place of one value."""
    path = one(out, rng, pattern)
    content = record_of(path)
    holder, name = rng.choice(list(places(content)))
    holder[name] = rng.choice(VALUES)
    written(path, content)


def lied_often_in(pattern: str, out: Path, rng: random.Random) -> None:
    path = one(out, rng, pattern)
    content = record_of(path)
    for _ in range(3):
        holder, name = rng.choice(list(places(content)))
        holder[name] = rng.choice(VALUES)
    written(path, content)


def left_out_of(pattern: str, out: Path, rng: random.Random) -> None:
    path = one(out, rng, pattern)
    content = record_of(path)
    holder, name = rng.choice(list(places(content)))
    del holder[name]
    written(path, content)


def renamed_in(pattern: str, out: Path, rng: random.Random) -> None:
    """Give a field another name."""
    path = one(out, rng, pattern)
    content = record_of(path)
    holder, name = rng.choice([(holder, name) for holder, name in places(content) if isinstance(name, str)])
    holder[rng.choice(["", "\x1b[31m", "../x", "a" * 100_000, "__class__"])] = holder.pop(name)
    written(path, content)


def replaced(raw: bytes, pattern: str, out: Path, rng: random.Random) -> None:
    one(out, rng, pattern).write_bytes(raw)


def places(content: Any) -> Any:
    """Yield every place of a JSON value, as what holds it and its name there."""
    items = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for name, value in list(items):
        yield content, name
        yield from places(value)


def in_record(change: Callable[[dict[str, Any], Path], None], out: Path, rng: random.Random) -> None:
    path = one(out, rng, "records/*.json")
    content = record_of(path)
    change(content, out)
    written(path, content)


def path_of(kind: str, target: str) -> Callable[[dict[str, Any], Path], None]:
    """Return what makes a record's file lie elsewhere; TARGET may name OUT's neighbours."""

    def change(content: dict[str, Any], out: Path) -> None:
        content[kind]["path"] = target.format(sentinel=out.parent / "sentinel", secret=SECRET)

    return change


def setting(**values: Any) -> Callable[[dict[str, Any], Path], None]:
    return lambda content, out: content.update(values)


def in_recipe(values: dict[str, Any], out: Path, rng: random.Random) -> None:
    """Change the manifest's recipe, and the digest that all files state, so that it looks whole."""
    del rng
    content = json.loads((out / "manifest.json").read_bytes())
    recipe = content["recipe"] | values
    old = content["recipe_digest"]
    try:
        new = Recipe.model_validate({k: tuple(v) if isinstance(v, list) else v for k, v in recipe.items()}).digest
    except Exception:  # such a recipe has no digest
        new = old
    content |= {"recipe": recipe, "recipe_digest": new}
    written(out / "manifest.json", content)
    for path in out.glob("records/*.json"):
        written(path, record_of(path) | {"recipe_digest": new})


def layout_of_theirs(out: Path, rng: random.Random) -> None:
    sentinel = out.parent / "sentinel"
    code = f"open({str(sentinel / 'ran')!r}, 'w').close()\n".encode()
    (sentinel / "theirs.py").write_bytes(code)
    path = str(sentinel / "theirs.py")
    in_recipe({"layouts": {path: 1.0}, "code": {path: hashlib.sha256(code).hexdigest()}}, out, rng)


def _named(name: str, function: Mutation) -> tuple[str, Mutation]:
    return name, function


STEERING = {
    "split_up": setting(split="../x"),
    "split_absolute": setting(split="/tmp/x"),
    "split_shell": setting(split="$(touch x)"),
    "name_up": setting(name="../../sentinel/x"),
    "shard_huge": setting(shard=LONG),
    "shard_negative": setting(shard=-1),
    "shard_other": setting(shard=1, name="val-000001"),
    "samples_none": setting(samples=0, tasks={}),
    "samples_many": setting(samples=10**9, tasks={"depth": 10**9}),
    "samples_huge": setting(samples=LONG, tasks={"depth": LONG}),
    "tasks_unknown": setting(tasks={"\x1b[31mpaint": 5}),
    "no_scenes": setting(scenes=[], views=[]),
    "views_huge": setting(views=[{"scene": LONG, "view": LONG, "attempt": 0, "rejected": []}]),
    "views_elsewhere": setting(views=[{"scene": 77, "view": 9, "attempt": 0, "rejected": []}]),
    "views_twice": setting(views=[{"scene": 0, "view": 0, "attempt": 0, "rejected": []}] * 2),
    "all_given_up": setting(
        samples=0, tasks={}, views=[], scenes=[],
        quarantined=[{"scene": 0, "failure": "timeout", "message": "\x1b[31m", "tries": 3}],
    ),
    "licences_hostile": setting(licences=["\x1b[31m|<script>|\n`a`", "x" * 10**6]),
    "host_hostile": setting(host="\x1b[31m\nhttp://me:password@host/"),
    "seconds_nan": setting(seconds=float("nan")),
    "seconds_huge": setting(seconds=1e308),
    "tar_absolute": path_of("tar", "{sentinel}/{secret}"),
    "tar_up": path_of("tar", "../sentinel/{secret}"),
    "tar_other_split": path_of("tar", "val/val-000001.tar"),
    "tar_zeros": path_of("tar", "/dev/zero"),
    "tar_url": path_of("tar", "file:///etc/passwd"),
    "tar_nul": path_of("tar", "a\0b"),
    "truth_absolute": path_of("truth", "{sentinel}/{secret}"),
    "truth_up": path_of("truth", "../sentinel/{secret}"),
    "truth_zeros": path_of("truth", "/dev/zero"),
}  # fmt: skip
RECIPES: dict[str, dict[str, Any]] = {
    "scenes_huge": {"scenes": LONG},
    "scenes_many": {"scenes": 10**9},
    "scenes_more": {"scenes": 50},
    "shards_tiny": {"scenes": 10**7, "scenes_per_shard": 1},
    "size_huge": {"resolution": [{"size": [10**6, 10**6], "weight": 1.0}]},
    "size_tiny": {"resolution": [{"size": [16, 16], "weight": 1.0}]},
    "split_name": {"splits": {"../x": 1.0}},
    "split_shell": {"splits": {"$(touch x)": 1.0, "val": 1.0}},
    "splits_other": {"splits": {"test": 1.0}},
    "splits_many": {"splits": {f"s{number}": 1.0 for number in range(20_000)}},
    "split_huge_weight": {"splits": {"train": 1e308, "val": 1e308}},
    "name_hostile": {"name": "\x1b[31mred\n"},
    "layout_missing": {"layouts": {"/nowhere/theirs.py": 1.0}},
    "layout_unknown": {"layouts": {"\x1b[31m": 1.0}},
    "library_missing": {"assets": {"nowhere": "0" * 64}},
    "files_elsewhere": {"files": {"/etc/passwd": "0" * 64}},
    "language_unknown": {"languages": {"xx": 1.0}},
    "seed_huge": {"seed": LONG},
    "tasks_none": {"tasks": {}},
    "tasks_depth": {"tasks": {"depth": {"weight": 1.0}}},
    "imported": {"renderer": "imported", "layouts": {"imported": 1.0}},
    "failed_nan": {"max_failed_fraction": float("nan")},
}
JSON: dict[str, Mutation] = {
    **{
        f"{how.__name__}_{pattern[:3]}": partial(how, pattern)
        for how in (lied_in, lied_often_in, left_out_of, renamed_in)
        for pattern in FILES
    },
    **{f"{name}_for_{pattern[:3]}": partial(replaced, raw, pattern) for name, raw in RAW.items() for pattern in FILES},
    **{f"record_{name}": partial(in_record, change) for name, change in STEERING.items()},
    **{f"recipe_{name}": partial(in_recipe, values) for name, values in RECIPES.items()},
    "layout_of_theirs": layout_of_theirs,
}
