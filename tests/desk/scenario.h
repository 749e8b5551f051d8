/* scenario.h - a day at the desk as a table: a mail a row, and what becomes of
 * it. */
#ifndef TEST_SCENARIO_H
#define TEST_SCENARIO_H

#include "fake_shell.h"

/* Anna and Olle (who reads Swedish) answer support, on line 1; Nils leads. */
extern const char DESK_CONF[];
extern const char POSTERN_CONF[];      /* trusts mx.example.com */
extern const char POSTERN_BARE_CONF[]; /* trusts nobody */

struct step {
	const char *why;
	struct fake_mail mail;
	guint32 ticket;      /* whose state is looked at; 0: none */
	const char *status;  /* "new" */
	const char *event;   /* of the commit; "" : nothing was committed */
	const char *told;    /* "received bob@x.example, …" */
	const char *refused; /* trailer, or NULL: not looked at */
	const char *held;    /* the ticket's Held lines joined, or NULL */
	gint64 later_days;   /* before it */
};

void play(struct fake *fake, const struct step *steps, gsize count);

#define ANNA "Anna Berg <anna@example.com>"
#define OLLE "Olle Ek <olle@example.com>"
#define NILS "Nils Dahl <nils@example.com>"
#define BOB "Bob <bob@cust.example>"

#endif
