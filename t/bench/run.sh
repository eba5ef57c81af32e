#!/bin/sh
# Run every benchmark beside this file, or the one that is named.
set -eu

dir=$(cd "${0%/*}" && pwd)
if [ $# -gt 0 ]; then
	exec sh "$dir/$1.sh"
fi
for bench in "$dir"/*.sh; do
	[ "$bench" = "$dir/run.sh" ] || sh "$bench"
done
