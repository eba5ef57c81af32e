#!/bin/sh
# The house stands as it was drawn: floors, links, words and widths.
. "${0%/*}/lib.sh"
cd "$ROOT" || exit

# The floors, upwards and from left to right, as CONTRIBUTING lists them.
floors=$(sed -n '/^    ground/,/^$/s/^    [a-z]* *//p' CONTRIBUTING |
    tr -s ' \n' ' ')

# Prints each include of a module that does not stand before the includer.
upward() {
	seen=' '
	for module in $floors; do
		for included in $(sed -n 's/^#include "\(.*\)\.h"/\1/p' \
		    "lib/$module.c" "lib/$module.h"); do
			[ "$included" = "$module" ] && continue
			case $seen in
			*" $included "*) ;;
			*) echo "$module includes $included" ;;
			esac
		done
		seen="$seen$module "
	done
}

listed() {
	for header in lib/*.h; do
		module=${header#lib/} module=${module%.h}
		case " $floors" in
		*" $module "*) ;;
		*) echo "$module" ;;
		esac
	done
}

run listed
it 'lists every module on a floor' prints_nothing
run upward
it 'and lets it include only what stands before it' prints_nothing
it 'and read without complaint' is_quiet

run grep -nE '(printf|puts|err|errx|warn|warnx|exit)\(' lib/*.c
grep -vE '^lib/(tool|[a-z0-9_]+)\.c:[0-9]+:.*(snprintf|vsnprintf|asprintf|mem_printf|mem_puts|_exit|when_print|_puts\(|_printf\()' \
    ../out | grep -v '^lib/tool\.c:' >../talk
mv ../talk ../out
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
		if ldd "$BUILD/$program" | grep -q "$library\\."; then
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
it 'jira-token links libcurl and libcrypto' \
    links jira-token libcurl libcrypto
it 'jira-request, too' links jira-request libcurl libcrypto

wide() {
	for file in bin/*.c lib/*.[ch] t/*.[ct] t/*.sh t/*/*.[ch] t/*/*.sh \
	    Makefile; do
		expand "$file" | awk -v f="$file" \
		    'length > 80 { print f ":" NR }'
	done
}
run wide
it 'has no line that is wider than 80 columns' prints_nothing

run grep -nE ' +$' bin/*.c lib/*.[ch] t/*.t t/*.sh man/* README NEWS \
    CONTRIBUTING QUIRKS Makefile
it 'has no space at the end of a line' prints_nothing

it 'has a Makefile of at most 120 lines' \
    [ "$(wc -l <Makefile)" -le 120 ]

finish
