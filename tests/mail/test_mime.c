/* Parts: where they lie, what they are called, which of them is read; and the
 * limits, over which a mail is kept but split no further. */
#include "mail.h"
#include "fault.h"
#include "prescan.h"

static char *decoded(const char *mail, const struct part *part)
{
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
	g_autoptr(GBytes) body = part_decode(part, raw, 100000, NULL);
	gsize length;
	const char *data = g_bytes_get_data(body, &length);

	return g_strndup(data ? data : "", length);
}

static const char TREE[] =
	"From x@example.com Mon Nov 23 10:15:02 2026\n"
	"Subject: s\n"
	"Content-Type: multipart/mixed; boundary=\"o\"\n"
	"\n"
	"preamble\n"
	"--o\n"
	"Content-Type: multipart/alternative; boundary=i\n"
	"\n"
	"--i\n"
	"Content-Type: text/plain; charset=utf-8\n"
	"Content-Transfer-Encoding: quoted-printable\n"
	"\n"
	"plain=\n"
	" text\n"
	"--i\n"
	"Content-Type: text/html\n"
	"\n"
	"<p>html text</p>\n"
	"--i--\n"
	"--o\n"
	"Content-Type: application/pdf\n"
	"Content-Disposition: attachment; filename*0*=utf-8''r%C3%A4;\n"
	" filename*1=\"kning.pdf\"\n"
	"Content-Transfer-Encoding: base64\n"
	"Content-ID: <c@example.com>\n"
	"\n"
	"aGVs\n"
	"bG8=\n"
	"--o--\n"
	"epilogue\n";

static void parts_are_leaves_in_order_with_their_ranges(void **state)
{
	(void)state;
	AUTO(message) message = parse_text(TREE);

	assert_int_equal(message->parts->len, 3);
	const struct part *plain = part_at(message, 0);
	const struct part *html = part_at(message, 1);
	const struct part *pdf = part_at(message, 2);
	g_autofree char *text = decoded(TREE, plain);
	g_autofree char *file = decoded(TREE, pdf);

	assert_string_equal(plain->type, "text/plain");
	assert_string_equal(plain->charset, "utf-8");
	assert_int_equal(plain->encoding, ENCODING_QUOTED_PRINTABLE);
	assert_int_equal(plain->depth, 2);
	assert_string_equal(text, "plain text");
	assert_memory_equal(TREE + html->offset, "<p>html text</p>", 16);
	assert_int_equal(html->length, 16);
	assert_string_equal(pdf->name, "räkning.pdf");
	assert_string_equal(pdf->content_id, "c@example.com");
	assert_int_equal(pdf->depth, 1);
	assert_int_equal(pdf->size, 5);
	assert_string_equal(file, "hello");
}

static void plain_alternative_is_read_and_the_other_is_no_file(void **state)
{
	(void)state;
	AUTO(message) message = parse_text(TREE);

	assert_string_equal(message->text, "plain text\n");
	assert_true(part_at(message, 0)->is_text);
	assert_false(part_at(message, 1)->is_text);
	assert_false(part_at(message, 1)->is_attachment);
	assert_true(part_at(message, 2)->is_attachment);
}

#define PART(type, text) "--b\nContent-Type: " type "\n\n" text "\n"

static const struct {
	const char *type;
	const char *body;
	const char *text;
	guint attachments;
	const char *why;
} CHOICES[] = {
	{ "multipart/alternative",
		PART("text/plain", " ") PART("text/html", "<b>h</b>"), "h\n", 0,
		"a plain part without text gives way" },
	{ "multipart/alternative",
		PART("text/html", "<b>h</b>") PART("text/plain", "p"), "p\n", 0,
		"plain in any place" },
	{ "multipart/alternative",
		PART("text/plain", "p") PART("text/calendar", "BEGIN:V"), "p\n",
		1, "an invitation is no version of the text" },
	{ "multipart/mixed", PART("text/plain", "a") PART("text/plain", "b"),
		"a\n\nb\n", 0, "all texts in order" },
	{ "multipart/mixed",
		PART("text/plain", "a") PART("text/html", "<b>h</b>"),
		"a\n\nh\n", 0, "of both kinds" },
	{ "multipart/mixed",
		PART("text/plain", "a")
			PART("text/plain; name=log.txt", "#close"),
		"a\n", 1, "a text with a name is a file" },
	{ "multipart/mixed", PART("text/plain; name=x.txt", "a"), "a\n", 0,
		"unless it is all there is" },
	{ "multipart/mixed",
		PART("text/plain", "a") "--b\nContent-Disposition: "
					"attachment\n\n#close\n",
		"a\n", 1, "an attachment is not read" },
	{ "multipart/mixed",
		PART("text/plain", "a")
			PART("message/rfc822", "Subject: in\n\n#close"),
		"a\n", 1, "a mail in the mail is not read" },
	{ "multipart/digest", "--b\n\nSubject: in\n\n#close\n", "", 1,
		"nor is a digest" },
	{ "multipart/related", PART("text/html", "h") PART("image/png", "x"),
		"h\n", 1, "an inline picture is listed" },
	{ "multipart/signed",
		PART("text/plain", "a") PART("application/pgp-signature", "x"),
		"a\n", 1, "what is signed is read" },
	{ "multipart/report; report-type=delivery-status",
		PART("text/plain", "a") PART("message/delivery-status", "x: y")
			PART("text/plain", "b"),
		"a\n", 1, "of a report only the first part is read" },
	{ "multipart/x-unknown", PART("text/plain", "a"), "a\n", 0,
		"an unknown multipart is mixed" },
};

static guint count_attachments(const struct message *message)
{
	guint count = 0;

	for (guint i = 0; i < message->parts->len; i++)
		count += part_at(message, i)->is_attachment ? 1 : 0;
	return count;
}

static void the_text_is_chosen_by_structure(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(CHOICES); i++) {
		g_autofree char *mail = g_strdup_printf(
			"Content-Type: %s; boundary=b\n\n%s--b--\n",
			CHOICES[i].type, CHOICES[i].body);
		AUTO(message) message = parse_text(mail);

		if (strcmp(message->text, CHOICES[i].text) != 0 ||
			count_attachments(message) < CHOICES[i].attachments)
			fail_msg("%s: %u attachments, text «%s»",
				CHOICES[i].why, count_attachments(message),
				message->text);
	}
}

static void mail_in_the_mail_is_named_by_its_subject(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text(
		"Content-Type: multipart/mixed; boundary=b\n\n"
		"--b\n\nsee below\n"
		"--b\nContent-Type: message/rfc822\n\n"
		"Subject: =?utf-8?q?Fr=C3=A5ga/svar?=\n\ninner\n--b--\n");

	assert_true(message->is_forward);
	assert_string_equal(part_at(message, 1)->name, "Fråga_svar.eml");
}

static const struct {
	const char *mail;
	const char *text;
	const char *why;
} BROKEN[] = {
	{ "Content-Type: multipart/mixed\n\ntext\n", "text\n", "no boundary" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n",
		"text\n", "no end" },
	{ "Content-Type: multipart/mixed; boundary=b\n\ntext\n", "text\n",
		"a boundary that never comes" },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n\nt\n--b--\n",
		"t\n", "an empty part" },
	{ "Content-Type: nonsense\n\ntext\n", "text\n", "no type" },
	{ "Content-Type: text/plain; charset=\n\ntext\n", "text\n",
		"an empty parameter" },
	{ "Content-Transfer-Encoding: base64\n\n!!!aGVs!!!bG8\n", "hello\n",
		"broken base64" },
	{ "Content-Transfer-Encoding: quoted-printable\n\na=ZZb=\n", "a=ZZb\n",
		"broken quoted-printable" },
	{ "Content-Transfer-Encoding: x-none\n\ntext\n", "text\n",
		"an unknown encoding" },
	{ "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n#86)C\n`\n"
	  "end\n",
		"abc\n", "uuencode" },
};

static void broken_structure_is_read_as_far_as_it_goes(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(BROKEN); i++) {
		AUTO(message) message = parse_text(BROKEN[i].mail);

		if (strcmp(message->text, BROKEN[i].text) != 0)
			fail_msg("%s: got «%s»", BROKEN[i].why, message->text);
	}
}

static void part_decode_refuses_what_lies_outside(void **state)
{
	(void)state;
	g_autoptr(GBytes) raw = g_bytes_new_static("0123456789", 10);
	const struct part beyond = { .offset = 5, .length = 6 };
	const struct part overflow = { .offset = 5, .length = G_MAXSIZE - 2 };
	const struct part large = { .offset = 0, .length = 10 };
	g_autoptr(GError) first = NULL;
	g_autoptr(GError) second = NULL;
	g_autoptr(GError) third = NULL;

	assert_null(part_decode(&beyond, raw, 100, &first));
	assert_true(g_error_matches(first, POSTERN_FAULT, FAULT_INVALID));
	assert_null(part_decode(&overflow, raw, 100, &second));
	assert_true(g_error_matches(second, POSTERN_FAULT, FAULT_INVALID));
	assert_null(part_decode(&large, raw, 9, &third));
	assert_true(g_error_matches(third, POSTERN_FAULT, FAULT_LIMIT));
}

static GString *repeated(const char *unit, guint count)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < count; i++)
		g_string_append(text, unit);
	return text;
}

static struct message *parse_string(GString *mail)
{
	struct message *message = parse_bytes(mail->str, mail->len);

	g_string_free(mail, TRUE);
	return message;
}

static void assert_over(const struct message *message, const char *what)
{
	assert_string_equal(message->subject, "kept");
	assert_non_null(message->defect);
	if (!strstr(message->defect, what))
		fail_msg("defect is «%s», expected %s", message->defect, what);
	assert_int_equal(message->parts->len, 1);
}

static void too_many_parts_are_not_split(void **state)
{
	(void)state;
	GString *mail = g_string_new(
		"Subject: kept\nContent-Type: multipart/mixed; boundary=b\n\n");
	GString *parts = repeated("--b\n\nx\n", 100000);

	g_string_append_len(mail, parts->str, (gssize)parts->len);
	g_string_free(parts, TRUE);
	AUTO(message) message = parse_string(mail);

	assert_over(message, "parts");
}

/* A boundary that only an odd way of writing declares. */
static void hidden_boundary_does_not_pass_the_limit(void **state)
{
	(void)state;
	GString *mail =
		g_string_new("Subject: kept\nContent-Type: multipart/mixed; "
			     "boundary*0=ab; boundary*1=cd\n\n");
	GString *parts = repeated("--abcd\n\nx\n", 100000);

	g_string_append_len(mail, parts->str, (gssize)parts->len);
	g_string_free(parts, TRUE);
	AUTO(message) message = parse_string(mail);

	assert_over(message, "parts");
}

static void deep_nesting_is_not_followed(void **state)
{
	(void)state;
	GString *mail = g_string_new("Subject: kept\n");

	for (guint i = 0; i < 20000; i++)
		g_string_append_printf(mail,
			"Content-Type: multipart/mixed; "
			"boundary=b%u\n\n--b%u\n",
			i, i);
	AUTO(message) message = parse_string(mail);

	assert_over(message, "deeper");
}

static void nested_mails_cost_nothing(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_string(
		repeated("Content-Type: message/rfc822\n\n", 30000));

	assert_null(message->defect);
	assert_int_equal(message->parts->len, 1);
}

static void too_many_fields_are_cut(void **state)
{
	(void)state;
	GString *mail = g_string_new("Subject: kept\n");
	GString *fields = repeated("X: y\n", 100000);

	g_string_append_len(mail, fields->str, (gssize)fields->len);
	g_string_append(mail, "\nthe text\n");
	g_string_free(fields, TRUE);
	AUTO(message) message = parse_string(mail);

	assert_over(message, "fields");
	assert_string_equal(message->text, "the text\n");
}

static void too_long_a_header_is_cut(void **state)
{
	(void)state;
	GString *mail = g_string_new("Subject: kept\nX-Long: ");
	GString *value = repeated("word\n ", 100000);

	g_string_append_len(mail, value->str, (gssize)value->len);
	g_string_append(mail, "\n\nthe text\n");
	g_string_free(value, TRUE);
	AUTO(message) message = parse_string(mail);

	assert_over(message, "header block");
}

static void too_many_addresses_are_cut(void **state)
{
	(void)state;
	GString *mail = g_string_new("Subject: s\nTo: ");
	GString *list = repeated("a@b.example, ", 5000);

	g_string_append_len(mail, list->str, (gssize)list->len);
	g_string_append(mail, "\n\nx\n");
	g_string_free(list, TRUE);
	AUTO(message) message = parse_string(mail);

	assert_int_equal(message->to->len, MAIL_LIMITS_DEFAULT.addresses);
	assert_non_null(strstr(message->defect, "addresses"));
}

static void long_text_is_cut_at_a_line(void **state)
{
	(void)state;
	GString *mail = g_string_new("Subject: s\n\n");
	GString *lines = repeated("åäö åäö\n", 200000);

	g_string_append_len(mail, lines->str, (gssize)lines->len);
	g_string_free(lines, TRUE);
	AUTO(message) message = parse_string(mail);

	assert_true(strlen(message->text) <= MAIL_LIMITS_DEFAULT.text_bytes);
	assert_true(g_str_has_suffix(message->text, "åäö\n"));
	assert_non_null(strstr(message->defect, "text"));
}

/* A text that quotes mails and patches must not be taken for many parts. */
static void text_that_looks_like_boundaries_is_no_structure(void **state)
{
	(void)state;
	GString *mail = g_string_new(
		"Subject: patch\nContent-Type: multipart/mixed; boundary=b\n\n"
		"--b\n\n");
	GString *lines = repeated(
		"--- a/file\nContent-Type: multipart/mixed; boundary=x\n",
		2000);

	g_string_append_len(mail, lines->str, (gssize)lines->len);
	g_string_append(mail, "--b--\n");
	g_string_free(lines, TRUE);
	AUTO(message) message = parse_string(mail);

	assert_null(message->defect);
	assert_int_equal(message->parts->len, 1);
}

/* Random bytes of the words that parsers fear. */
static void random_mail_is_read_and_packed(void **state)
{
	(void)state;
	static const char *const WORDS[] = { "Content-Type: ",
		"multipart/mixed", "; boundary=b", "\n", "\r\n", "--b", "--b--",
		"\n\n", "text/html", "text/plain",
		"Subject: ", "From: ", "=?utf-8?q?", "?=", "<", ">", "\"", "(",
		")", "@", "a", "\xe5", "\xc3", "\0", " ", "\t",
		"message/rfc822", "base64",
		"Content-Transfer-Encoding: ", "quoted-printable", "=",
		"; name*0*=", "utf-8''%41", "&#", "<p>", "begin 644 a\n",
		"To: ", ",", ":", ";", "Message-ID: <a@b>" };
	const guint32 seed = 7;
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);

	print_message("seed %u\n", seed);
	for (guint round = 0; round < 3000; round++) {
		GString *mail = g_string_new(NULL);

		for (gint n = g_rand_int_range(random, 1, 80); n > 0; n--) {
			gint word = g_rand_int_range(
				random, 0, G_N_ELEMENTS(WORDS));
			const char *text = WORDS[word];

			g_string_append_len(
				mail, text, *text ? (gssize)strlen(text) : 1);
		}
		gsize length = mail->len;
		AUTO(message) message = parse_string(mail);
		g_autoptr(GBytes) packed = message_pack(message);
		g_autoptr(GError) error = NULL;
		AUTO(message)
		again = message_unpack(
			packed, length, &MAIL_LIMITS_DEFAULT, &error);

		if (!again)
			fail_msg("round %u: %s", round, error->message);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_leaves_in_order_with_their_ranges),
		cmocka_unit_test(
			plain_alternative_is_read_and_the_other_is_no_file),
		cmocka_unit_test(the_text_is_chosen_by_structure),
		cmocka_unit_test(mail_in_the_mail_is_named_by_its_subject),
		cmocka_unit_test(broken_structure_is_read_as_far_as_it_goes),
		cmocka_unit_test(part_decode_refuses_what_lies_outside),
		cmocka_unit_test(too_many_parts_are_not_split),
		cmocka_unit_test(hidden_boundary_does_not_pass_the_limit),
		cmocka_unit_test(deep_nesting_is_not_followed),
		cmocka_unit_test(nested_mails_cost_nothing),
		cmocka_unit_test(too_many_fields_are_cut),
		cmocka_unit_test(too_long_a_header_is_cut),
		cmocka_unit_test(too_many_addresses_are_cut),
		cmocka_unit_test(long_text_is_cut_at_a_line),
		cmocka_unit_test(
			text_that_looks_like_boundaries_is_no_structure),
		cmocka_unit_test(random_mail_is_read_and_packed),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
