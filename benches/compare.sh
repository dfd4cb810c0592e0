#!/usr/bin/env bash
# Builds one workload with yearbook and with the peers that are installed, side by side, and prints the table.
#
#   benches/compare.sh PEERS SIZE [RUNS]
#
# PEERS is the folder of the peers' scripts (gen.py, floor/, node/, build_polars.py) with their dependencies installed: a venv
# beside gen.py, node_modules in node/, `cargo build --release` in floor/. A peer that is not installed is left out.
# Work goes to ${BENCH_DIR:-/tmp/yearbook-bench}. Whole processes: CPU is user + system; the median of RUNS (3) and [min..max].
set -euo pipefail
peers=$(realpath "$1") size=$2 runs=${3:-3}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=${BENCH_DIR:-/tmp/yearbook-bench}
target=${CARGO_TARGET_DIR:-target}/release
python=$peers/venv/bin/python
[ -x "$python" ] || python=python3
workload=$work/w/$size book=$work/book/$size
mkdir -p "$work/w" "$work/book" "$work/out"

cargo build --locked --release --quiet --bin yearbook --example workload --example compare-pages
[ -f "$workload/data.csv" ] || "$python" "$peers/gen.py" "$size" "$workload" >"$work/gen.log"
rm -rf "$book"
"$target/examples/workload" "$workload" "$book"

# run LABEL BEFORE COMMAND…: BEFORE is run unmeasured ahead of each run. All commands are run in turn, RUNS times over: a machine that is
# slower for a minute is so for all of them.
runs_file=$(mktemp)
trap 'rm -f "$runs_file"' EXIT
run() { printf '%s\0' "$#" "$@" >>"$runs_file"; }

measure() {
    "$python" - "$runs" "$runs_file" <<'PY'
import os, subprocess, statistics, sys, time
words = open(sys.argv[2], encoding="utf-8").read().split("\0")[:-1]
commands = []
while words:
    count = int(words[0])
    commands.append((words[1], words[2], words[3 : count + 1]))
    words = words[count + 1 :]
found = {label: [] for label, _, _ in commands}
for _ in range(int(sys.argv[1])):
    for label, before, command in commands:
        subprocess.run(before, shell=True, check=True)
        start = time.monotonic()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        if status:
            sys.exit(f"{label}: failed with status {status >> 8}")
        found[label].append((used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024))
def shown(values, places):
    return f"{statistics.median(values):.{places}f} [{min(values):.{places}f}..{max(values):.{places}f}]"
for label, all in found.items():
    cpu, wall, peak = zip(*all)
    print(f"| {label} | {shown(cpu, 3)} | {shown(wall, 3)} | {shown(peak, 0)} |", flush=True)
own, floor = found["yearbook, from nothing"], found.get("floor (std, checks nothing)")
if floor:
    ratios = [one[0] / other[0] for one, other in zip(own, floor)]
    print(f"\nfrom nothing to the floor, CPU, turn by turn: {shown(ratios, 1)}; memory {own[0][2] / floor[0][2]:.1f}")
PY
}

printf '| %s | CPU s | wall s | peak MiB |\n|---|---|---|---|\n' "$size"
yearbook=$target/yearbook chapter=$book/templates/chapters/ch001.md
run 'yearbook, from nothing' "rm -rf $book/output $book/.yearbook*" "$yearbook" build -C "$book"
run 'yearbook, one thread' "rm -rf $book/output $book/.yearbook*" env RAYON_NUM_THREADS=1 POLARS_MAX_THREADS=1 "$yearbook" build -C "$book"
run 'yearbook check (nothing drawn or written)' true "$yearbook" check -C "$book" --fail-on error --no-cache
run 'yearbook, nothing changed' "$yearbook build -C $book >$work/log 2>&1" "$yearbook" build -C "$book"
run 'yearbook, one saved template' "sed -i 's/^> 本章节/> 本章/; t; s/^> 本章/> 本章节/' $chapter" "$yearbook" build -C "$book"
run 'yearbook, one changed cell' "sed -i '2{s/1\$/2/;t;s/.\$/1/}' $book/data/data.csv" "$yearbook" build -C "$book"
run 'yearbook check, one saved template' "sed -i 's/^> 本章节/> 本章/; t; s/^> 本章/> 本章节/' $chapter" "$yearbook" check -C "$book" --fail-on error
if [ -x "$peers/floor/target/release/floor" ]; then
    run 'floor (std, checks nothing)' true "$peers/floor/target/release/floor" "$workload" "$work/out/floor_$size"
fi
if [ -d "$peers/node/node_modules" ]; then
    run 'Node: DuckDB, nunjucks, ECharts' true node "$peers/node/build_node.mjs" "$workload" "$work/out/node_$size"
fi
if "$python" -c 'import polars, jinja2, matplotlib, markdown_it' 2>/dev/null; then
    run 'polars, Jinja2, matplotlib' true "$python" "$peers/build_polars.py" "$workload" "$work/out/polars_$size"
fi

measure

"$target/examples/workload" "$workload" "$book"
"$yearbook" build -C "$book" >"$work/log" 2>&1 || { tail -3 "$work/log"; exit 1; }
for peer in floor node polars; do
    out=$work/out/${peer}_$size
    [ -d "$out" ] || continue
    printf '\nagainst %s: ' "$peer"
    "$target/examples/compare-pages" "$book/output/html" "$out"
done
