/* home.h - an opened desk: the directory with its settings, secrets, rules and
 * store. */
#ifndef RUN_HOME_H
#define RUN_HOME_H

#include "auto.h"
#include "message.h"
#include "nursery.h"
#include "site.h"
#include "store.h"
#include "template.h"
#include <glib.h>

struct home {
	char *dir; /* absolute */
	struct settings *settings;
	struct rules *rules;
	struct calendars *calendars; /* of the rules, with their zones */
	GPtrArray *holiday_trouble;  /* char *: files that could not be read */
	char *clock_digest; /* of what the rules say of time (conf.h) */
	GArray *keyring;
	struct store *store;
	struct shelf *shelf; /* built-in texts of notices, parsed once */
	struct site site;    /* borrows settings, rules, calendars, keyring */
};

/* Reads postern.conf only: what a fetcher or mailer needs. FAULT_NOT_FOUND: no
 * desk here; FAULT_INVALID: all configuration errors, a line each. */
struct home *home_open_settings(const char *dir, GError **error);
/* Everything: store, rules of the branch's head, keys. */
struct home *home_open(const char *dir, GError **error);
void home_free(struct home *home);
DEFINE_AUTO(home);

/* Takes the rules anew from a batch (someone pushed desk.conf). Wrong rules
 * cannot have passed the hook; where they did (hook removed), the old ones stay
 * and FALSE tells why. */
gboolean home_reload(struct home *home, struct batch *batch, GError **error);

/* A password: the first line of the file; refused (FAULT_DENIED) where others
 * may read it. name as in postern.conf; empty or NULL: NULL without error. A
 * systemd credential of that name is taken where there is no such file. */
char *home_secret(const struct home *home, const char *name, GError **error);

/* The keys of secrets/desk.key. FAULT_NOT_FOUND, FAULT_DENIED (others may read
 * it), FAULT_INVALID. */
GArray *home_keyring(const struct home *home, GError **error);

/* Looks, before anything is started, whether every secret and CA that
 * postern.conf names, and desk.key, can be used. All faults at once, a line
 * each; the code is the first one's. */
gboolean home_audit(const struct home *home, GError **error);

/* Of [limits], for the parser. */
struct mail_limits home_limits(const struct home *home);
/* A nursery with these limits, for a verb that has not opened the desk yet: the
 * parser shall see nothing of it. The verb is the desk from then on: it has no
 * internet sockets. */
struct nursery *home_nursery(const char *dir, GError **error);

/* A path in the desk; new. */
char *home_path(const struct home *home, const char *relative);

#endif
