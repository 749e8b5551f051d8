#include "person.h"
#include "contact.h"
#include "fields.h"

#define ROW(key, member, kind)                                              \
	{                                                                   \
		key, &FIELD_##kind, G_STRUCT_OFFSET(struct person, member), \
			FALSE                                               \
	}

static const struct field FIELDS[] = {
	ROW("Address", address, TEXT),
	ROW("Also", also, WORDS),
	ROW("Name", name, TEXT),
	ROW("Language", language, TEXT),
	ROW("Zone", zone, TEXT),
	ROW("Muted", muted, TEXT),
	ROW("Away-Until", away_until, TIME),
	ROW("Deputy", deputy, TEXT),
	ROW("Digest", digest, TEXT),
	ROW("Transcripts", transcripts, TEXT),
	ROW("Follow", follow, WORDS),
};

static const struct field_table TABLE = {
	.fields = FIELDS,
	.count = G_N_ELEMENTS(FIELDS),
	.unknown = G_STRUCT_OFFSET(struct person, unknown),
};

struct person *person_new(const char *address)
{
	struct person *person = g_new0(struct person, 1);

	fields_init(&TABLE, person);
	person->address = g_strdup(address);
	return person;
}

struct person *person_copy(const struct person *person)
{
	struct person *copy = person_new(NULL);

	fields_copy(&TABLE, copy, person);
	return copy;
}

void person_free(struct person *person)
{
	if (!person)
		return;
	fields_clear(&TABLE, person);
	g_free(person);
}

struct person *person_parse(const char *text, gsize length, GError **error)
{
	AUTO(person) person = person_new(NULL);

	if (!fields_parse(&TABLE, person, text, length, error))
		return NULL;
	return g_steal_pointer(&person);
}

char *person_format(const struct person *person)
{
	return fields_format(&TABLE, person);
}

char *person_path(const char *address)
{
	g_autofree char *folded = address_fold(address);
	g_autofree char *hex =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, folded, -1);

	return g_strdup_printf("people/%.2s/%.40s", hex, hex);
}
