/* Files that stand uuencoded in a text: they leave the text and are parts. */
#include "mail.h"

#define FILE_LINES "begin 644 a b.txt\n%:&5L;&\\`\n`\nend\n"

static void file_leaves_the_text_and_is_listed(void **state)
{
	static const char MAIL[] = "Subject: s\n\nabove\n" FILE_LINES "below\n";

	(void)state;
	AUTO(message) message = parse_text(MAIL);
	g_autoptr(GBytes) raw = g_bytes_new_static(MAIL, strlen(MAIL));

	assert_int_equal(message->parts->len, 3);
	const struct part *file = part_at(message, 1);
	g_autoptr(GBytes) body = part_decode(file, raw, 100, NULL);

	assert_string_equal(message->text, "above\n\nbelow\n");
	assert_string_equal(file->name, "a b.txt");
	assert_true(file->is_attachment);
	assert_int_equal(file->size, 5);
	assert_memory_equal(g_bytes_get_data(body, NULL), "hello", 5);
}

/* Packed and unpacked it is still a mail whose parts do not overlap. */
static void parts_follow_each_other(void **state)
{
	static const char MAIL[] =
		"Content-Type: multipart/mixed; boundary=b\n\n"
		"--b\n\n" FILE_LINES FILE_LINES "--b\n\nlast\n--b--\n";

	(void)state;
	AUTO(message) message = parse_text(MAIL);
	g_autoptr(GBytes) packed = message_pack(message);
	AUTO(message)
	again = message_unpack(
		packed, strlen(MAIL), &MAIL_LIMITS_DEFAULT, NULL);

	assert_non_null(again);
	assert_string_equal(message->text, "last\n");
}

static const struct {
	const char *why, *text;
} NO_FILES[] = {
	{ "a sentence", "begin 644 times a day\nwith this\nend\n" },
	{ "no end", "begin 644 a\n%:&5L;&\\`\n`\n" },
	{ "no data", "begin 644 a\nend\n" },
	{ "no mode", "begin the day\n%:&5L;&\\`\n`\nend\n" },
};

static void what_only_looks_like_a_file_stays_text(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(NO_FILES); i++) {
		g_autofree char *mail =
			g_strconcat("Subject: s\n\n", NO_FILES[i].text, NULL);
		AUTO(message) message = parse_text(mail);

		if (strcmp(message->text, NO_FILES[i].text) != 0 ||
			message->parts->len != 1)
			fail_msg("%s: «%s»", NO_FILES[i].why, message->text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(file_leaves_the_text_and_is_listed),
		cmocka_unit_test(parts_follow_each_other),
		cmocka_unit_test(what_only_looks_like_a_file_stays_text),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
