#include "broken.h"
#include "text.h"
#include "told.h"

#include <string.h>

static gboolean is_kept_already(struct work *work)
{
	g_autofree char *key = g_strdup(work->event->sha256);
	struct need need = { .kind = NEED_QUARANTINE, .key = key };

	return desk_view_get(work->view, &need) != NULL;
}

/* The leads hear of it once a day. */
static gboolean is_told_today(struct work *work)
{
	g_autofree char *when = text_time(work->now->time);
	g_autofree char *day = g_strndup(when, strlen("2026-11-23"));
	struct need need = { .kind = NEED_QUARANTINE_DAY, .key = day };

	return desk_view_get(work->view, &need) != NULL;
}

gboolean broken_take(struct work *work, const char *why)
{
	const char *from = work->facts ? work->facts->from : NULL;

	if (is_kept_already(work))
		return FALSE;
	if (from)
		work_set_causer(work, work_from_name(work), from);
	work->role = ROLE_STRANGER;
	work->outcome->quarantine = TRUE;
	work->outcome->why = g_strdup(why);
	work->subject = g_strdup_printf("quarantine: %s", why);
	work_event(work, WORK_QUARANTINE);
	/* Whether it may be answered only its header tells. */
	if (work->event->is_too_big && work->message)
		tell_causer(work, work_answers(work), NOTICE_QUARANTINED);
	if (!is_told_today(work))
		tell_leads(work, work_answers(work), NOTICE_QUARANTINED);
	return TRUE;
}

gboolean broken_event(struct work *work)
{
	const char *why = work->event->broken;

	return broken_take(work, why ? why : "unreadable");
}
