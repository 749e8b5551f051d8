#include "alert.h"
#include "new_ticket.h"
#include "text.h"
#include "told.h"

#include <string.h>

#define MAX_LINES 200
#define HOUR 3600
#define DAY (24 * HOUR)
/* Taken up again so often within a day: its recovery is believed no more. */
#define FLAPPING 3u

/* --- patterns ------------------------------------------------------------- */

/* Of a word; its length, 0 where none stands there. */
static gsize word_length(const char *text)
{
	return strcspn(text, " \t\r\n,;");
}

/* From there on the pieces and the words between them, one by one. */
static gboolean take_pieces(char **pieces, const char *at, GString *words)
{
	for (guint i = 0; pieces[i]; i++) {
		gsize length = word_length(at);
		gsize piece = strlen(pieces[i]);

		while (length && piece &&
			strncmp(at + length, pieces[i], piece) != 0)
			length--;
		if (!length)
			return FALSE;
		g_string_append_printf(words, "%s%.*s", words->len ? " " : "",
			(int)length, at);
		at += length + piece;
	}
	return TRUE;
}

/* The first piece is looked for from place to place. */
static char *find_pieces(char **pieces, const char *text)
{
	const char *first = pieces[0];
	const char *at = text;

	while ((at = strstr(at, first)) != NULL) {
		g_autoptr(GString) words = g_string_new(NULL);

		if (take_pieces(pieces + 1, at + strlen(first), words))
			return g_strdup(words->str);
		if (!*first)
			break;
		at++;
	}
	return NULL;
}

char *alert_words(const char *pattern, const char *text)
{
	g_autofree char *folded = text_fold(text);
	g_autofree char *wanted = text_fold(pattern);
	const char *from = wanted;
	g_auto(GStrv) pieces = NULL;

	if (*from == '*')
		from += 1 + strspn(from + 1, " ");
	pieces = g_strsplit(from, "*", -1);
	return pieces[0] ? find_pieces(pieces, folded) : NULL;
}

/* In the subject, else in a line of the text. */
static char *find_words(const char *pattern, const struct message *message)
{
	char *found =
		alert_words(pattern, message->subject ? message->subject : "");
	g_auto(GStrv) lines = NULL;

	if (found || !message->text)
		return found;
	lines = g_strsplit(message->text, "\n", MAX_LINES);
	for (guint i = 0; !found && lines[i] && i + 1 < MAX_LINES; i++)
		found = alert_words(pattern, lines[i]);
	return found;
}

static gboolean is_over(
	const struct alert_rule *rule, const struct message *message)
{
	g_autofree char *words =
		rule->recovery && message->subject
			? alert_words(rule->recovery, message->subject)
			: NULL;

	return words != NULL;
}

gboolean alert_is_machine(const struct rules *rules, const char *address)
{
	for (guint i = 0; i < rules->alerts->len; i++) {
		const struct alert_rule *rule = rules->alerts->pdata[i];

		if (address_equal(rule->from, address))
			return TRUE;
	}
	return FALSE;
}

const struct alert_rule *alert_rule_for(const struct rules *rules,
	const struct message *message, const struct facts *facts)
{
	for (guint i = 0; facts->from && i < rules->alerts->len; i++) {
		const struct alert_rule *rule = rules->alerts->pdata[i];
		g_autofree char *key = NULL;

		if (!address_equal(rule->from, facts->from))
			continue;
		key = find_words(rule->key, message);
		if (key)
			return rule;
	}
	return NULL;
}

/* --- its ticket ----------------------------------------------------------- */

static gboolean is_the_one(const struct known_ticket *known, const char *alert)
{
	const struct ticket *ticket = known ? known->ticket : NULL;

	return ticket && g_strcmp0(ticket->alert, alert) == 0 &&
	       !ticket->merged_into &&
	       (status_is_active(ticket->status) ||
		       ticket->status == STATUS_RESOLVED);
}

static guint32 find_in(
	struct work *work, const GPtrArray *rows, const char *alert)
{
	for (guint i = 0; rows && i < rows->len; i++) {
		const struct known_row *row = rows->pdata[i];

		if (is_the_one(view_ticket(work->view, row->number), alert))
			return row->number;
	}
	return 0;
}

/* The open ones of that machine first, then its last ones of any state. */
static struct draft *find_ticket(
	struct work *work, const struct alert_rule *rule, const char *alert)
{
	g_autofree char *from = address_fold(rule->from);
	g_autofree char *all = g_strdup_printf("requester:%s all", from);
	struct need open = { .kind = NEED_OPEN_OF, .key = from };
	struct need last = { .kind = NEED_ROWS, .key = all };
	guint32 number = find_in(work, desk_view_get(work->view, &open), alert);

	if (!number)
		number = find_in(work, desk_view_get(work->view, &last), alert);
	return number ? work_draft(work, number) : NULL;
}

/* --- what it does --------------------------------------------------------- */

static void file_alert(struct work *work, struct draft *draft)
{
	work_file(work, draft, ARTICLE_NOTE);
	work_set(&draft->text, NULL);
	draft->text = mail_text(work->message);
	work_event(work, WORK_ALERT);
}

static void create(
	struct work *work, const struct alert_rule *rule, const char *alert)
{
	struct draft *draft = new_ticket(work, work->message, work->facts);
	struct ticket *ticket = draft->ticket;
	const struct queue_rule *queue =
		rule->queue ? rules_queue(work->site->rules, rule->queue)
			    : NULL;

	if (queue) {
		guint line = ticket->line;

		work_set(&ticket->queue, queue->name);
		ticket->line = queue->line ? queue->line : 1;
		life_span(ticket, ticket->status, line, ticket->created);
	}
	work_set(&ticket->channel, "alert");
	work_set(&ticket->alert, alert);
	work_file(work, draft, ARTICLE_IN);
	draft->text = mail_text(work->message);
	draft->has_attachments = TRUE;
	work_event(work, WORK_CREATE);
	tell(work, draft, TELL_ALERT);
}

static gboolean is_flapping(const struct work *work, const struct draft *draft)
{
	const struct ticket *before = draft->known->ticket;

	return before->reopened >= FLAPPING && work->at - before->updated < DAY;
}

/* What nobody has proven changes no state. */
static gboolean is_believed(const struct work *work)
{
	return work->proof >= PROOF_DMARC ||
	       work->site->settings->auth.authserv_ids->len == 0;
}

/* The same trouble while it is being worked on: agents hear of it once an
 * hour at most. When it was done already they decide whether it is back, if
 * nobody has proven that. */
static void come_again(struct work *work, struct draft *draft)
{
	struct refusal ignored = { 0 };
	gboolean is_news = work->at - draft->known->ticket->updated >= HOUR;
	gboolean is_done = draft->ticket->status == STATUS_RESOLVED;

	file_alert(work, draft);
	if (is_done && is_believed(work) &&
		work_live(work, draft, LIFE_REOPEN, 0, &ignored)) {
		work_event(work, WORK_REOPEN);
		if (draft->ticket->reopened >= FLAPPING)
			words_add(draft->ticket->tags, "flapping");
		if (draft->ticket->reopened <= FLAPPING || is_news)
			tell(work, draft, TELL_ALERT_AGAIN);
	} else if (is_news || is_done) {
		tell(work, draft, TELL_ALERT_NOTE);
	}
	refusal_clear(&ignored);
}

static void come_over(struct work *work, struct draft *draft)
{
	struct refusal ignored = { 0 };

	file_alert(work, draft);
	if (!is_believed(work) || is_flapping(work, draft) ||
		!work_live(work, draft, LIFE_RESOLVE, 1u << GUARD_HAS_TEXT,
			&ignored)) {
		refusal_clear(&ignored);
		return;
	}
	g_free(draft->ticket->solution);
	draft->ticket->solution = text_line(work->message->subject, -1);
	work_event(work, WORK_RESOLVE);
	tell(work, draft, TELL_ALERT_NOTE);
}

gboolean alert_take(struct work *work, const struct alert_rule *rule)
{
	g_autofree char *key = find_words(rule->key, work->message);
	g_autofree char *alert = g_strdup_printf("%s %s", rule->name, key);
	struct draft *draft = find_ticket(work, rule, alert);

	work->role = ROLE_MACHINE;
	work->is_alert = TRUE;
	g_free(work->subject);
	work->subject = g_strdup_printf("alert %s", alert);
	if (!is_over(rule, work->message)) {
		if (draft)
			come_again(work, draft);
		else
			create(work, rule, alert);
	} else if (draft) {
		come_over(work, draft);
	} else {
		/* Over before anybody heard of it. */
		work_file(work, work_answers(work), ARTICLE_IN);
		work_event(work, WORK_ALERT);
	}
	return TRUE;
}
