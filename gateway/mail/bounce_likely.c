#include "bounce.h"
#include "contact.h"
#include "text.h"
#include <string.h>

/* How the subject of a returned mail begins, as text_fold() leaves it. */
static const char *const SUBJECTS[] = {
	"bounce",
	"could not send message",
	"delayed mail",
	"delivery error",
	"delivery fail",
	"delivery has failed",
	"delivery notification",
	"delivery problem",
	"delivery report",
	"delivery status notification",
	"delivery unsuccessful",
	"email delivery fail",
	"error sending message",
	"failed delivery",
	"failed mail",
	"failure delivery",
	"failure notice",
	"failure to deliver",
	"ikke levert",
	"kunne ikke leveres",
	"leveransfel",
	"mail could not be delivered",
	"mail delivery",
	"mail error",
	"mail failed, returning",
	"mail failure",
	"mail not delivered",
	"mail routing error",
	"mail status report",
	"mail system error",
	"mail undeliverable",
	"mail returned",
	"message could not be delivered",
	"message delayed",
	"message delivery",
	"message not delivered",
	"message status - undeliverable",
	"message undeliverable",
	"nie mozna dostarczyc",
	"niedostarczona",
	"niedostarczalna",
	"non remis",
	"nondeliverable mail",
	"non delivery",
	"non-delivery",
	"notification d'etat",
	"notifica di mancato",
	"no se puede entregar",
	"onbestelbaar",
	"olevererbart",
	"oleverbart",
	"postmaster notify",
	"postfix smtp server: errors",
	"rejected mail",
	"returned email",
	"returned mail",
	"returned message",
	"returned to sender",
	"there was an error sending your mail",
	"your message was not delivered",
	"undelivered",
	"undeliverable",
	"undeliverable mail",
	"unable to deliver",
	"unzustellbar",
	"user unknown",
	"unknown user",
	"warning: could not send",
	"warning: message",
	"your message could not be delivered",
	"your message to",
	"zwrot",
};

/* Local parts of MTAs, letters and digits alone; the first few are no other's.
 */
#define PLAIN_MTAS 8
static const char *const SENDERS[] = { "mailerdaemon", "maildaemon", "mdaemon",
	"maildelivery", "mailsystem", "postmaster", "mailer", "mmdf",
	"microsoftexchange", "bounce", "systemadministrator", "postoffice",
	"administrator", "automail", "smtpgateway", "uucp", "mailadmin", "root",
	"system", "gateway", "amavis", "daemon", "noreply", "autoreply",
	"emsd" };

/* What an MTA says in its words, folded, where the subject says nothing. */
static const char *const SAYS[] = {
	"could not be delivered",
	"couldn't be delivered",
	"delivery failed",
	"delivery has failed",
	"delivery to the following",
	"did not reach the following",
	"ei voitu toimittaa",
	"failed permanently",
	"impossibile recapitare",
	"konnte nicht zugestellt",
	"konnten nicht zugestellt",
	"kon niet worden afgeleverd",
	"kon niet worden bezorgd",
	"kunde inte levereras",
	"kunne ikke leveres",
	"mailbox is full",
	"n'a pas pu etre remis",
	"nie mogla zostac dostarczona",
	"nie mozna dostarczyc",
	"no se ha podido entregar",
	"no se pudo entregar",
	"no such user",
	"permanent error",
	"permanent fatal errors",
	"rcpt to:",
	"undeliverable",
	"unable to deliver",
	"unknown user",
	"user unknown",
	"was not delivered",
};

#define MAX_SAID 3000

static gboolean begins_with_one(
	const char *text, const char *const *list, guint count)
{
	for (guint i = 0; i < count; i++) {
		if (g_str_has_prefix(text, list[i]))
			return TRUE;
	}
	return FALSE;
}

/* The first count senders, TRUE where there is no readable one at all. */
static gboolean is_mta(const struct message *message, guint count)
{
	if (!message->from->len)
		return TRUE;
	const struct contact *from = g_ptr_array_index(message->from, 0);
	GString *word = g_string_new(NULL);

	for (const char *at = from->address; *at && *at != '@'; at++) {
		if (g_ascii_isalnum(*at))
			g_string_append_c(word, g_ascii_tolower(*at));
	}
	gboolean is = begins_with_one(word->str, SENDERS, count);

	g_string_free(word, TRUE);
	return is;
}

/* An MTA that says in the first lines that something did not arrive. */
static gboolean says_failure(const struct message *message)
{
	g_autofree char *head = g_strndup(message->text, MAX_SAID);
	g_autofree char *valid = g_utf8_make_valid(head, -1);
	g_autofree char *folded = text_fold(valid);

	if (!message->from->len)
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(SAYS); i++) {
		if (strstr(folded, SAYS[i]))
			return TRUE;
	}
	return FALSE;
}

gboolean bounce_is_likely(
	const struct message *message, const char *return_path)
{
	g_autofree char *subject = text_fold(message->subject);
	g_autofree char *path = text_line(return_path ? return_path : "", -1);
	gboolean is_empty = strcmp(path, "<>") == 0;

	/* Outlook.com's feedback reports bear no mark, and a person's sender.
	 */
	if (g_str_has_prefix(subject, "complaint about message from "))
		return TRUE;
	if ((is_empty || is_mta(message, G_N_ELEMENTS(SENDERS))) &&
		begins_with_one(subject, SUBJECTS, G_N_ELEMENTS(SUBJECTS)))
		return TRUE;
	return is_mta(message, PLAIN_MTAS) && says_failure(message);
}
