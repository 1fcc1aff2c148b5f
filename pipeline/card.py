"""The dataset card, OUT/README.md: what the folder holds, in words for people and in a header for Hugging Face."""

from __future__ import annotations

import yaml

from ..manifests import Manifest
from .attribution import shortened

SHEET = "contact-sheet.png"


def dataset_card(manifest: Manifest) -> str:
    """Return the card as Markdown. Its header names the files of each split, so that no split is renamed on loading."""
    recipe, totals = manifest.recipe, manifest.totals
    made = "made of imported ground truth" if recipe.imported else "rendered"
    lines = [
        f"---\n{_header(manifest)}---",
        f"# {recipe.name}",
        f"Prompt / image / target triplets {made} by Cavendish: each target is an RGB picture that decodes back into "
        "metric depth, surface normals or a segmentation.",
        f"![A few views with their depth, normals and instances]({SHEET})",
        _table(
            ("split", "shards", "samples", "files"),
            [(n, s.shards, s.samples, f"`{s.urls}`") for n, s in manifest.splits.items()],
        ),
        _table(("task", "samples"), list(totals.tasks.items())),
        f"{totals.scenes} scenes, {totals.views} views, {totals.bytes / 1e6:.1f} MB.",
    ]
    if totals.rejected:
        lines.append(_table(("rejected because", "views"), list(totals.rejected.items())))
    lines += [
        "## Reading it",
        _reading(manifest),
        "A sample holds `image.png`, `target.png`, `prompt.txt` and `json`. `truth/*.h5` holds the exact numbers.",
        "## Conventions",
        _table(("what", "how"), list(manifest.conventions.items())),
        "## Where it comes from",
        f"Recipe digest `{manifest.recipe_digest}`. `manifest.json` holds the whole recipe and all versions.",
        "\n".join(f"- {line}" for line in shortened(manifest.licences)) or "No third-party assets were used.",
    ]
    return "\n\n".join(lines) + "\n"


def _header(manifest: Manifest) -> str:
    files = [{"split": name, "path": f"{name}/*.tar"} for name, totals in manifest.splits.items() if totals.shards]
    header = {
        "pretty_name": manifest.recipe.name,
        "task_categories": ["image-to-image", "depth-estimation", "image-segmentation"],
        "tags": ["synthetic", "webdataset", "cavendish"],
        "configs": [{"config_name": "default", "data_files": files}],
    }
    return yaml.safe_dump(header, sort_keys=False)


def _reading(manifest: Manifest) -> str:
    urls = next(totals.urls for totals in manifest.splits.values() if totals.urls)
    return (
        "```python\nimport webdataset as wds\n\n"
        f'data = wds.WebDataset("{urls}", shardshuffle=False).decode("pil")\n'
        'for image, prompt, target, meta in data.to_tuple("image.png", "prompt.txt", "target.png", "json"):\n'
        "    ...\n```"
    )


def _table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    cells = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in cells)
