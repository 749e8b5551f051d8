/* Any bytes are a file of the repository: what is read of one, once written,
 * reads as the same and is written as the same. */
#include "article.h"
#include "delivery.h"
#include "fuzz.h"
#include "person.h"
#include "ticket.h"
#include <string.h>

static void read_ticket(const char *data, gsize size)
{
	AUTO(ticket) one = ticket_parse(data, size, NULL);

	if (one == NULL)
		return;
	g_autofree char *text = ticket_format(one);
	AUTO(ticket) again = ticket_parse(text, strlen(text), NULL);

	g_assert(again != NULL && ticket_equal(one, again));
	g_autofree char *twice = ticket_format(again);

	g_assert(strcmp(text, twice) == 0);
	g_autoptr(GPtrArray) diff = ticket_diff(NULL, one);

	g_assert(diff->len > 0);
	ticket_due(one);
}

static void read_person(const char *data, gsize size)
{
	AUTO(person) one = person_parse(data, size, NULL);

	if (one == NULL)
		return;
	g_autofree char *text = person_format(one);
	AUTO(person) again = person_parse(text, strlen(text), NULL);

	g_assert(again != NULL);
	g_autofree char *twice = person_format(again);

	g_assert(strcmp(text, twice) == 0);
}

static void read_delivery(const char *data, gsize size)
{
	g_autoptr(GPtrArray) lines = delivery_parse(data, size, NULL);

	if (lines == NULL)
		return;
	g_autofree char *text = delivery_format(lines);
	g_autoptr(GPtrArray) again = delivery_parse(text, strlen(text), NULL);

	g_assert(again != NULL && again->len == lines->len);
}

static void read_path(const char *path)
{
	guint32 number, month;
	enum article_kind kind;
	const char *file;

	if (path_parse_ticket(path, &number, &file)) {
		g_autofree char *folder = path_ticket_folder(number);

		g_assert(g_str_has_prefix(path, folder));
		g_assert(file >= path && file <= path + strlen(path));
	}
	path_parse_answers(path, &month, &file);
	article_parse(path, &number, &kind);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);

	read_ticket((const char *)data, size);
	read_person((const char *)data, size);
	read_delivery((const char *)data, size);
	read_path(text);
	return 0;
}
