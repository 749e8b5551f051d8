#include "value.h"
#include "text.h"
#include <string.h>

#define WEEK_MINUTES (7u * 24u * 60u)
#define DAY_MINUTES (24u * 60u)

gboolean value_digits(const char *text, guint64 *number)
{
	gsize length = strspn(text, "0123456789");

	if (length == 0 || length > 18 || text[length])
		return FALSE;
	*number = g_ascii_strtoull(text, NULL, 10);
	return TRUE;
}

static gboolean in_range(const struct conf_key *key, guint64 number)
{
	return number >= key->least && number <= key->most;
}

/* Index of value among the words (case does not matter), -1 for none. */
static int word_index(const char *value, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (g_ascii_strcasecmp(value, words[i]) == 0)
			return i;
	return -1;
}

const char *value_boolean(
	const struct conf_key *key, const char *value, gpointer field)
{
	static const char *const words[] = { "false", "true", "no", "yes",
		"off", "on", "0", "1", NULL };
	int index = word_index(value, words);

	(void)key;
	if (index < 0)
		return "is neither true nor false";
	*(gboolean *)field = index % 2;
	return NULL;
}

const char *value_number(
	const struct conf_key *key, const char *value, gpointer field)
{
	guint64 number;

	if (!value_digits(value, &number))
		return "is no number";
	if (!in_range(key, number))
		return "is out of range";
	*(guint *)field = (guint)number;
	return NULL;
}

/* A number and one letter of units, which stand for factors. */
static const char *read_unit(const char *value, const char *units,
	const guint64 *factors, guint64 *number, char *unit)
{
	gsize digits = strspn(value, "0123456789");
	g_autofree char *figure = g_strndup(value, digits);
	const char *found;

	if (!value_digits(figure, number))
		return "is no number with a unit";
	if (!value[digits])
		return "has no unit";
	found = strchr(units, value[digits]);
	if (!found || value[digits + 1])
		return "has a wrong unit";
	*unit = *found;
	if (!g_uint64_checked_mul(number, *number, factors[found - units]))
		return "is out of range";
	return NULL;
}

const char *value_size(
	const struct conf_key *key, const char *value, gpointer field)
{
	static const guint64 factors[] = { 1u << 10, 1u << 20, 1u << 30 };
	guint64 bytes;
	char unit;
	const char *why = read_unit(value, "KMG", factors, &bytes, &unit);

	if (why)
		return why;
	if (!in_range(key, bytes))
		return "is out of range";
	*(gsize *)field = (gsize)bytes;
	return NULL;
}

static const guint64 DURATION_FACTORS[] = { 60, 60 * 60, 24 * 60 * 60 };

const char *value_duration(
	const struct conf_key *key, const char *value, gpointer field)
{
	guint64 seconds;
	char unit;
	const char *why =
		read_unit(value, "mhd", DURATION_FACTORS, &seconds, &unit);

	if (why)
		return why;
	if (!in_range(key, seconds))
		return "is out of range";
	*(gint64 *)field = (gint64)seconds;
	return NULL;
}

/* Days of a promise are working days, so they stay days. */
const char *value_span(
	const struct conf_key *key, const char *value, gpointer field)
{
	struct promise_span *span = field;
	guint64 seconds;
	char unit;
	const char *why =
		read_unit(value, "mhd", DURATION_FACTORS, &seconds, &unit);

	if (why)
		return why;
	if (!in_range(key, seconds))
		return "is out of range";
	span->seconds = unit == 'd' ? 0 : seconds;
	span->days = unit == 'd' ? (guint)(seconds / DURATION_FACTORS[2]) : 0;
	return NULL;
}

const char *value_priority(
	const struct conf_key *key, const char *value, gpointer field)
{
	static const char *const words[] = { "P1", "P2", "P3", "P4", NULL };
	int index = word_index(value, words);

	(void)key;
	if (index < 0)
		return "is no priority";
	*(guint *)field = (guint)index + 1;
	return NULL;
}

const char *value_assign(
	const struct conf_key *key, const char *value, gpointer field)
{
	static const char *const words[] = {
		[ASSIGN_MANUAL] = "manual",
		[ASSIGN_ROUND_ROBIN] = "round-robin",
		[ASSIGN_LOAD] = "load",
		NULL,
	};
	int index = word_index(value, words);

	(void)key;
	if (index < 0)
		return "is no way to assign";
	*(enum assign_mode *)field = (enum assign_mode)index;
	return NULL;
}

const char *value_audience(
	const struct conf_key *key, const char *value, gpointer field)
{
	static const char *const words[] = { "assignee", "team", "lead",
		"manager", NULL };
	g_auto(GStrv) parts = g_strsplit(value, ",", -1);
	guint found = 0;

	(void)key;
	if (g_ascii_strcasecmp(value, "nobody") == 0) {
		*(guint *)field = 0;
		return NULL;
	}
	for (guint i = 0; parts[i]; i++) {
		int index = word_index(g_strstrip(parts[i]), words);

		if (index < 0)
			return "names somebody who is not known here";
		found |= 1u << index;
	}
	if (!found)
		return "names nobody";
	*(guint *)field = found;
	return NULL;
}

const char *value_tls(
	const struct conf_key *key, const char *value, gpointer field)
{
	static const char *const words[] = {
		[TLS_REQUIRED] = "required", [TLS_NONE] = "none", NULL
	};
	int index = word_index(value, words);

	(void)key;
	if (index < 0)
		return "is neither required nor none";
	*(enum tls_mode *)field = (enum tls_mode)index;
	return NULL;
}

const char *value_extension(
	const struct conf_key *key, const char *value, gpointer field)
{
	static const char *const words[] = { "none", "plus", NULL };
	int index = word_index(value, words);

	(void)key;
	if (index < 0)
		return "is neither plus nor none";
	*(gboolean *)field = index;
	return NULL;
}

const char *value_commands(
	const struct conf_key *key, const char *value, gpointer field)
{
	static const char *const words[] = { "dmarc", "token", "dmarc+token",
		NULL };
	g_auto(GStrv) parts = g_strsplit(value, ",", -1);
	gboolean found[3] = { FALSE };

	(void)key;
	for (gsize i = 0; parts[i]; i++) {
		int index = word_index(g_strstrip(parts[i]), words);

		if (index < 0)
			return "names no proof that is known";
		found[index] = TRUE;
	}
	if (found[2] && (found[0] || found[1]))
		return "asks for both and for one of both";
	if (!found[0] && !found[1] && !found[2])
		return "is empty";
	found[0] |= found[2];
	found[1] |= found[2];
	memcpy(field, found, sizeof(found));
	return NULL;
}

/* "08:00" -> minutes; 24:00 is the end of a day. */
static gboolean read_time(const char *text, guint *minutes)
{
	guint hour, minute;

	if (strlen(text) != 5 || text[2] != ':' || !g_ascii_isdigit(text[0]) ||
		!g_ascii_isdigit(text[1]) || !g_ascii_isdigit(text[3]) ||
		!g_ascii_isdigit(text[4]))
		return FALSE;
	hour = (guint)((text[0] - '0') * 10 + text[1] - '0');
	minute = (guint)((text[3] - '0') * 10 + text[4] - '0');
	*minutes = hour * 60 + minute;
	return minute < 60 && *minutes <= DAY_MINUTES;
}

/* "08:00-12:00"; to is above DAY_MINUTES where it passes midnight. */
static const char *read_times(const char *text, guint *from, guint *to)
{
	g_auto(GStrv) ends = g_strsplit(text, "-", 3);

	if (g_strv_length(ends) != 2 || !read_time(g_strstrip(ends[0]), from) ||
		!read_time(g_strstrip(ends[1]), to) || *from == DAY_MINUTES)
		return "holds no times such as 08:00-12:00";
	if (*from == *to)
		return "holds an interval of no length";
	if (*to < *from)
		*to += DAY_MINUTES;
	return NULL;
}

const char *value_quiet(
	const struct conf_key *key, const char *value, gpointer field)
{
	guint *minutes = field;
	guint from, to;
	const char *why = read_times(value, &from, &to);

	(void)key;
	if (why)
		return why;
	minutes[0] = from;
	minutes[1] = to % DAY_MINUTES;
	return NULL;
}

struct days {
	int first, last; /* 0 Monday to 6 Sunday; last may be before first */
};

/* "Mon" or "Mon-Fri". */
static gboolean read_days(const char *text, struct days *days)
{
	static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri",
		"Sat", "Sun", NULL };
	g_auto(GStrv) ends = g_strsplit(text, "-", 3);
	guint count = g_strv_length(ends);

	if (count < 1 || count > 2)
		return FALSE;
	days->first = word_index(ends[0], names);
	days->last = word_index(ends[count - 1], names);
	return days->first >= 0 && days->last >= 0;
}

static int compare_intervals(gconstpointer a, gconstpointer b)
{
	const struct week_interval *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

static gboolean intervals_overlap(GArray *hours)
{
	const struct week_interval *first, *last;

	g_array_sort(hours, compare_intervals);
	for (guint i = 1; i < hours->len; i++)
		if (g_array_index(hours, struct week_interval, i).from <
			g_array_index(hours, struct week_interval, i - 1).to)
			return TRUE;
	first = &g_array_index(hours, struct week_interval, 0);
	last = &g_array_index(hours, struct week_interval, hours->len - 1);
	return last->to > WEEK_MINUTES + first->from;
}

/* One of "Mon-Fri 08:00-12:00" or, for the days said before, "13:00-17:00". */
static const char *read_hours(char *item, struct days *days, GArray *hours)
{
	char *times = item;
	guint from, to;
	const char *why;

	if (g_ascii_isalpha(*item)) {
		times = item + strcspn(item, " \t");
		if (*times)
			*times++ = 0;
		if (!read_days(item, days))
			return "holds no days such as Mon-Fri";
	}
	if (days->first < 0)
		return "begins without a day";
	why = read_times(times, &from, &to);
	if (why)
		return why;
	for (int day = days->first;; day = (day + 1) % 7) {
		struct week_interval interval = {
			.from = (guint)day * DAY_MINUTES + from,
			.to = (guint)day * DAY_MINUTES + to,
		};

		g_array_append_val(hours, interval);
		if (day == days->last)
			return NULL;
	}
}

const char *value_hours(
	const struct conf_key *key, const char *value, gpointer field)
{
	g_auto(GStrv) items = g_strsplit(value, ",", 100);
	g_autoptr(GArray) hours =
		g_array_new(FALSE, FALSE, sizeof(struct week_interval));
	struct days days = { .first = -1, .last = -1 };
	GArray **list = field;

	(void)key;
	for (gsize i = 0; items[i]; i++) {
		const char *why =
			read_hours(g_strstrip(items[i]), &days, hours);

		if (why)
			return why;
	}
	if (hours->len == 0)
		return "is empty";
	if (intervals_overlap(hours))
		return "holds intervals that overlap";
	g_array_append_vals(*list, hours->data, hours->len);
	return NULL;
}

static const char *read_money(const struct conf_key *key, const char *value,
	guint64 *amount, char **currency)
{
	gsize digits = strspn(value, "0123456789");
	g_autofree char *figure = g_strndup(value, digits);
	const char *unit = value + digits;

	while (*unit == ' ')
		unit++;
	if (!value_digits(figure, amount) || !in_range(key, *amount))
		return "is no amount";
	if (strspn(unit, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3 || unit[3])
		return "has no currency of three letters";
	g_free(*currency);
	*currency = g_strdup(unit);
	return NULL;
}

const char *value_money(
	const struct conf_key *key, const char *value, gpointer field)
{
	struct approval_rule *rule = field;

	return read_money(key, value, &rule->limit, &rule->currency);
}

const char *value_above(
	const struct conf_key *key, const char *value, gpointer field)
{
	struct approval_rule *rule = field;

	return read_money(key, value, &rule->above, &rule->above_currency);
}
