#!/bin/sh
# The Debian package: made, looked at, and used.
. "${0%/*}/lib.sh"

for tool in dpkg-buildpackage dh lintian; do
	command -v $tool >/dev/null || skip "$tool is not installed"
done
[ -z "${SAN-}" ] || skip 'the package is not instrumented'

version=$(cat "$ROOT/VERSION")
source=jira-filters-$version
mkdir "$source"
tar -C "$ROOT" --exclude ./build --exclude ./.git --exclude ./debian \
    --exclude node_modules --exclude __pycache__ -cf - . | tar -C "$source" -xf -
find "$source" -exec chmod go=u-w {} +

# As contrib/README says.
cd "$source" || exit
cp -r contrib/debian debian
run env DEB_BUILD_OPTIONS=parallel=2 dpkg-buildpackage -us -uc
it 'is made' exits 0
cd ..
it 'is of the version of the tree' \
    [ -e "jira-filters_${version}_$(dpkg --print-architecture).deb" ]
run lintian --allow-root --pedantic ./*.changes
it 'lintian has nothing to say' prints_nothing
it 'but that' exits 0

mkdir root
dpkg-deb -x ./jira-filters_"$version"_*.deb root
for source in "$ROOT"/bin/*.c; do
	name=${source##*/} name=${name%.c}
	run root/usr/bin/"$name" --version
	it "brings $name" prints "$name $version"
	it 'and its page' [ -e "root/usr/share/man/man1/$name.1.gz" ]
done
run dpkg-deb -f ./jira-filters_"$version"_*.deb Depends
it 'wants what it links' prints_like 'libbsd0.*libcurl4.*libjq1.*libssl3'
finish
