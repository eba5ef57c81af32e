#!/bin/sh
# Every program does the same wherever it is started, or says why it cannot:
# whatever the language, the time zone and the clock, without a /dev, with few
# descriptors, with none of the first three.
. "${0%/*}/lib.sh"

jira-keygen -d keys >/dev/null
key=keys/jira_privatekey.pcks8
public=keys/jira_publickey.pem
standin --client "$devops_client"
echo sesame-42 >vault && chmod 600 vault
jq -nc --arg url "$JIRA" '{$url, name: "fred", auth: {type: "basic",
    username: "fred", apiToken: {command: ["/bin/echo", "fred-secret"]}}}' \
    >fred.json
jq -c '.auth.username = "admin" | .auth.apiToken = "admin-secret"' \
    fred.json >admin.json
devops >devops.json
echo '{"pipelineId":"web","buildNumber":1,"displayName":"web","state":
    "successful","url":"https://ci.example.com/1","issueKeys":["DEMO-1"]}' |
    tr -d '\n' >build
echo '{"method":"GET","url":"https://jira.example.com/rest?I=1,5"}' >request
jira-oauth1-sign -k k -f $key -o json https://jira.example.com/ >signed
jira-seal --vault-password-file vault -p .a <<-'END' >sealed
	{"a": "first-secret", "b": "İıIi"}
END
jq -n '[range(2000)] | map({i: "I\(.)", f: (. + 0.5)})' >big
mkdir ../from && cp -p big devops.json ../from

# How it ends, what it reads, and the command.
cat >../calls <<END
0 $key jira-keygen --public
0 /dev/null jira-keygen -d keys -n
0 request jira-oauth1-sign -k k -f $key -N 1 -T 1
0 signed jira-oauth1-verify -f $public
0 big jira-cfg-merge -e .[0].f+=1
0 /dev/null jira-cfg-merge -i big -s .[0].f:2.25
0 /dev/null jira-conn show ./fred.json
0 /dev/null jira-conn --as curl -c ./admin.json
0 sealed jira-seal -u --vault-password-file vault
1 sealed jira-seal -n --vault-password-file vault -p .b
0 big jira-issue-keys
0 /dev/null jira-token -c ./fred.json check
0 /dev/null jira-probe -c ./fred.json
0 /dev/null jira-request -c ./fred.json -o page /rest/api/2/myself
0 /dev/null jira-request -c ./fred.json --items -q .key /rest/api/2/search
0 build jira-submit -c ./devops.json builds
1 build jira-submit -c ./devops.json --dry-run builds
0 /dev/null jira-applink -c ./admin.json --absent --consumer-key k
END

# each judge command ...: run every call by that command, where all is as it was
# at first, and have it judged.  Who is found wrong is in ../wrong.
each() {
	judge=$1
	shift
	n=0
	: >../wrong
	while read -r ends input call; do
		n=$((n + 1))
		rm -f page && cp -p ../from/* .
		# shellcheck disable=SC2086 # its words
		run "$@" $call <"$input"
		# How the clocks differ is not the program's doing.
		case $call in
		jira-probe*) sed -i 's/"clock":{[^}]*}//' ../out ;;
		esac
		$judge || echo "$call: $status: $(head -n 1 ../err)" >>../wrong
	done <../calls
	cp ../wrong ../out
}
remember() {
	cp ../out ../out.$n
	cp big ../big.$n
	exits "$ends" && is_quiet
}
does() { exits "$ends" && cmp -s ../out ../out.$n && cmp -s big ../big.$n; }

# What it lacks is told of; a file is then as it was, or as it ought to be.
fails() {
	case $status in
	66 | 74 | 75) cmp -s big ../big.$n || cmp -s big ../from/big ;;
	*) false ;;
	esac
}
excuses='Bad file d|File too la|Is a dir|/dev/null: No such|out of memory'
tells() {
	does || { fails &&
	    complains_like "^jira-[a-z0-9-]*: (.*: )?($excuses)"; }
}
# Nobody hears it.
ends() { does || fails; }
# Or it is the loader that tells.
starts() { tells || { exits 127 && complains_like 'shared lib'; }; }

# wherever sentence judge command ...
wherever() {
	sentence=$1
	shift
	each "$@"
	it "$sentence" prints_nothing
}
surround() { /usr/bin/python3 -S "$ROOT/t/surround.py" "$@"; }
limited() {
	sh -c 'ulimit "$1" "$2"; shift 2; exec "$@"' sh "$@"
}

wherever 'does what it says' remember env
wherever 'does it again' does env

# What it inherits.
bare() {
	program=$(command -v "$1")
	shift
	env -i "$program" "$@"
}
wherever 'needs nothing of its environment' does bare
for zone in '<+14>-14' ../../etc/passwd; do
	wherever "does not ask for the time zone: $zone" does env TZ="$zone"
done
# The C library loses $LOCPATH when another asks for it, which sanitizers tell.
locales=
for name in tr_TR de_DE; do
	[ -z "${SAN-}" ] && mkdir -p ../locales &&
	    localedef -i $name -f UTF-8 ../locales/$name.UTF-8 2>/dev/null &&
	    locales="$locales $name.UTF-8"
done
foreign() { env LOCPATH="$top/locales" LC_ALL="$name" "$@"; }
[ -n "$locales" ] || echo '# in no other language: no localedef, or SAN'
for name in $locales; do
	foreign locale -k decimal_point >../is
	it "is in $name" grep -q '","' ../is
	wherever "does not ask for the language: $name" does foreign
done
for mask in 0 777; do
	wherever "does not ask for the umask: $mask" does \
	    sh -c "umask $mask; exec \"\$@\"" sh
done
wherever 'does so with all signals blocked' does surround blocked
wherever 'notices the end of a command where nobody wants to' does \
    surround heedless
wherever 'waits for what does not block' does surround nonblocking

# The clock, which begins at the beginning where nothing keeps it.
for clock in "1:-$(($(date +%s) - 86400))" 2:-7200 2:7200 3:31536000; do
	wherever "does so when the clock is set: $clock" does \
	    env CLOCK="$clock" LD_PRELOAD="$BUILD/t/fault.so" \
	    ASAN_OPTIONS=verify_asan_link_order=0
done

# Descriptors and files.
for closed in 0 1 '0 1 2'; do
	close=
	for fd in $closed; do
		close="$close $fd>&-"
	done
	case $closed in
	*2) judge=ends ;;
	*) judge=tells ;;
	esac
	wherever "with $closed closed does it or says why" "$judge" \
	    sh -c "exec timeout 60 \"\$@\" $close" sh
	! unshare -m true 2>/dev/null ||
	    wherever "also where there is no /dev/null" "$judge" \
		unshare -m sh -c "mount -t tmpfs none /dev;
		exec timeout 60 \"\$@\" $close" sh
done
wherever 'notices that a file cannot grow' tells surround full
wherever 'gets by with twenty descriptors' does limited -n 20

# The sanitizers need it all.
if [ -z "${SAN-}" ]; then
	wherever 'gets by with a quarter of a megabyte of stack' does \
	    limited -s 256
	for memory in 19 22; do
		wherever "with $memory megabytes of memory does it or says why" \
		    starts limited -v ${memory}000
	done
	! unshare -m true 2>/dev/null || wherever 'gets by without /proc' does \
	    unshare -m sh -c 'umount -l /proc; exec "$@"' sh
fi
finish
