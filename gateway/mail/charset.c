#include "charset.h"
#include "charset_escape.h"
#include "charset_guess.h"
#include <iconv.h>
#include <errno.h>
#include <string.h>

/* That many characters of more than one byte, all right, are no accident where
 * a charset of single bytes is declared, and where one of more is. */
#define MIN_UTF8 2
#define MIN_UTF8_CJK 8
#define REPLACEMENT "\xef\xbf\xbd"

/* A charset that iconv has not: GB 2312 in ASCII between ~{ and ~} (RFC 1843).
 */
#define HZ "hz-gb-2312"

/* Spellings are compared as lower-case letters and digits alone, so that
 * "ISO_8859-1", "iso8859-1" and "ISO-8859-1" are one. Where mail programs say a
 * small charset and mean its superset, the superset stands here. */
static const struct {
	const char *spelling, *name;
} CHARSETS[] = {
	{ "utf8", "utf-8" },
	{ "unicode11utf8", "utf-8" },
	{ "usascii", "utf-8" },
	{ "ascii", "utf-8" },
	{ "ansix341968", "utf-8" },
	{ "iso88591", "cp1252" },
	{ "latin1", "cp1252" },
	{ "l1", "cp1252" },
	{ "windows1252", "cp1252" },
	{ "cp1252", "cp1252" },
	{ "iso88592", "iso-8859-2" },
	{ "latin2", "iso-8859-2" },
	{ "iso88593", "iso-8859-3" },
	{ "iso88594", "iso-8859-4" },
	{ "iso88595", "iso-8859-5" },
	{ "iso88596", "iso-8859-6" },
	{ "iso88596i", "iso-8859-6" },
	{ "iso88597", "iso-8859-7" },
	{ "greek", "iso-8859-7" },
	{ "iso88598", "iso-8859-8" },
	{ "iso88598i", "iso-8859-8" },
	{ "iso88599", "cp1254" },
	{ "latin5", "cp1254" },
	{ "iso885910", "iso-8859-10" },
	{ "iso885911", "cp874" },
	{ "iso885913", "iso-8859-13" },
	{ "iso885914", "iso-8859-14" },
	{ "iso885915", "iso-8859-15" },
	{ "latin9", "iso-8859-15" },
	{ "iso885916", "iso-8859-16" },
	{ "windows1250", "cp1250" },
	{ "cp1250", "cp1250" },
	{ "windows1251", "cp1251" },
	{ "cp1251", "cp1251" },
	{ "windows1253", "cp1253" },
	{ "cp1253", "cp1253" },
	{ "windows1254", "cp1254" },
	{ "cp1254", "cp1254" },
	{ "windows1255", "cp1255" },
	{ "cp1255", "cp1255" },
	{ "windows1256", "cp1256" },
	{ "cp1256", "cp1256" },
	{ "windows1257", "cp1257" },
	{ "cp1257", "cp1257" },
	{ "windows1258", "cp1258" },
	{ "cp1258", "cp1258" },
	{ "windows874", "cp874" },
	{ "cp874", "cp874" },
	{ "tis620", "cp874" },
	{ "cp437", "cp437" },
	{ "ibm437", "cp437" },
	{ "cp850", "cp850" },
	{ "ibm850", "cp850" },
	{ "cp852", "cp852" },
	{ "ibm852", "cp852" },
	{ "cp866", "cp866" },
	{ "ibm866", "cp866" },
	{ "cp737", "cp737" },
	{ "ibm737", "cp737" },
	{ "cp775", "cp775" },
	{ "ibm775", "cp775" },
	{ "cp855", "ibm855" },
	{ "ibm855", "ibm855" },
	{ "cp857", "ibm857" },
	{ "ibm857", "ibm857" },
	{ "cp858", "ibm858" },
	{ "ibm858", "ibm858" },
	{ "ibm00858", "ibm858" },
	{ "cp860", "ibm860" },
	{ "ibm860", "ibm860" },
	{ "cp861", "ibm861" },
	{ "ibm861", "ibm861" },
	{ "cp862", "ibm862" },
	{ "ibm862", "ibm862" },
	{ "cp863", "ibm863" },
	{ "ibm863", "ibm863" },
	{ "cp864", "ibm864" },
	{ "ibm864", "ibm864" },
	{ "cp865", "ibm865" },
	{ "ibm865", "ibm865" },
	{ "cp869", "ibm869" },
	{ "ibm869", "ibm869" },
	{ "cp1125", "cp1125" },
	{ "koi8r", "koi8-r" },
	{ "koi8u", "koi8-u" },
	{ "koi8ru", "koi8-u" },
	{ "macintosh", "macintosh" },
	{ "xmacroman", "macintosh" },
	{ "mac", "macintosh" },
	{ "macroman", "macintosh" },
	{ "xmaccyrillic", "mac-cyrillic" },
	{ "maccyrillic", "mac-cyrillic" },
	{ "xmacce", "mac-centraleurope" },
	{ "xmaccentraleurroman", "mac-centraleurope" },
	{ "isoir111", "ecma-cyrillic" },
	{ "ecmacyrillic", "ecma-cyrillic" },
	{ "asmo708", "iso-8859-6" },
	{ "hproman8", "hp-roman8" },
	{ "decmcs", "dec-mcs" },
	{ "koi8t", "koi8-t" },
	{ "pt154", "pt154" },
	{ "rk1048", "rk1048" },
	{ "mik", "mik" },
	{ "gb2312", "gb18030" },
	{ "gb231280", "gb18030" },
	{ "gbk", "gb18030" },
	{ "cp936", "gb18030" },
	{ "gb18030", "gb18030" },
	{ "hzgb2312", HZ },
	{ "iso2022cn", "iso-2022-cn" },
	{ "iso2022cnext", "iso-2022-cn-ext" },
	{ "big5", "big5-hkscs" },
	{ "big5hkscs", "big5-hkscs" },
	{ "cp950", "big5-hkscs" },
	{ "shiftjis", "cp932" },
	{ "sjis", "cp932" },
	{ "xsjis", "cp932" },
	{ "windows31j", "cp932" },
	{ "mskanji", "cp932" },
	{ "cp932", "cp932" },
	{ "eucjp", "euc-jp-ms" },
	{ "eucjpms", "euc-jp-ms" },
	{ "eucjisx0213", "euc-jisx0213" },
	{ "eucjis2004", "euc-jisx0213" },
	{ "shiftjisx0213", "shift_jisx0213" },
	{ "shiftjis2004", "shift_jisx0213" },
	{ "xeucjp", "euc-jp-ms" },
	{ "iso2022jp", "iso-2022-jp-2" },
	{ "iso2022jp1", "iso-2022-jp-2" },
	{ "iso2022jp2", "iso-2022-jp-2" },
	{ "iso2022jp3", "iso-2022-jp-3" },
	{ "iso2022jpms", "iso-2022-jp-2" },
	{ "cp50220", "iso-2022-jp-2" },
	{ "euckr", "cp949" },
	{ "ksc5601", "cp949" },
	{ "ksc56011987", "cp949" },
	{ "ksc56011989", "cp949" },
	{ "cp949", "cp949" },
	{ "uhc", "cp949" },
	{ "windows949", "cp949" },
	{ "iso2022kr", "iso-2022-kr" },
	{ "johab", "johab" },
	{ "euctw", "euc-tw" },
	{ "viscii", "viscii" },
	{ "tcvn", "tcvn" },
	{ "tcvn5712", "tcvn" },
	{ "armscii8", "armscii-8" },
	{ "georgianps", "georgian-ps" },
	{ "georgianacademy", "georgian-academy" },
	{ "tscii", "tscii" },
	{ "cp1133", "cp1133" },
	{ "ibmcp1133", "cp1133" },
	{ "utf7", "utf-7" },
	{ "unicode11utf7", "utf-7" },
	{ "utf16", "utf-16" },
	{ "ucs2", "utf-16" },
	{ "unicode", "utf-16" },
	{ "utf16le", "utf-16le" },
	{ "utf16be", "utf-16be" },
	{ "utf32", "utf-32" },
	{ "utf32le", "utf-32le" },
	{ "utf32be", "utf-32be" },
};

/* What GMime opens for words of a header and for file names, beside those. */
static const char *const OF_GMIME[] = { "iso-8859-1", "iso-8859-9",
	"iso-8859-11", "tis-620", "us-ascii", "euc-kr", "euc-jp", "ujis", "gbk",
	"gb2312", "big5", "big5hkscs", "shift-jis", "shift_jisx0213",
	"iso-2022-jp", "iso-2022-jp-1", "ucs-2be" };

/* mutable: set once by charset_init(), before any parse, and only read after.
 */
static struct {
	iconv_t of_text[G_N_ELEMENTS(CHARSETS)];
	iconv_t of_gmime[G_N_ELEMENTS(OF_GMIME)];
	gboolean is_open;
} kept;

void charset_init(void)
{
	if (kept.is_open)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(CHARSETS); i++)
		kept.of_text[i] = iconv_open("utf-8", CHARSETS[i].name);
	for (guint i = 0; i < G_N_ELEMENTS(OF_GMIME); i++)
		kept.of_gmime[i] = iconv_open("utf-8", OF_GMIME[i]);
	kept.is_open = TRUE;
}

static gint charset_find(const char *declared)
{
	char spelling[32];
	gsize length = 0;

	for (; declared && *declared; declared++) {
		if (!g_ascii_isalnum(*declared))
			continue;
		if (length + 1 >= sizeof(spelling))
			return -1;
		spelling[length++] = g_ascii_tolower(*declared);
	}
	spelling[length] = '\0';
	for (guint i = 0; i < G_N_ELEMENTS(CHARSETS); i++) {
		if (strcmp(spelling, CHARSETS[i].spelling) == 0)
			return (gint)i;
	}
	return -1;
}

const char *charset_known(const char *declared)
{
	gint found = charset_find(declared);

	return found < 0 ? NULL : CHARSETS[found].name;
}

/* New text without NUL bytes. */
static GString *without_nul(const char *data, gsize length)
{
	GString *text = g_string_sized_new(length);
	const char *end = data + length;

	while (data < end) {
		const char *nul = memchr(data, '\0', (gsize)(end - data));
		const char *stop = nul ? nul : end;

		g_string_append_len(text, data, (gssize)(stop - data));
		data = nul ? nul + 1 : end;
	}
	return text;
}

/* What iconv cannot read becomes U+FFFD, a byte at a time; bad counts. */
static GString *convert(
	iconv_t converter, const char *data, gsize length, gsize *bad)
{
	GString *out = g_string_sized_new(length + length / 4);
	g_autofree char *copy = g_memdup2(data, length);
	char *in = copy;
	gsize left = length;
	char buffer[4096];

	*bad = 0;
	iconv(converter, NULL, NULL, NULL, NULL);
	while (left) {
		char *to = buffer;
		gsize room = sizeof(buffer);
		gsize done = iconv(converter, &in, &left, &to, &room);
		int why = errno;

		g_string_append_len(out, buffer, (gssize)(to - buffer));
		if (done == (gsize)-1 && why != E2BIG && left) {
			g_string_append(out, REPLACEMENT);
			(*bad)++;
			in++;
			left--;
		}
	}
	char *to = buffer;
	gsize room = sizeof(buffer);

	/* Some converters hold a character back for what may combine. */
	iconv(converter, NULL, NULL, &to, &room);
	g_string_append_len(out, buffer, (gssize)(to - buffer));
	return out;
}

static GString *convert_by_name(
	const char *declared, const char *data, gsize length, gsize *bad);

/* Charsets that are rewritten first; NULL where declared is none of them. */
static GString *convert_escaped(
	const char *name, const char *data, gsize length, gsize *bad)
{
	gboolean is_hz = strcmp(name, HZ) == 0;
	GString *bytes = NULL;

	if (is_hz)
		bytes = escape_read_hz(data, length);
	else if (g_str_has_prefix(name, "iso-2022-jp"))
		bytes = escape_read_jp(data, length);
	if (!bytes)
		return NULL;
	GString *text = convert_by_name(
		is_hz ? "gb18030" : "euc-jp", bytes->str, bytes->len, bad);

	g_string_free(bytes, TRUE);
	return text;
}

static GString *convert_by_name(
	const char *declared, const char *data, gsize length, gsize *bad)
{
	gint found = charset_find(declared);

	GString *escaped = found < 0 ? NULL
				     : convert_escaped(CHARSETS[found].name,
					       data, length, bad);

	if (escaped)
		return escaped;
	if (found < 0 || !kept.is_open || kept.of_text[found] == (iconv_t)-1)
		return NULL;
	/* A line end that a transfer put behind the last character may be half
	 * a one. */
	if (g_str_has_prefix(charset_known(declared), "utf-16"))
		length &= ~(gsize)1;
	return convert(kept.of_text[found], data, length, bad);
}

/* Bytes that are no part of a UTF-8 character, and those characters of more
 * than one byte that are right. */
static void count_utf8(
	const char *data, gsize length, gsize *bad, gsize *multibyte)
{
	const char *end = data + length;

	*bad = *multibyte = 0;
	while (data < end) {
		gunichar c =
			*data ? g_utf8_get_char_validated(data, end - data) : 0;

		if (c == (gunichar)-1 || c == (gunichar)-2) {
			(*bad)++;
			data++;
			continue;
		}
		if (c >= 0x80)
			(*multibyte)++;
		data += g_utf8_skip[(guchar)*data];
	}
}

/* A Japanese mail without a charset is still told by its escapes. */
static gboolean is_iso2022jp(const char *data, gsize length)
{
	for (gsize i = 0; i + 2 < length; i++) {
		if (data[i] == '\x1b' && data[i + 1] == '$' &&
			(data[i + 2] == 'B' || data[i + 2] == '@'))
			return TRUE;
	}
	return FALSE;
}

static gboolean is_plain_utf8(const char *declared)
{
	const char *name = charset_known(declared);

	return !name || strcmp(name, "utf-8") == 0;
}

/* Text of another charset is not UTF-8 by chance, so who declares one and
 * writes UTF-8 has declared it wrongly. */
static gboolean is_surely_utf8(const char *declared, gsize multibyte)
{
	const char *name = charset_known(declared);
	gboolean is_single =
		name && (g_str_has_prefix(name, "cp12") ||
				g_str_has_prefix(name, "iso-8859") ||
				g_str_has_prefix(name, "koi8"));

	return multibyte >= (is_single ? MIN_UTF8 : MIN_UTF8_CJK);
}

/* What programs declare that were not told what they send. */
static gboolean is_default(const char *declared)
{
	const char *name = charset_known(declared);

	return g_strcmp0(name, "cp1252") == 0 ||
	       g_strcmp0(name, "iso-8859-15") == 0;
}

/* The first two steps of the ladder; NULL where both fail. */
static GString *decode(const char *declared, const char *data, gsize length)
{
	gsize bad, wrong, multibyte;

	count_utf8(data, length, &wrong, &multibyte);
	if (is_plain_utf8(declared) && !multibyte && !wrong &&
		is_iso2022jp(data, length))
		declared = "iso-2022-jp";
	if (wrong > multibyte && is_default(declared) &&
		charset_guess(data, length))
		return NULL;
	if (!is_plain_utf8(declared) &&
		(wrong || !is_surely_utf8(declared, multibyte))) {
		GString *text = convert_by_name(declared, data, length, &bad);

		/* A few broken characters do not make another charset. */
		if (text && bad <= length / 20)
			return text;
		if (text)
			g_string_free(text, TRUE);
	}
	if (!wrong || multibyte > wrong)
		return g_string_new_len(data, (gssize)length);
	return NULL;
}

char *charset_decode(const char *declared, const char *data, gsize length)
{
	gsize bad;
	GString *text = decode(declared, data, length);

	const char *guess = text ? NULL : charset_guess(data, length);

	if (!text)
		text = convert_by_name(
			guess ? guess : "windows-1252", data, length, &bad);
	if (!text)
		text = g_string_new_len(data, (gssize)length);
	GString *clean = without_nul(text->str, text->len);

	g_string_free(text, TRUE);
	g_autofree char *loose = g_string_free(clean, FALSE);

	return g_utf8_make_valid(loose, -1);
}
