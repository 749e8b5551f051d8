/* Many short random days: what the log, undoing and repetition must give,
 * whatever happened before. The seed is printed; POSTERN_SEED repeats a day,
 * POSTERN_LISTS sets how many there are (100000 for a whole proof). */
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define LISTS 1000u
#define EVENTS 6u

static const char *const ORDERS[] = { "#take", "#close", "#reopen",
	"#resolve Done", "#wait until 3d", "#wait vendor", "#open", "#p1",
	"#p4", "#tag vpn net", "#untag vpn", "#assign olle", "#queue hardware",
	"#queue support", "#escalate too hard", "#return easy", "#cancel no",
	"#cc carl@cust.example", "#uncc carl@cust.example", "#title Another",
	"#type request", "#requester zoe@cust.example", "#follow", "#merge 1",
	"#parent 1", "#incident 1", "#clsoe", "#assign nobody" };
static const char *const WORDS[] = { "It is broken.", "ja, tack", "nie działa",
	"Thanks!", "yes", "4", "#status", "#close", "#reopen", "#stop",
	"When will you come?" };

#define PICK(rand, list) \
	list[g_rand_int_range(rand, 0, (gint32)G_N_ELEMENTS(list))]

/* --- the log read back --------------------------------------------------- */

/* "Key: value" of all that commits tell: as the trailers add up. */
struct replay {
	GPtrArray *tickets; /* GPtrArray of char *, number 1 first */
};

static void forget(GPtrArray *lines, const char *key)
{
	g_autofree char *prefix = g_strconcat(key, ": ", NULL);

	for (guint i = lines->len; i > 0; i--) {
		if (g_str_has_prefix(lines->pdata[i - 1], prefix))
			g_ptr_array_remove_index(lines, i - 1);
	}
}

static void drop(GPtrArray *lines, const char *line)
{
	for (guint i = 0; i < lines->len; i++) {
		if (strcmp(lines->pdata[i], line) == 0) {
			g_ptr_array_remove_index(lines, i);
			return;
		}
	}
}

static void apply(GPtrArray *lines, const struct trailer *trailer)
{
	const char *value = trailer->value;
	const char *arrow = strstr(value, " -> ");

	if (*value == '+') {
		g_ptr_array_add(
			lines, g_strdup_printf("%s: %s", trailer->key, value));
	} else if (*value == '-' && value[1]) {
		g_autofree char *line =
			g_strdup_printf("%s: +%s", trailer->key, value + 1);

		if (!arrow)
			drop(lines, line);
	}
	if (*value == '+' || (*value == '-' && !arrow))
		return;
	forget(lines, trailer->key);
	if (arrow)
		value = arrow + 4;
	if (strcmp(value, "-") != 0)
		g_ptr_array_add(
			lines, g_strdup_printf("%s: %s", trailer->key, value));
}

static gboolean is_told(const char *key)
{
	static const char *const OTHERS[] = { "Ticket", "Reason", "Approval",
		NULL };

	return ticket_is_field(key, strlen(key)) &&
	       !g_strv_contains(OTHERS, key);
}

/* A commit of several tickets does not say which field is whose: their files
 * do. */
static void replay_event(struct replay *replay, const struct fake *fake)
{
	const struct record_commit *commit = fake->last->commit;
	const GPtrArray *tickets = fake->last->tickets;

	for (guint i = 0; i < tickets->len; i++) {
		const struct ticket *ticket = tickets->pdata[i];

		while (replay->tickets->len < ticket->number)
			g_ptr_array_add(replay->tickets,
				g_ptr_array_new_with_free_func(g_free));
		if (tickets->len > 1) {
			gpointer *slot =
				&replay->tickets->pdata[ticket->number - 1];

			g_ptr_array_unref(*slot);
			*slot = ticket_diff(NULL, ticket);
		}
	}
	for (guint i = 0; tickets->len == 1 && i < commit->trailers->len; i++) {
		const struct trailer *trailer =
			&g_array_index(commit->trailers, struct trailer, i);
		const struct ticket *ticket = tickets->pdata[0];

		if (is_told(trailer->key))
			apply(replay->tickets->pdata[ticket->number - 1],
				trailer);
	}
}

static gint by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void check_replay(const struct replay *replay, const struct fake *fake)
{
	assert_int_equal(replay->tickets->len, fake->tickets->len);
	for (guint i = 0; i < fake->tickets->len; i++) {
		GPtrArray *log = replay->tickets->pdata[i];
		g_autoptr(GPtrArray) file =
			ticket_diff(NULL, fake_ticket(fake, i + 1));

		g_ptr_array_sort(log, by_text);
		g_ptr_array_sort(file, by_text);
		assert_int_equal(log->len, file->len);
		for (guint j = 0; j < file->len; j++)
			assert_string_equal(log->pdata[j], file->pdata[j]);
	}
}

/* --- after each event ---------------------------------------------------- */

static void check_clocks(const struct fake *fake)
{
	for (guint i = 0; i < fake->tickets->len; i++) {
		const struct ticket *ticket = fake_ticket(fake, i + 1);

		if (status_is_active(ticket->status))
			continue;
		assert_int_equal(ticket_due(ticket), 0);
		assert_int_equal(ticket->update_since, 0);
		assert_int_equal(ticket->wait_until, 0);
	}
}

/* Every line that was asked for stands in the log, run or refused. */
static void check_refusals(const struct fake *fake, gboolean is_order)
{
	g_autofree char *ran = fake_trailer(fake, TRAILER_COMMAND);
	g_autofree char *refused = fake_trailer(fake, TRAILER_REFUSED);

	if (is_order)
		assert_true(*ran || *refused);
	assert_int_equal(*refused != '\0', fake->last->has_refusals);
}

/* The same mail again is nothing new. */
static void check_once(struct fake *fake, const struct fake_mail *mail)
{
	assert_int_equal(fake_mail(fake, mail), VERDICT_NOTHING);
}

static void step(GRand *rand, struct fake *fake, struct replay *replay)
{
	gboolean is_order = g_rand_int_range(rand, 0, 3) != 0;
	guint32 ticket = (guint32)g_rand_int_range(
		rand, 1, (gint32)fake->tickets->len + 1);
	g_autofree char *place =
		g_strdup_printf("%u.%u", ticket, is_order ? 3 : 2);
	g_autofree char *id = g_strdup_printf("x%u@mail.example", fake->serial);
	g_autofree char *text = g_strdup_printf("%s\r\n\r\n%u.\r\n",
		is_order ? PICK(rand, ORDERS) : PICK(rand, WORDS),
		++fake->serial);
	struct fake_mail mail = { .from = is_order ? NILS : BOB,
		.subject = "Re: Mail",
		.text = is_order ? text : PICK(rand, WORDS),
		.answers = place,
		.id = id,
		.flags = FAKE_DMARC };

	if (fake_mail(fake, &mail) != VERDICT_COMMIT)
		return;
	check_refusals(fake, is_order);
	check_clocks(fake);
	replay_event(replay, fake);
	check_once(fake, &mail);
}

/* An order, and at once its undoing. */
static void undo(GRand *rand, struct fake *fake, struct replay *replay)
{
	AUTO(ticket) before = ticket_copy(fake_ticket(fake, 1));
	g_autoptr(GPtrArray) left = NULL;
	struct fake_mail order = { NILS, "Re: Mail", PICK(rand, ORDERS),
		.answers = "1.3", .flags = FAKE_DMARC };
	struct fake_mail back = { NILS, "Re: Mail", "#undo", .answers = "1.3",
		.flags = FAKE_DMARC };

	if (fake_mail(fake, &order) != VERDICT_COMMIT)
		return;
	replay_event(replay, fake);
	if (fake->last->has_refusals ||
		ticket_equal(before, fake_ticket(fake, 1)))
		return;
	assert_int_equal(fake_mail(fake, &back), VERDICT_COMMIT);
	replay_event(replay, fake);
	assert_false(fake->last->has_refusals);
	left = ticket_diff(before, fake_ticket(fake, 1));
	for (guint i = 0; i < left->len; i++)
		assert_true(g_str_has_prefix(left->pdata[i], "First-Reply"));
}

static void play_one(guint32 seed)
{
	static const struct fake_mail first = { BOB, "Mail", "x",
		.flags = FAKE_DMARC };
	static const struct fake_mail second = { "zoe@cust.example", "Screen",
		"y", .flags = FAKE_DMARC };
	GRand *rand = g_rand_new_with_seed(seed);
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	struct replay replay = { g_ptr_array_new_with_free_func(
		(GDestroyNotify)g_ptr_array_unref) };

	fake_mail(fake, &first);
	replay_event(&replay, fake);
	fake_mail(fake, &second);
	replay_event(&replay, fake);
	for (guint i = 0; i < EVENTS; i++)
		step(rand, fake, &replay);
	undo(rand, fake, &replay);
	check_replay(&replay, fake);
	g_ptr_array_unref(replay.tickets);
	g_rand_free(rand);
}

static guint32 number_in(const char *variable, guint32 otherwise)
{
	const char *text = g_getenv(variable);

	return text ? (guint32)g_ascii_strtoull(text, NULL, 10) : otherwise;
}

static guint32 last_seed;

static int tell_seed(void **state)
{
	(void)state;
	print_message("last seed %u\n", last_seed);
	return 0;
}

static void log_undoing_and_repetition_are_true_on_random_days(void **state)
{
	guint32 lists = number_in("POSTERN_LISTS", LISTS);
	guint32 seed = number_in("POSTERN_SEED", g_random_int());

	(void)state;
	if (g_getenv("POSTERN_SEED"))
		lists = 1;
	for (guint32 i = 0; i < lists; i++) {
		if (i % 1000 == 0)
			print_message("from seed %u\n", seed + i);
		last_seed = seed + i;
		play_one(last_seed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(
			log_undoing_and_repetition_are_true_on_random_days,
			tell_seed),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
