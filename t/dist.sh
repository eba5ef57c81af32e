#!/bin/sh
# Make the archive of a release, or of another commit: the same bytes of the
# same commit, wherever and whenever.
#
#	dist.sh version [commit]
set -eu

version=$1
if [ $# -eq 1 ] &&
    [ "$(git describe --tags --exact-match 2>/dev/null)" != "v$version" ]; then
	echo "dist: HEAD is not tagged v$version" >&2
	exit 1
fi
mkdir -p build
git archive --prefix="jira-filters-$version/" "${2-HEAD}" | gzip -9n \
    >"build/jira-filters-$version.tar.gz"
