#!/bin/sh
# Is the archive of HEAD whole?  Make it, twice; unpack, build, test, install,
# uninstall and clean, and see that nothing is left.
#
#	distcheck.sh version [T=tests]
set -eu

version=$1
shift
archive=jira-filters-$version.tar.gz
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT

fail() {
	echo "distcheck: $*" >&2
	exit 1
}

# left directory: it has to hold no file.
left() {
	find "$1" ! -type d >"$top/left"
	if [ -s "$top/left" ]; then
		cat "$top/left"
		fail 'these are left'
	fi
}

sh t/dist.sh "$version" HEAD
git clone -q . "$top/clone"
(cd "$top/clone" && umask 077 && TZ=Asia/Tokyo sh t/dist.sh "$version" HEAD)
cmp "build/$archive" "$top/clone/build/$archive" ||
    fail 'the archive is not the same each time'

mkdir "$top/as-it-came"
tar -xzf "build/$archive" -C "$top"
tar -xzf "build/$archive" -C "$top/as-it-came"
cd "$top/jira-filters-$version"
make check "$@"
make -s install DESTDIR="$top/root" PREFIX=/usr
for program in "$top"/root/usr/bin/*; do
	PATH="$top/root/usr/bin:$PATH" "$program" --version >/dev/null ||
	    fail "${program##*/}: does not run"
done
make -s uninstall DESTDIR="$top/root" PREFIX=/usr
left "$top/root"
[ -z "$(find "$top/root" -name '*jira*')" ] ||
    fail 'uninstalling leaves directories'
make -s clean
find . -name __pycache__ -prune -exec rm -r {} +
diff -r . "$top/as-it-came/jira-filters-$version" ||
    fail 'building changes the tree'
echo "distcheck: $archive is whole"
