/* Keeping: an outcome becomes tables in memory. */
#include "fake_shell.h"
#include "fake_inner.h"
#include "text.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static struct known_ticket *make_room(struct fake *fake, guint32 number)
{
	struct known_ticket *known = fake_known(fake, number);

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
	known = fake_known(fake, article->ticket);
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
		struct need need = { .kind = NEED_MESSAGE,
			.ticket = filing->source.ticket,
			.number = filing->source.number };
		struct known_message *known = fake_load(fake, &need);

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
	struct known_ticket *known = fake_known(fake, change->ticket);
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

/* "1.3p", the author's, or "1.3p nils@example.com". */
static void keep_spent(
	struct fake *fake, const struct record_commit *commit, const char *from)
{
	for (guint i = 0; i < commit->trailers->len; i++) {
		const struct trailer *one =
			&g_array_index(commit->trailers, struct trailer, i);
		g_auto(GStrv) words = g_strsplit(one->value, " ", 2);

		if (strcmp(one->key, TRAILER_SPENT) == 0)
			g_hash_table_add(fake->spent,
				g_strconcat(words[0],
					words[1] ? words[1] : from, NULL));
	}
}

static void keep_trailers(struct fake *fake, const struct record_commit *commit,
	const struct facts *facts, const struct message *message)
{
	g_autofree char *from =
		facts && facts->from ? address_fold(facts->from) : g_strdup("");

	keep_spent(fake, commit, from);
	if (!record_commit_get(commit, TRAILER_COMMAND) || !facts || !message)
		return;
	if (record_commit_get(commit, TRAILER_CONFIRMS))
		g_hash_table_add(fake->ran,
			g_strconcat("id ",
				record_commit_get(commit, TRAILER_CONFIRMS),
				NULL));
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

static void keep_values(
	const struct record_commit *commit, const char *key, GPtrArray *values)
{
	for (guint i = 0; i < commit->trailers->len; i++) {
		const struct trailer *trailer =
			&g_array_index(commit->trailers, struct trailer, i);

		if (strcmp(trailer->key, key) == 0)
			g_ptr_array_add(values, g_strdup(trailer->value));
	}
}

static struct known_change *change_of(
	struct fake *fake, const struct ticket *ticket)
{
	const struct record_commit *commit = fake->last->commit;
	const struct known_ticket *known = fake_known(fake, ticket->number);
	struct known_change *change = known_change_new();

	g_snprintf(change->commit, sizeof change->commit, "%040u",
		++fake->last_commit);
	change->at = commit->author_time;
	if (commit->author) {
		change->name = g_strdup(commit->author->name);
		change->address = g_strdup(commit->author->address);
	}
	change->event = g_strdup(record_commit_get(commit, TRAILER_EVENT));
	change->undoes = g_strdup(record_commit_get(commit, TRAILER_UNDOES));
	keep_values(commit, TRAILER_COMMAND, change->commands);
	keep_values(commit, TRAILER_NOTICE, change->notices);
	for (guint i = 0; i < fake->last->tickets->len; i++) {
		const struct ticket *one = fake->last->tickets->pdata[i];

		g_array_append_val(change->tickets, one->number);
	}
	change->before = known ? ticket_copy(known->ticket) : NULL;
	change->after = ticket_copy(ticket);
	return change;
}

/* Before the tickets are kept: they still are as they were. All parts of an
 * event are of one commit. */
static void keep_changes(struct fake *fake)
{
	const GPtrArray *tickets = fake->last->tickets;
	guint first = fake->changes->len;

	for (guint i = 0; i < tickets->len; i++) {
		const struct ticket *ticket = tickets->pdata[i];
		struct fake_change *kept = g_new0(struct fake_change, 1);

		kept->ticket = ticket->number;
		kept->change = change_of(fake, ticket);
		g_ptr_array_add(fake->changes, kept);
		if (i > 0) {
			const struct fake_change *one =
				fake->changes->pdata[first];

			memcpy(kept->change->commit, one->change->commit,
				sizeof kept->change->commit);
		}
	}
}

void fake_keep(struct fake *fake, const struct event *event, GBytes *raw)
{
	const struct outcome *outcome = fake->last;

	keep_changes(fake);
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
