#include "reader.h"
#include <string.h>

struct reader {
	const char *at, *end;
	guint line;
	const struct reader_calls *calls;
	GString *section, *name, *key, *value;
	gboolean has_name;
	gboolean
		in_section; /* FALSE before the first and behind a broken one */
	gboolean is_broken; /* the header of these keys was told to be wrong */
};

static int peek(const struct reader *reader)
{
	return reader->at < reader->end ? (guchar)*reader->at : -1;
}

static gboolean at_crlf(const struct reader *reader)
{
	return peek(reader) == '\r' && reader->at + 1 < reader->end &&
	       reader->at[1] == '\n';
}

static gboolean at_line_end(const struct reader *reader)
{
	return peek(reader) == -1 || peek(reader) == '\n' || at_crlf(reader);
}

static void next_line(struct reader *reader)
{
	const char *lf =
		memchr(reader->at, '\n', (gsize)(reader->end - reader->at));

	reader->at = lf ? lf + 1 : reader->end;
	reader->line++;
}

static gboolean is_blank(int byte)
{
	return byte == ' ' || byte == '\t';
}

static void skip_blanks(struct reader *reader)
{
	while (is_blank(peek(reader)))
		reader->at++;
}

static gboolean fail(struct reader *reader, const char *text)
{
	reader->calls->error(reader->line, text, reader->calls->user);
	return FALSE;
}

/* Letters, digits and "-", lower case, at most READER_MAX_KEY. */
static gboolean read_word(struct reader *reader, GString *word)
{
	g_string_truncate(word, 0);
	while (g_ascii_isalnum(peek(reader)) || peek(reader) == '-') {
		if (word->len == READER_MAX_KEY)
			return FALSE;
		g_string_append_c(word, g_ascii_tolower(*reader->at));
		reader->at++;
	}
	return word->len > 0 && g_ascii_isalpha(word->str[0]);
}

static gboolean read_name(struct reader *reader)
{
	reader->at++;
	g_string_truncate(reader->name, 0);
	while (peek(reader) != '"') {
		if (peek(reader) == '\\')
			reader->at++;
		if (at_line_end(reader))
			return fail(reader,
				"the quotes of the section's name are not "
				"closed (expected [section \"name\"])");
		if (reader->name->len == READER_MAX_NAME)
			return fail(reader, "the section's name is too long "
					    "(expected at most 254 bytes)");
		g_string_append_c(reader->name, *reader->at++);
	}
	reader->at++;
	reader->has_name = TRUE;
	if (!g_utf8_validate(
		    reader->name->str, (gssize)reader->name->len, NULL))
		return fail(reader, "the section's name is no UTF-8");
	return TRUE;
}

static void emit(struct reader *reader, guint line, const char *key)
{
	struct reader_entry entry = {
		.line = line,
		.section = reader->section->str,
		.name = reader->has_name ? reader->name->str : NULL,
		.key = key,
		.value = key ? reader->value->str : NULL,
	};

	reader->calls->entry(&entry, reader->calls->user);
}

static gboolean read_header(struct reader *reader)
{
	const char *expected = "this is no section (expected [section] or "
			       "[section \"name\"])";

	reader->at++;
	reader->in_section = FALSE;
	reader->is_broken = TRUE;
	reader->has_name = FALSE;
	if (!read_word(reader, reader->section))
		return fail(reader, expected);
	if (peek(reader) != ']') {
		gboolean is_apart = is_blank(peek(reader));

		skip_blanks(reader);
		if (!is_apart || peek(reader) != '"')
			return fail(reader, expected);
		if (!read_name(reader))
			return FALSE;
	}
	if (peek(reader) != ']')
		return fail(reader, expected);
	reader->at++;
	if (g_str_equal(reader->section->str, "include") ||
		g_str_equal(reader->section->str, "includeif"))
		return fail(reader, "an include is not read (expected all "
				    "settings in this one file)");
	reader->in_section = TRUE;
	reader->is_broken = FALSE;
	emit(reader, reader->line, NULL);
	return TRUE;
}

/* Behind a backslash. A line end continues the value on the next line. */
static gboolean read_escape(struct reader *reader)
{
	static const char from[] = "\"\\ntb", to[] = "\"\\\n\t\b";
	const char *found;

	if (at_crlf(reader))
		reader->at++;
	if (peek(reader) == '\n') {
		next_line(reader);
		return TRUE;
	}
	found = peek(reader) > 0 ? strchr(from, peek(reader)) : NULL;
	if (!found)
		return fail(reader, "unknown escape in a value (expected \\\\ "
				    "\\\" \\n \\t or \\b)");
	g_string_append_c(reader->value, to[found - from]);
	reader->at++;
	return TRUE;
}

static gboolean value_ends(const struct reader *reader, gboolean in_quotes)
{
	return at_line_end(reader) ||
	       (!in_quotes && (peek(reader) == '#' || peek(reader) == ';'));
}

static gboolean read_value(struct reader *reader)
{
	gboolean in_quotes = FALSE;
	gsize kept = 0; /* what blanks at the end do not belong to */

	g_string_truncate(reader->value, 0);
	skip_blanks(reader);
	while (!value_ends(reader, in_quotes)) {
		char byte = *reader->at++;
		gsize before = reader->value->len;

		if (reader->value->len > READER_MAX_VALUE)
			return fail(reader, "the value is too long (expected "
					    "at most 4096 bytes)");
		if (byte == '"')
			in_quotes = !in_quotes;
		else if (byte == '\\') {
			if (!read_escape(reader))
				return FALSE;
		} else if (in_quotes || !is_blank(byte)) {
			g_string_append_c(reader->value, byte);
		} else if (reader->value->len > 0) {
			g_string_append_c(reader->value, ' ');
		}
		if (in_quotes || byte == '"' ||
			(!is_blank(byte) && reader->value->len > before))
			kept = reader->value->len;
	}
	if (in_quotes)
		return fail(reader, "the quotes of a value are not closed");
	g_string_truncate(reader->value, kept);
	return TRUE;
}

static gboolean read_key(struct reader *reader)
{
	guint line = reader->line;

	if (!read_word(reader, reader->key))
		return fail(reader, "this is no setting (expected key = value, "
				    "[section] or a # comment)");
	skip_blanks(reader);
	if (peek(reader) == '=') {
		reader->at++;
		if (!read_value(reader))
			return FALSE;
	} else if (at_line_end(reader)) {
		g_string_assign(reader->value, "true");
	} else {
		return fail(reader, "this is no setting (expected key = value, "
				    "or a key alone for true)");
	}
	if (reader->is_broken)
		return TRUE;
	if (!reader->in_section)
		return fail(reader,
			"a key before any section (expected [section] first)");
	if (memchr(reader->value->str, 0, reader->value->len) ||
		!g_utf8_validate(
			reader->value->str, (gssize)reader->value->len, NULL))
		return fail(reader, "the value is no UTF-8 text");
	emit(reader, line, reader->key->str);
	return TRUE;
}

static void read_line(struct reader *reader)
{
	skip_blanks(reader);
	while (!value_ends(reader, FALSE)) {
		gboolean is_right = peek(reader) == '[' ? read_header(reader)
							: read_key(reader);

		if (!is_right)
			break;
		skip_blanks(reader);
	}
	next_line(reader);
}

void conf_read(const char *text, gsize length, const struct reader_calls *calls)
{
	struct reader reader = {
		.at = text,
		.end = text + length,
		.line = 1,
		.calls = calls,
		.section = g_string_new(NULL),
		.name = g_string_new(NULL),
		.key = g_string_new(NULL),
		.value = g_string_new(NULL),
	};

	if (length > READER_MAX_BYTES) {
		fail(&reader, "the file is too large (expected at most 1M)");
		reader.at = reader.end;
	}
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		reader.at += 3;
	while (reader.at < reader.end)
		read_line(&reader);
	g_string_free(reader.section, TRUE);
	g_string_free(reader.name, TRUE);
	g_string_free(reader.key, TRUE);
	g_string_free(reader.value, TRUE);
}
