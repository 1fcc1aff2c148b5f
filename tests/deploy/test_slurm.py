"""The SLURM script: valid shell, and the right commands on the first node and on the others."""

import os
import subprocess
from pathlib import Path

import pytest

from .commands import DEPLOY, SHELLCHECK, parsed

SCRIPT = DEPLOY / "slurm.sh"
STAND_IN = '#!/bin/sh\necho "$(basename "$0") $*" >> "$CALLS"\n'


def submitted(tmp_path: Path, *arguments: str, build_ends: str = "", **slurm: str) -> list[str]:
    """Run the script with programs that note how they are called, as SLURM would; return the calls."""
    for name in ("ray", "srun", "cavendish"):
        (tmp_path / name).write_text(STAND_IN + (build_ends if name == "cavendish" else ""))
        (tmp_path / name).chmod(0o755)
    (tmp_path / "hostname").write_text("#!/bin/sh\necho 10.7.0.1 192.168.0.1\n")
    (tmp_path / "hostname").chmod(0o755)
    calls = tmp_path / "calls"
    paths = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "CALLS": str(calls), "HOME": str(tmp_path)}
    subprocess.run(["bash", SCRIPT, *arguments], env=paths | {"SLURM_JOB_ID": "7"} | slurm, check=True, timeout=60)
    return calls.read_text().splitlines()


@pytest.mark.parametrize("checker", [["bash", "-n"], [SHELLCHECK]], ids=["bash", "shellcheck"])
def test_the_shell_is_valid(checker: list[str], tmp_path: Path) -> None:
    subprocess.run([*checker, SCRIPT], check=True)
    broken = tmp_path / "broken.sh"
    broken.write_text(SCRIPT.read_text().replace("fi\n", "\n", 1))
    assert subprocess.run([*checker, broken], capture_output=True, check=False).returncode


def test_sbatch_reads_its_options_before_the_first_command() -> None:
    lines = SCRIPT.read_text().splitlines()
    first = next(number for number, line in enumerate(lines) if line and not line.startswith("#"))
    assert lines[0] == "#!/bin/bash"
    assert all(number < first for number, line in enumerate(lines) if line.startswith("#SBATCH"))


def test_every_node_joins_and_every_gpu_gets_a_worker(tmp_path: Path) -> None:
    slurm = {"SLURM_NNODES": "8", "SLURM_CPUS_ON_NODE": "32", "SLURM_GPUS_ON_NODE": "4"}
    joined = 'until grep -q ^srun "$CALLS"; do sleep 0.01; done\n'  # srun runs beside the build
    calls = submitted(tmp_path, "r.yaml", "s3://b/rooms", "--log", "build.jsonl", build_ends=joined, **slurm)
    resources = "--num-cpus 32 --num-gpus 4"
    assert f"ray start --head --node-ip-address 10.7.0.1 --port 6379 {resources}" in calls
    (srun,) = [call for call in calls if call.startswith("srun")]
    assert srun.endswith(f"ray start --address 10.7.0.1:6379 {resources} --block")
    assert {"--nodes=7", "--ntasks=7", "--relative=1", "--cpus-per-task=32", "--kill-on-bad-exit=0"} <= {*srun.split()}
    (build,) = [call for call in calls if call.startswith("cavendish")]
    wanted = {"recipe": "r.yaml", "workers": 32, "gpus_per_worker": 1.0, "cpus_per_worker": 8.0, "address": "auto"}
    assert parsed(build).items() >= wanted.items()
    assert str(parsed(build)["out"]).endswith("b/rooms")
    assert calls[-1] == "ray stop --force"


def test_one_node_without_gpus(tmp_path: Path) -> None:
    calls = submitted(tmp_path, "r.yaml", "out", SLURM_NNODES="1", SLURM_CPUS_ON_NODE="32")
    assert not any(call.startswith("srun") for call in calls)
    (build,) = [call for call in calls if call.startswith("cavendish")]
    assert parsed(build).items() >= {"workers": 1, "gpus_per_worker": 0.0, "cpus_per_worker": 32.0}.items()


def test_a_build_that_fails_fails_the_job(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        submitted(tmp_path, "r.yaml", "out", build_ends="exit 3", SLURM_NNODES="1", SLURM_CPUS_ON_NODE="32")
    assert failed.value.returncode == 3
    assert (tmp_path / "calls").read_text().splitlines()[-1] == "ray stop --force"
