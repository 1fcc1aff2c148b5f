"""Into a dataset's repository on Hugging Face, through its own package. No token is ever shown.

What the repository holds says what is left to do, so the same call goes on wherever an earlier one stopped.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from ...scenes.errors import RequestError, WorkError
from ..terminal.plaintext import one_line
from .publication import Publication, Upload

if TYPE_CHECKING:
    from huggingface_hub import CommitOperationAdd, HfApi
    from huggingface_hub.hf_api import RepoFile

KIND = "dataset"
SHARDS_A_COMMIT = 33  # the hub advises fewer than 100 files; what was sent and not committed is not sent again
DESCRIPTION = "what describes them"
TOKEN = re.compile(r"\bhf_\w+")
SHARD = re.compile(r"[a-z][a-z0-9_]*/[a-z][a-z0-9_]*-[0-9]{6}\.tar")
REFUSED = {
    401: "does not know you: log in with `hf auth login`, or set HF_TOKEN",
    403: "does not let you write there: your token must have the right to, and the name must be yours",
    404: "has no such place, or does not show it to you",
}


def open_hub() -> HfApi:
    """Return the client of the hub, which finds the user's token by itself; raises RequestError where it is missing."""
    try:
        from huggingface_hub import HfApi
        from huggingface_hub.utils.tqdm import disable_progress_bars
    except ImportError:
        raise RequestError("publishing needs huggingface_hub: pip install 'cavendish[publish]'") from None
    disable_progress_bars()  # ours counts shards
    return HfApi(library_name="cavendish")


def upload(work: Publication, api: HfApi, private: bool = False) -> Iterator[tuple[str, int]]:
    """Send what the repository lacks, shard by shard, and yield each name with how many files of it were sent.

    What describes the shards comes last. A new repository is made, `private` or public; one that is there stays as it
    is. Raises RequestError where the hub refuses, or holds another dataset there; WorkError where it fails.
    """
    with _told(work.repo):
        api.create_repo(work.repo, repo_type=KIND, private=private or None, exist_ok=True)
        there = _files(api, work.repo)
    _refuse_others(work, there)
    waiting = iter(work.records)
    while block := tuple(islice(waiting, SHARDS_A_COMMIT)):
        sent: list[CommitOperationAdd] = []
        for record in block:
            ours = _sent(api, work.repo, work.of_shard(record), there)
            sent += ours
            yield record.name, len(ours)
        _commit(api, work.repo, sent, f"Shards up to {block[-1].name}")
    sent = _sent(api, work.repo, work.describing, there)
    _commit(api, work.repo, sent, "Card and manifest")
    yield DESCRIPTION, len(sent)


def _files(api: HfApi, repo: str) -> dict[str, RepoFile]:
    from huggingface_hub.hf_api import RepoFile

    tree = api.list_repo_tree(repo, recursive=True, repo_type=KIND)
    return {entry.path: entry for entry in tree if isinstance(entry, RepoFile)}


def _refuse_others(work: Publication, there: dict[str, RepoFile]) -> None:
    """Raise RequestError where the repository has shards that are not ours: two datasets would be mixed."""
    ours = {upload.path: upload for upload in work.uploads()} if any(map(SHARD.fullmatch, there)) else {}
    for path in filter(SHARD.fullmatch, there):
        if path not in ours or not _is_there(there[path], ours[path]):
            raise RequestError(f"holds another dataset: its {path} is not of {work.root}", "repo", work.repo)


def _is_there(found: RepoFile | None, wanted: Upload) -> bool:
    """Compare with the SHA-256 of a large file, with git's SHA-1 of a small one."""
    if found is None or found.size != wanted.size:
        return False
    return found.lfs.sha256 == wanted.sha256 if found.lfs else found.blob_id == _blob_id(wanted.read())


def _blob_id(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _sent(api: HfApi, repo: str, uploads: Iterable[Upload], there: dict[str, RepoFile]) -> list[CommitOperationAdd]:
    """Send the bytes of large files, and return what is to be committed; small ones go with the commit itself."""
    from huggingface_hub import CommitOperationAdd

    missing = [upload for upload in uploads if not _is_there(there.get(upload.path), upload)]
    operations = [CommitOperationAdd(upload.path, upload.read()) for upload in missing]
    with _told(repo):
        if operations:
            api.preupload_lfs_files(repo, operations, repo_type=KIND)
    return operations


def _commit(api: HfApi, repo: str, operations: list[CommitOperationAdd], message: str) -> None:
    with _told(repo):
        if operations:
            api.create_commit(repo, operations, commit_message=message, repo_type=KIND)


@contextmanager
def _told(repo: str) -> Iterator[None]:
    """Tell in one sentence what the hub, its package or the network says, without tokens."""
    try:
        yield
    except Exception as error:  # whichever the package's client of HTTP raises
        status = getattr(getattr(error, "response", None), "status_code", 0)
        if status in REFUSED:
            raise RequestError(f"the hub {REFUSED[status]} ({status})", "repo", repo) from None
        cause = f"{error}: {error.__cause__}" if error.__cause__ else str(error) or type(error).__name__
        why = one_line(TOKEN.sub("hf_***", cause), 300)
        raise WorkError(f"{repo}: {why}; run the same command again to go on") from None
