#include "tick_world.h"
#include "text.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define MANAGER "manager = chef@example.com\n"
#define CALENDAR                      \
	"[calendar \"office\"]\n"     \
	"\tzone = Europe/Stockholm\n" \
	"\thours = Mon-Fri 08:00-17:00\n"

const char TICK_CONF[] =
	"[desk]\n\tname = IT Helpdesk\n\taddress = help@example.com\n"
	"\tzone = Europe/Stockholm\n\tquiet = 20:00-07:00\n"
	"\t" MANAGER "[queue \"support\"]\n\tdefault = true\n"
	"\tcalendar = office\n"
	"[agent \"anna@example.com\"]\n\tname = Anna Berg\n"
	"[agent \"olle@example.com\"]\n\tname = Olle Ek\n\tlanguage = sv\n"
	"[agent \"nils@example.com\"]\n\tname = Nils Dahl\n\tline = 2\n"
	"\tlead = true\n" CALENDAR
	"[promise \"P1\"]\n\tfirst-reply = 1h\n\tresolve = 10h\n"
	"[promise \"P3\"]\n\tfirst-reply = 8h\n\tresolve = 40h\n"
	"\tnext-update = 8h\n\tcalendar = office\n"
	"[approval \"purchase\"]\n\tapprover = boss@example.com\n"
	"\tdelegate = vd@example.com\n";

gint64 at(const char *text)
{
	gint64 seconds = -1;

	assert_true(text_parse_time(text, &seconds));
	return seconds;
}

struct fake *desk_at(const char *time)
{
	struct fake *fake = fake_new(TICK_CONF, POSTERN_CONF);

	fake->time = at(time);
	return fake;
}

void bob_writes(struct fake *fake)
{
	static const struct fake_mail mail = { BOB, "Mail", "It is broken.",
		.flags = FAKE_DMARC };

	assert_int_equal(fake_mail(fake, &mail), VERDICT_COMMIT);
}

gboolean tick_at(struct fake *fake, const char *time)
{
	struct event event = { .kind = EVENT_TICK, .ticket = 1 };

	fake->time = at(time);
	return fake_apply(fake, &event, NULL) == VERDICT_COMMIT;
}

void assert_trailer(
	const struct fake *fake, const char *key, const char *expected)
{
	g_autofree char *value = fake_trailer(fake, key);

	if (strcmp(value, expected) != 0)
		fail_msg("%s: %s, expected %s", key, value, expected);
}

void assert_told(const struct fake *fake, const char *expected)
{
	g_autofree char *told = fake_told(fake);

	if (strcmp(told, expected) != 0)
		fail_msg("told %s, expected %s", told, expected);
}

void assert_next(const struct fake *fake, const char *expected)
{
	gint64 at = fake_ticket(fake, 1)->next_due;
	g_autofree char *next = at ? text_time(at) : g_strdup("never");

	assert_string_equal(next, expected);
}
