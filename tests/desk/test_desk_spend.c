/* No living token is ever stored: whatever a mail bears is spent by the commit
 * that stores it, whosever it is and whatever becomes of the mail. */
#include "fault.h"
#include "scenario.h"
#include "token.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* "help+1.3p.<mac>@example.com", made for that address. */
static char *token_of(
	const struct fake *fake, guint32 message, char kind, const char *whose)
{
	struct reply_token token = { 1, message, kind, "" };

	token_mac(keyring_at(fake->keyring, fake->time), 1, message, kind,
		whose, token.mac);
	return token_address("help@example.com", &token);
}

/* Ticket 1: received is 2, new-for-agent 3 to Anna, Olle, who reads Swedish,
 * has 4. */
static struct fake *fake_with_ticket(const char *postern_conf)
{
	static const struct fake_mail mail = { BOB, "Mail", "x",
		.flags = FAKE_DMARC };
	struct fake *fake = fake_new(DESK_CONF, postern_conf);

	assert_int_equal(fake_mail(fake, &mail), VERDICT_COMMIT);
	return fake;
}

static void assert_spent(struct fake *fake, const char *expected)
{
	g_autofree char *spent = fake_trailer(fake, TRAILER_SPENT);

	assert_string_equal(spent, expected);
}

static void assert_mail_spends(
	struct fake *fake, GString *mail, const char *expected)
{
	assert_int_equal(fake_raw(fake, mail->str, mail->len), VERDICT_COMMIT);
	assert_spent(fake, expected);
}

static void a_mail_to_two_addresses_spends_both_once(void **state)
{
	AUTO(fake) fake = fake_with_ticket(POSTERN_CONF);
	g_autofree char *hers = token_of(fake, 3, 'p', "anna@example.com");
	g_autofree char *other = token_of(fake, 2, 'r', "bob@cust.example");
	g_autoptr(GString) mail = g_string_new(NULL);

	(void)state;
	g_string_printf(mail,
		"Delivered-To: %s\r\nFrom: " ANNA "\r\nTo: %s\r\nCc: %s\r\n"
		"Message-ID: <1@x>\r\n\r\nhi\r\n",
		hers, hers, other);
	assert_mail_spends(fake, mail, "1.3p | 1.2r bob@cust.example");
}

static void a_token_in_the_text_is_spent_whosever_it_is(void **state)
{
	AUTO(fake) fake = fake_with_ticket(POSTERN_CONF);
	g_autofree char *hers = token_of(fake, 3, 'p', "anna@example.com");
	g_autofree char *text = g_strdup_printf("Reply-To: <%s>\n", hers);
	g_autofree char *hidden =
		g_base64_encode((const guchar *)text, strlen(text));
	g_autoptr(GString) mail = g_string_new(NULL);

	(void)state;
	g_string_printf(mail,
		"From: " BOB "\r\nMessage-ID: <2@x>\r\nMIME-Version: 1.0\r\n"
		"Content-Type: text/plain\r\n"
		"Content-Transfer-Encoding: base64\r\n\r\n%s\r\n",
		hidden);
	assert_mail_spends(fake, mail, "1.3p anna@example.com");
}

static void a_token_broken_by_quoted_printable_is_spent(void **state)
{
	AUTO(fake) fake = fake_with_ticket(POSTERN_CONF);
	g_autofree char *hers = token_of(fake, 3, 'p', "anna@example.com");
	g_autoptr(GString) mail = g_string_new(
		"From: " BOB "\r\nMessage-ID: <3@x>\r\nMIME-Version: 1.0\r\n"
		"Content-Type: application/octet-stream\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n\r\n");

	(void)state;
	g_string_append_printf(
		mail, "help=2B%.6s=\r\n%s\r\n", hers + 5, hers + 11);
	assert_mail_spends(fake, mail, "1.3p anna@example.com");
}

static void a_vacation_note_spends_the_address_it_answers(void **state)
{
	AUTO(fake) fake = fake_with_ticket(POSTERN_BARE_CONF);
	static const struct fake_mail note = { ANNA, "Away", "Until Monday.",
		.token = "1.3", .flags = FAKE_AUTO };
	static const struct fake_mail forged = { ANNA, "Re: Mail", "#close",
		.token = "1.3" };
	g_autofree char *proof = NULL;

	(void)state;
	assert_int_equal(fake_mail(fake, &note), VERDICT_COMMIT);
	assert_spent(fake, "1.3p");
	assert_int_equal(fake_mail(fake, &forged), VERDICT_COMMIT);
	proof = fake_trailer(fake, TRAILER_PROOF);
	assert_string_equal(proof, "none (no authserv-id)");
	assert_int_equal(fake_ticket(fake, 1)->status, STATUS_NEW);
}

static void a_mail_in_quarantine_spends_what_it_bears(void **state)
{
	AUTO(fake) fake = fake_with_ticket(POSTERN_CONF);
	g_autofree char *hers = token_of(fake, 3, 'p', "anna@example.com");
	g_autofree char *raw = g_strdup_printf(
		"From: " ANNA "\r\nTo: %s\r\nMessage-ID: <4@x>\r\n\r\nhi\r\n",
		hers);
	g_autoptr(GBytes) bytes = g_bytes_new(raw, strlen(raw));
	AUTO(facts) facts = facts_scan(bytes);
	struct event event = { .kind = EVENT_BROKEN,
		.facts = facts,
		.arrival = fake->time,
		.broken = "the parser gave no answer" };

	(void)state;
	assert_int_equal(fake_apply(fake, &event, bytes), VERDICT_COMMIT);
	assert_true(fake->last->quarantine);
	assert_spent(fake, "1.3p");
}

static void an_expired_or_a_wrong_one_is_left_alone(void **state)
{
	AUTO(fake) fake = fake_with_ticket(POSTERN_CONF);
	g_autofree char *hers = token_of(fake, 3, 'p', "anna@example.com");
	g_autofree char *bounce = token_of(fake, 2, 'b', "bob@cust.example");
	g_autoptr(GString) mail = g_string_new(NULL);

	(void)state;
	fake->time += (gint64)91 * 24 * 3600;
	g_string_printf(mail,
		"From: " BOB "\r\nMessage-ID: <5@x>\r\n\r\n%s %s "
		"help+1.3p.aaaaaaaaaaaaaaaa@example.com\r\n",
		hers, bounce);
	assert_mail_spends(fake, mail, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mail_to_two_addresses_spends_both_once),
		cmocka_unit_test(a_token_in_the_text_is_spent_whosever_it_is),
		cmocka_unit_test(a_token_broken_by_quoted_printable_is_spent),
		cmocka_unit_test(a_vacation_note_spends_the_address_it_answers),
		cmocka_unit_test(a_mail_in_quarantine_spends_what_it_bears),
		cmocka_unit_test(an_expired_or_a_wrong_one_is_left_alone),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
