#!/bin/sh
# The house stands as it was drawn: floors, links, words and widths.
. "${0%/*}/lib.sh"
ln -s "$ROOT"/* .

# The floors, upwards and from left to right, as CONTRIBUTING lists them.
floors=$(sed -n '/^    ground/,/^$/s/^    [a-z]* *//p' CONTRIBUTING |
    tr -s ' \n' ' ')

# family file: the module that a file of lib/ is a part of: text_scan of text.
family() {
	part=${1#lib/} part=${part%.[ch]}
	while :; do
		case " $floors" in
		*" $part "*) break ;;
		esac
		case $part in
		*_*) part=${part%_*} ;;
		*) break ;;
		esac
	done
	echo "$part"
}

families() {
	for file in lib/*.[ch]; do
		echo "$(family "$file") $file"
	done
}

# Prints each include of a module that does not stand before the includer.
upward() {
	seen=' '
	for module in $floors; do
		seen="$seen$module "
		sed -n "s/^$module //p" ../families | xargs \
		    sed -n 's/^#include "\(.*\)\.h"/\1/p' | sort -u >../included
		while read -r included; do
			case $seen in
			*" $(family "$included") "*) ;;
			*) echo "$module includes $included" ;;
			esac
		done <../included
	done
}

# Prints each module that stands on no floor, or has no file.
listed() {
	while read -r module file; do
		case " $floors" in
		*" $module "*) ;;
		*) echo "$file" ;;
		esac
	done <../families
	for module in $floors; do
		[ -e "lib/$module.c" ] || echo "$module"
	done
}

families >../families
run listed
it 'lists every module on a floor' prints_nothing
run upward
it 'and lets it include only what stands before it' prints_nothing
it 'and read without complaint' is_quiet

# Everything but tool, which may.
quiet() {
	set -- lib/*.c
	for file; do
		shift
		case $file in
		lib/tool.c | lib/tool_option.c) ;;
		*) set -- "$@" "$file" ;;
		esac
	done
	grep -nE '\b(v?f?printf|f?puts|f?putc|putchar|perror|exit)\(' "$@"
	grep -nE '\bv?(err|warn)x?\(' "$@"
}
run quiet
it 'keeps printing and exiting out of lib/, but for tool' prints_nothing

run grep -nE '\b(strcpy|strcat|sprintf|strtok|ato[il]|s?rand|gets)\(' \
    bin/*.c lib/*.c
it 'calls nothing that cannot be called safely' prints_nothing

# links program library ...: these of the three, and no other, are linked.
links() {
	program=$1
	shift
	want=" $* "
	for library in libcrypto libcurl libjq; do
		if ldd "$(command -v "$program")" | grep -q "$library\\."; then
			has=yes
		else
			has=no
		fi
		# libcurl brings libcrypto along.
		case $want in
		*" $library "*) [ $has = yes ] || return 1 ;;
		*) [ $has = no ] || return 1 ;;
		esac
	done
}

it 'jira-keygen links libcrypto only' links jira-keygen libcrypto
it 'jira-oauth1-sign, too' links jira-oauth1-sign libcrypto
it 'jira-oauth1-verify, too' links jira-oauth1-verify libcrypto
it 'jira-conn, too' links jira-conn libcrypto
it 'jira-seal, too' links jira-seal libcrypto
it 'jira-cfg-merge links libjq only' links jira-cfg-merge libjq
it 'jira-issue-keys links none of them' links jira-issue-keys
it 'jira-token links libcurl and libcrypto' \
    links jira-token libcurl libcrypto
it 'jira-applink, too' links jira-applink libcurl libcrypto
it 'jira-probe, too' links jira-probe libcurl libcrypto
it 'jira-submit, too' links jira-submit libcurl libcrypto
it 'jira-request links libjq besides' \
    links jira-request libcurl libcrypto libjq

# In t/*.t a message or a vector that is expected stays on its line.
wide() {
	for file in bin/*.c lib/*.[ch] t/*.c t/*.sh t/*/*.[ch] t/*/*.sh \
	    Makefile; do
		# Bytes that go on a character of UTF-8 take no column.
		expand "$file" | tr -d '\200-\277' | awk -v f="$file" \
		    'length > 80 { print f ":" NR }'
	done
}
run wide
it 'has no line that is wider than 80 columns' prints_nothing

run grep -nE ' +$' bin/*.c lib/*.[ch] t/*.t t/*.sh man/* README NEWS \
    CONTRIBUTING QUIRKS Makefile
it 'has no space at the end of a line' prints_nothing

it 'has a Makefile of at most 140 lines' \
    [ "$(wc -l <Makefile)" -le 140 ]

finish
