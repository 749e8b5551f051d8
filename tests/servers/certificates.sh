# certificates.sh - a CA for a test, and what it signs; part of servers.sh.

# certificates_sign NAME CA: NAME.pem and NAME.key, for a server NAME
certificates_sign() {
	local dir=$SERVERS_DIR/tls
	cat >"$dir/$1.template" <<-TEMPLATE
		cn = "$1"
		dns_name = "$1"
		expiration_days = 2
		tls_www_server
		signing_key
		encryption_key
	TEMPLATE
	certtool --generate-privkey --key-type ecdsa --outfile "$dir/$1.key"
	certtool --generate-certificate --load-privkey "$dir/$1.key" \
		--load-ca-certificate "$dir/$2.pem" \
		--load-ca-privkey "$dir/$2.key" \
		--template "$dir/$1.template" --outfile "$dir/$1.pem"
}

# certificates_found NAME: a CA
certificates_found() {
	local dir=$SERVERS_DIR/tls
	cat >"$dir/$1.template" <<-TEMPLATE
		cn = "Postern test $1"
		ca
		cert_signing_key
		expiration_days = 2
	TEMPLATE
	certtool --generate-privkey --key-type ecdsa --outfile "$dir/$1.key"
	certtool --generate-self-signed --load-privkey "$dir/$1.key" \
		--template "$dir/$1.template" --outfile "$dir/$1.pem"
}

certificates_make() {
	mkdir "$SERVERS_DIR/tls"
	{
		certificates_found ca
		certificates_found other
		certificates_sign localhost ca
		certificates_sign wrong.example.net ca
	} 2>"$SERVERS_DIR/tls/log"
	SERVERS_CA=$SERVERS_DIR/tls/ca.pem
	SERVERS_OTHER_CA=$SERVERS_DIR/tls/other.pem
	case ${SERVERS_CERT:-localhost} in
	wrong) SERVERS_CERT_NAME=wrong.example.net ;;
	*) SERVERS_CERT_NAME=localhost ;;
	esac
}
