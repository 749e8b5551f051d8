# postfix.sh - SMTP in and out of a test; part of servers.sh.

postfix_main() {
	cat <<-CONF
		compatibility_level = 3.6
		queue_directory = $SERVERS_DIR/queue
		data_directory = $SERVERS_DIR/postfix-data
		maillog_file = $SERVERS_DIR/postfix.log
		maillog_file_prefixes = $SERVERS_DIR
		mail_owner = postfix
		setgid_group = postdrop
		myhostname = mx.example.com
		mydomain = example.com
		myorigin = example.com
		mydestination =
		mynetworks =
		inet_interfaces = 127.0.0.1
		inet_protocols = ipv4
		smtpd_peername_lookup = no
		default_transport = lmtp:unix:$SERVERS_DIR/lmtp
		relay_transport = lmtp:unix:$SERVERS_DIR/lmtp
		local_transport = error:5.1.1 nobody lives here
		alias_maps =
		alias_database =
		virtual_mailbox_domains = example.com
		virtual_mailbox_maps = texthash:$SERVERS_DIR/postfix/mailboxes
		virtual_transport = lmtp:unix:$SERVERS_DIR/lmtp
		recipient_delimiter = $SERVERS_DELIMITER
		smtpd_delay_reject = yes
		smtpd_relay_restrictions =
		 permit_sasl_authenticated, reject_unauth_destination
		smtpd_error_sleep_time = 0
		smtpd_tls_cert_file = $SERVERS_DIR/tls/$SERVERS_CERT_NAME.pem
		smtpd_tls_key_file = $SERVERS_DIR/tls/$SERVERS_CERT_NAME.key
		smtpd_tls_security_level = may
		smtpd_tls_mandatory_protocols = >=TLSv1.2
		smtpd_sasl_type = dovecot
		smtpd_sasl_path = $SERVERS_DIR/auth-smtp
		message_size_limit = 20971520
		mailbox_size_limit = 0
		minimal_backoff_time = 2s
		queue_run_delay = 2s
	CONF
}

# The services that every Postfix has: type, private, wakeup, processes.
postfix_services() {
	local name type private wakeup processes command
	while read -r name type private wakeup processes command; do
		echo "$name $type $private - n $wakeup $processes $command"
	done <<-LIST
		postlog unix-dgram n - 1 postlogd
		pickup unix n 60 1 pickup
		cleanup unix n - 0 cleanup
		qmgr unix n 300 1 qmgr
		tlsmgr unix y 1000? 1 tlsmgr
		rewrite unix y - - trivial-rewrite
		bounce unix y - 0 bounce
		defer unix y - 0 bounce
		trace unix y - 0 bounce
		verify unix y - 1 verify
		flush unix n 1000? 0 flush
		proxymap unix y - - proxymap
		showq unix n - - showq
		error unix y - - error
		retry unix y - - error
		discard unix y - - discard
		lmtp unix y - - lmtp
		anvil unix y - 1 anvil
		scache unix y - 1 scache
	LIST
}

postfix_master() {
	postfix_services
	cat <<-CONF
		mxcleanup unix n - n - 0 cleanup
		  -o header_checks=regexp:$SERVERS_DIR/postfix/mx-headers
		127.0.0.1:$SERVERS_MX_PORT inet n - n - - smtpd
		  -o cleanup_service_name=mxcleanup
		127.0.0.1:$SERVERS_SMTP_PORT inet n - n - - smtpd
		  -o smtpd_tls_security_level=encrypt
		  -o smtpd_sasl_auth_enable=yes
		  -o smtpd_tls_auth_only=yes
		  -o { smtpd_recipient_restrictions = $(postfix_results)
		       permit_sasl_authenticated, reject }
		127.0.0.1:$SERVERS_SMTPS_PORT inet n - n - - smtpd
		  -o smtpd_tls_wrappermode=yes
		  -o smtpd_sasl_auth_enable=yes
		  -o { smtpd_recipient_restrictions = $(postfix_results)
		       permit_sasl_authenticated, reject }
	CONF
}

postfix_results() {
	[ -z "${SERVERS_AUTH_RESULTS-}" ] ||
		echo "check_client_access static:{PREPEND" \
			"Authentication-Results: mx.example.com;" \
			"dmarc=pass header.from=example.com},"
}

# What a filter at the border does: forged results go, From is judged.
postfix_mx_headers() {
	[ -z "${SERVERS_AUTH_RESULTS-}" ] || cat <<-'CHECKS'
		/^Authentication-Results:[[:space:]]*mx\.example\.com/ IGNORE
		/^From:.*@example\.com/ PREPEND Authentication-Results: mx.example.com; dmarc=fail header.from=example.com
	CHECKS
}

postfix_configure() {
	local dir=$SERVERS_DIR user
	mkdir -p "$dir/postfix" "$dir/queue" "$dir/postfix-data"
	chown postfix "$dir/postfix-data"
	for user in $SERVERS_USERS; do
		echo "$user@example.com $user"
	done >"$dir/postfix/mailboxes"
	postfix_mx_headers >"$dir/postfix/mx-headers"
	postfix_main >"$dir/postfix/main.cf"
	postfix_master >"$dir/postfix/master.cf"
}

postfix_start() {
	postfix -c "$SERVERS_DIR/postfix" start \
		>>"$SERVERS_DIR/postfix-start.log" 2>&1 &&
		servers_until servers_is_open "$SERVERS_SMTP_PORT"
}

postfix_stop() {
	local pid
	pid=$(cat "$SERVERS_DIR/queue/pid/master.pid" 2>/dev/null) || return 0
	pid=${pid// /}
	[ -n "$pid" ] && kill -0 "$pid" 2>/dev/null || return 0
	kill -TERM "$pid"
	servers_until dovecot_is_down "$pid" || kill -KILL "$pid"
}

# postfix_submit USER TO FILE
postfix_submit() {
	"${SERVERS_SEND:?the program send of tests/servers}" \
		"smtp://localhost:$SERVERS_SMTP_PORT" "$SERVERS_CA" \
		"$1@example.com" "$SERVERS_PASSWORD" "$1@example.com" "$2" <"$3"
}
