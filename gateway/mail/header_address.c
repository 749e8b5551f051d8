#include "header_lex.h"
#include "contact.h"
#include <string.h>

/* One address of the list as far as it is read. */
struct reader {
	struct address_list *list;
	GString *
		outside; /* what stands outside of <>: a name, or the address */
	GString *inside;
	gboolean in_angle, has_angle;
	gboolean has_quoted; /* of outside: only a name may be quoted */
};

static void keep_address(struct address_list *list, const char *address)
{
	list->count++;
	if (address_is_plain(address))
		g_ptr_array_add(list->plain, g_strdup(address));
	else
		list->is_odd = TRUE;
}

/* "boss@example.com <evil@example.net>": programs differ about whose it is. */
static void check_name(struct reader *reader)
{
	if (!strchr(reader->outside->str, '@') ||
		address_equal(reader->outside->str, reader->inside->str))
		return;
	reader->list->count++;
	reader->list->is_odd = TRUE;
}

static void end_address(struct reader *reader)
{
	if (reader->has_angle) {
		if (reader->inside->len > 0)
			keep_address(reader->list, reader->inside->str);
		check_name(reader);
	} else if (reader->outside->len > 0 || reader->has_quoted) {
		if (reader->has_quoted)
			g_string_prepend_c(reader->outside, '"');
		keep_address(reader->list, reader->outside->str);
	}
	if (reader->in_angle)
		reader->list->is_odd = TRUE;
	g_string_truncate(reader->outside, 0);
	g_string_truncate(reader->inside, 0);
	reader->in_angle = reader->has_angle = reader->has_quoted = FALSE;
}

static void take_sign(struct reader *reader, char sign)
{
	if (reader->in_angle) {
		if (sign == '>')
			reader->in_angle = FALSE;
		else
			g_string_append_c(reader->inside, sign);
		return;
	}
	switch (sign) {
	case '<':
		if (reader->has_angle) {
			reader->list->is_odd = TRUE;
			end_address(reader);
		}
		reader->in_angle = reader->has_angle = TRUE;
		break;
	case ',':
	case ';':
		end_address(reader);
		break;
	case ':': /* the name of a group */
		reader->list->is_odd = TRUE;
		g_string_truncate(reader->outside, 0);
		reader->has_quoted = FALSE;
		break;
	default:
		reader->list->is_odd = TRUE;
		break;
	}
}

static void take_word(struct reader *reader, const struct lexeme *lexeme)
{
	GString *to = reader->in_angle ? reader->inside : reader->outside;

	if (lexeme->is_quoted && !reader->in_angle) {
		reader->has_quoted = TRUE;
		return;
	}
	if (lexeme->is_quoted)
		g_string_append_c(to, '"');
	else if (lexeme->is_apart && to->len > 0)
		g_string_append_c(to, ' ');
	g_string_append_len(to, lexeme->text->str, (gssize)lexeme->text->len);
}

void address_list_init(
	struct address_list *list, const char *value, gsize length)
{
	struct reader reader = { .list = list };
	struct lexer lexer;
	struct lexeme lexeme;

	memset(list, 0, sizeof(*list));
	list->plain = g_ptr_array_new_with_free_func(g_free);
	reader.outside = g_string_new(NULL);
	reader.inside = g_string_new(NULL);
	lexer_init(&lexer, value, length, "<>,:;");
	lexeme_init(&lexeme);
	while (lexer_next(&lexer, &lexeme)) {
		if (lexeme.kind == LEXEME_SIGN)
			take_sign(&reader, lexeme.sign);
		else
			take_word(&reader, &lexeme);
	}
	end_address(&reader);
	if (lexer.is_broken)
		list->is_odd = TRUE;
	lexeme_clear(&lexeme);
	g_string_free(reader.outside, TRUE);
	g_string_free(reader.inside, TRUE);
}

void address_list_clear(struct address_list *list)
{
	g_clear_pointer(&list->plain, g_ptr_array_unref);
}
