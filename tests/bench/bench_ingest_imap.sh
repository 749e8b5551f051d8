#!/bin/bash
# Mail out of a Dovecot: see bench_ingest_imap.py.
here=$(dirname "$0")
. "$here/../servers/servers.sh"
servers_need imap
command -v mbsync >/dev/null || servers_skip "missing packages: isync"
servers_start imap
python3 "$here/bench_ingest_imap.py"
