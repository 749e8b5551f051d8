#include "scenario.h"
#include "text.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define DAY ((gint64)24 * 3600)

const char DESK_CONF[] = "[desk]\n"
			 "\tname = IT Helpdesk\n"
			 "\taddress = help@example.com\n"
			 "\tlanguage = en\n"
			 "[queue \"support\"]\n"
			 "\tline = 1\n"
			 "\tdefault = true\n"
			 "[queue \"hardware\"]\n"
			 "\tline = 1\n"
			 "[agent \"anna@example.com\"]\n"
			 "\tname = Anna Berg\n"
			 "\tqueue = support\n"
			 "\tline = 1\n"
			 "[agent \"olle@example.com\"]\n"
			 "\tname = Olle Ek\n"
			 "\tqueue = support\n"
			 "\tline = 1\n"
			 "\tlanguage = sv\n"
			 "[agent \"nils@example.com\"]\n"
			 "\tname = Nils Dahl\n"
			 "\tqueue = support\n"
			 "\tqueue = hardware\n"
			 "\tline = 2\n"
			 "\tlead = true\n"
			 "[route \"printers\"]\n"
			 "\tsubject = printer\n"
			 "\tqueue = hardware\n";

const char POSTERN_CONF[] = "[auth]\n"
			    "\tauthserv-id = mx.example.com\n"
			    "\textension = plus\n";

const char POSTERN_BARE_CONF[] = "[auth]\n\textension = plus\n";

static char *join_words(const GPtrArray *words)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < words->len; i++)
		g_string_append_printf(
			text, "%s%s", i ? " | " : "", (char *)words->pdata[i]);
	return g_string_free(text, FALSE);
}

static void expect(const struct step *step, const char *what, const char *got,
	const char *expected)
{
	if (expected && strcmp(got, expected) != 0)
		fail_msg("%s: %s is\n\t%s\nexpected\n\t%s", step->why, what,
			got, expected);
}

static void look(struct fake *fake, const struct step *step)
{
	g_autofree char *told = fake_told(fake);
	g_autofree char *event = fake_trailer(fake, TRAILER_EVENT);
	g_autofree char *refused = fake_trailer(fake, TRAILER_REFUSED);
	const struct ticket *ticket;
	g_autofree char *held = NULL;

	expect(step, "Refused", refused, step->refused);
	expect(step, "Event", event, step->event);
	expect(step, "told", told, step->told);
	if (!step->ticket)
		return;
	ticket = fake_ticket(fake, step->ticket);
	held = join_words(ticket->held);
	expect(step, "Status", status_name(ticket->status), step->status);
	expect(step, "Held", held, step->held);
}

void play(struct fake *fake, const struct step *steps, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		fake->time += steps[i].later_days * DAY;
		fake_mail(fake, &steps[i].mail);
		look(fake, &steps[i]);
	}
}
