"""The cluster of `ray up`, checked by Ray itself."""

import copy
from typing import Any

import jsonschema
import pytest
import yaml

from .commands import DEPLOY, in_comments, parsed

FILE = DEPLOY / "ray-cluster.yaml"
CONFIG = yaml.safe_load(FILE.read_text())


def check(config: dict[str, Any]) -> dict[str, Any]:
    from ray.autoscaler._private.util import prepare_config, validate_config

    prepared = prepare_config(copy.deepcopy(config))
    validate_config(prepared)
    return dict(prepared)


def test_ray_accepts_it() -> None:
    prepared = check(CONFIG)
    assert prepared["head_start_ray_commands"] == CONFIG["head_start_ray_commands"]
    assert prepared["available_node_types"]["head"]["resources"] == {"CPU": 0, "GPU": 0}


def test_ray_would_refuse_what_is_wrong() -> None:
    with pytest.raises(jsonschema.ValidationError, match="head_node_typ"):
        check(CONFIG | {"head_node_typ": "head"})
    with pytest.raises(ValueError, match="head_node_type"):
        check(CONFIG | {"head_node_type": "brain"})


def test_the_dashboard_stays_at_home() -> None:
    (start,) = [command for command in CONFIG["head_start_ray_commands"] if "ray start" in command]
    assert "--dashboard-host=127.0.0.1" in start


def test_as_many_workers_as_there_can_be_gpus() -> None:
    (build,) = in_comments(FILE.read_text())
    assert parsed(build)["workers"] == CONFIG["available_node_types"]["gpu"]["max_workers"] == CONFIG["max_workers"]
    assert parsed(build)["address"] == "auto"
