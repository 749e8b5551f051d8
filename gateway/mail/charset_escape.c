#include "charset_escape.h"
#include <string.h>

GString *escape_read_hz(const char *data, gsize length)
{
	GString *out = g_string_sized_new(length);
	gboolean is_chinese = FALSE;

	for (gsize i = 0; i < length; i++) {
		char next = i + 1 < length ? data[i + 1] : '\0';

		if (data[i] == '~' && next && strchr("~{}\n", next)) {
			is_chinese = next == '{' || (is_chinese && next != '}');
			if (next == '~')
				g_string_append_c(out, '~');
			i++;
			continue;
		}
		if (data[i] == '\n')
			is_chinese = FALSE;
		g_string_append_c(out, is_chinese && data[i] > ' '
					       ? (char)(data[i] | '\x80')
					       : data[i]);
	}
	return out;
}

enum set {
	SET_ASCII,
	SET_KANA,
	SET_KANJI,
	SET_MORE, /* JIS X 0212 */
};

static const struct {
	const char *escape; /* behind ESC */
	enum set set;
} SETS[] = {
	{ "(B", SET_ASCII },
	{ "(J", SET_ASCII },
	{ "(H", SET_ASCII },
	{ "(I", SET_KANA },
	{ "$@", SET_KANJI },
	{ "$B", SET_KANJI },
	{ "$(D", SET_MORE },
	{ "$(@", SET_KANJI },
	{ "$(B", SET_KANJI },
	{ "&@", SET_KANJI },
};

/* How long the escape is that begins at data; 0 where it is none of these. */
static gsize read_escape(const char *data, gsize length, enum set *set)
{
	for (guint i = 0; i < G_N_ELEMENTS(SETS); i++) {
		gsize size = strlen(SETS[i].escape);

		if (length < size + 1 ||
			memcmp(data + 1, SETS[i].escape, size) != 0)
			continue;
		*set = SETS[i].set;
		return size + 1;
	}
	return 0;
}

static gboolean is_graphic(char c)
{
	return c > ' ' && c < '\x7f';
}

/* One character of set; returns its bytes. */
static gsize add_character(
	GString *out, enum set set, const char *data, gsize length)
{
	gboolean is_pair = set == SET_KANJI || set == SET_MORE;

	if (set == SET_ASCII || !is_graphic(*data) ||
		(is_pair && (length < 2 || !is_graphic(data[1])))) {
		g_string_append_c(out, *data);
		return 1;
	}
	if (set == SET_KANA)
		g_string_append_c(out, '\x8e');
	if (set == SET_MORE)
		g_string_append_c(out, '\x8f');
	g_string_append_c(out, (char)(*data | '\x80'));
	if (is_pair)
		g_string_append_c(out, (char)(data[1] | '\x80'));
	return is_pair ? 2 : 1;
}

GString *escape_read_jp(const char *data, gsize length)
{
	GString *out = g_string_sized_new(length);
	enum set set = SET_ASCII;

	for (gsize i = 0; i < length;) {
		gsize size = data[i] == '\x1b'
				     ? read_escape(data + i, length - i, &set)
				     : 0;

		if (data[i] == '\x1b' && !size) {
			g_string_free(out, TRUE);
			return NULL;
		}
		/* A line ends in ASCII, whatever its writer forgot. */
		if (data[i] == '\n')
			set = SET_ASCII;
		i += size ? size
			  : add_character(out, set, data + i, length - i);
	}
	return out;
}
