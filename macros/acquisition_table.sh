#!/bin/sh
# What methods gain over bicubic on real acquisitions: each folder of images is degraded in twelve ways (as published, binning, blur,
# photon noise, read noise, and all of it), enlarged by bicubic and the models, and scored. Leaves in the folder of results the scores
# of each folder and acquisition (cells-photons100.csv, ...) and, per scale, gains.md: mean gain in PSNR over bicubic in dB.
#
#   sh acquisition_table.sh /data/results 2 auto,edsr-natural-x2 /data/cells /data/brains
#
# Killed, it goes on when the same line is run again. SUPERRES is the folder of the distribution; without it, the one that this file
# lies in.
set -eu

if [ $# -lt 4 ]; then
	echo "usage: sh acquisition_table.sh RESULTS SCALE MODELS FOLDER..." >&2
	exit 2
fi
results=$1
scale=$2
models=$3
shift 3
superres=${SUPERRES:-$(CDPATH= cd -P "$(dirname "$0")/.." && pwd)}/bin/superres

acquisitions="ideal:--kernel=bicubic
binning:--kernel=area
sigma1:--kernel=area --sigma=1
sigma1.5:--kernel=area --sigma=1.5
sigma2:--kernel=area --sigma=2
photons1000:--photons=1000
photons100:--photons=100
photons30:--photons=30
photons10:--photons=10
read0.01:--noise=0.01
read0.05:--noise=0.05
all:--kernel=area --sigma=1.5 --photons=100 --noise=0.01"

mkdir -p "$results"
table=$results/gains-x$scale.md
part=$results/.gains-x$scale.part
names=$(echo "$acquisitions" | cut -d: -f1 | tr '\n' '|')
echo "| images | method |${names}" > "$part"
echo "| --- | --- |$(echo "$names" | sed 's/[^|][^|]*/ --- /g')" >> "$part"
for folder in "$@"; do
	set=$(basename "$folder")
	for acquisition in $(echo "$acquisitions" | cut -d: -f1); do
		options=$(echo "$acquisitions" | sed -n "s/^$acquisition://p")
		scores=$results/$set-x$scale-$acquisition.csv
		# shellcheck disable=SC2086 # the options are several words
		[ -f "$scores" ] || "$superres" compare --images "$folder" --scale "$scale" $options \
			--models "bicubic,$models" --csv "$scores" > /dev/null || touch "$part.failed"
		# The last fields are slice, method, scale, psnr, ssim, seconds, megapixels.
		[ ! -f "$scores" ] || sed "1d; s/^/$acquisition,/" "$scores"
	done | awk -F, -v set="$set" -v models="$models" -v names="$names" '
		{ plane = $1; for (i = 2; i < NF - 5; i++) plane = plane FS $i
		  psnr[plane, $(NF - 5)] = $(NF - 3)
		  if (!(plane in from)) { from[plane] = $1; planes[++count] = plane }
		  if ($(NF - 3) == "inf") identical[plane] }
		END {
			m = split(models, model, ","); n = split(names, name, "|") - 1
			for (k = 1; k <= m; k++) {
				line = "| " set " | " model[k] " |"
				for (f = 1; f <= n; f++) {
					sum = 0; number = 0
					for (i = 1; i <= count; i++) {
						plane = planes[i]
						if (from[plane] != name[f] || plane in identical || !((plane, model[k]) in psnr)) continue
						sum += psnr[plane, model[k]] - psnr[plane, "bicubic"]; number++
					}
					line = line (number ? sprintf(" %+.2f |", sum / number) : " |")
				}
				print line
			}
		}' >> "$part"
done
mv "$part" "$table"
cat "$table"
if [ -e "$part.failed" ]; then
	rm "$part.failed"
	exit 1
fi
