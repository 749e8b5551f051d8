#!/bin/bash
# test_ports.sh PROGRAM - our ends of IMAP and SMTP against real servers.
. "$(dirname "$0")/servers.sh"
servers_need
SERVERS_CERT=${2:-localhost}
servers_start
"$1" ${2:+"$2"}
