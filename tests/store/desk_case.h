/* desk_case.h - a desk for a test: made by store_create(), filled with the
 * commits that a day brings. */
#ifndef TESTS_DESK_CASE_H
#define TESTS_DESK_CASE_H

#include "store.h"
#include <glib.h>

#define CASE_NOW ((gint64)1795500000) /* 2026-11-24 */

struct desk_case {
	char *folder, *desk, *git; /* git: desk/desk.git */
	struct store_options options;
	struct store *store;
};

/* cmocka's set-up and tear-down; *state is the case. The hook of the desk runs
 * the test program itself. */
int desk_case_set_up(void **state);
int desk_case_tear_down(void **state);
void desk_case_reopen(struct desk_case *desk);

struct batch *desk_case_begin(struct desk_case *desk);
void desk_case_commit(struct batch *batch);

/* A new ticket with its first mail; a reply to it with a notice; the delivery
 * of that notice. text: of the mail. */
void desk_case_create(struct batch *batch, guint32 ticket, const char *text);
void desk_case_reply(
	struct batch *batch, guint32 ticket, guint32 message, const char *text);
void desk_case_deliver(struct batch *batch, guint32 ticket, guint32 message);

/* Begin, create under the next number, commit; that number. */
guint32 desk_case_one(struct desk_case *desk, const char *text);

/* All rows of the index but those of deferred tries, as text; new. */
char *desk_case_index(const struct desk_case *desk);

/* Files of that suffix in objects/pack. */
guint desk_case_packs(const struct desk_case *desk, const char *suffix);

#endif
