/* record.h - from finished work to the outcome's commit: subject line, author
 * and all trailers, as formats.md «The commit» lays down. */
#ifndef DESK_RECORD_H
#define DESK_RECORD_H

#include "work.h"

/* Fills outcome->tickets and outcome->commit. The notices are numbered by then
 * (told.h). */
void record_finish(struct work *work);

/* "0005-out", "T-7 0002-out" for another than the commit's first ticket,
 * "2026-11/18-out" in answers/; new. */
char *record_place(const struct work *work, const struct article *article);

#endif
