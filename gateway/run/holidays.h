/* holidays.h - the .ics files that desk.conf names as holidays.
 *
 * They come by a push, so each is read by a process of its own, behind the
 * parser's fence; what it answers is looked at like anything foreign. */
#ifndef RUN_HOLIDAYS_H
#define RUN_HOLIDAYS_H

#include "rules.h"
#include <glib.h>

/* The days of such a file: "2026-12-25" each (char *). FAULT_INVALID,
 * FAULT_LIMIT: the file's fault. FAULT_IO. */
GPtrArray *holidays_read(GBytes *ics, GError **error);

/* A file of the repository; NULL and FAULT_NOT_FOUND where there is none. */
typedef GBytes *holidays_open(const char *path, gpointer user, GError **error);

/* Puts the days of all files in their place among the holidays of the rules;
 * digest (may be NULL) gets their bytes. What cannot be read is told in
 * trouble: "calendars/se.ics: …" each (char *), and its days work. */
void holidays_load(struct rules *rules, holidays_open *open, gpointer user,
	GChecksum *digest, GPtrArray *trouble);

#endif
