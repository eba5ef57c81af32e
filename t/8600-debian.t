#!/bin/sh
# The Debian packages: made, looked at, and used.
. "${0%/*}/lib.sh"

for tool in dpkg-buildpackage dh lintian; do
	command -v $tool >/dev/null || skip "$tool is not installed"
done
[ -z "${SAN-}" ] || skip 'the package is not instrumented'

version=$(cat "$ROOT/VERSION")
tree=jira-filters-$version
mkdir "$tree"
tar -C "$ROOT" --exclude ./build --exclude ./.git --exclude ./debian \
    --exclude node_modules --exclude __pycache__ -cf - . | tar -C "$tree" -xf -
find "$tree" -exec chmod go=u-w {} +

# As contrib/README says.
cd "$tree" || exit
cp -r contrib/debian debian
run env DEB_BUILD_OPTIONS=parallel=2 dpkg-buildpackage -us -uc
it 'is made' exits 0
cd ..
it 'is of the version of the tree' \
    [ -e "jira-filters_${version}_$(dpkg --print-architecture).deb" ]
it 'beside the collection' \
    [ -e "ansible-collection-jira-filters_${version}_all.deb" ]
it 'and the module' [ -e "puppet-module-jira-filters_${version}_all.deb" ]
# A later lintian knows a later policy.
run lintian --allow-root --pedantic -I \
    --suppress-tags out-of-date-standards-version ./*.changes
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

# The others bring the rest of what is installed, and nothing twice.
contents() { dpkg-deb -c "$1" | awk '!/\/$/ { print $6 }' | sort; }
make -s -C "$tree" install DESTDIR="$PWD/all" PREFIX=/usr
(cd all && find . -type f) | sed 's/\(man.*\.[157]\)$/\1.gz/' | sort >../all
for package in ./*.deb; do
	contents "$package"
done | grep -vE '^./usr/(share/(doc|lintian)|lib/debug)/' | sort >../parts
run diff ../all ../parts
it 'all that is installed is in one of them' prints_nothing
run contents ./ansible-collection-*.deb
it 'what Ansible looks for' prints_like \
    '^./usr/share/ansible/collections/ansible_collections/jira/filters/galaxy.yml'
run contents ./puppet-module-*.deb
it 'what Puppet looks for' prints_like \
    '^./usr/share/puppet/modules/jira_filters/metadata.json$'

dpkg-deb -e ./jira-filters_"$version"_*.deb control
run cat control/postinst
it 'makes the user of the timer' prints_like 'systemd-sysusers .*jira\.conf'
it 'and starts nothing' sh -c '! grep -q -e timer -e deb-systemd ../out'
run dpkg-deb -f ./jira-filters_"$version"_*.deb Depends
it 'wants what it links' prints_like 'libbsd0.*libcurl4.*libjq1.*libssl3'
finish
