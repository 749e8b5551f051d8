#include "encoded_word.h"
#include "charset.h"
#include <glib.h>
#include <string.h>

#define MAX_CHARSET 40
/* So far an end is looked for behind a ? that is none. */
#define MAX_LOOSE 500

struct word {
	const char *charset;
	gsize charset_length;
	char encoding; /* 'b' or 'q' */
	const char *text;
	gsize length;
	const char *end; /* behind "?=" */
};

/* TRUE where a word begins at at: "=?charset*language?b?text?=" without
 * blanks. */
static gboolean read_word(const char *at, struct word *word)
{
	if (at[0] != '=' || at[1] != '?')
		return FALSE;
	word->charset = at + 2;
	word->charset_length = strcspn(word->charset, "?* \t\r\n");
	if (word->charset_length > MAX_CHARSET)
		return FALSE;
	at = word->charset + strcspn(word->charset, "? \t\r\n");
	if (at[0] != '?' || !at[1] || at[2] != '?')
		return FALSE;
	word->encoding = g_ascii_tolower(at[1]);
	word->text = at + 3;
	word->length = strcspn(word->text, "? \t\r\n");
	/* A ? of its own stands in the text of some. */
	while (word->encoding == 'q' && word->length < MAX_LOOSE &&
		word->text[word->length] == '?' &&
		word->text[word->length + 1] != '=')
		word->length +=
			1 + strcspn(word->text + word->length + 1, "? \t\r\n");
	word->end = word->text + word->length + 2;
	return (word->encoding == 'b' || word->encoding == 'q') &&
	       word->text[word->length] == '?' &&
	       word->text[word->length + 1] == '=';
}

static void decode_q(GString *bytes, const struct word *word)
{
	for (gsize i = 0; i < word->length; i++) {
		const char *at = word->text + i;

		if (*at == '=' && i + 2 < word->length &&
			g_ascii_isxdigit(at[1]) && g_ascii_isxdigit(at[2])) {
			int value = g_ascii_xdigit_value(at[1]) * 16 +
				    g_ascii_xdigit_value(at[2]);

			g_string_append_c(bytes, (char)value);
			i += 2;
		} else {
			g_string_append_c(bytes, *at == '_' ? ' ' : *at);
		}
	}
}

/* A group of four signs may be split over two words. */
struct base64 {
	gint state;
	guint save;
};

static void decode_b(
	GString *bytes, const char *text, gsize length, struct base64 *base64)
{
	g_autofree guchar *out = g_malloc(length / 4 * 3 + 6);
	gsize got = g_base64_decode_step(
		text, length, out, &base64->state, &base64->save);

	g_string_append_len(bytes, (const char *)out, (gssize)got);
}

/* Some leave the padding out. */
static void end_b(GString *bytes, struct base64 *base64)
{
	if (base64->state)
		decode_b(bytes, "===", 3, base64);
	*base64 = (struct base64){ 0, 0 };
}

static void add_bytes(
	GString *bytes, const struct word *word, struct base64 *base64)
{
	if (word->encoding == 'b') {
		decode_b(bytes, word->text, word->length, base64);
		return;
	}
	end_b(bytes, base64);
	decode_q(bytes, word);
}

static gboolean is_same_charset(const struct word *a, const struct word *b)
{
	return a->charset_length == b->charset_length &&
	       g_ascii_strncasecmp(a->charset, b->charset, a->charset_length) ==
		       0;
}

/* Writes first, and the words of its charset that follow it; returns what is
 * behind the last of them. */
static const char *write_words(
	GString *out, const struct word *first, const char *charset)
{
	GString *bytes = g_string_new(NULL);
	struct word word = *first;
	struct base64 base64 = { 0, 0 };

	for (;;) {
		struct word next;

		add_bytes(bytes, &word, &base64);
		if (!read_word(word.end + strspn(word.end, " \t\r\n"), &next) ||
			!is_same_charset(&word, &next))
			break;
		word = next;
	}
	end_b(bytes, &base64);
	g_autofree char *text = charset_decode(charset, bytes->str, bytes->len);
	g_autofree char *encoded =
		g_base64_encode((const guchar *)text, strlen(text));

	g_string_append_printf(out, "=?utf-8?b?%s?=", encoded);
	g_string_free(bytes, TRUE);
	return word.end;
}

char *encoded_words_to_utf8(const char *value)
{
	GString *out = g_string_new(NULL);

	while (*value) {
		const char *begin = strstr(value, "=?");
		struct word word;

		if (!begin) {
			g_string_append(out, value);
			break;
		}
		g_string_append_len(out, value, (gssize)(begin - value));
		value = begin;
		g_autofree char *charset =
			read_word(begin, &word)
				? g_strndup(word.charset, word.charset_length)
				: NULL;

		if (charset && charset_known(charset)) {
			value = write_words(out, &word, charset);
		} else {
			g_string_append_len(out, value, 2);
			value += 2;
		}
	}
	return g_string_free(out, FALSE);
}
