/* Writing: a mail as a test tells it. */
#include "fake_shell.h"
#include "fake_inner.h"
#include "text.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define DAY (24 * 3600)

static void read_place(const char *text, guint32 *ticket, guint32 *message)
{
	g_auto(GStrv) parts = g_strsplit(text, ".", 2);

	assert_true(text_parse_number(parts[0], ticket));
	assert_true(text_parse_number(parts[1], message));
}

static char reply_kind_of(const struct fake *fake, guint32 ticket,
	guint32 number, const char *address)
{
	for (guint i = 0; i < fake->notices->len; i++) {
		const struct fake_notice *notice = fake->notices->pdata[i];
		enum notice_kind kind;

		if (notice->ticket != ticket || notice->number != number)
			continue;
		assert_true(notice_parse(notice->kind, &kind));
		return notice_reply_kind(
			kind, rules_agent(fake->rules, address) != NULL);
	}
	fail_msg("no notice %u of ticket %u", number, ticket);
	return 0;
}

static char *plain_address(const char *from)
{
	AUTO(contact) contact = contact_parse(from, NULL);

	return g_strdup(contact ? contact->address : from);
}

static char *reply_address(
	const struct fake *fake, const struct fake_mail *mail)
{
	g_autofree char *address = plain_address(mail->from);
	struct reply_token token = { 0 };

	if (!mail->token)
		return g_strdup(fake->rules->address);
	read_place(mail->token, &token.ticket, &token.message);
	token.kind = reply_kind_of(fake, token.ticket, token.message, address);
	token_mac(keyring_at(fake->keyring, fake->time), token.ticket,
		token.message, token.kind, address, token.mac);
	return token_address(fake->rules->address, &token);
}

static void add_trace(GString *text, const struct fake_mail *mail)
{
	g_autofree char *address = plain_address(mail->from);
	const char *at = strrchr(address, '@');

	if (mail->flags & (FAKE_DMARC | FAKE_FAIL))
		g_string_append_printf(text,
			"Authentication-Results: mx.example.com; dmarc=%s "
			"header.from=%s\r\n",
			mail->flags & FAKE_DMARC ? "pass" : "fail",
			at ? at + 1 : "");
	if (mail->flags & FAKE_NULL)
		g_string_append(text, "Return-Path: <>\r\n");
	if (mail->flags & FAKE_AUTO)
		g_string_append(text, "Auto-Submitted: auto-replied\r\n");
	if (mail->flags & FAKE_SPAM)
		g_string_append(text, "X-Spam-Flag: YES\r\n");
}

static void add_thread(
	const struct fake *fake, GString *text, const struct fake_mail *mail)
{
	guint32 ticket, message;
	g_autofree char *id = NULL;

	if (mail->refers)
		g_string_append_printf(
			text, "In-Reply-To: <%s>\r\n", mail->refers);
	if (!mail->answers)
		return;
	read_place(mail->answers, &ticket, &message);
	id = token_message_id(keyring_at(fake->keyring, fake->time),
		fake->rules->address, ticket, message);
	g_string_append_printf(text, "In-Reply-To: <%s>\r\n", id);
}

enum verdict fake_mail(struct fake *fake, const struct fake_mail *mail)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *to = reply_address(fake, mail);
	gint64 written =
		mail->flags & FAKE_OLD ? fake->time - 10 * DAY : fake->time;
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(written);
	g_autofree char *when =
		g_date_time_format(date, "%a, %d %b %Y %H:%M:%S +0000");

	add_trace(text, mail);
	g_string_append_printf(text, "From: %s\r\nTo: %s\r\n", mail->from, to);
	if (mail->cc)
		g_string_append_printf(text, "Cc: %s\r\n", mail->cc);
	g_string_append_printf(text, "Subject: %s\r\nDate: %s\r\n",
		mail->subject ? mail->subject : "", when);
	if (mail->id)
		g_string_append_printf(text, "Message-ID: <%s>\r\n", mail->id);
	else
		g_string_append_printf(text,
			"Message-ID: <m%u@mail.example>\r\n", ++fake->serial);
	add_thread(fake, text, mail);
	g_string_append_printf(text,
		"Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
		mail->text ? mail->text : "");
	return fake_raw(fake, text->str, text->len);
}
