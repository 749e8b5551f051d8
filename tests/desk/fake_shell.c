#include "fake_shell.h"
#include "conf.h"
#include "text.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define START G_GINT64_CONSTANT(1795338902) /* 2026-11-22 */
#define HOUR 3600
#define DAY (24 * HOUR)
#define MAX_ROUNDS 60

static const char KEYS[] =
	"1 2026-01-01T00:00:00Z "
	"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

static void stored_free(gpointer data)
{
	struct fake_stored *stored = data;

	g_bytes_unref(stored->raw);
	g_free(stored->id);
	g_free(stored->digest);
	g_ptr_array_unref(stored->refers);
	g_free(stored);
}

static void fake_notice_free(gpointer data)
{
	struct fake_notice *notice = data;

	g_free(notice->kind);
	g_free(notice->address);
	g_free(notice);
}

static void known_free(gpointer ticket)
{
	known_ticket_free(ticket);
}

static void person_destroy(gpointer person)
{
	person_free(person);
}

static GHashTable *set_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

struct fake *fake_new(const char *desk_conf, const char *postern_conf)
{
	struct fake *fake = g_new0(struct fake, 1);
	g_autoptr(GPtrArray) errors = conf_errors_new();

	fake->rules = conf_parse_rules(
		"desk.conf", desk_conf, strlen(desk_conf), errors);
	fake->settings = conf_parse_settings(
		"postern.conf", postern_conf, strlen(postern_conf), errors);
	if (errors->len) {
		g_autofree char *text = conf_errors_text(errors);

		fail_msg("%s", text);
	}
	fake->keyring = keyring_parse(KEYS, strlen(KEYS), NULL);
	assert_non_null(fake->keyring);
	fake->site.rules = fake->rules;
	fake->site.settings = fake->settings;
	fake->site.keyring = fake->keyring;
	fake->time = START;
	fake->tickets = g_ptr_array_new_with_free_func(known_free);
	fake->mails = g_ptr_array_new_with_free_func(stored_free);
	fake->notices = g_ptr_array_new_with_free_func(fake_notice_free);
	fake->persons = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, person_destroy);
	fake->ran = set_new();
	fake->spent = set_new();
	fake->quarantined = set_new();
	fake->next_answer = 1;
	return fake;
}

void fake_free(struct fake *fake)
{
	if (!fake)
		return;
	rules_free(fake->rules);
	settings_free(fake->settings);
	g_array_unref(fake->keyring);
	g_ptr_array_unref(fake->tickets);
	g_ptr_array_unref(fake->mails);
	g_ptr_array_unref(fake->notices);
	g_hash_table_unref(fake->persons);
	g_hash_table_unref(fake->ran);
	g_hash_table_unref(fake->spent);
	g_hash_table_unref(fake->quarantined);
	outcome_free(fake->last);
	g_free(fake);
}

/* --- loading */

static gpointer present(gboolean is)
{
	static char mark[] = "present";

	return is ? mark : NULL;
}

static struct known_ticket *ticket_at(const struct fake *fake, guint32 number)
{
	return number && number <= fake->tickets->len
		       ? fake->tickets->pdata[number - 1]
		       : NULL;
}

static gpointer load_ticket(const struct fake *fake, const struct need *need)
{
	const struct known_ticket *from = ticket_at(fake, need->ticket);
	struct known_ticket *copy;

	if (!from)
		return NULL;
	copy = g_new0(struct known_ticket, 1);
	copy->ticket = ticket_copy(from->ticket);
	copy->articles = g_array_copy(from->articles);
	copy->deliveries =
		g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
	for (guint i = 0; i < from->deliveries->len; i++) {
		const struct delivery *line = from->deliveries->pdata[i];

		g_ptr_array_add(copy->deliveries,
			delivery_new(line->message, line->address, line->state,
				line->at, line->reply));
	}
	return copy;
}

static gpointer load_person(const struct fake *fake, const struct need *need)
{
	const struct person *person =
		g_hash_table_lookup(fake->persons, need->key);

	return person ? person_copy(person) : NULL;
}

static void add_hit(
	GArray *hits, const struct fake_stored *stored, gboolean is_referred)
{
	struct known_id hit = { .article = stored->article,
		.is_referred = is_referred };

	if (!is_referred)
		g_strlcpy(hit.digest, stored->digest, sizeof hit.digest);
	g_array_append_val(hits, hit);
}

static gpointer load_id(const struct fake *fake, const struct need *need)
{
	GArray *hits = g_array_new(FALSE, TRUE, sizeof(struct known_id));

	for (guint i = 0; i < fake->mails->len; i++) {
		const struct fake_stored *stored = fake->mails->pdata[i];

		if (g_strcmp0(stored->id, need->key) == 0)
			add_hit(hits, stored, FALSE);
	}
	for (guint i = 0; i < fake->mails->len; i++) {
		const struct fake_stored *stored = fake->mails->pdata[i];

		if (g_ptr_array_find_with_equal_func(
			    stored->refers, need->key, g_str_equal, NULL))
			add_hit(hits, stored, TRUE);
	}
	return hits;
}

static gpointer load_message(const struct fake *fake, const struct need *need)
{
	for (guint i = 0; i < fake->mails->len; i++) {
		const struct fake_stored *stored = fake->mails->pdata[i];
		struct known_message *known;

		if (stored->article.ticket != need->ticket ||
			stored->article.number != need->number)
			continue;
		known = g_new0(struct known_message, 1);
		known->article = stored->article;
		known->raw = g_bytes_ref(stored->raw);
		known->facts = facts_scan(stored->raw);
		known->message =
			message_parse(stored->raw, &MAIL_LIMITS_DEFAULT);
		known->arrival = stored->arrival;
		return known;
	}
	return NULL;
}

static void known_notice_destroy(gpointer notice)
{
	known_notice_free(notice);
}

static gpointer load_notice(const struct fake *fake, const struct need *need)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(known_notice_destroy);

	for (guint i = 0; i < fake->notices->len; i++) {
		const struct fake_notice *notice = fake->notices->pdata[i];
		struct known_notice *known;

		if (notice->ticket != need->ticket ||
			notice->number != need->number)
			continue;
		known = g_new0(struct known_notice, 1);
		known->kind = g_strdup(notice->kind);
		known->address = g_strdup(notice->address);
		known->at = notice->at;
		g_ptr_array_add(found, known);
	}
	return found;
}

static void row_destroy(gpointer row)
{
	known_row_free(row);
}

static gboolean fits(const struct ticket *ticket, const char *key)
{
	if (!strstr(key, "all") && !status_is_active(ticket->status))
		return FALSE;
	if (strstr(key, "unassigned") && ticket->assignee)
		return FALSE;
	return !strstr(key, "assignee:") ||
	       (ticket->assignee && strstr(key, ticket->assignee));
}

static struct known_row *row_of(const struct ticket *ticket)
{
	struct known_row *row = g_new0(struct known_row, 1);

	row->number = ticket->number;
	row->subject = g_strdup(ticket->subject);
	row->status = g_strdup(status_name(ticket->status));
	row->queue = g_strdup(ticket->queue);
	row->assignee = g_strdup(ticket->assignee);
	row->requester =
		g_strdup(ticket->requester ? ticket->requester->address : "");
	row->priority = ticket->priority;
	row->line = ticket->line;
	row->created = ticket->created;
	row->updated = ticket->updated;
	return row;
}

static gpointer load_rows(const struct fake *fake, const struct need *need)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_destroy);

	for (guint i = 0; i < fake->tickets->len; i++) {
		const struct known_ticket *known = fake->tickets->pdata[i];

		if (fits(known->ticket, need->key))
			g_ptr_array_add(rows, row_of(known->ticket));
	}
	return rows;
}

static gpointer load_open_of(const struct fake *fake, const struct need *need)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_destroy);

	for (guint i = fake->tickets->len; i > 0; i--) {
		const struct known_ticket *known = fake->tickets->pdata[i - 1];
		const struct ticket *ticket = known->ticket;

		if (ticket->requester && status_is_active(ticket->status) &&
			address_equal(ticket->requester->address, need->key))
			g_ptr_array_add(rows, row_of(ticket));
	}
	return rows;
}

static gpointer load_children(const struct fake *fake, const struct need *need)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_destroy);

	for (guint i = 0; i < fake->tickets->len; i++) {
		const struct known_ticket *known = fake->tickets->pdata[i];

		if (known->ticket->parent == need->ticket)
			g_ptr_array_add(rows, row_of(known->ticket));
	}
	return rows;
}

static gpointer load_count(const struct fake *fake, const struct need *need)
{
	guint count = 0;
	gint64 since = fake->time - (need->kind == NEED_RATE ? HOUR : DAY);

	for (guint i = 0; i < fake->notices->len; i++) {
		const struct fake_notice *notice = fake->notices->pdata[i];

		if (notice->at < since ||
			!address_equal(notice->address, need->key))
			continue;
		count += need->kind == NEED_RATE ||
			 strcmp(notice->kind, "confirm") == 0;
	}
	return GUINT_TO_POINTER(count);
}

static gpointer load_rows_count(
	const struct fake *fake, const struct need *need)
{
	g_autoptr(GPtrArray) rows = load_rows(fake, need);

	return GUINT_TO_POINTER(rows->len);
}

static gpointer load_spent(const struct fake *fake, const struct need *need)
{
	g_autofree char *key = g_strdup_printf(
		"%u.%u%s", need->ticket, need->number, need->key);

	return present(g_hash_table_contains(fake->spent, key));
}

static gpointer load_ran(const struct fake *fake, const struct need *need)
{
	return present(g_hash_table_contains(fake->ran, need->key));
}

static gpointer load_nothing(const struct fake *fake, const struct need *need)
{
	(void)fake;
	(void)need;
	return NULL;
}

static gpointer load_next_ticket(
	const struct fake *fake, const struct need *need)
{
	(void)need;
	return GUINT_TO_POINTER(fake->tickets->len + 1);
}

static gpointer load_next_answer(
	const struct fake *fake, const struct need *need)
{
	(void)need;
	return GUINT_TO_POINTER(fake->next_answer);
}

static gpointer load_quarantine(
	const struct fake *fake, const struct need *need)
{
	return present(g_hash_table_contains(fake->quarantined, need->key));
}

static gpointer load_quarantine_day(
	const struct fake *fake, const struct need *need)
{
	(void)need;
	return present(g_hash_table_size(fake->quarantined) > 0);
}

static gpointer load_tags(const struct fake *fake, const struct need *need)
{
	GPtrArray *tags = g_ptr_array_new_with_free_func(g_free);

	(void)need;
	for (guint i = 0; i < fake->tickets->len; i++) {
		const struct known_ticket *known = fake->tickets->pdata[i];

		for (guint j = 0; j < known->ticket->tags->len; j++)
			words_add(tags, known->ticket->tags->pdata[j]);
	}
	return tags;
}

static gpointer (*const LOAD[NEED_KIND_COUNT])(
	const struct fake *fake, const struct need *need) = {
	[NEED_TICKET] = load_ticket,
	[NEED_PERSON] = load_person,
	[NEED_ID] = load_id,
	[NEED_MESSAGE] = load_message,
	[NEED_NOTICE] = load_notice,
	[NEED_OPEN_OF] = load_open_of,
	[NEED_ROWS] = load_rows,
	[NEED_ROWS_COUNT] = load_rows_count,
	[NEED_RATE] = load_count,
	[NEED_ASKED] = load_count,
	[NEED_SPENT] = load_spent,
	[NEED_RAN] = load_ran,
	[NEED_VENDOR] = load_nothing,
	[NEED_NEXT_TICKET] = load_next_ticket,
	[NEED_NEXT_ANSWER] = load_next_answer,
	[NEED_QUARANTINE] = load_quarantine,
	[NEED_QUARANTINE_DAY] = load_quarantine_day,
	[NEED_TAGS] = load_tags,
	[NEED_CHILDREN] = load_children,
};

static void load_missing(const struct fake *fake, struct desk_view *view)
{
	while (desk_view_missing(view)->len) {
		struct need *need =
			need_copy(desk_view_missing(view)->pdata[0]);

		assert_true(need->kind < NEED_KIND_COUNT);
		assert_non_null(LOAD[need->kind]);
		desk_view_put(view, need, LOAD[need->kind](fake, need));
		need_free(need);
	}
}

/* --- keeping */

static struct known_ticket *make_room(struct fake *fake, guint32 number)
{
	struct known_ticket *known = ticket_at(fake, number);

	if (known)
		return known;
	/* Numbers run without holes. */
	assert_int_equal(number, fake->tickets->len + 1);
	known = g_new0(struct known_ticket, 1);
	known->articles = g_array_new(FALSE, TRUE, sizeof(struct article));
	known->deliveries =
		g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
	g_ptr_array_add(fake->tickets, known);
	return known;
}

static void keep_ticket(struct fake *fake, const struct ticket *ticket)
{
	struct known_ticket *known = make_room(fake, ticket->number);

	ticket_free(known->ticket);
	known->ticket = ticket_copy(ticket);
}

/* Messages of a ticket run without holes, too, whatever order they are told
 * in; so do those of answers/. */
static void keep_article(struct fake *fake, const struct article *article)
{
	struct known_ticket *known;

	if (!article->ticket) {
		fake->next_answer = MAX(fake->next_answer, article->number + 1);
		return;
	}
	known = ticket_at(fake, article->ticket);
	g_assert(known != NULL);
	g_array_append_val(known->articles, *article);
}

static struct fake_stored *store(
	struct fake *fake, const struct article *article, GBytes *raw)
{
	struct fake_stored *stored = g_new0(struct fake_stored, 1);

	stored->article = *article;
	stored->raw = g_bytes_ref(raw);
	stored->arrival = fake->time;
	stored->digest = g_strdup("");
	stored->refers = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(fake->mails, stored);
	return stored;
}

static void add_refers(struct fake_stored *stored, const GPtrArray *ids)
{
	for (guint i = 0; i < ids->len; i++)
		g_ptr_array_add(stored->refers, g_strdup(ids->pdata[i]));
}

static void keep_filing(
	struct fake *fake, const struct filing *filing, GBytes *raw)
{
	AUTO(message) message = NULL;
	AUTO(facts) facts = NULL;
	struct fake_stored *stored;

	if (filing->is_copy) {
		struct need need = { .ticket = filing->source.ticket,
			.number = filing->source.number };
		struct known_message *known = load_message(fake, &need);

		g_assert(known != NULL);
		stored = store(fake, &filing->article, known->raw);
		known_message_free(known);
	} else {
		assert_non_null(raw);
		stored = store(fake, &filing->article, raw);
	}
	message = message_parse(stored->raw, &MAIL_LIMITS_DEFAULT);
	facts = facts_scan(stored->raw);
	stored->id = g_strdup(facts->id);
	g_free(stored->digest);
	stored->digest = g_strdup(message->digest);
	add_refers(stored, facts->references);
	add_refers(stored, facts->in_reply_to);
	keep_article(fake, &filing->article);
}

/* What a notice would read like, near enough for layer 3 of reading. */
static void keep_notice(struct fake *fake, const struct notice *notice)
{
	g_autofree char *text = fake_data(notice, "text");
	g_autofree char *mail = g_strdup_printf(
		"From: help@example.com\r\nSubject: %s\r\n\r\n=== %s ===\r\n"
		"| %s\r\n",
		notice->subject, notice_name(notice->kind), text);
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));

	store(fake, &notice->article, raw);
	keep_article(fake, &notice->article);
	for (guint i = 0; i < notice->recipients->len; i++) {
		const struct contact *to = notice->recipients->pdata[i];
		struct fake_notice *kept = g_new0(struct fake_notice, 1);

		kept->ticket = notice->article.ticket;
		kept->number = notice->article.number;
		kept->kind = g_strdup(notice_name(notice->kind));
		kept->address = g_strdup(to->address);
		kept->at = fake->time;
		g_ptr_array_add(fake->notices, kept);
	}
}

static void keep_delivery(
	struct fake *fake, const struct delivery_change *change)
{
	struct known_ticket *known = ticket_at(fake, change->ticket);
	const struct delivery *line = change->delivery;
	struct delivery *old;

	if (!known)
		return;
	old = delivery_find(known->deliveries, line->message, line->address);
	if (old)
		g_ptr_array_remove(known->deliveries, old);
	g_ptr_array_add(
		known->deliveries, delivery_new(line->message, line->address,
					   line->state, line->at, line->reply));
}

static void keep_trailers(struct fake *fake, const struct record_commit *commit,
	const struct facts *facts, const struct message *message)
{
	const char *spent = record_commit_get(commit, TRAILER_SPENT);
	g_autofree char *from =
		facts && facts->from ? address_fold(facts->from) : g_strdup("");

	if (spent)
		g_hash_table_add(fake->spent, g_strconcat(spent, from, NULL));
	if (!record_commit_get(commit, TRAILER_COMMAND) || !facts || !message)
		return;
	if (facts->message_id) {
		g_autofree char *id = trailer_id(facts->message_id);

		g_hash_table_add(fake->ran, g_strconcat("id ", id, NULL));
	}
	if (record_commit_get(commit, TRAILER_TICKET))
		g_hash_table_add(fake->ran,
			g_strdup_printf("body %s %s %s", from,
				record_commit_get(commit, TRAILER_TICKET),
				message->digest));
}

static int by_number(gconstpointer a, gconstpointer b)
{
	const struct article *left = a, *right = b;

	return left->number < right->number ? -1 : left->number > right->number;
}

static void check_numbers(const struct fake *fake)
{
	for (guint i = 0; i < fake->tickets->len; i++) {
		struct known_ticket *known = fake->tickets->pdata[i];

		g_array_sort(known->articles, by_number);
		for (guint j = 0; j < known->articles->len; j++)
			assert_int_equal(g_array_index(known->articles,
						 struct article, j)
						 .number,
				j + 1);
	}
}

static void keep(struct fake *fake, const struct event *event, GBytes *raw)
{
	const struct outcome *outcome = fake->last;

	for (guint i = 0; i < outcome->tickets->len; i++)
		keep_ticket(fake, outcome->tickets->pdata[i]);
	for (guint i = 0; i < outcome->persons->len; i++) {
		const struct person *person = outcome->persons->pdata[i];

		g_hash_table_replace(fake->persons,
			address_fold(person->address), person_copy(person));
	}
	for (guint i = 0; i < outcome->filings->len; i++)
		keep_filing(fake, outcome->filings->pdata[i], raw);
	for (guint i = 0; i < outcome->notices->len; i++)
		keep_notice(fake, outcome->notices->pdata[i]);
	for (guint i = 0; i < outcome->deliveries->len; i++)
		keep_delivery(fake, outcome->deliveries->pdata[i]);
	if (outcome->quarantine)
		g_hash_table_add(fake->quarantined, g_strdup(event->sha256));
	keep_trailers(fake, outcome->commit, event->facts, event->message);
	check_numbers(fake);
}

enum verdict fake_apply(struct fake *fake, struct event *event, GBytes *raw)
{
	AUTO(desk_view) view = desk_view_new();
	struct now now = { .time = fake->time };

	event->arrival = fake->time;
	for (guint round = 0; round < MAX_ROUNDS; round++) {
		outcome_free(fake->last);
		fake->last = desk_apply(view, event, &fake->site, &now);
		if (fake->last->verdict != VERDICT_NEEDS)
			break;
		load_missing(fake, view);
	}
	assert_int_not_equal(fake->last->verdict, VERDICT_NEEDS);
	if (fake->last->verdict == VERDICT_COMMIT)
		keep(fake, event, raw);
	fake->time += 60;
	return fake->last->verdict;
}

enum verdict fake_raw(struct fake *fake, const char *raw, gsize length)
{
	g_autoptr(GBytes) bytes = g_bytes_new(raw, length);
	AUTO(facts) facts = facts_scan(bytes);
	AUTO(message) message = message_parse(bytes, &MAIL_LIMITS_DEFAULT);
	g_autofree char *hex =
		g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
	struct event event = {
		.kind = EVENT_MAIL, .facts = facts, .message = message
	};

	g_strlcpy(event.sha256, hex, sizeof event.sha256);
	return fake_apply(fake, &event, bytes);
}

enum verdict fake_do(struct fake *fake, guint32 ticket, const char *commands)
{
	struct event event = { .kind = EVENT_COMMANDS,
		.ticket = ticket,
		.login = "root",
		.commands = commands };

	return fake_apply(fake, &event, NULL);
}

/* --- writing mails */

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

/* --- looking */

const struct ticket *fake_ticket(const struct fake *fake, guint32 number)
{
	const struct known_ticket *known = ticket_at(fake, number);

	g_assert(known != NULL);
	return known->ticket;
}

char *fake_told(const struct fake *fake)
{
	GString *text = g_string_new(NULL);
	const GPtrArray *notices = fake->last->notices;

	for (guint i = 0; i < notices->len; i++) {
		const struct notice *notice = notices->pdata[i];

		for (guint j = 0; j < notice->recipients->len; j++) {
			const struct contact *to = notice->recipients->pdata[j];

			g_string_append_printf(text, "%s%s %s",
				text->len ? ", " : "",
				notice_name(notice->kind), to->address);
		}
	}
	return g_string_free(text, FALSE);
}

char *fake_trailer(const struct fake *fake, const char *key)
{
	GString *text = g_string_new(NULL);
	const struct record_commit *commit = fake->last->commit;

	for (guint i = 0; commit && i < commit->trailers->len; i++) {
		const struct trailer *trailer =
			&g_array_index(commit->trailers, struct trailer, i);

		if (strcmp(trailer->key, key) == 0)
			g_string_append_printf(text, "%s%s",
				text->len ? " | " : "", trailer->value);
	}
	return g_string_free(text, FALSE);
}

const struct notice *fake_notice_to(
	const struct fake *fake, const char *address)
{
	for (guint i = 0; i < fake->last->notices->len; i++) {
		const struct notice *notice = fake->last->notices->pdata[i];

		if (contacts_have(notice->recipients, address))
			return notice;
	}
	return NULL;
}

char *fake_data(const struct notice *notice, const char *key)
{
	g_autoptr(GVariant) value =
		g_variant_lookup_value(notice->data, key, NULL);

	if (!value)
		return g_strdup("");
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
		return g_variant_dup_string(value, NULL);
	return g_variant_print(value, FALSE);
}
