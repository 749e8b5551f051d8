/* Whatever comes in whatever order: what holds after every event. The seed is
 * printed; POSTERN_SEED repeats a run. */
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define EVENTS 250u
#define RUNS 10u

static const char *const PEOPLE[] = { BOB, "Eve <eve@cust.example>", ANNA, OLLE,
	NILS, "noreply@shop.example", "Help <help@example.com>",
	"Eva <chef@example.com>", "Ted <ted@acme.example>",
	"MAILER-DAEMON@mx.cust.example", "Zoë \"x\" <zoe@cust.example>" };

static const char *const LINES[] = { "Hello there, it is broken.", "Thanks!",
	"#take", "#close", "#reopen", "#resolve Done", "#wait user",
	"#wait until 3d", "#open", "#priority P1", "#p3", "#clsoe", "#tag vpn",
	"#vpn #printer", "#assign olle", "#assign nobody", "#queue hardware",
	"#queue support", "#escalate too hard", "#return easy", "#note",
	"#reply", "#accept", "#send", "#split", "#merge 1", "#merge 2",
	"#cancel no", "#spam", "#request-approval 900 SEK", "#wait approval",
	"#approve", "#deny no", "approve", "nej, inte nu", "#delegate",
	"#vendor acme CANARY", "#handover nils all is done", "#team",
	"#away until 3d to olle", "#away off", "#via phone", "#list", "#show",
	"#help", "#on 1", "#on 2", "#on 999", "#requester zoe@cust.example",
	"yes", "no", "#yes", "#no", "> #close", "Proof: signed", "---",
	"Ticket: 1", "\x1b[31mred", "\xe2\x80\xae evil", "#end", "T-1", "#1",
	"" };

static const char *const SUBJECTS[] = { "Mail", "Re: Mail [T-1]",
	"Re: Mail [T-2]", "Fwd: the printer", "", "#list",
	"A\xc3\xa5 \xe2\x80\xae x", "VS: Mail" };

static const char MORE_RULES[] = "[approval \"purchase\"]\n"
				 "\tapprover = chef@example.com\n"
				 "\tapprover = olle@example.com\n"
				 "[vendor \"acme\"]\n"
				 "\taddress = ted@acme.example\n";

static const char *pick(GRand *rand, const char *const *list, gsize count)
{
	return list[g_rand_int_range(rand, 0, (gint32)count)];
}

#define PICK(rand, list) pick(rand, list, G_N_ELEMENTS(list))

/* A place of a notice that somebody got, or NULL. */
static char *some_notice(
	GRand *rand, const struct fake *fake, const char *address)
{
	guint count = fake->notices->len;

	for (guint i = 0; count && i < 8; i++) {
		const struct fake_notice *notice =
			fake->notices->pdata[g_rand_int_range(
				rand, 0, (gint32)count)];

		if (!address || strstr(address, notice->address))
			return g_strdup_printf(
				"%u.%u", notice->ticket, notice->number);
	}
	return NULL;
}

static void random_mail(GRand *rand, struct fake *fake)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *token = NULL, *answers = NULL, *id = NULL;
	struct fake_mail mail = { .from = PICK(rand, PEOPLE),
		.subject = PICK(rand, SUBJECTS) };
	gint32 lines = g_rand_int_range(rand, 0, 3);

	for (gint32 i = 0; i < lines; i++)
		g_string_append_printf(text, "%s\r\n", PICK(rand, LINES));
	/* Or a decision would be too rare. */
	if (strstr(mail.from, "chef@"))
		g_string_assign(text,
			g_rand_boolean(rand) ? "approve" : "no, too dear");
	else if (g_rand_int_range(rand, 0, 8) == 0)
		g_string_assign(text, "#wait approval");
	mail.text = text->str;
	if (g_rand_int_range(rand, 0, 3) != 0)
		mail.token = token = some_notice(rand, fake, mail.from);
	if (g_rand_int_range(rand, 0, 3) == 0)
		mail.answers = answers = some_notice(rand, fake, NULL);
	if (g_rand_boolean(rand))
		mail.flags |= FAKE_DMARC;
	else if (g_rand_int_range(rand, 0, 6) == 0)
		mail.flags |= FAKE_FAIL;
	if (g_rand_int_range(rand, 0, 8) == 0)
		mail.flags |= FAKE_AUTO;
	if (g_rand_int_range(rand, 0, 12) == 0)
		mail.flags |= FAKE_NULL;
	if (g_rand_int_range(rand, 0, 20) == 0)
		mail.flags |= FAKE_SPAM;
	if (g_rand_int_range(rand, 0, 20) == 0)
		mail.flags |= FAKE_OLD;
	if (g_rand_int_range(rand, 0, 10) == 0)
		mail.id = id =
			g_strdup_printf("m%u@mail.example", fake->serial);
	if (g_rand_int_range(rand, 0, 10) == 0)
		mail.cc = "carl@cust.example, anna@example.com";
	fake_mail(fake, &mail);
}

/* --- what holds */

/* That there are too many mails is no news of what the lead did. */
static gboolean may_reach_causer(enum notice_kind kind)
{
	return kind == NOTICE_LIMITED || kind == NOTICE_RECEIVED ||
	       kind == NOTICE_TRANSCRIPT || kind == NOTICE_REFUSED ||
	       kind == NOTICE_CONFIRM || kind == NOTICE_ANSWER ||
	       kind == NOTICE_CLOSED;
}

static gboolean is_agents_kind(enum notice_kind kind)
{
	return kind == NOTICE_NEW_FOR_AGENT || kind == NOTICE_REPLY_FOR_AGENT ||
	       kind == NOTICE_NOTE_FOR_AGENT || kind == NOTICE_ASSIGNED ||
	       kind == NOTICE_NOT_PROVEN || kind == NOTICE_UNDELIVERED ||
	       kind == NOTICE_REOPENED_FOR_AGENT || kind == NOTICE_CONFIRM ||
	       kind == NOTICE_QUARANTINED || kind == NOTICE_LIMITED;
}

static gboolean is_participant(
	const struct fake *fake, guint32 number, const char *address)
{
	const struct ticket *ticket;

	if (!number)
		return FALSE;
	ticket = fake_ticket(fake, number);
	return contacts_have(ticket->cc, address) ||
	       (ticket->requester &&
		       address_equal(ticket->requester->address, address));
}

/* The supplier's words and questions for approval go to nobody else; who is
 * asked neither asked for it nor works on it. */
static gboolean is_theirs_alone(const struct fake *fake,
	const struct notice *notice, const char *address)
{
	const struct ticket *ticket =
		notice->article.ticket
			? fake_ticket(fake, notice->article.ticket)
			: NULL;
	g_autofree char *text = fake_data(notice, "text");

	if (notice->kind == NOTICE_VENDOR) {
		assert_string_equal(address, "ted@acme.example");
		assert_false(
			is_participant(fake, notice->article.ticket, address));
		return TRUE;
	}
	/* But as words behind #end, which are no command. */
	if (!rules_agent(fake->rules, address) &&
		!address_equal(address, "ted@acme.example") &&
		!strstr(text, "#vendor"))
		assert_null(strstr(text, "CANARY"));
	if (notice->kind != NOTICE_APPROVAL)
		return FALSE;
	assert_true(address_equal(address, "chef@example.com") ||
		    address_equal(address, "olle@example.com"));
	assert_false(ticket->requester &&
		     address_equal(ticket->requester->address, address));
	return TRUE;
}

static void check_recipient(const struct fake *fake,
	const struct notice *notice, const char *address)
{
	const struct record_commit *commit = fake->last->commit;
	const char *proof = record_commit_get(commit, TRAILER_PROOF);
	const char *causer = commit->author ? commit->author->address : "";
	gboolean is_causer = address_equal(causer, address);
	gboolean is_agent = rules_agent(fake->rules, address) != NULL;
	const struct person *person;
	g_autofree char *folded = address_fold(address);

	assert_false(rules_is_own(fake->rules, address));
	if (is_theirs_alone(fake, notice, address))
		return;
	assert_null(strstr(folded, "noreply"));
	assert_null(strstr(folded, "mailer-daemon"));
	if (is_causer && proof && !g_str_has_prefix(proof, "none"))
		assert_true(may_reach_causer(notice->kind));
	if (is_agents_kind(notice->kind))
		assert_true(is_agent);
	else if (!is_causer && !is_agent)
		assert_true(
			is_participant(fake, notice->article.ticket, address));
	person = g_hash_table_lookup(fake->persons, folded);
	assert_false(!is_agent && person && person->muted);
}

static gboolean has_pending(const struct fake *fake,
	const struct notice *notice, const char *address)
{
	for (guint i = 0; i < fake->last->deliveries->len; i++) {
		const struct delivery_change *change =
			fake->last->deliveries->pdata[i];

		if (change->ticket == notice->article.ticket &&
			change->delivery->message == notice->article.number &&
			change->delivery->state == DELIVERY_PENDING &&
			address_equal(change->delivery->address, address))
			return TRUE;
	}
	return FALSE;
}

static void check_limits(const struct fake *fake)
{
	for (guint i = 0; i < fake->notices->len; i++) {
		const struct fake_notice *one = fake->notices->pdata[i];

		for (guint j = 0; j < i; j++) {
			const struct fake_notice *other =
				fake->notices->pdata[j];

			if (strcmp(one->kind, "limited") == 0 &&
				strcmp(other->kind, "limited") == 0)
				assert_false(address_equal(one->address,
						     other->address) &&
					     one->at < other->at + 3600);
		}
	}
}

static void check_notices(const struct fake *fake)
{
	g_autoptr(GPtrArray) seen = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < fake->last->notices->len; i++) {
		const struct notice *notice = fake->last->notices->pdata[i];

		assert_true(notice->recipients->len > 0);
		for (guint j = 0; j < notice->recipients->len; j++) {
			const struct contact *to = notice->recipients->pdata[j];

			/* One mail a person an event, and beside it once an
			 * hour that there are too many. */
			assert_true(notice->kind == NOTICE_LIMITED ||
				    words_add(seen, to->address));
			check_recipient(fake, notice, to->address);
			assert_true(has_pending(fake, notice, to->address));
		}
	}
}

/* All or nothing; and without a proof nothing runs at all. */
static void check_commands(const struct fake *fake)
{
	g_autofree char *role = fake_trailer(fake, TRAILER_ROLE);
	g_autofree char *ran = fake_trailer(fake, TRAILER_COMMAND);
	g_autofree char *refused = fake_trailer(fake, TRAILER_REFUSED);
	g_autofree char *proof = fake_trailer(fake, TRAILER_PROOF);

	assert_int_equal(*refused != '\0', fake->last->has_refusals);
	if (strcmp(role, "agent") == 0 || strcmp(role, "lead") == 0)
		assert_true(!*ran || !*refused);
	if (g_str_has_prefix(proof, "none"))
		assert_string_equal(ran, "");
}

/* What is not proven changes no state of what was there before. */
static void check_states(const struct fake *fake, const GArray *before)
{
	g_autofree char *proof = fake_trailer(fake, TRAILER_PROOF);

	for (guint i = 0; i < fake->tickets->len; i++) {
		const struct ticket *ticket = fake_ticket(fake, i + 1);
		const struct ticket_span *last = &g_array_index(ticket->spans,
			struct ticket_span, ticket->spans->len - 1);

		assert_int_equal(last->status, ticket->status);
		assert_int_equal(last->line, ticket->line);
		assert_true(ticket->line >= 1 && ticket->line <= 3);
		assert_int_equal(ticket->status == STATUS_CLOSED,
			ticket->closed != 0 &&
				ticket->status != STATUS_CANCELLED);
		if (i < before->len && g_str_has_prefix(proof, "none"))
			assert_int_equal(ticket->status,
				g_array_index(before, enum ticket_status, i));
	}
}

/* What is read back from the commit is what was written, whatever the mail
 * said. */
/* Who decided was neither the requester nor the assignee. */
static void check_decision(const struct fake *fake)
{
	g_autofree char *event = fake_trailer(fake, TRAILER_EVENT);
	const struct contact *author = fake->last->commit->author;
	const struct ticket *ticket =
		fake->last->tickets->len ? fake->last->tickets->pdata[0] : NULL;

	if (strcmp(event, "approve") != 0 && strcmp(event, "deny") != 0)
		return;
	assert_non_null(ticket);
	assert_false(
		ticket->requester &&
		address_equal(ticket->requester->address, author->address));
	assert_false(address_equal(ticket->assignee, author->address));
	assert_true(address_equal(author->address, "chef@example.com") ||
		    address_equal(author->address, "olle@example.com"));
}

static void check_commit(const struct fake *fake)
{
	const struct record_commit *commit = fake->last->commit;
	g_autofree char *text = commit_format(commit);
	AUTO(record_commit) parsed = commit_parse(text, strlen(text));

	assert_int_equal(parsed->trailers->len, commit->trailers->len);
	for (guint i = 0; i < commit->trailers->len; i++)
		assert_string_equal(
			g_array_index(parsed->trailers, struct trailer, i).key,
			g_array_index(commit->trailers, struct trailer, i).key);
}

static GArray *states_of(const struct fake *fake)
{
	GArray *states = g_array_new(FALSE, FALSE, sizeof(enum ticket_status));

	for (guint i = 0; i < fake->tickets->len; i++) {
		enum ticket_status status = fake_ticket(fake, i + 1)->status;

		g_array_append_val(states, status);
	}
	return states;
}

static void play_at_random(guint32 seed)
{
	GRand *rand = g_rand_new_with_seed(seed);
	g_autofree char *conf = g_strconcat(DESK_CONF, MORE_RULES, NULL);
	AUTO(fake) fake = fake_new(conf, POSTERN_CONF);

	print_message("seed %u\n", seed);
	for (guint i = 0; i < EVENTS; i++) {
		g_autoptr(GArray) before = states_of(fake);

		random_mail(rand, fake);
		if (fake->last->verdict != VERDICT_COMMIT)
			continue;
		check_notices(fake);
		check_commands(fake);
		check_commit(fake);
		check_decision(fake);
		check_states(fake, before);
	}
	check_limits(fake);
	g_rand_free(rand);
}

static void what_must_hold_holds_after_every_event(void **state)
{
	const char *given = g_getenv("POSTERN_SEED");

	(void)state;
	if (given) {
		play_at_random((guint32)g_ascii_strtoull(given, NULL, 10));
		return;
	}
	for (guint i = 0; i < RUNS; i++)
		play_at_random(g_random_int());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_must_hold_holds_after_every_event),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
