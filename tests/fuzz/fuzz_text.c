/* Any bytes are a text: HTML, flowed, quoted, in some charset. What is made of
 * it is valid UTF-8, and each line of it has a class. */
#include "appointment.h"
#include "charset.h"
#include "flowed.h"
#include "fuzz.h"
#include "html.h"
#include "plain.h"
#include "text_class.h"
#include "uuencode.h"
#include <string.h>

enum { MAX_TEXT = 1 << 16 };

static const char *const CHARSETS[] = { NULL, "utf-8", "iso-2022-jp", "gb18030",
	"utf-7", "windows-1251", "x-unknown" };

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	message_init();
	return 0;
}

static void assert_text(const char *text)
{
	g_assert(text != NULL && g_utf8_validate(text, -1, NULL));
}

static void decode_all(const char *data, gsize length)
{
	for (guint i = 0; i < G_N_ELEMENTS(CHARSETS); i++) {
		g_autofree char *text =
			charset_decode(CHARSETS[i], data, length);

		assert_text(text);
	}
}

static void classify_text(const char *text)
{
	gsize length = strlen(text);
	g_autoptr(GByteArray) classes = text_classify(text, length);
	gsize lines = length > 0 && text[length - 1] != '\n';

	for (gsize i = 0; i < length; i++)
		lines += text[i] == '\n';
	g_assert(classes->len == lines);
	for (guint i = 0; i < classes->len; i++)
		g_assert(classes->data[i] < LINE_CLASS_COUNT);
}

static void judge(const char *text)
{
	g_autofree char *bare = subject_bare(text, "T");
	g_autofree char *line = plain_line(text, 200);

	text_is_forward(text, text);
	text_is_thanks(text);
	text_language(text);
	subject_ticket(text, "T");
	assert_text(bare);
	g_assert(strlen(line) <= 200);
}

static void read_html(const char *text)
{
	g_autofree char *tags = html_tags(text);
	g_autofree char *lines = html_lines(text, MAX_TEXT);

	assert_text(tags);
	assert_text(lines);
	g_assert(strlen(lines) <= MAX_TEXT);
	classify_text(lines);
}

static void read_plain(const char *text)
{
	g_autofree char *clean = plain_clean(text);
	g_autofree char *flowed = flowed_join(clean, FALSE);
	g_autofree char *delsp = flowed_join(clean, TRUE);
	g_autofree char *event = appointment_lines(text);

	assert_text(flowed);
	assert_text(delsp);
	assert_text(event);
	classify_text(clean);
	classify_text(flowed);
	judge(clean);
}

static void find_files(const char *data, gsize length)
{
	struct uuencoded found = { 0 };

	for (gsize at = 0; uuencode_find(data, length, at, &found);
		at = found.end) {
		g_assert(at <= found.start && found.start < found.end &&
			 found.end <= length);
		g_clear_pointer(&found.name, g_free);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = charset_decode(NULL, (const char *)data, size);

	decode_all((const char *)data, size);
	read_html(text);
	read_plain(text);
	find_files((const char *)data, size);
	return 0;
}
