/* Whatever happens in whatever order, and whatever the clock shows: what holds
 * after every tick. The seed is printed; POSTERN_SEED repeats a run, and
 * POSTERN_LISTS says how many lists of events are played. */
#include "scenario.h"
#include "quiet.h"
#include "text.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define LISTS 400u
#define EVENTS 14u
#define HOUR 3600
#define DAY (24 * HOUR)

/* %s is a zone. */
static const char CONF[] =
	"[desk]\n\taddress = help@example.com\n\tzone = %s\n"
	"\tquiet = 20:00-07:00\n\tmanager = chef@example.com\n"
	"[queue \"support\"]\n\tdefault = true\n\tcalendar = office\n"
	"[queue \"hardware\"]\n\tline = 2\n"
	"[agent \"anna@example.com\"]\n\tname = Anna Berg\n"
	"[agent \"olle@example.com\"]\n\tname = Olle Ek\n"
	"[agent \"nils@example.com\"]\n\tname = Nils Dahl\n\tline = 2\n"
	"\tlead = true\n"
	"[calendar \"office\"]\n\tzone = %s\n"
	"\thours = Mon-Fri 08:00-12:00, 13:00-17:00\n"
	"\tholiday = 2026-12-25\n"
	"[calendar \"night\"]\n\tzone = %s\n\thours = Mon-Sun 22:00-06:00\n"
	"[promise \"P1\"]\n\tfirst-reply = 1h\n\tresolve = 10h\n"
	"\tline = 3h\n\tnext-update = 1h\n"
	"[promise \"P2\"]\n\tresolve = 3d\n\tcalendar = night\n"
	"[promise \"P3\"]\n\tfirst-reply = 8h\n\tresolve = 4d\n"
	"\tnext-update = 8h\n\tcalendar = office\n\tapproval = 2d\n"
	"[approval \"purchase\"]\n\tapprover = boss@example.com\n"
	"\tdelegate = vd@example.com\n";

static const char *const ZONES[] = { "UTC", "Europe/Stockholm", "Europe/Warsaw",
	"Australia/Lord_Howe", "America/New_York" };

static const char *const COMMANDS[] = { "#take", "#assign olle", "#assign nils",
	"#wait until 3d", "#wait until 2026-12-24", "#wait vendor", "#open",
	"#p1", "#p2", "#p3", "#p4", "#resolve Done", "#close force", "#reopen",
	"#escalate too hard", "#return easy", "#cancel no", "#queue hardware",
	"#queue support", "#due 2d", "#due 2026-12-31", "#due none",
	"#request-approval 900 SEK a mouse", "#type change" };

/* Around a change to summer time, back again, and a leap day. */
static const char *const BEGINS[] = { "2026-03-26T09:00:00Z",
	"2026-10-22T09:00:00Z", "2026-10-02T09:00:00Z", "2028-02-26T09:00:00Z",
	"2026-12-22T09:00:00Z" };

struct life {
	struct fake *fake;
	GRand *rand;
	GHashTable *done; /* "resolve 75% <begin>": steps that were told */
};

#define PICK(rand, list) \
	(list)[g_rand_int_range(rand, 0, (gint32)G_N_ELEMENTS(list))]

/* --- what happens --------------------------------------------------------- */

static void somebody_writes(struct life *life)
{
	g_autofree char *text =
		g_strdup_printf("Mail %u.\n", life->fake->serial);
	struct fake_mail mail = { BOB, "Mail", text, .flags = FAKE_DMARC };

	if (life->fake->tickets->len)
		mail.answers = "1.2";
	fake_mail(life->fake, &mail);
}

static void an_agent_asks(struct life *life)
{
	g_autofree char *text =
		g_strdup_printf("#ask\n\nQuestion %u?\n", life->fake->serial);
	struct fake_mail mail = { ANNA, "Re: Mail", text, .flags = FAKE_DMARC,
		.answers = "1.3" };

	fake_mail(life->fake, &mail);
}

static void something_happens(struct life *life)
{
	gint32 what = g_rand_int_range(life->rand, 0, 6);

	if (what == 0)
		somebody_writes(life);
	else if (what == 1)
		an_agent_asks(life);
	else if (what < 5)
		fake_do(life->fake, 1, PICK(life->rand, COMMANDS));
}

/* Forward mostly; a machine's clock may be set back, too. */
static void time_passes(struct life *life)
{
	static const gint64 steps[] = { 0, 60, HOUR, 5 * HOUR, DAY, 3 * DAY,
		12 * DAY, -HOUR, -2 * DAY };

	life->fake->time += PICK(life->rand, steps);
	life->fake->time += g_rand_int_range(life->rand, 0, HOUR);
}

/* --- what holds ----------------------------------------------------------- */

/* Each step of each run of a clock is told in one commit only. */
static void check_steps(struct life *life)
{
	const struct ticket *ticket = fake_ticket(life->fake, 1);
	g_autofree char *told = fake_trailer(life->fake, TRAILER_PROMISE);
	g_auto(GStrv) values = g_strsplit(*told ? told : "", " | ", -1);

	for (guint i = 0; values[i]; i++) {
		g_auto(GStrv) words = g_strsplit(values[i], " ", 3);
		g_autofree char *begin = g_strdup_printf("%s %s ", words[0],
			strcmp(words[1], "missed") == 0 ? "100%" : words[1]);
		const char *line = NULL;

		for (guint j = 0; j < ticket->step->len; j++)
			if (g_str_has_prefix(ticket->step->pdata[j], begin))
				line = ticket->step->pdata[j];
		assert_non_null(line);
		if (!g_hash_table_add(life->done, g_strdup(line)))
			fail_msg("told again: %s", line);
	}
}

static void check_missed(const struct ticket *ticket)
{
	for (guint i = 0; i < ticket->missed->len; i++)
		for (guint j = 0; j < i; j++)
			assert_string_not_equal(ticket->missed->pdata[i],
				ticket->missed->pdata[j]);
}

static void check_tick(struct life *life, gint64 now)
{
	const struct ticket *ticket = fake_ticket(life->fake, 1);
	g_autoptr(GPtrArray) seen = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < life->fake->last->notices->len; i++) {
		const struct notice *notice =
			life->fake->last->notices->pdata[i];

		assert_int_equal(
			quiet_wait(life->fake->rules, ticket->priority, now),
			now);
		for (guint j = 0; j < notice->recipients->len; j++) {
			const struct contact *to = notice->recipients->pdata[j];

			assert_true(words_add(seen, to->address));
		}
	}
}

static void check_ticket(const struct life *life, gint64 now)
{
	const struct ticket *ticket = fake_ticket(life->fake, 1);
	g_autofree char *text = ticket_format(ticket);
	AUTO(ticket) again = ticket_parse(text, strlen(text), NULL);

	assert_non_null(again);
	assert_true(ticket_equal(ticket, again));
	check_missed(ticket);
	if (ticket->status == STATUS_CLOSED ||
		ticket->status == STATUS_CANCELLED)
		assert_int_equal(ticket->next_due, 0);
	/* What is left lies ahead, or waits for the end of quiet hours. */
	if (ticket->next_due && ticket->next_due <= now)
		assert_true(quiet_wait(life->fake->rules, ticket->priority,
				    now) > now);
}

static gboolean tick(struct life *life, gint64 now)
{
	struct event event = { .kind = EVENT_TICK, .ticket = 1 };

	life->fake->time = now;
	return fake_apply(life->fake, &event, NULL) == VERDICT_COMMIT;
}

static void the_clock_ticks(struct life *life)
{
	gint64 now = life->fake->time;
	guint things = 0;

	while (tick(life, now)) {
		g_autofree char *event =
			fake_trailer(life->fake, TRAILER_EVENT);

		assert_true(things++ < 10);
		if (strcmp(event, "promise") == 0)
			check_steps(life);
		check_tick(life, now);
	}
	check_ticket(life, now);
	assert_false(tick(life, now));
}

static void play_list(guint32 seed)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	const char *zone = PICK(rand, ZONES);
	g_autofree char *conf = g_strdup_printf(CONF, zone, zone, zone);
	AUTO(fake) fake = fake_new(conf, POSTERN_CONF);
	g_autoptr(GHashTable) done =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct life life = { .fake = fake, .rand = rand, .done = done };

	assert_true(text_parse_time(PICK(rand, BEGINS), &fake->time));
	somebody_writes(&life);
	for (guint i = 0; i < EVENTS; i++) {
		something_happens(&life);
		time_passes(&life);
		the_clock_ticks(&life);
	}
}

static void what_must_hold_holds_after_every_tick(void **state)
{
	const char *given = g_getenv("POSTERN_SEED");
	const char *lists = g_getenv("POSTERN_LISTS");
	guint count = lists ? (guint)g_ascii_strtoull(lists, NULL, 10) : LISTS;
	guint32 seed = given ? (guint32)g_ascii_strtoull(given, NULL, 10)
			     : g_random_int();

	(void)state;
	print_message("seed %u\n", seed);
	for (guint i = 0; i < count; i++)
		play_list(seed + i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_must_hold_holds_after_every_tick),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
