#!/bin/bash
# Enlarges a volume, or runs another step on it, as Slurm jobs: one that makes the plan, an array that fills the blocks,
# and one that finishes the result. Each waits for the one before.
#
#   bash superres_volume.sh 0-63 /data/big.zarr /data/big-x2.zarr --model edsr-microscopy-x2
#
# The first word is the array, as for sbatch; what follows the output are options of superres volume. SBATCH_OPTS go to
# sbatch, as in SBATCH_OPTS='--partition=long --cpus-per-task=8 --mem=16G --time=1-00:00:00'. If an element fails or is
# canceled, the last job is canceled too: run the same line again, and only the missing blocks are filled. An element
# that Slurm requeues continues by itself.
set -euo pipefail

# SUPERRES is the folder of the distribution; without it, superres is looked for on the PATH.
case ${1:-} in
	--stage=*) exec "${SUPERRES:+$SUPERRES/bin/}superres" volume "$@" ;;
esac
if [ $# -lt 3 ]; then
	echo "usage: superres_volume.sh ARRAY IMAGE OUTPUT [OPTIONS]" >&2
	exit 2
fi
array=$1
volume=(--image "$2" --output "$3" "${@:4}")

# Submits this script as the job of a stage; prints the number of the job.
submit() {
	local stage=$1
	shift
	# shellcheck disable=SC2086
	sbatch --parsable --job-name="superres-$stage" --cpus-per-task=4 --mem=8G --time=04:00:00 --requeue \
		--kill-on-invalid-dep=yes ${SBATCH_OPTS:-} "$@" "$0" --stage="$stage" "${volume[@]}"
}

plan=$(submit plan)
blocks=$(submit blocks --array="$array" --dependency="afterok:${plan%;*}")
finish=$(submit finish --dependency="afterok:${blocks%;*}")
echo "submitted: plan ${plan%;*}, blocks ${blocks%;*}, finish ${finish%;*}"
