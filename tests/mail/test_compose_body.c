/* Bodies of mails as we write them: the text and what goes along. */
#include "compose_help.h"
#include "fault.h"
#include <string.h>

static void text_reads_back_as_it_was(void **state)
{
	static const struct {
		const char *text, *encoding, *why;
	} rows[] = {
		{ "Hello\n", "7bit", "short and ASCII" },
		{ "-- \nAnna\n", "7bit", "mark of a signature" },
		{ "Hej på dig\n", "quoted-printable", "not ASCII" },
		{ "From here on\n", "quoted-printable", "mbox line" },
		{ "blank at the end \nx\n", "quoted-printable", "blank" },
		{ "tab\there\n", "quoted-printable", "tab" },
		{ ".\n..\n.x å\n", "quoted-printable", "dots" },
		{ "a=3D\n", "7bit", "looks quoted" },
		{ "å=3D =\n", "quoted-printable", "equals signs" },
		{ "\n\nx\n\n", "7bit", "empty lines" },
		{ "", "7bit", "nothing" },
		{ "no end of line", "7bit", "no LF at the end" },
		{ "a line that is much longer than any line of a mail should "
		  "ever be, without any end in sight, and with ASCII alone\n",
			"quoted-printable", "long" },
		{ "ååååååååååååååååååååååååååååååååååååååååååååååååååååååååååå"
		  "漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢\n",
			"quoted-printable", "long, not ASCII" },
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		print_message("%s\n", rows[i].why);
		struct outgoing outgoing = sample();
		outgoing.text = rows[i].text;
		g_autofree char *mail = compose(&outgoing);
		check_lines(mail);
		g_auto(GStrv) lines = g_strsplit(mail, "\r\n", -1);
		for (guint l = 0; lines[l]; l++)
			assert_true(strlen(lines[l]) <= 78);
		g_autoptr(GMimeMessage) message = read_back(mail);
		g_autofree char *text =
			text_of(g_mime_message_get_mime_part(message));
		g_autofree char *expected =
			rows[i].text[0] == '\0' ||
					g_str_has_suffix(rows[i].text, "\n")
				? g_strdup(rows[i].text)
				: g_strconcat(rows[i].text, "\n", NULL);
		assert_string_equal(text, expected);
		assert_string_equal(
			g_mime_object_get_header(
				g_mime_message_get_mime_part(message),
				"Content-Transfer-Encoding"),
			rows[i].encoding);
	}
}

static GMimeObject *attach_and_read(GMimeMessage **message, const char *stored,
	gsize length, const struct part *part)
{
	g_autoptr(GBytes) raw = g_bytes_new(stored, length);
	struct attached one = { raw, part };
	g_autoptr(GArray) attached = g_array_new(FALSE, FALSE, sizeof one);
	g_array_append_val(attached, one);
	struct outgoing outgoing = sample();
	outgoing.attached = attached;
	g_autofree char *mail = compose(&outgoing);
	check_lines(mail);
	*message = read_back(mail);
	GMimeObject *top = g_mime_message_get_mime_part(*message);
	assert_true(GMIME_IS_MULTIPART(top));
	assert_int_equal(g_mime_multipart_get_count(GMIME_MULTIPART(top)), 2);
	g_autofree char *text =
		text_of(g_mime_multipart_get_part(GMIME_MULTIPART(top), 0));
	assert_string_equal(text, "Hello,\n\nbye.\n");
	return g_mime_multipart_get_part(GMIME_MULTIPART(top), 1);
}

static void attached_part_arrives_as_it_was(void **state)
{
	static const struct {
		const char *stored, *content;
		enum part_encoding encoding;
		const char *written, *why;
	} rows[] = {
		{ "aGVsbG8=\n", "hello", ENCODING_BASE64, "base64",
			"copied, line ends mended" },
		{ "aGVsbG8=\r\n", "hello", ENCODING_BASE64, "base64",
			"copied" },
		{ "aGVs\xff"
		  "bG8=\r\n",
			"hello", ENCODING_BASE64, "base64",
			"written anew without the strange byte" },
		{ "h=C3=A5llo=\n", "h\xc3\xa5llo", ENCODING_QUOTED_PRINTABLE,
			"quoted-printable", "copied" },
		{ "h\xe5llo", "h\xe5llo", ENCODING_8BIT, "base64",
			"eight bits" },
		{ "a\x01\rb", "a\x01\rb", ENCODING_BINARY, "base64", "binary" },
		{ "a\x01\rb", "a\x01\rb", ENCODING_7BIT, "base64",
			"no text in spite of its name" },
		{ "plain\r\n", "plain\r\n", ENCODING_7BIT, "7bit", "text" },
		{ "", "", ENCODING_BASE64, "base64", "nothing" },
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		char type[] = "image/png", name[] = "a.png";
		struct part part = { .type = type,
			.name = name,
			.encoding = rows[i].encoding,
			.offset = 4,
			.length = strlen(rows[i].stored) };
		g_autofree char *stored =
			g_strconcat("head", rows[i].stored, "tail", NULL);
		g_autoptr(GMimeMessage) message = NULL;
		print_message("%s\n", rows[i].why);
		GMimeObject *object = attach_and_read(
			&message, stored, strlen(stored), &part);
		g_autoptr(GBytes) content = content_of(object);
		gsize size = 0;
		const char *bytes = g_bytes_get_data(content, &size);
		g_autofree char *got = g_strndup(bytes ? bytes : "", size);
		assert_string_equal(got, rows[i].content);
		assert_string_equal(g_mime_object_get_header(object,
					    "Content-Transfer-Encoding"),
			rows[i].written);
		assert_string_equal(
			g_mime_part_get_filename(GMIME_PART(object)), "a.png");
		assert_string_equal(
			g_mime_object_get_disposition(object), "attachment");
	}
}

static void file_name_reads_back_as_it_was(void **state)
{
	static const char *const names[] = { "a.pdf", "två ord.pdf",
		"quote\"d.txt", "semi;colon.txt", "back\\slash", "100%.txt",
		"報告書.xlsx",
		"ett mycket långt namn på en fil som någon har döpt efter allt "
		"som står i den, och lite till.docx",
		"a long name of ASCII alone that goes on and on and on until "
		"it fits no line.docx" };
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *name = g_strdup(names[i]);
		char type[] = "application/pdf", id[] = "img1@x.example";
		struct part part = { .type = type,
			.name = name,
			.content_id = id,
			.encoding = ENCODING_BASE64,
			.length = 4 };
		g_autoptr(GMimeMessage) message = NULL;
		GMimeObject *object =
			attach_and_read(&message, "eHh4", 4, &part);
		assert_string_equal(
			g_mime_part_get_filename(GMIME_PART(object)), names[i]);
		assert_string_equal(
			g_mime_object_get_content_id(object), "img1@x.example");
	}
}

static void composite_types_travel_as_bytes(void **state)
{
	static const char *const types[] = { "multipart/mixed",
		"message/rfc822", "x", "a/b/c", "text/pl ain" };
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(types); i++) {
		g_autofree char *type = g_strdup(types[i]);
		struct part part = {
			.type = type, .encoding = ENCODING_8BIT, .length = 3
		};
		g_autoptr(GMimeMessage) message = NULL;
		GMimeObject *object =
			attach_and_read(&message, "a\xff\n", 3, &part);
		g_autofree char *shown = g_mime_content_type_get_mime_type(
			g_mime_object_get_content_type(object));
		assert_string_equal(shown, "application/octet-stream");
	}
}

/* A notice that an agent attaches would hand his reply address on. */
static void attached_mail_keeps_no_reply_address(void **state)
{
	static const struct {
		const char *stored, *content;
		enum part_encoding encoding;
	} rows[] = {
		{ "Reply-To: <help+3.3p.abcdefghijklmnop@x.example>\r\n",
			"Reply-To: <help@x.example>\r\n", ENCODING_7BIT },
		{ "a\001b help+3.3p.abcdefghijklmnop@x.example",
			"a\001b help@x.example", ENCODING_8BIT },
		{ "aGVscCszLjNwLmFiY0B4LmV4YW1wbGU=", "help@x.example",
			ENCODING_BASE64 },
		{ "help=2B3.3p.abc=40x.example", "help@x.example",
			ENCODING_QUOTED_PRINTABLE },
		{ "", "", ENCODING_7BIT },
	};
	char address[] = "help@x.example", type[] = "message/rfc822";
	g_autoptr(GPtrArray) own = g_ptr_array_new();
	(void)state;
	g_ptr_array_add(own, address);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct part part = { .type = type,
			.encoding = rows[i].encoding,
			.length = strlen(rows[i].stored) };
		g_autoptr(GBytes) raw =
			g_bytes_new(rows[i].stored, part.length);
		struct attached one = { raw, &part };
		g_autoptr(GArray) attached =
			g_array_new(FALSE, FALSE, sizeof one);
		g_array_append_val(attached, one);
		struct outgoing outgoing = sample();
		outgoing.attached = attached;
		outgoing.own = own;
		g_autofree char *mail = compose(&outgoing);
		g_autoptr(GMimeMessage) message = read_back(mail);
		GMimeObject *top = g_mime_message_get_mime_part(message);
		g_autoptr(GBytes) content = content_of(
			g_mime_multipart_get_part(GMIME_MULTIPART(top), 1));
		gsize size = 0;
		const char *bytes = g_bytes_get_data(content, &size);
		g_autofree char *got = g_strndup(bytes ? bytes : "", size);
		assert_string_equal(got, rows[i].content);
	}
}

static void part_outside_of_its_mail_is_refused(void **state)
{
	static const struct {
		gsize offset, length;
	} rows[] = { { 0, 11 }, { 11, 0 }, { 5, 6 }, { 1, G_MAXSIZE },
		{ G_MAXSIZE, 1 } };
	(void)state;
	g_autoptr(GBytes) raw = g_bytes_new_static("0123456789", 10);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		char type[] = "text/plain";
		struct part part = { .type = type,
			.offset = rows[i].offset,
			.length = rows[i].length };
		struct attached one = { raw, &part };
		g_autoptr(GArray) attached =
			g_array_new(FALSE, FALSE, sizeof one);
		g_array_append_val(attached, one);
		struct outgoing outgoing = sample();
		outgoing.attached = attached;
		g_autoptr(GError) error = NULL;
		assert_null(compose_mail(&outgoing, &error));
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
	}
}

static void our_own_parser_reads_what_we_wrote(void **state)
{
	(void)state;
	char type[] = "image/png", name[] = "två bilder.png";
	struct part part = { .type = type,
		.name = name,
		.encoding = ENCODING_BASE64,
		.length = 8 };
	g_autoptr(GBytes) raw = g_bytes_new_static("aGVsbG8=", 8);
	struct attached one = { raw, &part };
	g_autoptr(GArray) attached = g_array_new(FALSE, FALSE, sizeof one);
	g_array_append_val(attached, one);
	struct outgoing outgoing = sample();
	outgoing.subject = "Re: Skrivaren på plan 3 [T-123]";
	outgoing.text = "=== Skriv ditt svar ovanför ===\n\nHej på dig!\n\n"
			"-- \nAnna Berg\nIT-supporten · T-123\n";
	outgoing.attached = attached;
	g_autoptr(GBytes) mail = compose_mail(&outgoing, NULL);
	AUTO(message) message = message_parse(mail, &MAIL_LIMITS_DEFAULT);
	assert_string_equal(message->subject, outgoing.subject);
	assert_string_equal(message->text, outgoing.text);
	assert_int_equal(message->date, outgoing.date);
	assert_int_equal(message->parts->len, 2);
	const struct part *read = g_ptr_array_index(message->parts, 1);
	assert_string_equal(read->name, name);
	assert_int_equal(read->size, strlen("hello"));
	assert_null(message->defect);
}

static void same_input_gives_the_same_bytes(void **state)
{
	(void)state;
	struct outgoing outgoing = sample();
	g_autofree char *first = compose(&outgoing);
	g_autofree char *second = compose(&outgoing);
	assert_string_equal(first, second);
}

/* Any bytes that may come as subject, name, text and file name. */
static void random_values_stay_in_their_fields(void **state)
{
	static const char *const pieces[] = { "\r\n", "\n", "\r", " ", "\t",
		"å", "漢", "😀", "=?UTF-8?B?", "?=", "\"", "\\", "<", ">", "a",
		"long-word-that-goes-on-and-on-and-on", ":", "\xff", "\x01",
		"=", "_", ".", "From ", "--", ";", "%", "'" };
	(void)state;
	guint32 seed = g_random_int();
	print_message("seed %u\n", seed);
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);
	for (guint round = 0; round < 500; round++) {
		g_autoptr(GString) value = g_string_new(NULL);
		gint count = g_rand_int_range(random, 0, 40);
		for (gint i = 0; i < count; i++)
			g_string_append(
				value, pieces[g_rand_int_range(random, 0,
					       G_N_ELEMENTS(pieces))]);
		struct contact from = { value->str, FROM.address };
		char type[] = "image/png";
		struct part part = { .type = type,
			.name = value->str,
			.encoding = ENCODING_8BIT,
			.length = value->len };
		g_autoptr(GBytes) raw = g_bytes_new(value->str, value->len);
		struct attached one = { raw, &part };
		g_autoptr(GArray) attached =
			g_array_new(FALSE, FALSE, sizeof one);
		g_array_append_val(attached, one);
		struct outgoing outgoing = sample();
		outgoing.subject = outgoing.text = value->str;
		outgoing.from = &from;
		outgoing.attached = attached;
		g_autofree char *mail = compose(&outgoing);
		check_lines(mail);
		g_autofree char *names = field_names(mail);
		assert_string_equal(names,
			"From Subject Date Message-ID In-Reply-To X-Loop "
			"X-Postern-Ticket Content-Language MIME-Version "
			"Content-Type");
		g_autoptr(GMimeMessage) message = read_back(mail);
		GMimeObject *top = g_mime_message_get_mime_part(message);
		GMimeObject *second =
			g_mime_multipart_get_part(GMIME_MULTIPART(top), 1);
		g_autoptr(GBytes) content = content_of(second);
		assert_true(g_bytes_equal(content, raw));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_reads_back_as_it_was),
		cmocka_unit_test(attached_part_arrives_as_it_was),
		cmocka_unit_test(file_name_reads_back_as_it_was),
		cmocka_unit_test(composite_types_travel_as_bytes),
		cmocka_unit_test(attached_mail_keeps_no_reply_address),
		cmocka_unit_test(part_outside_of_its_mail_is_refused),
		cmocka_unit_test(our_own_parser_reads_what_we_wrote),
		cmocka_unit_test(same_input_gives_the_same_bytes),
		cmocka_unit_test(random_values_stay_in_their_fields),
	};
	return cmocka_run_group_tests(tests, compose_set_up, NULL);
}
