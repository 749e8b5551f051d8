/* Answers as the mail programs write them, our notice quoted below in each
 * one's way. Their HTML is as in real mail: Outlook's paragraphs and blocks
 * redmine-mail-handler/outlook_2010_html_only.eml and
 * libetpan-plaintext/input/5229-cyrillic-asian.eml of the corpus, Gmail's quote
 * libetpan-plaintext/input/989-encoding-1.eml, the citing blockquote of Apple
 * Mail and Thunderbird libetpan-plaintext/input/989-encoding-5.eml, the lines
 * of phones email-reply-trimmer/emails/signatures.txt. What was typed is own;
 * nothing of the notice is, though it quotes a command without any mark. */
#include "message.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define NOTICE                                             \
	"<p>=== Write your answer above this line ===</p>" \
	"<p>Alice wrote:</p><p>| it is broken<br>#close</p>"
/* A notice whose separator somebody took away. */
#define BARE "<div>T-1 new<br>Alice wrote:<br>it is broken<br>#close</div>"

static const struct client {
	const char *name, *before, *behind;
} CLIENTS[] = {
	{ "Outlook",
		"<html><body lang=SV><div class=WordSection1>"
		"<p class=MsoNormal>#take<o:p></o:p></p>"
		"<p class=MsoNormal>ok<o:p></o:p></p>"
		"<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
		"<div><div style='border:none;border-top:solid #E1E1E1 1.0pt'>"
		"<p class=MsoNormal><b><span lang=EN-US>Från:</span></b>"
		"<span lang=EN-US> IT Helpdesk &lt;help@example.com&gt;<br>"
		"<b>Skickat:</b> den 23 november 2026 10:15<br>"
		"<b>Till:</b> Anna Berg &lt;anna@example.com&gt;<br>"
		"<b>Ämne:</b> [T-1] "
		"Skrivaren<o:p></o:p></span></p></div></div>",
		"</div></body></html>" },
	{ "Outlook on the web",
		"<html><body><div style=\"font-family:Calibri\">#take<br></div>"
		"<div>ok<br></div><div id=\"appendonsend\"></div>"
		"<hr style=\"display:inline-block;width:98%\" tabindex=\"-1\">"
		"<div id=\"divRplyFwdMsg\" dir=\"ltr\"><font face=\"Calibri\">"
		"<b>From:</b> IT &lt;help@example.com&gt;<br>"
		"<b>Sent:</b> Monday, November 23, 2026 10:15 AM<br>"
		"<b>To:</b> Anna &lt;anna@example.com&gt;<br>"
		"<b>Subject:</b> [T-1] x</font><div>&nbsp;</div></div>",
		"</body></html>" },
	{ "Outlook on a phone",
		"<html><body><div dir=\"ltr\">#take<br>ok</div>"
		"<div id=\"ms-outlook-mobile-signature\" "
		"dir=\"ltr\"><div></div>"
		"Hämta <a href=\"https://aka.ms/o0ukef\">Outlook för iOS</a>"
		"</div><hr><div id=\"divRplyFwdMsg\"><b>Från:</b> IT "
		"&lt;help@example.com&gt;<br><b>Skickat:</b> den 23 november"
		"<br><b>Till:</b> Anna<br><b>Ämne:</b> x<div> </div></div>",
		"</body></html>" },
	{ "Gmail",
		"<div dir=\"ltr\">#take<div>ok</div></div><br>"
		"<div class=\"gmail_quote\"><div dir=\"ltr\" "
		"class=\"gmail_attr\">Den mån 23 nov. 2026 kl 10:15 skrev IT "
		"Helpdesk &lt;<a href=\"mailto:help@example.com\">"
		"help@example.com</a>&gt;:<br></div>"
		"<blockquote class=\"gmail_quote\" style=\"margin:0\">",
		"</blockquote></div>" },
	{ "Apple Mail",
		"<html><head></head><body style=\"word-wrap: break-word;\">"
		"#take<div>ok<div><br><blockquote type=\"cite\"><div>23 nov. "
		"2026 kl. 10:15 skrev IT &lt;help@example.com&gt;:</div>"
		"<br class=\"Apple-interchange-newline\"><div>",
		"</div></blockquote></div><br></div></body></html>" },
	{ "iPhone",
		"<html><body dir=\"auto\">#take<br>ok<br><br>"
		"<div dir=\"ltr\">Skickat från min iPhone</div>"
		"<div dir=\"ltr\"><br><blockquote type=\"cite\">23 nov. 2026 "
		"kl. 10:15 skrev IT &lt;help@example.com&gt;:<br><br>"
		"</blockquote></div><blockquote type=\"cite\">",
		"</blockquote></body></html>" },
	{ "Thunderbird",
		"<html><body><p>#take</p><p>ok</p>"
		"<div class=\"moz-cite-prefix\">Den 2026-11-23 kl. 10:15, "
		"skrev "
		"IT Helpdesk:<br></div>"
		"<blockquote type=\"cite\" cite=\"mid:t1.3@example.com\">",
		"</blockquote><div class=\"moz-signature\">-- <br>Anna Berg"
		"</div></body></html>" },
	{ "Proton",
		"<div style=\"font-family: Arial\">#take<br>ok<br></div>"
		"<div class=\"protonmail_signature_block\">Sent with <a "
		"href=\"https://proton.me/\">Proton Mail</a> secure email."
		"</div><div class=\"protonmail_quote\">On Monday, November "
		"23rd, 2026 at 10:15 AM, IT &lt;help@example.com&gt; wrote:<br>"
		"<blockquote class=\"protonmail_quote\" type=\"cite\">",
		"</blockquote></div>" },
	{ "Yahoo on a phone",
		"<div>#take<br>ok</div><br><p>Sent from <a>Yahoo Mail for "
		"iPhone</a></p><blockquote><div>On Monday, November 23, 2026, "
		"10:15 AM, IT &lt;help@example.com&gt; wrote:</div>",
		"</blockquote>" },
	{ "Samsung",
		"<div>#take</div><div>ok</div><div><br></div>"
		"<div id=\"composer_signature\">Skickat från min Galaxy</div>"
		"<div><div>-------- Originalmeddelande --------</div>"
		"<div>Från: IT &lt;help@example.com&gt; </div>"
		"<div>Datum: 2026-11-23  10:15  (GMT+01:00) </div>"
		"<div>Till: anna@example.com </div><div>Ämne: x </div></div>",
		"" },
};

static char *own_lines(const char *html)
{
	g_autofree char *mail = g_strdup_printf(
		"From: anna@example.com\nMIME-Version: 1.0\n"
		"Content-Type: text/html; charset=utf-8\n\n%s\n",
		html);
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
	AUTO(message) message = message_parse(raw, &MAIL_LIMITS_DEFAULT);
	g_autofree char *own = message_own_text(message);
	g_auto(GStrv) lines = g_strsplit(own, "\n", -1);
	GString *filled = g_string_new(NULL);

	for (char **line = lines; *line; line++)
		if (**line)
			g_string_append_printf(filled, "%s\n", *line);
	return g_string_free(filled, FALSE);
}

static void check_with(const char *notice)
{
	guint wrong = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(CLIENTS); i++) {
		g_autofree char *html = g_strconcat(
			CLIENTS[i].before, notice, CLIENTS[i].behind, NULL);
		g_autofree char *own = own_lines(html);

		if (strcmp(own, "#take\nok\n") == 0)
			continue;
		print_error("%s:\n%s", CLIENTS[i].name, own);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void what_was_typed_is_own_and_the_notice_is_not(void **state)
{
	(void)state;
	check_with(NOTICE);
}

static void each_client_marks_its_quote_without_our_separator(void **state)
{
	(void)state;
	check_with(BARE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_typed_is_own_and_the_notice_is_not),
		cmocka_unit_test(
			each_client_marks_its_quote_without_our_separator),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
