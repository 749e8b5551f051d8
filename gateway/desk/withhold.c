#include "told.h"
#include "alert.h"

#include <string.h>

/* Notices an hour to somebody who writes the same subject again and again. */
#define MAX_ROUND 2u

/* Whom nothing is ever sent to, by the local part of the address. */
static const char *const ROLE_NAMES[] = {
	"mailer-daemon",
	"postmaster",
	"nobody",
	"bounce",
	"bounces",
	"listserv",
	"majordomo",
	"root",
};
static const char *const ROLE_PREFIXES[] = { "noreply", "no-reply", "no_reply",
	"donotreply", "do-not-reply", "do_not_reply", "owner-", "bounce-",
	"bounce+", "bounces+" };
static const char *const ROLE_SUFFIXES[] = { "-request", "-bounces", "-owner",
	"-noreply", "-no-reply" };

gboolean is_role_address(const char *address)
{
	g_autofree char *folded = address_fold(address);
	char *at = strrchr(folded, '@');

	if (at)
		*at = '\0';
	for (gsize i = 0; i < G_N_ELEMENTS(ROLE_NAMES); i++) {
		if (strcmp(folded, ROLE_NAMES[i]) == 0)
			return TRUE;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(ROLE_PREFIXES); i++) {
		if (g_str_has_prefix(folded, ROLE_PREFIXES[i]))
			return TRUE;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(ROLE_SUFFIXES); i++) {
		if (g_str_has_suffix(folded, ROLE_SUFFIXES[i]))
			return TRUE;
	}
	return FALSE;
}

static guint32 sent_last_hour(struct work *work, const char *address)
{
	g_autofree char *key = address_fold(address);
	struct need need = { .kind = NEED_RATE, .key = key };

	return desk_view_count(work->view, &need);
}

/* RFC 3834, section 2: what the mail itself says against an answer. */
static char *mail_forbids(const struct work *work)
{
	if (!work->message || !work->facts)
		return NULL;
	if (mail_kind_is_automatic(work->message->kind))
		return g_strdup(work->message->kind_why
					? work->message->kind_why
					: mail_kind_name(work->message->kind));
	if (work->facts->return_path && !*work->facts->return_path)
		return g_strdup("empty return path");
	if (work->facts->loops && work->facts->loops->len)
		return g_strdup("X-Loop");
	return NULL;
}

/* A vacation program that says nothing of itself and quotes nothing answers
 * each acknowledgement by a new mail with its one subject. */
static gboolean is_going_round(struct work *work, const struct telling *telling)
{
	gboolean is_again = work->route.evidence == EVIDENCE_E ||
			    work->route.evidence == EVIDENCE_F;

	return telling->kind == NOTICE_RECEIVED && is_again &&
	       sent_last_hour(work, telling->to->address) >= MAX_ROUND;
}

/* Of what a sender gets whom nobody has proven. */
static gboolean is_acknowledgement(const struct telling *telling)
{
	return telling->kind == NOTICE_RECEIVED ||
	       (telling->kind == NOTICE_QUARANTINED && telling->is_answer);
}

/* The leads hear of it: told.c. */
static void note_limit(struct work *work, guint limit, const char *address)
{
	work->limit = limit;
	work_set(&work->limited, address);
}

static char *rate_forbids(struct work *work, const struct telling *telling)
{
	const struct limit_settings *limits = &work->site->settings->limits;
	const char *address = telling->to->address;

	if (is_going_round(work, telling))
		return g_strdup("the same subject again within an hour");
	if (!telling->to_agent &&
		sent_last_hour(work, address) >= limits->notices_per_hour) {
		note_limit(work, limits->notices_per_hour, address);
		return g_strdup_printf(
			"over %u an hour", limits->notices_per_hour);
	}
	if (is_acknowledgement(telling) && work->proof == PROOF_NONE &&
		sent_last_hour(work, "") >= limits->acks_per_hour) {
		note_limit(work, limits->acks_per_hour, "");
		return g_strdup_printf("over %u acknowledgements an hour",
			limits->acks_per_hour);
	}
	return NULL;
}

static gboolean is_muted(struct work *work, const char *address)
{
	const struct person *person;

	/* Who writes is there again. */
	if (address_equal(address, work->causer->address))
		return FALSE;
	person = view_person(work->view, address);
	return person && person->muted;
}

char *withhold_why(struct work *work, const struct telling *telling)
{
	const char *address = telling->to->address;
	char *why;

	if (rules_is_own(work->site->rules, address))
		return g_strdup("");
	if (!address_is_plain(address))
		return g_strdup("no plain address");
	if (rules_agent(work->site->rules, address) && telling->to_agent &&
		!is_acknowledgement(telling))
		return NULL;
	if (is_role_address(address))
		return g_strdup("role address");
	if (alert_is_machine(work->site->rules, address))
		return g_strdup("monitoring");
	if (is_muted(work, address))
		return g_strdup("muted");
	why = telling->is_answer ? mail_forbids(work) : NULL;
	if (why || telling->draft->is_relayed || telling->kind == NOTICE_VENDOR)
		return why;
	return rate_forbids(work, telling);
}
