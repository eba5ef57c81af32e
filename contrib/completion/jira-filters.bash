# Completion of the jira-* programs for bash.
#
# A program says itself what options it has (--help=options, jira-filters(7)).
# What an argument may be is told by its values, or else by what it is called.

# _jira_match lines: offer those that begin like the word to be completed.
# A line may come from anybody's file: no shell expands it, as compgen -W would.
_jira_match() {
	local line
	while IFS= read -r line; do
		[[ -z $line || ${line//[\\\"\']/} != "${word//[\\\"\']/}"* ]] ||
		    COMPREPLY+=("$line")
	done <<<"$1"
}

# _jira_words lines: the same, quoted.  What bash takes for an earlier word, up
# to a colon, is not repeated.
_jira_words() {
	local i head=
	if [[ $word = *:* && $COMP_WORDBREAKS = *:* ]]; then
		head=${word%"${word##*:}"}
	fi
	_jira_match "$1"
	for i in "${!COMPREPLY[@]}"; do
		COMPREPLY[i]=${COMPREPLY[i]#"$head"}
		[[ $word = [\"\']* ]] ||
		    printf -v "COMPREPLY[i]" %q "${COMPREPLY[i]}"
	done
	[[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace
}

# _jira_add action: offer files, or directories, too.
_jira_add() {
	local -a more
	mapfile -t more < <(compgen "$1" -- "$word")
	COMPREPLY+=("${more[@]}")
	compopt -o filenames
}

# _jira_given option letter: the argument that it has on this line.
_jira_given() {
	local i word
	for ((i = 1; i < COMP_CWORD; i++)); do
		if [[ ${COMP_WORDS[i]} = "$1" || ${COMP_WORDS[i]} = "$2" ]]; then
			[[ ${COMP_WORDS[i + 1]} != = ]] || ((i++))
			word=${COMP_WORDS[i + 1]//[\\\"\']/}
			printf '%s\n' "${word/#\~/$HOME}"
			return
		fi
	done
	return 1
}

# _jira_argument program argument values
_jira_argument() {
	local file
	if [[ -n $3 ]]; then
		_jira_words "${3// /$'\n'}"
		return
	fi
	case $2 in
	conn | connection)
		_jira_match "$(jira-conn list 2>/dev/null | cut -f 1)"
		_jira_add -f
		;;
	words) _jira_words "$(jira-conn scopes 2>/dev/null)" ;;
	path*)
		file=$(_jira_given --in-place -i) || return
		_jira_words "$("$1" --list -i "$file" 2>/dev/null)"
		[[ $2 = path ]] || compopt -o nospace
		;;
	dir) _jira_add -d ;;
	*file* | fragment) _jira_add -f ;;
	esac
}

_jira_filters() {
	local program=$1 word=${COMP_WORDS[COMP_CWORD]} i=$COMP_CWORD
	local before options= letter name argument values help
	COMPREPLY=()
	# To bash, "--scopes=read:me" is five words.
	while [[ ${COMP_WORDS[i]} = : || ${COMP_WORDS[i - 1]} = : ]]; do
		((i--))
		word=${COMP_WORDS[i]}$word
	done
	if [[ $word = = ]]; then
		word=
	elif [[ ${COMP_WORDS[i - 1]} = = ]]; then
		((i--))
	fi
	before=${COMP_WORDS[i - 1]}
	# A tab is white space to read: two of them would be one.
	while IFS=$'\037' read -r letter name argument values help; do
		if [[ -z $name ]]; then
			[[ $word = -* ]] ||
			    _jira_argument "$program" "$argument" "$values"
		elif [[ -n $argument && $argument != =* &&
		    ($before = "--$name" || $before = "-$letter") ]]; then
			_jira_argument "$program" "$argument" "$values"
			return
		else
			options+=$'\n'--$name
		fi
	done < <("$program" --help=options 2>/dev/null | tr '\t' '\037')
	[[ $word != -* ]] || _jira_words "$options"
}

complete -F _jira_filters jira-applink jira-cfg-merge jira-conn \
	jira-issue-keys jira-keygen jira-oauth1-sign jira-oauth1-verify \
	jira-probe jira-request jira-seal jira-submit jira-token \
	jira-token-fresh
