#!/usr/bin/env bash
# Builds a book with more data than are held in memory, of which its one chapter prints little.
#
#   benches/larger.sh [MILLIONS] [COMMAND…]
#
# MILLIONS of rows (100): 100 areas (or ${AREAS}), 100 years, as many indicators as that makes, in files of 25 million rows. COMMAND is
# run before the program, such as `prlimit --as=…`. Work goes to ${BENCH_DIR:-/tmp/yearbook-bench}/larger.
set -euo pipefail
millions=${1:-100}
shift $(($# > 0 ? 1 : 0))
cd "$(dirname "${BASH_SOURCE[0]}")/.."
areas=${AREAS:-100}
book=${BENCH_DIR:-/tmp/yearbook-bench}/larger/$millions-$areas
# With an example, as in compare.sh: dependencies are then built with the same features, and once.
cargo build --locked --release --quiet --bin yearbook --example workload
if [ ! -f "$book/yearbook.yaml" ]; then
    mkdir -p "$book/data" "$book/templates/chapters"
    {
        printf 'title: 大书\narea: 全国\nyear: 2000\nyears: {from: 1901, to: 2000}\nareas:\n  - 全国\n'
        for area in $(seq 1 $((areas - 1))); do printf '  - {id: a%02d, part_of: 全国}\n' "$area"; done
        printf 'datasets:\n  - {file: data/*.csv, constants: {unit: 万元}}\nchapters:\n  - templates/chapters/c.md\npublish: {observations: false}\n'
    } >"$book/yearbook.yaml.new"
    cat >"$book/templates/chapters/c.md" <<'MD'
---
title: 财政
authors: [某人]
sources: [某局]
---
## 收入

{{ year }}年，全国收入{{ figure(indicator="i00001") }}，比上年{{ growth(indicator="i00001") }}；支出{{ figure(indicator="i00042") }}。
MD
    awk -v indicators="$((millions * 10000 / areas))" -v areas="$areas" -v book="$book" 'BEGIN {
        a_file = 250000 / areas
        for (i = 1; i <= indicators; i++) {
            if ((i - 1) % a_file == 0) {
                file = sprintf("%s/data/%03d.csv", book, int(i / a_file))
                print "indicator,area,year,value" > file
            }
            for (year = 1901; year <= 2000; year++) {
                whole = 0
                for (area = 1; area < areas; area++) {
                    value = 1000 + (i * 7 + area * 13) % 500 + (year - 1900) * (3 + i % 5)
                    whole += value
                    printf "i%05d,a%02d,%d,%d\n", i, area, year, value > file
                }
                printf "i%05d,全国,%d,%d\n", i, year, whole > file
            }
        }
    }'
    mv "$book/yearbook.yaml.new" "$book/yearbook.yaml"
fi
ls -l "$book"/data/*.csv | awk '{ bytes += $5 } END { printf "%d MB of data in %d files\n", bytes / 1e6, NR }'
python3 - "$@" "${CARGO_TARGET_DIR:-target}/release/yearbook" -C "$book" build --no-cache <<'PY'
import os, subprocess, sys, time
start = time.monotonic()
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
wall = time.monotonic() - start
status = os.waitstatus_to_exitcode(status)
print(f"CPU {used.ru_utime + used.ru_stime:.1f} s, wall {wall:.1f} s, peak {used.ru_maxrss / 1024:.0f} MiB, status {status}")
PY
