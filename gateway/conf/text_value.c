#include "value.h"
#include "contact.h"
#include "text.h"
#include "ticket.h"
#include <string.h>

#define MAX_TEXT_BYTES 500u
#define MAX_TAG_LETTERS 10u

static void set(gpointer field, char *value)
{
	char **string = field;

	g_free(*string);
	*string = value;
}

static void append(gpointer field, char *value)
{
	GPtrArray **list = field;

	g_ptr_array_add(*list, value);
}

static const char *refuse_text(const char *value)
{
	if (!*value)
		return "is empty";
	if (strlen(value) > MAX_TEXT_BYTES)
		return "is too long (500 bytes are enough)";
	if (!text_is_line(value))
		return "is no single clean line";
	return NULL;
}

const char *value_text(
	const struct conf_key *key, const char *value, gpointer field)
{
	const char *why = refuse_text(value);

	(void)key;
	if (!why)
		set(field, g_strdup(value));
	return why;
}

const char *value_optional(
	const struct conf_key *key, const char *value, gpointer field)
{
	if (*value)
		return value_text(key, value, field);
	set(field, NULL);
	return NULL;
}

const char *value_folder(
	const struct conf_key *key, const char *value, gpointer field)
{
	if (*value)
		return value_text(key, value, field);
	set(field, g_strdup(""));
	return NULL;
}

const char *value_texts(
	const struct conf_key *key, const char *value, gpointer field)
{
	const char *why = refuse_text(value);

	(void)key;
	if (!why)
		append(field, g_strdup(value));
	return why;
}

const char *value_address(
	const struct conf_key *key, const char *value, gpointer field)
{
	(void)key;
	if (!address_is_plain(value))
		return "is no mail address";
	set(field, g_strdup(value));
	return NULL;
}

const char *value_addresses(
	const struct conf_key *key, const char *value, gpointer field)
{
	(void)key;
	if (!address_is_plain(value))
		return "is no mail address";
	append(field, g_strdup(value));
	return NULL;
}

const char *value_sender(
	const struct conf_key *key, const char *value, gpointer field)
{
	if (*value != '@')
		return value_address(key, value, field);
	if (!value_is_host(value + 1))
		return "is no domain";
	set(field, g_strdup(value));
	return NULL;
}

/* Two or three letters, and subtags of two to eight behind "-" (RFC 5646). */
const char *value_language(
	const struct conf_key *key, const char *value, gpointer field)
{
	gsize letters = strspn(value, "abcdefghijklmnopqrstuvwxyz");

	(void)key;
	if (letters < 2 || letters > 3 || strlen(value) > 12)
		return "is no language code";
	if (value[letters] != 0 && value[letters] != '-')
		return "is no language code";
	for (const char *at = value + letters; *at; at++)
		if (*at != '-' && !g_ascii_isalnum(*at))
			return "is no language code";
	set(field, g_strdup(value));
	return NULL;
}

static gboolean is_zone_name(const char *name)
{
	if (!g_ascii_isalpha(*name) || strlen(name) > 64 ||
		strstr(name, "..") || strstr(name, "//"))
		return FALSE;
	for (; *name; name++)
		if (!g_ascii_isalnum(*name) && !strchr("/_+-", *name))
			return FALSE;
	return TRUE;
}

const char *value_zone(
	const struct conf_key *key, const char *value, gpointer field)
{
	g_autoptr(GTimeZone) zone = NULL;

	(void)key;
	/* The name becomes a path under the zone files, so its form first. */
	if (!is_zone_name(value))
		return "is no time zone";
	zone = g_time_zone_new_identifier(value);
	if (!zone)
		return "is a time zone that this machine does not know";
	set(field, g_strdup(value));
	return NULL;
}

const char *value_tag(
	const struct conf_key *key, const char *value, gpointer field)
{
	(void)key;
	if (!g_ascii_isalpha(*value) || strlen(value) > MAX_TAG_LETTERS)
		return "is no tag";
	for (const char *at = value; *at; at++)
		if (!g_ascii_isupper(*at) && !g_ascii_isdigit(*at))
			return "is no tag";
	set(field, g_strdup(value));
	return NULL;
}

const char *value_type(
	const struct conf_key *key, const char *value, gpointer field)
{
	enum ticket_type type;

	(void)key;
	if (!type_parse(value, &type))
		return "is no type";
	set(field, g_strdup(value));
	return NULL;
}

gboolean value_is_host(const char *host)
{
	gsize length = strlen(host);

	if (length == 0 || length > 253 || *host == '-' || *host == '.')
		return FALSE;
	for (const char *at = host; *at; at++) {
		if (*at == '.' && at[1] == '.')
			return FALSE;
		if (!g_ascii_isalnum(*at) && !strchr(".-_:", *at))
			return FALSE;
	}
	return TRUE;
}

/* One line holds them all, behind commas: the key is no list. */
const char *value_hosts(
	const struct conf_key *key, const char *value, gpointer field)
{
	g_auto(GStrv) hosts = g_strsplit(value, ",", -1);

	(void)key;
	for (gsize i = 0; hosts[i]; i++)
		if (!value_is_host(g_strstrip(hosts[i])))
			return *hosts[i] ? "holds what is no host name"
					 : "holds an empty name";
	if (!hosts[0])
		return "is empty";
	for (gsize i = 0; hosts[i]; i++)
		append(field, g_ascii_strdown(hosts[i], -1));
	return NULL;
}

static gboolean is_date(const char *text)
{
	static const char form[] = "dddd-dd-dd";
	GDate date;

	if (strlen(text) != strlen(form))
		return FALSE;
	for (gsize i = 0; form[i]; i++)
		if (form[i] == 'd' ? !g_ascii_isdigit(text[i])
				   : text[i] != form[i])
			return FALSE;
	if (g_ascii_strtoull(text, NULL, 10) < 1970)
		return FALSE;
	g_date_clear(&date, 1);
	return g_date_valid_dmy((GDateDay)g_ascii_strtoull(text + 8, NULL, 10),
		(GDateMonth)g_ascii_strtoull(text + 5, NULL, 10),
		(GDateYear)g_ascii_strtoull(text, NULL, 10));
}

/* "calendars/se.ics": as a push may bring it. */
static gboolean is_calendar_file(const char *value)
{
	static const char folder[] = "calendars/", end[] = ".ics";
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
	gsize length = strlen(value);
	const char *name = value + strlen(folder);

	return g_str_has_prefix(value, folder) &&
	       g_str_has_suffix(value, end) &&
	       length > strlen(folder) + strlen(end) &&
	       strspn(name, letters) == length - strlen(folder) - strlen(end) &&
	       g_ascii_isalnum(*name);
}

/* A date, or a file of the repository. */
const char *value_holidays(
	const struct conf_key *key, const char *value, gpointer field)
{
	const char *why = refuse_text(value);

	(void)key;
	if (why)
		return why;
	if (g_ascii_isdigit(*value) ? !is_date(value)
				    : !is_calendar_file(value))
		return "is no date, and no calendars/NAME.ics";
	append(field, g_strdup(value));
	return NULL;
}

static gboolean is_path(const char *path)
{
	return *path && text_is_line(path);
}

/* HOST[:PORT] with or without "/…" behind it. */
static const char *refuse_server(const char *rest)
{
	gsize length = strcspn(rest, "/");
	g_autofree char *host = g_strndup(rest, length);
	char *port;
	guint64 number;

	if (strchr(host, '@'))
		return "holds a user (that is a key of its own)";
	if (*host == '[') {
		char *close = strchr(host, ']');

		if (!close || (close[1] && close[1] != ':'))
			return "has no right host";
		*close = 0;
		if (!value_is_host(host + 1) || !strchr(host, ':'))
			return "has no right host";
		port = close[1] ? close + 1 : NULL;
	} else {
		port = strchr(host, ':');
		if (port)
			*port = 0;
		if (!value_is_host(host))
			return "has no right host";
	}
	if (port && (!value_digits(port + 1, &number) || number == 0 ||
			    number > 65535))
		return "has no right port (1 to 65535)";
	return text_is_line(rest) ? NULL : "is no single clean line";
}

struct scheme {
	const char *prefix;
	gboolean is_server;
	gboolean is_absolute;
};

static const char *read_url(
	const struct scheme *schemes, const char *value, gpointer field)
{
	const char *why;

	while (schemes->prefix && !g_str_has_prefix(value, schemes->prefix))
		schemes++;
	if (!schemes->prefix)
		return "has no scheme that is known here";
	value += strlen(schemes->prefix);
	if (schemes->is_server)
		why = refuse_server(value);
	else if (schemes->is_absolute && *value != '/')
		why = "is no absolute path";
	else
		why = is_path(value) ? NULL : "has no path";
	if (!why)
		set(field, g_strconcat(schemes->prefix, value, NULL));
	return why;
}

const char *value_mailbox_url(
	const struct conf_key *key, const char *value, gpointer field)
{
	static const struct scheme schemes[] = {
		{ .prefix = "imaps://", .is_server = TRUE },
		{ .prefix = "imap://", .is_server = TRUE },
		{ .prefix = "maildir:" },
		{ .prefix = NULL },
	};

	(void)key;
	return read_url(schemes, value, field);
}

const char *value_smtp_url(
	const struct conf_key *key, const char *value, gpointer field)
{
	static const struct scheme schemes[] = {
		{ .prefix = "smtps://", .is_server = TRUE },
		{ .prefix = "smtp://", .is_server = TRUE },
		{ .prefix = "sendmail:", .is_absolute = TRUE },
		{ .prefix = "maildir:" },
		{ .prefix = NULL },
	};

	(void)key;
	return read_url(schemes, value, field);
}
