# servers.sh - a Dovecot and a Postfix of our own, to be sourced by a test.
#
# They run on loopback ports that nobody else has, out of one temporary
# directory, and never touch the system's instances. Packages: dovecot-imapd
# dovecot-lmtpd postfix gnutls-bin. Postfix has to be started by root.
#
#	. "$SOURCE/tests/servers/servers.sh"
#	servers_need            # exit 77 (skipped) with the reason, or go on
#	servers_start           # both, within seconds; stopped when the shell ends
#
# «servers_need imap» and «servers_start imap» do without Postfix.
#
# Asked for by, before servers_start:
#	SERVERS_DELIMITER=+     addresses have extensions (help+x@ is help@); empty:
#	                        they have none, and help+x@ is an unknown user
#	SERVERS_AUTH_RESULTS=1  what is submitted with a login gets
#	                        «Authentication-Results: mx.example.com; dmarc=pass
#	                        header.from=example.com» at its top; what comes to the
#	                        MX port with a From at example.com gets dmarc=fail; and
#	                        what others claim in the name of mx.example.com goes
#	SERVERS_CERT=wrong      both show a certificate for another host name
#
# Found then in the environment:
#	SERVERS_DIR             the temporary directory; logs are in it
#	SERVERS_CA              the CA that signed the certificate of «localhost»
#	SERVERS_OTHER_CA        a CA that signed nothing here
#	SERVERS_IMAP_PORT       IMAP, STARTTLS      SERVERS_IMAPS_PORT  TLS at once
#	SERVERS_SMTP_PORT       submission, STARTTLS and login
#	SERVERS_SMTPS_PORT      submission, TLS at once
#	SERVERS_MX_PORT         where the world delivers: no login, no TLS needed
#	SERVERS_PASSWORD        of every user
#
# Users (a mailbox each): help@ alice@ bob@ anna@ nils@ rut@ chef@example.com.
# Everybody else at example.com is unknown (550); mail to other domains is
# accepted after a login and comes back as a bounce: nothing leaves this machine.
# «localhost» is in the certificate, 127.0.0.1 is not: as a host it is wrong.
#
#	servers_inbox USER [FOLDER]      the mails there, oldest first, each followed
#	                                 by a line of one form feed
#	servers_count USER [FOLDER]      how many
#	servers_wait USER COUNT [FOLDER] until there are so many; fails after
#	                                 SERVERS_PATIENCE seconds (30)
#	servers_put USER FILE [FOLDER]   a mail straight into a mailbox
#	servers_deliver FROM TO FILE     a mail to the MX port, as the world does
#	servers_submit USER TO FILE      a mail with USER's login and sender
#	servers_pause_imap / _smtp, servers_resume_imap / _smtp
#	                                 no longer listening, listening again
#	servers_stop                     all gone; called at the end by itself

SERVERS_HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$SERVERS_HERE/certificates.sh"
. "$SERVERS_HERE/dovecot.sh"
. "$SERVERS_HERE/postfix.sh"

SERVERS_USERS="help alice bob anna nils rut chef"
SERVERS_PASSWORD=${SERVERS_PASSWORD:-opensesame}
SERVERS_DELIMITER=${SERVERS_DELIMITER-+}
SERVERS_PATIENCE=${SERVERS_PATIENCE:-30}

servers_skip() {
	echo "skipped: $*" >&2
	exit 77
}

servers_need() {
	local missing=
	command -v doveadm >/dev/null && [ -x /usr/lib/dovecot/imap ] ||
		missing="$missing dovecot-imapd"
	[ -x /usr/lib/dovecot/lmtp ] || missing="$missing dovecot-lmtpd"
	[ "${1-}" = imap ] || command -v postfix >/dev/null ||
		[ -x /usr/sbin/postfix ] || missing="$missing postfix"
	command -v certtool >/dev/null || missing="$missing gnutls-bin"
	command -v perl >/dev/null || missing="$missing perl-base"
	[ -z "$missing" ] || servers_skip "missing packages:$missing"
	[ "$(id -u)" = 0 ] ||
		servers_skip "they can only be started by root (try sudo)"
	PATH=$PATH:/usr/sbin:/sbin
}

# As many free ports as asked for, on one line.
servers_ports() {
	perl -MIO::Socket::INET -e '
		my @held = map { IO::Socket::INET->new(Listen => 1,
			LocalAddr => "127.0.0.1", LocalPort => 0)
			or die "no free port\n" } 1 .. $ARGV[0];
		print join(" ", map { $_->sockport } @held), "\n"' "$1"
}

servers_is_open() {
	perl -MIO::Socket::INET -e 'exit !IO::Socket::INET->new(
		PeerAddr => "127.0.0.1", PeerPort => $ARGV[0])' "$1"
}

# Runs a command again and again until it succeeds.
servers_until() {
	local end=$((SECONDS + SERVERS_PATIENCE))
	until "$@"; do
		if [ "$SECONDS" -ge "$end" ]; then
			echo "waited in vain for: $*" >&2
			return 1
		fi
		sleep 0.05
	done
}

# What a killed shell leaves behind is stopped by its watcher.
servers_watch() {
	(
		trap '' INT TERM HUP
		exec </dev/null >/dev/null 2>&1
		while kill -0 $$; do sleep 1; done
		servers_stop_all
	) &
	SERVERS_WATCHER=$!
	disown "$SERVERS_WATCHER"
}

servers_start() {
	SERVERS_DIR=$(mktemp -d "${TMPDIR:-/tmp}/postern-servers-XXXXXX")
	chmod 755 "$SERVERS_DIR"
	trap servers_stop EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
	servers_watch
	certificates_make
	read -r SERVERS_IMAP_PORT SERVERS_IMAPS_PORT SERVERS_SMTP_PORT \
		SERVERS_SMTPS_PORT SERVERS_MX_PORT <<-PORTS
		$(servers_ports 5)
	PORTS
	export SERVERS_DIR SERVERS_CA SERVERS_OTHER_CA SERVERS_PASSWORD \
		SERVERS_IMAP_PORT SERVERS_IMAPS_PORT SERVERS_SMTP_PORT \
		SERVERS_SMTPS_PORT SERVERS_MX_PORT SERVERS_DELIMITER
	dovecot_configure && dovecot_start || servers_fail dovecot
	[ "${1-}" = imap ] || { postfix_configure && postfix_start; } ||
		servers_fail postfix
}

servers_fail() {
	echo "$1 does not start; its log:" >&2
	cat "$SERVERS_DIR/$1.log" >&2
	exit 1
}

servers_stop_all() {
	postfix_stop &
	dovecot_stop
	wait $!
	rm -rf "$SERVERS_DIR"
}

servers_stop() {
	local status=$?
	trap - EXIT
	[ -n "${SERVERS_DIR-}" ] || return $status
	servers_stop_all
	kill -KILL "$SERVERS_WATCHER" 2>/dev/null
	SERVERS_DIR=
	return $status
}

servers_inbox() {
	dovecot_admin fetch -u "$1@example.com" text \
		mailbox "${2:-INBOX}" | sed '1{/^text:$/d}; s/^text:$//'
}

servers_count() {
	dovecot_admin search -u "$1@example.com" mailbox "${2:-INBOX}" \
		2>/dev/null | grep -c .
}

servers_has() {
	[ "$(servers_count "$1" "${3-}")" -ge "$2" ]
}

servers_wait() {
	servers_until servers_has "$@"
}

servers_put() {
	[ "${3:-INBOX}" = INBOX ] ||
		dovecot_admin mailbox create -u "$1@example.com" "$3" 2>/dev/null
	dovecot_admin save -u "$1@example.com" -m "${3:-INBOX}" "$2"
}

servers_deliver() {
	perl "$SERVERS_HERE/deliver.pl" "$SERVERS_MX_PORT" "$1" "$2" <"$3"
}

servers_submit() {
	postfix_submit "$1" "$2" "$3"
}

servers_pause_imap() { dovecot_stop; }
servers_resume_imap() { dovecot_start; }
servers_pause_smtp() { postfix_stop; }
servers_resume_smtp() { postfix_start; }
