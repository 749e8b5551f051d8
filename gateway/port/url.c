#include "url.h"
#include "fault.h"
#include <string.h>

static const struct {
	const char *name;
	guint16 port;
	gboolean is_path, has_mailbox;
} schemes[] = {
	[URL_IMAP] = { "imap", 143, FALSE, TRUE },
	[URL_IMAPS] = { "imaps", 993, FALSE, TRUE },
	[URL_SMTP] = { "smtp", 587, FALSE, FALSE },
	[URL_SMTPS] = { "smtps", 465, FALSE, FALSE },
	[URL_MAILDIR] = { "maildir", 0, TRUE, FALSE },
	[URL_SENDMAIL] = { "sendmail", 0, TRUE, FALSE },
};

const char *url_scheme_name(enum url_scheme scheme)
{
	return schemes[scheme].name;
}

static gboolean refuse(const char *text, const char *expected, GError **error)
{
	g_autofree char *shown = g_strescape(text, NULL);

	g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
		"url \"%.200s\" is not understood (expected %s)", shown,
		expected);
	return FALSE;
}

/* Gives back what follows "scheme:", or NULL. */
static const char *find_scheme(const char *text, enum url_scheme *scheme)
{
	const char *colon = strchr(text, ':');

	for (gsize i = 0; colon && i < G_N_ELEMENTS(schemes); i++) {
		const char *name = schemes[i].name;
		gsize length = (gsize)(colon - text);

		if (strlen(name) == length &&
			!g_ascii_strncasecmp(text, name, length)) {
			*scheme = (enum url_scheme)i;
			return colon + 1;
		}
	}
	return NULL;
}

static gboolean is_clean(const char *text)
{
	if (!g_utf8_validate(text, -1, NULL))
		return FALSE;
	for (const char *at = text; *at; at += g_utf8_skip[(guint8)*at]) {
		if (g_unichar_iscntrl(g_utf8_get_char(at)))
			return FALSE;
	}
	return TRUE;
}

static gboolean parse_path(
	struct url *url, const char *path, const char *folder)
{
	if (!*path || (!g_path_is_absolute(path) && !folder))
		return FALSE;
	url->path = g_path_is_absolute(path)
			    ? g_strdup(path)
			    : g_build_filename(folder, path, NULL);
	return TRUE;
}

static gboolean is_host(const char *host, gboolean is_ipv6)
{
	const char *allowed = is_ipv6 ? "0123456789abcdef:."
				      : "abcdefghijklmnopqrstuvwxyz"
					"0123456789.-_";

	return *host && *host != '-' && strlen(host) <= 253 &&
	       strspn(host, allowed) == strlen(host);
}

static gboolean parse_port(struct url *url, const char *text)
{
	guint64 port = 0;

	if (!g_ascii_string_to_unsigned(text, 10, 1, G_MAXUINT16, &port, NULL))
		return FALSE;
	url->port = (guint16)port;
	return TRUE;
}

/* host, host:port, [ipv6], [ipv6]:port */
static gboolean parse_authority(struct url *url, const char *text)
{
	gboolean is_ipv6 = *text == '[';
	const char *start = is_ipv6 ? text + 1 : text;
	const char *end = start + strcspn(start, is_ipv6 ? "]" : ":");
	const char *rest = end;

	if (is_ipv6 && *rest++ != ']')
		return FALSE;
	g_autofree char *host = g_strndup(start, (gsize)(end - start));
	url->host = g_ascii_strdown(host, -1);
	if (!is_host(url->host, is_ipv6))
		return FALSE;
	if (!*rest)
		return TRUE;
	return *rest == ':' && parse_port(url, rest + 1);
}

static gboolean parse_server(struct url *url, const char *rest)
{
	const char *slash;

	if (!g_str_has_prefix(rest, "//"))
		return FALSE;
	rest += 2;
	slash = strchr(rest, '/');
	g_autofree char *authority =
		slash ? g_strndup(rest, (gsize)(slash - rest)) : g_strdup(rest);
	if (!parse_authority(url, authority))
		return FALSE;
	if (!schemes[url->scheme].has_mailbox)
		return !slash || !slash[1];
	url->path = slash && slash[1] ? g_uri_unescape_string(slash + 1, NULL)
				      : g_strdup("INBOX");
	return url->path && is_clean(url->path);
}

struct url *url_parse(const char *text, const char *folder, GError **error)
{
	AUTO(url) url = g_new0(struct url, 1);
	const char *rest;
	gboolean is_right;

	rest = is_clean(text) ? find_scheme(text, &url->scheme) : NULL;
	if (!rest) {
		refuse(text,
			"imaps://, imap://, smtp://, smtps://, "
			"maildir: or sendmail:",
			error);
		return NULL;
	}
	url->port = schemes[url->scheme].port;
	if (schemes[url->scheme].is_path)
		is_right = parse_path(url, rest, folder);
	else
		is_right = parse_server(url, rest);
	if (!is_right) {
		refuse(text,
			schemes[url->scheme].is_path ? "SCHEME:PATH"
			: schemes[url->scheme].has_mailbox
				? "SCHEME://HOST[:PORT]/MAILBOX"
				: "SCHEME://HOST[:PORT]",
			error);
		return NULL;
	}
	return g_steal_pointer(&url);
}

void url_free(struct url *url)
{
	if (!url)
		return;
	g_free(url->host);
	g_free(url->path);
	g_free(url);
}

/* What is not printable ASCII: UTF-16 in base64, "/" as ",", no padding. */
static void encode_run(GString *out, const char *run, gsize length)
{
	glong count = 0;
	g_autofree gunichar2 *units =
		g_utf8_to_utf16(run, (glong)length, NULL, &count, NULL);
	g_autofree char *base64 = NULL;

	for (glong i = 0; i < count; i++)
		units[i] = GUINT16_TO_BE(units[i]);
	base64 = g_base64_encode(
		(const guchar *)units, (gsize)count * sizeof(*units));
	g_strdelimit(base64, "/", ',');
	base64[strcspn(base64, "=")] = '\0';
	g_string_append_printf(out, "&%s-", base64);
}

static gboolean is_direct(char byte)
{
	return byte >= 0x20 && byte <= 0x7e && byte != '&';
}

char *url_mailbox_encode(const char *name, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	if (!*name || !is_clean(name)) {
		refuse(name, "a mailbox name in UTF-8 without controls", error);
		return NULL;
	}
	while (*name) {
		const char *run = name;

		while (*name && !is_direct(*name) && *name != '&')
			name++;
		if (name > run)
			encode_run(out, run, (gsize)(name - run));
		else if (*name == '&')
			name++, g_string_append(out, "&-");
		else
			g_string_append_c(out, *name++);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}
