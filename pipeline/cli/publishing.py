"""The command that hands a dataset on: publish."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenes.errors import RequestError
from ..terminal.console import answers, follow, log, run_through
from ..terminal.plaintext import counted
from .options import AsJson, Jobs, OutArg

if TYPE_CHECKING:
    from huggingface_hub import HfApi

    from ..publishing.publication import Publication


def publish(
    out: OutArg,
    repo: Annotated[str, typer.Argument(metavar="REPO", help="The repository on Hugging Face, OWNER/NAME.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check, list every file, write the card to --card, and send nothing.")
    ] = False,
    card: Annotated[Path | None, typer.Option(help="--dry-run: where the card goes. Default: card.md.")] = None,
    licence: Annotated[
        str, typer.Option(help="Your Creative Commons licence for it, by Hugging Face's name: cc-by-4.0, cc0-1.0 …")
    ] = "",
    private: Annotated[bool, typer.Option("--private", help="A new repository is seen by its owners alone.")] = False,
    without_truth: Annotated[
        bool, typer.Option("--without-truth", help="Leave out truth and records: others can train, and not verify.")
    ] = False,
    i_may: Annotated[
        bool, typer.Option("--i-may", help="Hand on pictures though their licence does not let everybody.")
    ] = False,
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    r"""Put a whole dataset on Hugging Face, with its card. Run again to resume.

    Nothing is sent unless every shard is there, and its bytes are what its record says.

    Names of hosts and folders and what processes printed are left out of records and manifest.

    First: pip install 'cavendish\[publish]', and hf auth login, or set HF_TOKEN.

    Example: cavendish publish out ada/rooms --licence cc-by-4.0 --dry-run
    """
    from ..publishing.hub import open_hub
    from ..publishing.publication import check_all, check_shards, open_publication

    if card and not dry_run:
        raise RequestError(f"publish {out}: --card goes with --dry-run; without it the card goes to {repo}")
    api = None if dry_run else open_hub()
    work = open_publication(out, repo, licence, not without_truth, i_may)
    if not licence:
        log.print("warning: no --licence is given, so the card states none for what you made", markup=False)
    total = len(work.records)
    check_all(follow(check_shards(work, jobs), total, lambda result: f"{result[0]}: {result[1] or 'is whole'}"), out)
    if api:
        _send(work, api, private, as_json)
    else:
        written = card or Path("card.md")
        _write(written, work.card)
        _list(work, written, as_json)


def _send(work: Publication, api: HfApi, private: bool, as_json: bool) -> None:
    from ..publishing.hub import upload

    sent = upload(work, api, private)
    run_through(sent, len(work.records) + 1, lambda each: f"{each[0]}: {counted(each[1], 'files')} sent")
    url = f"{api.endpoint}/datasets/{work.repo}"
    print(json.dumps({"repo": work.repo, "url": url})) if as_json else answers.print(f"{work.root}: {url} holds it")


def _write(card: Path, text: str) -> None:
    from ..dataset.publish import publish

    if card.is_dir():
        raise RequestError("is a folder; name a file", "card", card)
    publish(card.parent, card.name, text.encode())


def _list(work: Publication, card: Path, as_json: bool) -> None:
    files = [{"path": each.path, "bytes": each.size} for each in work.uploads()]
    size = sum(each.size for each in work.uploads())
    if as_json:
        print(json.dumps({"repo": work.repo, "card": str(card), "bytes": size, "files": files}))
        return
    for each in files:
        answers.print(f"{each['bytes']:>15,}  {each['path']}")
    answers.print(f"{counted(len(files), 'files')}, {size / 1e6:,.1f} MB, for {work.repo}; the card is {card}")
