#!/bin/sh
# What the packages are made from is of one version, and well formed.
. "${0%/*}/lib.sh"

version=$(cat "$ROOT/VERSION")
spec=$ROOT/contrib/rpm/jira-filters.spec
it 'the Debian package is of the version of the tree' \
    grep -q "^jira-filters ($version) " "$ROOT/contrib/debian/changelog"
it 'so is the RPM' grep -qx "Version: *$version" "$spec"
it 'and that of Alpine Linux' \
    grep -qx "pkgver=$version" "$ROOT/contrib/alpine/APKBUILD"

# apkbuild: what abuild would do with the file, step by step.
apkbuild() {
	# shellcheck disable=SC2016 # they are its own
	run sh -euc '. "$0"; pkgdir=$1; shift; "$@"' \
	    "$ROOT/contrib/alpine/APKBUILD" "$PWD/pkg" "$@"
}
for tool in make amove; do
	printf '#!/bin/sh\necho "%s $*"\n' $tool >$tool
	chmod +x $tool
done
mkdir -p pkg/usr/lib
PATH=$PWD:$PATH
apkbuild build
it 'Alpine builds' prints 'make PREFIX=/usr'
apkbuild check
it 'tests' prints 'make check'
apkbuild package
it 'and installs' prints "make install DESTDIR=$PWD/pkg PREFIX=/usr"
it 'nothing for systemd' [ ! -e pkg/usr/lib ]
for part in ansible puppet; do
	apkbuild "_$part"
	it "and splits what is for $part from it" prints "amove usr/share/$part"
done
rm make amove

if ! command -v rpmlint >/dev/null || ! command -v rpmbuild >/dev/null; then
	echo '# no RPM: rpmlint or rpmbuild is not installed'
	finish
	exit
fi
run rpmlint "$spec"
it 'rpmlint finds no error in the spec' prints_like '0 errors'
mkdir -p rpm/SOURCES
ln -s "$ROOT" "jira-filters-$version"
tar -chzf "rpm/SOURCES/jira-filters-$version.tar.gz" --exclude build \
    --exclude .git --exclude node_modules "jira-filters-$version"
if [ -n "${SOAK-}" ]; then
	# Debian's rpm knows none of the macros of systemd.
	run rpmbuild --define "_topdir $PWD/rpm" --nodeps -bb \
	    --define "_unitdir /usr/lib/systemd/system" \
	    --define "_sysusersdir /usr/lib/sysusers.d" "$spec"
	it 'the RPM is made' exits 0
	# Who built it says the rest; and Ansible wants those modules so.
	rpmlint rpm/RPMS/*/*.rpm | grep ' E: ' | grep -v -e no-signature \
	    -e no-packager-tag -e no-group-tag \
	    -e 'non-executable-script .*/plugins/modules/' >../out
	it 'rpmlint finds no error in it' prints_nothing
	run rpm -qlp rpm/RPMS/*/*.rpm
	for source in "$ROOT"/bin/*.c; do
		name=${source##*/} name=${name%.c}
		it "brings $name" prints_like "/usr/bin/$name"
	done
else
	run rpmbuild --define "_topdir $PWD/rpm" --nodeps -bp "$spec"
	it 'the RPM unpacks' exits 0
fi
finish
