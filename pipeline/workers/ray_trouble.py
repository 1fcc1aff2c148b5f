"""Why Ray does not start on a machine, and which setting helps: told from what Ray says, which is seldom both."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from ...scenes.errors import WorkError

WITHOUT = "a build with workers 1 needs no Ray"
MOST_SOCKET_BYTES = 107  # of a path, by Linux
SOCKET = "ray/session_0000-00-00_00-00-00_000000_{pid}/sockets/plasma_store"  # in the folder for temporary files
SHORT_PATH = "set RAY_TMPDIR to a folder with a short path, such as /tmp"
HELP = {  # by what Ray, or the system, says; the first that is found
    r"AF_UNIX": SHORT_PATH,
    r"/dev/shm|object store|plasma": (  # noqa: S108
        "give the machine (a container: by shm-size) a larger /dev/shm, or set RAY_OBJECT_STORE_ALLOW_SLOW_STORAGE=1"
    ),
    r"No space left|Read-only file system|Permission denied": (
        "set RAY_TMPDIR to a folder that has space and may be written"
    ),
    r"[Aa]ddress already in use|Failed to bind": (
        "another program has a port that is asked for: unset or change RAY_GCS_SERVER_PORT"
    ),
    r"Resource temporarily unavailable|can't start new thread|Too many open files|Cannot allocate memory": (
        "allow more processes, files and memory (ulimit -u, ulimit -n)"
    ),
    r"[Tt]imed out|overloaded|GCS|node info|raylet": (
        "the machine may be too busy to start it in time: try again when it is less so, or allow more time by "
        "RAY_gcs_server_port_wait_time_s=120"
    ),
}
OF_THIS_MACHINE = tuple(HELP)[:-1]


def check_sockets(environment: Mapping[str, str] = os.environ) -> None:
    """Raise WorkError where the paths of Ray's sockets would be too long, before Ray is loaded to find that out."""
    folder = environment.get("RAY_TMPDIR") or environment.get("TMPDIR") or "/tmp"  # noqa: S108  as Ray chooses
    size = len(os.fsencode(os.path.join(folder, SOCKET.format(pid=os.getpid()))))
    if size > MOST_SOCKET_BYTES:
        raise WorkError(
            f"Ray does not start here: below {folder} its sockets would have paths of {size} bytes, and "
            f"{MOST_SOCKET_BYTES} are the most; {SHORT_PATH}; {WITHOUT}"
        )


def explained(error: Exception) -> str:
    """Return what Ray says in one line, with the setting that helps, if one does."""
    helps = [advice for said, advice in HELP.items() if re.search(said, str(error))][:1]
    return "; ".join([said_by(error), *helps, WITHOUT])


def is_of_this_machine(error: Exception) -> bool:
    """Say whether an error is about this machine, whatever the address of the cluster."""
    return any(re.search(said, str(error)) for said in OF_THIS_MACHINE)


def said_by(error: Exception) -> str:
    """Return what Ray says of an error in one line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip(" ^")]
    return lines[-1][:300] if lines else type(error).__name__
