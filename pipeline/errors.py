"""The two ways to fail: the request was wrong, or the work found or left a fault."""


class RequestError(Exception):
    """What was asked cannot be done: one sentence with what was given and what is allowed. Exit code 2."""


class WorkError(Exception):
    """The work failed or found a fault: one sentence that says where. Exit code 1."""


class StorageError(WorkError, OSError):
    """A file could not be published, and nothing of it is there: one sentence that names it; `errno` says why."""

    def __str__(self) -> str:
        return str(self.strerror)
