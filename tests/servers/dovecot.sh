# dovecot.sh - IMAP, LMTP and the passwords of a test; part of servers.sh.

dovecot_configure() {
	local dir=$SERVERS_DIR user
	mkdir -p "$dir/mail" "$dir/dovecot-state"
	chown nobody:nogroup "$dir/mail"
	for user in $SERVERS_USERS; do
		echo "$user@example.com:{PLAIN}$SERVERS_PASSWORD:" \
			"$(id -u nobody):$(id -g nobody)::$dir/mail/$user::"
	done | sed 's/: /:/' >"$dir/users"
	cat >"$dir/dovecot.conf" <<-CONF
		base_dir = $dir/dovecot-run
		state_dir = $dir/dovecot-state
		instance_name = postern-test
		log_path = $dir/dovecot.log
		auth_verbose = yes
		protocols = imap lmtp
		listen = 127.0.0.1
		default_internal_user = dovecot
		default_login_user = dovenull
		first_valid_uid = 1
		first_valid_gid = 1
		ssl = yes
		ssl_cert = <$dir/tls/$SERVERS_CERT_NAME.pem
		ssl_key = <$dir/tls/$SERVERS_CERT_NAME.key
		ssl_min_protocol = TLSv1.2
		auth_mechanisms = plain login
		auth_failure_delay = 0
		mail_location = maildir:~/Maildir
		mail_max_userip_connections = 100
		recipient_delimiter = $SERVERS_DELIMITER
		namespace inbox {
		  inbox = yes
		}
		passdb {
		  driver = passwd-file
		  args = username_format=%u $dir/users
		}
		userdb {
		  driver = passwd-file
		  args = username_format=%u $dir/users
		}
		service imap-login {
		  inet_listener imap {
		    port = $SERVERS_IMAP_PORT
		  }
		  inet_listener imaps {
		    port = $SERVERS_IMAPS_PORT
		    ssl = yes
		  }
		}
		service lmtp {
		  unix_listener $dir/lmtp {
		    mode = 0666
		  }
		}
		service auth {
		  unix_listener $dir/auth-smtp {
		    mode = 0666
		  }
		}
		protocol lmtp {
		  postmaster_address = postmaster@example.com
		}
	CONF
}

dovecot_start() {
	dovecot -c "$SERVERS_DIR/dovecot.conf" 2>>"$SERVERS_DIR/dovecot.log" &&
		servers_until servers_is_open "$SERVERS_IMAP_PORT"
}

dovecot_admin() {
	doveadm -c "$SERVERS_DIR/dovecot.conf" "$@"
}

dovecot_is_down() {
	! kill -0 "$1" 2>/dev/null
}

dovecot_stop() {
	local pid
	pid=$(cat "$SERVERS_DIR/dovecot-run/master.pid" 2>/dev/null) || return 0
	kill -TERM "$pid" 2>/dev/null
	servers_until dovecot_is_down "$pid" || kill -KILL "$pid"
}
