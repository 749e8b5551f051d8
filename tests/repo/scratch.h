/* scratch.h - a folder for a test, and the git program as a second opinion. */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include <glib.h>

/* A new empty folder. scratch_free() removes it with all that is in it. */
char *scratch_new(void);
void scratch_free(char *path);

/* Runs git in folder; what it wrote to both outputs, ends trimmed. Asserts that
 * it ended with 0. The arguments end with NULL. */
char *scratch_git(const char *folder, ...) G_GNUC_NULL_TERMINATED;
/* The same; FALSE where it ended otherwise. *said may be NULL. */
gboolean scratch_try_git(
	const char *folder, char **said, ...) G_GNUC_NULL_TERMINATED;

/* The seed of a random test: POSTERN_SEED, else drawn; printed. */
GRand *scratch_random(void);

#endif
