#include "hand_over.h"
#include "compose.h"
#include "notice.h"
#include "token.h"

static char reply_kind_of(const struct site *site, const struct outbox_row *row)
{
	enum notice_kind kind;

	return notice_parse(row->kind, &kind)
		       ? notice_reply_kind(kind,
				 rules_agent(site->rules, row->address) != NULL)
		       : 0;
}

/* By the key in force when the notice was committed: route.h checks by it. */
static char *token_for(
	const struct site *site, const struct outbox_row *row, char kind)
{
	const struct desk_key *key = keyring_at(site->keyring, row->born);
	struct reply_token token = {
		.ticket = row->ticket,
		.message = row->message,
		.kind = kind,
	};

	token_mac(
		key, row->ticket, row->message, kind, row->address, token.mac);
	return token_address(site->rules->address, &token);
}

static char *envelope_sender(
	const struct site *site, const struct outbox_row *row)
{
	enum notice_kind kind;
	gboolean is_notice = notice_parse(row->kind, &kind);

	if (site->settings->smtp.null_sender && is_notice &&
		(kind == NOTICE_RECEIVED || kind == NOTICE_CONFIRM))
		return g_strdup("");
	if (!site->settings->auth.extension)
		return g_strdup(site->rules->address);
	return token_for(site, row, REPLY_BOUNCE);
}

gboolean hand_over_hides_id(enum notice_kind kind)
{
	char reply = notice_reply_kind(kind, TRUE);

	return reply == REPLY_CONFIRM || reply == REPLY_APPROVAL;
}

/* The id that a stored notice hides, new; NULL where it has it. */
static char *hidden_id(const struct site *site, const struct outbox_row *row)
{
	enum notice_kind kind;

	if (!notice_parse(row->kind, &kind) || !hand_over_hides_id(kind))
		return NULL;
	return token_message_id(keyring_at(site->keyring, row->born),
		site->rules->address, row->ticket, row->message);
}

GBytes *hand_over_mail(const struct site *site, GBytes *stored,
	const struct outbox_row *row, char **mail_from, GError **error)
{
	char kind = reply_kind_of(site, row);
	struct contact to = { (char[]){ "" }, row->address };
	g_autofree char *reply_to = NULL;
	g_autofree char *id = hidden_id(site, row);

	if (kind != 0 && site->settings->auth.extension)
		reply_to = token_for(site, row, kind);
	const struct addressing addressing = { &to, reply_to, id };
	g_autoptr(GBytes) mail = compose_address(stored, &addressing, error);

	if (mail != NULL)
		*mail_from = envelope_sender(site, row);
	return g_steal_pointer(&mail);
}
