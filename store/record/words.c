/* The lists of a ticket: words and contacts, compared folded. */
#include "ticket.h"

static gboolean find_word(
	const GPtrArray *words, const char *word, guint *index)
{
	for (guint i = 0; i < words->len; i++) {
		if (address_equal(words->pdata[i], word)) {
			*index = i;
			return TRUE;
		}
	}
	return FALSE;
}

gboolean words_have(const GPtrArray *words, const char *word)
{
	guint index = 0;

	return find_word(words, word, &index);
}

gboolean words_add(GPtrArray *words, const char *word)
{
	if (words_have(words, word))
		return FALSE;
	g_ptr_array_add(words, g_strdup(word));
	return TRUE;
}

gboolean words_remove(GPtrArray *words, const char *word)
{
	guint index = 0;

	if (!find_word(words, word, &index))
		return FALSE;
	g_ptr_array_remove_index(words, index);
	return TRUE;
}

static gboolean find_contact(
	const GPtrArray *contacts, const char *address, guint *index)
{
	for (guint i = 0; i < contacts->len; i++) {
		const struct contact *contact = contacts->pdata[i];
		if (address_equal(contact->address, address)) {
			*index = i;
			return TRUE;
		}
	}
	return FALSE;
}

gboolean contacts_have(const GPtrArray *contacts, const char *address)
{
	guint index = 0;

	return find_contact(contacts, address, &index);
}

gboolean contacts_add(GPtrArray *contacts, const struct contact *contact)
{
	if (contacts_have(contacts, contact->address))
		return FALSE;
	g_ptr_array_add(contacts, contact_copy(contact));
	return TRUE;
}

gboolean contacts_remove(GPtrArray *contacts, const char *address)
{
	guint index = 0;

	if (!find_contact(contacts, address, &index))
		return FALSE;
	g_ptr_array_remove_index(contacts, index);
	return TRUE;
}
