#include "notice.h"

#include <string.h>

static const char *const NAMES[NOTICE_KIND_COUNT] = {
	[NOTICE_RECEIVED] = "received",
	[NOTICE_REPLY] = "reply",
	[NOTICE_NEW_FOR_AGENT] = "new-for-agent",
	[NOTICE_REPLY_FOR_AGENT] = "reply-for-agent",
	[NOTICE_NOTE_FOR_AGENT] = "note-for-agent",
	[NOTICE_ASSIGNED] = "assigned",
	[NOTICE_NOT_PROVEN] = "not-proven",
	[NOTICE_UNDELIVERED] = "undelivered",
	[NOTICE_TRANSCRIPT] = "transcript",
	[NOTICE_REFUSED] = "refused",
	[NOTICE_ANSWER] = "answer",
	[NOTICE_RESOLVED] = "resolved",
	[NOTICE_CLOSED] = "closed",
	[NOTICE_REOPENED] = "reopened",
	[NOTICE_REOPENED_FOR_AGENT] = "reopened-for-agent",
	[NOTICE_CANCELLED] = "cancelled",
	[NOTICE_MERGED] = "merged",
	[NOTICE_CONFIRM] = "confirm",
	[NOTICE_ESCALATED] = "escalated",
	[NOTICE_QUARANTINED] = "quarantined",
	[NOTICE_LIMITED] = "limited",
	[NOTICE_PROMISE] = "promise",
	[NOTICE_SUMMARY] = "summary",
	[NOTICE_REMINDER] = "reminder",
	[NOTICE_RESUMED] = "resumed",
	[NOTICE_APPROVAL] = "approval",
	[NOTICE_APPROVED] = "approved",
	[NOTICE_DECIDED] = "decided",
	[NOTICE_VENDOR] = "vendor",
	[NOTICE_VENDOR_FOR_AGENT] = "vendor-for-agent",
};

/* The kind of the reply address a notice carries (lifecycle.md, «Who is
 * told»): r requester, p agent and public, i agent and internal, c confirm;
 * 0: none, the desk address. Transcripts are 'i' to agents, see
 * notice_reply_kind(). */
static const char REPLY_KINDS[NOTICE_KIND_COUNT] = {
	[NOTICE_RECEIVED] = REPLY_REQUESTER,
	[NOTICE_REPLY] = REPLY_REQUESTER,
	[NOTICE_NEW_FOR_AGENT] = REPLY_PUBLIC,
	[NOTICE_REPLY_FOR_AGENT] = REPLY_PUBLIC,
	[NOTICE_NOTE_FOR_AGENT] = REPLY_INTERNAL,
	[NOTICE_ASSIGNED] = REPLY_PUBLIC,
	[NOTICE_NOT_PROVEN] = REPLY_INTERNAL,
	[NOTICE_UNDELIVERED] = REPLY_INTERNAL,
	[NOTICE_TRANSCRIPT] = REPLY_REQUESTER,
	[NOTICE_REFUSED] = REPLY_REQUESTER,
	[NOTICE_RESOLVED] = REPLY_REQUESTER,
	[NOTICE_CLOSED] = REPLY_REQUESTER,
	[NOTICE_REOPENED] = REPLY_REQUESTER,
	[NOTICE_REOPENED_FOR_AGENT] = REPLY_PUBLIC,
	[NOTICE_CANCELLED] = REPLY_REQUESTER,
	[NOTICE_MERGED] = REPLY_REQUESTER,
	[NOTICE_CONFIRM] = REPLY_CONFIRM,
	[NOTICE_ESCALATED] = REPLY_REQUESTER,
	[NOTICE_PROMISE] = REPLY_INTERNAL,
	[NOTICE_REMINDER] = REPLY_REQUESTER,
	[NOTICE_RESUMED] = REPLY_PUBLIC,
	[NOTICE_APPROVAL] = REPLY_APPROVAL,
	[NOTICE_APPROVED] = REPLY_REQUESTER,
	[NOTICE_DECIDED] = REPLY_PUBLIC,
	[NOTICE_VENDOR] = REPLY_VENDOR,
	[NOTICE_VENDOR_FOR_AGENT] = REPLY_INTERNAL,
};

const char *notice_name(enum notice_kind kind)
{
	g_assert(kind < NOTICE_KIND_COUNT);
	return NAMES[kind];
}

gboolean notice_parse(const char *name, enum notice_kind *kind)
{
	for (guint i = 0; i < NOTICE_KIND_COUNT; i++) {
		if (strcmp(NAMES[i], name) != 0)
			continue;
		*kind = (enum notice_kind)i;
		return TRUE;
	}
	return FALSE;
}

char notice_reply_kind(enum notice_kind kind, gboolean to_agent)
{
	g_assert(kind < NOTICE_KIND_COUNT);
	if (to_agent && (kind == NOTICE_TRANSCRIPT || kind == NOTICE_REFUSED))
		return REPLY_INTERNAL;
	return REPLY_KINDS[kind];
}

void notice_free(struct notice *notice)
{
	if (!notice)
		return;
	g_free(notice->language);
	if (notice->recipients)
		g_ptr_array_unref(notice->recipients);
	g_free(notice->from_name);
	g_free(notice->subject);
	g_free(notice->in_reply_to);
	if (notice->references)
		g_ptr_array_unref(notice->references);
	g_free(notice->attachments_of);
	if (notice->data)
		g_variant_unref(notice->data);
	g_free(notice);
}
