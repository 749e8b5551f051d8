/* person.h - people/ab/<hex>: what is kept of a person, once there is
 * something. Fields: Address Also Name Language Zone Muted Away-Until Deputy
 * Digest Transcripts Follow. */
#ifndef RECORD_PERSON_H
#define RECORD_PERSON_H

#include "auto.h"
#include <glib.h>

struct person {
	char *address;                /* as first seen; folded it is the key */
	GPtrArray *also;              /* char *: further addresses */
	char *name, *language, *zone; /* NULL = not said */
	char *muted; /* why nothing is sent: "bounced 2026-11-23T… 550 …" */
	gint64 away_until; /* unix seconds, 0 = not away */
	char *deputy;      /* address */
	char *digest;      /* "daily 08:00", NULL = each mail by itself */
	char *transcripts; /* "errors": none that are all ok; NULL = all */
	GPtrArray *follow; /* char *: tickets followed */
	GPtrArray *unknown;
};

struct person *person_new(const char *address);
struct person *person_copy(const struct person *person);
void person_free(struct person *person); /* takes NULL */
DEFINE_AUTO(person);

/* FAULT_INVALID with the line's number. */
struct person *person_parse(const char *text, gsize length, GError **error);
char *person_format(const struct person *person);

/* "people/ab/<40 hex>": the first 40 of SHA-256 of the folded address; new. */
char *person_path(const char *address);

#endif
