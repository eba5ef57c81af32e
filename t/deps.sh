#!/bin/sh
# Install what building and testing need, if something is missing: print the
# package manager's command, run it (through sudo when not root), and go on.
# With "all", also what some tests and measurements otherwise skip themselves
# without, and the fuzzers' compiler; and where npm is, the packages that
# t/node/ locks.
set -eu
PATH=$PATH:/usr/sbin

all=
[ "${1-}" != all ] || all=yes

ready() {
	for tool in cc make pkg-config openssl prove mandoc jq curl patch git \
	    shellcheck clang-format; do
		command -v "$tool" >/dev/null || return 1
	done
	pkg-config --exists 'libcrypto >= 3.0' libcurl \
	    'libbsd-overlay >= 0.11' || return 1
	echo '#include <jq.h>' | cc -E - >/dev/null 2>&1 || return 1
	/usr/bin/python3 -c 'import oauthlib, cryptography, jwt' 2>/dev/null ||
	    return 1
	[ -n "$all" ] || return 0
	for tool in chromium chromedriver clang strace ansible-vault nginx \
	    h2load fish zsh \
	    $(! command -v apt-get >/dev/null || echo dh lintian puppet wrk \
		rpmlint ansible-lint pycodestyle yamllint); do
		command -v "$tool" >/dev/null || return 1
	done
	/usr/bin/python3 -c 'import jsonschema' 2>/dev/null
}

packages() {
	[ -n "$all" ] && command -v npm >/dev/null || return 0
	cd "${0%/*}/node"
	! cmp -s package-lock.json node_modules/.of || return 0
	echo "npm ci # in $PWD"
	npm ci
	cp package-lock.json node_modules/.of
}

if ready; then
	packages
	exit 0
elif command -v apt-get >/dev/null; then
	set -- 'apt-get update && DEBIAN_FRONTEND=noninteractive' \
	    apt-get install -y gcc libc6-dev make pkg-config perl mandoc \
	    openssl curl git jq patch shellcheck clang-format \
	    libssl-dev libcurl4-openssl-dev libbsd-dev libjq-dev python3 \
	    python3-oauthlib python3-cryptography python3-jwt \
	    ${all:+chromium chromium-driver clang libclang-rt-dev strace} \
	    ${all:+ansible-core python3-jsonschema nginx-light fish zsh} \
	    ${all:+nghttp2-client wrk} \
	    ${all:+ansible-lint python3-voluptuous pycodestyle yamllint} \
	    ${all:+debhelper dpkg-dev lintian puppet rpm rpmlint}
elif command -v dnf >/dev/null; then
	set -- dnf install -y gcc make pkgconf-pkg-config perl-Test-Harness \
	    mandoc openssl curl git jq patch ShellCheck clang-tools-extra \
	    openssl-devel libcurl-devel libbsd-devel jq-devel python3 \
	    python3-oauthlib python3-cryptography python3-jwt \
	    ${all:+chromium chromedriver clang compiler-rt strace} \
	    ${all:+ansible-core python3-jsonschema nginx fish zsh nghttp2}
elif command -v apk >/dev/null; then
	set -- apk add gcc musl-dev make pkgconf perl-utils mandoc openssl \
	    curl git jq patch shellcheck clang-extra-tools \
	    openssl-dev curl-dev \
	    libbsd-dev jq-dev oniguruma-dev python3 py3-oauthlib \
	    py3-cryptography py3-jwt \
	    ${all:+chromium chromium-chromedriver clang compiler-rt strace} \
	    ${all:+ansible-core py3-jsonschema nginx fish zsh nghttp2}
elif command -v pkg >/dev/null; then
	set -- pkg install -y gmake pkgconf perl5 mandoc openssl curl git jq \
	    hs-ShellCheck llvm libbsd python3 py311-oauthlib \
	    py311-cryptography py311-pyjwt
elif command -v brew >/dev/null; then
	# brew refuses to run as root.
	set -- brew install pkg-config mandoc openssl@3 curl jq shellcheck \
	    clang-format libbsd python3
	echo "$*"
	exec "$@"
else
	echo 'deps: something to build or test with is missing; see' \
	    'CONTRIBUTING for the list' >&2
	exit 1
fi

command="$*"
if [ "$(id -u)" -ne 0 ]; then
	command="sudo sh -c '$command'"
fi
echo "$command"
eval "$command"
if ! ready; then
	echo 'deps: something is still missing; see CONTRIBUTING' >&2
	exit 1
fi
packages
