# ansible.sh: the collection of contrib/ansible, played against the stand-in.
# shellcheck shell=sh disable=SC2034,SC2154 # beside lib.sh
#
#	collection		make it known to Ansible in this directory
#	four NAME <task		add to the play: the task that follows its name,
#				looked at, done, done again and looked at again
#	once NAME <task		add it a single time, whether it fails or not
#	play [option ...]	run the play; what its tasks answered is in
#				../answers, and what it printed in ../out
#	same NAME		in look and deed: changed, paths and diff are
#				the same, and then nothing is left to do
#	answer NAME FILTER	the answer to a task, through jq
#
# To start Ansible takes a second, and a task a third of one: put many tasks
# into one play.

collection() {
	command -v ansible-playbook >/dev/null ||
	    skip 'ansible-core is not installed'
	mkdir -p ../collections/ansible_collections/jira
	ln -sf "$ROOT/contrib/ansible" \
	    ../collections/ansible_collections/jira/filters
	cat >../ansible.cfg <<-END
		[defaults]
		collections_path = $top/collections
		gathering = explicit
		home = $top/ansible
		interpreter_python = /usr/bin/python3
		local_tmp = $top/tmp
		remote_tmp = $top/tmp
		retry_files_enabled = False
		[connection]
		pipelining = True
	END
	ANSIBLE_CONFIG=$top/ansible.cfg LC_ALL=C.UTF-8
	PYTHONDONTWRITEBYTECODE=1
	export ANSIBLE_CONFIG LC_ALL PYTHONDONTWRITEBYTECODE
	begin
}

begin() {
	names=
	cat >../play.yml <<-'END'
		- hosts: localhost
		  connection: local
		  gather_facts: false
		  tasks:
	END
}

# A task of a play, with the words that Ansible has for how.
add() {
	printf '    - name: %s\n' "$1"
	sed 's/^/      /' ../task
	printf '      register: %s\n' "$1"
	shift
	for word; do
		printf '      %s: true\n' "$word"
	done
}

remember() {
	for name; do
		names="$names $name"
	done
}

four() {
	cat >../task
	{
		add "$1_look" check_mode diff
		add "$1_deed" diff
		add "$1_again" diff
		add "$1_done" check_mode
	} >>../play.yml
	remember "$1_look" "$1_deed" "$1_again" "$1_done"
}

once() {
	cat >../task
	add "$1" diff ignore_errors >>../play.yml
	remember "$1"
}

play() {
	{
		echo '    - ansible.builtin.copy:'
		echo "        dest: $top/answers"
		echo '        content: |'
		for name in $names; do
			echo "          {\"name\": \"$name\"," \
			    "\"is\": {{ $name | to_json }}}"
		done
	} >>../play.yml
	run ansible-playbook -i localhost, "$@" ../play.yml
	[ "$status" -eq 0 ] || sed -i '/^fatal/,$!d' ../out
	it 'the play is played' exits 0
	[ "$status" -eq 0 ] || exit
	begin
}

answer() {
	jq -es ".[] | select(.name == \"$1\").is | $2" ../answers >../out
}

# fails NAME TEXT: the task fails, and its message has the text.
fails() {
	jq -es --arg text "$2" ".[] | select(.name == \"$1\").is |
	    .failed and (.msg | contains(\$text))" ../answers >/dev/null ||
	    { jq -c "select(.name == \"$1\")" ../answers | sed 's/^/# /'
		return 1; }
}

same() {
	jq -es --arg name "$1" '
		map({key: .name, value: .is}) | from_entries |
		(.[$name + "_look"] | [.changed, .paths, .files, .differs,
		    .diff]) ==
		(.[$name + "_deed"] | [.changed, .paths, .files, .differs,
		    .diff]) and
		.[$name + "_deed"].changed and
		([.[$name + "_again", $name + "_done"].changed] ==
		    [false, false])' ../answers >/dev/null || {
		jq -c --arg name "$1" 'select(.name | startswith($name))' \
		    ../answers | sed 's/^/# /'
		return 1
	}
}
