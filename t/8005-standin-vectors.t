#!/bin/sh
# The stand-in builds base strings as the library behind Jira does.
. "${0%/*}/lib.sh"

/usr/bin/python3 -B "$ROOT/t/standin/check_vectors.py"
