#!/bin/bash
# A build on a SLURM cluster, one Ray node on each of the job's nodes:
#   sbatch --nodes 8 --gpus-per-node 4 deploy/slurm.sh recipe.yaml /scratch/rooms [OPTIONS OF cavendish build]
# `cavendish` and `ray` must be on PATH on every node, as in an activated virtual environment on a shared file system.
#SBATCH --job-name=cavendish
#SBATCH --output=%x-%j.log
#SBATCH --ntasks-per-node=1
#SBATCH --exclusive
#SBATCH --mem=0
#SBATCH --no-kill
#SBATCH --requeue
# exclusive: Ray takes a node for its own. no-kill: a lost node costs the shards that it was making, and not the job.
# requeue: a lost first node, which drives the build, starts the job again, and the build goes on where it was.
set -euo pipefail
recipe=${1:?a recipe} out=${2:?a folder or URL for the dataset}
shift 2

gpus=${SLURM_GPUS_ON_NODE:-0}
if [ "$gpus" -gt 0 ]; then
  workers=(--workers $((SLURM_NNODES * gpus)) --gpus-per-worker 1 --cpus-per-worker $((SLURM_CPUS_ON_NODE / gpus)))
else
  workers=(--workers "$SLURM_NNODES" --gpus-per-worker 0 --cpus-per-worker "$SLURM_CPUS_ON_NODE")
fi
# This script runs on the first node, which leads. Where nodes have several networks, name one's address here.
ip=$(hostname --all-ip-addresses | awk '{ print $1 }')
node=(--num-cpus "$SLURM_CPUS_ON_NODE" --num-gpus "$gpus")

export RAY_TMPDIR=/tmp/ray-$SLURM_JOB_ID # /tmp/ray may be another user's
# Others may be on the same network: Ray asks for a token, which lies in ~/.ray for its owner alone.
export RAY_AUTH_MODE=token
(umask 077 && ray get-auth-token --generate >/dev/null)
ulimit -n "$(ulimit -Hn)"

trap 'ray stop --force >/dev/null' EXIT
ray start --head --node-ip-address "$ip" --port 6379 "${node[@]}" >/dev/null
if [ "$SLURM_NNODES" -gt 1 ]; then # the build begins at once, and these nodes join it as they come up
  others=$((SLURM_NNODES - 1))
  srun --nodes=$others --ntasks=$others --ntasks-per-node=1 --cpus-per-task="$SLURM_CPUS_ON_NODE" --relative=1 \
    --kill-on-bad-exit=0 --no-kill ray start --address "$ip:6379" "${node[@]}" --block >/dev/null &
fi
cavendish build "$recipe" "$out" --address auto "${workers[@]}" "$@"
