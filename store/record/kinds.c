/* The kinds of fields that more than one record has. */
#include "fields.h"
#include "contact.h"
#include "lines.h"
#include "text.h"

static void add_line(GPtrArray *values, const char *text)
{
	g_autofree char *line = text_line(text, -1);

	if (*line != '\0')
		g_ptr_array_add(values, g_steal_pointer(&line));
}

static void clear_text(gpointer slot)
{
	char **text = slot;

	g_clear_pointer(text, g_free);
}

static void copy_text(gpointer to, gconstpointer from)
{
	char **text = to;
	char *const *other = from;

	g_free(*text);
	*text = g_strdup(*other);
}

static void format_text(gconstpointer slot, GPtrArray *values)
{
	char *const *text = slot;

	if (*text)
		add_line(values, *text);
}

static gboolean parse_text(gpointer slot, const char *value, GError **error)
{
	char **text = slot;

	(void)error;
	g_free(*text);
	*text = g_strdup(value);
	return TRUE;
}

const struct field_kind FIELD_TEXT = {
	.clear = clear_text,
	.copy = copy_text,
	.format = format_text,
	.parse = parse_text,
};

void field_copy_uint(gpointer to, gconstpointer from)
{
	guint *value = to;
	const guint *other = from;

	*value = *other;
}

static void format_number(gconstpointer slot, GPtrArray *values)
{
	const guint32 *number = slot;

	if (*number)
		g_ptr_array_add(values, g_strdup_printf("%u", *number));
}

static gboolean parse_number(gpointer slot, const char *value, GError **error)
{
	guint32 *number = slot;

	if (text_parse_number(value, number))
		return TRUE;
	lines_refuse(error, value, "a number of at most 9 digits");
	return FALSE;
}

const struct field_kind FIELD_NUMBER = {
	.copy = field_copy_uint,
	.format = format_number,
	.parse = parse_number,
};

static void copy_time(gpointer to, gconstpointer from)
{
	gint64 *time = to;
	const gint64 *other = from;

	*time = *other;
}

static void format_time(gconstpointer slot, GPtrArray *values)
{
	const gint64 *time = slot;

	if (*time)
		g_ptr_array_add(values, text_time(*time));
}

static gboolean parse_time(gpointer slot, const char *value, GError **error)
{
	gint64 *time = slot;

	if (text_parse_time(value, time))
		return TRUE;
	lines_refuse(error, value, "a time as 2026-11-23T09:15:02Z");
	return FALSE;
}

const struct field_kind FIELD_TIME = {
	.copy = copy_time,
	.format = format_time,
	.parse = parse_time,
};

static void init_words(gpointer slot)
{
	GPtrArray **words = slot;

	*words = g_ptr_array_new_with_free_func(g_free);
}

static void clear_array(gpointer slot)
{
	GPtrArray **array = slot;

	g_clear_pointer(array, g_ptr_array_unref);
}

static void copy_words(gpointer to, gconstpointer from)
{
	GPtrArray **words = to;
	GPtrArray *const *other = from;

	g_ptr_array_set_size(*words, 0);
	for (guint i = 0; i < (*other)->len; i++)
		g_ptr_array_add(*words, g_strdup((*other)->pdata[i]));
}

static void format_words(gconstpointer slot, GPtrArray *values)
{
	GPtrArray *const *words = slot;

	for (guint i = 0; i < (*words)->len; i++)
		add_line(values, (*words)->pdata[i]);
}

static gboolean parse_word(gpointer slot, const char *value, GError **error)
{
	GPtrArray **words = slot;

	(void)error;
	g_ptr_array_add(*words, g_strdup(value));
	return TRUE;
}

const struct field_kind FIELD_WORDS = {
	.init = init_words,
	.clear = clear_array,
	.copy = copy_words,
	.format = format_words,
	.parse = parse_word,
	.is_list = TRUE,
};

static void clear_contact(gpointer slot)
{
	struct contact **contact = slot;

	g_clear_pointer(contact, contact_free);
}

static void copy_contact(gpointer to, gconstpointer from)
{
	struct contact **contact = to;
	struct contact *const *other = from;

	contact_free(*contact);
	*contact = contact_copy(*other);
}

/* An address that no reader would take back is left out, or it would make the
 * whole file unreadable. */
static void add_contact(GPtrArray *values, const struct contact *contact)
{
	if (address_is_plain(contact->address))
		g_ptr_array_add(values, contact_format(contact));
}

static void format_contact(gconstpointer slot, GPtrArray *values)
{
	struct contact *const *contact = slot;

	if (*contact)
		add_contact(values, *contact);
}

static gboolean parse_contact(gpointer slot, const char *value, GError **error)
{
	struct contact **contact = slot;

	contact_free(*contact);
	*contact = contact_parse(value, error);
	return *contact != NULL;
}

const struct field_kind FIELD_CONTACT = {
	.clear = clear_contact,
	.copy = copy_contact,
	.format = format_contact,
	.parse = parse_contact,
};

static void free_contact(gpointer contact)
{
	contact_free(contact);
}

static void init_contacts(gpointer slot)
{
	GPtrArray **contacts = slot;

	*contacts = g_ptr_array_new_with_free_func(free_contact);
}

static void copy_contacts(gpointer to, gconstpointer from)
{
	GPtrArray **contacts = to;
	GPtrArray *const *other = from;

	g_ptr_array_set_size(*contacts, 0);
	for (guint i = 0; i < (*other)->len; i++)
		g_ptr_array_add(*contacts, contact_copy((*other)->pdata[i]));
}

static void format_contacts(gconstpointer slot, GPtrArray *values)
{
	GPtrArray *const *contacts = slot;

	for (guint i = 0; i < (*contacts)->len; i++)
		add_contact(values, (*contacts)->pdata[i]);
}

static gboolean parse_one_of_contacts(
	gpointer slot, const char *value, GError **error)
{
	GPtrArray **contacts = slot;
	struct contact *contact = contact_parse(value, error);

	if (!contact)
		return FALSE;
	g_ptr_array_add(*contacts, contact);
	return TRUE;
}

const struct field_kind FIELD_CONTACTS = {
	.init = init_contacts,
	.clear = clear_array,
	.copy = copy_contacts,
	.format = format_contacts,
	.parse = parse_one_of_contacts,
	.is_list = TRUE,
};
