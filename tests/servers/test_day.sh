#!/bin/bash
# test_day.sh plus|none|wrong - the whole program between a Postfix and a
# Dovecot. plus: addresses have extensions, no result of the MX is believed;
# none: no extensions, but the MX says who is proven; wrong: both servers show
# a certificate for another host.
. "$(dirname "$0")/servers.sh"
servers_need
case $1 in
plus) SERVERS_DELIMITER=+ ;;
none)
	SERVERS_DELIMITER=
	SERVERS_AUTH_RESULTS=1
	;;
wrong) SERVERS_CERT=wrong ;;
esac
servers_start
export SERVERS_SH=$SERVERS_HERE/servers.sh
if [ "$1" = wrong ]; then
	python3 "$SERVERS_HERE/test_refused.py"
else
	SERVERS_MODE=$1 python3 "$SERVERS_HERE/test_day.py" $SERVERS_ONLY
fi
