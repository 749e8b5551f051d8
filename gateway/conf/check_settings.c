#include "check.h"
#include <string.h>

#define ACKS_WITH_ID 200u
#define ACKS_WITHOUT_ID 2000u

static gboolean is_maildir(const char *url)
{
	return url && g_str_has_prefix(url, "maildir:");
}

/* The host of a url with "://"; new, NULL where it has none. */
static char *url_host(const char *url)
{
	const char *host = url ? strstr(url, "://") : NULL;

	if (!host)
		return NULL;
	host += 3;
	if (*host == '[')
		return g_strndup(host + 1, strcspn(host + 1, "]"));
	return g_strndup(host, strcspn(host, ":/"));
}

/* By name or number only: nothing is looked up here. */
static gboolean is_loopback(const char *host)
{
	if (g_ascii_strcasecmp(host, "localhost") == 0 ||
		g_str_equal(host, "::1"))
		return TRUE;
	return g_str_has_prefix(host, "127.") && g_hostname_is_ip_address(host);
}

/* What a mailbox and the smtp section have in common. */
struct server {
	const char *title;
	const char *url, *user, *password_file;
	enum tls_mode tls;
	gboolean allow_plaintext;
	const struct conf_object *object;
};

static void check_tls(struct conf_parse *parse, const struct server *server)
{
	g_autofree char *host = url_host(server->url);
	guint line = conf_parse_line(parse, server->object, "tls");

	if (!host || server->tls != TLS_NONE)
		return;
	if (g_str_has_prefix(server->url, "imaps:") ||
		g_str_has_prefix(server->url, "smtps:"))
		conf_parse_error(parse, line,
			"tls: none contradicts %s (expected required, or a url "
			"without the s)",
			server->url);
	else if (!is_loopback(host) && !server->allow_plaintext)
		conf_parse_error(parse, line,
			"tls: none would send the password to %s in the clear "
			"(expected required, or allow-plaintext = true)",
			host);
}

static void check_server(struct conf_parse *parse, const struct server *server)
{
	check_tls(parse, server);
	if (server->password_file && !server->user)
		conf_parse_error(parse,
			conf_parse_line(parse, server->object, "password-file"),
			"%s has a password-file and no user (expected user = "
			"the login of the server)",
			server->title);
}

static void finish_mailbox(
	struct conf_parse *parse, struct mailbox_settings *mailbox)
{
	g_autofree char *title =
		g_strdup_printf("[mailbox \"%s\"]", mailbox->name);
	struct server server = {
		.title = title,
		.url = mailbox->url,
		.user = mailbox->user,
		.password_file = mailbox->password_file,
		.tls = mailbox->tls,
		.allow_plaintext = mailbox->allow_plaintext,
		.object = conf_parse_object(parse, mailbox),
	};

	mailbox->line = server.object ? server.object->line : 0;
	if (!mailbox->done)
		mailbox->done =
			g_strdup(is_maildir(mailbox->url) ? "" : "Archive");
	check_server(parse, &server);
	if (mailbox->url && !is_maildir(mailbox->url) && !mailbox->user)
		conf_parse_error(parse, mailbox->line,
			"%s has no user (expected user = the login of the "
			"server)",
			title);
}

static void finish_smtp(struct conf_parse *parse, struct smtp_settings *smtp)
{
	struct server server = {
		.title = "[smtp]",
		.url = smtp->url,
		.user = smtp->user,
		.password_file = smtp->password_file,
		.tls = smtp->tls,
		.allow_plaintext = smtp->allow_plaintext,
		.object = conf_parse_object(parse, smtp),
	};

	smtp->line = server.object ? server.object->line : 0;
	check_server(parse, &server);
}

static gboolean has_host(const GPtrArray *hosts, const char *host)
{
	for (guint i = 0; i < hosts->len; i++)
		if (g_str_equal(hosts->pdata[i], host))
			return TRUE;
	return FALSE;
}

static void add_host(GPtrArray *hosts, const char *host)
{
	if (!has_host(hosts, host))
		g_ptr_array_add(hosts, g_strdup(host));
}

/* The id's host and its domain: mx.example.com and example.com. A domain of
 * one label ("com") would be anybody's. */
static void fill_receivers(struct auth_settings *auth)
{
	if (auth->receivers->len > 0)
		return;
	for (guint i = 0; i < auth->authserv_ids->len; i++) {
		const char *host = auth->authserv_ids->pdata[i];
		const char *dot = strchr(host, '.');

		add_host(auth->receivers, host);
		if (dot && strchr(dot + 1, '.'))
			add_host(auth->receivers, dot + 1);
	}
}

static gboolean is_all_spools(const struct settings *settings)
{
	for (guint i = 0; i < settings->mailboxes->len; i++) {
		const struct mailbox_settings *mailbox =
			settings->mailboxes->pdata[i];

		if (!is_maildir(mailbox->url))
			return FALSE;
	}
	return is_maildir(settings->smtp.url);
}

static void add_spool(struct settings *settings)
{
	struct mailbox_settings *spool = g_new0(struct mailbox_settings, 1);

	spool->name = g_strdup("spool");
	spool->url = g_strdup("maildir:spool/in");
	spool->done = g_strdup("");
	spool->tls = TLS_REQUIRED;
	g_ptr_array_add(settings->mailboxes, spool);
}

static gboolean was_said(
	const struct conf_parse *parse, gconstpointer data, const char *key)
{
	return conf_parse_has(parse, conf_parse_object(parse, data), key);
}

void check_settings(struct conf_parse *parse, struct settings *settings)
{
	struct auth_settings *auth = &settings->auth;

	for (guint i = 0; i < settings->mailboxes->len; i++)
		finish_mailbox(parse, settings->mailboxes->pdata[i]);
	finish_smtp(parse, &settings->smtp);
	if (settings->mailboxes->len == 0)
		add_spool(settings);
	fill_receivers(auth);
	if (!was_said(parse, auth, "extension"))
		auth->extension = is_all_spools(settings);
	if (!was_said(parse, &settings->limits, "acks-per-hour"))
		settings->limits.acks_per_hour = auth->authserv_ids->len > 0
							 ? ACKS_WITH_ID
							 : ACKS_WITHOUT_ID;
	conf_parse_references(parse);
}
