"""The command about this machine."""

from __future__ import annotations

import json

from ..terminal.console import print_table
from .options import AsJson


def doctor(as_json: AsJson = False) -> None:
    """Say what this machine can render with.

    Example: cavendish doctor --json
    """
    from ..render.doctor import examine

    facts = examine()
    print(json.dumps(facts)) if as_json else print_table("this machine", facts)
