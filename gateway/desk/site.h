/* site.h - all that the desk works by and that does not change from mail to
 * mail: the helpdesk's rules, the machine's settings, the keys. */
#ifndef DESK_SITE_H
#define DESK_SITE_H

#include "calendar.h"
#include "rules.h"
#include "settings.h"
#include "token.h"

struct site {
	const struct rules *rules;
	const struct settings *settings;
	const GArray *keyring; /* struct desk_key */
	const struct calendars
		*calendars; /* of the rules; NULL: no due times */
};

/* Read once a turn by the shell and passed in. */
struct now {
	gint64 time; /* unix seconds */
	guint8 random[16];
};

#endif
