#include "expected.h"

char *expected_folder(const char *name)
{
	const char *corpus = g_getenv("POSTERN_CORPUS");

	if (!corpus || !*corpus)
		skip();
	return g_build_filename(corpus, name, NULL);
}

static const struct reason *find_reason(
	struct agreement *agreement, const char *file, const char *fact)
{
	for (guint i = 0; agreement->reasons[i].file; i++) {
		const struct reason *one = &agreement->reasons[i];

		if (strcmp(one->file, file) != 0 ||
			(one->fact && strcmp(one->fact, fact) != 0))
			continue;
		agreement->used |= G_GUINT64_CONSTANT(1) << i;
		return one;
	}
	return NULL;
}

void agreement_count(struct agreement *agreement, const char *file,
	const char *fact, gboolean is_right, const char *detail)
{
	agreement->all++;
	if (is_right) {
		agreement->right++;
		return;
	}
	const struct reason *reason = find_reason(agreement, file, fact);

	print_message("  %s: %s: %s\n    %s\n", file, fact,
		detail ? detail : "differs",
		reason ? reason->why : "NO REASON GIVEN");
	agreement->unexplained += reason ? 0 : 1;
}

void agreement_end(const struct agreement *agreement, guint floor_percent)
{
	guint idle = 0;

	for (guint i = 0; agreement->reasons[i].file; i++) {
		assert_in_range(i, 0, 63);
		if (agreement->used >> i & 1)
			continue;
		print_message("  %s: agrees, its reason is not needed\n",
			agreement->reasons[i].file);
		idle++;
	}
	print_message("%s: %u of %u agree, %u of the rest without a reason\n",
		agreement->peer, agreement->right, agreement->all,
		agreement->unexplained);
	assert_true(agreement->all > 0);
	assert_true(agreement->right * 100 >= agreement->all * floor_percent);
	assert_int_equal(agreement->unexplained, 0);
	assert_int_equal(idle, 0);
}

static GBytes *with_crlf(const char *data, gsize length)
{
	GByteArray *out = g_byte_array_new();

	for (gsize i = 0; i < length; i++) {
		if (data[i] == '\n' && (!i || data[i - 1] != '\r'))
			g_byte_array_append(out, (const guint8 *)"\r", 1);
		g_byte_array_append(out, (const guint8 *)data + i, 1);
	}
	return g_byte_array_free_to_bytes(out);
}

GBytes *expected_bytes(const char *path, gboolean is_crlf)
{
	char *data;
	gsize length;

	if (!g_file_get_contents(path, &data, &length, NULL))
		fail_msg("%s cannot be read", path);
	GBytes *raw =
		is_crlf ? with_crlf(data, length) : g_bytes_new(data, length);

	g_free(data);
	return raw;
}

struct message *expected_parse(GBytes *raw, const char *path)
{
	AUTO(message) message = message_parse(raw, &MAIL_LIMITS_DEFAULT);
	g_autoptr(GBytes) packed = message_pack(message);
	g_autoptr(GError) error = NULL;
	struct message *again = message_unpack(
		packed, g_bytes_get_size(raw), &MAIL_LIMITS_DEFAULT, &error);

	if (!again)
		fail_msg("%s: %s", path, error->message);
	return again;
}

char *expected_words(const char *text)
{
	g_auto(GStrv) all = g_strsplit_set(text ? text : "", " \t\r\n", -1);
	GString *out = g_string_new(NULL);

	for (guint i = 0; all[i]; i++) {
		if (*all[i])
			g_string_append_printf(
				out, "%s%s", out->len ? " " : "", all[i]);
	}
	return g_string_free(out, FALSE);
}
