/* header_lex.h - the words of a structured header field (RFC 5322 3.2):
 * comments and folding are left out, quoted strings are one word. Inside of
 * gateway/mail only. Linear, for any bytes.
 */
#ifndef MAIL_HEADER_LEX_H
#define MAIL_HEADER_LEX_H

#include <glib.h>

enum lexeme_kind {
	LEXEME_END,
	LEXEME_WORD, /* text */
	LEXEME_SIGN, /* one of the signs that the lexer was made with */
};

struct lexer {
	const char *at, *end;
	const char *signs;
	gboolean is_broken; /* a quote or a comment without end, a NUL */
};

struct lexeme {
	enum lexeme_kind kind;
	char sign;
	gboolean is_quoted;
	gboolean is_apart; /* blanks or a comment stood before it */
	GString *text;     /* of a word; reused from call to call */
};

void lexer_init(struct lexer *lexer, const char *value, gsize length,
	const char *signs);
void lexeme_init(struct lexeme *lexeme);
void lexeme_clear(struct lexeme *lexeme);
/* FALSE at the end. */
gboolean lexer_next(struct lexer *lexer, struct lexeme *lexeme);

/* What a field of addresses holds. */
struct address_list {
	GPtrArray *plain; /* char *: addresses that are address_is_plain() */
	guint count;      /* of all, counted so that a trick makes it more */
	gboolean is_odd;  /* a group, a route, broken quoting, a second address
			     where one belongs: readers may differ about it */
};

/* Reads an address-list (RFC 5322 3.4). Clear with address_list_clear(). */
void address_list_init(
	struct address_list *list, const char *value, gsize length);
void address_list_clear(struct address_list *list);

/* A date-time (RFC 5322 3.3 and 4.3) as unix seconds; G_MININT64 where it
 * cannot be read. */
gint64 header_date(const char *value, gsize length);

/* Lower case by Unicode, invalid bytes replaced; new. */
char *header_fold(const char *value, gsize length);

#endif
