#compdef jira-applink jira-cfg-merge jira-conn jira-issue-keys jira-keygen jira-oauth1-sign jira-oauth1-verify jira-probe jira-request jira-seal jira-submit jira-token jira-token-fresh
# Completion of the jira-* programs for zsh.
#
# A program says itself what options it has (--help=options, jira-filters(7)).
# What an argument may be is told by its values, or else by what it is called.

_jira_connections() {
	local -a names
	names=(${(f)"$(jira-conn list 2>/dev/null | cut -f 1)"})
	compadd -a names
	_files
}

_jira_scopes() {
	local -a names
	names=(${(f)"$(jira-conn scopes 2>/dev/null)"})
	compadd -a names
}

_jira_paths() {
	local file=${opt_args[-i]:-${opt_args[--in-place]}}
	local -a paths
	[[ -n $file ]] || return 1
	file=${${(Q)file}/#\~\//$HOME/}
	paths=(${(f)"$($service --list -i "$file" 2>/dev/null)"})
	compadd -S '' -a paths
}

# _jira_action argument values: what _arguments does for such an argument.
_jira_action() {
	if [[ -n $2 ]]; then
		print -r -- "($2)"
		return
	fi
	case $1 in
	conn|connection) print _jira_connections ;;
	words) print _jira_scopes ;;
	path*) print _jira_paths ;;
	dir) print '_files -/' ;;
	*file*|fragment) print _files ;;
	*) print ' ' ;;
	esac
}

_jira_filters() {
	local line letter name argument values help spec
	local -a fields specs
	for line in ${(f)"$($service --help=options 2>/dev/null)"}; do
		fields=("${(@s:	:)line}")
		letter=$fields[1] name=$fields[2] argument=${fields[3]//:/\\:}
		values=$fields[4] help=${${fields[5]//\[/\\[}//\]/\\]}
		if [[ -z $name ]]; then
			specs+=("*:$argument:$(_jira_action "$argument" "$values")")
			continue
		fi
		spec="[$help]"
		case $argument in
		'') specs+=("*--$name$spec") ;;
		'='*) specs+=("*--$name=-$spec::${argument#=}: ") ;;
		*)
			spec+=":$argument:$(_jira_action "$argument" "$values")"
			specs+=("*--$name=$spec")
			;;
		esac
		[[ -z $letter ]] || specs+=("*-$letter${argument:++}$spec")
	done
	_arguments -s $specs
}

_jira_filters "$@"
