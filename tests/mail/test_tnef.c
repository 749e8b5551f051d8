/* winmail.dat: its files are attachments, its text is read where the mail has
 * no other, and nothing that is wrong in it does harm. */
#include "mail.h"
#include "fault.h"
#include "tnef.h"

#define BODY_HTML 0x1013
#define BODY 0x1000
#define LONG_NAME 0x3707
#define MIME_TAG 0x370e
#define STRING8 0x1e
#define BINARY 0x102

static void add_16(GByteArray *out, guint value)
{
	const guint8 bytes[] = { (guint8)value, (guint8)(value >> 8) };

	g_byte_array_append(out, bytes, sizeof(bytes));
}

static void add_32(GByteArray *out, guint32 value)
{
	add_16(out, value & 0xffff);
	add_16(out, value >> 16);
}

static void add_record(GByteArray *out, guint8 level, guint32 attribute,
	const void *data, gsize length)
{
	guint sum = 0;

	for (gsize i = 0; i < length; i++)
		sum += ((const guint8 *)data)[i];
	g_byte_array_append(out, &level, 1);
	add_32(out, attribute);
	add_32(out, (guint32)length);
	g_byte_array_append(out, data, (guint)length);
	add_16(out, sum & 0xffff);
}

/* One property of MAPI; "" for none at all. */
static GByteArray *properties(const char *value, guint type, guint id,
	const char *more, guint more_id)
{
	GByteArray *out = g_byte_array_new();
	const char *values[] = { value, more };
	const guint ids[] = { id, more_id };

	add_32(out, more ? 2 : 1);
	for (guint i = 0; i < (more ? 2 : 1); i++) {
		gsize length = strlen(values[i]) + 1;

		add_16(out, i ? STRING8 : type);
		add_16(out, ids[i]);
		add_32(out, 1);
		add_32(out, (guint32)length);
		g_byte_array_append(
			out, (const guint8 *)values[i], (guint)length);
		for (; length % 4; length++)
			g_byte_array_append(out, (const guint8 *)"", 1);
	}
	return out;
}

static void add_file(
	GByteArray *out, const char *title, const char *name, const char *bytes)
{
	static const guint8 RENDERING[14] = { 1 };

	add_record(out, 2, 0x00069002, RENDERING, sizeof(RENDERING));
	add_record(out, 2, 0x00018010, title, strlen(title) + 1);
	add_record(out, 2, 0x0006800f, bytes, strlen(bytes));
	if (name) {
		g_autoptr(GByteArray) all = properties(
			name, STRING8, LONG_NAME, "text/x-Notes", MIME_TAG);

		add_record(out, 2, 0x00069005, all->data, all->len);
	}
}

/* Two files and a text. */
static GByteArray *make_tnef(void)
{
	GByteArray *out = g_byte_array_new();
	g_autoptr(GByteArray) text = properties(
		"<p>Words of Exchange</p>", BINARY, BODY_HTML, NULL, 0);
	const guint8 version[] = { 0, 0, 1, 0 };
	const guint8 page[] = { 0xe3, 4, 0, 0, 0, 0, 0, 0 }; /* 1251 */

	add_32(out, 0x223e9f78);
	add_16(out, 1);
	add_record(out, 1, 0x00089006, version, sizeof(version));
	add_record(out, 1, 0x00069007, page, sizeof(page));
	add_record(out, 1, 0x00069003, text->data, text->len);
	add_file(out, "NOTES~1.TXT", "\xcf\xf0\xe8.txt", "the first");
	add_file(out, "../b.dat", NULL, "the second");
	return out;
}

static char *mail_of(const GByteArray *tnef, const char *text)
{
	g_autofree char *encoded = g_base64_encode(tnef->data, tnef->len);

	return g_strdup_printf(
		"From: a@example.com\n"
		"Content-Type: multipart/mixed; boundary=b\n\n"
		"--b\n\n%s\n"
		"--b\nContent-Type: application/ms-tnef; name=winmail.dat\n"
		"Content-Transfer-Encoding: base64\n\n%s\n--b--\n",
		text, encoded);
}

/* As the desk gets it. */
static struct message *parse_mail(GBytes *raw)
{
	AUTO(message) message = message_parse(raw, &MAIL_LIMITS_DEFAULT);
	g_autoptr(GBytes) packed = message_pack(message);
	g_autoptr(GError) error = NULL;
	struct message *again = message_unpack(
		packed, g_bytes_get_size(raw), &MAIL_LIMITS_DEFAULT, &error);

	if (!again)
		fail_msg("%s", error->message);
	return again;
}

static void files_are_attachments(void **state)
{
	(void)state;
	g_autoptr(GByteArray) tnef = make_tnef();
	g_autofree char *mail = mail_of(tnef, "Hello");
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
	AUTO(message) message = parse_mail(raw);
	g_autoptr(GBytes) first =
		part_decode(part_at(message, 2), raw, 100, NULL);
	g_autoptr(GBytes) second =
		part_decode(part_at(message, 3), raw, 100, NULL);

	assert_int_equal(message->parts->len, 4);
	assert_false(part_at(message, 1)->is_attachment);
	assert_true(part_at(message, 2)->is_attachment);
	assert_string_equal(part_at(message, 2)->name, "При.txt");
	assert_string_equal(part_at(message, 2)->type, "text/x-notes");
	assert_string_equal(part_at(message, 3)->name, ".._b.dat");
	assert_int_equal(g_bytes_get_size(first), 9);
	assert_memory_equal(g_bytes_get_data(first, NULL), "the first", 9);
	assert_memory_equal(g_bytes_get_data(second, NULL), "the second", 10);
	assert_string_equal(message->text, "Hello\n");
}

static void text_is_read_where_there_is_no_other(void **state)
{
	(void)state;
	g_autoptr(GByteArray) tnef = make_tnef();
	g_autofree char *mail = mail_of(tnef, "");
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
	AUTO(message) message = parse_mail(raw);

	assert_string_equal(message->text, "Words of Exchange\n");
}

static void the_digest_counts_each_byte_once(void **state)
{
	(void)state;
	g_autoptr(GByteArray) tnef = make_tnef();
	g_autofree char *mail = mail_of(tnef, "Hello");
	g_autofree char *same = mail_of(tnef, "Hello");
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
	char *type = strstr(same, "application/ms-tnef; name=winmail.dat");

	memcpy(type, "application/ms-xxxx; name=winmail.xxx", 37);
	g_autoptr(GBytes) other = g_bytes_new(same, strlen(same));
	AUTO(message) a = parse_mail(raw);
	AUTO(message) b = parse_mail(other);

	assert_string_equal(a->digest, b->digest);
}

static void broken_ones_are_files_as_they_are(void **state)
{
	(void)state;
	g_autoptr(GByteArray) tnef = make_tnef();
	guint all = tnef->len;

	for (guint length = 0; length <= all; length++) {
		g_autoptr(GByteArray) cut = g_byte_array_new();

		g_byte_array_append(cut, tnef->data, length);
		g_autofree char *mail = mail_of(cut, "Hello");
		g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
		AUTO(message) message = parse_mail(raw);

		assert_string_equal(message->text, "Hello\n");
	}
}

static void random_bytes_do_no_harm(void **state)
{
	(void)state;
	const guint32 seed = 11;
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);
	g_autoptr(GByteArray) tnef = make_tnef();

	print_message("seed %u\n", seed);
	for (guint round = 0; round < 3000; round++) {
		g_autofree guint8 *copy = g_memdup2(tnef->data, tnef->len);

		for (gint n = g_rand_int_range(random, 1, 6); n; n--)
			copy[g_rand_int_range(random, 6, (gint)tnef->len)] =
				(guint8)g_rand_int(random);
		struct tnef *read = tnef_read(copy, tnef->len, 10);

		for (guint i = 0; read && i < read->files->len; i++) {
			const struct tnef_file *file = read->files->pdata[i];

			assert_in_range(file->offset, 0, tnef->len);
			assert_in_range(
				file->length, 0, tnef->len - file->offset);
		}
		tnef_free(read);
	}
}

/* A parser that lies about where a file lies is not believed. */
static void lies_about_files_are_found(void **state)
{
	(void)state;
	g_autoptr(GByteArray) tnef = make_tnef();
	g_autofree char *mail = mail_of(tnef, "Hello");
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));

	for (guint lie = 0; lie < 4; lie++) {
		AUTO(message)
		message = message_parse(raw, &MAIL_LIMITS_DEFAULT);
		struct part *file = g_ptr_array_index(message->parts, 2);
		g_autoptr(GError) error = NULL;

		if (lie == 0)
			file->inner_offset = G_MAXSIZE - 2;
		else if (lie == 1)
			file->inner_length = file->size = 1000000;
		else if (lie == 2)
			file->offset--;
		else
			file->inner_offset += 100000;
		g_autoptr(GBytes) packed = message_pack(message);

		assert_null(message_unpack(
			packed, strlen(mail), &MAIL_LIMITS_DEFAULT, &error));
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
	}
}

static const struct {
	const char *rtf, *words, *why;
} RTF[] = {
	{ "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0 Hello\\par World}",
		"Hello\nWorld", "a table of fonts is no words" },
	{ "{\\rtf1 {\\*\\generator x;}bl\\'e5 b\\u230?r}", "blå bær",
		"letters of both kinds" },
	{ "{\\rtf1\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\f1 \\htmlrtf0 "
	  "Words{\\*\\htmltag72 </p>}\\htmlrtf\\par}\\htmlrtf0 }",
		"<p>Words</p>", "HTML in RTF" },
	{ "{\\rtf1 a\\{b\\}\\\\c\\~d", "a{b}\\c d", "signs, and no end" },
	{ "}}}}\\", "", "nothing of it is right" },
};

static void words_of_rtf_are_read(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(RTF); i++) {
		gboolean is_html;
		g_autofree char *words = rtf_words(RTF[i].rtf,
			strlen(RTF[i].rtf), "windows-1252", &is_html);

		if (strcmp(words, RTF[i].words) != 0)
			fail_msg("%s: got «%s»", RTF[i].why, words);
	}
}

static void packed_rtf_is_unpacked(void **state)
{
	(void)state;
	/* "{\\rtf1 " of the ring, then letters, then a run of them, the end. */
	static const guint8 PACKED[] = { 30, 0, 0, 0, 13, 0, 0, 0, 'L', 'Z',
		'F', 'u', 0, 0, 0, 0, 0x21, 0x00, 0x04, 'a', 'b', 'a', 'b',
		0x0d, 0x00, 0x0d, 0xf0 };
	GString *rtf = rtf_unpack(PACKED, sizeof(PACKED), 1000);

	assert_non_null(rtf);
	assert_true(g_str_has_prefix(rtf->str, "{\\rtf1"));
	g_string_free(rtf, TRUE);
	assert_null(rtf_unpack(PACKED, 10, 1000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_attachments),
		cmocka_unit_test(text_is_read_where_there_is_no_other),
		cmocka_unit_test(the_digest_counts_each_byte_once),
		cmocka_unit_test(broken_ones_are_files_as_they_are),
		cmocka_unit_test(random_bytes_do_no_harm),
		cmocka_unit_test(lies_about_files_are_found),
		cmocka_unit_test(words_of_rtf_are_read),
		cmocka_unit_test(packed_rtf_is_unpacked),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
