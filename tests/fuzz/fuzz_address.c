/* Any bytes are the value of a field: of addresses, a date, a Message-ID. An
 * address that is called plain may stand anywhere, and comes back as itself. */
#include "contact.h"
#include "fuzz.h"
#include "header_lex.h"
#include "header_write.h"
#include "text.h"
#include <string.h>

static void check_plain(const char *address)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *domain = address_domain(address);
	AUTO(contact) contact = contact_new(address, address);
	g_autofree char *line = contact_format(contact);
	AUTO(contact) again = contact_parse(line, &error);

	g_assert(address_is_plain(address) && domain != NULL);
	g_assert(!strpbrk(address, " \t\r\n<>\",;()[]\\"));
	g_assert(again != NULL && strcmp(again->address, address) == 0);
}

static void read_list(const char *value, gsize length)
{
	struct address_list list;

	address_list_init(&list, value, length);
	g_assert(list.plain->len <= list.count);
	for (guint i = 0; i < list.plain->len; i++)
		check_plain(list.plain->pdata[i]);
	address_list_clear(&list);
}

static void read_date(const char *value, gsize length)
{
	gint64 at = header_date(value, length);

	if (at == G_MININT64)
		return;
	g_autofree char *written = header_write_date(at);
	gint64 again = header_date(written, strlen(written));

	/* Beyond year 9999 and before 1970 no date of ours goes. */
	g_assert(again == at || at < 0 || at > 253402300799);
}

static void read_words(const char *value, gsize length)
{
	struct lexer lexer;
	struct lexeme lexeme;
	gsize count = 0;

	lexer_init(&lexer, value, length, "<>,:;@");
	lexeme_init(&lexeme);
	while (lexer_next(&lexer, &lexeme))
		g_assert(++count <= length);
	lexeme_clear(&lexeme);
}

static void write_header(const char *text)
{
	g_autoptr(GString) out = g_string_new(NULL);
	AUTO(contact) contact = contact_new(text, "anna@example.com");
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(ids, g_strdup(text));
	header_text(out, "Subject", text);
	header_contact(out, "To", contact, NULL);
	header_ids(out, "References", ids);
	header_parameter(
		out, "Content-Disposition", "attachment", "filename", text);
	/* No line but ours begins in column one. */
	for (const char *at = out->str; (at = strstr(at, "\r\n")); at += 2)
		g_assert(at[2] == '\0' || strchr(" STRC", at[2]));
	g_assert(strlen(out->str) == out->len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *value = (const char *)data;
	g_autofree char *text = g_strndup(value, size);
	g_autofree char *fold = header_fold(value, size);

	read_list(value, size);
	read_date(value, size);
	read_words(value, size);
	write_header(text);
	g_assert(g_utf8_validate(fold, -1, NULL));
	if (address_is_plain(text))
		check_plain(text);
	return 0;
}
