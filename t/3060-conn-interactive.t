#!/bin/sh
# jira-conn asks a person for what is missing, and writes nothing until it is.
. "${0%/*}/lib.sh"

# asked answers command ...: on a terminal of its own, where each line of
# answers is typed once a question has come; what it shows is in ../screen.
cat >../asked.py <<'PY'
import os, pty, select, sys, time
answers = open(sys.argv[1]).read().splitlines()
pid, fd = pty.fork()
if pid == 0:
    out = os.open("../out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    err = os.open("../err", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.execvp(sys.argv[2], sys.argv[2:])
screen, end = b"", time.time() + 20
while time.time() < end:
    if not select.select([fd], [], [], 0.1)[0]:
        continue
    try:
        got = os.read(fd, 4096)
    except OSError:
        break
    if not got:
        break
    screen += got
    if screen.endswith(b": "):
        time.sleep(0.02)
        os.write(fd, (answers.pop(0) if answers else "").encode() + b"\n")
        screen += b"<"
open("../screen", "wb").write(screen.replace(b"\r", b""))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
PY
asked() {
	printf %b "$1" >../answers
	shift
	: >../out
	: >../err
	status=0
	/usr/bin/python3 ../asked.py ../answers "$@" || status=$?
}
shows() { [ "$(cat ../screen)" = "$1" ]; }
shows_like() { grep -qE -e "$1" ../screen; }
hides() { ! grep -qF -e "$1" ../screen; }

asked 'acme\nbasic\nme@acme.example\nsesame\n' jira-conn -I
it 'asks for all there has to be' exits 0
it 'and prints the connection' prints '{
  "url": "https://acme.atlassian.net",
  "product": "cloud",
  "auth": {
    "type": "basic",
    "username": "me@acme.example",
    "apiToken": "sesame"
  }
}'
it 'explaining each question in a line' shows '/url: where Jira is, with its '\
'context path; the name of a site of Jira Cloud will do
url: <acme
/auth/type: is missing: "basic", "pat", "oauth1", "oauth2" or '\
'"client-credentials"
type: <basic
/auth/username: is missing: the user'\''s name; on Jira Cloud the e-mail address
username: <me@acme.example
/auth/apiToken: is missing: an API token of Jira Cloud, or the password
apiToken (not shown; or file:, env:, command:): <'
it 'without echo for a secret' hides sesame
it 'without a word' is_quiet

asked 'env:JIRA_PAT\n' jira-conn -I -t pat -u https://jira.example.com/jira
it 'asks for nothing that is said' exits 0
it 'and takes a reference for a secret' prints_like '"token": { "env": '\
'"JIRA_PAT" }'
asked 'pass show jira\n' jira-conn -I -t pat -u https://jira.example.com/jira \
    --name 'a, b'
it 'but takes no blank for one' prints_like '"token": "pass show jira"'
asked 'command:pass show jira\n' jira-conn -I -t pat \
    -u https://jira.example.com/jira
it 'unless it says so' prints_like '"command": \["pass", "show", "jira"\]'

asked \
    'ftp://x\nhttps://jira.example.com/jira?x\n'\
'https://jira.example.com/jira\npatt\npat\nse\tsame\nsesame\n' jira-conn -I
it 'asks again for what is wrong' exits 0
it 'saying what' shows_like '^/url: the URL begins with neither https:// nor '\
'http://$'
it 'each time' shows_like '^/url: the URL has a query: take it out$'
it 'also for a type' shows_like '^/auth/type: has to be "basic"'
it 'and for a secret' shows_like '^/auth/token: has a control character in it$'
it 'that it hides again' hides same
it 'and prints what is right in the end' prints '{
  "url": "https://jira.example.com/jira",
  "product": "server",
  "auth": {
    "type": "pat",
    "token": "sesame"
  }
}'

asked 'oauth1\ncodestream\nk.pem\n' jira-conn -I -u https://jira.example.com
it 'takes the file of a key' prints_like '"privateKey": { "file": "k.pem" }'
it 'which it shows' shows_like '^privateKey \(its file\): <k.pem'
asked 'id\nfile:secret\nread:jira-wrok\nread:jira-work read:me\n' \
    jira-conn -I -t oauth2 --subdomain acme
it 'asks for scopes' prints_like \
    '"scopes": \["read:jira-work", "read:me", "offline_access"\]'
it 'naming the one that is meant' shows_like \
    '^/auth/scopes/0: is no scope of Jira Cloud: is "read:jira-work" meant\?$'

printf '{\n  // ours\n  "auth": { "type": "pat" }\n}\n' >half.json
asked 'https://jira.example.com\nfile:t\n' jira-conn -I -c half.json
it 'completes what is there' exits 0
it 'keeping the rest' prints_like '^  // ours$'
asked 'sesame\n' jira-conn -I -t pat -u https://jira.example.com --as curl
it 'asks before it prints another form' prints \
    'header = "Authorization: Bearer sesame"'

asked 'acme\nbasic\n\n' jira-conn -I
it 'gives up when nothing is answered' exits 64
it 'saying so' complains 'jira-conn: nothing was answered'
it 'printing nothing' prints_nothing
asked '' jira-conn -I -t oauth1 --consumer-key k --private-key-file k \
    --subdomain acme --audience x
it 'asks about what an answer can mend' shows_like \
    '^/auth/audience: belongs to "client-credentials"'
printf '{"url": "https://jira.example.com", "auth": 5}' >odd.json
asked '' jira-conn -I -c odd.json
it 'does not about what none can' exits 78
it 'and says what is wrong' complains \
    'jira-conn: odd.json: /auth: has to be an object'
it 'printing nothing' prints_nothing
asked '' jira-conn -I -c -
it 'does not ask and read at once' exits 64
it 'and says so' complains 'jira-conn: -I asks: -c cannot be -'
run setsid -w jira-conn -I </dev/null
it 'needs a terminal' exits 64
it 'and says so' complains 'jira-conn: there is no terminal to ask on'
it 'printing nothing' prints_nothing
asked 'acme\nbasic\nme\nsesame\n' sh -c \
    'umask 022; jira-conn -I >../shared'
it 'puts no secret where others can read it' exits 73
it 'leaving nothing there' [ ! -s ../shared ]

finish
