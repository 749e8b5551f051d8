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

/* Local parts of MTAs, letters and digits alone. */
static const char *const SENDERS[] = { "mailerdaemon", "maildaemon", "mdaemon",
	"maildelivery", "mailsystem", "postmaster", "mailer", "mmdf",
	"microsoftexchange", "bounce", "systemadministrator", "postoffice",
	"administrator", "automail", "smtpgateway", "uucp", "mailadmin", "root",
	"system", "gateway", "amavis", "daemon", "noreply", "autoreply",
	"emsd" };

static gboolean begins_with_one(
	const char *text, const char *const *list, guint count)
{
	for (guint i = 0; i < count; i++) {
		if (g_str_has_prefix(text, list[i]))
			return TRUE;
	}
	return FALSE;
}

static gboolean is_mta(const struct message *message)
{
	if (!message->from->len)
		return TRUE;
	const struct contact *from = g_ptr_array_index(message->from, 0);
	GString *word = g_string_new(NULL);

	for (const char *at = from->address; *at && *at != '@'; at++) {
		if (g_ascii_isalnum(*at))
			g_string_append_c(word, g_ascii_tolower(*at));
	}
	gboolean is =
		begins_with_one(word->str, SENDERS, G_N_ELEMENTS(SENDERS));

	g_string_free(word, TRUE);
	return is;
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
	return (is_empty || is_mta(message)) &&
	       begins_with_one(subject, SUBJECTS, G_N_ELEMENTS(SUBJECTS));
}
