#include "undo.h"
#include "text.h"
#include "told.h"

#include <string.h>

#define MAX_AGE_SEC (30 * 60)

/* A ticket whose part of the commit is being taken back. */
struct undoing {
	struct work *work;
	struct draft *draft;
	const struct known_change *target; /* with this ticket's two states */
	const GPtrArray *changes;
	gboolean
		has_told; /* a notice of it that is not the causer's went out */
};

static const GPtrArray *changes_of(struct work *work, guint32 ticket)
{
	struct need need = { .kind = NEED_CHANGES, .ticket = ticket };

	return desk_view_get(work->view, &need);
}

/* --- which commit -------------------------------------------------------- */

/* Operators have no address of their own. */
static gboolean is_causers(
	const struct work *work, const struct known_change *change)
{
	if (work->role == ROLE_OPERATOR)
		return g_strcmp0(change->name, work->causer->name) == 0 &&
		       g_strcmp0(change->address, OPERATOR_ADDRESS) == 0;
	return address_equal(change->address, work->causer->address);
}

static gboolean is_undone(
	const GPtrArray *changes, const struct known_change *change)
{
	for (guint i = 0; i < changes->len; i++) {
		const struct known_change *later = changes->pdata[i];

		if (g_strcmp0(later->undoes, change->commit) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Its commands changed something, and are not taken back yet. */
static gboolean may_be_undone(const struct work *work, const GPtrArray *changes,
	const struct known_change *change)
{
	return change->commands->len && !change->undoes && change->before &&
	       work->at - change->at <= MAX_AGE_SEC &&
	       is_causers(work, change) && !is_undone(changes, change) &&
	       !ticket_equal(change->before, change->after);
}

static const struct known_change *find_last(
	const struct work *work, const GPtrArray *changes)
{
	for (guint i = changes ? changes->len : 0; i > 0; i--) {
		const struct known_change *change = changes->pdata[i - 1];

		if (may_be_undone(work, changes, change))
			return change;
	}
	return NULL;
}

static const struct known_change *find_commit(
	const GPtrArray *changes, const char *commit)
{
	for (guint i = 0; changes && i < changes->len; i++) {
		const struct known_change *change = changes->pdata[i];

		if (strcmp(change->commit, commit) == 0)
			return change;
	}
	return NULL;
}

/* --- mails that wait to go out ------------------------------------------- */

/* "0005-out reply bob@x" of the commit's first ticket, else "T-98 0005-out
 * reply bob@x". */
struct told_line {
	guint32 ticket, message;
	const char *kind, *address;
};

static gboolean read_line(
	const struct undoing *undoing, char **words, struct told_line *line)
{
	g_autofree char *tag =
		g_strdup_printf("%s-", undoing->work->site->rules->tag);
	g_autofree char *number = NULL;

	*line = (struct told_line){ 0 };
	if (undoing->target->tickets->len)
		line->ticket =
			g_array_index(undoing->target->tickets, guint32, 0);
	if (*words && g_str_has_prefix(*words, tag)) {
		if (!text_parse_number(*words + strlen(tag), &line->ticket))
			return FALSE;
		words++;
	}
	if (g_strv_length(words) != 3)
		return FALSE;
	number = g_strndup(words[0], strcspn(words[0], "-"));
	line->message = (guint32)g_ascii_strtoull(number, NULL, 10);
	line->kind = words[1];
	line->address = words[2];
	return line->message > 0;
}

/* What the causer was told of it he keeps. */
static gboolean is_to_causer(
	const struct undoing *undoing, const struct told_line *line)
{
	return address_equal(line->address, undoing->work->causer->address);
}

static void recall_line(struct undoing *undoing, const struct told_line *line)
{
	struct delivery_change *change;
	const struct delivery *there =
		delivery_find(undoing->draft->known->deliveries, line->message,
			line->address);

	if (!there || there->state != DELIVERY_PENDING) {
		undoing->has_told = TRUE;
		return;
	}
	change = g_new0(struct delivery_change, 1);
	change->ticket = line->ticket;
	change->delivery = delivery_new(line->message, there->address,
		DELIVERY_WITHHELD, undoing->work->now->time, "undone");
	change->delivery->vendor = there->vendor;
	g_ptr_array_add(undoing->work->recalled, change);
	g_ptr_array_add(undoing->work->withheld,
		g_strdup_printf("%s %s (undone)", line->kind, line->address));
}

static void recall(struct undoing *undoing)
{
	for (guint i = 0; i < undoing->target->notices->len; i++) {
		g_auto(GStrv) words =
			g_strsplit(undoing->target->notices->pdata[i], " ", -1);
		struct told_line line;

		if (read_line(undoing, words, &line) &&
			line.ticket == undoing->draft->number &&
			!is_to_causer(undoing, &line))
			recall_line(undoing, &line);
	}
}

/* --- writing back -------------------------------------------------------- */

/* Who changed that field after the commit: the last one to do so. */
static const char *who_since(const struct undoing *undoing, const char *key)
{
	for (guint i = undoing->changes->len; i > 0; i--) {
		const struct known_change *change =
			undoing->changes->pdata[i - 1];

		if (change == undoing->target)
			break;
		if (change->before &&
			!ticket_same_field(change->before, change->after, key))
			return change->name;
	}
	return undoing->target->name;
}

/* Whom the mails misled: who got it by mistake, and the requester who was told
 * that all is done. */
static void tell_again(struct undoing *undoing)
{
	const struct ticket *undone = undoing->target->after;
	const struct ticket *ticket = undoing->draft->ticket;
	gboolean was_over = !status_is_active(undone->status);

	if (!undoing->has_told)
		return;
	if (was_over && status_is_active(ticket->status))
		tell(undoing->work, undoing->draft, TELL_REOPENED);
	if (undone->assignee &&
		!address_equal(undone->assignee, ticket->assignee))
		tell_agent(undoing->work, undoing->draft, NOTICE_ASSIGNED,
			undone->assignee);
}

static gboolean write_back(struct undoing *undoing, struct refusal *refusal)
{
	struct ticket *ticket = undoing->draft->ticket;
	enum ticket_status status = ticket->status;
	guint line = ticket->line;
	const char *key = NULL;

	if (!ticket_write_back(ticket, undoing->target->before,
		    undoing->target->after, &key)) {
		refusal_set(refusal, REFUSED_CHANGED_SINCE,
			who_since(undoing, key));
		refusal->expected = g_strdup(key);
		return FALSE;
	}
	life_span(ticket, status, line, undoing->work->at);
	recall(undoing);
	tell_again(undoing);
	return TRUE;
}

/* The commit's part in one of its tickets. */
static gboolean undo_ticket(struct work *work, guint32 number,
	const char *commit, struct refusal *refusal)
{
	struct undoing undoing = { .work = work,
		.draft = work_draft(work, number),
		.changes = changes_of(work, number) };

	undoing.target = find_commit(undoing.changes, commit);
	/* What it made stays, as numbers do. */
	if (!undoing.draft || !undoing.target || !undoing.target->before)
		return TRUE;
	return write_back(&undoing, refusal);
}

static char *joined(const GPtrArray *commands)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < commands->len; i++)
		g_string_append_printf(text, "%s%s", i ? ", " : "",
			(char *)commands->pdata[i]);
	return g_string_free(text, FALSE);
}

gboolean undo_last(struct work *work, struct draft *draft,
	struct refusal *refusal, char **what)
{
	const struct known_change *target =
		find_last(work, changes_of(work, draft->number));

	if (!target)
		return refusal_set(refusal, REFUSED_NOT_UNDONE, NULL);
	for (guint i = 0; i < target->tickets->len; i++) {
		if (!undo_ticket(work,
			    g_array_index(target->tickets, guint32, i),
			    target->commit, refusal))
			return FALSE;
	}
	work_set(&work->undoes, target->commit);
	work_event(work, WORK_UNDO);
	*what = joined(target->commands);
	return TRUE;
}
