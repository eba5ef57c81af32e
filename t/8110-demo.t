#!/bin/sh
# make demo is the first example of jira-filters(7), and does the whole job.
. "${0%/*}/lib.sh"

run sh "$ROOT/t/standin/demo.sh"
cp ../out ../demo
it 'comes to its end' exits 0
it 'without a word of trouble' is_quiet
it 'looks at what is there' prints_like \
    '^product +Jira Server / Data Center 10\.3\.19$'
it 'makes the keys' prints_like '^made keys/jira_publickey\.pem$'
it 'makes the link' prints_like '^changed: link, consumer$'
it 'asks for the approval' prints_like \
    '^jira-token: to approve, open http://[^ ]*oauth_token='
it 'and makes the call' prints_like '^\{"self":.*"name":"fred"'
it 'with no token in what it shows' \
    sh -c '! grep -qE "Bearer|oauth_signature|tokenSecret" ../out'

# One after the other, they are the programs of the guide.
sed -n 's/^\$ \(jira-[a-z]*\) .*/\1/p' ../demo >../programs
run cat ../programs
it 'in the order of the guide' prints 'jira-probe
jira-keygen
jira-conn
jira-applink
jira-conn
jira-token
jira-request'

# The page has the same commands, but for the address.
sed -n '/^\.Sh EXAMPLES/,/^\.Ed/s/^[$>] //p' "$ROOT/man/jira-filters.7" |
    sed 's/ \\e$/ \\/' >../paged
sed -n 's/^\$ //p; s/^    --/--/p' ../demo |
    sed 's,http://127[^ ]*/jira$,https://jira.example.com/jira,
	s,http://127[^ ]*/jira ,https://jira.example.com/jira ,' \
	>../shown
run cat ../shown
it 'with every command of the page' prints "$(cat ../paged)"

finish
