/* Heads of mails as we write them: read back by GMime they say what was put
 * in, and no value gets out of its field. */
#include "compose_help.h"
#include "fault.h"
#include <string.h>

static void mail_has_its_fields_in_order(void **state)
{
	(void)state;
	struct outgoing outgoing = sample();
	g_autofree char *mail = compose(&outgoing);
	check_lines(mail);
	assert_string_equal(mail,
		"From: \"Anna Berg (IT Helpdesk)\" <help@example.com>\r\n"
		"Subject: Re: The printer [T-123]\r\n"
		"Date: Mon, 23 Nov 2026 09:15:02 +0000\r\n"
		"Message-ID: <t123.5.abcdefgh@example.com>\r\n"
		"In-Reply-To: <abc@mail.example.com>\r\n"
		"X-Loop: help@example.com\r\n"
		"X-Postern-Ticket: 123\r\n"
		"Content-Language: en\r\n"
		"MIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=us-ascii\r\n"
		"Content-Transfer-Encoding: 7bit\r\n"
		"\r\n"
		"Hello,\r\n\r\nbye.\r\n");
}

static void automatic_mail_says_so(void **state)
{
	(void)state;
	struct outgoing outgoing = sample();
	outgoing.auto_submitted = AUTO_REPLIED;
	g_autofree char *replied = compose(&outgoing);
	assert_non_null(strstr(replied, "\r\nAuto-Submitted: auto-replied\r\n"
					"X-Auto-Response-Suppress: All\r\n"));
	outgoing.auto_submitted = AUTO_GENERATED;
	g_autofree char *generated = compose(&outgoing);
	assert_non_null(
		strstr(generated, "\r\nAuto-Submitted: auto-generated\r\n"));
}

static void what_is_not_there_has_no_field(void **state)
{
	(void)state;
	struct outgoing outgoing = sample();
	outgoing.in_reply_to = NULL;
	outgoing.ticket = 0;
	outgoing.language = NULL;
	outgoing.loop = NULL;
	g_autofree char *mail = compose(&outgoing);
	g_autofree char *names = field_names(mail);
	assert_string_equal(names,
		"From Subject Date Message-ID MIME-Version Content-Type "
		"Content-Transfer-Encoding");
}

static void subject_reads_back_as_it_was(void **state)
{
	static const struct {
		const char *subject, *why;
	} rows[] = {
		{ "plain", "ASCII" },
		{ "Re: Skrivaren på plan 3 är trasig [T-12]", "Q" },
		{ "プリンターが動きません。助けてください、お願いします。今日"
		  "中に",
			"B" },
		{ "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
			"four bytes each, in several words" },
		{ "a =?UTF-8?Q?forged?= b", "looks encoded" },
		{ "zażółć gęślą jaźń and then a lot of plain words behind it, "
		  "so that it has to be folded more than once, at blanks",
			"mixed and long" },
		{ "a_b=c?d ż", "characters that Q gives a meaning" },
		{ "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
		  "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"one long word" },
		{ "å å å a å", "blanks between encoded words" },
		{ "", "empty" },
		{ "?= =?", "halves of an encoded word" },
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		print_message("%s\n", rows[i].why);
		struct outgoing outgoing = sample();
		outgoing.subject = rows[i].subject;
		g_autofree char *mail = compose(&outgoing);
		check_lines(mail);
		g_autoptr(GMimeMessage) message = read_back(mail);
		const char *subject = g_mime_message_get_subject(message);
		assert_string_equal(subject ? subject : "", rows[i].subject);
	}
}

/* Each word alone is whole characters (RFC 2047 5). */
static void encoded_words_never_split_a_character(void **state)
{
	(void)state;
	struct outgoing outgoing = sample();
	outgoing.subject = "漢å😀漢å😀漢å😀漢å😀漢å😀漢å😀漢å😀漢å😀漢å😀漢å😀漢å😀";
	g_autofree char *mail = compose(&outgoing);
	g_autofree char *head = head_of(mail);
	g_autoptr(GRegex) regex =
		g_regex_new("=\\?UTF-8\\?[BQ]\\?[^?]*\\?=", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	guint count = 0;
	g_regex_match(regex, head, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *word = g_match_info_fetch(match, 0);
		g_autofree char *text =
			g_mime_utils_header_decode_text(NULL, word);
		assert_true(strlen(word) <= 75);
		assert_null(strstr(text, "\xef\xbf\xbd"));
		assert_null(strchr(text, '?'));
		count++;
	}
	assert_true(count > 2);
}

static void name_reads_back_as_it_was(void **state)
{
	static const char *const names[] = { "Anna Berg", "Anna Berg (IT)",
		"Berg, Anna", "O'Neill", "Anna \"Bee\" Berg \\ Co", "Åsa Öberg",
		"Zażółć Gęślą-Jaźń, dr inż.", "山田太郎",
		"=?UTF-8?Q?x?=", "a@b.example <x@y.example>",
		"A very long name of somebody who never stops adding words to "
		"it, so it is folded" };
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		AUTO(contact) from = contact_new(names[i], "help@example.com");
		struct outgoing outgoing = sample();
		outgoing.from = from;
		g_autofree char *mail = compose(&outgoing);
		check_lines(mail);
		g_autoptr(GMimeMessage) message = read_back(mail);
		InternetAddressList *list = g_mime_message_get_from(message);
		assert_int_equal(internet_address_list_length(list), 1);
		InternetAddress *first =
			internet_address_list_get_address(list, 0);
		assert_string_equal(internet_address_get_name(first), names[i]);
		assert_string_equal(internet_address_mailbox_get_addr(
					    INTERNET_ADDRESS_MAILBOX(first)),
			"help@example.com");
	}
}

/* Values that try to end their field, in every place that takes one. */
static void no_value_gets_out_of_its_field(void **state)
{
	static const char *const hostile[] = { "x\r\nBcc: a@b.example",
		"x\nBcc: a@b.example", "x\rBcc: a@b.example", "x\r\n\r\nbody",
		"x\r\n Bcc: a@b.example", "=?UTF-8?Q?x=0D=0ABcc:_a@b.example?=",
		"x\xe2\x80\xa8"
		"Bcc: a@b.example",
		"\xff\xfe\r\nBcc: a", "\"\r\nBcc: a@b.example\"",
		"x> \r\nBcc: a", "x\x0b\x0c\x1b[m" };
	static const char expected[] =
		"From Subject Date Message-ID X-Loop X-Postern-Ticket "
		"Content-Language MIME-Version Content-Type";
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(hostile); i++) {
		g_autofree char *copy = g_strdup(hostile[i]);
		struct contact from = { copy, FROM.address };
		struct part part = { .type = copy,
			.charset = copy,
			.name = copy,
			.content_id = copy,
			.encoding = ENCODING_7BIT,
			.length = 3 };
		g_autoptr(GBytes) raw = g_bytes_new_static("abc", 3);
		struct attached one = { raw, &part };
		g_autoptr(GArray) attached =
			g_array_new(FALSE, FALSE, sizeof one);
		g_autoptr(GPtrArray) ids = g_ptr_array_new();
		g_array_append_val(attached, one);
		g_ptr_array_add(ids, copy);
		struct outgoing outgoing = sample();
		outgoing.from = &from;
		outgoing.subject = copy;
		outgoing.in_reply_to = copy;
		outgoing.references = ids;
		outgoing.text = copy;
		outgoing.attached = attached;
		g_autofree char *mail = compose(&outgoing);
		check_lines(mail);
		/* An id that looks like an encoded word is still an id. */
		g_autofree char *all = field_names(mail);
		g_autoptr(GString) names = g_string_new(all);
		g_string_replace(names, " In-Reply-To References", "", 0);
		if (strcmp(names->str, expected) != 0)
			fail_msg("row %zu: %s", i, names->str);
		g_autoptr(GMimeMessage) message = read_back(mail);
		assert_null(
			g_mime_object_get_header(GMIME_OBJECT(message), "Bcc"));
		GMimeObject *top = g_mime_message_get_mime_part(message);
		assert_true(GMIME_IS_MULTIPART(top));
		GMimeObject *second =
			g_mime_multipart_get_part(GMIME_MULTIPART(top), 1);
		assert_null(g_mime_object_get_header(second, "Bcc"));
		assert_true(g_mime_content_type_is_type(
			g_mime_object_get_content_type(second), "application",
			"octet-stream"));
	}
}

static void what_would_break_an_envelope_is_refused(void **state)
{
	static const char *const addresses[] = { "", "a", "a@b\r\nBcc: c@d",
		"a b@c.example", "<a@b.example>", "a@b.example, c@d.example" };
	static const char *const ids[] = { "", "a", "a b@c", "<a@b>",
		"a@b>\r\nBcc: c@d", "å@b" };
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(addresses); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *copy = g_strdup(addresses[i]);
		struct contact from = { FROM.name, copy };
		struct outgoing outgoing = sample();
		outgoing.from = &from;
		assert_null(compose_mail(&outgoing, &error));
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
		outgoing = sample();
		outgoing.loop = addresses[i];
		assert_null(compose_mail(&outgoing, NULL));
	}
	for (gsize i = 0; i < G_N_ELEMENTS(ids); i++) {
		struct outgoing outgoing = sample();
		outgoing.message_id = ids[i];
		assert_null(compose_mail(&outgoing, NULL));
	}
}

static void references_keep_the_first_and_the_last_twenty(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) expected = g_string_new("<1@x.example>");
	for (guint i = 1; i <= 50; i++) {
		g_ptr_array_add(ids, g_strdup_printf("%u@x.example", i));
		if (i > 30)
			g_string_append_printf(expected, " <%u@x.example>", i);
		if (i == 40)
			g_ptr_array_add(ids, g_strdup("broken id"));
	}
	struct outgoing outgoing = sample();
	outgoing.references = ids;
	g_autofree char *mail = compose(&outgoing);
	check_lines(mail);
	g_autoptr(GMimeMessage) message = read_back(mail);
	const char *references =
		g_mime_object_get_header(GMIME_OBJECT(message), "References");
	g_autofree char *line = g_strdup(references);
	g_auto(GStrv) words = g_strsplit_set(line, " \r\n\t", -1);
	g_autoptr(GString) joined = g_string_new(NULL);
	for (guint i = 0; words[i]; i++)
		if (*words[i])
			g_string_append_printf(joined, "%s%s",
				joined->len ? " " : "", words[i]);
	assert_string_equal(joined->str, expected->str);
}

/* Addressing. */

static char *address(const char *name, const char *to, const char *reply_to)
{
	g_autoptr(GError) error = NULL;
	AUTO(contact) from = contact_new(name, "help@example.com");
	AUTO(contact) recipient = contact_new("Alice Svensson", to);
	struct outgoing outgoing = sample();
	outgoing.from = from;
	g_autoptr(GBytes) stored = compose_mail(&outgoing, NULL);
	const struct addressing addressing = { recipient, reply_to, NULL };
	g_autoptr(GBytes) mail = compose_address(stored, &addressing, &error);
	if (!mail)
		return NULL;
	gsize length = 0;
	const char *bytes = g_bytes_get_data(mail, &length);
	return g_strndup(bytes, length);
}

static void address_puts_the_personal_fields_behind_from(void **state)
{
	(void)state;
	g_autofree char *mail = address("IT", "alice@example.com",
		"help+123.5r.abcdefghabcdefgh@example.com");
	assert_true(g_str_has_prefix(mail,
		"From: IT <help@example.com>\r\n"
		"To: Alice Svensson <alice@example.com>\r\n"
		"Reply-To: IT <help+123.5r.abcdefghabcdefgh@example.com>\r\n"
		"Subject: "));
	g_autofree char *bare = address("", "alice@example.com",
		"help+123.5r.abcdefghabcdefgh@example.com");
	assert_non_null(strstr(bare, "\r\nReply-To: <help+123.5r."));
	g_autofree char *none = address("IT", "alice@example.com", NULL);
	assert_null(strstr(none, "\r\nReply-To:"));
}

static void long_names_are_folded_in_the_personal_fields(void **state)
{
	(void)state;
	g_autofree char *mail = address(
		"Zażółć Gęślą-Jaźń z Działu Obsługi Zgłoszeń (Pomoc IT)",
		"alice@example.com",
		"help+123.5r.abcdefghabcdefgh@example.com");
	check_lines(mail);
	g_autoptr(GMimeMessage) message = read_back(mail);
	InternetAddress *first = internet_address_list_get_address(
		g_mime_message_get_reply_to(message), 0);
	assert_string_equal(internet_address_get_name(first),
		"Zażółć Gęślą-Jaźń z Działu Obsługi Zgłoszeń (Pomoc IT)");
	assert_string_equal(internet_address_mailbox_get_addr(
				    INTERNET_ADDRESS_MAILBOX(first)),
		"help+123.5r.abcdefghabcdefgh@example.com");
}

static void a_hidden_id_stands_in_the_mail_handed_over_alone(void **state)
{
	struct outgoing outgoing = sample();
	AUTO(contact) to = contact_new("", "anna@example.com");
	struct addressing addressing = { to, NULL, outgoing.message_id };
	g_autofree char *field = g_strdup_printf(
		"\r\nMessage-ID: <%s>\r\n", outgoing.message_id);

	(void)state;
	outgoing.hides_id = TRUE;
	g_autoptr(GBytes) stored = compose_mail(&outgoing, NULL);
	g_autoptr(GBytes) mail = compose_address(stored, &addressing, NULL);
	g_autofree char *text = g_strndup(
		g_bytes_get_data(stored, NULL), g_bytes_get_size(stored));
	g_autofree char *handed =
		g_strndup(g_bytes_get_data(mail, NULL), g_bytes_get_size(mail));

	assert_null(strstr(text, outgoing.message_id));
	assert_non_null(strstr(handed, field));
	addressing.message_id = "a@b>\r\nBcc: c@d";
	assert_null(compose_address(stored, &addressing, NULL));
}

static void hostile_recipient_is_refused(void **state)
{
	(void)state;
	assert_null(address("IT", "a@b.example\r\nBcc: c@d", NULL));
	assert_null(address("IT", "a@b.example", "x@y\r\nBcc: c@d"));
}

static void mail_that_is_not_ours_cannot_be_addressed(void **state)
{
	static const char *const mails[] = { "", "x", "Subject: a\r\n\r\n",
		"Subject: a\r\n\r\nFrom: b@c.example\r\n" };
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(mails); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GBytes) stored =
			g_bytes_new_static(mails[i], strlen(mails[i]));
		const struct addressing addressing = { .to = &FROM };

		assert_null(compose_address(stored, &addressing, &error));
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
	}
}

/* Tokens. */

static void a_token_around_a_longer_one_is_hidden(void **state)
{
	static char own[] = "help@example.com";
	g_autoptr(GPtrArray) addresses = g_ptr_array_new();
	g_autofree char *inner = g_strnfill(120, 'j');
	g_autofree char *text = g_strdup_printf(
		"help+123.5p.42jjjjjjjkkkhelp+%s@example.com.", inner);

	(void)state;
	g_ptr_array_add(addresses, own);
	g_autofree char *hidden = compose_hide_tokens(text, addresses);
	assert_string_equal(hidden, "help@example.com.");
}

static void own_tokens_are_hidden_wherever_they_stand(void **state)
{
	static const struct {
		const char *text, *hidden;
	} rows[] = {
		{ "to help+123.5r.abcdefgh@example.com now",
			"to help@example.com now" },
		{ "<HELP+1.2p.x@Example.COM>", "<HELP@Example.COM>" },
		{ "mailto:help%2B1.2c.x@example.com",
			"mailto:help@example.com" },
		{ "support+1.2r.x@example.com", "support@example.com" },
		{ "help+a+b@example.com", "help@example.com" },
		{ "help@example.com", "help@example.com" },
		{ "other+1@example.com", "other+1@example.com" },
		{ "help+1.2r.x@example.net", "help+1.2r.x@example.net" },
		{ "1 + 1 = 2 %", "1 + 1 = 2 %" },
		{ "help+", "help+" },
		{ "", "" },
	};
	(void)state;
	g_autoptr(GPtrArray) own = g_ptr_array_new();
	static char desk[] = "help@example.com",
		    alias[] = "support@example.com";
	g_ptr_array_add(own, desk);
	g_ptr_array_add(own, alias);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *hidden =
			compose_hide_tokens(rows[i].text, own);
		assert_string_equal(hidden, rows[i].hidden);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mail_has_its_fields_in_order),
		cmocka_unit_test(automatic_mail_says_so),
		cmocka_unit_test(what_is_not_there_has_no_field),
		cmocka_unit_test(subject_reads_back_as_it_was),
		cmocka_unit_test(encoded_words_never_split_a_character),
		cmocka_unit_test(name_reads_back_as_it_was),
		cmocka_unit_test(no_value_gets_out_of_its_field),
		cmocka_unit_test(what_would_break_an_envelope_is_refused),
		cmocka_unit_test(references_keep_the_first_and_the_last_twenty),
		cmocka_unit_test(address_puts_the_personal_fields_behind_from),
		cmocka_unit_test(long_names_are_folded_in_the_personal_fields),
		cmocka_unit_test(
			a_hidden_id_stands_in_the_mail_handed_over_alone),
		cmocka_unit_test(hostile_recipient_is_refused),
		cmocka_unit_test(mail_that_is_not_ours_cannot_be_addressed),
		cmocka_unit_test(a_token_around_a_longer_one_is_hidden),
		cmocka_unit_test(own_tokens_are_hidden_wherever_they_stand),
	};
	return cmocka_run_group_tests(tests, compose_set_up, NULL);
}
