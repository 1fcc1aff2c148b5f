"""The RayJob: every field is one that KubeRay's or Kubernetes' API has, and what belongs together agrees."""

import copy
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from .commands import DEPLOY, in_comments, parsed

FILE = DEPLOY / "rayjob.yaml"
JOB = yaml.safe_load(FILE.read_text())
ROOT = Path(__file__).parents[2]

# The fields of the objects that we use, of ray.io/v1 as of KubeRay 1.5.1 and of a Pod. FREE: any names are allowed.
FREE: set[str] = set()
POD = {
    "": {"metadata", "spec"},
    ".spec": {"containers", "volumes", "restartPolicy", "serviceAccountName", "tolerations", "nodeSelector"},
    ".spec.containers": {"name", "image", "ports", "resources", "volumeMounts", "env", "envFrom", "securityContext"},
    ".spec.containers.ports": {"name", "containerPort", "protocol"},
    ".spec.containers.resources": {"limits", "requests"},
    ".spec.containers.resources.limits": FREE,
    ".spec.containers.volumeMounts": {"name", "mountPath", "readOnly", "subPath"},
    ".spec.volumes": {"name", "configMap", "secret", "emptyDir", "persistentVolumeClaim"},
    ".spec.volumes.configMap": {"name", "items", "optional"},
    ".spec.tolerations": {"key", "operator", "value", "effect"},
}
JOB_SPEC = {"entrypoint", "backoffLimit", "shutdownAfterJobFinishes", "ttlSecondsAfterFinished", "submitterConfig"}
JOB_SPEC |= {"rayClusterSpec", "submissionMode", "runtimeEnvYAML", "activeDeadlineSeconds", "suspend"}
CLUSTER = {"rayVersion", "authOptions", "enableInTreeAutoscaling", "autoscalerOptions", "headGroupSpec"}
GROUP = {"groupName", "replicas", "minReplicas", "maxReplicas", "rayStartParams", "template", "idleTimeoutSeconds"}
FIELDS = {
    "": {"apiVersion", "kind", "metadata", "spec"},
    ".metadata": {"name", "namespace", "labels"},
    ".spec": JOB_SPEC,
    ".spec.submitterConfig": {"backoffLimit"},
    ".spec.rayClusterSpec": CLUSTER | {"workerGroupSpecs"},
    ".spec.rayClusterSpec.authOptions": {"mode"},
    ".spec.rayClusterSpec.autoscalerOptions": {"version", "idleTimeoutSeconds", "upscalingMode", "resources"},
    ".spec.rayClusterSpec.headGroupSpec": {"rayStartParams", "template", "serviceType"},
    ".spec.rayClusterSpec.workerGroupSpecs": GROUP,
}
for group in ("headGroupSpec", "workerGroupSpecs"):
    FIELDS[f".spec.rayClusterSpec.{group}.rayStartParams"] = FREE
    FIELDS |= {f".spec.rayClusterSpec.{group}.template{path}": fields for path, fields in POD.items()}


def strangers(value: Any, path: str = "") -> Iterator[str]:
    """Yield the fields that the table does not have."""
    if isinstance(value, list):
        for item in value:
            yield from strangers(item, path)
    elif isinstance(value, dict):
        allowed = FIELDS.get(path)
        for name, item in value.items():
            if allowed is None or (allowed and name not in allowed):
                yield f"{path}.{name}"
            yield from strangers(item, f"{path}.{name}")


def containers() -> list[dict[str, Any]]:
    cluster = JOB["spec"]["rayClusterSpec"]
    pods = [group["template"] for group in (cluster["headGroupSpec"], *cluster["workerGroupSpecs"])]
    return [container for pod in pods for container in pod["spec"]["containers"]]


def test_every_field_is_known() -> None:
    assert (JOB["apiVersion"], JOB["kind"]) == ("ray.io/v1", "RayJob")
    assert list(strangers(JOB)) == []


def test_a_misspelt_field_would_be_found() -> None:
    wrong = copy.deepcopy(JOB)
    wrong["spec"]["rayClusterSpec"]["workerGroupSpecs"][0]["maxReplica"] = 3
    wrong["spec"]["rayClusterSpec"]["headGroupSpec"]["template"]["spec"]["volumes"][0]["configmap"] = {}
    assert [name.rpartition(".")[2] for name in strangers(wrong)] == ["configmap", "maxReplica"]


def test_volumes_are_mounted_by_their_names() -> None:
    spec = JOB["spec"]["rayClusterSpec"]["headGroupSpec"]["template"]["spec"]
    assert [mount["name"] for mount in spec["containers"][0]["volumeMounts"]] == [v["name"] for v in spec["volumes"]]
    assert parsed(JOB["spec"]["entrypoint"])["recipe"].startswith(spec["containers"][0]["volumeMounts"][0]["mountPath"])


def test_as_many_workers_as_there_can_be_gpus() -> None:
    (gpus,) = JOB["spec"]["rayClusterSpec"]["workerGroupSpecs"]
    build = parsed(JOB["spec"]["entrypoint"])
    limits = gpus["template"]["spec"]["containers"][0]["resources"]["limits"]
    each = int(limits["nvidia.com/gpu"])
    assert build["cpus_per_worker"] == int(limits["cpu"]) * build["gpus_per_worker"] / each
    assert build["workers"] * build["gpus_per_worker"] == gpus["maxReplicas"] * each
    assert JOB["spec"]["rayClusterSpec"]["headGroupSpec"]["rayStartParams"]["num-cpus"] == "0"


def test_the_status_is_asked_of_the_dataset_that_is_built() -> None:
    (status,) = in_comments(FILE.read_text())
    assert parsed(status)["out"] == parsed(JOB["spec"]["entrypoint"])["out"]


def test_versions_are_those_that_we_test() -> None:
    pins = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text().splitlines() if "==" in line)
    assert JOB["spec"]["rayClusterSpec"]["rayVersion"] == pins["ray"]
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    images = {container["image"] for container in containers()}
    images |= {yaml.safe_load((DEPLOY / "ray-cluster.yaml").read_text())["docker"]["image"]}
    images |= set(re.findall(r"-t (\S+)", (DEPLOY / "Dockerfile").read_text()))
    assert images == {f"REGISTRY/cavendish:{version}"}


@pytest.mark.parametrize("name", ["head", "worker"])
def test_containers_have_limits(name: str) -> None:
    (limits,) = [c["resources"]["limits"] for c in containers() if c["name"] == f"ray-{name}"]
    assert {"cpu", "memory"} <= limits.keys()
