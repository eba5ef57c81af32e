# Completion of the jira-* programs for fish.
#
# A program says itself what options it has (--help=options, jira-filters(7)).
# What an argument may be is told by its values, or else by what it is called.

function __jira_connections
    jira-conn list 2>/dev/null | cut -f 1
end

# The paths of the file that -i names on this line.
function __jira_paths
    set -l words (commandline -opc)
    set -l file (string replace -rf -- '^--in-place=' '' $words)
    if set -l at (contains -i -- -i $words; or contains -i -- --in-place $words)
        set file $words[(math $at + 1)]
    end
    set -q file[1]; or return
    command $words[1] --list -i (string replace -r '^~/' $HOME/ -- $file[1]) 2>/dev/null
end

function __jira_filters -a program
    $program --help=options 2>/dev/null | string replace -ar '\t' \u001f |
        while read -l -d \u001f letter name argument values help
            set -l rule -c $program -d "$help"
            test -n "$letter"; and set -a rule -s $letter
            test -n "$name"; and set -a rule -l $name; or set -a rule -f
            if string match -qv '=*' -- "$argument"; and test -n "$argument"
                test -n "$name"; and set -a rule -x
                switch "$argument"
                    case conn connection
                        set -a rule -a '(__jira_connections; __fish_complete_path)'
                    case words
                        set -a rule -a '(jira-conn scopes 2>/dev/null)'
                    case 'path*'
                        set -a rule -a '(__jira_paths)'
                    case dir
                        set -a rule -a '(__fish_complete_directories)'
                    case '*file*' fragment
                        set -a rule -a '(__fish_complete_path)'
                    case '*'
                        set -a rule -a "$values"
                end
            end
            complete $rule
        end
end

# It is loaded under the name of the program that is to be completed.
__jira_filters (string replace -r '.*/(.*)\.fish$' '$1' (status filename))
