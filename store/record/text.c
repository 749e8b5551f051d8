#include "text.h"
#include <string.h>

/* The byte that stands where a mail's own bytes are no UTF-8. */
#define REPLACEMENT 0xFFFDu
#define ELLIPSIS "\u2026"

/* Combining marks take no column, so columns alone bound no length. */
#define BYTES_A_COLUMN 16u

/* The next code point, an invalid byte as U+FFFD. */
static gunichar take_char(const char **at, const char *end)
{
	gunichar c = 0;

	if (**at != '\0')
		c = g_utf8_get_char_validated(*at, end - *at);
	if (c == (gunichar)-1 || c == (gunichar)-2) {
		*at += 1;
		return REPLACEMENT;
	}
	*at += c == 0 ? 1 : g_utf8_skip[(guchar) * *at];
	return c;
}

static const char *end_of(const char *text, gssize length)
{
	if (!text)
		return NULL;
	return text + (length < 0 ? strlen(text) : (gsize)length);
}

gboolean text_is_hidden(gunichar c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x61C ||
	       (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

static gboolean is_separator(gunichar c)
{
	return c == 0x2028 || c == 0x2029;
}

static void append_visible(GString *out, gunichar c)
{
	if (text_is_hidden(c))
		g_string_append_printf(out, "\\x%02x", c);
	else
		g_string_append_unichar(out, c);
}

static gboolean is_line_blank(gunichar c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' ||
	       is_separator(c);
}

/* How many bytes from here on are ASCII that is shown as it is, no blank. */
static gsize plain_run(const char *text, const char *end)
{
	const char *at = text;

	while (at<end && * at> ' ' && *at < 0x7F)
		at++;
	return (gsize)(at - text);
}

/* Most lines are as they should be: words of visible ASCII, a blank between. */
static gboolean is_plain_line(const char *text, const char *end)
{
	gboolean was_blank = TRUE;

	for (const char *at = text; at < end; at++) {
		if (*at < ' ' || *at > '~' || (was_blank && *at == ' '))
			return FALSE;
		was_blank = *at == ' ';
	}
	return text == end || !was_blank;
}

char *text_line(const char *text, gssize length)
{
	const char *end = end_of(text, length);
	GString *out;
	gboolean is_blank_due = FALSE;

	while (text < end && *text == ' ')
		text++;
	if (is_plain_line(text, end))
		return g_strndup(text ? text : "", (gsize)(end - text));
	out = g_string_sized_new((gsize)(end - text));
	while (text < end) {
		gsize run = plain_run(text, end);

		if (run > 0) {
			if (is_blank_due)
				g_string_append_c(out, ' ');
			is_blank_due = FALSE;
			g_string_append_len(out, text, (gssize)run);
			text += run;
			continue;
		}
		gunichar c = take_char(&text, end);
		if (c == 0)
			continue;
		if (is_line_blank(c)) {
			is_blank_due = out->len > 0;
			continue;
		}
		if (is_blank_due)
			g_string_append_c(out, ' ');
		is_blank_due = FALSE;
		append_visible(out, c);
	}
	return g_string_free(out, FALSE);
}

/* What a block keeps as it is, line ends and all. */
static gsize block_run(const char *text, const char *end)
{
	const char *at = text;

	while (at < end &&
		((*at >= ' ' && *at < 0x7F) || *at == '\n' || *at == '\t'))
		at++;
	return (gsize)(at - text);
}

char *text_block(const char *text, gssize length)
{
	const char *end = end_of(text, length);
	GString *out = g_string_sized_new((gsize)(end - text));

	while (text < end) {
		gsize run = block_run(text, end);

		g_string_append_len(out, text, (gssize)run);
		text += run;
		if (text == end)
			break;
		gunichar c = take_char(&text, end);
		if (c == 0)
			continue;
		if (c == '\r' && text < end && *text == '\n')
			continue;
		if (c == '\r' || c == '\n' || is_separator(c))
			g_string_append_c(out, '\n');
		else
			append_visible(out, c);
	}
	return g_string_free(out, FALSE);
}

static guint columns_of(gunichar c)
{
	if (g_unichar_iszerowidth(c))
		return 0;
	return g_unichar_iswide(c) ? 2 : 1;
}

/* How many bytes of a line fit into that many columns. */
static gsize bytes_within(const char *line, guint columns)
{
	const char *at = line;
	guint used = 0;

	while (*at != '\0') {
		used += columns_of(g_utf8_get_char(at));
		const char *next = text_next(at);
		if (used > columns ||
			(gsize)(next - line) / BYTES_A_COLUMN >= columns)
			break;
		at = next;
	}
	return (gsize)(at - line);
}

char *text_cut(const char *text, gssize length, guint columns)
{
	g_assert(columns >= 2);
	char *line = text_line(text, length);
	if (line[bytes_within(line, columns)] == '\0')
		return line;

	gsize kept = bytes_within(line, columns - 1);
	gsize word = kept;
	while (word > 0 && line[word] != ' ')
		word--;
	if (word > 0)
		kept = word;
	line[kept] = '\0';
	char *cut = g_strconcat(line, ELLIPSIS, NULL);
	g_free(line);
	return cut;
}

void text_limit(char *text, gsize max_bytes)
{
	gsize mark = sizeof ELLIPSIS - 1;
	gsize length = strlen(text);

	g_assert(max_bytes >= mark);
	if (length <= max_bytes)
		return;
	gsize kept = max_bytes - mark;
	while (kept > 0 && ((guchar)text[kept] & 0xC0) == 0x80)
		kept--;
	memcpy(text + kept, ELLIPSIS, sizeof ELLIPSIS);
}

gboolean text_is_line(const char *text)
{
	g_autofree char *line = text_line(text, -1);

	return strcmp(line, text) == 0;
}

/* Letters with a stroke or a form of their own: NFKD leaves them whole. */
static const struct {
	gunichar letter;
	const char *base;
} BASE_LETTERS[] = {
	{ 0xE6, "ae" },
	{ 0xF0, "d" },
	{ 0xF8, "o" },
	{ 0xFE, "th" },
	{ 0xDF, "ss" },
	{ 0x111, "d" },
	{ 0x127, "h" },
	{ 0x131, "i" },
	{ 0x142, "l" },
	{ 0x153, "oe" },
	{ 0x167, "t" },
};

static void append_base(GString *out, gunichar c)
{
	if (g_unichar_ismark(c))
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(BASE_LETTERS); i++) {
		if (BASE_LETTERS[i].letter == c) {
			g_string_append(out, BASE_LETTERS[i].base);
			return;
		}
	}
	g_string_append_unichar(out, c);
}

char *text_fold(const char *text)
{
	if (text && g_str_is_ascii(text))
		return g_ascii_strdown(text, -1);
	if (!text || !g_utf8_validate(text, -1, NULL))
		return g_strdup("");

	/* Folding may compose anew, so it is taken apart a second time. */
	g_autofree char *apart = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
	g_autofree char *folded = g_utf8_casefold(apart, -1);
	g_autofree char *again = g_utf8_normalize(folded, -1, G_NORMALIZE_ALL);
	GString *out = g_string_new(NULL);

	for (const char *at = again; *at != '\0'; at = text_next(at))
		append_base(out, g_utf8_get_char(at));
	return g_string_free(out, FALSE);
}

#define LAST_SECOND G_GINT64_CONSTANT(253402300799) /* 9999-12-31T23:59:59Z */

char *text_time(gint64 unix_sec)
{
	gint64 at = CLAMP(unix_sec, 0, LAST_SECOND);
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(at);

	return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02dZ",
		g_date_time_get_year(time), g_date_time_get_month(time),
		g_date_time_get_day_of_month(time), g_date_time_get_hour(time),
		g_date_time_get_minute(time), g_date_time_get_second(time));
}

/* The form of a time: each 0 is a digit, all else stands for itself. */
static const char TIME_FORM[] = "0000-00-00T00:00:00Z";

static gboolean has_time_form(const char *text)
{
	for (gsize i = 0; i < sizeof TIME_FORM; i++) {
		gboolean fits = TIME_FORM[i] == '0' ? g_ascii_isdigit(text[i])
						    : text[i] == TIME_FORM[i];
		if (!fits)
			return FALSE;
	}
	return TRUE;
}

static int digits_at(const char *text, guint count)
{
	int value = 0;

	for (guint i = 0; i < count; i++)
		value = value * 10 + g_ascii_digit_value(text[i]);
	return value;
}

gboolean text_parse_time(const char *text, gint64 *unix_sec)
{
	if (!text || !has_time_form(text) || digits_at(text, 4) < 1970)
		return FALSE;
	g_autoptr(GDateTime) time = g_date_time_new_utc(digits_at(text, 4),
		digits_at(text + 5, 2), digits_at(text + 8, 2),
		digits_at(text + 11, 2), digits_at(text + 14, 2),
		(double)digits_at(text + 17, 2));
	if (!time)
		return FALSE;
	*unix_sec = g_date_time_to_unix(time);
	return TRUE;
}

gboolean text_parse_number(const char *text, guint32 *number)
{
	gsize length = text ? strlen(text) : 0;

	if (length < 1 || length > 9)
		return FALSE;
	guint32 value = 0;
	for (gsize i = 0; i < length; i++) {
		if (!g_ascii_isdigit(text[i]))
			return FALSE;
		value = value * 10 + (guint32)g_ascii_digit_value(text[i]);
	}
	*number = value;
	return TRUE;
}
