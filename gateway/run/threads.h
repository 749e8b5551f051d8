/* threads.h - which mails of an import are one conversation: Message-ID is
 * joined with References, or else In-Reply-To, by union-find, absent ids
 * included, so that the order of mails does not matter. */
#ifndef RUN_THREADS_H
#define RUN_THREADS_H

#include "facts.h"
#include <glib.h>

struct threads;

struct threads *threads_new(void);
void threads_free(struct threads *threads);

/* Adds mail number `mail` (0, 1, 2 …) with its sort time. raw_hex stands for a
 * missing Message-ID. */
void threads_add(struct threads *threads, guint mail, const struct facts *facts,
	const char *raw_hex, gint64 at);

/* One conversation. */
struct thread {
	GArray *mails;  /* guint, by time, then by order of adding */
	GPtrArray *ids; /* char *, all ids joined here, absent ones too */
	gint64 first;   /* the earliest time */
};
/* All of them, by their first time; struct thread *, owned by the array. */
GPtrArray *threads_list(struct threads *threads);

#endif
