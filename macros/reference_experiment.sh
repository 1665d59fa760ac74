#!/bin/sh
# The reference experiment: each slice of a T1 brain MRI is shrunk by 2 and by 4, enlarged by bicubic, a network and the
# dictionary, and scored; a photograph is shrunk and enlarged by interpolations. Leaves in the folder of results:
#   mri.csv, mri               PSNR and SSIM of each slice, scale and model; their plots, over the slice index too, and figures
#   resampling.csv             PSNR and SSIM of the photograph by each pair of interpolations; area is the mean of the pixels
#   resampling-area.csv, resampling-area, ...   the same and its plots and figures, by what shrank the photograph
#
#   sh reference_experiment.sh /data/t1.tif /data/photo.png /data/results
#
# More options of superres compare may follow, such as --overwrite. Killed, it goes on when the same line is run again.
set -eu

if [ $# -lt 3 ]; then
	echo "usage: sh reference_experiment.sh MRI PHOTOGRAPH RESULTS [OPTIONS]" >&2
	exit 2
fi
mri=$1
photograph=$2
results=$3
shift 3

# SUPERRES is the folder of the distribution; without it, the one that this file lies in.
superres=${SUPERRES:-$(CDPATH= cd -P "$(dirname "$0")/.." && pwd)}/bin/superres

failed=0
mkdir -p "$results"
"$superres" compare --images "$mri" --scale 2,4 \
	--models bicubic,edsr-natural-x2,wdsr-natural-x4,dictionary-natural-x2,dictionary-natural-x4 \
	--csv "$results/mri.csv" --plots "$results/mri" "$@" || failed=1

echo "kernel,image,slice,method,scale,psnr,ssim,seconds,megapixels" > "$results/resampling.csv"
for kernel in area bicubic lanczos4; do
	scores=$results/resampling-$kernel.csv
	"$superres" compare --images "$photograph" --scale 2 --kernel $kernel --models nearest,bicubic,lanczos4 \
		--csv "$scores" --plots "$results/resampling-$kernel" "$@" || failed=1
	[ ! -f "$scores" ] || sed "1d; s/^/$kernel,/" "$scores" >> "$results/resampling.csv"
done
exit $failed
