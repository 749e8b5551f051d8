#include "appointment.h"
#include "plain.h"
#include <glib.h>
#include <string.h>

#define MAX_VALUE 300

enum shape { SHAPE_TEXT, SHAPE_TIME, SHAPE_PERSON };

static const struct row {
	const char *property;
	const char *label;
	enum shape shape;
} ROWS[] = {
	{ "SUMMARY", "Appointment", SHAPE_TEXT },
	{ "DTSTART", "Start", SHAPE_TIME },
	{ "DTEND", "End", SHAPE_TIME },
	{ "LOCATION", "Place", SHAPE_TEXT },
	{ "ORGANIZER", "Organiser", SHAPE_PERSON },
};
#define ROW_COUNT G_N_ELEMENTS(ROWS)

/* The line at *at with what is folded onto it, *at behind it; new. */
static char *next_line(const char **at)
{
	GString *line = g_string_new(NULL);

	do {
		gsize length = strcspn(*at, "\r\n");

		g_string_append_len(line, *at, (gssize)length);
		*at += length;
		*at += **at == '\r';
		*at += **at == '\n';
	} while ((**at == ' ' || **at == '\t') && (*at)++);
	return g_string_free(line, FALSE);
}

/* Cuts line into name, parameters and value; NULL where it is no property. */
static char *cut_value(char *line, char **parameters)
{
	gboolean is_quoted = FALSE;
	char *at = line + strcspn(line, ";:");

	*parameters = *at == ';' ? at + 1 : at;
	for (char *p = at; *p; p++) {
		if (*p == '"')
			is_quoted = !is_quoted;
		if (*p != ':' || is_quoted)
			continue;
		*p = '\0';
		*at = '\0';
		return p + 1;
	}
	return NULL;
}

/* Of "TZID=Europe/Oslo;CN=\"Anna Berg\"" the one asked for, new; or NULL. */
static char *parameter(const char *parameters, const char *name)
{
	gsize length = strlen(name);

	for (const char *at = parameters; *at;) {
		gboolean is = g_ascii_strncasecmp(at, name, length) == 0 &&
			      at[length] == '=';
		const char *value = at + strcspn(at, "=;");

		value += *value == '=';
		gboolean is_quoted = *value == '"';

		value += is_quoted;
		gsize size = strcspn(value, is_quoted ? "\"" : ";");

		if (is)
			return g_strndup(value, size);
		at = value + size;
		at += strcspn(at, ";");
		at += *at == ';';
	}
	return NULL;
}

/* Takes the backslashes out, in place; a line break becomes a blank. */
static void unescape(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++) {
		if (*from != '\\' || !from[1])
			*to++ = *from;
		else if (g_ascii_tolower(*++from) == 'n')
			*to++ = ' ';
		else
			*to++ = *from;
	}
	*to = '\0';
}

/* "20261123T101500Z" -> "2026-11-23 10:15 UTC"; anything else as it is. */
static char *time_text(const char *value, const char *parameters)
{
	g_autofree char *zone = parameter(parameters, "TZID");
	gsize days = strspn(value, "0123456789");

	if (days != 8)
		return g_strdup(value);
	if (value[8] != 'T' || strspn(value + 9, "0123456789") < 4)
		return g_strdup_printf(
			"%.4s-%.2s-%.2s", value, value + 4, value + 6);
	gboolean is_utc = g_str_has_suffix(value, "Z");

	return g_strdup_printf("%.4s-%.2s-%.2s %.2s:%.2s%s%s", value, value + 4,
		value + 6, value + 9, value + 11, is_utc || zone ? " " : "",
		is_utc ? "UTC"
		: zone ? zone
		       : "");
}

static char *person_text(const char *value, const char *parameters)
{
	g_autofree char *name = parameter(parameters, "CN");
	const char *address = g_ascii_strncasecmp(value, "mailto:", 7) == 0
				      ? value + 7
				      : value;

	return name ? g_strdup_printf("%s <%s>", name, address)
		    : g_strdup(address);
}

static void take(char **values, char *line)
{
	char *parameters, *value = cut_value(line, &parameters);

	for (guint i = 0; value && i < ROW_COUNT; i++) {
		if (values[i] || g_ascii_strcasecmp(line, ROWS[i].property))
			continue;
		unescape(value);
		g_autofree char *text = ROWS[i].shape == SHAPE_TIME
						? time_text(value, parameters)
					: ROWS[i].shape == SHAPE_PERSON
						? person_text(value, parameters)
						: g_strdup(value);

		values[i] = plain_line(text, MAX_VALUE);
	}
}

/* An alarm inside an event has a summary of its own. */
static void read_event(char **values, const char *at)
{
	guint depth = 0;

	while (*at) {
		g_autofree char *line = next_line(&at);

		if (!depth && g_ascii_strcasecmp(line, "END:VEVENT") == 0)
			return;
		if (g_ascii_strncasecmp(line, "BEGIN:", 6) == 0)
			depth++;
		else if (g_ascii_strncasecmp(line, "END:", 4) == 0 && depth)
			depth--;
		else if (!depth)
			take(values, line);
	}
}

char *appointment_lines(const char *text)
{
	char *values[ROW_COUNT] = { NULL };
	GString *out = g_string_new(NULL);
	const char *at = text;

	while (*at) {
		g_autofree char *line = next_line(&at);

		if (g_ascii_strcasecmp(line, "BEGIN:VEVENT") != 0)
			continue;
		read_event(values, at);
		break;
	}
	for (guint i = 0; i < ROW_COUNT; i++) {
		if (values[i] && *values[i])
			g_string_append_printf(
				out, "%s: %s\n", ROWS[i].label, values[i]);
		g_free(values[i]);
	}
	return g_string_free(out, FALSE);
}
