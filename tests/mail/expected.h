/* expected.h - agreement with what other projects expect of the same mail:
 * counted, printed, and each disagreement with our reason beside it. */
#ifndef TESTS_EXPECTED_H
#define TESTS_EXPECTED_H

#include "mail.h"

/* We read this mail otherwise than the peer, and mean to. fact: NULL for any.
 */
struct reason {
	const char *file; /* as counted */
	const char *fact;
	const char *why;
};

struct agreement {
	const char *peer;
	const struct reason *reasons; /* ended by a file of NULL */
	guint right, all, unexplained;
	guint64 used; /* bits: reasons that were needed */
};

/* The folder of the corpus, new; skips the test where there is none. */
char *expected_folder(const char *name);
/* One fact of one mail. detail: what differs, shown where it does. */
void agreement_count(struct agreement *agreement, const char *file,
	const char *fact, gboolean is_right, const char *detail);
/* Prints the figures. Fails below the floor, on a disagreement without a
 * reason, and on a reason that nothing needs any more. */
void agreement_end(const struct agreement *agreement, guint floor_percent);

/* The bytes of a file, LF as they are or made CRLF; fails where unreadable. */
GBytes *expected_bytes(const char *path, gboolean is_crlf);
/* Parsed, packed and unpacked again, as the desk gets it. */
struct message *expected_parse(GBytes *raw, const char *path);
/* Words with one blank between; new. */
char *expected_words(const char *text);

#endif
